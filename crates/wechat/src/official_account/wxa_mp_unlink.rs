//! `POST /cgi-bin/wxopen/wxampunlink` (`unlinkMiniprogram`, 公众号解除关联小程序): unlink Mini Program.
//!
//! Permission set: 33.
//!
//! Errcodes of its own: 89011 a nearby Mini Program cannot be unlinked; 89012 a store cannot be unlinked; 89018 an
//! unlink request was already sent; 89035 linking is in progress on the admin site.
//!
//! Not certain: Permission set number.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Unlink Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaMpUnlink {
    /// Mini Program.
    pub appid: Appid,
}

impl WxaMpUnlink {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid) -> Self {
        Self { appid }
    }
}

impl Endpoint for WxaMpUnlink {
    const ID: &'static str = "wxa_mp_unlink";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/wxampunlink";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
