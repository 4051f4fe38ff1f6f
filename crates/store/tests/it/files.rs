//! SQLite's files: who may open them, and what can be read in them.

use std::fs;
use std::sync::Arc;

use wxfleet_model::component::Ticket;
use wxfleet_store::{Error, MasterKey, OpenError, Options, Reaction, Store};
use wxfleet_wechat::secret::{ComponentAccessToken, ComponentVerifyTicket};

use crate::database::{Database, Engine, run};
use crate::samples::{at, authorization, component, component_appid, component_secrets, event};

#[tokio::test]
async fn a_second_server_is_refused_and_a_command_is_not() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let server = database.open().await;
        let second = Store::open(database.options()).await.unwrap_err();
        assert!(matches!(second, OpenError::InUse(_)), "{second}");
        let mut command = database.options();
        command.exclusive = false;
        let command = Store::open(command).await.unwrap();
        command.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
        command.close().await;
        assert!(server.component_by_appid(&component_appid(1)).await.unwrap().is_some());
        server.close().await;
        database.open().await.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_key_changes_not_one_byte() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let store = database.open().await;
        store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
        store.close().await;
        let before = fs::read(database.file("wxfleet.db")).unwrap();
        let options = Options::new(database.url.clone(), MasterKey::generate());
        assert!(matches!(Store::open(options).await, Err(OpenError::WrongKey)));
        assert!(Store::holds_data(&database.url).await.unwrap());
        assert!(fs::read(database.file("wxfleet.db")).unwrap() == before, "the file was changed");
        let left = fs::metadata(database.file("wxfleet.db-wal")).map_or(0, |wal| wal.len());
        assert_eq!(left, 0, "something was written beside it");
    })
    .await;
}

#[tokio::test]
async fn no_secret_can_be_read_in_the_files() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let store = database.open().await;
        let component_appid = component_appid(1);
        let mut authorized = authorization(1, 0);
        for seconds in [0, 1] {
            authorized.authorized_at = at(seconds);
            authorized.access = Some(crate::samples::access_token("canary", at(seconds)));
            authorized.refresh = Some(crate::samples::refresh_token(&format!("canary-{seconds}")));
            store.commit(async |w| w.authorizer_authorize(&authorized).await).await.unwrap();
        }
        let ticket = Ticket { ticket: ComponentVerifyTicket::new("canary"), created_at: at(0), received_at: at(0) };
        store
            .commit(async |w| {
                w.component_insert(&component(1), &component_secrets("canary")).await?;
                w.ticket_keep(&component_appid, &ticket).await?;
                w.component_token_store(&component_appid, 0, &ComponentAccessToken::new("canary"), at(0), at(9)).await
            })
            .await
            .unwrap();
        let mut secret_event = event("canary");
        secret_event.xml = b"<ComponentVerifyTicket>canary</ComponentVerifyTicket>".to_vec();
        store.event_keep(&secret_event, Reaction::Owed).await.unwrap();
        let search = || {
            for file in fs::read_dir(database.file("")).unwrap() {
                let path = file.unwrap().path();
                let bytes = fs::read(&path).unwrap();
                let found = bytes.windows(6).any(|window| window == b"canary");
                assert!(!found, "a secret can be read in {}", path.display());
            }
        };
        assert!(fs::metadata(database.file("wxfleet.db-wal")).unwrap().len() > 0);
        search();
        store.close().await;
        search();
    })
    .await;
}

#[tokio::test]
async fn what_was_confirmed_is_in_the_files() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let store = database.open().await;
        let kept: Vec<_> = (0..40).map(|number| event(&number.to_string())).collect();
        let tasks: Vec<_> = kept
            .iter()
            .map(|event| {
                let (store, event) = (store.clone(), event.clone());
                tokio::spawn(async move { store.event_keep(&event, Reaction::None).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        // As after a crash: the files as they are now, and no process that could finish anything.
        let crashed = tempfile::tempdir().unwrap();
        for name in ["wxfleet.db", "wxfleet.db-wal"] {
            fs::copy(database.file(name), crashed.path().join(name)).unwrap();
        }
        let mut options = database.options();
        options.url = wxfleet_store::DatabaseUrl::sqlite(crashed.path().join("wxfleet.db"));
        let revived = Store::open(options).await.unwrap();
        for event in &kept {
            assert_eq!(revived.event_by_id(event.id).await.unwrap().as_ref(), Some(event));
        }
        revived.close().await;
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_none_is_not_touched() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let text =
            b"this is somebody's letter, and it is longer than the header of a database, which has 100 bytes......";
        fs::write(database.file("wxfleet.db"), text).unwrap();
        let error = Store::open(database.options()).await.unwrap_err();
        assert!(matches!(error, OpenError::Unavailable { cause: Error::Unavailable(_), .. }), "{error}");
        assert_eq!(fs::read(database.file("wxfleet.db")).unwrap(), text);
    })
    .await;
}
