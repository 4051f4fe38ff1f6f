//! Every text we keep: no leftover marks, no paths of somebody's machine, no mirrors, no trackers.
//!
//! What is forbidden is written here in two halves, since this file is checked too.

use super::{Fault, holds_word};

const MARKS: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

const WORKPLACES: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/work", "space/"), concat!("/Use", "rs/")];

const HOSTS: [&str; 8] = [
    concat!("index.crat", "es.io"),
    concat!("static.crat", "es.io"),
    concat!("artif", "actory"),
    concat!("rspr", "oxy"),
    concat!("mirr", "ors."),
    concat!("registry.np", "mjs"),
    concat!("pypi.or", "g"),
    concat!("proxy.gol", "ang"),
];

/// Check one text of ours, line by line.
pub(super) fn check(path: &str, body: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, line) in body.lines().enumerate() {
        let found = mark(line).or_else(|| workplace(line)).or_else(|| host(line)).or_else(|| tracker(line));
        faults.extend(found.map(|(what, better)| Fault::new(path, at + 1, what, better)));
    }
    faults
}

fn mark(line: &str) -> Option<(String, &'static str)> {
    let mark = MARKS.iter().find(|mark| holds_word(line, mark))?;
    Some((format!("holds the mark {mark}"), "do it now, or write down in docs/ what is not done and why"))
}

fn workplace(line: &str) -> Option<(String, &'static str)> {
    let joins = |before: Option<char>| before.is_some_and(|c| c.is_alphanumeric() || "/._-~}>)".contains(c));
    let absolute = |path: &str| line.match_indices(path).any(|(at, _)| !joins(line[..at].chars().next_back()));
    let path = WORKPLACES.iter().find(|path| absolute(path))?;
    Some((format!("names {path}, a folder of one machine"), "name files from the project's root"))
}

fn host(line: &str) -> Option<(String, &'static str)> {
    let host = HOSTS.iter().find(|host| line.contains(*host))?;
    Some((format!("names the package host {host}"), "leave the choice of a host to the machine's own settings"))
}

/// A number of a ticket, which a reader of the code cannot look up.
fn tracker(line: &str) -> Option<(String, &'static str)> {
    let lower = line.to_lowercase();
    let numbered = lower.match_indices(concat!("iss", "ue")).any(|(at, word)| {
        let before = lower[..at].chars().next_back();
        let rest = lower[at + word.len()..].trim_start();
        !before.is_some_and(char::is_alphanumeric) && rest.starts_with(|c: char| c == '#' || c.is_ascii_digit())
    });
    numbered
        .then(|| ("names a ticket by its number".to_owned(), "say the reason itself, so that the text stands alone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> usize {
        check("docs/page.md", line).len()
    }

    #[test]
    fn plain_words_pass() {
        for line in [
            "a hacked account, a list of things to do",
            "see https://example.com/wo/rk and crates/network/src/lib.rs",
            concat!("GET https://example.com/wo", "rk/list"),
            "the issue of who renews a token; issues are filed elsewhere",
            concat!("<root>/wo", "rk/ and $HOME/work"),
        ] {
            assert_eq!(found(line), 0, "{line}");
        }
    }

    #[test]
    fn marks_are_found_as_whole_words() {
        for mark in MARKS {
            assert_eq!(found(&format!("// {mark}: later")), 1, "{mark}");
            assert_eq!(found(&format!("let a{mark} = 1;")), 0, "{mark}");
        }
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        for path in WORKPLACES {
            assert_eq!(found(&format!("cd {path}wxfleet")), 1, "{path}");
            assert_eq!(found(&format!("\"{path}\"")), 1, "{path}");
        }
    }

    #[test]
    fn package_hosts_are_found() {
        for host in HOSTS {
            assert_eq!(found(&format!("url = \"https://{host}/x\"")), 1, "{host}");
        }
    }

    #[test]
    fn tickets_are_found() {
        for line in [concat!("see iss", "ue 2"), concat!("Iss", "ue #12"), concat!("(iss", "ue#7)")] {
            assert_eq!(found(line), 1, "{line}");
        }
    }
}
