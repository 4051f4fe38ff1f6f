//! Reviews of names, and Mini Programs that were asked for.

use sea_orm_migration::prelude::*;

use super::columns::{binary, key, key_opt, number, number_opt, table, text};
use super::step;

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
        let name_audits = table(backend, "name_audits")
            .col(key("component_appid", APPID))
            .col(key("appid", APPID))
            .col(number("audit_id"))
            .col(text(backend, "nick_name"))
            .col(key("status", 32))
            .col(text(backend, "reason"))
            .col(number("submitted_at"))
            .col(number_opt("decided_at"))
            .primary_key(Index::create().col("component_appid").col("appid").col("audit_id"))
            .take();
        let registrations = table(backend, "registrations")
            .col(binary("id", 16).primary_key())
            .col(key("component_appid", APPID))
            .col(key("kind", 32))
            .col(key("mark", 191))
            .col(text(backend, "name"))
            .col(text(backend, "legal_persona_name"))
            .col(text(backend, "wechat"))
            .col(text(backend, "taskid"))
            .col(text(backend, "authorize_url"))
            .col(key("state", 32))
            .col(number_opt("status"))
            .col(text(backend, "msg"))
            .col(key_opt("appid", APPID))
            .col(number("asked_at"))
            .col(number_opt("ended_at"))
            .take();
        manager.create_table(name_audits).await?;
        manager.create_table(registrations).await?;
        for (table, name, columns) in INDEXES {
            step::add_index(manager, name, table, columns).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &str, &[&str]); 2] = [
    ("name_audits", "name_audits_open", &["status", "submitted_at"]),
    ("registrations", "registrations_mark", &["component_appid", "kind", "mark"]),
];
