//! Mini Program codes, links and schemes that open a page, rules for ordinary QR codes.

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
pub use generate_nfc_scheme::{GenerateNfcScheme, GenerateNfcSchemeJumpWxa, GenerateNfcSchemeReply};
pub use generate_scheme::{GenerateScheme, GenerateSchemeJumpWxa, GenerateSchemeReply};
pub use generate_short_link::{GenerateShortLink, GenerateShortLinkReply};
pub use generate_urllink::{GenerateUrllink, GenerateUrllinkCloudBase, GenerateUrllinkReply};
pub use get_wxacode::{GetWxacode, GetWxacodeLineColor};
pub use get_wxacode_unlimit::{GetWxacodeUnlimit, GetWxacodeUnlimitLineColor};
pub use qrcode_jump_add::QrcodeJumpAdd;
pub use qrcode_jump_delete::QrcodeJumpDelete;
pub use qrcode_jump_download::{QrcodeJumpDownload, QrcodeJumpDownloadReply};
pub use qrcode_jump_get::{QrcodeJumpGet, QrcodeJumpGetReply, QrcodeJumpGetReplyRuleList};
pub use qrcode_jump_publish::QrcodeJumpPublish;
pub use query_scheme::{QueryScheme, QuerySchemeReply, QuerySchemeReplyQuotaInfo, QuerySchemeReplySchemeInfo};
pub use query_urllink::{QueryUrllink, QueryUrllinkReply, QueryUrllinkReplyQuotaInfo, QueryUrllinkReplyUrlLinkInfo};
