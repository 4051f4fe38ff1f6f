//! Events: kept once, sealed, listed, owing.

use std::sync::Arc;

use wxfleet_model::event::{Event, EventId, Kept};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Limits;
use wxfleet_store::{Error, EventFilter, Reaction};

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, authorization, component_appid, event};

on_each_engine!(
    an_event_comes_back_byte_for_byte,
    the_same_event_is_kept_once_however_often_it_races,
    events_are_listed_newest_first_and_filtered,
    events_are_listed_within_limits,
    what_an_event_owes_is_found_until_it_is_handled,
    an_event_and_its_state_commit_together,
);

async fn an_event_comes_back_byte_for_byte(database: Arc<Database>) {
    let store = database.open().await;
    let large = Event { xml: vec![0xff; 1 << 20], dedup_key: "k".repeat(3_000), ..event("") };
    let bare = Event { appid: None, created_at: None, xml: vec![], kind: NASTY.to_owned(), ..event("\0") };
    for sample in [event(NASTY), large, bare] {
        assert_eq!(store.event_keep(&sample, Reaction::None).await.unwrap(), Kept::New);
        assert_eq!(store.event_by_id(sample.id).await.unwrap().unwrap(), sample);
    }
    let long = Event { kind: "字".repeat(300), ..event("long kind") };
    assert_eq!(store.event_keep(&long, Reaction::None).await.unwrap(), Kept::New);
    let kept = store.event_by_id(long.id).await.unwrap().unwrap();
    assert_eq!(kept.kind, "字".repeat(191), "a name that cannot be indexed is cut; the text is whole");
    assert_eq!(store.event_by_id(EventId(uuid::Uuid::nil())).await.unwrap(), None);
    store.close().await;
}

async fn the_same_event_is_kept_once_however_often_it_races(database: Arc<Database>) {
    let store = database.open().await;
    let tries: Vec<_> = (0..60)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                let reaction = if number % 4 == 0 { Reaction::Owed } else { Reaction::None };
                let key = number % 10;
                (key, store.event_keep(&event(&format!("key {key}")), reaction).await.unwrap())
            })
        })
        .collect();
    let mut new = [0; 10];
    for result in tries {
        let (key, kept) = result.await.unwrap();
        new[key] += usize::from(kept == Kept::New);
    }
    assert_eq!(new, [1; 10], "each key is new once");
    assert_eq!(store.event_keep(&event("key 3"), Reaction::None).await.unwrap(), Kept::Duplicate, "also later");
    let elsewhere = Event { component_appid: component_appid(2), ..event("key 3") };
    assert_eq!(store.event_keep(&elsewhere, Reaction::None).await.unwrap(), Kept::New, "a platform has its own keys");
    let all = store.events(&EventFilter::default(), &PageRequest::default()).await.unwrap();
    assert_eq!(all.items.len(), 11);
    store.close().await;
}

async fn events_are_listed_newest_first_and_filtered(database: Arc<Database>) {
    let store = database.open().await;
    let mut samples = Vec::new();
    for number in 0..7_u32 {
        let sample = Event {
            component_appid: component_appid(1 + number % 2),
            appid: (number != 6).then(|| appid(number % 3)),
            kind: if number == 5 { "user_enter_tempsession" } else { "text" }.to_owned(),
            received_at: at(i64::from(number)),
            ..event(&number.to_string())
        };
        store.event_keep(&sample, Reaction::None).await.unwrap();
        samples.insert(0, sample);
    }
    let ask = async |filter: EventFilter| store.events(&filter, &PageRequest::default()).await.unwrap().items;
    assert_eq!(ask(EventFilter::default()).await, samples);
    let one = EventFilter { component_appid: Some(component_appid(2)), ..EventFilter::default() };
    assert_eq!(ask(one).await.len(), 3);
    let one = EventFilter { appid: Some(appid(0)), since: Some(at(3)), ..EventFilter::default() };
    assert_eq!(ask(one).await, [samples[3].clone()]);
    let one = EventFilter { kind: Some("user_enter_tempsession".to_owned()), ..EventFilter::default() };
    assert_eq!(ask(one).await, [samples[1].clone()]);

    let one = EventFilter { since: Some(at(2)), until: Some(at(5)), ..EventFilter::default() };
    assert_eq!(ask(one).await, samples[2..5]);
    let heads = store.event_heads(&EventFilter::default(), &PageRequest { limit: 2, after: None }).await.unwrap();
    assert!(heads.next.is_some());
    for (head, sample) in heads.items.iter().zip(&samples) {
        assert_eq!((head.id, &head.appid, &head.kind), (sample.id, &sample.appid, &sample.kind));
        assert_eq!((head.created_at, head.received_at), (sample.created_at, sample.received_at));
    }
    let rest = store.event_heads(&EventFilter::default(), &PageRequest { limit: 9, after: heads.next }).await.unwrap();
    assert_eq!((rest.items.len(), rest.items[0].id), (5, samples[2].id));

    let first = store.events(&EventFilter::default(), &PageRequest { limit: 5, after: None }).await.unwrap();
    assert_eq!(first.items, samples[..5]);
    let rest = PageRequest { limit: 5, after: first.next };
    let rest = store.events(&EventFilter::default(), &rest).await.unwrap();
    assert_eq!((rest.items.as_slice(), rest.next), (&samples[5..], None));
    let bad = PageRequest { limit: 5, after: Some("nothing".to_owned()) };
    assert_eq!(store.events(&EventFilter::default(), &bad).await.unwrap_err(), Error::Cursor);
    store.close().await;
}

async fn events_are_listed_within_limits(database: Arc<Database>) {
    let store = database.open().await;
    store
        .commit(async |w| {
            for number in 1..4 {
                w.authorizer_authorize(&authorization(number, 0)).await?;
            }
            w.authorizer_labels_store(&component_appid(1), &appid(1), 1, &["a\",\"b".to_owned()]).await?;
            w.authorizer_labels_store(&component_appid(1), &appid(2), 1, &["x".to_owned(), "b".to_owned()]).await
        })
        .await
        .unwrap();
    for (number, component, account) in
        [(1, 1, Some(1)), (2, 1, Some(2)), (3, 1, Some(3)), (4, 1, None), (5, 2, Some(2))]
    {
        let sample = Event {
            component_appid: component_appid(component),
            appid: account.map(appid),
            received_at: at(number),
            ..event(&number.to_string())
        };
        store.event_keep(&sample, Reaction::None).await.unwrap();
    }
    let ask = async |components: &[u32], labels: &[&str]| {
        let limits = Limits {
            components: components.iter().copied().map(component_appid).collect(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        };
        let filter = EventFilter { limits, ..EventFilter::default() };
        let heads = store.event_heads(&filter, &PageRequest::default()).await.unwrap().items;
        heads.into_iter().map(|head| head.received_at.as_second() - at(0).as_second()).collect::<Vec<_>>()
    };
    assert_eq!(ask(&[], &[]).await, [5, 4, 3, 2, 1]);
    assert_eq!(ask(&[1], &[]).await, [4, 3, 2, 1]);
    assert_eq!(ask(&[2], &[]).await, [5]);
    assert_eq!(ask(&[3], &[]).await, [] as [i64; 0]);
    assert_eq!(ask(&[], &["b"]).await, [2], "a label is meant as a whole, and letter for letter");
    assert_eq!(ask(&[], &["B"]).await, [] as [i64; 0]);
    assert_eq!(ask(&[], &["a\",\"b", "x"]).await, [2, 1]);
    assert_eq!(ask(&[2], &["b"]).await, [] as [i64; 0], "the other platform's account of that name has no label");
    store.close().await;
}

async fn what_an_event_owes_is_found_until_it_is_handled(database: Arc<Database>) {
    let store = database.open().await;
    let samples = [event("a"), event("b"), event("c")];
    for (sample, reaction) in samples.iter().zip([Reaction::Owed, Reaction::None, Reaction::Owed]) {
        store.event_keep(sample, reaction).await.unwrap();
    }
    store.event_keep(&event("b"), Reaction::Owed).await.unwrap();
    assert_eq!(store.events_unhandled(9).await.unwrap(), [samples[0].clone(), samples[2].clone()]);
    assert_eq!(store.events_unhandled(1).await.unwrap(), [samples[0].clone()]);
    assert!(store.commit(async |w| w.event_handled(samples[0].id).await).await.unwrap());
    assert!(!store.commit(async |w| w.event_handled(samples[0].id).await).await.unwrap());
    assert_eq!(store.events_unhandled(9).await.unwrap(), [samples[2].clone()]);
    store.close().await;
}

async fn an_event_and_its_state_commit_together(database: Arc<Database>) {
    let store = database.open().await;
    let sample = event("together");
    let failed = store
        .commit(async |w| {
            assert_eq!(w.event_keep(&sample, Reaction::Owed).await?, Kept::New);
            Err::<(), _>(Error::Stale)
        })
        .await;
    assert_eq!(failed, Err(Error::Stale));
    assert_eq!(store.event_by_id(sample.id).await.unwrap(), None);
    let kept = store
        .commit(async |w| {
            let kept = w.event_keep(&sample, Reaction::None).await?;
            let again = w.event_keep(&event("together"), Reaction::None).await?;
            w.authorizer_unauthorize(&component_appid(1), &appid(1), at(0)).await?;
            Ok((kept, again))
        })
        .await;
    assert_eq!(kept, Ok((Kept::New, Kept::Duplicate)), "a duplicate does not spoil the unit");
    assert!(store.authorizer_by_appid(&component_appid(1), &appid(1)).await.unwrap().is_some());
    store.close().await;
}
