//! Testers, and rules for links in ordinary QR codes.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::account::{AccessPage, TesterRow};
use wxfleet_engine::testers::{Tester, TesterName};
use wxfleet_wechat::wxacode::QrcodeJumpAdd;

use super::ask::{Asked, answered, ask};
use super::{Open, at, lines};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/access";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(HERE), get(access))
        .route(&at("/testers"), post(add_tester))
        .route(&at("/testers/remove"), post(remove_tester))
        .route(&at("/rules"), post(set_rule))
        .route(&at("/rules/publish"), get(publish_page).post(publish))
        .route(&at("/rules/delete"), get(delete_page).post(delete))
        .route(&at("/rules/file"), post(confirm_file))
}

async fn access(State(app): State<App>, open: Open) -> Response {
    Html(page(&app, &open, None, None).await).into_response()
}

async fn page(app: &App, open: &Open, served: Option<&str>, problem: Option<&Problem>) -> String {
    let (actor, place) = (open.actor(), &open.place);
    let row = |tester: Tester| TesterRow { userstr: tester.userstr, wechatid: tester.wechatid };
    let (testers, rules) = tokio::join!(
        Box::pin(app.engine.testers.list(actor, place)),
        Box::pin(app.engine.account.qr_rules(actor, place))
    );
    let testers =
        testers.map(|testers| testers.into_iter().map(row).collect::<Vec<_>>()).map_err(|error| open.why(error));
    let rules = rules.map_err(|error| open.why(error));
    let refusal = open.refusal(problem);
    let page = AccessPage {
        subject: open.subject(),
        testers: testers.as_deref(),
        rules: rules.as_ref(),
        served,
        refusal: refusal.as_ref(),
    };
    open.desk.framed(|frame| page.render(frame))
}

/// After a change: the page that says so, or that says what was in the way.
async fn settled<T>(app: &App, open: Open, done: Done, outcome: Result<T, wxfleet_engine::Error>) -> Response {
    let Err(error) = outcome else { return done.at(&open.page(HERE)) };
    let (open, problem) = (open.at(HERE), Problem::from(error));
    let page = page(app, &open, None, Some(&problem)).await;
    open.refused(problem, Ok(page))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TesterForm {
    wechatid: String,
    userstr: String,
}

async fn add_tester(State(app): State<App>, open: Open, Posted(who, form): Posted<TesterForm>) -> Response {
    let outcome = app.engine.testers.bind(&who.actor, &open.place, form.wechatid.trim()).await;
    settled(&app, open, Done::TesterAdded, outcome).await
}

async fn remove_tester(State(app): State<App>, open: Open, Posted(who, form): Posted<TesterForm>) -> Response {
    let outcome = app.engine.testers.unbind(&who.actor, &open.place, TesterName::Userstr(form.userstr)).await;
    settled(&app, open, Done::TesterRemoved, outcome).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RuleForm {
    prefix: String,
    path: String,
    sub: String,
    scope: Option<i64>,
    tests: String,
}

impl RuleForm {
    fn read(&self) -> QrcodeJumpAdd {
        let mut rule = QrcodeJumpAdd::new(self.prefix.trim(), self.path.trim(), 0);
        rule.permit_sub_rule = Some(if self.sub.is_empty() { 1 } else { 2 });
        rule.open_version = self.scope;
        rule.debug_url = Some(lines(&self.tests)).filter(|links| !links.is_empty());
        rule
    }
}

async fn set_rule(State(app): State<App>, open: Open, Posted(who, form): Posted<RuleForm>) -> Response {
    let outcome = app.engine.account.put_qr_rule(&who.actor, &open.place, form.read()).await;
    settled(&app, open, Done::RuleSaved, outcome).await
}

/// The rule that is meant.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    prefix: String,
}

async fn publish_page(State(app): State<App>, open: Open, Query(which): Query<Which>) -> Response {
    ask(&app, &open, Asked::PublishRule(which.prefix)).await
}

async fn publish(State(app): State<App>, open: Open, Posted(who, which): Posted<Which>) -> Response {
    let outcome = app.engine.account.publish_qr_rule(&who.actor, &open.place, &which.prefix).await;
    answered(&app, &open, Asked::PublishRule(which.prefix), Done::RulePublished, outcome).await
}

async fn delete_page(State(app): State<App>, open: Open, Query(which): Query<Which>) -> Response {
    ask(&app, &open, Asked::DeleteRule(which.prefix)).await
}

async fn delete(State(app): State<App>, open: Open, Posted(who, which): Posted<Which>) -> Response {
    let outcome = app.engine.account.delete_qr_rule(&who.actor, &open.place, &which.prefix).await;
    answered(&app, &open, Asked::DeleteRule(which.prefix), Done::RuleDeleted, outcome).await
}

/// Fetches the file by which WeChat checks the host of a rule, and serves it from now on.
async fn confirm_file(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let open = open.at(HERE);
    match app.engine.domains.qr_rule_confirm_file(&who.actor, &open.place).await {
        Ok(file) => {
            let address = app.public(&format!("/{}", file.file_name));
            Html(page(&app, &open, Some(&address), None).await).into_response()
        }
        Err(error) => {
            let problem = Problem::from(error);
            let page = page(&app, &open, None, Some(&problem)).await;
            open.refused(problem, Ok(page))
        }
    }
}
