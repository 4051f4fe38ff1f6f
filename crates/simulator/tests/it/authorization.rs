//! The authorization pages as a browser meets them, and what follows from an authorization.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wxfleet_simulator::{AuthorizationOrder, Authorize, Config, Fleet, UsedCode};

use crate::bench::{Bench, COMPONENT, errcode, text};

/// A page: its HTML and, after a redirect, where it leads.
struct Page {
    html: String,
    location: Option<String>,
}

impl Page {
    fn code(&self) -> i32 {
        let (_, rest) = self.html.split_once("data-code=\"").expect("no result page");
        rest.split_once('"').unwrap().0.parse().unwrap()
    }

    fn value_of(&self, name: &str) -> String {
        let (_, rest) = self.html.split_once(&format!("name=\"{name}\" value=\"")).expect("no such field");
        rest.split_once('"').unwrap().0.to_owned()
    }

    fn all_values_of(&self, name: &str) -> BTreeSet<String> {
        let mark = format!("name=\"{name}\" value=\"");
        self.html.split(&mark).skip(1).map(|part| part.split_once('"').unwrap().0.to_owned()).collect()
    }
}

struct Visit<'a> {
    bench: &'a Bench,
    path: &'a str,
    query: Vec<(&'a str, String)>,
    referer: Option<String>,
}

impl<'a> Visit<'a> {
    async fn new(bench: &'a Bench) -> Self {
        let token = bench.component_token().await;
        let pre_auth_code = bench.pre_auth_code(&token).await;
        Self {
            bench,
            path: "/cgi-bin/componentloginpage",
            query: vec![
                ("component_appid", COMPONENT.to_owned()),
                ("pre_auth_code", pre_auth_code),
                ("redirect_uri", format!("{}/return?session=7", bench.home)),
                ("auth_type", "3".to_owned()),
            ],
            referer: Some(format!("{}/", bench.home)),
        }
    }

    fn set(mut self, name: &'a str, value: &str) -> Self {
        self.query.retain(|(known, _)| *known != name);
        self.query.push((name, value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.query.retain(|(known, _)| *known != name);
        self
    }

    fn referer(mut self, referer: Option<&str>) -> Self {
        self.referer = referer.map(str::to_owned);
        self
    }

    async fn open(&self) -> Page {
        let mut request = self.bench.http.get(format!("{}{}", self.bench.base, self.path)).query(&self.query);
        if let Some(referer) = &self.referer {
            request = request.header("referer", referer);
        }
        page(request).await
    }

    /// Chooses the account and confirms with these sets; all offered ones when the list is empty.
    async fn confirm(&self, appid: &str, sets: &[&str]) -> Page {
        let sid = self.open().await.value_of("sid");
        let address = format!("{}/safe/bindcomponent/confirm", self.bench.base);
        let second = page(self.bench.http.get(&address).query(&[("sid", sid.as_str()), ("appid", appid)])).await;
        let offered = second.all_values_of("func");
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("sid", &sid).append_pair("appid", appid);
        for set in offered.iter().filter(|set| sets.is_empty() || sets.contains(&set.as_str())) {
            form.append_pair("func", set);
        }
        let request = self.bench.http.post(&address).header("content-type", "application/x-www-form-urlencoded");
        page(request.body(form.finish())).await
    }
}

async fn page(request: reqwest::RequestBuilder) -> Page {
    let answer = request.send().await.unwrap();
    let location = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    Page { html: answer.text().await.unwrap(), location }
}

fn query_of(url: &str, name: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
}

#[tokio::test]
async fn each_rule_of_the_page_has_its_result_code() {
    let bench = Bench::new().await;
    let visit = async || Visit::new(&bench).await;
    assert_eq!(visit().await.referer(None).open().await.code(), 0, "entry domain empty");
    assert_eq!(visit().await.referer(Some("http://elsewhere.example/")).open().await.code(), -14);
    assert_eq!(visit().await.set("redirect_uri", "http://elsewhere.example/r").open().await.code(), -14);
    assert_eq!(visit().await.set("pre_auth_code", "preauthcode@@@made-up").open().await.code(), -11);
    assert_eq!(visit().await.set("auth_type", "7").open().await.code(), -13);
    for missing in ["component_appid", "pre_auth_code", "redirect_uri", "auth_type"] {
        assert_eq!(visit().await.without(missing).open().await.code(), -13, "{missing}");
    }
    let late = visit().await;
    bench.later(1800);
    assert_eq!(late.open().await.code(), -11);
    let used = visit().await;
    used.confirm(&bench.sim.appids()[0], &[]).await;
    assert_eq!(used.open().await.code(), -28);
}

#[tokio::test]
async fn the_h5_pages_take_the_same_query_and_insist_on_their_action() {
    let bench = Bench::new().await;
    for path in ["/wxaopen/safe/bindcomponent", "/safe/bindcomponent"] {
        let visit = Visit { path, ..Visit::new(&bench).await };
        assert_eq!(visit.open().await.code(), -13);
        let visit = visit.set("action", "bindcomponent").set("no_scan", "1");
        assert!(visit.open().await.html.contains("data-device=\"phone\""));
    }
}

#[tokio::test]
async fn the_merchant_confirms_and_both_channels_carry_one_code() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let visit = Visit::new(&bench).await;
    let done = visit.confirm(&appid, &["17", "18"]).await;
    let location = done.location.unwrap();
    assert!(location.starts_with(&format!("{}/return?session=7&auth_code=queryauthcode@@@", bench.home)));
    assert_eq!(query_of(&location, "expires_in"), "3600");
    let push = bench.pushed("authorized").await.remove(0);
    assert_eq!(push.field("AuthorizationCode"), query_of(&location, "auth_code"));
    assert_eq!(push.field("PreAuthCode"), visit.query[1].1);
    assert_eq!(push.field("AuthorizerAppid"), appid);

    let token = bench.component_token().await;
    let list = json!({"component_appid": COMPONENT, "offset": 0, "count": 500});
    let before = bench.post("/cgi-bin/component/api_get_authorizer_list", &token, list.clone()).await;
    assert_eq!(before["list"][0]["refresh_token"], "", "not exchanged yet");
    let info = bench.query_auth(&token, &push.field("AuthorizationCode")).await;
    let info = &info["authorization_info"];
    let ids: Vec<&Value> =
        info["func_info"].as_array().unwrap().iter().map(|one| &one["funcscope_category"]["id"]).collect();
    assert_eq!(ids, [&json!(17), &json!(18)], "only what was ticked");
    let after = bench.post("/cgi-bin/component/api_get_authorizer_list", &token, list).await;
    assert_eq!(after["list"][0]["refresh_token"], info["authorizer_refresh_token"]);
    assert_eq!(after["total_count"], 1);
}

#[tokio::test]
async fn nothing_ticked_is_no_authorization() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let page = Visit::new(&bench).await.confirm(&appid, &["no such set"]).await;
    assert_eq!(page.code(), -27);
    assert!(bench.sim.merchant(&appid).unwrap().grants.is_empty());
}

#[tokio::test]
async fn auth_type_and_biz_appid_decide_who_is_offered() {
    let bench = Bench::new().await;
    let appids = bench.sim.appids();
    let (minis, officials): (Vec<_>, Vec<_>) = (appids[..3].to_vec(), appids[3..].to_vec());
    let offered = async |visit: Visit<'_>| visit.open().await.all_values_of("appid");
    let set = |list: &[String]| list.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(offered(Visit::new(&bench).await.set("auth_type", "1")).await, set(&officials));
    assert_eq!(offered(Visit::new(&bench).await.set("auth_type", "2")).await, set(&minis));
    assert_eq!(offered(Visit::new(&bench).await.set("auth_type", "6")).await, set(&appids));
    assert_eq!(Visit::new(&bench).await.set("auth_type", "5").open().await.code(), -22);
    let restricted = Visit::new(&bench).await.set("auth_type", "2").set("biz_appid", &officials[0]);
    assert_eq!(offered(restricted).await, set(&officials), "biz_appid wins over auth_type");
}

#[tokio::test]
async fn category_id_list_narrows_the_sets() {
    let bench = Bench::new().await;
    let visit = Visit::new(&bench).await.set("category_id_list", "18|30");
    let sid = visit.open().await.value_of("sid");
    let address = format!("{}/safe/bindcomponent/confirm", bench.base);
    let second = page(bench.http.get(&address).query(&[("sid", &sid), ("appid", &bench.sim.appids()[0])])).await;
    assert_eq!(second.all_values_of("func").into_iter().collect::<Vec<_>>(), ["18", "30"]);
}

#[tokio::test]
async fn either_channel_may_be_missing_and_the_codes_may_differ() {
    let bench = Bench::new().await;
    let appids = bench.sim.appids();
    bench.sim.change_switches(|switches| switches.authorization_order = AuthorizationOrder::PushOnly);
    let page = Visit::new(&bench).await.confirm(&appids[0], &[]).await;
    assert_eq!((page.location.is_none(), page.code()), (true, 1));
    assert_eq!(bench.pushed("authorized").await.len(), 1);

    bench.sim.change_switches(|switches| switches.authorization_order = AuthorizationOrder::RedirectOnly);
    assert!(Visit::new(&bench).await.confirm(&appids[1], &[]).await.location.is_some());
    assert!(bench.pushed("authorized").await.is_empty());

    bench.sim.change_switches(|switches| {
        switches.authorization_order = AuthorizationOrder::RedirectFirst;
        switches.codes_differ = true;
    });
    let location = Visit::new(&bench).await.confirm(&appids[2], &[]).await.location.unwrap();
    assert!(bench.pushed("authorized").await.is_empty(), "the push is later");
    bench.later(2);
    let push = bench.pushed("authorized").await.remove(0);
    let (first, second) = (query_of(&location, "auth_code"), push.field("AuthorizationCode"));
    assert_ne!(first, second);
    let token = bench.component_token().await;
    assert_eq!(errcode(&bench.query_auth(&token, &first).await), 0);
    assert_eq!(errcode(&bench.query_auth(&token, &second).await), 61010, "the other code of the same authorization");
}

#[tokio::test]
async fn codes_end_by_age_and_by_use() {
    let bench = Bench::new().await;
    let appids = bench.sim.appids();
    let token = bench.component_token().await;
    let code = bench.authorize(&token, &appids[0]).await;
    assert_eq!(errcode(&bench.query_auth(&token, "queryauthcode@@@made-up").await), 61009);
    assert_eq!(errcode(&bench.query_auth(&token, &code).await), 0);
    for (mode, expected) in [(UsedCode::Expired, 61010), (UsedCode::Invalid, 61009), (UsedCode::Accepted, 0)] {
        bench.sim.change_switches(|switches| switches.used_code = mode);
        assert_eq!(errcode(&bench.query_auth(&token, &code).await), expected);
    }
    let late = bench.authorize(&token, &appids[1]).await;
    bench.later(3600);
    assert_eq!(errcode(&bench.query_auth(&token, &late).await), 61010);
}

#[tokio::test]
async fn withdrawal_ends_everything_and_a_new_authorization_voids_the_old_tokens() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (component_token, token, refresh_token) = bench.authorized(&appid).await;
    bench.sim.deauthorize(COMPONENT, &appid).unwrap();
    let push = bench.pushed("unauthorized").await.remove(0);
    assert_eq!(push.field("AuthorizerAppid"), appid);
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &token).await), 61003);
    let about = json!({"component_appid": COMPONENT, "authorizer_appid": appid});
    let info = bench.post("/cgi-bin/component/api_get_authorizer_info", &component_token, about).await;
    assert_eq!(errcode(&info), 61003);

    let (component_token, second, _) = bench.authorized(&appid).await;
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &second).await), 0);
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &token).await), 40001, "no longer revoked, merely old");
    let body = json!({
        "component_appid": COMPONENT, "authorizer_appid": appid, "authorizer_refresh_token": refresh_token,
    });
    assert_eq!(errcode(&bench.post("/cgi-bin/component/api_authorizer_token", &component_token, body).await), 61023);
    bench.authorized(&appid).await;
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &second).await), 40001);
}

#[tokio::test]
async fn changed_sets_are_told_of_and_unchanged_ones_are_not() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (component_token, token, refresh_token) = bench.authorized(&appid).await;
    let before = bench.sim.merchant(&appid).unwrap().grants[0].func_ids.clone();
    assert!(!bench.sim.change_sets(COMPONENT, &appid, before).unwrap());
    assert!(bench.pushed("updateauthorized").await.is_empty());
    assert!(bench.sim.change_sets(COMPONENT, &appid, vec![17, 30]).unwrap());
    let push = bench.pushed("updateauthorized").await.remove(0);
    assert_eq!(errcode(&bench.fetch("/wxa/get_page", &token).await), 61007);
    let info = bench.query_auth(&component_token, &push.field("AuthorizationCode")).await;
    assert_eq!(info["authorization_info"]["authorizer_refresh_token"], json!(refresh_token));
}

#[tokio::test]
async fn an_exclusive_set_moves_to_the_second_platform() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    bench.authorized(&appid).await;
    let second = "wxc0ffee0000000002";
    let settings = wxfleet_simulator::ComponentSettings { component_appid: second.to_owned(), ..bench.settings() };
    bench.sim.register_component(settings).unwrap();
    bench.use_keys(wxfleet_wechat::callback::Keys::new(
        wxfleet_wechat::id::ComponentAppid::parse(second).unwrap(),
        wxfleet_wechat::secret::MessageToken::new(crate::bench::TOKEN),
        wxfleet_wechat::callback::Key::parse(&wxfleet_wechat::secret::EncodingAesKey::new(crate::bench::AES_KEY))
            .unwrap(),
    ));
    let ticket = bench.pushed("component_verify_ticket").await[0].field("ComponentVerifyTicket");
    let body = json!({
        "component_appid": second, "component_appsecret": crate::bench::SECRET, "component_verify_ticket": ticket,
    });
    let token = bench.post_raw("/cgi-bin/component/api_component_token", body.to_string()).await;
    let token = text(&token["component_access_token"]);
    let code =
        bench.post("/cgi-bin/component/api_create_preauthcode", &token, json!({"component_appid": second})).await;
    let request =
        Authorize { pre_auth_code: text(&code["pre_auth_code"]), appid: appid.clone(), ..Authorize::default() };
    bench.sim.authorize(&request).await.unwrap();
    let grants = bench.sim.merchant(&appid).unwrap().grants;
    let has_18 = |component: &str| {
        grants.iter().find(|grant| grant.component_appid == component).unwrap().func_ids.contains(&18)
    };
    assert_eq!((has_18(COMPONENT), has_18(second)), (false, true));
}

#[tokio::test]
async fn the_list_is_paged_and_its_pages_are_limited() {
    let bench = Bench::with(Config {
        fleet: Fleet { mini_programs: 5, official_accounts: 0, awkward: false },
        ..Config::for_testing()
    })
    .await;
    let token = bench.component_token().await;
    for appid in bench.sim.appids() {
        bench.authorize(&token, &appid).await;
    }
    let page = async |offset: i64, count: i64| {
        let body = json!({"component_appid": COMPONENT, "offset": offset, "count": count});
        bench.post("/cgi-bin/component/api_get_authorizer_list", &token, body).await
    };
    assert_eq!(errcode(&page(0, 501).await), 40170);
    assert_eq!(page(0, 3).await["list"].as_array().unwrap().len(), 3);
    assert_eq!(page(3, 3).await["list"].as_array().unwrap().len(), 2);
    assert_eq!(page(9, 3).await["total_count"], 5);
}
