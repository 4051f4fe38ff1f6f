//! How far holding our list of accounts against WeChat's has come. It is kept, so that what broke off goes on where it
//! was, and so that a person can see how far it is.

use std::ops::AddAssign;

use jiff::{SignedDuration, Timestamp};
use wxfleet_wechat::id::ComponentAppid;

/// A reading that broke off goes on for this long; after that WeChat's list may be another one and is read from its
/// beginning.
pub const GOES_ON_FOR: SignedDuration = SignedDuration::from_hours(1);
/// A reading that moved this lately is thought to be under way, here or on another replica.
const ALIVE_FOR: SignedDuration = SignedDuration::from_mins(1);

/// One reading of a component's whole list, the newest there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSync {
    /// Whose list.
    pub component_appid: ComponentAppid,
    /// When it began.
    pub started_at: Timestamp,
    /// When its last page was stored.
    pub moved_at: Timestamp,
    /// When it reached the end.
    pub ended_at: Option<Timestamp>,
    /// When it broke off, if somebody was left to say so; one whose process died just moves no more.
    pub broke_off_at: Option<Timestamp>,
    /// Rows of WeChat's list that are behind it: where it goes on.
    pub offset: i64,
    /// Rows of WeChat's list, as the last page told.
    pub total: i64,
    /// What it came to so far.
    pub synced: Synced,
}

/// What holding our list against WeChat's came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Synced {
    /// Accounts in WeChat's list.
    pub seen: u64,
    /// Accounts that we did not know.
    pub added: u64,
    /// Accounts of which something was mended.
    pub updated: u64,
    /// Accounts of which what we hold cannot be read.
    pub failed: u64,
}

impl AddAssign for Synced {
    fn add_assign(&mut self, more: Self) {
        self.seen += more.seen;
        self.added += more.added;
        self.updated += more.updated;
        self.failed += more.failed;
    }
}

/// How a reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It goes on, as far as can be seen.
    Running,
    /// It broke off; the next one goes on where it was.
    BrokenOff,
    /// It broke off too long ago; the next one begins anew.
    Abandoned,
    /// It reached the end of the list.
    Ended,
}

impl ListSync {
    /// A reading that begins.
    pub fn new(component_appid: ComponentAppid, at: Timestamp) -> Self {
        Self {
            component_appid,
            started_at: at,
            moved_at: at,
            ended_at: None,
            broke_off_at: None,
            offset: 0,
            total: 0,
            synced: Synced::default(),
        }
    }

    /// How it stands at `now`.
    pub fn standing(&self, now: Timestamp) -> Standing {
        let rested = self.moved_at.duration_until(now);
        match self.ended_at {
            Some(_) => Standing::Ended,
            None if rested < ALIVE_FOR && self.broke_off_at.is_none() => Standing::Running,
            None if rested < GOES_ON_FOR => Standing::BrokenOff,
            None => Standing::Abandoned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_broke_off_goes_on_for_an_hour() {
        let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let component = ComponentAppid::parse("wxc000000000000001").unwrap();
        let mut sync = ListSync::new(component, at(0));
        assert_eq!(sync.standing(at(0)), Standing::Running);
        sync.moved_at = at(10);
        assert_eq!(sync.standing(at(10)), Standing::Running);
        assert_eq!(sync.standing(at(11)), Standing::BrokenOff);
        assert_eq!(sync.standing(at(69)), Standing::BrokenOff);
        assert_eq!(sync.standing(at(70)), Standing::Abandoned);
        sync.broke_off_at = Some(at(10));
        assert_eq!(sync.standing(at(10)), Standing::BrokenOff, "it says so itself");
        sync.ended_at = Some(at(12));
        assert_eq!(sync.standing(at(70)), Standing::Ended);
    }
}
