//! Handing code in for WeChat's audit, following it, taking it back.
//!
//! WeChat's audit events name neither the submission nor the version, so they are hints: `get_latest_auditstatus`
//! decides, whether an event or the clock made us ask.

use jiff::Timestamp;
use serde_json::json;
use wxfleet_model::audit::{Audit, AuditStatus, next_watch};
use wxfleet_model::code::Version;
use wxfleet_model::journal::Deed;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::code::{
    AuditItem, GetAuditstatus, GetCategory, GetLatestAuditstatus, GetPage, LatestAudit, Speedupaudit, SubmitAudit,
    Undocodeaudit,
};
use wxfleet_wechat::endpoint::Endpoint;
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::Auditid;

use super::{Account, Acted, Code};
use crate::error::{Conflict, Error, What};

/// Nothing was ever submitted.
const NEVER_SUBMITTED: Errcode = Errcode(85058);

/// There is no category to be reviewed under.
const NO_CATEGORY: Errcode = Errcode(85008);

impl Code {
    /// Hands the trial version in. Without items, the account's first category and first page are taken.
    pub async fn submit_audit(
        &self,
        actor: &Actor,
        account: &Account,
        mut submit: SubmitAudit,
    ) -> Result<Auditid, Error> {
        let _alone = self.begin(actor, account).await?;
        submit.check_beside_items()?;
        if submit.item_list.is_empty() {
            submit.item_list = vec![self.usual_item(account).await?];
        }
        submit.check()?;
        let request = serde_json::to_value(&submit).unwrap_or_default();
        let submitted = match self.act(actor, account, Deed::AuditSubmit, request, &submit).await? {
            Acted::Before(result) => {
                self.look(account).await?;
                return serde_json::from_value(result["auditid"].clone()).map_err(|_| Error::NotFound(What::Audit));
            }
            Acted::Now(submitted, entry) => (submitted.auditid, entry),
        };
        let (auditid, entry) = submitted;
        let now = self.clock.now();
        let (known, _) = self.store.code_state(&account.component_appid, &account.appid).await?;
        let version = known.trial.map_or_else(|| unknown_version(now), |trial| Version { since: now, ..trial });
        let audit = audit_of(account, auditid, AuditStatus::InReview, &version, now);
        self.record(account, Some((entry, json!({"auditid": auditid}))), Some(audit), |state| {
            let seen = state.clone();
            state
                .submit(auditid, now)
                .unwrap_or_else(|_| seen.observe_audit(auditid, AuditStatus::InReview, version.clone()))
        })
        .await?;
        Ok(auditid)
    }

    /// An item made of the first category and the first page. Where there is no category, that is the merchant's to mend,
    /// as it is when WeChat finds none.
    async fn usual_item(&self, account: &Account) -> Result<AuditItem, Error> {
        let Account { component_appid, appid } = account;
        let categories = self.tokens.call_authorizer(component_appid, appid, &GetCategory::new()).await?;
        let category = categories.category_list.first();
        let category = category.ok_or_else(|| Error::refused_unasked(SubmitAudit::ID, NO_CATEGORY))?;
        let pages = self.tokens.call_authorizer(component_appid, appid, &GetPage::new()).await?;
        let mut item = AuditItem::new(category);
        item.address = pages.page_list.into_iter().next();
        Ok(item)
    }

    /// The submissions we know of, newest first.
    pub async fn audits(&self, actor: &Actor, account: &Account, page: PageRequest) -> Result<Page<Audit>, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        self.authorizers.show(actor, &account.component_appid, &account.appid).await?;
        Ok(self.store.audits(&account.component_appid, &account.appid, &page).await?)
    }

    /// The newest submission, asked of WeChat and stored. Fails with WeChat's refusal when nothing was ever submitted.
    pub async fn latest_audit(&self, actor: &Actor, account: &Account) -> Result<Audit, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        self.ask_for_latest(account).await
    }

    /// One submission, asked of WeChat and stored.
    pub async fn audit(&self, actor: &Actor, account: &Account, auditid: Auditid) -> Result<Audit, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        self.authorizers.mini_program(&account.component_appid, &account.appid).await?;
        self.ask_about(account, auditid).await
    }

    async fn ask_about(&self, account: &Account, auditid: Auditid) -> Result<Audit, Error> {
        let Account { component_appid, appid } = account;
        let result = self.tokens.call_authorizer(component_appid, appid, &GetAuditstatus::new(auditid)).await?;
        let known = self.store.audit_by_id(component_appid, appid, auditid).await?;
        let now = self.clock.now();
        let mut audit = known
            .clone()
            .unwrap_or_else(|| audit_of(account, auditid, AuditStatus::InReview, &unknown_version(now), now));
        let status = AuditStatus::from_wechat(result.status.number()).unwrap_or(audit.status);
        let screenshots = result.screenshots().into_iter().map(str::to_owned).collect();
        self.decide(&mut audit, status, &result.reason, screenshots);
        self.store_audit(account, known, audit.clone()).await?;
        Ok(audit)
    }

    /// Asks about one submission on behalf of the watching task.
    pub(crate) async fn watch(&self, account: &Account, auditid: Auditid) -> Result<AuditStatus, Error> {
        Ok(self.ask_about(account, auditid).await?.status)
    }

    /// Takes the submission back. WeChat allows it a few times a day and ten times a month.
    pub async fn withdraw_audit(&self, actor: &Actor, account: &Account) -> Result<Audit, Error> {
        let _alone = self.begin(actor, account).await?;
        self.settle(account).await?;
        // Looked at first: a withdrawal counts against the quota, and an audit that has ended cannot be withdrawn.
        let audit = self.look_at_latest(account).await?.filter(|audit| audit.status.is_pending());
        let Some(mut audit) = audit else {
            return Err(Conflict::NothingInReview.into());
        };
        let request = json!({"auditid": audit.auditid});
        let acted = self.act(actor, account, Deed::AuditWithdraw, request, &Undocodeaudit::new()).await?;
        self.decide(&mut audit, AuditStatus::Withdrawn, "", Vec::new());
        let closing = match acted {
            Acted::Now(_, entry) => Some((entry, json!({}))),
            Acted::Before(_) => None,
        };
        self.record(account, closing, Some(audit.clone()), |state| {
            let seen = state.clone();
            state.withdraw().unwrap_or(seen)
        })
        .await?;
        Ok(audit)
    }

    /// Asks WeChat to review a submission sooner, against the platform's monthly quota.
    pub async fn speed_up_audit(&self, actor: &Actor, account: &Account, auditid: Auditid) -> Result<(), Error> {
        let request = json!({"auditid": auditid});
        self.act_plainly(actor, account, Deed::AuditSpeedup, request, &Speedupaudit::new(auditid)).await
    }

    /// Asks WeChat for the newest submission and stores what it says; `None` when there never was one.
    pub(crate) async fn look_at_latest(&self, account: &Account) -> Result<Option<Audit>, Error> {
        match self.ask_for_latest(account).await {
            Ok(latest) => Ok(Some(latest)),
            Err(error) if error.errcode() == Some(NEVER_SUBMITTED) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn ask_for_latest(&self, account: &Account) -> Result<Audit, Error> {
        let Account { component_appid, appid } = account;
        let latest = self.tokens.call_authorizer(component_appid, appid, &GetLatestAuditstatus::new()).await?;
        let known = self.store.audit_by_id(component_appid, appid, latest.auditid).await?;
        let audit = self.merge(account, known.clone(), &latest);
        self.store_audit(account, known, audit.clone()).await?;
        Ok(audit)
    }

    fn merge(&self, account: &Account, known: Option<Audit>, latest: &LatestAudit) -> Audit {
        let now = self.clock.now();
        let submitted_at =
            latest.submit_audit_time.and_then(|secs| Timestamp::from_second(secs).ok()).filter(|at| at.as_second() > 0);
        let mut audit = known.unwrap_or_else(|| {
            let version = Version {
                user_version: latest.user_version.clone(),
                user_desc: latest.user_desc.clone(),
                template_id: None,
                since: submitted_at.unwrap_or(now),
            };
            audit_of(account, latest.auditid, AuditStatus::InReview, &version, version.since)
        });
        if !latest.user_version.is_empty() {
            audit.user_version = Some(latest.user_version.clone());
            audit.user_desc = Some(latest.user_desc.clone());
        }
        let status = AuditStatus::from_wechat(latest.status.number()).unwrap_or(audit.status);
        let screenshots = latest.screenshots().into_iter().map(str::to_owned).collect();
        self.decide(&mut audit, status, &latest.reason, screenshots);
        audit
    }

    /// Takes over what WeChat says about a submission.
    fn decide(&self, audit: &mut Audit, status: AuditStatus, reason: &str, screenshots: Vec<String>) {
        let now = self.clock.now();
        let was_pending = audit.status.is_pending();
        audit.status = status;
        if !reason.is_empty() {
            audit.reason = Some(reason.to_owned());
        }
        if !screenshots.is_empty() {
            audit.screenshots = screenshots;
        }
        if status.is_pending() {
            audit.decided_at = None;
            audit.watch_at = Some(next_watch(audit.submitted_at, now));
        } else {
            if was_pending || audit.decided_at.is_none() {
                audit.decided_at = Some(now);
            }
            audit.watch_at = None;
        }
    }

    /// Stores what became of a submission; `before` is what was stored of it.
    async fn store_audit(&self, account: &Account, before: Option<Audit>, audit: Audit) -> Result<(), Error> {
        let Account { component_appid, appid } = account;
        if before.as_ref() == Some(&audit) {
            return Ok(());
        }
        let decided = before.is_some_and(|before| before.status != audit.status) && !audit.status.is_pending();
        let version = Version {
            user_version: audit.user_version.clone().unwrap_or_default(),
            user_desc: audit.user_desc.clone().unwrap_or_default(),
            template_id: None,
            since: audit.submitted_at,
        };
        let (auditid, status, reason) = (audit.auditid, audit.status, audit.reason.clone());
        self.record(account, None, Some(audit), |state| state.observe_audit(auditid, status, version.clone())).await?;
        if decided {
            let result = json!({"auditid": auditid, "status": status, "reason": reason});
            let entry = self.journal.local_on(&Actor::System, Deed::AuditDecide, component_appid, appid, json!({}));
            self.store.commit(async |w| entry.write_with(w, result).await).await?;
            tracing::info!(authorizer.appid = %appid, audit.auditid = auditid.0, audit.status = %status, "WeChat decided an audit");
        }
        Ok(())
    }
}

fn audit_of(account: &Account, auditid: Auditid, status: AuditStatus, version: &Version, at: Timestamp) -> Audit {
    Audit {
        component_appid: account.component_appid.clone(),
        appid: account.appid.clone(),
        auditid,
        status,
        reason: None,
        screenshots: Vec::new(),
        user_version: Some(version.user_version.clone()).filter(|name| !name.is_empty()),
        user_desc: Some(version.user_desc.clone()).filter(|desc| !desc.is_empty()),
        submitted_at: at,
        decided_at: None,
        watch_at: status.is_pending().then(|| next_watch(at, at)),
    }
}

fn unknown_version(since: Timestamp) -> Version {
    Version { user_version: String::new(), user_desc: String::new(), template_id: None, since }
}
