//! Reviews of names, and Mini Programs that were asked for.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::name_audit::{NameAudit, NameAuditStatus};
use wxfleet_model::page::PageRequest;
use wxfleet_model::registration::{Registration, RegistrationId, RegistrationKind, RegistrationState};
use wxfleet_store::Error;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, component, component_appid, component_secrets};

on_each_engine!(a_review_of_a_name_is_kept_as_it_stands, a_registration_is_found_by_what_its_push_repeats);

fn audit(audit_id: i64, seconds: i64) -> NameAudit {
    NameAudit {
        component_appid: component_appid(1),
        appid: appid(1),
        audit_id,
        nick_name: NASTY.to_owned(),
        status: NameAuditStatus::InReview,
        reason: String::new(),
        submitted_at: at(seconds),
        decided_at: None,
    }
}

async fn a_review_of_a_name_is_kept_as_it_stands(database: Arc<Database>) {
    let store = database.open().await;
    let (home, mini) = (component_appid(1), appid(1));
    let keep = async |audit: &NameAudit| store.commit(async |w| w.name_audit_keep(audit).await).await.unwrap();
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    let (old, new) = (audit(7, 1), audit(5, 2));
    keep(&old).await;
    keep(&new).await;
    let known = async || store.name_audits(&home, &mini, 10).await.unwrap();
    assert_eq!(known().await, [new.clone(), old.clone()], "newest first");
    assert_eq!(store.name_audits_open(10).await.unwrap(), [old.clone(), new.clone()], "oldest first");
    let refused = old.seen(Some(NameAuditStatus::Rejected), Some(NASTY.to_owned()), at(9));
    keep(&refused).await;
    assert_eq!(store.name_audit(&home, &mini, 7).await.unwrap(), Some(refused.clone()));
    assert_eq!(store.name_audits_open(10).await.unwrap(), [new]);
    assert_eq!(refused.decided_at, Some(at(9)));
    let late = store.commit(async |w| w.name_audit_keep(&audit(7, 1)).await).await;
    assert_eq!(late, Err(Error::Stale), "an older reading does not open it again");
    assert_eq!(store.name_audit(&home, &appid(2), 7).await.unwrap(), None, "of another account");
    store.commit(async |w| w.component_remove(&home).await).await.unwrap();
    assert!(known().await.is_empty());
    store.close().await;
}

fn registration(number: u128, mark: &str) -> Registration {
    Registration {
        id: RegistrationId(Uuid::from_u128(number)),
        component_appid: component_appid(1),
        kind: RegistrationKind::Enterprise,
        mark: mark.to_owned(),
        name: NASTY.to_owned(),
        legal_persona_name: "张三".to_owned(),
        wechat: "zhang_san".to_owned(),
        taskid: String::new(),
        authorize_url: String::new(),
        state: RegistrationState::Waiting,
        status: None,
        msg: String::new(),
        appid: None,
        asked_at: at(1),
        ended_at: None,
    }
}

async fn a_registration_is_found_by_what_its_push_repeats(database: Arc<Database>) {
    let store = database.open().await;
    let home = component_appid(1);
    let keep = async |one: &Registration| store.commit(async |w| w.registration_keep(one).await).await.unwrap();
    store.commit(async |w| w.component_insert(&component(1), &component_secrets("a")).await).await.unwrap();
    let (first, second, other) = (registration(1, "code|wechat"), registration(2, "code|wechat"), registration(3, "x"));
    for one in [&first, &second, &other] {
        keep(one).await;
    }
    let found = async |mark: &str| {
        store.registration_by_mark(&home, RegistrationKind::Enterprise, mark).await.unwrap().map(|one| one.id)
    };
    assert_eq!(found("code|wechat").await, Some(second.id), "the newest that waits");
    let done = second.clone().ended(0, NASTY.to_owned(), Some(appid(4)), at(5));
    keep(&done).await;
    assert_eq!(store.registration(&home, done.id).await.unwrap(), Some(done.clone()));
    let late = store.commit(async |w| w.registration_keep(&second).await).await;
    assert_eq!(late, Err(Error::Stale), "what has ended does not wait again");
    assert_eq!(found("code|wechat").await, Some(first.id), "the other one waits");
    let failed = first.ended(1003, String::new(), None, at(6));
    keep(&failed).await;
    assert_eq!((failed.state, done.state), (RegistrationState::Failed, RegistrationState::Created));
    assert_eq!(found("code|wechat").await, Some(done.id), "none waits: the last");
    assert_eq!(found("CODE|wechat").await, None, "to the letter");
    let personal = store.registration_by_mark(&home, RegistrationKind::Personal, "x").await.unwrap();
    assert_eq!(personal, None, "of another kind");
    let portion = async |after| store.registrations(&home, &PageRequest { limit: 2, after }).await.unwrap();
    let newest = portion(None).await;
    assert_eq!(newest.items.iter().map(|one| one.id).collect::<Vec<_>>(), [other.id, done.id]);
    let rest = portion(newest.next).await;
    assert_eq!((rest.items.len(), rest.next), (1, None));
    store.commit(async |w| w.component_remove(&home).await).await.unwrap();
    assert!(portion(None).await.items.is_empty());
    store.close().await;
}
