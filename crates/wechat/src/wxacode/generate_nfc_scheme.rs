//! `POST /wxa/generatenfcscheme` (`generateNFCScheme`, 获取NFC的小程序scheme): make NFC scheme.
//!
//! One current page says it cannot be called through a third-party platform.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range.
//!
//! Not certain: Whether an authorizer token is accepted.

use http::Method;
use serde::{Deserialize, Serialize};

use super::JumpWxa;
use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Make NFC scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GenerateNfcScheme {
    /// Page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jump_wxa: Option<JumpWxa>,
    /// Device model.
    pub model_id: String,
    /// Device serial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sn: Option<String>,
}

impl GenerateNfcScheme {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(model_id: impl Into<String>) -> Self {
        Self { jump_wxa: None, model_id: model_id.into(), sn: None }
    }
}

impl Endpoint for GenerateNfcScheme {
    const ID: &'static str = "generate_nfc_scheme";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/generatenfcscheme";
    type Token = AuthorizerAccessToken;
    type Reply = GenerateNfcSchemeReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateNfcSchemeReply {
    /// Scheme.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub openlink: Option<String>,
}
