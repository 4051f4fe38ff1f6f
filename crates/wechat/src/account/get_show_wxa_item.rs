//! `GET /wxa/getshowwxaitem` (`getShowItem`, 获取已设置公众号信息): get shown Official Account.
//!
//! The "follow" component on the page after scanning.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get shown Official Account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetShowWxaItem {}

impl GetShowWxaItem {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetShowWxaItem {
    const ID: &'static str = "get_show_wxa_item";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/getshowwxaitem";
    type Token = AuthorizerAccessToken;
    type Reply = GetShowWxaItemReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetShowWxaItemReply {
    /// 0 or 1, may be set.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub can_open: Option<i64>,
    /// 0 or 1, is set.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub is_open: Option<i64>,
    /// Shown account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Its name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Its avatar.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimg: Option<String>,
}
