//! `GET /wxa/icp/query_icp_subject_types` (获取单位性质): list entity kinds.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List entity kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpSubjectTypes {}

impl IcpSubjectTypes {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpSubjectTypes {
    const ID: &'static str = "icp_subject_types";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/icp/query_icp_subject_types";
    type Token = AuthorizerAccessToken;
    type Reply = IcpSubjectTypesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpSubjectTypesReply {
    /// List.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<IcpSubjectTypesReplyItems>,
}

/// List.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpSubjectTypesReplyItems {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}
