//! Labels: the ISV's own words for its merchants' accounts.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::authorizer::{Authorizer, LabelChange, Labelled, Labels};

use super::extract::{Body, account, component};
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(set).merge(operations!(change))
}

/// Put these labels in the place of the account's present ones.
#[utoipa::path(
    put, path = "/components/{component_appid}/authorizers/{appid}/labels", tag = "authorizers", operation_id = "authorizer_labels_set",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    request_body = Labels,
    responses((status = 200, body = Authorizer), (status = "default", body = wxfleet_api::Problem))
)]
async fn set(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<Labels>,
) -> Result<Json<Authorizer>, Problem> {
    let at = account(&path)?;
    let found = app.engine.authorizers.set_labels(&actor, &at.component_appid, &at.appid, &body.labels).await?;
    Ok(Json(view::authorizer(found)))
}

/// Add labels to many accounts and remove others. Nothing is changed if one of the accounts is not known or would have
/// too many labels.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/labels", tag = "authorizers", operation_id = "authorizer_labels_change",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    request_body = LabelChange,
    responses((status = 200, body = Labelled), (status = "default", body = wxfleet_api::Problem))
)]
async fn change(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    Body(body): Body<LabelChange>,
) -> Result<Json<Labelled>, Problem> {
    let appids = parse::appids(body.appids)?;
    let labelled =
        app.engine.authorizers.label_many(&actor, &component(&path)?, &appids, &body.add, &body.remove).await?;
    Ok(Json(Labelled { changed: labelled.changed, unchanged: labelled.unchanged }))
}
