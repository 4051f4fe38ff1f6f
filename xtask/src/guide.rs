//! `cargo xtask guide`: the commands of `docs/guide/`, run as they are written.
//!
//! Every block ```` ```sh ```` of a guide is run against a demo, one after the other in one shell, so that what a block sets is there
//! in the next. The first command that fails fails the step, with its place. A block that needs what a demo has not (WeChat's own
//! console, a person at a terminal, a server of its own) says so in its first line: ```` ```sh by-hand ````; one that shows a refusal
//! begins with ```` ```sh refused ````. The guides' made-up appids
//! stand for accounts of the demo, and the files they speak of are there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde_json::Value;

use crate::demo::Demo;
use crate::process;

/// The languages that the guides are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Zh,
    En,
}

impl Language {
    const fn folder(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    const fn locale(self) -> &'static str {
        match self {
            Self::Zh => "zh_CN.UTF-8",
            Self::En => "C.UTF-8",
        }
    }
}

/// Pictures that the guides speak of.
const PICTURES: [&str; 3] = ["licence.jpg", "trademark.jpg", "logo.png"];
/// The file that account.md shows as its JSON block.
const GUIDELINE: &str = "guideline.json";
/// How a block begins that shows a refusal.
const REFUSED: &str = "sh refused";
/// The guide that is read first.
const FIRST: &str = "first-release.md";
/// What the shell says before each block.
const MARK: &str = "@@ ";

/// A block of commands.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    line: usize,
    info: String,
    text: String,
}

/// Run the guides of one language, or of all, each language against a demo of its own.
pub(crate) fn run(binary: Option<&Path>, language: Option<Language>) -> Result<()> {
    let all = Language::value_variants();
    for language in all.iter().filter(|one| language.is_none_or(|wanted| wanted == **one)) {
        let started_at = Instant::now();
        let demo = Demo::start("guide", binary)?;
        let commands = in_one_language(&demo, *language)?;
        let took = started_at.elapsed().as_secs();
        println!("guide: {commands} commands of docs/guide/{} went well, {took} s", language.folder());
    }
    Ok(())
}

fn in_one_language(demo: &Demo, language: Language) -> Result<usize> {
    let home = demo.directory.as_path();
    let words = accounts(demo)?;
    fs::create_dir(home.join("bin"))?;
    std::os::unix::fs::symlink(&demo.binary, home.join("bin").join("wxfleet"))?;
    for picture in PICTURES {
        fs::write(home.join(picture), "a picture")?;
    }
    let mut commands = 0;
    for guide in guides(language)? {
        let name = guide.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&guide).with_context(|| format!("cannot read {}", guide.display()))?;
        let blocks = blocks(&text);
        if let Some(shown) = blocks.iter().find(|block| block.info == "json" && name == "account.md") {
            fs::write(home.join(GUIDELINE), &shown.text)?;
        }
        let blocks: Vec<Block> =
            blocks.into_iter().filter(|block| matches!(block.info.as_str(), "sh" | REFUSED)).collect();
        commands +=
            blocks.iter().map(|block| block.text.lines().filter(|line| !line.trim().is_empty()).count()).sum::<usize>();
        shell(demo, language, &name, &script(&blocks, &words))?;
    }
    Ok(commands)
}

fn guides(language: Language) -> Result<Vec<PathBuf>> {
    let folder = process::root().join("docs").join("guide").join(language.folder());
    let listed = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut found: Vec<PathBuf> = listed.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    // What the others do presupposes a release.
    found.sort_by_key(|path| (!path.ends_with(FIRST), path.clone()));
    Ok(found)
}

/// What the guides' made-up appids stand for.
fn accounts(demo: &Demo) -> Result<Vec<(&'static str, String)>> {
    let of_kind = |kind: &str| -> Result<Vec<String>> {
        let listed = demo.json(&["authorizer", "list", "--kind", kind, "--state", "well"])?;
        let rows = listed["items"].as_array().cloned().unwrap_or_default();
        // Who has no name cannot submit code.
        let named = rows.into_iter().filter(|row| row["nick_name"].as_str().is_some_and(|name| !name.is_empty()));
        Ok(named.filter_map(|row: Value| row["appid"].as_str().map(str::to_owned)).collect())
    };
    let first =
        |kind: &str| of_kind(kind)?.into_iter().next().with_context(|| format!("the demo has no {kind} that is well"));
    let (mini_program, official_account) = (first("mini_program")?, first("official_account")?);
    Ok(vec![
        ("wx0123456789abcdef", mini_program.clone()),
        ("wxaaaaaaaaaaaaaaaa", mini_program),
        ("wxbbbbbbbbbbbbbbbb", official_account),
    ])
}

/// The fenced blocks of a page, with the line on which each begins.
fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open: Option<(Block, usize)> = None;
    for (number, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) => {
                let block = Block { line: number + 1, info: info.trim().to_owned(), text: String::new() };
                open = Some((block, indent));
            }
            (Some(_), Some(_)) => found.extend(open.take().map(|(block, _)| block)),
            (Some((block, indent)), None) => {
                block.text.push_str(line.get(*indent..).unwrap_or_default());
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

fn script(blocks: &[Block], words: &[(&'static str, String)]) -> String {
    let mut script = String::from("set -euo pipefail\n");
    for block in blocks {
        let text = words.iter().fold(block.text.clone(), |text, (ours, theirs)| text.replace(ours, theirs));
        let _ = writeln!(script, "echo '{MARK}{}'", block.line);
        if block.info == REFUSED {
            let _ = writeln!(script, "if (\n{text}); then echo 'this was to be refused'; exit 1; fi");
        } else {
            script.push_str(&text);
        }
    }
    script
}

/// Runs what a guide says; what the commands print is shown only where one fails.
fn shell(demo: &Demo, language: Language, name: &str, script: &str) -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(demo.directory.join("bin")).chain(std::env::split_paths(&path));
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(&demo.directory).stdin(Stdio::null());
    command.envs(demo.environment()).env("PATH", std::env::join_paths(all)?);
    command.env_remove("LC_ALL").env("LANG", language.locale());
    let output = command.output().context("there is no bash")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.rsplit(MARK).next().and_then(|rest| rest.lines().next()).unwrap_or_default();
    let shown = said.rsplit(MARK).next().unwrap_or_default();
    let errors = String::from_utf8_lossy(&output.stderr);
    let place = format!("docs/guide/{}/{name}", language.folder());
    ensure!(output.status.success(), "a command of the block at {place}:{line} failed\n{shown}\n{errors}");
    println!("guide: {place}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# A\n\n```sh\necho a\n```\n\n1. b\n\n   ```sh by-hand\n   echo b\n   ```\n\n```json\n{}\n```\n";

    #[test]
    fn blocks_are_found_with_their_lines_and_without_their_indent() {
        let block = |line, info: &str, text: &str| Block { line, info: info.to_owned(), text: text.to_owned() };
        let found = blocks(PAGE);
        assert_eq!(found, [block(3, "sh", "echo a\n"), block(9, "sh by-hand", "echo b\n"), block(13, "json", "{}\n")]);
    }

    #[test]
    fn made_up_appids_become_accounts_of_the_demo() {
        let blocks =
            [Block { line: 7, info: "sh".to_owned(), text: "wxfleet code show wxaaaaaaaaaaaaaaaa\n".to_owned() }];
        let script = script(&blocks, &[("wxaaaaaaaaaaaaaaaa", "wx1".to_owned())]);
        assert_eq!(script, "set -euo pipefail\necho '@@ 7'\nwxfleet code show wx1\n");
    }

    #[test]
    fn what_is_to_be_refused_has_to_be() {
        let ends = |text: &str| {
            let script = script(&blocks(&format!("```sh refused\n{text}\n```\n```sh\necho on\n```\n")), &[]);
            Command::new("bash").args(["-c", &script]).output().expect("there is a bash").status.success()
        };
        assert!(ends("false"));
        assert!(!ends("true"));
    }

    #[test]
    fn a_command_that_fails_is_named_by_its_block() {
        let blocks = blocks("```sh\ntrue\n```\n```sh\nfalse\ntrue\n```\n");
        let output = Command::new("bash").args(["-c", &script(&blocks, &[])]).output().expect("there is a bash");
        assert!(!output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stdout), "@@ 1\n@@ 4\n");
    }
}
