//! Ways through real pages in a real browser: a merchant's from invitation over WeChat's page back to ours, and an
//! operator's into the console and out.
//!
//! Needs `WXFLEET_TEST_CHROMEDRIVER`, the path of a chromedriver that finds its Chromium. Screenshots of each step go
//! to `target/screenshots`, to be looked at.

mod attacks;
mod devtools;
mod journeys;
mod pages;

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_model::clock::Clock as _;
use wxfleet_model::permission::Role;

use crate::app::{COMPONENT, Spans as _, TestApp};
use crate::console_sign_in::app_code;
use crate::life_cycle::DINING;
use crate::person::PASSWORD;

/// A phone, as Chromium takes its size.
const PHONE: (u32, u32) = (390, 844);
/// A desk.
const DESK: (u32, u32) = (1_280, 900);

/// WeChat on an iPhone.
const WECHAT_AGENT: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN";

/// chromedriver and one window.
struct Chromium {
    driver: Child,
    window: Client,
    _profile: tempfile::TempDir,
}

impl Chromium {
    #[expect(clippy::disallowed_methods, reason = "the switch of the browser suite")]
    async fn start((width, height): (u32, u32), agent: Option<&str>) -> Self {
        let program = std::env::var("WXFLEET_TEST_CHROMEDRIVER").expect("the path of a chromedriver");
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new(program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let profile = tempfile::tempdir().unwrap();
        let mut args = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--no-proxy-server".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--lang=zh-CN".to_owned(),
            "--accept-lang=zh-CN".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        args.extend(agent.map(|agent| format!("--user-agent={agent}")));
        let options = serde_json::json!({"args": args});
        let capabilities = Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)]);
        let address = format!("http://127.0.0.1:{port}");
        for _ in 0..100 {
            let mut builder = ClientBuilder::rustls().unwrap();
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(window) => return Self { driver, window, _profile: profile },
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        panic!("chromedriver did not open a window within ten seconds");
    }

    async fn screenshot(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let png = self.window.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    /// Clicks what is there, or will be within ten seconds. What goes with the page it stood on before it could be clicked is
    /// looked for on the next one.
    async fn click(&self, css: &str) {
        let patience = Duration::from_secs(10);
        let begun = tokio::time::Instant::now();
        loop {
            let found = self.window.wait().at_most(patience).for_element(Locator::Css(css)).await;
            let element = found.unwrap_or_else(|error| panic!("{css} is not on the page: {error}"));
            match element.click().await {
                Ok(()) => return,
                Err(error) if went_with_its_page(&error) && begun.elapsed() < patience => {}
                Err(error) => panic!("{css} cannot be clicked: {error}"),
            }
        }
    }

    async fn text(&self) -> String {
        self.window.find(Locator::Css("body")).await.unwrap().text().await.unwrap()
    }

    async fn close(self) {
        self.window.clone().close().await.ok();
    }
}

/// Whether the page changed between finding and clicking, so that nothing was clicked.
fn went_with_its_page(error: &CmdError) -> bool {
    error.is_stale_element_reference() || error.to_string().contains("does not belong to the document")
}

/// A test that fails leaves no driver behind, nor what it inherited.
impl Drop for Chromium {
    fn drop(&mut self) {
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

async fn invitation(app: &TestApp) -> String {
    let link = NewAuthorizationLink { note: Some("好味来".to_owned()), ..NewAuthorizationLink::default() };
    app.client.link_create(COMPONENT, &link).await.unwrap().url
}

/// From the invitation over WeChat's page, which wants a referrer of our domain, back to our own.
async fn walk(app: &TestApp, chromium: &Chromium, name: &str, link_path: &str) {
    let appid = app.sim.appids().remove(0);
    let url = invitation(app).await;
    chromium.window.goto(&url).await.unwrap();
    chromium.screenshot(&format!("{name}-1-invitation")).await;
    chromium.click(&format!("a[href*='{link_path}']")).await;
    chromium.screenshot(&format!("{name}-2-wechat")).await;
    chromium.click(&format!("input[name=appid][value={appid}]")).await;
    chromium.click("button#next").await;
    chromium.screenshot(&format!("{name}-3-confirm")).await;
    chromium.click("button#confirm").await;
    chromium.window.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(".card, main")).await.unwrap();
    chromium.screenshot(&format!("{name}-4-authorized")).await;
    let text = chromium.text().await;
    let nick_name = app.authorizer(&appid).await.profile.nick_name;
    assert!(text.contains("授权成功"), "the last page says so: {text}");
    assert!(text.contains(nick_name.trim()), "the last page names the account {nick_name}: {text}");
    chromium.window.goto(&url).await.unwrap();
    chromium.screenshot(&format!("{name}-5-used")).await;
    let text = chromium.text().await;
    assert!(!text.contains("授权成功"), "an invitation serves once: {text}");
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merchant_authorizes_at_a_desk() {
    let app = TestApp::setup().start().await;
    let chromium = Chromium::start(DESK, None).await;
    walk(&app, &chromium, "desk", "componentloginpage").await;
    chromium.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merchant_authorizes_on_a_phone_inside_wechat() {
    let app = TestApp::setup().start().await;
    let chromium = Chromium::start(PHONE, Some(WECHAT_AGENT)).await;
    walk(&app, &chromium, "phone", "bindcomponent").await;
    chromium.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_reference_and_the_start_page_show() {
    let app = TestApp::setup().start().await;
    let chromium = Chromium::start(DESK, None).await;
    for (name, path, says) in [("start", "/", "wxfleet"), ("reference", "/api/docs", "components")] {
        chromium.window.goto(&format!("{}{path}", app.url)).await.unwrap();
        chromium.screenshot(name).await;
        let text = chromium.text().await;
        assert!(text.contains(says), "{path} says {says}: {text}");
    }
    chromium.close().await;
}

/// The first operator of a new server: made by the link, signed out and in again with a second factor, by clicks alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_operator_comes_in_and_goes_out() {
    let app = TestApp::setup().without_component().start().await;
    let chromium = Chromium::start(DESK, None).await;
    let link = app.engine.sign_in.first_start_link().await.unwrap().expect("nobody is there");
    let open = async |path: &str| chromium.window.goto(&format!("{}{path}", app.url)).await.unwrap();
    let fill = async |field: &str, text: &str| {
        let field = chromium.window.find(Locator::Css(field)).await.unwrap();
        field.send_keys(text).await.unwrap();
    };
    let arrives = async |at: &str| {
        let here = Locator::Css(at);
        chromium.window.wait().at_most(Duration::from_secs(10)).for_element(here).await.unwrap()
    };
    open(&format!("/console/first-start?token={}", link.expose())).await;
    chromium.screenshot("console-1-first-start").await;
    fill("#name", "陈小美").await;
    fill("#password", PASSWORD).await;
    fill("#again", PASSWORD).await;
    chromium.click("form button").await;
    arrives("main").await;
    open("/console/settings/me/second-factor").await;
    chromium.click("form[action$='/begin'] button").await;
    let shown = arrives(".panel .id code").await;
    let secret = shown.text().await.unwrap();
    chromium.screenshot("console-2-second-factor").await;
    fill("#code", &app_code(&secret, app.clock.now())).await;
    chromium.click("form[action$='/on'] button").await;
    arrives(".codes").await;
    chromium.screenshot("console-3-recovery-codes").await;
    open("/console/settings/me").await;
    chromium.screenshot("console-4-me").await;
    chromium.click("summary.person").await;
    chromium.click("form[action='/console/sign-out'] button").await;
    arrives("#password").await;
    assert!(chromium.window.current_url().await.unwrap().path().ends_with("/console/sign-in"));
    app.advance(jiff::SignedDuration::from_secs(30));
    fill("#name", "陈小美").await;
    fill("#password", PASSWORD).await;
    chromium.screenshot("console-5-sign-in").await;
    chromium.click("form button").await;
    arrives("#code").await;
    fill("#code", &app_code(&secret, app.clock.now())).await;
    chromium.screenshot("console-6-code").await;
    chromium.click("form button").await;
    arrives("main:not(.card)").await;
    open("/console/settings/operators").await;
    chromium.screenshot("console-7-operators").await;
    assert!(chromium.text().await.contains("陈小美"));
    open("/console/settings/platforms/new").await;
    chromium.screenshot("console-8-platform").await;
    open("/console/settings/keys").await;
    chromium.screenshot("console-9-keys").await;
    open("/console/settings/journal").await;
    chromium.screenshot("console-10-journal").await;
    chromium.close().await;
}

/// Fills in a field of the page.
async fn fill(chromium: &Chromium, css: &str, text: &str) {
    let field = chromium.window.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(css)).await.unwrap();
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// Waits until the page says this. While one page gives way to the next there is nothing to read.
async fn says(chromium: &Chromium, text: &str) {
    let mut said = String::new();
    for _ in 0..100 {
        if let Ok(body) = chromium.window.find(Locator::Css("body")).await
            && let Ok(read) = body.text().await
        {
            if read.contains(text) {
                return;
            }
            said = read;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the page never said {text}: {said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_brings_code_online_in_the_console() {
    let app = TestApp::setup().authorizers(3).start().await;
    app.operator("amy", Role::Operator).await;
    let appid = app.sim.appids().remove(0);
    let chromium = Chromium::start(DESK, None).await;
    chromium.window.goto(&format!("{}/console/accounts", app.url)).await.unwrap();
    fill(&chromium, "input[name=name]", "amy").await;
    fill(&chromium, "input[name=password]", PASSWORD).await;
    chromium.click("main button, form button").await;
    says(&chromium, "3 个账号").await;

    // The list follows what is typed, without another page.
    chromium.window.execute("document.body.dataset.same = 'yes'", vec![]).await.unwrap();
    fill(&chromium, ".filters input[name=q]", &appid).await;
    says(&chromium, "搜索").await;
    let rows = chromium.window.find_all(Locator::Css("tbody tr")).await.unwrap().len();
    assert_eq!(rows, 1, "{}", chromium.text().await);
    chromium.window.find(Locator::Css("body[data-same]")).await.expect("the page was not loaded anew");
    assert!(chromium.window.current_url().await.unwrap().query().unwrap_or_default().contains(&appid));
    chromium.click("tbody input[type=checkbox]").await;
    says(&chromium, "1 个账号已选择").await;
    chromium.screenshot("console-1-accounts").await;

    chromium.window.goto(&format!("{}/console/accounts/{COMPONENT}/{appid}/commit", app.url)).await.unwrap();
    chromium.click(&format!("input[name=template_id][value='{DINING}']")).await;
    fill(&chromium, "input[name=user_version]", "3.0.0").await;
    chromium.click("main form button.primary").await;
    says(&chromium, "体验版已就绪").await;
    app.later(10.seconds()).await;
    chromium.click(".step a.primary").await;
    chromium.click("main form button.primary").await;
    says(&chromium, "微信正在审核").await;
    chromium.screenshot("console-2-in-review").await;
    app.later(1.hours()).await;
    chromium.window.refresh().await.unwrap();

    // What cannot be undone is asked about in a dialog.
    chromium.click(".step a.primary").await;
    chromium.window.wait().for_element(Locator::Css("dialog[open] #ask")).await.unwrap();
    chromium.screenshot("console-3-release").await;
    chromium.click("dialog[open] [data-close]").await;
    let open = chromium.window.find_all(Locator::Css("dialog[open]")).await.unwrap();
    assert!(open.is_empty(), "the dialog closes");
    chromium.click(".step a.primary").await;
    chromium.click("dialog[open] button.primary").await;
    says(&chromium, "已发布上线").await;
    assert_eq!(app.sim.merchant(&appid).unwrap().online.unwrap().user_version, "3.0.0");

    // The theme changes at once, and stays.
    chromium.click("summary.tool").await;
    chromium.click("[data-look] button[value=dark]").await;
    chromium.window.find(Locator::Css("html[data-theme=dark]")).await.expect("dark at once");
    chromium.window.goto(&format!("{}/console/", app.url)).await.unwrap();
    chromium.window.find(Locator::Css("html[data-theme=dark]")).await.expect("dark on the next page");
    says(&chromium, "线上版本").await;
    chromium.screenshot("console-4-overview-dark").await;
    chromium.close().await;
}

/// Two accounts are ticked on one page of the list and the rest named by a filter; one fails, is mended and tried again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_over_many_accounts_is_followed_to_its_end() {
    let app = TestApp::setup().authorizers(4).start().await;
    app.operator("amy", Role::Operator).await;
    let appids = app.sim.appids();
    let broken = wxfleet_simulator::FaultEffect::Errcode { errcode: 85_002, errmsg: None };
    app.sim.inject_fault(wxfleet_simulator::Fault::once("/wxa/bind_tester", broken).for_appid(&appids[1]));
    let chromium = Chromium::start(DESK, None).await;
    chromium.window.goto(&format!("{}/console/accounts", app.url)).await.unwrap();
    fill(&chromium, "input[name=name]", "amy").await;
    fill(&chromium, "input[name=password]", PASSWORD).await;
    chromium.click("main button, form button").await;
    says(&chromium, "4 个账号").await;

    // What is ticked stays ticked while the list is searched.
    chromium.click(&format!("input[value='{}']", appids[0])).await;
    fill(&chromium, ".filters input[name=q]", &appids[1]).await;
    says(&chromium, "搜索").await;
    chromium.click(&format!("input[value='{}']", appids[1])).await;
    says(&chromium, "2 个账号已选择").await;
    chromium.screenshot("console-jobs-1-chosen").await;
    chromium.click("[data-chosen] button[value=testers]").await;
    says(&chromium, "选中的 2 个账号").await;
    fill(&chromium, "#wechatid", "laowang").await;
    chromium.screenshot("console-jobs-2-form").await;
    chromium.click("main form button.primary").await;
    says(&chromium, "准备中").await;
    chromium.window.execute("document.body.dataset.same = 'yes'", vec![]).await.unwrap();
    app.settle().await;
    says(&chromium, "完成，有失败").await;
    chromium.window.find(Locator::Css("body[data-same]")).await.expect("the page was not loaded anew");
    says(&chromium, "85002").await;
    chromium.screenshot("console-jobs-3-failed").await;

    chromium.click("form[action$='/retry'] button").await;
    says(&chromium, "正在重试失败的账号").await;
    app.settle().await;
    says(&chromium, "全部完成，没有失败").await;
    chromium.screenshot("console-jobs-4-done").await;
    assert_eq!(app.sim.count("/wxa/bind_tester"), 3);

    // The choice has served; all that match are named by a menu.
    chromium.window.goto(&format!("{}/console/accounts?q=wx", app.url)).await.unwrap();
    let bar = chromium.window.find(Locator::Css("[data-chosen]")).await.unwrap();
    assert!(!bar.is_displayed().await.unwrap());
    chromium.click(".views details:last-of-type summary").await;
    chromium.screenshot("console-jobs-5-menu").await;
    chromium.click(".views details:last-of-type button[value=labels]").await;
    says(&chromium, "符合筛选条件的 4 个账号").await;
    fill(&chromium, "#add", "重点").await;
    chromium.click("main form button.primary").await;
    says(&chromium, "任务已提交").await;
    app.settle().await;
    says(&chromium, "全部完成，没有失败").await;
    assert_eq!(app.authorizer(&appids[3]).await.labels, ["重点"]);
    chromium.window.goto(&format!("{}/console/accounts/jobs", app.url)).await.unwrap();
    chromium.screenshot("console-jobs-6-list").await;

    // A column that is hidden stays so, and a view keeps it.
    chromium.window.goto(&format!("{}/console/accounts?kind=mini_program", app.url)).await.unwrap();
    chromium.click(".filters details summary").await;
    chromium.click("[data-column=since]").await;
    let hidden = Locator::Css("th[data-of=since][hidden]");
    chromium.window.wait().at_most(Duration::from_secs(10)).for_element(hidden).await.unwrap();
    chromium.click(".views details summary").await;
    fill(&chromium, ".views input[name=name]", "小程序").await;
    chromium.click(".views form button").await;
    says(&chromium, "视图已保存").await;
    chromium.click(".view").await;
    chromium
        .window
        .wait()
        .at_most(Duration::from_secs(10))
        .for_element(Locator::Css(".view[aria-current]"))
        .await
        .unwrap();
    chromium.window.find(hidden).await.expect("the view keeps its columns");
    chromium.screenshot("console-jobs-7-view").await;
    chromium.close().await;
}

/// The search over everything by keys alone, then a call by the form that it leads to, and the list that goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_finds_an_api_by_keys_and_calls_it() {
    let app = TestApp::setup().authorizers(3).start().await;
    app.operator("amy", Role::Operator).await;
    let appid = app.sim.appids().remove(0);
    let chromium = Chromium::start(DESK, None).await;
    chromium.window.goto(&format!("{}/console/accounts", app.url)).await.unwrap();
    fill(&chromium, "input[name=name]", "amy").await;
    fill(&chromium, "input[name=password]", PASSWORD).await;
    chromium.click("main button, form button").await;
    says(&chromium, "3 个账号").await;

    // Ctrl K opens it, typing finds, the arrow chooses, Escape closes.
    let body = chromium.window.find(Locator::Css("body")).await.unwrap();
    body.send_keys("\u{e009}k\u{e000}").await.unwrap();
    let field = "dialog#palette[open] input";
    fill(&chromium, field, "85009").await;
    says(&chromium, "85009 ·").await;
    chromium.screenshot("console-5-palette").await;
    let input = chromium.window.find(Locator::Css(field)).await.unwrap();
    input.send_keys("\u{e00c}").await.unwrap();
    assert!(chromium.window.find(Locator::Css(field)).await.is_err(), "Escape closes it");
    body.send_keys("\u{e009}k\u{e000}").await.unwrap();
    fill(&chromium, field, "modify_signature").await;
    let chosen = "[role=option][aria-selected=true][href='/console/apis/modify_signature']";
    chromium.window.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(chosen)).await.unwrap();
    let input = chromium.window.find(Locator::Css(field)).await.unwrap();
    input.send_keys("\u{e015}\u{e013}\u{e007}").await.unwrap();
    says(&chromium, "请先选择账号").await;

    fill(&chromium, ".chooser input", &appid).await;
    chromium.click(".chooser button").await;
    says(&chromium, "账号已授予所需的权限集").await;
    let signature = "[name='b.signature']";
    fill(&chromium, signature, "现磨咖啡，到店即取").await;
    chromium.click("input[name=_sure]").await;
    chromium.click("form.fields button.primary").await;
    says(&chromium, "微信已执行").await;
    chromium.screenshot("console-6-called").await;

    // The list of calls goes on by itself, and holds while somebody says so.
    chromium.window.goto(&format!("{}/console/apis/calls?path=modify_signature", app.url)).await.unwrap();
    let rows = async || chromium.window.find_all(Locator::Css("[data-tail-rows] tr")).await.unwrap().len();
    assert_eq!(rows().await, 1);
    let path = format!("/components/{COMPONENT}/authorizers/{appid}/call/modify_signature");
    app.post_json(&path, &serde_json::json!({"body": {"signature": "手冲咖啡"}})).await;
    chromium.click("[data-tail-follow]").await;
    let second = Locator::Css("[data-tail-rows] tr:nth-child(2)");
    chromium.window.wait().at_most(Duration::from_secs(15)).for_element(second).await.unwrap();
    chromium.click("[data-tail-follow]").await;
    app.post_json(&path, &serde_json::json!({"body": {"signature": "冷萃咖啡"}})).await;
    let show = Locator::Css("[data-tail-show]:not([hidden])");
    chromium.window.wait().at_most(Duration::from_secs(15)).for_element(show).await.unwrap();
    assert_eq!(rows().await, 2, "held");
    chromium.click("[data-tail-show]").await;
    assert_eq!(rows().await, 3);
    chromium.screenshot("console-7-calls").await;
    chromium.close().await;
}
