//! What people come to the console for, by clicks alone: a merchant won over, from the invitation to the release; one
//! account found among ten thousand; a viewer who finds no button; the same with scripts switched off; pages that stay
//! put while they are brought up to date.

use std::time::Duration;

use fantoccini::Locator;
use wxfleet_model::authorizer::{AuthorizerKind, Profile, RefreshTokenSource};
use wxfleet_model::clock::Clock as _;
use wxfleet_model::permission::Role;
use wxfleet_simulator::{AuditRule, Verdict};
use wxfleet_store::{NewAuthorization, ProfileReading};

use super::{Chromium, DESK, fill, says};
use crate::app::{COMPONENT, Spans as _, TestApp, appid_of, component};
use crate::forge::event;
use crate::life_cycle::{DINING, commit, go_live};
use crate::person::PASSWORD;

impl Chromium {
    async fn open(&self, app: &TestApp, path: &str) {
        self.window.goto(&format!("{}{path}", app.url)).await.unwrap();
    }

    async fn sign_in(&self, app: &TestApp, name: &str) {
        self.open(app, "/console/sign-in").await;
        fill(self, "input[name=name]", name).await;
        fill(self, "input[name=password]", PASSWORD).await;
        self.click("form button").await;
        self.there(".rail").await;
    }

    /// Waits until this is on the page.
    async fn there(&self, css: &str) {
        let waiting = self.window.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(css)).await;
        waiting.unwrap_or_else(|error| panic!("{css} never came: {error}"));
    }

    async fn count(&self, css: &str) -> usize {
        self.window.find_all(Locator::Css(css)).await.unwrap().len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merchant_is_invited_authorizes_is_sent_back_once_and_goes_live() {
    let app = TestApp::setup().start().await;
    app.operator("amy", Role::Operator).await;
    let appid = app.sim.appids().remove(0);
    let chromium = Chromium::start(DESK, None).await;
    chromium.sign_in(&app, "amy").await;

    // The invitation is made here and opened by the merchant.
    chromium.open(&app, "/console/authorization").await;
    fill(&chromium, "#note", "好味来").await;
    chromium.click("main form.fields button.primary").await;
    chromium.there(".made .qr").await;
    let invitation = chromium.window.find(Locator::Css(".made .id code")).await.unwrap().text().await.unwrap();
    chromium.window.goto(&invitation).await.unwrap();
    chromium.click("a[href*='componentloginpage']").await;
    chromium.click(&format!("input[name=appid][value={appid}]")).await;
    chromium.click("button#next").await;
    chromium.click("button#confirm").await;
    says(&chromium, "授权成功").await;
    app.settle().await;
    chromium.open(&app, "/console/authorization").await;
    chromium.there(".rows .tag.good").await;

    // WeChat sends the first submission back, with a reason.
    let reason = "1:类目不符:<br>(1):请补充餐饮类目".to_owned();
    let verdict = Verdict::Reject { reason, screenshot: String::new() };
    app.sim.rule_audits(AuditRule { appid: Some(appid.clone()), times: Some(1), verdict });
    let account = format!("/console/accounts/{COMPONENT}/{appid}");
    for (version, committed, end) in
        [("1.0.0", "体验版已就绪", "微信退回了这次审核"), ("1.0.1", "新的体验版已提交，可以再次提交审核", "审核已通过")]
    {
        chromium.open(&app, &format!("{account}/commit")).await;
        chromium.click(&format!("input[name=template_id][value='{DINING}']")).await;
        fill(&chromium, "input[name=user_version]", version).await;
        chromium.click("main form button.primary").await;
        says(&chromium, committed).await;
        app.later(10.seconds()).await;
        chromium.click(".step a.primary").await;
        chromium.there("#category").await;
        chromium.click("main form button.primary").await;
        says(&chromium, "微信正在审核").await;
        app.later(1.hours()).await;
        chromium.open(&app, &account).await;
        says(&chromium, end).await;
    }
    says(&chromium, "请补充餐饮类目").await;
    chromium.click(".step a.primary").await;
    chromium.click("dialog[open] button.primary").await;
    says(&chromium, "已发布上线").await;
    assert_eq!(app.sim.merchant(&appid).unwrap().online.unwrap().user_version, "1.0.1");
    chromium.close().await;
}

/// Ten thousand accounts, a hundred of which have a name.
async fn ten_thousand(app: &TestApp) {
    let now = app.clock.now();
    let authorization = |number: usize| NewAuthorization {
        component_appid: component(),
        appid: appid_of(&format!("wx{number:016x}")),
        authorized_at: now,
        obtained_at: now,
        func_info: None,
        access: None,
        refresh: None,
        source: RefreshTokenSource::AuthorizerList,
    };
    let all: Vec<_> = (0..10_000).map(authorization).collect();
    for portion in all.chunks(100) {
        app.store.commit(async |w| w.authorizers_add(portion).await).await.unwrap();
    }
    let reading = |number: usize| ProfileReading {
        kind: AuthorizerKind::MiniProgram,
        profile: Profile { nick_name: format!("小满咖啡{number}号店"), ..Profile::default() },
        func_info: None,
        read_at: now,
    };
    let name = async |w: &mut wxfleet_store::Writer| {
        for number in 0..100 {
            w.authorizer_profile_store(&component(), &all[number * 97].appid, &reading(number)).await?;
        }
        Ok(())
    };
    app.store.commit(name).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_ten_thousand_accounts_is_found_as_one_types() {
    let app = TestApp::setup().start().await;
    ten_thousand(&app).await;
    app.operator("amy", Role::Viewer).await;
    let chromium = Chromium::start(DESK, None).await;
    chromium.sign_in(&app, "amy").await;
    chromium.open(&app, "/console/accounts").await;
    says(&chromium, "10000 个账号").await;
    assert_eq!(chromium.count("tbody tr").await, 50);
    fill(&chromium, ".filters input[name=q]", "咖啡42号").await;
    says(&chromium, "搜索").await;
    for _ in 0..100 {
        if chromium.count("tbody tr").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(chromium.count("tbody tr").await, 1);
    chromium.click("tbody .who a").await;
    says(&chromium, "小满咖啡42号店").await;
    chromium.close().await;
}

/// A language is chosen by a click, and a viewer finds what there is to see and nothing to press.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_reads_in_either_language_and_finds_nothing_to_press() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids().remove(0);
    commit(&app.client, &appid, DINING, "1.0.0").await;
    app.operator("eve", Role::Viewer).await;
    app.operator("amy", Role::Operator).await;
    let chromium = Chromium::start(DESK, None).await;
    chromium.sign_in(&app, "eve").await;
    let account = format!("/console/accounts/{COMPONENT}/{appid}");
    chromium.open(&app, &account).await;
    says(&chromium, "体验版").await;
    chromium.click("a.tool[hreflang=en]").await;
    says(&chromium, "Trial").await;
    chromium.open(&app, "/console/accounts").await;
    says(&chromium, "Accounts").await;
    chromium.click("a.tool[hreflang='zh-CN']").await;
    says(&chromium, "账号").await;
    for path in [account.as_str(), &format!("{account}/settings"), "/console/templates", "/console/authorization"] {
        chromium.open(&app, path).await;
        assert_eq!(chromium.count("main form[method=post] button").await, 0, "{path}");
    }
    chromium.open(&app, "/console/settings/keys").await;
    says(&chromium, "没有权限").await;
    chromium.click("summary.person").await;
    chromium.click("form[action='/console/sign-out'] button").await;
    chromium.there("input[name=password]").await;
    chromium.sign_in(&app, "amy").await;
    chromium.open(&app, &account).await;
    assert!(chromium.count("main .slots a[href$='/commit']").await > 0, "an operator may");
    chromium.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_code_goes_live_all_the_same() {
    let app = TestApp::setup().authorizers(1).start().await;
    app.operator("amy", Role::Operator).await;
    let appid = app.sim.appids().remove(0);
    let chromium = Chromium::start(DESK, None).await;
    chromium.run_no_scripts().await;
    chromium.sign_in(&app, "amy").await;
    assert_eq!(chromium.count("html.scripts").await, 0, "no script ran");
    chromium.open(&app, "/console/accounts").await;
    fill(&chromium, ".filters input[name=q]", &appid).await;
    chromium.click(".filters button").await;
    chromium.click("tbody .who a").await;
    chromium.open(&app, &format!("/console/accounts/{COMPONENT}/{appid}/commit")).await;
    chromium.click(&format!("input[name=template_id][value='{DINING}']")).await;
    fill(&chromium, "input[name=user_version]", "2.0.0").await;
    fill(&chromium, "[name=user_desc]", "首页").await;
    chromium.click("main form button.primary").await;
    says(&chromium, "体验版已就绪").await;
    app.later(10.seconds()).await;
    chromium.click(".step a.primary").await;
    chromium.click("main form button.primary").await;
    says(&chromium, "微信正在审核").await;
    app.later(1.hours()).await;
    chromium.open(&app, &format!("/console/accounts/{COMPONENT}/{appid}")).await;
    // What a script would ask in a dialog is a page.
    chromium.click(".step a.primary").await;
    chromium.click("main #ask button.primary").await;
    says(&chromium, "已发布上线").await;
    assert_eq!(app.sim.merchant(&appid).unwrap().online.unwrap().user_version, "2.0.0");
    chromium.close().await;
}

/// Asks for the live part as its own timer does, and waits until it was put in.
const UPDATE: &str = "const [css, done] = arguments;\
     const live = document.querySelector(css);\
     document.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() => requestAnimationFrame(done)), { once: true });\
     htmx.ajax('GET', live.getAttribute('hx-get'), { target: css, select: css, swap: 'outerHTML' });";

/// Where the headings of the page stand.
const HEADINGS: &str = "return [...document.querySelectorAll('main h1, main h2, main thead')]\
     .map((e) => { const { top, left } = e.getBoundingClientRect(); return [e.textContent.trim(), top, left]; });";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_parts_are_brought_up_to_date_without_a_shift() {
    let app = TestApp::setup().authorizers(3).start().await;
    app.operator("amy", Role::Admin).await;
    let appids = app.sim.appids();
    go_live(&app, &appids[0]).await;
    let push = async |status: &str| {
        let xml = event("gh_1", status, app.second_now(), &[]);
        assert!(app.push_message(&appids[0], &xml).await.is_success());
        app.settle().await;
    };
    push("weapp_audit_delay").await;
    let chromium = Chromium::start(DESK, None).await;
    chromium
        .begin_pages_with(
            "window.shifts = []; window.from = Infinity; \
             new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.startTime >= window.from) \
             for (const { node, previousRect: a, currentRect: b } of e.sources) window.shifts.push(`${(node?.outerHTML ?? node?.textContent ?? '').slice(0, 200)}: ${a.x},${a.y} \
             ${a.width}x${a.height} to ${b.x},${b.y} ${b.width}x${b.height}`); }).observe({ type: 'layout-shift', buffered: true });",
        )
        .await;
    chromium.sign_in(&app, "amy").await;
    let platform = format!("/console/settings/platforms/{COMPONENT}");
    for (number, (path, css)) in
        [("/console/", "#live"), ("/console/events", "#list"), (platform.as_str(), "#items")].into_iter().enumerate()
    {
        chromium.open(&app, path).await;
        // A table may still find its widths while the page comes in; from here on nothing moves.
        chromium.window.execute("window.from = performance.now()", vec![]).await.unwrap();
        let before = chromium.window.execute(HEADINGS, vec![]).await.unwrap();
        app.advance(11.seconds());
        push(&format!("event_{number}")).await;
        commit(&app.client, &appids[1], DINING, &format!("1.{number}.0")).await;
        chromium.window.execute_async(UPDATE, vec![css.into()]).await.unwrap();
        let after = chromium.window.execute(HEADINGS, vec![]).await.unwrap();
        assert_eq!(before, after, "{path}: what is read stays where it is");
        let shifts = chromium.window.execute("return window.shifts", vec![]).await.unwrap();
        assert_eq!(shifts, serde_json::json!([]), "{path}");
    }
    chromium.close().await;
    app.settle().await;
}
