//! `POST /wxa/getdefaultamsinfo` (查询自定义分账比例): get ad share of one account.
//!
//! Shares take effect only after the merchant agrees in the authorization flow.
//!
//! Not certain: Whether the platform token or the account token is used.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::ComponentAccessToken;

/// Get ad share of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AmsGetCustomShareRatio {
    /// `agency_get_custom_share_ratio`.
    pub action: String,
    /// Mini Program.
    pub appid: Appid,
}

impl AmsGetCustomShareRatio {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { action: "agency_get_custom_share_ratio".to_owned(), appid }
    }
}

impl Endpoint for AmsGetCustomShareRatio {
    const ID: &'static str = "ams_get_custom_share_ratio";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getdefaultamsinfo";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = AmsGetCustomShareRatioReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmsGetCustomShareRatioReply {
    /// 0 on success (this family uses `ret/err_msg`).
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub ret: Option<i64>,
    /// Message.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub err_msg: Option<String>,
    /// Percent, on reads; not certain.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub share_ratio: Option<i64>,
}
