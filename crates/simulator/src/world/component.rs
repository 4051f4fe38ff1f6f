//! The third-party platforms: their settings, tickets, codes, and what merchants granted them.

use std::collections::{BTreeMap, HashMap, VecDeque};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::domain::PlatformDomains;
use super::template::Library;

/// What is entered in WeChat's console for a platform.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentSettings {
    /// `wx…`.
    pub component_appid: String,
    /// The platform's secret.
    pub app_secret: String,
    /// 消息校验Token.
    pub token: String,
    /// 消息加解密Key, 43 characters.
    pub encoding_aes_key: String,
    /// The authorization-event URL.
    pub events_url: String,
    /// The message-and-event URL, with `$APPID$` in it.
    pub messages_url: String,
    /// 授权发起页域名, `host[:port]`. Empty: the host of `events_url`.
    #[serde(default)]
    pub start_domain: String,
    /// The addresses that may call the API. Empty: all.
    #[serde(default)]
    pub ip_whitelist: Vec<String>,
}

impl std::fmt::Debug for ComponentSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ComponentSettings")
            .field("component_appid", &self.component_appid)
            .field("events_url", &self.events_url)
            .finish_non_exhaustive()
    }
}

impl ComponentSettings {
    /// The host (and port, where one is written) on which authorizations start and end.
    pub(crate) fn domain(&self) -> String {
        if !self.start_domain.is_empty() {
            return self.start_domain.to_ascii_lowercase();
        }
        Url::parse(&self.events_url).ok().and_then(|url| host_and_port(&url)).unwrap_or_default()
    }

    /// Whether `url` is on the start domain. A domain without a port stands for every port.
    pub(crate) fn is_at_home(&self, url: &str) -> bool {
        let Ok(url) = Url::parse(url) else { return false };
        let domain = self.domain();
        host_and_port(&url).is_some_and(|host| host == domain)
            || url.host_str().is_some_and(|host| host.eq_ignore_ascii_case(&domain))
    }
}

fn host_and_port(url: &Url) -> Option<String> {
    let host = url.host_str()?.to_ascii_lowercase();
    Some(url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}")))
}

/// A ticket that was pushed, or tried to be.
#[derive(Serialize, Deserialize)]
pub(crate) struct Ticket {
    pub(crate) text: String,
    pub(crate) made_at: Timestamp,
}

/// A pre-authorization code.
#[derive(Serialize, Deserialize)]
pub(crate) struct PreAuth {
    pub(crate) expires_at: Timestamp,
    pub(crate) used: bool,
}

/// An authorization code.
#[derive(Serialize, Deserialize)]
pub(crate) struct AuthCode {
    pub(crate) appid: String,
    pub(crate) expires_at: Timestamp,
    pub(crate) used: bool,
    /// The other code of the same authorization, when redirect and push carry different ones.
    pub(crate) twin: Option<String>,
}

/// What one account granted.
#[derive(Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) func_ids: Vec<i64>,
    pub(crate) authorized_at: Timestamp,
    /// None until the authorization code was exchanged.
    pub(crate) refresh_token: Option<String>,
    /// A rotated-out refresh token and when it ends.
    pub(crate) old_refresh_token: Option<(String, Timestamp)>,
    /// The latest access token and the one before it.
    pub(crate) access_tokens: VecDeque<String>,
}

/// One third-party platform.
#[derive(Serialize, Deserialize)]
pub(crate) struct Component {
    pub(crate) settings: ComponentSettings,
    /// A stopped platform can neither be authorized nor call (-24).
    pub(crate) stopped: bool,
    /// When the next ticket is due. None: pushing is stopped.
    pub(crate) ticket_due_at: Option<Timestamp>,
    pub(crate) tickets: VecDeque<Ticket>,
    pub(crate) access_tokens: VecDeque<String>,
    pub(crate) pre_auth_codes: HashMap<String, PreAuth>,
    pub(crate) auth_codes: HashMap<String, AuthCode>,
    pub(crate) grants: BTreeMap<String, Grant>,
    pub(crate) library: Library,
    pub(crate) audits_used: Monthly,
    pub(crate) speedups_used: Monthly,
    #[serde(default)]
    pub(crate) domains: PlatformDomains,
}

impl Component {
    pub(crate) fn new(settings: ComponentSettings, library: Library, now: Timestamp) -> Self {
        Self {
            settings,
            stopped: false,
            ticket_due_at: Some(now),
            tickets: VecDeque::new(),
            access_tokens: VecDeque::new(),
            pre_auth_codes: HashMap::new(),
            auth_codes: HashMap::new(),
            grants: BTreeMap::new(),
            library,
            audits_used: Monthly::default(),
            speedups_used: Monthly::default(),
            domains: PlatformDomains::default(),
        }
    }

    /// Drops codes that ended more than a day ago, so that a long run stays small.
    pub(crate) fn forget_old_codes(&mut self, now: Timestamp) {
        let edge = crate::time::after_secs(now, -86_400);
        self.pre_auth_codes.retain(|_, code| code.expires_at > edge);
        self.auth_codes.retain(|_, code| code.expires_at > edge);
    }
}

/// A count that starts anew each month (China time).
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Monthly {
    month: i32,
    used: u32,
}

impl Monthly {
    pub(crate) fn used(&self, now: Timestamp) -> u32 {
        if self.month == crate::time::china_month(now) { self.used } else { 0 }
    }

    /// Takes one if `limit` allows it.
    pub(crate) fn take(&mut self, now: Timestamp, limit: u32) -> bool {
        let used = self.used(now);
        if used >= limit {
            return false;
        }
        *self = Self { month: crate::time::china_month(now), used: used + 1 };
        true
    }
}
