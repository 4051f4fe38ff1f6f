//! A merchant authorized us, changed what was granted, or took it back.

use super::Field;
use crate::id::Appid;
use crate::secret::{AuthorizationCode, PreAuthCode};

/// `authorized` and `updateauthorized`: a code waits to be exchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorized {
    /// Whose authorization it is.
    pub authorizer_appid: Appid,
    /// To be exchanged once for the authorizer's tokens.
    pub authorization_code: AuthorizationCode,
    /// `AuthorizationCodeExpiredTime`, if it was a number.
    pub authorization_code_expiry: Option<CodeExpiry>,
    /// The code of the link that the merchant followed. Absent when the authorization did not start with us.
    pub pre_auth_code: Option<PreAuthCode>,
}

impl Authorized {
    pub(super) fn read(root: Field<'_>) -> Option<Self> {
        Some(Self {
            authorizer_appid: root.parse("AuthorizerAppid")?,
            authorization_code: root.secret("AuthorizationCode")?,
            authorization_code_expiry: root.int("AuthorizationCodeExpiredTime").map(CodeExpiry::from_number),
            pre_auth_code: root.secret("PreAuthCode"),
        })
    }
}

/// `unauthorized`: the authorizer's tokens are dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unauthorized {
    /// Whose authorization it was.
    pub authorizer_appid: Appid,
}

impl Unauthorized {
    pub(super) fn read(root: Field<'_>) -> Option<Self> {
        Some(Self { authorizer_appid: root.parse("AuthorizerAppid")? })
    }
}

/// When a code dies. WeChat's page speaks of seconds, what arrives is usually a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeExpiry {
    /// At this time, in epoch seconds.
    At(i64),
    /// This many seconds after it was made.
    After(i64),
}

impl CodeExpiry {
    /// No code lives for thirty years, and 10^9 was in 2001.
    fn from_number(number: i64) -> Self {
        if number < 1_000_000_000 { Self::After(number) } else { Self::At(number) }
    }

    /// The time in epoch seconds for a code that was made at `created_at` (the notice's `CreateTime`).
    pub fn expires_at(self, created_at: i64) -> i64 {
        match self {
            Self::At(at) => at,
            Self::After(seconds) => created_at.saturating_add(seconds),
        }
    }
}
