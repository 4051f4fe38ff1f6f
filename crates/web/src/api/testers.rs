//! Testers: who may open the trial version.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use wxfleet_api::Page;
use wxfleet_api::tester::{BoundTester, NewTester, Tester};

use super::extract::{Asked, Body, InPages, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, bind).merge(operations!(unbind))
}

/// The testers as WeChat lists them, with the WeChat ids of those who were bound here.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/testers", tag = "testers", operation_id = "tester_list",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<Tester>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<Tester>>, Problem> {
    let testers = app.engine.testers.list(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(testers.into_iter().map(view::tester).collect())?))
}

/// Make somebody a tester.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/testers", tag = "testers", operation_id = "tester_bind",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewTester,
    responses((status = 200, body = BoundTester), (status = "default", body = wxfleet_api::Problem))
)]
async fn bind(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewTester>,
) -> Result<Json<BoundTester>, Problem> {
    let bound = app.engine.testers.bind(&actor, &account(&path)?, &body.wechatid).await?;
    Ok(Json(BoundTester { userstr: bound.userstr, already: bound.already }))
}

/// How a tester is named in a path.
#[derive(Debug, Default, Deserialize)]
struct NamedBy {
    by: Option<String>,
}

/// Make somebody a tester no more.
#[utoipa::path(
    delete, path = "/components/{component_appid}/authorizers/{appid}/testers/{wechatid}", tag = "testers", operation_id = "tester_unbind",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("wechatid" = String, Path, description = "The person's WeChat id, or with `by=userstr` WeChat's name for the person"),
        ("by" = Option<String>, Query, description = "`wechatid` (the default) or `userstr`"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn unbind(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, name)): Path<(String, String, String)>,
    Asked(named): Asked<NamedBy>,
) -> Result<StatusCode, Problem> {
    let who = parse::tester_name(named.by.as_deref(), name)?;
    app.engine.testers.unbind(&actor, &account(&(component, appid))?, who).await?;
    Ok(StatusCode::NO_CONTENT)
}
