//! Carrying out what was asked for many accounts at once. It is woken when something is asked for; by the clock it finds
//! what a process left behind, and what waited for a limit to end.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::{Progress, Task};
use crate::error::Error;

impl Task for crate::jobs::Jobs {
    fn name(&self) -> &'static str {
        "jobs"
    }

    fn period(&self) -> Duration {
        Duration::from_secs(5)
    }

    fn pass(&self) -> BoxFuture<'_, Result<Progress, Error>> {
        Box::pin(self.pass())
    }
}
