//! The key that seals secrets at rest, when it is given as a setting. Where it is not, the file `master.key` in the
//! data directory holds it (see `crate::data_dir`).

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// Settings of the master key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MasterKeySettings {
    /// The key, if it was given.
    pub key: Option<MasterKey>,
}

/// 32 bytes that seal every secret in the database. `Debug` does not show them.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey([u8; 32]);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

impl MasterKey {
    /// A new key from the system's source of randomness.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// 64 hex digits, or base64 of 32 bytes (either alphabet, with or without padding). `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = if text.len() == 64 { hex::decode(text).ok()? } else { decode_base64(text)? };
        bytes.try_into().ok().map(Self)
    }

    /// The key itself, for the store.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// As it is written into `master.key`.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    [alphabet::STANDARD, alphabet::URL_SAFE]
        .iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, lenient).decode(text).ok())
}

impl MasterKeySettings {
    /// A fixed key.
    pub fn for_testing() -> Self {
        Self { key: Some(MasterKey([7; 32])) }
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let key = layers.get("master_key", |text| {
            MasterKey::parse(text).ok_or_else(|| Wrong {
                what: said!("it is not a key of 32 bytes", "这不是 32 字节的密钥"),
                right: said!(
                    "Write 32 bytes in base64 or hex, for instance the output of `openssl rand -base64 32`",
                    "请写 32 字节的 base64 或十六进制,例如 `openssl rand -base64 32` 的输出"
                ),
            })
        })?;
        Ok(Self { key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_and_hex_are_the_same_key() {
        let key = MasterKey([0xfb; 32]);
        assert_eq!(MasterKey::parse(&key.to_hex()), Some(key.clone()));
        assert_eq!(MasterKey::parse("+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s="), Some(key.clone()));
        assert_eq!(MasterKey::parse("-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s\n"), Some(key.clone()));
        for bad in ["", "00", "+/v7", &key.to_hex()[1..], &"zz".repeat(32)] {
            assert_eq!(MasterKey::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn two_new_keys_differ_and_do_not_show() {
        let key = MasterKey::generate().unwrap();
        assert_ne!(key, MasterKey::generate().unwrap());
        assert_eq!(format!("{key:?}"), "MasterKey");
    }
}
