//! Testers by WeChat id, and the files by which WeChat knows our hosts.

use sea_orm_migration::prelude::*;

use super::columns::{key, key_opt, number, table, text};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// An appid or `component_appid` has 18 characters.
const APPID: u32 = 32;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let testers = table(backend, "testers")
            .col(key("component_appid", APPID))
            .col(key("appid", APPID))
            .col(key("wechatid", 191))
            .col(text(backend, "userstr"))
            .col(number("bound_at"))
            .primary_key(Index::create().col("component_appid").col("appid").col("wechatid"))
            .take();
        let confirm_files = table(backend, "confirm_files")
            .col(key("file_name", 191).primary_key())
            .col(key("component_appid", APPID))
            .col(key_opt("appid", APPID))
            .col(text(backend, "file_content"))
            .col(number("fetched_at"))
            .take();
        manager.create_table(testers).await?;
        manager.create_table(confirm_files).await
    }
}
