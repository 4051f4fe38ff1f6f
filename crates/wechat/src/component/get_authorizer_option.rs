//! `POST /cgi-bin/component/get_authorizer_option` (`getAuthorizerOptionInfo`, 获取授权方选项信息): get authorizer option.
//!
//! Official Account switches only; no Mini Program option is documented. Changing one needs the matching permission
//! set.
//!
//! Not certain: Current pages name only `option_name/option_value` and a component token; the English page names an
//! authorizer token. Older SDKs use path `api_get_authorizer_option` with `component_appid` and `authorizer_appid` in
//! the body.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Get authorizer option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAuthorizerOption {
    /// `location_report`, `voice_recognize` or `customer_service`.
    pub option_name: String,
}

impl GetAuthorizerOption {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(option_name: impl Into<String>) -> Self {
        Self { option_name: option_name.into() }
    }
}

impl Endpoint for GetAuthorizerOption {
    const ID: &'static str = "get_authorizer_option";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/get_authorizer_option";
    type Token = ComponentAccessToken;
    type Reply = GetAuthorizerOptionReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAuthorizerOptionReply {
    /// As asked.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub option_name: Option<String>,
    /// "0".."2".
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub option_value: Option<String>,
}
