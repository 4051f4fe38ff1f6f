//! Server domains and business domains (webview domains): which hosts a Mini Program may talk to, and which pages it may
//! open.
//!
//! There are two ways, and an account that granted permission set 18 cannot set its domains in its own console:
//!
//! * **By way of the platform.** The platform registers hosts once ([`ModifyWxaServerDomain`], [`ModifyWxaJumpDomain`],
//!   with the platform's token and without a scheme), then assigns them to accounts ([`ModifyDomain`],
//!   [`Setwebviewdomain`], with a scheme). What is not registered is dropped, when it is assigned and again at each
//!   release, what the merchant had set before included.
//! * **Directly.** [`ModifyDomainDirectly`] and [`SetwebviewdomainDirectly`] need no registration; a host serves at most
//!   100 principals, and a change takes effect with the next release.
//!
//! [`GetEffectiveDomain`] and [`GetEffectiveWebviewdomain`] show what is in force. Accounts speak with the authorizer's
//! token and need permission set 18. 85017 and 89019 say that nothing changed: often because it is so already.

mod get_domain_confirmfile;
mod get_effective_domain;
mod get_effective_webviewdomain;
mod get_prefetchdnsdomain;
mod get_webviewdomain_confirmfile;
mod getwxadevinfo;
mod host;
mod modify_domain;
mod modify_domain_directly;
mod modify_wxa_jump_domain;
mod modify_wxa_server_domain;
mod set_prefetchdnsdomain;
mod setwebviewdomain;
mod setwebviewdomain_directly;

pub use get_domain_confirmfile::GetDomainConfirmfile;
pub use get_effective_domain::{EffectiveDomains, GetEffectiveDomain};
pub use get_effective_webviewdomain::{EffectiveWebviewdomains, GetEffectiveWebviewdomain};
pub use get_prefetchdnsdomain::{GetPrefetchdnsdomain, PrefetchDomain, PrefetchDomains};
pub use get_webviewdomain_confirmfile::GetWebviewdomainConfirmfile;
pub use getwxadevinfo::{DevInfo, DevInfoAction, Getwxadevinfo};
pub use modify_domain::{ModifiedDomains, ModifyDomain};
pub use modify_domain_directly::ModifyDomainDirectly;
pub use modify_wxa_jump_domain::{ModifyWxaJumpDomain, PlatformJumpDomains};
pub use modify_wxa_server_domain::{ModifyWxaServerDomain, PlatformServerDomains};
pub use set_prefetchdnsdomain::{PrefetchUrl, SetPrefetchdnsdomain};
pub use setwebviewdomain::{Setwebviewdomain, Webviewdomains};
pub use setwebviewdomain_directly::SetwebviewdomainDirectly;

use serde::{Deserialize, Serialize};

use crate::endpoint::FieldError;

/// What to do with a list of domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DomainAction {
    /// Put these in beside what is there.
    Add,
    /// Take these out; one that is not there is no error.
    Delete,
    /// Replace everything.
    Set,
    /// Change nothing and show.
    Get,
}

impl DomainAction {
    /// WeChat's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Delete => "delete",
            Self::Set => "set",
            Self::Get => "get",
        }
    }
}

/// The six lists of server domains, each entry with its scheme. A list that is `None` is not spoken of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerDomains {
    /// For `wx.request`: `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requestdomain: Option<Vec<String>>,
    /// For sockets: `wss://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wsrequestdomain: Option<Vec<String>>,
    /// For uploads: `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uploaddomain: Option<Vec<String>>,
    /// For downloads: `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub downloaddomain: Option<Vec<String>>,
    /// `udp://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udpdomain: Option<Vec<String>>,
    /// `tcp://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tcpdomain: Option<Vec<String>>,
}

impl ServerDomains {
    /// The most entries that a list may hold.
    pub const MAX: usize = 200;

    /// Each list by its field's name, with the scheme of its entries.
    pub fn lists(&self) -> [(&'static str, &'static str, Option<&[String]>); 6] {
        [
            ("requestdomain", "https://", self.requestdomain.as_deref()),
            ("wsrequestdomain", "wss://", self.wsrequestdomain.as_deref()),
            ("uploaddomain", "https://", self.uploaddomain.as_deref()),
            ("downloaddomain", "https://", self.downloaddomain.as_deref()),
            ("udpdomain", "udp://", self.udpdomain.as_deref()),
            ("tcpdomain", "tcp://", self.tcpdomain.as_deref()),
        ]
    }

    /// Whether no list is spoken of.
    pub fn is_silent(&self) -> bool {
        self.lists().iter().all(|(_, _, list)| list.is_none())
    }

    /// Refuses an entry that WeChat is known to refuse, and a list that is too long.
    fn check(&self) -> Result<(), FieldError> {
        for (field, scheme, list) in self.lists() {
            let list = list.unwrap_or_default();
            FieldError::unless(list.len() <= Self::MAX, field, "holds more than 200 entries", "最多 200 个域名")?;
            host::each(field, list, |entry| host::check_assigned(entry, scheme))?;
        }
        Ok(())
    }
}

/// Refuses a host of a list that WeChat is known to refuse: without a scheme, as the platform's own lists want it. The
/// error names the entry.
pub fn check_hosts(field: &str, hosts: &[String]) -> Result<(), FieldError> {
    host::each(field, hosts, host::check_registered)
}

/// A file by which WeChat convinces itself that a host is ours: served under its name at the host's root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmFile {
    /// Its name, for instance `AbCdEf1234.txt`.
    pub file_name: String,
    /// What it holds.
    pub file_content: String,
}

/// Hosts as the platform's own lists hold them: one text, joined by `;`. Absent and `null` are `None`. For
/// `#[serde(with = "…")]`, with `default` and `skip_serializing_if`.
mod joined {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let split = |text: String| {
            text.split(';').map(str::trim).filter(|host| !host.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        Ok(text.map(split))
    }

    #[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub(super) fn serialize<S: Serializer>(hosts: &Option<Vec<String>>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hosts.as_deref().unwrap_or_default().join(";"))
    }
}
