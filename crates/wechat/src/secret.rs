//! WeChat's secrets as types that do not show themselves.
//!
//! `Debug` prints the type's name, there is no `Display` and no `Serialize`; [`expose`](AppSecret::expose) is the one
//! way to the text, so a search for that word finds each place where a secret leaves its type. Endpoint bodies opt in
//! to sending one with `#[serde(with = "crate::wire::secret")]`. Memory is wiped on drop; equality takes the same time
//! wherever two secrets of one length differ.

use std::fmt;

use serde::{Deserialize, Deserializer};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A text that must not be shown. Implemented by every type of this module.
pub trait Secret: Sized {
    /// Takes the text as the secret; no shape is checked, since WeChat's tokens are opaque.
    fn new(text: impl Into<String>) -> Self;

    /// The secret itself, for the wire and for sealing only.
    fn expose(&self) -> &str;
}

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Zeroizing<String>);

        impl $name {
            /// Takes the text as the secret.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Zeroizing::new(text.into()))
            }

            /// The secret itself, for the wire and for sealing only.
            pub fn expose(&self) -> &str {
                &self.0
            }

            /// Whether WeChat sent an empty text in its place.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl Secret for $name {
            fn new(text: impl Into<String>) -> Self {
                Self::new(text)
            }

            fn expose(&self) -> &str {
                self.expose()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
            }
        }

        impl Eq for $name {}

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::new)
            }
        }
    };
}

secret! {
    /// `component_appsecret`: the platform's secret, shown once by WeChat's console.
    AppSecret
}

secret! {
    /// 消息校验Token: the text that takes part in every callback signature.
    MessageToken
}

secret! {
    /// 消息加解密Key as entered in WeChat's console: 43 characters. Checked when it becomes a
    /// [`callback::Key`](crate::callback::Key).
    EncodingAesKey
}

secret! {
    /// `component_verify_ticket`, pushed about every ten minutes and good for twelve hours.
    ComponentVerifyTicket
}

secret! {
    /// `component_access_token` (CAT): speaks for the platform.
    ComponentAccessToken
}

secret! {
    /// `pre_auth_code`: opens one authorization.
    PreAuthCode
}

secret! {
    /// `authorization_code`: exchanged once for the tokens of an authorizer.
    AuthorizationCode
}

secret! {
    /// `authorizer_access_token` (AAT): speaks for one authorizer.
    AuthorizerAccessToken
}

secret! {
    /// `authorizer_refresh_token` (ART): never lose one.
    AuthorizerRefreshToken
}

secret! {
    /// Any other text that opens something: a `session_key`, a user's OAuth token, an account's own secret.
    Credential
}

impl Default for Credential {
    fn default() -> Self {
        Self::new("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_name_alone() {
        let secret = AuthorizerRefreshToken::new("refreshtoken@@@canary");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "AuthorizerRefreshToken Some(AuthorizerRefreshToken)");
    }

    #[test]
    fn equality_is_by_text() {
        assert_eq!(AppSecret::new("a"), AppSecret::new("a"));
        assert_ne!(AppSecret::new("a"), AppSecret::new("b"));
        assert_ne!(AppSecret::new("a"), AppSecret::new("ab"));
    }
}
