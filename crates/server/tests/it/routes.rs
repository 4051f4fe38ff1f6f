//! Every route that is not of the API, in one list: who may go there, and what is there. Whatever the server serves and
//! the list does not hold fails a test, and each row is tried by each role, by strangers and by pages of other sites;
//! rows that are pages are looked at in a browser as well (`in_browser/pages.rs`).
//!
//! A new page or form is one new row. The API's routes are listed by its OpenAPI document, which `roles.rs` goes through.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use wxfleet_engine::jobs::Accounts;
use wxfleet_model::event::EventId;
use wxfleet_model::job::Work;
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Actor, Role};
use wxfleet_store::EventFilter;

use crate::app::{COMPONENT, TestApp, appid_of};
use crate::life_cycle::{DINING, commit};
use crate::person::Person;
use crate::roles::operations;

/// One route under one method.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) method: Method,
    /// As the router knows it.
    pub(crate) route: &'static str,
    /// The least role that may go there; none where nobody need be signed in.
    pub(crate) least: Option<Role>,
    pub(crate) what: What,
}

/// What is at a route.
#[derive(Debug)]
pub(crate) enum What {
    /// A page, under a name for its pictures.
    Page(&'static str),
    /// A file, a picture, a text for programs.
    File,
    /// Another address.
    Leads,
    /// An action, with a form that has every field it wants. Braces stand for values as in routes.
    Form(&'static [(&'static str, &'static str)]),
}

use What::{File, Form, Leads, Page};

const ANYONE: Option<Role> = None;
const VIEWER: Option<Role> = Some(Role::Viewer);
const OPERATOR: Option<Role> = Some(Role::Operator);
const ADMIN: Option<Role> = Some(Role::Admin);

const fn get(route: &'static str, least: Option<Role>, what: What) -> Row {
    Row { method: Method::GET, route, least, what }
}

const fn post(route: &'static str, least: Option<Role>, fields: &'static [(&'static str, &'static str)]) -> Row {
    Row { method: Method::POST, route, least, what: Form(fields) }
}

/// A name that nothing has.
const NO_ID: &str = "00000000-0000-7000-8000-000000000000";

/// The list. What ends the session of who tries it stands last.
pub(crate) static ROWS: &[Row] = &[
    get("/", ANYONE, Leads),
    get("/healthz", ANYONE, File),
    get("/readyz", ANYONE, File),
    get("/metrics", ANYONE, File),
    get("/assets/{name}", ANYONE, File),
    get("/brand/{name}", ANYONE, File),
    get("/{file_name}", ANYONE, File),
    get("/api/docs", ANYONE, Page("reference")),
    get("/authorize/{component_appid}", ANYONE, Page("authorize")),
    get("/authorize/{component_appid}/return", ANYONE, Page("authorize-return")),
    get("/invite/{token}", ANYONE, Page("invite")),
    get("/status/{token}", ANYONE, Page("status")),
    get("/console/sign-in", ANYONE, Page("sign-in")),
    get("/console/sign-in/code", ANYONE, Page("sign-in-code")),
    get("/console/first-start", ANYONE, Page("first-start")),
    post("/console/sign-in", ANYONE, &[("name", "nobody"), ("password", "x")]),
    post("/console/sign-in/code", ANYONE, &[("code", "000000")]),
    post("/console/first-start", ANYONE, &[("token", "x"), ("name", "x"), ("password", "x"), ("again", "x")]),
    get("/console", ANYONE, Leads),
    get("/console/{*rest}", VIEWER, Page("nowhere")),
    get("/console/confirm", VIEWER, Page("confirm")),
    post("/console/confirm", VIEWER, &[("password", "correct horse battery")]),
    post("/console/look", VIEWER, &[("theme", "light")]),
    get("/console/", VIEWER, Page("overview")),
    get("/console/quota", VIEWER, File),
    get("/console/find", VIEWER, Leads),
    post("/console/tickets", ADMIN, &[("appid", "{component}")]),
    get("/console/accounts", VIEWER, Page("accounts")),
    get("/console/accounts.csv", VIEWER, File),
    get("/console/platform", VIEWER, Leads),
    post("/console/accounts/sync", OPERATOR, &[]),
    post("/console/accounts/columns", VIEWER, &[("column", "kind")]),
    post("/console/accounts/views", VIEWER, &[("name", "我的"), ("filter", "kind=mini_program"), ("hide", "-")]),
    post("/console/accounts/views/rename", VIEWER, &[("id", NO_ID), ("name", "我的")]),
    post("/console/accounts/views/delete", VIEWER, &[("id", NO_ID)]),
    get("/console/accounts/jobs", VIEWER, Page("jobs")),
    get("/console/accounts/jobs/{id}", VIEWER, Page("job")),
    post("/console/accounts/jobs/new", OPERATOR, &[("picked", "labels"), ("appids", "{appid}")]),
    post("/console/accounts/jobs", OPERATOR, &[("deed", "labels"), ("appids", "{appid}"), ("add", "重点")]),
    post("/console/accounts/jobs/{id}/cancel", OPERATOR, &[]),
    post("/console/accounts/jobs/{id}/retry", OPERATOR, &[]),
    get("/console/accounts/{component}/{appid}", VIEWER, Page("account")),
    get("/console/accounts/{component}/{appid}/online", VIEWER, Page("account-online")),
    get("/console/accounts/{component}/{appid}/profile", VIEWER, Page("account-profile")),
    get("/console/accounts/{component}/{appid}/permissions", VIEWER, Page("account-permissions")),
    get("/console/accounts/{component}/{appid}/domains", VIEWER, Page("account-domains")),
    get("/console/accounts/{component}/{appid}/privacy", VIEWER, Page("account-privacy")),
    get("/console/accounts/{component}/{appid}/categories", VIEWER, Page("account-categories")),
    get("/console/accounts/{component}/{appid}/access", VIEWER, Page("account-access")),
    get("/console/accounts/{component}/{appid}/record", VIEWER, Page("account-record")),
    get("/console/accounts/{component}/{appid}/screenshots/{auditid}/{index}", VIEWER, File),
    get("/console/accounts/{component}/{appid}/commit", VIEWER, Page("account-commit")),
    get("/console/accounts/{component}/{appid}/submit", VIEWER, Page("account-submit")),
    get("/console/accounts/{component}/{appid}/withdraw", VIEWER, Page("account-withdraw")),
    get("/console/accounts/{component}/{appid}/speed-up", VIEWER, Page("account-speed-up")),
    get("/console/accounts/{component}/{appid}/release", VIEWER, Page("account-release")),
    get("/console/accounts/{component}/{appid}/roll-back", VIEWER, Page("account-roll-back")),
    get("/console/accounts/{component}/{appid}/gray", VIEWER, Page("account-gray")),
    get("/console/accounts/{component}/{appid}/gray/end", VIEWER, Page("account-gray-end")),
    get("/console/accounts/{component}/{appid}/close", VIEWER, Page("account-close")),
    get("/console/accounts/{component}/{appid}/categories/delete", VIEWER, Page("account-category-delete")),
    get("/console/accounts/{component}/{appid}/rules/publish", VIEWER, Page("account-rule-publish")),
    get("/console/accounts/{component}/{appid}/rules/delete", VIEWER, Page("account-rule-delete")),
    get("/console/accounts/{component}/{appid}/trial", VIEWER, Page("account-trial")),
    get("/console/accounts/{component}/{appid}/trial-qrcode", VIEWER, File),
    post("/console/accounts/{component}/{appid}/refresh", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/labels", OPERATOR, &[("labels", "重点")]),
    post("/console/accounts/{component}/{appid}/name", OPERATOR, &[("nick_name", "好味来餐厅"), ("act", "set")]),
    post("/console/accounts/{component}/{appid}/introduction", OPERATOR, &[("signature", "现磨咖啡，到店即取")]),
    post("/console/accounts/{component}/{appid}/search", OPERATOR, &[("searchable", "yes")]),
    post("/console/accounts/{component}/{appid}/link", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/status-page", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/status-page/end", OPERATOR, &[]),
    post(
        "/console/accounts/{component}/{appid}/domains/server",
        OPERATOR,
        &[("way", "platform"), ("request", "https://a.example.com")],
    ),
    post(
        "/console/accounts/{component}/{appid}/domains/webview",
        OPERATOR,
        &[("way", "platform"), ("webview", "https://a.example.com")],
    ),
    post("/console/accounts/{component}/{appid}/domains/file", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/privacy", OPERATOR, &[("contact_phone", "13800000000")]),
    post(
        "/console/accounts/{component}/{appid}/private-apis",
        OPERATOR,
        &[("api_name", "wx.none"), ("content", "x"), ("links", "")],
    ),
    post("/console/accounts/{component}/{appid}/categories", OPERATOR, &[("category", "1-2")]),
    post("/console/accounts/{component}/{appid}/categories/delete", OPERATOR, &[("first", "1"), ("second", "2")]),
    post("/console/accounts/{component}/{appid}/testers", OPERATOR, &[("wechatid", "laowang")]),
    post("/console/accounts/{component}/{appid}/testers/remove", OPERATOR, &[("userstr", "none")]),
    post("/console/accounts/{component}/{appid}/rules", OPERATOR, &[("prefix", "none"), ("path", ""), ("scope", "1")]),
    post("/console/accounts/{component}/{appid}/rules/publish", OPERATOR, &[("prefix", "https://none.example.com/")]),
    post("/console/accounts/{component}/{appid}/rules/delete", OPERATOR, &[("prefix", "https://none.example.com/")]),
    post("/console/accounts/{component}/{appid}/rules/file", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/open", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/close", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/gray", OPERATOR, &[("percentage", "10")]),
    post("/console/accounts/{component}/{appid}/gray/end", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/library", OPERATOR, &[("version", "2.0.0")]),
    post(
        "/console/accounts/{component}/{appid}/commit",
        OPERATOR,
        &[("template_id", "2"), ("user_version", "1.0.0"), ("user_desc", "x"), ("ext", "")],
    ),
    post("/console/accounts/{component}/{appid}/submit", OPERATOR, &[("category", "0")]),
    post("/console/accounts/{component}/{appid}/withdraw", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/speed-up", OPERATOR, &[("auditid", "1")]),
    post("/console/accounts/{component}/{appid}/release", OPERATOR, &[]),
    post("/console/accounts/{component}/{appid}/roll-back", OPERATOR, &[("app_version", "1")]),
    get("/console/templates", VIEWER, Page("templates")),
    post("/console/templates", OPERATOR, &[("draft_id", "999999")]),
    get("/console/templates/{id}/delete", VIEWER, Page("template-delete")),
    post("/console/templates/{id}/delete", OPERATOR, &[]),
    get("/console/authorization", VIEWER, Page("authorization")),
    post("/console/authorization", OPERATOR, &[("auth_type", "2"), ("days", "7")]),
    get("/console/events", VIEWER, Page("events")),
    get("/console/events/newer", VIEWER, File),
    get("/console/events/decrypt", VIEWER, Page("decrypt")),
    post("/console/events/decrypt", VIEWER, &[("platform", "{component}"), ("query", "none"), ("body", "none")]),
    get("/console/events/{id}", VIEWER, Page("event")),
    get("/console/apis", VIEWER, Page("apis")),
    get("/console/apis/accounts", VIEWER, File),
    get("/console/apis/calls", VIEWER, Page("calls")),
    get("/console/apis/calls/newer", VIEWER, File),
    get("/console/apis/calls/{number}", VIEWER, Page("call")),
    get("/console/apis/{id}", VIEWER, Page("api")),
    post("/console/apis/{id}", VIEWER, &[("_do", "show")]),
    get("/console/settings", VIEWER, Leads),
    get("/console/settings/me", VIEWER, Page("me")),
    get("/console/settings/me/password", VIEWER, Page("me-password")),
    get("/console/settings/me/second-factor", VIEWER, Page("me-second-factor")),
    post("/console/settings/me/password", VIEWER, &[("password", "one"), ("again", "another")]),
    post("/console/settings/me/sessions/end", VIEWER, &[("session", "none")]),
    post("/console/settings/me/sessions/end-others", VIEWER, &[]),
    post("/console/settings/me/second-factor/begin", VIEWER, &[]),
    post("/console/settings/me/second-factor/on", VIEWER, &[("code", "000000")]),
    post("/console/settings/me/second-factor/off", VIEWER, &[]),
    get("/console/settings/platforms", VIEWER, Page("platforms")),
    get("/console/settings/platforms/new", ADMIN, Page("platform-new")),
    get("/console/settings/platforms/{component_appid}", VIEWER, Page("platform")),
    get("/console/settings/platforms/{component_appid}/edit", ADMIN, Page("platform-edit")),
    post(
        "/console/settings/platforms/new",
        ADMIN,
        &[("component_appid", "none"), ("name", ""), ("app_secret", ""), ("token", ""), ("encoding_aes_key", "")],
    ),
    post(
        "/console/settings/platforms/{component_appid}/edit",
        ADMIN,
        &[("name", "开店助手"), ("app_secret", ""), ("token", ""), ("encoding_aes_key", "")],
    ),
    post("/console/settings/platforms/{component_appid}/tickets", ADMIN, &[]),
    post("/console/settings/platforms/{component_appid}/rehearse", ADMIN, &[]),
    get("/console/settings/operators", ADMIN, Page("operators")),
    get("/console/settings/operators/new", ADMIN, Page("operator-new")),
    get("/console/settings/operators/{id}", ADMIN, Page("operator")),
    post("/console/settings/operators/new", ADMIN, &[("name", ""), ("role", "viewer"), ("password", "x")]),
    post("/console/settings/operators/{id}/role", ADMIN, &[("role", "viewer")]),
    post("/console/settings/operators/{id}/password", ADMIN, &[("password", "x")]),
    post("/console/settings/operators/{id}/disable", ADMIN, &[]),
    post("/console/settings/operators/{id}/enable", ADMIN, &[]),
    get("/console/settings/keys", ADMIN, Page("keys")),
    post("/console/settings/keys", ADMIN, &[("name", "x"), ("role", "viewer")]),
    post("/console/settings/keys/revoke", ADMIN, &[("id", "none")]),
    get("/console/settings/journal", VIEWER, Page("journal")),
    get("/console/settings/journal.csv", VIEWER, File),
    post("/console/sign-out", VIEWER, &[]),
];

/// What stands behind the address of a page that asks about something.
fn asked_about(page: &str) -> &'static str {
    match page {
        "account-gray" => "?percentage=20&testers_first=1",
        "account-category-delete" => "?first=304&second=318",
        "account-rule-publish" | "account-rule-delete" => "?prefix=https%3A%2F%2Fq.example.com%2Ftable%2F",
        _ => "",
    }
}

/// What the braces of routes stand for.
pub(crate) struct Values(BTreeMap<&'static str, String>);

impl Values {
    /// Of an application with an account, a push, an invitation and an operator that nobody is signed in as.
    pub(crate) async fn of(app: &TestApp) -> Self {
        let appid = app.sim.appids()[0].clone();
        let events = app.store.events(&EventFilter::default(), &PageRequest::default()).await.unwrap().items;
        let EventId(event) = events[0].id;
        let other = app.operator("林晓彤", Role::Viewer).await;
        let (component, account) = (crate::app::component(), appid_of(&appid));
        let status = app.engine.authorization.status_page_make(&Actor::System, &component, &account).await.unwrap();
        let job = app
            .engine
            .jobs
            .create(&Actor::System, &component, Work::Refresh, Accounts::Picked(vec![account]))
            .await
            .unwrap();
        let link = wxfleet_api::link::NewAuthorizationLink::default();
        let invitation = app.client.link_create(COMPONENT, &link).await.unwrap().url;
        let token = invitation.rsplit('/').next().unwrap().to_owned();
        let page = app.get_page("/console/sign-in").await.html;
        let sheet = page.split("href=\"/assets/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let page = app.get_page(&format!("/authorize/{COMPONENT}")).await.html;
        let logo = page.split("src=\"/brand/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let pairs = [
            ("component", COMPONENT.to_owned()),
            ("component_appid", COMPONENT.to_owned()),
            ("appid", appid),
            ("auditid", "1".to_owned()),
            ("index", "0".to_owned()),
            ("token", token),
            ("name", sheet),
            ("/brand/{name}", logo),
            ("file_name", "1234567890.txt".to_owned()),
            ("*rest", "nowhere".to_owned()),
            ("/console/events/{id}", event.to_string()),
            ("/console/accounts/jobs/{id}", job.id.0.to_string()),
            ("/console/apis/{id}", "get_code_pages".to_owned()),
            ("/console/apis/calls/{number}", "1".to_owned()),
            ("/status/{token}", status.rsplit('/').next().unwrap().to_owned()),
            ("/console/templates/{id}", DINING.to_string()),
            ("/console/settings/operators/{id}", other.id.0.to_string()),
        ];
        Self(BTreeMap::from(pairs))
    }

    /// The same about another account.
    pub(crate) fn about(mut self, appid: &str) -> Self {
        self.0.insert("appid", appid.to_owned());
        self
    }

    /// An address that the route serves. An `{id}` stands for something else on each route, so what the route up to it
    /// says goes first.
    pub(crate) fn fill(&self, route: &str) -> String {
        let mut filled = String::new();
        let mut rest = route;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a brace that is closed");
            let upto = &route[..route.len() - after.len()];
            let value = self.0.get(upto).or_else(|| self.0.get(name));
            filled.push_str(before);
            filled.push_str(value.unwrap_or_else(|| panic!("say in `Values` what {{{name}}} of {route} stands for")));
            rest = after;
        }
        filled + rest
    }

    /// An address of a row, with what its page is asked about.
    pub(crate) fn address(&self, row: &Row) -> String {
        self.fill(row.route) + if let Page(name) = row.what { asked_about(name) } else { "" }
    }

    fn form(&self, fields: &[(&'static str, &'static str)]) -> Vec<(&'static str, String)> {
        fields.iter().map(|(name, value)| (*name, self.fill(value))).collect()
    }
}

/// What a router serves, by what it tells of itself: each route with its methods.
fn served(described: &str) -> BTreeSet<(String, String)> {
    let (main, _fallback) = described.split_once("fallback_router").expect("a router and its fallback");
    let (endpoints, paths) = main.split_once("paths: {").expect("a router with its paths");
    let paths: BTreeMap<&str, &str> = paths
        .split("RouteId(")
        .skip(1)
        .map(|one| {
            let (id, rest) = one.split_once("): \"").expect("an id and a path");
            (id, rest.split_once('"').expect("the end of a path").0)
        })
        .collect();
    let mut served = BTreeSet::new();
    for one in endpoints.split("RouteId(").skip(1) {
        let (id, endpoint) = one.split_once("): ").unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            let there = endpoint.split_once(&format!(" {method}: ")).is_some_and(|(_, is)| !is.starts_with("None"));
            if there {
                served.insert((method.to_uppercase(), paths[id].to_owned()));
            }
        }
    }
    served
}

/// An application with all that routes are about, and somebody of each role in front of it.
async fn people() -> (TestApp, Values, Vec<(Role, Person)>) {
    let app = TestApp::setup().authorizers(2).start().await;
    let appid = app.sim.appids()[0].clone();
    commit(&app.client, &appid, DINING, "1.0.0").await;
    let values = Values::of(&app).await;
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push((*role, app.signed_in(role.as_str(), *role).await));
    }
    (app, values, people)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_that_is_served_is_in_a_list() {
    let app = TestApp::setup().without_component().start().await;
    let document = app.ask(None, Method::GET, "/openapi.json", None).await.json();
    let mut listed: BTreeSet<(String, String)> =
        ROWS.iter().map(|row| (row.method.to_string(), row.route.to_owned())).collect();
    assert_eq!(listed.len(), ROWS.len(), "a row stands twice");
    let of_api = operations(&document).into_iter();
    listed.extend(of_api.map(|(method, path, _)| (method.to_string(), format!("/api/v1{path}"))));
    for (method, route) in [
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/wechat/{component_appid}/events"),
        ("POST", "/wechat/{component_appid}/events"),
        ("GET", "/wechat/{component_appid}/messages/{appid}"),
        ("POST", "/wechat/{component_appid}/messages/{appid}"),
    ] {
        listed.insert((method.to_owned(), route.to_owned()));
    }
    let served = served(&app.router);
    assert!(served.len() > 150, "the router was not understood: {served:?}");
    let unlisted: Vec<_> = served.difference(&listed).collect();
    assert!(unlisted.is_empty(), "served, and neither in `routes::ROWS` nor in the API's document: {unlisted:?}");
    let gone: Vec<_> = listed.difference(&served).filter(|(_, path)| !path.starts_with("/api/v1")).collect();
    assert!(gone.is_empty(), "in `routes::ROWS`, and not served: {gone:?}");
}

/// The row "IDOR / roles" of the attack table, for the console; `roles.rs` has it for the API.
#[tokio::test(flavor = "multi_thread")]
async fn idor_and_roles_each_role_gets_what_its_row_says_and_a_stranger_nothing() {
    let (app, values, mut people) = people().await;
    for row in ROWS {
        let Some(least) = row.least else { continue };
        let path = values.address(row);
        let mut stranger = app.person();
        for (role, person) in
            std::iter::once((None, &mut stranger)).chain(people.iter_mut().map(|(role, person)| (Some(*role), person)))
        {
            let page = match &row.what {
                Form(fields) => {
                    let fields = values.form(fields);
                    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    person.post(&path, &fields).await
                }
                Page(_) | File | Leads => person.get(&path).await,
            };
            let what = format!("{} {path} as {role:?}: {} {}", row.method, page.status, page.html);
            match role {
                None => {
                    assert_eq!(page.status, 303, "{what}");
                    assert!(page.location.unwrap().starts_with("/console/sign-in"), "{what}");
                }
                Some(role) if role < least => {
                    assert_eq!(page.status, 403, "{what}");
                    assert!(page.html.contains("Not permitted"), "{what}");
                }
                Some(_) => {
                    // What the simulator does not have is its answer, not ours.
                    let is_file = matches!(row.what, File);
                    assert!(page.status != 403 && (page.status < 500 || is_file), "{what}");
                    let shown = !matches!(row.what, Page(_)) || page.status == 200 || row.route.ends_with("{*rest}");
                    assert!(shown, "{what}");
                }
            }
        }
    }
    app.settle().await;
    app.may_leave_debts();
}

/// The row "CSRF" of the attack table: no form is taken from another site, without the session's text, or by a link.
#[tokio::test(flavor = "multi_thread")]
async fn csrf_no_action_is_taken_from_elsewhere() {
    let (app, values, mut people) = people().await;
    let (_, admin) = people.last_mut().unwrap();
    let before = app.store.journal(&wxfleet_store::JournalFilter::default(), &PageRequest::default()).await.unwrap();
    let urlencoded = "application/x-www-form-urlencoded";
    let pages: BTreeSet<&str> = ROWS.iter().filter(|row| row.method == Method::GET).map(|row| row.route).collect();
    for row in ROWS {
        let Form(fields) = &row.what else { continue };
        let path = values.address(row);
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(values.form(fields));
        let without = form.finish();
        let with = format!("{without}&_csrf={}", admin.csrf());
        let json = "{\"name\":\"x\"}";
        let (ours, evil) = (app.url.clone(), "https://evil.example");
        for (origin, kind, body, why) in [
            (Some(evil), urlencoded, with.as_str(), "a form of another site, with the right text"),
            (Some("null"), urlencoded, with.as_str(), "a form of a page without an origin"),
            (None, urlencoded, with.as_str(), "a form of nowhere"),
            (Some(evil), "application/json", json, "JSON of another site"),
            (Some(evil), "text/plain", with.as_str(), "plain text of another site"),
        ] {
            let page = admin.send_as(&path, origin, kind, body).await;
            assert_eq!(page.status, 403, "{why} at {path}: {}", page.html);
        }
        if row.least.is_some() {
            let page = admin.send_as(&path, Some(&ours), urlencoded, &without).await;
            assert_eq!(page.status, 403, "our own form without the text at {path}: {}", page.html);
        }
        for kind in ["application/json", "text/plain"] {
            let page = admin.send_as(&path, Some(&ours), kind, &with).await;
            assert!(matches!(page.status, 403 | 415), "{kind} at {path}: {}", page.status);
        }
        if !pages.contains(row.route) {
            let page = admin.get(&path).await;
            assert!(matches!(page.status, 404 | 405), "a link does nothing at {path}: {}", page.status);
        }
    }
    let after = app.store.journal(&wxfleet_store::JournalFilter::default(), &PageRequest::default()).await.unwrap();
    assert_eq!(before.items, after.items, "none of it was done");
    app.may_leave_debts();
}

/// What is sent along with every page, so that none of them can be framed or made to load what is not ours.
#[tokio::test(flavor = "multi_thread")]
async fn clickjacking_no_page_stands_in_a_frame_or_loads_what_is_not_ours() {
    let (app, values, mut people) = people().await;
    let (_, admin) = people.last_mut().unwrap();
    for row in ROWS {
        let Page(name) = row.what else { continue };
        let page = admin.get(&values.address(row)).await;
        let header = |name: &str| page.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{name}: {policy}");
        assert!(policy.ends_with("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{name}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{name}: {policy}");
        assert_eq!(header("x-frame-options"), "DENY", "{name}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(header("cache-control"), "no-store", "{name}");
        for inline in ["<style", " style=", " onclick", " onload", " onerror", "javascript:"] {
            assert!(!page.html.contains(inline), "{name} holds {inline}");
        }
        for script in page.html.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/assets/"), "{name} holds a script of its own");
        }
    }
    app.may_leave_debts();
}
