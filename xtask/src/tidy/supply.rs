//! What we build on: where it comes from, under which terms, and what must not come in.
//!
//! The lists stand in `deny.toml`, in the words of cargo-deny, and are held here without it: cargo itself knows the tree
//! of what is built and the licence of each package. The lock file names more than that (what an unused option of a
//! library would pull in), so bans and licences look at the tree and only the sources at the lock files.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::{Fault, Text, line_with};
use crate::process;

const RULES: &str = "deny.toml";

/// What `deny.toml` says, as far as we hold it.
struct Rules {
    targets: Vec<String>,
    licences: BTreeSet<String>,
    /// Licences that one crate may have, by the crate's name.
    exceptions: BTreeMap<String, BTreeSet<String>>,
    /// Crates that must not be built, with the reason.
    banned: BTreeMap<String, String>,
    registries: BTreeSet<String>,
}

impl Rules {
    fn parse(body: &str) -> Result<Self> {
        let table = body.parse::<toml::Table>().context("deny.toml is not TOML")?;
        let list = |section: &str, key: &str| table.get(section).and_then(|section| section.get(key)).map(strings);
        let rows = |section: &str, key: &str| {
            let rows = table.get(section).and_then(|section| section.get(key)).and_then(toml::Value::as_array);
            rows.cloned().unwrap_or_default()
        };
        let name = |row: &toml::Value| Some(row.get("crate")?.as_str()?.to_owned());
        let exceptions = rows("licenses", "exceptions");
        let banned = rows("bans", "deny");
        Ok(Self {
            targets: list("graph", "targets").context("deny.toml names no targets")?,
            licences: list("licenses", "allow").context("deny.toml allows no licence")?.into_iter().collect(),
            exceptions: exceptions
                .iter()
                .filter_map(|row| Some((name(row)?, strings(row.get("allow")?).into_iter().collect())))
                .collect(),
            banned: banned
                .iter()
                .filter_map(|row| Some((name(row)?, row.get("reason")?.as_str()?.to_owned())))
                .collect(),
            registries: list("sources", "allow-registry").context("deny.toml names no registry")?.into_iter().collect(),
        })
    }
}

fn strings(value: &toml::Value) -> Vec<String> {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().filter_map(|value| Some(value.as_str()?.to_owned())).collect()
}

/// Hold what is built against `deny.toml`. An error when the lists cannot be read or cargo does not answer.
pub(super) fn check(texts: &[Text]) -> Result<Vec<Fault>> {
    let rules = texts.iter().find(|text| text.path == RULES).context("deny.toml is missing")?;
    let rules = Rules::parse(&rules.body)?;
    let mut faults = check_tree(&tree(&rules.targets)?, &rules);
    let locks = texts.iter().filter(|text| text.path.split('/').next_back() == Some("Cargo.lock"));
    faults.extend(locks.flat_map(|lock| check_sources(&lock.path, &lock.body, &rules.registries)));
    Ok(faults)
}

/// Everything that is built on any of the targets with any feature: one `name version|licence` a line.
fn tree(targets: &[String]) -> Result<String> {
    let mut command = process::cargo();
    command.args(["tree", "--locked", "--workspace", "--all-features", "--edges", "normal,build,dev"]);
    command.args(["--prefix", "none", "--format", "{p}|{l}"]);
    for target in targets {
        command.args(["--target", target]);
    }
    process::output(&mut command)
}

fn check_tree(tree: &str, rules: &Rules) -> Vec<Fault> {
    let lines = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect::<BTreeSet<_>>();
    let mut faults = Vec::new();
    for (package, licence) in lines.iter().filter_map(|line| line.split_once('|')) {
        let name = package.split_whitespace().next().unwrap_or_default();
        if let Some(reason) = rules.banned.get(name) {
            let better = format!("{reason}; `cargo tree --workspace --invert {name}` shows who brings it");
            faults.push(Fault::new("Cargo.lock", 0, format!("{name} is built"), better));
        }
        let allowed = |id: &str| {
            rules.licences.contains(id) || rules.exceptions.get(name).is_some_and(|exception| exception.contains(id))
        };
        if !permits(licence, &allowed) {
            let better = "look at its terms: allow them in deny.toml with a reason, or do without it";
            faults.push(Fault::new("Cargo.lock", 0, format!("{package} comes under {licence:?}"), better));
        }
    }
    faults
}

fn check_sources(path: &str, lock: &str, registries: &BTreeSet<String>) -> Vec<Fault> {
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = ")).map(|source| source.trim_matches('"'));
    let ours = |source: &str| source.strip_prefix("registry+").is_some_and(|registry| registries.contains(registry));
    let strange = sources.filter(|source| !ours(source)).collect::<BTreeSet<_>>();
    let fault = |source: &&str| {
        let better = "take a released version from the registry that deny.toml names";
        Fault::new(path, line_with(lock, &["source = ", source]), format!("a library comes from {source}"), better)
    };
    strange.iter().map(fault).collect()
}

/// Whether a licence expression can be met with what is allowed. An empty or unreadable one cannot.
fn permits(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words = spaced.split_whitespace().collect::<Vec<_>>();
    let mut reader = Expression { words: &words, allowed };
    reader.any().is_some_and(|permitted| permitted && reader.words.is_empty())
}

/// A licence expression that is being read; `None` from a method means that it does not make sense.
struct Expression<'a> {
    words: &'a [&'a str],
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Expression<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn next_is(&mut self, word: &str) -> bool {
        let is = self.words.first() == Some(&word);
        if is {
            self.words = &self.words[1..];
        }
        is
    }

    fn any(&mut self) -> Option<bool> {
        let mut permitted = self.all()?;
        while self.next_is("OR") {
            permitted |= self.all()?;
        }
        Some(permitted)
    }

    fn all(&mut self) -> Option<bool> {
        let mut permitted = self.one()?;
        while self.next_is("AND") {
            permitted &= self.one()?;
        }
        Some(permitted)
    }

    fn one(&mut self) -> Option<bool> {
        match self.next()? {
            "(" => {
                let permitted = self.any()?;
                self.next_is(")").then_some(permitted)
            }
            ")" | "AND" | "OR" | "WITH" => None,
            id if self.next_is("WITH") => Some((self.allowed)(&format!("{id} WITH {}", self.next()?))),
            id => Some((self.allowed)(id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"
        [graph]
        targets = ["x86_64-unknown-linux-gnu"]
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        exceptions = [{ crate = "roots", allow = ["CDLA-Permissive-2.0"] }]
        [bans]
        deny = [{ crate = "ring", reason = "one TLS provider" }]
        [sources]
        allow-registry = ["https://example.com/index"]
    "#;

    fn permitted(expression: &str) -> bool {
        permits(expression, &|id| matches!(id, "MIT" | "Apache-2.0" | "Apache-2.0 WITH LLVM-exception"))
    }

    #[test]
    fn expressions_that_can_be_met() {
        for expression in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-3.0-only OR MIT AND Apache-2.0",
            "MIT/Apache-2.0",
            "Unlicense / MIT",
            "(MIT OR GPL-3.0-only) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0-only OR (MIT AND (Apache-2.0 OR ISC))",
        ] {
            assert!(permitted(expression), "{expression}");
        }
    }

    #[test]
    fn expressions_that_cannot() {
        for expression in [
            "",
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "(MIT OR Apache-2.0) AND GPL-3.0-only",
            "MIT WITH LLVM-exception",
            "(MIT",
            "MIT)",
            "MIT MIT",
            "OR MIT",
        ] {
            assert!(!permitted(expression), "{expression}");
        }
    }

    #[test]
    fn the_tree_is_held_against_the_lists() {
        let rules = Rules::parse(LISTS).expect("the lists are well formed");
        let tree = "ours v0.1.0 (/x)|Apache-2.0\n\nring v0.17.0|MIT (*)\nroots v1.0.0|CDLA-Permissive-2.0\n\
                    others v1.0.0|CDLA-Permissive-2.0\nbare v1.0.0|\n";
        let whats = check_tree(tree, &rules).into_iter().map(|fault| fault.what).collect::<Vec<_>>();
        let expected =
            ["bare v1.0.0 comes under \"\"", "others v1.0.0 comes under \"CDLA-Permissive-2.0\"", "ring is built"];
        assert_eq!(whats, expected);
    }

    #[test]
    fn a_strange_source_is_found() {
        let rules = Rules::parse(LISTS).expect("the lists are well formed");
        let lock =
            "[[package]]\nsource = \"registry+https://example.com/index\"\nsource = \"git+https://example.com/fork\"\n";
        let found = check_sources("Cargo.lock", lock, &rules.registries);
        assert_eq!(found.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
    }
}
