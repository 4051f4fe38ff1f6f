//! The walls between the crates: who may import whom, and who may name which library.
//!
//! The tables below are the agreement; a wall that moves shows up in review as a changed table. They are held against
//! what the manifests say. Whether a feature slips in through a build of the whole workspace is seen by
//! `cargo xtask walls`, which builds the inner crates alone.

use serde_json::Value;

use super::{Fault, Text, manifests};

/// How much of `wechat` (or of any crate of ours) another may use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Types and pure functions only: the feature `client` stays off.
    Words,
    /// Everything.
    All,
}

/// One crate of ours, and the crates of ours it may import, in tests too.
struct Room {
    name: &'static str,
    may_import: &'static [(&'static str, Reach)],
}

const ROOMS: [Room; 10] = [
    Room { name: "wxfleet-wechat", may_import: &[] },
    Room { name: "wxfleet-model", may_import: &[("wxfleet-wechat", Reach::Words)] },
    Room { name: "wxfleet-store", may_import: &[("wxfleet-model", Reach::All), ("wxfleet-wechat", Reach::Words)] },
    Room {
        name: "wxfleet-engine",
        may_import: &[("wxfleet-model", Reach::All), ("wxfleet-store", Reach::All), ("wxfleet-wechat", Reach::All)],
    },
    Room { name: "wxfleet-api", may_import: &[("wxfleet-wechat", Reach::Words)] },
    Room {
        name: "wxfleet-web",
        may_import: &[
            ("wxfleet-api", Reach::All),
            ("wxfleet-console", Reach::All),
            ("wxfleet-engine", Reach::All),
            ("wxfleet-model", Reach::All),
            ("wxfleet-wechat", Reach::Words),
        ],
    },
    Room { name: "wxfleet-console", may_import: &[("wxfleet-model", Reach::All), ("wxfleet-wechat", Reach::Words)] },
    Room {
        name: "wxfleet-server",
        may_import: &[
            ("wxfleet-api", Reach::All),
            ("wxfleet-console", Reach::All),
            ("wxfleet-engine", Reach::All),
            ("wxfleet-model", Reach::All),
            ("wxfleet-simulator", Reach::All),
            ("wxfleet-store", Reach::All),
            ("wxfleet-web", Reach::All),
            ("wxfleet-wechat", Reach::All),
        ],
    },
    Room { name: "wxfleet-simulator", may_import: &[("wxfleet-wechat", Reach::All)] },
    Room { name: "xtask", may_import: &[] },
];

/// Libraries that only some crates may name.
struct Guard {
    what: &'static str,
    libraries: &'static [&'static str],
    crates: &'static [&'static str],
    better: &'static str,
}

const GUARDS: [Guard; 3] = [
    Guard {
        what: "the database",
        libraries: &["sea-orm", "sea-orm-migration", "sea-query", "sqlx", "rusqlite", "libsqlite3-sys"],
        crates: &["wxfleet-store"],
        better: "ask `store` for a read or a unit of work",
    },
    Guard {
        what: "the HTTP server",
        libraries: &["axum", "axum-extra", "axum-server", "utoipa-axum"],
        crates: &["wxfleet-web", "wxfleet-simulator", "wxfleet-server"],
        better: "decide in `engine`, and let `web` speak HTTP",
    },
    Guard {
        what: "an HTTP client",
        libraries: &["reqwest", "hyper-rustls", "ureq", "isahc", "wiremock"],
        // The simulator pushes callbacks; the server asks a running one for its health, and its tests are a browser.
        crates: &["wxfleet-wechat", "wxfleet-api", "wxfleet-simulator", "wxfleet-server"],
        better: "call WeChat through `wechat::Client`, and our own API through `api`",
    },
];

/// Hold the manifests of all crates against the tables.
pub(super) fn check(metadata: &Value, texts: &[Text]) -> Vec<Fault> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    packages.iter().flat_map(|package| check_package(package, texts)).collect()
}

fn check_package(package: &Value, texts: &[Text]) -> Vec<Fault> {
    let name = package["name"].as_str().unwrap_or_default();
    let (path, body) = manifests::manifest_of(package, texts);
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        let better = "give it a row in the table of xtask/src/tidy/walls.rs, and a decision note";
        return vec![Fault::new(path, 0, format!("the crate {name} has no place in the house"), better)];
    };
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut faults = Vec::new();
    for dependency in dependencies {
        let library = dependency["name"].as_str().unwrap_or_default();
        let line = manifests::line_naming(body, library);
        let refused = if ROOMS.iter().any(|other| other.name == library) {
            refused_import(room, library, &features_of(dependency))
        } else {
            refused_library(room, library)
        };
        faults.extend(refused.map(|(what, better)| Fault::new(path, line, what, better)));
    }
    faults.extend(forwarded_client(room, package).map(|(what, better)| Fault::new(path, 0, what, better)));
    faults
}

fn features_of(dependency: &Value) -> Vec<&str> {
    let features = dependency["features"].as_array().map(Vec::as_slice).unwrap_or_default();
    features.iter().filter_map(Value::as_str).collect()
}

/// What is wrong with one crate of ours importing another, and the better way.
fn refused_import(room: &Room, other: &str, features: &[&str]) -> Option<(String, String)> {
    if room.name == other {
        return None; // a crate may switch on its own features for its tests
    }
    let better = "turn the arrow round, or move the shared type to a crate below both; the walls are in \
                  docs/ARCHITECTURE.md";
    let Some((_, reach)) = room.may_import.iter().find(|(name, _)| *name == other) else {
        return Some((format!("{} imports {other}", room.name), better.to_owned()));
    };
    (*reach == Reach::Words && features.contains(&"client")).then(|| {
        let what = format!("{} switches on the client of {other}", room.name);
        (what, "use its words only; calls go through `engine`".to_owned())
    })
}

/// What is wrong with a crate of ours naming a library from outside, and the better way.
fn refused_library(room: &Room, library: &str) -> Option<(String, String)> {
    let guard = GUARDS.iter().find(|guard| guard.libraries.contains(&library))?;
    let refused = !guard.crates.contains(&room.name);
    refused.then(|| (format!("{} names {library}, that is {}", room.name, guard.what), guard.better.to_owned()))
}

/// A feature of a crate that may use words only, but switches the client on for it.
fn forwarded_client(room: &Room, package: &Value) -> Option<(String, String)> {
    let words_only = room.may_import.iter().any(|(_, reach)| *reach == Reach::Words);
    let features = package["features"].as_object()?;
    let (feature, _) = features.iter().find(|(_, switches)| switches.to_string().contains("wxfleet-wechat/client"))?;
    words_only.then(|| {
        let what = format!("the feature {feature} of {} switches on the client of wxfleet-wechat", room.name);
        (what, "use its words only; calls go through `engine`".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(name: &str, dependencies: &Value) -> Vec<String> {
        let package = json!({"name": name, "manifest_path": "/x/Cargo.toml", "dependencies": dependencies});
        check(&json!({"packages": [package]}), &[]).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn what_the_table_allows_passes() {
        let with_client = json!([{"name": "wxfleet-wechat", "features": ["client"]}, {"name": "serde"}]);
        assert_eq!(faults("wxfleet-engine", &with_client), Vec::<String>::new());
        assert_eq!(faults("wxfleet-store", &json!([{"name": "sqlx"}])), Vec::<String>::new());
        assert_eq!(faults("wxfleet-server", &json!([{"name": "axum", "kind": "dev"}])), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_upwards_is_found() {
        let found = faults("wxfleet-model", &json!([{"name": "wxfleet-store"}]));
        assert_eq!(found, ["wxfleet-model imports wxfleet-store"]);
    }

    #[test]
    fn the_client_behind_a_wall_is_found() {
        let direct = json!([{"name": "wxfleet-wechat", "features": ["client"]}]);
        for name in ["wxfleet-model", "wxfleet-store", "wxfleet-api", "wxfleet-console", "wxfleet-web"] {
            assert_eq!(faults(name, &direct), [format!("{name} switches on the client of wxfleet-wechat")]);
        }
        let package = json!({
            "name": "wxfleet-model", "dependencies": [{"name": "wxfleet-wechat"}],
            "features": {"net": ["wxfleet-wechat/client"]},
        });
        assert_eq!(check(&json!({"packages": [package]}), &[]).len(), 1);
    }

    #[test]
    fn a_library_in_the_wrong_room_is_found() {
        assert_eq!(faults("wxfleet-engine", &json!([{"name": "sea-orm"}])).len(), 1);
        assert_eq!(faults("wxfleet-engine", &json!([{"name": "axum", "kind": "dev"}])).len(), 1);
        assert_eq!(faults("wxfleet-web", &json!([{"name": "reqwest"}])).len(), 1);
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert_eq!(faults("wxfleet-misfit", &json!([])), ["the crate wxfleet-misfit has no place in the house"]);
    }
}
