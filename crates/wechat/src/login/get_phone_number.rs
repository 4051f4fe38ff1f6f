//! `POST /wxa/business/getuserphonenumber` (`getPhoneNumber`, 获取手机号): get phone number.
//!
//! A code may only be redeemed by the Mini Program that got it. Billed per successful verification.
//!
//! Permission set: 18.
//!
//! Errcodes of its own: 40013 appid is invalid or does not match the token's account; 40029 login or OAuth code is
//! invalid; 45011 called too often within a minute.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Get phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GetPhoneNumber {
    /// From `getPhoneNumber`, single use, 5 minutes.
    pub code: String,
    /// User; not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
}

impl GetPhoneNumber {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), openid: None }
    }
}

impl Endpoint for GetPhoneNumber {
    const ID: &'static str = "get_phone_number";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/business/getuserphonenumber";
    type Token = AuthorizerAccessToken;
    type Reply = GetPhoneNumberReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPhoneNumberReply {
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_info: Option<GetPhoneNumberReplyPhoneInfo>,
}

/// Number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPhoneNumberReplyPhoneInfo {
    /// With country code for foreign numbers.
    #[serde(rename = "phoneNumber", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// Without country code.
    #[serde(
        rename = "purePhoneNumber",
        default,
        with = "crate::wire::opt_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub pure_phone_number: Option<String>,
    /// Country code.
    #[serde(rename = "countryCode", default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// Stamp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watermark: Option<GetPhoneNumberReplyPhoneInfoWatermark>,
}

/// Stamp.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetPhoneNumberReplyPhoneInfoWatermark {
    /// Unix time.
    #[serde(default, with = "crate::wire::opt_int", skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<i64>,
    /// Mini Program.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
}
