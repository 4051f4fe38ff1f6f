//! The page in the place of one that cannot be shown: why not, and what to do.

use askama::Template;

use super::frame::{Chrome, Frame};
use super::pieces::Refusal;
use crate::locale::Language;

/// A page that cannot be shown.
#[derive(Debug, Clone, Copy)]
pub struct RefusedPage<'a> {
    /// Why not.
    pub refusal: &'a Refusal,
}

impl RefusedPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Refused {
            chrome: frame.chrome(),
            language: frame.language,
            refusal: self.refusal,
            back: frame.language.pick("回到首页", "Back to the first page"),
        })
    }
}

#[derive(Template)]
#[template(path = "console/refused.html")]
struct Refused<'a> {
    chrome: Chrome<'a>,
    language: Language,
    refusal: &'a Refusal,
    back: &'static str,
}
