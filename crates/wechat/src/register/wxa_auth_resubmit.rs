//! `POST /wxa/sec/reauth` (小程序认证重新提审): resubmit verification.
//!
//! Not certain: Fields from SDKs; enumerations not confirmed.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::secret::AuthorizerAccessToken;

/// Resubmit verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WxaAuthResubmit {
    /// Verification form.
    pub auth_data: WxaAuthResubmitAuthData,
}

impl WxaAuthResubmit {
    /// With what WeChat requires; the rest is set on the value.
    pub fn new(auth_data: WxaAuthResubmitAuthData) -> Self {
        Self { auth_data }
    }
}

impl Endpoint for WxaAuthResubmit {
    const ID: &'static str = "wxa_auth_resubmit";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/wxa/sec/reauth";
    type Token = AuthorizerAccessToken;
    type Reply = WxaAuthResubmitReply;
}

/// What WeChat answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitReply {
    /// Task.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Link for the administrator.
    #[serde(default, with = "crate::wire::opt_text", skip_serializing_if = "Option::is_none")]
    pub auth_url: Option<String>,
}

/// Verification form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitAuthData {
    /// Kind of entity.
    #[serde(with = "crate::wire::int")]
    pub customer_type: i64,
    /// Task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taskid: Option<String>,
    /// Contact.
    pub contact_info: WxaAuthResubmitAuthDataContactInfo,
    /// Media id of the licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification: Option<String>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification_other: Option<Vec<String>>,
    /// Wanted name.
    pub account_name: String,
    /// How the name is founded.
    #[serde(with = "crate::wire::int")]
    pub account_name_type: i64,
    /// Media ids that prove the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_supplemental: Option<Vec<String>>,
    /// Who pays.
    #[serde(with = "crate::wire::int")]
    pub pay_type: i64,
    /// Invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_info: Option<WxaAuthResubmitAuthDataInvoiceInfo>,
    /// Personal identity text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_identification: Option<String>,
    /// Media ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_ident_material: Option<Vec<String>>,
    /// Platform phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party_phone: Option<String>,
    /// Platform appid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_appid: Option<String>,
}

/// Contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitAuthDataContactInfo {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
}

/// Invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitAuthDataInvoiceInfo {
    /// Kind of invoice.
    #[serde(with = "crate::wire::int")]
    pub invoice_type: i64,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_title: Option<String>,
    /// Electronic invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electronic: Option<WxaAuthResubmitAuthDataInvoiceInfoElectronic>,
    /// Special VAT invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<WxaAuthResubmitAuthDataInvoiceInfoVat>,
}

/// Electronic invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitAuthDataInvoiceInfoElectronic {
    /// Id.
    pub id: String,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
}

/// Special VAT invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WxaAuthResubmitAuthDataInvoiceInfoVat {
    /// Id.
    pub id: String,
    /// Phone.
    pub enterprise_phone: String,
    /// Address.
    pub enterprise_address: String,
    /// Bank.
    pub bank_name: String,
    /// Account.
    pub bank_account: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailing_address: Option<String>,
    /// Province code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// City code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// District code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
}
