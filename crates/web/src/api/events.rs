//! Events: the pushes that WeChat sent.

use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use serde::Deserialize;
use uuid::Uuid;
use wxfleet_api::Page;
use wxfleet_api::event::{Event, EventDetail};
use wxfleet_engine::error::{Error, What};
use wxfleet_engine::events::{EventFilter, EventText};
use wxfleet_model::event::EventId;

use super::extract::{Asked, InPages, Paging};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list).merge(operations!(show))
}

/// Which events are wanted.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    component_appid: Option<String>,
    appid: Option<String>,
    kind: Option<String>,
    since: Option<String>,
    until: Option<String>,
}

/// The pushes that WeChat sent, the newest first.
#[utoipa::path(
    get, path = "/events", tag = "events", operation_id = "event_list",
    params(
        ("component_appid" = Option<String>, Query, description = "To this component"),
        ("appid" = Option<String>, Query, description = "About this account"),
        ("kind" = Option<String>, Query, description = "WeChat's `InfoType`, `Event` or `MsgType`; `unreadable` for pushes that could not be read"),
        ("since" = Option<String>, Query, description = "Received at this moment or later (RFC 3339)"),
        ("until" = Option<String>, Query, description = "Received before this moment (RFC 3339)"),
        InPages,
    ),
    responses((status = 200, body = Page<Event>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Asked(wanted): Asked<Wanted>,
    Paging(page): Paging,
) -> Result<Json<Page<Event>>, Problem> {
    let filter = EventFilter {
        component_appid: wanted.component_appid.map(parse::component_appid).transpose()?,
        appid: wanted.appid.map(parse::appid).transpose()?,
        kind: wanted.kind,
        since: wanted.since.as_deref().map(|text| parse::moment("since", text)).transpose()?,
        until: wanted.until.as_deref().map(|text| parse::moment("until", text)).transpose()?,
        ..EventFilter::default()
    };
    let found = app.engine.events.list(&actor, filter, page).await?;
    Ok(Json(view::page(found, view::event)))
}

/// One push with what it said. Tickets and authorization codes are masked; what could not be read is shown to admins
/// alone.
#[utoipa::path(
    get, path = "/events/{id}", tag = "events", operation_id = "event_show",
    params(
        ("id" = String, Path, description = "The event"),
    ),
    responses((status = 200, body = EventDetail), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<EventDetail>, Problem> {
    let id = Uuid::parse_str(&id).map_err(|_| Error::NotFound(What::Event))?;
    let found = app.engine.events.show(&actor, EventId(id)).await?;
    let event = view::event(found.head);
    Ok(Json(match found.text {
        EventText::Readable { xml, fields } => {
            EventDetail { event, xml: Some(xml), fields: Some(fields), raw_base64: None }
        }
        EventText::Raw(raw) => {
            let raw_base64 = raw.map(|raw| base64::engine::general_purpose::STANDARD.encode(raw));
            EventDetail { event: Event { readable: false, ..event }, xml: None, fields: None, raw_base64 }
        }
    }))
}
