//! `POST /wxa/getuserriskrank` (`getUserRiskRank`, 获取用户安全等级): get user risk rank.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 40013 appid is invalid or does not match the
//! token's account.
//!
//! Not certain: Permission set number from the family.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Get user risk rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetUserRiskRank {
    /// Mini Program.
    pub appid: Appid,
    /// User.
    pub openid: String,
    /// 0 registration, 1 marketing.
    #[serde(with = "crate::wire::int")]
    pub scene: i64,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile_no: Option<String>,
    /// User IP.
    pub client_ip: String,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Extra.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_info: Option<String>,
    /// Test call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_test: Option<bool>,
}

impl GetUserRiskRank {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, openid: impl Into<String>, scene: i64, client_ip: impl Into<String>) -> Self {
        Self {
            appid,
            openid: openid.into(),
            scene,
            mobile_no: None,
            client_ip: client_ip.into(),
            email_address: None,
            extended_info: None,
            is_test: None,
        }
    }
}

impl Endpoint for GetUserRiskRank {
    const ID: &'static str = "get_user_risk_rank";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getuserriskrank";
    type Token = AuthorizerAccessToken;
    type Reply = GetUserRiskRankReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetUserRiskRankReply {
    /// 0 to 4, higher is riskier.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub risk_rank: Option<i64>,
    /// Request id, spelled `unoin_id`.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub unoin_id: Option<i64>,
}
