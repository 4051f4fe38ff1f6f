//! `POST /wxa/sec/authidentitytree` (查询个人认证身份选项列表): list personal identity options.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List personal identity options.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaAuthIdentityTree {}

impl WxaAuthIdentityTree {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for WxaAuthIdentityTree {
    const ID: &'static str = "wxa_auth_identity_tree";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/authidentitytree";
    type Token = AuthorizerAccessToken;
    type Reply = WxaAuthIdentityTreeReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthIdentityTreeReply {
    /// Options.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub identity_tree_list: Vec<WxaAuthIdentityTreeReplyIdentityTreeList>,
}

/// Options.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthIdentityTreeReplyIdentityTreeList {
    /// Node.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub node_id: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Children.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub node_list: Vec<serde_json::Value>,
    /// Root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_info: Option<WxaAuthIdentityTreeReplyIdentityTreeListRootInfo>,
    /// Leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaf_info: Option<WxaAuthIdentityTreeReplyIdentityTreeListLeafInfo>,
}

/// Root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthIdentityTreeReplyIdentityTreeListRootInfo {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
}

/// Leaf.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthIdentityTreeReplyIdentityTreeListLeafInfo {
    /// Needed material.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
}
