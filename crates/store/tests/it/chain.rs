//! The journal's chain: what is changed, taken away or slipped in by hand is found, on each engine.

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use wxfleet_model::journal::{Deed, Fault, Intent, JournalId, Outcome, Verification};
use wxfleet_store::{Error, Store};

use crate::database::{Database, Engine, on_each_engine};
use crate::samples::{NASTY, appid, at, component_appid};

on_each_engine!(
    what_is_over_is_numbered_and_holds,
    a_row_that_was_changed_is_found,
    a_row_that_was_taken_away_is_found,
    a_row_that_was_slipped_in_is_found,
    a_chain_that_lost_its_end_or_its_note_is_found,
    two_replicas_never_number_the_same_entry,
);

async fn open(store: &Store, number: i64) -> Intent {
    let intent = Intent {
        id: JournalId(Uuid::now_v7()),
        actor: format!("key:{NASTY}"),
        deed: Deed::CodeRelease,
        component_appid: Some(component_appid(1)),
        appid: (number % 2 == 0).then(|| appid(1)),
        request: json!({ "note": NASTY, "number": number }),
        instance: Uuid::nil(),
        opened_at: at(number),
    };
    store.commit(async |w| w.journal_open(&intent).await).await.unwrap();
    intent
}

/// Writes so many entries and takes them into the chain.
async fn filled(store: &Store, entries: i64) -> Vec<JournalId> {
    let mut ids = Vec::new();
    for number in 0..entries {
        let intent = open(store, number).await;
        let done = Outcome::Done { result: json!({ "auditid": number }) };
        store.commit(async |w| w.journal_close(intent.id, &done, at(50 + number)).await).await.unwrap();
        ids.push(intent.id);
    }
    assert_eq!(link(store).await, Ok(u64::try_from(entries).unwrap()));
    ids
}

async fn link(store: &Store) -> Result<u64, Error> {
    store.commit(async |w| w.journal_link(100).await).await
}

async fn faults(store: &Store) -> Vec<Fault> {
    store.journal_verify().await.unwrap().faults
}

async fn what_is_over_is_numbered_and_holds(database: Arc<Database>) {
    let store = database.open().await;
    assert_eq!(store.journal_verify().await, Ok(Verification::default()), "nothing was ever done");
    assert_eq!(link(&store).await, Ok(0));
    filled(&store, 3).await;
    let waiting = open(&store, 9).await;
    assert_eq!(link(&store).await, Ok(0), "it is not over");
    let expected = Verification { linked: 3, waiting: 1, forgotten: 0, faults: vec![] };
    assert_eq!(store.journal_verify().await, Ok(expected));
    let unknown = Outcome::Unknown { reason: String::new() };
    store.commit(async |w| w.journal_close(waiting.id, &unknown, at(10)).await).await.unwrap();
    assert_eq!(link(&store).await, Ok(0), "it may still change");
    let done = Outcome::Done { result: json!({}) };
    store.commit(async |w| w.journal_close(waiting.id, &done, at(11)).await).await.unwrap();
    assert_eq!(link(&store).await, Ok(1));
    store.close().await;
    let store = database.open().await;
    let expected = Verification { linked: 4, waiting: 0, forgotten: 0, faults: vec![] };
    assert_eq!(store.journal_verify().await, Ok(expected), "also after a restart");
    store.close().await;
}

async fn a_row_that_was_changed_is_found(database: Arc<Database>) {
    let changes = [
        "actor = 'key:somebody else'",
        "deed = 'code.rollback'",
        "appid = 'wx0000000000000abc'",
        "component_appid = 'wx0000000000000009'",
        "request = '{}'",
        "opened_at = opened_at + 1",
        "closed_at = closed_at + 1",
        "outcome = 'failed'",
        "details = '{}'",
        "outcome = NULL, details = NULL, closed_at = NULL",
        "link_code = NULL",
    ];
    let store = database.open().await;
    let ids = filled(&store, 20).await;
    for (place, change) in changes.into_iter().enumerate() {
        // Each is found on its own: the next one is held against the code as it stands.
        let number = i64::try_from(place).unwrap() + 2;
        database.execute(&format!("UPDATE journal SET {change} WHERE link = {number}")).await;
        let found = faults(&store).await;
        let expected: Vec<_> = (2..=number)
            .map(|number| Fault::Altered { number, entry: ids[usize::try_from(number - 1).unwrap()] })
            .collect();
        assert_eq!(found, expected, "{change}");
    }
    store.close().await;
}

async fn a_row_that_was_taken_away_is_found(database: Arc<Database>) {
    let store = database.open().await;
    filled(&store, 6).await;
    database.execute("DELETE FROM journal WHERE link IN (2, 3)").await;
    assert_eq!(faults(&store).await, [Fault::Missing { first: 2, last: 3 }]);
    database.execute("DELETE FROM journal WHERE link = 1").await;
    assert_eq!(faults(&store).await, [Fault::Missing { first: 1, last: 3 }]);
    database.execute("UPDATE journal SET link = link - 3 WHERE link > 3").await;
    assert_ne!(faults(&store).await, [], "numbers that were closed up");
    store.close().await;
}

async fn a_row_that_was_slipped_in_is_found(database: Arc<Database>) {
    let store = database.open().await;
    let ids = filled(&store, 3).await;
    let foreign = Outcome::Done { result: json!({}) };
    let intent = open(&store, 7).await;
    store.commit(async |w| w.journal_close(intent.id, &foreign, at(8)).await).await.unwrap();
    assert_eq!(link(&store).await, Ok(1));
    database.execute("UPDATE journal SET link = 2 WHERE link = 4").await;
    let found = faults(&store).await;
    assert!(found.contains(&Fault::Altered { number: 2, entry: intent.id }), "{found:?}");
    assert!(!found.contains(&Fault::Altered { number: 1, entry: ids[0] }), "{found:?}");
    store.close().await;
}

async fn a_chain_that_lost_its_end_or_its_note_is_found(database: Arc<Database>) {
    let store = database.open().await;
    filled(&store, 5).await;
    database.execute("DELETE FROM journal WHERE link > 3").await;
    assert_eq!(faults(&store).await, [Fault::Missing { first: 4, last: 5 }]);
    store.commit(async |w| w.journal_prune(at(2), 100).await).await.unwrap();
    assert_eq!(faults(&store).await, [Fault::Missing { first: 4, last: 5 }], "what was forgotten in time is no fault");
    for sql in
        ["UPDATE meta SET value = 'x' WHERE name = 'journal_floor'", "DELETE FROM meta WHERE name LIKE 'journal%'"]
    {
        let sql = if database.engine == Engine::Postgres { sql.replace("'x'", "'x'::bytea") } else { sql.to_owned() };
        database.execute(&sql).await;
        assert_eq!(faults(&store).await, [Fault::Note]);
    }
    store.close().await;
}

async fn two_replicas_never_number_the_same_entry(database: Arc<Database>) {
    if database.engine == Engine::Sqlite {
        // One server at a time: its lane runs one unit after the other.
        return;
    }
    let (one, other) = (database.open().await, database.open().await);
    filled(&one, 1).await;
    for round in 0..20 {
        let intent = open(&one, round).await;
        let done = Outcome::Done { result: json!({}) };
        one.commit(async |w| w.journal_close(intent.id, &done, at(round)).await).await.unwrap();
        let (first, second) = tokio::join!(link(&one), link(&other));
        let linked: u64 = [first, second]
            .into_iter()
            .map(|linked| match linked {
                Ok(linked) => linked,
                Err(Error::Stale | Error::Taken) => 0,
                Err(error) => panic!("{error}"),
            })
            .sum();
        assert_eq!(linked, 1);
    }
    let expected = Verification { linked: 21, waiting: 0, forgotten: 0, faults: vec![] };
    assert_eq!(other.journal_verify().await, Ok(expected));
    one.close().await;
    other.close().await;
}
