//! Invitations: authorization links that an operator makes for a merchant, and the codes that tie a push to one.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};

use crate::authorizer::words;

words! {
    /// With what an invitation was opened.
    OpenedWith {
        /// WeChat on a phone.
        WeChat = "wechat",
        /// Another browser on a phone.
        Phone = "phone",
        /// A computer.
        Desk = "desk",
    }
}

/// The name of an invitation inside; the merchant's address holds a secret token instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LinkId(pub Uuid);

/// An invitation: good until it ends or has served one authorization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationLink {
    /// Its name.
    pub id: LinkId,
    /// Whom it authorizes.
    pub component_appid: ComponentAppid,
    /// Which kinds of account may answer it.
    pub auth_type: AuthType,
    /// The one account that may answer it, if it is for one.
    pub biz_appid: Option<Appid>,
    /// The permission sets to ask for; empty asks for all.
    pub category_ids: Vec<FuncscopeId>,
    /// Where the merchant goes afterwards. Kept here, never read from a visitor.
    pub return_url: Option<String>,
    /// The operator's own words.
    pub note: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// How it was opened, if it was.
    pub opened: Option<LinkOpenings>,
    /// When it served its authorization, and for which account.
    pub used: Option<LinkUse>,
}

/// How an invitation was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkOpenings {
    /// For the first time.
    pub first_at: Timestamp,
    /// For the last time.
    pub last_at: Timestamp,
    /// How often.
    pub times: i64,
    /// With what the last time.
    pub with: OpenedWith,
}

/// The one authorization that an invitation served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkUse {
    /// When.
    pub at: Timestamp,
    /// Which account.
    pub appid: Appid,
}

/// Why an invitation cannot be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkClosed {
    /// Its time is over.
    #[error("the invitation has ended")]
    Expired,
    /// It has served.
    #[error("the invitation has already been used")]
    Used,
}

impl AuthorizationLink {
    /// Whether it may be used at this moment.
    pub fn open_at(&self, now: Timestamp) -> Result<(), LinkClosed> {
        if self.used.is_some() {
            Err(LinkClosed::Used)
        } else if now >= self.expires_at {
            Err(LinkClosed::Expired)
        } else {
            Ok(())
        }
    }
}
