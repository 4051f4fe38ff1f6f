//! Jobs: one thing done to many accounts at once.
//!
//! Asking for one stores what is to be done and to which accounts, with one entry of the journal, and returns; the task
//! `jobs` does the rest. Each account goes through the same verb as when it is done by hand, in the name of whoever asked,
//! so locks, journal, limits and the finding out of lost answers hold as they do there, and what a person may do no more is
//! not done in their name either.
//!
//! `fill`: entering the accounts. `run`: taking items and carrying them out. `perform`: one account, and what came of it.

mod fill;
mod perform;
mod run;

use std::sync::Arc;

use serde_json::json;
use tokio::sync::Notify;
use wxfleet_model::clock::Clock;
use wxfleet_model::job::{ItemStateWord, Job, JobId, JobItem, JobKind, Maker, Stop, Work};
use wxfleet_model::journal::Deed;
use wxfleet_model::label;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::{Action, Actor, Limits};
use wxfleet_store::{AuthorizerFilter, JobFilter, Selection, Store};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizers::{Authorizers, unfit_labels};
use crate::components::Components;
use crate::domains::{self, Domains};
use crate::error::{Conflict, Error, What};
use crate::gate;
use crate::journal::Journal;
use crate::testers::{self, Testers};

/// Accounts that can be picked one by one; whoever wants more names a filter.
pub const MOST_PICKED: usize = 5_000;
/// Failed items that are taken up again in one commit.
const RETRIED_AT_ONCE: u32 = 500;

/// The service.
#[derive(Clone)]
pub struct Jobs {
    store: Store,
    clock: Arc<dyn Clock>,
    components: Components,
    authorizers: Authorizers,
    domains: Domains,
    testers: Testers,
    journal: Journal,
    wake: Arc<Notify>,
}

/// What the service is made of.
pub(crate) struct Parts {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) components: Components,
    pub(crate) authorizers: Authorizers,
    pub(crate) domains: Domains,
    pub(crate) testers: Testers,
    pub(crate) journal: Journal,
}

/// Which accounts are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accounts {
    /// These.
    Picked(Vec<Appid>),
    /// All that pass this filter.
    Matching(AuthorizerFilter),
}

impl Jobs {
    pub(crate) fn new(parts: Parts) -> Self {
        let Parts { store, clock, components, authorizers, domains, testers, journal } = parts;
        Self { store, clock, components, authorizers, domains, testers, journal, wake: Arc::default() }
    }

    /// Asks for something to be done to these accounts. Refused at once: what the actor may not do to each of them, and
    /// what could be done to none.
    pub async fn create(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        work: Work,
        accounts: Accounts,
    ) -> Result<Job, Error> {
        let limits = admitted(actor, &work, component)?;
        self.components.live(component).await?;
        let work = sound(work)?;
        let (selection, count) = self.selected(component, accounts, limits).await?;
        let maker = Maker::of(actor).ok_or(Error::NotFound(What::Job))?;
        let job = Job::new(component.clone(), work, (maker, actor.label()), self.clock.now());
        let request = json!({"id": job.id.0, "accounts": count, "work": job.work});
        let entry = self.journal.local(actor, Deed::JobCreate, component, request);
        self.store
            .commit(async |w| {
                w.job_insert(&job, &selection).await?;
                entry.write_done(w).await
            })
            .await?;
        self.wake.notify_one();
        Ok(job)
    }

    /// How many accounts are meant, for whoever is about to ask for something to be done to them.
    pub async fn count(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        work_action: Action,
        accounts: Accounts,
    ) -> Result<u64, Error> {
        let limits = gate::for_list(actor, work_action)?;
        gate::on_component(actor, Action::AuthorizerRead, component)?;
        self.components.live(component).await?;
        Ok(self.selected(component, accounts, limits).await?.1)
    }

    /// The jobs over the accounts of a component, the newest first. A key that is limited to labels sees its own.
    pub async fn list(&self, actor: &Actor, component: &ComponentAppid, page: PageRequest) -> Result<Page<Job>, Error> {
        let maker = seen_of(actor, component)?;
        self.components.live(component).await?;
        let filter = JobFilter { component_appid: component.clone(), maker };
        Ok(self.store.jobs(&filter, &page).await?)
    }

    /// One job.
    pub async fn show(&self, actor: &Actor, component: &ComponentAppid, id: JobId) -> Result<Job, Error> {
        let maker = seen_of(actor, component)?;
        self.components.live(component).await?;
        let job = self
            .store
            .job_by_id(id)
            .await?
            .filter(|job| job.component_appid == *component && maker.is_none_or(|maker| maker == job.maker));
        job.ok_or(Error::NotFound(What::Job))
    }

    /// The accounts of a job, all or those that stand so.
    pub async fn items(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        id: JobId,
        state: Option<ItemStateWord>,
        page: PageRequest,
    ) -> Result<Page<JobItem>, Error> {
        self.show(actor, component, id).await?;
        Ok(self.store.job_items(id, state, &page).await?)
    }

    /// The account of a job that is tried again next, where something held some up.
    pub async fn held_up(
        &self,
        actor: &Actor,
        component: &ComponentAppid,
        id: JobId,
    ) -> Result<Option<JobItem>, Error> {
        self.show(actor, component, id).await?;
        Ok(self.store.job_held_up(id, self.clock.now()).await?)
    }

    /// Stops a job. Accounts that are under way come to their end; the rest stay as they are.
    pub async fn cancel(&self, actor: &Actor, component: &ComponentAppid, id: JobId) -> Result<Job, Error> {
        let job = self.show(actor, component, id).await?;
        admitted(actor, &job.work, component)?;
        self.stop(actor, &job, Stop::Asked).await?;
        self.show(actor, component, id).await
    }

    /// Tries once more what failed.
    pub async fn retry(&self, actor: &Actor, component: &ComponentAppid, id: JobId) -> Result<Job, Error> {
        let job = self.show(actor, component, id).await?;
        admitted(actor, &job.work, component)?;
        let to = job.state.retry(&job.counts).map_err(Conflict::from)?;
        let now = self.clock.now();
        let request = json!({"id": id.0, "accounts": job.counts.failed});
        let entry = self.journal.local(actor, Deed::JobRetry, component, request);
        self.store
            .commit(async |w| {
                w.job_move(id, &job.state, &to, now).await?;
                entry.write_done(w).await
            })
            .await?;
        while self.store.job_retry_failed(id, now, RETRIED_AT_ONCE).await? > 0 {}
        self.wake.notify_one();
        self.show(actor, component, id).await
    }

    /// What wakes the task.
    pub(crate) fn waker(&self) -> Arc<Notify> {
        Arc::clone(&self.wake)
    }

    async fn stop(&self, actor: &Actor, job: &Job, why: Stop) -> Result<(), Error> {
        let now = self.clock.now();
        let to = job.state.cancel(now, why).map_err(Conflict::from)?;
        let request = json!({"id": job.id.0, "left": job.counts.left(), "why": why});
        let entry = self.journal.local(actor, Deed::JobCancel, &job.component_appid, request);
        self.store
            .commit(async |w| {
                w.job_move(job.id, &job.state, &to, now).await?;
                entry.write_done(w).await
            })
            .await?;
        Ok(())
    }

    /// The accounts as they are kept with the job, and how many they are.
    async fn selected(
        &self,
        component: &ComponentAppid,
        accounts: Accounts,
        limits: Limits,
    ) -> Result<(Selection, u64), Error> {
        match accounts {
            Accounts::Picked(mut appids) => {
                appids.sort_unstable();
                appids.dedup();
                if appids.is_empty() || appids.len() > MOST_PICKED {
                    return Err(Error::invalid("appids", "must be 1 to 5000 accounts", "必须是 1 到 5000 个账号"));
                }
                let known = self.store.authorizers_known(component, &appids, &limits).await?;
                if let Some(appid) = appids.iter().find(|appid| !known.contains(*appid)) {
                    return Err(Error::invalid(
                        "appids",
                        &format!("holds {appid}, which is not an account of this component"),
                        &format!("中的 {appid} 不是该第三方平台下的账号"),
                    ));
                }
                let count = appids.len() as u64;
                Ok((Selection::Picked { appids }, count))
            }
            Accounts::Matching(filter) => {
                let filter = AuthorizerFilter { limits, ..filter };
                match self.store.authorizer_count(component, &filter).await? {
                    0 => Err(Error::invalid("filter", "matches no account", "没有符合条件的账号")),
                    count => Ok((Selection::Matching { filter: Box::new(filter) }, count)),
                }
            }
        }
    }
}

/// Whether the actor may ask for this, and within which limits. Labels decide who reaches an account, so a key that is
/// limited to some sets none.
fn admitted(actor: &Actor, work: &Work, component: &ComponentAppid) -> Result<Limits, Error> {
    if matches!(work, Work::Labels { .. }) {
        gate::on_component(actor, work.action(), component)?;
    }
    let limits = gate::for_list(actor, work.action())?;
    if !limits.hold_component(component) {
        return Err(Error::NotFound(What::Component));
    }
    Ok(limits)
}

/// Whose jobs the actor sees; `None`: everybody's.
fn seen_of(actor: &Actor, component: &ComponentAppid) -> Result<Option<Maker>, Error> {
    gate::on_component(actor, Action::AuthorizerRead, component)?;
    let limits = gate::for_list(actor, Action::AuthorizerRead)?;
    Ok(if limits.labels.is_empty() { None } else { Maker::of(actor) })
}

/// What is asked for as it is carried out; what WeChat or we would refuse for every account is refused here.
fn sound(work: Work) -> Result<Work, Error> {
    let work = match work {
        Work::Labels { add, remove } => Work::Labels {
            add: label::tidy(&add).map_err(|fault| unfit_labels("add", &fault))?,
            remove: label::tidy(&remove).map_err(|fault| unfit_labels("remove", &fault))?,
        },
        Work::Domains { family, change } => {
            domains::check(family, &change)?;
            Work::Domains { family, change }
        }
        Work::Tester { turn, wechatid } => {
            testers::check(turn, &wechatid)?;
            Work::Tester { turn, wechatid }
        }
        Work::Refresh => Work::Refresh,
    };
    if work.is_sound() { Ok(work) } else { Err(nothing_asked(work.kind())) }
}

fn nothing_asked(kind: JobKind) -> Error {
    match kind {
        JobKind::Labels => Error::invalid("add", "or `remove` must name a label", "和 `remove` 至少要有一个标签"),
        JobKind::Domains => {
            Error::invalid("domains", "must be added or deleted, at least one", "必须添加或删除至少一个域名")
        }
        JobKind::Tester | JobKind::Refresh => Error::invalid("wechatid", "must be given", "不能为空"),
    }
}
