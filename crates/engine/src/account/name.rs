//! The name: checked, set, and followed through WeChat's review of it.

use serde_json::json;
use wxfleet_model::journal::{Deed, Outcome};
use wxfleet_model::name_audit::{NameAudit, NameAuditStatus};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::account::{CheckNickname, CheckNicknameReply, QueryNickname, SetNickname, SetNicknameReply};
use wxfleet_wechat::errcode::Errcode;

use super::{AccountSettings, Intended, reply_from, wish};
use crate::code::Account;
use crate::error::{Error, What};

/// No such review.
const UNKNOWN_AUDIT: Errcode = Errcode(91011);
/// How many reviews of one account are listed.
const LISTED: u64 = 100;

/// What came of a new name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameChange {
    /// The number of the review; none when the name is in force at once.
    pub audit_id: Option<i64>,
    /// What material WeChat asks for.
    pub wording: Option<String>,
}

impl AccountSettings {
    /// Whether WeChat would take a name.
    pub async fn check_name(
        &self,
        actor: &Actor,
        account: &Account,
        nick_name: &str,
    ) -> Result<CheckNicknameReply, Error> {
        self.read(actor, account, &CheckNickname::new(nick_name)).await
    }

    /// Hands a name in. Its review is remembered in the same commit that closes the journal entry.
    pub async fn set_name(&self, actor: &Actor, account: &Account, name: &SetNickname) -> Result<NameChange, Error> {
        let _alone = self.begin(actor, account, name).await?;
        let entry = match self.intend(actor, account, Deed::NameSet, wish(name)).await? {
            Intended::Open(entry) => entry,
            Intended::Before(result) => return Ok(change_of(&reply_from(&result))),
        };
        let reply = match self.call(account, name).await {
            Ok(reply) => reply,
            Err(error) => {
                self.parts.journal.close_failed(entry, &error).await;
                return Err(error);
            }
        };
        let change = change_of(&reply);
        let now = self.parts.clock.now();
        let audit = change.audit_id.map(|audit_id| NameAudit {
            component_appid: account.component_appid.clone(),
            appid: account.appid.clone(),
            audit_id,
            nick_name: name.nick_name.clone(),
            status: NameAuditStatus::InReview,
            reason: String::new(),
            submitted_at: now,
            decided_at: None,
        });
        let outcome = Outcome::Done { result: json!({"audit_id": change.audit_id, "wording": change.wording}) };
        self.parts
            .store
            .commit(async |w| {
                if let Some(audit) = &audit {
                    w.name_audit_keep(audit).await?;
                }
                w.journal_close(entry.id, &outcome, now).await
            })
            .await?;
        if audit.is_none() {
            self.note_profile(account).await;
        }
        Ok(change)
    }

    /// The latest reviews as they are stored, newest first.
    pub async fn name_audits(&self, actor: &Actor, account: &Account) -> Result<Vec<NameAudit>, Error> {
        self.may(actor, Action::AccountRead, account).await?;
        self.parts.authorizers.show(&Actor::System, &account.component_appid, &account.appid).await?;
        Ok(self.parts.store.name_audits(&account.component_appid, &account.appid, LISTED).await?)
    }

    /// One review, asked of WeChat and stored. One that was handed in elsewhere becomes known by this.
    pub async fn name_audit(&self, actor: &Actor, account: &Account, audit_id: i64) -> Result<NameAudit, Error> {
        self.may(actor, Action::AccountRead, account).await?;
        self.authorized(account).await?;
        self.look_at_name(account, audit_id).await
    }

    /// Asks about every review that has not ended as far as we know; gives how many still go on.
    pub(crate) async fn look_at_names(&self, account: &Account) -> Result<usize, Error> {
        let Account { component_appid, appid } = account;
        let known = self.parts.store.name_audits(component_appid, appid, LISTED).await?;
        let mut open = 0;
        for audit in known.iter().filter(|audit| audit.status == NameAuditStatus::InReview) {
            let now = self.look_at_name(account, audit.audit_id).await?;
            open += usize::from(now.status == NameAuditStatus::InReview);
        }
        Ok(open)
    }

    async fn look_at_name(&self, account: &Account, audit_id: i64) -> Result<NameAudit, Error> {
        let Account { component_appid, appid } = account;
        let shown = match self.call(account, &QueryNickname::new(audit_id)).await {
            Err(error) if error.errcode() == Some(UNKNOWN_AUDIT) => return Err(Error::NotFound(What::NameAudit)),
            other => other?,
        };
        let now = self.parts.clock.now();
        let known = self.parts.store.name_audit(component_appid, appid, audit_id).await?.unwrap_or_else(|| NameAudit {
            component_appid: component_appid.clone(),
            appid: appid.clone(),
            audit_id,
            nick_name: shown.nickname.clone().unwrap_or_default(),
            status: NameAuditStatus::InReview,
            reason: String::new(),
            submitted_at: shown.create_time.and_then(|secs| jiff::Timestamp::from_second(secs).ok()).unwrap_or(now),
            decided_at: None,
        });
        let was_open = known.status == NameAuditStatus::InReview;
        let status = shown.audit_stat.and_then(NameAuditStatus::from_number);
        let audit = known.seen(status, shown.fail_reason, now);
        match self.parts.store.commit(async |w| w.name_audit_keep(&audit).await).await {
            // Somebody learnt at the same moment how it ended.
            Err(wxfleet_store::Error::Stale) => {
                let ended = self.parts.store.name_audit(component_appid, appid, audit_id).await?;
                return ended.ok_or(Error::NotFound(What::NameAudit));
            }
            kept => kept?,
        }
        if was_open && audit.status == NameAuditStatus::Approved {
            self.note_profile(account).await;
        }
        Ok(audit)
    }
}

fn change_of(reply: &SetNicknameReply) -> NameChange {
    NameChange { audit_id: reply.audit_id.filter(|audit_id| *audit_id != 0), wording: reply.wording.clone() }
}
