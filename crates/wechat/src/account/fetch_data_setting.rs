//! `POST /wxa/fetchdatasetting` (`getFetchdataSetting`, 数据预拉取和数据周期性更新): data prefetch settings.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API; 47001 body could
//! not be parsed or lacks a field.
//!
//! Not certain: Values of action and of the type fields are taken from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Data prefetch settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FetchDataSetting {
    /// Get, `set_pre_fetch` or `set_period_fetch`.
    pub action: String,
    /// For `set_pre_fetch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_pre_fetch_open: Option<bool>,
    /// 1 cloud function, 2 developer URL.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub pre_fetch_type: Option<i64>,
    /// With type 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_fetch_url: Option<String>,
    /// Cloud environment with type 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_env: Option<String>,
    /// Function with type 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_function_name: Option<String>,
    /// For `set_period_fetch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_period_fetch_open: Option<bool>,
    /// As above.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub period_fetch_type: Option<i64>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_fetch_url: Option<String>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_env: Option<String>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_function_name: Option<String>,
}

impl FetchDataSetting {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(action: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            is_pre_fetch_open: None,
            pre_fetch_type: None,
            pre_fetch_url: None,
            pre_env: None,
            pre_function_name: None,
            is_period_fetch_open: None,
            period_fetch_type: None,
            period_fetch_url: None,
            period_env: None,
            period_function_name: None,
        }
    }
}

impl Endpoint for FetchDataSetting {
    const ID: &'static str = "fetch_data_setting";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/fetchdatasetting";
    type Token = AuthorizerAccessToken;
    type Reply = FetchDataSettingReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchDataSettingReply {
    /// With get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_pre_fetch_open: Option<bool>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub pre_fetch_type: Option<i64>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub pre_fetch_url: Option<String>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub pre_env: Option<String>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub pre_function_name: Option<String>,
    /// With get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_period_fetch_open: Option<bool>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub period_fetch_type: Option<i64>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub period_fetch_url: Option<String>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub period_env: Option<String>,
    /// With get.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub period_function_name: Option<String>,
}
