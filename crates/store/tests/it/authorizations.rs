//! Invitations, pre-auth codes, authorization codes.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::link::{AuthorizationLink, LinkId, LinkOpenings, LinkUse, OpenedWith};
use wxfleet_model::page::PageRequest;
use wxfleet_store::{Claimed, Error, IssuedPreAuthCode};
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::FuncscopeId;

use crate::database::{Database, on_each_engine};
use crate::samples::{NASTY, appid, at, component_appid};

on_each_engine!(
    an_invitation_comes_back_and_serves_once,
    invitations_are_listed_newest_first,
    a_pre_auth_code_leads_to_its_invitation,
    an_authorization_code_is_claimed_once,
    a_status_page_is_found_by_its_digest_and_few_are_kept,
);

async fn invitations_are_listed_newest_first(database: Arc<Database>) {
    let store = database.open().await;
    let mut made = Vec::new();
    for (number, component) in [(1, 1), (2, 1), (3, 2), (4, 1)] {
        let link = AuthorizationLink {
            id: LinkId(Uuid::now_v7()),
            component_appid: component_appid(component),
            auth_type: AuthType::Both,
            biz_appid: None,
            category_ids: vec![],
            return_url: None,
            note: number.to_string(),
            created_at: at(0),
            expires_at: at(60),
            opened: None,
            used: None,
        };
        store.commit(async |w| w.link_insert(&link, &[number; 32]).await).await.unwrap();
        made.push(link);
    }
    let ask =
        async |after: Option<String>| store.links(&component_appid(1), &PageRequest { limit: 2, after }).await.unwrap();
    let first = ask(None).await;
    assert_eq!(first.items, [made[3].clone(), made[1].clone()]);
    let second = ask(first.next).await;
    assert_eq!((second.items, second.next), (vec![made[0].clone()], None));
    assert_eq!(ask(Some(made[0].id.0.to_string())).await.items, []);
    let bad = PageRequest { limit: 2, after: Some("x".to_owned()) };
    assert_eq!(store.links(&component_appid(1), &bad).await, Err(Error::Cursor));
    store.close().await;
}

async fn an_invitation_comes_back_and_serves_once(database: Arc<Database>) {
    let store = database.open().await;
    for (number, auth_type) in AuthType::ALL.into_iter().enumerate() {
        let digest = [u8::try_from(number).unwrap(); 32];
        let link = AuthorizationLink {
            id: LinkId(Uuid::now_v7()),
            component_appid: component_appid(1),
            auth_type,
            biz_appid: (number == 0).then(|| appid(1)),
            category_ids: vec![FuncscopeId(3), FuncscopeId(18)],
            return_url: Some("https://example.com/?q=\"'😀".to_owned()),
            note: NASTY.to_owned(),
            created_at: at(0),
            expires_at: at(60),
            opened: None,
            used: None,
        };
        store.commit(async |w| w.link_insert(&link, &digest).await).await.unwrap();
        assert_eq!(store.link_by_id(link.id).await.unwrap().unwrap(), link);
        assert_eq!(store.link_by_digest(&digest).await.unwrap().unwrap(), link);
        let same_token = AuthorizationLink { id: LinkId(Uuid::now_v7()), ..link.clone() };
        let taken = store.commit(async |w| w.link_insert(&same_token, &digest).await).await;
        assert_eq!(taken, Err(Error::Taken));

        for (second, with) in [(10, OpenedWith::Desk), (20, OpenedWith::WeChat)] {
            store.commit(async |w| w.link_opened(link.id, with, at(second)).await).await.unwrap();
        }
        let opened = store.link_by_id(link.id).await.unwrap().unwrap().opened;
        let twice = LinkOpenings { first_at: at(10), last_at: at(20), times: 2, with: OpenedWith::WeChat };
        assert_eq!(opened, Some(twice));

        let theirs = link.biz_appid.clone().unwrap_or_else(|| appid(7));
        if link.biz_appid.is_some() {
            let foreign = store.commit(async |w| w.link_use(link.id, &appid(7), at(29)).await).await;
            assert_eq!(foreign, Err(Error::Taken), "an invitation for one account is nobody else's");
        }
        store.commit(async |w| w.link_use(link.id, &theirs, at(30)).await).await.unwrap();
        let again = store.commit(async |w| w.link_use(link.id, &appid(8), at(31)).await).await;
        assert_eq!(again, Err(Error::Taken));
        let used = store.link_by_id(link.id).await.unwrap().unwrap().used;
        assert_eq!(used, Some(LinkUse { at: at(30), appid: theirs }));
    }
    let absent = store.commit(async |w| w.link_use(LinkId(Uuid::nil()), &appid(7), at(30)).await).await;
    assert_eq!(absent, Err(Error::Stale));
    assert_eq!(store.link_by_digest(&[99; 32]).await.unwrap(), None);
    store.close().await;
}

async fn a_pre_auth_code_leads_to_its_invitation(database: Arc<Database>) {
    let store = database.open().await;
    let link = LinkId(Uuid::now_v7());
    let component = component_appid(1);
    store
        .commit(async |w| {
            w.pre_auth_code_insert(&component, &[1; 32], Some(link), at(600)).await?;
            w.pre_auth_code_insert(&component, &[2; 32], None, at(700)).await
        })
        .await
        .unwrap();
    let taken = store.commit(async |w| w.pre_auth_code_insert(&component, &[1; 32], None, at(1)).await).await;
    assert_eq!(taken, Err(Error::Taken));
    assert!(store.commit(async |w| w.pre_auth_code_served(&[1; 32], &appid(3), at(5)).await).await.unwrap());
    assert!(!store.commit(async |w| w.pre_auth_code_served(&[1; 32], &appid(4), at(6)).await).await.unwrap());
    let expected = IssuedPreAuthCode {
        component_appid: component.clone(),
        link_id: Some(link),
        expires_at: at(600),
        served: Some((at(5), appid(3))),
    };
    assert_eq!(store.pre_auth_code_by_digest(&[1; 32]).await.unwrap(), Some(expected));
    let other = store.pre_auth_code_by_digest(&[2; 32]).await.unwrap().unwrap();
    assert_eq!((other.link_id, other.served), (None, None));
    assert_eq!(store.commit(async |w| w.pre_auth_codes_prune(at(650)).await).await.unwrap(), 1);
    assert_eq!(store.pre_auth_code_by_digest(&[1; 32]).await.unwrap(), None);
    store.close().await;
}

async fn an_authorization_code_is_claimed_once(database: Arc<Database>) {
    let store = database.open().await;
    let component = component_appid(1);
    let tries: Vec<_> = (0..16)
        .map(|number| {
            let (store, component) = (store.clone(), component.clone());
            tokio::spawn(async move {
                store.commit(async |w| w.authorization_code_claim(&component, &[1; 32], at(number)).await).await
            })
        })
        .collect();
    let mut new = 0;
    for result in tries {
        match result.await.unwrap().unwrap() {
            Claimed::New => new += 1,
            Claimed::Already { done, .. } => assert_eq!(done, None),
        }
    }
    assert_eq!(new, 1, "the exchange is one task's");
    let Some(Claimed::Already { claimed_at, done: None }) =
        store.authorization_code_by_digest(&component, &[1; 32]).await.unwrap()
    else {
        panic!("the claim is there and not done")
    };
    store
        .commit(async |w| w.authorization_code_reclaim(&component, &[1; 32], claimed_at, at(100)).await)
        .await
        .unwrap();
    let beaten = store.commit(async |w| w.authorization_code_reclaim(&component, &[1; 32], claimed_at, at(101)).await);
    assert_eq!(beaten.await, Err(Error::Stale), "one takes a broken claim over");
    store.commit(async |w| w.authorization_code_done(&component, &[1; 32], &appid(4), at(110)).await).await.unwrap();
    let known = store.commit(async |w| w.authorization_code_claim(&component, &[1; 32], at(120)).await).await.unwrap();
    assert_eq!(known, Claimed::Already { claimed_at: at(100), done: Some((at(110), appid(4))) });
    let done = store.commit(async |w| w.authorization_code_reclaim(&component, &[1; 32], at(100), at(130)).await);
    assert_eq!(done.await, Err(Error::Stale));
    let elsewhere = store.commit(async |w| w.authorization_code_claim(&component_appid(2), &[1; 32], at(0)).await);
    assert_eq!(elsewhere.await.unwrap(), Claimed::New);
    assert_eq!(store.commit(async |w| w.authorization_codes_prune(at(100)).await).await.unwrap(), 1);
    store.close().await;
}

async fn a_status_page_is_found_by_its_digest_and_few_are_kept(database: Arc<Database>) {
    let store = database.open().await;
    let here = component_appid(1);
    let make = async |number: u8, of: u32| {
        let when = at(i64::from(number));
        store.commit(async |w| w.status_page_insert(&here, &appid(of), &[number; 32], when).await).await
    };
    make(0, 2).await.unwrap();
    for number in 1..=6 {
        make(number, 1).await.unwrap();
    }
    assert_eq!(make(6, 1).await, Err(Error::Taken));
    assert_eq!(store.status_pages_count(&here, &appid(1)).await.unwrap(), 5);
    assert_eq!(store.status_page_by_digest(&[1; 32]).await.unwrap(), None, "the oldest gave way");
    assert_eq!(store.status_page_by_digest(&[2; 32]).await.unwrap(), Some((here.clone(), appid(1))));
    store.commit(async |w| w.status_pages_forget(&here, &appid(1)).await).await.unwrap();
    assert_eq!(store.status_page_by_digest(&[6; 32]).await.unwrap(), None);
    assert_eq!(store.status_page_by_digest(&[0; 32]).await.unwrap(), Some((here.clone(), appid(2))));
    store.close().await;
}
