//! `POST /cgi-bin/account/fastregister` (`registerMiniprogramByOffiaccount`, 复用公众号主体快速注册小程序): register from
//! Official Account.
//!
//! Called with the OFFICIAL ACCOUNT's authorizer token. First page:
//! `https://mp.weixin.qq.com/cgi-bin/fastregisterauth?appid&component_appid&copy_wx_verify&redirect_uri.` Retry no
//! sooner than 5 seconds later, else 61058. Booleans may arrive as strings "true".
//!
//! Permission set: 27.
//!
//! Errcodes of its own: 61028 the component is not published yet; 61029 the component lacks a required permission set
//! and must be republished; 61051 this entity type cannot create Mini Programs this way; 61052 the Official Account
//! is not verified; 61053 the entity reached its account limit; 61054 the entity is blacklisted; 61055 the Official
//! Account used up this month's quick creations; 61056 this entity type must copy the verification; 61057 another
//! quick creation of this Official Account is in progress; 61058 the scan ticket did not verify; also seen when
//! retried within 5 seconds; 61060 redirect URI is not valid; 61061 overseas accounts may not use it; 61063 the
//! administrator manages too many accounts; 61064 the administrator is blacklisted.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::{AuthorizerAccessToken, Credential};

/// Register from Official Account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RegisterByOfficialAccount {
    /// Brought back by the fastregisterauth page.
    #[serde(with = "crate::wire::secret")]
    pub ticket: Credential,
}

impl RegisterByOfficialAccount {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(ticket: Credential) -> Self {
        Self { ticket }
    }
}

impl Endpoint for RegisterByOfficialAccount {
    const ID: &'static str = "register_by_official_account";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/account/fastregister";
    type Token = AuthorizerAccessToken;
    type Reply = RegisterByOfficialAccountReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterByOfficialAccountReply {
    /// New Mini Program.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
    /// Exchange with `query_auth` and store.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub authorization_code: Option<String>,
    /// Verification copied; example shows a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_wx_verify_succ: Option<bool>,
    /// Linked to the Official Account; example shows a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_link_succ: Option<bool>,
}
