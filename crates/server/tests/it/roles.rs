//! Who may ask for what: every operation of the OpenAPI document, tried with a key of each role.

use std::fmt::Write as _;

use reqwest::Method;
use serde_json::{Value, json};
use wxfleet_model::permission::{Grant, Role};

use crate::app::{AES_KEY, TestApp};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// A body that is well-formed, so that nothing but the role decides; the accounts in the path do not exist.
pub(crate) fn body_of(operation: &str) -> Option<Value> {
    Some(match operation {
        "component_add" => json!({
            "component_appid": "wxc0ffee0000000001", "app_secret": "s", "token": "t", "encoding_aes_key": AES_KEY
        }),
        "component_update" => json!({"name": "x"}),
        "template_add" => json!({"draft_id": 1}),
        "code_commit" => json!({"template_id": 1, "user_version": "1", "user_desc": "x"}),
        "gray_release_start" => json!({"percentage": 1}),
        "authorizer_labels_set" => json!({"labels": []}),
        "authorizer_labels_change" => json!({"appids": ["wxbeef0000000000ff"], "add": ["x"]}),
        "visit_status_set" => json!({"visible": true}),
        "call_raw" | "call_raw_for_account" => json!({"method": "POST", "path": "/wxa/x"}),
        "server_domains_set"
        | "server_domains_add"
        | "server_domains_delete"
        | "webview_domains_set"
        | "webview_domains_add"
        | "webview_domains_delete"
        | "platform_server_domains_set"
        | "platform_server_domains_add"
        | "platform_server_domains_delete"
        | "platform_webview_domains_set"
        | "platform_webview_domains_add"
        | "platform_webview_domains_delete" => json!({"domains": ["api.example.com"]}),
        "tester_bind" => json!({"wechatid": "tester_1"}),
        "account_name_check" | "account_name_set" => json!({"nick_name": "小满咖啡"}),
        "account_avatar_set" => json!({"head_img_media_id": "m"}),
        "account_signature_set" => json!({"signature": "现磨咖啡，到店即取"}),
        "account_search_status_set" => json!({"searchable": true}),
        "account_support_version_set" => json!({"version": "2.33.0"}),
        "account_categories_add" => json!({"categories": [{"first": 287, "second": 289}]}),
        "account_category_modify" => json!({"certicates": [{"key": "k", "value": "v"}]}),
        "account_privacy_set" => json!({
            "owner_setting": {"contact_phone": "020", "notice_method": "弹窗"},
            "setting_list": [{"privacy_key": "Location", "privacy_text": "推荐附近的门店"}],
        }),
        "account_private_api_apply" => {
            json!({"api_name": "wx.choosePoi", "content": "x", "url_list": ["https://example.com"]})
        }
        "account_qr_rule_set" => json!({"prefix": "https://m.example.com/t/", "path": "pages/index/index"}),
        "account_qr_rule_publish" => json!({"prefix": "https://m.example.com/t/"}),
        "account_wxacode" => json!({"scene": "a=1"}),
        "account_open_bind" => json!({"open_appid": "wxfedcba9876543210"}),
        "account_plugin_apply" => json!({"plugin_appid": "wxfedcba9876543210"}),
        "account_plugin_update" => json!({"user_version": "1.0.0"}),
        "account_option_set" => json!({"option_value": "1"}),
        "registration_ask" => json!({"kind": "personal", "idname": "李四", "wxuser": "li_si"}),
        "registration_from_account" => json!({"ticket": "t"}),
        "account_privacy_text" => json!({"text": "x"}),
        "registration_convert" => json!({
            "enterprise_name": "小满餐饮管理有限公司", "code": "91440101MA5XXXXXX1", "code_type": 1,
            "legal_persona_wechat": "zhang_san", "legal_persona_name": "张三", "legal_persona_idcard": "1",
            "component_phone": "020",
        }),
        "login_jscode2session" => json!({"js_code": "x"}),
        "login_oauth2_access_token" => json!({"code": "x"}),
        "login_oauth2_refresh_token" => json!({"refresh_token": "x"}),
        "login_oauth2_userinfo" => json!({"access_token": "x", "openid": "o"}),
        "key_create" => json!({"name": "x", "role": "viewer"}),
        _ => return None,
    })
}

/// The parameters of the rows about an account's settings, in path and query.
pub(crate) fn of_account(path: &str, operation: &str) -> String {
    let path = path
        .replace("{audit_id}", "1")
        .replace("{first}", "287")
        .replace("{second}", "289")
        .replace("{plugin_appid}", "wxfedcba9876543210")
        .replace("{option_name}", "voice_recognize");
    match operation {
        "account_qr_rule_delete" => format!("{path}?prefix=https%3A%2F%2Fm.example.com%2Ft%2F"),
        "login_oauth2_url" | "registration_account_link" => {
            format!("{path}?redirect_uri=https%3A%2F%2Fshop.example.com")
        }
        "account_open_unbind" => format!("{path}?open_appid=wxfedcba9876543210"),
        _ => path,
    }
}

pub(crate) fn operations(document: &Value) -> Vec<(Method, String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let mut rows = Vec::new();
    for (path, item) in paths {
        for method in METHODS.into_iter().filter(|method| item.get(method).is_some()) {
            let id = item[method]["operationId"].as_str().expect("an operation has an id").to_owned();
            rows.push((method.to_uppercase().parse().unwrap(), path.clone(), id));
        }
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_do_what_the_table_says() {
    let app = TestApp::setup().without_component().start().await;
    let document = app.ask(None, Method::GET, "/openapi.json", None).await;
    assert_eq!(document.status, 200, "without a key");
    let document = document.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let keys = [
        app.key_of(Role::Viewer, vec![]).await,
        app.key_of(Role::Viewer, vec![Grant::TokenRead]).await,
        app.key_of(Role::Operator, vec![]).await,
        app.key_of(Role::Admin, vec![]).await,
    ];
    let mut table = format!("{:<68} viewer +token operator admin\n", "");
    for (method, path, id) in operations(&document) {
        let concrete = path
            .replace("{component_appid}", "wxc0ffee00000000ff")
            .replace("{appid}", "wxbeef0000000000ff")
            .replace("{auditid}", "1")
            .replace("{template_id}", "1")
            .replace("{endpoint}", if path.contains("authorizers") { "modify_signature" } else { "get_template_list" })
            .replace("{wechatid}", "tester_1")
            .replace("{id}", "00000000-0000-7000-8000-000000000000");
        let concrete = of_account(&concrete, &id);
        assert!(!concrete.contains('{'), "{concrete}: a parameter without a value");
        let body = body_of(&id);
        let stranger = app.ask(None, method.clone(), &concrete, body.as_ref()).await;
        assert_eq!(stranger.status, 401, "{method} {path} without a key");
        let mut marks = Vec::new();
        for key in &keys {
            let answer = app.ask(Some(key), method.clone(), &concrete, body.as_ref()).await;
            assert!(answer.status != 400 && answer.status < 500, "{method} {path}: {}", answer.text);
            marks.push(if answer.status == 403 { "-" } else { "yes" });
        }
        let row = format!("{method} {path}");
        writeln!(table, "{row:<68} {:<6} {:<6} {:<8} {}", marks[0], marks[1], marks[2], marks[3]).unwrap();
    }
    insta::assert_snapshot!("roles", table);
}
