//! The findings of a check: each is one line, and one that is bad says who can mend it and how. For programs they are
//! one JSON object at the end.

use std::io;

use serde::Serialize;

use crate::failure::{Failure, who};
use crate::terminal::{Terminal, inert};
use crate::words::{Lang, say};

/// Who can mend something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// The operator of this platform.
    Isv,
    /// A merchant.
    Merchant,
}

impl Who {
    const fn word(self) -> &'static str {
        match self {
            Self::Isv => "isv",
            Self::Merchant => "merchant",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    /// `good`, `note` or `bad`.
    state: &'static str,
    what: String,
    #[serde(flatten)]
    to_mend: Option<ToMend>,
}

/// How something that is bad gets well.
#[derive(Debug, Serialize)]
struct ToMend {
    /// The API's word for who can.
    advice_for: &'static str,
    advice: String,
}

impl Finding {
    /// The finding for a person.
    fn line(&self, lang: Lang) -> String {
        let what = &self.what;
        match (&self.to_mend, self.state) {
            (Some(ToMend { advice_for, advice }), _) => {
                let by = who(advice_for, lang);
                format!("✗ {what}\n    → {by}: {advice}")
            }
            (None, "good") => format!("✓ {what}"),
            (None, _) => format!("· {what}"),
        }
    }
}

/// All findings, for a program.
#[derive(Serialize)]
struct Sheet {
    in_order: bool,
    findings: Vec<Finding>,
}

/// Findings as they come.
pub(crate) struct Report {
    terminal: Terminal,
    json: bool,
    bad: usize,
    /// Those that a program is still to be told.
    kept: Vec<Finding>,
}

impl Report {
    pub(crate) const fn new(terminal: Terminal, json: bool) -> Self {
        Self { terminal, json, bad: 0, kept: Vec::new() }
    }

    pub(crate) const fn lang(&self) -> Lang {
        self.terminal.lang
    }

    pub(crate) const fn terminal(&self) -> Terminal {
        self.terminal
    }

    /// All is well.
    pub(crate) fn good(&mut self, what: &str) -> io::Result<()> {
        self.found(Finding { state: "good", what: what.to_owned(), to_mend: None })
    }

    /// Worth knowing.
    pub(crate) fn note(&mut self, what: &str) -> io::Result<()> {
        self.found(Finding { state: "note", what: what.to_owned(), to_mend: None })
    }

    /// Something to mend.
    pub(crate) fn bad(&mut self, what: &str, by: Who, mend: &str) -> io::Result<()> {
        self.bad += 1;
        let to_mend = ToMend { advice_for: by.word(), advice: mend.to_owned() };
        self.found(Finding { state: "bad", what: what.to_owned(), to_mend: Some(to_mend) })
    }

    /// A person is told at once.
    fn found(&mut self, finding: Finding) -> io::Result<()> {
        if self.json {
            self.kept.push(finding);
            return Ok(());
        }
        self.terminal.result(&inert(&finding.line(self.terminal.lang)))
    }

    /// Sums up, and decides the exit status.
    pub(crate) fn end(self) -> Result<(), Failure> {
        let (terminal, bad) = (self.terminal, self.bad);
        if self.json {
            terminal.json(&Sheet { in_order: bad == 0, findings: self.kept })?;
        } else if bad == 0 {
            terminal.result(terminal.lang.pick("All in order.", "一切正常。"))?;
        } else {
            terminal.result(&say!(terminal.lang, "{bad} to mend.", "有 {bad} 处要处理。"))?;
        }
        if bad == 0 { Ok(()) } else { Err(Failure::Said) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_finding_decides() {
        let mut report = Report::new(Terminal::nobody(Lang::En), false);
        report.good("fine").unwrap();
        report.note("so so").unwrap();
        report.end().unwrap();
        let mut report = Report::new(Terminal::nobody(Lang::Zh), false);
        report.bad("broken", Who::Merchant, "mend it").unwrap();
        assert_eq!(report.end().unwrap_err().status(), 1);
    }

    #[test]
    fn a_program_is_told_all_at_the_end() {
        let mut report = Report::new(Terminal::nobody(Lang::En), true);
        report.good("fine").unwrap();
        report.bad("broken", Who::Isv, "mend it").unwrap();
        let kept = serde_json::to_value(&report.kept).unwrap();
        assert_eq!(kept[0], serde_json::json!({"state": "good", "what": "fine"}));
        let broken = serde_json::json!({"state": "bad", "what": "broken", "advice_for": "isv", "advice": "mend it"});
        assert_eq!(kept[1], broken);
        assert_eq!(report.end().unwrap_err().status(), 1);
    }
}
