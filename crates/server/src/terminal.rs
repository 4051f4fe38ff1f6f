//! The person's end of a command: what is printed where, and what is asked.
//!
//! Results go to stdout and nothing else does, so that a program can read them; all other words go to stderr. A reader
//! that hangs up (`wxfleet … | head`) is no failure.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::failure::Failure;
use crate::words::{Lang, said, say};

/// How to speak, and whether somebody is there.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// The language.
    pub lang: Lang,
    stdin: bool,
    stdout: bool,
    stderr: bool,
}

impl Terminal {
    /// The terminal of this process, if it has one.
    pub fn of_process(lang: Lang) -> Self {
        Self {
            lang,
            stdin: io::stdin().is_terminal(),
            stdout: io::stdout().is_terminal(),
            stderr: io::stderr().is_terminal(),
        }
    }

    /// Nobody: for tests.
    pub const fn nobody(lang: Lang) -> Self {
        Self { lang, stdin: false, stdout: false, stderr: false }
    }

    /// Whether a person can be asked.
    pub const fn can_ask(&self) -> bool {
        self.stdin && self.stderr
    }

    /// Whether a person reads the results.
    pub const fn shows_results(&self) -> bool {
        self.stdout
    }

    /// Whether things may move on stderr.
    pub const fn can_animate(&self) -> bool {
        self.stderr
    }

    /// Prints a result on stdout.
    pub fn result(&self, text: &str) -> io::Result<()> {
        print(io::stdout().lock(), text)
    }

    /// Prints a result for a program, as JSON.
    pub fn json(&self, value: &impl Serialize) -> io::Result<()> {
        self.result(&serde_json::to_string_pretty(value)?)
    }

    /// Says something beside the result, on stderr.
    pub fn note(&self, text: &str) {
        // Without a stderr there is nobody to tell that there is no stderr.
        let _ = print(io::stderr().lock(), text);
    }

    /// Asks before something that cannot be taken back. `yes` is the flag `--yes`. Where nobody can be asked, the flag
    /// is required.
    pub fn confirm(&self, question: &str, yes: bool) -> Result<(), Failure> {
        if yes {
            return Ok(());
        }
        if !self.can_ask() {
            return Err(Failure::Usage(said!(
                "this needs a yes, and there is no terminal to ask on: add --yes",
                "这一步需要确认，而这里没有终端可问：请加 --yes"
            )));
        }
        let answer = self.ask(&format!("{question} [y/N] "))?;
        if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是") {
            Ok(())
        } else {
            Err(Failure::Refused(said!("nothing was done", "什么也没有做")))
        }
    }

    /// Asks for a line.
    pub fn ask(&self, question: &str) -> io::Result<String> {
        let mut stderr = io::stderr().lock();
        write!(stderr, "{question}")?;
        stderr.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// Asks for a line that is not shown while it is typed.
    pub fn ask_secret(&self, question: &str) -> io::Result<String> {
        let terminal = console::Term::stderr();
        terminal.write_str(question)?;
        terminal.read_secure_line().map(|line| line.trim().to_owned())
    }

    /// Asks for a password, which is taken as it is typed: spaces belong to it.
    pub fn ask_password(&self, question: &str) -> io::Result<String> {
        let terminal = console::Term::stderr();
        terminal.write_str(question)?;
        terminal.read_secure_line()
    }

    /// Reads all of stdin.
    pub fn read_stdin(&self) -> io::Result<String> {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text)?;
        Ok(text)
    }

    /// A moment in the reader's own time zone.
    pub fn time(&self, at: Timestamp) -> String {
        at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// A moment that may not have come.
    pub fn time_or_dash(&self, at: Option<Timestamp>) -> String {
        at.map_or_else(|| "-".to_owned(), |at| self.time(at))
    }

    /// `yes` or `no`.
    pub fn yes_no(&self, yes: bool) -> String {
        if yes { say!(self.lang, "yes", "是") } else { say!(self.lang, "no", "否") }
    }
}

fn print(mut to: impl Write, text: &str) -> io::Result<()> {
    match writeln!(to, "{text}").and_then(|()| to.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// The text without what could steer a terminal: names and reasons are written by strangers.
pub fn inert(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    text.chars()
        .map(|c| {
            if c == '\n' {
                '\n'
            } else if steers(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_cannot_steer_the_terminal() {
        assert_eq!(inert("店\u{1b}[2J铺\r\n\u{202e}evil 🍵"), "店\u{fffd}[2J铺\u{fffd}\n\u{fffd}evil 🍵");
    }

    #[test]
    fn where_nobody_can_be_asked_the_flag_is_required() {
        let nobody = Terminal::nobody(Lang::En);
        assert_eq!(nobody.confirm("Release?", false).unwrap_err().status(), 2);
        nobody.confirm("Release?", true).unwrap();
    }
}
