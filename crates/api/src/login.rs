//! Users who log in to a Mini Program or to the pages of an Official Account.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The code of `wx.login`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JsCode {
    /// It; good for five minutes and once.
    pub js_code: String,
}

/// A user of a Mini Program.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The user at this Mini Program.
    pub openid: String,
    /// The key of the user's session; keep it on your server.
    pub session_key: String,
    /// The user at all accounts that are bound to one open platform account.
    pub unionid: Option<String>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("openid", &self.openid).finish_non_exhaustive()
    }
}

/// How a user's browser is to log in: the query of this row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OauthQuery {
    /// Where the browser comes back to.
    #[serde(default)]
    pub redirect_uri: String,
    /// `snsapi_base` (the default: the openid alone, without asking) or `snsapi_userinfo`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// What comes back with the browser: at most 128 letters and digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

/// The page to which a user's browser is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OauthUrl {
    /// It.
    pub url: String,
}

/// The code with which the browser came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OauthCode {
    /// It; good for five minutes and once.
    pub code: String,
}

/// What renews a user's web token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OauthRefresh {
    /// The user's own refresh token, good for 30 days.
    pub refresh_token: String,
}

impl fmt::Debug for OauthRefresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OauthRefresh").finish_non_exhaustive()
    }
}

/// A user's web token. It speaks for this user and opens no other API.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebToken {
    /// The user at this Official Account.
    pub openid: String,
    /// The token.
    pub access_token: String,
    /// For how many seconds it is good.
    pub expires_in: Option<i64>,
    /// What renews it.
    pub refresh_token: String,
    /// What the user agreed to.
    pub scope: Option<String>,
    /// The user at all accounts that are bound to one open platform account.
    pub unionid: Option<String>,
}

impl fmt::Debug for WebToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebToken").field("openid", &self.openid).finish_non_exhaustive()
    }
}

/// Whose profile is asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserinfoRequest {
    /// The user's web token.
    pub access_token: String,
    /// The user.
    pub openid: String,
    /// `zh_CN`, `zh_TW` or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

impl fmt::Debug for UserinfoRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserinfoRequest").field("openid", &self.openid).finish_non_exhaustive()
    }
}

/// What a user shows of themself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Userinfo {
    /// The user at this Official Account.
    pub openid: String,
    /// The name.
    pub nickname: Option<String>,
    /// Where the avatar is.
    pub headimgurl: Option<String>,
    /// The user at all accounts that are bound to one open platform account.
    pub unionid: Option<String>,
}
