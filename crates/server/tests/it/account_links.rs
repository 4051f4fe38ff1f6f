//! Rules for links in QR codes, codes of the Mini Program, open platform accounts and plug-ins.

use wxfleet_api::account::{NewPlugin, NewQrRule, NewWxacode, OpenAppid, PluginVersion, QrRulePrefix};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_simulator::{Fault, FaultEffect};

use crate::account_profile::{outcomes, refused};
use crate::app::{COMPONENT, Spans, TestApp};
use crate::life_cycle::go_live;

const PREFIX: &str = "https://m.example.com/t/";
const PLUGIN: &str = "wxfedcba9876543210";

async fn app() -> (TestApp, String) {
    let app = TestApp::setup().authorizers(2).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.clear_requests();
    (app, appid)
}

fn rule(path: &str) -> NewQrRule {
    NewQrRule { prefix: PREFIX.to_owned(), path: path.to_owned(), ..NewQrRule::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_added_changed_published_and_deleted() {
    let (app, appid) = app().await;
    assert_eq!(refused(app.client.account_qr_rules(COMPONENT, &appid).await).errcode, Some(85074), "not released");
    go_live(&app, &appid).await;
    let unserved = refused(app.client.account_qr_rule_set(COMPONENT, &appid, &rule("pages/index/index")).await);
    assert_eq!(unserved.errcode, Some(85069), "the file is not at the host");
    let file = app.client.account_qr_rule_confirm_file(COMPONENT, &appid).await.unwrap();
    let served = app.browser.get(&file.url.unwrap(), None).await;
    assert_eq!((served.status, served.html), (200, file.file_content));

    let rules = app.client.account_qr_rule_set(COMPONENT, &appid, &rule("pages/index/index")).await.unwrap();
    assert_eq!((rules.rules.len(), rules.rules[0].published), (1, false));
    let again = refused(app.client.account_qr_rule_set(COMPONENT, &appid, &rule("pages/index/index")).await);
    assert_eq!(again.errcode, Some(85071));
    let edit = NewQrRule { is_edit: true, ..rule("pages/menu/index") };
    let rules = app.client.account_qr_rule_set(COMPONENT, &appid, &edit).await.unwrap();
    assert_eq!(rules.rules[0].path, "pages/menu/index");
    let named = QrRulePrefix { prefix: PREFIX.to_owned() };
    let rules = app.client.account_qr_rule_publish(COMPONENT, &appid, &named).await.unwrap();
    assert!(rules.rules[0].published);
    assert_eq!(rules.publications_left, Some(99));
    let fixed = refused(app.client.account_qr_rule_set(COMPONENT, &appid, &edit).await);
    assert_eq!(fixed.errcode, Some(40097), "a published rule stays as it is");
    app.client.account_qr_rule_delete(COMPONENT, &appid, PREFIX).await.unwrap();
    assert!(app.client.account_qr_rules(COMPONENT, &appid).await.unwrap().rules.is_empty());

    let astray = NewQrRule { debug_url: Some(vec!["https://elsewhere.example.com/".to_owned()]), ..rule("p") };
    let astray = refused(app.client.account_qr_rule_set(COMPONENT, &appid, &astray).await);
    assert_eq!((astray.status, astray.field.as_deref()), (400, Some("debug_url[0]")));
    let no_link = QrRulePrefix { prefix: "m.example.com".to_owned() };
    let no_link = refused(app.client.account_qr_rule_publish(COMPONENT, &appid, &no_link).await);
    assert_eq!((no_link.status, no_link.field.as_deref()), (400, Some("prefix")));
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_of_every_kind_are_made() {
    let (app, appid) = app().await;
    let scene = |scene: &str| NewWxacode { scene: Some(scene.to_owned()), ..NewWxacode::default() };
    let offline = refused(app.client.account_wxacode(COMPONENT, &appid, &scene("table=7")).await);
    assert_eq!(offline.errcode, Some(41030), "no page is online");
    let unchecked = NewWxacode { check_path: Some(false), ..scene("table=7") };
    let image = app.client.account_wxacode(COMPONENT, &appid, &unchecked).await.unwrap();
    assert!(image.content_type.starts_with("image/") && image.bytes.starts_with(&[0xff, 0xd8]));
    assert_eq!(outcomes(&app, Deed::LimitedCode).await.len(), 0, "it leaves nothing behind");

    app.sim.change_switches(|switches| switches.limited_codes = 1);
    let of_kind = |kind: &str| NewWxacode {
        kind: Some(kind.to_owned()),
        path: Some("pages/index/index?a=1".to_owned()),
        env_version: (kind == "limited").then(|| "trial".to_owned()),
        ..NewWxacode::default()
    };
    app.client.account_wxacode(COMPONENT, &appid, &of_kind("limited")).await.unwrap();
    let spent = refused(app.client.account_wxacode(COMPONENT, &appid, &of_kind("qrcode")).await);
    assert_eq!(spent.errcode, Some(45029));
    let ends = outcomes(&app, Deed::LimitedCode).await;
    assert!(matches!(ends[..], [Outcome::Done { .. }, Outcome::Refused { .. }]), "{ends:?}");

    for (code, field) in [
        (scene(""), "scene"),
        (scene("空"), "scene"),
        (scene(&"x".repeat(33)), "scene"),
        (NewWxacode { path: Some("/pages/index/index".to_owned()), ..scene("a") }, "page"),
        (NewWxacode { width: Some(100), ..scene("a") }, "width"),
        (NewWxacode { env_version: Some("beta".to_owned()), ..scene("a") }, "env_version"),
        (of_kind("round"), "kind"),
    ] {
        let problem = refused(app.client.account_wxacode(COMPONENT, &appid, &code).await);
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some(field)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_platform_account_is_made_bound_and_unbound() {
    const CREATE: &str = "/cgi-bin/open/create";
    let (app, appid) = app().await;
    let other = app.sim.appids()[1].clone();
    assert_eq!(app.client.account_open(COMPONENT, &appid).await.unwrap().open_appid, None);
    app.sim.inject_fault(Fault::once(CREATE, FaultEffect::DropAfterProcessing));
    assert!(app.client.account_open_create(COMPONENT, &appid).await.is_err());
    let open_appid = app.client.account_open_create(COMPONENT, &appid).await.unwrap().open_appid.unwrap();
    assert_eq!(app.sim.count(CREATE), 1, "asked for twice, and made once");
    assert_eq!(app.client.account_open(COMPONENT, &appid).await.unwrap().open_appid, Some(open_appid.clone()));
    let twice = refused(app.client.account_open_create(COMPONENT, &appid).await);
    assert_eq!(twice.errcode, Some(89000));

    let to = OpenAppid { open_appid: open_appid.clone() };
    let stranger = refused(app.client.account_open_bind(COMPONENT, &other, &to).await);
    assert_eq!(stranger.errcode, Some(89001), "of another owner");
    let owner = app.sim.merchant(&appid).unwrap().profile.principal_name;
    app.sim.change_merchant(&other, |profile| profile.principal_name = owner).unwrap();
    app.client.account_open_bind(COMPONENT, &other, &to).await.unwrap();
    app.client.account_open_unbind(COMPONENT, &appid, &open_appid).await.unwrap();
    assert_eq!(app.client.account_open(COMPONENT, &appid).await.unwrap().open_appid, None);
    assert_eq!(app.client.account_open(COMPONENT, &other).await.unwrap().open_appid, Some(open_appid));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plug_in_is_applied_for_updated_and_removed() {
    let (app, appid) = app().await;
    let new = NewPlugin { plugin_appid: PLUGIN.to_owned(), reason: Some("在线客服".to_owned()) };
    let plugins = app.client.account_plugin_apply(COMPONENT, &appid, &new).await.unwrap().items;
    assert_eq!((plugins[0].appid.as_str(), plugins[0].status.as_deref()), (PLUGIN, Some("applying")));
    let pending = refused(app.client.account_plugin_unbind(COMPONENT, &appid, PLUGIN).await.map(|()| 0));
    assert_eq!(pending.errcode, Some(89243));
    app.later(1.hours()).await;
    let plugins = app.client.account_plugins(COMPONENT, &appid).await.unwrap().items;
    assert_eq!(plugins[0].status.as_deref(), Some("accepted"));
    let twice = refused(app.client.account_plugin_apply(COMPONENT, &appid, &new).await);
    assert_eq!(twice.errcode, Some(89237));
    let to = PluginVersion { user_version: "1.2.0".to_owned() };
    app.client.account_plugin_update(COMPONENT, &appid, PLUGIN, &to).await.unwrap();
    app.client.account_plugin_unbind(COMPONENT, &appid, PLUGIN).await.unwrap();
    assert!(app.client.account_plugins(COMPONENT, &appid).await.unwrap().items.is_empty());
    let odd = refused(app.client.account_plugin_unbind(COMPONENT, &appid, "plugin").await.map(|()| 0));
    assert_eq!((odd.status, odd.field.as_deref()), (400, Some("plugin_appid")));
}
