//! API keys, and what the field taught about WeChat.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use http::StatusCode;
use uuid::Uuid;
use wxfleet_api::Page;
use wxfleet_api::key::{CreatedKey, Key, NewKey};
use wxfleet_api::observation::Observation;
use wxfleet_engine::error::{Error, What};
use wxfleet_model::key::KeyId;

use super::extract::{Body, InPages, Portion};
use super::idempotency::ShownOnce;
use super::{parse, view};
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(list, create).merge(operations!(revoke)).merge(operations!(observations))
}

/// All API keys, without their texts.
#[utoipa::path(
    get, path = "/keys", tag = "keys", operation_id = "key_list",
    params(
        InPages,
    ),
    responses((status = 200, body = Page<Key>), (status = "default", body = wxfleet_api::Problem))
)]
async fn list(State(app): State<App>, Caller(actor): Caller, portion: Portion) -> Result<Json<Page<Key>>, Problem> {
    let keys = app.engine.keys.list(&actor).await?;
    Ok(Json(portion.cut(keys.into_iter().map(view::key).collect())?))
}

/// Make an API key. The key itself is in this answer alone.
#[utoipa::path(
    post, path = "/keys", tag = "keys", operation_id = "key_create",
    request_body = NewKey,
    responses((status = 200, body = CreatedKey), (status = "default", body = wxfleet_api::Problem))
)]
async fn create(
    State(app): State<App>,
    Caller(actor): Caller,
    Body(body): Body<NewKey>,
) -> Result<(Extension<ShownOnce>, Json<CreatedKey>), Problem> {
    let grants = body.grants.iter().map(|grant| parse::grant(grant)).collect::<Result<_, _>>()?;
    let limits = parse::limits(body.components, body.labels)?;
    let role = parse::role(&body.role)?;
    let created = app.engine.keys.create_limited(&actor, &body.name, role, grants, limits).await?;
    let answer = CreatedKey {
        id: created.key.id.0.to_string(),
        key: created.text.expose().to_owned(),
        name: created.key.name,
        role: created.key.role.to_string(),
        grants: created.key.grants.iter().map(ToString::to_string).collect(),
        components: created.key.limits.components.iter().map(ToString::to_string).collect(),
        labels: created.key.limits.labels,
    };
    Ok((Extension(ShownOnce), Json(answer)))
}

/// Revoke an API key. It is refused from now on.
#[utoipa::path(
    delete, path = "/keys/{id}", tag = "keys", operation_id = "key_revoke",
    params(
        ("id" = String, Path, description = "The key"),
    ),
    responses((status = 204), (status = "default", body = wxfleet_api::Problem))
)]
async fn revoke(State(app): State<App>, Caller(actor): Caller, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let id = Uuid::parse_str(&id).map_err(|_| Error::NotFound(What::Key))?;
    app.engine.keys.revoke(&actor, KeyId(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which answers this server has met to questions that WeChat's documents leave open.
#[utoipa::path(
    get, path = "/observations", tag = "server", operation_id = "observation_list",
    params(
        InPages,
    ),
    responses((status = 200, body = Page<Observation>), (status = "default", body = wxfleet_api::Problem))
)]
async fn observations(
    State(app): State<App>,
    Caller(actor): Caller,
    portion: Portion,
) -> Result<Json<Page<Observation>>, Problem> {
    let met = app.engine.observations.list(&actor).await?;
    Ok(Json(portion.cut(met.into_iter().map(view::observation).collect())?))
}
