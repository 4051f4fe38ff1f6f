//! Operators: the people who sign in to the console, and their sessions. What proves who they are (a password, the
//! secret of a second factor, the text of a session) is never part of these values.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::authorizer::words;
use crate::permission::{Actor, Role};

/// Names are at most so many characters long.
const NAME_LONGEST: usize = 64;

/// Name of an operator inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperatorId(pub Uuid);

/// Name of a session; it opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub Uuid);

/// A person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The name inside.
    pub id: OperatorId,
    /// What they sign in with; stands in the journal. Unique, whichever case its letters are in.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether signing in takes a second factor.
    pub second_factor: bool,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they were disabled: they can sign in no more.
    pub disabled_at: Option<Timestamp>,
    /// When they last signed in.
    pub last_signed_in_at: Option<Timestamp>,
}

impl Operator {
    /// The operator as one who asks.
    pub fn actor(&self) -> Actor {
        Actor::Operator { id: self.id, name: self.name.clone(), role: self.role }
    }
}

/// What is kept of a password: a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes a PHC string.
    pub fn new(phc: String) -> Self {
        Self(phc)
    }

    /// The string, for whoever checks a password by it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// What an authenticator app and we share: 160 bits, from which both make the same six digits at the same time.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactorSecret([u8; 20]);

impl SecondFactorSecret {
    /// Takes these bits.
    pub fn new(bits: [u8; 20]) -> Self {
        Self(bits)
    }

    /// The bits, for whoever makes codes of them or shows them to their owner.
    pub fn expose(&self) -> &[u8; 20] {
        &self.0
    }
}

impl fmt::Debug for SecondFactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondFactorSecret")
    }
}

/// What proves who an operator is, as we keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Whose.
    pub operator: Operator,
    /// What is kept of the password.
    pub password: PasswordHash,
    /// The second factor, where there is one.
    pub second_factor: Option<SecondFactorSecret>,
    /// A second factor that is being set up: it counts once a code of it was shown.
    pub pending_second_factor: Option<SecondFactorSecret>,
}

/// A text that is no name for an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 64 letters, digits, `.`, `_`, `-` or `@`, in any script")]
pub struct InvalidName;

/// A name as it is kept. No spaces and no signs that could be taken for something else in the journal.
pub fn checked_name(name: &str) -> Result<&str, InvalidName> {
    let name = name.trim();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    let length = name.chars().count();
    if (1..=NAME_LONGEST).contains(&length) && name.chars().all(fits) { Ok(name) } else { Err(InvalidName) }
}

/// What two names that differ in case alone have in common.
pub fn folded_name(name: &str) -> String {
    name.trim().to_lowercase()
}

words! {
    /// How far a session has come.
    SessionStage {
        /// The password was right; the second factor is waited for.
        SecondFactor = "second_factor",
        /// Signed in.
        SignedIn = "signed_in",
    }
}

/// A browser that is signed in, or about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose.
    pub operator: OperatorId,
    /// How far it has come.
    pub stage: SessionStage,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When the operator last proved to be there, by the password.
    pub confirmed_at: Timestamp,
    /// When it ends, however often it is used.
    pub ends_at: Timestamp,
    /// The address it began from.
    pub address: String,
    /// What the browser said of itself then.
    pub agent: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_of_any_script() {
        for (name, kept) in [("amy", "amy"), (" 陈小美 ", "陈小美"), ("a.b-c_d@example", "a.b-c_d@example")] {
            assert_eq!(checked_name(name), Ok(kept));
        }
        for bad in ["", " ", "a b", "a\u{202e}b", "<b>", "a:b", "a\nb", &"x".repeat(65)] {
            assert_eq!(checked_name(bad), Err(InvalidName), "{bad}");
        }
        assert_eq!(folded_name(" Amy "), folded_name("aMY"));
    }
}
