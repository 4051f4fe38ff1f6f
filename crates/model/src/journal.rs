//! The journal: who did what to which account, when, with what outcome.
//!
//! An entry is written twice: opened as an intent before anything leaves the house, closed with the outcome after. An
//! entry that stays open marks an action whose end we do not know, because the process died or the answer was lost;
//! WeChat is asked how things stand before such an action may be repeated.
//!
//! An attempt that ends before there is anything to intend, because a field, the role or the state does not allow it, is
//! written once, as declined.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::words;

words! {
    /// How an entry stands: open, or with one of the outcomes.
    EntryState {
        /// It waits for its outcome.
        Open = "open",
        /// Done.
        Done = "done",
        /// WeChat said no.
        Refused = "refused",
        /// wxfleet itself said no, before WeChat was asked.
        Declined = "declined",
        /// It failed, and nothing was done.
        Failed = "failed",
        /// Whether it happened is not known yet.
        Unknown = "unknown",
    }
}

/// Name of a journal entry; names sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JournalId(pub Uuid);

/// What came out when the journal was held against its chain: each entry that is over carries a number and a code over
/// itself and the entry before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Entries that were held against their codes.
    pub linked: u64,
    /// Entries that are not in the chain yet: open ones, and those that were over a moment ago.
    pub waiting: u64,
    /// Entries at the beginning that were forgotten when their time had come.
    pub forgotten: u64,
    /// What is not as it was written, a hundred at the most.
    pub faults: Vec<Fault>,
}

/// One way in which the journal is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// This entry does not fit its code: it was changed, moved or slipped in.
    Altered {
        /// Its number in the chain.
        number: i64,
        /// Its name.
        entry: JournalId,
    },
    /// Entries were taken away.
    Missing {
        /// The first number that is not there.
        first: i64,
        /// The last of them.
        last: i64,
    },
    /// The sealed note that says where the chain begins or ends is gone, was put back to an older one, or does not open.
    Note,
}

words! {
    /// What was done.
    Deed {
        /// A component was registered.
        ComponentAdd = "component.add",
        /// A component's name or secrets were changed.
        ComponentUpdate = "component.update",
        /// A component was removed.
        ComponentRemove = "component.remove",
        /// WeChat was asked to push tickets again.
        TicketRestart = "ticket.restart",
        /// An authorization link was made.
        LinkCreate = "link.create",
        /// A merchant was given an address of their account's status page.
        StatusPageMake = "status_page.make",
        /// All addresses of an account's status page were ended.
        StatusPageRevoke = "status_page.revoke",
        /// A merchant authorized an account.
        Authorize = "authorizer.authorize",
        /// A merchant withdrew an authorization.
        Unauthorize = "authorizer.unauthorize",
        /// The list of authorizers was read from WeChat.
        AuthorizerSync = "authorizer.sync",
        /// One authorizer's profile was read anew.
        AuthorizerRefresh = "authorizer.refresh",
        /// An account was given other labels.
        AuthorizerLabel = "authorizer.label",
        /// Something was asked for that is done to many accounts.
        JobCreate = "job.create",
        /// A job was stopped.
        JobCancel = "job.cancel",
        /// What failed in a job was asked for once more.
        JobRetry = "job.retry",
        /// An access token was read.
        TokenRead = "token.read",
        /// A draft became a template.
        TemplateAdd = "template.add",
        /// A template was deleted.
        TemplateDelete = "template.delete",
        /// Code was committed.
        CodeCommit = "code.commit",
        /// Code was submitted for audit.
        AuditSubmit = "audit.submit",
        /// An audit was withdrawn.
        AuditWithdraw = "audit.withdraw",
        /// An audit was sped up.
        AuditSpeedup = "audit.speedup",
        /// WeChat decided an audit.
        AuditDecide = "audit.decide",
        /// Code went live.
        CodeRelease = "code.release",
        /// The live version was taken back.
        CodeRollback = "code.rollback",
        /// A part of the users gets the new version.
        GrayRelease = "code.gray",
        /// The gray release was ended.
        GrayReleaseEnd = "code.gray.end",
        /// The service was opened or closed.
        VisitStatus = "code.visit",
        /// An API of WeChat's was called by name.
        Call = "call",
        /// An account's server domains were changed.
        ServerDomains = "domain.server",
        /// An account's business domains were changed.
        WebviewDomains = "domain.webview",
        /// The platform's server domains were changed.
        PlatformServerDomains = "platform_domain.server",
        /// The platform's business domains were changed.
        PlatformWebviewDomains = "platform_domain.webview",
        /// A confirm file was fetched, and is served from now on.
        ConfirmFile = "domain.confirm_file",
        /// Somebody became a tester.
        TesterBind = "tester.bind",
        /// Somebody is no tester any more.
        TesterUnbind = "tester.unbind",
        /// An account's name was changed, or is to be.
        NameSet = "account.name",
        /// An account was given another avatar.
        AvatarSet = "account.avatar",
        /// An account was given another introduction.
        SignatureSet = "account.signature",
        /// An account was shown in search, or hidden.
        SearchStatus = "account.search",
        /// Categories were added to an account.
        CategoryAdd = "category.add",
        /// The papers of a refused category were replaced.
        CategoryModify = "category.modify",
        /// A category was taken from an account.
        CategoryDelete = "category.delete",
        /// An account's privacy guideline was changed.
        PrivacySet = "privacy.set",
        /// A text for an account's privacy guideline was uploaded.
        PrivacyText = "privacy.text",
        /// The use of a private API was applied for.
        PrivateApiApply = "private_api.apply",
        /// A rule for links in QR codes was added or changed.
        QrRuleSet = "qrcode_rule.set",
        /// A rule for links in QR codes was published.
        QrRulePublish = "qrcode_rule.publish",
        /// A rule for links in QR codes was deleted.
        QrRuleDelete = "qrcode_rule.delete",
        /// A code was made of which an account has a limited number.
        LimitedCode = "wxacode.limited",
        /// The least base library was changed.
        SupportVersion = "account.support_version",
        /// An open platform account was made for an account.
        OpenAccountCreate = "open_account.create",
        /// An account was bound to an open platform account.
        OpenAccountBind = "open_account.bind",
        /// An account was unbound from its open platform account.
        OpenAccountUnbind = "open_account.unbind",
        /// A plug-in was applied for.
        PluginApply = "plugin.apply",
        /// A plug-in was brought to another version.
        PluginUpdate = "plugin.update",
        /// A plug-in was removed.
        PluginUnbind = "plugin.unbind",
        /// A switch of an Official Account was set.
        OptionSet = "account.option",
        /// A Mini Program was asked for.
        Register = "registration.ask",
        /// A trial Mini Program is to become a formal one.
        RegistrationConvert = "registration.convert",
        /// WeChat told how a registration ended.
        RegistrationEnd = "registration.end",
        /// A message was sent to a user.
        MessageSend = "message.send",
        /// WeChat's release check was sent the message it waits for.
        ReleaseCheck = "release_check.answer",
        /// A key was made.
        KeyCreate = "key.create",
        /// A key was revoked.
        KeyRevoke = "key.revoke",
        /// An operator was added.
        OperatorAdd = "operator.add",
        /// An operator was given another role or a new password, or was let in again.
        OperatorUpdate = "operator.update",
        /// An operator was disabled.
        OperatorDisable = "operator.disable",
        /// An operator signed in.
        SignIn = "operator.sign_in",
        /// An operator changed their own password.
        PasswordChange = "operator.password",
        /// A second factor was switched on.
        SecondFactorAdd = "operator.second_factor.add",
        /// A second factor was switched off.
        SecondFactorRemove = "operator.second_factor.remove",
        /// Sessions were ended.
        SessionEnd = "session.end",
    }
}

/// Under this name a request tells how things stood before it.
pub const BEFORE: &str = "before";

/// An action about to be taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Name of the entry.
    pub id: JournalId,
    /// The actor, as `permission::Actor::label` names it.
    pub actor: String,
    /// What.
    pub deed: Deed,
    /// On which platform.
    pub component_appid: Option<ComponentAppid>,
    /// On which account.
    pub appid: Option<Appid>,
    /// What was asked for, without secrets; under [`BEFORE`] what it replaces, where that is known.
    pub request: serde_json::Value,
    /// Which process took the action; an open entry of a process that is gone needs looking after.
    pub instance: Uuid,
    /// When it was opened.
    pub opened_at: Timestamp,
}

impl Intent {
    /// What was asked for alone.
    pub fn wish(&self) -> serde_json::Value {
        wish(&self.request)
    }

    /// What it replaces, where that is known.
    pub fn before(&self) -> Option<&serde_json::Value> {
        self.request.get(BEFORE).filter(|before| !before.is_null())
    }

    /// Whether a request asks for the same as this one did: how things stood before is a note, not a wish.
    pub fn is_same_wish(&self, request: &serde_json::Value) -> bool {
        self.wish() == wish(request)
    }
}

fn wish(request: &serde_json::Value) -> serde_json::Value {
    let mut wish = request.clone();
    if let Some(fields) = wish.as_object_mut() {
        fields.remove(BEFORE);
    }
    wish
}

/// How an action ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Done; what came of it.
    Done {
        /// For instance the `auditid`.
        result: serde_json::Value,
    },
    /// WeChat said no.
    Refused {
        /// WeChat's code.
        errcode: Errcode,
        /// WeChat's text.
        errmsg: String,
        /// WeChat's request id, for its support.
        rid: Option<String>,
    },
    /// wxfleet itself said no, and WeChat was not asked.
    Declined {
        /// The code by which WeChat would have refused, where there is one.
        errcode: Option<Errcode>,
        /// Our own word for why, for instance `forbidden`.
        code: String,
        /// Why, in words without secrets.
        reason: String,
    },
    /// It failed without reaching WeChat, or in a way that leaves nothing done.
    Failed {
        /// What happened, in words without secrets.
        reason: String,
    },
    /// Whether it happened is not known; WeChat has yet to be asked.
    Unknown {
        /// What happened, in words without secrets.
        reason: String,
    },
}

impl Outcome {
    /// How an entry with this outcome stands.
    pub const fn state(&self) -> EntryState {
        match self {
            Self::Done { .. } => EntryState::Done,
            Self::Refused { .. } => EntryState::Refused,
            Self::Declined { .. } => EntryState::Declined,
            Self::Failed { .. } => EntryState::Failed,
            Self::Unknown { .. } => EntryState::Unknown,
        }
    }

    /// The word for it in the API and in the database.
    pub const fn as_str(&self) -> &'static str {
        self.state().as_str()
    }

    /// Whether nothing is left to find out.
    pub const fn is_final(&self) -> bool {
        !matches!(self, Self::Unknown { .. })
    }
}

/// A journal entry as we keep it.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalEntry {
    /// What was intended.
    pub intent: Intent,
    /// How it ended and when; `None` while it is open.
    pub outcome: Option<(Outcome, Timestamp)>,
}

impl JournalEntry {
    /// How it stands.
    pub fn state(&self) -> EntryState {
        self.outcome.as_ref().map_or(EntryState::Open, |(outcome, _)| outcome.state())
    }
}
