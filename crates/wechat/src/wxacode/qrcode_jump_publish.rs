//! `POST /cgi-bin/wxopen/qrcodejumppublish` (`publishJumpQRCode`, 发布已设置的二维码规则): publish link rule.
//!
//! 886000 was reported by users without a documented meaning.
//!
//! Limits: Publications a month: see `qrcodejump_pub_quota`; 5 calls a second.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 44990 called too fast (more than 5 times a second on link-rule calls); 85073 the rule list is
//! full; 85074 the Mini Program must be released first; 85075 personal Mini Programs cannot set link rules; 85095
//! rule data is broken; delete and add it again; 886001 busy, try again.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Publish link rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QrcodeJumpPublish {
    /// Prefix.
    pub prefix: String,
}

impl QrcodeJumpPublish {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into() }
    }
}

impl Endpoint for QrcodeJumpPublish {
    const ID: &'static str = "qrcode_jump_publish";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/qrcodejumppublish";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn check(&self) -> Result<(), FieldError> {
        super::check_prefix(&self.prefix)
    }
}
