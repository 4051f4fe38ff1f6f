//! New Mini Programs: registration by the platform, trial accounts and their conversion, verification, ICP filing.

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
pub use wxa_auth_resubmit::{
    WxaAuthResubmit, WxaAuthResubmitAuthData, WxaAuthResubmitAuthDataContactInfo, WxaAuthResubmitAuthDataInvoiceInfo,
    WxaAuthResubmitAuthDataInvoiceInfoElectronic, WxaAuthResubmitAuthDataInvoiceInfoVat, WxaAuthResubmitReply,
};
pub use wxa_auth_submit::{
    WxaAuthSubmit, WxaAuthSubmitAuthData, WxaAuthSubmitAuthDataContactInfo, WxaAuthSubmitAuthDataInvoiceInfo,
    WxaAuthSubmitAuthDataInvoiceInfoElectronic, WxaAuthSubmitAuthDataInvoiceInfoVat, WxaAuthSubmitReply,
};
pub use wxa_auth_upload_material::{WxaAuthUploadMaterial, WxaAuthUploadMaterialReply};
