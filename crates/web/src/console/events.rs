//! What WeChat pushed.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::events::{EventPage, EventsPage, EventsQuery, Said};
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_engine::events::{EventFilter, EventText};
use wxfleet_model::event::EventId;
use wxfleet_model::page::PageRequest;
use wxfleet_wechat::id::Appid;

use super::desk::Desk;
use crate::app::App;
use crate::problem::Problem;

/// How many pushes a page of the list has.
const ROWS: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/events", get(list)).route("/console/events/{id}", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    kind: String,
    appid: String,
    after: String,
}

async fn list(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let desk = desk.in_section(Section::Events);
    let page = listed(&app, &desk, &wanted).await;
    desk.show(page)
}

async fn listed(app: &App, desk: &Desk, wanted: &Wanted) -> Result<String, Problem> {
    let query = EventsQuery { kind: wanted.kind.trim(), appid: wanted.appid.trim() };
    let mut page = EventsPage { query, events: &[], older: None, is_later: !wanted.after.is_empty() };
    // What is no appid, or not one yet while somebody types, is nobody's.
    let appid = match query.appid {
        "" => None,
        text => match Appid::parse(text) {
            Ok(appid) => Some(appid),
            Err(_) => return Ok(desk.framed(|frame| page.render(frame))),
        },
    };
    let filter = EventFilter {
        component_appid: Some(desk.platform()?.clone()),
        appid,
        kind: Some(query.kind.to_owned()).filter(|kind| !kind.is_empty()),
        ..EventFilter::default()
    };
    let asked = PageRequest { limit: ROWS, after: Some(wanted.after.clone()).filter(|after| !after.is_empty()) };
    let found = app.engine.events.list(&desk.who.actor, filter, asked).await?;
    page.events = &found.items;
    page.older = found.next.as_deref();
    Ok(desk.framed(|frame| page.render(frame)))
}

async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Response {
    let desk = desk.in_section(Section::Events);
    let page = async {
        let id = id.parse().map(EventId).map_err(|_| Error::NotFound(What::Event))?;
        let event = app.engine.events.show(&desk.who.actor, id).await?;
        let raw = match &event.text {
            EventText::Raw(bytes) => bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
            EventText::Readable { .. } => None,
        };
        let (xml, json) = match &event.text {
            EventText::Readable { xml, fields } => {
                (xml.as_str(), serde_json::to_string_pretty(fields).unwrap_or_default())
            }
            EventText::Raw(_) => ("", String::new()),
        };
        let said = match &event.text {
            EventText::Readable { .. } => Said::Readable { xml, json: &json },
            EventText::Raw(_) => Said::Raw(raw.as_deref()),
        };
        let page = EventPage { event: &event.head, said };
        Ok::<_, Problem>(desk.framed(|frame| page.render(frame)))
    };
    let page = page.await;
    desk.show(page)
}
