//! One account: its pages, and what is done to it by forms. An action that goes well leads back to the page of its form,
//! which says so; one that does not shows that page again with what is in the way.
//!
//! * Here: opening an account, its first page, the record. [`code`]: the way of code from commit to release.
//! * [`online`], [`profile`], [`permissions`], [`domains`], [`privacy`], [`categories`], [`access`]: one for each tab.
//! * [`ask`]: the questions before what cannot be undone.
//!
//! What a page shows and WeChat holds is asked of WeChat while the page is made, all of it at once; where WeChat does
//! not say, the page says why in that place and shows the rest.

mod access;
mod ask;
mod categories;
mod code;
mod domains;
mod online;
mod permissions;
mod privacy;
mod profile;

use axum::Router;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::request::Parts;
use serde::Deserialize;
use serde_json::{Map, Value};
use wxfleet_console::console::Section;
use wxfleet_console::console::account::{RecordPage, Subject, VersionsPage};
use wxfleet_console::console::pieces::Refusal;
use wxfleet_engine::Error;
use wxfleet_engine::calls::{Content, Place};
use wxfleet_engine::code::Account;
use wxfleet_engine::error::What;
use wxfleet_engine::events::EventFilter;
use wxfleet_engine::journal::JournalFilter;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::id::Auditid;

use super::desk::{self, Desk, account, explained, page_of, picture};
use crate::app::App;
use crate::problem::Problem;

/// How many submissions, entries and pushes a page shows.
const ROWS: u32 = 20;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(""), get(versions))
        .route(&at("/record"), get(record))
        .route(&at("/screenshots/{auditid}/{index}"), get(screenshot))
        .merge(code::routes())
        .merge(online::routes())
        .merge(profile::routes())
        .merge(permissions::routes())
        .merge(domains::routes())
        .merge(privacy::routes())
        .merge(categories::routes())
        .merge(access::routes())
}

/// A path below an account's address.
fn at(path: &str) -> String {
    format!("/console/accounts/{{component}}/{{appid}}{path}")
}

/// An account at a desk: the one that the path names.
struct Open {
    desk: Desk,
    place: Account,
    account: Authorizer,
}

/// The appids in a path.
#[derive(Debug, Deserialize)]
struct Named {
    component: String,
    appid: String,
}

impl FromRequestParts<App> for Open {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let desk = Desk::from_request_parts(parts, app).await?.in_section(Section::Accounts);
        let place = match Path::<Named>::from_request_parts(parts, app).await {
            Ok(Path(Named { component, appid })) => account(component, appid),
            Err(_) => Err(Error::NotFound(What::Authorizer).into()),
        };
        let place = place.map_err(|problem| desk.refuse(problem))?;
        let desk = desk.on(&place.component_appid);
        match app.engine.authorizers.show(&desk.who.actor, &place.component_appid, &place.appid).await {
            Ok(account) => Ok(Self { desk, place, account }),
            Err(error) => Err(desk.refuse(error.into())),
        }
    }
}

impl Open {
    fn actor(&self) -> &Actor {
        &self.desk.who.actor
    }

    fn subject(&self) -> Subject<'_> {
        Subject { account: &self.account, may_write: self.desk.may(Action::CodeWrite) }
    }

    /// Whether it has code and what belongs to that. Of a kind that is not known yet we expect it.
    fn is_mini_program(&self) -> bool {
        self.account.kind != Some(AuthorizerKind::OfficialAccount)
    }

    /// The address of the account's page, or of one below it.
    fn page(&self, path: &str) -> String {
        page_of(&self.place) + path
    }

    /// The same at the page of a form that was refused.
    fn at(self, path: &str) -> Self {
        let address = self.page(path);
        Self { desk: self.desk.shown_at(address), ..self }
    }

    /// What is in the way, for a page.
    fn refusal(&self, problem: Option<&Problem>) -> Option<Refusal> {
        problem.map(|problem| explained(problem.clone(), self.desk.language()).1)
    }

    /// Why WeChat did not say something.
    fn why(&self, error: Error) -> Refusal {
        explained(Problem::from(error), self.desk.language()).1
    }

    /// What a form showed, now with what is in the way; the status says it too.
    fn refused(&self, problem: Problem, page: Result<String, Problem>) -> Response {
        match page {
            Ok(html) => desk::refused(problem, html),
            Err(_) => self.desk.refuse(problem),
        }
    }
}

/// The lines of a field that holds one entry on each.
fn lines(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A field that may be left empty.
fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether WeChat is asked anew for what a page shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Freshly {
    fresh: String,
}

/// The account's first page: the way of its code, or for an Official Account, which has none, who it is.
async fn versions(State(app): State<App>, open: Open, Query(asked): Query<Freshly>) -> Response {
    if !open.is_mini_program() {
        let page = profile::page(&app, &open, None).await;
        return open.desk.show(page);
    }
    let problem = if asked.fresh.is_empty() {
        None
    } else {
        app.engine.code.show(open.actor(), &open.place).await.err().map(Problem::from)
    };
    let page = async {
        let code = app.engine.code.known(open.actor(), &open.place).await?;
        let asked = PageRequest { limit: ROWS, after: None };
        let audits = app.engine.code.audits(open.actor(), &open.place, asked).await?;
        let refusal = open.refusal(problem.as_ref());
        let page =
            VersionsPage { subject: open.subject(), code: &code, audits: &audits.items, refusal: refusal.as_ref() };
        Ok(open.desk.framed(|frame| page.render(frame)))
    };
    let page = page.await;
    open.desk.show(page)
}

/// From where older entries go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

async fn record(State(app): State<App>, open: Open, Query(After { after }): Query<After>) -> Response {
    let page = async {
        let actor = open.actor();
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
        let not_found = || Problem::from(Error::NotFound(What::Audit));
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
