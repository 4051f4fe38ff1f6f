//! Saved views: an operator's names for what a list is filtered by and which of its columns are shown. A view is its
//! owner's alone; what it shows stands in the address, so it is sent to a colleague as an address.

use jiff::Timestamp;
use uuid::Uuid;

use crate::operator::OperatorId;

/// Views of one operator at most.
pub const MOST: usize = 30;
/// Characters of a name at most.
pub const LONGEST: usize = 32;
/// Characters of what a view holds at most.
pub const QUERY_LONGEST: usize = 1_000;

/// Name of a view inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ViewId(pub Uuid);

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The name inside.
    pub id: ViewId,
    /// Whose it is.
    pub operator: OperatorId,
    /// What they call it.
    pub name: String,
    /// What is filtered by and shown, as the query of the list's address.
    pub query: String,
    /// When it was first saved; views stand in this order.
    pub made_at: Timestamp,
}

/// A view's name as it is kept, or nothing where it is none: empty, too long, or with what cannot be seen.
pub fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = (1..=LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_seen_and_is_short() {
        assert_eq!(name("  审核中的餐饮 "), Some("审核中的餐饮".to_owned()));
        assert_eq!(name(&"字".repeat(32)).map(|name| name.chars().count()), Some(32));
        for wrong in ["", "  ", "a\nb", &"字".repeat(33)] {
            assert_eq!(name(wrong), None, "{wrong:?}");
        }
    }
}
