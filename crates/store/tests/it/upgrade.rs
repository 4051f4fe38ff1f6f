//! A database of an earlier version is brought up to date, and what was in it stays.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::event::Kept;
use wxfleet_model::key::{ApiKey, KeyId};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Limits, Role};
use wxfleet_store::{EventFilter, Reaction};

use crate::database::{Database, Engine, on_each_engine};
use crate::samples::{at, event};

on_each_engine!(the_record_comes_to_a_database_that_had_none);

async fn the_record_comes_to_a_database_that_had_none(database: Arc<Database>) {
    let key = ApiKey {
        id: KeyId(Uuid::now_v7()),
        name: "old".to_owned(),
        role: Role::Admin,
        grants: vec![],
        limits: Limits::NONE,
        created_at: at(0),
        last_used_at: None,
        revoked_at: None,
    };
    let store = database.open().await;
    store.commit(async |w| w.key_insert(&key, &[1; 32]).await).await.unwrap();
    assert_eq!(store.event_keep(&event("old"), Reaction::None).await, Ok(Kept::New));
    store.close().await;
    back_to_the_first_tables(&database).await;

    let store = database.open().await;
    assert_eq!(store.key_by_digest(&[1; 32]).await.unwrap(), Some(key));
    assert_eq!(store.event_keep(&event("old"), Reaction::None).await, Ok(Kept::Duplicate));
    let heads = store.event_heads(&EventFilter::default(), &PageRequest::default()).await.unwrap();
    assert_eq!(heads.items.len(), 1);
    let claimed = async || {
        store.commit(async |w| w.idempotency_claim(&[1; 32], &[2; 32], Uuid::nil(), at(0), at(-9)).await).await
    };
    assert_eq!((claimed().await, claimed().await), (Ok(true), Ok(false)));
    store.close().await;
}

/// Undoes the step, as if it had never been made. On MySQL one index stays, as after a crash half-way.
async fn back_to_the_first_tables(database: &Database) {
    let drop_index = |table: &str, name: &str| match database.engine {
        Engine::MySql => format!("DROP INDEX {name} ON {table}"),
        Engine::Sqlite | Engine::Postgres => format!("DROP INDEX {name}"),
    };
    let mut steps = vec![
        "DROP TABLE idempotency_keys".to_owned(),
        "ALTER TABLE api_keys DROP COLUMN limits".to_owned(),
        "DELETE FROM seaql_migrations WHERE version = 'm0003_record'".to_owned(),
        drop_index("events", "events_component"),
    ];
    if database.engine != Engine::MySql {
        steps.push(drop_index("journal", "journal_opened"));
    }
    for step in steps {
        database.execute(&step).await;
    }
}
