//! The manifests of our crates: the shared lints are on, and every library that is named is used.

use serde_json::Value;

use super::{Fault, Text, holds_word, line_with};

/// Check the manifest of every crate.
pub(super) fn check(metadata: &Value, texts: &[Text]) -> Vec<Fault> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut faults = Vec::new();
    for package in packages {
        let (path, body) = manifest_of(package, texts);
        faults.extend(shared_lints(path, body));
        faults.extend(unused(package, path, body, texts));
    }
    faults
}

/// Path from the root and text of a package's manifest.
pub(super) fn manifest_of<'a>(package: &'a Value, texts: &'a [Text]) -> (&'a str, &'a str) {
    let path = package["manifest_path"].as_str().unwrap_or_default();
    let ours = texts.iter().filter(|text| text.path.ends_with("Cargo.toml"));
    let longest = ours.filter(|text| path.ends_with(&format!("/{}", text.path))).max_by_key(|text| text.path.len());
    longest.map_or((path, ""), |text| (text.path.as_str(), text.body.as_str()))
}

fn shared_lints(path: &str, body: &str) -> Option<Fault> {
    let better = "write `[lints]` and below it `workspace = true`";
    let manifest = match body.parse::<toml::Table>() {
        Ok(manifest) => manifest,
        Err(fault) => return Some(Fault::new(path, 0, format!("is not TOML: {fault}"), "mend it")),
    };
    let shared = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
    (shared != Some(true))
        .then(|| Fault::new(path, line_with(body, &["[lints"]), "does not take the shared lints", better))
}

/// The line on which a manifest names a library, counted from 1; 0 when there is none.
pub(super) fn line_naming(body: &str, library: &str) -> usize {
    let names = |line: &str| line.strip_prefix(library).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
    body.lines().position(names).map_or(0, |at| at + 1)
}

/// Libraries that a manifest names and no Rust file of the crate does.
fn unused(package: &Value, path: &str, body: &str, texts: &[Text]) -> Vec<Fault> {
    let folder = path.trim_end_matches("Cargo.toml");
    let own = texts.iter().filter(|text| text.is_rust() && text.path.starts_with(folder)).collect::<Vec<_>>();
    let kept = package["metadata"]["cargo-machete"]["ignored"].as_array().map(Vec::as_slice).unwrap_or_default();
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut faults = Vec::new();
    for dependency in dependencies {
        let library = dependency["name"].as_str().unwrap_or_default();
        let word = dependency["rename"].as_str().unwrap_or(library).replace('-', "_");
        let used = own.iter().any(|text| text.body.lines().any(|line| holds_word(line, &word)));
        if !used && !kept.iter().any(|name| name.as_str() == Some(library)) {
            let better = "take it out; if it is there for its features only, say so under \
                          `[package.metadata.cargo-machete]` with `ignored = […]`";
            faults.push(Fault::new(
                path,
                line_naming(body, library),
                format!("names {library} and does not use it"),
                better,
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(path: &str, body: &str) -> Text {
        Text { path: path.to_owned(), body: body.to_owned() }
    }

    #[test]
    fn shared_lints_are_asked_for() {
        assert_eq!(shared_lints("Cargo.toml", "[package]\nname = \"a\"\n[lints]\nworkspace = true\n"), None);
        for body in ["", "[lints]\nworkspace = false\n", "[lints.rust]\nunsafe_code = \"forbid\"\n", "not toml"] {
            assert!(shared_lints("Cargo.toml", body).is_some(), "{body}");
        }
    }

    #[test]
    fn a_library_nobody_uses_is_found_with_its_line() {
        let texts = [
            text("crates/a/Cargo.toml", "[dependencies]\nserde_json = \"1\"\nsea-orm = \"2\"\n"),
            text("crates/a/src/lib.rs", "//! A.\nuse sea_orm::Entity;\n"),
            text("crates/b/src/lib.rs", "//! B.\nuse serde_json::Value;\n"),
        ];
        let package = json!({
            "manifest_path": "/home/x/crates/a/Cargo.toml",
            "dependencies": [{"name": "serde_json"}, {"name": "sea-orm"}],
        });
        let (path, body) = manifest_of(&package, &texts);
        let found = unused(&package, path, body, &texts);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].file.as_str(), found[0].line), ("crates/a/Cargo.toml", 2));
    }

    #[test]
    fn a_library_may_be_kept_for_its_features() {
        let package = json!({
            "metadata": {"cargo-machete": {"ignored": ["getrandom"]}},
            "dependencies": [{"name": "getrandom"}],
        });
        assert_eq!(unused(&package, "crates/a/Cargo.toml", "", &[]), []);
    }
}
