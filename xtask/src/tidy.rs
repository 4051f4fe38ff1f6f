//! `cargo xtask tidy`: the agreements that no compiler knows of, held by a machine so that people need not.
//!
//! Every check is a plain function from text to [`Fault`]s; this file reads the text, runs them all and prints what they
//! found, with the place and the better way, in one go. What belongs to the walls between crates is in [`walls`], to
//! manifests in [`manifests`], to Rust files in [`sources`], to all text in [`texts`], to WeChat's errcodes in
//! [`errcodes`], to README and decision notes in [`papers`], to what we build on in [`supply`].

use std::fmt;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

mod errcodes;
mod manifests;
mod papers;
mod sources;
mod supply;
mod texts;
mod walls;

/// One breach of an agreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    file: String,
    /// Counted from 1; 0 when the whole file is meant.
    line: usize,
    what: String,
    /// What to do instead.
    better: String,
}

impl Fault {
    fn new(file: &str, line: usize, what: impl Into<String>, better: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into(), better: better.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what)?,
            line => write!(f, "{}:{line}: {}", self.file, self.what)?,
        }
        write!(f, "\n    better: {}", self.better)
    }
}

/// A file of ours with its path from the root; what is not UTF-8 is left out.
struct Text {
    path: String,
    body: String,
}

impl Text {
    fn is_rust(&self) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| ending == "rs")
    }

    /// Written by others and kept as it came: vendored files, licence texts, lock files.
    fn is_foreign(&self) -> bool {
        self.path.split('/').any(|part| matches!(part, "vendor" | "Cargo.lock" | "LICENSE"))
    }
}

/// Run every check; an error when anything was found.
pub(crate) fn run() -> Result<()> {
    let texts = texts_of_the_project()?;
    let metadata = process::metadata(None)?;
    let mut faults = texts.iter().flat_map(faults_of_one).collect::<Vec<_>>();
    faults.extend(walls::check(&metadata, &texts));
    faults.extend(manifests::check(&metadata, &texts));
    faults.extend(papers::check(&texts));
    faults.extend(supply::check(&texts)?);
    faults.sort();
    faults.dedup();
    for fault in &faults {
        println!("{fault}");
    }
    match faults.len() {
        0 => println!("tidy: {} files, nothing to mend", texts.len()),
        1 => bail!("tidy found 1 fault"),
        count => bail!("tidy found {count} faults"),
    }
    Ok(())
}

fn faults_of_one(text: &Text) -> Vec<Fault> {
    let mut faults = Vec::new();
    if text.is_rust() {
        faults.extend(sources::check(&text.path, &text.body));
    }
    if text.path.ends_with("errcodes.json") {
        faults.extend(errcodes::check(&text.path, &text.body));
    }
    if !text.is_foreign() {
        faults.extend(texts::check(&text.path, &text.body));
    }
    faults
}

/// What git tracks, and what it would track after `git add -A`.
fn texts_of_the_project() -> Result<Vec<Text>> {
    let mut git = Command::new("git");
    git.current_dir(process::root()).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = process::output(&mut git).context("tidy asks git which files are ours")?;
    let mut paths = listed.split('\0').filter(|path| !path.is_empty()).collect::<Vec<_>>();
    paths.sort_unstable();
    paths.dedup();
    let text = |path: &str| {
        let body = String::from_utf8(std::fs::read(process::root().join(path)).ok()?).ok()?;
        Some(Text { path: path.to_owned(), body })
    };
    Ok(paths.into_iter().filter_map(text).collect())
}

/// The number of the first line that holds all the words, counted from 1; 0 when none does.
fn line_with(body: &str, words: &[&str]) -> usize {
    body.lines().position(|line| words.iter().all(|word| line.contains(word))).map_or(0, |at| at + 1)
}

/// Whether `word` stands in `line` with no letter, digit or underscore beside it.
fn holds_word(line: &str, word: &str) -> bool {
    let joins = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word)
        .any(|(at, _)| !joins(line[..at].chars().next_back()) && !joins(line[at + word.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_shows_place_and_better_way() {
        let fault = Fault::new("a/b.rs", 3, "this is odd", "do that");
        assert_eq!(fault.to_string(), "a/b.rs:3: this is odd\n    better: do that");
        let whole = Fault::new("README.md", 0, "is missing", "write it");
        assert_eq!(whole.to_string(), "README.md: is missing\n    better: write it");
    }

    #[test]
    fn words_are_whole() {
        assert!(holds_word("use sea_orm::entity;", "sea_orm"));
        assert!(!holds_word("use my_sea_orm;", "sea_orm"));
        assert!(!holds_word("sea_orm_migration", "sea_orm"));
    }
}
