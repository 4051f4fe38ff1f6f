//! Jobs over many accounts with their items, and the views that operators saved of the list of accounts.

use sea_orm_migration::prelude::*;

use super::columns::{binary, binary_opt, key, key_opt, number, number_opt, table, text, text_opt};
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
        let jobs = table(backend, "jobs")
            .col(binary("id", 16).primary_key())
            .col(key("component_appid", 32))
            .col(text(backend, "work"))
            .col(text(backend, "selection"))
            .col(key_opt("filled_to", 32))
            .col(key("maker", 64))
            .col(key("made_by", 191))
            .col(number("made_at"))
            .col(key("state", 32))
            .col(key_opt("stopped_for", 32))
            .col(number("started_at"))
            .col(number("moved_at"))
            .col(number_opt("over_at"))
            .col(number_opt("rests_until"))
            .col(number("over_before"))
            .col(number("total"))
            .col(number("done"))
            .col(number("already"))
            .col(number("skipped"))
            .col(number("failed"))
            .take();
        let items = table(backend, "job_items")
            .col(binary("job_id", 16))
            .col(key("appid", 32))
            .col(key("state", 32))
            .col(number("due_at"))
            .col(binary_opt("holder", 16))
            .col(number_opt("held_at"))
            .col(number_opt("over_at"))
            .col(number("tries"))
            .col(text_opt(backend, "details"))
            .col(number("version"))
            .primary_key(Index::create().col("job_id").col("appid"))
            .take();
        let views = table(backend, "operator_views")
            .col(binary("id", 16).primary_key())
            .col(binary("operator_id", 16))
            .col(key("name", 64))
            .col(text(backend, "query"))
            .col(number("made_at"))
            .take();
        for table in [jobs, items, views] {
            manager.create_table(table).await?;
        }
        for (table, name, columns) in INDEXES {
            step::add_index(manager, name, table, columns).await?;
        }
        step::add_unique_index(manager, "operator_views_name", "operator_views", &["operator_id", "name"]).await
    }
}

const INDEXES: [(&str, &str, &[&str]); 4] = [
    ("jobs", "jobs_component", &["component_appid", "id"]),
    ("jobs", "jobs_state", &["state", "over_at"]),
    ("job_items", "job_items_due", &["job_id", "state", "due_at"]),
    ("job_items", "job_items_state", &["job_id", "state", "appid"]),
];
