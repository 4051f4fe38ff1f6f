//! Answers held against the published samples, and read by the types that the client reads them with.

use serde_json::{Value, json};
use wxfleet_simulator::{AuditRule, Verdict};
use wxfleet_wechat::code::{LatestAudit, PageList, SubmittedAudit, VersionInfo};
use wxfleet_wechat::component::{AuthorizerDetails, AuthorizerList, ComponentToken, QueriedAuth};

use crate::bench::{Bench, COMPONENT, SECRET, text};

/// Every field of the sample must be there, and of the same kind; lists are compared by their first entries.
fn same_shape(sample: &Value, answer: &Value, at: &str) {
    match (sample, answer) {
        (Value::Object(sample), Value::Object(answer)) => {
            for (key, value) in sample {
                let found = answer.get(key).unwrap_or_else(|| panic!("{at}.{key} is missing"));
                same_shape(value, found, &format!("{at}.{key}"));
            }
        }
        (Value::Array(sample), Value::Array(answer)) => {
            if let (Some(sample), Some(answer)) = (sample.first(), answer.first()) {
                same_shape(sample, answer, &format!("{at}[]"));
            }
        }
        (Value::Number(_), Value::Number(_))
        | (Value::String(_), Value::String(_))
        | (Value::Bool(_), Value::Bool(_)) => {}
        _ => panic!("{at}: the sample has {sample}, we have {answer}"),
    }
}

struct Samples(Vec<Value>);

impl Samples {
    fn read() -> Self {
        Self(serde_json::from_str(include_str!("../../../wechat/tests/samples/endpoints.json")).unwrap())
    }

    fn check(&self, path: &str, answer: &Value) {
        let fits = |sample: &&Value| {
            sample["path"] == path
                && answer.get("version_list").is_some() == sample["response"].get("version_list").is_some()
        };
        let sample = self.0.iter().find(fits).unwrap_or_else(|| panic!("no sample of {path}"));
        let mut wanted = sample["response"].clone();
        // Not every category has a third level, and only standard templates have an audit of their own.
        for (list, fields) in [
            ("/category_list/0", &["third_class", "third_id"][..]),
            ("/template_list/0", &["category_list", "audit_scene", "audit_status", "reason"]),
        ] {
            if let Some(entry) = wanted.pointer_mut(list).and_then(Value::as_object_mut) {
                entry.retain(|field, _| !fields.contains(&field.as_str()));
            }
        }
        same_shape(&wanted, answer, path);
    }
}

#[tokio::test]
async fn answers_have_the_shape_of_the_samples() {
    let samples = Samples::read();
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let ticket = bench.ticket().await;
    let answer = bench.component_token_with(&ticket).await;
    samples.check("/cgi-bin/component/api_component_token", &answer);
    serde_json::from_value::<ComponentToken>(answer.clone()).unwrap();
    let token = text(&answer["component_access_token"]);
    let about = json!({"component_appid": COMPONENT, "authorizer_appid": appid, "offset": 0, "count": 10});
    let ask = async |path: &str, more: Value| {
        let mut body = about.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = bench.post(path, &token, body).await;
        samples.check(path, &answer);
        answer
    };
    let secret = json!({"component_secret": SECRET});
    ask("/cgi-bin/component/api_start_push_ticket", secret).await;
    ask("/cgi-bin/component/api_create_preauthcode", json!({})).await;
    let code = bench.authorize(&token, &appid).await;
    let queried = ask("/cgi-bin/component/api_query_auth", json!({"authorization_code": code})).await;
    serde_json::from_value::<QueriedAuth>(queried.clone()).unwrap();
    let refresh_token = &queried["authorization_info"]["authorizer_refresh_token"];
    ask("/cgi-bin/component/api_authorizer_token", json!({"authorizer_refresh_token": refresh_token})).await;
    let list = ask("/cgi-bin/component/api_get_authorizer_list", json!({})).await;
    serde_json::from_value::<AuthorizerList>(list).unwrap();
    let info = ask("/cgi-bin/component/api_get_authorizer_info", json!({})).await;
    assert!(info["authorization_info"].get("authorizer_access_token").is_none());
    serde_json::from_value::<AuthorizerDetails>(info).unwrap();

    for path in ["/wxa/gettemplatedraftlist", "/wxa/gettemplatelist"] {
        let answer = bench.fetch(path, &token).await;
        samples.check(path, &answer);
    }
    let draft_id = bench.fetch("/wxa/gettemplatedraftlist", &token).await["draft_list"][0]["draft_id"].clone();
    ask("/wxa/addtotemplate", json!({"draft_id": draft_id})).await;
    let templates = bench.fetch("/wxa/gettemplatelist", &token).await;
    ask("/wxa/deletetemplate", json!({"template_id": templates["template_list"][3]["template_id"]})).await;
}

#[tokio::test]
async fn answers_about_code_have_the_shape_of_the_samples() {
    let samples = Samples::read();
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (component_token, token, _) = bench.authorized(&appid).await;
    let post = async |path: &str, body: Value| {
        let answer = bench.post(path, &token, body).await;
        samples.check(path, &answer);
        answer
    };
    let get = async |path: &str| {
        let answer = bench.fetch(path, &token).await;
        samples.check(path, &answer);
        answer
    };
    let verdict = Verdict::Reject { reason: "page 2 is empty".to_owned(), screenshot: "MEDIA_a".to_owned() };
    bench.sim.rule_audits(AuditRule { appid: None, times: Some(1), verdict });
    bench.sim.change_switches(|switches| switches.audit_delay_secs = 60);
    let templates = bench.fetch("/wxa/gettemplatelist", &component_token).await;
    let template_id = &templates["template_list"][0]["template_id"];
    let commit = json!({"template_id": template_id, "ext_json": "{}", "user_version": "1.4.0", "user_desc": "d"});
    for round in 0..3 {
        post("/wxa/commit", commit.clone()).await;
        bench.later(10);
        get("/wxa/security/get_code_privacy_info").await;
        let page = get("/wxa/get_page").await;
        serde_json::from_value::<PageList>(page.clone()).unwrap();
        let mut item = get("/wxa/get_category").await["category_list"][0].clone();
        item["address"] = page["page_list"][0].clone();
        let submitted = post("/wxa/submit_audit", json!({"item_list": [item]})).await;
        serde_json::from_value::<SubmittedAudit>(submitted.clone()).unwrap();
        if round == 2 {
            post("/wxa/speedupaudit", json!({"auditid": submitted["auditid"]})).await;
            get("/wxa/undocodeaudit").await;
            break;
        }
        bench.later(60);
        bench.sim.step().await;
        let latest = bench.fetch("/wxa/get_latest_auditstatus", &token).await;
        serde_json::from_value::<LatestAudit>(latest.clone()).unwrap();
        if round == 0 {
            samples.check("/wxa/get_latest_auditstatus", &latest);
            post("/wxa/get_auditstatus", json!({"auditid": submitted["auditid"]})).await;
        } else {
            post("/wxa/release", json!({})).await;
        }
    }
    serde_json::from_value::<VersionInfo>(post("/wxa/getversioninfo", json!({})).await).unwrap();
    for path in ["/wxa/queryquota", "/wxa/getgrayreleaseplan"] {
        get(path).await;
    }
    post("/wxa/change_visitstatus", json!({"action": "open"})).await;
    post("/wxa/getvisitstatus", json!({})).await;
}
