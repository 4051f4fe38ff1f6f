//! For how long pushes under a replaced token or AES key are taken.

use jiff::SignedDuration;
use wxfleet_engine::OLD_KEYS_FOR;

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// A month; who needs longer has changed nothing.
const MOST_HOURS: i64 = 720;

/// The table `[callbacks]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackSettings {
    /// How long a replaced token or AES key stays good for what still arrives under it.
    pub old_keys_for: SignedDuration,
}

impl Default for CallbackSettings {
    fn default() -> Self {
        Self { old_keys_for: OLD_KEYS_FOR }
    }
}

impl CallbackSettings {
    /// As by default.
    pub fn for_testing() -> Self {
        Self::default()
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let old_keys_for = layers.get("callbacks.old_keys_hours", parse_hours)?.unwrap_or(OLD_KEYS_FOR);
        Ok(Self { old_keys_for })
    }
}

fn parse_hours(text: &str) -> Result<SignedDuration, Wrong> {
    let hours = text.parse().ok().filter(|hours| (1..=MOST_HOURS).contains(hours));
    hours.map(SignedDuration::from_hours).ok_or_else(|| Wrong {
        what: said!("`{text}` is not a number of hours", "`{text}` 不是小时数"),
        right: said!("Write a whole number from 1 to {MOST_HOURS}", "请写 1 到 {MOST_HOURS} 的整数"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_whole_numbers() {
        assert_eq!(parse_hours("24"), Ok(SignedDuration::from_hours(24)));
        for bad in ["", "0", "-1", "1.5", "24h", "721"] {
            parse_hours(bad).unwrap_err();
        }
    }
}
