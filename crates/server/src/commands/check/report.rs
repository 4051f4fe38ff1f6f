//! The findings of a check: each is one line, and one that is bad says who can mend it and how.

use std::io;

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

/// Findings as they come.
pub(crate) struct Report {
    terminal: Terminal,
    bad: usize,
}

impl Report {
    pub(crate) const fn new(terminal: Terminal) -> Self {
        Self { terminal, bad: 0 }
    }

    pub(crate) const fn lang(&self) -> Lang {
        self.terminal.lang
    }

    pub(crate) const fn terminal(&self) -> Terminal {
        self.terminal
    }

    /// All is well.
    pub(crate) fn good(&mut self, what: &str) -> io::Result<()> {
        self.terminal.result(&inert(&format!("✓ {what}")))
    }

    /// Worth knowing.
    pub(crate) fn note(&mut self, what: &str) -> io::Result<()> {
        self.terminal.result(&inert(&format!("· {what}")))
    }

    /// Something to mend.
    pub(crate) fn bad(&mut self, what: &str, by: Who, mend: &str) -> io::Result<()> {
        self.bad += 1;
        let by = who(by.word(), self.terminal.lang);
        self.terminal.result(&inert(&format!("✗ {what}\n    → {by}: {mend}")))
    }

    /// Sums up, and decides the exit status.
    pub(crate) fn end(self) -> Result<(), Failure> {
        let (lang, bad) = (self.terminal.lang, self.bad);
        if bad == 0 {
            self.terminal.result(lang.pick("All in order.", "一切正常。"))?;
            return Ok(());
        }
        self.terminal.result(&say!(lang, "{bad} to mend.", "有 {bad} 处要处理。"))?;
        Err(Failure::Said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_finding_decides() {
        let mut report = Report::new(Terminal::nobody(Lang::En));
        report.good("fine").unwrap();
        report.note("so so").unwrap();
        report.end().unwrap();
        let mut report = Report::new(Terminal::nobody(Lang::Zh));
        report.bad("broken", Who::Merchant, "mend it").unwrap();
        assert_eq!(report.end().unwrap_err().status(), 1);
    }
}
