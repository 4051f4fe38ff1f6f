//! Which accounts are closed for their users, who opened an invitation, and the addresses of merchants' status pages.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::columns::{binary, index, key, key_opt, number, number_opt, table};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        // MySQL cannot roll tables back: after a crash half-way this is run again over what is there.
        let fresh = backend != DbBackend::MySql;
        for (table, mut column, name) in [
            ("authorizers", number_opt("closed_at"), "closed_at"),
            ("authorization_links", number_opt("opened_at"), "opened_at"),
            ("authorization_links", number_opt("last_opened_at"), "last_opened_at"),
            ("authorization_links", number_opt("openings"), "openings"),
            ("authorization_links", key_opt("opened_with", 16), "opened_with"),
        ] {
            if fresh || !manager.has_column(table, name).await? {
                manager.alter_table(Table::alter().table(table).add_column(column.take()).take()).await?;
            }
        }
        if fresh || !manager.has_index("authorizers", "authorizers_closed").await? {
            let columns = ["component_appid", "closed_at"];
            manager.create_index(index("authorizers_closed", "authorizers", &columns)).await?;
        }
        let pages = table(backend, "status_pages")
            .col(binary("digest", 32).primary_key())
            .col(key("component_appid", 32))
            .col(key("appid", 32))
            .col(number("created_at"))
            .take();
        manager.create_table(pages).await?;
        if fresh || !manager.has_index("status_pages", "status_pages_account").await? {
            let columns = ["component_appid", "appid", "created_at"];
            manager.create_index(index("status_pages_account", "status_pages", &columns)).await?;
        }
        Ok(())
    }
}
