//! `GET /wxa/security/get_code_privacy_info` (`getCodePrivacyInfo`): what the privacy scan of the committed code found.
//!
//! While the scan runs it answers 61039: poll with about a minute between calls. What it lists must be mended before a
//! submission (61040): apply for the API, or declare it in `requiredPrivateInfos`.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Asks for the result of the privacy scan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetCodePrivacyInfo {}

impl GetCodePrivacyInfo {
    /// The request; it has no fields.
    pub fn new() -> Self {
        Self {}
    }
}

impl Endpoint for GetCodePrivacyInfo {
    const ID: &'static str = "get_code_privacy_info";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/security/get_code_privacy_info";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = CodePrivacyInfo;
}

/// What the scan found; two empty lists are a clean result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePrivacyInfo {
    /// Privacy APIs in the code for which the account has no permission.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub without_auth_list: Vec<String>,
    /// Privacy APIs in the code that `ext_json` does not declare.
    #[serde(default, deserialize_with = "crate::wire::list::deserialize")]
    pub without_conf_list: Vec<String>,
}
