//! Opening: keys, migrations run again, rows that were moved by hand.

use std::sync::Arc;

use wxfleet_store::{Error, MasterKey, OpenError, Options, Store};

use crate::database::{Database, Engine, on_each_engine};
use crate::samples::{appid, authorization, component, component_appid, component_secrets, event};

on_each_engine!(
    a_database_opens_again_with_its_key,
    a_wrong_key_is_refused,
    a_sealed_value_does_not_open_in_another_row,
    servers_that_start_together_agree,
);

async fn a_database_opens_again_with_its_key(database: Arc<Database>) {
    assert!(!Store::holds_data(&database.url).await.unwrap());
    let store = database.open().await;
    assert!(store.check().await.is_ok());
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    store.close().await;
    assert!(Store::holds_data(&database.url).await.unwrap());
    let store = database.open().await;
    assert_eq!(store.components().await.unwrap(), [component(1)]);
    assert!(store.component_secrets(&component_appid(1)).await.unwrap().is_some());
    store.close().await;
}

async fn a_wrong_key_is_refused(database: Arc<Database>) {
    let store = database.open().await;
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    store.close().await;
    let options = Options::new(database.url.clone(), MasterKey::generate());
    let error = Store::open(options).await.unwrap_err();
    assert!(matches!(error, OpenError::WrongKey), "{error}");
    let store = database.open().await;
    assert!(store.component_secrets(&component_appid(1)).await.unwrap().is_some(), "the right key opens it still");
    store.close().await;
}

async fn a_sealed_value_does_not_open_in_another_row(database: Arc<Database>) {
    let store = database.open().await;
    let (one, two) = (event("one"), event("two"));
    store
        .commit(async |w| {
            w.authorizer_authorize(&authorization(1, 0)).await?;
            w.authorizer_authorize(&authorization(2, 0)).await?;
            w.event_keep(&one, wxfleet_store::Reaction::None).await?;
            w.event_keep(&two, wxfleet_store::Reaction::None).await.map(drop)
        })
        .await
        .unwrap();
    let victim = appid(2);
    // MySQL does not read a table in a subquery of its own update; a derived table is allowed.
    database
        .execute(&format!(
            "UPDATE authorizers SET refresh_token = (SELECT refresh_token FROM \
             (SELECT * FROM authorizers) AS other WHERE appid = '{}') WHERE appid = '{victim}'",
            appid(1)
        ))
        .await;
    database
        .execute("UPDATE events SET body = (SELECT body FROM (SELECT * FROM events) AS other ORDER BY id LIMIT 1)")
        .await;
    assert!(store.authorizer_tokens(&component_appid(1), &appid(1)).await.is_ok());
    let stolen = store.authorizer_tokens(&component_appid(1), &victim).await;
    assert!(matches!(stolen, Err(Error::Corrupt(_))), "{stolen:?}");
    let opened = [store.event_by_id(one.id).await, store.event_by_id(two.id).await];
    assert_eq!(opened.iter().filter(|event| matches!(event, Err(Error::Corrupt(_)))).count(), 1, "{opened:?}");
    store.close().await;
}

async fn servers_that_start_together_agree(database: Arc<Database>) {
    let opening: Vec<_> = (0..4)
        .map(|number| {
            let mut options = database.options();
            // On SQLite a second server is refused: what meets there is one server and one-off commands.
            options.exclusive = database.engine != Engine::Sqlite || number == 0;
            tokio::spawn(Store::open(options))
        })
        .collect();
    for opened in opening {
        let store = opened.await.unwrap().unwrap();
        store.commit(async |w| w.authorizer_authorize(&authorization(1, 0)).await).await.unwrap();
        store.close().await;
    }
    let first = database.open().await;
    assert!(first.authorizer_by_appid(&component_appid(1), &appid(1)).await.unwrap().is_some());
    first.close().await;
}
