//! Domains: what a platform registered, what was set for each account by which way, and what is in force.
//!
//! What is set for an account is in force for everybody with the next release. A release drops what is not registered
//! with the platform, the merchant's own entries included; what was set directly stays.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::World;
use super::component::Monthly;

/// The lists of server domains, and what their entries begin with.
pub(crate) const SERVER_LISTS: [(&str, &str); 6] = [
    ("requestdomain", "https://"),
    ("wsrequestdomain", "wss://"),
    ("uploaddomain", "https://"),
    ("downloaddomain", "https://"),
    ("udpdomain", "udp://"),
    ("tcpdomain", "tcp://"),
];
/// The list of business domains.
pub(crate) const WEBVIEW_LIST: (&str, &str) = ("webviewdomain", "https://");

/// Entries by list.
pub(crate) type Lists = BTreeMap<String, Vec<String>>;

/// The domains of one account, business domains among them under `webviewdomain`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct AccountDomains {
    /// Set in the account's own console.
    pub(crate) mp: Lists,
    /// Assigned by the platform.
    pub(crate) third: Lists,
    /// Set directly.
    pub(crate) direct: Lists,
    /// In force for everybody.
    pub(crate) effective: Lists,
    /// Names to resolve ahead of time.
    pub(crate) prefetch: Vec<String>,
    pub(crate) changes: Monthly,
}

/// What a platform registered for its test edition and for its published one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Registered {
    pub(crate) testing: Vec<String>,
    pub(crate) published: Vec<String>,
}

/// The domains of one platform.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PlatformDomains {
    pub(crate) server: Registered,
    pub(crate) jump: Registered,
    pub(crate) changes: Monthly,
}

impl Registered {
    /// The hosts that accounts are held to.
    pub(crate) fn in_force(&self, published: bool) -> &[String] {
        if published { &self.published } else { &self.testing }
    }
}

impl World {
    /// The domains of an account. Every merchant once set a host of its own in WeChat's console.
    pub(crate) fn domains_of(&mut self, appid: &str) -> &mut AccountDomains {
        self.domains.entry(appid.to_owned()).or_insert_with(|| {
            let own = format!("https://www.{appid}.example.cn");
            let mp = Lists::from([("requestdomain".to_owned(), vec![own])]);
            AccountDomains { effective: mp.clone(), mp, ..AccountDomains::default() }
        })
    }

    /// Whether the platform lets an entry of a list be assigned.
    pub(crate) fn is_registered(&self, component: &str, list: &str, entry: &str) -> bool {
        let Some(home) = self.components.get(component) else { return false };
        let published = self.switches.platform_published;
        let host = host_of(entry);
        if list == WEBVIEW_LIST.0 {
            let below = |known: &String| host == known || host.ends_with(&format!(".{known}"));
            home.domains.jump.in_force(published).iter().any(below)
        } else {
            home.domains.server.in_force(published).iter().any(|known| known == host)
        }
    }

    /// A release: what is not registered goes, the rest is in force.
    pub(crate) fn put_domains_in_force(&mut self, component: &str, appid: &str) {
        self.domains_of(appid);
        let Some(mut domains) = self.domains.remove(appid) else { return };
        for lists in [&mut domains.mp, &mut domains.third] {
            for (list, entries) in lists.iter_mut() {
                entries.retain(|entry| self.is_registered(component, list, entry));
            }
        }
        let mut effective = Lists::new();
        for lists in [&domains.mp, &domains.third, &domains.direct] {
            for (list, entries) in lists {
                let into = effective.entry(list.clone()).or_default();
                into.extend(entries.iter().filter(|entry| !into.contains(entry)).cloned().collect::<Vec<_>>());
            }
        }
        domains.effective = effective;
        self.domains.insert(appid.to_owned(), domains);
    }
}

/// The host in an entry, without scheme and port.
pub(crate) fn host_of(entry: &str) -> &str {
    let rest = entry.split_once("://").map_or(entry, |(_, rest)| rest);
    rest.split(':').next().unwrap_or(rest)
}

/// Whether the text is a host by itself that WeChat would take.
pub(crate) fn is_host(text: &str) -> bool {
    let word = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let labels: Vec<&str> = text.split('.').collect();
    let is_address = labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    labels.len() >= 2 && labels.into_iter().all(word) && !is_address && text != "api.weixin.qq.com"
}

/// Whether the text is an entry with that scheme; a port where one may stand.
pub(crate) fn is_entry(text: &str, scheme: &str, port_allowed: bool) -> bool {
    let Some(rest) = text.strip_prefix(scheme) else { return false };
    match rest.split_once(':') {
        Some((host, port)) => port_allowed && port.parse::<u16>().is_ok_and(|port| port > 0) && is_host(host),
        None => is_host(rest),
    }
}
