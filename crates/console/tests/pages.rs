//! Every page, in both languages, filled with the most awkward names: what all of them keep to, and what each says.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wxfleet_console::assets;
use wxfleet_console::locale::Language::{self, En, Zh};
use wxfleet_console::merchant::{
    AuthorizePage, AuthorizedPage, Look, MerchantProblem, PendingPage, ProblemPage, Reference, StatusPage, Visitor,
};
use wxfleet_console::reference::ReferencePage;
use wxfleet_model::audit::AuditStatus;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerStatus, Profile, TokenState};
use wxfleet_model::code::{CodeState, Version};
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::{Appid, Auditid, ComponentAppid, FuncscopeId};

const PC_URL: &str = "https://mp.weixin.qq.com/cgi-bin/componentloginpage?component_appid=wx1&pre_auth_code=p@@@1";
const H5_URL: &str = "https://open.weixin.qq.com/wxaopen/safe/bindcomponent?a=1&b=2#wechat_redirect";
const PAGE_URL: &str = "https://wx.example.com/invite/token";
const AVATAR: &str = "https://wx.qlogo.cn/mmopen/avatar/0?x=1&y=2";
const RETURN_URL: &str = "https://shop.example.com/welcome?a=1&b=2";
const STATUS_URL: &str = "https://wx.example.com/status/x";
const GIVEN: [&str; 6] = [PC_URL, H5_URL, AVATAR, RETURN_URL, STATUS_URL, "https://wx.example.com/retry"];

const IN_WECHAT: Visitor = Visitor { in_wechat: true, on_phone: true };
const PHONE: Visitor = Visitor { in_wechat: false, on_phone: true };
const DESK: Visitor = Visitor { in_wechat: false, on_phone: false };

/// Names as merchants and attackers choose them.
fn awkward() -> Vec<String> {
    let long = "深圳市前海云上小店信息技术服务有限公司".repeat(40);
    let texts = [
        "云小店",
        "",
        "  ",
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "</title></main><!--",
        "{{ 7 * 7 }}{% raw %}",
        "a\u{2028}b\u{2029}c\u{0}d",
        "\u{202e}fdp.exe\u{2066}",
        "🌱👨‍👩‍👧‍👦☕️",
        "&amp;&lt;",
        "javascript:alert(1)",
        long.as_str(),
    ];
    texts.map(str::to_owned).into()
}

fn component() -> ComponentAppid {
    ComponentAppid::parse("wx1234567890abcdef").expect("an appid")
}

fn account() -> Appid {
    Appid::parse("wxabcdef1234567890").expect("an appid")
}

fn authorize(name: &str, visitor: Visitor, language: Language) -> String {
    let page = AuthorizePage {
        component_name: name,
        look: Look { logo: None, contact: Some(name) },
        component_appid: &component(),
        auth_type: AuthType::MiniPrograms,
        only: Some(&account()),
        permission_sets: &[FuncscopeId(18), FuncscopeId(142)],
        pc_url: PC_URL,
        h5_url: H5_URL,
        page_url: PAGE_URL,
        visitor,
        links_expire_at: "2026-03-09T04:25:00Z".parse().expect("a time"),
        invited_until: Some("2026-03-16T18:15:00Z".parse().expect("a time")),
    };
    page.render(language)
}

fn authorized(name: &str, language: Language) -> String {
    let page = AuthorizedPage {
        component_name: name,
        look: Look { logo: None, contact: Some(name) },
        nick_name: name,
        appid: &account(),
        head_img: Some(AVATAR),
        return_url: Some(RETURN_URL),
        status_url: Some(STATUS_URL),
    };
    page.render(language)
}

fn status(name: &str, language: Language) -> String {
    let account = Authorizer {
        component_appid: component(),
        appid: account(),
        kind: Some(AuthorizerKind::MiniProgram),
        status: AuthorizerStatus::Authorized,
        token_state: TokenState::Good,
        profile: Profile { nick_name: name.to_owned(), head_img: AVATAR.to_owned(), ..Profile::default() },
        func_info: vec![],
        labels: vec![],
        authorized_at: "2026-03-09T04:25:00Z".parse().expect("a time"),
        unauthorized_at: None,
        profile_read_at: None,
        access_token_expires_at: None,
        closed_at: None,
        version: 1,
    };
    let version = Version {
        user_version: name.to_owned(),
        user_desc: name.to_owned(),
        template_id: None,
        since: account.authorized_at,
    };
    let code = CodeState { online: Some(version.clone()), ..CodeState::default() };
    let code = code.observe_audit(Auditid(7), AuditStatus::Rejected, version);
    StatusPage { component_name: name, look: Look { logo: None, contact: Some(name) }, account: &account, code: &code }
        .render(language)
}

fn problem(problem: MerchantProblem<'_>, name: &str, language: Language) -> String {
    let reference = Reference { errcode: Some(61010), errmsg: Some(name), rid: Some(name), request_id: Some(name) };
    let retry_url = Some("https://wx.example.com/retry");
    ProblemPage { problem, component_name: name, retry_url, reference }.render(language)
}

fn problems(wanted: &Appid) -> [MerchantProblem<'_>; 15] {
    use MerchantProblem as P;
    [
        P::InvitationExpired,
        P::InvitationUsed,
        P::InvitationUnknown,
        P::StatusUnknown,
        P::ComponentUnknown,
        P::NoTicket,
        P::PlatformRefused,
        P::CodeMissing,
        P::CodeInvalid,
        P::CodeExpired,
        P::WrongAccount { wanted },
        P::WechatUnreachable,
        P::WechatBusy,
        P::WechatRefused,
        P::Ours,
    ]
}

fn document() -> Value {
    serde_json::from_str(include_str!("fixtures/openapi.json")).expect("the fixture is JSON")
}

fn reference(language: Language) -> String {
    ReferencePage { document: &document(), server: "https://wx.example.com/" }.render(language)
}

/// A document whose every text is `name`.
fn named(name: &str) -> Value {
    json!({
        "info": { "title": name, "version": name, "description": name },
        "tags": [{ "name": name, "description": name }],
        "paths": { name: { "post": {
            "tags": [name], "summary": name, "description": name, "operationId": name,
            "parameters": [{ "name": name, "in": name, "required": true, "schema": { "type": name, "enum": [name] } }],
            "requestBody": { "content": { "application/json": { "schema": {
                "properties": { name: { "type": "string", "example": name, "default": name } }, "required": [name]
            } } } },
            "responses": { name: { "description": name } }
        } } }
    })
}

/// Every page in both languages.
fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    for language in [Zh, En] {
        pages.push(reference(language));
        for name in awkward() {
            pages.extend([IN_WECHAT, PHONE, DESK].map(|visitor| authorize(&name, visitor, language)));
            pages.push(authorized(&name, language));
            pages.push(status(&name, language));
            pages.push(PendingPage { component_name: &name, next_url: Some(&name), after_secs: 3 }.render(language));
            pages.extend(problems(&account()).map(|kind| problem(kind, &name, language)));
            pages.push(ReferencePage { document: &named(&name), server: &name }.render(language));
        }
    }
    pages
}

/// A tag as it stands in the text: its name and attributes. Our templates quote every value.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    html.split('<').skip(1).map(|rest| tag(rest.split_once('>').expect("tags end").0)).collect()
}

fn tag(text: &str) -> Tag<'_> {
    let text = text.trim_end_matches('/');
    let (name, mut rest) = text.split_once(' ').unwrap_or((text, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (attribute, after) = rest.split_once("=\"").unwrap_or((rest, "\""));
        let (value, after) = after.split_once('"').expect("values end");
        attributes.push((attribute.trim(), value));
        rest = after;
    }
    Tag { name, attributes }
}

#[test]
fn pages_hold_only_what_a_strict_policy_allows() {
    const ATTRIBUTES: [&str; 27] = [
        "alt",
        "aria-hidden",
        "aria-label",
        "charset",
        "class",
        "content",
        "cx",
        "cy",
        "d",
        "height",
        "href",
        "hreflang",
        "html",
        "http-equiv",
        "id",
        "lang",
        "name",
        "r",
        "referrerpolicy",
        "rel",
        "role",
        "shape-rendering",
        "src",
        "tabindex",
        "type",
        "viewBox",
        "width",
    ];
    const FORBIDDEN: [&str; 7] = ["script", "style", "iframe", "object", "embed", "base", "form"];
    for page in pages() {
        for tag in tags(&page) {
            let name = tag.name.trim_start_matches('/');
            assert!(!FORBIDDEN.contains(&name), "<{name}> in {page}");
            for (attribute, _) in &tag.attributes {
                assert!(ATTRIBUTES.contains(attribute), "{attribute} on <{name}> in {page}");
            }
        }
    }
}

#[test]
fn pages_load_and_link_nothing_but_what_they_were_given() {
    let ours: BTreeSet<String> = assets::names().map(|name| format!("/assets/{name}")).collect();
    for page in pages() {
        for tag in tags(&page) {
            for (attribute, value) in tag.attributes.iter().filter(|(name, _)| ["href", "src"].contains(name)) {
                let value = value.replace("&#38;", "&");
                let local = value.starts_with('#') || value.starts_with("?lang=") || value.starts_with("/api/");
                let known = local || value == "/readyz" || ours.contains(&value) || GIVEN.contains(&value.as_str());
                assert!(known, "{attribute}={value} in {page}");
            }
        }
    }
}

#[test]
fn tags_are_closed_in_order() {
    const ALONE: [&str; 4] = ["!doctype", "meta", "link", "img"];
    for page in pages() {
        let mut open = Vec::new();
        for rest in page.split('<').skip(1) {
            let text = rest.split_once('>').expect("tags end").0;
            let name = text.split(' ').next().expect("a name");
            match name.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed), "{page}"),
                None if ALONE.contains(&name) || text.ends_with('/') => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?} in {page}");
    }
}

#[test]
fn names_are_shown_as_they_are_and_stay_inert() {
    for language in [Zh, En] {
        for name in awkward().iter().filter(|name| !name.trim().is_empty()) {
            let escaped = ['&', '<', '>', '"', '\'']
                .iter()
                .fold(name.clone(), |text, mark| text.replace(*mark, &format!("\u{1}{}\u{2}", *mark as u32)));
            let escaped = escaped.replace('\u{1}', "&#").replace('\u{2}', ";");
            for page in [authorize(name, DESK, language), authorized(name, language)] {
                assert!(page.contains(&format!("<bdi class=\"name\">{escaped}</bdi>")), "{name} in {page}");
            }
        }
    }
}

#[test]
fn a_platform_without_a_name_goes_by_its_appid() {
    assert!(authorize("  ", IN_WECHAT, Zh).contains("<bdi class=\"name\">wx1234567890abcdef</bdi>"));
    assert!(
        problem(MerchantProblem::InvitationExpired, "", En).contains("Ask the platform&#39;s operator for a new one.")
    );
}

/// The class of the link to `url`, if there is one that a merchant can click and that WeChat will accept.
fn link<'a>(html: &'a str, url: &str) -> Option<&'a str> {
    let href = url.replace('&', "&#38;");
    let found = tags(html).into_iter().find(|tag| tag.name == "a" && tag.attributes.contains(&("href", &href)))?;
    let [(_, class)] = found.attributes.iter().filter(|(name, _)| *name != "href").copied().collect::<Vec<_>>()[..]
    else {
        panic!("more than a class on the link to {url}");
    };
    Some(class)
}

#[test]
fn each_visitor_gets_both_links_and_the_right_one_first() {
    for language in [Zh, En] {
        for (visitor, pc, h5) in
            [(IN_WECHAT, "quiet", "button"), (DESK, "button", "quiet"), (PHONE, "button weak", "button weak")]
        {
            let page = authorize("云小店", visitor, language);
            assert_eq!(link(&page, PC_URL), Some(pc));
            assert_eq!(link(&page, H5_URL), Some(h5));
            assert!(page.contains("<meta name=\"referrer\" content=\"origin\">"));
            assert_eq!(page.contains("class=\"qr\""), !visitor.on_phone);
            assert_eq!(page.contains(&format!("<code class=\"address\">{PAGE_URL}</code>")), visitor == PHONE);
        }
    }
}

fn page_in_wechat(component: &ComponentAppid) -> AuthorizePage<'_> {
    AuthorizePage {
        component_name: "云小店",
        look: Look::default(),
        component_appid: component,
        auth_type: AuthType::Both,
        only: None,
        permission_sets: &[],
        pc_url: PC_URL,
        h5_url: H5_URL,
        page_url: PAGE_URL,
        visitor: IN_WECHAT,
        links_expire_at: "2026-03-09T04:25:00Z".parse().expect("a time"),
        invited_until: None,
    }
}

#[test]
fn an_address_too_long_for_a_qr_code_leaves_it_out() {
    let long = format!("https://wx.example.com/{}", "x".repeat(4000));
    let component = component();
    let page = AuthorizePage { page_url: &long, visitor: DESK, ..page_in_wechat(&component) };
    let page = page.render(Zh);
    assert!(!page.contains("class=\"qr\"") && link(&page, H5_URL).is_some());
}

#[test]
fn a_logo_stands_in_the_place_of_the_letter() {
    let (logo, component) = ("/brand/logo-0123456789abcdef.png", component());
    let page = AuthorizePage { look: Look { logo: Some(logo), contact: None }, ..page_in_wechat(&component) };
    let html = page.render(Zh);
    assert!(html.contains(&format!("<img src=\"{logo}\" alt=\"\"")), "{html}");
    assert!(!html.contains("有疑问请联系"), "there is nobody to call");
    let look = Look { logo: None, contact: Some("400-820-0000，9:00 至 18:00") };
    let html = AuthorizePage { look, ..page }.render(Zh);
    assert!(html.contains("有疑问请联系 <bdi>云小店</bdi>：<bdi>400-820-0000，9:00 至 18:00</bdi>"), "{html}");
    assert!(!html.contains("<img"), "{html}");
}

#[test]
fn merchants_read_beijing_time() {
    let page = authorize("云小店", IN_WECHAT, Zh);
    assert!(page.contains("<time>12:25</time>"), "{page}");
    assert!(page.contains("<time>2026-03-17 02:15</time>"), "{page}");
}

#[test]
fn only_web_addresses_are_followed_after_an_authorization() {
    let page = AuthorizedPage {
        component_name: "云小店",
        look: Look::default(),
        nick_name: "老王鲜果",
        appid: &account(),
        head_img: Some("javascript:alert(1)"),
        return_url: Some("javascript:alert(1)"),
        status_url: Some("javascript:alert(1)"),
    };
    let page = page.render(Zh);
    assert!(!page.contains("javascript") && !page.contains("<img") && page.contains("现在可以关闭本页。"), "{page}");
}

#[test]
fn a_pending_page_looks_again_by_itself() {
    let page = PendingPage { component_name: "云小店", next_url: None, after_secs: 3 };
    assert!(page.render(Zh).contains("<meta http-equiv=\"refresh\" content=\"3\">"));
    let elsewhere = PendingPage { next_url: Some("/authorize/wx1/return?state=a&b"), ..page };
    assert!(elsewhere.render(En).contains("content=\"3;url=/authorize/wx1/return?state=a&#38;b\""));
}

#[test]
fn every_problem_says_what_happened_who_can_fix_it_and_what_next_in_both_languages() {
    let wanted = account();
    let mut titles = BTreeSet::new();
    for kind in problems(&wanted) {
        for (language, who, next) in [(Zh, "谁来处理", "下一步"), (En, "Who can fix it", "What to do")] {
            let page = problem(kind, "云小店", language);
            assert!(page.contains(who) && page.contains(next), "{page}");
            assert!(!page.contains("{isv}") && !page.contains("{wanted}"), "{page}");
            let title = page.split_once("<h1>").and_then(|(_, rest)| rest.split_once("</h1>")).expect("a title").0;
            let chinese = title.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, language == Zh, "{title}");
            titles.insert(title.to_owned());
        }
    }
    assert_eq!(titles.len(), 30);
    assert!(problem(MerchantProblem::WrongAccount { wanted: &wanted }, "x", Zh).contains("wxabcdef1234567890"));
}

#[test]
fn the_button_is_there_only_where_trying_again_can_help() {
    let retry = "https://wx.example.com/retry";
    assert_eq!(link(&problem(MerchantProblem::CodeExpired, "x", Zh), retry), Some("button"));
    assert_eq!(link(&problem(MerchantProblem::InvitationExpired, "x", Zh), retry), None);
}

#[test]
fn the_reference_tells_every_operation() {
    let page = reference(En);
    for (path, methods) in document()["paths"].as_object().expect("paths") {
        assert!(page.contains(&format!("<code>{path}</code>")), "{path}");
        for method in methods.as_object().expect("methods").values() {
            let id = method["operationId"].as_str().expect("an id").replace('_', "-");
            assert!(page.contains(&format!("<article class=\"part\" id=\"{id}\">")), "{id}");
            assert!(page.contains(&format!("<a href=\"#{id}\">")), "{id}");
        }
    }
    assert!(page.contains("export WXFLEET_SERVER=https://wx.example.com\n"), "a trailing slash is dropped");
}

#[test]
fn the_reference_survives_any_document() {
    let endless = json!({ "components": { "schemas": { "A": { "$ref": "#/components/schemas/A" } } } });
    let with = |schema: Value| {
        json!({ "paths": { "/x": { "get": { "responses": { "200": { "content": { "application/json": { "schema": schema } } } } } } },
            "components": endless["components"] })
    };
    let documents = [
        json!(null),
        json!([]),
        json!({ "paths": [], "tags": {}, "info": 3 }),
        json!({ "paths": { "/x": null, "/y": { "get": null, "post": {} } } }),
        with(json!({ "$ref": "#/components/schemas/A" })),
        with(json!({ "$ref": "#/nowhere" })),
        with(json!({ "$ref": "https://elsewhere.example.com/a" })),
        with(json!({ "oneOf": [] })),
        with(json!({ "type": ["null"] })),
        with(json!({ "type": "array", "items": { "type": "array", "items": { "allOf": [{}, {}] } } })),
        with(json!(true)),
    ];
    for document in documents {
        let page = ReferencePage { document: &document, server: "" }.render(Zh);
        assert!(page.contains("</html>"), "{document}");
    }
}

/// A page with the names of assets shortened, so that a snapshot changes only when the page does.
fn stable(page: &str) -> String {
    assets::names().fold(page.to_owned(), |page, name| {
        let stem = name.split_once('-').expect("a digest").0;
        page.replace(&format!("/assets/{name}"), &format!("/assets/{stem}"))
    })
}

#[test]
fn snapshots() {
    insta::assert_snapshot!("authorize", stable(&authorize("云小店", IN_WECHAT, Zh)));
    insta::assert_snapshot!("authorized", stable(&authorized("老王鲜果☕️", En)));
    insta::assert_snapshot!("problem", stable(&problem(MerchantProblem::CodeExpired, "云小店", Zh)));
    let page = reference(Zh);
    let article = page.split("<article").find(|article| article.contains("id=\"component-add\"")).expect("an article");
    insta::assert_snapshot!("reference", article);
}
