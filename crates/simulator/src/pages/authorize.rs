//! The authorization pages: PC (`componentloginpage`) and H5 (`bindcomponent`), in two steps: choose the account,
//! confirm what it grants. The domain rule is checked where the merchant comes in; the second step is held together
//! by a short-lived `sid`.

use askama::Template;
use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{LOCATION, REFERER};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use super::codes::PageCode;
use super::{Lang, render, sets};
use crate::api::Query;
use crate::config::Mode;
use crate::simulator::Simulator;
use crate::time::after_secs;
use crate::world::World;
use crate::world::authorization::{Consent, Offer};
use crate::world::merchant::Profile;

/// How many accounts one page offers; a search finds the others.
const OFFERED: usize = 50;
/// How long the page waits for the merchant.
const SESSION_SECS: i64 = 600;

/// What a merchant came with.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    component: String,
    pre_auth_code: String,
    redirect_uri: String,
    offer: Offer,
    on_phone: bool,
    expires_at: Timestamp,
}

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route("/cgi-bin/componentloginpage", get(enter_on_pc))
        .route("/wxaopen/safe/bindcomponent", get(enter_on_phone))
        .route("/safe/bindcomponent", get(enter_on_phone))
        .route("/safe/bindcomponent/confirm", get(account).post(confirm))
}

#[derive(Template)]
#[template(path = "authorize_choose.html")]
struct ChoosePage {
    lang: Lang,
    on_phone: bool,
    sid: String,
    qr: String,
    component: String,
    search: String,
    accounts: Vec<Offered>,
    more: bool,
}

#[derive(Template)]
#[template(path = "authorize_confirm.html")]
struct ConfirmPage {
    lang: Lang,
    on_phone: bool,
    sid: String,
    component: String,
    account: Offered,
    sets: Vec<Set>,
}

#[derive(Template)]
#[template(path = "authorize_result.html")]
struct ResultPage {
    lang: Lang,
    code: i32,
    title: &'static str,
    words: &'static str,
}

struct Offered {
    appid: String,
    nick_name: String,
    principal_name: String,
    kind: &'static str,
}

struct Set {
    id: i64,
    name: &'static str,
}

fn offered(profile: &Profile, lang: Lang) -> Offered {
    use crate::world::merchant::AccountKind;
    Offered {
        appid: profile.appid.clone(),
        nick_name: if profile.named {
            profile.nick_name.clone()
        } else {
            lang.of_two("（未命名）", "(no name yet)").to_owned()
        },
        principal_name: profile.principal_name.clone(),
        kind: match profile.kind {
            AccountKind::MiniProgram => lang.of_two("小程序", "Mini Program"),
            AccountKind::OfficialAccount => lang.of_two("公众号", "Official Account"),
        },
    }
}

async fn enter_on_pc(State(simulator): State<Simulator>, request: Request) -> Response {
    enter(&simulator, &request, false)
}

async fn enter_on_phone(State(simulator): State<Simulator>, request: Request) -> Response {
    enter(&simulator, &request, true)
}

fn enter(simulator: &Simulator, request: &Request, on_phone: bool) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let lang = Lang::of(&query, request.headers());
    let referer = request.headers().get(REFERER).and_then(|value| value.to_str().ok());
    let opened = simulator.with_world(|world, now| {
        let session = open_session(world, &query, referer, on_phone, now)?;
        let sid = world.random.text(32);
        world.sessions.retain(|_, session| now < session.expires_at);
        world.sessions.insert(sid.clone(), session);
        Ok(sid)
    });
    match opened {
        Ok(sid) => choose(simulator, request.headers(), &sid, "", lang),
        Err(code) => result(code, lang),
    }
}

/// The page's checks, in the order in which a merchant meets them.
fn open_session(
    world: &World,
    query: &Query,
    referer: Option<&str>,
    on_phone: bool,
    now: Timestamp,
) -> Result<Session, PageCode> {
    let wanted = |name: &str| query.get(name).filter(|text| !text.is_empty()).ok_or(PageCode::PARAMETER);
    let component = wanted("component_appid")?;
    let home = world.components.get(component).ok_or(PageCode::PARAMETER)?;
    if on_phone && query.get("action") != Some("bindcomponent") {
        return Err(PageCode::PARAMETER);
    }
    if world.switches.referer_checked {
        let referer = referer.filter(|text| !text.is_empty()).ok_or(PageCode::NO_ENTRY_DOMAIN)?;
        if !home.settings.is_at_home(referer) {
            return Err(PageCode::DOMAIN);
        }
    }
    let redirect_uri = wanted("redirect_uri")?;
    if !home.settings.is_at_home(redirect_uri) {
        return Err(PageCode::DOMAIN);
    }
    let auth_type = wanted("auth_type")?;
    if !["1", "2", "3", "4", "5", "6", "8"].contains(&auth_type) {
        return Err(PageCode::PARAMETER);
    }
    let pre_auth_code = wanted("pre_auth_code")?;
    world.check_pre_auth_code(component, pre_auth_code, now)?;
    let biz_appid = query.get("biz_appid").filter(|text| !text.is_empty());
    let sets = query.get("category_id_list").unwrap_or_default();
    Ok(Session {
        component: component.to_owned(),
        pre_auth_code: pre_auth_code.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        offer: Offer {
            auth_type: Some(auth_type.to_owned()),
            biz_appid: biz_appid.map(str::to_owned),
            sets: sets.split('|').filter_map(|id| id.trim().parse().ok()).collect(),
        },
        on_phone,
        expires_at: after_secs(now, SESSION_SECS),
    })
}

fn session(world: &World, sid: &str, now: Timestamp) -> Result<Session, PageCode> {
    let session = world.sessions.get(sid).filter(|session| now < session.expires_at).ok_or(PageCode::QR_EXPIRED)?;
    world.check_pre_auth_code(&session.component, &session.pre_auth_code, now)?;
    Ok(session.clone())
}

fn choose(simulator: &Simulator, headers: &HeaderMap, sid: &str, search: &str, lang: Lang) -> Response {
    let found = simulator.with_world(|world, now| {
        let session = session(world, sid, now)?;
        let admitted = world.merchants.appids().filter_map(|appid| world.merchants.profile(&appid));
        let mut accounts: Vec<Offered> = admitted
            .filter(|profile| session.offer.admits(profile))
            .filter(|profile| search.is_empty() || profile.nick_name.contains(search) || profile.appid == search)
            .take(OFFERED + 1)
            .map(|profile| offered(&profile, lang))
            .collect();
        let more = accounts.len() > OFFERED;
        accounts.truncate(OFFERED);
        if accounts.is_empty() && search.is_empty() { Err(PageCode::NO_BINDING) } else { Ok((session, accounts, more)) }
    });
    match found {
        Err(code) => result(code, lang),
        Ok((session, accounts, more)) => {
            let link = format!("{}/safe/bindcomponent/confirm?sid={sid}", crate::gate::base(simulator, headers));
            render(&ChoosePage {
                lang,
                on_phone: session.on_phone,
                sid: sid.to_owned(),
                qr: super::picture::qr_svg(&link),
                component: session.component,
                search: search.to_owned(),
                accounts,
                more,
            })
        }
    }
}

/// The second step; without an account it is the first step once more, with a search.
async fn account(State(simulator): State<Simulator>, request: Request) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let lang = Lang::of(&query, request.headers());
    let sid = query.get("sid").unwrap_or_default();
    let Some(appid) = query.get("appid").filter(|text| !text.is_empty()) else {
        return choose(&simulator, request.headers(), sid, query.get("q").unwrap_or_default(), lang);
    };
    let found = simulator.with_world(|world, now| {
        let session = session(world, sid, now)?;
        let profile = world.merchants.profile(appid).ok_or(PageCode::NO_BINDING)?;
        if session.offer.admits(&profile) { Ok((session, profile)) } else { Err(PageCode::NO_BINDING) }
    });
    match found {
        Err(code) => result(code, lang),
        Ok((session, profile)) => render(&ConfirmPage {
            lang,
            on_phone: session.on_phone,
            sid: sid.to_owned(),
            component: session.component,
            account: offered(&profile, lang),
            sets: session.offer.sets_of(&profile).into_iter().map(|id| named_set(id, lang)).collect(),
        }),
    }
}

fn named_set(id: i64, lang: Lang) -> Set {
    let (zh, en) = sets::name(id);
    Set { id, name: lang.of_two(zh, en) }
}

async fn confirm(State(simulator): State<Simulator>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body: Bytes = to_bytes(body, 64 * 1024).await.unwrap_or_default();
    let form = Query::parse(&String::from_utf8_lossy(&body));
    let lang = Lang::of(&form, &parts.headers);
    let sid = form.get("sid").unwrap_or_default();
    let appid = form.get("appid").unwrap_or_default();
    let chosen: Vec<i64> = form.all("func").filter_map(|id| id.parse().ok()).collect();
    let confirmed = simulator.with_world(|world, now| {
        let session = session(world, sid, now)?;
        let profile = world.merchants.profile(appid).ok_or(PageCode::NO_BINDING)?;
        if !session.offer.admits(&profile) {
            return Err(PageCode::NO_BINDING);
        }
        let granted: Vec<i64> = session.offer.sets_of(&profile).into_iter().filter(|id| chosen.contains(id)).collect();
        let consent = world.authorize(&session.component, &session.pre_auth_code, appid, &granted, now)?;
        Ok((session, consent))
    });
    match confirmed {
        Err(code) => result(code, lang),
        Ok((session, consent)) => {
            simulator.push_before_redirect(&consent).await;
            match return_url(&session.redirect_uri, &consent) {
                Some(url) => (StatusCode::FOUND, [(LOCATION, url)]).into_response(),
                None => done(lang),
            }
        }
    }
}

impl Simulator {
    /// On the timer, and where the push is to be first: carries it before the browser is sent on.
    pub(crate) async fn push_before_redirect(&self, consent: &Consent) {
        if self.config().mode != Mode::Timer {
            return;
        }
        let first = consent.first_push.and_then(|id| self.with_world(|world, _| world.pushes.take(id)));
        if let Some(push) = first {
            // A failed try is tried again by the timer.
            let _ = self.deliver(push).await;
        }
    }
}

/// `redirect_uri` with code and lifetime added to its query, before a fragment; None when the merchant closed the page.
pub(crate) fn return_url(redirect_uri: &str, consent: &Consent) -> Option<String> {
    let code = consent.redirect_code.as_deref()?;
    let (address, fragment) = match redirect_uri.split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (redirect_uri, String::new()),
    };
    let joint = if address.contains('?') { '&' } else { '?' };
    Some(format!("{address}{joint}auth_code={code}&expires_in={}{fragment}", consent.expires_in))
}

fn result(code: PageCode, lang: Lang) -> Response {
    let (zh, en) = code.words();
    let title = lang.of_two("授权失败", "Authorization failed");
    render(&ResultPage { lang, code: code.0, title, words: lang.of_two(zh, en) })
}

fn done(lang: Lang) -> Response {
    let title = lang.of_two("授权成功", "Authorized");
    let words = lang.of_two("你可以关闭此页面。", "You may close this page.");
    render(&ResultPage { lang, code: 1, title, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_joins_whatever_query_there_is() {
        let consent =
            Consent { redirect_code: Some("queryauthcode@@@x".to_owned()), expires_in: 3600, first_push: None };
        let url = |from: &str| return_url(from, &consent).unwrap();
        assert_eq!(url("http://a/r"), "http://a/r?auth_code=queryauthcode@@@x&expires_in=3600");
        assert_eq!(url("http://a/r?n=1#top"), "http://a/r?n=1&auth_code=queryauthcode@@@x&expires_in=3600#top");
    }
}
