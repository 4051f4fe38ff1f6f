//! `POST /cgi-bin/wxopen/wxamplink` (`linkMiniprogram`, 公众号关联小程序): link Mini Program.
//!
//! Both administrators confirm by message.
//!
//! Permission set: 33.
//!
//! Errcodes of its own: 89007 link quota of Mini Programs is used up; 89008 overseas accounts cannot be linked; 89009
//! the Mini Program reached its link limit; 89010 a link invitation was already sent; 89013 the Mini Program is
//! banned; 89015 already linked; 89016 limit of linked accounts of the same entity; 89017 limit of linked accounts of
//! other entities.
//!
//! Not certain: Permission set number.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Appid;
use crate::secret::AuthorizerAccessToken;

/// Link Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaMpLink {
    /// Mini Program.
    pub appid: Appid,
    /// 0 or 1.
    #[serde(with = "crate::wire::int")]
    pub notify_users: i64,
    /// 0 or 1.
    #[serde(with = "crate::wire::int")]
    pub show_profile: i64,
}

impl WxaMpLink {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(appid: Appid, notify_users: i64, show_profile: i64) -> Self {
        Self { appid, notify_users, show_profile }
    }
}

impl Endpoint for WxaMpLink {
    const ID: &'static str = "wxa_mp_link";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/wxopen/wxamplink";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
