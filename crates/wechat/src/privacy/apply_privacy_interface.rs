//! `POST /wxa/security/apply_privacy_interface` (`applyPrivacyInterface`, 申请地理位置接口): apply for location interface.
//!
//! Each interface is tied to categories. The result is pushed as `wxa_privacy_apply` and shows in
//! `get_privacy_interface`.
//!
//! Limits: 280 calls a minute.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 61034 arguments do not fit; e.g. one of `url_list`, `pic_list`, `video_list` must be given;
//! 61035 this interface needs no application.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, FieldError};
use crate::secret::AuthorizerAccessToken;

/// Apply for location interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ApplyPrivacyInterface {
    /// E.g. `wx.choosePoi`, case matters.
    pub api_name: String,
    /// Reason, at most 300 characters, UTF-8.
    pub content: String,
    /// Helper pages; one of the three lists is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_list: Option<Vec<String>>,
    /// Picture URLs, at most 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pic_list: Option<Vec<String>>,
    /// One mp4 URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video_list: Option<Vec<String>>,
}

impl ApplyPrivacyInterface {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(api_name: impl Into<String>, content: impl Into<String>) -> Self {
        Self { api_name: api_name.into(), content: content.into(), url_list: None, pic_list: None, video_list: None }
    }
}

impl Endpoint for ApplyPrivacyInterface {
    const ID: &'static str = "apply_privacy_interface";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/security/apply_privacy_interface";
    const CHECKS: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = ApplyPrivacyInterfaceReply;

    fn check(&self) -> Result<(), FieldError> {
        FieldError::unless(!self.api_name.is_empty(), "api_name", "must not be empty", "不能为空")?;
        let length = self.content.chars().count();
        FieldError::unless(
            (1..=300).contains(&length),
            "content",
            "must be 1 to 300 characters",
            "必须是 1 到 300 个字",
        )?;
        let count = |list: &Option<Vec<String>>| list.as_ref().map_or(0, Vec::len);
        let (urls, pictures, videos) = (count(&self.url_list), count(&self.pic_list), count(&self.video_list));
        FieldError::unless(
            urls + pictures + videos > 0,
            "url_list",
            "or pic_list or video_list must name something that shows the use",
            "与 pic_list、video_list 至少填写一项，用来说明使用场景",
        )?;
        FieldError::unless(pictures <= 10, "pic_list", "must be at most 10 pictures", "最多 10 张图片")?;
        FieldError::unless(videos <= 1, "video_list", "must be at most one video", "最多 1 个视频")
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyPrivacyInterfaceReply {
    /// Application id.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub audit_id: Option<i64>,
}
