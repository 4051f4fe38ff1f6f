//! Who may do what. Every action of the product is named here, and one table says which roles may take it.

use crate::authorizer::words;
use crate::key::KeyId;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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
        /// Write to an account's users.
        MessageSend = "message.send",
        /// See pushes.
        EventRead = "event.read",
        /// See the raw text of a push that we could not read.
        EventRaw = "event.raw",
        /// See the journal.
        JournalRead = "journal.read",
        /// List, make and revoke API keys.
        KeyWrite = "key.write",
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
            | Self::TemplateRead
            | Self::CodeRead
            | Self::CatalogueRead
            | Self::DomainRead
            | Self::TesterRead
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
            | Self::MessageSend => Role::Operator,
            Self::ComponentWrite
            | Self::CallPlatform
            | Self::CallRaw
            | Self::PlatformDomainWrite
            | Self::TokenRead
            | Self::EventRaw
            | Self::KeyWrite => Role::Admin,
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
    },
    /// wxfleet itself: tasks and reactions to pushes.
    System,
    /// A merchant on an authorization page.
    Merchant,
}

/// The actor may not do this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this needs the role {needs} or above")]
pub struct Forbidden {
    /// What was asked.
    pub action: Action,
    /// The least role that may.
    pub needs: Role,
}

impl Actor {
    /// Whether the actor may take the action.
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        let allowed = match self {
            Self::System => true,
            Self::Merchant => false,
            Self::Key { role, grants, .. } => {
                *role >= action.least_role() || action.opened_by().is_some_and(|grant| grants.contains(&grant))
            }
        };
        if allowed { Ok(()) } else { Err(Forbidden { action, needs: action.least_role() }) }
    }

    /// How the journal names the actor.
    pub fn label(&self) -> String {
        match self {
            Self::Key { name, .. } => format!("key:{name}"),
            Self::System => "system".to_owned(),
            Self::Merchant => "merchant".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(role: Role, grants: Vec<Grant>) -> Actor {
        Actor::Key { id: KeyId(uuid::Uuid::nil()), name: "k".to_owned(), role, grants }
    }

    #[test]
    fn each_role_includes_the_one_before() {
        for action in Action::ALL {
            let may: Vec<bool> = Role::ALL.iter().map(|role| key(*role, vec![]).may(*action).is_ok()).collect();
            assert!(may.is_sorted(), "{action}: a greater role lost a permission: {may:?}");
            assert!(key(Role::Admin, vec![]).may(*action).is_ok(), "{action}: the admin may do everything");
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
