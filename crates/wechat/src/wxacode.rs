//! Mini Program codes, links and schemes that open a page, rules for ordinary QR codes.
//!
//! What several requests or answers share stands here, one file each holds the rest.

mod create_wxa_qrcode;
mod generate_nfc_scheme;
mod generate_scheme;
mod generate_short_link;
mod generate_urllink;
mod get_wxacode;
mod get_wxacode_unlimit;
mod qrcode_jump_add;
mod qrcode_jump_delete;
mod qrcode_jump_download;
mod qrcode_jump_get;
mod qrcode_jump_publish;
mod query_scheme;
mod query_urllink;

pub use create_wxa_qrcode::CreateWxaQrcode;
pub use generate_nfc_scheme::{GenerateNfcScheme, GenerateNfcSchemeReply};
pub use generate_scheme::{GenerateScheme, GenerateSchemeReply};
pub use generate_short_link::{GenerateShortLink, GenerateShortLinkReply};
pub use generate_urllink::{GenerateUrllink, GenerateUrllinkCloudBase, GenerateUrllinkReply};
pub use get_wxacode::GetWxacode;
pub use get_wxacode_unlimit::GetWxacodeUnlimit;
pub use qrcode_jump_add::QrcodeJumpAdd;
pub use qrcode_jump_delete::QrcodeJumpDelete;
pub use qrcode_jump_download::{QrcodeJumpDownload, QrcodeJumpDownloadReply};
pub use qrcode_jump_get::{QrcodeJumpGet, QrcodeJumpGetReply, QrcodeJumpGetReplyRuleList};
pub use qrcode_jump_publish::QrcodeJumpPublish;
pub use query_scheme::{QueryScheme, QuerySchemeReply, QuerySchemeReplyQuotaInfo, QuerySchemeReplySchemeInfo};
pub use query_urllink::{QueryUrllink, QueryUrllinkReply, QueryUrllinkReplyQuotaInfo, QueryUrllinkReplyUrlLinkInfo};

use serde::{Deserialize, Serialize};

use crate::endpoint::FieldError;

/// Page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JumpWxa {
    /// Released page without query; empty `=` home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// At most 512 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Release, trial or develop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_version: Option<String>,
}

/// Rgb, used when `auto_color` is false.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineColor {
    /// 0..255, numbers or strings.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub r: Option<i64>,
    /// 0..255.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub g: Option<i64>,
    /// 0..255.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub b: Option<i64>,
}

/// What all codes have in common: width, edition and colour.
fn check_look(width: Option<i64>, edition: Option<&str>, colour: Option<&LineColor>) -> Result<(), FieldError> {
    let wide = width.is_none_or(|width| (280..=1280).contains(&width));
    FieldError::unless(wide, "width", "must be 280 to 1280", "必须是 280 到 1280")?;
    let known = edition.is_none_or(|edition| ["release", "trial", "develop"].contains(&edition));
    FieldError::unless(known, "env_version", "must be release, trial or develop", "必须是 release、trial 或 develop")?;
    let parts = colour.map(|colour| [colour.r, colour.g, colour.b]).into_iter().flatten().flatten();
    let drawn = parts.into_iter().all(|part| (0..=255).contains(&part));
    FieldError::unless(drawn, "line_color", "must be three numbers from 0 to 255", "必须是三个 0 到 255 的数")
}

/// The link that a rule is about.
fn check_prefix(prefix: &str) -> Result<(), FieldError> {
    let link = prefix.strip_prefix("https://").or_else(|| prefix.strip_prefix("http://"));
    let good = link.is_some_and(|rest| !rest.is_empty());
    FieldError::unless(good, "prefix", "must begin with https:// or http://", "必须以 https:// 或 http:// 开头")
}
