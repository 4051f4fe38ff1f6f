//! What an account granted to us, and what is missing for which of our functions.

use axum::Json;
use axum::extract::{Path, State};
use wxfleet_api::authorizer::{FunctionState, PermissionState, Permissions};
use wxfleet_console::locale::Language;
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_model::permission_set::{FunctionStanding, SetStanding, standing};

use super::extract::account;
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::language::ApiLanguage;
use crate::problem::{Both, Problem};

pub(super) fn routes() -> Operations {
    operations!(show)
}

/// The permission sets of an account: which were granted, which of our functions need them, and what to do about those
/// that are missing.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/permissions", tag = "authorizers", operation_id = "authorizer_permissions",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The account"),
    ),
    responses((status = 200, body = Permissions), (status = "default", body = wxfleet_api::Problem))
)]
async fn show(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    ApiLanguage(language): ApiLanguage,
) -> Result<Json<Permissions>, Problem> {
    let at = account(&path)?;
    let found = app.engine.authorizers.show(&actor, &at.component_appid, &at.appid).await?;
    let (sets, functions) = standing(found.kind, &found.func_info);
    let lacking = functions.iter().any(|one| !one.works) || found.status == AuthorizerStatus::Unauthorized;
    let reauthorize_url = app.public(&format!("/authorize/{}", found.component_appid));
    Ok(Json(Permissions {
        component_appid: found.component_appid.to_string(),
        appid: found.appid.to_string(),
        kind: found.kind.map(|kind| kind.to_string()),
        profile_read_at: found.profile_read_at,
        permissions: sets.into_iter().map(permission).collect(),
        functions: functions.iter().map(function).collect(),
        advice: lacking.then(|| advice(&reauthorize_url, language)),
        reauthorize_url,
    }))
}

fn permission(set: SetStanding) -> PermissionState {
    PermissionState {
        id: set.id.0,
        name_zh: set.known.map(|known| known.zh.to_owned()),
        name_en: set.known.map(|known| known.en.to_owned()),
        exclusive: set.known.is_some_and(|known| known.exclusive),
        granted: set.granted,
        needed_for: set.needed_for.into_iter().map(str::to_owned).collect(),
    }
}

fn function(one: &FunctionStanding) -> FunctionState {
    let ids: Vec<i64> = one.function.any_of.iter().map(|id| id.0).collect();
    FunctionState {
        function: one.function.word.to_owned(),
        name_zh: one.function.zh.to_owned(),
        name_en: one.function.en.to_owned(),
        works: one.works,
        missing_any_of: if one.works { Vec::new() } else { ids },
    }
}

fn advice(url: &str, language: Language) -> String {
    Both::new(
        format!(
            "The merchant's administrator opens {url} (or a new invitation) again and leaves the missing permission sets \
             ticked. An exclusive set that another platform holds must be withdrawn there first."
        ),
        format!(
            "请商家管理员重新打开 {url}（或新的授权邀请），授权时勾选缺少的权限集。互斥的权限集如果已授权给其他平台，需先在那边取消。"
        ),
    )
    .pick(language)
}
