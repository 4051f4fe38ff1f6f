//! The key that seals secrets at rest, when it is given as a setting. Where it is not, the file `master.key` in the
//! data directory holds it (`crate::data_dir`).

use wxfleet_store::MasterKey;

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// Settings of the master key.
#[derive(Debug, Clone, Default)]
pub struct MasterKeySettings {
    /// The key, if it was given.
    pub key: Option<MasterKey>,
}

impl PartialEq for MasterKeySettings {
    fn eq(&self, other: &Self) -> bool {
        let exposed = |settings: &Self| settings.key.as_ref().map(MasterKey::expose_base64);
        exposed(self) == exposed(other)
    }
}

impl Eq for MasterKeySettings {}

impl MasterKeySettings {
    /// A fixed key.
    pub fn for_testing() -> Self {
        Self { key: Some(MasterKey::from_bytes([7; 32])) }
    }

    /// The text itself stays out of the error.
    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let key = layers.get("master_key", |text| {
            MasterKey::parse(text).map_err(|_| Wrong {
                what: said!("it is not a key of 32 bytes", "这不是 32 字节的密钥"),
                right: said!(
                    "Write 32 bytes in base64 or hex, for instance the output of `openssl rand -base64 32`",
                    "请写 32 字节的 base64 或十六进制，例如 `openssl rand -base64 32` 的输出"
                ),
            })
        })?;
        Ok(Self { key })
    }
}
