//! Components: entering them, their tickets, tokens and drafts; and the switches.

use serde::{Deserialize, Serialize};

use super::ControlError;
use crate::config::Switches;
use crate::delivery;
use crate::simulator::Simulator;
use crate::world::component::{Component, ComponentSettings};
use crate::world::template::Code;

/// Changes to a component; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ComponentChange {
    /// A new secret; the old one ends at once.
    pub app_secret: Option<String>,
    /// A new message token; pushes are signed with it from now on.
    pub token: Option<String>,
    /// A new AES key; pushes are sealed with it from now on.
    pub encoding_aes_key: Option<String>,
    /// A new authorization-event URL.
    pub events_url: Option<String>,
    /// A new message-and-event URL.
    pub messages_url: Option<String>,
    /// A new start domain.
    pub start_domain: Option<String>,
    /// A new address list.
    pub ip_whitelist: Option<Vec<String>>,
    /// Whether WeChat has stopped the platform.
    pub stopped: Option<bool>,
}

/// A component as the control API shows it: without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComponentView {
    /// `wx…`.
    pub component_appid: String,
    /// The authorization-event URL.
    pub events_url: String,
    /// The message-and-event URL.
    pub messages_url: String,
    /// The domain on which authorizations start and end.
    pub start_domain: String,
    /// When the next ticket is due; None while pushing is stopped.
    pub ticket_due_at: Option<jiff::Timestamp>,
    /// How many tickets were made.
    pub tickets: usize,
    /// How many accounts authorize it.
    pub authorizers: usize,
    /// Whether WeChat has stopped it.
    pub stopped: bool,
}

fn view(component: &Component) -> ComponentView {
    ComponentView {
        component_appid: component.settings.component_appid.clone(),
        events_url: component.settings.events_url.clone(),
        messages_url: component.settings.messages_url.clone(),
        start_domain: component.settings.domain(),
        ticket_due_at: component.ticket_due_at,
        tickets: component.tickets.len(),
        authorizers: component.grants.len(),
        stopped: component.stopped,
    }
}

/// Whether the settings could be entered in WeChat's console (ports aside, which a desk cannot keep to).
fn check(settings: &ComponentSettings) -> Result<(), ControlError> {
    delivery::keys(settings).map_err(ControlError::Invalid)?;
    for url in [&settings.events_url, &settings.messages_url] {
        let scheme = url::Url::parse(&url.replace("$APPID$", "appid")).ok().map(|url| url.scheme().to_owned());
        if !matches!(scheme.as_deref(), Some("http" | "https")) {
            return Err(ControlError::Invalid(
                "events_url and messages_url must be http:// or https:// URLs".to_owned(),
            ));
        }
    }
    if !settings.messages_url.contains("$APPID$") {
        return Err(ControlError::Invalid("messages_url must contain $APPID$".to_owned()));
    }
    if settings.app_secret.is_empty() || settings.token.is_empty() {
        return Err(ControlError::Invalid("app_secret and token must not be empty".to_owned()));
    }
    Ok(())
}

impl Simulator {
    /// Enters a component, or replaces the settings of a known one. Its first ticket is due at once.
    pub fn register_component(&self, settings: ComponentSettings) -> Result<ComponentView, ControlError> {
        check(&settings)?;
        let appid = settings.component_appid.clone();
        self.with_world(|world, now| world.put_component(settings, now));
        self.component(&appid)
    }

    /// A component as it stands.
    pub fn component(&self, component_appid: &str) -> Result<ComponentView, ControlError> {
        self.with_component(component_appid, |component| view(component))
    }

    /// All components.
    pub fn components(&self) -> Vec<ComponentView> {
        self.with_world(|world, _| world.components.values().map(view).collect())
    }

    /// Changes a component's settings.
    pub fn change_component(
        &self,
        component_appid: &str,
        change: ComponentChange,
    ) -> Result<ComponentView, ControlError> {
        let mut settings = self.with_component(component_appid, |component| component.settings.clone())?;
        let set = |old: &mut String, new: Option<String>| *old = new.unwrap_or(std::mem::take(old));
        set(&mut settings.app_secret, change.app_secret);
        set(&mut settings.token, change.token);
        set(&mut settings.encoding_aes_key, change.encoding_aes_key);
        set(&mut settings.events_url, change.events_url);
        set(&mut settings.messages_url, change.messages_url);
        set(&mut settings.start_domain, change.start_domain);
        if let Some(listed) = change.ip_whitelist {
            settings.ip_whitelist = listed;
        }
        check(&settings)?;
        self.with_component(component_appid, |component| {
            component.settings = settings;
            component.stopped = change.stopped.unwrap_or(component.stopped);
            view(component)
        })
    }

    /// Owes the component a ticket now, whatever the plan.
    pub fn push_ticket(&self, component_appid: &str) -> Result<(), ControlError> {
        self.with_component(component_appid, |_| ())?;
        self.with_world(|world, now| world.push_ticket(component_appid, now));
        Ok(())
    }

    /// Stops the component's tickets until it calls `api_start_push_ticket` or they are started here.
    pub fn stop_tickets(&self, component_appid: &str) -> Result<(), ControlError> {
        self.with_component(component_appid, |component| component.ticket_due_at = None)
    }

    /// Starts the component's tickets, the first being due at once.
    pub fn start_tickets(&self, component_appid: &str) -> Result<(), ControlError> {
        let now = self.now();
        self.with_component(component_appid, |component| component.ticket_due_at = Some(now))
    }

    /// Ends the component's access tokens: expired (42001), or not the latest (40001).
    pub fn end_component_tokens(&self, component_appid: &str, expired: bool) -> Result<(), ControlError> {
        let tokens = self.with_component(component_appid, |component| component.access_tokens.clone())?;
        self.end_tokens(tokens, expired);
        Ok(())
    }

    /// Ends the access tokens of one authorizer of a component, or of all: expired (42001), or not the latest (40001).
    pub fn end_authorizer_tokens(
        &self,
        component_appid: &str,
        appid: Option<&str>,
        expired: bool,
    ) -> Result<(), ControlError> {
        let tokens: Vec<String> = self.with_component(component_appid, |component| {
            let wanted = component.grants.iter().filter(|(name, _)| appid.is_none_or(|appid| appid == name.as_str()));
            wanted.flat_map(|(_, grant)| grant.access_tokens.iter().cloned()).collect()
        })?;
        self.end_tokens(tokens, expired);
        Ok(())
    }

    fn end_tokens(&self, tokens: impl IntoIterator<Item = String>, expired: bool) {
        self.with_world(|world, now| {
            for token in tokens {
                if expired { world.tokens.expire(&token, now) } else { world.tokens.invalidate(&token, now) }
            }
        });
    }

    /// Gives an authorizer another refresh token; the old one is 61023 from now on and the new one is learnt from
    /// `api_get_authorizer_list`.
    pub fn replace_refresh_token(&self, component_appid: &str, appid: &str) -> Result<(), ControlError> {
        self.with_world(|world, _| {
            let next = format!("refreshtoken@@@{}", world.random.text(43));
            let grant = world.grant_mut(component_appid, appid).ok_or_else(|| ControlError::no("authorizer", appid))?;
            grant.refresh_token = Some(next);
            grant.old_refresh_token = None;
            Ok(())
        })
    }

    /// Uploads a draft, as a developer does from the developer tool; returns its number.
    pub fn upload_draft(&self, component_appid: &str, code: Code) -> Result<i64, ControlError> {
        if code.pages.is_empty() {
            return Err(ControlError::Invalid("pages must hold at least one page".to_owned()));
        }
        let now = self.now();
        self.with_component(component_appid, |component| component.library.add_draft(code, now))
    }

    /// The switches as they stand.
    pub fn switches(&self) -> Switches {
        self.with_world(|world, _| world.switches.clone())
    }

    /// Changes switches.
    pub fn change_switches(&self, change: impl FnOnce(&mut Switches)) {
        self.with_world(|world, _| change(&mut world.switches));
    }

    pub(super) fn with_component<T>(
        &self,
        component_appid: &str,
        work: impl FnOnce(&mut Component) -> T,
    ) -> Result<T, ControlError> {
        self.with_world(|world, _| {
            let component = world.components.get_mut(component_appid);
            component.map(work).ok_or_else(|| ControlError::no("component", component_appid))
        })
    }
}
