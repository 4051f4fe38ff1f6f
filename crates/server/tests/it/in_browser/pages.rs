//! Every page there is, looked at: no accessibility violation by axe-core in light and dark, at a desk and on a phone;
//! nothing wider than its screen; nothing that the policy blocks; no English sentence on a Chinese page.
//!
//! Which pages there are is the list in `routes.rs`; states of a page that look different stand in [`states`]. With
//! `WXFLEET_TEST_SCREENSHOTS` naming a folder the same walk takes pictures of all of them in both languages, both themes
//! and three widths (`cargo xtask screenshots`).
//!
//! axe-core is a tool of the tests under a licence of its own (MPL-2.0): it is neither embedded nor kept here.
//! `WXFLEET_TEST_AXE` is the path of its `axe.min.js`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};
use wxfleet_api::authorizer::LabelChange;
use wxfleet_api::code::SubmitAudit;
use wxfleet_engine::operators::password::Password;
use wxfleet_model::permission::{Actor, Role};
use wxfleet_simulator::{AuditRule, Fleet, Verdict};

use super::{Chromium, DESK, PHONE, fill};
use crate::app::{COMPONENT, Spans as _, TestApp};
use crate::life_cycle::{DINING, commit, go_live};
use crate::person::PASSWORD;
use crate::routes::{ROWS, Values, What};

/// On a busy machine axe-core takes its time over a long page.
const PATIENCE: Duration = Duration::from_mins(2);
/// A large screen.
const WALL: (u32, u32) = (1_920, 1_080);

/// A page in one state: the name of its pictures, and where it is.
struct View {
    name: String,
    address: String,
}

impl View {
    fn new(name: &str, address: impl Into<String>) -> Self {
        Self { name: name.to_owned(), address: address.into() }
    }
}

/// A fleet as it is after some weeks.
struct Fleet14 {
    app: TestApp,
    appids: Vec<String>,
}

const REASON: &str = "1:服务类目\"餐饮服务场所/餐饮服务管理企业\"与你提交代码审核时设置的功能页面内容不一致:<br>(1):请补充相应资质，\
     或修改页面内容后重新提交。<br>2:小程序内容不符合规则:<br>(1):首页存在测试内容。<br>";

/// Twelve Mini Programs and two Official Accounts, some of them awkward, each of the first ones in another state.
async fn weeks_later() -> Fleet14 {
    let fleet = Fleet { mini_programs: 12, official_accounts: 2, awkward: true };
    let app = TestApp::setup().fleet(fleet).authorizers(14).start().await;
    let appids = app.sim.appids();
    for appid in &appids[..2] {
        go_live(&app, appid).await;
    }
    let verdict = Verdict::Reject { reason: REASON.to_owned(), screenshot: "m1|m2".to_owned() };
    app.sim.rule_audits(AuditRule { appid: Some(appids[2].clone()), times: Some(1), verdict });
    for (appid, version) in [(&appids[2], "1.0.1"), (&appids[3], "1.0.2")] {
        commit(&app.client, appid, DINING, version).await;
        app.later(10.seconds()).await;
        app.client.audit_submit(COMPONENT, appid, &SubmitAudit::default()).await.unwrap();
        app.later(1.hours()).await;
    }
    commit(&app.client, &appids[5], DINING, "1.1.0").await;
    app.later(10.seconds()).await;
    commit(&app.client, &appids[1], DINING, "1.1.0").await;
    app.later(10.seconds()).await;
    app.client.audit_submit(COMPONENT, &appids[1], &SubmitAudit::default()).await.unwrap();
    app.sim.deauthorize(COMPONENT, &appids[11]).unwrap();
    app.settle().await;
    for (label, appids) in [("华东", &appids[..4]), ("重点客户", &appids[2..5]), ("2026-春季活动", &appids[..1])]
    {
        let change = LabelChange { appids: appids.to_vec(), add: vec![label.to_owned()], ..LabelChange::default() };
        app.client.authorizer_labels_change(COMPONENT, &change).await.unwrap();
    }
    Fleet14 { app, appids }
}

/// Pages that nobody need be signed in for, as long as there is no operator.
async fn before_the_first_operator(fleet: &Fleet14) -> Vec<View> {
    let link = fleet.app.engine.sign_in.first_start_link().await.unwrap().expect("nobody is there");
    vec![
        View::new("first-start", format!("/console/first-start?token={}", link.expose())),
        View::new("first-start-over", "/console/first-start?token=guess"),
        View::new("sign-in-before-the-first", "/console/sign-in"),
    ]
}

/// Pages in the list of routes and the states of them, those for strangers and those for who is signed in.
async fn states(fleet: &Fleet14) -> (Vec<View>, Vec<View>) {
    let (app, appids) = (&fleet.app, &fleet.appids);
    let values = Values::of(app).await.about(&appids[0]);
    app.settle().await;
    let back = app.authorize_unseen(&appids[4]).await.expect("a merchant who confirms");
    let back = back.strip_prefix(&app.url).unwrap().to_owned();
    let (mut strangers, mut ours) = (Vec::new(), Vec::new());
    for row in ROWS {
        let What::Page(name) = row.what else { continue };
        let address = match name {
            // Seen before there was an operator.
            "first-start" => continue,
            "authorize-return" => back.clone(),
            _ => values.address(row),
        };
        let list = if row.least.is_none() { &mut strangers } else { &mut ours };
        list.push(View { name: name.to_owned(), address });
    }
    strangers.extend([
        View::new("authorize-unknown", "/authorize/wx0"),
        View::new("authorize-return-refused", format!("/authorize/{COMPONENT}/return?state=zz&auth_code=x")),
        View::new("invite-unknown", "/invite/none"),
    ]);
    let account = |at: usize, below: &str| format!("/console/accounts/{COMPONENT}/{}{below}", appids[at]);
    ours.extend([
        View::new("account-in-review", account(1, "")),
        View::new("account-rejected", account(2, "")),
        View::new("account-rejected-submit", account(2, "/submit")),
        View::new("account-approved", account(3, "")),
        View::new("account-approved-release", account(3, "/release")),
        View::new("account-trial", account(5, "")),
        View::new("account-empty", account(7, "")),
        View::new("account-withdrawn-authorization", account(11, "")),
        View::new("account-official", account(12, "")),
        View::new("account-done", account(0, "?done=released")),
        View::new("account-unknown", "/console/accounts/wx0000000000000000/wx0000000000000000"),
        View::new("accounts-filtered", "/console/accounts?q=%E5%92%96%E5%95%A1&kind=mini_program&state=well"),
        View::new("accounts-none", "/console/accounts?q=nobody-has-this-name"),
        View::new("events-of-one", format!("/console/events?appid={}", appids[0])),
        View::new("events-none", "/console/events?kind=nothing"),
        View::new("journal-refused", "/console/settings/journal?since=yesterday"),
    ]);
    (strangers, ours)
}

/// How a page is looked at.
#[derive(Clone, Copy)]
struct Look {
    language: &'static str,
    theme: &'static str,
    size: (u32, u32),
}

/// Somebody who walks through all pages and looks at each. What is amiss is collected, so that one run tells all.
struct Walk {
    chromium: Chromium,
    url: String,
    has_axe: bool,
    pictures: Option<PathBuf>,
    amiss: String,
}

#[expect(clippy::disallowed_methods, reason = "what the walk takes along is named by the environment")]
fn named(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.is_empty())
}

impl Walk {
    async fn begin(url: &str, axe: Option<&str>) -> Self {
        let chromium = Chromium::start(DESK, None).await;
        chromium.begin_pages_with(BLOCKED).await;
        let patience = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None);
        chromium.window.update_timeouts(patience).await.unwrap();
        if let Some(axe) = axe {
            let source = std::fs::read_to_string(axe).unwrap_or_else(|error| panic!("{axe}: {error}"));
            chromium.begin_pages_with(&source).await;
        }
        let pictures = named("WXFLEET_TEST_SCREENSHOTS").filter(|_| axe.is_none()).map(PathBuf::from);
        Self { chromium, url: url.to_owned(), has_axe: axe.is_some(), pictures, amiss: String::new() }
    }

    /// Signs in as an administrator.
    async fn sign_in(&self, name: &str) {
        self.chromium.window.goto(&format!("{}/console/sign-in", self.url)).await.unwrap();
        fill(&self.chromium, "input[name=name]", name).await;
        fill(&self.chromium, "input[name=password]", PASSWORD).await;
        self.chromium.click("form button").await;
        self.chromium.window.wait().for_element(Locator::Css(".rail")).await.unwrap();
    }

    /// In which languages pages are looked at.
    fn languages(&self) -> &'static [&'static str] {
        if self.pictures.is_some() { &["zh", "en"] } else { &["zh"] }
    }

    async fn through(&mut self, views: &[View]) {
        for view in views {
            for language in self.languages() {
                let glue = if view.address.contains('?') { '&' } else { '?' };
                let address = format!("{}{}{glue}lang={language}", self.url, view.address);
                self.chromium.window.goto(&address).await.unwrap();
                if self.has_axe {
                    self.chromium.window.execute(SHORTENED, vec![]).await.unwrap();
                }
                self.here(&view.name, language).await;
            }
        }
    }

    /// Looks at the page that is open.
    async fn here(&mut self, name: &str, language: &'static str) {
        let sizes: &[(u32, u32)] = if self.pictures.is_some() { &[DESK, PHONE, WALL] } else { &[DESK, PHONE] };
        for size in sizes {
            self.chromium.be_wide(*size).await;
            for theme in ["light", "dark"] {
                let theme_now = format!("document.documentElement.dataset.theme = '{theme}'");
                self.chromium.window.execute(&theme_now, vec![]).await.unwrap();
                self.look(name, Look { language, theme, size: *size }).await;
            }
        }
    }

    async fn look(&mut self, name: &str, look: Look) {
        let Look { language, theme, size: (width, _) } = look;
        if self.has_axe {
            // The second theme has the same page in other colours.
            let found = self.chromium.window.execute_async(VIOLATIONS, vec![json!(theme == "light")]).await.unwrap();
            self.note(name, look, &found);
            return;
        }
        if theme == "light" {
            let found = self.chromium.window.execute(FAULTS, vec![json!(language == "zh")]).await.unwrap();
            self.note(name, look, &found);
        }
        if let Some(folder) = &self.pictures {
            std::fs::create_dir_all(folder).unwrap();
            let png = self.chromium.whole_page(look.size).await;
            std::fs::write(folder.join(format!("{name}.{language}.{theme}.{width}.png")), png).unwrap();
        }
    }

    fn note(&mut self, name: &str, look: Look, found: &Value) {
        for one in found.as_array().expect("a list of what is amiss") {
            let Look { language, theme, size: (width, _) } = look;
            writeln!(self.amiss, "{name} ({language}, {theme}, {width} px): {}", one.as_str().unwrap()).unwrap();
        }
    }

    async fn end(self) {
        self.chromium.close().await;
        assert!(self.amiss.is_empty(), "{}", self.amiss);
    }
}

/// Notes what the page's policy blocks.
const BLOCKED: &str = "window.blocked = [];\
     document.addEventListener('securitypolicyviolation', (e) => blocked.push(`${e.violatedDirective} ${e.blockedURI}`));";

/// The reference has a hundred parts of one make, and axe-core takes its time over each: the first ones stand for all.
const SHORTENED: &str = "document.querySelectorAll('html#top main > .group:nth-of-type(n + 5), html#top .rail > ul > li:nth-child(n + 6)')\
     .forEach((part) => part.remove());";

/// What axe-core finds: rule, selector and what it says of it. In the second theme its colours alone.
const VIOLATIONS: &str = "const [all, done] = arguments;\
     const options = { resultTypes: ['violations'], ...(all ? {} : { runOnly: ['color-contrast'] }) };\
     axe.run(document, options).then((found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) =>\
       `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary.split('\\n').slice(1).join(';').trim()} in ${node.html.slice(0, 160)}`))),\
       (error) => done([String(error)]));";

/// What a person would see at once: a page that has to be pushed sideways, something that the policy blocked, a picture
/// that did not come, English prose among Chinese. Names, codes and WeChat's own words are marked as such by their
/// elements.
const FAULTS: &str = "const [chinese] = arguments;\
     const found = [...window.blocked].map((what) => `blocked: ${what}`);\
     const wide = document.documentElement.scrollWidth;\
     if (wide > innerWidth) {\
       const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1\
         && !e.closest('.table, .scroll, pre'));\
       found.push(`is ${wide} px wide: ${out.slice(0, 3).map((e) => e.outerHTML.slice(0, 100)).join(' | ')}`);\
     }\
     if (chinese) {\
       const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);\
       while (walk.nextNode()) {\
         const { data, parentElement } = walk.currentNode;\
         if (/[A-Za-z]{2,}(?:[ ,][ ]?[A-Za-z']{2,}){3,}/.test(data)\
           && !parentElement.closest('code, pre, bdi, script, textarea, option, [lang=en], [hidden]')) {\
           found.push(`speaks English: ${data.trim()}`);\
         }\
       }\
     }\
     return found;";

/// All pages of the server, and what comes of the forms that show something once.
async fn walk(axe: Option<&str>) {
    let fleet = weeks_later().await;
    let mut walk = Walk::begin(&fleet.app.url, axe).await;
    let first = before_the_first_operator(&fleet).await;
    walk.through(&first).await;
    let (strangers, ours) = states(&fleet).await;
    walk.through(&strangers).await;
    let app = &fleet.app;
    let operators = &app.engine.operators;
    for (name, role) in [("陈小美", Role::Admin), ("王大力", Role::Operator), ("night-shift", Role::Viewer)] {
        operators.add(&Actor::System, name, role, Password::new(PASSWORD.to_owned())).await.unwrap();
    }
    walk.sign_in("陈小美").await;
    walk.through(&ours).await;
    let open = |path: &str, language: &str| format!("{}{path}?lang={language}", app.url);
    for language in walk.languages() {
        walk.chromium.be_wide(DESK).await;
        walk.chromium.window.goto(&open("/console/settings/keys", language)).await.unwrap();
        fill(&walk.chromium, "main input[name=name]", "商城后台").await;
        walk.chromium.click("main form button.primary").await;
        super::says(&walk.chromium, "export WXFLEET_KEY=").await;
        walk.here("key-made", language).await;
        walk.chromium.be_wide(DESK).await;
        walk.chromium.window.goto(&open("/console/settings/me/second-factor", language)).await.unwrap();
        // In the second language it has begun.
        if walk.chromium.window.find(Locator::Css("svg.qr")).await.is_err() {
            walk.chromium.click("form[action$='/begin'] button").await;
        }
        walk.chromium.window.wait().for_element(Locator::Css("svg.qr")).await.unwrap();
        walk.here("second-factor-begun", language).await;
    }
    walk.end().await;
    app.settle().await;
    app.may_leave_debts();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_has_an_accessibility_violation_with_axe() {
    let axe = named("WXFLEET_TEST_AXE").expect("the path of axe.min.js");
    walk(Some(&axe)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_fits_its_screen_and_speaks_its_language() {
    walk(None).await;
}
