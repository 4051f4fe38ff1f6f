//! WeChat's APIs by name: the catalogue, a form for each, and what was asked lately (`lately`).
//!
//! A call goes the way of a call by name over our HTTP API: the engine holds role, shape and journal. What the page adds
//! is that everything in the way is said before, and that what changes something wants a tick.

mod lately;

use std::time::Instant;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use serde_json::{Map, Value};
use wxfleet_console::console::Section;
use wxfleet_console::console::apis::{Answer, Call, CataloguePage, Chosen, EndpointPage, Outlook, form};
use wxfleet_engine::calls::{self, Content, Place};
use wxfleet_engine::error::{Error, What};
use wxfleet_model::authorizer::Authorizer;
use wxfleet_wechat::catalogue::{self, Entry};
use wxfleet_wechat::endpoint::{Answered, Upload};
use wxfleet_wechat::id::Appid;

use super::desk::{self, Desk, explained};
use super::find::{choices, name_of};
use super::session::{PostedFields, UPLOAD_LIMIT};
use crate::app::App;
use crate::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/apis", get(list))
        .route("/console/apis/accounts", get(choices))
        .route("/console/apis/{id}", get(show).post(send).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .merge(lately::routes())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    group: String,
    appid: String,
}

async fn list(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let desk = desk.in_section(Section::Apis);
    let group = Some(wanted.group.trim()).filter(|group| !group.is_empty());
    let found = app.engine.calls.catalogue(&desk.who.actor, group, Some(&wanted.q));
    let page = found.map_err(Problem::from).map(|entries| {
        let (q, group) = (wanted.q.trim(), wanted.group.trim());
        desk.framed(|frame| CataloguePage { q, group, appid: wanted.appid.trim(), entries: &entries }.render(frame))
    });
    desk.show(page)
}

/// An API at a desk, with the account that is to speak.
struct Open {
    desk: Desk,
    entry: &'static Entry,
    place: Place,
    account: Option<Authorizer>,
    outlook: calls::Outlook,
    /// What was typed to choose an account, and why it chose none.
    asked: String,
    in_the_way: Option<Problem>,
}

impl Open {
    async fn of(app: &App, desk: Desk, id: &str, asked: String) -> Result<Self, Response> {
        let desk = desk.in_section(Section::Apis);
        let Some(entry) = catalogue::entry(id) else { return Err(desk.refuse(Error::NotFound(What::Endpoint).into())) };
        let (account, in_the_way) = match chosen(app, &desk, asked.trim()).await {
            Ok(account) => (account, None),
            Err(problem) => (None, Some(problem)),
        };
        let component_appid = match desk.platform() {
            Ok(platform) => platform.clone(),
            Err(problem) => return Err(desk.refuse(problem)),
        };
        let place = Place { component_appid, appid: account.as_ref().map(|account| account.appid.clone()) };
        match app.engine.calls.outlook(&desk.who.actor, &place, entry).await {
            Ok(outlook) => Ok(Self { desk, entry, place, account, outlook, asked, in_the_way }),
            Err(error) => Err(desk.refuse(error.into())),
        }
    }

    /// The fields of the catalogue's sample, but for those that we know better.
    fn sample(&self) -> Vec<(String, String)> {
        let ours = [self.outlook.filled_in.as_slice(), self.outlook.secrets.as_slice()].concat();
        let without_ours = |mut fields: Map<String, Value>| {
            fields.retain(|name, _| !ours.contains(&name.as_str()));
            fields
        };
        let (query, body) = (self.entry.sample_call_query(), self.entry.sample_call_body());
        form::typed(self.entry, &without_ours(query), &without_ours(body))
    }

    /// The page, with what came of the form if one was sent.
    fn show(mut self, typed: &form::Typed, add: &str, end: End) -> Response {
        let language = self.desk.language();
        let is_unsure = matches!(end, End::Unsure);
        let (mut problem, mut answer) = (self.in_the_way.take(), None);
        match end {
            End::Nothing | End::Unsure => {}
            End::Refused(refused) => problem = problem.or(Some(refused)),
            End::Answered(took_ms, value) => answer = Some((took_ms, value)),
        }
        let refusal = problem.clone().map(|problem| explained(problem, language).1);
        let forbidden = self.outlook.refused.take().map(|error| explained(error.into(), language).1);
        let account = self.account.as_ref();
        let name = account.map(|account| name_of(account).to_owned()).unwrap_or_default();
        let fields = form::read(self.entry, typed).ok();
        let answer = answer.as_ref().map(|(took_ms, value)| Answer { took_ms: *took_ms, value: Some(value) });
        let appid = self.place.appid.as_ref().map(Appid::as_str);
        let component = self.place.component_appid.as_str();
        let page = EndpointPage {
            entry: self.entry,
            account: appid.map(|appid| Chosen { component, appid, name: &name }),
            asked: &self.asked,
            outlook: &Outlook {
                refusal: forbidden.as_ref(),
                missing: &self.outlook.missing,
                filled_in: &self.outlook.filled_in,
                secrets: &self.outlook.secrets,
            },
            typed,
            add,
            call: fields.as_ref().map(|(query, body)| Call { component, appid, query, body }),
            is_unsure,
            refusal: refusal.as_ref(),
            answer: answer.as_ref(),
        };
        let html = self.desk.framed(|frame| page.render(frame));
        match problem {
            Some(problem) => desk::refused(problem, html),
            None if is_unsure => (StatusCode::BAD_REQUEST, Html(html)).into_response(),
            None => Html(html).into_response(),
        }
    }
}

/// What came of a form.
enum End {
    /// Nothing was asked of WeChat.
    Nothing,
    /// The tick is missing.
    Unsure,
    Refused(Problem),
    /// After so many milliseconds.
    Answered(u64, Value),
}

/// The account that was typed; none while nothing is.
async fn chosen(app: &App, desk: &Desk, text: &str) -> Result<Option<Authorizer>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let appid = Appid::parse(text).map_err(|_| {
        Problem::invalid(
            "appid",
            "choose an account from the list, or paste its appid",
            "请从列表里选择账号，或粘贴它的 appid",
        )
    })?;
    Ok(Some(app.engine.authorizers.show(&desk.who.actor, desk.platform()?, &appid).await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    appid: String,
}

async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>, Query(asked): Query<Asked>) -> Response {
    match Open::of(&app, desk, &id, asked.appid).await {
        Ok(open) => {
            let sample = open.sample();
            open.show(&sample, "", End::Nothing)
        }
        Err(response) => response,
    }
}

async fn send(State(app): State<App>, desk: Desk, Path(id): Path<String>, posted: PostedFields) -> Response {
    let address = format!("/console/apis/{id}?appid={}", posted.field("_appid"));
    let open = match Open::of(&app, desk.shown_at(address), &id, posted.field("_appid").to_owned()).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let typed: Vec<(String, String)> =
        posted.fields.iter().filter(|(name, _)| name.starts_with("q.") || name.starts_with("b.")).cloned().collect();
    let is_sent = posted.field("_do") == "send" && posted.field("_add").is_empty();
    let end = if !is_sent || open.in_the_way.is_some() {
        End::Nothing
    } else if !open.entry.only_reads() && posted.field("_sure").is_empty() {
        End::Unsure
    } else {
        match call(&app, &open, &typed, posted.upload.clone()).await {
            Ok((took_ms, answered)) => match serde_json::from_slice(&answered.bytes) {
                Ok(value) => End::Answered(took_ms, value),
                Err(_) => return file(open.entry, answered),
            },
            Err(problem) => End::Refused(problem),
        }
    };
    open.show(&typed, posted.field("_add"), end)
}

async fn call(
    app: &App,
    open: &Open,
    typed: &form::Typed,
    upload: Option<(String, Upload)>,
) -> Result<(u64, Answered), Problem> {
    let (query, body) = form::read(open.entry, typed).map_err(Error::from)?;
    let content = Content { query, body, upload };
    let started = Instant::now();
    let answered = app.engine.calls.call(&open.desk.who.actor, &open.place, &open.entry.id, content).await?;
    Ok((u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX), answered))
}

/// A file of WeChat's goes to the person's disk and is not kept here.
fn file(entry: &Entry, answered: Answered) -> Response {
    let ending = match answered.content_type.split(';').next().unwrap_or_default().trim() {
        "image/jpeg" | "image/jpg" => "jpg",
        "image/png" => "png",
        "video/mp4" => "mp4",
        "application/zip" => "zip",
        _ => "bin",
    };
    let disposition = format!("attachment; filename=\"{}.{ending}\"", entry.id);
    let headers = [(CONTENT_TYPE, "application/octet-stream".to_owned()), (CONTENT_DISPOSITION, disposition)];
    (headers, answered.bytes).into_response()
}
