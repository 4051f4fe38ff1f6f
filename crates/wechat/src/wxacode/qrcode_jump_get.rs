//! `POST /cgi-bin/wxopen/qrcodejumpget` (`getJumpQRCode`, 获取已设置的二维码规则): list link rules.
//!
//! For a Mini Program send `{}`.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 44990 called too fast (more than 5 times a
//! second on link-rule calls); 85074 the Mini Program must be released first; 886001 busy, try again.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// List link rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QrcodeJumpGet {
    /// For Official Accounts: the Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
    /// For Official Accounts: 0 the newest 10000 (default), 1 by prefix, 2 paged.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub get_type: Option<i64>,
    /// With type 1, at most 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_list: Option<Vec<String>>,
    /// With type 2, from 1.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_num: Option<i64>,
    /// With type 2, at most 200.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub page_size: Option<i64>,
}

impl Endpoint for QrcodeJumpGet {
    const ID: &'static str = "qrcode_jump_get";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/qrcodejumpget";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = QrcodeJumpGetReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrcodeJumpGetReply {
    /// Rules.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub rule_list: Vec<QrcodeJumpGetReplyRuleList>,
    /// 0 or 1, switch on.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub qrcodejump_open: Option<i64>,
    /// Publications left this month.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub qrcodejump_pub_quota: Option<i64>,
    /// Number of rules.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub list_size: Option<i64>,
    /// For Official Accounts.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub total_count: Option<i64>,
}

/// Rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrcodeJumpGetReplyRuleList {
    /// Prefix.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// 1 or 2.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub permit_sub_rule: Option<i64>,
    /// Page.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Scope.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub open_version: Option<i64>,
    /// Test links.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub debug_url: Vec<String>,
    /// 1 unpublished, 2 published.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub state: Option<i64>,
}
