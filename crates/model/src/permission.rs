//! Who may do what. Every action of the product is named here, and one table says which roles may take it.

use crate::authorizer::words;
use crate::key::KeyId;
use crate::operator::OperatorId;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use wxfleet_wechat::id::ComponentAppid;

words! {
    /// What an operator or key may do, each role including the one before it.
    Role {
        /// Reads, without secrets and tokens.
        Viewer = "viewer",
        /// Does all that concerns authorizers, links and code.
        Operator = "operator",
        /// Also components, keys, operators, credentials and settings; holds `token:read`.
        Admin = "admin",
    }
}

words! {
    /// A permission that is given by itself, beyond a role.
    Grant {
        /// Read an authorizer's access token.
        TokenRead = "token:read",
    }
}

words! {
    /// What can be asked of the engine.
    Action {
        /// See components.
        ComponentRead = "component.read",
        /// Add, change or remove a component; restart its tickets.
        ComponentWrite = "component.write",
        /// See authorizers.
        AuthorizerRead = "authorizer.read",
        /// Synchronise and refresh authorizers.
        AuthorizerWrite = "authorizer.write",
        /// Read an access token.
        TokenRead = "token.read",
        /// See the authorization links that were made.
        LinkRead = "link.read",
        /// Make an authorization link.
        LinkWrite = "link.write",
        /// See templates and drafts.
        TemplateRead = "template.read",
        /// Add and delete templates.
        TemplateWrite = "template.write",
        /// See versions, audits, pages, categories and trial codes.
        CodeRead = "code.read",
        /// Commit, submit, withdraw, release, roll back.
        CodeWrite = "code.write",
        /// See the catalogue of WeChat's APIs.
        CatalogueRead = "catalogue.read",
        /// Call any API of WeChat's that concerns one account.
        CallWrite = "call.write",
        /// Call any API of WeChat's that concerns the platform.
        CallPlatform = "call.platform",
        /// Call a path that no catalogue describes.
        CallRaw = "call.raw",
        /// See server and business domains, the accounts' and the platform's.
        DomainRead = "domain.read",
        /// Change an account's domains; fetch its confirm file.
        DomainWrite = "domain.write",
        /// Change the platform's own domains; fetch its confirm file.
        PlatformDomainWrite = "platform_domain.write",
        /// See testers.
        TesterRead = "tester.read",
        /// Bind and unbind testers.
        TesterWrite = "tester.write",
        /// See what an account has set for itself: name, categories, privacy guideline, links, plug-ins.
        AccountRead = "account.read",
        /// Change what an account has set for itself.
        AccountWrite = "account.write",
        /// Log users in to an account's Mini Program or pages.
        LoginWrite = "login.write",
        /// See which Mini Programs were asked for, and what became of it.
        RegistrationRead = "registration.read",
        /// Ask for new Mini Programs.
        RegistrationWrite = "registration.write",
        /// Write to an account's users.
        MessageSend = "message.send",
        /// See what was asked of WeChat lately, and what it answered.
        CallRead = "call.read",
        /// See pushes.
        EventRead = "event.read",
        /// See the raw text of a push that we could not read.
        EventRaw = "event.raw",
        /// See the journal.
        JournalRead = "journal.read",
        /// List, make and revoke API keys.
        KeyWrite = "key.write",
        /// List, add, change and disable operators; end their sessions.
        OperatorWrite = "operator.write",
        /// Read metrics.
        MetricsRead = "metrics.read",
    }
}

impl Action {
    /// The least role that may take the action.
    pub const fn least_role(self) -> Role {
        match self {
            Self::ComponentRead
            | Self::AuthorizerRead
            | Self::LinkRead
            | Self::TemplateRead
            | Self::CodeRead
            | Self::CatalogueRead
            | Self::CallRead
            | Self::DomainRead
            | Self::TesterRead
            | Self::AccountRead
            | Self::RegistrationRead
            | Self::EventRead
            | Self::JournalRead
            | Self::MetricsRead => Role::Viewer,
            Self::AuthorizerWrite
            | Self::LinkWrite
            | Self::TemplateWrite
            | Self::CodeWrite
            | Self::CallWrite
            | Self::DomainWrite
            | Self::TesterWrite
            | Self::AccountWrite
            | Self::LoginWrite
            | Self::RegistrationWrite
            | Self::MessageSend => Role::Operator,
            Self::ComponentWrite
            | Self::CallPlatform
            | Self::CallRaw
            | Self::PlatformDomainWrite
            | Self::TokenRead
            | Self::EventRaw
            | Self::KeyWrite
            | Self::OperatorWrite => Role::Admin,
        }
    }

    /// The grant that opens the action to a lesser role.
    const fn opened_by(self) -> Option<Grant> {
        match self {
            Self::TokenRead => Some(Grant::TokenRead),
            _ => None,
        }
    }
}

/// What a key is limited to. An empty list does not limit; with both, both must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// These components alone.
    pub components: Vec<ComponentAppid>,
    /// Accounts that bear one of these labels alone.
    pub labels: Vec<String>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { components: Vec::new(), labels: Vec::new() };

    /// Whether nothing is limited.
    pub fn are_none(&self) -> bool {
        *self == Self::NONE
    }

    /// Whether this component is within them.
    pub fn hold_component(&self, component: &ComponentAppid) -> bool {
        self.components.is_empty() || self.components.contains(component)
    }

    /// Whether an account with these labels is within them.
    pub fn hold_labels(&self, labels: &[String]) -> bool {
        self.labels.is_empty() || labels.iter().any(|label| self.labels.contains(label))
    }
}

/// Where an action takes place.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// On the whole server.
    Server,
    /// On one component, or on what its accounts share.
    Component(&'a ComponentAppid),
    /// On one account.
    Account {
        /// To whom it is authorized.
        component: &'a ComponentAppid,
        /// Its labels.
        labels: &'a [String],
    },
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A program with an API key.
    Key {
        /// The key.
        id: KeyId,
        /// Its name, for the journal.
        name: String,
        /// Its role.
        role: Role,
        /// Its grants.
        grants: Vec<Grant>,
        /// What it is limited to.
        limits: Limits,
    },
    /// A person who signed in to the console.
    Operator {
        /// Who.
        id: OperatorId,
        /// Their name, for the journal.
        name: String,
        /// Their role.
        role: Role,
    },
    /// wxfleet itself: tasks and reactions to pushes.
    System,
    /// A merchant on an authorization page.
    Merchant,
}

/// The actor may not do this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// Its role is too small.
    #[error("this needs the role {needs} or above")]
    Role {
        /// What was asked.
        action: Action,
        /// The least role that may.
        needs: Role,
    },
    /// It reaches further than a limited key may.
    #[error("this needs a key without such limits")]
    Limited {
        /// What was asked.
        action: Action,
    },
    /// It is outside of the key's limits, where nothing is seen.
    #[error("this is outside of the key's limits")]
    OutOfReach,
}

impl Action {
    /// Whether a key that is limited to labels may do this to what all accounts of a component share. What it reads
    /// there names no account, or is filtered.
    const fn is_shared_reading(self) -> bool {
        matches!(self, Self::ComponentRead | Self::AuthorizerRead | Self::TemplateRead)
    }
}

impl Actor {
    /// Whether the actor may take the action on the whole server. No limited key may.
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        self.may_at(action, Place::Server)
    }

    /// Whether the actor may take the action at this place.
    pub fn may_at(&self, action: Action, place: Place<'_>) -> Result<(), Forbidden> {
        let limits = self.limits_for(action)?;
        if limits.are_none() {
            return Ok(());
        }
        let (component, labels) = match place {
            Place::Server => return Err(Forbidden::Limited { action }),
            Place::Component(component) => (component, None),
            Place::Account { component, labels } => (component, Some(labels)),
        };
        if !limits.hold_component(component) {
            return Err(Forbidden::OutOfReach);
        }
        match labels {
            Some(labels) if !limits.hold_labels(labels) => Err(Forbidden::OutOfReach),
            None if !limits.labels.is_empty() && !action.is_shared_reading() => Err(Forbidden::Limited { action }),
            _ => Ok(()),
        }
    }

    /// Whether the actor's role lets it take the action somewhere, and within which limits: for lists, which show what
    /// is within them.
    pub fn limits_for(&self, action: Action) -> Result<&Limits, Forbidden> {
        const NONE: &Limits = &Limits::NONE;
        match self {
            Self::System => Ok(NONE),
            Self::Key { role, grants, limits, .. }
                if *role >= action.least_role() || action.opened_by().is_some_and(|grant| grants.contains(&grant)) =>
            {
                Ok(limits)
            }
            Self::Operator { role, .. } if *role >= action.least_role() => Ok(NONE),
            Self::Key { .. } | Self::Operator { .. } | Self::Merchant => {
                Err(Forbidden::Role { action, needs: action.least_role() })
            }
        }
    }

    /// How the journal names the actor.
    pub fn label(&self) -> String {
        match self {
            Self::Key { name, .. } => format!("key:{name}"),
            Self::Operator { name, .. } => format!("operator:{name}"),
            Self::System => "system".to_owned(),
            Self::Merchant => "merchant".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(role: Role, grants: Vec<Grant>) -> Actor {
        limited(role, grants, Limits::NONE)
    }

    fn limited(role: Role, grants: Vec<Grant>, limits: Limits) -> Actor {
        Actor::Key { id: KeyId(uuid::Uuid::nil()), name: "k".to_owned(), role, grants, limits }
    }

    fn component(number: u8) -> ComponentAppid {
        format!("wxc00000000000000{number}").parse().unwrap()
    }

    #[test]
    fn a_limited_key_may_nothing_on_the_whole_server() {
        let limits = [
            Limits { components: vec![component(1)], labels: vec![] },
            Limits { components: vec![], labels: vec!["a".to_owned()] },
        ];
        for limits in limits {
            let key = limited(Role::Admin, vec![Grant::TokenRead], limits);
            for action in Action::ALL {
                assert_eq!(key.may(*action), Err(Forbidden::Limited { action: *action }));
            }
        }
    }

    #[test]
    fn limits_hold_on_components_and_accounts() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (ours, theirs) = (component(1), component(2));
        let of_component = limited(Role::Admin, vec![], Limits { components: vec![ours.clone()], labels: vec![] });
        let of_label = limited(Role::Admin, vec![], Limits { components: vec![], labels: words(&["a", "b"]) });
        let of_both =
            limited(Role::Admin, vec![], Limits { components: vec![ours.clone()], labels: words(&["a", "b"]) });
        let (inside, outside) = (words(&["x", "b"]), words(&["B", "ab"]));
        for action in Action::ALL {
            let at = |key: &Actor, place| key.may_at(*action, place);
            assert_eq!(at(&of_component, Place::Component(&ours)), Ok(()));
            assert_eq!(at(&of_component, Place::Component(&theirs)), Err(Forbidden::OutOfReach));
            assert_eq!(at(&of_both, Place::Component(&theirs)), Err(Forbidden::OutOfReach));
            let shared = if action.is_shared_reading() { Ok(()) } else { Err(Forbidden::Limited { action: *action }) };
            assert_eq!(at(&of_label, Place::Component(&ours)), shared);
            let account = |component, labels| Place::Account { component, labels };
            assert_eq!(at(&of_component, account(&ours, &outside)), Ok(()));
            assert_eq!(at(&of_component, account(&theirs, &inside)), Err(Forbidden::OutOfReach));
            assert_eq!(at(&of_label, account(&theirs, &inside)), Ok(()));
            assert_eq!(at(&of_label, account(&theirs, &outside)), Err(Forbidden::OutOfReach));
            assert_eq!(at(&of_label, account(&theirs, &[])), Err(Forbidden::OutOfReach));
            assert_eq!(at(&of_both, account(&ours, &inside)), Ok(()));
            assert_eq!(at(&of_both, account(&theirs, &inside)), Err(Forbidden::OutOfReach));
            assert_eq!(at(&of_both, account(&ours, &outside)), Err(Forbidden::OutOfReach));
        }
        let viewer = limited(Role::Viewer, vec![], Limits { components: vec![ours.clone()], labels: vec![] });
        let refused = viewer.may_at(Action::CodeWrite, Place::Component(&theirs));
        assert!(matches!(refused, Err(Forbidden::Role { .. })), "the role is looked at first");
    }

    #[test]
    fn each_role_includes_the_one_before() {
        for action in Action::ALL {
            let may: Vec<bool> = Role::ALL.iter().map(|role| key(*role, vec![]).may(*action).is_ok()).collect();
            assert!(may.is_sorted(), "{action}: a greater role lost a permission: {may:?}");
            assert!(key(Role::Admin, vec![]).may(*action).is_ok(), "{action}: the admin may do everything");
            let person = |role| Actor::Operator { id: OperatorId(uuid::Uuid::nil()), name: "o".to_owned(), role };
            let person: Vec<bool> = Role::ALL.iter().map(|role| person(*role).may(*action).is_ok()).collect();
            assert_eq!(person, may, "{action}: a person may what a key without grants and limits may");
            assert!(Actor::Merchant.may(*action).is_err(), "{action}: a merchant may do nothing here");
        }
    }

    #[test]
    fn a_grant_opens_one_action_alone() {
        let viewer = key(Role::Viewer, vec![Grant::TokenRead]);
        assert!(viewer.may(Action::TokenRead).is_ok());
        assert!(viewer.may(Action::CodeWrite).is_err());
        assert!(key(Role::Operator, vec![]).may(Action::TokenRead).is_err());
    }
}
