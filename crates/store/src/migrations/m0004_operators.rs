//! Who signs in to the console: operators with what proves who they are, their sessions, the browsers they have signed
//! in from, and the links by which a server without any operator is first entered.

use sea_orm_migration::prelude::*;

use super::columns::{binary, key, number, number_opt, sealed, sealed_opt, table};
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
        let operators = table(backend, "operators")
            .col(binary("id", 16).primary_key())
            .col(key("name", 64))
            .col(key("folded_name", 191).unique_key())
            .col(key("role", 32))
            .col(sealed(backend, "password"))
            .col(sealed_opt(backend, "second_factor"))
            .col(sealed_opt(backend, "pending_second_factor"))
            .col(number("second_factor_step"))
            .col(number("created_at"))
            .col(number_opt("disabled_at"))
            .col(number_opt("last_signed_in_at"))
            .take();
        let recovery_codes = table(backend, "recovery_codes")
            .col(binary("digest", 32).primary_key())
            .col(binary("operator_id", 16))
            .take();
        let sessions = table(backend, "sessions")
            .col(binary("id", 16).primary_key())
            .col(binary("digest", 32).unique_key())
            .col(binary("operator_id", 16))
            .col(key("stage", 32))
            .col(number("created_at"))
            .col(number("last_seen_at"))
            .col(number("confirmed_at"))
            .col(number("ends_at"))
            .col(key("address", 191))
            .col(key("agent", 191))
            .take();
        let browsers = table(backend, "known_browsers")
            .col(binary("digest", 32).primary_key())
            .col(binary("operator_id", 16))
            .col(number("last_seen_at"))
            .take();
        let first_start =
            table(backend, "first_start_links").col(binary("digest", 32).primary_key()).col(number("ends_at")).take();
        for table in [operators, recovery_codes, sessions, browsers, first_start] {
            manager.create_table(table).await?;
        }
        for (table, name, columns) in INDEXES {
            step::add_index(manager, name, table, columns).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &str, &[&str]); 4] = [
    ("recovery_codes", "recovery_codes_operator", &["operator_id"]),
    ("sessions", "sessions_operator", &["operator_id"]),
    ("sessions", "sessions_end", &["ends_at"]),
    ("known_browsers", "known_browsers_operator", &["operator_id"]),
];
