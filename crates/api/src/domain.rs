//! Domains: what a Mini Program may talk to and which pages it may open, and the platform's own lists of both.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How domains are read or changed: the query of these rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainChoice {
    /// Of an account: `platform` (registered with the platform, then assigned; the default) or `direct` (for this account
    /// alone, in force with its next release).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<String>,
    /// Of the platform itself: `both` (the default) or `testing`, the test edition alone, which the published edition
    /// follows with the next full-network release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editions: Option<String>,
}

/// Server domains to add, delete or set. In a set an absent list stays as it is and an empty one is cleared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerDomainChange {
    /// For `wx.request`, each with `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requestdomain: Option<Vec<String>>,
    /// For sockets, each with `wss://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wsrequestdomain: Option<Vec<String>>,
    /// For uploads, each with `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaddomain: Option<Vec<String>>,
    /// For downloads, each with `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloaddomain: Option<Vec<String>>,
    /// Each with `udp://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udpdomain: Option<Vec<String>>,
    /// Each with `tcp://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tcpdomain: Option<Vec<String>>,
    /// Hosts without a scheme: added to the first four lists, with `https://`, or `wss://` for sockets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domains: Option<Vec<String>>,
}

/// An account's server domains, and what came of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServerDomains {
    /// The way by which these were set: `platform` or `direct`.
    pub way: String,
    /// For `wx.request`.
    pub requestdomain: Vec<String>,
    /// For sockets.
    pub wsrequestdomain: Vec<String>,
    /// For uploads.
    pub uploaddomain: Vec<String>,
    /// For downloads.
    pub downloaddomain: Vec<String>,
    /// For UDP.
    pub udpdomain: Vec<String>,
    /// For TCP.
    pub tcpdomain: Vec<String>,
    /// Entries that were asked for and that WeChat dropped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<String>,
    /// What to do about the dropped ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// It was so already.
    #[serde(default)]
    pub already: bool,
}

/// Business domains to add, delete or set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebviewDomainChange {
    /// Each with `https://`, without a port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webviewdomain: Option<Vec<String>>,
    /// Hosts without a scheme: added to the list with `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domains: Option<Vec<String>>,
}

/// An account's business domains, and what came of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebviewDomains {
    /// The way by which these were set: `platform` or `direct`.
    pub way: String,
    /// The entries.
    pub webviewdomain: Vec<String>,
    /// Entries that were asked for and that WeChat dropped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<String>,
    /// What to do about the dropped ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// It was so already.
    #[serde(default)]
    pub already: bool,
}

/// Hosts of the platform's own list, to add, delete or set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlatformDomainChange {
    /// Hosts without a scheme, at most 1000.
    pub domains: Vec<String>,
}

/// The platform's own list, and what came of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlatformDomains {
    /// Of the platform's test edition.
    pub testing: Vec<String>,
    /// Of its published edition; `null` when WeChat shows none, as before the first full-network release.
    pub published: Option<Vec<String>>,
    /// Hosts that WeChat did not take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invalid: Vec<String>,
    /// It was so already.
    #[serde(default)]
    pub already: bool,
}

/// A file by which WeChat convinces itself that a host is yours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConfirmFile {
    /// Its name: each business domain must serve it at its root.
    pub file_name: String,
    /// What it holds.
    pub file_content: String,
    /// Where this server serves it; `null` if it does not, because the name is no plain one.
    pub url: Option<String>,
}

/// An account's domains of one family by who set them, as lists by WeChat's names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EffectiveDomains {
    /// In force since the last release.
    pub effective: DomainsByList,
    /// Set by way of the platform.
    pub platform: DomainsByList,
    /// Set directly.
    pub direct: DomainsByList,
    /// Set in WeChat's own console.
    pub console: DomainsByList,
}

/// Lists by WeChat's names, for instance `requestdomain`; those that are empty are left out.
pub type DomainsByList = std::collections::BTreeMap<String, Vec<String>>;
