//! Users who log in to a Mini Program or to the pages of an Official Account.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use wxfleet_api::login::{
    JsCode, OauthCode, OauthQuery, OauthRefresh, OauthUrl, Session, Userinfo, UserinfoRequest, WebToken,
};
use wxfleet_wechat::login::SnsUserinfo;
use wxfleet_wechat::secret::Credential;

use super::extract::{Asked, Body, account};
use super::idempotency::ShownOnce;
use crate::api::operations::{Operations, operations};
use crate::app::App;
use crate::auth::Caller;
use crate::problem::Problem;

pub(super) fn routes() -> Operations {
    operations!(jscode2session)
        .merge(operations!(oauth_url))
        .merge(operations!(oauth_access_token))
        .merge(operations!(oauth_refresh_token))
        .merge(operations!(oauth_userinfo))
}

fn shown(secret: Option<Credential>) -> String {
    secret.map(|secret| secret.expose().to_owned()).unwrap_or_default()
}

/// Exchange the code of `wx.login` for the user's openid and session key.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/login/jscode2session", tag = "login", operation_id = "login_jscode2session",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Mini Program"),
    ),
    request_body = JsCode,
    responses((status = 200, body = Session), (status = "default", body = wxfleet_api::Problem))
)]
async fn jscode2session(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<JsCode>,
) -> Result<(Extension<ShownOnce>, Json<Session>), Problem> {
    let session = app.engine.login.jscode2session(&actor, &account(&path)?, &body.js_code).await?;
    let answer = Session {
        openid: session.openid.unwrap_or_default(),
        session_key: shown(session.session_key),
        unionid: session.unionid,
    };
    Ok((Extension(ShownOnce), Json(answer)))
}

/// The page to which a user's browser is sent to log in to an Official Account's pages.
#[utoipa::path(
    get, path = "/components/{component_appid}/authorizers/{appid}/login/oauth2/url", tag = "login", operation_id = "login_oauth2_url",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Official Account"),
        ("redirect_uri" = String, Query, description = "Where the browser comes back to"),
        ("scope" = Option<String>, Query, description = "`snsapi_base` (the default) or `snsapi_userinfo`"),
        ("state" = Option<String>, Query, description = "Comes back with the browser: at most 128 letters and digits"),
    ),
    responses((status = 200, body = OauthUrl), (status = "default", body = wxfleet_api::Problem))
)]
async fn oauth_url(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Asked(asked): Asked<OauthQuery>,
) -> Result<Json<OauthUrl>, Problem> {
    let scope = asked.scope.as_deref().unwrap_or("snsapi_base");
    let state = asked.state.as_deref().unwrap_or_default();
    let url = app.engine.login.oauth_url(&actor, &account(&path)?, &asked.redirect_uri, scope, state).await?;
    Ok(Json(OauthUrl { url: url.to_string() }))
}

/// Exchange the code with which the browser came back for the user's openid and web token.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/login/oauth2/access-token", tag = "login", operation_id = "login_oauth2_access_token",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Official Account"),
    ),
    request_body = OauthCode,
    responses((status = 200, body = WebToken), (status = "default", body = wxfleet_api::Problem))
)]
async fn oauth_access_token(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<OauthCode>,
) -> Result<(Extension<ShownOnce>, Json<WebToken>), Problem> {
    let token = app.engine.login.oauth_access_token(&actor, &account(&path)?, &body.code).await?;
    let answer = WebToken {
        openid: token.openid.unwrap_or_default(),
        access_token: shown(token.access_token),
        expires_in: token.expires_in,
        refresh_token: shown(token.refresh_token),
        scope: token.scope,
        unionid: token.unionid,
    };
    Ok((Extension(ShownOnce), Json(answer)))
}

/// Renew a user's web token.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/login/oauth2/refresh-token", tag = "login", operation_id = "login_oauth2_refresh_token",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Official Account"),
    ),
    request_body = OauthRefresh,
    responses((status = 200, body = WebToken), (status = "default", body = wxfleet_api::Problem))
)]
async fn oauth_refresh_token(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<OauthRefresh>,
) -> Result<(Extension<ShownOnce>, Json<WebToken>), Problem> {
    let refresh_token = Credential::new(body.refresh_token);
    let token = app.engine.login.oauth_refresh_token(&actor, &account(&path)?, refresh_token).await?;
    let answer = WebToken {
        openid: token.openid.unwrap_or_default(),
        access_token: shown(token.access_token),
        expires_in: token.expires_in,
        refresh_token: shown(token.refresh_token),
        scope: token.scope,
        unionid: None,
    };
    Ok((Extension(ShownOnce), Json(answer)))
}

/// What a user who agreed to `snsapi_userinfo` shows of themself.
#[utoipa::path(
    post, path = "/components/{component_appid}/authorizers/{appid}/login/oauth2/userinfo", tag = "login", operation_id = "login_oauth2_userinfo",
    params(
        ("component_appid" = String, Path, description = "The component"),
        ("appid" = String, Path, description = "The Official Account"),
    ),
    request_body = UserinfoRequest,
    responses((status = 200, body = Userinfo), (status = "default", body = wxfleet_api::Problem))
)]
async fn oauth_userinfo(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(path): Path<(String, String)>,
    Body(body): Body<UserinfoRequest>,
) -> Result<Json<Userinfo>, Problem> {
    let mut request = SnsUserinfo::new(Credential::new(body.access_token), body.openid);
    request.lang = body.lang;
    let user = app.engine.login.oauth_userinfo(&actor, &account(&path)?, &request).await?;
    Ok(Json(Userinfo {
        openid: user.openid.unwrap_or_default(),
        nickname: user.nickname,
        headimgurl: user.headimgurl,
        unionid: user.unionid,
    }))
}
