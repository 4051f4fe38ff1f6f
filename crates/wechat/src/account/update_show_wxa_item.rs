//! `POST /wxa/updateshowwxaitem` (`setShowItem`, 设置扫码关注的公众号): set shown Official Account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Set shown Official Account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UpdateShowWxaItem {
    /// 0 off, 1 on.
    #[serde(with = "crate::wire::int")]
    pub wxa_subscribe_biz_flag: i64,
    /// Account, needed with 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
}

impl UpdateShowWxaItem {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(wxa_subscribe_biz_flag: i64) -> Self {
        Self { wxa_subscribe_biz_flag, appid: None }
    }
}

impl Endpoint for UpdateShowWxaItem {
    const ID: &'static str = "update_show_wxa_item";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/updateshowwxaitem";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
