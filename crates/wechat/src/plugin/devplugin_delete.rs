//! `POST /wxa/devplugin` (删除已拒绝的申请者): delete refused user.
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 89241 only refused or timed-out applications can be deleted; 89242 the appid is not in the
//! application list; 89243 a pending application cannot be deleted.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Delete refused user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DevpluginDelete {
    /// `dev_delete`.
    pub action: String,
    /// User; SDKs leave it out; not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl Default for DevpluginDelete {
    fn default() -> Self {
        Self { action: "dev_delete".to_owned(), appid: None }
    }
}

impl Endpoint for DevpluginDelete {
    const ID: &'static str = "devplugin_delete";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/devplugin";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
