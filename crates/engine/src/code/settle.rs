//! Finding out how an action ended whose answer we never saw: the process died, or the connection did.
//!
//! The question is put to WeChat, never by repeating the action. Each deed has its own way of showing that it
//! happened; where there is none, the entry is closed as not to be found out.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use wxfleet_model::audit::AuditStatus;
use wxfleet_model::code::{CodeState, Version};
use wxfleet_model::journal::{Deed, JournalEntry, Outcome};
use wxfleet_wechat::code::{Getgrayreleaseplan, Getversioninfo, Getvisitstatus};
use wxfleet_wechat::id::TemplateId;

use super::{Account, Code};
use crate::error::Error;
use crate::journal::BEFORE;

/// Our clock and WeChat's may differ by this much, and WeChat's times are whole seconds.
const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// Whether a deed touches an account's code.
pub(crate) fn concerns(deed: Deed) -> bool {
    CODE_DEEDS.contains(&deed)
}

/// The deeds that touch an account's code.
const CODE_DEEDS: &[Deed] = &[
    Deed::CodeCommit,
    Deed::AuditSubmit,
    Deed::AuditWithdraw,
    Deed::AuditSpeedup,
    Deed::CodeRelease,
    Deed::CodeRollback,
    Deed::GrayRelease,
    Deed::GrayReleaseEnd,
    Deed::VisitStatus,
];

impl Code {
    /// Settles what earlier actions on the account left open. The caller holds the account's lock. Fails when it
    /// cannot be found out now: nothing may be done on the account before.
    pub(super) async fn settle(&self, account: &Account) -> Result<Vec<JournalEntry>, Error> {
        let Account { component_appid, appid } = account;
        let open = self.journal.left_open(component_appid, Some(appid), CODE_DEEDS).await?;
        let mut settled = Vec::with_capacity(open.len());
        for entry in open {
            let outcome = self.find_out(account, &entry).await?;
            settled.push(self.journal.settled(entry, outcome).await?);
        }
        Ok(settled)
    }

    /// Settles an account's open entries on behalf of the reconciling task.
    pub(crate) async fn settle_account(&self, account: &Account) -> Result<usize, Error> {
        let _alone = self.acting.hold(account).await;
        Ok(self.settle(account).await?.len())
    }

    async fn find_out(&self, account: &Account, entry: &JournalEntry) -> Result<Outcome, Error> {
        let request = &entry.intent.request;
        let since = entry.intent.opened_at;
        let done = match entry.intent.deed {
            Deed::CodeCommit => self.was_committed(account, request, since).await?.then(|| json!({})),
            Deed::AuditSubmit => self.was_submitted(account, since).await?,
            Deed::AuditWithdraw => {
                let latest = self.look_at_latest(account).await?;
                latest.is_some_and(|audit| audit.status == AuditStatus::Withdrawn).then(|| json!({}))
            }
            Deed::CodeRelease => self.was_put_online(account, since).await?.then(|| json!({})),
            Deed::CodeRollback => self.was_rolled_back(account, request, since).await?.then(|| json!({})),
            Deed::GrayRelease => {
                let plan = self.ask(account, &Getgrayreleaseplan::new()).await?.gray_release_plan;
                let wanted = request["gray_percentage"].as_i64();
                plan.is_some_and(|plan| plan.status == 1 && Some(plan.gray_percentage) == wanted).then(|| json!({}))
            }
            Deed::GrayReleaseEnd => {
                let plan = self.ask(account, &Getgrayreleaseplan::new()).await?.gray_release_plan;
                plan.is_none_or(|plan| plan.status != 1).then(|| json!({}))
            }
            Deed::VisitStatus => {
                let visible = self.ask(account, &Getvisitstatus::new()).await?.visible();
                self.note_visible(account, visible).await?;
                (request["visible"].as_bool() == Some(visible)).then(|| json!({}))
            }
            _ => {
                let reason = "interrupted; WeChat does not show whether it happened".to_owned();
                return Ok(Outcome::Failed { reason });
            }
        };
        Ok(match done {
            Some(result) => Outcome::Done { result },
            None => Outcome::Failed { reason: "interrupted; WeChat shows that it did not happen".to_owned() },
        })
    }

    async fn ask<E: wxfleet_wechat::endpoint::Endpoint<Token = wxfleet_wechat::secret::AuthorizerAccessToken>>(
        &self,
        account: &Account,
        endpoint: &E,
    ) -> Result<E::Reply, Error> {
        self.tokens.call_authorizer(&account.component_appid, &account.appid, endpoint).await
    }

    async fn was_committed(&self, account: &Account, request: &Value, since: Timestamp) -> Result<bool, Error> {
        let info = self.ask(account, &Getversioninfo::new()).await?;
        let found = info.exp_info.filter(|exp| {
            request["user_version"].as_str() == Some(&exp.exp_version)
                && request["user_desc"].as_str() == Some(&exp.exp_desc)
                && happened_since(exp.exp_time, since)
        });
        let Some(exp) = found else { return Ok(false) };
        let version = Version {
            since: Timestamp::from_second(exp.exp_time).unwrap_or(since),
            user_version: exp.exp_version,
            user_desc: exp.exp_desc,
            template_id: request["template_id"].as_i64().map(TemplateId),
        };
        self.record(account, None, None, |state| state.commit(version.clone())).await?;
        Ok(true)
    }

    async fn was_submitted(&self, account: &Account, since: Timestamp) -> Result<Option<Value>, Error> {
        let latest = self.look_at_latest(account).await?;
        Ok(latest.filter(|audit| audit.submitted_at >= since - SKEW).map(|audit| json!({"auditid": audit.auditid})))
    }

    async fn was_put_online(&self, account: &Account, since: Timestamp) -> Result<bool, Error> {
        let info = self.ask(account, &Getversioninfo::new()).await?;
        let happened = info.release_info.is_some_and(|live| happened_since(live.release_time, since));
        if happened {
            self.look_at_versions(account).await?;
        }
        Ok(happened)
    }

    /// A version that is taken back to keeps the time at which it first went live, so it is held against what was
    /// online before.
    async fn was_rolled_back(&self, account: &Account, request: &Value, since: Timestamp) -> Result<bool, Error> {
        let before = &request[BEFORE];
        if before.is_null() {
            return self.was_put_online(account, since).await;
        }
        let seen = self.look_at_versions(account).await?;
        Ok(online_now(&seen) != *before)
    }
}

/// What is online, as an intent remembers it.
pub(super) fn online_now(state: &CodeState) -> Value {
    state.online.as_ref().map_or(
        Value::Null,
        |online| json!({"user_version": online.user_version, "since": online.since.as_millisecond()}),
    )
}

fn happened_since(epoch_secs: i64, since: Timestamp) -> bool {
    epoch_secs >= (since - SKEW).as_second()
}
