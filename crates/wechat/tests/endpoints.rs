//! Every endpoint's catalogue sample goes into our types and comes out the same; answers as WeChat really words them
//! are read too.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wxfleet_wechat::code::{
    AuditItem, AuditResult, AuditStatus, Category, ChangeVisitstatus, Commit, GetAuditstatus, GetCategory,
    GetCodePrivacyInfo, GetHistoryVersion, GetLatestAuditstatus, GetPage, GetQrcode, Getgrayreleaseplan,
    Getversioninfo, Getvisitstatus, Grayrelease, LatestAudit, Queryquota, Release, Revertcoderelease,
    Revertgrayrelease, Speedupaudit, SubmitAudit, SubmittedAudit, UgcDeclare, Undocodeaudit,
};
use wxfleet_wechat::component::{
    ApiAuthorizerToken, ApiComponentToken, ApiCreatePreauthcode, ApiGetAuthorizerInfo, ApiGetAuthorizerList,
    ApiQueryAuth, ApiStartPushTicket, AuthorizerDetails, AuthorizerList, AuthorizerToken, ComponentToken, QueriedAuth,
};
use wxfleet_wechat::domain::{
    DomainAction, GetDomainConfirmfile, GetEffectiveDomain, GetEffectiveWebviewdomain, GetPrefetchdnsdomain,
    GetWebviewdomainConfirmfile, Getwxadevinfo, ModifiedDomains, ModifyDomain, ModifyDomainDirectly,
    ModifyWxaJumpDomain, ModifyWxaServerDomain, PlatformServerDomains, ServerDomains, SetPrefetchdnsdomain,
    Setwebviewdomain, SetwebviewdomainDirectly,
};
use wxfleet_wechat::endpoint::{Binary, Endpoint, Reply};
use wxfleet_wechat::id::{Auditid, TemplateId};
use wxfleet_wechat::member::{BindTester, Memberauth, TesterList, UnbindTester};
use wxfleet_wechat::message::{CustomSend, CustomTyping};
use wxfleet_wechat::template::{Addtotemplate, Deletetemplate, Gettemplatedraftlist, Gettemplatelist};

#[derive(Deserialize)]
struct Sample {
    id: String,
    method: String,
    path: String,
    token: String,
    request: Value,
    response: Option<Value>,
}

fn samples() -> BTreeMap<String, Sample> {
    let list: Vec<Sample> = serde_json::from_str(include_str!("samples/endpoints.json")).expect("the samples are JSON");
    list.into_iter().map(|sample| (sample.id.clone(), sample)).collect()
}

/// What stands in the sample without WeChat's `errcode` and `errmsg`, which are the client's.
fn without_errcode(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.remove("errcode");
        object.remove("errmsg");
    }
    value
}

fn round_trip<E: Endpoint>(samples: &mut BTreeMap<String, Sample>) {
    let sample = samples.remove(E::ID).unwrap_or_else(|| panic!("no sample of {}", E::ID));
    let request: E = serde_json::from_value(sample.request.clone()).expect(E::ID);
    assert_eq!(serde_json::to_value(&request).unwrap(), sample.request, "{}", E::ID);
    assert_eq!((E::METHOD.as_str(), E::PATH), (sample.method.as_str(), sample.path.as_str()), "{}", E::ID);
    let token = std::any::type_name::<E::Token>().rsplit("::").next().unwrap();
    let wants = match sample.token.as_str() {
        "component" => "ComponentAccessToken",
        "authorizer" => "AuthorizerAccessToken",
        _ => "NoToken",
    };
    assert_eq!(token, wants, "{}", E::ID);
    let Some(response) = sample.response else {
        assert!(E::Reply::BINARY, "{}", E::ID);
        return;
    };
    let body = serde_json::to_vec(&response).unwrap().into();
    let reply = E::Reply::decode("application/json", &body).expect(E::ID);
    let again: Value = serde_json::from_slice(&reply.encode().1).unwrap();
    assert_eq!(again, without_errcode(response), "{}", E::ID);
}

#[test]
fn samples_go_in_and_come_out_the_same() {
    let mut samples = samples();
    macro_rules! each {
        ($($endpoint:ty),* $(,)?) => { $(round_trip::<$endpoint>(&mut samples);)* };
    }
    each!(
        ApiStartPushTicket,
        ApiComponentToken,
        ApiCreatePreauthcode,
        ApiQueryAuth,
        ApiAuthorizerToken,
        ApiGetAuthorizerInfo,
        ApiGetAuthorizerList,
        Gettemplatedraftlist,
        Addtotemplate,
        Gettemplatelist,
        Deletetemplate,
        Commit,
        GetQrcode,
        GetPage,
        GetCategory,
        GetCodePrivacyInfo,
        SubmitAudit,
        GetAuditstatus,
        GetLatestAuditstatus,
        Undocodeaudit,
        Speedupaudit,
        Queryquota,
        Release,
        Getversioninfo,
        Revertcoderelease,
        GetHistoryVersion,
        Grayrelease,
        Getgrayreleaseplan,
        Revertgrayrelease,
        ChangeVisitstatus,
        Getvisitstatus,
        GetDomainConfirmfile,
        ModifyWxaJumpDomain,
        ModifyWxaServerDomain,
        GetEffectiveDomain,
        GetEffectiveWebviewdomain,
        GetPrefetchdnsdomain,
        GetWebviewdomainConfirmfile,
        Getwxadevinfo,
        ModifyDomain,
        ModifyDomainDirectly,
        SetPrefetchdnsdomain,
        Setwebviewdomain,
        SetwebviewdomainDirectly,
        BindTester,
        Memberauth,
        UnbindTester,
        CustomSend,
        CustomTyping,
    );
    assert!(samples.is_empty(), "samples without a type: {:?}", samples.keys());
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

#[test]
fn numbers_come_as_strings() {
    let submitted: SubmittedAudit = read(json!({"errcode": 0, "errmsg": "ok", "auditid": "1234567"}));
    assert_eq!(submitted.auditid, Auditid(1_234_567));
    let token: ComponentToken = read(json!({"component_access_token": "CAT", "expires_in": "7200"}));
    assert_eq!(token.expires_in, 7200);
    let commit: Commit = read(json!({"template_id": "12", "ext_json": "{}", "user_version": "1", "user_desc": "d"}));
    assert_eq!(commit.template_id, TemplateId(12));
    let query: Gettemplatelist = read(json!({"template_type": "0"}));
    assert_eq!(query.template_type, Some(0));
}

#[test]
fn screenshots_are_read_under_both_spellings() {
    for key in ["screenshot", "ScreenShot"] {
        let one: AuditResult = read(json!({"status": 1, "reason": "1:<br>图片", key: "MEDIA_a|MEDIA_b|"}));
        assert_eq!(one.screenshots(), ["MEDIA_a", "MEDIA_b"], "{key}");
        let last: LatestAudit =
            read(json!({"auditid": "7", "status": "4", "user_version": "1", "user_desc": "", key: "MEDIA_a"}));
        assert_eq!((last.auditid, last.status), (Auditid(7), AuditStatus::Delayed));
        assert_eq!(last.screenshots(), ["MEDIA_a"], "{key}");
    }
    let both: AuditResult = read(json!({"status": 1, "screenshot": "MEDIA_a", "ScreenShot": "MEDIA_a"}));
    assert_eq!(both.screenshots(), ["MEDIA_a"]);
}

#[test]
fn unknown_audit_numbers_are_kept() {
    for number in -1..9 {
        let status: AuditStatus = read(json!(number));
        assert_eq!((status.number(), serde_json::to_value(status).unwrap()), (number, json!(number)));
    }
}

#[test]
fn tokens_may_be_missing_after_an_authorization() {
    let queried: QueriedAuth = read(json!({"authorization_info": {
        "authorizer_appid": "wxa11ce00000000001",
        "authorizer_refresh_token": "",
        "func_info": [{"funcscope_category": {"id": 999, "type": 0, "name": "新权限", "desc": ""}},
                      {"funcscope_category": {"id": 18}, "confirm_info": {"need_confirm": 0, "already_confirm": 0}}],
        "field_of_tomorrow": {"a": [1, 2]},
    }}));
    let info = queried.authorization_info;
    assert_eq!((info.authorizer_access_token.is_none(), info.authorizer_refresh_token.is_none()), (true, true));
    assert_eq!(info.func_ids().iter().map(|id| id.0).collect::<Vec<_>>(), [999, 18]);
    let nothing: QueriedAuth = read(json!({"authorization_info": {
        "authorizer_appid": "wxa11ce00000000001", "authorizer_access_token": null, "func_info": null,
    }}));
    assert!(nothing.authorization_info.func_info.is_empty());
}

#[test]
fn an_answer_without_its_token_is_none() {
    for body in [json!({"expires_in": 7200}), json!({"component_access_token": "", "expires_in": 7200})] {
        assert!(serde_json::from_value::<ComponentToken>(body).is_err());
    }
    let kept: AuthorizerToken = read(json!({"authorizer_access_token": "AAT", "expires_in": 7200}));
    assert!(kept.authorizer_refresh_token.is_none(), "keep the old one");
}

#[test]
fn an_authorization_never_exchanged_has_an_empty_refresh_token() {
    let row = json!({"total_count": 1, "list": [
        {"authorizer_appid": "wxa11ce00000000001", "refresh_token": "", "auth_time": 1_767_225_600}
    ]});
    let list: AuthorizerList = read(row.clone());
    assert!(list.list[0].refresh_token.is_none());
    assert_eq!(serde_json::to_value(&list).unwrap(), row);
}

#[test]
fn an_official_account_has_no_mini_program_info() {
    let details: AuthorizerDetails = read(json!({
        "authorizer_info": {
            "nick_name": "蓝鲸咖啡", "service_type_info": {"id": 2}, "verify_type_info": {"id": -1},
            "user_name": "gh_0123456789ab", "alias": null, "qrcode_url": "https://img.example.com/qr.png",
            "principal_name": "蓝鲸咖啡有限公司", "channels_info": {"id": 7},
        },
        "authorization_info": {"authorizer_appid": "wxa11ce00000000001", "func_info": []},
    }));
    assert!(!details.authorizer_info.is_mini_program());
    assert_eq!(details.authorizer_info.verify_type_info.id, -1);
    assert_eq!(details.authorizer_info.channels_info.unwrap().id, "7");
}

#[test]
fn requests_without_fields_are_an_empty_object() {
    assert_eq!(serde_json::to_string(&Release::new()).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&Getversioninfo::new()).unwrap(), "{}");
}

#[test]
fn an_image_stays_what_it_is() {
    let image = Binary { content_type: "image/jpeg".to_owned(), bytes: vec![0xff, 0xd8, 0xff].into() };
    let (content_type, bytes) = image.encode();
    assert_eq!(Binary::decode(&content_type, &bytes).unwrap(), image);
}

#[test]
fn commit_names_the_field_that_wechat_would_refuse() {
    let good = |version: &str, ext: &str| Commit::new(TemplateId(12), ext, version, "d").check();
    assert_eq!(good(&"版".repeat(64), "{}"), Ok(()));
    assert_eq!(good("1", r#"{"ext":{"a":"\u2028\"</script>"}}"#), Ok(()));
    for (version, ext, field) in [
        ("", "{}", "user_version"),
        (" ", "{}", "user_version"),
        (&*"x".repeat(65), "{}", "user_version"),
        ("1", "", "ext_json"),
        ("1", "[]", "ext_json"),
        ("1", "null", "ext_json"),
        ("1", "{\"a\":}", "ext_json"),
    ] {
        assert_eq!(good(version, ext).unwrap_err().field, field, "{version} {ext}");
    }
}

fn category() -> Category {
    Category {
        first_class: "餐饮".to_owned(),
        first_id: 1,
        second_class: "咖啡".to_owned(),
        second_id: 2,
        ..Category::default()
    }
}

/// The field that the check names once `change` has been made to a good submission.
fn refused(change: impl FnOnce(&mut SubmitAudit)) -> String {
    let mut request = SubmitAudit::new(vec![AuditItem::new(&category()), AuditItem::new(&category())]);
    assert_eq!(request.check(), Ok(()));
    change(&mut request);
    let error = request.check().unwrap_err();
    assert!(!error.expects.en.is_empty() && !error.expects.zh.is_empty());
    error.field
}

#[test]
fn submit_audit_names_the_field_that_wechat_would_refuse() {
    assert_eq!(refused(|request| request.item_list.clear()), "item_list");
    assert_eq!(refused(|request| request.item_list = vec![AuditItem::new(&category()); 6]), "item_list");
    assert_eq!(refused(|request| request.item_list[0].title = Some("题".repeat(33))), "item_list[0].title");
    assert_eq!(refused(|request| request.item_list[1].tag = Some("t ".repeat(11))), "item_list[1].tag");
    assert_eq!(refused(|request| request.item_list[1].tag = Some("签".repeat(21))), "item_list[1].tag");
    assert_eq!(refused(|request| request.item_list[0].first_class.clear()), "item_list[0].first_class");
    assert_eq!(refused(|request| request.item_list[0].second_id = 0), "item_list[0].second_id");
    assert_eq!(refused(|request| request.feedback_info = Some("字".repeat(201))), "feedback_info");
    assert_eq!(refused(|request| request.feedback_stuff = Some("a|b|c|d|e|f".to_owned())), "feedback_stuff");
    let declare = |scene, method| UgcDeclare { scene, method, ..UgcDeclare::default() };
    assert_eq!(refused(|request| request.ugc_declare = Some(declare(vec![6], vec![]))), "ugc_declare.scene");
    assert_eq!(refused(|request| request.ugc_declare = Some(declare(vec![1], vec![0]))), "ugc_declare.method");
}

/// Some of these are `GET`s, and act all the same.
#[test]
fn what_has_an_effect_is_not_repeatable() {
    fn row<E: Endpoint>() -> (&'static str, bool) {
        (E::ID, E::REPEATABLE)
    }
    let acting = [
        row::<ApiComponentToken>(),
        row::<ApiQueryAuth>(),
        row::<ApiAuthorizerToken>(),
        row::<Addtotemplate>(),
        row::<Deletetemplate>(),
        row::<Commit>(),
        row::<SubmitAudit>(),
        row::<Undocodeaudit>(),
        row::<Speedupaudit>(),
        row::<Release>(),
        row::<Revertcoderelease>(),
        row::<Grayrelease>(),
        row::<Revertgrayrelease>(),
        row::<ChangeVisitstatus>(),
        row::<CustomSend>(),
        row::<CustomTyping>(),
    ];
    for (id, repeatable) in acting {
        assert!(!repeatable, "{id}");
    }
    for (id, repeatable) in [row::<GetPage>(), row::<GetLatestAuditstatus>(), row::<ApiGetAuthorizerInfo>()] {
        assert!(repeatable, "{id}");
    }
}

#[test]
fn gray_release_needs_somebody_to_release_to() {
    assert!(Grayrelease::new(0).check().is_err());
    assert!(Grayrelease::new(101).check().is_err());
    let mut members = Grayrelease::new(0);
    members.support_debuger_first = Some(true);
    assert_eq!(members.check(), Ok(()));
}

#[test]
fn the_platforms_lists_are_one_text() {
    let sent =
        ModifyWxaServerDomain::new(DomainAction::Add, vec!["a.example".to_owned(), "b.example".to_owned()], true);
    assert_eq!(serde_json::to_value(&sent).unwrap()["wxa_server_domain"], "a.example;b.example");
    assert_eq!(serde_json::to_value(ModifyWxaServerDomain::get()).unwrap(), json!({"action": "get"}));
    let shown: PlatformServerDomains =
        read(json!({"testing_wxa_server_domain": "a.example; b.example;", "published_wxa_server_domain": ""}));
    assert_eq!(shown.testing_wxa_server_domain.unwrap(), ["a.example", "b.example"]);
    assert_eq!(shown.published_wxa_server_domain, Some(vec![]), "published, and empty");
    assert_eq!(shown.invalid_wxa_server_domain, None);
}

#[test]
fn lists_that_are_missing_or_null_are_not_empty_ones() {
    let bare: ModifiedDomains = read(json!({"errcode": 0, "errmsg": "ok", "requestdomain": null}));
    assert!(bare.domains.is_silent());
    let some: ModifiedDomains = read(json!({"requestdomain": [], "invalid_udpdomain": ["udp://1.2.3.4"]}));
    assert_eq!((some.domains.requestdomain, some.invalid_udpdomain.unwrap().len()), (Some(vec![]), 1));
    let nobody: TesterList = read(json!({"members": null}));
    assert!(nobody.members.is_empty());
}

#[test]
fn domains_name_the_entry_that_wechat_would_refuse() {
    let entries = |count: usize| (0..count).map(|at| format!("https://a{at}.example.com")).collect::<Vec<_>>();
    let lists = |requestdomain| ServerDomains { requestdomain: Some(requestdomain), ..ServerDomains::default() };
    let server = |list| ModifyDomain::new(DomainAction::Add, lists(list)).check();
    assert_eq!(server(entries(200)), Ok(()));
    assert_eq!(server(entries(201)).unwrap_err().field, "requestdomain");
    let mut wrong = entries(2);
    "a.example.com".clone_into(&mut wrong[1]);
    assert_eq!(server(wrong.clone()).unwrap_err().field, "requestdomain[1]");
    let direct = ModifyDomainDirectly::new(DomainAction::Add, lists(wrong.clone()));
    assert_eq!(direct.check().unwrap_err().field, "requestdomain[1]");
    let webview = |list| Setwebviewdomain::new(DomainAction::Set, Some(list)).check();
    assert_eq!(webview(entries(300)), Ok(()));
    assert_eq!(webview(entries(301)).unwrap_err().field, "webviewdomain");
    assert_eq!(webview(wrong).unwrap_err().field, "webviewdomain[1]");
    let hosts = |count: usize| (0..count).map(|at| format!("a{at}.example.com")).collect::<Vec<_>>();
    let platform = |list| ModifyWxaServerDomain::new(DomainAction::Add, list, true).check();
    assert_eq!(platform(hosts(1_000)), Ok(()));
    assert_eq!(platform(hosts(1_001)).unwrap_err().field, "domains");
    assert_eq!(platform(entries(1)).unwrap_err().field, "domains[0]");
}

#[test]
fn a_tester_is_named_once_and_in_one_word() {
    assert_eq!(BindTester::new("demo_wechat_id").check(), Ok(()));
    assert_eq!(BindTester::new("two words").check().unwrap_err().field, "wechatid");
    assert_eq!(BindTester::new("").check().unwrap_err().field, "wechatid");
    assert_eq!(UnbindTester::by_userstr("").check().unwrap_err().field, "userstr");
    let mut both = UnbindTester::by_wechatid("a");
    both.userstr = Some("b".to_owned());
    assert!(both.check().is_err());
}
