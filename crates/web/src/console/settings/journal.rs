//! The journal, to look through and to take along.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, tz};
use serde::Deserialize;
use wxfleet_console::console::settings::{self, JournalPage, csv_head, csv_line};
use wxfleet_engine::journal::JournalFilter;
use wxfleet_model::page::{MAX_LIMIT, PageRequest};

use super::{again, page, refuse};
use crate::api::parse;
use crate::app::App;
use crate::console::desk::Desk;
use crate::problem::Problem;

const HERE: &str = "/console/settings/journal";
/// Rows on a page.
const ROWS: u32 = 50;
/// An export ends after so many portions: a hundred thousand lines, more than a spreadsheet is pleasant with.
const PORTIONS: u32 = 200;

pub(super) fn routes() -> Router<App> {
    Router::new().route(HERE, get(list)).route("/console/settings/journal.csv", get(export))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    actor: String,
    deed: String,
    appid: String,
    outcome: String,
    since: String,
    until: String,
    cursor: String,
    /// `yes`: hold the journal against its chain, too.
    verify: String,
}

impl Wanted {
    fn shown(&self) -> settings::Wanted<'_> {
        settings::Wanted {
            actor: &self.actor,
            deed: &self.deed,
            appid: &self.appid,
            outcome: &self.outcome,
            since: &self.since,
            until: &self.until,
        }
    }

    fn filter(&self) -> Result<JournalFilter, Problem> {
        Ok(JournalFilter {
            appid: given(&self.appid).map(|text| parse::appid(text.to_owned())).transpose()?,
            deed: given(&self.deed).map(parse::deed).transpose()?,
            actor: given(&self.actor).map(str::to_owned),
            state: given(&self.outcome).map(parse::entry_state).transpose()?,
            since: given(&self.since).map(|text| day("since", text, 0)).transpose()?,
            until: given(&self.until).map(|text| day("until", text, 1)).transpose()?,
            ..JournalFilter::default()
        })
    }

    fn place(&self) -> Option<String> {
        given(&self.cursor).map(str::to_owned)
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The beginning of a day in China, or of one so many days later.
fn day(field: &str, text: &str, later: i64) -> Result<Timestamp, Problem> {
    let begins = || {
        let date: Date = text.parse().ok()?;
        let date = date.checked_add(later.days()).ok()?;
        Some(date.to_zoned(tz::TimeZone::fixed(tz::offset(8))).ok()?.timestamp())
    };
    begins().ok_or_else(|| Problem::invalid(field, "must be a day such as 2026-03-02", "必须是 2026-03-02 这样的日期"))
}

async fn list(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let request = PageRequest { limit: ROWS, after: wanted.place() };
    let is_later = request.after.is_some();
    let found = match wanted.filter() {
        Ok(filter) => app.engine.journal.list(&desk.who.actor, filter, request).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    let verified = match wanted.verify.as_str() {
        "yes" => match app.engine.journal.verify(&desk.who.actor).await {
            Ok(verified) => Some(verified),
            Err(error) => return refuse(desk, error),
        },
        _ => None,
    };
    let verified = verified.as_ref();
    match found {
        Ok(found) => page(desk, |frame| {
            let (entries, next) = (found.items.as_slice(), found.next.as_deref());
            JournalPage { frame, wanted: wanted.shown(), entries, next, is_later, verified, refusal: None }.render()
        }),
        Err(problem) => again(desk, HERE.to_owned(), problem, |frame, refusal| {
            let refusal = Some(refusal);
            JournalPage { frame, wanted: wanted.shown(), entries: &[], next: None, is_later: false, verified, refusal }
                .render()
        }),
    }
}

async fn export(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let filter = match wanted.filter() {
        Ok(filter) => filter,
        Err(problem) => return desk.refuse(problem),
    };
    let mut text = csv_head().to_owned();
    let mut after = None;
    for _ in 0..PORTIONS {
        let request = PageRequest { limit: MAX_LIMIT, after };
        let portion = match app.engine.journal.list(&desk.who.actor, filter.clone(), request).await {
            Ok(portion) => portion,
            Err(error) => return refuse(desk, error),
        };
        text.extend(portion.items.iter().map(csv_line));
        after = portion.next;
        if after.is_none() {
            break;
        }
    }
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\"")];
    (headers, text).into_response()
}
