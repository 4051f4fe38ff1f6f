//! API keys and observations.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::key::{ApiKey, KeyId};
use wxfleet_model::observation::{Fact, Observation};
use wxfleet_model::permission::{Grant, Limits, Role};
use wxfleet_store::Error;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, at, component_appid};

on_each_engine!(a_key_is_found_by_its_digest, observations_are_counted);

fn key(role: Role, seconds: i64) -> ApiKey {
    ApiKey {
        id: KeyId(Uuid::now_v7()),
        name: NASTY.to_owned(),
        role,
        grants: vec![Grant::TokenRead],
        limits: if role == Role::Viewer {
            Limits { components: vec![component_appid(1)], labels: vec![NASTY.to_owned()] }
        } else {
            Limits::NONE
        },
        created_at: at(seconds),
        last_used_at: None,
        revoked_at: None,
    }
}

async fn a_key_is_found_by_its_digest(database: Arc<Database>) {
    let store = database.open().await;
    let keys: Vec<_> =
        [Role::Admin, Role::Operator, Role::Viewer].into_iter().zip(0..).map(|(r, s)| key(r, s)).collect();
    for (key, number) in keys.iter().zip(0..) {
        store.commit(async |w| w.key_insert(key, &[number; 32]).await).await.unwrap();
        assert_eq!(store.key_by_digest(&[number; 32]).await.unwrap().as_ref(), Some(key));
    }
    assert_eq!(store.keys_all().await.unwrap(), keys);
    assert_eq!(store.key_by_digest(&[9; 32]).await.unwrap(), None);
    let taken = store.commit(async |w| w.key_insert(&key(Role::Viewer, 1), &[0; 32]).await).await;
    assert_eq!(taken, Err(Error::Taken));

    let last_used_at = async || store.key_by_digest(&[0; 32]).await.unwrap().unwrap().last_used_at;
    for (seconds, noted) in [(100, 100), (130, 100), (159, 100), (160, 160), (150, 160)] {
        store.key_used(keys[0].id, at(seconds)).await.unwrap();
        assert_eq!(last_used_at().await, Some(at(noted)), "at {seconds}");
    }
    assert!(store.commit(async |w| w.key_revoke(keys[0].id, at(200)).await).await.unwrap());
    assert!(!store.commit(async |w| w.key_revoke(keys[0].id, at(201)).await).await.unwrap());
    assert_eq!(store.key_by_digest(&[0; 32]).await.unwrap().unwrap().revoked_at, Some(at(200)));
    store.close().await;
}

async fn observations_are_counted(database: Arc<Database>) {
    let store = database.open().await;
    for (value, seconds) in [("same", 1), ("changed", 2), ("same", 3), (NASTY, 4), ("same", 5)] {
        store.commit(async |w| w.observation_note(Fact::RefreshTokenRotates, value, at(seconds)).await).await.unwrap();
    }
    let endless = "长".repeat(500);
    store.commit(async |w| w.observation_note(Fact::AuditidForm, &endless, at(9)).await).await.unwrap();
    let seen = |fact, value: &str, count, first, last| Observation {
        fact,
        value: value.to_owned(),
        count,
        first_at: at(first),
        last_at: at(last),
    };
    let all = store.observations().await.unwrap();
    assert_eq!(all[0], seen(Fact::AuditidForm, &"长".repeat(191), 1, 9, 9));
    assert_eq!(all[1], seen(Fact::RefreshTokenRotates, "same", 3, 1, 5));
    assert!(all[2..].contains(&seen(Fact::RefreshTokenRotates, NASTY, 1, 4, 4)));
    assert_eq!(all.len(), 4);
    store.close().await;
}
