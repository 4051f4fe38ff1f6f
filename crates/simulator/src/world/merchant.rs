//! The merchants' accounts: who they are. What a merchant granted to a component lives in
//! [`component`](super::component), the state of its code in [`code`](super::code).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::config::Fleet;
use crate::generate;

/// Mini Program or Official Account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// 小程序.
    MiniProgram,
    /// 公众号.
    OfficialAccount,
}

/// A category of WeChat's that the account is approved for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The number of the first level.
    pub first_id: i64,
    /// The name of the first level.
    pub first: Cow<'static, str>,
    /// The number of the second level.
    pub second_id: i64,
    /// The name of the second level.
    pub second: Cow<'static, str>,
    /// Number and name of the third level where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third: Option<(i64, Cow<'static, str>)>,
}

/// Everything about one account that does not change by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// `wx…`.
    pub appid: String,
    /// `gh_…`.
    pub user_name: String,
    /// The name; empty while the merchant has not set one.
    pub nick_name: String,
    /// The WeChat id, often empty.
    pub alias: String,
    /// The company or person behind it.
    pub principal_name: String,
    /// The introduction.
    pub signature: String,
    /// Mini Program or Official Account.
    pub kind: AccountKind,
    /// Approved categories, the first being the main one.
    pub categories: Vec<Category>,
    /// The permission sets that this account can grant.
    pub available_sets: Vec<i64>,
    /// `service_type_info.id`.
    pub service_type: i64,
    /// `verify_type_info.id`.
    pub verify_type: i64,
    /// `register_type`.
    pub register_type: i64,
    /// `account_status`: 1 normal, 14 cancelled, 16 banned, 18 warned, 19 frozen.
    pub account_status: i64,
    /// Whether name, avatar and introduction are set; without them `submit_audit` says 86002.
    pub named: bool,
    /// Private APIs for which the account has no permission; code that uses one gets 61040.
    pub unpermitted_private_apis: Vec<String>,
}

/// All accounts. Made-up profiles are derived on demand; only changed and added ones are kept.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Merchants {
    seed: u64,
    fleet: Fleet,
    changed: BTreeMap<String, Profile>,
    added: Vec<String>,
    #[serde(skip)]
    index: HashMap<Box<str>, u32>,
}

impl Merchants {
    pub(crate) fn new(seed: u64, fleet: Fleet) -> Self {
        let mut all = Self { seed, fleet, changed: BTreeMap::new(), added: Vec::new(), index: HashMap::new() };
        all.reindex();
        all
    }

    /// Makes the appids known again after the state was read from a file.
    pub(crate) fn reindex(&mut self) {
        let generated = self.fleet.mini_programs.saturating_add(self.fleet.official_accounts);
        self.index = (0..generated).map(|at| (generate::appid(self.seed, at).into_boxed_str(), at)).collect();
    }

    pub(crate) fn len(&self) -> usize {
        self.index.len() + self.added.len()
    }

    pub(crate) fn contains(&self, appid: &str) -> bool {
        self.index.contains_key(appid) || self.changed.contains_key(appid)
    }

    pub(crate) fn profile(&self, appid: &str) -> Option<Profile> {
        if let Some(changed) = self.changed.get(appid) {
            return Some(changed.clone());
        }
        self.index.get(appid).map(|at| generate::profile(self.seed, self.fleet, *at))
    }

    /// Every account in a fixed order: Mini Programs, Official Accounts, added ones.
    pub(crate) fn appids(&self) -> impl Iterator<Item = String> + '_ {
        let generated = self.fleet.mini_programs.saturating_add(self.fleet.official_accounts);
        (0..generated).map(|at| generate::appid(self.seed, at)).chain(self.added.iter().cloned())
    }

    /// Keeps the profile in place of what was made up, or as a new account.
    pub(crate) fn put(&mut self, profile: Profile) {
        if !self.contains(&profile.appid) {
            self.added.push(profile.appid.clone());
        }
        self.changed.insert(profile.appid.clone(), profile);
    }
}
