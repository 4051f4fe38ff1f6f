//! `POST /cgi-bin/component/clear_quota/v2` (`clearComponentQuotaByAppSecret`, 使用AppSecret重置第三方平台API调用次数): reset
//! call counts with platform secret.
//!
//! The table marks appid as required, the example for the platform itself leaves it out.
//!
//! Limits: Same 10 a month of the account it clears.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 41002 appid parameter is
//! missing; 41004 secret parameter is missing; 43007 the target account has not authorized the caller; 48006 the
//! monthly number of quota resets is used up.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, NoToken};
use crate::id::{Appid, ComponentAppid};
use crate::secret::Credential;

/// Reset call counts with platform secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ComponentClearQuotaV2 {
    /// Authorized account to reset; left out `=` the platform itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// Platform.
    pub component_appid: ComponentAppid,
    /// Platform secret.
    #[serde(with = "crate::wire::secret")]
    pub appsecret: Credential,
}

impl ComponentClearQuotaV2 {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(component_appid: ComponentAppid, appsecret: Credential) -> Self {
        Self { appid: None, component_appid, appsecret }
    }
}

impl Endpoint for ComponentClearQuotaV2 {
    const ID: &'static str = "component_clear_quota_v2";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/clear_quota/v2";
    type Token = NoToken;
    type Reply = Done;
}
