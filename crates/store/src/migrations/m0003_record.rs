//! What the record is read and kept safe by: answers remembered under an `Idempotency-Key`, what a key is limited to,
//! and the indexes by which events and journal are listed and forgotten.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::columns::{binary, index, key, number, number_opt, sealed_opt, table, text_opt};

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
        // MySQL cannot roll tables back: after a crash half-way this is run again over what is there.
        let fresh = backend != DbBackend::MySql;
        if fresh || !manager.has_column("api_keys", "limits").await? {
            let column = Table::alter().table("api_keys").add_column(text_opt(backend, "limits")).take();
            manager.alter_table(column).await?;
        }
        for (table, name, columns) in INDEXES {
            if fresh || !manager.has_index(table, name).await? {
                manager.create_index(index(name, table, columns)).await?;
            }
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
