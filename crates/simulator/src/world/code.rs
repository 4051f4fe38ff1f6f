//! The code of one Mini Program: three independent slots, trial, audit and online.
//!
//! The audit slot lives on the [`audit::Desk`](super::audit::Desk), since audits are also decided from outside; here
//! stand their numbers, oldest first.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use crate::time::{china_day, china_month};

/// How far back a release can be rolled back.
pub(crate) const HISTORY: usize = 5;

/// The trial version: what was committed last.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Trial {
    pub(crate) template_id: i64,
    pub(crate) user_version: String,
    pub(crate) user_desc: String,
    /// The text as it came, byte for byte.
    pub(crate) ext_json: String,
    pub(crate) pages: Vec<String>,
    /// Private APIs that the code calls.
    pub(crate) private_apis: Vec<String>,
    /// Those that its `requiredPrivateInfos` names.
    pub(crate) declared_apis: Vec<String>,
    pub(crate) committed_at: Timestamp,
    pub(crate) scan_until: Timestamp,
}

/// A version that is or was online.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Release {
    pub(crate) app_version: i64,
    pub(crate) user_version: String,
    pub(crate) user_desc: String,
    pub(crate) template_id: i64,
    pub(crate) committed_at: Timestamp,
    pub(crate) released_at: Timestamp,
}

/// A gray release.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Gray {
    pub(crate) status: i64,
    pub(crate) percentage: i64,
    pub(crate) started_at: Timestamp,
    pub(crate) debuggers_first: bool,
    pub(crate) experiencers_first: bool,
}

impl Gray {
    pub(crate) const RUNNING: i64 = 1;
    pub(crate) const FINISHED: i64 = 3;
    pub(crate) const DELETED: i64 = 4;
}

/// Everything about the code of one Mini Program.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CodeState {
    pub(crate) trial: Option<Trial>,
    /// Submissions, oldest first.
    pub(crate) audits: Vec<i64>,
    /// What is online (the last) and what could be rolled back to.
    pub(crate) releases: Vec<Release>,
    pub(crate) last_app_version: i64,
    pub(crate) gray: Option<Gray>,
    /// Whether the online version is hidden from users.
    pub(crate) hidden: bool,
    pub(crate) withdrawals: Vec<Timestamp>,
}

impl CodeState {
    pub(crate) fn online(&self) -> Option<&Release> {
        self.releases.last()
    }

    pub(crate) fn gray_is_running(&self) -> bool {
        self.gray.as_ref().is_some_and(|gray| gray.status == Gray::RUNNING)
    }

    /// What can be rolled back to, newest first: at most five versions below the one online.
    pub(crate) fn history(&self) -> impl Iterator<Item = &Release> {
        self.releases.iter().rev().skip(1).take(HISTORY)
    }

    /// Withdrawals today and this month, by the days of China.
    pub(crate) fn withdrawals(&self, now: Timestamp) -> (u32, u32) {
        let count = |same: &dyn Fn(&Timestamp) -> bool| {
            u32::try_from(self.withdrawals.iter().filter(|at| same(at)).count()).unwrap_or(u32::MAX)
        };
        let today = china_day(now);
        (count(&|at| china_day(*at) == today), count(&|at| china_month(*at) == china_month(now)))
    }

    /// Puts a version online; a gray release of it is finished by that.
    pub(crate) fn put_online(&mut self, version: Release) {
        if self.gray_is_running()
            && let Some(gray) = &mut self.gray
        {
            gray.status = Gray::FINISHED;
        }
        self.last_app_version = version.app_version;
        self.releases.push(version);
        let surplus = self.releases.len().saturating_sub(HISTORY + 1);
        self.releases.drain(..surplus);
    }
}

impl World {
    pub(crate) fn code_of(&mut self, appid: &str) -> &mut CodeState {
        self.code.entry(appid.to_owned()).or_default()
    }
}
