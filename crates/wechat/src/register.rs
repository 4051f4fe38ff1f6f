//! New Mini Programs: registration by the platform, trial accounts and their conversion, verification, ICP filing.
//!
//! What several requests or answers share stands here, one file each holds the rest.

mod fast_register_beta;
mod fast_register_personal_create;
mod fast_register_personal_query;
mod fast_register_weapp_create;
mod fast_register_weapp_search;
mod get_mp_admin_auth;
mod icp_apply_filing;
mod icp_cancel_apply;
mod icp_cancel_filing;
mod icp_certificate_types;
mod icp_create_verify_task;
mod icp_district_codes;
mod icp_get_entrance_info;
mod icp_get_online_order;
mod icp_nrlx_types;
mod icp_query_verify_task;
mod icp_service_content_types;
mod icp_subject_types;
mod icp_upload_media;
mod mp_verify_beta;
mod register_by_official_account;
mod set_beta_nickname;
mod verify_beta;
mod wxa_auth_identity_tree;
mod wxa_auth_query;
mod wxa_auth_resubmit;
mod wxa_auth_submit;
mod wxa_auth_upload_material;

pub use fast_register_beta::{FastRegisterBeta, FastRegisterBetaReply};
pub use fast_register_personal_create::{FastRegisterPersonalCreate, FastRegisterPersonalCreateReply};
pub use fast_register_personal_query::{FastRegisterPersonalQuery, FastRegisterPersonalQueryReply};
pub use fast_register_weapp_create::FastRegisterWeappCreate;
pub use fast_register_weapp_search::FastRegisterWeappSearch;
pub use get_mp_admin_auth::{GetMpAdminAuth, GetMpAdminAuthReply};
pub use icp_apply_filing::{
    IcpApplyFiling, IcpApplyFilingIcpApplets, IcpApplyFilingIcpAppletsBaseInfo,
    IcpApplyFilingIcpAppletsBaseInfoNrlxDetails, IcpApplyFilingIcpMaterials, IcpApplyFilingIcpSubject,
    IcpApplyFilingIcpSubjectBaseInfo, IcpApplyFilingIcpSubjectLegalPersonInfo, IcpApplyFilingIcpSubjectOrganizeInfo,
    IcpApplyFilingIcpSubjectPersonalInfo, IcpApplyFilingIcpSubjectPrincipalInfo, IcpApplyFilingReply,
    IcpApplyFilingReplyHints,
};
pub use icp_cancel_apply::IcpCancelApply;
pub use icp_cancel_filing::IcpCancelFiling;
pub use icp_certificate_types::{IcpCertificateTypes, IcpCertificateTypesReply, IcpCertificateTypesReplyItems};
pub use icp_create_verify_task::{IcpCreateVerifyTask, IcpCreateVerifyTaskReply};
pub use icp_district_codes::{IcpDistrictCodes, IcpDistrictCodesReply, IcpDistrictCodesReplyItems};
pub use icp_get_entrance_info::{
    IcpGetEntranceInfo, IcpGetEntranceInfoReply, IcpGetEntranceInfoReplyInfo, IcpGetEntranceInfoReplyInfoAuditData,
};
pub use icp_get_online_order::{
    IcpGetOnlineOrder, IcpGetOnlineOrderReply, IcpGetOnlineOrderReplyIcpApplets,
    IcpGetOnlineOrderReplyIcpAppletsBaseInfo, IcpGetOnlineOrderReplyIcpAppletsBaseInfoNrlxDetails,
    IcpGetOnlineOrderReplyIcpSubject, IcpGetOnlineOrderReplyIcpSubjectBaseInfo,
    IcpGetOnlineOrderReplyIcpSubjectLegalPersonInfo, IcpGetOnlineOrderReplyIcpSubjectOrganizeInfo,
    IcpGetOnlineOrderReplyIcpSubjectPersonalInfo, IcpGetOnlineOrderReplyIcpSubjectPrincipalInfo,
};
pub use icp_nrlx_types::{IcpNrlxTypes, IcpNrlxTypesReply, IcpNrlxTypesReplyItems};
pub use icp_query_verify_task::{IcpQueryVerifyTask, IcpQueryVerifyTaskReply};
pub use icp_service_content_types::{
    IcpServiceContentTypes, IcpServiceContentTypesReply, IcpServiceContentTypesReplyItems,
};
pub use icp_subject_types::{IcpSubjectTypes, IcpSubjectTypesReply, IcpSubjectTypesReplyItems};
pub use icp_upload_media::{IcpUploadMedia, IcpUploadMediaReply};
pub use mp_verify_beta::{MpVerifyBeta, MpVerifyBetaReply};
pub use register_by_official_account::{RegisterByOfficialAccount, RegisterByOfficialAccountReply};
pub use set_beta_nickname::SetBetaNickname;
pub use verify_beta::{VerifyBeta, VerifyBetaVerifyInfo};
pub use wxa_auth_identity_tree::{
    WxaAuthIdentityTree, WxaAuthIdentityTreeReply, WxaAuthIdentityTreeReplyIdentityTreeList,
    WxaAuthIdentityTreeReplyIdentityTreeListLeafInfo, WxaAuthIdentityTreeReplyIdentityTreeListRootInfo,
};
pub use wxa_auth_query::{WxaAuthQuery, WxaAuthQueryReply};
pub use wxa_auth_resubmit::{WxaAuthResubmit, WxaAuthResubmitReply};
pub use wxa_auth_submit::{WxaAuthSubmit, WxaAuthSubmitReply};
pub use wxa_auth_upload_material::{WxaAuthUploadMaterial, WxaAuthUploadMaterialReply};

use serde::{Deserialize, Serialize};

/// Verification form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthData {
    /// Kind of entity.
    #[serde(with = "crate::wire::int")]
    pub customer_type: i64,
    /// Task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Contact.
    pub contact_info: WxaAuthContactInfo,
    /// Media id of the licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification: Option<String>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification_other: Option<Vec<String>>,
    /// Wanted name.
    pub account_name: String,
    /// How the name is founded.
    #[serde(with = "crate::wire::int")]
    pub account_name_type: i64,
    /// Media ids that prove the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_supplemental: Option<Vec<String>>,
    /// Who pays.
    #[serde(with = "crate::wire::int")]
    pub pay_type: i64,
    /// Invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_info: Option<WxaAuthInvoiceInfo>,
    /// Personal identity text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_identification: Option<String>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_ident_material: Option<Vec<String>>,
    /// Platform phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party_phone: Option<String>,
    /// Platform appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_appid: Option<String>,
}

/// Contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthContactInfo {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
}

/// Invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthInvoiceInfo {
    /// Kind of invoice.
    #[serde(with = "crate::wire::int")]
    pub invoice_type: i64,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_title: Option<String>,
    /// Electronic invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electronic: Option<WxaAuthInvoiceElectronic>,
    /// Special VAT invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<WxaAuthInvoiceVat>,
}

/// Electronic invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthInvoiceElectronic {
    /// Id.
    pub id: String,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
}

/// Special VAT invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthInvoiceVat {
    /// Id.
    pub id: String,
    /// Phone.
    pub enterprise_phone: String,
    /// Address.
    pub enterprise_address: String,
    /// Bank.
    pub bank_name: String,
    /// Account.
    pub bank_account: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailing_address: Option<String>,
    /// Province code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// City code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// District code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
}
