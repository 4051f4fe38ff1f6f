//! `POST /wxa/getdefaultamsinfo` (查询分账比例): get ad share.
//!
//! Shares take effect only after the merchant agrees in the authorization flow.
//!
//! Not certain: Whether the platform token or the account token is used.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::ComponentAccessToken;

/// Get ad share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AmsGetShareRatio {
    /// `get_share_ratio`.
    pub action: String,
    /// Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl Default for AmsGetShareRatio {
    fn default() -> Self {
        Self { action: "get_share_ratio".to_owned(), appid: None }
    }
}

impl Endpoint for AmsGetShareRatio {
    const ID: &'static str = "ams_get_share_ratio";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getdefaultamsinfo";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = AmsGetShareRatioReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmsGetShareRatioReply {
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
