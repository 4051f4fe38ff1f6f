//! `POST /cgi-bin/component/api_get_authorizer_option` (获取授权方选项信息（旧）): get authorizer option (legacy path).
//!
//! Keep as an alias for SDKs that still send it.
//!
//! Deprecated by WeChat: replaced by `get_authorizer_option`.
//!
//! Errcodes of its own: 61012 option name is invalid; 61013 option value is invalid.
//!
//! Not certain: Path and body come from SDKs; current documents show the path without `api_`.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, FieldError};
use crate::id::{Appid, ComponentAppid};
use crate::secret::ComponentAccessToken;

/// Get authorizer option (legacy path).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAuthorizerOptionLegacy {
    /// Appid of the platform.
    pub component_appid: ComponentAppid,
    /// Account.
    pub authorizer_appid: Appid,
    /// `location_report`, `voice_recognize` or `customer_service`.
    pub option_name: String,
}

impl GetAuthorizerOptionLegacy {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(component_appid: ComponentAppid, authorizer_appid: Appid, option_name: impl Into<String>) -> Self {
        Self { component_appid, authorizer_appid, option_name: option_name.into() }
    }
}

impl Endpoint for GetAuthorizerOptionLegacy {
    const ID: &'static str = "get_authorizer_option_legacy";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_get_authorizer_option";
    const REPEATABLE: bool = true;
    const TOKEN_KEY: &'static str = "component_access_token";
    const CHECKS: bool = true;
    type Token = ComponentAccessToken;
    type Reply = GetAuthorizerOptionLegacyReply;

    fn check(&self) -> Result<(), FieldError> {
        let known = ["location_report", "voice_recognize", "customer_service"].contains(&self.option_name.as_str());
        if known { Ok(()) } else { Err(super::unknown_option()) }
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAuthorizerOptionLegacyReply {
    /// Account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorizer_appid: Option<String>,
    /// As asked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub option_name: Option<String>,
    /// "0".."2".
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub option_value: Option<String>,
}
