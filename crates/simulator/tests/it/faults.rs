//! Faults on demand, the request log and the control API.

use serde_json::{Value, json};
use wxfleet_simulator::{Fault, FaultEffect};

use crate::bench::{Bench, COMPONENT, errcode, text};

async fn draft_list(bench: &Bench, token: &str) -> Result<(u16, String), reqwest::Error> {
    let url = format!("{}/wxa/gettemplatedraftlist?access_token={token}", bench.base);
    let answer = bench.http.get(url).send().await?;
    Ok((answer.status().as_u16(), answer.text().await?))
}

#[tokio::test]
async fn answers_can_be_spoilt_in_every_way() {
    let bench = Bench::new().await;
    let token = bench.component_token().await;
    let fault = |effect| bench.sim.inject_fault(Fault::once("/wxa/gettemplatedraftlist", effect));
    fault(FaultEffect::Errcode { errcode: 45009, errmsg: None });
    assert!(draft_list(&bench, &token).await.unwrap().1.contains("45009"));
    fault(FaultEffect::HttpStatus(502));
    assert_eq!(draft_list(&bench, &token).await.unwrap().0, 502);
    fault(FaultEffect::Html);
    assert!(draft_list(&bench, &token).await.unwrap().1.starts_with("<html>"));
    fault(FaultEffect::Reset);
    assert!(draft_list(&bench, &token).await.is_err());
    fault(FaultEffect::Truncate);
    assert!(draft_list(&bench, &token).await.is_err());
    fault(FaultEffect::DelayMs(1));
    assert_eq!(draft_list(&bench, &token).await.unwrap().0, 200);
    assert!(bench.sim.faults().is_empty());
}

#[tokio::test]
async fn a_call_can_be_processed_and_its_answer_lost() {
    let bench = Bench::new().await;
    let token = bench.component_token().await;
    bench.sim.inject_fault(Fault::once("/wxa/addtotemplate", FaultEffect::DropAfterProcessing));
    let drafts = bench.fetch("/wxa/gettemplatedraftlist", &token).await;
    let draft_id = &drafts["draft_list"][0]["draft_id"];
    let url = format!("{}/wxa/addtotemplate?access_token={token}", bench.base);
    let lost = bench.http.post(url).body(json!({"draft_id": draft_id}).to_string()).send().await;
    assert!(lost.is_err());
    let templates = bench.fetch("/wxa/gettemplatelist", &token).await;
    assert!(templates["template_list"].as_array().unwrap().iter().any(|one| &one["draft_id"] == draft_id));
    let line = bench.sim.requests().into_iter().find(|line| line.path == "/wxa/addtotemplate").unwrap();
    assert_eq!((line.status, line.errcode), (0, 0));
}

#[tokio::test]
async fn a_fault_can_be_for_one_account() {
    let bench = Bench::new().await;
    let appids = bench.sim.appids();
    let (_, first, _) = bench.authorized(&appids[0]).await;
    let (_, second, _) = bench.authorized(&appids[1]).await;
    let busy = FaultEffect::Errcode { errcode: -1, errmsg: Some("system error".to_owned()) };
    bench.sim.inject_fault(Fault::once("/wxa/queryquota", busy).for_appid(&appids[1]));
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &first).await), 0);
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &second).await), -1);
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &second).await), 0);
    assert_eq!(bench.sim.count("/wxa/queryquota"), 3);
    assert_eq!(bench.sim.count_for("/wxa/queryquota", &appids[1]), 2);
}

#[tokio::test]
async fn no_secret_stands_in_the_log() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (component_token, token, refresh_token) = bench.authorized(&appid).await;
    bench.fetch("/wxa/queryquota", &token).await;
    let log = bench.get("/_sim/requests").await.to_string();
    for secret in [&component_token, &token, &refresh_token, &crate::bench::SECRET.to_owned()] {
        assert!(!log.contains(secret.as_str()));
    }
    assert!(log.contains("/wxa/queryquota"));
}

#[tokio::test]
async fn the_control_api_does_what_the_methods_do() {
    let bench = Bench::new().await;
    let control = async |method: http::Method, path: &str, body: Value| {
        let request = bench.http.request(method, format!("{}/_sim{path}", bench.base));
        let answer = request.body(body.to_string()).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let post = async |path: &str, body: Value| control(http::Method::POST, path, body).await;
    let second = "wxc0ffee0000000009";
    let settings = json!({
        "component_appid": second, "app_secret": "s", "token": "t", "encoding_aes_key": crate::bench::AES_KEY,
        "events_url": format!("{}/events", bench.home), "messages_url": format!("{}/messages/$APPID$", bench.home),
    });
    assert_eq!(post("/components", settings).await.0, 200);
    let (_, list) = control(http::Method::GET, "/components", json!({})).await;
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert!(!list.to_string().contains(crate::bench::SECRET));
    let (status, switches) = control(http::Method::PATCH, "/settings", json!({"scan_secs": 77})).await;
    assert_eq!((status, &switches["scan_secs"]), (200, &json!(77)));
    assert_eq!(control(http::Method::PATCH, "/settings", json!({"scan_sec": 77})).await.0, 400);
    assert_eq!(post("/faults", json!({"effect": {"errcode": -1}})).await.0, 200);
    assert_eq!(control(http::Method::DELETE, "/faults", json!({})).await.0, 200);

    let appid = bench.sim.appids()[0].clone();
    let token = bench.component_token().await;
    let pre_auth_code = bench.pre_auth_code(&token).await;
    let redirect_uri = format!("{}/return", bench.home);
    let request =
        json!({"pre_auth_code": pre_auth_code, "appid": appid, "func_ids": [18], "redirect_uri": redirect_uri});
    let (_, authorized) = post("/authorize", request.clone()).await;
    assert!(text(&authorized["redirect_url"]).starts_with(&redirect_uri));
    assert_eq!(post("/authorize", request).await.0, 409, "the code is used up");
    let of = json!({"component_appid": COMPONENT, "appid": appid});
    assert_eq!(post("/codes", of.clone()).await.0, 200);
    assert_eq!(post("/deauthorize", of.clone()).await.0, 200);
    assert_eq!(post("/deauthorize", of).await.0, 404);
    let (_, changed) =
        control(http::Method::PATCH, &format!("/merchants/{appid}"), json!({"nick_name": "改名\u{2028}"})).await;
    assert_eq!(changed["nick_name"], "改名\u{2028}");
    assert_eq!(post("/step", json!({})).await.0, 200);
    assert_eq!(post("/audits/1/decide", json!({"verdict": "approve"})).await.0, 404);
    assert_eq!(post(&format!("/components/{COMPONENT}/ticket"), json!({"action": "stop"})).await.0, 200);
    for path in ["", "/pushes", "/counters", "/audits", "/messages", "/faults", "/merchants?limit=2"] {
        assert_eq!(control(http::Method::GET, path, json!({})).await.0, 200, "{path}");
    }
    let avatar = bench.http.get(format!("{}/_sim/avatar/{appid}.svg", bench.base)).send().await.unwrap();
    assert_eq!(avatar.headers()["content-type"], "image/svg+xml");
}
