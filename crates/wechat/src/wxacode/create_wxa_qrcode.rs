//! `POST /cgi-bin/wxaapp/createwxaqrcode` (`createQRCode`, 获取小程序二维码): get Mini Program QR code.
//!
//! Square QR picture.
//!
//! Limits: Shares the 100,000 with getwxacode.
//!
//! Permission set: 17.
//!
//! Errcodes of its own: 40159 path is too long or the body is not a JSON string; 45009 the daily call limit of this
//! API is used up; 45029 the total number of codes is used up.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Binary, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Get Mini Program QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreateWxaQrcode {
    /// Page with query, at most 128 characters.
    pub path: String,
    /// Default 430.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
}

impl CreateWxaQrcode {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), width: None }
    }
}

impl Endpoint for CreateWxaQrcode {
    const ID: &'static str = "create_wxa_qrcode";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxaapp/createwxaqrcode";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Binary;

    fn check(&self) -> Result<(), FieldError> {
        let length = self.path.chars().count();
        FieldError::unless(
            (1..=128).contains(&length),
            "path",
            "must be 1 to 128 characters",
            "必须是 1 到 128 个字符",
        )?;
        super::check_look(self.width, None, None)
    }
}
