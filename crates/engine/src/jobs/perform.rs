//! One account of a job: the verb, and what its answer means for the item.
//!
//! * Done, or so already: over.
//! * There is nothing to be done to such an account, since its authorization is gone or it is of another kind: skipped.
//! * It may go better later: put off. A limit of WeChat's is waited for as long as it lasts; anything else a few times.
//! * Otherwise it failed, with what is needed to explain why.
//!
//! An item that was tried before, or that another process left behind, may be done already. The verb settles what is still
//! open; what was settled in between stands in the journal.

use jiff::{SignedDuration, Timestamp};
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_model::domain::Family;
use wxfleet_model::job::{Binding, End, Job, Skip, Trouble, Work, next_try};
use wxfleet_model::journal::{Deed, JournalEntry, Outcome};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Actor;
use wxfleet_store::{ClaimedItem, JournalFilter};
use wxfleet_wechat::client;
use wxfleet_wechat::errcode::Kind;

use super::Jobs;
use crate::code::Account;
use crate::error::{Conflict, Error, NotReady, What};
use crate::testers::TesterName;
use crate::tokens::limit_ends_at;

/// While the platform cannot call at all, a job looks again so often.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(1);
/// How many entries of the journal tell whether an account was done.
const ENTRIES: u32 = 5;

/// What became of an item for now.
#[derive(Debug)]
pub(super) enum Turn {
    /// It has its end.
    Over(End),
    /// It waits.
    Later {
        /// Until when.
        until: Timestamp,
        /// After so many tries that count.
        tries: u32,
        /// What was in the way.
        trouble: Trouble,
        /// What waits.
        rest: Rest,
    },
}

/// What waits when something is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// This account.
    Item,
    /// The whole job: it would meet the same with each account.
    Job,
}

impl Jobs {
    /// Does one account's part. Fails only where our own database does.
    pub(super) async fn perform(&self, actor: &Actor, job: &Job, item: &ClaimedItem) -> Result<Turn, Error> {
        let account = Account { component_appid: job.component_appid.clone(), appid: item.appid.clone() };
        let was_tried = item.tries > 1 || item.left_since.is_some();
        if was_tried && self.was_done(job, &account).await? {
            return Ok(Turn::Over(End::Done));
        }
        match self.act(actor, job, &account).await {
            Ok(end) => Ok(Turn::Over(end)),
            Err(Error::Store(error @ wxfleet_store::Error::Unavailable(_))) => Err(error.into()),
            Err(error) => Ok(self.turn_of(job, item, &error)),
        }
    }

    async fn act(&self, actor: &Actor, job: &Job, account: &Account) -> Result<End, Error> {
        let Account { component_appid, appid } = account;
        let known = self.store.authorizer_by_appid(component_appid, appid).await?;
        let known = known.ok_or(Error::NotFound(What::Authorizer))?;
        match &job.work {
            Work::Labels { add, remove } => {
                let one = std::slice::from_ref(appid);
                let labelled = self.authorizers.label_many(actor, component_appid, one, add, remove).await?;
                Ok(if labelled.changed > 0 { End::Done } else { End::Already })
            }
            Work::Refresh if known.status == AuthorizerStatus::Unauthorized => Ok(End::Skipped(Skip::Unauthorized)),
            Work::Refresh => self.authorizers.refresh(actor, component_appid, appid).await.map(|_| End::Done),
            Work::Domains { family, change } => {
                let changed = self.domains.change(actor, account, *family, change.clone()).await?;
                Ok(match (changed.dropped.is_empty(), changed.already) {
                    (false, _) => End::Failed(Trouble::NotRegistered { entries: changed.dropped }),
                    (true, true) => End::Already,
                    (true, false) => End::Done,
                })
            }
            Work::Tester { turn: Binding::Bind, wechatid } => {
                let bound = self.testers.bind(actor, account, wechatid).await?;
                Ok(if bound.already { End::Already } else { End::Done })
            }
            Work::Tester { turn: Binding::Unbind, wechatid } => {
                let who = TesterName::Wechatid(wechatid.clone());
                self.testers.unbind(actor, account, who).await.map(|()| End::Done)
            }
        }
    }

    /// Whether the journal tells that this was done since the job was asked for.
    async fn was_done(&self, job: &Job, account: &Account) -> Result<bool, Error> {
        let (deed, wish) = match &job.work {
            Work::Domains { family: Family::Server, change } => (Deed::ServerDomains, serde_json::to_value(change)),
            Work::Domains { family: Family::Webview, change } => (Deed::WebviewDomains, serde_json::to_value(change)),
            Work::Tester { turn, wechatid } => {
                let deed = if *turn == Binding::Bind { Deed::TesterBind } else { Deed::TesterUnbind };
                (deed, Ok(serde_json::json!({"wechatid": wechatid})))
            }
            // These come to the same when they are done twice.
            Work::Labels { .. } | Work::Refresh => return Ok(false),
        };
        let wish = wish.unwrap_or_default();
        let filter = JournalFilter {
            component_appid: Some(account.component_appid.clone()),
            appid: Some(account.appid.clone()),
            deed: Some(deed),
            since: Some(job.made_at),
            ..JournalFilter::default()
        };
        let entries = self.store.journal(&filter, &PageRequest { limit: ENTRIES, after: None }).await?.items;
        let is_done = |entry: &JournalEntry| {
            matches!(entry.outcome, Some((Outcome::Done { .. }, _))) && entry.intent.is_same_wish(&wish)
        };
        Ok(entries.first().is_some_and(is_done))
    }

    fn turn_of(&self, job: &Job, item: &ClaimedItem, error: &Error) -> Turn {
        if let Some(skip) = skipped(error) {
            return Turn::Over(End::Skipped(skip));
        }
        let now = self.clock.now();
        let trouble = trouble_of(error);
        let waits = |until, rest| Turn::Later { until, tries: item.tries - 1, trouble: trouble.clone(), rest };
        if let Some(until) = error.kind().and_then(|kind| limit_ends_at(kind, now)) {
            return waits(until, if job.work.is_by_platform() { Rest::Job } else { Rest::Item });
        }
        match error {
            Error::NotReady(NotReady::PlatformRefused { retry_in_secs, .. }) => {
                waits(now + SignedDuration::from_secs((*retry_in_secs).max(1)), Rest::Job)
            }
            Error::NotReady(_) => waits(now + LOOK_AGAIN, Rest::Job),
            _ if may_pass(error) => match next_try(item.tries, now) {
                Some(until) => Turn::Later { until, tries: item.tries, trouble, rest: Rest::Item },
                None => Turn::Over(End::Failed(trouble)),
            },
            _ => Turn::Over(End::Failed(trouble)),
        }
    }
}

/// Why there is nothing to be done to an account, if that is what the error says.
fn skipped(error: &Error) -> Option<Skip> {
    match error {
        Error::NotFound(What::Authorizer | What::Component) => Some(Skip::Gone),
        Error::Conflict(Conflict::Unauthorized) => Some(Skip::Unauthorized),
        Error::Conflict(Conflict::Reauthorize) => Some(Skip::Reauthorize),
        Error::Conflict(Conflict::NoApiAbility) => Some(Skip::NoApiAbility),
        Error::Conflict(Conflict::NotAMiniProgram) => Some(Skip::NotAMiniProgram),
        _ => match error.kind() {
            Some(Kind::AuthorizationLost) => Some(Skip::Unauthorized),
            Some(Kind::RefreshTokenInvalid) => Some(Skip::Reauthorize),
            _ => None,
        },
    }
}

/// Whether the same may go better in a while although nobody does anything about it.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::WeChat { cause, .. } => {
            matches!(cause.kind(), Kind::Busy | Kind::TokenStale | Kind::TicketUnusable | Kind::PlatformRefused)
        }
        Error::Conflict(Conflict::Unsettled(_) | Conflict::Raced)
        | Error::Store(wxfleet_store::Error::Stale | wxfleet_store::Error::Taken) => true,
        _ => false,
    }
}

/// What is kept of an error, so that it can be explained later.
fn trouble_of(error: &Error) -> Trouble {
    match error {
        Error::WeChat { cause: client::Error::Api { errcode, errmsg, rid, .. }, .. } => {
            Trouble::Refused { errcode: *errcode, errmsg: errmsg.clone(), rid: rid.clone() }
        }
        Error::WeChat { .. } => Trouble::NoAnswer,
        Error::NotRegistered { entries, .. } => Trouble::NotRegistered { entries: entries.clone() },
        Error::NotReady(_) => Trouble::PlatformNotReady,
        Error::Conflict(Conflict::Unsettled(_) | Conflict::Raced) => Trouble::Unsettled,
        Error::Invalid { expects_en, expects_zh, .. } => {
            Trouble::Unfit { en: expects_en.clone(), zh: expects_zh.clone() }
        }
        other => {
            tracing::error!(error = %other, "an account of a job failed for a reason of our own");
            Trouble::Ours
        }
    }
}
