//! Keys under which requests were made, and the answers kept under them.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::idempotency::{Answer, AnswerState};
use wxfleet_store::{Error, Store};

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, at};

on_each_engine!(
    of_requests_that_race_one_takes_the_key,
    an_answer_comes_back_byte_for_byte,
    keys_are_given_back_and_forgotten,
);

const INSTANCE: Uuid = Uuid::from_u128(7);

async fn claim(store: &Store, key: u8, request: u8, seconds: i64) -> bool {
    let forgotten_before = at(seconds - 86_400);
    store
        .commit(async |w| {
            w.idempotency_claim(&[key; 32], &[request; 32], INSTANCE, at(seconds), forgotten_before).await
        })
        .await
        .unwrap()
}

async fn of_requests_that_race_one_takes_the_key(database: Arc<Database>) {
    let store = database.open().await;
    let tries: Vec<_> = (0..20)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { claim(&store, 1, number, 0).await })
        })
        .collect();
    let mut firsts = 0;
    for one in tries {
        firsts += u32::from(one.await.unwrap());
    }
    assert_eq!(firsts, 1);
    let used = store.idempotency_by_digest(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((used.state, used.instance, used.created_at), (AnswerState::Running, INSTANCE, at(0)));
    assert!(store.idempotency_by_digest(&[2; 32]).await.unwrap().is_none());
    store.close().await;
}

async fn an_answer_comes_back_byte_for_byte(database: Arc<Database>) {
    let store = database.open().await;
    let answers = [
        Answer {
            status: 200,
            content_type: Some("application/json".to_owned()),
            retry_at: Some(at(60)),
            body: NASTY.as_bytes().to_vec(),
        },
        Answer { status: 204, content_type: None, retry_at: None, body: vec![] },
        Answer { status: 200, content_type: Some("image/png".to_owned()), retry_at: None, body: vec![0xff; 1 << 20] },
    ];
    for (answer, key) in answers.iter().zip(0..) {
        assert!(claim(&store, key, 9, 0).await);
        let close = async |answer: &Answer| {
            let state = AnswerState::Answered;
            store.commit(async |w| w.idempotency_close(&[key; 32], state, Some(answer), at(1)).await).await
        };
        close(answer).await.unwrap();
        let used = store.idempotency_by_digest(&[key; 32]).await.unwrap().unwrap();
        assert_eq!((used.state, used.request_digest), (AnswerState::Answered, [9; 32]));
        assert_eq!(used.answer.as_ref(), Some(answer));
        assert_eq!(close(answer).await, Err(Error::Stale), "the first answer stays");
        assert!(!claim(&store, key, 9, 1).await);
    }
    store.close().await;
}

async fn keys_are_given_back_and_forgotten(database: Arc<Database>) {
    let store = database.open().await;
    assert!(claim(&store, 1, 1, 0).await);
    let release = async |key: u8| store.commit(async |w| w.idempotency_release(&[key; 32]).await).await;
    release(1).await.unwrap();
    assert_eq!(release(1).await, Err(Error::Stale));
    assert!(claim(&store, 1, 2, 0).await, "another request may take it");
    store.commit(async |w| w.idempotency_close(&[1; 32], AnswerState::Secret, None, at(1)).await).await.unwrap();
    assert_eq!(release(1).await, Err(Error::Stale), "one that was answered is not given back");
    assert!(!claim(&store, 1, 2, 86_400).await, "a day later to the second it is remembered");
    assert!(claim(&store, 1, 3, 86_401).await, "then not any more, even before it was pruned");
    assert!(claim(&store, 2, 1, 90_000).await);
    assert_eq!(store.commit(async |w| w.idempotency_prune(at(90_000)).await).await, Ok(1));
    assert!(store.idempotency_by_digest(&[1; 32]).await.unwrap().is_none());
    assert!(store.idempotency_by_digest(&[2; 32]).await.unwrap().is_some());
    store.close().await;
}
