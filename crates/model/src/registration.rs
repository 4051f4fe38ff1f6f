//! Registrations: Mini Programs that were asked for on behalf of a merchant.
//!
//! WeChat makes one only after a person has confirmed on a phone, and tells of it by a push. For companies and persons
//! the request has no number, so the push is matched by what the request said.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::words;

words! {
    /// For whom, and by which of WeChat's ways.
    RegistrationKind {
        /// A company, whose legal person confirms (法人扫脸).
        Enterprise = "enterprise",
        /// A person.
        Personal = "personal",
        /// A Mini Program on trial (试用小程序), which becomes a formal one later.
        Trial = "trial",
        /// The owner of an Official Account, who confirmed before (复用公众号主体).
        OfficialAccount = "official_account",
        /// A Mini Program on trial is to become a formal one.
        Conversion = "conversion",
    }
}

words! {
    /// How a registration stands.
    RegistrationState {
        /// Somebody has yet to confirm, or WeChat to check.
        Waiting = "waiting",
        /// Done: there is a Mini Program.
        Created = "created",
        /// It ended without one.
        Failed = "failed",
    }
}

/// Name of a registration; names sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegistrationId(pub Uuid);

/// A Mini Program that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its name here.
    pub id: RegistrationId,
    /// The platform that asked.
    pub component_appid: ComponentAppid,
    /// By which way.
    pub kind: RegistrationKind,
    /// What WeChat's push is matched by: see [`enterprise_mark`], [`personal_mark`], or WeChat's own id.
    pub mark: String,
    /// For people: the company, the person or the name that was asked for.
    pub name: String,
    /// The legal person, where there is one.
    pub legal_persona_name: String,
    /// The WeChat id of whoever has to confirm.
    pub wechat: String,
    /// WeChat's number of the task, where it gave one.
    pub taskid: String,
    /// What the person has to open, where WeChat gave it; good for 24 hours.
    pub authorize_url: String,
    /// How it stands.
    pub state: RegistrationState,
    /// WeChat's number of how it stands.
    pub status: Option<i64>,
    /// WeChat's words.
    pub msg: String,
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When we learnt how it ended.
    pub ended_at: Option<Timestamp>,
}

/// What names a company's registration: the push repeats these.
pub fn enterprise_mark(code: &str, legal_persona_wechat: &str) -> String {
    format!("{}|{}", code.trim(), legal_persona_wechat.trim())
}

/// What names a person's registration: the push repeats these.
pub fn personal_mark(idname: &str, wxuser: &str) -> String {
    format!("{}|{}", idname.trim(), wxuser.trim())
}

impl Registration {
    /// The registration after WeChat told how it ended: 0 is done, anything else is not.
    #[must_use]
    pub fn ended(self, status: i64, msg: String, appid: Option<Appid>, at: Timestamp) -> Self {
        let state = if status == 0 { RegistrationState::Created } else { RegistrationState::Failed };
        Self { state, status: Some(status), msg, appid: appid.or(self.appid), ended_at: Some(at), ..self }
    }
}
