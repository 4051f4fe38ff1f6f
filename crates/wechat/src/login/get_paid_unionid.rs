//! `GET /wxa/getpaidunionid` (`getPaidUnionid`, 支付后获取UnionID): get unionid after payment.
//!
//! Within 5 minutes after the payment.
//!
//! Errcodes of its own: 40003 openid is not valid for this account.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get unionid after payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPaidUnionid {
    /// Payer.
    pub openid: String,
    /// Either this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// Or this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mch_id: Option<String>,
    /// With this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_trade_no: Option<String>,
}

impl GetPaidUnionid {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(openid: impl Into<String>) -> Self {
        Self { openid: openid.into(), transaction_id: None, mch_id: None, out_trade_no: None }
    }
}

impl Endpoint for GetPaidUnionid {
    const ID: &'static str = "get_paid_unionid";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/wxa/getpaidunionid";
    type Token = AuthorizerAccessToken;
    type Reply = GetPaidUnionidReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPaidUnionidReply {
    /// User.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
}
