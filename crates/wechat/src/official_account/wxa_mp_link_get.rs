//! `POST /cgi-bin/wxopen/wxamplinkget` (`getLinkMiniprogram`, 获取公众号关联的小程序): list linked Mini Programs.
//!
//! With the Official Account token.
//!
//! Permission set: 33.
//!
//! Not certain: Permission set number and item enumerations from SDK comments.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List linked Mini Programs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaMpLinkGet {}

impl WxaMpLinkGet {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for WxaMpLinkGet {
    const ID: &'static str = "wxa_mp_link_get";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/wxamplinkget";
    type Token = AuthorizerAccessToken;
    type Reply = WxaMpLinkGetReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaMpLinkGetReply {
    /// Wrapper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wxopens: Option<WxaMpLinkGetReplyWxopens>,
}

/// Wrapper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaMpLinkGetReplyWxopens {
    /// Mini Programs.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<WxaMpLinkGetReplyWxopensItems>,
}

/// Mini Programs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaMpLinkGetReplyWxopensItems {
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Original id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Picture.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimg_url: Option<String>,
    /// 1 linked, 2 waiting for the other administrator, 3 refused, 12 waiting for this administrator.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Shown on the profile.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub selected: Option<i64>,
    /// Published.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub released: Option<i64>,
    /// 1 copied verification.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub copy_verify_status: Option<i64>,
    /// E-mail.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}
