//! The journal's chain: each entry that is over gets the next number and a code that binds it to the one before, so that
//! a row changed or taken away by hand is found.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::columns::{binary_opt, index, number_opt};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // MySQL cannot roll tables back: after a crash half-way this is run again over what is there.
        let fresh = manager.get_database_backend() != DbBackend::MySql;
        for column in [number_opt("link"), binary_opt("link_code", 32)] {
            if fresh || !manager.has_column("journal", column.get_column_name()).await? {
                manager.alter_table(Table::alter().table("journal").add_column(column).take()).await?;
            }
        }
        // Those without a number are found by it too, the oldest first.
        if fresh || !manager.has_index("journal", "journal_chain").await? {
            manager.create_index(index("journal_chain", "journal", &["link", "id"])).await?;
        }
        Ok(())
    }
}
