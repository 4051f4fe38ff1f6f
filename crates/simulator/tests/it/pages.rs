//! The page for people.

use serde_json::json;
use wxfleet_simulator::{AuditDefault, Config, Fleet};

use crate::bench::{Bench, COMPONENT, errcode};

async fn page(bench: &Bench, query: &str) -> String {
    bench.http.get(format!("{}/{query}", bench.base)).send().await.unwrap().text().await.unwrap()
}

async fn press(bench: &Bench, action: &str, form: &[(&str, &str)]) -> String {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = bench.http.post(format!("{}/_sim/page/{action}", bench.base));
    let answer = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 303);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_page_is_chinese_or_english_and_survives_every_name() {
    let fleet = Fleet { mini_programs: 40, official_accounts: 2, awkward: true };
    let bench = Bench::with(Config { fleet, ..Config::for_testing() }).await;
    assert!(page(&bench, "").await.contains("微信模拟器"));
    assert!(page(&bench, "?lang=en").await.contains("Simulator of WeChat"));
    let all = page(&bench, "").await + &page(&bench, "?offset=20").await + &page(&bench, "?offset=40").await;
    assert!(!all.contains("<script>alert"), "names are escaped");
    for appid in bench.sim.appids() {
        assert!(all.contains(&format!("data-appid=\"{appid}\"")));
    }
}

#[tokio::test]
async fn people_decide_audits_set_faults_and_withdraw_authorizations() {
    let bench = Bench::new().await;
    let appid = bench.sim.appids()[0].clone();
    let (component_token, token, _) = bench.authorized(&appid).await;
    bench.sim.change_switches(|switches| {
        switches.audit_default = AuditDefault::Hold;
        switches.item_list_optional = true;
    });
    let templates = bench.fetch("/wxa/gettemplatelist", &component_token).await;
    let template_id = &templates["template_list"][0]["template_id"];
    let commit = json!({"template_id": template_id, "ext_json": "{}", "user_version": "1", "user_desc": "<b>"});
    bench.post("/wxa/commit", &token, commit).await;
    bench.later(10);
    let auditid = bench.post("/wxa/submit_audit", &token, json!({})).await["auditid"].to_string();
    assert!(page(&bench, "").await.contains(&format!("data-auditid=\"{auditid}\"")));
    let back = press(&bench, "decide", &[("auditid", &auditid), ("verdict", "reject"), ("reason", "不行 <br>")]).await;
    assert_eq!(back, "/?lang=zh-CN#audits");
    let latest = bench.fetch("/wxa/get_latest_auditstatus", &token).await;
    assert_eq!((&latest["status"], &latest["reason"]), (&json!(1), &json!("不行 <br>")));

    press(&bench, "fault", &[("path", "/wxa/queryquota"), ("effect", "errcode"), ("errcode", "45009")]).await;
    assert_eq!(errcode(&bench.fetch("/wxa/queryquota", &token).await), 45009);
    press(&bench, "ticket", &[("component_appid", COMPONENT)]).await;
    assert_eq!(bench.pushed("component_verify_ticket").await.len(), 1);
    press(&bench, "deauthorize", &[("component_appid", COMPONENT), ("appid", &appid), ("lang", "en")]).await;
    assert!(bench.sim.merchant(&appid).unwrap().grants.is_empty());
    press(&bench, "deauthorize", &[("component_appid", COMPONENT), ("appid", &appid)]).await;
}
