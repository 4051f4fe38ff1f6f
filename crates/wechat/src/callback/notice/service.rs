//! Customer service of a Mini Program.

use super::Field;

/// `user_enter_tempsession`: a user opened the customer-service window, which allows one message to them within a
/// minute or so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserEnterTempsession {
    /// What the developer set on the button.
    pub session_from: String,
}

impl UserEnterTempsession {
    pub(super) fn read(root: Field<'_>) -> Self {
        Self { session_from: root.string("SessionFrom") }
    }
}
