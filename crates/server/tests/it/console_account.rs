//! One account at the console: every tab by plain forms, what cannot be undone after a question that names it, and the
//! merchant's side of it.

use wxfleet_api::client::ListQuery;
use wxfleet_api::code::SubmitAudit;
use wxfleet_model::authorizer::AuthorizerState;
use wxfleet_model::permission::Role;

use crate::app::{COMPONENT, Spans as _, TestApp};
use crate::browser::Page;
use crate::life_cycle::{DINING, commit};
use crate::person::Person;

fn path(appid: &str, below: &str) -> String {
    format!("/console/accounts/{COMPONENT}/{appid}{below}")
}

/// An account and an operator in front of it.
async fn one(role: Role) -> (TestApp, Person, String) {
    let app = TestApp::setup().authorizers(1).start().await;
    let person = app.signed_in("amy", role).await;
    let appid = app.sim.appids().remove(0);
    (app, person, appid)
}

/// Sends a form that is expected to go well, and opens the page that it leads to.
async fn act(person: &mut Person, path: &str, fields: &[(&str, &str)]) -> Page {
    let answer = person.post(path, fields).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.html);
    let next = person.get(&answer.location.unwrap()).await;
    assert_eq!(next.status, 200, "{}", next.html);
    next
}

/// The text between two marks of a page.
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = html.split_once(start).unwrap_or_else(|| panic!("no {start} in {html}"));
    rest.split_once(end).unwrap().0
}

/// Takes the account's code to where it waits to be released.
async fn approved(app: &TestApp, appid: &str, version: &str) {
    commit(&app.client, appid, DINING, version).await;
    app.later(10.seconds()).await;
    app.client.audit_submit(COMPONENT, appid, &SubmitAudit::default()).await.unwrap();
    app.later(1.hours()).await;
}

const TABS: [&str; 9] =
    ["", "/online", "/profile", "/permissions", "/domains", "/privacy", "/categories", "/access", "/record"];

#[tokio::test(flavor = "multi_thread")]
async fn every_tab_shows_to_every_role_and_a_viewer_changes_nothing() {
    let (app, _, appid) = one(Role::Admin).await;
    approved(&app, &appid, "1.0.0").await;
    for role in Role::ALL {
        let mut person = app.signed_in(&format!("{role}-2"), *role).await;
        for tab in TABS.iter().chain(&["/domains?way=direct"]) {
            let page = person.get(&path(&appid, tab)).await;
            assert_eq!(page.status, 200, "{role} at {tab}: {}", page.html);
            let forms = page.html.matches("method=\"post\"").count();
            // The frame has two: the look, and signing out.
            assert!(
                *role > Role::Viewer || forms == 2 || page.html.contains("readonly") || *tab == "/privacy",
                "{tab}"
            );
        }
    }
    let mut viewer = app.signed_in("eve", Role::Viewer).await;
    let before = app.sim.merchant(&appid);
    let fields = [
        ("version", "2.30.0"),
        ("percentage", "10"),
        ("nick_name", "新名字"),
        ("act", "set"),
        ("signature", "新介绍新介绍"),
        ("searchable", "0"),
        ("requestdomain", "https://a.example.com"),
        ("webviewdomain", "https://a.example.com"),
        ("category", "1-2"),
        ("first", "1"),
        ("second", "2"),
        ("prefix", "https://a.example.com/x"),
        ("path", "pages/index/index"),
        ("api_name", "wx.getLocation"),
        ("content", "x"),
        ("links", "https://a.example.com/x"),
    ];
    for below in [
        "/open",
        "/close",
        "/gray",
        "/gray/end",
        "/roll-back",
        "/library",
        "/name",
        "/introduction",
        "/search",
        "/link",
        "/status-page",
        "/status-page/end",
        "/domains/server",
        "/domains/webview",
        "/privacy",
        "/private-apis",
        "/categories",
        "/categories/delete",
        "/rules",
        "/rules/publish",
        "/rules/delete",
    ] {
        let page = viewer.post(&path(&appid, below), &fields).await;
        assert!(page.status == 403 || page.status == 400, "{below}: {} {}", page.status, page.html);
        assert!(page.html.contains("class=\"refusal\""), "{below} says why: {}", page.html);
    }
    assert_eq!(format!("{before:?}"), format!("{:?}", app.sim.merchant(&appid)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gray_release_is_begun_widened_and_ended_by_forms() {
    let (app, mut person, appid) = one(Role::Operator).await;
    approved(&app, &appid, "1.0.0").await;
    act(&mut person, &path(&appid, "/release"), &[]).await;
    approved(&app, &appid, "1.1.0").await;
    let page = person.get(&path(&appid, "/online")).await;
    assert!(page.html.contains("There is none at present.") && page.html.contains(">Begin<"), "{}", page.html);
    let question = person.get(&path(&appid, "/gray?percentage=10&testers_first=1")).await;
    let says = "goes to 10 % of the users first; the others stay on 1.0.0";
    assert!(question.html.contains(says) && question.html.contains("Testers come first"), "{}", question.html);
    let page = act(&mut person, &path(&appid, "/gray"), &[("percentage", "10"), ("testers_first", "1")]).await;
    assert!(page.html.contains("The gray release is in force") && page.html.contains("10 %"), "{}", page.html);
    let page = act(&mut person, &path(&appid, "/gray"), &[("percentage", "40")]).await;
    assert!(page.html.contains("40 %"), "{}", page.html);
    let wrong = person.post(&path(&appid, "/gray"), &[("percentage", "101")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.html.contains("class=\"refusal\""), "{}", wrong.html);
    let question = person.get(&path(&appid, "/gray/end")).await;
    assert!(question.html.contains("users who have version 1.1.0 get 1.0.0 again"), "{}", question.html);
    let page = act(&mut person, &path(&appid, "/gray/end"), &[]).await;
    assert!(page.html.contains("The gray release was ended."), "{}", page.html);
    let page = act(&mut person, &path(&appid, "/release"), &[]).await;
    assert!(page.html.contains("Released"), "{}", page.html);
    let online = person.get(&path(&appid, "/online")).await;
    assert!(online.html.contains("/roll-back?app_version="), "{}", online.html);
    let to = between(&online.html, "/roll-back?app_version=", "\"").to_owned();
    let question = person.get(&path(&appid, &format!("/roll-back?app_version={to}"))).await;
    assert!(question.html.contains(&format!("<option value=\"{to}\" selected>")), "{}", question.html);
    let page = act(&mut person, &path(&appid, "/roll-back"), &[("app_version", &to)]).await;
    assert!(page.html.contains("The online version was rolled back."), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_service_is_seen_in_lists_and_counts_until_it_is_open_again() {
    let (app, mut person, appid) = one(Role::Operator).await;
    approved(&app, &appid, "1.0.0").await;
    act(&mut person, &path(&appid, "/release"), &[]).await;
    let question = person.get(&path(&appid, "/close")).await;
    assert!(question.html.contains("is closed at once") && question.html.contains("version 1.0.0"));
    assert!(app.authorizer(&appid).await.closed_at.is_none(), "nothing happens before the answer");
    let page = act(&mut person, &path(&appid, "/close"), &[]).await;
    assert!(page.html.contains("users do not reach it now") && page.html.contains(">Open it<"), "{}", page.html);
    assert_eq!(app.authorizer(&appid).await.state(), AuthorizerState::Closed);
    let listed = person.get("/console/accounts?state=closed").await;
    assert!(listed.html.contains(&appid), "{}", listed.html);
    app.later(11.seconds()).await;
    let overview = person.get("/console/").await;
    assert!(overview.html.contains("Mini Programs are closed for their users"), "{}", overview.html);
    let page = act(&mut person, &path(&appid, "/open"), &[]).await;
    assert!(page.html.contains("It is open"), "{}", page.html);
    assert_eq!(app.authorizer(&appid).await.state(), AuthorizerState::Well);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_account_is_changes_by_forms() {
    let (app, mut person, appid) = one(Role::Operator).await;
    let page = act(&mut person, &path(&appid, "/search"), &[("searchable", "0")]).await;
    assert!(page.html.contains("Hidden from search"), "{}", page.html);
    let page = act(&mut person, &path(&appid, "/introduction"), &[("signature", "每日现摘，次日自提。")]).await;
    assert!(page.html.contains("每日现摘，次日自提。"), "{}", page.html);
    let checked = person.post(&path(&appid, "/name"), &[("nick_name", "好味来餐厅"), ("act", "check")]).await;
    assert_eq!(checked.status, 200, "{}", checked.html);
    assert!(checked.html.contains("好味来餐厅") && checked.html.contains("role=\"status\""), "{}", checked.html);
    let wrong = person.post(&path(&appid, "/name"), &[("nick_name", ""), ("act", "set")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.html.contains("class=\"refusal\""), "{}", wrong.html);
    let page = act(&mut person, &path(&appid, "/name"), &[("nick_name", "好味来餐厅"), ("act", "set")]).await;
    assert!(page.html.contains("好味来餐厅"), "{}", page.html);
    let page = act(&mut person, &path(&appid, "/library"), &[("version", "2.33.0")]).await;
    assert!(page.html.contains("value=\"2.33.0\""), "{}", page.html);
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_are_set_by_both_ways_and_what_wechat_drops_is_named() {
    let (app, mut person, appid) = one(Role::Operator).await;
    let page = person.get(&path(&appid, "/domains")).await;
    assert!(page.html.contains("By the platform") && page.html.contains("Directly for this account"), "{}", page.html);
    let direct = [("way", "direct"), ("requestdomain", "https://a.example.com\nhttps://b.example.com")];
    let page = act(&mut person, &path(&appid, "/domains/server"), &direct).await;
    assert!(page.html.contains("The domains were saved."), "{}", page.html);
    let fields = [("way", "platform"), ("requestdomain", "https://unregistered.example.net")];
    let page = person.post(&path(&appid, "/domains/server"), &fields).await;
    assert!(page.html.contains("unregistered.example.net"), "{} {}", page.status, page.html);
    let wrong = person.post(&path(&appid, "/domains/webview"), &[("webviewdomain", "ftp://a.example.com")]).await;
    assert_eq!(wrong.status, 400, "{}", wrong.html);
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn categories_privacy_and_rules_are_set_by_forms() {
    let (app, mut person, appid) = one(Role::Operator).await;
    approved(&app, &appid, "1.0.0").await;
    act(&mut person, &path(&appid, "/release"), &[]).await;
    let page = person.get(&path(&appid, "/categories")).await;
    let free = page.html.split("<option value=\"").skip(1).filter_map(|rest| {
        let (value, rest) = rest.split_once('"')?;
        (value.contains('-') && rest.starts_with('>')).then(|| value.to_owned())
    });
    let category = free.last().expect("a category without papers");
    let (first, second) = category.split_once('-').unwrap();
    let page = act(&mut person, &path(&appid, "/categories"), &[("category", &category)]).await;
    assert!(page.html.contains("The category was added"), "{}", page.html);
    let at = format!("/categories/delete?first={first}&second={second}");
    let question = person.get(&path(&appid, &at)).await;
    assert!(question.html.contains("is taken from"), "{}", question.html);
    let page = act(&mut person, &path(&appid, "/categories/delete"), &[("first", first), ("second", second)]).await;
    assert!(page.html.contains("The category was removed."), "{}", page.html);

    let nothing = person.post(&path(&appid, "/privacy"), &[("notice_method", "弹窗"), ("version", "2")]).await;
    assert_eq!(nothing.status, 400, "a contact is missing: {}", nothing.html);
    assert!(nothing.html.contains("value=\"弹窗\""), "what was typed stays: {}", nothing.html);
    let fields = [
        ("version", "2"),
        ("contact_phone", "0755-88886666"),
        ("notice_method", "弹窗"),
        ("days", "30"),
        ("key", "UserInfo"),
        ("text", "展示您的头像"),
        ("key", "Location"),
        ("text", ""),
    ];
    let page = act(&mut person, &path(&appid, "/privacy"), &fields).await;
    assert!(page.html.contains("The privacy guideline was saved."), "{}", page.html);
    assert!(
        page.html.contains("value=\"展示您的头像\"") && page.html.contains("value=\"0755-88886666\""),
        "{}",
        page.html
    );

    let file = person.post(&path(&appid, "/rules/file"), &[]).await;
    assert!(file.html.contains("The confirm file is in place"), "{}", file.html);
    let rule = [("prefix", "https://q.example.com/table"), ("path", "pages/index/index"), ("scope", "2")];
    let page = act(&mut person, &path(&appid, "/rules"), &rule).await;
    assert!(page.html.contains("https://q.example.com/table") && page.html.contains("Being tested"), "{}", page.html);
    let question = person.get(&path(&appid, "/rules/publish?prefix=https%3A%2F%2Fq.example.com%2Ftable")).await;
    assert!(question.html.contains("comes into force"), "{}", question.html);
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_merchant_is_asked_for_what_is_missing_and_sees_the_account_behind_a_link() {
    let (app, mut person, appid) = one(Role::Operator).await;
    let made = person.post(&path(&appid, "/link"), &[]).await;
    assert_eq!(made.status, 200, "{}", made.html);
    let invite = format!("/invite/{}", between(&made.html, "/invite/", "<"));
    let invite = invite.split(['"', '\n']).next().unwrap().to_owned();
    assert!(!person.get(&path(&appid, "/permissions")).await.html.contains("/invite/"), "it is shown once");
    let page = app.get_page(&invite).await;
    assert!(page.html.contains(&appid), "for this account alone: {}", page.html);
    let opened = person.get("/console/authorization").await;
    assert!(opened.html.contains("Opened, not confirmed yet") && opened.html.contains("a computer"), "{}", opened.html);
    let link = page.link_to(&format!("{}/cgi-bin/componentloginpage", app.sim_url));
    let back = app.browser.confirm(&link, &page.url, &appid, None).await;
    let done = app.browser.get(&back.location.unwrap(), None).await;
    let status = format!("/status/{}", between(&done.html, "/status/", "\""));
    let listed = person.get("/console/authorization").await;
    assert!(listed.html.contains("/permissions#status"), "{}", listed.html);

    approved(&app, &appid, "1.0.0").await;
    let page = app.get_page(&status).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert!(page.html.contains("审核已通过，等待发布") && page.html.contains("1.0.0"), "{}", page.html);
    assert!(page.headers["x-robots-tag"].to_str().unwrap().contains("noindex"));
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    act(&mut person, &path(&appid, "/release"), &[]).await;
    let page = app.get_page(&format!("{status}?lang=en")).await;
    assert!(page.html.contains("Version online") && page.html.contains("Nothing is in review"), "{}", page.html);

    let another = person.post(&path(&appid, "/status-page"), &[]).await;
    let second = format!("/status/{}", between(&another.html, "/status/", "<"));
    assert_ne!(second, status);
    assert_eq!(app.get_page(&second).await.status, 200);
    let page = act(&mut person, &path(&appid, "/status-page/end"), &[]).await;
    assert!(page.html.contains("good no more") && page.html.contains("No address is good."), "{}", page.html);
    for ended in [status.as_str(), second.as_str(), "/status/nonsense"] {
        let page = app.get_page(ended).await;
        assert_eq!(page.status, 404);
        assert!(page.html.contains("没有这个状态页"), "{}", page.html);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_tells_the_months_quota_and_how_calls_went() {
    let (app, mut person, appid) = one(Role::Operator).await;
    commit(&app.client, &appid, DINING, "1.0.0").await;
    let page = person.get("/console/").await;
    assert!(page.html.contains("hx-get=\"/console/quota\" hx-trigger=\"load\""), "not waited for: {}", page.html);
    let page = person.get("/console/quota").await;
    assert!(page.html.contains("Submissions") && !page.html.contains("hx-trigger=\"load\""), "{}", page.html);
    let calls = app.sim.count("/wxa/queryquota");
    assert!(!person.get("/console/").await.html.contains("hx-trigger=\"load\""), "it is remembered");
    assert_eq!(app.sim.count("/wxa/queryquota"), calls, "and not asked for again");
    app.later(31.minutes()).await;
    assert!(person.get("/console/").await.html.contains("hx-trigger=\"load\""), "for a while");
    person.post(&path(&appid, "/release"), &[]).await;
    let page = person.get("/console/").await;
    assert!(page.html.contains("refused by WeChat") && page.html.contains("calls"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_release_check_is_rehearsed_by_a_button() {
    let app = TestApp::setup().authorizers(1).start().await;
    let mut admin = app.signed_in("amy", Role::Admin).await;
    let mut operator = app.signed_in("ben", Role::Operator).await;
    let at = format!("/console/settings/platforms/{COMPONENT}/rehearse");
    assert_eq!(operator.post(&at, &[]).await.status, 403);
    let accounts = app.client.authorizers(COMPONENT, &ListQuery::default()).await.unwrap().items.len();
    for _ in 0..2 {
        let page = admin.post(&at, &[]).await;
        assert_eq!(page.status, 200, "{}", page.html);
        for says in ["A push with a wrong signature is refused", "The same text sent again is answered alike"] {
            assert!(page.html.contains(says), "{says} in {}", page.html);
        }
        let items = between(&page.html, "id=\"rehearsal\"", "</section>");
        assert_eq!(items.matches("Passed").count(), 7, "all but the public address: {items}");
        assert_eq!(items.matches("Failed").count(), 1, "{items}");
    }
    app.settle().await;
    let after = app.client.authorizers(COMPONENT, &ListQuery::default()).await.unwrap().items.len();
    assert_eq!(after, accounts, "WeChat's test accounts are not the fleet's");
}
