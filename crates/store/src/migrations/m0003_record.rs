//! What the record is read and kept safe by: answers remembered under an `Idempotency-Key`, what a key is limited to,
//! and the indexes by which events and journal are listed and forgotten.

use sea_orm_migration::prelude::*;

use super::columns::{binary, key, number, number_opt, sealed_opt, table, text_opt};
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
        let answers = table(backend, "idempotency_keys")
            .col(binary("digest", 32).primary_key())
            .col(binary("request_digest", 32))
            .col(binary("instance", 16))
            .col(key("state", 32))
            .col(number("created_at"))
            .col(number_opt("closed_at"))
            .col(sealed_opt(backend, "answer"))
            .take();
        manager.create_table(answers).await?;
        step::add_column(manager, "api_keys", text_opt(backend, "limits")).await?;
        for (table, name, columns) in INDEXES {
            step::add_index(manager, name, table, columns).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &str, &[&str]); 4] = [
    ("idempotency_keys", "idempotency_keys_age", &["created_at"]),
    ("events", "events_received", &["received_at"]),
    ("events", "events_component", &["component_appid", "id"]),
    ("journal", "journal_opened", &["opened_at"]),
];
