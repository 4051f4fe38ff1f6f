//! The list of accounts, as a page and as a file.

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use futures_util::{StreamExt, stream};
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::accounts::{AccountRow, AccountsPage, AccountsQuery, HiddenColumns, Views};
use wxfleet_engine::authorizers::AuthorizerFilter;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::code::CodeState;
use wxfleet_model::page::{MAX_LIMIT, PageRequest};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::id::{ComponentAppid, FuncscopeId};

use super::cookies::Cookie;
use super::desk::{self, Desk, Done, explained};
use super::session::{NoFields, Posted};
use crate::app::App;
use crate::problem::Problem;

/// Where the list is.
pub(super) const HERE: &str = "/console/accounts";
/// How many rows a page of the list has.
const ROWS: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route("/console/accounts.csv", get(export))
        .route("/console/accounts/sync", post(sync))
        .route("/console/platform", get(choose_platform))
}

/// What the list is filtered by. A word that is none of ours filters nothing: addresses are edited by hand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    kind: String,
    state: String,
    stage: String,
    label: String,
    version: String,
    missing: String,
    after: String,
    /// Which columns are hidden; what this browser was told before where nothing is said.
    hide: String,
    /// The view that this is.
    view: String,
}

impl Wanted {
    /// What the query of an address of the list asks for; nothing that cannot be read filters anything.
    pub(super) fn of_query(query: &str) -> Self {
        let mut wanted = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let field = match name.as_ref() {
                "q" => &mut wanted.q,
                "kind" => &mut wanted.kind,
                "state" => &mut wanted.state,
                "stage" => &mut wanted.stage,
                "label" => &mut wanted.label,
                "version" => &mut wanted.version,
                "missing" => &mut wanted.missing,
                _ => continue,
            };
            *field = value.into_owned();
        }
        wanted
    }

    pub(super) fn query(&self) -> AccountsQuery<'_> {
        AccountsQuery {
            q: self.q.trim(),
            kind: self.kind.parse().ok(),
            state: self.state.parse().ok(),
            stage: self.stage.parse().ok(),
            label: self.label.trim(),
            version: self.version.trim(),
            missing: self.missing.parse().ok().filter(|id| *id > 0),
        }
    }

    pub(super) fn filter(&self) -> AuthorizerFilter {
        let query = self.query();
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        AuthorizerFilter {
            q: given(query.q),
            kind: query.kind,
            state: query.state,
            stage: query.stage,
            label: given(query.label),
            version: given(query.version),
            missing: query.missing.map(FuncscopeId),
            ..AuthorizerFilter::default()
        }
    }

    fn page(&self, limit: u32) -> PageRequest {
        PageRequest { limit, after: Some(self.after.clone()).filter(|after| !after.is_empty()) }
    }
}

async fn list(State(app): State<App>, desk: Desk, headers: HeaderMap, Query(wanted): Query<Wanted>) -> Response {
    let desk = desk.in_section(Section::Accounts);
    let hide =
        if wanted.hide.is_empty() { Cookie::Columns.read(&app, &headers).unwrap_or_default() } else { &wanted.hide };
    let page = listed(&app, &desk, &wanted, HiddenColumns::of_text(hide), None).await;
    desk.show(page)
}

async fn listed(
    app: &App,
    desk: &Desk,
    wanted: &Wanted,
    hidden: HiddenColumns,
    problem: Option<Problem>,
) -> Result<String, Problem> {
    let refusal = problem.map(|problem| explained(problem, desk.language()).1);
    let mut page = AccountsPage {
        query: wanted.query(),
        rows: &[],
        next: None,
        is_later: !wanted.after.is_empty(),
        states: &[],
        hidden,
        views: Views::default(),
        may_write: desk.may(Action::AuthorizerWrite),
        refusal: refusal.as_ref(),
    };
    let Ok(platform) = desk.platform() else {
        page.may_write = false;
        return Ok(desk.framed(|frame| page.render(frame)));
    };
    let actor = &desk.who.actor;
    let views = app.engine.views.list(actor).await?;
    let here = views.iter().find(|view| view.id.0.to_string() == wanted.view);
    page.views = Views { all: &views, here };
    let found = app.engine.authorizers.list(actor, platform, wanted.filter(), wanted.page(ROWS)).await?;
    let codes = app.engine.code.known_of(actor, platform, &found.items).await?;
    let fleet = app.engine.overview.fleet(actor, platform).await?;
    let rows: Vec<AccountRow<'_>> =
        found.items.iter().map(|account| AccountRow { account, code: codes.get(&account.appid) }).collect();
    page.rows = &rows;
    page.next = found.next.as_deref();
    page.states = &fleet.states;
    Ok(desk.framed(|frame| page.render(frame)))
}

/// The list as a file for a spreadsheet.
async fn export(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    match exported(app, &desk, &wanted).await {
        Ok(body) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\""),
            ];
            (headers, body).into_response()
        }
        Err(problem) => desk.refuse(problem),
    }
}

/// The file, read and sent portion by portion: however many accounts there are, one portion of them is in memory.
async fn exported(app: App, desk: &Desk, wanted: &Wanted) -> Result<Body, Problem> {
    let columns = desk.language().pick(
        "名称,AppID,原始ID,类型,状态,代码进度,线上版本,主体,标签,授权时间\r\n",
        "name,appid,original_id,kind,state,code,online_version,company,labels,authorized_at\r\n",
    );
    // The mark by which spreadsheets know that this is UTF-8.
    let mut head = format!("\u{feff}{columns}");
    let sheet =
        Sheet { actor: desk.who.actor.clone(), platform: desk.platform()?.clone(), filter: wanted.filter(), app };
    // The first portion is read before anything is sent, so that what stands in the way is said on a page.
    let (lines, next) = sheet.portion(None).await?;
    head.push_str(&lines);
    let rest = stream::try_unfold((sheet, next), |(sheet, next)| async move {
        let Some(after) = next else { return Ok(None) };
        let (lines, next) = sheet.portion(Some(after)).await?;
        Ok::<_, wxfleet_engine::Error>(Some((lines, (sheet, next))))
    });
    Ok(Body::from_stream(stream::iter([Ok(head)]).chain(rest)))
}

/// A list on its way into a file.
struct Sheet {
    app: App,
    actor: Actor,
    platform: ComponentAppid,
    filter: AuthorizerFilter,
}

impl Sheet {
    /// The lines of the next accounts, and from where the others go on.
    async fn portion(&self, after: Option<String>) -> Result<(String, Option<String>), wxfleet_engine::Error> {
        let Self { app, actor, platform, filter } = self;
        let page = PageRequest { limit: MAX_LIMIT, after };
        let found = app.engine.authorizers.list(actor, platform, filter.clone(), page).await?;
        let codes = app.engine.code.known_of(actor, platform, &found.items).await?;
        let lines = found.items.iter().map(|account| csv_line(account, codes.get(&account.appid))).collect();
        Ok((lines, found.next))
    }
}

fn csv_line(account: &Authorizer, code: Option<&CodeState>) -> String {
    let profile = &account.profile;
    let online = code.and_then(|code| code.online.as_ref()).map_or("", |online| &online.user_version);
    let cells = [
        profile.nick_name.as_str(),
        account.appid.as_str(),
        &profile.user_name,
        account.kind.map_or("", |kind| kind.as_str()),
        account.state().as_str(),
        code.map_or("", |code| code.stage().as_str()),
        online,
        &profile.principal_name,
        &account.labels.join(" "),
        &account.authorized_at.to_string(),
    ]
    .map(csv_cell);
    cells.join(",") + "\r\n"
}

/// A text as a cell that no spreadsheet takes for a formula.
fn csv_cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

async fn sync(State(app): State<App>, desk: Desk, Posted(who, NoFields {}): Posted<NoFields>) -> Response {
    let desk = desk.in_section(Section::Accounts).shown_at(HERE.to_owned());
    let synced = match desk.platform() {
        Ok(platform) => app.engine.authorizers.sync(&who.actor, platform).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match synced {
        Ok(_) => Done::Synced.at(HERE),
        Err(problem) => refused(&app, &desk, problem).await,
    }
}

/// The list once more, with what was not done.
pub(super) async fn refused(app: &App, desk: &Desk, problem: Problem) -> Response {
    match listed(app, desk, &Wanted::default(), HiddenColumns::default(), Some(problem.clone())).await {
        Ok(html) => desk::refused(problem, html),
        Err(problem) => desk.refuse(problem),
    }
}

/// `?appid=`
#[derive(Debug, Deserialize)]
struct Chosen {
    appid: String,
}

/// Another platform is looked at from now on, by this browser.
async fn choose_platform(State(app): State<App>, _desk: Desk, Query(chosen): Query<Chosen>) -> Response {
    let mut response = Redirect::to(HERE).into_response();
    if let Ok(platform) = ComponentAppid::parse(chosen.appid) {
        Cookie::Platform.set(&app, response.headers_mut(), platform.as_str());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn a_cell_is_text_whatever_a_merchant_calls_himself() {
        assert_eq!(csv_cell("老王\"鲜果\""), "\"老王\"\"鲜果\"\"\"");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(csv_cell(formula).starts_with("\"'"), "{formula}");
        }
    }
}
