//! SQLite's lane for writes: groups, another process's lock, commits that fail.

use std::sync::Arc;
use std::time::Duration;

use sqlx::{Connection, Executor, SqliteConnection};
use tokio::sync::oneshot;
use wxfleet_model::event::Kept;
use wxfleet_model::observation::Fact;
use wxfleet_store::{Error, FaultKind, Reaction, Store};

use crate::database::{Database, Engine, run};
use crate::samples::{at, event};

async fn note(store: &Store, value: &str) -> Result<(), Error> {
    store.commit(async |w| w.observation_note(Fact::CodesIdentical, value, at(0)).await).await
}

/// Waits until something holds, for a bounded time.
pub(crate) async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "{what}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_committed_together() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let store = database.open().await;
        note(&store, "warm").await.unwrap();
        let before = store.commits();
        // While one unit holds the lane, the others come to wait.
        let (entered, has_entered) = oneshot::channel();
        let (release, may_end) = oneshot::channel::<()>();
        let holder = tokio::spawn({
            let store = store.clone();
            async move {
                let unit = store.commit(async |w| {
                    w.observation_note(Fact::CodesIdentical, "holder", at(0)).await?;
                    entered.send(()).unwrap();
                    may_end.await.unwrap();
                    Ok(())
                });
                unit.await
            }
        });
        has_entered.await.unwrap();
        let mut waiting = Vec::new();
        for number in 0..64 {
            let store = store.clone();
            waiting.push(tokio::spawn(async move {
                if number % 2 == 0 {
                    note(&store, &number.to_string()).await
                } else {
                    store.event_keep(&event(&number.to_string()), Reaction::None).await.map(drop)
                }
            }));
        }
        tokio::task::yield_now().await;
        release.send(()).unwrap();
        holder.await.unwrap().unwrap();
        for unit in waiting {
            unit.await.unwrap().unwrap();
        }
        let commits = store.commits() - before;
        assert!(commits <= 16, "65 writes took {commits} commits");
        assert_eq!(store.observations().await.unwrap().len(), 34);
        store.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_process_that_holds_the_lock_is_waited_for_within_the_deadline() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let mut options = database.options();
        options.commit_deadline = Duration::from_millis(500);
        let store = Store::open(options).await.unwrap();
        note(&store, "before").await.unwrap();
        let mut other = SqliteConnection::connect(&database.address).await.unwrap();
        other.execute("BEGIN IMMEDIATE").await.unwrap();

        let blocked = event("blocked");
        let (kept, noted) = tokio::join!(store.event_keep(&blocked, Reaction::None), note(&store, "blocked"));
        for error in [kept.unwrap_err(), noted.unwrap_err()] {
            assert!(matches!(error, Error::Unavailable(ref fault) if fault.kind == FaultKind::Deadline), "{error}");
        }
        assert_eq!(store.observations().await.unwrap().len(), 1, "reads go on");
        assert!(matches!(store.check().await, Err(Error::Unavailable(_))), "it is known that writing is in trouble");

        other.execute("ROLLBACK").await.unwrap();
        until("writing works again by itself", || async { note(&store, "after").await.is_ok() }).await;
        until("and that is known", || async { store.check().await.is_ok() }).await;
        assert_eq!(store.event_keep(&event("new"), Reaction::None).await.unwrap(), Kept::New);
        store.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_fails_is_confirmed_to_nobody_and_not_retried() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let store = database.open().await;
        note(&store, "before").await.unwrap();
        store.fail_next_commit();
        let error = note(&store, "lost").await.unwrap_err();
        assert!(matches!(error, Error::Unavailable(ref fault) if fault.kind == FaultKind::Disk), "{error}");
        store.fail_next_commit();
        let error = store.event_keep(&event("lost"), Reaction::None).await.unwrap_err();
        assert!(matches!(error, Error::Unavailable(ref fault) if fault.kind == FaultKind::Disk), "{error}");

        // The next goes through on a connection of its own; the sender's retry makes up for what was lost.
        assert_eq!(store.event_keep(&event("lost"), Reaction::None).await.unwrap(), Kept::New);
        note(&store, "after").await.unwrap();
        let seen: Vec<_> = store.observations().await.unwrap().into_iter().map(|seen| seen.value).collect();
        assert_eq!(seen, ["after", "before"]);
        assert!(store.check().await.is_ok());

        // Without any traffic the trouble is found to be over, too.
        store.fail_next_commit();
        assert!(note(&store, "lost").await.is_err());
        assert!(store.check().await.is_err());
        until("a trial write clears the trouble", || async { store.check().await.is_ok() }).await;
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_closed_store_answers_and_does_not_hang() {
    run(Engine::Sqlite, async |database: Arc<Database>| {
        let store = database.open().await;
        let other = store.clone();
        store.close().await;
        assert!(matches!(note(&other, "late").await, Err(Error::Unavailable(_))));
        assert!(matches!(other.event_keep(&event("late"), Reaction::None).await, Err(Error::Unavailable(_))));
        assert!(matches!(other.observations().await, Err(Error::Unavailable(_))));
    })
    .await;
}
