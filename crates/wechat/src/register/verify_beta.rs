//! `POST /wxa/verifybetaweapp` (`verfifyBetaMiniprogram`, 试用小程序快速认证): make trial Mini Program regular.
//!
//! Companies and sole traders only. The legal person checks by face, then the administrator confirms. The trial
//! suffix stays until `set_nickname`. Pushed as `notify_third_fastverifybetaapp`.
//!
//! Errcodes of its own: 61070 legal person's name, id card and WeChat account do not match; 86004 `weChat` id is
//! invalid; 89247 internal error; 89248 `code_type` is invalid; 89249 a task for this entity is running; wait 24
//! hours; 89251 message was sent, waiting for the legal person's face check; 89252 the consistency check of legal
//! person and company is running; 91021 not a trial Mini Program that still awaits verification.
//!
//! Not certain: Push names from SDKs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Make trial Mini Program regular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerifyBeta {
    /// Company.
    pub verify_info: VerifyBetaVerifyInfo,
}

impl VerifyBeta {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(verify_info: VerifyBetaVerifyInfo) -> Self {
        Self { verify_info }
    }
}

impl Endpoint for VerifyBeta {
    const ID: &'static str = "verify_beta";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/verifybetaweapp";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}

/// Company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyBetaVerifyInfo {
    /// Company name.
    pub enterprise_name: String,
    /// Company code.
    pub code: String,
    /// 1, 2 or 3 as in registration.
    #[serde(with = "crate::wire::int")]
    pub code_type: i64,
    /// WeChat id.
    pub legal_persona_wechat: String,
    /// Name.
    pub legal_persona_name: String,
    /// Id number.
    pub legal_persona_idcard: String,
    /// Phone.
    pub component_phone: String,
}
