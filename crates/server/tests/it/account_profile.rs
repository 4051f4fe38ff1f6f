//! Who an account is: basic information, the name and its review, avatar, introduction, search.

use serde_json::{Map, Value, json};
use wxfleet_api::account::{NameCheck, NewAvatar, NewName, NewSupportVersion, SearchStatus, Signature};
use wxfleet_api::call::{Call, Upload};
use wxfleet_api::client::Error;
use wxfleet_api::problem::Problem;
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Actor;
use wxfleet_simulator::{AuditDefault, AuditRule, Fault, FaultEffect, PushEffect, PushRule, Verdict};
use wxfleet_store::JournalFilter;

use crate::app::{COMPONENT, Spans, TestApp, account};

const SIGNATURE: &str = "现磨咖啡，到店即取";

async fn app() -> (TestApp, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.clear_requests();
    (app, appid)
}

pub(crate) fn refused<T: std::fmt::Debug>(answer: Result<T, Error>) -> Problem {
    match answer {
        Err(Error::Problem(refusal)) => refusal.problem,
        other => panic!("no problem: {other:?}"),
    }
}

/// Uploads a picture in the account's name, as the command line does.
pub(crate) async fn upload(app: &TestApp, appid: &str) -> String {
    let query = Map::from_iter([("type".to_owned(), json!("image"))]);
    let file = Upload {
        field: "media".to_owned(),
        file_name: "a.png".to_owned(),
        content_type: "image/png".to_owned(),
        bytes: b"png".to_vec().into(),
    };
    let call = Call { query: Some(query), body: None };
    let answer = app.client.call(COMPONENT, Some(appid), "media_upload", &call, Some(file)).await.unwrap();
    let answer: Value = serde_json::from_slice(&answer.bytes).unwrap();
    answer["media_id"].as_str().unwrap().to_owned()
}

fn named(name: &str) -> NewName {
    NewName { nick_name: name.to_owned(), ..NewName::default() }
}

async fn with_licence(app: &TestApp, appid: &str, name: &str) -> NewName {
    NewName { license: Some(upload(app, appid).await), ..named(name) }
}

pub(crate) async fn outcomes(app: &TestApp, deed: Deed) -> Vec<Outcome> {
    let page = PageRequest { limit: 500, after: None };
    let filter = JournalFilter { deed: Some(deed), ..JournalFilter::default() };
    let entries = app.store.journal(&filter, &page).await.unwrap().items;
    entries.into_iter().rev().map(|entry| entry.outcome.expect("settled").0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_material_is_in_force_at_once() {
    let (app, appid) = app().await;
    let check = async |name: &str| {
        app.client.account_name_check(COMPONENT, &appid, &NameCheck { nick_name: name.to_owned() }).await
    };
    assert!(!check("小满咖啡馆").await.unwrap().hit_condition);
    let checked = check("小满官方店").await.unwrap();
    assert!(checked.hit_condition && checked.wording.is_some_and(|wording| !wording.is_empty()));
    let taken = app.sim.merchant(&app.sim.appids()[1]).unwrap().profile.nick_name;
    assert_eq!(refused(check(&taken).await).errcode, Some(53013));

    let changed = app.client.account_name_set(COMPONENT, &appid, &named("小满咖啡馆")).await.unwrap();
    assert_eq!(changed.audit_id, None);
    assert_eq!(app.authorizer(&appid).await.profile.nick_name, "小满咖啡馆", "our own copy follows");
    let info = app.client.account_basic_info(COMPONENT, &appid).await.unwrap();
    assert_eq!((info.nickname.as_deref(), info.nickname_changes.used), (Some("小满咖啡馆"), Some(1)));
    assert!(app.client.account_name_audits(COMPONENT, &appid).await.unwrap().items.is_empty());

    let sent = app.sim.count("/wxa/setnickname");
    for wrong in ["", "小满小程序"] {
        let problem = refused(app.client.account_name_set(COMPONENT, &appid, &named(wrong)).await);
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some("nick_name")), "{wrong}");
    }
    assert_eq!(app.sim.count("/wxa/setnickname"), sent, "WeChat is not asked");
    let without = refused(app.client.account_name_set(COMPONENT, &appid, &named("小满官方店")).await);
    assert_eq!(without.errcode, Some(91009));
    app.client.account_name_set(COMPONENT, &appid, &named("小满茶铺子")).await.unwrap();
    let third = refused(app.client.account_name_set(COMPONENT, &appid, &named("小满书店子")).await);
    assert_eq!(third.errcode, Some(91003), "two a year");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_review_is_followed_by_its_event() {
    let (app, appid) = app().await;
    let before = app.authorizer(&appid).await.profile.nick_name;
    let new = with_licence(&app, &appid, "小满官方店").await;
    let audit_id = app.client.account_name_set(COMPONENT, &appid, &new).await.unwrap().audit_id.unwrap();
    let audits = async || app.client.account_name_audits(COMPONENT, &appid).await.unwrap().items;
    let first = audits().await.remove(0);
    assert_eq!((first.audit_id, first.status.as_str(), first.decided_at), (audit_id, "in_review", None));
    assert_eq!(app.authorizer(&appid).await.profile.nick_name, before);

    app.later(1.hours()).await;
    let decided = audits().await.remove(0);
    assert_eq!((decided.status.as_str(), decided.nick_name.as_str()), ("approved", "小满官方店"));
    assert!(decided.decided_at.is_some());
    assert_eq!(app.authorizer(&appid).await.profile.nick_name, "小满官方店");

    let verdict = Verdict::Reject { reason: "商标已过期".to_owned(), screenshot: String::new() };
    app.sim.rule_reviews(AuditRule { appid: Some(appid.clone()), times: Some(1), verdict });
    let new = with_licence(&app, &appid, "小满旗舰店").await;
    let second = app.client.account_name_set(COMPONENT, &appid, &new).await.unwrap().audit_id.unwrap();
    app.later(1.hours()).await;
    let decided = audits().await.remove(0);
    assert_eq!((decided.audit_id, decided.status.as_str()), (second, "rejected"));
    assert_eq!(decided.reason, "商标已过期");
    assert_eq!(app.authorizer(&appid).await.profile.nick_name, "小满官方店", "the old name stays");
    let unknown = refused(app.client.account_name_audit(COMPONENT, &appid, 7).await);
    assert_eq!((unknown.status, unknown.code.as_str()), (404, "name_audit_not_found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_review_is_followed_by_the_clock_when_its_event_is_lost() {
    let (app, appid) = app().await;
    let kind = Some("wxa_nickname_audit".to_owned());
    app.sim.rule_pushes(PushRule { kind, appid: None, times: None, effect: PushEffect::Drop });
    app.sim.change_switches(|switches| switches.audit_default = AuditDefault::Hold);
    let new = with_licence(&app, &appid, "小满官方店").await;
    let audit_id = app.client.account_name_set(COMPONENT, &appid, &new).await.unwrap().audit_id.unwrap();
    app.later(24.hours()).await;
    let status = async || app.client.account_name_audits(COMPONENT, &appid).await.unwrap().items.remove(0).status;
    assert_eq!(status().await, "in_review");
    app.sim.decide_review(audit_id, Verdict::Approve).unwrap();
    app.later(1.hours()).await;
    assert_eq!(status().await, "approved");
    assert_eq!(app.authorizer(&appid).await.profile.nick_name, "小满官方店");
}

#[tokio::test(flavor = "multi_thread")]
async fn avatar_introduction_and_search_are_set_and_shown() {
    let (app, appid) = app().await;
    let avatar = |media_id: String| NewAvatar { head_img_media_id: media_id, ..NewAvatar::default() };
    app.client.account_avatar_set(COMPONENT, &appid, &avatar(upload(&app, &appid).await)).await.unwrap();
    let strange = refused(app.client.account_avatar_set(COMPONENT, &appid, &avatar("other".to_owned())).await);
    assert_eq!(strange.errcode, Some(40007), "a picture that this account never uploaded");
    let askew = NewAvatar { x1: Some(0.9), x2: Some(0.1), ..avatar("m".to_owned()) };
    let askew = refused(app.client.account_avatar_set(COMPONENT, &appid, &askew).await);
    assert_eq!((askew.status, askew.field.as_deref()), (400, Some("x2")));

    let signature = |text: &str| Signature { signature: text.to_owned() };
    app.client.account_signature_set(COMPONENT, &appid, &signature(SIGNATURE)).await.unwrap();
    for wrong in ["短", &"长".repeat(121)] {
        let problem = refused(app.client.account_signature_set(COMPONENT, &appid, &signature(wrong)).await);
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some("signature")));
    }
    let forbidden = refused(app.client.account_signature_set(COMPONENT, &appid, &signature("违禁词语一二三")).await);
    assert_eq!(forbidden.errcode, Some(53201));
    let info = app.client.account_basic_info(COMPONENT, &appid).await.unwrap();
    assert_eq!(info.signature.as_deref(), Some(SIGNATURE));
    assert_eq!((info.signature_changes.used, info.head_image_changes.used), (Some(1), Some(1)));
    assert_eq!(app.authorizer(&appid).await.profile.signature, SIGNATURE);

    assert!(app.client.account_search_status(COMPONENT, &appid).await.unwrap().searchable);
    let hidden = SearchStatus { searchable: false };
    app.client.account_search_status_set(COMPONENT, &appid, hidden).await.unwrap();
    assert!(!app.client.account_search_status(COMPONENT, &appid).await.unwrap().searchable);

    let version = |text: &str| NewSupportVersion { version: text.to_owned() };
    app.client.account_support_version_set(COMPONENT, &appid, &version("3.0.2")).await.unwrap();
    let shown = app.client.account_support_version(COMPONENT, &appid).await.unwrap();
    assert_eq!(shown.now_version.as_deref(), Some("3.0.2"));
    assert!(shown.items.iter().any(|one| one.version == "3.0.2" && one.percentage.is_some()));
    let unknown = refused(app.client.account_support_version_set(COMPONENT, &appid, &version("9.9.9")).await);
    assert_eq!(unknown.errcode, Some(89014));
    let odd = refused(app.client.account_support_version_set(COMPONENT, &appid, &version("newest")).await);
    assert_eq!((odd.status, odd.field.as_deref()), (400, Some("version")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_not_registered_by_api_is_shown_by_its_profile() {
    let (app, appid) = app().await;
    app.sim.change_merchant(&appid, |profile| profile.register_type = 0).unwrap();
    app.sim.change_switches(|switches| switches.settings_by_api_only = true);
    let info = app.client.account_basic_info(COMPONENT, &appid).await.unwrap();
    let profile = app.sim.merchant(&appid).unwrap().profile;
    assert_eq!(info.nickname, Some(profile.nick_name));
    assert_eq!(info.signature, Some(profile.signature));
    assert_eq!(info.nickname_changes.quota, None);
    let signature = Signature { signature: SIGNATURE.to_owned() };
    let problem = refused(app.client.account_signature_set(COMPONENT, &appid, &signature).await);
    assert_eq!((problem.status, problem.errcode), (422, Some(41033)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_made_good_by_reading() {
    const AVATAR: &str = "/cgi-bin/account/modifyheadimage";
    const SEARCH: &str = "/wxa/changewxasearchstatus";
    const SET: &str = "/cgi-bin/account/modifysignature";
    let (mut app, appid) = app().await;
    app.sim.inject_fault(Fault::once(SET, FaultEffect::DropAfterProcessing));
    assert!(app.engine.account.set_signature(&Actor::System, &account(&appid), SIGNATURE).await.is_err());
    app.restart().await;
    app.engine.account.set_signature(&Actor::System, &account(&appid), SIGNATURE).await.unwrap();
    assert_eq!(app.sim.count(SET), 1, "asked for twice, and done once");
    assert!(matches!(outcomes(&app, Deed::SignatureSet).await[..], [Outcome::Done { .. }]));

    let avatar = NewAvatar { head_img_media_id: upload(&app, &appid).await, ..NewAvatar::default() };
    app.sim.inject_fault(Fault::once(AVATAR, FaultEffect::DropAfterProcessing));
    assert!(app.client.account_avatar_set(COMPONENT, &appid, &avatar).await.is_err());
    app.later(2.minutes()).await;
    assert!(matches!(outcomes(&app, Deed::AvatarSet).await[..], [Outcome::Done { .. }]), "one more change is counted");

    app.sim.inject_fault(Fault::once(SEARCH, FaultEffect::Reset));
    let hidden = SearchStatus { searchable: false };
    assert!(app.client.account_search_status_set(COMPONENT, &appid, hidden).await.is_err());
    app.later(2.minutes()).await;
    assert!(matches!(outcomes(&app, Deed::SearchStatus).await[..], [Outcome::Failed { .. }]), "it did not happen");
}
