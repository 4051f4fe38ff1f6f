//! Categories, the privacy guideline, private APIs, and the switches of Official Accounts.

use wxfleet_api::account::{
    CategoryPapers, DeclaredData, NewCategories, NewCategory, NewPrivacySetting, NewPrivateApi, OptionValue, Paper,
    PrivacyOwner, PrivacyVersion,
};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_simulator::{AuditRule, Fault, FaultEffect, Verdict};

use crate::account_profile::{outcomes, refused, upload};
use crate::app::{COMPONENT, Spans, TestApp};
use crate::life_cycle::go_live;

const LICENCE: &str = "食品经营许可证";

async fn app() -> (TestApp, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.clear_requests();
    (app, appid)
}

fn category(first: i64, second: i64, certicates: Vec<Paper>) -> NewCategories {
    NewCategories { categories: vec![NewCategory { first, second, certicates }] }
}

async fn licence(app: &TestApp, appid: &str) -> Vec<Paper> {
    vec![Paper { key: LICENCE.to_owned(), value: upload(app, appid).await }]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_with_papers_goes_through_review() {
    let (app, appid) = app().await;
    app.sim.change_merchant(&appid, |profile| profile.categories.truncate(1)).unwrap();
    let all = app.client.account_categories_all(COMPONENT, &appid).await.unwrap().items;
    let node = all.iter().find(|node| node.id == 223).unwrap();
    assert_eq!((node.father, node.needs_papers, &node.papers), (220, true, &vec![vec![LICENCE.to_owned()]]));

    let without = refused(app.client.account_categories_add(COMPONENT, &appid, &category(220, 223, vec![])).await);
    assert_eq!(without.errcode, Some(53311));
    let missing = refused(app.client.account_categories_add(COMPONENT, &appid, &NewCategories::default()).await);
    assert_eq!((missing.status, missing.field.as_deref()), (400, Some("categories")));
    let unnamed = vec![Paper { key: LICENCE.to_owned(), value: String::new() }];
    let unnamed = refused(app.client.account_categories_add(COMPONENT, &appid, &category(220, 223, unnamed)).await);
    assert_eq!((unnamed.status, unnamed.field.as_deref()), (400, Some("categories[0].certicates[0].value")));

    let verdict = Verdict::Reject { reason: "许可证看不清".to_owned(), screenshot: String::new() };
    app.sim.rule_reviews(AuditRule { appid: None, times: Some(1), verdict });
    let add = category(220, 223, licence(&app, &appid).await);
    let set = app.client.account_categories_add(COMPONENT, &appid, &add).await.unwrap();
    assert_eq!(set.quota, Some(4));
    let status = async || {
        let set = app.client.account_categories(COMPONENT, &appid).await.unwrap().categories;
        let one = set.into_iter().find(|one| one.second == 223).unwrap();
        (one.status.unwrap(), one.audit_reason)
    };
    assert_eq!(status().await.0, "in_review");
    let busy = refused(app.client.account_category_delete(COMPONENT, &appid, (220, 223)).await.map(|()| 0));
    assert_eq!((busy.status, busy.errcode), (409, Some(53308)));
    app.later(1.hours()).await;
    assert_eq!(status().await, ("rejected".to_owned(), "许可证看不清".to_owned()));
    assert_eq!(app.stored_of("wxa_category_audit").await, 1, "the push is kept");

    let papers = CategoryPapers { certicates: licence(&app, &appid).await };
    app.client.account_category_modify(COMPONENT, &appid, (220, 223), &papers).await.unwrap();
    assert_eq!(status().await.0, "in_review");
    app.later(1.hours()).await;
    assert_eq!(status().await.0, "approved");
    let again = refused(app.client.account_category_modify(COMPONENT, &appid, (220, 223), &papers).await);
    assert_eq!(again.errcode, Some(53307), "only what was refused");
    app.client.account_category_delete(COMPONENT, &appid, (220, 223)).await.unwrap();
    let left = app.client.account_categories(COMPONENT, &appid).await.unwrap().categories;
    assert!(left.iter().all(|one| one.second != 223) && !left.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_whose_answer_was_lost_is_found_in_the_list() {
    const ADD: &str = "/cgi-bin/wxopen/addcategory";
    let (app, appid) = app().await;
    app.sim.change_merchant(&appid, |profile| profile.categories.retain(|one| one.second_id != 163)).unwrap();
    app.sim.inject_fault(Fault::once(ADD, FaultEffect::DropAfterProcessing));
    let add = category(150, 163, vec![]);
    assert!(app.client.account_categories_add(COMPONENT, &appid, &add).await.is_err());
    let set = app.client.account_categories_add(COMPONENT, &appid, &add).await.unwrap();
    assert!(set.categories.iter().any(|one| one.second == 163 && one.status.as_deref() == Some("approved")));
    assert_eq!(app.sim.count(ADD), 1);
    assert!(matches!(outcomes(&app, Deed::CategoryAdd).await[..], [Outcome::Done { .. }]));
}

fn guideline() -> NewPrivacySetting {
    NewPrivacySetting {
        privacy_ver: None,
        owner_setting: PrivacyOwner {
            contact_phone: Some("020-1234567".to_owned()),
            notice_method: "弹窗".to_owned(),
            store_expire_timestamp: Some("30天".to_owned()),
            ..PrivacyOwner::default()
        },
        setting_list: Some(vec![DeclaredData {
            privacy_key: "Location".to_owned(),
            privacy_text: "推荐附近的门店".to_owned(),
            privacy_label: None,
        }]),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guideline_comes_into_force_with_the_release() {
    let (app, appid) = app().await;
    let online = NewPrivacySetting { privacy_ver: Some(1), setting_list: None, ..guideline() };
    let early = refused(app.client.account_privacy_set(COMPONENT, &appid, &online).await);
    assert_eq!(early.errcode, Some(86074), "nothing is online");
    let set = app.client.account_privacy_set(COMPONENT, &appid, &guideline()).await.unwrap();
    assert_eq!(set.setting_list[0].privacy_key, "Location");
    let shown = async |privacy_ver| {
        app.client.account_privacy(COMPONENT, &appid, PrivacyVersion { privacy_ver }).await.unwrap()
    };
    assert!(shown(Some(1)).await.owner_setting.is_none());
    go_live(&app, &appid).await;
    assert_eq!(shown(Some(1)).await.owner_setting.unwrap().contact_phone.as_deref(), Some("020-1234567"));
    app.client.account_privacy_set(COMPONENT, &appid, &online).await.unwrap();

    let calls_before = app.sim.count("/cgi-bin/component/setprivacysetting");
    let wrong = |change: fn(&mut NewPrivacySetting)| {
        let mut one = guideline();
        change(&mut one);
        one
    };
    for (one, field) in [
        (wrong(|one| one.owner_setting.contact_phone = None), "owner_setting.contact_phone"),
        (wrong(|one| one.owner_setting.notice_method.clear()), "owner_setting.notice_method"),
        (
            wrong(|one| one.owner_setting.store_expire_timestamp = Some("a month".to_owned())),
            "owner_setting.store_expire_timestamp",
        ),
        (wrong(|one| one.setting_list = None), "setting_list"),
        (wrong(|one| one.privacy_ver = Some(1)), "setting_list"),
        (wrong(|one| one.privacy_ver = Some(3)), "privacy_ver"),
    ] {
        let problem = refused(app.client.account_privacy_set(COMPONENT, &appid, &one).await);
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some(field)));
    }
    assert_eq!(app.sim.count("/cgi-bin/component/setprivacysetting"), calls_before, "WeChat is not asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_api_is_applied_for() {
    let (app, appid) = app().await;
    app.sim.change_merchant(&appid, |profile| profile.unpermitted_private_apis = vec!["choosePoi".to_owned()]).unwrap();
    let status = async || {
        let apis = app.client.account_private_apis(COMPONENT, &appid).await.unwrap().items;
        apis.into_iter().find(|one| one.api_name == "wx.choosePoi").unwrap().status.unwrap()
    };
    assert_eq!(status().await, "to_apply");
    let new = NewPrivateApi {
        api_name: "wx.choosePoi".to_owned(),
        content: "选择配送门店".to_owned(),
        pic_list: vec!["https://img.example.com/poi.png".to_owned()],
        ..NewPrivateApi::default()
    };
    let bare = NewPrivateApi { pic_list: vec![], ..new.clone() };
    let bare = refused(app.client.account_private_api_apply(COMPONENT, &appid, &bare).await);
    assert_eq!((bare.status, bare.field.as_deref()), (400, Some("url_list")));
    let applied = app.client.account_private_api_apply(COMPONENT, &appid, &new).await.unwrap();
    assert!(applied.audit_id.is_some());
    assert_eq!(status().await, "in_review");
    app.later(1.hours()).await;
    assert_eq!(status().await, "permitted");
    let open = refused(app.client.account_private_api_apply(COMPONENT, &appid, &new).await);
    assert_eq!(open.errcode, Some(61035));
}

#[tokio::test(flavor = "multi_thread")]
async fn switches_of_an_official_account_are_set() {
    let app = TestApp::setup().authorizers(4).start().await;
    let (mini_program, official) = (app.sim.appids()[0].clone(), app.sim.appids()[3].clone());
    let value = |text: &str| OptionValue { option_value: text.to_owned() };
    let get = async |name: &str| app.client.account_option(COMPONENT, &official, name).await;
    assert_eq!(get("customer_service").await.unwrap().option_value, "0");
    let set = app.client.account_option_set(COMPONENT, &official, "customer_service", &value("1")).await.unwrap();
    assert_eq!(set.option_value, "1");
    assert_eq!(get("customer_service").await.unwrap().option_value, "1");
    let unknown = refused(get("brightness").await);
    assert_eq!((unknown.status, unknown.field.as_deref()), (400, Some("option_name")));
    let odd = refused(app.client.account_option_set(COMPONENT, &official, "voice_recognize", &value("2")).await);
    assert_eq!((odd.status, odd.field.as_deref()), (400, Some("option_value")));
    let not_here = refused(app.client.account_option(COMPONENT, &mini_program, "voice_recognize").await);
    assert_eq!((not_here.status, not_here.code.as_str()), (409, "not_an_official_account"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guideline_of_ones_own_is_uploaded_as_a_text() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let text = |text: String| wxfleet_api::account::PrivacyText { text };
    let uploaded =
        app.client.account_privacy_text(COMPONENT, &appid, &text("我们如何使用信息".to_owned())).await.unwrap();
    assert!(!uploaded.ext_file_media_id.is_empty());
    let line = app.sim.requests().into_iter().rfind(|line| line.path.ends_with("uploadprivacyextfile")).unwrap();
    assert_eq!((line.errcode, line.appid.as_str()), (0, appid.as_str()));
    assert_eq!(outcomes(&app, Deed::PrivacyText).await.len(), 1);
    for unfit in [String::new(), "字".repeat(40_000)] {
        let problem = refused(app.client.account_privacy_text(COMPONENT, &appid, &text(unfit)).await);
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some("text")));
    }
}
