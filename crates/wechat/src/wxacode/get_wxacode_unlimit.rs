//! `POST /wxa/getwxacodeunlimit` (`getUnlimitedQRCode`, 获取不限制的小程序码): get unlimited Mini Program code.
//!
//! Invalid `env_version` answers 40097. For trial versions set `check_path` false.
//!
//! Limits: 5000 a minute; number of codes not limited.
//!
//! Permission set: 17.
//!
//! Errcodes of its own: 40097 arguments are missing or out of range; 40129 scene value is not allowed; 40169 scene is
//! too long or the body is not a JSON string; 41030 page path does not exist in the released version; 45009 the daily
//! call limit of this API is used up.

use http::Method;
use serde::{Deserialize, Serialize};

use super::LineColor;
use crate::endpoint::{Binary, Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Get unlimited Mini Program code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetWxacodeUnlimit {
    /// At most 32 visible characters: digits, letters and `!#$&'()*+,/:;=?@-._~`.
    pub scene: String,
    /// Page without leading slash or query; home page when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Default true: the page must exist online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_path: Option<bool>,
    /// Release (default), trial or develop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
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
}

impl GetWxacodeUnlimit {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(scene: impl Into<String>) -> Self {
        Self {
            scene: scene.into(),
            page: None,
            check_path: None,
            env_version: None,
            width: None,
            auto_color: None,
            line_color: None,
            is_hyaline: None,
        }
    }
}

impl Endpoint for GetWxacodeUnlimit {
    const ID: &'static str = "get_wxacode_unlimit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/getwxacodeunlimit";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Binary;

    fn check(&self) -> Result<(), FieldError> {
        let sign = |c: char| c.is_ascii_alphanumeric() || "!#$&'()*+,/:;=?@-._~".contains(c);
        FieldError::unless(
            (1..=32).contains(&self.scene.len()) && self.scene.chars().all(sign),
            "scene",
            "must be 1 to 32 letters, digits or !#$&'()*+,/:;=?@-._~",
            "必须是 1 到 32 个字母、数字或 !#$&'()*+,/:;=?@-._~",
        )?;
        let page = self.page.as_deref().unwrap_or_default();
        FieldError::unless(
            !page.starts_with('/') && !page.contains('?'),
            "page",
            "must have no slash in front and no query; put parameters into scene",
            "开头不能有 /，也不能带参数；参数请放在 scene 里",
        )?;
        super::check_look(self.width, self.env_version.as_deref(), self.line_color.as_ref())
    }
}
