//! The journal: intents opened, closed with their outcome, found again when they were left open.

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use wxfleet_model::journal::{Deed, EntryState, Intent, JournalEntry, JournalId, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_store::{Error, JournalFilter, Store};
use wxfleet_wechat::errcode::Errcode;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, component_appid};

on_each_engine!(
    an_entry_comes_back_with_each_outcome,
    what_is_open_is_found,
    the_journal_is_listed_and_filtered,
    entries_are_found_by_how_they_ended,
);

fn intent(deed: Deed, account: u32, seconds: i64) -> Intent {
    Intent {
        id: JournalId(Uuid::now_v7()),
        actor: format!("key:{NASTY}"),
        deed,
        component_appid: Some(component_appid(1)),
        appid: Some(appid(account)),
        request: json!({ "user_desc": NASTY, "zero": "\0" }),
        instance: Uuid::from_u128(u128::from(account)),
        opened_at: at(seconds),
    }
}

async fn open(store: &Store, intent: &Intent) {
    store.commit(async |w| w.journal_open(intent).await).await.unwrap();
}

async fn close(store: &Store, intent: &Intent, outcome: &Outcome) -> Result<(), Error> {
    store.commit(async |w| w.journal_close(intent.id, outcome, at(99)).await).await
}

fn unknown() -> Outcome {
    Outcome::Unknown { reason: NASTY.to_owned() }
}

fn done() -> Outcome {
    Outcome::Done { result: json!({ "auditid": 5 }) }
}

async fn an_entry_comes_back_with_each_outcome(database: Arc<Database>) {
    let store = database.open().await;
    let refused = Outcome::Refused { errcode: Errcode(85009), errmsg: NASTY.to_owned(), rid: None };
    let declined = Outcome::Declined { errcode: None, code: "forbidden".to_owned(), reason: NASTY.to_owned() };
    for outcome in [done(), refused, declined, Outcome::Failed { reason: NASTY.to_owned() }, unknown()] {
        let intent = intent(Deed::AuditSubmit, 1, 0);
        open(&store, &intent).await;
        let opened = JournalEntry { intent: intent.clone(), outcome: None };
        assert_eq!(store.journal_by_id(intent.id).await.unwrap().unwrap(), opened);
        close(&store, &intent, &outcome).await.unwrap();
        let closed = JournalEntry { outcome: Some((outcome.clone(), at(99))), ..opened };
        assert_eq!(store.journal_by_id(intent.id).await.unwrap().unwrap(), closed);
        let again = close(&store, &intent, &done()).await;
        assert_eq!(again, if outcome.is_final() { Err(Error::Stale) } else { Ok(()) });
    }
    let bare = Intent { component_appid: None, appid: None, ..intent(Deed::KeyCreate, 1, 0) };
    open(&store, &bare).await;
    assert_eq!(store.journal_by_id(bare.id).await.unwrap().unwrap().intent, bare);
    let taken = store.commit(async |w| w.journal_open(&bare).await).await;
    assert_eq!(taken, Err(Error::Taken));
    store.close().await;
}

async fn what_is_open_is_found(database: Arc<Database>) {
    let store = database.open().await;
    let ours = intent(Deed::AuditSubmit, 1, 10);
    let theirs = intent(Deed::AuditSubmit, 2, 20);
    let unclear = intent(Deed::CodeCommit, 1, 30);
    let over = intent(Deed::AuditSubmit, 1, 5);
    for intent in [&ours, &theirs, &unclear, &over] {
        open(&store, intent).await;
    }
    close(&store, &unclear, &unknown()).await.unwrap();
    close(&store, &over, &done()).await.unwrap();
    let ids = |entries: Vec<JournalEntry>| entries.into_iter().map(|entry| entry.intent.id).collect::<Vec<_>>();
    let all = store.journal_open_entries(None, None, 9).await.unwrap();
    assert_eq!(ids(all), [ours.id, theirs.id, unclear.id]);
    let of_others = store.journal_open_entries(None, Some(ours.instance), 9).await.unwrap();
    assert_eq!(ids(of_others), [theirs.id, unclear.id], "what is unknown is followed whoever did it");
    let old = store.journal_open_entries(Some(at(20)), None, 9).await.unwrap();
    assert_eq!(ids(old), [ours.id, unclear.id]);
    assert_eq!(store.journal_open_entries(None, None, 1).await.unwrap().len(), 1);

    let deeds = [Deed::AuditSubmit, Deed::CodeCommit];
    let here = store.journal_open_for(&component_appid(1), Some(&appid(1)), &deeds).await.unwrap();
    assert_eq!(ids(here), [ours.id, unclear.id]);
    let here = store.journal_open_for(&component_appid(1), Some(&appid(1)), &deeds[1..]).await.unwrap();
    assert_eq!(ids(here), [unclear.id]);
    assert!(store.journal_open_for(&component_appid(2), Some(&appid(1)), &deeds).await.unwrap().is_empty());
    assert!(store.journal_open_for(&component_appid(1), Some(&appid(1)), &[]).await.unwrap().is_empty());
    store.close().await;
}

async fn the_journal_is_listed_and_filtered(database: Arc<Database>) {
    let store = database.open().await;
    let mut intents = Vec::new();
    for number in 0..5_u32 {
        let deed = if number == 2 { Deed::LinkCreate } else { Deed::CodeCommit };
        let intent = intent(deed, number % 2, i64::from(number));
        open(&store, &intent).await;
        intents.insert(0, intent.id);
    }
    let ask = async |filter: JournalFilter| -> Vec<JournalId> {
        let page = store.journal(&filter, &PageRequest::default()).await.unwrap();
        page.items.into_iter().map(|entry| entry.intent.id).collect()
    };
    assert_eq!(ask(JournalFilter::default()).await, intents);
    let filter = JournalFilter { appid: Some(appid(1)), since: Some(at(2)), ..JournalFilter::default() };
    assert_eq!(ask(filter).await, [intents[1]]);
    let deed = Some(Deed::LinkCreate);
    let component = Some(component_appid(1));
    let filter = JournalFilter { deed, component_appid: component, ..JournalFilter::default() };
    assert_eq!(ask(filter).await, [intents[2]]);
    let first = store.journal(&JournalFilter::default(), &PageRequest { limit: 4, after: None }).await.unwrap();
    let rest = PageRequest { limit: 4, after: first.next };
    let rest = store.journal(&JournalFilter::default(), &rest).await.unwrap();
    assert_eq!((rest.items[0].intent.id, rest.items.len(), rest.next), (intents[4], 1, None));
    let bad = PageRequest { limit: 5, after: Some(String::new()) };
    assert_eq!(store.journal(&JournalFilter::default(), &bad).await.unwrap_err(), Error::Cursor);
    store.close().await;
}

async fn entries_are_found_by_how_they_ended(database: Arc<Database>) {
    let store = database.open().await;
    let refused = |code| Outcome::Refused { errcode: Errcode(code), errmsg: NASTY.to_owned(), rid: None };
    let misleading = Outcome::Failed { reason: r#"{"outcome":"refused","errcode":85009,"#.to_owned() };
    let declined = |errcode: Option<i64>| Outcome::Declined {
        errcode: errcode.map(Errcode),
        code: "wechat_state".to_owned(),
        reason: NASTY.to_owned(),
    };
    let outcomes = [
        None,
        Some(done()),
        Some(refused(85009)),
        Some(refused(8500)),
        Some(misleading),
        Some(unknown()),
        Some(declined(Some(85009))),
        Some(declined(None)),
    ];
    let mut ids = Vec::new();
    for (number, outcome) in outcomes.iter().enumerate() {
        let mut intent = intent(Deed::CodeCommit, 1, i64::try_from(number).unwrap());
        if number == 1 {
            "system".clone_into(&mut intent.actor);
        }
        open(&store, &intent).await;
        if let Some(outcome) = outcome {
            close(&store, &intent, outcome).await.unwrap();
        }
        ids.push(intent.id);
    }
    let ask = async |filter: JournalFilter| -> Vec<usize> {
        let page = store.journal(&filter, &PageRequest::default()).await.unwrap();
        page.items.iter().map(|entry| ids.iter().position(|id| *id == entry.intent.id).unwrap()).collect()
    };
    let state = |state| JournalFilter { state: Some(state), ..JournalFilter::default() };
    assert_eq!(ask(state(EntryState::Open)).await, [0]);
    assert_eq!(ask(state(EntryState::Done)).await, [1]);
    assert_eq!(ask(state(EntryState::Refused)).await, [3, 2]);
    assert_eq!(ask(state(EntryState::Failed)).await, [4]);
    assert_eq!(ask(state(EntryState::Unknown)).await, [5]);
    let errcode = |code| JournalFilter { errcode: Some(Errcode(code)), ..JournalFilter::default() };
    assert_eq!(ask(state(EntryState::Declined)).await, [7, 6]);
    assert_eq!(ask(errcode(85009)).await, [6, 2], "by WeChat, and by us in its place");
    assert_eq!(ask(errcode(8500)).await, [3]);
    assert_eq!(ask(errcode(-1)).await, [] as [usize; 0]);
    assert_eq!(ask(JournalFilter { actor: Some("system".to_owned()), ..JournalFilter::default() }).await, [1]);
    assert_eq!(ask(JournalFilter { actor: Some(format!("key:{NASTY}")), ..JournalFilter::default() }).await.len(), 7);
    let between = JournalFilter { since: Some(at(1)), until: Some(at(3)), ..JournalFilter::default() };
    assert_eq!(ask(between).await, [2, 1]);
    store.close().await;
}
