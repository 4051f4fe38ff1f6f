//! `POST /wxa/setdefaultamsinfo` (设置默认分账比例): set default ad share.
//!
//! Shares take effect only after the merchant agrees in the authorization flow.
//!
//! Not certain: Whether the platform token or the account token is used.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::ComponentAccessToken;

/// Set default ad share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AmsSetShareRatio {
    /// `set_share_ratio`.
    pub action: String,
    /// Percent.
    #[serde(with = "crate::wire::int")]
    pub share_ratio: i64,
}

impl AmsSetShareRatio {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(share_ratio: i64) -> Self {
        Self { action: "set_share_ratio".to_owned(), share_ratio }
    }
}

impl Endpoint for AmsSetShareRatio {
    const ID: &'static str = "ams_set_share_ratio";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/setdefaultamsinfo";
    const QUERY: &'static [&'static str] = &["action"];
    type Token = ComponentAccessToken;
    type Reply = AmsSetShareRatioReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmsSetShareRatioReply {
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
