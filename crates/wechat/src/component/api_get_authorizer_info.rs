//! `POST /cgi-bin/component/api_get_authorizer_info` (`getAuthorizerInfo`): the profile of an authorizer.
//!
//! Mini Programs and Official Accounts answer with different fields; whether `MiniProgramInfo` is there tells which it
//! is. The answer has the refresh token and the granted sets but never an access token. Fields we do not know, newer
//! account kinds among them, are passed over.
//!
//! Errcodes of its own: 61003 the account does not authorize us, 40013 wrong appid.

use http::Method;
use serde::{Deserialize, Serialize};

use super::AuthorizationInfo;
use crate::endpoint::Endpoint;
use crate::id::{Appid, ComponentAppid};
use crate::secret::ComponentAccessToken;

/// Asks for the profile of one authorizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiGetAuthorizerInfo {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// The account asked about.
    pub authorizer_appid: Appid,
}

impl ApiGetAuthorizerInfo {
    /// The request for one authorizer.
    pub fn new(component_appid: ComponentAppid, authorizer_appid: Appid) -> Self {
        Self { component_appid, authorizer_appid }
    }
}

impl Endpoint for ApiGetAuthorizerInfo {
    const ID: &'static str = "get_authorizer_info";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_get_authorizer_info";
    const REPEATABLE: bool = true;
    type Token = ComponentAccessToken;
    type Reply = AuthorizerDetails;
}

/// Profile and grant of one authorizer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizerDetails {
    /// Who it is.
    pub authorizer_info: AuthorizerInfo,
    /// What it granted; without an access token.
    pub authorization_info: AuthorizationInfo,
}

/// The profile: `authorizer_info`. Texts that WeChat leaves out are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizerInfo {
    /// The account's name; empty for a Mini Program that has none yet.
    #[serde(default, with = "crate::wire::text")]
    pub nick_name: String,
    /// URL of the avatar; empty if there is none.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub head_img: String,
    /// Official Account: 0 or 1 subscription, 2 service. Mini Program: 0 normal, 2 or 3 store, 4 game, 10 small shop,
    /// 12 trial.
    #[serde(default)]
    pub service_type_info: TypeInfo,
    /// -1 not verified, 0 verified by WeChat, 1 by Weibo, 3 qualified with the name pending, 4 as 3 with Weibo.
    #[serde(default)]
    pub verify_type_info: TypeInfo,
    /// The original id (`gh_…`), which stands as `ToUserName` in pushes.
    #[serde(default, with = "crate::wire::text")]
    pub user_name: String,
    /// The WeChat id of an Official Account; may be empty.
    #[serde(default, with = "crate::wire::text")]
    pub alias: String,
    /// URL of the account's QR code.
    #[serde(default, with = "crate::wire::text")]
    pub qrcode_url: String,
    /// Which business functions are on.
    #[serde(default)]
    pub business_info: BusinessInfo,
    /// Of no use any more.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub idc: Option<i64>,
    /// Who owns the account: company or person.
    #[serde(default, with = "crate::wire::text")]
    pub principal_name: String,
    /// The introduction of a Mini Program.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub signature: String,
    /// Only Mini Programs have it: its presence tells the kind.
    #[serde(default, rename = "MiniProgramInfo", skip_serializing_if = "Option::is_none")]
    pub mini_program_info: Option<MiniProgramInfo>,
    /// How it was registered: 0 normal, 2 from an Official Account, 6 by the legal person's face, 13 trial, 15 alliance
    /// console, 16 personal, 17 personal trade, 19 trial made regular, 22 by merchant number, 23 that made regular.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub register_type: Option<i64>,
    /// 1 normal, 14 closed, 16 banned, 18 warned, 19 frozen.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub account_status: Option<i64>,
    /// Whether phone and e-mail are bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basic_config: Option<BasicConfig>,
    /// Only Channels accounts have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels_info: Option<HeldId>,
    /// Only stores have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_info: Option<HeldId>,
    /// Only store assistants have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talent_info: Option<HeldId>,
    /// Only suppliers have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier_info: Option<HeldId>,
}

impl AuthorizerInfo {
    /// Whether it is a Mini Program, by WeChat's own rule.
    pub fn is_mini_program(&self) -> bool {
        self.mini_program_info.is_some()
    }
}

/// A kind as a number with an optional label: `service_type_info`, `verify_type_info`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeInfo {
    /// The kind.
    #[serde(default, with = "crate::wire::int")]
    pub id: i64,
    /// Its label; often left out.
    #[serde(default, with = "crate::wire::text", skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Switches of an account, each 0 or 1: `business_info`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessInfo {
    /// WeChat Pay.
    #[serde(default, with = "crate::wire::int")]
    pub open_pay: i64,
    /// Shake.
    #[serde(default, with = "crate::wire::int")]
    pub open_shake: i64,
    /// Product scan.
    #[serde(default, with = "crate::wire::int")]
    pub open_scan: i64,
    /// Cards.
    #[serde(default, with = "crate::wire::int")]
    pub open_card: i64,
    /// Stores.
    #[serde(default, with = "crate::wire::int")]
    pub open_store: i64,
}

/// What only a Mini Program has: `MiniProgramInfo`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiniProgramInfo {
    /// Its legal domains.
    #[serde(default)]
    pub network: MiniProgramNetwork,
    /// Its categories by name.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub categories: Vec<MiniProgramCategory>,
    /// Of no use any more; ask `getvisitstatus`.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub visit_status: Option<i64>,
}

/// Legal domains with their scheme, by use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MiniProgramNetwork {
    /// For requests (`https://`).
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub request_domain: Vec<String>,
    /// For sockets (`wss://`).
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub ws_request_domain: Vec<String>,
    /// For uploads.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub upload_domain: Vec<String>,
    /// For downloads.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub download_domain: Vec<String>,
    /// For web views; WeChat's example has it, its table does not.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub biz_domain: Vec<String>,
    /// For UDP.
    #[serde(default, rename = "UDPDomain", deserialize_with = "crate::wire::list::deserialize")]
    pub udp_domain: Vec<String>,
    /// For TCP.
    #[serde(default, rename = "TCPDomain", deserialize_with = "crate::wire::list::deserialize")]
    pub tcp_domain: Vec<String>,
}

/// One category by its names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiniProgramCategory {
    /// First level.
    #[serde(default, with = "crate::wire::text")]
    pub first: String,
    /// Second level.
    #[serde(default, with = "crate::wire::text")]
    pub second: String,
}

/// Whether contacts are bound: `basic_config`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasicConfig {
    /// A phone is bound.
    #[serde(default)]
    pub is_phone_configured: bool,
    /// An e-mail address is bound.
    #[serde(default)]
    pub is_email_configured: bool,
}

/// An id alone, as `channels_info`, `store_info`, `talent_info` and `supplier_info` hold one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldId {
    /// The id; a text, also where WeChat sends a number.
    #[serde(default, with = "crate::wire::text")]
    pub id: String,
}
