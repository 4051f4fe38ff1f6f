//! `POST /cgi-bin/account/componentrebindadmin` (`rebindAdmin`, 换绑小程序管理员): rebind administrator.
//!
//! Only for Mini Programs made from an Official Account. The page
//! `https://mp.weixin.qq.com/wxopen/componentrebindadmin` (appid, `component_appid`, `redirect_uri`) comes first.
//!
//! Permission set: 30.
//!
//! Not certain: Page link from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Rebind administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ComponentRebindAdmin {
    /// Task id brought back by the rebind page.
    pub taskid: String,
}

impl ComponentRebindAdmin {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(taskid: impl Into<String>) -> Self {
        Self { taskid: taskid.into() }
    }
}

impl Endpoint for ComponentRebindAdmin {
    const ID: &'static str = "component_rebind_admin";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/account/componentrebindadmin";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
