//! The names of all settings, and the layers in which their values are looked for. What a value means is the matter of
//! its section.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::nearest::nearest;
use super::{Environment, SettingError, Wrong};
use crate::words::{Lang, said, say};

/// One setting under its three names.
pub(crate) struct Key {
    /// In `wxfleet.toml`; a dot separates the table from the key.
    pub(crate) toml: &'static str,
    /// In the environment.
    pub(crate) env: &'static str,
    /// On the command line, for those that have a flag.
    pub(crate) flag: Option<&'static str>,
}

const fn key(toml: &'static str, env: &'static str, flag: Option<&'static str>) -> Key {
    Key { toml, env, flag }
}

/// Every setting there is.
pub(crate) const KEYS: &[Key] = &[
    key("data_dir", "WXFLEET_DATA_DIR", Some("--data-dir")),
    key("listen", "WXFLEET_LISTEN", Some("--listen")),
    key("gateway_listen", "WXFLEET_GATEWAY_LISTEN", Some("--gateway-listen")),
    key("public_url", "WXFLEET_PUBLIC_URL", Some("--public-url")),
    key("database_url", "WXFLEET_DATABASE_URL", Some("--database-url")),
    key("master_key", "WXFLEET_MASTER_KEY", None),
    key("wechat.api_base_url", "WXFLEET_WECHAT_API_BASE_URL", None),
    key("wechat.mp_base_url", "WXFLEET_WECHAT_MP_BASE_URL", None),
    key("wechat.open_base_url", "WXFLEET_WECHAT_OPEN_BASE_URL", None),
    key("callbacks.old_keys_hours", "WXFLEET_CALLBACKS_OLD_KEYS_HOURS", None),
    key("merchant.logo", "WXFLEET_MERCHANT_LOGO", None),
    key("merchant.contact", "WXFLEET_MERCHANT_CONTACT", None),
    key("metrics.open", "WXFLEET_METRICS_OPEN", None),
    key("events.keep_days", "WXFLEET_EVENTS_KEEP_DAYS", None),
    key("journal.keep_days", "WXFLEET_JOURNAL_KEEP_DAYS", None),
    key("log.format", "WXFLEET_LOG_FORMAT", None),
    key("log.level", "WXFLEET_LOG", None),
];

/// What was said on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--data-dir`
    pub data_dir: Option<String>,
    /// `--listen`
    pub listen: Option<String>,
    /// `--gateway-listen`
    pub gateway_listen: Option<String>,
    /// `--public-url`
    pub public_url: Option<String>,
    /// `--database-url`
    pub database_url: Option<String>,
}

impl Flags {
    fn get(&self, toml: &str) -> Option<&String> {
        match toml {
            "data_dir" => self.data_dir.as_ref(),
            "listen" => self.listen.as_ref(),
            "gateway_listen" => self.gateway_listen.as_ref(),
            "public_url" => self.public_url.as_ref(),
            "database_url" => self.database_url.as_ref(),
            _ => None,
        }
    }
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag, under this name.
    Flag(&'static str),
    /// A variable of the environment, under this name.
    Environment(&'static str),
    /// A line of the settings file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
    },
}

impl Origin {
    pub(crate) fn say(&self, lang: Lang) -> String {
        match self {
            Self::Flag(flag) => say!(lang, "flag {flag}", "命令行参数 {flag}"),
            Self::Environment(name) => say!(lang, "environment variable {name}", "环境变量 {name}"),
            Self::File { path, line } => {
                let path = path.display();
                say!(lang, "{path}, line {line}", "{path} 第 {line} 行")
            }
        }
    }
}

struct Found {
    text: String,
    origin: Origin,
}

/// For each setting that was given, the value that counts.
pub(crate) struct Layers(BTreeMap<&'static str, Found>);

impl Layers {
    /// Reads the file, `./wxfleet.toml` if none is named, and lays environment and flags over it.
    pub(crate) fn load(flags: &Flags, environment: &Environment, file: Option<&Path>) -> Result<Self, SettingError> {
        Self::read(flags, environment, super::read_file(file)?)
    }

    /// Whether anybody gave a value for the setting.
    pub(crate) fn gave(&self, setting: &str) -> bool {
        self.0.contains_key(setting)
    }

    /// Lays flags over the environment over the file.
    pub(crate) fn read(
        flags: &Flags,
        environment: &Environment,
        file: Option<(PathBuf, String)>,
    ) -> Result<Self, SettingError> {
        let mut found = BTreeMap::new();
        if let Some((path, text)) = file {
            File { path: &path, text: &text }.read(&mut found)?;
        }
        for key in KEYS {
            if let Some(text) = environment.get(key.env) {
                found.insert(key.toml, Found { text: text.to_owned(), origin: Origin::Environment(key.env) });
            }
            if let (Some(flag), Some(text)) = (key.flag, flags.get(key.toml)) {
                found.insert(key.toml, Found { text: text.clone(), origin: Origin::Flag(flag) });
            }
        }
        Ok(Self(found))
    }

    /// The value of a setting as its section understands it; `None` where it was not given.
    pub(crate) fn get<T>(
        &self,
        setting: &'static str,
        understand: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Result<Option<T>, SettingError> {
        let Some(found) = self.0.get(setting) else { return Ok(None) };
        understand(&found.text).map(Some).map_err(|wrong| SettingError::Wrong {
            setting,
            origin: found.origin.clone(),
            wrong: Box::new(wrong),
        })
    }
}

/// The settings file while it is read.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    fn read(&self, found: &mut BTreeMap<&'static str, Found>) -> Result<(), SettingError> {
        let table = DeTable::parse(self.text).map_err(|error| SettingError::Syntax {
            path: self.path.to_owned(),
            line: self.line_of(error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })?;
        self.walk("", table.get_ref(), found)
    }

    fn walk(
        &self,
        above: &str,
        table: &DeTable<'_>,
        found: &mut BTreeMap<&'static str, Found>,
    ) -> Result<(), SettingError> {
        for (name, value) in table {
            let dotted =
                if above.is_empty() { name.get_ref().to_string() } else { format!("{above}.{}", name.get_ref()) };
            match (KEYS.iter().find(|key| key.toml == dotted), value.get_ref()) {
                (_, DeValue::Table(inner)) => self.walk(&dotted, inner, found)?,
                (Some(key), _) => {
                    found.insert(key.toml, self.value(key.toml, name, value.get_ref())?);
                }
                (None, _) => return Err(self.unknown(name, dotted)),
            }
        }
        Ok(())
    }

    fn value(
        &self,
        setting: &'static str,
        name: &Spanned<DeString<'_>>,
        value: &DeValue<'_>,
    ) -> Result<Found, SettingError> {
        let origin = Origin::File { path: self.path.to_owned(), line: self.line_of(name.span().start) };
        match value {
            DeValue::String(text) => Ok(Found { text: text.to_string(), origin }),
            DeValue::Boolean(yes) => Ok(Found { text: yes.to_string(), origin }),
            DeValue::Integer(number) => Ok(Found { text: number.to_string(), origin }),
            _ => Err(SettingError::Wrong {
                setting,
                origin,
                wrong: Box::new(Wrong {
                    what: said!("it must be a text", "这里要写文本"),
                    right: said!("Put the value between quotation marks", "请给值加上引号"),
                }),
            }),
        }
    }

    fn unknown(&self, name: &Spanned<DeString<'_>>, key: String) -> SettingError {
        let known: Vec<&str> = KEYS.iter().map(|key| key.toml).collect();
        SettingError::Unknown {
            path: self.path.to_owned(),
            line: self.line_of(name.span().start),
            nearest: nearest(&key, &known),
            key,
        }
    }

    fn line_of(&self, offset: usize) -> usize {
        1 + self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
    }
}
