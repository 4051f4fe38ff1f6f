//! The papers beside the code: README in two languages, the change log, the licence, the decision notes.

use super::{Fault, Text};

/// What must be there.
const REQUIRED: [(&str, &str); 5] = [
    ("README.md", "a stranger starts there"),
    ("README.zh-CN.md", "most of our operators read Chinese"),
    ("CHANGELOG.md", "the person who runs the server looks there before an update"),
    ("LICENSE", "without it nobody may use the code"),
    ("docs/ARCHITECTURE.md", "it is the map of the code"),
];

/// The two commands a newcomer types.
const COMMANDS: [&str; 2] = ["cargo run --release -- demo", "cargo xtask test"];

/// Check all papers.
pub(super) fn check(texts: &[Text]) -> Vec<Fault> {
    let body = |path: &str| texts.iter().find(|text| text.path == path).map(|text| text.body.as_str());
    let mut faults = Vec::new();
    for (path, reason) in REQUIRED {
        if body(path).is_none_or(|body| body.trim().is_empty()) {
            faults.push(Fault::new(path, 0, "is missing or empty", format!("write it: {reason}")));
        }
    }
    if let (Some(english), Some(chinese)) = (body("README.md"), body("README.zh-CN.md")) {
        faults.extend(readmes(english, chinese));
    }
    let notes = texts.iter().filter_map(|text| Some((text.path.strip_prefix("docs/decisions/")?, text.body.as_str())));
    faults.extend(decisions(&notes.collect::<Vec<_>>()));
    faults
}

/// Both languages show the two commands, and the same cargo calls in the same order.
fn readmes(english: &str, chinese: &str) -> Vec<Fault> {
    let (left, right) = (cargo_calls(english), cargo_calls(chinese));
    let mut faults = Vec::new();
    for (path, calls) in [("README.md", &left), ("README.zh-CN.md", &right)] {
        for command in COMMANDS {
            if !calls.contains(&command) {
                faults.push(Fault::new(path, 0, format!("does not show `{command}`"), "show it in a block of code"));
            }
        }
    }
    if faults.is_empty() && left != right {
        let what = format!("shows other cargo calls ({}) than README.md ({})", right.join("; "), left.join("; "));
        faults.push(Fault::new("README.zh-CN.md", 0, what, "show the same commands in both languages"));
    }
    faults
}

/// The cargo calls in blocks of code, without a prompt and without the comment behind them.
fn cargo_calls(page: &str) -> Vec<&str> {
    let mut inside = false;
    let mut calls = Vec::new();
    for line in page.lines().map(str::trim) {
        if line.starts_with("```") {
            inside = !inside;
        } else if inside {
            let call = line.strip_prefix("$ ").unwrap_or(line);
            let call = call.split_once(" #").map_or(call, |(call, _)| call).trim_end();
            calls.extend(call.starts_with("cargo ").then_some(call));
        }
    }
    calls
}

/// Decision notes are numbered from 0001 without gaps, and each opens with a title.
fn decisions(notes: &[(&str, &str)]) -> Vec<Fault> {
    let mut notes = notes.to_vec();
    notes.sort_unstable();
    let mut faults = Vec::new();
    for (at, (name, body)) in notes.iter().enumerate() {
        let path = format!("docs/decisions/{name}");
        let number = format!("{:04}-", at + 1);
        if !name.starts_with(&number) || name.strip_suffix(".md").is_none() {
            let better = format!("call it {number}what-was-decided.md; numbers run from 0001 without gaps");
            faults.push(Fault::new(&path, 0, "is not numbered in turn", better));
        }
        if !body.starts_with("# ") {
            faults.push(Fault::new(&path, 1, "has no title", "open with `# ` and what was decided"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# wxfleet\n\n```sh\n$ cargo run --release -- demo   # ten minutes\ncargo xtask test\n```\n";

    fn whats(faults: Vec<Fault>) -> Vec<String> {
        faults.into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn every_paper_is_asked_for() {
        assert_eq!(check(&[]).len(), REQUIRED.len());
    }

    #[test]
    fn commands_are_read_from_blocks_of_code_only() {
        assert_eq!(cargo_calls(PAGE), COMMANDS);
        assert_eq!(cargo_calls("Type\ncargo xtask test\n"), [""; 0]);
    }

    #[test]
    fn both_languages_show_the_same() {
        assert_eq!(readmes(PAGE, &PAGE.replace("ten minutes", "十分钟")), []);
        let short = PAGE.replace("cargo xtask test", "cargo test");
        assert_eq!(whats(readmes(PAGE, &short)), ["does not show `cargo xtask test`"]);
        let more = PAGE.replace("cargo xtask test", "cargo xtask test\ncargo xtask ci");
        assert_eq!(readmes(PAGE, &more).len(), 1);
    }

    #[test]
    fn notes_are_numbered_and_titled() {
        assert_eq!(decisions(&[("0002-b.md", "# B\n"), ("0001-a.md", "# A\n")]), []);
        assert_eq!(whats(decisions(&[("0001-a.md", "# A\n"), ("0003-c.md", "# C\n")])), ["is not numbered in turn"]);
        assert_eq!(whats(decisions(&[("0001-a.md", "A\n")])), ["has no title"]);
    }
}
