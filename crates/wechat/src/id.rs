//! WeChat's identifiers as types, so that one cannot stand where another is meant.
//!
//! Strings are checked once, when they are parsed; a value of such a type is well formed from then on. What is not
//! secret lives here; what is lives in [`crate::secret`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// A string that is not the identifier it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {expects}")]
pub struct InvalidId {
    /// WeChat's name of the identifier, for instance `appid`.
    pub kind: &'static str,
    /// What a right one looks like; reads on after the kind.
    pub expects: &'static str,
}

macro_rules! string_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $expects:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Checks the text and takes it as the identifier.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                let check: fn(&str) -> bool = $check;
                if check(&text) {
                    Ok(Self(text))
                } else {
                    Err(InvalidId { kind: $kind, expects: $expects })
                }
            }

            /// The identifier as WeChat writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// `wx` and 16 lower-case hexadecimal digits (protocol: an appid has 18 characters in all).
fn is_appid(text: &str) -> bool {
    text.len() == 18
        && text.starts_with("wx")
        && text.bytes().skip(2).all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// 1 to `max` visible ASCII characters without quotes, slashes or separators.
fn is_plain(text: &str, max: usize) -> bool {
    !text.is_empty() && text.len() <= max && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_@.".contains(&b))
}

string_id! {
    /// The appid of an authorizer: a Mini Program or Official Account that a merchant authorized to us.
    Appid, "appid", "must be `wx` and 16 lower-case hexadecimal digits", is_appid
}

string_id! {
    /// The appid of the third-party platform itself. It closes the text of every encrypted push.
    ComponentAppid, "component_appid", "must be `wx` and 16 lower-case hexadecimal digits", is_appid
}

string_id! {
    /// The original id (`gh_…`) of an account: `ToUserName` of what is pushed for it.
    UserName, "user_name", "must be 1 to 64 letters, digits, `-`, `_`, `@` or `.`", |text| is_plain(text, 64)
}

string_id! {
    /// A person as one account sees them: `FromUserName` of a message, `touser` of an answer.
    Openid, "openid", "must be 1 to 64 letters, digits, `-`, `_`, `@` or `.`", |text| is_plain(text, 64)
}

string_id! {
    /// The WeChat id by which a tester is bound.
    Wechatid, "wechatid", "must be 1 to 64 letters, digits, `-`, `_`, `@` or `.`", |text| is_plain(text, 64)
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::wire::int::deserialize(deserializer).map(Self)
            }
        }
    };
}

number_id! {
    /// A code template in the platform's library.
    TemplateId
}

number_id! {
    /// A draft in the platform's draft box.
    DraftId
}

number_id! {
    /// One submission to WeChat's code audit. Older pages write it as a string, so both are read.
    Auditid
}

number_id! {
    /// One permission set (`func_info[].funcscope_category.id`). Ids we do not know are kept.
    FuncscopeId
}
