//! What a return code of WeChat's means: for whoever has just met one, or typed it.

use askama::Template;
use askama::filters::HtmlSafe;
use wxfleet_wechat::errcode::{Errcode, Who};

use super::pieces::{Mender, Told};
use crate::locale::{Language, words};

/// A code with all that we know of it.
#[derive(Template)]
#[template(path = "console/errcode.html")]
pub(crate) struct ErrcodeCard {
    code: i64,
    meaning: &'static str,
    advice: &'static str,
    who: &'static str,
    errmsg: &'static str,
    words: &'static Words,
}

impl HtmlSafe for ErrcodeCard {}

impl ErrcodeCard {
    pub(crate) fn of(errcode: Errcode, language: Language) -> Self {
        let words = Words::of(language);
        let advice = errcode.advice();
        Self {
            code: errcode.0,
            meaning: meaning(errcode, language).unwrap_or(words.unknown),
            advice: language.pick(advice.zh, advice.en),
            who: mender(advice.who).named(language),
            errmsg: errcode.info().and_then(|row| row.errmsg.as_deref()).unwrap_or_default(),
            words,
        }
    }
}

/// What a code means, if we know it.
pub(crate) fn meaning(errcode: Errcode, language: Language) -> Option<&'static str> {
    errcode.info().map(|row| language.pick(row.meaning_zh.as_str(), row.meaning_en.as_str()))
}

fn mender(who: Who) -> Mender {
    match who {
        Who::Us => Mender::Wxfleet,
        Who::Isv => Mender::Isv,
        Who::Merchant => Mender::Merchant,
        Who::WeChat => Mender::WeChat,
    }
}

/// A text that is a return code, as people type it: the number, also after `errcode`. 0 is no refusal.
pub fn typed(text: &str) -> Option<Errcode> {
    let text = text.trim().to_lowercase();
    let number = text.strip_prefix("errcode").unwrap_or(&text).trim_start_matches([' ', ':', '：', '=']);
    let is_number = number.len() <= 9 && number.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|code| is_number && *code != 0).map(Errcode)
}

words! {
    /// Words of the card.
    Words {
        title: "返回码", "Return code";
        next: "怎么办", "What to do";
        who: "谁来处理", "Who can";
        errmsg: "微信原文", "WeChat's text";
        unknown: "返回码表里没有这个码。", "This code is in no table of ours.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_as_people_type_it() {
        for text in ["85009", " errcode: 85009", "errcode=85009", "ERRCODE 85009"] {
            assert_eq!(typed(text), Some(Errcode(85_009)), "{text}");
        }
        assert_eq!(typed("-1"), Some(Errcode(-1)));
        for text in ["", "0", "errcode", "wx85009", "8500 9", "1-2", "99999999999"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn a_card_says_what_who_and_what_next() {
        let card = ErrcodeCard::of(Errcode(61_004), Language::En).to_string();
        assert!(card.contains("61004") && card.contains("allow list"), "{card}");
        let unknown = ErrcodeCard::of(Errcode(123_456), Language::Zh).to_string();
        assert!(unknown.contains("返回码表里没有"), "{unknown}");
    }
}
