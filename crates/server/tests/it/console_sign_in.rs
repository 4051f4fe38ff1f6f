//! Signing in to the console. What an attacker at that door gets is in `attacks.rs`.

use jiff::ToSpan as _;
use jiff::{SignedDuration, Timestamp};
use wxfleet_engine::operators::password::Password;
use wxfleet_model::clock::Clock as _;
use wxfleet_model::journal::Deed;
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::{Actor, Role};
use wxfleet_store::JournalFilter;

use crate::app::TestApp;
use crate::person::{PASSWORD, Person};

pub(crate) async fn app() -> TestApp {
    TestApp::setup().without_component().start().await
}

/// Who is let in stands before the console's first page, who is not before the sign-in page.
pub(crate) async fn is_in(person: &mut Person) -> bool {
    let page = person.get("/console/confirm").await;
    match page.status {
        200 => true,
        303 => {
            assert!(page.location.unwrap().starts_with("/console/sign-in"));
            false
        }
        other => panic!("{other}: {}", page.html),
    }
}

async fn deeds(app: &TestApp) -> Vec<(Deed, String)> {
    let entries = app.store.journal(&JournalFilter::default(), &PageRequest::default()).await.unwrap().items;
    let of_operators = entries.into_iter().filter(|entry| entry.intent.deed != Deed::KeyCreate);
    of_operators.map(|entry| (entry.intent.deed, entry.intent.actor)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_is_a_link_that_serves_once() {
    let app = app().await;
    let mut person = app.person();
    let closed = person.follow("/console/").await;
    assert!(closed.html.contains("There is no operator yet"), "{}", closed.html);
    let link = app.engine.sign_in.first_start_link().await.unwrap().expect("nobody is there");
    let path = format!("/console/first-start?token={}", link.expose());
    assert_eq!(person.get("/console/first-start?token=guess").await.status, 410);
    assert!(person.get(&path).await.html.contains("Make the first operator"));
    let fields = |password: &'static str, again: &'static str| {
        vec![("token", link.expose()), ("name", "amy"), ("password", password), ("again", again)]
    };
    for (fields, says) in [
        (fields("short", "short"), "10 to 256 characters"),
        (fields("correct horse", "correct house"), "differ"),
        (fields("amyamyamyamy", "amyamyamyamy"), "must not be the name"),
    ] {
        let page = person.send_form("/console/first-start", &fields).await;
        assert_eq!(page.status, 422);
        assert!(page.html.contains(says) && page.html.contains("value=\"amy\""), "{}", page.html);
    }
    let made = person.send_form("/console/first-start", &fields(PASSWORD, PASSWORD)).await;
    assert_eq!((made.status, made.location.as_deref()), (303, Some("/console/")));
    assert!(is_in(&mut person).await);
    let mut second = app.person();
    assert_eq!(second.send_form("/console/first-start", &fields(PASSWORD, PASSWORD)).await.status, 410);
    assert_eq!(second.get(&path).await.status, 410);
    assert!(app.engine.sign_in.first_start_link().await.unwrap().is_none());
    let amy = "operator:amy".to_owned();
    assert_eq!(deeds(&app).await, [(Deed::SignIn, amy.clone()), (Deed::OperatorAdd, amy)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_link_ends_after_a_day_and_with_the_first_operator() {
    let app = app().await;
    let mut person = app.person();
    let link = async || app.engine.sign_in.first_start_link().await.unwrap().unwrap();
    let (first, second) = (link().await, link().await);
    app.advance(23.hours().try_into().unwrap());
    assert_eq!(person.get(&format!("/console/first-start?token={}", first.expose())).await.status, 200);
    app.advance(1.hour().try_into().unwrap());
    assert_eq!(person.get(&format!("/console/first-start?token={}", first.expose())).await.status, 410);
    let third = link().await;
    app.operator("amy", Role::Viewer).await;
    for link in [second, third] {
        assert_eq!(person.get(&format!("/console/first-start?token={}", link.expose())).await.status, 410);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_console_is_shown_to_who_is_not_signed_in() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let mut person = app.person();
    for (path, back) in [
        ("/console/", "/console/sign-in".to_owned()),
        ("/console/nowhere", "/console/sign-in?next=%2Fconsole%2Fnowhere".to_owned()),
        (
            "/console/confirm?next=%2Fconsole%2F",
            "/console/sign-in?next=%2Fconsole%2Fconfirm%3Fnext%3D%252Fconsole%252F".to_owned(),
        ),
    ] {
        let page = person.get(path).await;
        assert_eq!((page.status, page.location), (303, Some(back)), "{path}");
        assert!(page.html.is_empty());
    }
    person.headers.push(("hx-request", "true".to_owned()));
    let part = person.get("/console/").await;
    assert_eq!((part.status, part.headers["hx-redirect"].to_str().unwrap()), (204, "/console/sign-in"));
    let posted = person.post("/console/sign-out", &[]).await;
    assert_eq!((posted.status, posted.headers["hx-redirect"].to_str().unwrap()), (204, "/console/sign-in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_when_idle_and_in_any_case() {
    let app = app().await;
    let mut person = app.signed_in("amy", Role::Viewer).await;
    for _ in 0..14 {
        app.advance(SignedDuration::from_hours(11));
        assert!(is_in(&mut person).await, "used every eleven hours");
    }
    assert_eq!(person.sign_in("amy", PASSWORD).await.status, 303);
    app.advance(SignedDuration::from_hours(12));
    assert!(!is_in(&mut person).await, "idle for twelve hours");
    person.sign_in("amy", PASSWORD).await;
    for _ in 0..15 {
        assert!(is_in(&mut person).await);
        app.advance(SignedDuration::from_hours(11));
    }
    app.advance(SignedDuration::from_hours(3));
    assert!(!is_in(&mut person).await, "seven days are over");
    app.engine.tasks.settle().await;
    let amy = app.store.operators_all().await.unwrap().remove(0);
    assert_eq!(app.store.sessions_of(amy.id).await.unwrap(), [], "what has ended is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_for_whoever_kept_its_text() {
    let app = app().await;
    let mut person = app.signed_in("amy", Role::Viewer).await;
    let text = person.cookie("wxf_session").unwrap().to_owned();
    let page = person.post("/console/sign-out", &[]).await;
    assert_eq!((page.status, page.location.as_deref()), (303, Some("/console/sign-in")));
    assert_eq!(person.cookie("wxf_session"), None);
    let mut thief = app.person();
    thief.set_cookie("wxf_session", &text);
    assert!(!is_in(&mut thief).await);
    assert_eq!(deeds(&app).await[0], (Deed::SessionEnd, "operator:amy".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_browser_is_held_up_by_itself_alone() {
    let app = app().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    app.operator("ben", Role::Admin).await;
    for _ in 0..10 {
        assert_eq!(person.sign_in("amy", "wrong horse battery").await.status, 403);
    }
    assert_eq!(person.sign_in("amy", "wrong horse battery").await.status, 429);
    assert_eq!(app.person().sign_in("amy", PASSWORD).await.status, 303);
    // Known as Amy's it is a stranger for Ben.
    for _ in 0..11 {
        person.sign_in("ben", "wrong horse battery").await;
    }
    assert_eq!(app.person().sign_in("ben", PASSWORD).await.status, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_and_a_disabled_operator_end_sessions() {
    let app = app().await;
    let mut laptop = app.signed_in("amy", Role::Admin).await;
    app.operator("root", Role::Admin).await;
    let mut phone = app.person();
    phone.sign_in("amy", PASSWORD).await;
    let amy = app.engine.operators.by_name(&Actor::System, "amy").await.unwrap();
    let sessions = app.engine.operators.sessions(&amy.actor()).await.unwrap();
    assert_eq!(sessions.len(), 2);
    let here = sessions.last().unwrap();
    let new = || Password::new("another horse battery".to_owned());
    app.engine.operators.change_password(&amy.actor(), here.id, new()).await.unwrap();
    assert!(is_in(&mut laptop).await, "where it was changed one stays signed in");
    assert!(!is_in(&mut phone).await);
    assert_eq!(phone.sign_in("amy", PASSWORD).await.status, 403);
    assert_eq!(phone.sign_in("amy", "another horse battery").await.status, 303);
    app.engine.operators.disable(&Actor::System, amy.id).await.unwrap();
    assert!(!is_in(&mut laptop).await && !is_in(&mut phone).await);
    assert_eq!(phone.sign_in("amy", "another horse battery").await.status, 403);
    app.engine.operators.enable(&Actor::System, amy.id).await.unwrap();
    assert!(!is_in(&mut laptop).await, "sessions do not come back");
    assert_eq!(phone.sign_in("amy", "another horse battery").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_stays() {
    let app = app().await;
    let amy = app.operator("amy", Role::Admin).await;
    app.operator("ben", Role::Operator).await;
    let operators = &app.engine.operators;
    let system = &Actor::System;
    assert!(operators.disable(system, amy.id).await.is_err());
    assert!(operators.set_role(system, amy.id, Role::Viewer).await.is_err());
    let eve = app.operator("eve", Role::Admin).await;
    operators.set_role(system, amy.id, Role::Viewer).await.unwrap();
    assert!(operators.disable(system, eve.id).await.is_err());
    let again = operators.add(system, "AMY", Role::Admin, Password::new(PASSWORD.to_owned())).await;
    assert!(again.is_err(), "a name is taken in whatever case");
}

/// The six digits that an app shows for a secret as it is typed in.
pub(crate) fn app_code(secret: &str, at: Timestamp) -> String {
    let bits: String = secret
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap())
        .flat_map(|value| (0..5).rev().map(move |bit| if value >> bit & 1 == 1 { '1' } else { '0' }))
        .collect();
    let key: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect();
    let digest = |parts: [&[u8]; 2]| -> [u8; 20] {
        use sha1::Digest as _;
        sha1::Sha1::new().chain_update(parts[0]).chain_update(parts[1]).finalize().into()
    };
    let pad = |with: u8| -> Vec<u8> { (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ with).collect() };
    let step = (at.as_second() / 30).to_be_bytes();
    let hash = digest([&pad(0x5c), &digest([&pad(0x36), &step])]);
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// Switches the second factor of an operator on; gives the secret and the recovery codes.
async fn second_factor(app: &TestApp, name: &str) -> (String, Vec<String>) {
    let actor = app.engine.operators.by_name(&Actor::System, name).await.unwrap().actor();
    app.engine.operators.begin_second_factor(&actor).await.unwrap();
    let secret = app.engine.operators.enrolment(&actor).await.unwrap().unwrap().expose_text();
    assert!(app.engine.operators.switch_second_factor_on(&actor, "000000").await.is_err());
    let code = app_code(&secret, app.clock.now());
    let codes = app.engine.operators.switch_second_factor_on(&actor, &code).await.unwrap();
    (secret, codes.into_iter().map(|code| code.expose().to_owned()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_factor_is_asked_for_and_each_code_serves_once() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let (secret, _) = second_factor(&app, "amy").await;
    let mut person = app.person();
    let page =
        person.send_form("/console/sign-in", &[("name", "amy"), ("password", PASSWORD), ("next", "/console/x")]).await;
    assert_eq!(page.location.as_deref(), Some("/console/sign-in/code?next=%2Fconsole%2Fx"));
    assert!(!is_in(&mut person).await, "the password alone opens nothing");
    assert_eq!(person.cookie("wxf_session"), None);
    let step = person.cookie("wxf_step").unwrap().to_owned();
    person.set_cookie("wxf_session", &step);
    assert!(!is_in(&mut person).await, "nor does the text of the first step");
    person.forget_cookie("wxf_session");
    let used = app_code(&secret, app.clock.now());
    let page = person.send_form("/console/sign-in/code", &[("code", &used)]).await;
    assert_eq!(page.status, 403, "this one switched it on");
    assert!(page.html.contains("The code is not right"), "{}", page.html);
    app.advance(SignedDuration::from_secs(30));
    let code = app_code(&secret, app.clock.now());
    let page = person.send_form("/console/sign-in/code", &[("code", &code), ("next", "/console/x")]).await;
    assert_eq!((page.status, page.location.as_deref()), (303, Some("/console/x")), "{}", page.html);
    assert!(is_in(&mut person).await);
    assert_eq!(person.cookie("wxf_step"), None);
    let mut shoulder = app.person();
    shoulder.sign_in("amy", PASSWORD).await;
    assert_eq!(shoulder.send_form("/console/sign-in/code", &[("code", &code)]).await.status, 403, "used already");
    shoulder.set_cookie("wxf_step", &step);
    app.advance(SignedDuration::from_secs(30));
    let code = app_code(&secret, app.clock.now());
    let page = shoulder.send_form("/console/sign-in/code", &[("code", &code)]).await;
    assert!(page.html.contains("took too long"), "that first step was used up");
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_cannot_be_tried_out() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let (secret, _) = second_factor(&app, "amy").await;
    let mut attacker = app.person();
    let mut looked_at = 0;
    for number in 0..100 {
        if number % 20 == 0 {
            attacker.sign_in("amy", PASSWORD).await;
        }
        let page = attacker.send_form("/console/sign-in/code", &[("code", &format!("{number:06}"))]).await;
        looked_at += u32::from(page.status == 403);
    }
    assert_eq!(looked_at, 10);
    app.advance(SignedDuration::from_mins(11));
    let code = app_code(&secret, app.clock.now());
    let page = attacker.send_form("/console/sign-in/code", &[("code", &code)]).await;
    assert!(page.html.contains("took too long"), "the first step ends after ten minutes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_serves_once_and_a_reset_switches_the_factor_off() {
    let app = app().await;
    let amy = app.operator("amy", Role::Admin).await;
    let (_, codes) = second_factor(&app, "amy").await;
    assert_eq!(codes.len(), 10);
    let typed = codes[0].replace('-', " ").to_lowercase();
    for (status, left) in [(303, 9), (403, 9)] {
        let mut person = app.person();
        person.sign_in("amy", PASSWORD).await;
        assert_eq!(person.send_form("/console/sign-in/code", &[("code", &typed)]).await.status, status);
        assert_eq!(app.engine.operators.recovery_codes_left(&amy.actor()).await.unwrap(), left);
    }
    let new = Password::new("another horse battery".to_owned());
    app.engine.operators.reset(&Actor::System, amy.id, new).await.unwrap();
    let page = app.person().sign_in("amy", "another horse battery").await;
    assert_eq!(page.location.as_deref(), Some("/console/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn language_and_theme_are_remembered_by_the_browser() {
    let app = app().await;
    let mut person = app.person();
    assert!(person.get("/console/sign-in").await.html.contains("lang=\"en\""));
    assert!(person.get("/console/sign-in?lang=zh").await.html.contains("登录 wxfleet 控制台"));
    assert!(person.get("/console/sign-in").await.html.contains("登录 wxfleet 控制台"));
    app.operator("amy", Role::Viewer).await;
    person.sign_in("amy", PASSWORD).await;
    let page = person.post("/console/look", &[("theme", "dark"), ("next", "/console/confirm")]).await;
    assert_eq!(page.location.as_deref(), Some("/console/confirm"));
    assert!(person.get("/console/confirm").await.html.contains("data-theme=\"dark\""));
}
