//! New Mini Programs, asked for on behalf of merchants.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A Mini Program to ask for. Which fields are needed depends on the kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegistration {
    /// `enterprise`: `name`, `code`, `code_type`, `legal_persona_wechat`, `legal_persona_name`. `personal`: `idname`,
    /// `wxuser`. `trial`: `name`, `openid`.
    pub kind: String,
    /// The company as it is registered; for a trial the name of the Mini Program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The company's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// 1 unified social credit code (18 signs), 2 organisation code, 3 business licence number (15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_type: Option<i64>,
    /// The WeChat id of the legal person, who has to confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_persona_wechat: Option<String>,
    /// The legal person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_persona_name: Option<String>,
    /// The person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idname: Option<String>,
    /// The person's WeChat id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wxuser: Option<String>,
    /// The openid of who is to manage the trial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// Your telephone number, which the person is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component_phone: Option<String>,
}

/// The company that a trial Mini Program is to belong to.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The company as it is registered.
    pub enterprise_name: String,
    /// Its code.
    pub code: String,
    /// 1 unified social credit code (18 signs), 2 organisation code, 3 business licence number (15).
    pub code_type: i64,
    /// The WeChat id of the legal person, who has to confirm.
    pub legal_persona_wechat: String,
    /// The legal person's name.
    pub legal_persona_name: String,
    /// The number of the legal person's identity card. It is passed on and not kept.
    pub legal_persona_idcard: String,
    /// Your telephone number.
    pub component_phone: String,
}

impl fmt::Debug for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversion").field("enterprise_name", &self.enterprise_name).finish_non_exhaustive()
    }
}

/// Where WeChat's page comes back to on which an Official Account's administrator agrees.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLinkQuery {
    /// The address that gets the `ticket`.
    pub redirect_uri: String,
    /// Whether the Official Account's verification is copied; it is when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_wx_verify: Option<bool>,
}

/// WeChat's page on which the administrator of an Official Account agrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountLink {
    /// To be opened by the administrator.
    pub url: String,
}

/// The ticket with which the browser came back from that page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountTicket {
    /// It. It is passed on and not kept.
    pub ticket: String,
}

impl fmt::Debug for AccountTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountTicket").finish_non_exhaustive()
    }
}

/// A Mini Program that was made for the owner of an Official Account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MadeFromAccount {
    /// The registration, which is over.
    pub registration: Registration,
    /// Whether the Official Account's verification was copied, where WeChat says so.
    pub is_wx_verify_succ: Option<bool>,
    /// Whether the Mini Program was linked to the Official Account, where WeChat says so.
    pub is_link_succ: Option<bool>,
}

/// A Mini Program that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Registration {
    /// Its name here.
    pub id: String,
    /// `enterprise`, `personal`, `trial`, `official_account` or `conversion`.
    pub kind: String,
    /// `waiting`, `created` or `failed`.
    pub state: String,
    /// The company, the person, or the name that was asked for.
    pub name: String,
    /// The WeChat id of whoever has to confirm.
    pub wechat: String,
    /// What the person has to open within 24 hours, where WeChat gave it.
    pub authorize_url: Option<String>,
    /// WeChat's number of how it stands; 0 is done.
    pub status: Option<i64>,
    /// WeChat's words.
    pub msg: String,
    /// The Mini Program.
    pub appid: Option<String>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// When we learnt how it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
}
