//! Entering the accounts of a job: portion by portion, each a commit of its own, so that pushes get their turn in between
//! and nothing but one portion is ever in memory.

use wxfleet_model::job::Job;
use wxfleet_store::Selection;
use wxfleet_wechat::id::Appid;

use super::Jobs;
use crate::error::Error;

/// Accounts that are entered in one commit.
const PORTION: usize = 500;
/// Portions that are entered before other jobs get their turn.
const PORTIONS: usize = 40;

impl Jobs {
    /// Enters accounts; answers how many, and whether that was the last of them.
    pub(super) async fn fill(&self, job: &Job) -> Result<(usize, bool), Error> {
        let Some(filling) = self.store.job_filling(job.id).await? else { return Ok((0, false)) };
        let mut filled_to = filling.filled_to;
        let mut entered = 0;
        for _ in 0..PORTIONS {
            let appids = self.next(job, &filling.selection, filled_to.as_ref()).await?;
            if appids.is_empty() {
                return self.filled(job).await.map(|()| (entered, true));
            }
            let now = self.clock.now();
            self.store.commit(async |w| w.job_fill(job.id, filled_to.as_ref(), &appids, now).await).await?;
            entered += appids.len();
            filled_to = appids.into_iter().next_back();
        }
        Ok((entered, false))
    }

    async fn next(&self, job: &Job, selection: &Selection, after: Option<&Appid>) -> Result<Vec<Appid>, Error> {
        match selection {
            Selection::Picked { appids } => {
                let rest = appids.iter().filter(|appid| after.is_none_or(|after| *appid > after));
                Ok(rest.take(PORTION).cloned().collect())
            }
            Selection::Matching { filter } => {
                let limit = u32::try_from(PORTION).unwrap_or(u32::MAX);
                Ok(self.store.authorizer_appids(&job.component_appid, filter, after, limit).await?)
            }
        }
    }

    async fn filled(&self, job: &Job) -> Result<(), Error> {
        let now = self.clock.now();
        let Ok(running) = job.state.fill() else { return Ok(()) };
        self.store.commit(async |w| w.job_move(job.id, &job.state, &running, now).await).await?;
        Ok(())
    }
}
