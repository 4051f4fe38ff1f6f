//! When the reading of a component's list broke off, so that nobody is told that it goes on.

use sea_orm_migration::prelude::*;

use super::columns::number_opt;
use super::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::add_column(manager, "list_syncs", number_opt("broke_off_at")).await
    }
}
