//! The API as programs meet it: every row once, lists, and problems.

use http::HeaderMap;
use reqwest::Method;
use serde_json::{Value, json};
use wxfleet_api::client::{Error, ListQuery};
use wxfleet_api::code::{Commit, GrayRelease, Rollback, SubmitAudit, VisitStatus};
use wxfleet_api::component::{ComponentPatch, NewComponent};
use wxfleet_api::key::NewKey;
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_api::template::NewTemplate;
use wxfleet_simulator::{AuditRule, Verdict};

use crate::app::{AES_KEY, COMPONENT, Spans, TestApp};
use crate::life_cycle::DINING;

/// An answer as it came.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The answer if it is JSON, else `null`.
    pub(crate) fn json_or_null(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl TestApp {
    /// Asks with a key, or none; `path` is below `/api/v1`.
    pub(crate) async fn ask(&self, key: Option<&str>, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let mut request = self.browser.http.request(method, format!("{}/api/v1{path}", self.url));
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        self.sent(request).await
    }

    pub(crate) async fn sent(&self, request: reqwest::RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: answer.text().await.unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Some(&self.key), Method::GET, path, None).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.ask(Some(&self.key), Method::POST, path, Some(body)).await
    }
}

fn commit(user_version: &str) -> Commit {
    Commit { template_id: DINING, user_version: user_version.to_owned(), user_desc: "首版".to_owned(), ext: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn components_are_added_shown_changed_and_removed() {
    let app = TestApp::setup().start().await;
    let client = &app.client;
    let second = NewComponent {
        component_appid: "wxc0ffee0000000002".to_owned(),
        app_secret: "s".repeat(32),
        token: "t".to_owned(),
        encoding_aes_key: AES_KEY.to_owned(),
        name: Some("第二平台".to_owned()),
    };
    let added = client.component_add(&second).await.unwrap();
    assert_eq!((added.name.as_str(), added.ticket_received_at), ("第二平台", None));
    assert_eq!(added.events_url, format!("{}/wechat/wxc0ffee0000000002/events", app.url));
    assert_eq!(added.messages_url, format!("{}/wechat/wxc0ffee0000000002/messages/$APPID$", app.url));
    let taken = client.component_add(&second).await.unwrap_err();
    assert!(matches!(taken, Error::Problem(ref problem) if problem.status == 409), "{taken:?}");
    assert_eq!(client.components().await.unwrap().items.len(), 2);
    let patch = ComponentPatch { name: Some("改名".to_owned()), ..ComponentPatch::default() };
    assert_eq!(client.component_update(&added.component_appid, &patch).await.unwrap().name, "改名");
    assert_eq!(client.component(&added.component_appid).await.unwrap().name, "改名");
    let unready = client.template_drafts(&added.component_appid).await.unwrap_err();
    assert!(matches!(unready, Error::Problem(ref problem) if problem.status == 503 && problem.code == "no_ticket"));
    client.component_remove(&added.component_appid, false).await.unwrap();
    assert!(client.component(&added.component_appid).await.is_err());

    client.ticket_restart(COMPONENT).await.unwrap();
    app.authorize(&app.sim.appids()[0]).await;
    let in_use = client.component_remove(COMPONENT, false).await.unwrap_err();
    assert!(matches!(in_use, Error::Problem(ref problem) if problem.status == 409), "{in_use:?}");
    client.component_remove(COMPONENT, true).await.unwrap();
    assert!(client.components().await.unwrap().items.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn authorizers_are_listed_synchronised_and_refreshed() {
    let app = TestApp::setup().authorizers(4).start().await;
    let client = &app.client;
    let appid = app.sim.appids()[0].clone();
    let synced = client.authorizers_sync(COMPONENT).await.unwrap();
    assert_eq!((synced.seen, synced.added, synced.updated, synced.failed), (4, 0, 0, 0));
    app.sim.change_merchant(&appid, |profile| profile.nick_name = "新名字".to_owned()).unwrap();
    assert_eq!(client.authorizer_refresh(COMPONENT, &appid).await.unwrap().nick_name, "新名字");
    assert_eq!(client.authorizer(COMPONENT, &appid).await.unwrap().nick_name, "新名字");
    let token = client.access_token(COMPONENT, &appid).await.unwrap();
    assert!(!token.access_token.is_empty() && (1..=7_200).contains(&token.expires_in));

    let found = async |query: ListQuery| {
        let page = client.authorizers(COMPONENT, &query).await.unwrap();
        page.items.into_iter().map(|one| one.appid).collect::<Vec<_>>()
    };
    let q = ListQuery { q: Some("新名".to_owned()), ..ListQuery::default() };
    assert_eq!(found(q).await, std::slice::from_ref(&appid));
    let kind = |kind: &str| ListQuery { kind: Some(kind.to_owned()), ..ListQuery::default() };
    assert_eq!(found(kind("mini_program")).await.len(), 3);
    assert_eq!(found(kind("official_account")).await, [app.sim.appids()[3].clone()]);
    app.sim.deauthorize(COMPONENT, &appid).unwrap();
    app.settle().await;
    let status = |status: &str| ListQuery { status: Some(status.to_owned()), ..ListQuery::default() };
    assert_eq!(found(status("unauthorized")).await, [appid]);
    assert_eq!(found(status("authorized")).await.len(), 3);
    let counts = client.component(COMPONENT).await.unwrap().authorizers;
    assert_eq!((counts.authorized, counts.unauthorized), (3, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_account_has_no_code() {
    let app = TestApp::setup().authorizers(4).start().await;
    let official = app.sim.appids()[3].clone();
    let refused = app.client.code_commit(COMPONENT, &official, &commit("1.0.0")).await.unwrap_err();
    assert!(matches!(refused, Error::Problem(ref problem) if problem.status == 409), "{refused:?}");
    assert_eq!(app.sim.count("/wxa/commit"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_code_and_releases_answer() {
    let app = TestApp::setup().authorizers(1).start().await;
    let client = &app.client;
    let appid = app.sim.appids()[0].clone();
    let drafts = client.template_drafts(COMPONENT).await.unwrap().items;
    let template = client.template_add(COMPONENT, &NewTemplate { draft_id: drafts[0].draft_id }).await.unwrap();
    client.template_delete(COMPONENT, template.template_id).await.unwrap();
    let gone = client.template_delete(COMPONENT, template.template_id).await.unwrap_err();
    assert!(matches!(gone, Error::Problem(ref problem) if problem.status == 404), "{gone:?}");
    let never = client.audit_latest(COMPONENT, &appid).await.unwrap_err();
    assert!(matches!(never, Error::Problem(ref problem) if problem.status == 404), "{never:?}");

    for (number, user_version) in ["1.0.0", "1.1.0"].into_iter().enumerate() {
        client.code_commit(COMPONENT, &appid, &commit(user_version)).await.unwrap();
        app.later(10.seconds()).await;
        assert!(!client.code_pages(COMPONENT, &appid).await.unwrap().items.is_empty());
        let category = client.code_categories(COMPONENT, &appid).await.unwrap().items.remove(0);
        let item = wxfleet_api::code::AuditItem {
            first_class: category.first_class,
            second_class: category.second_class,
            third_class: category.third_class,
            first_id: category.first_id,
            second_id: category.second_id,
            third_id: category.third_id,
            title: Some("首页".to_owned()),
            tag: Some("点餐 外卖".to_owned()),
            address: Some("pages/index/index".to_owned()),
        };
        let submit = SubmitAudit { item_list: Some(vec![item]), ..SubmitAudit::default() };
        let before = client.code_quota(COMPONENT, &appid).await.unwrap();
        let auditid = client.audit_submit(COMPONENT, &appid, &submit).await.unwrap().auditid;
        assert_eq!(client.code_quota(COMPONENT, &appid).await.unwrap().rest, before.rest - 1);
        client.audit_speedup(COMPONENT, &appid, auditid).await.unwrap();
        assert_eq!(client.audit_latest(COMPONENT, &appid).await.unwrap().auditid, auditid);
        app.later(1.hours()).await;
        assert_eq!(client.audit(COMPONENT, &appid, auditid).await.unwrap().status, "approved");
        if number == 0 {
            client.code_release(COMPONENT, &appid).await.unwrap();
        }
    }
    let gray = GrayRelease { percentage: 10, support_debuger_first: None, support_experiencer_first: None };
    client.gray_release_start(COMPONENT, &appid, &gray).await.unwrap();
    let plan = client.gray_release(COMPONENT, &appid).await.unwrap();
    assert_eq!((plan.status.as_str(), plan.percentage), ("running", 10));
    client.gray_release_end(COMPONENT, &appid).await.unwrap();
    client.code_release(COMPONENT, &appid).await.unwrap();
    let again = client.code_release(COMPONENT, &appid).await.unwrap_err();
    assert!(matches!(again, Error::Problem(ref problem) if problem.status == 409 && problem.errcode == Some(85052)));
    let history = client.code_versions(COMPONENT, &appid).await.unwrap().items;
    let back = Rollback { app_version: Some(history[0].app_version) };
    client.code_rollback(COMPONENT, &appid, &back).await.unwrap();
    client.visit_status_set(COMPONENT, &appid, VisitStatus { visible: false }).await.unwrap();
    assert!(!client.visit_status(COMPONENT, &appid).await.unwrap().visible);
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_shown_once_and_revoked_at_once() {
    let app = TestApp::setup().start().await;
    let new = NewKey {
        name: "商城".to_owned(),
        role: "viewer".to_owned(),
        grants: vec!["token:read".to_owned()],
        components: vec![],
        labels: vec![],
    };
    let created = app.client.key_create(&new).await.unwrap();
    let asked = async || app.ask(Some(&created.key), Method::GET, "/components", None).await;
    assert_eq!(asked().await.status, 200);
    let listed = app.get("/keys").await;
    assert!(listed.text.contains("商城") && !listed.text.contains(&created.key));
    app.client.key_revoke(&created.id).await.unwrap();
    assert_eq!(asked().await.status, 401);
    let again = app.client.key_revoke(&created.id).await.unwrap_err();
    assert!(matches!(again, Error::Problem(ref problem) if problem.status == 404), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_field_taught_can_be_read() {
    let app = TestApp::setup().authorizers(1).start().await;
    app.later(3.hours()).await;
    let facts = app.client.observations().await.unwrap().items;
    let said: Vec<String> = facts.iter().map(|one| format!("{one:?}")).collect();
    assert!(said.iter().any(|one| one.contains("same")), "the refresh token stayed: {said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_told_and_strictly_told() {
    let app = TestApp::setup().without_component().start().await;
    let get = async |path: &str| app.sent(app.browser.http.get(format!("{}{path}", app.url))).await;
    assert_eq!(get("/healthz").await.status, 200);
    assert_eq!(get("/readyz?strict=true").await.status, 200, "no component lacks anything");
    app.engine.components.add(&wxfleet_model::permission::Actor::System, crate::app::new_component()).await.unwrap();
    let unready = get("/readyz").await;
    assert_eq!((unready.status, &unready.json()["components"][0]["ticket"]), (200, &json!("missing")));
    let strictly = get("/readyz?strict=true").await;
    assert_eq!(
        (strictly.status, &strictly.json()["components"][0]["ticket"]),
        (503, &json!("missing")),
        "and says why"
    );
    app.register_with_wechat();
    app.settle().await;
    assert_eq!(get("/readyz?strict=true").await.status, 200);
    assert!(app.client.readiness().await.unwrap().ready);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_list_begins_with_fifty_too() {
    let app = TestApp::setup().start().await;
    for number in 0..52 {
        let made = app.post_json("/keys", &json!({"name": format!("shop {number}"), "role": "viewer"})).await;
        assert_eq!(made.status, 200, "{}", made.text);
    }
    let page = app.get("/keys").await.json();
    let next = page["next_cursor"].as_str().expect("there are more");
    let rest = app.get(&format!("/keys?cursor={next}")).await.json();
    let [first, second] = [&page, &rest].map(|page| page["items"].as_array().unwrap().len());
    let all = app.client.keys().await.unwrap();
    assert_eq!(
        (first, first + second, all.next_cursor),
        (50, all.items.len(), None),
        "the client asks for all at once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_come_in_portions() {
    let app = TestApp::setup().authorizers(4).start().await;
    let path = format!("/components/{COMPONENT}/authorizers");
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for portion in [3, 1] {
        let page = app.get(&format!("{path}?limit=3{cursor}")).await.json();
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), portion);
        seen.extend(items.iter().map(|one| one["appid"].as_str().unwrap().to_owned()));
        cursor = page["next_cursor"].as_str().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        assert_eq!(cursor.is_empty(), portion == 1);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=ten", "limit"),
        ("limit=", "limit"),
        ("limit=-1", "limit"),
        ("cursor=nonsense%00", "cursor"),
        ("kind=shop", "kind"),
        ("status=lost", "status"),
    ] {
        let refused = app.get(&format!("{path}?{query}")).await;
        assert_eq!((refused.status, &refused.json()["field"]), (400, &json!(field)), "{query}: {}", refused.text);
    }
    assert_eq!(app.get(&format!("{path}?limit=500")).await.status, 200);

    let appid = app.sim.appids()[0].clone();
    app.sim.rule_audits(AuditRule { appid: None, times: None, verdict: Verdict::Hold });
    for _ in 0..3 {
        app.client.code_commit(COMPONENT, &appid, &commit("1.0.0")).await.unwrap();
        app.later(10.seconds()).await;
        app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap();
        app.client.audit_withdraw(COMPONENT, &appid).await.unwrap();
    }
    let path = format!("{path}/{appid}/code/audits");
    let first = app.get(&format!("{path}?limit=2")).await.json();
    let next = first["next_cursor"].as_str().unwrap();
    let second = app.get(&format!("{path}?limit=2&cursor={next}")).await.json();
    assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (2, 1));
    assert!(first["items"][0]["auditid"].as_i64() > second["items"][0]["auditid"].as_i64(), "newest first");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_refused_is_a_problem() {
    let app = TestApp::setup().authorizers(1).start().await;
    let viewer = app.key_of(wxfleet_model::permission::Role::Viewer, Vec::new()).await;
    let c = format!("/components/{COMPONENT}");
    let raw = |method: Method, path: &str| {
        let url = format!("{}/api/v1{path}", app.url);
        app.browser.http.request(method, url).bearer_auth(&app.key).header("content-type", "application/json")
    };
    let asked = [
        (401, "unauthenticated", app.ask(None, Method::GET, "/components", None).await),
        (401, "unauthenticated", app.ask(Some("wxf_made_up"), Method::GET, "/components", None).await),
        (401, "unauthenticated", app.ask(Some("made up"), Method::GET, "/keys", None).await),
        (403, "forbidden", app.ask(Some(&viewer), Method::GET, "/keys", None).await),
        (404, "", app.get("/nowhere").await),
        (404, "", app.get("/components/wxc0ffee00000000ff").await),
        (404, "", app.get("/components/not-an-appid/authorizers").await),
        (404, "", app.get(&format!("{c}/authorizers/wxbeef0000000000ff")).await),
        (404, "", app.get(&format!("{c}/authorizers/not-an-appid/code")).await),
        (404, "", app.ask(Some(&app.key), Method::DELETE, "/keys/not-a-uuid", None).await),
        (405, "", app.sent(raw(Method::PUT, "/components")).await),
        (405, "", app.sent(raw(Method::DELETE, &format!("{c}/templates"))).await),
        // Whatever such a request calls itself.
        (405, "", app.sent(raw(Method::PUT, "/components").header("idempotency-key", "")).await),
        (404, "", app.sent(raw(Method::POST, "/nowhere").header("idempotency-key", "")).await),
        (413, "", app.sent(raw(Method::POST, "/components").body("x".repeat((1 << 20) + 1))).await),
        (
            415,
            "",
            app.sent(app.browser.http.post(format!("{}/api/v1/components", app.url)).bearer_auth(&app.key).body("{}"))
                .await,
        ),
        (400, "", app.sent(raw(Method::POST, "/components").body("{")).await),
        (400, "", app.sent(raw(Method::POST, "/components").body("[]")).await),
        (400, "", app.sent(raw(Method::POST, "/keys").body("\u{0}")).await),
        (400, "", app.sent(raw(Method::POST, "/keys").body("[".repeat(100_000))).await),
    ];
    for (number, (status, code, answer)) in asked.into_iter().enumerate() {
        let told = format!("{number}: {}", answer.text);
        assert_eq!(answer.status, status, "{told}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{told}");
        let problem = answer.json();
        for field in ["type", "title", "detail", "code", "request_id", "advice", "advice_for"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {told}");
        }
        assert_eq!(problem["status"], status, "{told}");
        assert_eq!(problem["request_id"], answer.header("x-request-id"), "{told}");
        assert!(code.is_empty() || problem["code"] == code, "{told}");
        assert_eq!(answer.header("www-authenticate"), if status == 401 { "Bearer" } else { "" });
    }
    let chinese = app.sent(raw(Method::GET, "/nowhere").header("accept-language", "zh-CN,zh;q=0.9")).await.json();
    assert!(chinese["detail"].as_str().unwrap().contains("路径"), "{chinese}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_says_when_to_come_back() {
    let app = TestApp::setup().authorizers(1).switches(|on| on.audits_per_month = 0).start().await;
    let appid = app.sim.appids()[0].clone();
    let a = format!("/components/{COMPONENT}/authorizers/{appid}");
    app.client.code_commit(COMPONENT, &appid, &commit("1.0.0")).await.unwrap();
    app.later(10.seconds()).await;
    let refused = app.post_json(&format!("{a}/code/audits"), &json!({})).await;
    let problem = refused.json();
    assert_eq!((refused.status, &problem["errcode"]), (429, &json!(85085)), "{problem}");
    assert!(problem["rid"].is_string() && problem["errmsg"].is_string());
    let now = wxfleet_model::clock::Clock::now(app.clock.as_ref());
    let april: jiff::Timestamp = "2026-03-31T16:00:00Z".parse().unwrap();
    assert_eq!(refused.header("retry-after"), now.duration_until(april).as_secs().to_string(), "midnight in China");

    let limits = [("/wxa/get_page".to_owned(), 0)];
    app.sim.change_switches(|on| on.daily_limits.extend(limits));
    let refused = app.get(&format!("{a}/pages")).await;
    assert_eq!((refused.status, &refused.json()["errcode"]), (429, &json!(45009)), "{}", refused.text);
    let tomorrow: jiff::Timestamp = "2026-03-02T16:00:00Z".parse().unwrap();
    assert_eq!(refused.header("retry-after"), now.duration_until(tomorrow).as_secs().to_string());
    app.sim.change_switches(|on| on.calls_per_minute = Some(0));
    let refused = app.get(&format!("{a}/categories")).await;
    assert_eq!((refused.status, &refused.json()["errcode"]), (429, &json!(45011)));
    assert!((1..=60).contains(&refused.header("retry-after").parse::<i64>().unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_wechat_refuses_or_fails_at_has_the_status_of_the_contract() {
    use wxfleet_simulator::{Fault, FaultEffect};
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/pages");
    let errcode = |errcode| FaultEffect::Errcode { errcode, errmsg: None };
    for (effect, status) in [
        (errcode(-1), 502),
        (errcode(86001), 409),
        (errcode(61007), 422),
        (errcode(48001), 422),
        (errcode(61004), 502),
        (errcode(40164), 502),
        (errcode(1_234_567), 422),
        (FaultEffect::HttpStatus(503), 502),
        (FaultEffect::Html, 502),
        (FaultEffect::Reset, 502),
        (FaultEffect::Truncate, 502),
        (FaultEffect::DropAfterProcessing, 502),
    ] {
        let told = format!("{effect:?}");
        // A read is repeated while WeChat is busy, so it stays so.
        app.sim.inject_fault(Fault::once("/wxa/get_page", effect).times(3));
        let answer = app.get(&path).await;
        assert_eq!(answer.status, status, "{told}: {}", answer.text);
        assert!(!answer.json()["advice"].as_str().unwrap().is_empty());
        app.sim.clear_faults();
    }
    app.sim.change_switches(|on| on.numbers_as_text = true);
    app.client.code_commit(COMPONENT, &appid, &commit("1.0.0")).await.unwrap();
    app.later(10.seconds()).await;
    assert!(app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap().auditid > 0);
    app.later(3.hours()).await;
    app.client.access_token(COMPONENT, &appid).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_made_over_the_api() {
    let app = TestApp::setup().start().await;
    let new = NewAuthorizationLink { auth_type: Some(2), expires_in: Some(600), ..NewAuthorizationLink::default() };
    let link = app.client.link_create(COMPONENT, &new).await.unwrap();
    assert!(link.url.starts_with(&format!("{}/invite/", app.url)));
    assert!(link.pc_url.starts_with(&app.sim_url) && link.h5_url.ends_with("#wechat_redirect"));
    let path = format!("/components/{COMPONENT}/authorization-links");
    assert_eq!(app.ask(Some(&app.key), Method::POST, &path, None).await.status, 200, "a body may be left out");
}
