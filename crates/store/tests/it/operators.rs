//! Operators, their sessions and what proves who they are.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::operator::{
    Operator, OperatorId, PasswordHash, SecondFactorSecret, Session, SessionId, SessionStage,
};
use wxfleet_model::permission::Role;
use wxfleet_store::{Error, Store};

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, at};

on_each_engine!(
    an_operator_is_found_by_name_in_any_case,
    a_second_factor_is_set_up_and_its_codes_are_taken_once,
    sessions_begin_go_on_and_end,
    a_first_start_link_is_taken_once,
);

fn operator(name: &str, role: Role) -> Operator {
    Operator {
        id: OperatorId(Uuid::now_v7()),
        name: name.to_owned(),
        role,
        second_factor: false,
        created_at: at(1),
        disabled_at: None,
        last_signed_in_at: None,
    }
}

async fn added(store: &Store, name: &str, role: Role) -> Operator {
    let operator = operator(name, role);
    let password = PasswordHash::new(format!("$argon2id$canary-{name}"));
    store.commit(async |w| w.operator_insert(&operator, &password).await).await.unwrap();
    operator
}

async fn an_operator_is_found_by_name_in_any_case(database: Arc<Database>) {
    let store = database.open().await;
    assert!(!store.operators_exist().await.unwrap());
    let (amy, chen) = (added(&store, "Amy", Role::Admin).await, added(&store, "陈小美", Role::Viewer).await);
    assert!(store.operators_exist().await.unwrap());
    assert_eq!(store.operators_all().await.unwrap(), [amy.clone(), chen.clone()]);
    for name in ["amy", " AMY ", "Amy"] {
        let found = store.credentials_by_name(name).await.unwrap().unwrap();
        assert_eq!((found.operator, found.password.expose()), (amy.clone(), "$argon2id$canary-Amy"));
    }
    for name in ["", "am", "amyy", "%", NASTY] {
        assert_eq!(store.credentials_by_name(name).await.unwrap(), None, "{name}");
    }
    let again = operator("aMY", Role::Viewer);
    let taken = store.commit(async |w| w.operator_insert(&again, &PasswordHash::new(String::new())).await).await;
    assert_eq!(taken, Err(Error::Taken));

    let others = async |id| store.commit(async |w| w.other_admin_exists(id).await).await.unwrap();
    assert!(!others(amy.id).await);
    assert!(others(chen.id).await);
    store.commit(async |w| w.operator_role_set(chen.id, Role::Admin).await).await.unwrap();
    assert!(others(amy.id).await);
    store.commit(async |w| w.operator_disabled_set(chen.id, Some(at(5))).await).await.unwrap();
    assert!(!others(amy.id).await);
    let refused = store.commit(async |w| w.operator_signed_in(chen.id, at(6)).await).await;
    assert_eq!(refused, Err(Error::Stale));
    store.commit(async |w| w.operator_signed_in(amy.id, at(6)).await).await.unwrap();
    let chen = store.operator_by_id(chen.id).await.unwrap().unwrap();
    assert_eq!((chen.role, chen.disabled_at, chen.last_signed_in_at), (Role::Admin, Some(at(5)), None));
    assert_eq!(store.operator_by_id(amy.id).await.unwrap().unwrap().last_signed_in_at, Some(at(6)));
    let password = PasswordHash::new("other".to_owned());
    store.commit(async |w| w.operator_password_set(amy.id, &password).await).await.unwrap();
    assert_eq!(store.credentials_by_id(amy.id).await.unwrap().unwrap().password, password);
    let nobody = OperatorId(Uuid::nil());
    let refused = store.commit(async |w| w.operator_password_set(nobody, &password).await).await;
    assert_eq!(refused, Err(Error::Stale));
    store.close().await;
}

async fn a_second_factor_is_set_up_and_its_codes_are_taken_once(database: Arc<Database>) {
    let store = database.open().await;
    let (amy, ben) = (added(&store, "amy", Role::Admin).await, added(&store, "ben", Role::Admin).await);
    let secret = SecondFactorSecret::new([7; 20]);
    store.commit(async |w| w.second_factor_prepare(amy.id, &secret).await).await.unwrap();
    let kept = async |id| store.credentials_by_id(id).await.unwrap().unwrap();
    let pending = kept(amy.id).await;
    assert_eq!((pending.second_factor, pending.pending_second_factor), (None, Some(secret.clone())));
    store.commit(async |w| w.second_factor_set(amy.id, Some(&secret)).await).await.unwrap();
    let on = kept(amy.id).await;
    assert!(on.operator.second_factor);
    assert_eq!((on.second_factor, on.pending_second_factor), (Some(secret), None));
    assert!(!kept(ben.id).await.operator.second_factor);

    let take = async |step| store.commit(async |w| w.second_factor_step_take(amy.id, step).await).await;
    assert_eq!(take(100).await, Ok(()));
    assert_eq!((take(100).await, take(99).await), (Err(Error::Stale), Err(Error::Stale)));
    assert_eq!(take(101).await, Ok(()));

    let codes = [[1; 32], [2; 32]];
    store.commit(async |w| w.recovery_codes_replace(amy.id, &codes).await).await.unwrap();
    store.commit(async |w| w.recovery_codes_replace(ben.id, &[[3; 32]]).await).await.unwrap();
    let take = async |id, code: [u8; 32]| store.commit(async |w| w.recovery_code_take(id, &code).await).await.unwrap();
    assert!(!take(ben.id, [1; 32]).await, "somebody else's");
    assert!(take(amy.id, [1; 32]).await);
    assert!(!take(amy.id, [1; 32]).await);
    assert_eq!(store.recovery_codes_left(amy.id).await.unwrap(), 1);
    store.commit(async |w| w.recovery_codes_replace(amy.id, &[]).await).await.unwrap();
    assert_eq!((store.recovery_codes_left(amy.id).await, store.recovery_codes_left(ben.id).await), (Ok(0), Ok(1)));
    store.commit(async |w| w.second_factor_set(amy.id, None).await).await.unwrap();
    assert_eq!(kept(amy.id).await.second_factor, None);
    store.close().await;
}

fn session(of: OperatorId, began: i64) -> Session {
    Session {
        id: SessionId(Uuid::now_v7()),
        operator: of,
        stage: SessionStage::SignedIn,
        created_at: at(began),
        last_seen_at: at(began),
        confirmed_at: at(began),
        ends_at: at(began + 1_000),
        address: "192.0.2.1".to_owned(),
        agent: NASTY.to_owned(),
    }
}

async fn sessions_begin_go_on_and_end(database: Arc<Database>) {
    let store = database.open().await;
    let (amy, ben) = (added(&store, "amy", Role::Admin).await.id, added(&store, "ben", Role::Admin).await.id);
    let (first, second, other) = (session(amy, 10), session(amy, 20), session(ben, 30));
    let waiting = Session { stage: SessionStage::SecondFactor, ..session(amy, 40) };
    for (session, number) in [&first, &second, &other, &waiting].into_iter().zip(1..) {
        store.commit(async |w| w.session_insert(session, &[number; 32]).await).await.unwrap();
        assert_eq!(store.session_by_digest(&[number; 32]).await.unwrap().as_ref(), Some(session));
    }
    assert_eq!(store.session_by_digest(&[9; 32]).await.unwrap(), None);
    store.commit(async |w| w.session_seen(first.id, at(50)).await).await.unwrap();
    store.commit(async |w| w.session_seen(first.id, at(45)).await).await.unwrap();
    let ids = async |of| -> Vec<SessionId> {
        store.sessions_of(of).await.unwrap().into_iter().map(|session| session.id).collect()
    };
    assert_eq!(ids(amy).await, [first.id, waiting.id, second.id]);
    assert_eq!(store.sessions_of(amy).await.unwrap()[0].last_seen_at, at(50), "time does not go back");

    store.commit(async |w| w.session_confirm(second.id, &[7; 32], at(60)).await).await.unwrap();
    assert_eq!(store.session_by_digest(&[2; 32]).await.unwrap(), None, "the former text opens nothing");
    assert_eq!(store.session_by_digest(&[7; 32]).await.unwrap().unwrap().confirmed_at, at(60));
    let refused = store.commit(async |w| w.session_confirm(waiting.id, &[8; 32], at(60)).await).await;
    assert_eq!(refused, Err(Error::Stale), "one that waits for its second factor");

    assert!(!store.commit(async |w| w.session_end(ben, first.id).await).await.unwrap(), "somebody else's");
    assert_eq!(store.commit(async |w| w.sessions_end_of(amy, Some(second.id)).await).await, Ok(2));
    assert_eq!((ids(amy).await, ids(ben).await), (vec![second.id], vec![other.id]));
    assert!(store.commit(async |w| w.session_end(amy, second.id).await).await.unwrap());
    assert_eq!(store.commit(async |w| w.sessions_prune(at(2_000), at(30)).await).await, Ok(1), "it has ended");
    store.commit(async |w| w.session_insert(&first, &[1; 32]).await).await.unwrap();
    assert_eq!(store.commit(async |w| w.sessions_prune(at(0), at(10)).await).await, Ok(0));
    assert_eq!(store.commit(async |w| w.sessions_prune(at(0), at(11)).await).await, Ok(1), "nobody used it");

    let known = async |of, since| store.known_browser(of, &[5; 32], at(since)).await.unwrap();
    for seconds in [100, 200] {
        store.commit(async |w| w.known_browser_note(amy, &[5; 32], at(seconds)).await).await.unwrap();
    }
    assert!(known(amy, 200).await && !known(amy, 201).await && !known(ben, 0).await);
    assert_eq!(store.commit(async |w| w.known_browsers_prune(at(200)).await).await, Ok(0));
    store.commit(async |w| w.known_browsers_forget_of(amy).await).await.unwrap();
    assert!(!known(amy, 0).await);
    store.close().await;
}

async fn a_first_start_link_is_taken_once(database: Arc<Database>) {
    let store = database.open().await;
    let insert = async |number, now, ends| {
        store.commit(async |w| w.first_start_link_insert(&[number; 32], at(now), at(ends)).await).await.unwrap();
    };
    insert(1, 0, 100).await;
    insert(2, 0, 200).await;
    let good = async |number: u8, now| store.first_start_link_is_good(&[number; 32], at(now)).await.unwrap();
    assert!(good(1, 99).await && !good(1, 100).await && !good(9, 0).await);
    let take =
        async |number: u8, now| store.commit(async |w| w.first_start_link_take(&[number; 32], at(now)).await).await;
    assert_eq!(take(1, 100).await, Err(Error::Stale));
    assert_eq!(take(2, 100).await, Ok(()));
    assert_eq!(take(2, 100).await, Err(Error::Stale));
    insert(3, 150, 300).await;
    assert!(!good(1, 0).await, "what has ended is forgotten");
    store.commit(async |w| w.first_start_links_forget().await).await.unwrap();
    assert!(!good(3, 151).await);
    store.close().await;
}
