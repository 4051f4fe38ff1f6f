//! `cargo xtask walls`: the inner crates built alone.
//!
//! Features unify over a workspace build: when `engine` asks for the client of `wechat`, `model` gets it too and would
//! compile with a call it must not make. Built alone it has only what it asked for. What each crate may name is checked
//! by `tidy`; here we look at everything that comes with it, however deep.

use anyhow::{Result, bail};

use crate::process;

/// Crates that are built alone.
const ALONE: [&str; 2] = ["wxfleet-model", "wxfleet-store"];

/// What must not come with a crate, at any depth, and why.
const NOT_BELOW: [(&str, &[&str], &str); 5] = [
    ("wxfleet-model", &["tokio", "reqwest", "axum", "sqlx", "sea-orm"], "rules do no I/O and are not async"),
    ("wxfleet-console", &["tokio", "reqwest", "axum", "sqlx", "sea-orm"], "pages get values and return HTML"),
    ("wxfleet-store", &["reqwest", "axum"], "the store speaks to the database and to nobody else"),
    ("wxfleet-api", &["axum", "sqlx", "sea-orm"], "programs that call us do not carry the server"),
    ("wxfleet-simulator", &["sqlx", "sea-orm"], "the simulator keeps its world in memory"),
];

/// Build the inner crates alone and look at what comes with each; says every breach at once.
pub(crate) fn run() -> Result<()> {
    let mut breaches = 0;
    for package in ALONE {
        if let Err(fault) = process::check(process::cargo().args(["check", "--locked", "--package", package])) {
            breaches += 1;
            println!("{package} does not build alone: {fault:#}");
        }
    }
    for (package, names, reason) in NOT_BELOW {
        let tree = process::output(process::cargo().args(tree_of(package)))?;
        for name in among(&tree, names) {
            breaches += 1;
            println!("{package} pulls in {name}, but {reason}");
            println!("    see who: cargo tree --package {package} --edges normal --invert {name}");
        }
    }
    if breaches > 0 {
        bail!("walls are broken: {breaches}");
    }
    Ok(())
}

fn tree_of(package: &str) -> [&str; 8] {
    ["tree", "--locked", "--package", package, "--edges", "normal", "--prefix", "none"]
}

/// Those of the names that are packages in a tree printed without a prefix.
fn among<'a>(tree: &str, names: &[&'a str]) -> Vec<&'a str> {
    let holds = |name: &str| tree.lines().any(|line| line.split_whitespace().next() == Some(name));
    names.iter().copied().filter(|name| holds(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_in_the_tree_is_found_by_its_whole_name() {
        let tree = "wxfleet-model v0.1.0 (/x)\ntokio-util v0.7.20\nserde v1.0.229 (*)\n";
        assert_eq!(among(tree, &["tokio", "serde", "tokio-util"]), ["serde", "tokio-util"]);
    }
}
