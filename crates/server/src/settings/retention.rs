//! For how long events and the journal are kept.

use wxfleet_engine::Retention;

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// A hundred years; nobody means more.
const MOST_DAYS: u32 = 36_500;

/// The keys `events.keep_days` and `journal.keep_days`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionSettings {
    /// For how many days; 0 keeps for ever.
    pub keep: Retention,
}

impl RetentionSettings {
    /// As by default.
    pub fn for_testing() -> Self {
        Self::default()
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let default = Retention::default();
        Ok(Self {
            keep: Retention {
                events_days: layers.get("events.keep_days", parse_days)?.unwrap_or(default.events_days),
                journal_days: layers.get("journal.keep_days", parse_days)?.unwrap_or(default.journal_days),
            },
        })
    }
}

fn parse_days(text: &str) -> Result<u32, Wrong> {
    text.parse().ok().filter(|days| *days <= MOST_DAYS).ok_or_else(|| Wrong {
        what: said!("`{text}` is not a number of days", "`{text}` 不是天数"),
        right: said!(
            "Write a whole number up to {MOST_DAYS}; 0 keeps for ever",
            "请写不超过 {MOST_DAYS} 的整数；0 表示永久保留"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_numbers() {
        for (text, days) in [("0", 0), ("1", 1), ("90", 90), ("36500", MOST_DAYS)] {
            assert_eq!(parse_days(text), Ok(days));
        }
        for bad in ["", "-1", "1.5", "90d", "36501", "99999999999"] {
            parse_days(bad).unwrap_err();
        }
    }
}
