//! `GET /wxa/get_qrcode` (`getTrialQRCode`): the trial version's QR code as an image.
//!
//! `image/jpeg` when it goes well, JSON when it does not: the client tells them apart. Only administrators, members and
//! bound testers of the Mini Program can open it. Permission set 18 or 86.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Binary, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Asks for the trial QR code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetQrcode {
    /// Page and query to open, for instance `pages/index/index?table=3`, unencoded: the client encodes it. The first
    /// page when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl GetQrcode {
    /// Asks for the code that opens the first page.
    pub fn new() -> Self {
        Self { path: None }
    }
}

impl Endpoint for GetQrcode {
    const ID: &'static str = "get_trial_qrcode";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/get_qrcode";
    const REPEATABLE: bool = true;
    type Token = AuthorizerAccessToken;
    type Reply = Binary;
}
