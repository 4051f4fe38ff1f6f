//! From draft to rollback, with the errcode for each wrong step.

use serde_json::{Value, json};
use wxfleet_simulator::{AuditDefault, AuditEvent, AuditRule, AuditStatus, Code, GuidelineCheck, Verdict};

use crate::bench::{Bench, COMPONENT, errcode, text};

/// A bench with one authorized merchant.
struct Shop {
    bench: Bench,
    appid: String,
    component_token: String,
    token: String,
}

impl Shop {
    async fn open() -> Self {
        Self::open_with(0).await
    }

    async fn open_with(nth: usize) -> Self {
        let bench = Bench::new().await;
        let appid = bench.sim.appids()[nth].clone();
        let (component_token, token, _) = bench.authorized(&appid).await;
        Self { bench, appid, component_token, token }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.bench.post(path, &self.token, body).await
    }

    async fn get(&self, path: &str) -> Value {
        self.bench.fetch(path, &self.token).await
    }

    async fn template_id(&self, nth: usize) -> Value {
        let list = self.bench.fetch("/wxa/gettemplatelist", &self.component_token).await;
        list["template_list"][nth]["template_id"].clone()
    }

    async fn commit_as(&self, nth: usize, user_version: &str, ext_json: &str) -> Value {
        let body = json!({
            "template_id": self.template_id(nth).await, "ext_json": ext_json, "user_version": user_version,
            "user_desc": "说明",
        });
        self.post("/wxa/commit", body).await
    }

    /// Commits and waits for the scan.
    async fn commit(&self, user_version: &str) {
        assert_eq!(errcode(&self.commit_as(0, user_version, "{}").await), 0);
        self.bench.later(10);
    }

    async fn item(&self) -> Value {
        let category = self.get("/wxa/get_category").await["category_list"][0].clone();
        let mut item = category.as_object().unwrap().clone();
        item.insert("address".to_owned(), self.get("/wxa/get_page").await["page_list"][0].clone());
        item.insert("tag".to_owned(), json!("美食 点餐"));
        item.insert("title".to_owned(), json!("首页"));
        Value::Object(item)
    }

    async fn submit(&self) -> Value {
        let item = self.item().await;
        self.post("/wxa/submit_audit", json!({"item_list": [item]})).await
    }

    /// Commits, submits, waits for the verdict and releases.
    async fn put_online(&self, user_version: &str) {
        self.commit(user_version).await;
        assert_eq!(errcode(&self.submit().await), 0);
        self.bench.later(3600);
        self.bench.sim.step().await;
        assert_eq!(errcode(&self.post("/wxa/release", json!({})).await), 0);
    }

    async fn status(&self) -> i64 {
        self.get("/wxa/get_latest_auditstatus").await["status"].as_i64().unwrap()
    }
}

#[tokio::test]
async fn drafts_become_templates_without_a_word_about_their_id() {
    let shop = Shop::open().await;
    let component = &shop.component_token;
    let code = Code {
        user_version: "9.9.9".to_owned(),
        user_desc: "引号\" 反斜\\ 😀\u{2028}".to_owned(),
        pages: vec!["pages/a".to_owned()],
        private_apis: Vec::new(),
    };
    let draft_id = shop.bench.sim.upload_draft(COMPONENT, code.clone()).unwrap();
    let drafts = shop.bench.fetch("/wxa/gettemplatedraftlist", component).await;
    let drafts = drafts["draft_list"].as_array().unwrap().clone();
    assert!(drafts.iter().any(|draft| draft["draft_id"] == draft_id && draft["user_desc"] == code.user_desc));
    let add = async |id: i64| shop.bench.post("/wxa/addtotemplate", component, json!({"draft_id": id})).await;
    let added = add(draft_id).await;
    assert_eq!(added, json!({"errcode": 0, "errmsg": "ok"}));
    assert_eq!(errcode(&add(draft_id).await), 85064);
    let list = shop.bench.fetch("/wxa/gettemplatelist", component).await;
    let list = list["template_list"].as_array().unwrap();
    let template = list.iter().find(|template| template["draft_id"] == draft_id).unwrap();
    let delete = async || {
        let body = json!({"template_id": template["template_id"]});
        errcode(&shop.bench.post("/wxa/deletetemplate", component, body).await)
    };
    assert_eq!((delete().await, delete().await), (0, 85064));
    for _ in list.len() - 1..200 {
        let id = shop.bench.sim.upload_draft(COMPONENT, code.clone()).unwrap();
        assert_eq!(errcode(&add(id).await), 0);
    }
    let id = shop.bench.sim.upload_draft(COMPONENT, code).unwrap();
    assert_eq!(errcode(&add(id).await), 85065);
}

#[tokio::test]
async fn commit_checks_its_fields_and_keeps_texts_to_the_byte() {
    let shop = Shop::open().await;
    assert_eq!(errcode(&shop.get("/wxa/get_page").await), 86001);
    assert_eq!(errcode(&shop.get("/wxa/get_qrcode").await), 86001);
    assert_eq!(errcode(&shop.submit_anything().await), 85086);
    assert_eq!(errcode(&shop.commit_as(0, "1.0", "not json").await), 85013);
    assert_eq!(errcode(&shop.commit_as(0, &"v".repeat(65), "{}").await), 40097);
    assert_eq!(errcode(&shop.commit_as(0, "", "{}").await), 40097);
    assert_eq!(errcode(&shop.commit_as(0, "1.0", r#"{"pages":["pages/none"]}"#).await), 85045);
    let unknown = json!({"template_id": 99_999, "ext_json": "{}", "user_version": "1", "user_desc": "d"});
    assert_eq!(errcode(&shop.post("/wxa/commit", unknown).await), 85014);
    let object = json!({"template_id": 1, "ext_json": {}, "user_version": "1", "user_desc": "d"});
    assert_eq!(errcode(&shop.post("/wxa/commit", object).await), 85013, "ext_json is a string");
    let ext_json = "{ \"ext\" : {\"n\": \"\\\"<script> \u{2028} 😀 \\u4e2d\"} }";
    assert_eq!(errcode(&shop.commit_as(0, "v\"1\"\\😀", ext_json).await), 0);
    let view = shop.bench.sim.merchant(&shop.appid).unwrap();
    assert_eq!(view.trial_ext_json.as_deref(), Some(ext_json));
    let info = shop.post("/wxa/getversioninfo", json!({})).await;
    assert_eq!(info["exp_info"]["exp_version"], "v\"1\"\\😀");
    assert!(info.get("release_info").is_none());
}

impl Shop {
    async fn submit_anything(&self) -> Value {
        self.post("/wxa/submit_audit", json!({"item_list": []})).await
    }
}

#[tokio::test]
async fn two_commits_at_once_are_too_many() {
    let shop = Shop::open().await;
    shop.bench.sim.change_switches(|switches| switches.commit_interval_ms = 1000);
    assert_eq!(errcode(&shop.commit_as(0, "1", "{}").await), 0);
    assert_eq!(errcode(&shop.commit_as(0, "2", "{}").await), 9_402_202);
    shop.bench.later(1);
    assert_eq!(errcode(&shop.commit_as(0, "2", "{}").await), 0);
}

#[tokio::test]
async fn every_commit_restarts_the_privacy_scan() {
    let shop = Shop::open().await;
    shop.commit_as(0, "1", "{}").await;
    shop.bench.later(9);
    shop.commit_as(0, "2", "{}").await;
    shop.bench.later(9);
    assert_eq!(errcode(&shop.submit().await), 61039);
    assert_eq!(errcode(&shop.get("/wxa/security/get_code_privacy_info").await), 61039);
    shop.bench.later(1);
    let info = shop.get("/wxa/security/get_code_privacy_info").await;
    assert_eq!((errcode(&info), &info["without_conf_list"]), (0, &json!([])));
    assert_eq!(errcode(&shop.submit().await), 0);
}

#[tokio::test]
async fn private_apis_have_to_be_declared_and_permitted() {
    let shop = Shop::open().await;
    shop.commit_as(2, "1", "{}").await;
    shop.bench.later(10);
    let info = shop.get("/wxa/security/get_code_privacy_info").await;
    assert_eq!(info["without_conf_list"], json!(["getLocation"]));
    assert_eq!(errcode(&shop.submit().await), 61040);
    shop.commit_as(2, "2", r#"{"requiredPrivateInfos":["getLocation"]}"#).await;
    shop.bench.later(10);
    let deny =
        |profile: &mut wxfleet_simulator::Profile| profile.unpermitted_private_apis = vec!["getLocation".to_owned()];
    shop.bench.sim.change_merchant(&shop.appid, deny).unwrap();
    assert_eq!(errcode(&shop.submit().await), 61040);
    shop.bench.sim.change_merchant(&shop.appid, |profile| profile.unpermitted_private_apis.clear()).unwrap();
    assert_eq!(errcode(&shop.submit().await), 0);
}

#[tokio::test]
async fn the_privacy_guideline_has_to_say_what_the_code_collects() {
    let shop = Shop::open().await;
    // Three reviews within the life of one access token.
    shop.bench.sim.change_switches(|switches| switches.audit_delay_secs = 600);
    let submitted = async |number: &str| {
        shop.commit_as(2, number, r#"{"requiredPrivateInfos":["getLocation"]}"#).await;
        shop.bench.later(10);
        let code = errcode(&shop.submit().await);
        shop.bench.later(600);
        shop.bench.sim.step().await;
        (code, shop.bench.sim.audits(false)[0].status)
    };
    assert_eq!(submitted("1").await, (0, AuditStatus::Rejected), "there is no guideline");
    let reason = shop.bench.sim.audits(false)[0].reason.clone();
    assert!(reason.contains("用户隐私保护指引"), "{reason}");
    shop.bench.sim.change_switches(|switches| switches.guideline = GuidelineCheck::Refused);
    assert_eq!(submitted("2").await.0, 61040);
    let guideline = json!({
        "owner_setting": {"contact_phone": "020", "notice_method": "弹窗"},
        "setting_list": [{"privacy_key": "Location", "privacy_text": "推荐附近的门店"}],
    });
    assert_eq!(errcode(&shop.post("/cgi-bin/component/setprivacysetting", guideline).await), 0);
    assert_eq!(submitted("3").await, (0, AuditStatus::Passed));
}

#[tokio::test]
async fn the_trial_code_is_a_picture_and_pages_follow_the_ext_json() {
    let shop = Shop::open().await;
    shop.commit_as(0, "1", r#"{"pages":["pages/menu/menu"]}"#).await;
    assert_eq!(shop.get("/wxa/get_page").await["page_list"], json!(["pages/menu/menu"]));
    let url =
        format!("{}/wxa/get_qrcode?access_token={}&path=pages%2Fmenu%2Fmenu%3Fid%3D1", shop.bench.base, shop.token);
    let answer = shop.bench.http.get(url).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert!(answer.bytes().await.unwrap().starts_with(&[0xFF, 0xD8]));
}

#[tokio::test]
async fn each_field_of_a_submission_has_its_errcode() {
    let shop = Shop::open().await;
    shop.commit("1").await;
    let good = shop.item().await;
    let with = |field: &str, value: Value| {
        let mut item = good.clone();
        item[field] = value;
        json!({"item_list": [item]})
    };
    let cases = [
        (json!({"version_desc": "no list"}), 85010),
        (json!({"item_list": []}), 85010),
        (json!({"item_list": [{}]}), 85010),
        (json!({"item_list": vec![good.clone(); 6]}), 85023),
        (with("address", json!("pages/none")), 85007),
        (with("tag", json!("a ".repeat(11))), 85006),
        (with("tag", json!("长".repeat(21))), 85006),
        (with("title", json!("长".repeat(33))), 85011),
        (with("first_class", json!("别的")), 85008),
        (with("second_id", json!(1)), 85008),
        (json!({"item_list": [good], "preview_info": []}), 85092),
        (json!({"item_list": [good], "version_desc": "长".repeat(1001)}), 85051),
        (json!({"item_list": [good], "feedback_info": "长".repeat(201)}), 40097),
        (json!({"item_list": [good], "feedback_stuff": "a|b|c|d|e|f"}), 40097),
    ];
    for (body, expected) in cases {
        assert_eq!(errcode(&shop.post("/wxa/submit_audit", body.clone()).await), expected, "{body}");
    }
    shop.bench.sim.change_switches(|switches| switches.item_list_optional = true);
    assert_eq!(errcode(&shop.post("/wxa/submit_audit", json!({"version_desc": "无列表"})).await), 0);
    assert_eq!(shop.bench.sim.audits(true)[0].submission["version_desc"], "无列表");
}

#[tokio::test]
async fn merchants_without_name_standing_or_permission_are_told_so() {
    let shop = Shop::open().await;
    shop.commit("1").await;
    let change = |work: fn(&mut wxfleet_simulator::Profile)| shop.bench.sim.change_merchant(&shop.appid, work).unwrap();
    change(|profile| profile.named = false);
    assert_eq!(errcode(&shop.submit().await), 86002);
    change(|profile| {
        profile.named = true;
        profile.account_status = 19;
    });
    assert_eq!(errcode(&shop.submit().await), 86007);
    shop.bench.sim.change_sets(COMPONENT, &shop.appid, vec![17, 30]).unwrap();
    for path in ["/wxa/get_page", "/wxa/queryquota", "/wxa/get_latest_auditstatus"] {
        assert_eq!(errcode(&shop.get(path).await), 61007, "{path}");
    }
}

#[tokio::test]
async fn an_audit_is_approved_told_of_and_released_once() {
    let shop = Shop::open().await;
    assert_eq!(errcode(&shop.get("/wxa/get_latest_auditstatus").await), 85058);
    assert_eq!(errcode(&shop.post("/wxa/release", json!({})).await), 85019);
    shop.commit("1.0.0").await;
    let auditid = shop.submit().await["auditid"].clone();
    assert!(auditid.is_number());
    assert_eq!(errcode(&shop.submit().await), 85009);
    assert_eq!((shop.status().await, errcode(&shop.post("/wxa/release", json!({})).await)), (2, 85020));
    assert_eq!(errcode(&shop.commit_as(0, "1.0.1", "{}").await), 0, "a commit does not disturb the review");
    shop.bench.received();
    shop.bench.later(3600);
    let event = shop.bench.pushed("weapp_audit_success").await.remove(0);
    assert_eq!(event.appid.as_ref(), Some(&shop.appid));
    assert_eq!(event.field("ToUserName"), shop.bench.sim.merchant(&shop.appid).unwrap().profile.user_name);
    assert!(!event.field("SuccTime").is_empty() && event.field("auditid").is_empty());
    let status = shop.post("/wxa/get_auditstatus", json!({"auditid": auditid})).await;
    assert_eq!((&status["status"], &status["user_version"]), (&json!(0), &json!("1.0.0")));
    assert_eq!(errcode(&shop.post("/wxa/get_auditstatus", json!({"auditid": 1})).await), 85012);

    let raw = async |body: &'static str| {
        errcode(&shop.bench.post_raw(&format!("/wxa/release?access_token={}", shop.token), body).await)
    };
    assert_eq!(raw("").await, 44002);
    assert_eq!(raw("{\"a\":1}").await, 47001);
    assert_eq!((raw("{}").await, raw("{}").await), (0, 85052));
    let info = shop.post("/wxa/getversioninfo", json!({})).await;
    assert_eq!(info["release_info"]["release_version"], "1.0.0");
    assert_eq!(info["exp_info"]["exp_version"], "1.0.1");
}

#[tokio::test]
async fn verdicts_follow_rules_marks_and_hands() {
    let shop = Shop::open().await;
    shop.bench.sim.change_switches(|switches| {
        switches.audits_per_month = 100;
        switches.audit_delay_secs = 600;
    });
    let reason = "1:<br>引号\" 😀 ]]> \u{2028}";
    let verdict = Verdict::Reject { reason: reason.to_owned(), screenshot: "MEDIA_a|MEDIA_b".to_owned() };
    shop.bench.sim.rule_audits(AuditRule { appid: Some(shop.appid.clone()), times: Some(1), verdict });
    let decided = async |version: &str| {
        shop.commit(version).await;
        assert_eq!(errcode(&shop.submit().await), 0);
        shop.bench.later(600);
        shop.bench.sim.step().await;
        shop.get("/wxa/get_latest_auditstatus").await
    };
    let rejected = decided("1").await;
    assert_eq!((&rejected["status"], &rejected["reason"]), (&json!(1), &json!(reason)));
    assert_eq!(rejected["screenshot"], "MEDIA_a|MEDIA_b");
    let events = shop.bench.received();
    let event = events.iter().find(|one| one.xml.as_ref().is_some_and(|xml| xml.contains("weapp_audit_fail"))).unwrap();
    assert!(event.xml.as_ref().unwrap().contains("]]]]><![CDATA[>"));
    assert_eq!(decided("2").await["status"], 0);
    assert_eq!(decided("3 [驳回]").await["status"], 1);
    assert_eq!(errcode(&shop.post("/wxa/release", json!({})).await), 85020);

    assert_eq!(decided("4 [delay]").await["status"], 4);
    assert_eq!(errcode(&shop.submit().await), 85009, "a delayed version is still in review");
    shop.bench.later(600);
    shop.bench.sim.step().await;
    assert_eq!(shop.status().await, 0);
    let kinds: Vec<String> =
        shop.bench.received().iter().map(|one| one.field("Event")).filter(|kind| !kind.is_empty()).collect();
    assert_eq!(kinds[kinds.len() - 2..], ["weapp_audit_delay", "weapp_audit_success"]);

    shop.bench.sim.change_switches(|switches| switches.audit_default = AuditDefault::Hold);
    assert_eq!(decided("5").await["status"], 2);
    let auditid = shop.bench.sim.audits(true)[0].auditid;
    shop.bench.sim.decide_audit(auditid, Verdict::Approve).unwrap();
    assert_eq!(shop.status().await, 0);
    assert!(shop.bench.sim.decide_audit(auditid, Verdict::Approve).is_err());
}

#[tokio::test]
async fn audit_events_can_be_early_late_doubled_or_lost() {
    let shop = Shop::open().await;
    shop.bench.sim.change_switches(|switches| {
        switches.audits_per_month = 100;
        switches.audit_delay_secs = 600;
    });
    let mut outcomes = Vec::new();
    for mode in [AuditEvent::Early, AuditEvent::Late, AuditEvent::Twice, AuditEvent::Lost] {
        shop.bench.sim.change_switches(|switches| switches.audit_event = mode);
        shop.commit("1").await;
        shop.submit().await;
        shop.bench.later(600);
        let first = (shop.bench.pushed("weapp_audit_success").await.len(), shop.status().await);
        shop.bench.later(60);
        let second = (shop.bench.pushed("weapp_audit_success").await.len(), shop.status().await);
        outcomes.push((first, second));
    }
    assert_eq!(outcomes, [((1, 2), (0, 0)), ((0, 0), (1, 0)), ((2, 0), (0, 0)), ((0, 0), (0, 0))]);
}

#[tokio::test]
async fn withdrawals_and_speed_ups_have_their_limits() {
    let shop = Shop::open().await;
    shop.bench.sim.change_switches(|switches| {
        switches.withdrawals_per_day = 1;
        switches.speedups_per_month = 1;
    });
    assert_eq!(errcode(&shop.get("/wxa/undocodeaudit").await), 87012);
    shop.commit("1").await;
    let auditid = shop.submit().await["auditid"].clone();
    let speed_up = async |id: &Value| errcode(&shop.post("/wxa/speedupaudit", json!({"auditid": id})).await);
    assert_eq!((speed_up(&auditid).await, speed_up(&auditid).await), (0, 89404));
    assert_eq!(errcode(&shop.get("/wxa/undocodeaudit").await), 0);
    assert_eq!((shop.status().await, speed_up(&auditid).await), (3, 89402));
    assert_eq!(errcode(&shop.get("/wxa/undocodeaudit").await), 87012);
    let second = shop.submit().await["auditid"].clone();
    assert_eq!(speed_up(&second).await, 89405);
    assert_eq!(errcode(&shop.get("/wxa/undocodeaudit").await), 87013);
    shop.bench.later(900);
    shop.bench.sim.step().await;
    assert_eq!(shop.status().await, 2, "only the first was sped up");
}

#[tokio::test]
async fn the_audit_quota_is_the_platforms_and_monthly() {
    let shop = Shop::open().await;
    shop.bench.sim.change_switches(|switches| switches.audits_per_month = 1);
    shop.commit("1").await;
    assert_eq!(errcode(&shop.submit().await), 0);
    shop.bench.later(3600);
    shop.bench.sim.step().await;
    assert_eq!(errcode(&shop.submit().await), 85085);
    let quota = shop.get("/wxa/queryquota").await;
    assert_eq!((&quota["rest"], &quota["limit"]), (&json!(0), &json!(1)));
    shop.bench.later(31 * 24 * 3600);
    let (_, token, _) = shop.bench.authorized(&shop.appid).await;
    assert_eq!(shop.bench.fetch("/wxa/queryquota", &token).await["rest"], 1);
}

#[tokio::test]
async fn releases_can_be_rolled_back_five_deep() {
    let shop = Shop::open().await;
    assert_eq!(errcode(&shop.get("/wxa/revertcoderelease").await), 87012);
    let refresh = async |shop: &mut Shop| {
        let (component_token, token, _) = shop.bench.authorized(&shop.appid).await;
        (shop.component_token, shop.token) = (component_token, token);
    };
    let mut shop = shop;
    for version in 1..=7 {
        refresh(&mut shop).await;
        shop.put_online(&format!("{version}.0")).await;
    }
    let history = async |shop: &Shop| {
        let query = format!("/wxa/revertcoderelease?action=get_history_version&access_token={}", shop.token);
        let list = shop.bench.get(&query).await["version_list"].as_array().unwrap().clone();
        list.iter().map(|one| text(&one["user_version"])).collect::<Vec<_>>()
    };
    assert_eq!(history(&shop).await, ["6.0", "5.0", "4.0", "3.0", "2.0"]);
    assert_eq!(errcode(&shop.get("/wxa/revertcoderelease").await), 0);
    assert_eq!(history(&shop).await, ["5.0", "4.0", "3.0", "2.0"]);
    let to = |version: i64| format!("/wxa/revertcoderelease?app_version={version}&access_token={}", shop.token);
    assert_eq!(errcode(&shop.bench.get(&to(7)).await), 87012, "reverted, so gone");
    assert_eq!(errcode(&shop.bench.get(&to(3)).await), 0);
    let info = shop.post("/wxa/getversioninfo", json!({})).await;
    assert_eq!(info["release_info"]["release_version"], "3.0");
}

#[tokio::test]
async fn gray_releases_grow_and_block_the_rollback() {
    let shop = Shop::open().await;
    let gray = async |percentage: i64| {
        let body = json!({"gray_percentage": percentage, "support_debuger_first": percentage == 0});
        errcode(&shop.post("/wxa/grayrelease", body).await)
    };
    assert_eq!(gray(10).await, 85079);
    shop.put_online("1.0").await;
    assert_eq!(gray(10).await, 85080);
    shop.commit("2.0").await;
    shop.submit().await;
    shop.bench.later(3600);
    shop.bench.sim.step().await;
    let (_, token, _) = shop.bench.authorized(&shop.appid).await;
    let shop = Shop { token, ..shop };
    let gray = async |body: Value| errcode(&shop.post("/wxa/grayrelease", body).await);
    assert_eq!(gray(json!({"gray_percentage": 101})).await, 85081);
    assert_eq!(gray(json!({"gray_percentage": 0})).await, 85081);
    assert_eq!(gray(json!({"gray_percentage": 0, "support_experiencer_first": true})).await, 0);
    assert_eq!(gray(json!({"gray_percentage": 30})).await, 0);
    assert_eq!(gray(json!({"gray_percentage": 20})).await, 85082);
    assert_eq!(errcode(&shop.get("/wxa/revertcoderelease").await), 87011);
    let plan = shop.get("/wxa/getgrayreleaseplan").await;
    assert_eq!(
        (&plan["gray_release_plan"]["status"], &plan["gray_release_plan"]["gray_percentage"]),
        (&json!(1), &json!(30))
    );
    assert_eq!(errcode(&shop.get("/wxa/revertgrayrelease").await), 0);
    assert_eq!(shop.get("/wxa/getgrayreleaseplan").await["gray_release_plan"]["status"], 4);
    assert_eq!(gray(json!({"gray_percentage": 20})).await, 0);
    assert_eq!(errcode(&shop.post("/wxa/release", json!({})).await), 0);
    assert_eq!(shop.get("/wxa/getgrayreleaseplan").await["gray_release_plan"]["status"], 3);
}

#[tokio::test]
async fn the_online_version_can_be_hidden() {
    let shop = Shop::open().await;
    let visit = async |action: &str| errcode(&shop.post("/wxa/change_visitstatus", json!({"action": action})).await);
    assert_eq!(visit("close").await, 85021);
    shop.put_online("1.0").await;
    assert_eq!(visit("shut").await, 85022);
    assert_eq!(visit("close").await, 0);
    assert_eq!(shop.post("/wxa/getvisitstatus", json!({})).await["status"], 0);
    assert_eq!(visit("open").await, 0);
    assert_eq!(shop.post("/wxa/getvisitstatus", json!({})).await["status"], 1);
}
