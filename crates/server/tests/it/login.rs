//! Users who log in: what is exchanged, what is refused, and that nothing of it stays behind.

use wxfleet_api::login::{JsCode, OauthCode, OauthQuery, OauthRefresh, UserinfoRequest};

use crate::account_profile::refused;
use crate::app::{COMPONENT, TestApp};

async fn app() -> (TestApp, String, String) {
    let app = TestApp::setup().authorizers(4).start().await;
    let appids = app.sim.appids();
    (app, appids[0].clone(), appids[3].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_of_a_mini_program_logs_in() {
    let (app, mini_program, official) = app().await;
    let code = JsCode { js_code: "CANARYCODE".to_owned() };
    let session = app.client.login_jscode2session(COMPONENT, &mini_program, &code).await.unwrap();
    assert!(!session.openid.is_empty() && !session.session_key.is_empty());
    let line = app.sim.requests().into_iter().rfind(|line| line.path == "/sns/component/jscode2session").unwrap();
    assert!(line.query.contains(&mini_program) && line.query.contains(COMPONENT), "{}", line.query);
    let journal = app.get("/journal").await.text;
    assert!(!journal.contains("CANARYCODE") && !journal.contains(&session.session_key), "nothing is kept");

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

    let code = OauthCode { code: "c".to_owned() };
    let token = app.client.login_oauth2_access_token(COMPONENT, &official, &code).await.unwrap();
    assert!(!token.access_token.is_empty() && !token.refresh_token.is_empty());
    let refresh = OauthRefresh { refresh_token: token.refresh_token };
    let renewed = app.client.login_oauth2_refresh_token(COMPONENT, &official, &refresh).await.unwrap();
    assert!(!renewed.access_token.is_empty());
    let request = UserinfoRequest { access_token: renewed.access_token, openid: token.openid, lang: None };
    assert!(!app.client.login_oauth2_userinfo(COMPONENT, &official, &request).await.unwrap().openid.is_empty());
}
