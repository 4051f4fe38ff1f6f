//! Authorization links: invitations for merchants.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An invitation to make. All of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAuthorizationLink {
    /// Which kinds of account: 1 Official Accounts, 2 Mini Programs, 3 both (the default), 4, 5, 6 or 8 as WeChat
    /// numbers them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_type: Option<i64>,
    /// The one account that may answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub biz_appid: Option<String>,
    /// Permission sets to ask for; all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_ids: Option<Vec<i64>>,
    /// Where the merchant goes afterwards (`https://…` or `http://…`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_url: Option<String>,
    /// Your own words, for instance the merchant's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// For how many seconds it is good: 60 to 2,592,000; seven days when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthorizationLink {
    /// Its name.
    pub id: String,
    /// Send this to the merchant: good until it ends or has served one authorization.
    pub url: String,
    /// WeChat's own link for a desk computer, for use now.
    pub pc_url: String,
    /// WeChat's own link for a phone inside WeChat, for use now.
    pub h5_url: String,
    /// Until when `url` is good.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}
