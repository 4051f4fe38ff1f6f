//! The list of accounts, as a page and as a file; what is done to many at once.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::accounts::{AccountRow, AccountsPage, AccountsQuery};
use wxfleet_engine::authorizers::AuthorizerFilter;
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::code::CodeState;
use wxfleet_model::page::{MAX_LIMIT, PageRequest};
use wxfleet_model::permission::Action;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};

use super::cookies::Cookie;
use super::desk::{self, Desk, Done, explained};
use super::session::{NoFields, Posted};
use crate::app::App;
use crate::problem::Problem;

/// Where the list is.
const HERE: &str = "/console/accounts";
/// How many rows a page of the list has.
const ROWS: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route("/console/accounts.csv", get(export))
        .route("/console/accounts/sync", post(sync))
        .route("/console/accounts/labels", post(label))
        .route("/console/platform", get(choose_platform))
}

/// What the list is filtered by. A word that is none of ours filters nothing: addresses are edited by hand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    kind: String,
    state: String,
    stage: String,
    label: String,
    version: String,
    missing: String,
    after: String,
}

impl Wanted {
    fn query(&self) -> AccountsQuery<'_> {
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

    fn filter(&self) -> AuthorizerFilter {
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

async fn list(State(app): State<App>, desk: Desk, Query(wanted): Query<Wanted>) -> Response {
    let desk = desk.in_section(Section::Accounts);
    let page = listed(&app, &desk, &wanted, None).await;
    desk.show(page)
}

async fn listed(app: &App, desk: &Desk, wanted: &Wanted, problem: Option<Problem>) -> Result<String, Problem> {
    let refusal = problem.map(|problem| explained(problem, desk.language()).1);
    let mut page = AccountsPage {
        query: wanted.query(),
        rows: &[],
        next: None,
        is_later: !wanted.after.is_empty(),
        states: &[],
        may_write: desk.may(Action::AuthorizerWrite),
        refusal: refusal.as_ref(),
    };
    let Ok(platform) = desk.platform() else {
        page.may_write = false;
        return Ok(desk.framed(|frame| page.render(frame)));
    };
    let actor = &desk.who.actor;
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
    match exported(&app, &desk, &wanted).await {
        Ok(text) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\""),
            ];
            (headers, text).into_response()
        }
        Err(problem) => desk.refuse(problem),
    }
}

async fn exported(app: &App, desk: &Desk, wanted: &Wanted) -> Result<String, Problem> {
    let platform = desk.platform()?;
    let actor = &desk.who.actor;
    let columns = desk.language().pick(
        "名称,AppID,原始ID,类型,状态,代码进度,线上版本,主体,标签,授权时间\r\n",
        "name,appid,original_id,kind,state,code,online_version,company,labels,authorized_at\r\n",
    );
    // The mark by which spreadsheets know that this is UTF-8.
    let mut text = format!("\u{feff}{columns}");
    let mut page = PageRequest { limit: MAX_LIMIT, after: None };
    loop {
        let found = app.engine.authorizers.list(actor, platform, wanted.filter(), page).await?;
        let codes = app.engine.code.known_of(actor, platform, &found.items).await?;
        for account in &found.items {
            text.push_str(&csv_line(account, codes.get(&account.appid)));
        }
        match found.next {
            Some(next) => page = PageRequest { limit: MAX_LIMIT, after: Some(next) },
            None => return Ok(text),
        }
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
async fn refused(app: &App, desk: &Desk, problem: Problem) -> Response {
    match listed(app, desk, &Wanted::default(), Some(problem.clone())).await {
        Ok(html) => desk::refused(problem, html),
        Err(problem) => desk.refuse(problem),
    }
}

/// A label for many accounts, or to be taken from them.
#[derive(Debug, Deserialize)]
struct LabelForm {
    /// Appids, joined by commas.
    appids: String,
    label: String,
    change: String,
}

async fn label(State(app): State<App>, desk: Desk, Posted(who, form): Posted<LabelForm>) -> Response {
    let desk = desk.in_section(Section::Accounts).shown_at(HERE.to_owned());
    let labelled = async {
        let platform = desk.platform()?;
        let appids = form.appids.split(',').filter(|text| !text.is_empty()).map(str::parse::<Appid>);
        let appids = appids.collect::<Result<Vec<_>, _>>();
        let appids = appids.map_err(|_| Problem::invalid("appids", "must be appids", "必须是 appid"))?;
        let label = [form.label.trim().to_owned()];
        let (add, remove): (&[String], &[String]) = if form.change == "remove" { (&[], &label) } else { (&label, &[]) };
        Ok(app.engine.authorizers.label_many(&who.actor, platform, &appids, add, remove).await?)
    };
    match labelled.await {
        Ok(_) => Done::Labelled.at(HERE),
        Err(problem) => refused(&app, &desk, problem).await,
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
