//! `POST /cgi-bin/component/uploadprivacyextfile` (`uploadPrivacySetting`, 上传小程序用户隐私保护指引): upload own privacy text.
//!
//! Permission set: 18.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Endpoint, Upload};
use crate::secret::AuthorizerAccessToken;

/// Upload own privacy text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UploadPrivacyExtFile {
    /// The file: form field "file", txt, at most 100 KB.
    #[serde(skip)]
    pub file: Upload,
}

impl UploadPrivacyExtFile {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(file: Upload) -> Self {
        Self { file }
    }
}

impl Endpoint for UploadPrivacyExtFile {
    const ID: &'static str = "upload_privacy_ext_file";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/component/uploadprivacyextfile";
    type Token = AuthorizerAccessToken;
    type Reply = UploadPrivacyExtFileReply;

    fn upload(&self) -> Option<(&'static str, &Upload)> {
        Some(("file", &self.file))
    }
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadPrivacyExtFileReply {
    /// Id for `owner_setting`.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub ext_file_media_id: Option<String>,
}
