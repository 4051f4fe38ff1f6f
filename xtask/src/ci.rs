//! `cargo xtask ci`: everything that must hold before a change goes in, in one order and with one closing line.
//!
//! The quick steps all run and report, whatever the others say; the long ones (tests, fuzzing, runs of the product) start only
//! when everything before them is good. A step whose program is not installed is named as skipped. The closing line counts
//! the tests, and each other step as one.

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{api, fuzz, guide, process, smoke, test, tidy, walls};

/// Which steps to run.
#[derive(Args)]
pub(crate) struct Choice {
    /// Only these steps
    #[arg(long, value_enum)]
    only: Vec<Step>,
    /// All but these steps
    #[arg(long, value_enum)]
    skip: Vec<Step>,
    /// Seconds for each fuzz target
    #[arg(long, default_value_t = 10)]
    fuzz_seconds: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// `cargo fmt --check`
    Fmt,
    /// The agreements of the house
    Tidy,
    /// Lints, none allowed
    Clippy,
    /// The inner crates built alone
    Walls,
    /// Documentation with every link checked
    Doc,
    /// cargo-deny: licences, bans, sources, advisories
    Deny,
    /// cargo-machete: unused dependencies
    Machete,
    /// Every test
    Test,
    /// A short run of each fuzz target
    Fuzz,
    /// The README's main command
    Smoke,
    /// The HTTP API against its own description
    Api,
    /// The commands of the guides
    Guide,
}

/// How a step ended.
enum End {
    Passed,
    Tested(test::Counts),
    Failed(String),
    TestsFailed(test::Counts),
    Skipped(&'static str),
}

struct Line {
    step: Step,
    end: End,
    took: Duration,
}

/// Run the chosen steps. The exit status is 0 only when none failed.
pub(crate) fn run(choice: &Choice) -> ExitCode {
    let mut lines: Vec<Line> = Vec::new();
    for step in chosen(choice) {
        println!("\n==> {}: {}", name(step), explained(step));
        let started_at = Instant::now();
        let broken = lines.iter().any(|line| line.end.is_failure());
        let end = if broken && is_long(step) { End::Skipped("an earlier step failed") } else { end(step, choice) };
        if let End::Failed(fault) = &end {
            println!("{fault}");
        }
        let took = started_at.elapsed();
        println!("<== {}: {} after {} s", name(step), end.word(), took.as_secs());
        lines.push(Line { step, end, took });
    }
    summary(&lines);
    if lines.iter().any(|line| line.end.is_failure()) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn chosen(choice: &Choice) -> impl Iterator<Item = Step> + '_ {
    let wanted = |step: &Step| choice.only.is_empty() || choice.only.contains(step);
    Step::value_variants().iter().copied().filter(move |step| wanted(step) && !choice.skip.contains(step))
}

fn end(step: Step, choice: &Choice) -> End {
    let result = match step {
        Step::Fmt => process::check(process::cargo().args(["fmt", "--all", "--check"])),
        Step::Tidy => tidy::run(),
        Step::Clippy => clippy(),
        Step::Walls => walls::run(),
        Step::Doc => doc(),
        Step::Deny if !installed("cargo-deny") => {
            return End::Skipped("cargo-deny is not installed; tidy holds licences, bans and sources");
        }
        Step::Deny => process::check(process::cargo().args(["deny", "--locked", "check"])),
        Step::Machete if !installed("cargo-machete") => {
            return End::Skipped("cargo-machete is not installed; tidy looks for unused libraries");
        }
        Step::Machete => process::check(process::cargo().arg("machete")),
        Step::Test => return tests(),
        Step::Fuzz => fuzz::run(choice.fuzz_seconds, None),
        Step::Smoke => smoke::run(),
        Step::Api if !api::has_tools() => {
            return End::Skipped("its tools are not in target/api/venv; .ci/run installs them");
        }
        Step::Api => api::run(None),
        Step::Guide => guide::run(None, Some(guide::Language::Zh)),
    };
    result.map_or_else(|fault| End::Failed(format!("{fault:#}")), |()| End::Passed)
}

fn clippy() -> Result<()> {
    process::check(process::cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn doc() -> Result<()> {
    let mut command = process::cargo();
    command.args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings");
    process::check(&mut command)
}

fn tests() -> End {
    match test::run() {
        Ok(outcome) if outcome.good() => End::Tested(outcome.counts),
        Ok(outcome) => End::TestsFailed(outcome.counts),
        Err(fault) => End::Failed(format!("{fault:#}")),
    }
}

/// Whether a program can be called.
fn installed(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Steps that take minutes and say little about a change that is already known to be broken.
fn is_long(step: Step) -> bool {
    matches!(step, Step::Test | Step::Fuzz | Step::Smoke | Step::Api | Step::Guide)
}

fn name(step: Step) -> String {
    step.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn explained(step: Step) -> String {
    let value = step.to_possible_value();
    value.and_then(|value| Some(value.get_help()?.to_string())).unwrap_or_default()
}

impl End {
    fn is_failure(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::TestsFailed(_))
    }

    fn word(&self) -> String {
        match self {
            Self::Passed => "passed".to_owned(),
            Self::Tested(counts) => format!("passed ({counts})"),
            Self::Failed(_) => "FAILED".to_owned(),
            Self::TestsFailed(counts) => format!("FAILED ({counts})"),
            Self::Skipped(reason) => format!("skipped, {reason}"),
        }
    }

    /// What a step adds to the closing line.
    fn add_to(&self, total: &mut test::Counts) {
        match self {
            Self::Passed => total.passed += 1,
            Self::Failed(_) => total.failed += 1,
            Self::Skipped(_) => total.skipped += 1,
            Self::Tested(counts) | Self::TestsFailed(counts) => {
                total.passed += counts.passed;
                total.failed += counts.failed;
                total.skipped += counts.skipped;
            }
        }
    }
}

fn summary(lines: &[Line]) {
    println!("\n==> summary (the last line counts the tests, and each other step as one)");
    for line in lines {
        println!("{:>6} s  {:8} {}", line.took.as_secs(), name(line.step), line.end.word());
    }
    let mut total = test::Counts::default();
    for line in lines {
        line.end.add_to(&mut total);
    }
    println!("{total}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(only: &[Step], skip: &[Step]) -> Choice {
        Choice { only: only.to_vec(), skip: skip.to_vec(), fuzz_seconds: 1 }
    }

    #[test]
    fn steps_are_chosen_in_their_order() {
        let all = chosen(&choice(&[], &[])).collect::<Vec<_>>();
        assert_eq!(all, Step::value_variants());
        assert_eq!(chosen(&choice(&[Step::Test, Step::Fmt], &[])).collect::<Vec<_>>(), [Step::Fmt, Step::Test]);
        assert_eq!(chosen(&choice(&[Step::Test], &[Step::Test])).count(), 0);
        assert_eq!(chosen(&choice(&[], &[Step::Smoke])).count(), all.len() - 1);
    }

    #[test]
    fn the_closing_line_counts_tests_and_steps() {
        let mut total = test::Counts::default();
        let counts = test::Counts { passed: 10, failed: 0, skipped: 2 };
        for end in [End::Passed, End::Tested(counts), End::Failed(String::new()), End::Skipped("not there")] {
            end.add_to(&mut total);
        }
        assert_eq!(total.to_string(), "11 passed, 1 failed, 3 skipped");
    }

    #[test]
    fn tests_that_failed_fail_the_whole() {
        let counts = test::Counts { passed: 1, failed: 1, skipped: 0 };
        assert!(End::TestsFailed(counts).is_failure());
        assert!(!End::Skipped("not there").is_failure());
        assert!(!End::Tested(counts).is_failure());
    }

    #[test]
    fn every_step_says_what_it_is() {
        for step in Step::value_variants() {
            assert!(!explained(*step).is_empty(), "{}", name(*step));
        }
    }
}
