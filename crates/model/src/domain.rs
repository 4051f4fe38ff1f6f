//! Domains: which hosts a Mini Program may talk to (server domains) and which pages it may open (business domains).
//!
//! Lists are held by WeChat; here are the words for them and the sums that a change needs: what of a wish is missing, what
//! an account would have after a `PUT`, what of it has to be added and what taken out.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use wxfleet_wechat::domain::DomainAction;

use crate::authorizer::words;

words! {
    /// By which way an account's domains are set.
    Way {
        /// Registered with the platform, then assigned to the account.
        Platform = "platform",
        /// Set for the account alone.
        Direct = "direct",
    }
}

words! {
    /// Which domains are meant.
    Family {
        /// What the code talks to.
        Server = "server",
        /// What a web view opens.
        Webview = "webview",
    }
}

words! {
    /// Which editions of the platform a change of its own lists reaches.
    Editions {
        /// The test edition and the published one.
        Both = "both",
        /// The test edition; the published one follows with the platform's next full-network release.
        Testing = "testing",
    }
}

words! {
    /// One list, by WeChat's name for it.
    DomainKind {
        /// `wx.request`.
        Request = "requestdomain",
        /// Sockets.
        Ws = "wsrequestdomain",
        /// Uploads.
        Upload = "uploaddomain",
        /// Downloads.
        Download = "downloaddomain",
        /// UDP.
        Udp = "udpdomain",
        /// TCP.
        Tcp = "tcpdomain",
        /// Web views.
        Webview = "webviewdomain",
    }
}

impl Family {
    /// The lists of the family.
    pub const fn kinds(self) -> &'static [DomainKind] {
        match self {
            Self::Server => &[
                DomainKind::Request,
                DomainKind::Ws,
                DomainKind::Upload,
                DomainKind::Download,
                DomainKind::Udp,
                DomainKind::Tcp,
            ],
            Self::Webview => &[DomainKind::Webview],
        }
    }

    /// The lists that a host without a scheme is meant for.
    pub const fn usual_kinds(self) -> &'static [DomainKind] {
        match self {
            Self::Server => &[DomainKind::Request, DomainKind::Ws, DomainKind::Upload, DomainKind::Download],
            Self::Webview => &[DomainKind::Webview],
        }
    }
}

impl DomainKind {
    /// What each entry of the list begins with.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Request | Self::Upload | Self::Download | Self::Webview => "https://",
            Self::Ws => "wss://",
            Self::Udp => "udp://",
            Self::Tcp => "tcp://",
        }
    }
}

/// Whether a confirm file may be served under this name at the root of our address, where nothing else may be shadowed.
pub fn is_confirm_file_name(name: &str) -> bool {
    let stem = name.strip_suffix(".txt").unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !stem.is_empty() && name.len() <= 128 && stem.bytes().all(plain)
}

/// Lists by kind, each entry with its scheme and in lower case, as host names compare. A kind that is absent is not
/// spoken of, which is something else than an empty list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DomainLists(BTreeMap<DomainKind, Vec<String>>);

impl DomainLists {
    /// Puts a list in the place of what was said of its kind; an entry that comes twice stays once.
    pub fn set(&mut self, kind: DomainKind, entries: impl IntoIterator<Item = String>) {
        self.0.insert(kind, Vec::new());
        self.extend(kind, entries);
    }

    /// Adds to the list of a kind, which is spoken of from now on.
    pub fn extend(&mut self, kind: DomainKind, entries: impl IntoIterator<Item = String>) {
        let list = self.0.entry(kind).or_default();
        for entry in entries.into_iter().map(|entry| entry.to_lowercase()) {
            if !list.contains(&entry) {
                list.push(entry);
            }
        }
    }

    /// The list of a kind, if it is spoken of.
    pub fn get(&self, kind: DomainKind) -> Option<&[String]> {
        self.0.get(&kind).map(Vec::as_slice)
    }

    /// The entries of a kind.
    pub fn of(&self, kind: DomainKind) -> &[String] {
        self.get(kind).unwrap_or_default()
    }

    /// Whether no kind is spoken of.
    pub fn is_silent(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is no entry in any list.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(Vec::is_empty)
    }

    /// All entries, an entry that is in several lists just once.
    pub fn entries(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for entry in self.0.values().flatten() {
            if !all.contains(entry) {
                all.push(entry.clone());
            }
        }
        all
    }

    /// What of these lists is not in the others. Lists of which nothing is left are not spoken of.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        self.filtered(|kind, entry| !others.of(kind).contains(entry))
    }

    /// What of these lists is in the others, too. Lists of which nothing is left are not spoken of.
    #[must_use]
    pub fn within(&self, others: &Self) -> Self {
        self.filtered(|kind, entry| others.of(kind).contains(entry))
    }

    fn filtered(&self, keep: impl Fn(DomainKind, &String) -> bool) -> Self {
        let kept = |(kind, list): (&DomainKind, &Vec<String>)| {
            let list: Vec<String> = list.iter().filter(|entry| keep(*kind, entry)).cloned().collect();
            (!list.is_empty()).then_some((*kind, list))
        };
        Self(self.0.iter().filter_map(kept).collect())
    }

    /// What the lists of a family are after a `PUT` of these over `now`: an absent list stays, an empty one is cleared.
    #[must_use]
    pub fn put_over(&self, now: &Self, family: Family) -> Self {
        let list = |kind: &DomainKind| (*kind, self.get(*kind).unwrap_or(now.of(*kind)).to_vec());
        Self(family.kinds().iter().map(list).collect())
    }

    /// Whether both hold the same entries, in whatever order.
    pub fn is_same(&self, other: &Self) -> bool {
        self.without(other).is_empty() && other.without(self).is_empty()
    }
}

/// A change of an account's lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Add, delete or set.
    pub action: DomainAction,
    /// By which way.
    pub way: Way,
    /// Of what; in a set, lists that are not spoken of stay.
    #[serde(flatten)]
    pub lists: DomainLists,
}

/// A change of the platform's own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformChange {
    /// Add, delete or set.
    pub action: DomainAction,
    /// Which editions it reaches.
    pub editions: Editions,
    /// Hosts without a scheme.
    pub domains: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(of: &[(DomainKind, &[&str])]) -> DomainLists {
        let mut lists = DomainLists::default();
        for (kind, entries) in of {
            lists.set(*kind, entries.iter().map(|&entry| entry.to_owned()));
        }
        lists
    }

    #[test]
    fn a_put_leaves_an_absent_list_and_clears_an_empty_one() {
        use DomainKind::{Request, Udp, Ws};
        let now = lists(&[(Request, &["https://a.example"]), (Ws, &["wss://a.example"])]);
        let put = lists(&[(Request, &["https://b.example", "https://B.example"]), (Udp, &[])]);
        let then = put.put_over(&now, Family::Server);
        assert_eq!(then.of(Request), ["https://b.example"], "names compare without regard to case");
        assert_eq!(then.of(Ws), ["wss://a.example"]);
        assert_eq!(then.get(Udp), Some(&[][..]));
        let cleared = lists(&[(Ws, &[])]).put_over(&now, Family::Server);
        assert!(cleared.of(Ws).is_empty() && !cleared.of(Request).is_empty());
    }

    #[test]
    fn a_change_is_read_as_it_was_written() {
        let of = lists(&[(DomainKind::Request, &["https://a.example"]), (DomainKind::Udp, &[])]);
        let change = Change { action: DomainAction::Set, way: Way::Direct, lists: of };
        let text = serde_json::to_string(&change).unwrap();
        assert_eq!(text, r#"{"action":"set","way":"direct","requestdomain":["https://a.example"],"udpdomain":[]}"#);
        assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change);
    }

    #[test]
    fn a_confirm_file_has_a_plain_name() {
        for good in ["AbCdEf1234.txt", "a-b_c.txt", "x.txt"] {
            assert!(is_confirm_file_name(good), "{good}");
        }
        let long = format!("{}.txt", "a".repeat(125));
        for bad in ["", ".txt", "a.html", "a.txt.html", "a/b.txt", "../a.txt", "a b.txt", "a%2fb.txt", "é.txt", &long]
        {
            assert!(!is_confirm_file_name(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_to_be_added_and_taken_out_makes_the_one_of_the_other() {
        use DomainKind::{Request, Webview};
        let now = lists(&[(Request, &["https://a.example", "https://b.example"])]);
        let wanted = lists(&[(Request, &["https://b.example", "https://c.example"])]);
        let (add, delete) = (wanted.without(&now), now.without(&wanted));
        assert_eq!(
            (add.entries(), delete.entries()),
            (vec!["https://c.example".into()], vec!["https://a.example".into()])
        );
        assert!(wanted.within(&now).is_same(&lists(&[(Request, &["https://b.example"])])));
        assert!(!wanted.is_same(&now) && now.is_same(&now.clone()));
        assert!(lists(&[(Webview, &[])]).is_empty() && !lists(&[(Webview, &[])]).is_silent());
    }
}
