//! `POST /wxa/business/getuserencryptkey` (`getUserEncryptKey`, 获取用户encryptKey): get user encrypt keys.
//!
//! Errcodes of its own: 40003 openid is not valid for this account; 87007 `session_key` does not exist or expired;
//! 87009 signature is invalid.
//!
//! Not certain: Parameters in the query by an SDK; could also be the body.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::{AuthorizerAccessToken, Credential};

/// Get user encrypt keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetUserEncryptKey {
    /// User.
    pub openid: String,
    /// `hmac_sha256` of the empty string with `session_key`.
    pub signature: String,
    /// `hmac_sha256`.
    pub sig_method: String,
}

impl GetUserEncryptKey {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>, signature: impl Into<String>, sig_method: impl Into<String>) -> Self {
        Self { openid: openid.into(), signature: signature.into(), sig_method: sig_method.into() }
    }
}

impl Endpoint for GetUserEncryptKey {
    const ID: &'static str = "get_user_encrypt_key";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/business/getuserencryptkey";
    const QUERY: &'static [&'static str] = &["openid", "signature", "sig_method"];
    type Token = AuthorizerAccessToken;
    type Reply = GetUserEncryptKeyReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetUserEncryptKeyReply {
    /// Last three keys.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize", skip_serializing_if = "Vec::is_empty")]
    pub key_info_list: Vec<GetUserEncryptKeyReplyKeyInfoList>,
}

/// Last three keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetUserEncryptKeyReplyKeyInfoList {
    /// Key.
    #[serde(default, with = "crate::wire::opt_secret", skip_serializing_if = "Option::is_none")]
    pub encrypt_key: Option<Credential>,
    /// Iv.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub iv: Option<String>,
    /// Version.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Seconds left.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub expire_in: Option<i64>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
}
