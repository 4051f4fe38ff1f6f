//! Rust files: each opens with a paragraph, is named after a thing, and leaves nothing undone.

use super::Fault;

/// Names under which everything ends up that nobody wanted to name.
const DRAWERS: [&str; 6] = ["utils", "util", "common", "helpers", "helper", "misc"];

/// Code that stands for code yet to be written, or for a test that does not test. Written in two halves, since this file
/// is checked too.
const UNFINISHED: [(&str, &str); 5] = [
    (concat!("to", "do!("), "write it, or leave the function out"),
    (concat!("unimpl", "emented!("), "write it, or leave the function out"),
    (concat!("db", "g!("), "use `tracing` where it should stay, and take it out where not"),
    (concat!("#[ig", "nore"), "make the test pass, or switch its suite by an environment variable"),
    (concat!("assert!(tr", "ue"), "assert what the code does"),
];

/// Check one Rust file.
pub(super) fn check(path: &str, body: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(header(path, body));
    faults.extend(drawer(path));
    for (at, line) in body.lines().enumerate() {
        for (mark, better) in UNFINISHED {
            if line.contains(mark) {
                faults.push(Fault::new(path, at + 1, format!("holds `{}`", mark.trim_end_matches('(')), better));
            }
        }
    }
    faults
}

fn header(path: &str, body: &str) -> Option<Fault> {
    let better = "open with `//!` and say what the file is for, what lives here and what does not";
    let first = body.lines().next().unwrap_or_default();
    let Some(words) = first.strip_prefix("//! ") else {
        return Some(Fault::new(path, 1, "does not open with a paragraph", better));
    };
    (words.split_whitespace().count() < 3).then(|| Fault::new(path, 1, "opens with no more than a word or two", better))
}

fn drawer(path: &str) -> Option<Fault> {
    let named =
        path.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part)).find(|part| DRAWERS.contains(part))?;
    Some(Fault::new(path, 0, format!("`{named}` names no thing"), "name the file after what it holds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whats(path: &str, body: &str) -> Vec<String> {
        check(path, body).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_file_with_a_paragraph_passes() {
        assert_eq!(whats("crates/a/src/plan.rs", "//! Retry plans of deliveries.\n\npub fn next() {}\n"), [""; 0]);
    }

    #[test]
    fn a_missing_or_empty_opening_is_found() {
        for body in ["", "use std::fmt;\n", "// A plain comment of some words.\n", "//!\n", "//! Placeholder.\n"] {
            assert_eq!(whats("crates/a/src/plan.rs", body).len(), 1, "{body:?}");
        }
    }

    #[test]
    fn drawers_are_found_as_file_and_as_folder() {
        let body = "//! Things of every kind.\n";
        for path in [concat!("crates/a/src/ut", "ils.rs"), "crates/a/src/common/mod.rs", "crates/a/tests/helpers.rs"] {
            assert_eq!(whats(path, body).len(), 1, "{path}");
        }
        assert_eq!(whats("crates/a/src/common_name.rs", body).len(), 0);
    }

    #[test]
    fn what_is_unfinished_is_found_with_its_line() {
        for (mark, _) in UNFINISHED {
            let body = format!("//! One function of ours.\nfn later() {{\n    {mark} \n}}\n");
            let found = check("crates/a/src/plan.rs", &body);
            assert_eq!(found.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3], "{mark}");
        }
    }
}
