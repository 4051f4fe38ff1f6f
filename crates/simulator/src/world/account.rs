//! What accounts set for themselves beyond their code: introduction, search, categories, privacy guideline, links, open
//! platform account, plug-ins, switches. Who an account is stands in its [`profile`](super::merchant).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::World;
use super::component::Monthly;
use super::merchant::Category;
use crate::time::{after_secs, china_day};

/// For how long an uploaded picture can be used: three days.
const MEDIA_SECS: i64 = 3 * 86_400;

/// Everything that one account has set for itself.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AccountState {
    /// The year, and the changes of the name in it.
    names: (i16, u32),
    pub(crate) avatars: Monthly,
    pub(crate) signatures: Monthly,
    pub(crate) hidden_from_search: bool,
    /// Categories in review or refused; those that passed stand in the profile.
    pub(crate) asked_categories: Vec<AskedCategory>,
    pub(crate) category_additions: Monthly,
    /// The guideline of the code in hand.
    pub(crate) guideline: Option<Guideline>,
    pub(crate) guideline_online: Option<Guideline>,
    /// Applications for private APIs, by API.
    pub(crate) applications: BTreeMap<String, Application>,
    pub(crate) rules: Vec<Rule>,
    /// Whether the file was fetched that a rule's host has to serve.
    pub(crate) rule_file_fetched: bool,
    pub(crate) publications: Monthly,
    pub(crate) limited_codes: u32,
    pub(crate) support_version: Option<String>,
    pub(crate) open_appid: Option<String>,
    pub(crate) plugins: Vec<Plugin>,
    pub(crate) options: BTreeMap<String, String>,
    /// Pictures that were uploaded, and when.
    media: BTreeMap<String, Timestamp>,
}

/// A category that is not in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AskedCategory {
    pub(crate) category: Category,
    pub(crate) refused: bool,
    pub(crate) reason: String,
}

/// A privacy guideline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Guideline {
    pub(crate) owner: Value,
    pub(crate) declared: Value,
    pub(crate) updated_at: Timestamp,
}

/// An application for a private API, with WeChat's number of how it stands: 3 applying, 4 refused, 5 open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) audit_id: i64,
    pub(crate) status: i64,
    pub(crate) reason: String,
    pub(crate) applied_at: Timestamp,
}

/// A rule for links in QR codes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) prefix: String,
    pub(crate) path: String,
    /// `permit_sub_rule`.
    pub(crate) permit: i64,
    pub(crate) open_version: i64,
    pub(crate) debug_url: Vec<String>,
    pub(crate) published: bool,
}

/// A plug-in, with WeChat's number of how its application stands: 1 applying, 2 accepted, 3 refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Plugin {
    pub(crate) appid: String,
    pub(crate) status: i64,
    pub(crate) user_version: String,
}

/// An open platform account that was made through the API.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OpenAccount {
    pub(crate) principal_name: String,
}

impl AccountState {
    /// Changes of the name in this year.
    pub(crate) fn names_used(&self, now: Timestamp) -> u32 {
        if self.names.0 == china_day(now).year() { self.names.1 } else { 0 }
    }

    pub(crate) fn note_name(&mut self, now: Timestamp) {
        self.names = (china_day(now).year(), self.names_used(now) + 1);
    }

    /// Whether a picture of this name was uploaded for the account and still lives.
    pub(crate) fn has_media(&self, media_id: &str, now: Timestamp) -> bool {
        self.media.get(media_id).is_some_and(|at| after_secs(*at, MEDIA_SECS) > now)
    }

    pub(crate) fn keep_media(&mut self, media_id: &str, now: Timestamp) {
        self.media.retain(|_, at| after_secs(*at, MEDIA_SECS) > now);
        self.media.insert(media_id.to_owned(), now);
    }
}

impl World {
    pub(crate) fn account(&mut self, appid: &str) -> &mut AccountState {
        self.accounts.entry(appid.to_owned()).or_default()
    }

    /// A release brings the guideline of the code in hand into force.
    pub(crate) fn put_guideline_in_force(&mut self, appid: &str) {
        if let Some(account) = self.accounts.get_mut(appid)
            && account.guideline.is_some()
        {
            account.guideline_online.clone_from(&account.guideline);
        }
    }

    /// How many accounts are bound to an open platform account.
    pub(crate) fn members_of(&self, open_appid: &str) -> usize {
        self.accounts.values().filter(|account| account.open_appid.as_deref() == Some(open_appid)).count()
    }
}
