//! The journal: who did what to which account, when, with what outcome; to look through and to take along.

use askama::Template;
use wxfleet_model::journal::{Deed, EntryState, Fault, JournalEntry, Outcome, Verification};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::{Tab, TabLink, tabs};
use crate::console::address::with_query;
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Asked, Icon, Refusal, Tag, Tone, pretty};
use crate::console::standing::{deed_name, of_entry};
use crate::locale::{Language, words};

const PATH: &str = "/console/settings/journal";

/// Which entries are wanted, as it was typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// By whom.
    pub actor: &'a str,
    /// What.
    pub deed: &'a str,
    /// On which account.
    pub appid: &'a str,
    /// With which outcome.
    pub outcome: &'a str,
    /// From this day on, in China.
    pub since: &'a str,
    /// Until the end of this day, in China.
    pub until: &'a str,
}

impl Wanted<'_> {
    fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("actor", self.actor),
            ("deed", self.deed),
            ("appid", self.appid),
            ("outcome", self.outcome),
            ("since", self.since),
            ("until", self.until),
        ]
    }
}

/// A portion of the journal.
pub struct JournalPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// What was asked for.
    pub wanted: Wanted<'a>,
    /// The entries, the newest first.
    pub entries: &'a [JournalEntry],
    /// Where to go on.
    pub next: Option<&'a str>,
    /// Whether this is a later portion.
    pub is_later: bool,
    /// What came out when the journal was held against its chain, if that was asked for.
    pub verified: Option<&'a Verification>,
    /// Why nothing was found.
    pub refusal: Option<Refusal>,
}

impl JournalPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let (frame, language) = (&self.frame, self.frame.language);
        let pairs = self.wanted.pairs();
        let next = self.next.map(|cursor| {
            let mut pairs = pairs.to_vec();
            pairs.push(("cursor", cursor));
            with_query(PATH, &pairs)
        });
        crate::rendered(&Journal {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Journal, frame.role, language),
            words: JournalWords::of(language),
            page: self,
            deeds: Deed::ALL
                .iter()
                .map(|deed| (deed.as_str(), deed_name(*deed, language), self.wanted.deed == deed.as_str()))
                .collect(),
            outcomes: EntryState::ALL
                .iter()
                .map(|state| (state.as_str(), of_entry(*state, language).word, self.wanted.outcome == state.as_str()))
                .collect(),
            lines: self.entries.iter().map(|entry| Line::of(entry, language)).collect(),
            verified: self.verified.map(|found| Verified::of(found, language)),
            export: with_query("/console/settings/journal.csv", &pairs),
            next,
            first: self.is_later.then(|| with_query(PATH, &pairs)),
            is_filtered: pairs.iter().any(|(_, value)| !value.is_empty()),
        })
    }
}

/// An entry as the page shows it.
struct Line<'a> {
    entry: &'a JournalEntry,
    deed: &'static str,
    state: Tag,
    asked: Asked,
    outcome: Option<String>,
}

impl<'a> Line<'a> {
    fn of(entry: &'a JournalEntry, language: Language) -> Self {
        Self {
            entry,
            deed: deed_name(entry.intent.deed, language),
            state: of_entry(entry.state(), language),
            asked: Asked::of(&entry.intent, language),
            outcome: entry.outcome.as_ref().and_then(|(outcome, _)| told(outcome)),
        }
    }
}

/// What came out of a verification, as the page says it.
struct Verified {
    tag: Tag,
    counted: String,
    faults: Vec<String>,
}

impl Verified {
    fn of(found: &Verification, language: Language) -> Self {
        let Verification { linked, waiting, forgotten, faults } = found;
        let tag = if faults.is_empty() {
            Tag { tone: Tone::Good, word: language.pick("未被改动", "As it was written") }
        } else {
            Tag { tone: Tone::Bad, word: language.pick("被改动过", "Changed by hand") }
        };
        let counted = match language {
            Language::Zh => {
                format!("已核对 {linked} 条；{waiting} 条进行中或刚结束，{forgotten} 条已到期清除。")
            }
            Language::En => format!(
                "{linked} entries held against their codes; {waiting} under way or just over, {forgotten} forgotten in time."
            ),
        };
        Self { tag, counted, faults: faults.iter().map(|fault| told_fault(fault, language)).collect() }
    }
}

fn told_fault(fault: &Fault, language: Language) -> String {
    match (*fault, language) {
        (Fault::Altered { number, entry }, Language::Zh) => {
            format!("第 {number} 条（{}）被修改、移动或插入。", entry.0)
        }
        (Fault::Altered { number, entry }, Language::En) => {
            format!("Entry {number} ({}) was changed, moved or slipped in.", entry.0)
        }
        (Fault::Missing { first, last }, Language::Zh) => format!("第 {first} 至 {last} 条被删除。"),
        (Fault::Missing { first, last }, Language::En) => format!("Entries {first} to {last} were taken away."),
        (Fault::Note, Language::Zh) => "记录链首尾的加密标记丢失、过旧或无法解开。".to_owned(),
        (Fault::Note, Language::En) => {
            "The sealed note that says where the chain ends is gone, older than the chain, or does not open.".to_owned()
        }
    }
}

/// What came of it, beyond the word.
fn told(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Done { result } if result.as_object().is_some_and(serde_json::Map::is_empty) => None,
        Outcome::Done { result } => Some(pretty(result)),
        Outcome::Refused { errcode, errmsg, rid } => {
            let rid = rid.as_deref().map(|rid| format!(" rid {rid}")).unwrap_or_default();
            Some(format!("{} {errmsg}{rid}", errcode.0))
        }
        Outcome::Declined { code, reason, .. } => Some(format!("{code}: {reason}")),
        Outcome::Failed { reason } | Outcome::Unknown { reason } => Some(reason.clone()),
    }
}

#[derive(Template)]
#[template(path = "console/settings/journal.html")]
struct Journal<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static JournalWords,
    page: &'a JournalPage<'a>,
    deeds: Vec<(&'static str, &'static str, bool)>,
    outcomes: Vec<(&'static str, &'static str, bool)>,
    lines: Vec<Line<'a>>,
    verified: Option<Verified>,
    export: String,
    next: Option<String>,
    first: Option<String>,
    is_filtered: bool,
}

words! {
    /// Words of the journal.
    JournalWords {
        title: "操作日志", "Journal";
        state: "谁在什么时候对哪个账号做了什么，结果如何。密钥和令牌不会出现在这里。",
            "Who did what to which account, when, and what came of it. Secrets never stand here.";
        actor: "谁", "Who";
        actor_hint: "例如 operator:amy", "For instance operator:amy";
        any_deed: "全部操作", "Any deed";
        deed: "操作", "Deed";
        appid: "账号 appid", "Account's appid";
        any_outcome: "全部结果", "Any outcome";
        outcome: "结果", "Outcome";
        since: "从", "From";
        until: "到", "To";
        filter: "筛选", "Filter";
        clear: "清除筛选", "Clear";
        when: "时间", "When";
        account: "账号", "Account";
        details: "详情", "Details";
        none: "没有符合条件的记录。", "No entry matches.";
        export: "导出 CSV", "Export as CSV";
        verify: "核对", "Verify";
        verify_hint: "核对有没有记录被人直接在数据库里改过", "Find out whether an entry was changed by hand in the database";
        tampered: "有人直接改动了数据库。请先原样备份数据库，查明谁能访问它，再与更早的备份比对。",
            "Somebody changed the database by hand. Keep a copy of it as it is, find out who can reach it, and compare with an older backup.";
        first: "回到最新", "Newest";
        next: "更早", "Earlier";
    }
}

/// The first line of an export.
pub fn csv_head() -> &'static str {
    // The mark by which spreadsheets know UTF-8.
    "\u{feff}id,opened_at,actor,deed,component_appid,appid,outcome,closed_at,request,result\r\n"
}

/// One entry as a line of an export.
pub fn csv_line(entry: &JournalEntry) -> String {
    let intent = &entry.intent;
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let cells = [
        intent.id.0.to_string(),
        intent.opened_at.to_string(),
        intent.actor.clone(),
        intent.deed.to_string(),
        text(intent.component_appid.as_ref().map(ComponentAppid::as_str)),
        text(intent.appid.as_ref().map(Appid::as_str)),
        entry.state().to_string(),
        entry.outcome.as_ref().map(|(_, at)| at.to_string()).unwrap_or_default(),
        intent.request.to_string(),
        entry.outcome.as_ref().and_then(|(outcome, _)| told(outcome)).unwrap_or_default(),
    ];
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",") + "\r\n"
}

/// A cell in quotes. What a spreadsheet would take for a formula is kept from being one by an apostrophe.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula_or_ends_early() {
        assert_eq!(cell("a \"b\",\nc"), "\"a \"\"b\"\",\nc\"");
        for formula in ["=1+1", "+1", "-1", "@a", "\t=1"] {
            assert_eq!(cell(formula), format!("\"'{formula}\""));
        }
    }
}
