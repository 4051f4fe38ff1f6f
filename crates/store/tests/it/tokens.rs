//! An authorizer's tokens: versions, former refresh tokens, what is due.

use std::sync::Arc;

use wxfleet_model::authorizer::{AuthorizerStatus, RefreshTokenSource, TokenState};
use wxfleet_model::token::renewal_due;
use wxfleet_store::{Error, NewTokens, TokenTrouble};

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, access_token, appid, at, authorization, component_appid, refresh_token};

on_each_engine!(
    tokens_change_by_version_and_the_former_ones_are_kept,
    one_of_many_renewals_wins,
    what_is_due_follows_the_tokens,
    a_withdrawal_stands_against_a_renewal_under_way,
);

fn renewal(mark: &str, seconds: i64) -> NewTokens {
    NewTokens {
        access: Some(access_token(mark, at(seconds))),
        refresh: Some(refresh_token(mark)),
        source: RefreshTokenSource::AuthorizerToken,
        obtained_at: at(seconds),
    }
}

async fn tokens_change_by_version_and_the_former_ones_are_kept(database: Arc<Database>) {
    let store = database.open().await;
    let (component, appid) = (component_appid(1), appid(1));
    assert_eq!(store.authorizer_tokens(&component, &appid).await.unwrap(), None);
    store.commit(async |w| w.authorizer_authorize(&authorization(1, 0)).await).await.unwrap();
    let same = NewTokens { refresh: Some(refresh_token("1-0")), ..renewal("same", 1) };
    let version = store.commit(async |w| w.authorizer_tokens_store(&component, &appid, 1, &same).await).await.unwrap();
    assert_eq!(version, 2);
    let former = store.authorizer_former_refresh_tokens(&component, &appid).await.unwrap();
    assert!(former.is_empty(), "a refresh token that stays is no former one");

    for number in 1..=7 {
        let new = renewal(&number.to_string(), 10 * number);
        let renew = store.commit(async |w| w.authorizer_tokens_store(&component, &appid, number + 1, &new).await);
        assert_eq!(renew.await.unwrap(), number + 2);
    }
    let tokens = store.authorizer_tokens(&component, &appid).await.unwrap().unwrap();
    assert_eq!(tokens.access, Some(access_token("7", at(70))));
    assert_eq!((tokens.refresh, tokens.version), (Some(refresh_token("7")), 9));
    let former = store.authorizer_former_refresh_tokens(&component, &appid).await.unwrap();
    let marks: Vec<_> = former.iter().map(|former| former.token.clone()).collect();
    assert_eq!(marks, ["6", "5", "4", "3", "2"].map(refresh_token));
    assert_eq!(former[0].obtained_at, at(60));
    assert_eq!(former[0].source, RefreshTokenSource::AuthorizerToken);

    let late = store.commit(async |w| w.authorizer_tokens_store(&component, &appid, 8, &renewal("late", 99)).await);
    assert_eq!(late.await, Err(Error::Stale));
    let healed = NewTokens { access: None, source: RefreshTokenSource::AuthorizerList, ..renewal("list", 80) };
    store.commit(async |w| w.authorizer_tokens_store(&component, &appid, 9, &healed).await).await.unwrap();
    let tokens = store.authorizer_tokens(&component, &appid).await.unwrap().unwrap();
    assert_eq!(tokens.access, Some(access_token("7", at(70))), "the access token in hand stays");
    assert_eq!(tokens.refresh, Some(refresh_token("list")));
    store.close().await;
}

async fn one_of_many_renewals_wins(database: Arc<Database>) {
    let store = database.open().await;
    let (component, appid) = (component_appid(1), appid(1));
    store.commit(async |w| w.authorizer_authorize(&authorization(1, 0)).await).await.unwrap();
    let tries: Vec<_> = (0..32)
        .map(|number| {
            let (store, component, appid) = (store.clone(), component.clone(), appid.clone());
            tokio::spawn(async move {
                let new = renewal(&format!("try-{number}"), 5);
                let renew = store.commit(async |w| w.authorizer_tokens_store(&component, &appid, 1, &new).await);
                renew.await.map(|version| (version, number))
            })
        })
        .collect();
    let mut winners = Vec::new();
    for result in tries {
        match result.await.unwrap() {
            Ok(winner) => winners.push(winner),
            Err(error) => assert_eq!(error, Error::Stale),
        }
    }
    let [(2, number)] = winners[..] else { panic!("exactly one wins: {winners:?}") };
    let tokens = store.authorizer_tokens(&component, &appid).await.unwrap().unwrap();
    assert_eq!((tokens.refresh, tokens.version), (Some(refresh_token(&format!("try-{number}"))), 2));
    let former = store.authorizer_former_refresh_tokens(&component, &appid).await.unwrap();
    let former: Vec<_> = former.into_iter().map(|former| former.token).collect();
    assert_eq!(former, [refresh_token("1-0")], "what the others wrote was rolled back");
    store.close().await;
}

async fn what_is_due_follows_the_tokens(database: Arc<Database>) {
    let store = database.open().await;
    let component = component_appid(1);
    store
        .commit(async |w| {
            for number in 1..=4 {
                w.authorizer_authorize(&authorization(number, 1_000 * i64::from(number))).await?;
            }
            let mut listed = authorization(5, 50_000);
            listed.access = None;
            w.authorizer_authorize(&listed).await.map(drop)
        })
        .await
        .unwrap();
    let due = |number: u32, seconds: i64| renewal_due(appid(number).as_str(), at(seconds), at(seconds + 7_200));
    let before = jiff::Timestamp::from_millisecond(due(1, 1_000).as_millisecond() - 1).unwrap();
    assert!(store.authorizers_due(before, 9).await.unwrap().is_empty());
    assert_eq!(store.authorizers_due(due(1, 1_000), 9).await.unwrap(), [(component.clone(), appid(1))]);
    let in_order = [appid(1), appid(2), appid(3), appid(4), appid(5)];
    let all = async || -> Vec<_> {
        store.authorizers_due(at(1_000_000), 9).await.unwrap().into_iter().map(|(_, appid)| appid).collect()
    };
    let mut expected = in_order.to_vec();
    expected[..4].sort_by_key(|appid| {
        let number = (1..=4).find(|n| crate::samples::appid(*n) == *appid).unwrap();
        due(number, 1_000 * i64::from(number))
    });
    assert_eq!(all().await, expected, "one without an access token is due at once");
    assert_eq!(store.authorizers_due(at(1_000_000), 2).await.unwrap().len(), 2);

    let trouble = |state, next: Option<i64>| TokenTrouble {
        state,
        next_attempt_at: next.map(at),
        reason: Some(NASTY.to_owned()),
    };
    store
        .commit(async |w| {
            let failing = trouble(TokenState::Failing, Some(900_000));
            w.authorizer_token_state_store(&component, &appid(1), 1, &failing).await?;
            let lost = trouble(TokenState::Reauthorize, Some(1));
            w.authorizer_token_state_store(&component, &appid(2), 1, &lost).await?;
            w.authorizer_tokens_store(&component, &appid(3), 1, &renewal("n", 800_000)).await.map(drop)
        })
        .await
        .unwrap();
    assert_eq!(all().await, [appid(4), appid(5), appid(3), appid(1)]);
    let known = store.authorizer_by_appid(&component, &appid(2)).await.unwrap().unwrap();
    assert_eq!((known.token_state, known.status), (TokenState::Reauthorize, AuthorizerStatus::Authorized));
    let reason = store.authorizer_token_reason(&component, &appid(2)).await.unwrap();
    assert_eq!(reason.as_deref(), Some(NASTY));
    let late = trouble(TokenState::Failing, None);
    let stale = store.commit(async |w| w.authorizer_token_state_store(&component, &appid(3), 1, &late).await).await;
    assert_eq!(stale, Err(Error::Stale), "a failure of an older renewal says nothing about newer tokens");
    store.close().await;
}

async fn a_withdrawal_stands_against_a_renewal_under_way(database: Arc<Database>) {
    let store = database.open().await;
    let (component, appid) = (component_appid(1), appid(1));
    store
        .commit(async |w| {
            w.authorizer_authorize(&authorization(1, 0)).await?;
            w.authorizer_unauthorize(&component, &appid, at(5)).await?;
            w.authorizer_tokens_store(&component, &appid, 1, &renewal("late", 6)).await
        })
        .await
        .unwrap();
    let known = store.authorizer_by_appid(&component, &appid).await.unwrap().unwrap();
    assert_eq!(known.status, AuthorizerStatus::Unauthorized);
    let tokens = store.authorizer_tokens(&component, &appid).await.unwrap().unwrap();
    assert_eq!(tokens.refresh, Some(refresh_token("late")), "a refresh token that WeChat gave is kept");
    assert!(store.authorizers_due(at(1_000_000), 9).await.unwrap().is_empty());
    store.close().await;
}
