//! The settings of the console: who may what there, keys and secrets behind the password, the guide, the journal.

use std::fmt::Write as _;

use jiff::SignedDuration;
use wxfleet_model::clock::Clock as _;
use wxfleet_model::permission::{Actor, Role};

use crate::app::{AES_KEY, COMPONENT, SECRET, TOKEN, TestApp};
use crate::console_sign_in::app_code;
use crate::forge::event;
use crate::person::{PASSWORD, Person};

/// The text between two marks of a page.
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = html.split_once(start).unwrap_or_else(|| panic!("no {start} in {html}"));
    rest.split_once(end).unwrap().0
}

/// The password was asked for longer ago than counts.
async fn some_time_later(app: &TestApp, person: &mut Person) {
    app.advance(SignedDuration::from_mins(11));
    assert_eq!(person.get("/console/settings/me").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_gets_what_is_its_own() {
    let app = TestApp::setup().start().await;
    let other = app.operator("other", Role::Viewer).await;
    let (one, guide) = (format!("operators/{}", other.id.0), format!("platforms/{COMPONENT}"));
    let fields = [("name", ""), ("role", "emperor"), ("password", "x"), ("again", "y"), ("code", "000000")];
    let more = [("id", "none"), ("session", "none"), ("component_appid", "none"), ("app_secret", ""), ("token", "")];
    let fields: Vec<_> = fields.iter().chain(&more).chain(&[("encoding_aes_key", "")]).copied().collect();
    let reads = ["", "/me", "/me/password", "/me/second-factor", "/platforms", "/journal", "/journal.csv", "/keys"];
    let reads = reads.map(str::to_owned).into_iter().chain(
        ["platforms/new", &guide, &format!("{guide}/edit"), "operators", "operators/new", &one, "platforms/none"]
            .map(|path| format!("/{path}")),
    );
    let writes = [
        "me/password",
        "me/sessions/end",
        "me/second-factor/on",
        "keys",
        "keys/revoke",
        "operators/new",
        &format!("{one}/role"),
        &format!("{one}/password"),
        "platforms/new",
        &format!("{guide}/edit"),
        &format!("{guide}/tickets"),
        &format!("{one}/disable"),
        &format!("{one}/enable"),
    ]
    .map(|path| format!("/{path}"));
    let mut people = Vec::new();
    for role in Role::ALL {
        people.push(app.signed_in(role.as_str(), *role).await);
    }
    // One more, so that disabling is not refused for being the last.
    app.operator("root", Role::Admin).await;
    let mut table = String::new();
    let rows = reads.map(|path| ("GET ", path)).chain(writes.into_iter().map(|path| ("POST", path)));
    for (method, path) in rows {
        let path = format!("/console/settings{path}");
        let named = path.replace(&other.id.0.to_string(), "{id}").replace(COMPONENT, "{component}");
        write!(table, "{method} {named:<52}").unwrap();
        for person in &mut people {
            let page = match method {
                "POST" => person.post(&path, &fields).await,
                _ => person.get(&path).await,
            };
            write!(table, " {}", page.status).unwrap();
        }
        let stranger =
            if method == "POST" { app.person().post(&path, &fields).await } else { app.person().get(&path).await };
        assert_eq!(stranger.status, 303, "{path}");
        assert!(stranger.location.unwrap().starts_with("/console/sign-in"), "{path}");
        table.push('\n');
    }
    insta::assert_snapshot!(format!("viewer, operator, admin\n{table}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_behind_the_password_and_shown_once() {
    let app = TestApp::setup().without_component().start().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    some_time_later(&app, &mut person).await;
    let keys = "/console/settings/keys";
    let asked = person.get(keys).await;
    let confirm = "/console/confirm?next=%2Fconsole%2Fsettings%2Fkeys";
    assert_eq!((asked.status, asked.location.as_deref()), (303, Some(confirm)));
    let fields = [("name", "shop"), ("role", "viewer"), ("token_read", "on"), ("labels", "华东，east")];
    let made_at_once = person.post(keys, &fields).await;
    assert!(made_at_once.location.unwrap().starts_with("/console/confirm?next="), "the action asks too");
    assert_eq!(app.client.keys().await.unwrap().items.len(), 1, "nothing was made");
    let page = person.get(confirm).await;
    assert!(page.html.contains("Your password once more") && page.html.contains("value=\"/console/settings/keys\""));
    let wrong = person.post("/console/confirm", &[("password", "wrong"), ("next", keys)]).await;
    assert_eq!(wrong.status, 403);
    let right = person.post("/console/confirm", &[("password", PASSWORD), ("next", keys)]).await;
    assert_eq!(right.location.as_deref(), Some(keys));
    let made = person.post(keys, &fields).await;
    assert_eq!(made.status, 200, "{}", made.html);
    let text = between(&made.html, "export WXFLEET_KEY=", "<").to_owned();
    assert!(text.starts_with("wxf_") && text.len() > 40);
    assert_eq!(app.ask(Some(&text), reqwest::Method::GET, "/components", None).await.status, 200);
    let listed = person.get(keys).await.html;
    assert!(listed.contains("shop") && listed.contains("华东") && !listed.contains(&text));
    let refused = person.post(keys, &[("name", ""), ("role", "viewer")]).await;
    assert_eq!(refused.status, 400);
    assert!(refused.html.contains("1 to 64 characters"), "{}", refused.html);
    let key = app.client.keys().await.unwrap().items.into_iter().find(|key| key.name == "shop").unwrap();
    assert_eq!((key.grants, key.labels), (vec!["token:read".to_owned()], vec!["华东".to_owned(), "east".to_owned()]));
    let revoked = person.post("/console/settings/keys/revoke", &[("id", &key.id)]).await;
    assert_eq!(revoked.location.as_deref(), Some("/console/settings/keys?done=key-revoked"));
    assert_eq!(app.ask(Some(&text), reqwest::Method::GET, "/components", None).await.status, 401);
    assert!(!person.follow("/console/settings/keys?done=key-revoked").await.html.contains("shop"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_concerns_who_may_sign_in_is_behind_the_password() {
    let app = TestApp::setup().start().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    let ben = app.operator("ben", Role::Viewer).await;
    some_time_later(&app, &mut person).await;
    let (one, guide) = (format!("operators/{}", ben.id.0), format!("platforms/{COMPONENT}"));
    for path in
        ["me/password", "me/second-factor", "operators/new", &one, "keys", "platforms/new", &format!("{guide}/edit")]
    {
        let page = person.get(&format!("/console/settings/{path}")).await;
        assert!(page.location.is_some_and(|to| to.starts_with("/console/confirm?next=")), "{path}");
    }
    let fields = [
        ("name", "eve"),
        ("role", "admin"),
        ("password", PASSWORD),
        ("again", PASSWORD),
        ("code", "1"),
        ("id", "1"),
        ("component_appid", "wxc0ffee0000000009"),
        ("app_secret", SECRET),
        ("token", TOKEN),
        ("encoding_aes_key", AES_KEY),
    ];
    let before = app.store.operators_all().await.unwrap();
    for path in [
        "me/password",
        "me/second-factor/begin",
        "me/second-factor/on",
        "me/second-factor/off",
        "operators/new",
        &format!("{one}/role"),
        &format!("{one}/password"),
        &format!("{one}/disable"),
        &format!("{one}/enable"),
        "keys",
        "keys/revoke",
        "platforms/new",
        &format!("{guide}/edit"),
    ] {
        let page = person.post(&format!("/console/settings/{path}"), &fields).await;
        assert!(page.location.is_some_and(|to| to.starts_with("/console/confirm?next=")), "{path}");
    }
    assert_eq!(app.store.operators_all().await.unwrap(), before);
    assert_eq!(app.engine.components.list(&Actor::System).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn operators_are_added_changed_and_disabled_by_forms() {
    let app = TestApp::setup().without_component().start().await;
    let mut amy = app.signed_in("amy", Role::Admin).await;
    let new = "/console/settings/operators/new";
    let taken = amy.post(new, &[("name", "AMY"), ("role", "viewer"), ("password", PASSWORD)]).await;
    assert_eq!(taken.status, 409);
    assert!(taken.html.contains("an operator of this name") && taken.html.contains("value=\"AMY\""), "{}", taken.html);
    let evil =
        amy.post(new, &[("name", "<script>alert(1)</script>"), ("role", "viewer"), ("password", PASSWORD)]).await;
    assert_eq!(evil.status, 400);
    assert!(!evil.html.contains("<script>alert"), "{}", evil.html);
    let added = amy.post(new, &[("name", "陈小美"), ("role", "viewer"), ("password", PASSWORD)]).await;
    assert_eq!(added.location.as_deref(), Some("/console/settings/operators?done=operator-added"));
    let mut ben = app.person();
    assert_eq!(ben.sign_in("陈小美", PASSWORD).await.status, 303);
    assert_eq!(ben.get("/console/settings/operators").await.status, 403);
    let id = app.engine.operators.by_name(&Actor::System, "陈小美").await.unwrap().id;
    let one = format!("/console/settings/operators/{}", id.0);
    assert!(amy.get(&one).await.html.contains("陈小美"));
    assert_eq!(amy.post(&format!("{one}/role"), &[("role", "admin")]).await.status, 303);
    assert_eq!(ben.get("/console/settings/operators").await.status, 200, "in force at once");
    assert_eq!(amy.post(&format!("{one}/disable"), &[]).await.status, 303);
    assert_eq!(ben.get("/console/settings/me").await.status, 303, "signed out");
    let last = app.engine.operators.by_name(&Actor::System, "amy").await.unwrap().id;
    let refused = amy.post(&format!("/console/settings/operators/{}/disable", last.0), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.html.contains("last administrator"), "{}", refused.html);
    assert_eq!(amy.post(&format!("{one}/enable"), &[]).await.status, 303);
    assert_eq!(amy.post(&format!("{one}/password"), &[("password", "another horse battery")]).await.status, 303);
    assert_eq!(ben.sign_in("陈小美", "another horse battery").await.status, 303);
    let journal = amy.get("/console/settings/journal?actor=operator%3Aamy").await.html;
    for deed in ["Added an operator", "Changed an operator", "Disabled an operator"] {
        assert!(journal.contains(&format!("<td>{deed}</td>")), "{deed}");
    }
    assert!(!journal.contains("battery"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_looks_after_ones_own_sign_in() {
    let app = TestApp::setup().without_component().start().await;
    let mut laptop = app.signed_in("amy", Role::Viewer).await;
    let mut phone = app.person();
    phone.headers[0].1 = "<i>Phone</i>".to_owned();
    phone.sign_in("amy", PASSWORD).await;
    let page = laptop.get("/console/settings/me").await.html;
    assert!(page.contains("title=\"&#60;i&#62;Phone") && page.contains(">Firefox · macOS<"), "{page}");
    let session = between(&page, "name=\"session\" value=\"", "\"");
    let ended = laptop.post("/console/settings/me/sessions/end", &[("session", session)]).await;
    assert_eq!(ended.location.as_deref(), Some("/console/settings/me?done=sessions-ended"));
    assert_eq!(phone.get("/console/settings/me").await.status, 303);
    let mut other = app.signed_in("ben", Role::Viewer).await;
    let page = other.get("/console/settings/me").await;
    assert!(!page.html.contains("name=\"session\""));
    let mine = app.engine.operators.by_name(&Actor::System, "amy").await.unwrap();
    let mine = app.engine.operators.sessions(&mine.actor()).await.unwrap().remove(0);
    let stolen = other.post("/console/settings/me/sessions/end", &[("session", &mine.id.0.to_string())]).await;
    assert_eq!(stolen.status, 404, "somebody else's session is not there");
    let differ = laptop.post("/console/settings/me/password", &[("password", "another horse"), ("again", "x")]).await;
    assert_eq!(differ.status, 400);
    let new = [("password", "another horse battery"), ("again", "another horse battery")];
    assert_eq!(laptop.post("/console/settings/me/password", &new).await.status, 303);
    assert_eq!(laptop.get("/console/settings/me").await.status, 200);
    assert_eq!(app.person().sign_in("amy", PASSWORD).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_set_up_by_the_pages() {
    let app = TestApp::setup().without_component().start().await;
    let mut person = app.signed_in("amy", Role::Viewer).await;
    let factor = "/console/settings/me/second-factor";
    assert!(person.get(factor).await.html.contains("You need an authenticator app"));
    assert_eq!(person.post(&format!("{factor}/begin"), &[]).await.location.as_deref(), Some(factor));
    let page = person.get(factor).await.html;
    assert!(page.contains("<svg class=\"qr\""));
    let secret = between(&page, "data-copy=\"", "\"").to_owned();
    let wrong = person.post(&format!("{factor}/on"), &[("code", "000000")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.html.contains("not the code") && wrong.html.contains(&secret), "{}", wrong.html);
    let code = app_code(&secret, app.clock.now());
    let on = person.post(&format!("{factor}/on"), &[("code", &code)]).await;
    assert_eq!(on.html.matches("<li><code>").count(), 10, "{}", on.html);
    let recovery = between(&on.html, "<li><code>", "<").to_owned();
    assert!(!person.get("/console/settings/me").await.html.contains(&recovery));
    let mut other = app.person();
    assert_eq!(other.sign_in("amy", PASSWORD).await.location.as_deref(), Some("/console/sign-in/code"));
    assert_eq!(other.send_form("/console/sign-in/code", &[("code", &recovery)]).await.status, 303);
    assert_eq!(person.post(&format!("{factor}/off"), &[]).await.status, 303);
    assert_eq!(app.person().sign_in("amy", PASSWORD).await.location.as_deref(), Some("/console/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_is_registered_and_its_items_turn_green() {
    let app = TestApp::setup().without_component().start().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    assert!(person.get("/console/settings/platforms").await.html.contains("No platform is registered yet"));
    let new = "/console/settings/platforms/new";
    let mut fields = vec![
        ("component_appid", "wx"),
        ("name", "云小店"),
        ("app_secret", SECRET),
        ("token", TOKEN),
        ("encoding_aes_key", AES_KEY),
    ];
    let refused = person.post(new, &fields).await;
    assert_eq!(refused.status, 400);
    assert!(refused.html.contains("云小店") && !refused.html.contains(SECRET), "{}", refused.html);
    fields[0].1 = COMPONENT;
    let guide = format!("/console/settings/platforms/{COMPONENT}");
    let added = person.post(new, &fields).await;
    assert_eq!(added.location, Some(format!("{guide}?done=platform-added")));
    let greens = async |person: &mut Person| {
        let page = person.get(&guide).await.html;
        assert!(!page.contains(SECRET) && !page.contains(TOKEN) && !page.contains(AES_KEY));
        between(&page, "id=\"items\"", "</section>").matches("tag good").count()
    };
    let page = person.get(&guide).await.html;
    for value in
        [format!("{}/wechat/{COMPONENT}/events", app.url), format!("{}/wechat/{COMPONENT}/messages/$APPID$", app.url)]
    {
        assert!(page.contains(&format!("<code>{value}</code>")), "{value} in {page}");
    }
    assert_eq!(greens(&mut person).await, 0);
    app.register_with_wechat();
    app.settle().await;
    assert_eq!(greens(&mut person).await, 2, "ticket and token");
    let appid = app.sim.appids()[0].clone();
    app.authorize(&appid).await;
    assert_eq!(greens(&mut person).await, 3);
    assert!(app.push_message(&appid, &event("gh_1", "weapp_audit_delay", app.second_now(), &[])).await.is_success());
    assert_eq!(greens(&mut person).await, 4);
    app.settle().await;
    let edit = format!("{guide}/edit");
    assert!(!person.get(&edit).await.html.contains(SECRET));
    let changed =
        person.post(&edit, &[("name", "新名字"), ("app_secret", ""), ("token", ""), ("encoding_aes_key", "")]).await;
    assert_eq!(changed.location, Some(format!("{guide}?done=platform-changed")));
    assert!(person.get("/console/settings/platforms").await.html.contains("新名字"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_is_looked_through_and_taken_along() {
    let app = TestApp::setup().without_component().start().await;
    let mut person = app.signed_in("amy", Role::Viewer).await;
    for number in 0..60 {
        let name = format!("=key{number}");
        app.engine.keys.create(&Actor::System, &name, Role::Viewer, Vec::new()).await.unwrap();
    }
    let here = "/console/settings/journal";
    let page = person.get(here).await.html;
    assert_eq!(page.matches("<td>Made an API key</td>").count(), 50);
    let next =
        between(&page, "<a class=\"button small\" href=\"/console/settings/journal?", "\"").replace("&#38;", "&");
    let later = person.get(&format!("{here}?{next}")).await.html;
    assert!(later.matches("<td>Made an API key</td>").count() >= 10 && later.contains("Signed in"));
    let signed_in =
        person.get(&format!("{here}?deed=operator.sign_in&outcome=done&since=2026-03-02&until=2026-03-02")).await.html;
    assert_eq!(signed_in.matches("<td><bdi>operator:amy</bdi></td>").count(), 1);
    assert!(person.get(&format!("{here}?until=2026-03-01")).await.html.contains("No entry matches"));
    let refused = person.get(&format!("{here}?since=yesterday")).await;
    assert_eq!(refused.status, 400);
    assert!(refused.html.contains("must be a day"), "{}", refused.html);
    app.settle().await;
    let verified = person.get(&format!("{here}?verify=yes")).await.html;
    assert!(verified.contains("As it was written") && !verified.contains("Changed by hand"), "{verified}");
    let file = person.get("/console/settings/journal.csv?deed=key.create").await;
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"journal.csv\"");
    assert_eq!(file.html.lines().count(), 62, "a head, sixty, and the test's own");
    assert!(file.html.contains("\"key.create\"") && !file.html.contains("operator.sign_in"));
}
