//! Carrying jobs out: every job that is under way gets a handful of its items done in turn, so that a small one does not
//! wait behind a large one. Platforms go on beside each other; within one, a few accounts at once.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use jiff::SignedDuration;
use wxfleet_model::job::{Job, JobState, Maker, Stop};
use wxfleet_model::permission::Actor;
use wxfleet_store::{ClaimedItem, Hold};
use wxfleet_wechat::id::ComponentAppid;

use super::perform::{Rest, Turn};
use super::{Jobs, admitted};
use crate::error::Error;
use crate::tasks::Progress;

/// Accounts of one platform that are at it at once.
const AT_ONCE: usize = 8;
/// Items of a job that are taken before the next one gets its turn.
const HANDFUL: u32 = 32;
/// So long a process may be at an item before another takes it for left behind: longer than its calls can take.
const HELD_FOR: SignedDuration = SignedDuration::from_mins(5);

impl Jobs {
    /// One round over all jobs that are under way.
    pub(crate) async fn pass(&self) -> Result<Progress, Error> {
        let mut by_component: BTreeMap<ComponentAppid, Vec<Job>> = BTreeMap::new();
        for job in self.store.jobs_under_way(self.clock.now()).await? {
            by_component.entry(job.component_appid.clone()).or_default().push(job);
        }
        let platforms = by_component.into_values().map(|jobs| self.of_one_platform(jobs));
        let rounds = futures_util::future::join_all(platforms).await;
        let sum = |one: Progress, other: Progress| Progress {
            moved: one.moved + other.moved,
            waiting: one.waiting + other.waiting,
            more: one.more || other.more,
        };
        Ok(rounds.into_iter().fold(Progress::default(), sum))
    }

    /// A job that cannot go on does not hold up the others.
    async fn of_one_platform(&self, jobs: Vec<Job>) -> Progress {
        let mut progress = Progress::default();
        for job in jobs {
            match self.turn(&job).await {
                Ok(one) => {
                    progress.moved += one.moved;
                    progress.waiting += one.waiting;
                    progress.more |= one.more;
                }
                // Another server was quicker.
                Err(Error::Store(wxfleet_store::Error::Stale)) => {}
                Err(error) => {
                    tracing::warn!(job.id = %job.id.0, %error, "a job could not go on; the next pass tries again");
                    progress.waiting += 1;
                }
            }
        }
        progress
    }

    async fn turn(&self, job: &Job) -> Result<Progress, Error> {
        let Some(actor) = self.asker(job).await? else {
            tracing::warn!(job.id = %job.id.0, made_by = job.made_by, "a job was stopped: who asked for it may not do this any more");
            self.stop(&Actor::System, job, Stop::NotPermitted).await?;
            return Ok(Progress { moved: 1, ..Progress::default() });
        };
        if job.state == JobState::Filling {
            let (entered, is_last) = self.fill(job).await?;
            return Ok(Progress { moved: entered + usize::from(is_last), waiting: 0, more: true });
        }
        let progress = self.handful(&actor, job).await?;
        let now = self.clock.now();
        if self.store.commit(async |w| w.job_end_if_over(job.id, now).await).await? {
            tracing::info!(job.id = %job.id.0, kind = %job.work.kind(), "a job has ended");
            return Ok(Progress { moved: progress.moved + 1, ..progress });
        }
        Ok(progress)
    }

    async fn handful(&self, actor: &Actor, job: &Job) -> Result<Progress, Error> {
        let since = self.clock.now();
        let hold = Hold { holder: self.journal.instance(), since, until: since + HELD_FOR };
        let items = self.store.job_items_claim(job.id, &hold, HANDFUL).await?;
        let more = items.len() == HANDFUL as usize;
        let turns: Vec<Result<Turn, Error>> = stream::iter(items)
            .map(|item| async move { self.one(actor, job, &item).await })
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let mut progress = Progress { more, ..Progress::default() };
        let mut rests_until = None;
        for turn in turns {
            match turn? {
                Turn::Over(_) => progress.moved += 1,
                Turn::Later { until, rest, .. } => {
                    progress.waiting += 1;
                    if rest == Rest::Job {
                        rests_until = rests_until.max(Some(until));
                    }
                }
            }
        }
        if let Some(until) = rests_until {
            self.store.commit(async |w| w.job_rest(job.id, until).await).await?;
        }
        Ok(progress)
    }

    /// Does one account's part and stores what came of it.
    async fn one(&self, actor: &Actor, job: &Job, item: &ClaimedItem) -> Result<Turn, Error> {
        let turn = self.perform(actor, job, item).await?;
        let now = self.clock.now();
        let stored = match &turn {
            Turn::Over(end) => self.store.commit(async |w| w.job_item_over(job.id, item, end, now).await).await,
            Turn::Later { until, tries, trouble, .. } => {
                self.store.commit(async |w| w.job_item_put_off(job.id, item, (*until, *tries), trouble).await).await
            }
        };
        match stored {
            // It took so long that another server has it by now, and knows what came of it as well as we do.
            Ok(()) | Err(wxfleet_store::Error::Stale) => Ok(turn),
            Err(other) => Err(other.into()),
        }
    }

    /// Who asked for the job, as they are now; nobody if they may not do this any more.
    async fn asker(&self, job: &Job) -> Result<Option<Actor>, Error> {
        let actor = match job.maker {
            Maker::System => Some(Actor::System),
            Maker::Operator(id) => {
                let operator = self.store.operator_by_id(id).await?;
                operator.filter(|operator| operator.disabled_at.is_none()).map(|operator| operator.actor())
            }
            Maker::Key(id) => {
                let keys = self.store.keys_all().await?;
                keys.into_iter().find(|key| key.id == id && key.revoked_at.is_none()).map(|key| Actor::Key {
                    id: key.id,
                    name: key.name,
                    role: key.role,
                    grants: key.grants,
                    limits: key.limits,
                })
            }
        };
        Ok(actor.filter(|actor| admitted(actor, &job.work, &job.component_appid).is_ok()))
    }
}
