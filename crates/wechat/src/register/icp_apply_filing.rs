//! `POST /wxa/icp/apply_icp_filing` (申请小程序备案): apply for ICP filing.
//!
//! The ICP filing on behalf; a Mini Program must be filed before its release.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Apply for ICP filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpApplyFiling {
    /// Filing entity.
    pub icp_subject: IcpApplyFilingIcpSubject,
    /// Filing Mini Program.
    pub icp_applets: IcpApplyFilingIcpApplets,
    /// Filing material.
    pub icp_materials: IcpApplyFilingIcpMaterials,
}

impl IcpApplyFiling {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(
        icp_subject: IcpApplyFilingIcpSubject,
        icp_applets: IcpApplyFilingIcpApplets,
        icp_materials: IcpApplyFilingIcpMaterials,
    ) -> Self {
        Self { icp_subject, icp_applets, icp_materials }
    }
}

impl Endpoint for IcpApplyFiling {
    const ID: &'static str = "icp_apply_filing";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/icp/apply_icp_filing";
    type Token = AuthorizerAccessToken;
    type Reply = IcpApplyFilingReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingReply {
    /// Refused fields.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<IcpApplyFilingReplyHints>,
}

/// Refused fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingReplyHints {
    /// Code.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub errcode: Option<i64>,
    /// Message.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub errmsg: Option<String>,
    /// Field that failed.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub err_field: Option<String>,
}

/// Filing entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpSubject {
    /// Basics.
    pub base_info: IcpApplyFilingIcpSubjectBaseInfo,
    /// Only for persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_info: Option<IcpApplyFilingIcpSubjectPersonalInfo>,
    /// Only for organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organize_info: Option<IcpApplyFilingIcpSubjectOrganizeInfo>,
    /// Person in charge.
    pub principal_info: IcpApplyFilingIcpSubjectPrincipalInfo,
    /// Legal person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_person_info: Option<IcpApplyFilingIcpSubjectLegalPersonInfo>,
}

/// Basics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpSubjectBaseInfo {
    /// Kind.
    #[serde(rename = "type", with = "crate::wire::int")]
    pub type_: i64,
    /// Name.
    pub name: String,
    /// Province code.
    pub province: String,
    /// City code.
    pub city: String,
    /// District code.
    pub district: String,
    /// Address.
    pub address: String,
    /// Remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Only for persons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpSubjectPersonalInfo {
    /// Media id of a residence permit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence_permit: Option<String>,
}

/// Only for organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpSubjectOrganizeInfo {
    /// Kind of certificate.
    #[serde(with = "crate::wire::int")]
    pub certificate_type: i64,
    /// Number.
    pub certificate_number: String,
    /// Address on the certificate.
    pub certificate_address: String,
    /// Media id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_photo: Option<String>,
}

/// Person in charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpSubjectPrincipalInfo {
    /// Name.
    pub name: String,
    /// Phone.
    pub mobile: String,
    /// E-mail.
    pub email: String,
    /// Emergency phone.
    pub emergency_contact: String,
    /// Kind of certificate.
    #[serde(with = "crate::wire::int")]
    pub certificate_type: i64,
    /// Number.
    pub certificate_number: String,
    /// Yyyymmdd.
    pub certificate_validity_date_start: String,
    /// Yyyymmdd or the word for permanent.
    pub certificate_validity_date_end: String,
    /// Media id.
    pub certificate_photo_front: String,
    /// Media id.
    pub certificate_photo_back: String,
    /// Media id, when the person in charge is not the legal person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_letter: Option<String>,
    /// Face check task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify_task_id: Option<String>,
}

/// Legal person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpSubjectLegalPersonInfo {
    /// Name.
    pub name: String,
    /// Number.
    pub certificate_number: String,
}

/// Filing Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpApplets {
    /// Basics.
    pub base_info: IcpApplyFilingIcpAppletsBaseInfo,
    /// Person in charge.
    pub principal_info: serde_json::Value,
}

/// Basics.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpAppletsBaseInfo {
    /// Appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Kinds of content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_content_types: Option<Vec<i64>>,
    /// Pre-approval papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nrlx_details: Option<Vec<IcpApplyFilingIcpAppletsBaseInfoNrlxDetails>>,
    /// Remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// Pre-approval papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpAppletsBaseInfoNrlxDetails {
    /// Kind.
    #[serde(rename = "type", with = "crate::wire::int")]
    pub type_: i64,
    /// Code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Media id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
}

/// Filing material.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IcpApplyFilingIcpMaterials {
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment_letter: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_name_change_letter: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_building_confirmation_letter: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise_video: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authenticity_responsibility_letter: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authenticity_commitment_letter: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website_construction_proposal: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_other_materials: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applets_other_materials: Option<Vec<String>>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holding_certificate_photo: Option<Vec<String>>,
}
