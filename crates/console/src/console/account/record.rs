//! What was done to an account, with what outcome, and what WeChat pushed about it.

use askama::Template;
use jiff::Timestamp;
use wxfleet_model::event::EventHead;
use wxfleet_model::journal::{JournalEntry, Outcome};

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Asked, Icon, Refusal, Tag, Told};
use crate::console::{events, standing};
use crate::locale::{Language, words};

/// `GET …/record`.
#[derive(Debug, Clone, Copy)]
pub struct RecordPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// What was done, the newest first.
    pub entries: &'a [JournalEntry],
    /// What was pushed, the newest first.
    pub events: &'a [EventHead],
    /// From where older entries go on.
    pub older: Option<&'a str>,
}

impl RecordPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        crate::rendered(&Record {
            chrome: frame.chrome(),
            language,
            head: self.subject.head(frame, Tab::Record),
            refusal: None,
            words: Words::of(language),
            page: self,
            lines: self.entries.iter().map(|entry| line(entry, language)).collect(),
        })
    }
}

/// An entry as it is told.
struct Line<'a> {
    entry: &'a JournalEntry,
    deed: &'static str,
    tag: Tag,
    asked: Asked,
    /// What came of it, when that was not what was wished.
    why: Option<Why<'a>>,
}

/// Why something was not done.
struct Why<'a> {
    errcode: Option<i64>,
    says: String,
    advice: Option<&'static str>,
    rid: Option<&'a str>,
}

fn line(entry: &JournalEntry, language: Language) -> Line<'_> {
    let why = match entry.outcome.as_ref().map(|(outcome, _)| outcome) {
        Some(Outcome::Refused { errcode, errmsg, rid }) => {
            let meaning = errcode.info().map(|info| language.pick(info.meaning_zh.as_str(), info.meaning_en.as_str()));
            let advice = errcode.advice();
            Some(Why {
                errcode: Some(errcode.0),
                says: meaning.filter(|text| !text.is_empty()).unwrap_or(errmsg).to_owned(),
                advice: Some(language.pick(advice.zh, advice.en)),
                rid: rid.as_deref(),
            })
        }
        Some(Outcome::Declined { errcode, reason, .. }) => Some(Why {
            errcode: errcode.map(|errcode| errcode.0),
            says: reason.clone(),
            advice: errcode.map(|errcode| language.pick(errcode.advice().zh, errcode.advice().en)),
            rid: None,
        }),
        Some(Outcome::Failed { reason } | Outcome::Unknown { reason }) => {
            Some(Why { errcode: None, says: reason.clone(), advice: None, rid: None })
        }
        Some(Outcome::Done { .. }) | None => None,
    };
    Line {
        entry,
        deed: standing::deed_name(entry.intent.deed, language),
        tag: standing::of_entry(entry.state(), language),
        asked: Asked::of(&entry.intent, language),
        why,
    }
}

words! {
    /// Words of the page.
    Words {
        journal: "操作记录", "What was done";
        no_journal: "还没有操作记录。", "Nothing yet.";
        events: "微信推送", "What WeChat pushed";
        no_events: "微信还没有推送过关于这个账号的事件。", "WeChat has pushed nothing about this account yet.";
        older: "更早的操作", "Earlier";
        request: "请求内容", "What was asked";
        advice: "建议：", "What to do: ";
    }
}

#[derive(Template)]
#[template(path = "console/account/record.html")]
struct Record<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a RecordPage<'a>,
    lines: Vec<Line<'a>>,
}

impl Record<'_> {
    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }
}
