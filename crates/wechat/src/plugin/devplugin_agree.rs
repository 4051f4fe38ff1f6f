//! `POST /wxa/devplugin` (同意插件使用申请): accept plugin user.
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

/// Accept plugin user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DevpluginAgree {
    /// `dev_agree`.
    pub action: String,
    /// User.
    pub appid: Appid,
}

impl DevpluginAgree {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { action: "dev_agree".to_owned(), appid }
    }
}

impl Endpoint for DevpluginAgree {
    const ID: &'static str = "devplugin_agree";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/devplugin";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
