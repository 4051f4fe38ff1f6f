//! Code states and audits.

use std::sync::Arc;

use wxfleet_model::audit::{Audit, AuditStatus};
use wxfleet_model::code::{CodeState, Version};
use wxfleet_model::page::PageRequest;
use wxfleet_store::Error;
use wxfleet_wechat::id::{Auditid, TemplateId};

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, component_appid};

on_each_engine!(a_code_state_changes_by_version, an_audit_is_stored_as_it_stands);

async fn a_code_state_changes_by_version(database: Arc<Database>) {
    let store = database.open().await;
    let (component, appid) = (component_appid(1), appid(1));
    assert_eq!(store.code_state(&component, &appid).await.unwrap(), (CodeState::default(), 0));
    let version = |since: i64| Version {
        user_version: "1.0.0 😀".to_owned(),
        user_desc: NASTY.to_owned(),
        template_id: Some(TemplateId(3)),
        since: at(since),
    };
    let committed = CodeState::default().commit(version(1));
    let submitted = committed.clone().submit(Auditid(i64::MAX), at(2)).unwrap();
    let stored = store.commit(async |w| w.code_state_store(&component, &appid, 0, &committed).await).await;
    assert_eq!(stored, Ok(1));
    assert_eq!(store.code_state(&component, &appid).await.unwrap(), (committed.clone(), 1));
    let stored = store.commit(async |w| w.code_state_store(&component, &appid, 1, &submitted).await).await;
    assert_eq!(stored, Ok(2));
    assert_eq!(store.code_state(&component, &appid).await.unwrap(), (submitted, 2));
    for old in [0, 1, 3] {
        let late = store.commit(async |w| w.code_state_store(&component, &appid, old, &committed).await).await;
        assert_eq!(late, Err(Error::Stale), "over version {old}");
    }
    store.close().await;
}

fn audit(auditid: i64) -> Audit {
    Audit {
        component_appid: component_appid(1),
        appid: appid(1),
        auditid: Auditid(auditid),
        status: AuditStatus::InReview,
        reason: None,
        screenshots: vec![],
        user_version: Some(NASTY.to_owned()),
        user_desc: None,
        submitted_at: at(auditid),
        decided_at: None,
        watch_at: Some(at(auditid + 30)),
    }
}

async fn an_audit_is_stored_as_it_stands(database: Arc<Database>) {
    let store = database.open().await;
    let (component, appid) = (component_appid(1), appid(1));
    store
        .commit(async |w| {
            for number in [1, 3, 2] {
                w.audit_upsert(&audit(number)).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let rejected = Audit {
        status: AuditStatus::Rejected,
        reason: Some(format!("1:<br>{NASTY}")),
        screenshots: vec!["media-1".to_owned(), NASTY.to_owned()],
        decided_at: Some(at(77)),
        watch_at: None,
        ..audit(2)
    };
    store.commit(async |w| w.audit_upsert(&rejected).await).await.unwrap();
    assert_eq!(store.audit_by_id(&component, &appid, Auditid(2)).await.unwrap(), Some(rejected.clone()));
    assert_eq!(store.audit_by_id(&component, &appid, Auditid(9)).await.unwrap(), None);
    let all = store.audits(&component, &appid, &PageRequest::default()).await.unwrap();
    assert_eq!(all.items, [audit(3), rejected, audit(1)]);
    let first = store.audits(&component, &appid, &PageRequest { limit: 2, after: None }).await.unwrap();
    let rest = PageRequest { limit: 2, after: first.next };
    assert_eq!(store.audits(&component, &appid, &rest).await.unwrap().items, [audit(1)]);
    let bad = PageRequest { limit: 2, after: Some("x".to_owned()) };
    assert_eq!(store.audits(&component, &appid, &bad).await.unwrap_err(), Error::Cursor);

    assert!(store.audits_watch_due(at(30), 9).await.unwrap().is_empty());
    assert_eq!(store.audits_watch_due(at(31), 9).await.unwrap(), [audit(1)]);
    assert_eq!(store.audits_watch_due(at(1_000), 9).await.unwrap(), [audit(1), audit(3)]);
    assert_eq!(store.audits_watch_due(at(1_000), 1).await.unwrap(), [audit(1)]);
    store.close().await;
}
