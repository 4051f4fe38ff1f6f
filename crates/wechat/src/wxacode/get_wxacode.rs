//! `POST /wxa/getwxacode` (`getQRCode`, 获取小程序码): get Mini Program code.
//!
//! Permanent code.
//!
//! Limits: At most 100,000 together with `create_wxa_qrcode`, per account for ever.
//!
//! Permission set: 17.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 40159 path is too long or the body is not a JSON
//! string; 45009 the daily call limit of this API is used up; 45011 called too often within a minute; 45029 the total
//! number of codes is used up; 85079 there is no online version.

use http::Method;
use serde::{Deserialize, Serialize};

use super::LineColor;
use crate::endpoint::{Binary, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Get Mini Program code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetWxacode {
    /// Page with query, at most 1024 characters.
    pub path: String,
    /// 280 to 1280, default 430.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    /// Colour by platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_color: Option<bool>,
    /// Rgb, used when `auto_color` is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_color: Option<LineColor>,
    /// Transparent ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_hyaline: Option<bool>,
    /// Release (default), trial or develop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
}

impl GetWxacode {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), width: None, auto_color: None, line_color: None, is_hyaline: None, env_version: None }
    }
}

impl Endpoint for GetWxacode {
    const ID: &'static str = "get_wxacode";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getwxacode";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Binary;

    fn check(&self) -> Result<(), FieldError> {
        let length = self.path.chars().count();
        FieldError::unless(
            (1..=1024).contains(&length),
            "path",
            "must be 1 to 1024 characters",
            "必须是 1 到 1024 个字符",
        )?;
        super::check_look(self.width, self.env_version.as_deref(), self.line_color.as_ref())
    }
}
