//! Forgetting what is old: in portions, and never what still matters.

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use wxfleet_model::event::Event;
use wxfleet_model::journal::{Deed, Intent, JournalId, Outcome, Verification};
use wxfleet_model::page::PageRequest;
use wxfleet_store::{EventFilter, JournalFilter, Reaction};

use crate::database::{Database, on_each_engine};
use crate::samples::{appid, at, component_appid, event};

on_each_engine!(old_events_are_forgotten_in_portions, old_entries_of_the_journal_are_forgotten_once_they_are_over);

async fn old_events_are_forgotten_in_portions(database: Arc<Database>) {
    let store = database.open().await;
    let mut owing = Vec::new();
    for number in 0..10 {
        let sample = Event { received_at: at(number), ..event(&number.to_string()) };
        let reaction = if number == 1 { Reaction::Owed } else { Reaction::None };
        store.event_keep(&sample, reaction).await.unwrap();
        if number == 1 {
            owing.push(sample.id);
        }
    }
    assert_eq!(store.events_prune(at(0), 3).await, Ok(0));
    let prune = async || store.events_prune(at(6), 3).await.unwrap();
    assert_eq!((prune().await, prune().await, prune().await), (3, 2, 0));
    let left = store.event_heads(&EventFilter::default(), &PageRequest::default()).await.unwrap().items;
    let left: Vec<_> = left.into_iter().map(|head| head.received_at).collect();
    assert_eq!(left, [at(9), at(8), at(7), at(6), at(1)], "what still owes something stays");
    store.commit(async |w| w.event_handled(owing[0]).await).await.unwrap();
    assert_eq!(prune().await, 1);
    let again = Event { received_at: at(20), ..event("0") };
    assert_eq!(store.event_keep(&again, Reaction::None).await, Ok(wxfleet_model::event::Kept::New));
    store.close().await;
}

async fn old_entries_of_the_journal_are_forgotten_once_they_are_over(database: Arc<Database>) {
    let store = database.open().await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let intent = Intent {
            id: JournalId(Uuid::now_v7()),
            actor: "system".to_owned(),
            deed: Deed::CodeCommit,
            component_appid: Some(component_appid(1)),
            appid: Some(appid(1)),
            request: json!({}),
            instance: Uuid::nil(),
            opened_at: at(number),
        };
        let outcome = match number {
            0 => None,
            1 => Some(Outcome::Unknown { reason: String::new() }),
            _ => Some(Outcome::Done { result: json!({}) }),
        };
        store
            .commit(async |w| {
                w.journal_open(&intent).await?;
                match &outcome {
                    Some(outcome) => w.journal_close(intent.id, outcome, at(90)).await,
                    None => Ok(()),
                }
            })
            .await
            .unwrap();
        ids.push(intent.id);
    }
    let prune = async || store.commit(async |w| w.journal_prune(at(5), 2).await).await.unwrap();
    assert_eq!(prune().await, 0, "what the chain does not hold yet");
    assert_eq!(store.commit(async |w| w.journal_link(10).await).await, Ok(4));
    assert_eq!((prune().await, prune().await, prune().await), (2, 1, 0));
    let left = store.journal(&JournalFilter::default(), &PageRequest::default()).await.unwrap().items;
    let left: Vec<_> = left.into_iter().map(|entry| entry.intent.id).collect();
    assert_eq!(left, [ids[5], ids[1], ids[0]], "what is open or unknown stays");
    let found = store.journal_verify().await.unwrap();
    assert_eq!(found, Verification { linked: 1, waiting: 2, forgotten: 3, faults: vec![] });
    store.close().await;
}
