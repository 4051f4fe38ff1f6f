//! Which language a page speaks, and how its words are kept: Chinese and English side by side, one table per page.

/// A language that every page stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// 简体中文, also for whoever does not say.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language for a visitor: `?lang=` decides, else the `Accept-Language` header, else Chinese.
    pub fn choose(lang: Option<&str>, accept_language: Option<&str>) -> Self {
        lang.and_then(Self::of_tag).or_else(|| accept_language.and_then(Self::of_accept_language)).unwrap_or_default()
    }

    /// The language's tag, for `<html lang>` and `Content-Language`.
    pub const fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }

    /// The one of two values that belongs to this language.
    pub const fn pick<T: Copy>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The language of a tag: `zh`, `zh-TW`, `en-GB` and the like.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::Zh)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The best-liked of our languages in the header (RFC 9110, 12.5.4); of two liked alike, the one named first.
    fn of_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for choice in header.split(',').take(32) {
            let mut parts = choice.split(';');
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
            let Some(weight) = weight.filter(|weight| *weight > 0.0) else { continue };
            if best.is_none_or(|(_, liked)| weight > liked) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

/// Declares the words of one page, each in Chinese and in English. A word that no template uses is a warning.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($word:ident: $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        struct $name {
            $($word: &'static str),+
        }

        impl $name {
            const fn of(language: $crate::locale::Language) -> &'static Self {
                match language {
                    $crate::locale::Language::Zh => &Self { $($word: $zh),+ },
                    $crate::locale::Language::En => &Self { $($word: $en),+ },
                }
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::Language::{self, En, Zh};

    #[test]
    fn the_address_decides_then_the_browser_then_chinese() {
        assert_eq!(Language::choose(None, None), Zh);
        assert_eq!(Language::choose(Some("en"), Some("zh-CN")), En);
        assert_eq!(Language::choose(Some("zh_TW"), Some("en")), Zh);
        assert_eq!(Language::choose(Some("fr"), Some("en-GB,en;q=0.9")), En);
    }

    #[test]
    fn the_browser_is_asked_for_its_favourite() {
        for (header, language) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Zh),
            ("en-US,en;q=0.9,zh;q=0.8", En),
            ("fr-FR, fr;q=0.9, en;q=0.5, zh;q=0.7", Zh),
            ("en;q=0.5,zh;q=0.5", En),
            ("en;q=0,zh;q=0.1", Zh),
            ("en;q=nonsense", Zh),
            ("de,*;q=0.1", Zh),
            ("", Zh),
            (";;;,,,q=", Zh),
        ] {
            assert_eq!(Language::choose(None, Some(header)), language, "{header}");
        }
    }
}
