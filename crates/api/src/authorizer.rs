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
    /// All of it in one word: `unauthorized`, `frozen` (by WeChat), `reauthorize` (the merchant must), `closed` (for
    /// its users, as far as is known), `failing` (it is tried again) or `well`.
    #[serde(default)]
    pub state: String,
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
    /// Accounts of which what is stored here cannot be read; see the log.
    pub failed: u64,
}

/// How far reading WeChat's list has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SyncProgress {
    /// `never`, `running`, `broken_off` (the next sync goes on where it was), `abandoned` (the next one begins anew) or
    /// `ended`.
    pub state: String,
    /// When it began.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When its last page was stored.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub moved_at: Option<Timestamp>,
    /// When it reached the end.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    /// Rows of WeChat's list, as its last page told.
    pub total: u64,
    /// Rows of WeChat's list that were read.
    pub read: u64,
    /// What it came to so far.
    #[serde(flatten)]
    pub outcome: SyncOutcome,
    /// Accounts whose profile is still to be read from WeChat; that goes on by itself.
    pub profiles_waiting: u64,
}

/// Labels of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// At most 20, of 1 to 32 characters each.
    pub labels: Vec<String>,
}

/// A change of the labels of many accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelChange {
    /// Which accounts, at most 500.
    pub appids: Vec<String>,
    /// Labels to add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// Labels to remove.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
}

/// What changing labels came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Labelled {
    /// Accounts whose labels were changed.
    pub changed: u64,
    /// Accounts that had them so already.
    pub unchanged: u64,
}

/// What an account granted, and what it means for what this server does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Permissions {
    /// To which component it is authorized.
    pub component_appid: String,
    /// Its appid.
    pub appid: String,
    /// `mini_program` or `official_account`; `null` until its profile was read once.
    pub kind: Option<String>,
    /// When WeChat was last asked what it granted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub profile_read_at: Option<Timestamp>,
    /// Every permission set for this kind of account, and whatever else was granted.
    pub permissions: Vec<PermissionState>,
    /// What this server does with accounts of this kind.
    pub functions: Vec<FunctionState>,
    /// What to do when something does not work, in the caller's language.
    pub advice: Option<String>,
    /// The page on which the merchant can authorize again.
    pub reauthorize_url: String,
}

/// One permission set of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PermissionState {
    /// WeChat's number for it.
    pub id: i64,
    /// WeChat's name of it; `null` for a set that this version does not know.
    pub name_zh: Option<String>,
    /// The same in English.
    pub name_en: Option<String>,
    /// Whether a merchant can grant it to one platform only.
    pub exclusive: bool,
    /// Whether it was granted.
    pub granted: bool,
    /// Which functions it opens.
    pub needed_for: Vec<String>,
}

/// Whether a function works for one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FunctionState {
    /// Its stable word, for instance `release`.
    pub function: String,
    /// What it is.
    pub name_zh: String,
    /// The same in English.
    pub name_en: String,
    /// Whether a permission set that opens it was granted.
    pub works: bool,
    /// Permission sets of which any one would open it; empty when it works.
    pub missing_any_of: Vec<i64>,
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
