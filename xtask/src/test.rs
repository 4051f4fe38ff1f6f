//! `cargo xtask test`: every test of the workspace, and an honest account of what was left out.
//!
//! Some suites need something that a machine with only Rust lacks: a database server, a browser. Each is switched on by
//! one environment variable. Their tests carry a mark in their path (a module or a function named `…on_postgres…`), and
//! while the variable is unset we filter them out by that mark, so that cargo counts them as left out and not as passed.
//! The output of cargo goes through as it comes; the counts are read from its summary lines on the way.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, ExitCode, ExitStatus, Stdio};

use anyhow::{Context, Result};

use crate::process;

/// Tests that need something from outside.
struct Suite {
    name: &'static str,
    /// The environment variable that switches the suite on.
    variable: &'static str,
    example: &'static str,
    /// What stands in the path of each of its tests.
    mark: &'static str,
}

const SUITES: [Suite; 4] = [
    Suite {
        name: "PostgreSQL suite",
        variable: "WXFLEET_TEST_POSTGRES_URL",
        example: "postgres://postgres@127.0.0.1:5432/postgres",
        mark: "on_postgres",
    },
    Suite {
        name: "MySQL/MariaDB suite",
        variable: "WXFLEET_TEST_MYSQL_URL",
        example: "mysql://root@127.0.0.1:3306/",
        mark: "on_mysql",
    },
    Suite {
        name: "browser suite",
        variable: "WXFLEET_TEST_CHROMEDRIVER",
        example: "/usr/bin/chromedriver",
        mark: "in_browser",
    },
    Suite {
        name: "accessibility suite",
        variable: "WXFLEET_TEST_AXE",
        example: "node_modules/axe-core/axe.min.js",
        mark: "with_axe",
    },
];

/// How many tests passed, failed and were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Add what one summary line of a test binary says; other lines say nothing.
    fn read(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("test result: ") else { return };
        let Some((_, counts)) = summary.split_once(". ") else { return };
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let (Some(count), Some(word)) = (words.next().and_then(|count| count.parse::<u64>().ok()), words.next())
            else {
                continue;
            };
            match word {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                "ignored" | "filtered" => self.skipped += count,
                _ => {}
            }
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// How a run of all tests ended.
pub(crate) struct Outcome {
    pub(crate) counts: Counts,
    status: ExitStatus,
    stale: Vec<PathBuf>,
}

impl Outcome {
    /// Whether every test that ran passed, and nothing lies about unused.
    pub(crate) fn good(&self) -> bool {
        self.status.success() && self.stale.is_empty()
    }

    /// Print the closing line; the exit status is cargo's.
    pub(crate) fn report_last(&self) -> ExitCode {
        println!("{}", self.counts);
        match self.status.code() {
            Some(0) if self.stale.is_empty() => ExitCode::SUCCESS,
            Some(0) | None => ExitCode::FAILURE,
            Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        }
    }
}

/// Run all tests. An error means that they could not be started; tests that fail are in the outcome.
pub(crate) fn run() -> Result<Outcome> {
    let left_out = SUITES.iter().filter(|suite| !switched_on(suite)).collect::<Vec<_>>();
    let references = process::target_dir()?.join("snapshot-references.txt");
    let (mut counts, status) = run_cargo(&left_out, &references)?;
    if !status.success() && counts.failed == 0 {
        // A build that fails or a test binary that dies writes no summary; "0 failed" would be untrue.
        counts.failed = 1;
        println!("cargo test ended with {status} before every test could be counted");
    }
    for suite in &left_out {
        println!("skipped: {}; to run it, set {} (such as {})", suite.name, suite.variable, suite.example);
    }
    let stale = if status.success() && left_out.is_empty() { unused_snapshots(&references)? } else { Vec::new() };
    for snapshot in &stale {
        println!("{}: no test reads this snapshot; delete it", snapshot.display());
    }
    if !stale.is_empty() {
        counts.failed += 1;
    }
    Ok(Outcome { counts, status, stale })
}

fn switched_on(suite: &Suite) -> bool {
    std::env::var_os(suite.variable).is_some_and(|value| !value.is_empty())
}

fn run_cargo(left_out: &[&Suite], references: &Path) -> Result<(Counts, ExitStatus)> {
    // The file is appended to by every test process; what an earlier run wrote must not count.
    std::fs::write(references, "").with_context(|| format!("cannot write {}", references.display()))?;
    let mut command = process::cargo();
    command.args(["test", "--workspace", "--locked", "--no-fail-fast", "--"]);
    for suite in left_out {
        command.args(["--skip", suite.mark]);
    }
    command.env("INSTA_SNAPSHOT_REFERENCES_FILE", references);
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot run cargo test")?;
    let counts = pass_through(child.stdout.take().expect("standard output was asked for as a pipe"))?;
    Ok((counts, child.wait().context("cannot wait for cargo test")?))
}

/// Copy the output through, line by line, and count on the way.
fn pass_through(from: ChildStdout) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut to = std::io::stdout();
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).context("cannot read the output of cargo test")? > 0 {
        to.write_all(&line)?;
        to.flush()?;
        counts.read(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    Ok(counts)
}

/// Snapshot files that no test has asked for. Only meaningful after a run of every suite.
fn unused_snapshots(references: &Path) -> Result<Vec<PathBuf>> {
    let asked = std::fs::read_to_string(references)?;
    let asked = asked
        .lines()
        .filter_map(|path| std::fs::canonicalize(process::root().join(path)).ok())
        .collect::<BTreeSet<_>>();
    let mut git = std::process::Command::new("git");
    let listed = process::output(git.current_dir(process::root()).args(["ls-files", "-z", "*.snap"]))?;
    let there = listed.split('\0').filter(|path| !path.is_empty()).map(|path| process::root().join(path));
    Ok(there.filter(|path| std::fs::canonicalize(path).is_ok_and(|path| !asked.contains(&path))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_lines_add_up() {
        let mut counts = Counts::default();
        counts.read("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s");
        counts
            .read("test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s");
        assert_eq!(counts, Counts { passed: 14, failed: 4, skipped: 4 });
    }

    #[test]
    fn other_lines_say_nothing() {
        let mut counts = Counts::default();
        for line in ["test codec::opens ... ok", "running 3 tests", "test result: odd", "12 passed; 0 failed", ""] {
            counts.read(line);
        }
        assert_eq!(counts, Counts::default());
    }

    #[test]
    fn the_closing_line_is_plain() {
        let counts = Counts { passed: 712, failed: 0, skipped: 2 };
        assert_eq!(counts.to_string(), "712 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn no_mark_of_a_suite_stands_in_another() {
        for (at, suite) in SUITES.iter().enumerate() {
            for other in &SUITES[at + 1..] {
                assert!(!suite.mark.contains(other.mark) && !other.mark.contains(suite.mark));
                assert_ne!(suite.variable, other.variable);
            }
        }
    }
}
