//! `POST /cgi-bin/component/api_create_preauthcode` (`getPreAuthCode`): a code that opens one authorization.
//!
//! It goes into the links of [`crate::authorize`] and comes back in the `authorized` push as `PreAuthCode`, which ties
//! that push to the link it began with. One code serves one completed authorization: make a fresh one for every click.
//! Its life is 1800 s in WeChat's text and 600 s in WeChat's example: believe `expires_in`.
//!
//! Errcodes: those of the platform's token (40001, 42001, 61004, 61005, 61006, 61011), 45009.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::id::ComponentAppid;
use crate::secret::{ComponentAccessToken, PreAuthCode};

/// Asks for a `pre_auth_code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApiCreatePreauthcode {
    /// The platform.
    pub component_appid: ComponentAppid,
}

impl ApiCreatePreauthcode {
    /// The request for one platform.
    pub fn new(component_appid: ComponentAppid) -> Self {
        Self { component_appid }
    }
}

impl Endpoint for ApiCreatePreauthcode {
    const ID: &'static str = "create_preauthcode";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/api_create_preauthcode";
    const REPEATABLE: bool = true;
    type Token = ComponentAccessToken;
    type Reply = CreatedPreauthcode;
}

/// A fresh code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedPreauthcode {
    /// The code for one authorization link. An answer without one does not decode.
    #[serde(with = "crate::wire::filled_secret")]
    pub pre_auth_code: PreAuthCode,
    /// How long it lives from now, in seconds.
    #[serde(with = "crate::wire::int")]
    pub expires_in: i64,
}
