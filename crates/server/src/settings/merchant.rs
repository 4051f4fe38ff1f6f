//! How the ISV shows itself to merchants.

use std::path::PathBuf;

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// What merchants are told fits on a line or two.
const CONTACT_CHARS: usize = 100;

/// The table `[merchant]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MerchantSettings {
    /// The file that holds the logo: PNG, JPEG, WebP or GIF. Read when the server starts.
    pub logo: Option<PathBuf>,
    /// Whom merchants call, and how.
    pub contact: Option<String>,
}

impl MerchantSettings {
    /// As by default.
    pub fn for_testing() -> Self {
        Self::default()
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        Ok(Self {
            logo: layers.get("merchant.logo", |text| Ok(PathBuf::from(text)))?,
            contact: layers.get("merchant.contact", parse_contact)?,
        })
    }
}

fn parse_contact(text: &str) -> Result<String, Wrong> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= CONTACT_CHARS && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(wrong_contact()) }
}

fn wrong_contact() -> Wrong {
    Wrong {
        what: said!("merchants cannot be told this", "这段文字不能给商家看"),
        right: said!(
            "Write one line of at most {CONTACT_CHARS} characters, for instance 400-820-0000",
            "请写一行不超过 {CONTACT_CHARS} 个字的文字，例如 400-820-0000"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_one_line() {
        assert_eq!(parse_contact(" 客服 400-820-0000 "), Ok("客服 400-820-0000".to_owned()));
        parse_contact(&"长".repeat(CONTACT_CHARS)).unwrap();
        for bad in ["", "  ", "two\nlines", &"长".repeat(CONTACT_CHARS + 1)] {
            parse_contact(bad).unwrap_err();
        }
    }
}
