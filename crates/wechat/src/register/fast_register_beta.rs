//! `POST /wxa/component/fastregisterbetaweapp` (`registerBetaMiniprogram`, 注册试用小程序): register trial Mini Program.
//!
//! The result and the first authorization are pushed to the authorization-event URL
//! (`notify_third_fastregisterbetaapp`).
//!
//! Limits: Shares the 5 Mini Programs per WeChat id with personal ones.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 86011 the trial name hit a reserved word or
//! brand; 89254 the component lacks permission sets.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Register trial Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FastRegisterBeta {
    /// 4 to 30 characters; a trial suffix is added; brand words are refused.
    pub name: String,
    /// Openid (not WeChat id) of the future administrator.
    pub openid: String,
}

impl FastRegisterBeta {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(name: impl Into<String>, openid: impl Into<String>) -> Self {
        Self { name: name.into(), openid: openid.into() }
    }
}

impl Endpoint for FastRegisterBeta {
    const ID: &'static str = "fast_register_beta";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/component/fastregisterbetaweapp";
    type Token = ComponentAccessToken;
    type Reply = FastRegisterBetaReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FastRegisterBetaReply {
    /// Ties this request to the later push.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unique_id: Option<String>,
    /// Send to the user, valid 24 hours.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorize_url: Option<String>,
}
