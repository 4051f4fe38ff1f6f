//! Authorizers: WeChat's order of authorization and withdrawal, profiles, lists.

use std::sync::Arc;

use jiff::Timestamp;
use wxfleet_model::authorizer::{
    AuthorizerKind, AuthorizerState, AuthorizerStatus, Profile, RefreshTokenSource, TokenState,
};
use wxfleet_model::code::{CodeState, Version};
use wxfleet_model::page::PageRequest;
use wxfleet_store::{
    Authorized, AuthorizerFilter, Error, NewAuthorization, ProfileReading, Store, TokenTrouble, Unauthorized,
};
use wxfleet_wechat::id::FuncscopeId;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, authorization, component_appid, refresh_token};

on_each_engine!(
    an_authorization_comes_back_as_it_was,
    the_newer_of_authorization_and_withdrawal_stands,
    a_withdrawal_that_comes_first_is_not_undone_by_an_older_authorization,
    a_profile_comes_back_as_it_was,
    lists_are_filtered_and_cut,
    lists_are_filtered_by_state_version_and_what_is_missing,
    what_is_held_of_many_is_read_at_once,
    many_are_added_at_once_and_what_is_known_stays,
    profiles_become_due_and_are_put_off,
);

async fn authorize(store: &Store, new: &NewAuthorization) -> Authorized {
    store.commit(async |w| w.authorizer_authorize(new).await).await.unwrap()
}

async fn unauthorize(store: &Store, number: u32, seconds: i64) -> Unauthorized {
    let unauthorize =
        store.commit(async |w| w.authorizer_unauthorize(&component_appid(1), &appid(number), at(seconds)).await);
    unauthorize.await.unwrap()
}

async fn an_authorization_comes_back_as_it_was(database: Arc<Database>) {
    let store = database.open().await;
    assert_eq!(authorize(&store, &authorization(1, 10)).await, Authorized::New);
    let known = store.authorizer_by_appid(&component_appid(1), &appid(1)).await.unwrap().unwrap();
    assert_eq!((known.status, known.kind, known.token_state), (AuthorizerStatus::Authorized, None, TokenState::Good));
    assert_eq!(known.func_info, [FuncscopeId(1), FuncscopeId(17)]);
    assert_eq!((known.authorized_at, known.unauthorized_at), (at(10), None));
    assert_eq!((known.access_token_expires_at, known.version), (Some(at(7_210)), 1));
    assert_eq!((known.profile, known.labels), (Profile::default(), vec![]));

    let bare = NewAuthorization { func_info: None, access: None, refresh: None, ..authorization(2, 10) };
    assert_eq!(authorize(&store, &bare).await, Authorized::New);
    let known = store.authorizer_by_appid(&component_appid(1), &appid(2)).await.unwrap().unwrap();
    assert_eq!((known.token_state, known.access_token_expires_at), (TokenState::None, None));
    assert_eq!(store.authorizer_by_appid(&component_appid(2), &appid(1)).await.unwrap(), None);
    assert_eq!(store.authorizer_by_appid(&component_appid(1), &appid(3)).await.unwrap(), None);
    store.close().await;
}

async fn the_newer_of_authorization_and_withdrawal_stands(database: Arc<Database>) {
    let store = database.open().await;
    let key = (component_appid(1), appid(1));
    authorize(&store, &authorization(1, 100)).await;
    assert_eq!(unauthorize(&store, 1, 99).await, Unauthorized::Outdated, "it came before the authorization");
    assert_eq!(unauthorize(&store, 1, 200).await, Unauthorized::Done);
    assert_eq!(unauthorize(&store, 1, 200).await, Unauthorized::Already);
    let known = store.authorizer_by_appid(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!((known.status, known.unauthorized_at), (AuthorizerStatus::Unauthorized, Some(at(200))));
    let tokens = store.authorizer_tokens(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!(tokens.refresh, Some(refresh_token("1-100")), "a withdrawal deletes nothing");
    assert!(store.authorizers_due(at(1_000_000), 9).await.unwrap().is_empty(), "nothing is renewed after a withdrawal");

    assert_eq!(authorize(&store, &authorization(1, 150)).await, Authorized::Outdated);
    let known = store.authorizer_by_appid(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!((known.status, known.authorized_at), (AuthorizerStatus::Unauthorized, at(100)));
    let tokens = store.authorizer_tokens(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!(tokens.refresh, Some(refresh_token("1-100")));
    let former = store.authorizer_former_refresh_tokens(&key.0, &key.1).await.unwrap();
    assert_eq!(former[0].token, refresh_token("1-150"), "no refresh token is ever lost");

    assert_eq!(authorize(&store, &authorization(1, 300)).await, Authorized::Renewed);
    let known = store.authorizer_by_appid(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!((known.status, known.unauthorized_at), (AuthorizerStatus::Authorized, None));
    let tokens = store.authorizer_tokens(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!((tokens.refresh, tokens.version), (Some(refresh_token("1-300")), 2));
    assert_eq!(authorize(&store, &authorization(1, 299)).await, Authorized::Outdated);
    store.close().await;
}

async fn a_withdrawal_that_comes_first_is_not_undone_by_an_older_authorization(database: Arc<Database>) {
    let store = database.open().await;
    assert_eq!(unauthorize(&store, 1, 200).await, Unauthorized::Done);
    assert_eq!(authorize(&store, &authorization(1, 100)).await, Authorized::Outdated);
    let known = store.authorizer_by_appid(&component_appid(1), &appid(1)).await.unwrap().unwrap();
    assert_eq!(known.status, AuthorizerStatus::Unauthorized);
    assert_eq!(authorize(&store, &authorization(1, 201)).await, Authorized::Renewed);
    let known = store.authorizer_by_appid(&component_appid(1), &appid(1)).await.unwrap().unwrap();
    assert_eq!((known.status, known.token_state), (AuthorizerStatus::Authorized, TokenState::Good));
    store.close().await;
}

fn reading(nick_name: &str, principal_name: &str, seconds: i64) -> ProfileReading {
    ProfileReading {
        kind: AuthorizerKind::MiniProgram,
        profile: Profile {
            nick_name: nick_name.to_owned(),
            principal_name: principal_name.to_owned(),
            signature: format!("{NASTY}\0"),
            service_type: Some(0),
            mini_program_info: Some(serde_json::json!({ "network": { "RequestDomain": [NASTY] }, "n": 1.5 })),
            ..Profile::default()
        },
        func_info: Some(vec![FuncscopeId(3)]),
        read_at: at(seconds),
    }
}

async fn a_profile_comes_back_as_it_was(database: Arc<Database>) {
    let store = database.open().await;
    let key = (component_appid(1), appid(1));
    authorize(&store, &authorization(1, 0)).await;
    let first = reading(NASTY, "某公司", 20);
    store.commit(async |w| w.authorizer_profile_store(&key.0, &key.1, &first).await).await.unwrap();
    let older = reading("old", "old", 10);
    store.commit(async |w| w.authorizer_profile_store(&key.0, &key.1, &older).await).await.unwrap();
    let labels = [NASTY.to_owned(), "华东".to_owned()];
    store.commit(async |w| w.authorizer_labels_store(&key.0, &key.1, 2, &labels).await).await.unwrap();
    let known = store.authorizer_by_appid(&key.0, &key.1).await.unwrap().unwrap();
    assert_eq!((known.kind, known.profile), (Some(first.kind), first.profile));
    assert_eq!((known.func_info, known.profile_read_at), (vec![FuncscopeId(3)], Some(at(20))));
    assert_eq!((known.labels, known.version), (labels.to_vec(), 3));
    let late = store.commit(async |w| w.authorizer_labels_store(&key.0, &key.1, 2, &[]).await).await;
    assert_eq!(late, Err(Error::Stale));
    let absent = store.commit(async |w| w.authorizer_profile_store(&key.0, &appid(9), &older).await).await;
    assert_eq!(absent, Err(Error::Stale));
    store.close().await;
}

async fn lists_are_filtered_and_cut(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    store
        .commit(async |w| {
            for number in 0..7 {
                w.authorizer_authorize(&authorization(number, 0)).await?;
            }
            w.authorizer_profile_store(&here, &appid(1), &reading("Tea 100% 茶", "一家公司", 1)).await?;
            w.authorizer_profile_store(&here, &appid(2), &reading("Coffee_咖啡", "Ünïcode GmbH", 1)).await?;
            let official =
                ProfileReading { kind: AuthorizerKind::OfficialAccount, ..reading("报", "一家公司", 1) };
            w.authorizer_profile_store(&here, &appid(3), &official).await?;
            w.authorizer_labels_store(&here, &appid(4), 1, &["北京!".to_owned(), "vip".to_owned()]).await?;
            w.authorizer_unauthorize(&here, &appid(5), at(5)).await.map(drop)
        })
        .await
        .unwrap();
    let ask = async |filter: AuthorizerFilter| -> Vec<u32> {
        let page = store.authorizers(&here, &filter, &PageRequest::default()).await.unwrap();
        assert_eq!(page.next, None);
        let number = |authorizer: wxfleet_model::authorizer::Authorizer| (0..7).find(|n| authorizer.appid == appid(*n));
        page.items.into_iter().map(|authorizer| number(authorizer).unwrap()).collect()
    };
    let q = |q: &str| AuthorizerFilter { q: Some(q.to_owned()), ..AuthorizerFilter::default() };
    assert_eq!(ask(AuthorizerFilter::default()).await, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(ask(q("")).await.len(), 7);
    assert_eq!(ask(q(" tEA ")).await, [1]);
    assert_eq!(ask(q("0% ")).await, [1], "a percent sign means itself");
    assert_eq!(ask(q("e_咖")).await, [2], "so does an underscore");
    assert_eq!(ask(q("a_1")).await, [] as [u32; 0]);
    assert_eq!(ask(q("ÜNÏ")).await, [2]);
    assert_eq!(ask(q("一家公司")).await, [1, 3]);
    assert_eq!(ask(q("北京!")).await, [4]);
    assert_eq!(ask(q(appid(6).as_str())).await, [6]);
    assert_eq!(ask(q(&appid(6).as_str()[..12])).await.len(), 7);
    assert_eq!(ask(q("' OR 1=1 --")).await, [] as [u32; 0]);
    let kind = Some(AuthorizerKind::OfficialAccount);
    assert_eq!(ask(AuthorizerFilter { kind, ..AuthorizerFilter::default() }).await, [3]);
    let status = Some(AuthorizerStatus::Unauthorized);
    assert_eq!(ask(AuthorizerFilter { status, ..AuthorizerFilter::default() }).await, [5]);
    let label = |label: &str| AuthorizerFilter { label: Some(label.to_owned()), ..AuthorizerFilter::default() };
    assert_eq!(ask(label("vip")).await, [4]);
    assert_eq!(ask(label("vi")).await, [] as [u32; 0], "a label is meant as a whole");

    let mut page = PageRequest { limit: 3, after: None };
    let mut seen = Vec::new();
    loop {
        let portion = store.authorizers(&here, &AuthorizerFilter::default(), &page).await.unwrap();
        seen.extend(portion.items.into_iter().map(|authorizer| authorizer.appid));
        page.after = portion.next;
        if page.after.is_none() {
            break;
        }
    }
    assert_eq!(seen, (0..7).map(appid).collect::<Vec<_>>());
    let bad = PageRequest { limit: 3, after: Some("x' --".to_owned()) };
    assert_eq!(store.authorizers(&here, &AuthorizerFilter::default(), &bad).await.unwrap_err(), Error::Cursor);
    store.close().await;
}

fn trouble(state: TokenState) -> TokenTrouble {
    TokenTrouble { state, reason: None, next_attempt_at: None }
}

fn online(user_version: &str, at: Timestamp) -> CodeState {
    let version = |name: &str| Version {
        user_version: name.to_owned(),
        user_desc: r#""online":{"user_version":"9","#.to_owned(),
        template_id: None,
        since: at,
    };
    CodeState { trial: Some(version("trial")), audit: None, online: Some(version(user_version)) }
}

async fn lists_are_filtered_by_state_version_and_what_is_missing(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    store
        .commit(async |w| {
            for number in 0..7 {
                let sets = match number {
                    0 => vec![],
                    1 => vec![18],
                    2 => vec![18, 30],
                    3 => vec![1, 18, 30],
                    4 => vec![1, 18],
                    _ => vec![118, 180, 1],
                };
                let func_info = Some(sets.into_iter().map(FuncscopeId).collect());
                w.authorizer_authorize(&NewAuthorization { func_info, ..authorization(number, 0) }).await?;
            }
            for (number, status) in [(1, 19), (2, 16), (3, 14), (4, 18), (5, 1)] {
                let mut reading = ProfileReading { func_info: None, ..reading("\"account_status\":19,", "x", 1) };
                reading.profile.account_status = Some(status);
                w.authorizer_profile_store(&here, &appid(number), &reading).await?;
            }
            w.authorizer_token_state_store(&here, &appid(5), 1, &trouble(TokenState::Reauthorize)).await?;
            w.authorizer_token_state_store(&here, &appid(6), 1, &trouble(TokenState::Failing)).await?;
            w.authorizer_unauthorize(&here, &appid(1), at(5)).await?;
            // Closed: one that is well beside that, and some that are worse.
            for number in [1, 3, 4, 5] {
                w.authorizer_closed_store(&here, &appid(number), Some(at(7))).await?;
            }
            w.code_state_store(&here, &appid(0), 0, &online("1.0.0-RC", at(0))).await?;
            w.code_state_store(&here, &appid(1), 0, &online("1.0.0-rc", at(0))).await?;
            w.code_state_store(&here, &appid(2), 0, &online("版本 \"二\"", at(0))).await?;
            w.code_state_store(&component_appid(2), &appid(3), 0, &online("1.0.0-rc", at(0))).await.map(drop)
        })
        .await
        .unwrap();
    let ask = async |filter: AuthorizerFilter| -> Vec<u32> {
        let page = store.authorizers(&here, &filter, &PageRequest::default()).await.unwrap();
        page.items.iter().map(|one| (0..7).find(|number| one.appid == appid(*number)).unwrap()).collect()
    };
    let all = store.authorizers(&here, &AuthorizerFilter::default(), &PageRequest::default()).await.unwrap().items;
    for state in AuthorizerState::ALL {
        let by_model: Vec<u32> = (0..).zip(&all).filter(|(_, one)| one.state() == *state).map(|(n, _)| n).collect();
        assert!(!by_model.is_empty(), "the test has none that is {state}");
        let filter = AuthorizerFilter { state: Some(*state), ..AuthorizerFilter::default() };
        assert_eq!(ask(filter).await, by_model, "{state}");
    }
    let version = |text: &str| AuthorizerFilter { version: Some(text.to_owned()), ..AuthorizerFilter::default() };
    assert_eq!(ask(version("1.0.0-rc")).await, [1], "letter for letter");
    assert_eq!(ask(version("版本 \"二\"")).await, [2]);
    assert_eq!(ask(version("1.0.0")).await, [] as [u32; 0]);
    assert_eq!(ask(version("trial")).await, [] as [u32; 0]);
    assert_eq!(ask(version("9")).await, [] as [u32; 0], "what stands in a description is no version");
    let missing = |id| AuthorizerFilter { missing: Some(FuncscopeId(id)), ..AuthorizerFilter::default() };
    assert_eq!(ask(missing(18)).await, [0, 5, 6]);
    assert_eq!(ask(missing(1)).await, [0, 1, 2]);
    assert_eq!(ask(missing(30)).await, [0, 1, 4, 5, 6]);
    store.close().await;
}

async fn what_is_held_of_many_is_read_at_once(database: Arc<Database>) {
    let store = database.open().await;
    authorize(&store, &authorization(1, 10)).await;
    authorize(&store, &NewAuthorization { access: None, refresh: None, ..authorization(2, 10) }).await;
    unauthorize(&store, 2, 20).await;
    let held = store.authorizers_held(&component_appid(1), &[appid(1), appid(2), appid(3)]).await.unwrap();
    assert_eq!(held.len(), 2, "an account that is not known is left out");
    let first = held[&appid(1)].as_ref().unwrap();
    assert_eq!((first.status, first.unauthorized_at), (AuthorizerStatus::Authorized, None));
    assert_eq!((&first.refresh, first.token_version), (&Some(refresh_token("1-10")), 1));
    let second = held[&appid(2)].as_ref().unwrap();
    assert_eq!((second.status, second.unauthorized_at), (AuthorizerStatus::Unauthorized, Some(at(20))));
    assert_eq!(second.refresh, None);
    assert!(store.authorizers_held(&component_appid(1), &[]).await.unwrap().is_empty());
    store.close().await;
}

async fn profiles_become_due_and_are_put_off(database: Arc<Database>) {
    let store = database.open().await;
    let component = component_appid(1);
    let due = async |seconds| {
        let due = store.authorizers_profile_due(at(seconds), 9).await.unwrap();
        due.into_iter().map(|(_, appid)| appid).collect::<Vec<_>>()
    };
    let found = NewAuthorization { source: RefreshTokenSource::AuthorizerList, ..authorization(1, 10) };
    authorize(&store, &found).await;
    authorize(&store, &authorization(2, 10)).await;
    assert_eq!(due(9).await, []);
    assert_eq!(due(10).await, [appid(1)], "nobody else reads what was found in a list");
    assert_eq!(due(70).await, [appid(1), appid(2)], "whoever exchanges a code has a minute for it");
    assert_eq!(store.authorizers_profile_waiting(&component).await.unwrap(), 2);

    store.commit(async |w| w.authorizer_profile_put_off(&component, &appid(1), at(600)).await).await.unwrap();
    assert_eq!(due(100).await, [appid(2)]);
    let reading = ProfileReading {
        kind: AuthorizerKind::MiniProgram,
        profile: Profile::default(),
        func_info: None,
        read_at: at(100),
    };
    store.commit(async |w| w.authorizer_profile_store(&component, &appid(2), &reading).await).await.unwrap();
    store.commit(async |w| w.authorizer_profile_put_off(&component, &appid(2), at(600)).await).await.unwrap();
    assert_eq!(due(600).await, [appid(1)], "what was read is not put off");
    unauthorize(&store, 1, 700).await;
    assert_eq!(due(900).await, [], "WeChat tells nothing of an account that withdrew");
    assert_eq!(store.authorizers_profile_waiting(&component).await.unwrap(), 0);
    store.close().await;
}

async fn many_are_added_at_once_and_what_is_known_stays(database: Arc<Database>) {
    let store = database.open().await;
    authorize(&store, &authorization(7, 10)).await;
    let many: Vec<_> = (0..100).map(|number| authorization(number, 20)).collect();
    let add = async |new: &[NewAuthorization]| store.commit(async |w| w.authorizers_add(new).await).await.unwrap();
    assert_eq!(add(&[]).await, 0);
    assert_eq!(add(&many).await, 99);
    assert_eq!(add(&many).await, 0);
    let tokens = async |number| store.authorizer_tokens(&component_appid(1), &appid(number)).await.unwrap().unwrap();
    assert_eq!(tokens(7).await.refresh, Some(refresh_token("7-10")), "what is known stays");
    assert_eq!(tokens(99).await.refresh, Some(refresh_token("99-20")));
    assert_eq!(store.authorizers_due(at(1_000_000), 500).await.unwrap().len(), 100);
    store.close().await;
}
