//! Who may read `/metrics`.

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// The table `[metrics]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetricsSettings {
    /// Without a key. Otherwise a key of any role is needed.
    pub open: bool,
}

impl MetricsSettings {
    /// As by default.
    pub fn for_testing() -> Self {
        Self::default()
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        Ok(Self { open: layers.get("metrics.open", parse_bool)?.unwrap_or_default() })
    }
}

fn parse_bool(text: &str) -> Result<bool, Wrong> {
    text.parse().map_err(|_| Wrong {
        what: said!("`{text}` is neither true nor false", "`{text}` 既不是 true 也不是 false"),
        right: said!("Write true or false", "请写 true 或 false"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_words_are_taken() {
        assert_eq!(parse_bool("true"), Ok(true));
        assert_eq!(parse_bool("false"), Ok(false));
        parse_bool("yes").unwrap_err();
    }
}
