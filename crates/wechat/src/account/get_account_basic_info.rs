//! `POST /cgi-bin/account/getaccountbasicinfo` (`getAccountBasicInfo`, 获取基本信息): get basic info.
//!
//! Set 30 for Mini Programs, 3 for Official Accounts. 41033 for accounts not created through the registration API was
//! seen often; fall back to `get_authorizer_info`. Until `realname_status` is 1 only verification and settings APIs
//! work.
//!
//! Permission sets: 3 or 30.
//!
//! Errcodes of its own: 41033 only for Mini Programs that were created through the registration API.
//!
//! Not certain: POST in the current page, GET in older pages and one SDK; both are seen in the wild.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get basic info.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetAccountBasicInfo {}

impl GetAccountBasicInfo {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetAccountBasicInfo {
    const ID: &'static str = "get_account_basic_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/account/getaccountbasicinfo";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = GetAccountBasicInfoReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccountBasicInfoReply {
    /// Account.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// 1 subscription, 2 service, 3 Mini Program.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub account_type: Option<i64>,
    /// Entity type.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub principal_type: Option<i64>,
    /// Entity name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub principal_name: Option<String>,
    /// Registration number of a non-personal entity.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
    /// 1 verified, 2 in progress, 3 failed.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub realname_status: Option<i64>,
    /// Country code.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub registered_country: Option<i64>,
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Verification type, 0 when not verified.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub customer_type: Option<i64>,
    /// Verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wx_verify_info: Option<GetAccountBasicInfoReplyWxVerifyInfo>,
    /// Introduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_info: Option<GetAccountBasicInfoReplySignatureInfo>,
    /// Avatar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_image_info: Option<GetAccountBasicInfoReplyHeadImageInfo>,
    /// Name changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname_info: Option<GetAccountBasicInfoReplyNicknameInfo>,
}

/// Verification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccountBasicInfoReplyWxVerifyInfo {
    /// Qualified, has verified rights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification_verify: Option<bool>,
    /// Name verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming_verify: Option<bool>,
    /// Only when qualified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annual_review: Option<bool>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub annual_review_begin_time: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub annual_review_end_time: Option<i64>,
}

/// Introduction.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccountBasicInfoReplySignatureInfo {
    /// Text.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// Used changes.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub modify_used_count: Option<i64>,
    /// All changes.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub modify_quota: Option<i64>,
}

/// Avatar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccountBasicInfoReplyHeadImageInfo {
    /// URL.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub head_image_url: Option<String>,
    /// Used changes.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub modify_used_count: Option<i64>,
    /// All changes.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub modify_quota: Option<i64>,
}

/// Name changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetAccountBasicInfoReplyNicknameInfo {
    /// Name.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Used changes.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub modify_used_count: Option<i64>,
    /// All changes.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub modify_quota: Option<i64>,
}
