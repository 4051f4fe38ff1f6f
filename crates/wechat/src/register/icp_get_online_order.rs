//! `GET /wxa/icp/get_online_icp_order` (获取小程序已备案详情): get filing details.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get filing details.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpGetOnlineOrder {}

impl IcpGetOnlineOrder {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpGetOnlineOrder {
    const ID: &'static str = "icp_get_online_order";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/icp/get_online_icp_order";
    type Token = AuthorizerAccessToken;
    type Reply = IcpGetOnlineOrderReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReply {
    /// Filing entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icp_subject: Option<IcpGetOnlineOrderReplyIcpSubject>,
    /// Filing Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icp_applets: Option<IcpGetOnlineOrderReplyIcpApplets>,
}

/// Filing entity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpSubject {
    /// Basics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_info: Option<IcpGetOnlineOrderReplyIcpSubjectBaseInfo>,
    /// Only for persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_info: Option<IcpGetOnlineOrderReplyIcpSubjectPersonalInfo>,
    /// Only for organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organize_info: Option<IcpGetOnlineOrderReplyIcpSubjectOrganizeInfo>,
    /// Person in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_info: Option<IcpGetOnlineOrderReplyIcpSubjectPrincipalInfo>,
    /// Legal person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_person_info: Option<IcpGetOnlineOrderReplyIcpSubjectLegalPersonInfo>,
}

/// Basics.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpSubjectBaseInfo {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Province code.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// City code.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// District code.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Address.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Only for persons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpSubjectPersonalInfo {
    /// Media id of a residence permit.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub residence_permit: Option<String>,
}

/// Only for organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpSubjectOrganizeInfo {
    /// Kind of certificate.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub certificate_type: Option<i64>,
    /// Number.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_number: Option<String>,
    /// Address on the certificate.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_address: Option<String>,
    /// Media id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_photo: Option<String>,
}

/// Person in charge.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpSubjectPrincipalInfo {
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Phone.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// E-mail.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Emergency phone.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub emergency_contact: Option<String>,
    /// Kind of certificate.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub certificate_type: Option<i64>,
    /// Number.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_number: Option<String>,
    /// Yyyymmdd.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_validity_date_start: Option<String>,
    /// Yyyymmdd or the word for permanent.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_validity_date_end: Option<String>,
    /// Media id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_photo_front: Option<String>,
    /// Media id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_photo_back: Option<String>,
    /// Media id, when the person in charge is not the legal person.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorization_letter: Option<String>,
    /// Face check task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub verify_task_id: Option<String>,
}

/// Legal person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpSubjectLegalPersonInfo {
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Number.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub certificate_number: Option<String>,
}

/// Filing Mini Program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpApplets {
    /// Basics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_info: Option<IcpGetOnlineOrderReplyIcpAppletsBaseInfo>,
    /// Person in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal_info: Option<serde_json::Value>,
}

/// Basics.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpAppletsBaseInfo {
    /// Appid.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Kinds of content.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub service_content_types: Vec<i64>,
    /// Pre-approval papers.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub nrlx_details: Vec<IcpGetOnlineOrderReplyIcpAppletsBaseInfoNrlxDetails>,
    /// Remark.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Pre-approval papers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpGetOnlineOrderReplyIcpAppletsBaseInfoNrlxDetails {
    /// Kind.
    #[serde(rename = "type", default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub type_: Option<i64>,
    /// Code.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Media id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
}
