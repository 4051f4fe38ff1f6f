//! The row "XSS" of the attack table, where a browser would run what slipped through.

use wxfleet_api::code::SubmitAudit;
use wxfleet_model::permission::Role;
use wxfleet_simulator::{AuditRule, Verdict};

use super::{Chromium, DESK, fill, says};
use crate::app::{COMPONENT, Spans as _, TestApp};
use crate::forge::event;
use crate::life_cycle::{DINING, commit};
use crate::person::PASSWORD;
use crate::routes::{ROWS, Values, What};

/// Markup that runs wherever it is taken for markup, in text, in an attribute, in a script, in an address.
const MARKUP: &str =
    "\"'><img src=x onerror=alert(1)><svg onload=alert(2)></title><script>alert(3)</script>`${alert(4)}`";

/// What a page must not hold after names and reasons were put in: an element that only they can have brought.
const BROUGHT_IN: &str = "return { alerts: window.alerts,\
     elements: document.querySelectorAll('img[src=x], svg[onload], script:not([src]), [onerror], [href^=javascript]').length };";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn xss_names_reasons_and_pushes_of_others_are_text() {
    let app = TestApp::setup().authorizers(2).start().await;
    let appid = app.sim.appids()[0].clone();
    app.sim
        .change_merchant(&appid, |profile| {
            profile.nick_name = MARKUP.to_owned();
            profile.signature = MARKUP.to_owned();
            profile.principal_name = MARKUP.to_owned();
        })
        .unwrap();
    app.client.authorizer_refresh(COMPONENT, &appid).await.unwrap();
    let reason = format!("1:{MARKUP}<br>(1):{MARKUP}");
    let verdict = Verdict::Reject { reason, screenshot: String::new() };
    app.sim.rule_audits(AuditRule { appid: Some(appid.clone()), times: Some(1), verdict });
    commit(&app.client, &appid, DINING, "<b>1").await;
    app.later(10.seconds()).await;
    app.client.audit_submit(COMPONENT, &appid, &SubmitAudit::default()).await.unwrap();
    app.later(1.hours()).await;
    let push = event("gh_1", "<img/src=x/onerror=alert(5)>", app.second_now(), &[("Status", MARKUP)]);
    assert!(app.push_message(&appid, &push).await.is_success());
    app.settle().await;
    let link = wxfleet_api::link::NewAuthorizationLink {
        note: Some(MARKUP.to_owned()),
        ..wxfleet_api::link::NewAuthorizationLink::default()
    };
    app.client.link_create(COMPONENT, &link).await.unwrap();
    app.operator("amy", Role::Admin).await;
    let values = Values::of(&app).await;

    let chromium = Chromium::start(DESK, None).await;
    chromium.begin_pages_with("window.alerts = 0; window.alert = () => { window.alerts += 1; };").await;
    chromium.window.goto(&format!("{}/console/sign-in", app.url)).await.unwrap();
    fill(&chromium, "input[name=name]", "amy").await;
    fill(&chromium, "input[name=password]", PASSWORD).await;
    chromium.click("form button").await;
    says(&chromium, "概览").await;
    let mut seen = 0;
    for row in ROWS {
        let What::Page(name) = row.what else { continue };
        chromium.window.goto(&format!("{}{}", app.url, values.address(row))).await.unwrap();
        let found = chromium.window.execute(BROUGHT_IN, vec![]).await.unwrap();
        assert_eq!(found, serde_json::json!({"alerts": 0, "elements": 0}), "{name}: {}", chromium.text().await);
        seen += usize::from(chromium.window.source().await.unwrap().contains("onerror=alert(1)"));
    }
    assert!(seen >= 5, "the markup stands on the pages as text: {seen}");
    chromium.close().await;
    app.may_leave_debts();
}
