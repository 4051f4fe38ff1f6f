//! `POST /wxa/business/checkencryptedmsg` (`checkEncryptedData`, 检查加密信息): check encrypted data.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Check encrypted data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CheckEncryptedData {
    /// Sha256 of the encrypted data, hex.
    pub encrypted_msg_hash: String,
}

impl CheckEncryptedData {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(encrypted_msg_hash: impl Into<String>) -> Self {
        Self { encrypted_msg_hash: encrypted_msg_hash.into() }
    }
}

impl Endpoint for CheckEncryptedData {
    const ID: &'static str = "check_encrypted_data";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/business/checkencryptedmsg";
    type Token = AuthorizerAccessToken;
    type Reply = CheckEncryptedDataReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckEncryptedDataReply {
    /// Spelled vaild.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vaild: Option<bool>,
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
}
