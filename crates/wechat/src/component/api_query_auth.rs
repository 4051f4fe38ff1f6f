//! `POST /cgi-bin/component/api_query_auth` (`getAuthorizerRefreshToken`): exchange an authorization code, once, for
//! the tokens of an authorizer.
//!
//! The code comes with the redirect of the authorization page and with the `authorized` and `updateauthorized` pushes;
//! either may be first, either may be missing. Tokens are absent for an account without API ability. The refresh token
//! must be on disk before the access token is used: a new authorization voids every older one.
//!
//! Errcodes of its own: 61009 invalid code, 61010 expired code. A code that was used answers one of the two, sources
//! disagree which; if the authorizer is already stored with a newer authorization, that is success.

use http::Method;
use serde::{Deserialize, Serialize};

use super::AuthorizationInfo;
use crate::endpoint::Endpoint;
use crate::id::ComponentAppid;
use crate::secret::{AuthorizationCode, ComponentAccessToken};

/// Exchanges an authorization code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiQueryAuth {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// `auth_code` of the redirect, or `AuthorizationCode` of the push.
    #[serde(with = "crate::wire::secret")]
    pub authorization_code: AuthorizationCode,
}

impl ApiQueryAuth {
    /// The request for one platform and one code.
    pub fn new(component_appid: ComponentAppid, authorization_code: AuthorizationCode) -> Self {
        Self { component_appid, authorization_code }
    }
}

impl Endpoint for ApiQueryAuth {
    const ID: &'static str = "query_auth";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_query_auth";
    type Token = ComponentAccessToken;
    type Reply = QueriedAuth;
}

/// Who authorized, with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueriedAuth {
    /// The grant with its tokens.
    pub authorization_info: AuthorizationInfo,
}
