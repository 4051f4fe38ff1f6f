//! `POST /cgi-bin/component/set_authorizer_option` (`setAuthorizerOptionInfo`, 设置授权方选项信息): set authorizer option.
//!
//! Official Account switches only; no Mini Program option is documented. Changing one needs the matching permission
//! set.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account.
//!
//! Not certain: Current pages name only `option_name/option_value` and a component token; the English page names an
//! authorizer token. Older SDKs use path `api_set_authorizer_option` with `component_appid` and `authorizer_appid` in
//! the body.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::ComponentAccessToken;

/// Set authorizer option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetAuthorizerOption {
    /// `location_report`, `voice_recognize` or `customer_service`.
    pub option_name: String,
    /// `location_report` 0 off, 1 on entering a chat, 2 every 5 s; the others 0 off, 1 on.
    pub option_value: String,
}

impl SetAuthorizerOption {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(option_name: impl Into<String>, option_value: impl Into<String>) -> Self {
        Self { option_name: option_name.into(), option_value: option_value.into() }
    }
}

impl Endpoint for SetAuthorizerOption {
    const ID: &'static str = "set_authorizer_option";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/set_authorizer_option";
    type Token = ComponentAccessToken;
    type Reply = Done;
}
