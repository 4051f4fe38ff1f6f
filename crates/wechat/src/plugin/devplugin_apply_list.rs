//! `POST /wxa/devplugin` (`managePluginApplication`, 获取当前所有插件使用方): list plugin users.
//!
//! Permission set: 40.
//!
//! Errcodes of its own: 61007 the permission set of this API was not granted to the component.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List plugin users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DevpluginApplyList {
    /// `dev_apply_list`.
    pub action: String,
    /// From 1.
    #[serde(with = "crate::wire::int")]
    pub page: i64,
    /// Page size.
    #[serde(with = "crate::wire::int")]
    pub num: i64,
}

impl DevpluginApplyList {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(page: i64, num: i64) -> Self {
        Self { action: "dev_apply_list".to_owned(), page, num }
    }
}

impl Endpoint for DevpluginApplyList {
    const ID: &'static str = "devplugin_apply_list";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/devplugin";
    type Token = AuthorizerAccessToken;
    type Reply = DevpluginApplyListReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevpluginApplyListReply {
    /// Users.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub apply_list: Vec<DevpluginApplyListReplyApplyList>,
}

/// Users.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevpluginApplyListReplyApplyList {
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// 1 applying, 2 accepted, 3 refused, 4 timed out.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Picture.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub headimgurl: Option<String>,
    /// Categories.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<DevpluginApplyListReplyApplyListCategories>,
    /// Time.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<String>,
    /// Code picture.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub apply_url: Option<String>,
    /// Reason.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Categories.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevpluginApplyListReplyApplyListCategories {
    /// First level.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Second level.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub second: Option<String>,
}
