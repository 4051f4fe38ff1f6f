//! `POST /cgi-bin/wxopen/qrcodejumpdelete` (`deleteJumpQRCode`, 删除已设置的二维码规则): delete link rule.
//!
//! Limits: 5 calls a second.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 44990 called too fast (more than 5 times a second on link-rule calls); 886001 busy, try
//! again.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Delete link rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QrcodeJumpDelete {
    /// Prefix.
    pub prefix: String,
    /// For Official Accounts: the Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<Appid>,
}

impl QrcodeJumpDelete {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), appid: None }
    }
}

impl Endpoint for QrcodeJumpDelete {
    const ID: &'static str = "qrcode_jump_delete";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/qrcodejumpdelete";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        super::check_prefix(&self.prefix)
    }
}
