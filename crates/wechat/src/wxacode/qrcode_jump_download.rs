//! `POST /cgi-bin/wxopen/qrcodejumpdownload` (`downloadQRCodeText`, 获取校验文件名称及内容): get link confirm file.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 85074 the Mini Program must be released first; 85075 personal Mini Programs cannot set link
//! rules.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get link confirm file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct QrcodeJumpDownload {}

impl QrcodeJumpDownload {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for QrcodeJumpDownload {
    const ID: &'static str = "qrcode_jump_download";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/qrcodejumpdownload";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = QrcodeJumpDownloadReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrcodeJumpDownloadReply {
    /// Name to serve.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Content to serve.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub file_content: Option<String>,
}
