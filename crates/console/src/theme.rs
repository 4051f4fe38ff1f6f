//! Light or dark: what the person chose, or what their system prefers.

/// How a page is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the system prefers.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word that stands for it in `data-theme` and in a cookie.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this word; the system's for any other.
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_word_is_its_theme_and_any_other_the_systems() {
        for theme in Theme::ALL {
            assert_eq!(Theme::of_word(theme.as_str()), theme);
        }
        assert_eq!(Theme::of_word("Dark"), Theme::Auto);
        assert_eq!(Theme::of_word(""), Theme::Auto);
    }
}
