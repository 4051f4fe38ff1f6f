//! The categories of a Mini Program.

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use wxfleet_api::Page;
use wxfleet_api::account::{CategoryNode, CategoryPapers, NewCategories, SetCategories};

use super::super::extract::{Body, InPages, Portion, account};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, add).merge(operations!(all)).merge(operations!(modify, delete))
}

/// The categories that are set, how their reviews stand, and how many may still be added.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/account-categories", tag = "accounts", operation_id = "account_categories",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = SetCategories), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
) -> Result<Json<SetCategories>, Problem> {
    let set = app.engine.account.categories(&actor, &account(&path)?).await?;
    Ok(Json(view::set_categories(set)))
}

/// Every category that the account could have, and the papers that it takes.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/account-categories/all", tag = "accounts", operation_id = "account_categories_all",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        InPages,
    ),
    responses((status = 200, body = Page<CategoryNode>), (status = "default", body = wxfleet_api::Problem))
)]
async fn all(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    portion: Portion,
) -> Result<Json<Page<CategoryNode>>, Problem> {
    let nodes = app.engine.account.all_categories(&actor, &account(&path)?).await?;
    Ok(Json(portion.cut(nodes.into_iter().map(view::category_node).collect())?))
}

/// Add categories. Those that take papers go into review.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/account-categories", tag = "accounts", operation_id = "account_categories_add",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = NewCategories,
    responses((status = 200, body = SetCategories), (status = "default", body = wxfleet_api::Problem))
)]
async fn add(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<NewCategories>,
) -> Result<Json<SetCategories>, Problem> {
    let account = account(&path)?;
    app.engine.account.add_categories(&actor, &account, &parse::categories(body)).await?;
    let set = app.engine.account.categories(&actor, &account).await?;
    Ok(Json(view::set_categories(set)))
}

/// Hand in other papers for a category that was refused.
#[utoipa::path(
    patch, path = "/components/{component_appid}/authorizers/{appid}/account-categories/{first}/{second}", tag = "accounts", operation_id = "account_category_modify",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("first" = i64, Path, description = "Number of the first level"),
        ("second" = i64, Path, description = "Number of the second level"),
    ),
    request_body = CategoryPapers,
    responses((status = 200, body = SetCategories), (status = "default", body = wxfleet_api::Problem))
)]
async fn modify(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, first, second)): Path<(String, String, String, String)>,
    Body(body): Body<CategoryPapers>,
) -> Result<Json<SetCategories>, Problem> {
    let (account, which) = (account(&(component, appid))?, parse::category(&first, &second)?);
    app.engine.account.modify_category(&actor, &account, &parse::category_papers(which, body)).await?;
    let set = app.engine.account.categories(&actor, &account).await?;
    Ok(Json(view::set_categories(set)))
}

/// Take a category away.
#[utoipa::path(
    delete, path = "/components/{component_appid}/authorizers/{appid}/account-categories/{first}/{second}", tag = "accounts", operation_id = "account_category_delete",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
        ("first" = i64, Path, description = "Number of the first level"),
        ("second" = i64, Path, description = "Number of the second level"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn delete(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((component, appid, first, second)): Path<(String, String, String, String)>,
) -> Result<StatusCode, Problem> {
    let which = parse::category(&first, &second)?;
    app.engine.account.delete_category(&actor, &account(&(component, appid))?, which).await?;
    Ok(StatusCode::NO_CONTENT)
}
