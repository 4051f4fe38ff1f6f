//! Components, tickets, component tokens.

use std::sync::Arc;

use wxfleet_model::audit::{Audit, AuditStatus};
use wxfleet_model::code::CodeState;
use wxfleet_model::component::{Component, Ticket};
use wxfleet_model::page::PageRequest;
use wxfleet_store::{AuthorizerCounts, AuthorizerFilter, Error, EventFilter, Reaction};
use wxfleet_wechat::id::Auditid;
use wxfleet_wechat::secret::{ComponentAccessToken, ComponentVerifyTicket};

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, authorization, component, component_appid, component_secrets, event};

on_each_engine!(
    a_component_comes_back_as_it_was,
    a_component_changes_by_version,
    a_removed_component_leaves_nothing_and_others_alone,
    the_newest_three_tickets_stay,
    one_of_many_stores_the_component_token,
);

async fn a_component_comes_back_as_it_was(database: Arc<Database>) {
    let store = database.open().await;
    let (one, two) = (component(1), component(2));
    store
        .commit(async |w| {
            w.component_insert(&two, &component_secrets("b")).await?;
            w.component_insert(&one, &component_secrets("a")).await
        })
        .await
        .unwrap();
    assert_eq!(store.component_by_appid(&one.component_appid).await.unwrap().unwrap(), one);
    assert_eq!(store.components().await.unwrap(), [one.clone(), two]);
    assert_eq!(store.component_by_appid(&component_appid(3)).await.unwrap(), None);
    let secrets = store.component_secrets(&one.component_appid).await.unwrap().unwrap();
    assert_eq!(secrets.app_secret, component_secrets("a").app_secret);
    assert_eq!(secrets.callback_keys, component_secrets("a").callback_keys);
    let again = store.commit(async |w| w.component_insert(&one, &component_secrets("x")).await).await;
    assert_eq!(again, Err(Error::Taken));
    assert_eq!(store.component_counts(&one.component_appid).await.unwrap(), AuthorizerCounts::default());
    store.close().await;
}

async fn a_component_changes_by_version(database: Arc<Database>) {
    let store = database.open().await;
    let appid = component_appid(1);
    let zero = "前\0后";
    let version = store
        .commit(async |w| {
            w.component_insert(&component(1), &component_secrets("a")).await?;
            let version = w.component_update(&appid, 1, Some(zero), None).await?;
            w.component_update(&appid, version, None, Some(&component_secrets("b"))).await
        })
        .await
        .unwrap();
    assert_eq!(version, 3);
    let expected = Component { name: "前\u{fffd}后".to_owned(), version: 3, ..component(1) };
    assert_eq!(store.component_by_appid(&appid).await.unwrap().unwrap(), expected);
    let secrets = store.component_secrets(&appid).await.unwrap().unwrap();
    assert_eq!(secrets.app_secret, component_secrets("b").app_secret);
    let late = store.commit(async |w| w.component_update(&appid, 2, Some("late"), None).await).await;
    assert_eq!(late, Err(Error::Stale));
    let absent = store.commit(async |w| w.component_update(&component_appid(9), 1, Some("x"), None).await).await;
    assert_eq!(absent, Err(Error::Stale));
    store.close().await;
}

async fn a_removed_component_leaves_nothing_and_others_alone(database: Arc<Database>) {
    let store = database.open().await;
    let (gone, stays) = (component_appid(1), component_appid(2));
    let mut elsewhere = authorization(7, 0);
    elsewhere.component_appid = stays.clone();
    store
        .commit(async |w| {
            for number in [1, 2] {
                w.component_insert(&component(number), &component_secrets("a")).await?;
            }
            w.authorizer_authorize(&authorization(1, 0)).await?;
            w.authorizer_authorize(&authorization(1, 5)).await?;
            w.authorizer_authorize(&authorization(2, 0)).await?;
            w.authorizer_unauthorize(&gone, &appid(2), at(9)).await?;
            w.authorizer_authorize(&elsewhere).await?;
            w.ticket_keep(&gone, &ticket(1)).await?;
            w.component_token_store(&gone, 0, &ComponentAccessToken::new("t"), at(0), at(7_200)).await?;
            w.code_state_store(&gone, &appid(1), 0, &CodeState::default()).await?;
            w.audit_upsert(&audit()).await?;
            w.event_keep(&event("k"), Reaction::Owed).await.map(drop)
        })
        .await
        .unwrap();
    let counts = AuthorizerCounts { authorized: 1, unauthorized: 1 };
    assert_eq!(store.component_counts(&gone).await.unwrap(), counts);
    assert!(store.commit(async |w| w.component_remove(&gone).await).await.unwrap());
    assert!(!store.commit(async |w| w.component_remove(&gone).await).await.unwrap());

    assert_eq!(store.component_by_appid(&gone).await.unwrap(), None);
    assert!(store.component_secrets(&gone).await.unwrap().is_none());
    let (filter, page) = (AuthorizerFilter::default(), PageRequest::default());
    assert!(store.authorizers(&gone, &filter, &page).await.unwrap().items.is_empty());
    assert!(store.authorizer_former_refresh_tokens(&gone, &appid(1)).await.unwrap().is_empty());
    assert!(store.tickets(&gone).await.unwrap().is_empty());
    assert!(store.component_token(&gone).await.unwrap().is_none());
    assert_eq!(store.code_state(&gone, &appid(1)).await.unwrap().1, 0);
    assert!(store.audits(&gone, &appid(1), &page).await.unwrap().items.is_empty());
    assert!(store.events(&EventFilter::default(), &page).await.unwrap().items.is_empty());
    assert!(store.events_unhandled(9).await.unwrap().is_empty());
    assert_eq!(store.authorizers(&stays, &filter, &page).await.unwrap().items.len(), 1);
    assert!(store.component_by_appid(&stays).await.unwrap().is_some());
    store.close().await;
}

fn audit() -> Audit {
    Audit {
        component_appid: component_appid(1),
        appid: appid(1),
        auditid: Auditid(5),
        status: AuditStatus::InReview,
        reason: None,
        screenshots: vec![],
        user_version: None,
        user_desc: None,
        submitted_at: at(0),
        decided_at: None,
        watch_at: None,
    }
}

fn ticket(seconds: i64) -> Ticket {
    Ticket {
        ticket: ComponentVerifyTicket::new(format!("ticket@@@{seconds} {NASTY}")),
        created_at: at(seconds),
        received_at: at(1_000 - seconds),
    }
}

async fn the_newest_three_tickets_stay(database: Arc<Database>) {
    let store = database.open().await;
    let component_appid = component_appid(1);
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    // Out of order, one twice with another text, one too old to be kept.
    for seconds in [30, 50, 20, 40, 40, 10] {
        store.commit(async |w| w.ticket_keep(&component_appid, &ticket(seconds)).await).await.unwrap();
    }
    let double = Ticket { ticket: ComponentVerifyTicket::new("other"), ..ticket(50) };
    store.commit(async |w| w.ticket_keep(&component_appid, &double).await).await.unwrap();
    assert_eq!(store.tickets(&component_appid).await.unwrap(), [ticket(50), ticket(40), ticket(30)]);
    let received_at = store.component_by_appid(&component_appid).await.unwrap().unwrap().ticket_received_at;
    assert_eq!(received_at, Some(at(990)), "the latest moment at which one arrived");
    store.close().await;
}

async fn one_of_many_stores_the_component_token(database: Arc<Database>) {
    let store = database.open().await;
    let component_appid = component_appid(1);
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    for expected in [0, 1] {
        let tries: Vec<_> = (0..32)
            .map(|number| {
                let (store, component_appid) = (store.clone(), component_appid.clone());
                tokio::spawn(async move {
                    let token = ComponentAccessToken::new(format!("token-{expected}-{number}"));
                    let store_it = store.commit(async |w| {
                        w.component_token_store(&component_appid, expected, &token, at(0), at(7_200 + number)).await
                    });
                    store_it.await.map(|version| (version, number))
                })
            })
            .collect();
        let mut winner = None;
        for result in tries {
            match result.await.unwrap() {
                Ok((version, number)) => {
                    assert_eq!(version, expected + 1);
                    assert_eq!(winner.replace(number), None, "two tasks stored a token over the same version");
                }
                Err(error) => assert_eq!(error, Error::Stale),
            }
        }
        let stored = store.component_token(&component_appid).await.unwrap().unwrap();
        let winner = winner.expect("one task stores the token");
        assert_eq!(stored.token, ComponentAccessToken::new(format!("token-{expected}-{winner}")));
        assert_eq!((stored.version, stored.obtained_at), (expected + 1, at(0)));
        let shown = store.component_by_appid(&component_appid).await.unwrap().unwrap();
        assert_eq!(shown.access_token_expires_at, Some(at(7_200 + winner)));
    }
    store.close().await;
}
