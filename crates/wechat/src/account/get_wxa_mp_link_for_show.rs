//! `GET /wxa/getwxamplinkforshow` (`getLinkForShow`, 获取可设置公众号列表): list showable Official Accounts.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List showable Official Accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetWxaMpLinkForShow {
    /// From 0.
    #[serde(with = "crate::wire::int")]
    pub page: i64,
    /// Page size.
    #[serde(with = "crate::wire::int")]
    pub num: i64,
}

impl GetWxaMpLinkForShow {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(page: i64, num: i64) -> Self {
        Self { page, num }
    }
}

impl Endpoint for GetWxaMpLinkForShow {
    const ID: &'static str = "get_wxa_mp_link_for_show";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/getwxamplinkforshow";
    type Token = AuthorizerAccessToken;
    type Reply = GetWxaMpLinkForShowReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetWxaMpLinkForShowReply {
    /// All.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub total_num: Option<i64>,
    /// Accounts.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub biz_info_list: Vec<GetWxaMpLinkForShowReplyBizInfoList>,
}

/// Accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetWxaMpLinkForShowReplyBizInfoList {
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Avatar.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimg: Option<String>,
}
