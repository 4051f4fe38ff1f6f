//! Which accounts are closed for their users, who opened an invitation, and the addresses of merchants' status pages.

use sea_orm_migration::prelude::*;

use super::columns::{binary, key, key_opt, number, number_opt, table};
use super::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for (table, column) in [
            ("authorizers", number_opt("closed_at")),
            ("authorization_links", number_opt("opened_at")),
            ("authorization_links", number_opt("last_opened_at")),
            ("authorization_links", number_opt("openings")),
            ("authorization_links", key_opt("opened_with", 16)),
        ] {
            step::add_column(manager, table, column).await?;
        }
        step::add_index(manager, "authorizers_closed", "authorizers", &["component_appid", "closed_at"]).await?;
        let pages = table(backend, "status_pages")
            .col(binary("digest", 32).primary_key())
            .col(key("component_appid", 32))
            .col(key("appid", 32))
            .col(number("created_at"))
            .take();
        manager.create_table(pages).await?;
        let columns = ["component_appid", "appid", "created_at"];
        step::add_index(manager, "status_pages_account", "status_pages", &columns).await
    }
}
