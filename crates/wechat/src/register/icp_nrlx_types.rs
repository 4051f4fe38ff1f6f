//! `GET /wxa/icp/query_icp_nrlx_types` (获取前置审批项类型): list pre-approval kinds.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List pre-approval kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpNrlxTypes {}

impl IcpNrlxTypes {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpNrlxTypes {
    const ID: &'static str = "icp_nrlx_types";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/icp/query_icp_nrlx_types";
    type Token = AuthorizerAccessToken;
    type Reply = IcpNrlxTypesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpNrlxTypesReply {
    /// List.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<IcpNrlxTypesReplyItems>,
}

/// List.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpNrlxTypesReplyItems {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
