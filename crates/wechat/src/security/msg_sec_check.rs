//! `POST /wxa/msg_sec_check` (`msgSecCheck`, 文本内容安全识别): text check.
//!
//! Version 1 (no version field) stopped on 2021-09-01 and answered 87014. 61010 here means the user has not opened
//! the Mini Program lately.
//!
//! Limits: 4000 a minute and 2,000,000 a day per appid.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 40129 scene value is not allowed; 43104 this
//! appid lacks the permission; 44002 `pOST` body is empty; send at least `{}`; 45009 the daily call limit of this API
//! is used up; 45011 called too often within a minute; 47001 body could not be parsed or lacks a field; 61010
//! authorization code has expired.
//!
//! Not certain: The meaning of 61010 on this path.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Text check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MsgSecCheck {
    /// At most 2500 characters, UTF-8.
    pub content: String,
    /// 2.
    #[serde(with = "crate::wire::int")]
    pub version: i64,
    /// 1 profile, 2 comment, 3 forum, 4 social log.
    #[serde(with = "crate::wire::int")]
    pub scene: i64,
    /// User seen in the last two hours.
    pub openid: String,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Profile text, only scene 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl MsgSecCheck {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(content: impl Into<String>, version: i64, scene: i64, openid: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            version,
            scene,
            openid: openid.into(),
            title: None,
            nickname: None,
            signature: None,
        }
    }
}

impl Endpoint for MsgSecCheck {
    const ID: &'static str = "msg_sec_check";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/msg_sec_check";
    type Token = AuthorizerAccessToken;
    type Reply = MsgSecCheckReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MsgSecCheckReply {
    /// Per strategy.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub detail: Vec<MsgSecCheckReplyDetail>,
    /// Id.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// Verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<MsgSecCheckReplyResult>,
}

/// Per strategy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MsgSecCheckReplyDetail {
    /// `content_model` or keyword.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
    /// 0 when the rest is valid.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub errcode: Option<i64>,
    /// Risky, pass or review.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub suggest: Option<String>,
    /// 100 normal, 10001 ad, 20001 politics, 20002 porn, 20003 abuse, 20006 crime, 20008 fraud, 20012 vulgar, 20013
    /// copyright, 21000 other.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub label: Option<i64>,
    /// Hit word.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// 0..100.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub level: Option<i64>,
    /// 0..100.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub prob: Option<i64>,
}

/// Verdict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MsgSecCheckReplyResult {
    /// Risky, pass or review.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub suggest: Option<String>,
    /// Label.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub label: Option<i64>,
}
