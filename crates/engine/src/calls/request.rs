//! What is asked of WeChat by name, before it leaves: who may, what is filled in, what is refused, what the journal says.

use serde_json::{Map, Value, json};
use wxfleet_model::permission::Action;
use wxfleet_wechat::catalogue::{BodyKind, Entry};
use wxfleet_wechat::endpoint::Speaker;

use super::{Content, Place, RawCall, masks};
use crate::error::{Conflict, Error};

/// These bring tokens that the keeper keeps.
const KEPT_BY_US: [(&str, &str); 3] = [
    ("component_token", "/cgi-bin/component/api_component_token"),
    ("authorizer_token", "/cgi-bin/component/api_authorizer_token"),
    ("query_auth", "/cgi-bin/component/api_query_auth"),
];

/// Fields by which an endpoint that does not speak for an account names the one that it concerns.
const ACCOUNT_FIELDS: [&str; 2] = ["authorizer_appid", "appid"];

/// Endpoints that speak for somebody and say once more who that is; elsewhere an `appid` beside an account's token names
/// another one.
const NAMES_ITSELF: [&str; 6] =
    ["open_bind", "open_create", "open_get", "open_unbind", "clear_quota", "get_user_risk_rank"];

/// More of a request than this is not written into the journal, in bytes.
const NOTED_BYTES: usize = 16 << 10;

/// Who may make the call: what concerns one account is the operator's, what concerns the platform, or takes its secret, the
/// administrator's.
pub(super) fn needs(entry: &Entry, place: &Place) -> Action {
    let is_the_platforms = secrets_of_ours(entry).next().is_some();
    match (&place.appid, speaker(entry, place)) {
        _ if is_the_platforms => Action::CallPlatform,
        (Some(_), Speaker::Authorizer | Speaker::None) => Action::CallWrite,
        (Some(_), Speaker::Component) if account_field(entry).is_some() => Action::CallWrite,
        _ => Action::CallPlatform,
    }
}

/// Who speaks: where no account does, the platform itself, if the endpoint lets it.
pub(super) fn speaker(entry: &Entry, place: &Place) -> Speaker {
    if place.appid.is_some() { entry.token } else { entry.speaker_without_account() }
}

/// The field that names the account which the call concerns, if the endpoint has one.
fn account_field(entry: &Entry) -> Option<&'static str> {
    match entry.token {
        Speaker::Authorizer => NAMES_ITSELF.contains(&entry.id.as_str()).then_some("appid"),
        Speaker::Component | Speaker::None => ACCOUNT_FIELDS.into_iter().find(|name| field(entry, name).is_some()),
    }
}

fn field<'a>(entry: &'a Entry, name: &str) -> Option<&'a wxfleet_wechat::catalogue::Field> {
    entry.query.field(name).or_else(|| entry.body.field(name))
}

/// The fields that take the platform's own secret.
pub(super) fn secrets_of_ours(entry: &Entry) -> impl Iterator<Item = &'static str> {
    let is_platforms = entry.token == Speaker::None && entry.body.field("component_appid").is_some();
    ["component_secret", "component_appsecret", "appsecret"]
        .into_iter()
        .filter(move |name| is_platforms && entry.body.field(name).is_some())
}

/// What goes along once all is filled in that we know, and nothing is wrong with it. The platform's secret comes later.
pub(super) fn completed(entry: &Entry, place: &Place, mut content: Content) -> Result<Content, Error> {
    if let Some(error) = unsuitable(entry, place) {
        return Err(error);
    }
    entry.complete(&mut content.query, &mut content.body);
    fill_in(entry, place, &mut content)?;
    let ours: Map<String, Value> = secrets_of_ours(entry).map(|name| (name.to_owned(), "ours".into())).collect();
    if let Some(name) = ours.keys().find(|name| content.body.contains_key(*name)) {
        return Err(Error::invalid(
            &format!("body.{name}"),
            "is filled in by wxfleet and must be left out",
            "由 wxfleet 填入，请勿提供",
        ));
    }
    let whole = content.body.iter().map(|(name, value)| (name.clone(), value.clone())).chain(ours).collect();
    entry.check(&content.query, &whole)?;
    check_upload(entry, &content)?;
    Ok(content)
}

/// Why this call cannot be made at this place, whatever goes along.
pub(super) fn unsuitable(entry: &Entry, place: &Place) -> Option<Error> {
    if KEPT_BY_US.iter().any(|(id, _)| *id == entry.id) {
        return Some(Conflict::KeptByUs.into());
    }
    (speaker(entry, place) == Speaker::Authorizer && place.appid.is_none()).then(needs_an_account)
}

/// The fields of the call that [`fill_in`] knows.
pub(super) fn filled_in(entry: &Entry, place: &Place) -> Vec<&'static str> {
    let known = who_it_concerns(entry, place).into_iter().map(|(name, _)| name);
    known.filter(|name| field(entry, name).is_some()).collect()
}

/// The appids that follow from where the call is made, each with its field.
fn who_it_concerns<'a>(entry: &Entry, place: &'a Place) -> Vec<(&'static str, &'a str)> {
    let platform = place.component_appid.as_str();
    let concerned = match &place.appid {
        Some(account) => Some(account.as_str()),
        // With its own token the platform names itself.
        None => (entry.token == Speaker::Authorizer).then_some(platform),
    };
    let account = account_field(entry).zip(concerned);
    std::iter::once(("component_appid", platform)).chain(account).collect()
}

/// Puts in the appids that follow from where the call is made. A caller may repeat them; another one in their place would
/// reach an account that nobody asked about whether the caller may.
fn fill_in(entry: &Entry, place: &Place, content: &mut Content) -> Result<(), Error> {
    for (name, value) in who_it_concerns(entry, place) {
        for (part, shape, fields) in
            [("query", &entry.query, &mut content.query), ("body", &entry.body, &mut content.body)]
        {
            if shape.field(name).is_some() && fields.entry(name).or_insert_with(|| value.into()) != value {
                return Err(Error::invalid(
                    &format!("{part}.{name}"),
                    "names another one than the call is made for; leave it out",
                    "与这次调用的对象不一致；请省略",
                ));
            }
        }
    }
    Ok(())
}

fn check_upload(entry: &Entry, content: &Content) -> Result<(), Error> {
    let wanted = entry.file_field();
    match (wanted, &content.upload) {
        (None, None) => Ok(()),
        (Some(wanted), Some((given, upload))) if wanted == given => {
            if upload.bytes.is_empty() {
                return Err(Error::invalid(given, "is an empty file", "文件为空"));
            }
            Ok(())
        }
        (Some(wanted), _) => {
            debug_assert_eq!(entry.body_kind, BodyKind::Multipart);
            Err(Error::invalid(
                wanted,
                "is a file and must come as a part of `multipart/form-data`",
                "是文件，须作为 `multipart/form-data` 的一部分上传",
            ))
        }
        (None, Some((given, _))) => {
            Err(Error::invalid(given, "takes no file: this endpoint wants JSON", "不接受文件：该接口只收 JSON"))
        }
    }
}

/// The refusal of a call that speaks for an account where there is none.
pub(super) fn needs_an_account() -> Error {
    Error::invalid(
        "endpoint",
        "speaks for an account: call it under an authorizer",
        "须以某个账号的名义调用：请在授权账号下调用",
    )
}

/// Refuses a raw path that could lead elsewhere, or to the tokens that we keep.
pub(super) fn check_raw(raw: &RawCall) -> Result<(), Error> {
    let path = &raw.path;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_-.".contains(&byte);
    if !path.starts_with('/') || path.contains("//") || path.contains("..") || !path.bytes().all(is_plain) {
        return Err(Error::invalid(
            "path",
            "must begin with one `/` and hold letters, digits, `_`, `-`, `.` and `/` alone; fields go into `query`",
            "必须以单个 `/` 开头，且只含字母、数字、`_`、`-`、`.`、`/`；参数请放进 `query`",
        ));
    }
    let bare = path.trim_end_matches('/').to_ascii_lowercase();
    if KEPT_BY_US.iter().any(|(_, kept)| bare == *kept) {
        return Err(Conflict::KeptByUs.into());
    }
    if raw.token_param.as_deref().is_some_and(|name| !["access_token", "component_access_token"].contains(&name)) {
        return Err(Error::invalid(
            "token_param",
            "must be access_token or component_access_token",
            "只能是 access_token 或 component_access_token",
        ));
    }
    if ["access_token", "component_access_token"].iter().any(|name| raw.content.query.contains_key(*name)) {
        return Err(Error::invalid("query", "must not hold a token: wxfleet adds it", "不能包含令牌：由 wxfleet 填入"));
    }
    Ok(())
}

/// What the journal shows of a request: credentials blotted out, files by name and size, long ones by size alone.
pub(super) fn noted(id: &str, path: &str, content: &Content) -> Value {
    let mut noted = json!({
        "endpoint": id,
        "path": path,
        "query": masks::blotted(&content.query),
        "body": masks::blotted(&content.body),
    });
    if let Some((field, upload)) = &content.upload {
        noted["file"] = json!({"field": field, "name": upload.file_name, "bytes": upload.bytes.len()});
    }
    let bytes = noted.to_string().len();
    if bytes > NOTED_BYTES {
        noted["body"] = json!({"left_out_bytes": bytes});
        noted["query"] = json!({});
    }
    noted
}

#[cfg(test)]
mod tests {
    use super::*;
    use wxfleet_wechat::catalogue;

    fn place(appid: Option<&str>) -> Place {
        Place {
            component_appid: "wxc0ffee0000000001".parse().unwrap(),
            appid: appid.map(|appid| appid.parse().unwrap()),
        }
    }

    const ACCOUNT: Option<&str> = Some("wxa000000000000001");

    fn complete(id: &str, appid: Option<&str>, query: Value, body: Value) -> Result<Content, Error> {
        let fields = |value: Value| value.as_object().unwrap().clone();
        let content = Content { query: fields(query), body: fields(body), upload: None };
        completed(catalogue::entry(id).unwrap(), &place(appid), content)
    }

    #[test]
    fn what_concerns_the_platform_is_the_administrators() {
        let needs = |id: &str, appid| needs(catalogue::entry(id).unwrap(), &place(appid));
        assert_eq!(needs("modify_signature", ACCOUNT), Action::CallWrite);
        assert_eq!(needs("component_jscode2session", ACCOUNT), Action::CallWrite);
        assert_eq!(needs("delete_template", ACCOUNT), Action::CallPlatform);
        assert_eq!(needs("get_template_list", None), Action::CallPlatform);
        assert_eq!(needs("component_clear_quota_v2", None), Action::CallPlatform);
        for id in ["start_push_ticket", "component_clear_quota_v2"] {
            assert_eq!(needs(id, ACCOUNT), Action::CallPlatform, "{id} takes the platform's secret");
        }
    }

    #[test]
    fn no_other_account_is_reached_than_the_call_is_made_for() {
        let other = "wxa000000000000002";
        for (id, query, body, field) in [
            ("get_authorizer_info", json!({}), json!({"authorizer_appid": other}), "body.authorizer_appid"),
            ("component_jscode2session", json!({"appid": other, "js_code": "c"}), json!({}), "query.appid"),
            ("component_clear_quota_v2", json!({}), json!({"appid": other}), "body.appid"),
            ("open_get", json!({}), json!({"appid": other}), "body.appid"),
            ("get_authorizer_info", json!({}), json!({"component_appid": other}), "body.component_appid"),
        ] {
            let refused = complete(id, ACCOUNT, query, body);
            assert!(
                matches!(&refused, Err(Error::Invalid { field: named, .. }) if named == field),
                "{id}: {refused:?}"
            );
        }
        let every = catalogue::entries().iter().filter(|entry| entry.token != Speaker::Authorizer);
        for entry in every {
            let account = ACCOUNT_FIELDS.into_iter().find(|name| field(entry, name).is_some());
            assert_eq!(account_field(entry), account, "{}", entry.id);
        }
        let same = complete("get_authorizer_info", ACCOUNT, json!({}), json!({"authorizer_appid": ACCOUNT}));
        assert_eq!(same.unwrap().body["component_appid"], "wxc0ffee0000000001");
        let linked =
            complete("wxa_mp_link", ACCOUNT, json!({}), json!({"appid": other, "notify_users": 0, "show_profile": 0}));
        assert_eq!(linked.unwrap().body["appid"], other, "a Mini Program that is linked is another one");
    }

    #[test]
    fn the_platform_speaks_for_itself_where_it_may() {
        let content = complete("clear_quota", None, json!({}), json!({})).unwrap();
        assert_eq!(content.body["appid"], "wxc0ffee0000000001");
        let entry = catalogue::entry("get_api_quota").unwrap();
        assert_eq!(speaker(entry, &place(None)), Speaker::Component);
        assert_eq!(speaker(entry, &place(ACCOUNT)), Speaker::Authorizer);
    }

    #[test]
    fn what_follows_from_the_place_is_filled_in() {
        let content = complete("component_jscode2session", ACCOUNT, json!({"js_code": "c"}), json!({})).unwrap();
        assert_eq!(content.query["appid"], "wxa000000000000001");
        assert_eq!(content.query["component_appid"], "wxc0ffee0000000001");
        assert_eq!(content.query["grant_type"], "authorization_code");
        let content = complete("clear_quota", ACCOUNT, json!({}), json!({})).unwrap();
        assert_eq!(content.body["appid"], "wxa000000000000001");
    }

    #[test]
    fn the_platforms_secret_is_not_asked_for() {
        assert!(complete("start_push_ticket", None, json!({}), json!({})).is_ok());
        let given = complete("start_push_ticket", None, json!({}), json!({"component_secret": "x"}));
        assert!(matches!(given, Err(Error::Invalid { field, .. }) if field == "body.component_secret"));
    }

    #[test]
    fn the_keepers_calls_and_calls_without_a_speaker_are_refused() {
        for (id, _) in KEPT_BY_US {
            let refused = complete(id, None, json!({}), json!({}));
            assert!(matches!(refused, Err(Error::Conflict(Conflict::KeptByUs))), "{id}");
        }
        let refused = complete("modify_signature", None, json!({}), json!({"signature": "x"}));
        assert!(matches!(refused, Err(Error::Invalid { field, .. }) if field == "endpoint"));
    }

    #[test]
    fn a_file_is_asked_for_where_there_must_be_one() {
        let refused = complete("upload_audit_media", ACCOUNT, json!({}), json!({}));
        assert!(matches!(refused, Err(Error::Invalid { field, .. }) if field == "media"));
    }

    #[test]
    fn raw_paths_stay_on_wechats_host() {
        let raw = |path: &str| RawCall {
            method: http::Method::POST,
            path: path.to_owned(),
            token_param: None,
            content: Content::default(),
        };
        assert!(check_raw(&raw("/wxa/tomorrow/new_thing")).is_ok());
        for bad in ["wxa/x", "//evil.example", "/a/../b", "/a?b=c", "/a#b", "/a@evil", "/a%2fb", "/中", "/a b", ""] {
            assert!(matches!(check_raw(&raw(bad)), Err(Error::Invalid { .. })), "{bad}");
        }
        let kept = raw("/cgi-bin/component/API_component_token/");
        assert!(matches!(check_raw(&kept), Err(Error::Conflict(Conflict::KeptByUs))));
    }

    #[test]
    fn the_journal_is_told_no_secret() {
        let fields = |value: Value| value.as_object().unwrap().clone();
        let content = Content {
            query: fields(json!({"js_code": "CANARY", "appid": "wx1"})),
            body: fields(json!({"list": [{"session_key": "CANARY", "page": "a"}], "secret": "CANARY"})),
            upload: None,
        };
        let noted = noted("x", "/x", &content);
        assert!(!noted.to_string().contains("CANARY"), "{noted}");
        assert_eq!(noted["body"]["list"][0]["page"], "a");
        let long = Content { body: fields(json!({"text": "x".repeat(NOTED_BYTES)})), ..Content::default() };
        assert!(super::noted("x", "/x", &long).to_string().len() < 200);
    }
}
