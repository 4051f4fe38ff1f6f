//! `POST /cgi-bin/openapi/quota/clear` (`clearApiQuota`, 重置指定API调用次数): reset one API.
//!
//! Errcodes of its own: 48006 the monthly number of quota resets is used up; 76021 `cgi_path` is unknown; 76022 the
//! token's account kind does not fit this `cgi_path`; `/sns` paths are not supported.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Reset one API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClearApiQuota {
    /// Path with leading slash.
    pub cgi_path: String,
}

impl ClearApiQuota {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(cgi_path: impl Into<String>) -> Self {
        Self { cgi_path: cgi_path.into() }
    }
}

impl Endpoint for ClearApiQuota {
    const ID: &'static str = "clear_api_quota";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/openapi/quota/clear";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
