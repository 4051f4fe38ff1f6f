//! The list of endpoint types: what the compiler knows of each, made callable by id.

use std::sync::LazyLock;

#[cfg(test)]
use bytes::Bytes;
use http::Method;
use serde_json::Value;

use crate::endpoint::{Endpoint, FieldError, Reply, Speaker, Token};

/// What one endpoint type says of itself.
#[derive(Debug, Clone)]
pub struct Typed {
    /// [`Endpoint::ID`].
    pub id: &'static str,
    /// [`Endpoint::METHOD`].
    pub method: Method,
    /// [`Endpoint::PATH`].
    pub path: &'static str,
    /// Whose token it takes.
    pub speaker: Speaker,
    /// [`Endpoint::TOKEN_KEY`].
    pub token_key: &'static str,
    /// [`Endpoint::QUERY`].
    pub query: &'static [&'static str],
    /// Whether a file is a good answer.
    pub binary: bool,
    check: fn(Value) -> Result<(), FieldError>,
    // The readers and writers of 246 requests and answers are some megabytes, and an answer to a call by name is given
    // on as it came: so these are for the tests that hold the types against the rows, not for the binary.
    #[cfg(test)]
    rewrite_request: fn(Value) -> Result<Value, serde_json::Error>,
    #[cfg(test)]
    rewrite_reply: fn(&Bytes) -> Result<Bytes, serde_json::Error>,
}

impl Typed {
    fn of<E: Endpoint>() -> Self {
        Self {
            id: E::ID,
            method: E::METHOD,
            path: E::PATH,
            speaker: E::Token::SPEAKER,
            token_key: E::TOKEN_KEY,
            query: E::QUERY,
            binary: E::Reply::BINARY,
            check: check::<E>,
            #[cfg(test)]
            rewrite_request: |fields| serde_json::from_value::<E>(fields).and_then(serde_json::to_value),
            #[cfg(test)]
            rewrite_reply: |body| E::Reply::decode("application/json", body).map(|reply| reply.encode().1),
        }
    }

    /// What [`Endpoint::check`] says of a request with these fields.
    pub fn check(&self, fields: Value) -> Result<(), FieldError> {
        (self.check)(fields)
    }
}

fn check<E: Endpoint>(fields: Value) -> Result<(), FieldError> {
    if !E::CHECKS {
        return Ok(());
    }
    // The rows have judged the kinds already. What the type cannot read all the same, for instance a word that WeChat
    // added to a list of words, is WeChat's to judge.
    serde_json::from_value::<E>(fields).map_or(Ok(()), |request| request.check())
}

macro_rules! typed {
    ($($group:ident::$name:ident,)*) => {
        static TYPED: LazyLock<Vec<Typed>> = LazyLock::new(|| {
            let mut all = vec![$(Typed::of::<crate::$group::$name>(),)*];
            all.sort_by_key(|typed| typed.id);
            all
        });
    };
}

/// Every type, by id.
pub fn all() -> &'static [Typed] {
    &TYPED
}

/// The type of that id.
pub fn by_id(id: &str) -> Option<&'static Typed> {
    TYPED.binary_search_by(|typed| typed.id.cmp(id)).ok().map(|index| &TYPED[index])
}

typed! {
    account::ApplyLiveInfo,
    account::ApplySetOrderPath,
    account::ChangeSearchStatus,
    account::CheckNickname,
    account::ComponentRebindAdmin,
    account::FetchDataSetting,
    account::GetAccountBasicInfo,
    account::GetAppealRecords,
    account::GetIllegalRecords,
    account::GetOrderPathInfo,
    account::GetSearchStatus,
    account::GetShowWxaItem,
    account::GetWxaMpLinkForShow,
    account::ModifyHeadImage,
    account::ModifySignature,
    account::QueryNickname,
    account::SetNickname,
    account::UpdateShowWxaItem,
    ams::AmsGetCustomShareRatio,
    ams::AmsGetShareRatio,
    ams::AmsSetCustomShareRatio,
    ams::AmsSetShareRatio,
    category::AddCategory,
    category::DeleteCategory,
    category::GetAllCategories,
    category::GetCategoriesByType,
    category::GetSetCategories,
    category::ModifyCategory,
    cloud::CloudBatchDeleteFile,
    cloud::CloudBatchDownloadFile,
    cloud::CloudComponentBatchGetEnvid,
    cloud::CloudComponentBatchShareEnv,
    cloud::CloudComponentCreateEnv,
    cloud::CloudComponentDescribeEnvs,
    cloud::CloudCreateUser,
    cloud::CloudGetCallbackConfig,
    cloud::CloudGetEnvInfo,
    cloud::CloudGetOpenData,
    cloud::CloudGetQcloudToken,
    code::ChangeVisitstatus,
    code::Commit,
    code::GetAuditstatus,
    code::GetCategory,
    code::GetCodePrivacyInfo,
    code::GetHistoryVersion,
    code::GetLatestAuditstatus,
    code::GetPage,
    code::GetQrcode,
    code::GetSupportVersion,
    code::Getgrayreleaseplan,
    code::Getversioninfo,
    code::Getvisitstatus,
    code::Grayrelease,
    code::Queryquota,
    code::Release,
    code::Revertcoderelease,
    code::Revertgrayrelease,
    code::SetSupportVersion,
    code::Speedupaudit,
    code::SubmitAudit,
    code::Undocodeaudit,
    code::UploadAuditMedia,
    component::ApiAuthorizerToken,
    component::ApiComponentToken,
    component::ApiCreatePreauthcode,
    component::ApiGetAuthorizerInfo,
    component::ApiGetAuthorizerList,
    component::ApiQueryAuth,
    component::ApiStartPushTicket,
    component::GetAuthorizerOption,
    component::GetAuthorizerOptionLegacy,
    component::SetAuthorizerOption,
    component::SetAuthorizerOptionLegacy,
    datacube::DatacubeDailyRetain,
    datacube::DatacubeDailySummary,
    datacube::DatacubeDailyVisit,
    datacube::DatacubeVisitPage,
    domain::GetDomainConfirmfile,
    domain::GetEffectiveDomain,
    domain::GetEffectiveWebviewdomain,
    domain::GetPrefetchdnsdomain,
    domain::GetWebviewdomainConfirmfile,
    domain::Getwxadevinfo,
    domain::ModifyDomain,
    domain::ModifyDomainDirectly,
    domain::ModifyWxaJumpDomain,
    domain::ModifyWxaServerDomain,
    domain::SetPrefetchdnsdomain,
    domain::Setwebviewdomain,
    domain::SetwebviewdomainDirectly,
    embedded::EmbeddedAdd,
    embedded::EmbeddedDelete,
    embedded::EmbeddedDeleteAuthorize,
    embedded::EmbeddedList,
    embedded::EmbeddedOwnList,
    embedded::EmbeddedSetAuthorize,
    express::ExpressDeliveryList,
    express::ExpressOpenMsg,
    express::ExpressOpenQueryPlugin,
    express::ExpressOpenReturn,
    express::ExpressQueryTrace,
    express::ExpressTraceWaybill,
    login::CheckEncryptedData,
    login::CheckSession,
    login::ComponentJscode2session,
    login::ComponentOauth2AccessToken,
    login::ComponentOauth2RefreshToken,
    login::GetPaidUnionid,
    login::GetPhoneNumber,
    login::GetPluginOpenpid,
    login::GetUserEncryptKey,
    login::Jscode2session,
    login::Oauth2AccessToken,
    login::Oauth2RefreshToken,
    login::ResetUserSessionKey,
    login::SnsAuth,
    login::SnsUserinfo,
    media::MaterialAdd,
    media::MaterialCount,
    media::MaterialDelete,
    media::MaterialGet,
    media::MediaGet,
    media::MediaUpload,
    media::MediaUploadimg,
    member::BindTester,
    member::Memberauth,
    member::UnbindTester,
    message::BizsendSubscribeMessage,
    message::CreateActivityId,
    message::CustomTyping,
    message::NewtmplAdd,
    message::NewtmplDelete,
    message::NewtmplGetCategory,
    message::NewtmplGetPubKeywords,
    message::NewtmplGetPubTitles,
    message::NewtmplList,
    message::CustomSend,
    message::SendSubscribeMessage,
    message::SendTemplateMessage,
    message::SendUpdatableMessage,
    message::UniformSend,
    network::CallbackCheck,
    network::GetApiDomainIp,
    network::GetCallbackIp,
    official_account::GetTicket,
    official_account::MenuCreate,
    official_account::MenuDelete,
    official_account::MenuGet,
    official_account::QrcodeCreate,
    official_account::UserInfo,
    official_account::UserList,
    official_account::WxaMpLink,
    official_account::WxaMpLinkGet,
    official_account::WxaMpUnlink,
    open_account::OpenBind,
    open_account::OpenCreate,
    open_account::OpenGet,
    open_account::OpenHave,
    open_account::OpenSameEntity,
    open_account::OpenUnbind,
    order::OrderGet,
    order::OrderIsConfirmationCompleted,
    order::OrderIsTradeManaged,
    order::OrderList,
    order::OrderNotifyConfirmReceive,
    order::OrderSetMsgJumpPath,
    order::OrderUploadCombinedShipping,
    order::OrderUploadShipping,
    own_token::GetAccessToken,
    own_token::GetStableToken,
    plugin::DevpluginAgree,
    plugin::DevpluginApplyList,
    plugin::DevpluginDelete,
    plugin::DevpluginRefuse,
    plugin::PluginApply,
    plugin::PluginList,
    plugin::PluginUnbind,
    plugin::PluginUpdate,
    privacy::ApplyPrivacyInterface,
    privacy::GetPrivacyInterface,
    privacy::GetPrivacySetting,
    privacy::SetPrivacySetting,
    privacy::UploadPrivacyExtFile,
    quota::ClearApiQuota,
    quota::ClearQuota,
    quota::ClearQuotaV2,
    quota::ComponentClearQuotaV2,
    quota::GetApiQuota,
    quota::GetRidInfo,
    register::FastRegisterBeta,
    register::FastRegisterPersonalCreate,
    register::FastRegisterPersonalQuery,
    register::FastRegisterWeappCreate,
    register::FastRegisterWeappSearch,
    register::GetMpAdminAuth,
    register::IcpApplyFiling,
    register::IcpCancelApply,
    register::IcpCancelFiling,
    register::IcpCertificateTypes,
    register::IcpCreateVerifyTask,
    register::IcpDistrictCodes,
    register::IcpGetEntranceInfo,
    register::IcpGetOnlineOrder,
    register::IcpNrlxTypes,
    register::IcpQueryVerifyTask,
    register::IcpServiceContentTypes,
    register::IcpSubjectTypes,
    register::IcpUploadMedia,
    register::MpVerifyBeta,
    register::RegisterByOfficialAccount,
    register::SetBetaNickname,
    register::VerifyBeta,
    register::WxaAuthIdentityTree,
    register::WxaAuthQuery,
    register::WxaAuthResubmit,
    register::WxaAuthSubmit,
    register::WxaAuthUploadMaterial,
    security::GetUserRiskRank,
    security::ImgSecCheck,
    security::MediaCheckAsync,
    security::MsgSecCheck,
    shopping_order::UserOrderConfirm,
    shopping_order::UserOrderOpen,
    shopping_order::UserOrderUpload,
    shopping_order::UserOrderUploadCombined,
    shopping_order::UserOrderUploadCombinedShipping,
    shopping_order::UserOrderUploadShipping,
    shopping_order::UserOrderVerify,
    template::Addtotemplate,
    template::Deletetemplate,
    template::Gettemplatedraftlist,
    template::Gettemplatelist,
    wxacode::CreateWxaQrcode,
    wxacode::GenerateNfcScheme,
    wxacode::GenerateScheme,
    wxacode::GenerateShortLink,
    wxacode::GenerateUrllink,
    wxacode::GetWxacode,
    wxacode::GetWxacodeUnlimit,
    wxacode::QrcodeJumpAdd,
    wxacode::QrcodeJumpDelete,
    wxacode::QrcodeJumpDownload,
    wxacode::QrcodeJumpGet,
    wxacode::QrcodeJumpPublish,
    wxacode::QueryScheme,
    wxacode::QueryUrllink,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::catalogue;

    #[test]
    fn samples_pass_the_check_and_come_out_of_the_type_the_same() {
        for entry in catalogue::entries() {
            let Some(typed) = entry.typed() else { continue };
            let (query, body) = (entry.sample_call_query(), entry.sample_call_body());
            assert_eq!(entry.check(&query, &body), Ok(()), "{}", entry.id);
            let fields = Value::Object(query.into_iter().chain(body).collect());
            let again = (typed.rewrite_request)(fields.clone()).unwrap_or_else(|error| panic!("{}: {error}", entry.id));
            assert_eq!(again, fields, "{}", entry.id);
        }
    }

    #[test]
    fn sample_answers_come_out_of_the_type_the_same() {
        for entry in catalogue::entries() {
            let (Some(typed), Some(Value::Object(mut answer))) = (entry.typed(), entry.sample_response.clone()) else {
                continue;
            };
            answer.remove("errcode");
            answer.remove("errmsg");
            let answer = Value::Object(answer);
            let body = serde_json::to_vec(&answer).unwrap().into();
            let again = (typed.rewrite_reply)(&body).unwrap_or_else(|error| panic!("{}: {error}", entry.id));
            let again: Value = serde_json::from_slice(&again).unwrap();
            assert_eq!(without_empty_lists(again), without_empty_lists(answer), "{}", entry.id);
        }
    }

    /// Without lists that are empty: to us the same as none, since WeChat sends either, or `null`.
    fn without_empty_lists(value: Value) -> Value {
        match value {
            Value::Object(fields) => fields
                .into_iter()
                .filter(|(_, value)| !value.as_array().is_some_and(Vec::is_empty))
                .map(|(name, value)| (name, without_empty_lists(value)))
                .collect(),
            Value::Array(items) => items.into_iter().map(without_empty_lists).collect(),
            other => other,
        }
    }
}
