//! `GET /wxa/security/get_privacy_interface` (`getPrivacyInterface`, 获取地理位置接口列表): list location interfaces.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List location interfaces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPrivacyInterface {}

impl GetPrivacyInterface {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetPrivacyInterface {
    const ID: &'static str = "get_privacy_interface";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/security/get_privacy_interface";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetPrivacyInterfaceReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacyInterfaceReply {
    /// Interfaces.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub interface_list: Vec<GetPrivacyInterfaceReplyInterfaceList>,
}

/// Interfaces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPrivacyInterfaceReplyInterfaceList {
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub api_name: Option<String>,
    /// Chinese name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub api_ch_name: Option<String>,
    /// Text.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub api_desc: Option<String>,
    /// After applying.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub apply_time: Option<i64>,
    /// 1 to apply, 2 no permission, 3 applying, 4 refused, 5 open.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// After applying.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_id: Option<i64>,
    /// Refusal.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub fail_reason: Option<String>,
    /// Document.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub api_link: Option<String>,
    /// Group.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
}
