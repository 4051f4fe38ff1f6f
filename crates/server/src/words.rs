//! The two languages in which this binary speaks to people. Each message stands at its place in both of them, side by
//! side, so that neither can be forgotten; help texts are English.

use std::fmt;

use crate::settings::Environment;

/// A language for people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// 简体中文.
    Zh,
}

impl Lang {
    /// What was asked for, or else what the locale of the environment says.
    pub fn choose(asked: Option<Self>, environment: &Environment) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| environment.get(name));
        asked.unwrap_or_else(|| match locale {
            Some(locale) if locale.to_ascii_lowercase().starts_with("zh") => Self::Zh,
            _ => Self::En,
        })
    }

    /// Its tag, as the API takes it in `Accept-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The one of two texts.
    pub const fn pick(self, en: &'static str, zh: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

/// A message in both languages, for errors that are made before they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// English.
    pub en: String,
    /// 中文.
    pub zh: String,
}

impl Said {
    /// The message in one language.
    pub fn to(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Formats a message in the language at hand: `say!(lang, "{n} rows", "{n} 行")`.
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(,)?) => {
        match $lang {
            $crate::words::Lang::En => format!($en),
            $crate::words::Lang::Zh => format!($zh),
        }
    };
}

/// Formats a message in both languages, to be shown later.
macro_rules! said {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::words::Said { en: format!($en), zh: format!($zh) }
    };
}

pub(crate) use {said, say};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_beats_the_locale_and_the_locale_beats_english() {
        let zh = Environment::of([("LANG", "zh_CN.UTF-8")]);
        assert_eq!(Lang::choose(None, &zh), Lang::Zh);
        assert_eq!(Lang::choose(Some(Lang::En), &zh), Lang::En);
        assert_eq!(Lang::choose(None, &Environment::of([("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")])), Lang::En);
        assert_eq!(Lang::choose(None, &Environment::default()), Lang::En);
    }
}
