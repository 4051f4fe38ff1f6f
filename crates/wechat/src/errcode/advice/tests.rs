//! Advice is whole, in both languages, and names what exists.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::super::table;
use super::*;
use crate::catalogue;

/// The commands that advice may name; what follows `call` is an endpoint of the catalogue.
const COMMANDS: [(&str, &[&str]); 10] = [
    ("authorizer", &["link", "list", "permissions", "refresh", "show", "sync"]),
    ("call", &[]),
    ("check", &[]),
    (
        "code",
        &[
            "audit",
            "audits",
            "categories",
            "commit",
            "gray",
            "pages",
            "release",
            "rollback",
            "show",
            "speedup",
            "submit",
            "versions",
            "withdraw",
        ],
    ),
    ("component", &["show", "update"]),
    ("domain", &["add", "delete", "get", "set"]),
    ("event", &["list"]),
    ("journal", &["list"]),
    ("template", &["add", "delete", "drafts", "list"]),
    ("tester", &["bind", "list", "unbind"]),
];

const KINDS: [Kind; 17] = [
    Kind::Busy,
    Kind::TokenStale,
    Kind::TicketUnusable,
    Kind::RefreshTokenInvalid,
    Kind::AuthorizationLost,
    Kind::FuncNotGranted,
    Kind::PlatformRefused,
    Kind::MinuteLimit,
    Kind::DayQuota,
    Kind::MonthQuota,
    Kind::Overlap,
    Kind::AlreadySo,
    Kind::MerchantMustAct,
    Kind::CallerFault,
    Kind::StateConflict,
    Kind::NotFound,
    Kind::Other,
];

fn path(from_the_crate: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(from_the_crate)
}

/// What stands between backticks.
fn commands(sentence: &str) -> BTreeSet<&str> {
    sentence.split('`').skip(1).step_by(2).collect()
}

fn is_han(char: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&char)
}

#[test]
fn families_are_in_order_and_a_code_stands_once() {
    for family in families() {
        assert!(family.codes().is_sorted(), "{}", family.en);
        assert!(family.en.is_ascii() && family.zh.chars().any(is_han), "{}", family.en);
    }
    for pair in SPECIFIC.windows(2) {
        assert!(pair[0].0 < pair[1].0, "{} twice", pair[1].0);
    }
}

#[test]
fn every_code_of_the_table_has_advice_of_its_own_and_no_other_has() {
    let known: Vec<_> = table().iter().map(|row| row.code.0).collect();
    let advised: Vec<_> = SPECIFIC.iter().map(|row| row.0).collect();
    assert_eq!(advised, known);
    assert_eq!(of(Errcode(7)), by_kind(Kind::Other));
}

#[test]
fn every_code_of_the_catalogue_has_advice_of_its_own() {
    let endpoints = catalogue::entries();
    assert!(endpoints.len() > 200, "the catalogue names its endpoints");
    for endpoint in endpoints {
        for named in &endpoint.errcodes {
            assert!(specific(named.code).is_some(), "{}, which {} may answer", named.code, endpoint.id);
        }
    }
}

/// The codes that the typed endpoints name in their module's words.
fn named_by_endpoints() -> Vec<i64> {
    let folders = ["component", "template", "code", "domain", "member"]
        .map(|folder| std::fs::read_dir(path("src").join(folder)).unwrap());
    let mut codes = Vec::new();
    for file in folders.into_iter().flatten() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let head = text.lines().take_while(|line| line.starts_with("//!"));
        for word in head.flat_map(|line| line.split(|char: char| !char.is_ascii_digit())) {
            if word.len() >= 5 {
                codes.push(word.parse().unwrap());
            }
        }
    }
    codes
}

#[test]
fn every_code_that_a_typed_endpoint_names_has_advice_of_its_own() {
    let codes = named_by_endpoints();
    assert!(codes.len() > 80, "the endpoints name their codes");
    for code in codes {
        assert!(specific(Errcode(code)).is_some(), "{code} has advice of its own");
    }
}

#[test]
fn sentences_are_in_both_languages_and_say_more_than_the_meaning() {
    for row in table() {
        let Advice { en, zh, .. } = row.code.advice();
        assert!(en.is_ascii() && en.ends_with('.'), "{}: {en}", row.code);
        assert!(zh.chars().any(is_han) && zh.ends_with('。'), "{}: {zh}", row.code);
        let beyond = |sentence: &str, meaning: &str| sentence.replace(meaning, "").chars().count();
        assert!(beyond(en, &row.meaning_en) > 15, "{} only repeats: {en}", row.code);
        assert!(beyond(zh, &row.meaning_zh) > 6, "{} only repeats: {zh}", row.code);
    }
}

#[test]
fn both_languages_name_the_same_commands_and_these_exist() {
    let exists = |command: &str| match command.strip_prefix("call ") {
        Some(call) => catalogue::entry(call.split(' ').next().unwrap()).is_some(),
        None => COMMANDS.iter().any(|(noun, verbs)| {
            let mut words = command.split(' ');
            words.next() == Some(noun) && (verbs.is_empty() || words.next().is_some_and(|word| verbs.contains(&word)))
        }),
    };
    for advice in table().iter().map(|row| row.code.advice()).chain(KINDS.map(by_kind)) {
        assert_eq!(commands(advice.en), commands(advice.zh), "{}", advice.en);
        for command in commands(advice.en).into_iter().filter_map(|words| words.strip_prefix("wxfleet ")) {
            assert!(exists(command), "there is no `wxfleet {command}`");
        }
    }
}

#[test]
fn who_acts_is_who_can() {
    let lists: [(Who, &[i64]); 4] = [
        (Who::Us, &[40001, 42001, 61005, 61023, 85004, 85052, 89000, 89019, 89404, 53304]),
        (Who::Isv, &[61004, 40125, 85009, 85013, 85085, 45009, 45011, 200_012, 76003, 89020]),
        (Who::Merchant, &[61003, 61007, 48001, 85001, 86002, 53311, 61070, 89251, 91007, 89503]),
        (Who::WeChat, &[-1, 61450, 89401, 886_001, 91010]),
    ];
    for (who, codes) in lists {
        for &code in codes {
            assert_eq!(Errcode(code).advice().who, who, "{code}");
        }
    }
    for row in table().iter().filter(|row| row.code.kind() == Kind::AuthorizationLost) {
        assert_eq!(row.code.advice().who, Who::Merchant, "{}: only the merchant authorizes", row.code);
    }
}
