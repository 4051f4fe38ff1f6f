//! Authorization links: invitations for merchants.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::link::{AuthorizationLink, NewAuthorizationLink};

use super::extract::{OptionalBody, component};
use super::parse;
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(create)
}

/// Make an invitation for a merchant. `url` is good until it ends or has served one authorization; `pc_url` and
/// `h5_url` are WeChat's own links for use now.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorization-links", tag = "authorization links", operation_id = "authorization_link_create",
    params(
        ("component_appid" = String, Path, description = "The component"),
    ),
    request_body = NewAuthorizationLink,
    responses((status = 200, body = AuthorizationLink), (status = "default", body = wxfleet_api::Problem))
)]
async fn create(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<String>,
    OptionalBody(body): OptionalBody<NewAuthorizationLink>,
) -> Result<Json<AuthorizationLink>, Problem> {
    let created = app.engine.authorization.create_link(&actor, &component(&path)?, parse::new_link(body)?).await?;
    Ok(Json(AuthorizationLink {
        id: created.link.id.0.to_string(),
        url: created.url,
        pc_url: created.pc_url,
        h5_url: created.h5_url,
        expires_at: created.link.expires_at,
    }))
}
