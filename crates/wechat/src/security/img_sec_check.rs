//! `POST /wxa/img_sec_check` (图片内容安全识别（旧）): picture check (old).
//!
//! Permission set: 18.
//!
//! Deprecated by WeChat: stopped updating 2021-09-01; use `media_check_async`.
//!
//! Errcodes of its own: 43002 the endpoint wants POST; 87014 content is risky.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Picture check (old).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ImgSecCheck {
    /// The file: form field "media", at most 1 MB, 750x1334.
    #[serde(skip)]
    pub media: Upload,
}

impl ImgSecCheck {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(media: Upload) -> Self {
        Self { media }
    }
}

impl Endpoint for ImgSecCheck {
    const ID: &'static str = "img_sec_check";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/img_sec_check";
    type Token = AuthorizerAccessToken;
    type Reply = Done;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("media", &self.media))
    }
}
