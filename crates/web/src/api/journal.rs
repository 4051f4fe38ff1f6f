//! The journal: who did what to which account, when, with what outcome.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use wxfleet_api::Page;
use wxfleet_api::journal::{JournalEntry, JournalVerification};
use wxfleet_engine::journal::JournalFilter;

use super::extract::{Asked, InPages, Paging};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, verify)
}

/// Which entries are wanted.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    component_appid: Option<String>,
    appid: Option<String>,
    deed: Option<String>,
    actor: Option<String>,
    outcome: Option<String>,
    errcode: Option<String>,
    since: Option<String>,
    until: Option<String>,
}

/// Who did what to which account, when, with what outcome; the newest first. What was asked for is shown without
/// secrets.
#[utoipa::path(
    get, path = "/journal", tag = "journal", operation_id = "journal_list",
    params(
        ("component_appid" = Option<String>, Query, description = "On this component"),
        ("appid" = Option<String>, Query, description = "On this account"),
        ("deed" = Option<String>, Query, description = "What was done, for instance `code.release`"),
        ("actor" = Option<String>, Query, description = "Who: `key:` and the name of an API key, `system` or `merchant`"),
        ("outcome" = Option<String>, Query, description = "`open`, `done`, `refused`, `declined`, `failed` or `unknown`"),
        ("errcode" = Option<i64>, Query, description = "Refused with this code, by WeChat or by wxfleet in its place"),
        ("since" = Option<String>, Query, description = "Begun at this moment or later (RFC 3339)"),
        ("until" = Option<String>, Query, description = "Begun before this moment (RFC 3339)"),
        InPages,
    ),
    responses((status = 200, body = Page<JournalEntry>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Asked(wanted): Asked<Wanted>,
    Paging(page): Paging,
) -> Result<Json<Page<JournalEntry>>, Problem> {
    let filter = JournalFilter {
        component_appid: wanted.component_appid.map(parse::component_appid).transpose()?,
        appid: wanted.appid.map(parse::appid).transpose()?,
        deed: wanted.deed.as_deref().map(parse::deed).transpose()?,
        actor: wanted.actor,
        state: wanted.outcome.as_deref().map(parse::entry_state).transpose()?,
        errcode: wanted.errcode.as_deref().map(parse::errcode).transpose()?,
        since: wanted.since.as_deref().map(|text| parse::moment("since", text)).transpose()?,
        until: wanted.until.as_deref().map(|text| parse::moment("until", text)).transpose()?,
        ..JournalFilter::default()
    };
    let found = app.engine.journal.list(&actor, filter, page).await?;
    Ok(Json(view::page(found, view::journal_entry)))
}

/// Holds the whole journal against its chain, by which an entry that was changed or taken away by hand is found. It takes
/// some seconds where the journal is long. A key that is limited to some accounts may not ask.
#[utoipa::path(
    get, path = "/journal/verification", tag = "journal", operation_id = "journal_verify",
    responses((status = 200, body = JournalVerification), (status = "default", body = wxfleet_api::Problem))
)]
async fn verify(State(app): State<App>, Caller(actor): Caller) -> Result<Json<JournalVerification>, Problem> {
    Ok(Json(view::verification(&app.engine.journal.verify(&actor).await?)))
}
