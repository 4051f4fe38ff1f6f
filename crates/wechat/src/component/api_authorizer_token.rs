//! `POST /cgi-bin/component/api_authorizer_token` (`getAuthorizerAccessToken`): a fresh access token of an authorizer.
//!
//! The answer carries a refresh token too: the same as a rule, though one answer of WeChat's staff speaks of a changed
//! one. If it is there, store it before the access token is used; if it is absent or empty, keep the old one. Cache the
//! token for its life: calls a day are limited (45009).
//!
//! Errcodes of its own: 61023 refresh token invalid (also for one that was sent empty or belongs to another appid: ask
//! `api_get_authorizer_list`), 61003 the account no longer authorizes us.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::{Appid, ComponentAppid};
use crate::secret::{AuthorizerAccessToken, AuthorizerRefreshToken, ComponentAccessToken};

/// Refreshes the token of one authorizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiAuthorizerToken {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// The account to act for.
    pub authorizer_appid: Appid,
    /// Its stored refresh token.
    #[serde(with = "crate::wire::secret")]
    pub authorizer_refresh_token: AuthorizerRefreshToken,
}

impl ApiAuthorizerToken {
    /// The request for one authorizer.
    pub fn new(
        component_appid: ComponentAppid,
        authorizer_appid: Appid,
        authorizer_refresh_token: AuthorizerRefreshToken,
    ) -> Self {
        Self { component_appid, authorizer_appid, authorizer_refresh_token }
    }
}

impl Endpoint for ApiAuthorizerToken {
    const ID: &'static str = "authorizer_token";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_authorizer_token";
    type Token = ComponentAccessToken;
    type Reply = AuthorizerToken;
}

/// A fresh access token and the refresh token that goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizerToken {
    /// The token. An answer without one does not decode.
    #[serde(with = "crate::wire::filled_secret")]
    pub authorizer_access_token: AuthorizerAccessToken,
    /// How long it lives from now, in seconds: 7200 as a rule; believe the answer.
    #[serde(with = "crate::wire::int")]
    pub expires_in: i64,
    /// The refresh token to keep from now on; `None` means keep the old one.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub authorizer_refresh_token: Option<AuthorizerRefreshToken>,
}
