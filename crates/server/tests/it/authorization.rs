//! Authorization: both ways back, in any order, and the pages and invitations by which merchants come.

use futures_util::future::join_all;
use wxfleet_engine::Error;
use wxfleet_engine::authorization::NewLink;
use wxfleet_engine::error::Conflict;
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_model::link::OpenedWith;
use wxfleet_model::permission::Actor;
use wxfleet_simulator::{AuthorizationOrder, UsedCode};
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::FuncscopeId;

use crate::app::{COMPONENT, CONTACT, LOGO, Spans, TestApp, appid_of, component};
use crate::browser::{Page, query_of};

const QUERY_AUTH: &str = "/cgi-bin/component/api_query_auth";

impl TestApp {
    /// The merchant confirms on WeChat's page and follows no redirect; gives where it would lead.
    pub(crate) async fn authorize_unseen(&self, appid: &str) -> Option<String> {
        let page = self.get_page(&format!("/authorize/{COMPONENT}")).await;
        self.browser.confirm(&pc_link(self, &page), &page.url, appid, None).await.location
    }

    /// A new invitation.
    pub(crate) async fn invitation(&self, link: NewLink) -> wxfleet_engine::authorization::CreatedLink {
        self.engine.authorization.create_link(&Actor::System, &component(), link).await.unwrap()
    }

    async fn visit(&self, url: &str) -> Page {
        self.browser.get(url, None).await
    }
}

/// Where a merchant's confirmation leads, if the page opens and WeChat plays along.
pub(crate) async fn returned_to(app: &TestApp, appid: &str) -> Option<String> {
    let page = app.get_page(&format!("/authorize/{COMPONENT}")).await;
    if page.status != 200 {
        return None;
    }
    app.browser.confirm(&pc_link(app, &page), &page.url, appid, None).await.location
}

fn pc_link(app: &TestApp, page: &Page) -> String {
    page.link_to(&format!("{}/cgi-bin/componentloginpage", app.sim_url))
}

fn h5_link(app: &TestApp, page: &Page) -> String {
    page.link_to(&format!("{}/wxaopen/safe/bindcomponent", app.sim_url))
}

async fn in_order(order: AuthorizationOrder, codes_differ: bool, used_code: UsedCode) {
    let app = TestApp::setup()
        .switches(|switches| {
            switches.authorization_order = order;
            switches.codes_differ = codes_differ;
            switches.used_code = used_code;
        })
        .start()
        .await;
    let appid = app.sim.appids()[0].clone();
    let told = format!("{order:?}, codes differ: {codes_differ}, {used_code:?}");
    let location = app.authorize_unseen(&appid).await;
    if order == AuthorizationOrder::PushFirst {
        app.settle().await;
    }
    if let Some(location) = location {
        let end = app.visit(&location).await;
        assert_eq!(end.status, 200, "{told}: {}", end.html);
        let again = app.visit(&location).await;
        assert_eq!(again.status, 200, "{told}, the page reloaded: {}", again.html);
    }
    app.later(5.seconds()).await;
    let row = app.authorizer(&appid).await;
    assert_eq!(row.status, AuthorizerStatus::Authorized, "{told}");
    assert!(row.profile_read_at.is_some() && !row.func_info.is_empty(), "{told}");
    app.token(&appid).await.unwrap();
    let exchanges = app.sim.count(QUERY_AUTH);
    assert!(exchanges <= if codes_differ { 3 } else { 1 }, "{told}: {exchanges}");
    app.advance(3.hours());
    app.token(&appid).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn either_way_back_may_come_first_or_alone() {
    for order in [
        AuthorizationOrder::PushFirst,
        AuthorizationOrder::RedirectFirst,
        AuthorizationOrder::PushOnly,
        AuthorizationOrder::RedirectOnly,
    ] {
        in_order(order, false, UsedCode::Expired).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_ways_may_carry_two_codes() {
    for used_code in [UsedCode::Expired, UsedCode::Invalid, UsedCode::Accepted] {
        for order in [AuthorizationOrder::PushFirst, AuthorizationOrder::RedirectFirst] {
            in_order(order, true, used_code).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ways_at_once_exchange_a_code_once() {
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    let location = app.authorize_unseen(&appid).await.unwrap();
    let visits = join_all((0..4).map(|_| app.visit(&location)));
    let (pages, ()) = tokio::join!(visits, app.settle());
    for page in pages {
        assert_eq!(page.status, 200, "{}", page.html);
    }
    app.settle().await;
    assert_eq!(app.sim.count(QUERY_AUTH), 1);
    app.token(&appid).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_came_before_changes_nothing() {
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    let first = app.authorize_unseen(&appid).await.unwrap();
    app.settle().await;
    app.visit(&first).await;
    app.advance(1.minutes());
    app.authorize(&appid).await;
    let token = app.token(&appid).await.unwrap();
    let exchanges = app.sim.count(QUERY_AUTH);
    app.visit(&first).await;
    assert_eq!(app.sim.count(QUERY_AUTH), exchanges, "the old code is not even tried");
    assert_eq!(app.token(&appid).await.unwrap(), token);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_that_belongs_to_no_visit_of_ours_is_not_followed() {
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    let location = app.authorize_unseen(&appid).await.unwrap();
    app.may_leave_debts();
    let (code, state) = (query_of(&location, "auth_code"), query_of(&location, "state"));
    assert!(!state.is_empty());
    let back = |query: String| format!("{}/authorize/{COMPONENT}/return?{query}", app.url);
    let made_up = "0".repeat(64);
    for query in [
        format!("auth_code={code}&expires_in=3600"),
        format!("state=&auth_code={code}&expires_in=3600"),
        format!("state={made_up}&auth_code={code}&expires_in=3600"),
        format!("state=zz&auth_code={code}&expires_in=3600"),
        format!("state={}&auth_code={code}&expires_in=3600", &state[..62]),
    ] {
        let page = app.visit(&back(query.clone())).await;
        assert_eq!(page.status, 404, "{query}");
        assert!(!page.html.contains(&code), "the page does not show the code");
    }
    assert_eq!(app.visit(&back(format!("state={state}"))).await.status, 400, "no code at all");
    assert_eq!(app.sim.count(QUERY_AUTH), 0);
    app.advance(25.hours());
    assert_eq!(app.visit(&location).await.status, 404, "a visit of yesterday");
    assert!(app.stored(&appid).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_wechat_does_not_know_is_explained_to_the_merchant() {
    let app = TestApp::setup().start().await;
    let page = app.get_page(&format!("/authorize/{COMPONENT}")).await;
    let redirect = query_of(&pc_link(&app, &page), "redirect_uri");
    let end = app.visit(&format!("{redirect}&auth_code=queryauthcode@@@made-up&expires_in=3600")).await;
    assert_eq!(end.status, 409);
    assert!(end.html.contains("61009") && !end.html.contains("made-up"), "{}", end.html);
    let expired = app.sim.authorization_code(COMPONENT, "wxbeef000000000009");
    assert!(expired.is_err(), "nobody has authorized");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_send_merchants_to_wechat_with_a_referrer_and_fresh_codes() {
    let app = TestApp::setup().start().await;
    let invitation = app.invitation(NewLink::default()).await;
    let mut codes = std::collections::BTreeSet::new();
    for url in [format!("{}/authorize/{COMPONENT}", app.url), invitation.url] {
        for _ in 0..2 {
            let page = app.visit(&url).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.headers["referrer-policy"], "origin", "WeChat reads the referrer");
            assert!(!page.html.to_lowercase().contains("noreferrer"));
            for link in [pc_link(&app, &page), h5_link(&app, &page)] {
                codes.insert(query_of(&link, "pre_auth_code"));
                // What a browser sends under that policy.
                let there = app.browser.get(&link, Some(&format!("{}/", app.url))).await;
                assert_eq!(there.result_code(), None, "{}", there.html);
                assert!(!there.values_of("sid").is_empty());
                let straight = app.browser.get(&link, None).await;
                assert_eq!(straight.result_code(), Some(0), "the simulator does look at it");
            }
        }
    }
    assert_eq!(codes.len(), 4, "each visit has a code of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn merchants_see_the_logo_and_whom_to_ask() {
    let app = TestApp::setup().start().await;
    let page = app.get_page(&format!("/authorize/{COMPONENT}")).await;
    assert!(page.html.contains(CONTACT), "{}", page.html);
    let logo = page.html.split("<img src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let answer = app.browser.http.get(format!("{}{logo}", app.url)).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(answer.bytes().await.unwrap().as_ref(), LOGO);
    assert_eq!(app.get_page("/brand/logo-0000000000000000.png").await.status, 404);
    let appid = app.sim.appids()[0].clone();
    let back = app.authorize_unseen(&appid).await.unwrap();
    assert!(app.visit(&back).await.html.contains(CONTACT));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_phone_page_authorizes_too() {
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[3].clone();
    let page = app.get_page(&format!("/authorize/{COMPONENT}")).await;
    let back = app.browser.confirm(&h5_link(&app, &page), &page.url, &appid, None).await.location.unwrap();
    assert_eq!(app.visit(&back).await.status, 200);
    app.settle().await;
    let row = app.authorizer(&appid).await;
    assert_eq!(row.kind, Some(wxfleet_model::authorizer::AuthorizerKind::OfficialAccount));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_serves_one_authorization() {
    let app = TestApp::setup().start().await;
    let appids = app.sim.appids();
    let link = NewLink { return_url: Some("https://shop.example/done?x=1".parse().unwrap()), ..NewLink::default() };
    let invitation = app.invitation(link).await;
    // Opened by two people at once; both have a code of WeChat's in hand.
    let (first, second) = (app.visit(&invitation.url).await, app.visit(&invitation.url).await);
    let confirm = async |page: &Page, appid: &str| {
        let back = app.browser.confirm(&pc_link(&app, page), &page.url, appid, None).await;
        app.visit(&back.location.unwrap()).await
    };
    let end = confirm(&first, &appids[0]).await;
    assert_eq!(end.status, 200);
    assert!(end.html.contains("https://shop.example/done?x=1"), "the way on: {}", end.html);
    app.settle().await;
    assert_eq!(app.visit(&invitation.url).await.status, 410, "it has served");
    // What WeChat granted is a fact all the same.
    assert_eq!(confirm(&second, &appids[1]).await.status, 200);
    app.settle().await;
    let link = app.store.link_by_id(invitation.link.id).await.unwrap().unwrap();
    assert_eq!(link.used.unwrap().appid, appid_of(&appids[0]));
    assert_eq!(app.authorizer(&appids[1]).await.status, AuthorizerStatus::Authorized);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_used_up_by_the_push_alone_too() {
    let app = TestApp::setup().switches(|on| on.authorization_order = AuthorizationOrder::PushOnly).start().await;
    let invitation = app.invitation(NewLink::default()).await;
    let page = app.visit(&invitation.url).await;
    let end = app.browser.confirm(&pc_link(&app, &page), &page.url, &app.sim.appids()[0], None).await;
    assert_eq!(end.location, None);
    app.settle().await;
    assert_eq!(app.visit(&invitation.url).await.status, 410);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_ends_and_an_unknown_one_opens_nothing() {
    let app = TestApp::setup().start().await;
    let invitation = app.invitation(NewLink { expires_in_secs: Some(60), ..NewLink::default() }).await;
    assert_eq!(app.visit(&invitation.url).await.status, 200);
    app.advance(61.seconds());
    assert_eq!(app.visit(&invitation.url).await.status, 410);
    let stranger = format!("{}x", invitation.url);
    for url in [stranger.as_str(), &format!("{}/invite/%00", app.url), &format!("{}/authorize/wx0", app.url)] {
        assert_eq!(app.visit(url).await.status, 404, "{url}");
    }
    let gone =
        app.engine.authorization.visit_invitation(invitation.url.rsplit('/').next().unwrap(), OpenedWith::Desk).await;
    assert!(matches!(gone, Err(Error::Conflict(Conflict::InvitationExpired))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_restricts_who_may_answer_and_what_is_asked_for() {
    let app = TestApp::setup().start().await;
    let appids = app.sim.appids();
    let link = NewLink {
        biz_appid: Some(appid_of(&appids[1])),
        auth_type: Some(AuthType::MiniPrograms),
        category_ids: vec![FuncscopeId(18), FuncscopeId(30)],
        ..NewLink::default()
    };
    let invitation = app.invitation(link).await;
    let page = app.visit(&invitation.url).await;
    for link in [pc_link(&app, &page), h5_link(&app, &page)] {
        assert_eq!(query_of(&link, "biz_appid"), appids[1]);
        assert_eq!(query_of(&link, "auth_type"), "2");
        assert_eq!(query_of(&link, "category_id_list"), "18|30");
    }
    let offered = app.browser.get(&pc_link(&app, &page), Some(&page.url)).await.values_of("appid");
    assert_eq!(offered, [appids[1].clone()]);
    let back = app.browser.confirm(&pc_link(&app, &page), &page.url, &appids[1], None).await.location.unwrap();
    app.visit(&back).await;
    app.settle().await;
    assert_eq!(app.authorizer(&appids[1]).await.func_info, [FuncscopeId(18), FuncscopeId(30)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_permission_sets_are_taken_over_and_tokens_go_on() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    app.advance(1.minutes());
    assert!(app.sim.change_sets(COMPONENT, &appid, vec![17, 30]).unwrap());
    app.settle().await;
    assert_eq!(app.stored_of("updateauthorized").await, 1);
    assert_eq!(app.authorizer(&appid).await.func_info, [FuncscopeId(17), FuncscopeId(30)]);
    app.advance(3.hours());
    app.token(&appid).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authorization_nobody_told_us_of_is_found_by_the_daily_comparison() {
    let app = TestApp::setup().authorizers(1).start().await;
    let appid = app.sim.appids()[0].clone();
    // The push of the withdrawal is lost; calls find out.
    app.sim.rule_pushes(wxfleet_simulator::PushRule {
        kind: None,
        appid: Some(appid.clone()),
        times: Some(1),
        effect: wxfleet_simulator::PushEffect::Drop,
    });
    app.sim.deauthorize(COMPONENT, &appid).unwrap();
    app.settle().await;
    assert_eq!(app.authorizer(&appid).await.status, AuthorizerStatus::Authorized);
    app.advance(3.hours());
    assert!(app.token(&appid).await.is_err());
    assert_eq!(app.authorizer(&appid).await.status, AuthorizerStatus::Unauthorized, "WeChat's own record decided");
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_any_kind_arrive_and_are_shown_inert() {
    let app = TestApp::setup().start().await;
    let appid = app.sim.appids()[0].clone();
    let name = "“店” \\ \"x\" 'y'\n😀\u{2028}<script>alert(1)</script>&amp;";
    app.sim.change_merchant(&appid, |profile| profile.nick_name = name.to_owned()).unwrap();
    let location = app.authorize_unseen(&appid).await.unwrap();
    let end = app.visit(&location).await;
    assert_eq!(end.status, 200);
    assert!(!end.html.contains("<script>alert"), "{}", end.html);
    app.settle().await;
    assert_eq!(app.authorizer(&appid).await.profile.nick_name, name);
    let policy = end.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}
