//! What WeChat pushed, and what can be said of a push that somebody brings.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, tz};
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::events::decrypt::{Checked, DecryptPage};
use wxfleet_console::console::events::{EventPage, EventsPage, EventsQuery, Said};
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_engine::events::{EventFilter, EventText, Examination};
use wxfleet_model::event::{EventHead, EventId};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::desk::{Desk, explained};
use super::session::Posted;
use crate::app::App;
use crate::problem::Problem;

/// How many pushes a page of the list has.
const ROWS: u32 = 50;
/// Pushes of the last seconds are asked for again: on another replica one may land a little later than its time says.
const OVERLAP: SignedDuration = SignedDuration::from_secs(10);

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/events", get(list))
        .route("/console/events/newer", get(newer))
        .route("/console/events/decrypt", get(decrypt).post(examine))
        .route("/console/events/{id}", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    kind: String,
    appid: String,
    text: String,
    since: String,
    until: String,
    after: String,
    /// When the newest push of the page was received, in milliseconds.
    at: String,
}

impl Wanted {
    fn query(&self) -> EventsQuery<'_> {
        EventsQuery {
            kind: self.kind.trim(),
            appid: self.appid.trim(),
            text: self.text.trim(),
            since: self.since.trim(),
            until: self.until.trim(),
        }
    }

    /// The filter; none where it lets nothing through: what is no appid, or not one yet while somebody types, is nobody's.
    fn filter(&self, desk: &Desk) -> Result<Option<EventFilter>, Problem> {
        let query = self.query();
        let appid = match query.appid {
            "" => None,
            text => match Appid::parse(text) {
                Ok(appid) => Some(appid),
                Err(_) => return Ok(None),
            },
        };
        Ok(Some(EventFilter {
            component_appid: Some(desk.platform()?.clone()),
            appid,
            kind: Some(query.kind.to_owned()).filter(|kind| !kind.is_empty()),
            since: minute("since", query.since)?,
            until: minute("until", query.until)?,
            ..EventFilter::default()
        }))
    }
}

/// A minute on China's clocks, as a browser's field tells it.
fn minute(field: &str, text: &str) -> Result<Option<Timestamp>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let china = tz::TimeZone::fixed(tz::offset(8));
    let at = text.parse::<DateTime>().ok().and_then(|local| local.to_zoned(china).ok());
    let wrong =
        || Problem::invalid(field, "must be a time such as 2026-03-02T09:30", "必须是 2026-03-02T09:30 这样的时间");
    at.map(|at| Some(at.timestamp())).ok_or_else(wrong)
}

async fn found(app: &App, desk: &Desk, wanted: &Wanted, filter: EventFilter) -> Result<Page<EventHead>, Problem> {
    let asked = PageRequest { limit: ROWS, after: Some(wanted.after.clone()).filter(|after| !after.is_empty()) };
    let (events, actor) = (&app.engine.events, &desk.who.actor);
    Ok(match wanted.query().text {
        "" => events.list(actor, filter, asked).await?,
        text => events.search(actor, filter, text, asked).await?,
    })
}

async fn list(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let desk = desk.in_section(Section::Events);
    let page = listed(&app, &desk, &wanted).await;
    desk.show(page)
}

async fn listed(app: &App, desk: &Desk, wanted: &Wanted) -> Result<String, Problem> {
    let mut page = EventsPage { query: wanted.query(), events: &[], older: None, is_later: !wanted.after.is_empty() };
    let Some(filter) = wanted.filter(desk)? else { return Ok(desk.framed(|frame| page.render(frame))) };
    let found = found(app, desk, wanted, filter).await?;
    page.events = &found.items;
    page.older = found.next.as_deref();
    Ok(desk.framed(|frame| page.render(frame)))
}

/// The rows that are newer than those of a page, and some that it may have already.
async fn newer(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let rows = async {
        let at = wanted.at.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok());
        let (Some(at), Some(mut filter)) = (at, wanted.filter(&desk)?) else { return Ok(String::new()) };
        filter.since = filter.since.max(at.checked_sub(OVERLAP).ok());
        let found = found(&app, &desk, &wanted, filter).await?;
        let page = EventsPage { query: wanted.query(), events: &found.items, older: None, is_later: false };
        Ok::<_, Problem>(desk.framed(|frame| page.render_rows(frame)))
    };
    let rows = rows.await;
    desk.show(rows)
}

async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>) -> Response {
    let desk = desk.in_section(Section::Events);
    let page = async {
        let id = id.parse().map(EventId).map_err(|_| Error::NotFound(What::Event))?;
        let event = app.engine.events.show(&desk.who.actor, id).await?;
        let text = Text::of(&event.text);
        let page = EventPage { event: &event.head, said: text.said() };
        Ok::<_, Problem>(desk.framed(|frame| page.render(frame)))
    };
    let page = page.await;
    desk.show(page)
}

/// What a push said, as texts.
enum Text<'a> {
    Readable { xml: &'a str, json: String },
    Raw(Option<String>),
}

impl<'a> Text<'a> {
    fn of(text: &'a EventText) -> Self {
        match text {
            EventText::Readable { xml, fields } => {
                Self::Readable { xml, json: serde_json::to_string_pretty(fields).unwrap_or_default() }
            }
            EventText::Raw(bytes) => Self::Raw(bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())),
        }
    }

    fn said(&self) -> Said<'_> {
        match self {
            Self::Readable { xml, json } => Said::Readable { xml, json },
            Self::Raw(text) => Said::Raw(text.as_deref()),
        }
    }
}

async fn decrypt(desk: Desk) -> Response {
    let desk = desk.in_section(Section::Events);
    let platform = desk.platform().map(|platform| platform.as_str().to_owned()).unwrap_or_default();
    let page = DecryptPage { platform: &platform, query: "", body: "", checked: None, refusal: None };
    Html(desk.framed(|frame| page.render(frame))).into_response()
}

/// A push that somebody pasted. It is neither kept nor logged.
#[derive(Deserialize)]
struct Pasted {
    platform: String,
    query: String,
    body: String,
}

async fn examine(State(app): State<App>, desk: Desk, Posted(who, pasted): Posted<Pasted>) -> Response {
    let desk = desk.in_section(Section::Events).shown_at("/console/events/decrypt".to_owned());
    let examined = match ComponentAppid::parse(pasted.platform.clone()) {
        Ok(platform) => {
            let query = query_in(&pasted.query);
            app.engine.events.examine(&who.actor, &platform, query, pasted.body.trim().as_bytes()).await
        }
        Err(_) => Err(Error::NotFound(What::Component)),
    };
    let (status, examined, refusal) = match examined {
        Ok(examined) => (StatusCode::OK, Some(examined), None),
        Err(error) => {
            let (status, refusal) = explained(error.into(), desk.language());
            (status, None, Some(refusal))
        }
    };
    let text = examined.as_ref().and_then(|Examination { text, .. }| text.as_ref()).map(Text::of);
    let said = text.as_ref().map(Text::said);
    let checked = examined.as_ref().map(|Examination { token, key, .. }| Checked { token: *token, key: *key, said });
    let page = DecryptPage {
        platform: &pasted.platform,
        query: &pasted.query,
        body: &pasted.body,
        checked,
        refusal: refusal.as_ref(),
    };
    (status, Html(desk.framed(|frame| page.render(frame)))).into_response()
}

/// The query in what was pasted: an address, a line of a log, or the query itself.
fn query_in(pasted: &str) -> &str {
    let pasted = pasted.trim();
    let from = pasted.split_once('?').map_or(pasted, |(_, query)| query);
    from.split([' ', '\t', '\r', '\n', '#', '"']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_found_in_whatever_was_pasted() {
        for pasted in [
            "nonce=1&msg_signature=2",
            " https://wx.example.com/wechat/wx1/events?nonce=1&msg_signature=2#x ",
            "10.0.0.1 \"POST /wechat/wx1/events?nonce=1&msg_signature=2 HTTP/1.1\" 200",
        ] {
            assert_eq!(query_in(pasted), "nonce=1&msg_signature=2", "{pasted}");
        }
    }

    #[test]
    fn a_minute_is_chinas() {
        let at = minute("since", "2026-03-02T09:30").unwrap().unwrap();
        assert_eq!(at.to_string(), "2026-03-02T01:30:00Z");
        assert!(minute("since", "yesterday").is_err());
    }
}
