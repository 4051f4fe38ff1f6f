//! The journal's chain: each entry that is over gets the next number and a code that binds it to the one before, so that
//! a row changed or taken away by hand is found.

use sea_orm_migration::prelude::*;

use super::columns::{binary_opt, number_opt};
use super::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [number_opt("link"), binary_opt("link_code", 32)] {
            step::add_column(manager, "journal", column).await?;
        }
        // Those without a number are found by it too, the oldest first.
        step::add_index(manager, "journal_chain", "journal", &["link", "id"]).await
    }
}
