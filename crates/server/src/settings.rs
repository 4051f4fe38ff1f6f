//! Settings: read at one place, checked before anything starts.
//!
//! Each setting is looked for in the flags, then in the environment, then in `wxfleet.toml`, and has a default. A key
//! that we do not know is refused with the nearest one that we do: a setting that is silently ignored is found out in
//! the worst hour. One file per section here; `layers` knows the names and where a value came from.
//! `wxfleet.sample.toml` is the file of defaults, and a test keeps it so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::words::{Lang, Said, said};

mod callbacks;
mod database;
mod layers;
mod log;
mod master_key;
mod merchant;
mod metrics;
mod nearest;
mod retention;
mod server;
mod wechat;

pub use callbacks::CallbackSettings;
pub use database::DatabaseSettings;
pub use layers::{Flags, Origin};
pub use log::{LogFormat, LogSettings};
pub use master_key::MasterKeySettings;
pub use merchant::MerchantSettings;
pub use metrics::MetricsSettings;
pub use retention::RetentionSettings;
pub use server::ServerSettings;
pub use wechat::WeChatSettings;

pub(crate) use layers::{KEYS, Layers};
pub(crate) use server::local_url;

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "wxfleet.toml";

/// Everything that can be set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where data lies and which addresses are served.
    pub server: ServerSettings,
    /// Which database.
    pub database: DatabaseSettings,
    /// Where WeChat is.
    pub wechat: WeChatSettings,
    /// What secrets are sealed with.
    pub master_key: MasterKeySettings,
    /// How pushes are taken.
    pub callbacks: CallbackSettings,
    /// How the ISV shows itself to merchants.
    pub merchant: MerchantSettings,
    /// Who may read metrics.
    pub metrics: MetricsSettings,
    /// What is logged, and how.
    pub log: LogSettings,
    /// For how long events and journal are kept.
    pub retention: RetentionSettings,
}

impl Settings {
    /// Settings for a server in a test: ports that are free, no file, no environment.
    pub fn for_testing(data_dir: &Path) -> Self {
        Self {
            server: ServerSettings::for_testing(data_dir),
            database: DatabaseSettings::for_testing(),
            wechat: WeChatSettings::for_testing(),
            master_key: MasterKeySettings::for_testing(),
            callbacks: CallbackSettings::for_testing(),
            merchant: MerchantSettings::for_testing(),
            metrics: MetricsSettings::for_testing(),
            log: LogSettings::for_testing(),
            retention: RetentionSettings::for_testing(),
        }
    }

    /// Reads the settings. `file` is the one that `--config` names; without one, `./wxfleet.toml` is read if it is
    /// there. Fails on the first setting that cannot be used.
    pub fn load(flags: &Flags, environment: &Environment, file: Option<&Path>) -> Result<Self, SettingError> {
        Self::from_layers(&Layers::load(flags, environment, file)?)
    }

    pub(crate) fn from_layers(layers: &Layers) -> Result<Self, SettingError> {
        Ok(Self {
            server: ServerSettings::read(layers)?,
            database: DatabaseSettings::read(layers)?,
            wechat: WeChatSettings::read(layers)?,
            master_key: MasterKeySettings::read(layers)?,
            callbacks: CallbackSettings::read(layers)?,
            merchant: MerchantSettings::read(layers)?,
            metrics: MetricsSettings::read(layers)?,
            log: LogSettings::read(layers)?,
            retention: RetentionSettings::read(layers)?,
        })
    }
}

fn read_file(named: Option<&Path>) -> Result<Option<(PathBuf, String)>, SettingError> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some((path.to_owned(), text))),
        Err(cause) if named.is_none() && cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(SettingError::Unreadable { path: path.to_owned(), cause: cause.to_string() }),
    }
}

/// The process's environment, read once. Variables that are set to nothing count as not set.
#[derive(Debug, Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

/// Names of the environment that are no settings of the server, but ours all the same.
const OTHER_NAMES: &[&str] = &[
    "WXFLEET_SERVER",
    "WXFLEET_KEY",
    "WXFLEET_COMPONENT_APP_SECRET",
    "WXFLEET_COMPONENT_TOKEN",
    "WXFLEET_COMPONENT_ENCODING_AES_KEY",
];

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(text).filter(|(_, value)| !value.is_empty()).collect())
    }

    /// An environment made by hand.
    pub fn of<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Variables that carry our prefix and mean nothing to us, with the nearest name that does.
    pub fn unknown_names(&self) -> Vec<UnknownVariable> {
        let known: Vec<&str> = KEYS.iter().map(|key| key.env).chain(OTHER_NAMES.iter().copied()).collect();
        let ours = self.0.keys().filter(|name| name.starts_with("WXFLEET_") && !known.contains(&name.as_str()));
        ours.map(|name| UnknownVariable { name: name.clone(), nearest: nearest::nearest(name, &known) }).collect()
    }
}

/// A variable such as `WXFLEET_LISTEM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownVariable {
    /// Its name.
    pub name: String,
    /// The known name that is most like it.
    pub nearest: Option<String>,
}

impl UnknownVariable {
    /// A warning about it.
    pub fn say(&self, lang: Lang) -> String {
        let Self { name, .. } = self;
        let hint = match (&self.nearest, lang) {
            (Some(nearest), Lang::En) => format!(" Did you mean {nearest}?"),
            (Some(nearest), Lang::Zh) => format!("是不是想写 {nearest}？"),
            (None, _) => String::new(),
        };
        match lang {
            Lang::En => format!("the environment variable {name} is none of ours and has no effect.{hint}"),
            Lang::Zh => format!("环境变量 {name} 不是 wxfleet 的设置，不起作用。{hint}"),
        }
    }
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// The file cannot be read.
    #[error("cannot read the settings file {}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The file is not TOML.
    #[error("{}, line {line}: not valid TOML: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where.
        line: usize,
        /// What the parser said.
        message: String,
    },
    /// The file holds a key that we do not know.
    #[error("{}, line {line}: there is no setting `{key}`{}", path.display(), hint_en(nearest.as_deref()))]
    Unknown {
        /// The file.
        path: PathBuf,
        /// Where.
        line: usize,
        /// The key.
        key: String,
        /// The known key that is most like it.
        nearest: Option<String>,
    },
    /// A value cannot be used.
    #[error("setting `{setting}` ({}): {}. {}", origin.say(Lang::En), wrong.what, wrong.right)]
    Wrong {
        /// Which.
        setting: &'static str,
        /// Where the value came from.
        origin: Origin,
        /// What is wrong with it.
        wrong: Box<Wrong>,
    },
}

impl SettingError {
    /// The error in the reader's language.
    pub fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Unreadable { path, cause } => format!("读不了设置文件 {}：{cause}", path.display()),
            Self::Syntax { path, line, message } => format!("{} 第 {line} 行不是合法的 TOML:{message}", path.display()),
            Self::Unknown { path, line, key, nearest } => {
                let hint = nearest.as_ref().map(|nearest| format!("，是不是想写 `{nearest}`？")).unwrap_or_default();
                format!("{} 第 {line} 行：没有 `{key}` 这个设置{hint}", path.display())
            }
            Self::Wrong { setting, origin, wrong } => {
                format!("设置 `{setting}`（{}）：{}。{}", origin.say(lang), wrong.what.zh, wrong.right.zh)
            }
        }
    }
}

fn hint_en(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default()
}

/// What a section says about a value that it cannot use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong with it.
    pub what: Said,
    /// What would be right.
    pub right: Said,
}

/// An address such as `https://host`, without a path: where to find a server.
pub(crate) fn parse_base_url(text: &str) -> Result<url::Url, Wrong> {
    let wrong = || Wrong {
        what: said!("`{text}` is not the address of a server", "`{text}` 不是服务器地址"),
        right: said!(
            "Write http:// or https:// and a host, with nothing behind it but a port",
            "请写 http:// 或 https:// 加主机名，后面最多跟端口"
        ),
    };
    let url = url::Url::parse(text).map_err(|_| wrong())?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if bare { Ok(url) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../../../wxfleet.sample.toml");

    fn from_file(text: &str) -> Result<Settings, SettingError> {
        let file = Some((PathBuf::from("wxfleet.toml"), text.to_owned()));
        Settings::from_layers(&Layers::read(&Flags::default(), &Environment::default(), file)?)
    }

    #[test]
    fn the_sample_file_is_the_file_of_defaults() {
        assert_eq!(from_file(SAMPLE).unwrap(), Settings::default());
        for key in KEYS {
            let last = key.toml.rsplit('.').next().unwrap();
            let shown =
                SAMPLE.lines().any(|line| line.trim_start_matches(['#', ' ']).starts_with(&format!("{last} =")));
            assert!(shown, "wxfleet.sample.toml does not show `{}`", key.toml);
            assert!(SAMPLE.contains(key.env), "wxfleet.sample.toml does not name {}", key.env);
        }
    }

    #[test]
    fn what_the_sample_comments_out_is_accepted_too() {
        let all: String = SAMPLE
            .lines()
            .map(|line| {
                line.strip_prefix("# ").filter(|rest| rest.contains(" = ") && !rest.contains(". ")).unwrap_or(line)
            })
            .flat_map(|line| [line, "\n"])
            .collect();
        assert_ne!(all, SAMPLE);
        from_file(&all).unwrap();
    }

    #[test]
    fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
        let file = || Some((PathBuf::from("f.toml"), "listen = \"127.0.0.1:1\"\npublic_url = \"http://f\"".to_owned()));
        let environment = Environment::of([("WXFLEET_LISTEN", "127.0.0.1:2")]);
        let flags = Flags { listen: Some("127.0.0.1:3".to_owned()), ..Flags::default() };
        let read = |flags: &Flags, environment: &Environment, file| {
            Settings::from_layers(&Layers::read(flags, environment, file).unwrap()).unwrap().server
        };
        let nothing = Environment::default();
        assert_eq!(read(&flags, &environment, file()).listen.port(), 3);
        assert_eq!(read(&Flags::default(), &environment, file()).listen.port(), 2);
        assert_eq!(read(&Flags::default(), &nothing, file()).listen.port(), 1);
        assert_eq!(read(&Flags::default(), &nothing, None).listen.port(), 8600);
        assert_eq!(read(&flags, &environment, file()).public_url.unwrap().as_str(), "http://f/");
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line_and_the_nearest_name() {
        let error =
            from_file("# ours\nlisten = \"127.0.0.1:1\"\n\n[wechat]\napi_base_ur = \"https://x\"\n").unwrap_err();
        let expected =
            "wxfleet.toml, line 5: there is no setting `wechat.api_base_ur`; did you mean `wechat.api_base_url`?";
        assert_eq!(error.to_string(), expected);
        let error = from_file("listem = \"127.0.0.1:1\"").unwrap_err();
        assert_eq!(error.to_string(), "wxfleet.toml, line 1: there is no setting `listem`; did you mean `listen`?");
        assert!(error.say(Lang::Zh).contains("是不是想写 `listen`"));
    }

    #[test]
    fn a_table_in_the_place_of_a_value_and_a_value_in_the_place_of_a_table_are_refused() {
        let error = from_file("[listen]\nport = 1\n").unwrap_err();
        assert!(matches!(error, SettingError::Unknown { line: 2, ref key, .. } if key == "listen.port"), "{error}");
        let error = from_file("wechat = \"https://x\"\n").unwrap_err();
        assert!(matches!(error, SettingError::Unknown { line: 1, ref key, .. } if key == "wechat"), "{error}");
        let error = from_file("listen = [1]\n").unwrap_err();
        assert!(matches!(error, SettingError::Wrong { setting: "listen", .. }), "{error}");
    }

    #[test]
    fn broken_toml_names_its_line() {
        let error = from_file("listen = \"127.0.0.1:1\"\npublic_url = \n").unwrap_err();
        assert!(matches!(error, SettingError::Syntax { line: 2, .. }), "{error}");
    }

    #[test]
    fn an_error_says_which_from_where_what_and_what_would_be_right() {
        let environment = Environment::of([("WXFLEET_LISTEN", "8600")]);
        let error = Settings::load(&Flags::default(), &environment, None).unwrap_err();
        insta::assert_snapshot!(error.to_string(), @"setting `listen` (environment variable WXFLEET_LISTEN): `8600` is not an address with a port. Write for instance 127.0.0.1:8600, or 0.0.0.0:8600 for all interfaces");
        insta::assert_snapshot!(error.say(Lang::Zh), @"设置 `listen`（环境变量 WXFLEET_LISTEN）：`8600` 不是带端口的地址。请写成 127.0.0.1:8600 这样；要监听所有网卡就写 0.0.0.0:8600");
    }

    #[test]
    fn a_master_key_that_is_none_is_refused_without_being_shown() {
        let error = from_file("master_key = \"hunter2\"").unwrap_err();
        assert!(matches!(error, SettingError::Wrong { setting: "master_key", .. }), "{error}");
        assert!(!format!("{error} {error:?} {}", error.say(Lang::Zh)).contains("hunter2"));
        let key = "fbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfbfb";
        let settings = from_file(&format!("master_key = \"{key}\"")).unwrap();
        assert!(settings.master_key.key.is_some() && !format!("{settings:?}").contains("fbfb"));
    }

    #[test]
    fn a_named_file_must_be_there() {
        let missing = Path::new("/nonexistent/wxfleet.toml");
        let error = Settings::load(&Flags::default(), &Environment::default(), Some(missing)).unwrap_err();
        assert!(matches!(error, SettingError::Unreadable { .. }), "{error}");
    }

    #[test]
    fn an_unknown_variable_of_ours_is_noticed() {
        let environment = Environment::of([("WXFLEET_LISTEM", "x"), ("WXFLEET_KEY", "k"), ("PATH", "/bin")]);
        let unknown = environment.unknown_names();
        assert_eq!(unknown.len(), 1);
        assert_eq!(unknown[0].nearest.as_deref(), Some("WXFLEET_LISTEN"));
    }

    #[test]
    fn addresses_of_servers_carry_nothing_but_a_host_and_a_port() {
        for good in ["https://api.weixin.qq.com", "http://127.0.0.1:8650", "http://[::1]:8650/"] {
            parse_base_url(good).unwrap();
        }
        for bad in ["", "api.weixin.qq.com", "ftp://x", "https://x/path", "https://x?q=1", "https://u:p@x", "https://"]
        {
            parse_base_url(bad).unwrap_err();
        }
    }
}
