//! Domains: both ways, dropped hosts, what is so already, sets, the platform's own lists, confirm files.

use reqwest::Method;
use serde_json::{Value, json};
use wxfleet_api::client::Error;
use wxfleet_api::domain::{
    DomainChoice, PlatformDomainChange, ServerDomainChange, ServerDomains, WebviewDomainChange, WebviewDomains,
};
use wxfleet_model::domain::{Change, DomainKind, DomainLists, Family, Way};
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Actor;
use wxfleet_simulator::{Fault, FaultEffect};
use wxfleet_store::JournalFilter;
use wxfleet_wechat::domain::DomainAction;

use crate::app::{COMPONENT, TestApp, account, until};

const SERVER: &str = "/wxa/modify_domain";
const DIRECT: &str = "/wxa/modify_domain_directly";

async fn app() -> (TestApp, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim.clear_requests();
    (app, appid)
}

fn platform() -> DomainChoice {
    DomainChoice::default()
}

fn direct() -> DomainChoice {
    DomainChoice { way: Some("direct".to_owned()), editions: None }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn hosts(texts: &[&str]) -> ServerDomainChange {
    ServerDomainChange { domains: Some(owned(texts)), ..ServerDomainChange::default() }
}

fn request(texts: &[&str]) -> ServerDomainChange {
    ServerDomainChange { requestdomain: Some(owned(texts)), ..ServerDomainChange::default() }
}

fn pages(texts: &[&str]) -> WebviewDomainChange {
    WebviewDomainChange { domains: Some(owned(texts)), webviewdomain: None }
}

async fn register(app: &TestApp, family: &str, names: &[&str]) {
    let change = PlatformDomainChange { domains: owned(names) };
    let list = app.client.platform_domains_add(COMPONENT, family, &platform(), &change).await.unwrap();
    assert!(list.invalid.is_empty(), "{list:?}");
}

/// The bodies of changes that WeChat got on a path.
fn changes(app: &TestApp, path: &str) -> Vec<Value> {
    let lines = app.sim.requests().into_iter().filter(|line| line.path == path);
    let bodies = lines.map(|line| serde_json::from_str::<Value>(&line.body).unwrap());
    bodies.filter(|body| body["action"] != "get").collect()
}

fn refusal(error: Error) -> wxfleet_api::Problem {
    match error {
        Error::Problem(refusal) => refusal.problem,
        other => panic!("no problem: {other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_are_registered_assigned_and_deleted_by_way_of_the_platform() {
    let (app, appid) = app().await;
    let client = &app.client;
    register(&app, "server", &["api.example.com", "cdn.example.com"]).await;
    let added = client.server_domains_add(COMPONENT, &appid, &platform(), &hosts(&["API.example.com"])).await.unwrap();
    assert_eq!(added.requestdomain, ["https://api.example.com"]);
    assert_eq!(added.wsrequestdomain, ["wss://api.example.com"]);
    assert_eq!((added.uploaddomain.len(), added.downloaddomain.len(), added.udpdomain.len()), (1, 1, 0));
    assert_eq!((added.way.as_str(), added.already, added.dropped.len()), ("platform", false, 0));
    let again = client.server_domains_add(COMPONENT, &appid, &platform(), &hosts(&["api.example.com"])).await.unwrap();
    assert!(again.already, "85017, and it is so: {again:?}");
    let shown = client.server_domains(COMPONENT, &appid, &platform()).await.unwrap();
    assert_eq!(shown, ServerDomains { already: false, ..again });
    let only = request(&["https://api.example.com"]);
    let deleted = client.server_domains_delete(COMPONENT, &appid, &platform(), &only).await.unwrap();
    assert_eq!((deleted.requestdomain.len(), deleted.wsrequestdomain.len()), (0, 1));
    assert!(client.server_domains(COMPONENT, &appid, &direct()).await.unwrap().wsrequestdomain.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_hosts_are_named_with_what_to_do() {
    let (app, appid) = app().await;
    let client = &app.client;
    let add = async |names: &[&str]| client.server_domains_add(COMPONENT, &appid, &platform(), &request(names)).await;
    let refused = refusal(add(&["https://strange.example.com"]).await.unwrap_err());
    assert_eq!((refused.status, refused.code.as_str(), refused.errcode), (422, "domain_not_registered", Some(85017)));
    assert!(refused.detail.contains("https://strange.example.com"), "{}", refused.detail);
    assert!(refused.advice.contains("--platform") && refused.advice.contains("--way direct"), "{}", refused.advice);

    register(&app, "server", &["api.example.com"]).await;
    let partly = add(&["https://api.example.com", "https://strange.example.com"]).await.unwrap();
    assert_eq!(partly.requestdomain, ["https://api.example.com"]);
    assert_eq!(partly.dropped, ["https://strange.example.com"]);
    assert!(partly.advice.unwrap().contains("Register the hosts"));
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/server-domains/add");
    let chinese = client.clone().speaking("zh");
    let body = request(&["https://other.example.com", "https://api.example.com"]);
    let refused = refusal(chinese.server_domains_add(COMPONENT, &appid, &platform(), &body).await.unwrap_err());
    assert!(refused.advice.contains("登记") && !refused.detail.contains("https://api."), "{}", refused.detail);
    let straight = app.ask(Some(&app.key), Method::POST, &format!("{path}?way=direct"), Some(&json!(body))).await;
    assert_eq!(straight.status, 200, "directly nothing has to be registered: {}", straight.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_that_would_bring_in_what_is_not_registered_is_refused_before_it_is_sent() {
    const PLATFORMS: &str = "/cgi-bin/component/modify_wxa_server_domain";
    let (app, appid) = app().await;
    let client = &app.client;
    let set = async |to: &ServerDomainChange| client.server_domains_set(COMPONENT, &appid, &platform(), to).await;
    register(&app, "server", &["a.example.com"]).await;
    set(&hosts(&["a.example.com"])).await.unwrap();
    app.sim.clear_requests();
    for to in
        [request(&["https://strange.example.com"]), request(&["https://a.example.com", "https://strange.example.com"])]
    {
        let refused = refusal(set(&to).await.unwrap_err());
        assert_eq!(
            (refused.status, refused.code.as_str(), refused.rid),
            (422, "domain_not_registered", None),
            "WeChat was not asked"
        );
        assert!(refused.detail.contains("https://strange.example.com"), "{}", refused.detail);
        assert!(!refused.detail.contains("https://a.example.com"), "{}", refused.detail);
        assert!(refused.advice.contains("--platform") && refused.advice.contains("--way direct"), "{}", refused.advice);
    }
    assert!(changes(&app, SERVER).is_empty(), "the lists stay as they are");
    let kept = client.server_domains(COMPONENT, &appid, &platform()).await.unwrap();
    assert_eq!(kept.requestdomain, ["https://a.example.com"]);

    let refused = client.webview_domains_set(COMPONENT, &appid, &platform(), &pages(&["m.example.com"])).await;
    assert_eq!(refusal(refused.unwrap_err()).code, "domain_not_registered");

    app.sim.inject_fault(Fault::once(PLATFORMS, FaultEffect::Errcode { errcode: 45009, errmsg: None }));
    let emptied = set(&request(&["https://strange.example.com"])).await.unwrap();
    assert_eq!(changes(&app, SERVER).len(), 1, "what cannot be told is left to WeChat");
    assert_eq!(emptied.dropped, ["https://strange.example.com"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_names_what_is_dropped_of_a_list_that_was_to_stay() {
    let (app, appid) = app().await;
    let client = &app.client;
    register(&app, "server", &["a.example.com", "b.example.com"]).await;
    client.server_domains_add(COMPONENT, &appid, &platform(), &hosts(&["a.example.com"])).await.unwrap();
    let gone = PlatformDomainChange { domains: owned(&["a.example.com"]) };
    client.platform_domains_delete(COMPONENT, "server", &platform(), &gone).await.unwrap();
    let to = request(&["https://b.example.com"]);
    let set = client.server_domains_set(COMPONENT, &appid, &platform(), &to).await.unwrap();
    assert_eq!(set.requestdomain, ["https://b.example.com"]);
    assert_eq!(set.dropped, ["wss://a.example.com", "https://a.example.com"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_leaves_absent_lists_clears_empty_ones_and_sends_no_more_than_it_takes() {
    let (app, appid) = app().await;
    let client = &app.client;
    let set = async |choice: &DomainChoice, to: &ServerDomainChange| {
        client.server_domains_set(COMPONENT, &appid, choice, to).await.unwrap()
    };
    register(&app, "server", &["a.example.com", "b.example.com", "c.example.com"]).await;
    for (choice, path) in [(platform(), SERVER), (direct(), DIRECT)] {
        set(&choice, &hosts(&["a.example.com", "b.example.com"])).await;
        app.sim.clear_requests();
        let changed = set(&choice, &request(&["https://b.example.com", "https://c.example.com"])).await;
        assert_eq!(changed.requestdomain.len(), 2);
        assert!(changed.requestdomain.contains(&"https://c.example.com".to_owned()), "{changed:?}");
        assert_eq!(changed.wsrequestdomain, ["wss://a.example.com", "wss://b.example.com"], "absent, so it stays");
        let calls = changes(&app, path);
        if path == DIRECT {
            assert_eq!(
                calls,
                [
                    json!({"action": "add", "requestdomain": ["https://c.example.com"]}),
                    json!({"action": "delete", "requestdomain": ["https://a.example.com"]}),
                ],
                "never a set of what is online"
            );
        } else {
            assert_eq!(calls.len(), 1);
            assert_eq!(calls[0]["wsrequestdomain"], json!(["wss://a.example.com", "wss://b.example.com"]));
        }
        app.sim.clear_requests();
        let same = set(&choice, &request(&["https://c.example.com", "https://b.example.com"])).await;
        assert!(same.already && changes(&app, path).is_empty(), "no change is spent on what is so already");
        let cleared = ServerDomainChange { wsrequestdomain: Some(vec![]), ..ServerDomainChange::default() };
        let cleared = set(&choice, &cleared).await;
        assert_eq!((cleared.wsrequestdomain.len(), cleared.requestdomain.len()), (0, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_set_directly_are_read_whatever_wechat_shows() {
    let (app, appid) = app().await;
    let add = hosts(&["own.example.cn"]);
    let bare = app.client.server_domains_add(COMPONENT, &appid, &direct(), &add).await.unwrap();
    assert_eq!(bare.requestdomain, ["https://own.example.cn"]);
    app.sim.change_switches(|switches| switches.direct_domains_shown = true);
    let shown = app.client.server_domains(COMPONENT, &appid, &direct()).await.unwrap();
    assert_eq!(shown.requestdomain, bare.requestdomain);
    let seen = app.client.observations().await.unwrap().items;
    let values: Vec<&str> =
        seen.iter().filter(|one| one.fact == "direct_domains_shown").map(|one| one.value.as_str()).collect();
    assert!(values.contains(&"absent") && values.contains(&"present"), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn business_domains_go_the_same_ways() {
    let (app, appid) = app().await;
    let client = &app.client;
    let add = async |choice: &DomainChoice, names: &[&str]| {
        client.webview_domains_add(COMPONENT, &appid, choice, &pages(names)).await
    };
    let refused = refusal(add(&platform(), &["m.example.com"]).await.unwrap_err());
    assert_eq!((refused.code.as_str(), refused.errcode), ("domain_not_registered", Some(89020)));
    register(&app, "webview", &["example.com"]).await;
    let refused = refusal(add(&platform(), &["m.example.com", "m.example.org"]).await.unwrap_err());
    assert_eq!(refused.errcode, Some(89021));
    assert!(refused.detail.contains("https://m.example.org"), "{}", refused.detail);
    assert!(!refused.detail.contains("https://m.example.com"), "below one of the platform's: {}", refused.detail);
    let added = add(&platform(), &["m.example.com"]).await.unwrap();
    assert_eq!(added.webviewdomain, ["https://m.example.com"]);
    assert!(add(&platform(), &["m.example.com"]).await.unwrap().already, "89019, and it is so");
    assert_eq!(add(&direct(), &["m.example.org"]).await.unwrap().webviewdomain, ["https://m.example.org"]);
    let set = pages(&["n.example.org"]);
    let set = client.webview_domains_set(COMPONENT, &appid, &direct(), &set).await.unwrap();
    assert_eq!(set.webviewdomain, ["https://n.example.org"]);
    let calls = changes(&app, "/wxa/setwebviewdomain_directly");
    assert!(calls.iter().all(|body| body["action"] != "set"), "{calls:?}");
    let gone = client.webview_domains_delete(COMPONENT, &appid, &platform(), &pages(&["m.example.com"])).await.unwrap();
    assert_eq!(gone, WebviewDomains { way: "platform".to_owned(), ..WebviewDomains::default() });
    let again = client.webview_domains_delete(COMPONENT, &appid, &platform(), &pages(&["m.example.com"])).await;
    assert!(again.unwrap().already);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_platforms_own_list_changes_in_both_editions_unless_told_otherwise() {
    let (app, _) = app().await;
    let client = &app.client;
    let path = "/cgi-bin/component/modify_wxa_server_domain";
    let named = |names: &[&str]| PlatformDomainChange { domains: owned(names) };
    let testing = DomainChoice { way: None, editions: Some("testing".to_owned()) };
    let change = named(&["a.example.com"]);
    let list = client.platform_domains_add(COMPONENT, "server", &testing, &change).await.unwrap();
    assert_eq!((list.testing.len(), list.published), (1, Some(vec![])));
    let list = client.platform_domains_add(COMPONENT, "server", &platform(), &change).await.unwrap();
    assert_eq!((list.published.as_deref(), list.already), (Some(&["a.example.com".to_owned()][..]), false));
    app.sim.clear_requests();
    let list = client.platform_domains_add(COMPONENT, "server", &platform(), &change).await.unwrap();
    assert!(list.already && changes(&app, path).is_empty(), "none of fifty changes a month is spent");
    let set = named(&["B.example.com", "c.example.com"]);
    let list = client.platform_domains_set(COMPONENT, "server", &platform(), &set).await.unwrap();
    assert_eq!(list.testing, ["b.example.com", "c.example.com"]);
    let list =
        client.platform_domains_delete(COMPONENT, "server", &platform(), &named(&["c.example.com"])).await.unwrap();
    assert_eq!(list.testing, ["b.example.com"]);
    let list = client.platform_domains_set(COMPONENT, "server", &platform(), &named(&[])).await.unwrap();
    assert!(list.testing.is_empty());
    app.sim.change_switches(|switches| switches.platform_published = false);
    assert_eq!(client.platform_domains(COMPONENT, "webview").await.unwrap().published, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirm_file_is_served_at_the_root_under_its_name_alone() {
    let (app, appid) = app().await;
    let fetch = async |name: &str| {
        let answer = app.browser.http.get(format!("{}/{name}", app.url)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let platform = app.client.platform_confirm_file(COMPONENT).await.unwrap();
    let account = app.client.webview_confirm_file(COMPONENT, &appid).await.unwrap();
    assert_eq!(app.client.webview_confirm_file(COMPONENT, &appid).await.unwrap(), account, "the same again");
    for file in [&platform, &account] {
        assert_eq!(file.url.as_deref(), Some(&*format!("{}/{}", app.url, file.file_name)));
        assert_eq!(fetch(&file.file_name).await, (200, file.file_content.clone()));
    }
    for name in ["unknown.txt", "robots.txt", "unknown.html", "..%2f..%2fetc%2fpasswd", "%00.txt", "a%20b.txt"] {
        assert_eq!(fetch(name).await.0, 404, "{name}");
    }
    assert_eq!(fetch("healthz").await.0, 200, "nothing else is shadowed");
    let page = PageRequest { limit: 500, after: None };
    let kept = JournalFilter { deed: Some(Deed::ConfirmFile), ..JournalFilter::default() };
    assert_eq!(app.store.journal(&kept, &page).await.unwrap().items.len(), 2, "written down once each");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_right_is_named_and_wechat_is_not_asked() {
    let (app, appid) = app().await;
    let a = format!("/components/{COMPONENT}/authorizers/{appid}");
    let c = format!("/components/{COMPONENT}");
    let many: Vec<String> = (0..201).map(|at| format!("https://a{at}.example.com")).collect();
    let hosts: Vec<String> = (0..1_001).map(|at| format!("a{at}.example.com")).collect();
    for (path, body, field) in [
        (format!("{a}/server-domains/add"), json!({"requestdomain": ["api.example.com"]}), "requestdomain[0]"),
        (
            format!("{a}/server-domains/add"),
            json!({"wsrequestdomain": ["https://a.example.com"]}),
            "wsrequestdomain[0]",
        ),
        (format!("{a}/server-domains/add"), json!({"udpdomain": ["udp://a.example.com", "a"]}), "udpdomain[1]"),
        (format!("{a}/server-domains/add"), json!({"requestdomain": ["https://10.0.0.1"]}), "requestdomain[0]"),
        (format!("{a}/server-domains/add"), json!({"requestdomain": ["https://a.example.com/v1"]}), "requestdomain[0]"),
        (format!("{a}/server-domains/add"), json!({"requestdomain": many}), "requestdomain"),
        (format!("{a}/server-domains/add"), json!({"domains": ["https://a.example.com"]}), "domains[0]"),
        (format!("{a}/server-domains/add"), json!({"domains": ["a.example.com", "b example"]}), "domains[1]"),
        (format!("{a}/server-domains/add"), json!({}), "domains"),
        (format!("{a}/server-domains/delete"), json!({"domains": []}), "domains"),
        (format!("{a}/server-domains/add"), json!({"requestdomain": "https://a.example.com"}), "requestdomain"),
        (format!("{a}/server-domains/add"), json!({"webviewdomain": []}), "webviewdomain"),
        (format!("{a}/server-domains/add?way=detour"), json!({"domains": ["a.example.com"]}), "way"),
        (
            format!("{a}/webview-domains/add"),
            json!({"webviewdomain": ["https://a.example.com:8443"]}),
            "webviewdomain[0]",
        ),
        (format!("{a}/webview-domains/delete"), json!({"domains": ["a.example.com:80"]}), "domains[0]"),
        (format!("{c}/server-domains/add"), json!({"domains": ["https://a.example.com"]}), "domains[0]"),
        (format!("{c}/server-domains/add"), json!({"domains": ["a.example.com;b.example.com"]}), "domains[0]"),
        (format!("{c}/server-domains/add"), json!({"domains": hosts}), "domains"),
        (format!("{c}/server-domains/delete"), json!({"domains": []}), "domains"),
        (format!("{c}/webview-domains/add?editions=all"), json!({"domains": ["a.example.com"]}), "editions"),
    ] {
        let answer = app.post_json(&path, &body).await;
        assert_eq!(answer.status, 400, "{path} {body}: {}", answer.text);
        assert_eq!(answer.json()["field"], field, "{path} {body}: {}", answer.text);
    }
    assert_eq!(app.sim.requests().len(), 0);
}

fn wish(action: DomainAction, way: Way, entry: &str) -> Change {
    let mut lists = DomainLists::default();
    lists.set(DomainKind::Request, [entry.to_owned()]);
    Change { action, way, lists }
}

async fn outcomes(app: &TestApp, deed: Deed) -> Vec<Outcome> {
    let page = PageRequest { limit: 500, after: None };
    let filter = JournalFilter { deed: Some(deed), ..JournalFilter::default() };
    let entries = app.store.journal(&filter, &page).await.unwrap().items;
    entries.into_iter().rev().map(|entry| entry.outcome.expect("settled").0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_answer_is_lost_is_found_done_and_not_repeated() {
    for (way, path) in [(Way::Platform, SERVER), (Way::Direct, DIRECT)] {
        let (mut app, appid) = app().await;
        register(&app, "server", &["api.example.com"]).await;
        // The action is the first call on the path: a change by adding reads only afterwards.
        app.sim.inject_fault(Fault::once(path, FaultEffect::DropAfterProcessing));
        let add = || wish(DomainAction::Add, way, "https://api.example.com");
        let lost = app.engine.domains.change(&Actor::System, &account(&appid), Family::Server, add()).await;
        assert!(lost.is_err(), "{way}");
        app.restart().await;
        let again = app.engine.domains.change(&Actor::System, &account(&appid), Family::Server, add()).await.unwrap();
        assert_eq!(again.lists.of(DomainKind::Request), ["https://api.example.com"]);
        assert_eq!(changes(&app, path).len(), 1, "{way}: asked for twice, and made once");
        assert!(matches!(outcomes(&app, Deed::ServerDomains).await[..], [Outcome::Done { .. }]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_died_under_way_is_found_undone_by_the_task() {
    let (mut app, appid) = app().await;
    register(&app, "server", &["api.example.com"]).await;
    app.sim.inject_fault(Fault::once(SERVER, FaultEffect::DelayMs(60_000)));
    let (engine, account_under_way) = (app.engine.clone(), account(&appid));
    let under_way = tokio::spawn(async move {
        let add = wish(DomainAction::Add, Way::Platform, "https://api.example.com");
        engine.domains.change(&Actor::System, &account_under_way, Family::Server, add).await
    });
    until("the request is with WeChat", || app.sim.count(SERVER) == 1).await;
    under_way.abort();
    app.restart().await;
    app.settle().await;
    assert!(matches!(outcomes(&app, Deed::ServerDomains).await[..], [Outcome::Failed { .. }]));
    let add = wish(DomainAction::Add, Way::Platform, "https://api.example.com");
    app.engine.domains.change(&Actor::System, &account(&appid), Family::Server, add).await.unwrap();
    assert!(matches!(outcomes(&app, Deed::ServerDomains).await[..], [_, Outcome::Done { .. }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_change_of_the_platforms_list_is_settled_by_the_task() {
    let (mut app, _) = app().await;
    let path = "/cgi-bin/component/modify_wxa_server_domain";
    // The list is read first; the second call is the change.
    register(&app, "server", &["a.example.com"]).await;
    app.sim.inject_fault(Fault::once(path, FaultEffect::DelayMs(0)));
    app.sim.inject_fault(Fault::once(path, FaultEffect::DropAfterProcessing));
    let change = PlatformDomainChange { domains: owned(&["b.example.com"]) };
    let lost = app.client.platform_domains_add(COMPONENT, "server", &platform(), &change).await;
    assert!(lost.is_err());
    app.restart().await;
    app.settle().await;
    let found = outcomes(&app, Deed::PlatformServerDomains).await;
    assert!(matches!(found[..], [Outcome::Done { .. }, Outcome::Done { .. }]), "{found:?}");
    let again = app.client.platform_domains_add(COMPONENT, "server", &platform(), &change).await.unwrap();
    assert!(again.already);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_force_is_told_by_who_set_it() {
    const SHOP: &str = "https://shop.example.com";
    let (app, appid) = app().await;
    app.client.server_domains_add(COMPONENT, &appid, &direct(), &request(&[SHOP])).await.unwrap();
    let shown = async |family: &str| app.client.domains_effective(COMPONENT, &appid, family).await.unwrap();
    let before = shown("server").await;
    assert_eq!(before.direct["requestdomain"], [SHOP]);
    let in_force = |list: Option<&Vec<String>>| list.is_some_and(|list| list.iter().any(|entry| entry == SHOP));
    assert!(!in_force(before.effective.get("requestdomain")), "not before a release");
    crate::life_cycle::go_live(&app, &appid).await;
    assert!(in_force(shown("server").await.effective.get("requestdomain")));
    assert!(shown("webview").await.direct.is_empty());
}
