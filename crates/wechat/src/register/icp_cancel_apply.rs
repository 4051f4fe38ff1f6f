//! `POST /wxa/icp/cancel_apply_icp_filing` (撤回小程序备案申请): withdraw filing application.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::secret::AuthorizerAccessToken;

/// Withdraw filing application.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IcpCancelApply {}

impl IcpCancelApply {
    /// The request, which says nothing.
    pub const fn new() -> Self {
        Self {}
    }
}

impl Endpoint for IcpCancelApply {
    const ID: &'static str = "icp_cancel_apply";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/icp/cancel_apply_icp_filing";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
