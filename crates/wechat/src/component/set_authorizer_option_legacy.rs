//! `POST /cgi-bin/component/api_set_authorizer_option` (设置授权方选项信息（旧）): set authorizer option (legacy path).
//!
//! Keep as an alias for SDKs that still send it.
//!
//! Deprecated by WeChat: replaced by `set_authorizer_option`.
//!
//! Errcodes of its own: 61012 option name is invalid; 61013 option value is invalid.
//!
//! Not certain: Path and body come from SDKs; current documents show the path without `api_`.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::id::{Appid, ComponentAppid};
use crate::secret::ComponentAccessToken;

/// Set authorizer option (legacy path).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetAuthorizerOptionLegacy {
    /// Appid of the platform.
    pub component_appid: ComponentAppid,
    /// Account.
    pub authorizer_appid: Appid,
    /// `location_report`, `voice_recognize` or `customer_service`.
    pub option_name: String,
    /// `location_report` 0 off, 1 on entering a chat, 2 every 5 s; the others 0 off, 1 on.
    pub option_value: String,
}

impl SetAuthorizerOptionLegacy {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        component_appid: ComponentAppid,
        authorizer_appid: Appid,
        option_name: impl Into<String>,
        option_value: impl Into<String>,
    ) -> Self {
        Self { component_appid, authorizer_appid, option_name: option_name.into(), option_value: option_value.into() }
    }
}

impl Endpoint for SetAuthorizerOptionLegacy {
    const ID: &'static str = "set_authorizer_option_legacy";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_set_authorizer_option";
    const TOKEN_KEY: &'static str = "component_access_token";
    const CHECKS: bool = true;
    type Token = ComponentAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        let values: &[&str] = match self.option_name.as_str() {
            "location_report" => &["0", "1", "2"],
            "voice_recognize" | "customer_service" => &["0", "1"],
            _ => return Err(super::unknown_option()),
        };
        let good = values.contains(&self.option_value.as_str());
        FieldError::unless(
            good,
            "option_value",
            "must be 0 or 1, for location_report also 2",
            "必须是 0 或 1；location_report 还可以是 2",
        )
    }
}
