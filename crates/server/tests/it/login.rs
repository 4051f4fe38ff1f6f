//! Users who log in: what is exchanged, what is refused, and that nothing of it stays behind.

use wxfleet_api::login::{JsCode, OauthCode, OauthQuery, OauthRefresh, UserinfoRequest};
use wxfleet_simulator::Login;

use crate::account_profile::refused;
use crate::app::{COMPONENT, Spans as _, TestApp};

async fn app() -> (TestApp, String, String) {
    let app = TestApp::setup().authorizers(4).start().await;
    let appids = app.sim.appids();
    (app, appids[0].clone(), appids[3].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_of_a_mini_program_logs_in() {
    let (app, mini_program, official) = app().await;
    let js_code = app.sim.login_code(&Login { appid: mini_program.clone(), ..Login::default() }).unwrap();
    let code = JsCode { js_code };
    let session = app.client.login_jscode2session(COMPONENT, &mini_program, &code).await.unwrap();
    assert!(!session.openid.is_empty() && !session.session_key.is_empty());
    let line = app.sim.requests().into_iter().rfind(|line| line.path == "/sns/component/jscode2session").unwrap();
    assert!(line.query.contains(&mini_program) && line.query.contains(COMPONENT), "{}", line.query);
    let journal = app.get("/journal").await.text;
    assert!(!journal.contains(&code.js_code) && !journal.contains(&session.session_key), "nothing is kept");

    let again = refused(app.client.login_jscode2session(COMPONENT, &mini_program, &code).await);
    assert_eq!((again.status, again.errcode), (422, Some(40163)), "a code is good once");
    let js_code = app.sim.login_code(&Login { appid: mini_program.clone(), ..Login::default() }).unwrap();
    app.advance(5.minutes());
    let late = refused(app.client.login_jscode2session(COMPONENT, &mini_program, &JsCode { js_code }).await);
    assert_eq!((late.status, late.errcode), (422, Some(40029)), "and for five minutes");

    let empty =
        refused(app.client.login_jscode2session(COMPONENT, &mini_program, &JsCode { js_code: String::new() }).await);
    assert_eq!((empty.status, empty.field.as_deref()), (400, Some("js_code")));
    let not_here = refused(app.client.login_jscode2session(COMPONENT, &official, &code).await);
    assert_eq!(not_here.code, "not_a_mini_program");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_logs_in_to_an_official_accounts_pages() {
    let (app, mini_program, official) = app().await;
    let query = OauthQuery {
        redirect_uri: "https://shop.example.com/back?a=1".to_owned(),
        scope: Some("snsapi_userinfo".to_owned()),
        state: Some("7".to_owned()),
    };
    let url = app.client.login_oauth2_url(COMPONENT, &official, &query).await.unwrap().url;
    let expected = format!(
        "{}/connect/oauth2/authorize?appid={official}&redirect_uri=https%3A%2F%2Fshop.example.com%2Fback%3Fa%3D1\
         &response_type=code&scope=snsapi_userinfo&state=7&component_appid={COMPONENT}#wechat_redirect",
        app.sim_url
    );
    assert_eq!(url, expected, "WeChat insists on the order");
    for (change, field) in [
        (OauthQuery { redirect_uri: "shop".to_owned(), ..query.clone() }, "redirect_uri"),
        (OauthQuery { scope: Some("all".to_owned()), ..query.clone() }, "scope"),
        (OauthQuery { state: Some("a b".to_owned()), ..query.clone() }, "state"),
    ] {
        let problem = refused(app.client.login_oauth2_url(COMPONENT, &official, &change).await);
        assert_eq!((problem.status, problem.field.as_deref()), (400, Some(field)));
    }
    let not_here = refused(app.client.login_oauth2_url(COMPONENT, &mini_program, &query).await);
    assert_eq!(not_here.code, "not_an_official_account");

    let back = app.browser.get(&url, None).await.location.expect("the user's browser comes back");
    let back = reqwest::Url::parse(&back).unwrap();
    let brought: Vec<(String, String)> = back.query_pairs().into_owned().collect();
    assert_eq!((back.host_str(), brought[0].1.as_str()), (Some("shop.example.com"), "1"));
    assert_eq!((brought[2].0.as_str(), brought[2].1.as_str()), ("state", "7"));
    let code = OauthCode { code: brought[1].1.clone() };
    let token = app.client.login_oauth2_access_token(COMPONENT, &official, &code).await.unwrap();
    assert!(!token.access_token.is_empty() && !token.refresh_token.is_empty());
    let again = refused(app.client.login_oauth2_access_token(COMPONENT, &official, &code).await);
    assert_eq!(again.errcode, Some(40163));
    app.advance(2.hours());
    let ask = |access_token: &str, openid: &str| UserinfoRequest {
        access_token: access_token.to_owned(),
        openid: openid.to_owned(),
        lang: None,
    };
    let stale = app.client.login_oauth2_userinfo(COMPONENT, &official, &ask(&token.access_token, &token.openid)).await;
    let stale = refused(stale);
    assert_eq!((stale.status, stale.field.as_deref()), (400, Some("access_token")), "it lived two hours");
    let refresh = OauthRefresh { refresh_token: token.refresh_token };
    let renewed = app.client.login_oauth2_refresh_token(COMPONENT, &official, &refresh).await.unwrap();
    assert!(!renewed.access_token.is_empty());
    let shown =
        app.client.login_oauth2_userinfo(COMPONENT, &official, &ask(&renewed.access_token, &token.openid)).await;
    assert_eq!(shown.unwrap().openid, token.openid);
    let other =
        app.client.login_oauth2_userinfo(COMPONENT, &official, &ask(&renewed.access_token, "oSomebodyElse")).await;
    assert_eq!(refused(other).errcode, Some(40003));
    let unknown = OauthRefresh { refresh_token: "nobody's".to_owned() };
    let unknown = refused(app.client.login_oauth2_refresh_token(COMPONENT, &official, &unknown).await);
    assert_eq!(unknown.errcode, Some(40030));

    let base = OauthQuery { scope: None, ..query };
    let url = app.client.login_oauth2_url(COMPONENT, &official, &base).await.unwrap().url;
    let back = app.browser.get(&url, None).await.location.unwrap();
    let code =
        reqwest::Url::parse(&back).unwrap().query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let silent = app.client.login_oauth2_access_token(COMPONENT, &official, &OauthCode { code }).await.unwrap();
    let nothing =
        app.client.login_oauth2_userinfo(COMPONENT, &official, &ask(&silent.access_token, &silent.openid)).await;
    assert_eq!(refused(nothing).errcode, Some(48001), "the user agreed to nothing but being known");
}
