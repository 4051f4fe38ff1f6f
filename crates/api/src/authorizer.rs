//! Authorizers: the accounts that merchants authorized to a component.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Authorizer {
    /// To which component it is authorized.
    pub component_appid: String,
    /// Its appid.
    pub appid: String,
    /// `mini_program` or `official_account`; `null` until its profile was read once.
    pub kind: Option<String>,
    /// `authorized` or `unauthorized`.
    pub status: String,
    /// How its tokens stand: `good`, `failing`, `reauthorize` or `none`.
    pub token_state: String,
    /// Its name.
    pub nick_name: String,
    /// Its original id, `gh_…`.
    pub user_name: String,
    /// The WeChat id that the merchant chose.
    pub alias: String,
    /// Address of its avatar.
    pub head_img: String,
    /// Address of its QR code.
    pub qrcode_url: String,
    /// The legal person behind it.
    pub principal_name: String,
    /// Its introduction.
    pub signature: String,
    /// WeChat's `service_type_info.id`.
    pub service_type: Option<i64>,
    /// WeChat's `verify_type_info.id`.
    pub verify_type: Option<i64>,
    /// WeChat's `account_status`: 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen.
    pub account_status: Option<i64>,
    /// The permission sets that the merchant granted.
    pub func_info: Vec<i64>,
    /// Your own words for it.
    pub labels: Vec<String>,
    /// When it was authorized.
    #[schema(value_type = String, format = DateTime)]
    pub authorized_at: Timestamp,
    /// When the authorization was withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub unauthorized_at: Option<Timestamp>,
    /// When the access token in hand ends.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub access_token_expires_at: Option<Timestamp>,
    /// When WeChat was last asked for the profile.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub profile_read_at: Option<Timestamp>,
}

/// What reading WeChat's whole list came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SyncOutcome {
    /// Rows in WeChat's list.
    pub seen: u64,
    /// Accounts that we did not know.
    pub added: u64,
    /// Accounts of which something was mended.
    pub updated: u64,
    /// Accounts that could not be read; see the log and try again.
    pub failed: u64,
}

/// An authorizer access token, for programs that call WeChat themselves.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccessToken {
    /// The token.
    pub access_token: String,
    /// For how many seconds it is good.
    pub expires_in: i64,
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}
