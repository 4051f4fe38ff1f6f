//! `POST /wxa/setbetaweappnickname` (`modifyBetaMiniprogramNickName`, 修改试用小程序名称): rename trial Mini Program.
//!
//! Errcodes of its own: 86011 the trial name hit a reserved word or brand; 91020 wrong registration type: only for
//! trial Mini Programs.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Rename trial Mini Program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetBetaNickname {
    /// New name, suffix added.
    pub name: String,
}

impl SetBetaNickname {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Endpoint for SetBetaNickname {
    const ID: &'static str = "set_beta_nickname";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/setbetaweappnickname";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
