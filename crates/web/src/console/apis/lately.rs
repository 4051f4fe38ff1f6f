//! What this process asked of WeChat lately.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::apis::{AskedCall, CallPage, CallsPage, CallsQuery, Ended};
use wxfleet_console::console::errcode::typed;
use wxfleet_engine::asked::{Call, CallFilter, End};
use wxfleet_engine::error::{Error, What};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::app::App;
use crate::console::desk::Desk;
use crate::problem::Problem;

/// How many calls a page of the list has.
const ROWS: usize = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/apis/calls", get(list))
        .route("/console/apis/calls/newer", get(newer))
        .route("/console/apis/calls/{number}", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    appid: String,
    errcode: String,
    path: String,
    refused: String,
    before: String,
    /// The number of the newest call that the page has.
    at: String,
}

impl Wanted {
    fn query(&self) -> CallsQuery<'_> {
        CallsQuery {
            appid: self.appid.trim(),
            errcode: self.errcode.trim(),
            path: self.path.trim(),
            not_done: !self.refused.is_empty(),
        }
    }

    /// The filter; none where it can let nothing through, as half an appid does while somebody types.
    fn filter(&self, desk: &Desk) -> Option<CallFilter> {
        let query = self.query();
        let given = |text: &str| !text.is_empty();
        Some(CallFilter {
            component_appid: desk.platform().ok().cloned(),
            appid: if given(query.appid) { Some(Appid::parse(query.appid).ok()?) } else { None },
            errcode: if given(query.errcode) { Some(typed(query.errcode)?) } else { None },
            path: query.path.to_owned(),
            not_done: query.not_done,
        })
    }

    fn calls(&self, app: &App, desk: &Desk, limit: usize) -> Result<Vec<Arc<Call>>, Problem> {
        let Some(filter) = self.filter(desk) else { return Ok(Vec::new()) };
        Ok(app.engine.asked.list(&desk.who.actor, &filter, self.before.parse().ok(), limit)?)
    }
}

async fn list(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let desk = desk.in_section(Section::Apis);
    let page = wanted.calls(&app, &desk, ROWS + 1).map(|calls| {
        let shown: Vec<AskedCall<'_>> = calls.iter().take(ROWS).map(|call| shown(call)).collect();
        let page = CallsPage {
            query: wanted.query(),
            calls: &shown,
            older: shown.last().filter(|_| calls.len() > ROWS).map(|last| last.number),
            is_later: !wanted.before.is_empty(),
            since: app.engine.asked.since(),
        };
        desk.framed(|frame| page.render(frame))
    });
    desk.show(page)
}

/// The rows that are newer than those of a page.
async fn newer(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let at: u64 = wanted.at.parse().unwrap_or(u64::MAX);
    let rows = wanted.calls(&app, &desk, ROWS).map(|calls| {
        let shown: Vec<AskedCall<'_>> = calls.iter().filter(|call| call.number > at).map(|call| shown(call)).collect();
        let since = app.engine.asked.since();
        let page = CallsPage { query: wanted.query(), calls: &shown, older: None, is_later: false, since };
        desk.framed(|frame| page.render_rows(frame))
    });
    desk.show(rows)
}

async fn show(State(app): State<App>, desk: Desk, Path(number): Path<String>) -> Response {
    let desk = desk.in_section(Section::Apis);
    let page = number
        .parse()
        .map_err(|_| Error::NotFound(What::Call))
        .and_then(|number| app.engine.asked.show(&desk.who.actor, number))
        .map_err(Problem::from)
        .map(|call| desk.framed(|frame| CallPage { call: &shown(&call) }.render(frame)));
    desk.show(page)
}

fn shown(call: &Call) -> AskedCall<'_> {
    AskedCall {
        number: call.number,
        at: call.at,
        took_ms: u64::try_from(call.took.as_millis()).unwrap_or(u64::MAX),
        component: call.component_appid.as_ref().map_or("", ComponentAppid::as_str),
        appid: call.appid.as_ref().map_or("", Appid::as_str),
        by: &call.by,
        endpoint: call.endpoint,
        method: &call.method,
        path: &call.path,
        query: &call.query,
        request: &call.request,
        answer: &call.answer,
        end: match &call.end {
            End::Done => Ended::Done,
            End::Refused { errcode, rid } => Ended::Refused(*errcode, rid.as_deref()),
            End::Failed(why) => Ended::Failed(why),
        },
    }
}
