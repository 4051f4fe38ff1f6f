//! Secrets at rest: every secret column is sealed with XChaCha20-Poly1305 under a key derived from the master key.
//!
//! A sealed value is `version (1) | key id (4) | nonce (24) | ciphertext and tag`. The associated data names table,
//! column, primary key and key id, so a value copied onto another row, or another column, does not open. The key id is
//! itself derived from the master key; it tells a value under an older key from a damaged one, which is what a
//! rotation of the key needs.

use std::cell::RefCell;
use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::Error;

const VERSION: u8 = 1;
const NONCE_AT: usize = 5;
const TEXT_AT: usize = NONCE_AT + 24;

/// The key under which all secrets of a database lie: 32 random bytes, kept outside the database.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

/// A text that is no master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a master key is 32 bytes in base64 or hexadecimal")]
pub struct InvalidMasterKey;

impl MasterKey {
    /// A new key from the system's randomness.
    pub fn generate() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        fill_random(bytes.as_mut());
        Self(bytes)
    }

    /// Takes these bytes as the key.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads 32 bytes in base64 (either alphabet, padded or not) or hexadecimal; space around them is ignored.
    pub fn parse(text: &str) -> Result<Self, InvalidMasterKey> {
        let text = text.trim();
        let bytes = if text.len() == 64 {
            Zeroizing::new(hex::decode(text).map_err(|_| InvalidMasterKey)?)
        } else {
            let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
            let alphabet = if text.contains(['-', '_']) { &alphabet::URL_SAFE } else { &alphabet::STANDARD };
            let decoded = GeneralPurpose::new(alphabet, config).decode(text);
            Zeroizing::new(decoded.map_err(|_| InvalidMasterKey)?)
        };
        bytes.as_slice().try_into().map(Self::from_bytes).map_err(|_| InvalidMasterKey)
    }

    /// The key in base64, for the file in which it is kept.
    pub fn expose_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(base64::engine::general_purpose::STANDARD.encode(self.0.as_slice()))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

/// Which table a sealed value stands in; each has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vault {
    Meta,
    Components,
    Tickets,
    ComponentTokens,
    Authorizers,
    FormerRefreshTokens,
    Events,
    IdempotencyKeys,
    Operators,
}

impl Vault {
    const ALL: [Self; 9] = [
        Self::Meta,
        Self::Components,
        Self::Tickets,
        Self::ComponentTokens,
        Self::Authorizers,
        Self::FormerRefreshTokens,
        Self::Events,
        Self::IdempotencyKeys,
        Self::Operators,
    ];

    const fn table(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Components => "components",
            Self::Tickets => "tickets",
            Self::ComponentTokens => "component_tokens",
            Self::Authorizers => "authorizers",
            Self::FormerRefreshTokens => "former_refresh_tokens",
            Self::Events => "events",
            Self::IdempotencyKeys => "idempotency_keys",
            Self::Operators => "operators",
        }
    }
}

/// Seals and opens what lies in the database.
pub(crate) struct Keyring {
    id: u32,
    ciphers: [XChaCha20Poly1305; Vault::ALL.len()],
}

impl Keyring {
    pub(crate) fn new(master: &MasterKey) -> Self {
        let source = Hkdf::<Sha256>::new(Some(b"wxfleet at rest v1"), master.0.as_slice());
        let mut id = [0; 4];
        source.expand(b"key id", &mut id).expect("4 bytes are not too long for HKDF");
        let ciphers = Vault::ALL.map(|vault| {
            let mut key = Zeroizing::new([0_u8; 32]);
            source.expand(vault.table().as_bytes(), key.as_mut()).expect("32 bytes are not too long for HKDF");
            XChaCha20Poly1305::new((&*key).into())
        });
        Self { id: u32::from_be_bytes(id), ciphers }
    }

    /// Seals a value of the row `key` for one column.
    pub(crate) fn seal(&self, vault: Vault, column: &str, key: &str, plain: &[u8]) -> Vec<u8> {
        let nonce = fresh_nonce();
        let bound = bound_to(vault, column, key, self.id);
        let text = self.ciphers[vault as usize]
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: bound.as_bytes() })
            .expect("a value far below the cipher's bound of 256 GiB");
        let mut sealed = Vec::with_capacity(TEXT_AT + text.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&self.id.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&text);
        sealed
    }

    /// Opens what [`seal`](Self::seal) made for the same row and column.
    pub(crate) fn open(
        &self,
        vault: Vault,
        column: &str,
        key: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let unreadable = || Error::corrupt(format!("{}.{column} of {key} does not open", vault.table()));
        if sealed.len() < TEXT_AT || sealed[0] != VERSION || sealed[1..NONCE_AT] != self.id.to_be_bytes() {
            return Err(unreadable());
        }
        let nonce: [u8; 24] = sealed[NONCE_AT..TEXT_AT].try_into().expect("24 bytes between the two marks");
        let bound = bound_to(vault, column, key, self.id);
        self.ciphers[vault as usize]
            .decrypt(&XNonce::from(nonce), Payload { msg: &sealed[TEXT_AT..], aad: bound.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| unreadable())
    }

    /// Opens a text.
    pub(crate) fn open_text(
        &self,
        vault: Vault,
        column: &str,
        key: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<String>, Error> {
        let plain = self.open(vault, column, key, sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| Error::corrupt(format!("{column} of {key} is no text")))?;
        Ok(Zeroizing::new(text.to_owned()))
    }
}

fn bound_to(vault: Vault, column: &str, key: &str, key_id: u32) -> String {
    format!("{}|{column}|{key}|{key_id}", vault.table())
}

/// A nonce that was never used. A nonce is no secret, so they are drawn many at once: a trip to the system for each
/// sealed value would cost as much as the sealing.
fn fresh_nonce() -> [u8; 24] {
    const AT_ONCE: usize = 64;
    thread_local! {
        static DRAWN: RefCell<Vec<[u8; 24]>> = const { RefCell::new(Vec::new()) };
    }
    DRAWN.with_borrow_mut(|drawn| {
        if drawn.is_empty() {
            let mut bytes = [0; 24 * AT_ONCE];
            fill_random(&mut bytes);
            drawn.extend(bytes.as_chunks::<24>().0);
        }
        drawn.pop().expect("some were drawn if there were none")
    })
}

pub(crate) fn fill_random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has randomness");
}

/// SHA-256, for keys that are looked up but not shown.
pub(crate) fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).expect("a length fits 64 bits").to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_in_each_of_its_forms() {
        let key = MasterKey::generate();
        let base64 = key.expose_base64();
        for text in [
            base64.to_string(),
            base64.trim_end_matches('=').to_owned(),
            base64.replace('+', "-").replace('/', "_"),
            hex::encode(key.0.as_slice()),
            format!("\n {} ", hex::encode_upper(key.0.as_slice())),
        ] {
            assert_eq!(MasterKey::parse(&text).unwrap().0, key.0, "{text}");
        }
        for bad in ["", "abc", &"0".repeat(63), &"g".repeat(64), &base64[..40]] {
            assert!(MasterKey::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(format!("{key:?}"), "MasterKey");
    }

    #[test]
    fn a_sealed_value_opens_in_its_own_place_alone() {
        let keys = Keyring::new(&MasterKey::from_bytes([7; 32]));
        let sealed = keys.seal(Vault::Tickets, "ticket", "wx1|5", b"ticket@@@canary");
        assert_eq!(keys.open(Vault::Tickets, "ticket", "wx1|5", &sealed).unwrap().as_slice(), b"ticket@@@canary");
        assert!(keys.open(Vault::Tickets, "ticket", "wx2|5", &sealed).is_err(), "another row");
        assert!(keys.open(Vault::Tickets, "other", "wx1|5", &sealed).is_err(), "another column");
        assert!(keys.open(Vault::Components, "ticket", "wx1|5", &sealed).is_err(), "another table");
        let other = Keyring::new(&MasterKey::from_bytes([8; 32]));
        assert!(other.open(Vault::Tickets, "ticket", "wx1|5", &sealed).is_err(), "another key");
        for cut in 0..sealed.len() {
            assert!(keys.open(Vault::Tickets, "ticket", "wx1|5", &sealed[..cut]).is_err(), "cut to {cut}");
        }
    }

    #[test]
    fn no_two_sealings_are_alike() {
        let keys = Keyring::new(&MasterKey::from_bytes([7; 32]));
        let once = || keys.seal(Vault::Events, "body", "k", b"x");
        assert_ne!(once(), once());
    }
}
