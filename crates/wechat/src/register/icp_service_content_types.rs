//! `GET /wxa/icp/query_icp_service_content_types` (获取小程序服务内容类型): list service content types.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List service content types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpServiceContentTypes {}

impl IcpServiceContentTypes {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpServiceContentTypes {
    const ID: &'static str = "icp_service_content_types";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/icp/query_icp_service_content_types";
    type Token = AuthorizerAccessToken;
    type Reply = IcpServiceContentTypesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpServiceContentTypesReply {
    /// List.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<IcpServiceContentTypesReplyItems>,
}

/// List.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpServiceContentTypesReplyItems {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Parent kind.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub parent_type: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}
