//! `POST /wxa/icp/cancel_icp_filing` (注销小程序备案): cancel filing.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Cancel filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpCancelFiling {
    /// What to cancel.
    #[serde(with = "crate::wire::int")]
    pub cancel_type: i64,
}

impl IcpCancelFiling {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(cancel_type: i64) -> Self {
        Self { cancel_type }
    }
}

impl Endpoint for IcpCancelFiling {
    const ID: &'static str = "icp_cancel_filing";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/icp/cancel_icp_filing";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
