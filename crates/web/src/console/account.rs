//! One account: its pages, and what is done to it by forms. An action that goes well leads back to the account's page,
//! which says so; one that does not shows its form again with what is in the way.
//!
//! * Here: the pages that read, and small changes. `code`: the way of code from commit to release.

mod code;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Map, Value};
use wxfleet_console::console::Section;
use wxfleet_console::console::account::{ProfilePage, RecordPage, SettingsPage, Subject, TesterRow, VersionsPage};
use wxfleet_engine::calls::{Content, Place};
use wxfleet_engine::code::Account;
use wxfleet_engine::error::What;
use wxfleet_engine::events::EventFilter;
use wxfleet_engine::journal::JournalFilter;
use wxfleet_engine::testers::TesterName;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind};
use wxfleet_model::domain::{Change, DomainKind, DomainLists, Family, Way};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Action;
use wxfleet_wechat::domain::DomainAction;
use wxfleet_wechat::id::Auditid;

use super::desk::{self, Desk, Done, account, explained, page_of, picture};
use super::session::{NoFields, Posted};
use crate::app::App;
use crate::problem::Problem;

/// How many submissions, entries and pushes a page shows.
const ROWS: u32 = 20;

pub(super) fn routes() -> Router<App> {
    let at = |path: &str| format!("/console/accounts/{{component}}/{{appid}}{path}");
    Router::new()
        .route(&at(""), get(versions))
        .route(&at("/profile"), get(profile))
        .route(&at("/settings"), get(settings))
        .route(&at("/record"), get(record))
        .route(&at("/refresh"), post(refresh))
        .route(&at("/labels"), post(labels))
        .route(&at("/testers"), post(add_tester))
        .route(&at("/testers/remove"), post(remove_tester))
        .route(&at("/domains"), post(domains))
        .route(&at("/screenshots/{auditid}/{index}"), get(screenshot))
        .merge(code::routes())
}

/// An account at a desk.
struct Open {
    desk: Desk,
    place: Account,
    account: Authorizer,
}

/// The appids in a path.
type Named = Path<(String, String)>;

impl Open {
    /// Opens the account that a path names, or says why that cannot be.
    async fn of(app: &App, desk: Desk, Path((component, appid)): Named) -> Result<Self, Response> {
        let desk = desk.in_section(Section::Accounts);
        let place = match account(component, appid) {
            Ok(place) => place,
            Err(problem) => return Err(desk.refuse(problem)),
        };
        let desk = desk.on(&place.component_appid);
        match app.engine.authorizers.show(&desk.who.actor, &place.component_appid, &place.appid).await {
            Ok(account) => Ok(Self { desk, place, account }),
            Err(error) => Err(desk.refuse(error.into())),
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject { account: &self.account, may_write: self.desk.may(Action::CodeWrite) }
    }

    /// The address of the account's page, or of one below it.
    fn page(&self, path: &str) -> String {
        page_of(&self.place) + path
    }
}

/// What a form showed, now with what is in the way; the status says it too.
fn refused(problem: &Problem, html: String) -> Response {
    desk::refused(problem.clone(), html)
}

/// Whether WeChat is asked anew for what a page shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Freshly {
    fresh: String,
}

async fn versions(State(app): State<App>, desk: Desk, path: Named, Query(asked): Query<Freshly>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let has_code = open.account.kind != Some(AuthorizerKind::OfficialAccount);
    let problem = if has_code && !asked.fresh.is_empty() {
        app.engine.code.show(&open.desk.who.actor, &open.place).await.err().map(Problem::from)
    } else {
        None
    };
    let page = versions_page(&app, &open, problem).await;
    open.desk.show(page)
}

/// The account's first page, with what is in the way.
async fn versions_page(app: &App, open: &Open, problem: Option<Problem>) -> Result<String, Problem> {
    let actor = &open.desk.who.actor;
    let refusal = problem.map(|problem| explained(problem, open.desk.language()).1);
    let code = app.engine.code.known(actor, &open.place).await?;
    let audits = app.engine.code.audits(actor, &open.place, PageRequest { limit: ROWS, after: None }).await?;
    let page = VersionsPage { subject: open.subject(), code: &code, audits: &audits.items, refusal: refusal.as_ref() };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

async fn profile(State(app): State<App>, desk: Desk, path: Named) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => Html(profile_page(&open, None)).into_response(),
        Err(response) => response,
    }
}

fn profile_page(open: &Open, problem: Option<Problem>) -> String {
    let refusal = problem.map(|problem| explained(problem, open.desk.language()).1);
    let page = ProfilePage { subject: open.subject(), refusal: refusal.as_ref() };
    open.desk.framed(|frame| page.render(frame))
}

async fn refresh(State(app): State<App>, desk: Desk, path: Named, Posted(who, _): Posted<NoFields>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let Account { component_appid, appid } = &open.place;
    let page = open.page("/profile");
    match app.engine.authorizers.refresh(&who.actor, component_appid, appid).await {
        Ok(_) => Done::Refreshed.at(&page),
        Err(error) => {
            let open = Open { desk: open.desk.clone().shown_at(page), ..open };
            let problem = Problem::from(error);
            refused(&problem, profile_page(&open, Some(problem.clone())))
        }
    }
}

async fn settings(State(app): State<App>, desk: Desk, path: Named) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => Html(settings_page(&app, &open, None).await).into_response(),
        Err(response) => response,
    }
}

/// Testers and domains are asked of WeChat; where it does not say, the page says why.
async fn settings_page(app: &App, open: &Open, problem: Option<&Problem>) -> String {
    let (actor, language) = (&open.desk.who.actor, open.desk.language());
    let why = |error| explained(Problem::from(error), language).1;
    let row =
        |tester: wxfleet_engine::testers::Tester| TesterRow { userstr: tester.userstr, wechatid: tester.wechatid };
    let testers = app.engine.testers.list(actor, &open.place).await;
    let testers = testers.map(|testers| testers.into_iter().map(row).collect::<Vec<_>>()).map_err(why);
    let domains = app.engine.domains.lists(actor, &open.place, Family::Server, Way::Platform).await.map_err(why);
    let refusal = problem.map(|problem| explained(problem.clone(), language).1);
    let page = SettingsPage {
        subject: open.subject(),
        testers: testers.as_deref(),
        domains: domains.as_ref(),
        refusal: refusal.as_ref(),
    };
    open.desk.framed(|frame| page.render(frame))
}

/// After a change of a setting: the page that says so, or that says what was in the way.
async fn settled<T>(app: &App, open: Open, done: Done, outcome: Result<T, Problem>) -> Response {
    let page = open.page("/settings");
    match outcome {
        Ok(_) => done.at(&page),
        Err(problem) => {
            let open = Open { desk: open.desk.clone().shown_at(page), ..open };
            refused(&problem, settings_page(app, &open, Some(&problem)).await)
        }
    }
}

#[derive(Debug, Deserialize)]
struct LabelsForm {
    #[serde(default)]
    labels: String,
}

async fn labels(State(app): State<App>, desk: Desk, path: Named, Posted(who, form): Posted<LabelsForm>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let labels: Vec<String> = form.labels.split_whitespace().map(str::to_owned).collect();
    let Account { component_appid, appid } = &open.place;
    let outcome = app.engine.authorizers.set_labels(&who.actor, component_appid, appid, &labels).await;
    settled(&app, open, Done::Labelled, outcome.map_err(Problem::from)).await
}

#[derive(Debug, Deserialize)]
struct TesterForm {
    #[serde(default)]
    wechatid: String,
    #[serde(default)]
    userstr: String,
}

async fn add_tester(
    State(app): State<App>,
    desk: Desk,
    path: Named,
    Posted(who, form): Posted<TesterForm>,
) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let outcome = app.engine.testers.bind(&who.actor, &open.place, form.wechatid.trim()).await;
    settled(&app, open, Done::TesterAdded, outcome.map_err(Problem::from)).await
}

async fn remove_tester(
    State(app): State<App>,
    desk: Desk,
    path: Named,
    Posted(who, form): Posted<TesterForm>,
) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let outcome = app.engine.testers.unbind(&who.actor, &open.place, TesterName::Userstr(form.userstr)).await;
    settled(&app, open, Done::TesterRemoved, outcome.map_err(Problem::from)).await
}

/// The server domains, one a line.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DomainsForm {
    request: String,
    ws: String,
    upload: String,
    download: String,
}

impl DomainsForm {
    fn lists(&self) -> DomainLists {
        let mut lists = DomainLists::default();
        for (kind, text) in [
            (DomainKind::Request, &self.request),
            (DomainKind::Ws, &self.ws),
            (DomainKind::Upload, &self.upload),
            (DomainKind::Download, &self.download),
        ] {
            lists.set(kind, text.split_whitespace().map(str::to_owned));
        }
        lists
    }
}

async fn domains(State(app): State<App>, desk: Desk, path: Named, Posted(who, form): Posted<DomainsForm>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let change = Change { action: DomainAction::Set, way: Way::Platform, lists: form.lists() };
    let outcome = app.engine.domains.change(&who.actor, &open.place, Family::Server, change).await;
    settled(&app, open, Done::DomainsSaved, outcome.map_err(Problem::from)).await
}

/// From where older entries go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

async fn record(State(app): State<App>, desk: Desk, path: Named, Query(After { after }): Query<After>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let page = async {
        let actor = &open.desk.who.actor;
        let (component, appid) = (Some(open.place.component_appid.clone()), Some(open.place.appid.clone()));
        let asked = PageRequest { limit: ROWS, after: Some(after).filter(|after| !after.is_empty()) };
        let journal = JournalFilter { component_appid: component.clone(), appid: appid.clone(), ..Default::default() };
        let entries = app.engine.journal.list(actor, journal, asked).await?;
        let pushed = EventFilter { component_appid: component, appid, ..EventFilter::default() };
        let events = app.engine.events.list(actor, pushed, PageRequest { limit: ROWS, after: None }).await?;
        let page = RecordPage {
            subject: open.subject(),
            entries: &entries.items,
            events: &events.items,
            older: entries.next.as_deref(),
        };
        Ok(open.desk.framed(|frame| page.render(frame)))
    };
    let page = page.await;
    open.desk.show(page)
}

/// A screenshot that the reviewers took.
async fn screenshot(
    State(app): State<App>,
    desk: Desk,
    Path((component, appid, auditid, index)): Path<(String, String, i64, usize)>,
) -> Response {
    let image = async {
        let place = account(component, appid)?;
        let actor = &desk.who.actor;
        // Audits are asked for by number and newest first; the one that was decided is read from what we keep.
        let after = Some(auditid.saturating_add(1).to_string());
        let audits = app.engine.code.audits(actor, &place, PageRequest { limit: 1, after }).await?;
        let audit = audits.items.into_iter().find(|audit| audit.auditid == Auditid(auditid));
        let not_found = || Problem::from(wxfleet_engine::Error::NotFound(What::Audit));
        let media_id = audit.and_then(|audit| audit.screenshots.into_iter().nth(index)).ok_or_else(not_found)?;
        let body = Map::from_iter([("media_id".to_owned(), Value::String(media_id))]);
        let place = Place { component_appid: place.component_appid, appid: Some(place.appid) };
        let content = Content { body, ..Content::default() };
        Ok::<_, Problem>(app.engine.calls.call(actor, &place, "material_get", content).await?)
    };
    match image.await {
        Ok(answered) => picture(answered.content_type, answered.bytes),
        Err(problem) => problem.status.into_response(),
    }
}
