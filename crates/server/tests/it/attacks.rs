//! The table of attacks on console and API, one test or more for each row, named after it.
//!
//! Three rows go through every route there is and stand beside the list of routes in `routes.rs`: `csrf…`,
//! `idor_and_roles…` and `clickjacking…`. The role matrix of the API is in `roles.rs`, what limited keys reach in `limits.rs`,
//! secrets in logs and on the disk in `secrets.rs`, and markup that a browser would run in `in_browser/attacks.rs`.

use std::time::Instant;

use jiff::SignedDuration;
use reqwest::Method;
use wxfleet_api::key::NewKey;
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_engine::authorization::{CreatedLink, NewLink};
use wxfleet_model::permission::{Actor, Role};
use wxfleet_wechat::authorize::AuthType;

use crate::app::{COMPONENT, Spans as _, TestApp, appid_of};
use crate::browser::{Page, query_of};
use crate::console_sign_in::{app, is_in};
use crate::forge::info;
use crate::person::{PASSWORD, Person};

#[tokio::test(flavor = "multi_thread")]
async fn brute_force_on_one_account_is_slow_and_does_not_lock_the_owner_out() {
    let app = app().await;
    let mut owner = app.signed_in("amy", Role::Admin).await;
    let mut attacker = app.person();
    let mut looked_at = 0;
    for number in 0..1_000 {
        let page = attacker.sign_in("amy", &format!("wrong horse {number}")).await;
        match page.status {
            403 => looked_at += 1,
            429 => {
                let wait: i64 = page.headers["retry-after"].to_str().unwrap().parse().unwrap();
                assert!((1..=30).contains(&wait), "{wait}");
                assert!(page.html.contains("Too many attempts"), "{}", page.html);
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(looked_at, 10);
    let right = attacker.sign_in("amy", PASSWORD).await;
    assert_eq!(right.status, 429, "even the right one, from a stranger");
    assert!(is_in(&mut owner).await, "who is in stays in");
    owner.post("/console/sign-out", &[]).await;
    assert_eq!(owner.sign_in("amy", PASSWORD).await.status, 303, "the owner's browser is known");
    app.advance(SignedDuration::from_secs(31));
    assert_eq!(attacker.sign_in("amy", "wrong horse").await.status, 403);
    let again = attacker.sign_in("amy", "wrong horse").await;
    assert_eq!(again.headers["retry-after"], "60", "each guess after a wait doubles it");
}

#[tokio::test(flavor = "multi_thread")]
async fn brute_force_over_a_thousand_accounts_is_stopped_by_the_address() {
    let app = app().await;
    let mut owner = app.signed_in("amy", Role::Admin).await;
    let mut attacker = app.person();
    let (mut looked_at, mut put_off) = (0, 0);
    for number in 0..1_000 {
        match attacker.sign_in(&format!("name{number}"), PASSWORD).await.status {
            403 => looked_at += 1,
            429 => put_off += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!((looked_at, put_off), (30, 970), "thirty wrong ones a minute from one network");
    assert!(is_in(&mut owner).await, "who is in stays in");
}

#[tokio::test(flavor = "multi_thread")]
async fn brute_force_hears_one_answer_to_wrong_name_wrong_password_and_disabled() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let ben = app.operator("ben", Role::Viewer).await;
    app.engine.operators.disable(&Actor::System, ben.id).await.unwrap();
    let mut answers = Vec::new();
    for (name, password) in [("amy", "wrong horse battery"), ("nobody", PASSWORD), ("ben", PASSWORD)] {
        let mut person = app.person();
        let page = person.sign_in(name, password).await;
        assert_eq!(page.status, 403);
        assert!(page.headers.get("set-cookie").is_none());
        assert!(!is_in(&mut person).await);
        answers.push(page.html.replace(name, "NAME"));
    }
    assert!(answers[0].contains("Name or password is not right"));
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

/// How long an answer takes is told and decides nothing: what makes the two alike is that both wait for a place and make
/// a hash, which `engine::operators::password` holds.
#[tokio::test(flavor = "multi_thread")]
async fn brute_force_hears_no_name_from_how_long_an_answer_takes() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let took = async |name: &str| {
        let start = Instant::now();
        let page = app.person().sign_in(name, "wrong horse battery").await;
        assert_eq!(page.status, 403, "{}", page.html);
        start.elapsed()
    };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..9 {
        known.push(took("amy").await);
        unknown.push(took(&format!("nobody{number}")).await);
        app.advance(SignedDuration::from_mins(2));
    }
    known.sort();
    unknown.sort();
    told(&format!("a wrong password takes {:?}, an unknown name {:?} (medians)", known[4], unknown[4]));
}

#[expect(clippy::print_stdout, reason = "a figure for whoever reads the run; no test decides by it")]
fn told(figure: &str) {
    println!("{figure}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cpu_exhaustion_by_argon2_waits_in_a_short_queue_and_pushes_go_on() {
    let app = TestApp::setup().start().await;
    app.operator("amy", Role::Admin).await;
    let attempts = (0..200).map(|number| {
        let url = app.url.clone();
        async move { Person::at(&url).sign_in(&format!("name{number}"), PASSWORD).await.status }
    });
    let pushes = async {
        let mut confirmed = 0;
        for number in 0..20 {
            let push =
                info("component_verify_ticket", app.second_now() + number, &[("ComponentVerifyTicket", "ticket@@@x")]);
            confirmed += u32::from(app.push(&push).await.is_success());
        }
        confirmed
    };
    let (statuses, confirmed) = tokio::join!(futures_util::future::join_all(attempts), pushes);
    let looked_at = statuses.iter().filter(|status| **status == 403).count();
    assert!((1..=30).contains(&looked_at), "{looked_at}");
    assert!(statuses.iter().all(|status| matches!(status, 403 | 429)));
    assert_eq!(confirmed, 20, "WeChat is answered all the while");
}

#[tokio::test(flavor = "multi_thread")]
async fn session_fixation_a_session_that_was_planted_is_worth_nothing() {
    let app = app().await;
    app.operator("amy", Role::Viewer).await;
    let mut person = app.person();
    person.set_cookie("wxf_session", "planted");
    person.set_cookie("wxf_browser", "planted");
    person.sign_in("amy", PASSWORD).await;
    assert_ne!(person.cookie("wxf_session"), Some("planted"));
    assert_ne!(person.cookie("wxf_browser"), Some("planted"));
    assert!(is_in(&mut person).await);
    let before = person.cookie("wxf_session").unwrap().to_owned();
    let page = person.post("/console/confirm", &[("password", PASSWORD)]).await;
    assert_eq!(page.status, 303, "{}", page.html);
    assert_ne!(person.cookie("wxf_session"), Some(before.as_str()), "another text after more was proven");
    assert!(is_in(&mut person).await);
    let mut thief = app.person();
    thief.set_cookie("wxf_session", &before);
    assert!(!is_in(&mut thief).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn session_fixation_cookies_are_for_this_site_alone() {
    let app = app().await;
    app.operator("amy", Role::Viewer).await;
    let page = app.person().sign_in("amy", PASSWORD).await;
    let cookies: Vec<&str> = page.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(cookies.len() >= 2);
    for cookie in cookies {
        assert!(cookie.contains("; Path=/; HttpOnly; SameSite=Lax") && !cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn csrf_a_form_from_anywhere_else_does_nothing() {
    let app = app().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    let form = "application/x-www-form-urlencoded";
    let csrf = person.csrf();
    let body = format!("_csrf={csrf}");
    let ours = app.url.clone();
    let refused = |page: &Page| page.status == 403 && page.html.contains("<h1>");
    for (origin, kind, body, why) in [
        (Some("https://evil.example"), form, body.as_str(), "another site, with the right text"),
        (Some("null"), form, body.as_str(), "a page without an origin"),
        (Some("http://127.0.0.1"), form, body.as_str(), "another port"),
        (Some("http://127.0.0.1.evil.example"), form, body.as_str(), "a name like ours"),
        (None, form, body.as_str(), "no origin"),
        (Some(ours.as_str()), form, "", "no text"),
        (Some(ours.as_str()), form, "_csrf=", "an empty text"),
        (Some(ours.as_str()), form, "_csrf=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a wrong text"),
        (Some("https://evil.example"), "application/json", "{}", "JSON from another site"),
        (Some("https://evil.example"), "text/plain", body.as_str(), "plain text from another site"),
    ] {
        let page = person.send_as("/console/sign-out", origin, kind, body).await;
        assert!(refused(&page), "{why}: {} {}", page.status, page.html);
    }
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
        assert_eq!(person.send_as("/console/sign-out", Some(&ours), kind, &body).await.status, 415, "{kind}");
    }
    assert_eq!(person.get("/console/sign-out").await.status, 405, "nothing is done by a GET");
    for site in ["cross-site", "same-site", "none"] {
        person.headers.push(("sec-fetch-site", site.to_owned()));
        assert!(refused(&person.post("/console/sign-out", &[]).await), "{site}");
        person.headers.pop();
    }
    let other = app.signed_in("ben", Role::Admin).await;
    let theirs = other.csrf();
    let page = person.send_form("/console/sign-out", &[("_csrf", &theirs)]).await;
    assert!(refused(&page), "the text of another session");
    assert!(is_in(&mut person).await, "none of it was done");
    person.headers.push(("sec-fetch-site", "same-origin".to_owned()));
    assert_eq!(person.post("/console/sign-out", &[]).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn csrf_nobody_is_signed_in_from_another_site() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let mut person = app.person();
    let body = format!("name=amy&password={}", PASSWORD.replace(' ', "+"));
    let form = "application/x-www-form-urlencoded";
    let page = person.send_as("/console/sign-in", Some("https://evil.example"), form, &body).await;
    assert_eq!(page.status, 403);
    assert_eq!(person.cookie("wxf_session"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn csrf_a_session_is_no_key_to_the_api() {
    let app = TestApp::setup().start().await;
    let person = app.signed_in("amy", Role::Admin).await;
    let cookie = format!("wxf_session={}", person.cookie("wxf_session").unwrap());
    let url = format!("{}/api/v1/keys", app.url);
    for request in [app.browser.http.get(&url), app.browser.http.post(&url).body("{\"name\":\"x\",\"role\":\"admin\"}")]
    {
        let request = request.header("cookie", &cookie).header("content-type", "application/json");
        assert_eq!(app.sent(request).await.status, 401);
    }
    let headers = app.browser.send(app.browser.http.get(&url).header("origin", "https://evil.example")).await.headers;
    assert!(headers.keys().all(|name| !name.as_str().starts_with("access-control")), "no other site may read answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn clickjacking_pages_stand_in_nobodys_frame_and_run_nothing_but_ours() {
    let app = app().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    for path in ["/console/", "/console/sign-in", "/console/sign-in/code", "/console/confirm", "/console/nowhere"] {
        let page = person.get(path).await;
        let header = |name: &str| page.headers[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src")
        );
        assert!(policy.ends_with("base-uri 'none'; form-action 'self'; frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cache-control"), "no-store");
        assert!(!page.html.contains("<style") && !page.html.contains("style=") && !page.html.contains(" onclick"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_redirect_who_signs_in_gets_to_where_they_were_going_and_nowhere_else() {
    let app = app().await;
    app.operator("Amy", Role::Viewer).await;
    let mut person = app.person();
    let fields = [("name", " aMY "), ("password", PASSWORD), ("next", "/console/confirm?next=%2Fconsole%2F")];
    let page = person.send_form("/console/sign-in", &fields).await;
    assert_eq!(page.location.as_deref(), Some("/console/confirm?next=%2Fconsole%2F"));
    assert!(is_in(&mut person).await);
    for evil in ["//evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example/console/", "/api/docs"]
    {
        let mut person = app.person();
        let fields = [("name", "amy"), ("password", PASSWORD), ("next", evil)];
        let page = person.send_form("/console/sign-in", &fields).await;
        assert_eq!(page.location.as_deref(), Some("/console/"), "{evil}");
        let encoded: String = url::form_urlencoded::byte_serialize(evil.as_bytes()).collect();
        let page = app.person().get(&format!("/console/sign-in?next={encoded}")).await;
        assert!(!page.html.contains("evil"), "{evil}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_redirect_no_address_leads_to_another_site() {
    let app = TestApp::setup().start().await;
    let mut person = app.signed_in("amy", Role::Admin).await;
    for evil in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/console/../../evil",
        "javascript:alert(1)",
    ] {
        let encoded: String = url::form_urlencoded::byte_serialize(evil.as_bytes()).collect();
        for page in [
            person.get(&format!("/console/sign-in?next={encoded}")).await,
            person.get(&format!("/console/confirm?next={encoded}")).await,
            person.get(&format!("/console/platform?appid={encoded}")).await,
            person.get(&format!("/console?next={encoded}")).await,
            person.post("/console/look", &[("theme", "dark"), ("next", evil)]).await,
            person.post("/console/confirm", &[("password", PASSWORD), ("next", evil)]).await,
            app.person().get(&format!("/{evil}")).await,
            app.person()
                .get(&format!("/authorize/{COMPONENT}/return?return_url={encoded}&redirect_uri={encoded}"))
                .await,
        ] {
            assert_stays_here(&page, evil);
        }
    }
    let invitation = app.client.link_create(COMPONENT, &NewAuthorizationLink::default()).await.unwrap().url;
    let page = app.browser.get(&format!("{invitation}?return_url=https%3A%2F%2Fevil.example"), None).await;
    assert!(!page.html.contains("evil.example"), "where a visit leads is the operator's word, not the visitor's");
}

fn assert_stays_here(page: &Page, evil: &str) {
    if let Some(location) = &page.location {
        assert!(
            location.starts_with('/') && !location.starts_with("//") && !location.contains('\\'),
            "{evil}: {location}"
        );
        assert!(!location.starts_with("/console/../"), "{evil}: {location}");
    }
    assert!(!page.html.contains("href=\"//evil") && !page.html.contains("href=\"javascript"), "{evil}: {}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn host_header_a_forged_one_leads_nowhere() {
    let app = app().await;
    app.operator("amy", Role::Admin).await;
    let mut person = app.person();
    person.headers.push(("host", "evil.example".to_owned()));
    person.headers.push(("x-forwarded-host", "evil.example".to_owned()));
    person.headers.push(("x-forwarded-for", "192.0.2.77".to_owned()));
    let page = person.get("/console/").await;
    assert_eq!(page.location.as_deref(), Some("/console/sign-in"));
    let page = person.sign_in("amy", PASSWORD).await;
    assert_eq!(page.location.as_deref(), Some("/console/"), "the public address is ours, whatever the host says");
    let amy = app.store.operators_all().await.unwrap().remove(0);
    assert_eq!(app.store.sessions_of(amy.id).await.unwrap()[0].address, "127.0.0.1", "a proxy's word is not believed");
}

#[tokio::test(flavor = "multi_thread")]
async fn host_header_stands_in_no_page_and_no_link() {
    let app = TestApp::setup().start().await;
    let mut admin = app.signed_in("amy", Role::Admin).await;
    let invitation = app.client.link_create(COMPONENT, &NewAuthorizationLink::default()).await.unwrap().url;
    let invitation = invitation.strip_prefix(&app.url).unwrap().to_owned();
    for name in ["host", "x-forwarded-host", "forwarded", "x-original-url", "x-rewrite-url"] {
        let value = if name == "forwarded" { "host=evil.example" } else { "evil.example" };
        admin.headers.push((name, value.to_owned()));
        for path in [
            "/console/",
            "/console/authorization",
            "/console/settings/keys",
            &format!("/console/settings/platforms/{COMPONENT}"),
            &format!("/authorize/{COMPONENT}"),
            &invitation,
            "/api/docs",
            "/api/v1/openapi.json",
        ] {
            let page = admin.get(path).await;
            assert_eq!(page.status, 200, "{name} at {path}");
            assert!(!page.html.contains("evil.example"), "{name} at {path}");
        }
        admin.headers.pop();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn path_traversal_in_assets_finds_no_other_file() {
    let app = app().await;
    let address = app.url.strip_prefix("http://").unwrap().to_owned();
    // Written by hand, since clients tidy such addresses up before they send them.
    for path in [
        "/assets/../Cargo.toml",
        "/assets/../../../../etc/passwd",
        "/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/assets/..%252f..%252fetc%252fpasswd",
        "/assets/..\\..\\etc\\passwd",
        "/assets/..%5c..%5cetc%5cpasswd",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/console-%00.css",
        "/assets/console-0/../../x.css",
        "/..%2fetc%2fpasswd",
        "/etc%2fpasswd.txt",
        "/.env",
        "/wxfleet.db",
        "/master.key",
    ] {
        let answer = raw(&address, path).await;
        let status: u16 = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        assert!(matches!(status, 400 | 404), "{path}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("[package]"), "{path}: {answer}");
    }
}

/// What the server says to an address that is sent as it is.
async fn raw(address: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn api_keys_are_hashed_shown_once_and_last_use_is_noted() {
    let app = TestApp::setup().start().await;
    let new = NewKey {
        name: "商城".to_owned(),
        role: "viewer".to_owned(),
        grants: vec![],
        components: vec![],
        labels: vec![],
    };
    let created = app.client.key_create(&new).await.unwrap();
    let of_key = async || {
        let keys = app.client.keys().await.unwrap().items;
        keys.into_iter().find(|key| key.id == created.id).unwrap()
    };
    assert_eq!(of_key().await.last_used_at, None);
    app.advance(5.minutes());
    assert_eq!(app.ask(Some(&created.key), Method::GET, "/components", None).await.status, 200);
    assert!(of_key().await.last_used_at.is_some());
    let secret = created.key.rsplit('_').next().unwrap();
    for file in std::fs::read_dir(app.directory()).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&file).unwrap();
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{} holds a key", file.display());
    }
    let mut admin = app.signed_in("amy", Role::Admin).await;
    for answer in [
        app.get("/keys").await.text,
        app.get("/journal?limit=500").await.text,
        admin.get("/console/settings/keys").await.html,
        admin.get("/console/settings/journal").await.html,
    ] {
        assert!(!answer.contains(secret), "{answer}");
    }
    let mut wrong = created.key.clone();
    let last = if wrong.ends_with('A') { 'B' } else { 'A' };
    wrong.pop();
    wrong.push(last);
    assert_eq!(
        app.ask(Some(&wrong), Method::GET, "/components", None).await.status,
        401,
        "a key but for its last sign"
    );
}

/// Revoked on one replica, refused on the other with the very next request: nothing is remembered that would have to
/// run out first.
#[tokio::test(flavor = "multi_thread")]
async fn api_keys_are_refused_everywhere_as_soon_as_they_are_revoked_on_postgres() {
    let app = TestApp::setup().on(crate::app::Database::Postgres).start().await;
    let other = app.second().await;
    let text = app.key_of(Role::Viewer, vec![]).await;
    let of_other = async || {
        let request = app.browser.http.get(format!("{}/api/v1/components", other.url)).bearer_auth(&text);
        app.sent(request).await.status
    };
    assert_eq!(of_other().await, 200);
    let keys = app.client.keys().await.unwrap().items;
    let key = keys.iter().find(|key| key.name == Role::Viewer.as_str()).unwrap();
    app.client.key_revoke(&key.id).await.unwrap();
    assert_eq!(of_other().await, 401);
    assert_eq!(app.ask(Some(&text), Method::GET, "/components", None).await.status, 401);
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authorization_return_replayed_is_exchanged_once() {
    const QUERY_AUTH: &str = "/cgi-bin/component/api_query_auth";
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    let back = app.authorize_unseen(&appid).await.unwrap();
    assert_eq!(app.browser.get(&back, None).await.status, 200);
    app.settle().await;
    let (exchanges, before) = (app.sim.count(QUERY_AUTH), app.authorizer(&appid).await);
    let again = app.browser.get(&back, None).await;
    assert!(again.location.is_none() && !again.html.contains(&query_of(&back, "auth_code")), "{}", again.html);
    app.settle().await;
    assert_eq!(app.sim.count(QUERY_AUTH), exchanges, "WeChat is not asked again");
    assert_eq!(app.authorizer(&appid).await, before, "and nothing changes");
    app.advance(25.hours());
    assert_eq!(app.browser.get(&back, None).await.status, 404, "a day later there is nothing behind it");
}

/// Two merchants are under way by the invitations of two operators; somebody puts the code of the one into the address of
/// the other. Whose account it is is WeChat's word, and an invitation that is for one account is not used up, nor
/// followed, by another.
#[tokio::test(flavor = "multi_thread")]
async fn authorization_return_swapped_between_operators_uses_up_nothing() {
    let app = TestApp::setup().start().await;
    let appids = app.sim.appids();
    let mut under_way = Vec::new();
    for appid in &appids[..2] {
        let link = NewLink {
            auth_type: Some(AuthType::MiniPrograms),
            biz_appid: Some(appid_of(appid)),
            return_url: Some(format!("https://shop.example/{appid}").parse().unwrap()),
            ..NewLink::default()
        };
        let made = app.invitation(link).await;
        let page = app.browser.get(&made.url, None).await;
        let wechat = page.link_to(&format!("{}/cgi-bin/componentloginpage", app.sim_url));
        let end = app.browser.confirm(&wechat, &page.url, appid, None).await;
        under_way.push((made, end.location.unwrap_or_else(|| panic!("not confirmed: {}", end.html))));
    }
    let (first, second) = (&under_way[0], &under_way[1]);
    let swapped = first.1.replace(&query_of(&first.1, "state"), &query_of(&second.1, "state"));
    let page = app.browser.get(&swapped, None).await;
    assert!(!page.html.contains("https://shop.example/"), "it leads on to neither shop: {}", page.html);
    let used = async |made: &CreatedLink| app.store.link_by_id(made.link.id).await.unwrap().unwrap().used;
    assert_eq!(used(&second.0).await, None, "the other operator's invitation is as good as before");
    app.settle().await;
    assert_eq!(app.authorizer(&appids[0]).await.appid, appid_of(&appids[0]));
    assert_eq!(used(&second.0).await.unwrap().appid, appid_of(&appids[1]), "it serves its own account");
    let elsewhere = first.1.replace(COMPONENT, "wxc0ffee00000000ff");
    assert_eq!(app.browser.get(&elsewhere, None).await.status, 404, "nor is a state good at another platform");
}
