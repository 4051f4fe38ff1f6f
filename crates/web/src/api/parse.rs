//! From bodies to the engine's words: past these functions nothing is a bare string.

use std::str::FromStr;

use jiff::Timestamp;
use url::Url;
use wxfleet_api::code as body;
use wxfleet_api::domain::{DomainChoice, PlatformDomainChange, ServerDomainChange, WebviewDomainChange};
use wxfleet_engine::Error;
use wxfleet_engine::authorization::NewLink;
use wxfleet_engine::calls::{Content, RawCall};
use wxfleet_engine::code::NewCommit;
use wxfleet_engine::components::{ComponentChange, NewComponent};
use wxfleet_engine::testers::TesterName;
use wxfleet_model::authorizer::{AuthorizerKind, AuthorizerState, AuthorizerStatus};
use wxfleet_model::domain::{Change, DomainKind, DomainLists, Editions, Family, PlatformChange, Way};
use wxfleet_model::journal::{Deed, EntryState};
use wxfleet_model::permission::{Grant, Limits, Role};
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::code::{AuditItem, Grayrelease, PreviewInfo, SubmitAudit, UgcDeclare};
use wxfleet_wechat::domain::{DomainAction, check_hosts};
use wxfleet_wechat::errcode::Errcode;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId, TemplateId};
use wxfleet_wechat::secret::{AppSecret, EncodingAesKey, MessageToken};

use crate::problem::Problem;

const APPID_EN: &str = "must be `wx` and 16 lower-case hexadecimal digits";
const APPID_ZH: &str = "必须是 `wx` 加 16 位小写十六进制字符";
const MAX_NAME: usize = 64;
const MAX_NOTE: usize = 200;

pub(crate) fn new_component(body: wxfleet_api::component::NewComponent) -> Result<NewComponent, Problem> {
    Ok(NewComponent {
        component_appid: ComponentAppid::parse(body.component_appid)
            .map_err(|_| Problem::invalid("component_appid", APPID_EN, APPID_ZH))?,
        name: short("name", body.name.unwrap_or_default(), MAX_NAME)?,
        app_secret: AppSecret::new(filled("app_secret", body.app_secret)?),
        token: MessageToken::new(filled("token", body.token)?),
        encoding_aes_key: EncodingAesKey::new(filled("encoding_aes_key", body.encoding_aes_key)?),
    })
}

pub(crate) fn component_change(body: wxfleet_api::component::ComponentPatch) -> Result<ComponentChange, Problem> {
    Ok(ComponentChange {
        name: body.name.map(|name| short("name", filled("name", name)?, MAX_NAME)).transpose()?,
        app_secret: body.app_secret.map(|text| filled("app_secret", text).map(AppSecret::new)).transpose()?,
        token: body.token.map(|text| filled("token", text).map(MessageToken::new)).transpose()?,
        encoding_aes_key: body
            .encoding_aes_key
            .map(|text| filled("encoding_aes_key", text).map(EncodingAesKey::new))
            .transpose()?,
    })
}

pub(super) fn new_link(body: wxfleet_api::link::NewAuthorizationLink) -> Result<NewLink, Problem> {
    let auth_type = body
        .auth_type
        .map(|number| {
            AuthType::try_from(number)
                .map_err(|_| Problem::invalid("auth_type", "must be 1 to 6, or 8", "必须是 1 到 6 或 8"))
        })
        .transpose()?;
    let biz_appid = body
        .biz_appid
        .map(|text| Appid::parse(text).map_err(|_| Problem::invalid("biz_appid", APPID_EN, APPID_ZH)))
        .transpose()?;
    Ok(NewLink {
        auth_type,
        biz_appid,
        category_ids: body.category_ids.unwrap_or_default().into_iter().map(FuncscopeId).collect(),
        return_url: body.return_url.as_deref().map(return_url).transpose()?,
        note: short("note", body.note.unwrap_or_default(), MAX_NOTE)?,
        expires_in_secs: body.expires_in,
    })
}

fn return_url(text: &str) -> Result<Url, Problem> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host()).ok_or_else(|| {
        Problem::invalid("return_url", "must begin with https:// or http://", "必须以 https:// 或 http:// 开头")
    })
}

pub(super) fn new_commit(body: body::Commit) -> Result<NewCommit, Problem> {
    let ext = match body.ext {
        None => serde_json::Map::new(),
        Some(serde_json::Value::Object(ext)) => ext,
        Some(_) => return Err(Problem::invalid("ext", "must be a JSON object", "必须是一个 JSON 对象")),
    };
    Ok(NewCommit {
        template_id: TemplateId(body.template_id),
        user_version: body.user_version,
        user_desc: body.user_desc,
        ext,
    })
}

pub(super) fn submit_audit(body: body::SubmitAudit) -> SubmitAudit {
    let mut submit = SubmitAudit::new(body.item_list.unwrap_or_default().into_iter().map(item).collect());
    submit.preview_info =
        body.preview_info.map(|info| PreviewInfo { video_id_list: info.video_id_list, pic_id_list: info.pic_id_list });
    submit.version_desc = body.version_desc;
    submit.feedback_info = body.feedback_info;
    submit.feedback_stuff = body.feedback_stuff;
    submit.ugc_declare = body.ugc_declare.map(|ugc| UgcDeclare {
        scene: ugc.scene,
        other_scene_desc: ugc.other_scene_desc,
        method: ugc.method,
        has_audit_team: ugc.has_audit_team,
        audit_desc: ugc.audit_desc,
    });
    submit.privacy_api_not_use = body.privacy_api_not_use;
    submit.order_path = body.order_path;
    submit
}

fn item(item: body::AuditItem) -> AuditItem {
    AuditItem {
        address: item.address,
        tag: item.tag,
        first_class: item.first_class,
        second_class: item.second_class,
        third_class: item.third_class,
        title: item.title,
        first_id: item.first_id,
        second_id: item.second_id,
        third_id: item.third_id,
    }
}

pub(super) fn gray_release(body: body::GrayRelease) -> Grayrelease {
    let mut gray = Grayrelease::new(body.percentage);
    gray.support_debuger_first = body.support_debuger_first;
    gray.support_experiencer_first = body.support_experiencer_first;
    gray
}

/// The path is looked at by the engine.
pub(super) fn raw_call(body: wxfleet_api::call::RawCall) -> Result<RawCall, Problem> {
    let method = match body.method.as_str() {
        "GET" => http::Method::GET,
        "POST" => http::Method::POST,
        _ => return Err(Problem::invalid("method", "must be GET or POST", "必须是 GET 或 POST")),
    };
    let content = Content { query: body.query.unwrap_or_default(), body: body.body.unwrap_or_default(), upload: None };
    Ok(RawCall { method, path: body.path, token_param: body.token_param, content })
}

pub(super) fn way(choice: &DomainChoice) -> Result<Way, Problem> {
    let way = choice.way.as_deref().map(Way::from_str).transpose();
    Ok(way
        .map_err(|_| Problem::invalid("way", "must be platform or direct", "必须是 platform 或 direct"))?
        .unwrap_or(Way::Platform))
}

pub(super) fn server_domain_change(
    action: DomainAction,
    choice: &DomainChoice,
    body: ServerDomainChange,
) -> Result<Change, Problem> {
    let lists = domain_lists(
        Family::Server,
        [
            (DomainKind::Request, body.requestdomain),
            (DomainKind::Ws, body.wsrequestdomain),
            (DomainKind::Upload, body.uploaddomain),
            (DomainKind::Download, body.downloaddomain),
            (DomainKind::Udp, body.udpdomain),
            (DomainKind::Tcp, body.tcpdomain),
        ],
        body.domains,
    )?;
    Ok(Change { action, way: way(choice)?, lists })
}

pub(super) fn webview_domain_change(
    action: DomainAction,
    choice: &DomainChoice,
    body: WebviewDomainChange,
) -> Result<Change, Problem> {
    let lists = domain_lists(Family::Webview, [(DomainKind::Webview, body.webviewdomain)], body.domains)?;
    Ok(Change { action, way: way(choice)?, lists })
}

/// The lists that are spoken of; hosts without a scheme go into every usual one.
fn domain_lists<const N: usize>(
    family: Family,
    named: [(DomainKind, Option<Vec<String>>); N],
    hosts: Option<Vec<String>>,
) -> Result<DomainLists, Problem> {
    let mut lists = DomainLists::default();
    for (kind, entries) in named {
        if let Some(entries) = entries {
            lists.set(kind, entries);
        }
    }
    if let Some(hosts) = hosts {
        check_hosts("domains", &hosts).map_err(Error::from)?;
        for kind in family.usual_kinds() {
            lists.extend(*kind, hosts.iter().map(|host| format!("{}{host}", kind.scheme())));
        }
    }
    Ok(lists)
}

pub(super) fn platform_domain_change(
    action: DomainAction,
    choice: &DomainChoice,
    body: PlatformDomainChange,
) -> Result<PlatformChange, Problem> {
    let editions = choice.editions.as_deref().map(Editions::from_str).transpose();
    let editions = editions
        .map_err(|_| Problem::invalid("editions", "must be both or testing", "必须是 both 或 testing"))?
        .unwrap_or(Editions::Both);
    Ok(PlatformChange { action, editions, domains: body.domains })
}

pub(super) fn tester_name(by: Option<&str>, name: String) -> Result<TesterName, Problem> {
    match by {
        None | Some("wechatid") => Ok(TesterName::Wechatid(name)),
        Some("userstr") => Ok(TesterName::Userstr(name)),
        Some(_) => Err(Problem::invalid("by", "must be wechatid or userstr", "必须是 wechatid 或 userstr")),
    }
}

pub(crate) fn role(text: &str) -> Result<Role, Problem> {
    Role::from_str(text)
        .map_err(|_| Problem::invalid("role", "must be admin, operator or viewer", "必须是 admin、operator 或 viewer"))
}

pub(crate) fn grant(text: &str) -> Result<Grant, Problem> {
    Grant::from_str(text).map_err(|_| Problem::invalid("grants", "must be token:read", "只能是 token:read"))
}

pub(crate) fn limits(components: Vec<String>, labels: Vec<String>) -> Result<Limits, Problem> {
    let components = components
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let field = format!("components[{index}]");
            ComponentAppid::parse(text).map_err(|_| Problem::invalid(&field, APPID_EN, APPID_ZH))
        })
        .collect::<Result<_, _>>()?;
    Ok(Limits { components, labels })
}

pub(super) fn kind(text: &str) -> Result<AuthorizerKind, Problem> {
    AuthorizerKind::from_str(text).map_err(|_| {
        Problem::invalid("kind", "must be mini_program or official_account", "必须是 mini_program 或 official_account")
    })
}

pub(super) fn appids(texts: Vec<String>) -> Result<Vec<Appid>, Problem> {
    let parse = |(index, text): (usize, String)| {
        Appid::parse(text).map_err(|_| Problem::invalid(&format!("appids[{index}]"), APPID_EN, APPID_ZH))
    };
    texts.into_iter().enumerate().map(parse).collect()
}

pub(super) fn authorizer_state(text: &str) -> Result<AuthorizerState, Problem> {
    AuthorizerState::from_str(text).map_err(|_| {
        Problem::invalid(
            "state",
            "must be well, failing, closed, reauthorize, frozen or unauthorized",
            "必须是 well、failing、closed、reauthorize、frozen 或 unauthorized",
        )
    })
}

pub(super) fn permission_set(text: &str) -> Result<FuncscopeId, Problem> {
    text.parse()
        .ok()
        .filter(|id| *id > 0)
        .map(FuncscopeId)
        .ok_or_else(|| Problem::invalid("missing", "must be the number of a permission set", "必须是权限集的编号"))
}

pub(super) fn status(text: &str) -> Result<AuthorizerStatus, Problem> {
    AuthorizerStatus::from_str(text).map_err(|_| {
        Problem::invalid("status", "must be authorized or unauthorized", "必须是 authorized 或 unauthorized")
    })
}

pub(super) fn component_appid(text: String) -> Result<ComponentAppid, Problem> {
    ComponentAppid::parse(text).map_err(|_| Problem::invalid("component_appid", APPID_EN, APPID_ZH))
}

pub(crate) fn appid(text: String) -> Result<Appid, Problem> {
    Appid::parse(text).map_err(|_| Problem::invalid("appid", APPID_EN, APPID_ZH))
}

/// A moment in a query. A plus sign that was not encoded has become a space on the way.
pub(super) fn moment(field: &str, text: &str) -> Result<Timestamp, Problem> {
    text.trim().replace(' ', "+").parse().map_err(|_| {
        Problem::invalid(field, "must be a time such as 2026-03-02T10:00:00Z", "必须是 2026-03-02T10:00:00Z 这样的时间")
    })
}

pub(crate) fn deed(text: &str) -> Result<Deed, Problem> {
    Deed::from_str(text).map_err(|_| {
        let words = Deed::ALL.iter().map(|deed| deed.as_str()).collect::<Vec<_>>().join(", ");
        Problem::invalid("deed", &format!("must be one of {words}"), &format!("必须是 {words} 之一"))
    })
}

pub(crate) fn entry_state(text: &str) -> Result<EntryState, Problem> {
    EntryState::from_str(text).map_err(|_| {
        Problem::invalid(
            "outcome",
            "must be open, done, refused, declined, failed or unknown",
            "必须是 open、done、refused、declined、failed 或 unknown",
        )
    })
}

pub(super) fn errcode(text: &str) -> Result<Errcode, Problem> {
    text.parse().map(Errcode).map_err(|_| Problem::invalid("errcode", "must be a number", "必须是数字"))
}

fn filled(field: &str, text: String) -> Result<String, Problem> {
    if text.trim().is_empty() { Err(Problem::invalid(field, "must not be empty", "不能为空")) } else { Ok(text) }
}

fn short(field: &str, text: String, max: usize) -> Result<String, Problem> {
    if text.chars().count() > max {
        let (en, zh) = (format!("must be at most {max} characters"), format!("最多 {max} 个字符"));
        return Err(Problem::invalid(field, &en, &zh));
    }
    Ok(text)
}
