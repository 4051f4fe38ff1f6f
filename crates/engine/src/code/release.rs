//! Going live and going back: release, rollback, gray release, visibility.

use jiff::Timestamp;
use serde_json::json;
use wxfleet_model::code::{CodeState, IllegalStep};
use wxfleet_model::journal::Deed;
use wxfleet_model::observation::Fact;
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::code::{
    ChangeVisitstatus, GetHistoryVersion, Getgrayreleaseplan, Getvisitstatus, Grayrelease, HistoryVersion, Release,
    Revertcoderelease, Revertgrayrelease, VisitAction,
};
use wxfleet_wechat::endpoint::{Endpoint, FieldError};

use super::{Account, Acted, Code, settle};
use crate::error::Error;
use crate::journal::{BEFORE, after};

/// How a gray release stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrayPlan {
    /// WeChat's number: 0 initial, 1 running, 2 paused, 3 finished, 4 deleted; `None` when there is no plan.
    pub status: Option<i64>,
    /// Share of users, 0 to 100.
    pub percentage: i64,
    /// When it was started.
    pub created_at: Option<Timestamp>,
}

impl Code {
    /// Puts the approved version live.
    pub async fn release(&self, actor: &Actor, account: &Account) -> Result<CodeState, Error> {
        let _alone = self.begin(actor, account).await?;
        let acted = self.act(actor, account, Deed::CodeRelease, json!({}), &Release::new()).await;
        if let Err(error) = &acted
            && let Some(errcode) = error.errcode()
        {
            self.note_second_release(account, errcode.0).await?;
        }
        self.after_change(account, acted?, CodeState::release).await
    }

    /// What WeChat answers for a release of what is online already is not documented.
    async fn note_second_release(&self, account: &Account, errcode: i64) -> Result<(), Error> {
        let (state, _) = self.store.code_state(&account.component_appid, &account.appid).await?;
        if state.audit.is_some_and(|slot| slot.released) {
            self.observations.note(Fact::SecondReleaseAnswer, &errcode.to_string()).await;
        }
        Ok(())
    }

    /// Takes the live version back: to the one before, or to one of the versions that WeChat lists.
    pub async fn roll_back(
        &self,
        actor: &Actor,
        account: &Account,
        app_version: Option<i64>,
    ) -> Result<CodeState, Error> {
        let _alone = self.begin(actor, account).await?;
        let mut endpoint = Revertcoderelease::new();
        endpoint.app_version = app_version;
        let before = settle::online_now(&self.look_at_versions(account).await?);
        let request = json!({"app_version": app_version, BEFORE: before});
        let acted = self.act(actor, account, Deed::CodeRollback, request, &endpoint).await?;
        self.after_change(account, acted, |state, _| state.roll_back()).await
    }

    /// Records a change of the online slot, then asks WeChat what is there now.
    async fn after_change<T>(
        &self,
        account: &Account,
        acted: Acted<T>,
        change: fn(CodeState, Timestamp) -> Result<CodeState, IllegalStep>,
    ) -> Result<CodeState, Error> {
        let state = if let Acted::Now(_, entry) = acted {
            let now = self.clock.now();
            let changed = |state: CodeState| change(state.clone(), now).unwrap_or(state);
            self.record(account, Some((entry, json!({}))), None, changed).await?
        } else {
            CodeState::default()
        };
        match self.look_at_versions(account).await {
            Ok(seen) => Ok(seen),
            Err(error) => {
                tracing::warn!(authorizer.appid = %account.appid, %error, "the versions could not be read after a change");
                Ok(state)
            }
        }
    }

    /// The versions that can be rolled back to.
    pub async fn versions(&self, actor: &Actor, account: &Account) -> Result<Vec<HistoryVersion>, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        let list = self.read(account, &GetHistoryVersion::new()).await?;
        Ok(list.version_list)
    }

    /// How the gray release stands.
    pub async fn gray_release(&self, actor: &Actor, account: &Account) -> Result<GrayPlan, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        let plan = self.read(account, &Getgrayreleaseplan::new()).await?.gray_release_plan;
        // Where there never was one WeChat tells of a plan that is all zeroes.
        let plan = plan.filter(|plan| (plan.status, plan.gray_percentage) != (0, 0));
        Ok(GrayPlan {
            status: plan.as_ref().map(|plan| plan.status),
            percentage: plan.as_ref().map_or(0, |plan| plan.gray_percentage),
            created_at: plan
                .and_then(|plan| Timestamp::from_second(plan.create_timestamp).ok())
                .filter(|at| at.as_second() > 0),
        })
    }

    /// Gives the approved version to a part of the users, or to more of them.
    pub async fn gray_release_start(&self, actor: &Actor, account: &Account, gray: Grayrelease) -> Result<(), Error> {
        gray.check().map_err(in_our_words)?;
        let request = serde_json::to_value(gray).unwrap_or_default();
        self.act_plainly(actor, account, Deed::GrayRelease, request, &gray).await
    }

    /// Ends the gray release: everybody has the old version again.
    pub async fn gray_release_end(&self, actor: &Actor, account: &Account) -> Result<(), Error> {
        self.act_plainly(actor, account, Deed::GrayReleaseEnd, json!({}), &Revertgrayrelease::new()).await
    }

    /// Whether users can reach the Mini Program.
    pub async fn visible(&self, actor: &Actor, account: &Account) -> Result<bool, Error> {
        self.may(actor, Action::CodeRead, account).await?;
        let visible = self.read(account, &Getvisitstatus::new()).await?.visible();
        self.note_visible(account, visible).await?;
        Ok(visible)
    }

    /// Opens or closes the Mini Program for its users.
    pub async fn set_visible(&self, actor: &Actor, account: &Account, visible: bool) -> Result<(), Error> {
        let action = if visible { VisitAction::Open } else { VisitAction::Close };
        let known = self.store.authorizer_by_appid(&account.component_appid, &account.appid).await?;
        let before = known.map(|known| json!({"visible": known.closed_at.is_none()}));
        let request = after(before.unwrap_or_default(), json!({"visible": visible}));
        self.act_plainly(actor, account, Deed::VisitStatus, request, &ChangeVisitstatus::new(action)).await?;
        self.note_visible(account, visible).await
    }

    /// Keeps what was learnt, so that lists and counts know it without asking.
    pub(super) async fn note_visible(&self, account: &Account, visible: bool) -> Result<(), Error> {
        let Account { component_appid, appid } = account;
        let known = self.store.authorizer_by_appid(component_appid, appid).await?;
        if known.is_none_or(|known| known.closed_at.is_none() == visible) {
            return Ok(());
        }
        let closed_at = (!visible).then(|| self.clock.now());
        Ok(self.store.commit(async |w| w.authorizer_closed_store(component_appid, appid, closed_at).await).await?)
    }
}

/// The share of users has another name in our API than in WeChat's.
fn in_our_words(error: FieldError) -> FieldError {
    match error.field.as_str() {
        "gray_percentage" => FieldError { field: "percentage".into(), ..error },
        _ => error,
    }
}
