//! Every kind of protocol section by section, with the texts that break lesser readers.

use super::authorization::{Authorized, CodeExpiry};
use super::*;
use crate::id::Appid;

fn read(inner: &str) -> Notice {
    parse(format!("<xml>{inner}</xml>").as_bytes()).unwrap()
}

fn info(kind: &str, inner: &str) -> Notice {
    read(&format!(
        "<AppId><![CDATA[wxc0ffee0000000001]]></AppId>\n<CreateTime>1700000000</CreateTime>\n\
         <InfoType><![CDATA[{kind}]]></InfoType>\n{inner}"
    ))
}

fn event(kind: &str, inner: &str) -> Notice {
    read(&format!(
        "<ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName>oSystem</FromUserName>\
         <CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event><![CDATA[{kind}]]></Event>{inner}"
    ))
}

fn appid(text: &str) -> Appid {
    text.parse().unwrap()
}

macro_rules! body {
    ($notice:expr, $variant:ident) => {
        match $notice.body {
            NoticeBody::$variant(body) => body,
            other => panic!("{other:?}"),
        }
    };
}

const APPID: &str = "wxbeef000000000002";

#[test]
fn a_ticket() {
    let notice = info("component_verify_ticket", "<ComponentVerifyTicket>ticket@@@canary</ComponentVerifyTicket>");
    assert_eq!(notice.kind(), "component_verify_ticket");
    assert_eq!((notice.app_id.as_deref(), notice.created_at), (Some("wxc0ffee0000000001"), Some(1_700_000_000)));
    assert!(!format!("{notice:?}").contains("canary"));
    assert_eq!(body!(notice, ComponentVerifyTicket).ticket.expose(), "ticket@@@canary");
}

fn authorized(expiry: &str) -> Authorized {
    let notice = info(
        "authorized",
        &format!(
            "<PreAuthCode>preauthcode@@@canary</PreAuthCode><AuthorizerAppid> {APPID}\n</AuthorizerAppid>\
             <AuthorizationCode><![CDATA[queryauthcode@@@canary]]></AuthorizationCode>{expiry}"
        ),
    );
    assert!(!format!("{notice:?}").contains("canary"));
    body!(notice, Authorized)
}

#[test]
fn an_authorization_with_its_code_and_both_forms_of_expiry() {
    let expiry = |number: &str| {
        authorized(&format!("<AuthorizationCodeExpiredTime>{number}</AuthorizationCodeExpiredTime>"))
            .authorization_code_expiry
    };
    assert_eq!(expiry("1700003600"), Some(CodeExpiry::At(1_700_003_600)));
    assert_eq!(expiry("600"), Some(CodeExpiry::After(600)));
    assert_eq!(expiry("soon"), None);
    assert_eq!(CodeExpiry::After(600).expires_at(1_700_000_000), 1_700_000_600);
    assert_eq!(CodeExpiry::At(1_700_003_600).expires_at(0), 1_700_003_600);

    let authorized = authorized("");
    assert_eq!(authorized.authorizer_appid, appid(APPID));
    assert_eq!(authorized.authorization_code.expose(), "queryauthcode@@@canary");
    assert_eq!(authorized.pre_auth_code.unwrap().expose(), "preauthcode@@@canary");
    assert_eq!(authorized.authorization_code_expiry, None);
}

#[test]
fn an_authorization_that_did_not_start_with_us_has_no_pre_auth_code() {
    let inner = format!("<AuthorizerAppid>{APPID}</AuthorizerAppid><AuthorizationCode>c</AuthorizationCode>");
    for extra in ["", "<PreAuthCode></PreAuthCode>", "<PreAuthCode><![CDATA[]]></PreAuthCode>"] {
        let notice = info("updateauthorized", &format!("{inner}{extra}"));
        assert_eq!(body!(notice, UpdateAuthorized).pre_auth_code, None);
    }
}

#[test]
fn what_lacks_the_field_that_matters_is_raw_with_its_kind() {
    let cases = [
        ("component_verify_ticket", ""),
        ("authorized", "<AuthorizationCode>c</AuthorizationCode>"),
        ("authorized", "<AuthorizerAppid>wxbeef000000000002</AuthorizerAppid>"),
        ("unauthorized", "<AuthorizerAppid>not an appid</AuthorizerAppid>"),
        ("some_future_infotype", "<x>1</x>"),
    ];
    for (kind, inner) in cases {
        let notice = info(kind, inner);
        assert_eq!((notice.kind(), &notice.body), (kind, &NoticeBody::Raw));
    }
    let future = event("future_event", "<a><b>1</b></a>");
    assert_eq!((future.kind(), &future.body), ("future_event", &NoticeBody::Raw));
    assert_eq!(future.fields().root().child("a").unwrap().child("b").unwrap().text(), "1");
    assert_eq!(read("<MsgType>event</MsgType>").kind(), "event");
}

#[test]
fn an_end_of_authorization() {
    let notice = info("unauthorized", &format!("<AuthorizerAppid>{APPID}</AuthorizerAppid>"));
    assert_eq!(body!(notice, Unauthorized).authorizer_appid, appid(APPID));
}

#[test]
fn fast_registrations() {
    let company = info(
        "notify_third_fasteregister",
        &format!(
            "<appid>{APPID}</appid><status>0</status><auth_code>canary</auth_code><msg>OK</msg><info><name>工厂 &amp; 店</name>\
             <code>123</code><code_type>1</code_type><legal_persona_wechat>w</legal_persona_wechat>\
             <legal_persona_name>名</legal_persona_name><component_phone>1234567</component_phone></info>"
        ),
    );
    assert!(!format!("{company:?}").contains("canary"));
    let body = body!(company, FastRegister);
    assert_eq!((body.appid, body.status, body.auth_code.unwrap().expose()), (Some(appid(APPID)), Some(0), "canary"));
    assert_eq!((body.info.name.as_str(), body.info.code_type), ("工厂 & 店", Some(1)));

    let failed =
        info("notify_third_fasteregister", "<appid></appid><status>-1</status><info><idname>x</idname></info>");
    let body = body!(failed, FastRegister);
    assert_eq!((body.appid, body.status, body.auth_code), (None, Some(-1), None));
    assert_eq!(body.info.idname, "x");

    let beta = info(
        "notify_third_fastregisterbetaapp",
        "<status>0</status><info><unique_id>u</unique_id><name>n</name></info>",
    );
    let body = body!(beta, FastRegisterBetaApp);
    assert_eq!((body.unique_id.as_str(), body.name.as_str()), ("u", "n"));

    let verify = info("notify_third_fastverifybetaapp", "<status>89247</status><info><code>1</code></info>");
    assert_eq!(body!(verify, FastVerifyBetaApp).info.code, "1");
}

#[test]
fn verification_and_filing() {
    let auth = info(
        "notify_3rd_wxa_auth",
        "<appid>wxbeef000000000002</appid><taskid>t</taskid><task_status>9</task_status><apply_status>2</apply_status>\
         <message>m</message><dispatch_info><provider>p</provider><contact>c</contact><dispatch_time>1</dispatch_time>\
         </dispatch_info>",
    );
    let body = body!(auth, WxaAuth);
    assert_eq!((body.taskid.as_str(), body.task_status, body.apply_status), ("t", Some(9), Some(2)));
    assert_eq!(body.dispatch_info.unwrap().provider, "p");

    let expires = info("notify_3rd_wxa_wxverify", "<appid>wxbeef000000000002</appid><expired>1700000000</expired>");
    assert_eq!(body!(expires, WxaWxverify).expired, Some(1_700_000_000));
    let both =
        info("notify_3rd_wxa_auth_and_icp", "<procedure_id>p</procedure_id><procedure_status>26</procedure_status>");
    assert_eq!(body!(both, WxaAuthAndIcp).procedure_status, Some(26));
    let face =
        info("notify_icpfiling_verify_result", "<verify_appid>wxbeef000000000002</verify_appid><result>3</result>");
    assert_eq!(body!(face, IcpfilingVerifyResult).result, Some(3));
    let filed = info("notify_apply_icpfiling_result", "<authorizer_appid>wxbeef000000000002</authorizer_appid>");
    assert_eq!(body!(filed, ApplyIcpfilingResult).authorizer_appid, Some(appid(APPID)));
}

#[test]
fn order_paths_come_as_a_list_of_any_length_and_in_either_case() {
    let applied = info(
        "order_path_apply_result_notify",
        "<list><appid>wxbeef000000000002</appid><audit_id>7</audit_id><ret_code>0</ret_code></list>\
         <List><Appid>wxbeef000000000003</Appid><AuditId>8</AuditId><RetCode>-1</RetCode></List>",
    );
    let items = body!(applied, OrderPathApplied);
    assert_eq!(items.iter().map(|item| item.ret_code).collect::<Vec<_>>(), [Some(0), Some(-1)]);
    assert_eq!(items[1].audit_id.unwrap().0, 8);
    assert_eq!(body!(info("order_path_apply_result_notify", ""), OrderPathApplied), []);
    let audited = info(
        "order_path_audit_result_notify",
        "<list><appid>wxbeef000000000002</appid><audit_id>7</audit_id><status>3</status><apply_time>1</apply_time>\
         <audit_time>2</audit_time><reason>r</reason></list>",
    );
    let items = body!(audited, OrderPathAudited);
    assert_eq!((items[0].status, items[0].audit_time, items[0].reason.as_str()), (Some(3), Some(2), "r"));
}

#[test]
fn a_refused_audit_brings_its_reason_byte_for_byte() {
    let reason = "1:账号信息不符合规范:<br>(1):\"示例\" \\ <script>alert(1)</script>\u{2028}🐉é\r\n & &amp; ";
    for xml in [format!("<![CDATA[{reason}]]>"), reason.replace('&', "&amp;").replace('<', "&lt;")] {
        let inner = format!("<Reason>{xml}</Reason><FailTime>1700000001</FailTime><ScreenShot>a| b||</ScreenShot>");
        let body = body!(event("weapp_audit_fail", &inner), WeappAuditFail);
        assert_eq!(body.reason, reason);
        assert_eq!((body.fail_time, body.screen_shots), (Some(1_700_000_001), vec!["a".to_owned(), "b".to_owned()]));
    }
    let split = event("weapp_audit_fail", "<Reason>\n<![CDATA[a]]]]><![CDATA[>b]]>\n</Reason>");
    let body = body!(split, WeappAuditFail);
    assert_eq!((body.reason.as_str(), body.fail_time, body.screen_shots.len()), ("a]]>b", None, 0));
}

#[test]
fn events_about_operating() {
    let passed = event("weapp_audit_success", "<SuccTime> 1700000002 </SuccTime>");
    assert_eq!((passed.family, passed.kind()), (Family::Event, "weapp_audit_success"));
    assert_eq!(body!(passed, WeappAuditSuccess).succ_time, Some(1_700_000_002));
    let late = event("weapp_audit_delay", "<Reason>r</Reason><DelayTime>1</DelayTime>");
    assert_eq!(body!(late, WeappAuditDelay).delay_time, Some(1));
    let name = event("wxa_nickname_audit", "<ret>3</ret><nickname>昵称</nickname><reason></reason>");
    assert_eq!(body!(name, WxaNicknameAudit).nickname, "昵称");
    let category = event("wxa_category_audit", "<ret>2</ret><first>1</first><second>2</second><reason>r</reason>");
    assert_eq!(body!(category, WxaCategoryAudit).second, Some(2));
    let private =
        event("wxa_privacy_apply", "<result_info><api_name>wx.x</api_name><audit_id>4</audit_id></result_info>");
    assert_eq!(body!(private, WxaPrivacyApply).audit_id.unwrap().0, 4);
    let revoked = event("user_authorization_revoke", "<OpenID>o</OpenID><AppID>wxbeef000000000002</AppID>");
    assert_eq!(body!(revoked, UserPrivacy).openid, "o");
    let breach = event("wxa_illegal_record", "<illegal_record_id>i</illegal_record_id><create_time>5</create_time>");
    assert_eq!(body!(breach, WxaIllegalRecord).recorded_at, Some(5));
    let appeal = event("wxa_appeal_record", "<appeal_record_id>a</appeal_record_id><appeal_status>2</appeal_status>");
    assert_eq!(body!(appeal, WxaAppealRecord).appeal_status, Some(2));
    let check =
        event("wxa_media_check", "<trace_id>t</trace_id><result><suggest>risky</suggest><label>20001</label></result>");
    assert_eq!(body!(check, WxaMediaCheck).label, Some(20001));
    let window = event("user_enter_tempsession", "<SessionFrom><![CDATA[a=1&b]]></SessionFrom>");
    assert_eq!(body!(window, UserEnterTempsession).session_from, "a=1&b");
    let ship = event("trade_manage_remind_shipping", "<merchant_trade_no>m</merchant_trade_no><pay_time>6</pay_time>");
    assert_eq!(body!(ship, TradeManage).pay_time, Some(6));
    let place = event("add_nearby_poi_audit_info", "<audit_id>1</audit_id><status>3</status><poi_id>p</poi_id>");
    assert_eq!(body!(place, NearbyAudit).poi_id, "p");
    let popup = event(
        "subscribe_msg_popup_event",
        "<SubscribeMsgPopupEvent><List><TemplateId>a</TemplateId><SubscribeStatusString>accept</SubscribeStatusString>\
         </List><List><TemplateId>b</TemplateId></List></SubscribeMsgPopupEvent>",
    );
    let items = body!(popup, SubscribeMsg);
    assert_eq!((items.len(), items[0].subscribe_status.as_str(), items[1].template_id.as_str()), (2, "accept", "b"));
}

#[test]
fn what_users_write() {
    let message = |kind: &str, inner: &str| {
        read(&format!(
            "<ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><CreateTime>1</CreateTime>\
             <MsgType>{kind}</MsgType><MsgId>24300000000000001</MsgId>{inner}"
        ))
    };
    let text = message("text", "<Content>QUERY_AUTH_CODE:queryauthcode@@@canary</Content>");
    assert_eq!(
        (text.family, text.kind(), text.msg_id.as_deref()),
        (Family::Message, "text", Some("24300000000000001"))
    );
    assert!(!format!("{text:?}").contains("canary") && !text.to_json().to_string().contains("canary"));
    assert_eq!(body!(text, Text).content, "QUERY_AUTH_CODE:queryauthcode@@@canary");
    let image = message("image", "<PicUrl>http://x</PicUrl><MediaId>m</MediaId>");
    assert_eq!(body!(image, Image).media_id, "m");
    let card =
        message("miniprogrampage", "<Title>t</Title><AppId>wxbeef000000000002</AppId><PagePath>p?a=1</PagePath>");
    assert_eq!(body!(card, MiniProgramPage).page_path, "p?a=1");
    assert_eq!((message("voice", "").body, message("voice", "").kind()), (NoticeBody::OtherMessage, "voice"));
}

#[test]
fn secrets_are_masked_for_showing() {
    let notice = info(
        "authorized",
        "<AuthorizationCode>canary</AuthorizationCode><PreAuthCode>canary</PreAuthCode><info><auth_code>canary</auth_code>\
         </info><ComponentVerifyTicket>canary</ComponentVerifyTicket><x><![CDATA[<b>]]></x>",
    );
    let json = notice.to_json();
    assert!(!json.to_string().contains("canary"), "{json}");
    assert_eq!(json["AuthorizationCode"], "***");
    assert_eq!((&json["x"], &json["CreateTime"]), (&"<b>".into(), &"1700000000".into()));
}

#[test]
fn what_is_no_notice_says_so() {
    assert_eq!(parse(b"").unwrap_err(), NoticeError::Xml(XmlFault::Malformed));
    assert_eq!(parse(b"success").unwrap_err(), NoticeError::Xml(XmlFault::Malformed));
    assert_eq!(parse(b"<xml/>").unwrap_err(), NoticeError::NoKind);
    assert_eq!(parse(b"<xml><InfoType> </InfoType></xml>").unwrap_err(), NoticeError::NoKind);
    assert_eq!(parse(b"<!DOCTYPE a><xml/>").unwrap_err(), NoticeError::Xml(XmlFault::Doctype));
    assert_eq!(parse(&b"<a>".repeat(17)).unwrap_err(), NoticeError::Xml(XmlFault::TooDeep));
    assert_eq!(
        parse(format!("<x>{}</x>", "<a/>".repeat(60_000)).as_bytes()).unwrap_err(),
        NoticeError::Xml(XmlFault::TooMuch)
    );
    let endless = info(&"é".repeat(1_000), "");
    assert_eq!(endless.kind().chars().count(), 50, "cut at a character");
}

#[test]
fn repetitions_share_a_key_and_others_do_not() {
    let ours = appid(APPID);
    let key = |notice: &Notice| notice.dedup_key(Some(&ours)).unwrap();
    let distinct = [
        info(
            "authorized",
            "<AuthorizerAppid>wxbeef000000000002</AuthorizerAppid><AuthorizationCode>a</AuthorizationCode>",
        ),
        info(
            "authorized",
            "<AuthorizerAppid>wxbeef000000000002</AuthorizerAppid><AuthorizationCode>b</AuthorizationCode>",
        ),
        info(
            "authorized",
            "<AuthorizerAppid>wxbeef000000000003</AuthorizerAppid><AuthorizationCode>a</AuthorizationCode>",
        ),
        info("unauthorized", "<AuthorizerAppid>wxbeef000000000002</AuthorizerAppid>"),
        info("notify_3rd_wxa_auth", "<taskid>1</taskid><task_status>1</task_status>"),
        info("notify_3rd_wxa_auth", "<taskid>1</taskid><task_status>2</task_status>"),
        info("notify_3rd_wxa_auth", "<taskid>2</taskid><task_status>1</task_status>"),
        info("notify_3rd_wxa_wxverify", "<appid>wxbeef000000000002</appid><expired>1</expired>"),
        event("weapp_audit_success", "<SuccTime>1</SuccTime>"),
        event("weapp_audit_delay", "<DelayTime>1</DelayTime>"),
        event("wxa_media_check", "<trace_id>1</trace_id>"),
        event("wxa_media_check", "<trace_id>2</trace_id>"),
        read("<MsgType>text</MsgType><FromUserName>a</FromUserName><MsgId>1</MsgId>"),
        read("<MsgType>text</MsgType><FromUserName>a</FromUserName><MsgId>2</MsgId>"),
        read("<MsgType>text</MsgType><a><b>1</b></a>"),
        read("<MsgType>text</MsgType><a/><b>1</b>"),
    ];
    let keys: std::collections::BTreeSet<_> = distinct.iter().map(key).collect();
    assert_eq!(keys.len(), distinct.len());
    assert!(keys.iter().all(|key| key.len() <= 110 && !key.contains("canary")));

    let text = "<MsgType>text</MsgType><Content>a</Content><MsgId>1</MsgId>";
    assert_eq!(key(&read(text)), key(&read(text)));
    assert_ne!(read(text).dedup_key(Some(&ours)), read(text).dedup_key(Some(&appid("wxbeef000000000003"))));
    let plain = event("weapp_audit_success", "<SuccTime>1</SuccTime>");
    assert_eq!(key(&plain), key(&event("weapp_audit_success", "\n<SuccTime><![CDATA[1]]></SuccTime>\n")));
    assert_eq!(
        info("component_verify_ticket", "<ComponentVerifyTicket>t</ComponentVerifyTicket>").dedup_key(None),
        None
    );
    let odd = info("日本 语'\"<x>".replace('<', "&lt;").as_str(), "").dedup_key(None).unwrap();
    assert!(odd.is_ascii() && odd.len() <= 110, "{odd}");
}
