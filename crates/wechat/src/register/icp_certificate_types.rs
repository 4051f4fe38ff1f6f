//! `GET /wxa/icp/query_icp_certificate_types` (获取证件类型): list certificate types.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// List certificate types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpCertificateTypes {}

impl IcpCertificateTypes {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpCertificateTypes {
    const ID: &'static str = "icp_certificate_types";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/icp/query_icp_certificate_types";
    type Token = AuthorizerAccessToken;
    type Reply = IcpCertificateTypesReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpCertificateTypesReply {
    /// List.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<IcpCertificateTypesReplyItems>,
}

/// List.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpCertificateTypesReplyItems {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Kind of entity.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub subject_type: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}
