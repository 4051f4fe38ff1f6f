//! What is printed of a rehearsal: a line for each item over all groups, and for what failed the account and the
//! reason.

use std::fmt::Write as _;

use console::Style;
use wxfleet_simulator::{CheckItem, CheckedItem, ReleaseCheckReport};

use crate::terminal::inert;
use crate::words::{Lang, Said, said, say};

/// The whole sheet.
pub(super) fn of(reports: &[ReleaseCheckReport], running: bool, coloured: bool, lang: Lang) -> String {
    let mut sheet = heading(reports, lang);
    for item in in_order(reports) {
        line(&mut sheet, item, reports, coloured, lang);
    }
    if running {
        sheet.push_str(lang.pick(
            "· not tried on a running server: a ticket (a false one would take the place of the real one) and \
             QUERY_AUTH_CODE (its code has to be WeChat's own). Without --against-running all is rehearsed, with a \
             simulated WeChat.\n",
            "· 对运行中的服务不测这两项：ticket（假的会顶掉真的）和 QUERY_AUTH_CODE（授权码必须由微信给出）。\
             不加 --against-running 时会用模拟的微信完整演练。\n",
        ));
    }
    sheet.push_str(&summary(reports, running, lang));
    sheet
}

fn heading(reports: &[ReleaseCheckReport], lang: Lang) -> String {
    let mut heading = String::new();
    for report in reports {
        let ReleaseCheckReport { group, official_account, mini_program, .. } = report;
        let accounts = say!(
            lang,
            "group {group}: Official Account {official_account}, Mini Program {mini_program}",
            "第 {group} 组：公众号 {official_account}，小程序 {mini_program}"
        );
        let _ = writeln!(heading, "{accounts}");
    }
    heading
}

/// Each item once, in the order in which it was first done.
fn in_order(reports: &[ReleaseCheckReport]) -> Vec<CheckItem> {
    let mut items = Vec::new();
    for checked in reports.iter().flat_map(|report| &report.items) {
        if !items.contains(&checked.item) {
            items.push(checked.item);
        }
    }
    items
}

fn line(sheet: &mut String, item: CheckItem, reports: &[ReleaseCheckReport], coloured: bool, lang: Lang) {
    let each = || reports.iter().flat_map(|report| report.items.iter().map(move |one| (report, one)));
    let of_item = || each().filter(move |(_, one)| one.item == item);
    let passed = of_item().all(|(_, one)| one.passed);
    let title = title(item);
    let _ = writeln!(sheet, "{}", marked(title.to(lang), passed, coloured, lang));
    for (report, failed) in of_item().filter(|(_, one)| !one.passed) {
        let _ = writeln!(sheet, "    {}", inert(&reason(report, failed, lang)));
    }
}

/// Colour where it is seen, words elsewhere.
fn marked(title: &str, passed: bool, coloured: bool, lang: Lang) -> String {
    if coloured {
        let (style, mark) = if passed { (Style::new().green(), '✓') } else { (Style::new().red().bold(), '✗') };
        return style.force_styling(true).apply_to(format!("{mark} {title}")).to_string();
    }
    match (passed, lang) {
        (true, Lang::En) => format!("passed  {title}"),
        (false, Lang::En) => format!("FAILED  {title}"),
        (true, Lang::Zh) => format!("通过    {title}"),
        (false, Lang::Zh) => format!("未通过  {title}"),
    }
}

fn reason(report: &ReleaseCheckReport, failed: &CheckedItem, lang: Lang) -> String {
    let group = report.group;
    let of = failed.appid.as_deref().unwrap_or_default();
    let what = failed.reason.as_ref().map_or("", |reason| match lang {
        Lang::En => reason.en.as_str(),
        Lang::Zh => reason.zh.as_str(),
    });
    if of.is_empty() {
        return say!(lang, "group {group}: {what}", "第 {group} 组：{what}");
    }
    say!(lang, "group {group}, {of}: {what}", "第 {group} 组，{of}：{what}")
}

fn summary(reports: &[ReleaseCheckReport], running: bool, lang: Lang) -> String {
    let all = reports.iter().flat_map(|report| &report.items);
    let failed = all.clone().filter(|one| !one.passed).count();
    let (count, slowest) = (all.clone().count(), all.map(|one| one.took_ms).max().unwrap_or(0));
    if failed > 0 {
        return say!(
            lang,
            "{failed} of {count} checks failed. Do not start the release in WeChat's console before they pass.",
            "{count} 项检查中有 {failed} 项未通过，通过之前不要在微信开放平台上提交全网发布。"
        );
    }
    if running {
        return say!(
            lang,
            "All {count} checks passed; the slowest answer took {slowest} ms of 5000. The way to this server is right.",
            "{count} 项检查全部通过，最慢的应答用了 {slowest} 毫秒（上限 5000）。到这个服务的通路没有问题。"
        );
    }
    say!(
        lang,
        "All {count} checks passed; the slowest took {slowest} ms of 5000.",
        "{count} 项检查全部通过，最慢的用了 {slowest} 毫秒（上限 5000）。"
    )
}

fn title(item: CheckItem) -> Said {
    match item {
        CheckItem::Ticket => said!("component_verify_ticket → success", "component_verify_ticket → success"),
        CheckItem::Authorized => said!("authorized → success", "authorized → success"),
        CheckItem::Event => said!("event LOCATION → LOCATIONfrom_callback", "事件 LOCATION → LOCATIONfrom_callback"),
        CheckItem::Text => said!(
            "text TESTCOMPONENT_MSG_TYPE_TEXT → TESTCOMPONENT_MSG_TYPE_TEXT_callback",
            "文本 TESTCOMPONENT_MSG_TYPE_TEXT → TESTCOMPONENT_MSG_TYPE_TEXT_callback"
        ),
        CheckItem::TextAgain => said!("the same text again → the same reply", "同一条文本重复推送 → 回复不变"),
        CheckItem::ApiEmpty => said!("text QUERY_AUTH_CODE:… → an empty body", "文本 QUERY_AUTH_CODE:… → 应答为空"),
        CheckItem::ApiMessage => said!(
            "… then api_query_auth and the customer-service message …_from_api",
            "……随后调用 api_query_auth 并发出客服消息 …_from_api"
        ),
        CheckItem::ApiOnce => said!("the same text again → no second message", "同一条文本重复推送 → 客服消息不重发"),
        CheckItem::Ordinary => {
            said!(
                "the same text to an ordinary account → success, no reply",
                "普通账号收到同样的文本 → success，不回复"
            )
        }
        CheckItem::Unauthorized => said!("unauthorized → success", "unauthorized → success"),
    }
}

#[cfg(test)]
mod tests {
    use wxfleet_simulator::Reason;

    use super::*;

    fn checked(item: CheckItem, appid: Option<&str>, reason: Option<(&str, &str)>) -> CheckedItem {
        let reason = reason.map(|(en, zh)| Reason { en: en.to_owned(), zh: zh.to_owned() });
        CheckedItem { item, appid: appid.map(str::to_owned), passed: reason.is_none(), reason, took_ms: 7 }
    }

    fn report(group: u8, failing: bool) -> ReleaseCheckReport {
        let official = "wx570bc396a51b8ff8";
        let why = ("Content is `\u{1b}[2J`", "Content 是 `\u{1b}[2J`");
        let items = vec![
            checked(CheckItem::Ticket, None, failing.then_some(("HTTP 503", "HTTP 503"))),
            checked(CheckItem::Authorized, Some(official), None),
            checked(CheckItem::Event, Some(official), None),
            checked(CheckItem::Text, Some(official), failing.then_some(why)),
            checked(CheckItem::TextAgain, Some(official), None),
            checked(CheckItem::ApiEmpty, Some(official), None),
            checked(CheckItem::ApiMessage, Some(official), None),
            checked(CheckItem::ApiOnce, Some(official), None),
            checked(CheckItem::Ordinary, Some("wxbeef000000000002"), None),
            checked(CheckItem::Unauthorized, Some(official), None),
        ];
        ReleaseCheckReport {
            group,
            official_account: official.to_owned(),
            mini_program: "wxd101a85aa106f53e".to_owned(),
            passed: !failing,
            items,
        }
    }

    #[test]
    fn a_sheet_says_what_failed_where_and_why() {
        for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
            let sheet = of(&[report(1, false), report(2, true)], false, false, lang);
            insta::assert_snapshot!(format!("failed_{name}"), sheet);
            let sheet = of(&[report(1, false)], true, false, lang);
            insta::assert_snapshot!(format!("running_{name}"), sheet);
        }
    }

    #[test]
    fn colour_stands_in_the_place_of_words() {
        let sheet = of(&[report(1, true)], false, true, Lang::En);
        assert!(sheet.contains("\u{1b}[32m✓ authorized → success\u{1b}[0m"), "{sheet:?}");
        assert!(sheet.contains("✗ text") && !sheet.contains("FAILED"), "{sheet:?}");
        assert!(!sheet.contains("\u{1b}[2J"), "reasons cannot steer the terminal");
    }
}
