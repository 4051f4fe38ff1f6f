//! The settings that open and seal: message token, AES key, component appid, and their generations.

use std::fmt;

use aes::Aes256;
use aes::cipher::KeyInit;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::id::ComponentAppid;
use crate::secret::{EncodingAesKey, MessageToken};

/// The 43rd character carries four useful bits, and WeChat lets the other two be anything.
const KEY_BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// An `EncodingAESKey` that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("encoding_aes_key must be exactly 43 letters and digits")]
pub struct InvalidKey;

impl InvalidKey {
    /// The number that WeChat's published sample code gives this fault.
    pub fn code(self) -> i32 {
        -40004
    }
}

/// A message key (消息加解密Key), ready for use. Its memory is wiped on drop; `Debug` prints the name alone.
#[derive(Clone)]
pub struct Key {
    pub(super) aes: Aes256,
    /// The first half of the key, which WeChat uses for every message.
    pub(super) iv: Zeroizing<[u8; 16]>,
}

impl Key {
    /// Takes the key as entered in WeChat's console: exactly 43 letters and digits.
    pub fn parse(key: &EncodingAesKey) -> Result<Self, InvalidKey> {
        let text = key.expose().as_bytes();
        if text.len() != 43 || !text.iter().all(u8::is_ascii_alphanumeric) {
            return Err(InvalidKey);
        }
        let mut bytes = Zeroizing::new([0; 32]);
        KEY_BASE64.decode_slice(text, bytes.as_mut_slice()).map_err(|_| InvalidKey)?;
        let (iv, _) = bytes.split_first_chunk::<16>().ok_or(InvalidKey)?;
        let aes = Aes256::new_from_slice(bytes.as_slice()).map_err(|_| InvalidKey)?;
        Ok(Self { aes, iv: Zeroizing::new(*iv) })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// Everything under which a push may still arrive: one component, its tokens and its AES keys, newest first.
///
/// Token and key are replaced one at a time, so each has its own list and every pairing is tried.
#[derive(Debug, Clone)]
pub struct Keys {
    pub(super) component_appid: ComponentAppid,
    pub(super) tokens: Vec<MessageToken>,
    pub(super) aes: Vec<Key>,
}

impl Keys {
    /// The settings in force.
    pub fn new(component_appid: ComponentAppid, token: MessageToken, aes_key: Key) -> Self {
        Self { component_appid, tokens: vec![token], aes: vec![aes_key] }
    }

    /// Adds a replaced token that is still good, older than those already here.
    #[must_use]
    pub fn with_previous_token(mut self, token: MessageToken) -> Self {
        self.tokens.push(token);
        self
    }

    /// Adds a replaced AES key that is still good, older than those already here.
    #[must_use]
    pub fn with_previous_aes_key(mut self, aes_key: Key) -> Self {
        self.aes.push(aes_key);
        self
    }

    /// Whose pushes these open.
    pub fn component_appid(&self) -> &ComponentAppid {
        &self.component_appid
    }

    /// What to seal with when nothing came in before.
    pub fn current(&self) -> KeySet<'_> {
        self.set(Generation::CURRENT)
    }

    /// What to seal an answer with: the token and the key under which the push came. If one of them has been retired
    /// since, the current one takes its place.
    pub fn set(&self, generation: Generation) -> KeySet<'_> {
        KeySet {
            component_appid: &self.component_appid,
            token: self.tokens.get(generation.token).unwrap_or(&self.tokens[0]),
            aes_key: self.aes.get(generation.key).unwrap_or(&self.aes[0]),
        }
    }
}

/// One token and one AES key of a component, to seal with.
#[derive(Debug, Clone, Copy)]
pub struct KeySet<'a> {
    /// Closes the sealed text.
    pub component_appid: &'a ComponentAppid,
    /// Takes part in the signature.
    pub token: &'a MessageToken,
    /// Encrypts.
    pub aes_key: &'a Key,
}

/// Which token and which AES key worked: 0 is the current one, 1 the one before, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Generation {
    /// How many replacements ago the token was current.
    pub token: usize,
    /// How many replacements ago the AES key was current.
    pub key: usize,
}

impl Generation {
    /// The settings in force.
    pub const CURRENT: Self = Self { token: 0, key: 0 };

    /// Whether both are the settings in force.
    pub fn is_current(self) -> bool {
        self == Self::CURRENT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Key, InvalidKey> {
        Key::parse(&EncodingAesKey::new(text))
    }

    #[test]
    fn a_key_has_exactly_43_letters_and_digits() {
        let good = "uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU";
        assert!(parse(good).is_ok());
        for bad in ["", "abcde", &good[..42], &format!("{good}="), &format!("{good}A"), &good.replace('U', "!")] {
            assert_eq!(parse(bad).unwrap_err().code(), -40004, "{bad}");
        }
        assert!(parse(&format!("{}+", &good[..42])).is_err());
        assert!(parse(&format!("{}é", &good[..41])).is_err());
    }

    #[test]
    fn unused_bits_of_the_last_character_do_not_matter() {
        let stem = "uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzG";
        let ivs: Vec<_> = ["U", "V", "W", "X"].iter().map(|c| parse(&format!("{stem}{c}")).unwrap().iv).collect();
        assert!(ivs.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn debug_hides() {
        let key = parse("uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU").unwrap();
        let keys = Keys::new("wxc0ffee0000000001".parse().unwrap(), MessageToken::new("canary"), key);
        let text = format!("{keys:?} {:?}", keys.current());
        assert!(!text.contains("canary") && text.contains("Key"), "{text}");
    }
}
