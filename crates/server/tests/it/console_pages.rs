//! The console's pages: who sees what, and the way of code from commit to release by plain forms.

use wxfleet_api::authorizer::LabelChange;
use wxfleet_model::permission::Role;
use wxfleet_simulator::{AuditRule, Verdict};

use crate::app::{COMPONENT, Spans as _, TestApp, account, component};
use crate::browser::Page;
use crate::life_cycle::{DINING, commit};
use crate::person::Person;

const REASON: &str = "1:类目不符:<br>(1):请补充<script>alert(1)</script>类目";

/// A fleet of three, and somebody of this role in front of it.
async fn fleet(role: Role) -> (TestApp, Person, Vec<String>) {
    let app = TestApp::setup().authorizers(3).start().await;
    let person = app.signed_in("amy", role).await;
    let appids = app.sim.appids().into_iter().take(3).collect();
    (app, person, appids)
}

fn path(appid: &str, below: &str) -> String {
    format!("/console/accounts/{COMPONENT}/{appid}{below}")
}

/// Sends a form that is expected to go well, and opens the page that it leads to.
async fn act(person: &mut Person, path: &str, fields: &[(&str, &str)]) -> Page {
    let answer = person.post(path, fields).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.html);
    let next = person.get(&answer.location.unwrap()).await;
    assert_eq!(next.status, 200, "{}", next.html);
    next
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_shows_to_every_role_and_only_who_may_act_finds_the_forms() {
    let (app, _, appids) = fleet(Role::Admin).await;
    commit(&app.client, &appids[0], DINING, "1.0.0").await;
    for role in Role::ALL {
        let mut person = app.signed_in(&format!("{role}-2"), *role).await;
        for below in ["", "?fresh=1", "/profile", "/access", "/record", "/commit", "/release", "/trial"] {
            let page = person.get(&path(&appids[0], below)).await;
            assert_eq!(page.status, 200, "{role} at {below}: {}", page.html);
        }
        for at in ["/console/", "/console/accounts", "/console/accounts.csv", "/console/accounts?state=well&q=wx"] {
            assert_eq!(person.get(at).await.status, 200, "{role} at {at}");
        }
        let page = person.get(&path(&appids[0], "")).await;
        assert_eq!(page.html.contains("/submit\""), *role >= Role::Operator, "{role}");
        let image = person.get(&path(&appids[0], "/trial-qrcode?path=pages/index/index")).await;
        assert_eq!((image.status, image.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_changes_nothing_whatever_is_posted() {
    let (app, mut viewer, appids) = fleet(Role::Viewer).await;
    let before = app.store.authorizer_by_appid(&component(), &appids[0].parse().unwrap()).await.unwrap();
    let below = ["/commit", "/submit", "/withdraw", "/speed-up", "/release", "/roll-back", "/refresh", "/labels"];
    let below = below.iter().chain(&["/testers", "/testers/remove", "/domains/server"]);
    let mut paths: Vec<String> = below.map(|below| path(&appids[0], below)).collect();
    paths.extend(["/console/accounts/sync", "/console/accounts/jobs", "/console/tickets"].map(str::to_owned));
    let fields = [
        ("template_id", "2"),
        ("user_version", "9"),
        ("user_desc", "9"),
        ("labels", "x"),
        ("wechatid", "x"),
        ("userstr", "x"),
        ("appids", appids[0].as_str()),
        ("deed", "labels"),
        ("add", "x"),
        ("appid", COMPONENT),
    ];
    for path in paths {
        let page = viewer.post(&path, &fields).await;
        assert_eq!(page.status, 403, "{path}: {}", page.html);
        assert!(page.html.contains("Not permitted"), "{path} says why: {}", page.html);
    }
    let after = app.store.authorizer_by_appid(&component(), &appids[0].parse().unwrap()).await.unwrap();
    assert_eq!(before, after);
    assert!(app.sim.merchant(&appids[0]).unwrap().trial.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_says_so_on_a_page() {
    let (_app, mut person, appids) = fleet(Role::Operator).await;
    for path in [
        path("wx0000000000000000", ""),
        path("nonsense", "/access"),
        format!("/console/accounts/wx0000000000000000/{}", appids[0]),
    ] {
        let page = person.get(&path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.html.contains("class=\"refusal\""), "{}", page.html);
    }
    assert_eq!(person.get(&path(&appids[0], "/screenshots/1/0")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_searched_filtered_labelled_and_exported() {
    let (app, mut person, appids) = fleet(Role::Operator).await;
    let name = app.authorizer(&appids[1]).await.profile.nick_name;
    let query: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let page = person.get(&format!("/console/accounts?q={query}")).await;
    assert!(page.html.contains(&appids[1]) && !page.html.contains(&appids[0]), "{}", page.html);
    let nobody = person.get("/console/accounts?state=frozen").await;
    assert!(nobody.html.contains("No account matches"), "{}", nobody.html);
    let nonsense = person.get("/console/accounts?state=nonsense&kind=&missing=x").await;
    assert!(nonsense.html.contains(&appids[0]), "a word that is none of ours filters nothing");
    assert_eq!(person.get("/console/accounts?after=%00").await.status, 400);

    let chosen = format!("{},{}", appids[0], appids[2]);
    let fields = [("deed", "labels"), ("appids", chosen.as_str()), ("add", "重点 客户")];
    let started = act(&mut person, "/console/accounts/jobs", &fields).await;
    assert!(started.html.contains("It goes on in the background"), "{}", started.html);
    app.settle().await;
    assert_eq!(app.authorizer(&appids[2]).await.labels, ["重点 客户"]);
    let labelled = person.get("/console/accounts?label=%E9%87%8D%E7%82%B9%20%E5%AE%A2%E6%88%B7").await;
    assert!(labelled.html.contains(&appids[0]) && !labelled.html.contains(&appids[1]));
    let change =
        LabelChange { appids: vec![appids[0].clone()], add: vec!["=1+1".to_owned()], ..LabelChange::default() };
    app.client.authorizer_labels_change(COMPONENT, &change).await.unwrap();
    let file = person.get("/console/accounts.csv?label=%E9%87%8D%E7%82%B9%20%E5%AE%A2%E6%88%B7").await;
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(file.html.lines().count(), 3, "a head and two accounts: {}", file.html);
    let page = act(&mut person, &path(&appids[1], "/labels"), &[("labels", "a b  a")]).await;
    assert!(page.html.contains("value=\"a b\""), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn testers_and_domains_are_set_by_forms() {
    let (app, mut person, appids) = fleet(Role::Operator).await;
    let page = act(&mut person, &path(&appids[0], "/testers"), &[("wechatid", "laowang")]).await;
    assert!(page.html.contains("laowang"), "{}", page.html);
    let userstr = page.values_of("userstr").remove(0);
    let page = act(&mut person, &path(&appids[0], "/testers/remove"), &[("userstr", &userstr)]).await;
    assert!(page.html.contains("There are none yet."), "{}", page.html);
    let wrong = person.post(&path(&appids[0], "/domains/server"), &[("requestdomain", "ftp://a.example.com")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.html.contains("class=\"refusal\""), "{}", wrong.html);
    let profile = act(&mut person, &path(&appids[0], "/refresh"), &[]).await;
    assert!(profile.html.contains("Read anew from WeChat."), "{}", profile.html);
    app.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn code_goes_the_whole_way_by_plain_forms() {
    let (app, mut person, appids) = fleet(Role::Operator).await;
    let appid = &appids[0];
    let template = DINING.to_string();
    let at = |below: &str| path(appid, below);
    let first = person.get(&at("")).await;
    assert!(first.html.contains("has no code yet"), "{}", first.html);

    let fields = [("template_id", template.as_str()), ("user_version", ""), ("user_desc", "首页"), ("ext", "")];
    let unnamed = person.post(&at("/commit"), &fields).await;
    assert_eq!(unnamed.status, 400);
    assert!(
        unnamed.html.contains("class=\"field wrong\"") && unnamed.html.contains("value=\"首页\""),
        "{}",
        unnamed.html
    );
    let no_json = [("template_id", template.as_str()), ("user_version", "1"), ("user_desc", "x"), ("ext", "[1]")];
    assert_eq!(person.post(&at("/commit"), &no_json).await.status, 400);
    let fields =
        [("template_id", template.as_str()), ("user_version", "1.0.0"), ("user_desc", "首页"), ("ext", "{\"ext\":{}}")];
    let page = act(&mut person, &at("/commit"), &fields).await;
    assert!(page.html.contains("The trial version is ready") && page.html.contains("1.0.0"), "{}", page.html);

    let form = person.get(&at("/submit")).await;
    assert!(form.html.contains("Submissions left this month") && form.html.contains("<select id=\"category\""));
    let early = person.post(&at("/submit"), &[("category", "0"), ("title", "门店")]).await;
    assert!(early.html.contains("<code>61039</code>") && early.html.contains("value=\"门店\""), "{}", early.html);
    app.later(10.seconds()).await;
    let verdict = Verdict::Reject { reason: REASON.to_owned(), screenshot: "m1|m2".to_owned() };
    app.sim.rule_audits(AuditRule { appid: Some(appid.clone()), times: Some(1), verdict });
    let page = act(&mut person, &at("/submit"), &[("category", "0")]).await;
    assert!(page.html.contains("WeChat is reviewing it") && page.html.contains("/withdraw"), "{}", page.html);
    let twice = person.post(&at("/submit"), &[("category", "0")]).await;
    assert!(twice.html.contains("<code>85009</code>"), "{}", twice.html);
    let question = person.get(&at("/withdraw")).await;
    assert!(question.html.contains("is taken out of WeChat&#39;s review"), "{}", question.html);

    app.later(1.hours()).await;
    let page = person.get(&at("")).await;
    assert!(page.html.contains("WeChat sent it back") && page.html.contains("(1):请补充alert(1)类目"), "{}", page.html);
    assert!(!page.html.contains("<script>"), "{}", page.html);
    let listed = person.get("/console/accounts?stage=rejected").await;
    assert!(listed.html.contains(appid.as_str()), "{}", listed.html);
    let overview = person.get("/console/").await;
    assert!(overview.html.contains("were rejected and wait to be mended"), "{}", overview.html);

    let fields = [("template_id", template.as_str()), ("user_version", "1.0.1"), ("user_desc", "补类目"), ("ext", "")];
    act(&mut person, &at("/commit"), &fields).await;
    app.later(10.seconds()).await;
    let feedback = [("category", "0"), ("feedback_info", "已补充类目")];
    act(&mut person, &at("/submit"), &feedback).await;
    app.later(1.hours()).await;
    let page = person.get(&at("")).await;
    assert!(page.html.contains("It passed the review"), "{}", page.html);
    let question = person.get(&at("/release")).await;
    assert!(question.html.contains("Version 1.0.1 of") && question.html.contains("its first online version"));
    let page = act(&mut person, &at("/release"), &[]).await;
    assert!(page.html.contains("Released: everybody gets it.") && page.html.contains("is live"), "{}", page.html);
    assert_eq!(app.sim.merchant(appid).unwrap().online.unwrap().user_version, "1.0.1");
    let again = person.post(&at("/release"), &[]).await;
    assert_eq!(again.status, 409);
    assert!(again.html.contains("<code>85052</code>"), "{}", again.html);

    let versions = person.get("/console/accounts?version=1.0.1").await;
    assert!(versions.html.contains(appid.as_str()));
    let record = person.get(&at("/record")).await;
    for says in ["operator:amy", "Submitted for review", "weapp_audit_fail", "Refused by WeChat"] {
        assert!(record.html.contains(says), "{says} in {}", record.html);
    }
    assert_eq!(
        app.engine
            .code
            .known(&wxfleet_model::permission::Actor::System, &account(appid))
            .await
            .unwrap()
            .stage()
            .as_str(),
        "online"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_are_made_of_drafts_and_deleted_after_a_question() {
    let (app, mut person, _) = fleet(Role::Operator).await;
    let page = person.get("/console/templates").await;
    let draft = page.values_of("draft_id").remove(0);
    let before = app.client.templates(COMPONENT).await.unwrap().items.len();
    let made = act(&mut person, "/console/templates", &[("draft_id", &draft)]).await;
    assert!(made.html.contains("The draft is a template now"), "{}", made.html);
    let templates = app.client.templates(COMPONENT).await.unwrap().items;
    assert_eq!(templates.len(), before + 1);
    let path = format!("/console/templates/{}/delete", templates[0].template_id);
    let question = person.get(&path).await;
    assert!(question.html.contains("leaves the library"), "{}", question.html);
    act(&mut person, &path, &[]).await;
    assert_eq!(app.client.templates(COMPONENT).await.unwrap().items.len(), before);
    assert_eq!(person.get(&path).await.status, 404);
    let unknown = person.post("/console/templates", &[("draft_id", "999999")]).await;
    assert!(unknown.status >= 400 && unknown.html.contains("class=\"refusal\""), "{}", unknown.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_made_sent_and_answered() {
    let app = TestApp::setup().authorizers(0).start().await;
    let mut person = app.signed_in("amy", Role::Operator).await;
    let mut viewer = app.signed_in("eve", Role::Viewer).await;
    let appid = app.sim.appids()[0].clone();
    let wrong = person.post("/console/authorization", &[("auth_type", "2"), ("biz_appid", "x"), ("days", "7")]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.html.contains("class=\"field wrong\""), "{}", wrong.html);
    let fields = [
        ("auth_type", "2"),
        ("biz_appid", appid.as_str()),
        ("note", "好味来 <b>"),
        ("days", "1"),
        ("category_id", "18"),
        ("category_id", "30"),
    ];
    assert_eq!(viewer.post("/console/authorization", &fields).await.status, 403);
    let made = person.post("/console/authorization", &fields).await;
    assert_eq!(made.status, 200, "{}", made.html);
    let (_, rest) = made.html.split_once("/invite/").expect("an address");
    let path = format!("/invite/{}", rest.split_once(['<', '"', '\n']).unwrap().0);
    assert!(made.html.contains("Waits for the merchant") && made.html.contains("好味来 &#60;b&#62;"), "{}", made.html);
    let listed = viewer.get("/console/authorization").await;
    assert!(!listed.html.contains("/invite/") && listed.html.contains("好味来"), "{}", listed.html);
    let page = app.get_page(&path).await;
    let link = page.link_to(&format!("{}/cgi-bin/componentloginpage", app.sim_url));
    let back = app.browser.confirm(&link, &page.url, &appid, None).await;
    app.browser.get(&back.location.unwrap(), None).await;
    app.settle().await;
    let listed = viewer.get("/console/authorization").await;
    assert!(listed.html.contains("Authorized") && listed.html.contains(&format!("/{appid}\"")), "{}", listed.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn pushes_are_listed_and_read_with_their_secrets_masked() {
    let (app, mut viewer, appids) = fleet(Role::Viewer).await;
    let page = viewer.get("/console/events").await;
    assert!(page.html.contains("component_verify_ticket") && page.html.contains("data-tail="), "{}", page.html);
    let of_one = viewer.get(&format!("/console/events?kind=authorized&appid={}", appids[1])).await;
    assert!(of_one.html.contains(&appids[1]) && !of_one.html.contains(&appids[0]), "{}", of_one.html);
    assert!(viewer.get("/console/events?appid=wx1").await.html.contains("No such event"));
    assert_eq!(viewer.get("/console/events?after=x").await.status, 400);
    let tickets = viewer.get("/console/events?kind=component_verify_ticket").await;
    let (_, rows) = tickets.html.split_once("<tbody").expect("a table");
    let (_, rest) = rows.split_once("href=\"/console/events/").expect("a ticket");
    let one = viewer.get(&format!("/console/events/{}", rest.split_once('"').unwrap().0)).await;
    assert_eq!(one.status, 200);
    let kept = app.engine.components.show(&wxfleet_model::permission::Actor::System, &component()).await.unwrap();
    assert!(kept.component.ticket_received_at.is_some());
    assert!(one.html.contains("InfoType") && !one.html.contains("ticket@@@"), "{}", one.html);
    for nobody in ["nonsense", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(viewer.get(&format!("/console/events/{nobody}")).await.status, 404);
    }
}
