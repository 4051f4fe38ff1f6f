//! Labels and searching by them, and what accounts granted.

use reqwest::Method;
use serde_json::json;
use wxfleet_api::authorizer::{LabelChange, Labels};
use wxfleet_api::client::{JournalQuery, ListQuery};
use wxfleet_api::code::Commit;

use crate::app::{COMPONENT, Spans, TestApp};
use crate::life_cycle::DINING;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_are_set_changed_and_searched_by() {
    let mut app = TestApp::setup().authorizers(4).start().await;
    let appids = app.sim.appids()[..4].to_vec();
    let set = Labels { labels: words(&[" 华东 ", "连锁", "华东"]) };
    let shown = app.client.authorizer_labels_set(COMPONENT, &appids[0], &set).await.unwrap();
    assert_eq!(shown.labels, ["华东", "连锁"]);
    let change =
        LabelChange { appids: appids[..3].to_vec(), add: words(&["华东", "vip"]), remove: words(&["连锁"]) };
    let labelled = app.client.authorizer_labels_change(COMPONENT, &change).await.unwrap();
    assert_eq!((labelled.changed, labelled.unchanged), (3, 0));
    let labelled = app.client.authorizer_labels_change(COMPONENT, &change).await.unwrap();
    assert_eq!((labelled.changed, labelled.unchanged), (0, 3));
    app.client.authorizer_refresh(COMPONENT, &appids[0]).await.unwrap();
    app.restart().await;
    assert_eq!(app.client.authorizer(COMPONENT, &appids[0]).await.unwrap().labels, ["华东", "vip"]);

    let found = async |query: ListQuery| -> Vec<String> {
        let page = app.client.authorizers(COMPONENT, &query).await.unwrap();
        page.items.into_iter().map(|one| one.appid).collect()
    };
    let label = |label: &str| ListQuery { label: Some(label.to_owned()), ..ListQuery::default() };
    let mut first_three = appids[..3].to_vec();
    first_three.sort();
    assert_eq!(found(label("vip")).await, first_three);
    assert!(found(label("VIP")).await.is_empty() && found(label("vi")).await.is_empty());
    let q = ListQuery { q: Some("华东".to_owned()), ..ListQuery::default() };
    assert_eq!(found(q).await, first_three);
    let entries = JournalQuery { deed: Some("authorizer.label".to_owned()), ..JournalQuery::default() };
    let entries = app.client.journal(&entries).await.unwrap().items;
    assert_eq!(entries.len(), 4, "one for each account that changed");
    assert_eq!(entries[0].request["labels"], json!(["华东", "vip"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_that_cannot_be_are_refused_by_name() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
    let put = format!("/components/{COMPONENT}/authorizers/{appid}/labels");
    for (body, field) in [
        (json!({"labels": [""]}), "labels[0]"),
        (json!({"labels": ["ok", "字".repeat(33)]}), "labels[1]"),
        (json!({"labels": ["a\nb"]}), "labels[0]"),
        (json!({"labels": many}), "labels"),
        (json!({}), "labels"),
        (json!({"labels": "x"}), "labels"),
    ] {
        let refused = app.ask(Some(&app.key), Method::PUT, &put, Some(&body)).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{body}: {}", refused.text);
    }
    let post = format!("/components/{COMPONENT}/authorizers/labels");
    let stranger = "wxbeef0000000000ff";
    for (body, field) in [
        (json!({"appids": [], "add": ["x"]}), "appids"),
        (json!({"appids": [appid]}), "add"),
        (json!({"appids": [appid, "wx1"], "add": ["x"]}), "appids[1]"),
        (json!({"appids": [appid, stranger], "add": ["x"]}), "appids[1]"),
        (json!({"appids": [appid], "add": many}), "add"),
        (json!({"appids": vec![&appid; 501], "add": ["x"]}), "appids"),
    ] {
        let refused = app.post_json(&post, &body).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{body}: {}", refused.text);
    }
    assert!(app.authorizer(&appid).await.labels.is_empty(), "nothing was changed");
    let unknown = format!("/components/{COMPONENT}/authorizers/{stranger}/labels");
    let refused = app.ask(Some(&app.key), Method::PUT, &unknown, Some(&json!({"labels": []}))).await;
    assert_eq!(refused.status, 404);
    for (query, field) in [("state=sick", "state"), ("missing=18a", "missing"), ("missing=0", "missing")] {
        let refused = app.get(&format!("/components/{COMPONENT}/authorizers?{query}")).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_are_found_by_how_they_stand() {
    let app = TestApp::setup().authorizers(3).start().await;
    let appids = app.sim.appids()[..3].to_vec();
    app.sim.change_merchant(&appids[1], |profile| profile.account_status = 19).unwrap();
    app.client.authorizer_refresh(COMPONENT, &appids[1]).await.unwrap();
    app.sim.deauthorize(COMPONENT, &appids[2]).unwrap();
    app.settle().await;
    let commit =
        Commit { template_id: DINING, user_version: "1.0.0".to_owned(), user_desc: "首版".to_owned(), ext: None };
    app.client.code_commit(COMPONENT, &appids[0], &commit).await.unwrap();
    app.later(10.seconds()).await;
    app.client.audit_submit(COMPONENT, &appids[0], &wxfleet_api::code::SubmitAudit::default()).await.unwrap();
    app.later(1.hours()).await;
    app.client.code_release(COMPONENT, &appids[0]).await.unwrap();
    let found = async |query: ListQuery| -> Vec<(String, String)> {
        let page = app.client.authorizers(COMPONENT, &query).await.unwrap();
        page.items.into_iter().map(|one| (one.appid, one.state)).collect()
    };
    for (state, appid) in [("well", &appids[0]), ("frozen", &appids[1]), ("unauthorized", &appids[2])] {
        let query = ListQuery { state: Some(state.to_owned()), ..ListQuery::default() };
        assert_eq!(found(query).await, [(appid.clone(), state.to_owned())]);
    }
    let version = |version: &str| ListQuery { version: Some(version.to_owned()), ..ListQuery::default() };
    assert_eq!(found(version("1.0.0")).await[0].0, appids[0]);
    assert!(found(version("1.0")).await.is_empty());
    let missing = |id| ListQuery { missing: Some(id), ..ListQuery::default() };
    assert!(found(missing(18)).await.iter().all(|(appid, _)| *appid != appids[0]));
    assert_eq!(found(missing(9_999)).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told_by_name() {
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.change_merchant(&appid, |profile| profile.available_sets = vec![30, 17]).unwrap();
    app.authorize(&appid).await;
    let shown = app.client.authorizer_permissions(COMPONENT, &appid).await.unwrap();
    assert_eq!(shown.kind.as_deref(), Some("mini_program"));
    let set = |id: i64| shown.permissions.iter().find(|one| one.id == id).unwrap();
    assert!(set(30).granted && !set(18).granted && set(18).exclusive);
    assert_eq!(set(18).name_zh.as_deref(), Some("小程序开发与数据分析"));
    assert!(set(18).needed_for.iter().any(|function| function == "release"));
    let release = shown.functions.iter().find(|one| one.function == "release").unwrap();
    assert_eq!((release.works, release.missing_any_of.as_slice()), (false, &[18][..]));
    assert!(shown.reauthorize_url.ends_with(&format!("/authorize/{COMPONENT}")));
    assert!(shown.advice.unwrap().contains(&shown.reauthorize_url));
    let missing = ListQuery { missing: Some(18), ..ListQuery::default() };
    assert_eq!(app.client.authorizers(COMPONENT, &missing).await.unwrap().items.len(), 1);

    let official = app.sim.appids()[3].clone();
    app.authorize(&official).await;
    let shown = app.client.authorizer_permissions(COMPONENT, &official).await.unwrap();
    assert_eq!(shown.kind.as_deref(), Some("official_account"));
    assert!(shown.permissions.iter().all(|one| one.id != 18 || one.granted));
}
