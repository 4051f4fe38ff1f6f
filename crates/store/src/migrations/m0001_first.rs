//! The first tables.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::columns::{binary, binary_opt, key, key_opt, number, number_opt, sealed, sealed_opt, table, text, text_opt};
use super::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// An appid or `component_appid` has 18 characters.
const APPID: u32 = 32;
/// A word of ours: a status, a deed, a source.
const WORD: u32 = 32;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite all tables come with one commit.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let tables = [
            component_tables(backend),
            authorizer_tables(backend),
            authorization_tables(backend),
            code_tables(backend),
            other_tables(backend),
        ];
        for table in tables.into_iter().flatten() {
            manager.create_table(table).await?;
        }
        for (table, name, columns) in INDEXES {
            step::add_index(manager, name, table, columns).await?;
        }
        Ok(())
    }
}

fn component_tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        table(backend, "meta").col(key("name", WORD).primary_key()).col(sealed(backend, "value")).take(),
        table(backend, "components")
            .col(key("component_appid", APPID).primary_key())
            .col(text(backend, "name"))
            .col(sealed(backend, "secrets"))
            .col(number("created_at"))
            .col(number_opt("ticket_received_at"))
            .col(number_opt("access_token_expires_at"))
            .col(number("version"))
            .take(),
        table(backend, "tickets")
            .col(key("component_appid", APPID))
            .col(number("created_at"))
            .col(sealed(backend, "ticket"))
            .col(number("received_at"))
            .primary_key(Index::create().col("component_appid").col("created_at"))
            .take(),
        table(backend, "component_tokens")
            .col(key("component_appid", APPID).primary_key())
            .col(sealed(backend, "token"))
            .col(number("obtained_at"))
            .col(number("expires_at"))
            .col(number("version"))
            .take(),
    ]
}

fn authorizer_tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        table(backend, "authorizers")
            .col(key("component_appid", APPID))
            .col(key("appid", APPID))
            .col(key_opt("kind", WORD))
            .col(key("status", WORD))
            .col(text(backend, "profile"))
            .col(text(backend, "search"))
            .col(text(backend, "func_info"))
            .col(text(backend, "labels"))
            .col(number("authorized_at"))
            .col(number_opt("unauthorized_at"))
            .col(number_opt("profile_read_at"))
            .col(key("token_state", WORD))
            .col(text_opt(backend, "token_reason"))
            .col(sealed_opt(backend, "access_token"))
            .col(number_opt("access_token_obtained_at"))
            .col(number_opt("access_token_expires_at"))
            .col(sealed_opt(backend, "refresh_token"))
            .col(number_opt("refresh_token_obtained_at"))
            .col(key_opt("refresh_token_source", WORD))
            .col(number("token_version"))
            .col(number_opt("renewal_due_at"))
            .col(number("version"))
            .primary_key(Index::create().col("component_appid").col("appid"))
            .take(),
        table(backend, "former_refresh_tokens")
            .col(key("component_appid", APPID))
            .col(key("appid", APPID))
            .col(binary("digest", 32))
            .col(sealed(backend, "token"))
            .col(number("obtained_at"))
            .col(key("source", WORD))
            .primary_key(Index::create().col("component_appid").col("appid").col("digest"))
            .take(),
    ]
}

fn authorization_tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        table(backend, "authorization_links")
            .col(binary("id", 16).primary_key())
            .col(binary("token_digest", 32).unique_key())
            .col(key("component_appid", APPID))
            .col(number("auth_type"))
            .col(key_opt("biz_appid", APPID))
            .col(text(backend, "category_ids"))
            .col(text_opt(backend, "return_url"))
            .col(text(backend, "note"))
            .col(number("created_at"))
            .col(number("expires_at"))
            .col(number_opt("used_at"))
            .col(key_opt("used_appid", APPID))
            .take(),
        table(backend, "pre_auth_codes")
            .col(binary("digest", 32).primary_key())
            .col(key("component_appid", APPID))
            .col(binary_opt("link_id", 16))
            .col(number("expires_at"))
            .col(number_opt("served_at"))
            .col(key_opt("served_appid", APPID))
            .take(),
        table(backend, "authorization_codes")
            .col(key("component_appid", APPID))
            .col(binary("digest", 32))
            .col(number("claimed_at"))
            .col(key_opt("appid", APPID))
            .col(number_opt("done_at"))
            .primary_key(Index::create().col("component_appid").col("digest"))
            .take(),
    ]
}

fn code_tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        table(backend, "code_states")
            .col(key("component_appid", APPID))
            .col(key("appid", APPID))
            .col(text(backend, "state"))
            .col(number("version"))
            .primary_key(Index::create().col("component_appid").col("appid"))
            .take(),
        table(backend, "audits")
            .col(key("component_appid", APPID))
            .col(key("appid", APPID))
            .col(number("auditid"))
            .col(key("status", WORD))
            .col(text_opt(backend, "reason"))
            .col(text(backend, "screenshots"))
            .col(text_opt(backend, "user_version"))
            .col(text_opt(backend, "user_desc"))
            .col(number("submitted_at"))
            .col(number_opt("decided_at"))
            .col(number_opt("watch_at"))
            .primary_key(Index::create().col("component_appid").col("appid").col("auditid"))
            .take(),
    ]
}

fn other_tables(backend: DbBackend) -> Vec<TableCreateStatement> {
    vec![
        table(backend, "events")
            .col(binary("id", 16).primary_key())
            .col(binary("dedup_digest", 32).unique_key())
            .col(key("component_appid", APPID))
            .col(key_opt("appid", APPID))
            .col(key("kind", 191))
            .col(number_opt("created_at"))
            .col(number("received_at"))
            .col(sealed(backend, "body"))
            .take(),
        table(backend, "events_owed")
            .col(binary("event_id", 16).primary_key())
            .col(key("component_appid", APPID))
            .take(),
        table(backend, "journal")
            .col(binary("id", 16).primary_key())
            .col(text(backend, "actor"))
            .col(key("deed", WORD))
            .col(key_opt("component_appid", APPID))
            .col(key_opt("appid", APPID))
            .col(text(backend, "request"))
            .col(binary("instance", 16))
            .col(number("opened_at"))
            .col(key_opt("outcome", WORD))
            .col(text_opt(backend, "details"))
            .col(number_opt("closed_at"))
            .take(),
        table(backend, "api_keys")
            .col(binary("id", 16).primary_key())
            .col(binary("digest", 32).unique_key())
            .col(text(backend, "name"))
            .col(key("role", WORD))
            .col(text(backend, "grants"))
            .col(number("created_at"))
            .col(number_opt("last_used_at"))
            .col(number_opt("revoked_at"))
            .take(),
        table(backend, "observations")
            .col(key("fact", 64))
            .col(key("value", 191))
            .col(number("count"))
            .col(number("first_at"))
            .col(number("last_at"))
            .primary_key(Index::create().col("fact").col("value"))
            .take(),
    ]
}

/// Table, name and columns of each index beyond the keys.
const INDEXES: [(&str, &str, &[&str]); 9] = [
    ("authorizers", "authorizers_status", &["component_appid", "status", "appid"]),
    ("authorizers", "authorizers_renewal", &["renewal_due_at"]),
    ("pre_auth_codes", "pre_auth_codes_expiry", &["expires_at"]),
    ("authorization_codes", "authorization_codes_age", &["claimed_at"]),
    ("audits", "audits_watch", &["watch_at"]),
    ("events", "events_appid", &["appid", "id"]),
    ("events", "events_kind", &["kind", "id"]),
    ("journal", "journal_appid", &["appid", "id"]),
    ("journal", "journal_outcome", &["outcome", "id"]),
];
