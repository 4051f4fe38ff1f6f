//! The pages on WeChat's return codes in `docs/guide`: made from the table, and held against it here.
//!
//! After a change of `data/errcodes.json` or of the advice, `INSTA_UPDATE=always cargo test -p wxfleet-wechat errcode`
//! writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use wxfleet_wechat::errcode::{Errcode, Family, Who, families, table};

/// What the page says in one language.
struct Words {
    language: &'static str,
    head: &'static str,
    columns: [&'static str; 4],
    who: fn(Who) -> &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    head: "\
# WeChat's return codes, and what to do

Every code that we know, by where an operator meets it: what it means, who can mend it, and the next step. The same
sentence stands in the `advice` of the API's answers and in what the commands print. Words in capitals (`APPID`, `RID`) are
to be replaced. Where only the meaning of a code is known, the next step is to look closer: for seven days
`wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received and answered.

This page is made from the table and the advice in `crates/wechat`; a test keeps it fresh.
",
    columns: ["Code", "Means", "Who acts", "What to do"],
    who: |who| match who {
        Who::Us => "wxfleet",
        Who::Isv => "you",
        Who::Merchant => "merchant",
        Who::WeChat => "WeChat",
    },
};

const CHINESE: Words = Words {
    language: "zh",
    head: "\
# 微信返回码与处理办法

这里列出已知的全部返回码，按运维人员遇到的场合分组：含义、由谁处理、下一步做什么。API 应答的 `advice` 与命令行的提示用的是同一句话。
大写的词（`APPID`、`RID`）须替换为实际的值。只知道含义的返回码，下一步是看清细节：`wxfleet call get_rid_info --appid APPID rid=RID`
可在七天内查到微信收到的请求与应答。

本页由 `crates/wechat` 中的返回码表与处理办法生成，并由测试保持一致。
",
    columns: ["返回码", "含义", "由谁处理", "怎么办"],
    who: |who| match who {
        Who::Us => "wxfleet",
        Who::Isv => "服务商",
        Who::Merchant => "商家",
        Who::WeChat => "微信",
    },
};

impl Words {
    fn pick<'a>(&self, en: &'a str, zh: &'a str) -> &'a str {
        if self.language == "zh" { zh } else { en }
    }

    fn row(&self, code: Errcode) -> String {
        let info = code.info().expect("a family holds codes of the table");
        let advice = code.advice();
        let meaning = self.pick(&info.meaning_en, &info.meaning_zh);
        let cells = [meaning, (self.who)(advice.who), self.pick(advice.en, advice.zh)];
        format!("| {code} | {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
    }

    fn page(&self) -> String {
        let mut page = self.head.to_owned();
        for family in families() {
            let title = self.pick(family.en, family.zh);
            writeln!(page, "\n## {title}\n\n| {} |\n| --- | --- | --- | --- |", self.columns.join(" | ")).unwrap();
            page.extend(family.codes().map(|code| self.row(code)));
        }
        page
    }
}

#[test]
fn errcodes_stand_in_the_guide_as_they_do_in_the_table() {
    for words in [ENGLISH, CHINESE] {
        let name = format!("docs/guide/{}/errcodes.md", words.language);
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(&name);
        let page = words.page();
        if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &page).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let stale = page.lines().zip(kept.lines().chain(std::iter::repeat(""))).find(|(ours, theirs)| ours != theirs);
        assert!(kept == page, "{name} is stale at {stale:?}: run this test with INSTA_UPDATE=always");
    }
}

#[test]
fn errcodes_belong_to_one_family_each() {
    let mut codes: Vec<_> = families().iter().flat_map(Family::codes).collect();
    codes.sort_unstable();
    assert_eq!(codes, table().iter().map(|row| row.code).collect::<Vec<_>>());
}
