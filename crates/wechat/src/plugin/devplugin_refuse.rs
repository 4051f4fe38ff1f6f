//! `POST /wxa/devplugin` (拒绝插件使用申请): refuse plugin user.
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 89240 only pending applications can be accepted or refused; 89242 the appid is not in the
//! application list.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Refuse plugin user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DevpluginRefuse {
    /// `dev_refuse`.
    pub action: String,
    /// Reason.
    pub reason: String,
    /// User; SDKs leave it out; not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl DevpluginRefuse {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { action: "dev_refuse".to_owned(), reason: reason.into(), appid: None }
    }
}

impl Endpoint for DevpluginRefuse {
    const ID: &'static str = "devplugin_refuse";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/devplugin";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
