//! Each component: whether tickets arrive, whether there is a token, what WeChat's console must hold, and which
//! accounts a merchant has to authorize again.

use jiff::{SignedDuration, Timestamp};
use url::{Host, Url};
use wxfleet_model::authorizer::{AuthorizerStatus, TokenState};
use wxfleet_model::component::Component;
use wxfleet_model::page::{MAX_LIMIT, PageRequest};
use wxfleet_store::{AuthorizerFilter, Store};

use super::report::{Report, Who};
use super::{comma, unreadable};
use crate::failure::Failure;
use crate::settings::Settings;
use crate::words::{Lang, Said, said, say};

/// Tickets come every ten minutes.
const TICKET_STALE_AFTER: SignedDuration = SignedDuration::from_mins(30);
/// A ticket is good for twelve hours.
const TICKET_LIFE: SignedDuration = SignedDuration::from_hours(12);
/// More accounts than this are counted and not named.
const NAMED: usize = 10;

pub(crate) async fn check(
    settings: &Settings,
    store: &Store,
    runs: bool,
    now: Timestamp,
    report: &mut Report,
) -> Result<(), Failure> {
    let lang = report.lang();
    let components = store.components().await.map_err(unreadable)?;
    if components.is_empty() {
        let what = lang.pick("components: none is registered", "第三方平台：还没有登记");
        return Ok(report.bad(what, Who::Isv, "wxfleet component add COMPONENT_APPID")?);
    }
    let public_url = settings.server.public_url_at(settings.server.listen);
    if settings.wechat.is_wechat_itself()
        && let Err(why) = fit_for_wechat(&public_url)
    {
        let why = why.to(lang);
        let what = say!(lang, "public_url: {public_url}: {why}", "public_url:{public_url}:{why}");
        let mend = lang.pick(
            "set --public-url to the address under which the internet reaches this server",
            "用 --public-url 设置外网能访问到本服务的地址",
        );
        report.bad(&what, Who::Isv, mend)?;
    }
    for component in &components {
        ticket(component, &public_url, now, report)?;
        token(component, runs, now, report)?;
        accounts(component, store, report).await?;
        console(component, &public_url, report)?;
    }
    Ok(())
}

/// Whether WeChat can reach an address: http on port 80 or https on port 443, and not this machine alone.
fn fit_for_wechat(url: &Url) -> Result<(), Said> {
    if !matches!((url.scheme(), url.port()), ("http" | "https", None)) {
        return Err(said!(
            "WeChat calls http on port 80 and https on port 443 only",
            "微信只访问 80 端口的 http 和 443 端口的 https"
        ));
    }
    let at_home = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_unspecified() || ip.is_link_local(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local(),
        Some(Host::Domain(name)) => name == "localhost" || !name.contains('.'),
        None => true,
    };
    if at_home {
        return Err(said!("WeChat cannot reach this address from outside", "微信从外网访问不到这个地址"));
    }
    Ok(())
}

fn ticket(component: &Component, public_url: &Url, now: Timestamp, report: &mut Report) -> Result<(), Failure> {
    let (lang, appid) = (report.lang(), &component.component_appid);
    let Some(at) = component.ticket_received_at else {
        let what = say!(lang, "{appid}: no ticket has ever arrived", "{appid}：还没有收到过 ticket");
        return Ok(report.bad(&what, Who::Isv, &mend_tickets(appid.as_str(), public_url, lang))?);
    };
    let (age, when) = (at.duration_until(now), report.terminal().time(at));
    if age < TICKET_STALE_AFTER {
        return Ok(report.good(&say!(
            lang,
            "{appid}: newest ticket of {when}",
            "{appid}：最近的 ticket 于 {when} 收到"
        ))?);
    }
    let what = if age < TICKET_LIFE {
        say!(
            lang,
            "{appid}: no ticket since {when}; that one still serves",
            "{appid}：{when} 之后没再收到 ticket，手上这个还能用"
        )
    } else {
        say!(lang, "{appid}: no ticket since {when}; it has ended", "{appid}：{when} 之后没再收到 ticket，已过期")
    };
    Ok(report.bad(&what, Who::Isv, &mend_tickets(appid.as_str(), public_url, lang))?)
}

fn mend_tickets(appid: &str, public_url: &Url, lang: Lang) -> String {
    let base = public_url.as_str().trim_end_matches('/');
    say!(
        lang,
        "is the server running, and does the internet reach {base}/wechat/{appid}/events? Compare URL, token and AES \
         key with WeChat's console. POST /api/v1/components/{appid}/ticket/restart asks WeChat to push again.",
        "确认服务在运行、外网能访问 {base}/wechat/{appid}/events，并与微信开放平台核对 URL、Token 和 Key。\
         POST /api/v1/components/{appid}/ticket/restart 可让微信重新推送。"
    )
}

fn token(component: &Component, runs: bool, now: Timestamp, report: &mut Report) -> Result<(), Failure> {
    let (lang, appid) = (report.lang(), &component.component_appid);
    match component.access_token_expires_at {
        Some(until) if until > now => {
            let until = report.terminal().time(until);
            report.good(&say!(lang, "{appid}: access token until {until}", "{appid}:access token 有效至 {until}"))?;
        }
        _ if runs && should_have_token(component, now) => {
            let what = say!(
                lang,
                "{appid}: no access token, although tickets arrive",
                "{appid}：收到了 ticket，却没有 access token"
            );
            let mend = lang.pick(
                "the server's log says what WeChat answered: 40125 is a wrong AppSecret, 61004 an IP address that is not \
                 on the list in WeChat's console",
                "看服务日志里微信的应答：40125 是 AppSecret 不对，61004 是 IP 不在开放平台的白名单里",
            );
            report.bad(&what, Who::Isv, mend)?;
        }
        _ => {
            let words = say!(
                lang,
                "{appid}: no access token; a running server fetches one once a ticket is there",
                "{appid}：还没有 access token，服务运行并收到 ticket 后会去取"
            );
            report.note(&words)?;
        }
    }
    Ok(())
}

/// A running server fetches a token within half a minute of the first ticket.
fn should_have_token(component: &Component, now: Timestamp) -> bool {
    let longer_ago = |at: Timestamp, mins: i64| at.duration_until(now) > SignedDuration::from_mins(mins);
    // Only the newest ticket's time is known; a first one comes soon after the registration.
    component.ticket_received_at.is_some_and(|at| longer_ago(at, 1)) || {
        component.ticket_received_at.is_some() && longer_ago(component.created_at, 30)
    }
}

async fn accounts(component: &Component, store: &Store, report: &mut Report) -> Result<(), Failure> {
    let (lang, appid) = (report.lang(), &component.component_appid);
    let counts = store.component_counts(appid).await.map_err(unreadable)?;
    let (authorized, unauthorized) = (counts.authorized, counts.unauthorized);
    report.good(&say!(
        lang,
        "{appid}: {authorized} accounts authorized, {unauthorized} withdrawn",
        "{appid}：已授权 {authorized} 个，已取消 {unauthorized} 个"
    ))?;
    let lost = must_reauthorize(component, store).await?;
    if lost.is_empty() {
        return Ok(());
    }
    let (number, names) = (lost.len(), lost[..lost.len().min(NAMED)].join(comma(lang)));
    let what = say!(
        lang,
        "{appid}: WeChat takes no refresh token any more for {number} accounts: {names}",
        "{appid}：有 {number} 个账号的 refresh token 微信都不认了：{names}"
    );
    let mend = lang.pick(
        "authorize again; `wxfleet authorizer link --biz-appid APPID` makes the invitation",
        "重新授权；`wxfleet authorizer link --biz-appid APPID` 生成邀请",
    );
    Ok(report.bad(&what, Who::Merchant, mend)?)
}

async fn must_reauthorize(component: &Component, store: &Store) -> Result<Vec<String>, Failure> {
    let filter = AuthorizerFilter { status: Some(AuthorizerStatus::Authorized), ..AuthorizerFilter::default() };
    let mut lost = Vec::new();
    let mut page = PageRequest { limit: MAX_LIMIT, after: None };
    loop {
        let found = store.authorizers(&component.component_appid, &filter, &page).await.map_err(unreadable)?;
        let stuck = found.items.into_iter().filter(|one| one.token_state == TokenState::Reauthorize);
        lost.extend(stuck.map(|one| one.appid.to_string()));
        match found.next {
            Some(after) => page.after = Some(after),
            None => return Ok(lost),
        }
    }
}

/// What WeChat's console must hold; only a person can compare.
fn console(component: &Component, public_url: &Url, report: &mut Report) -> Result<(), Failure> {
    let (lang, appid) = (report.lang(), &component.component_appid);
    let base = public_url.as_str().trim_end_matches('/');
    let domain = public_url.host_str().unwrap_or_default();
    Ok(report.note(&say!(
        lang,
        "{appid}: WeChat's console must hold\n    授权事件接收URL    {base}/wechat/{appid}/events\n    \
         消息与事件接收URL  {base}/wechat/{appid}/messages/$APPID$\n    授权发起页域名     {domain}",
        "{appid}：微信开放平台上应填写\n    授权事件接收URL    {base}/wechat/{appid}/events\n    \
         消息与事件接收URL  {base}/wechat/{appid}/messages/$APPID$\n    授权发起页域名     {domain}"
    ))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_missed_only_after_there_was_time_to_fetch_it() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let component = |ticket: Option<i64>| Component {
            component_appid: "wx0123456789abcdef".parse().unwrap(),
            name: String::new(),
            created_at: at(0),
            ticket_received_at: ticket.map(at),
            access_token_expires_at: None,
            version: 1,
        };
        assert!(!should_have_token(&component(None), at(86_400)));
        assert!(!should_have_token(&component(Some(500)), at(530)));
        assert!(should_have_token(&component(Some(500)), at(561)));
        assert!(should_have_token(&component(Some(6_000)), at(6_010)));
    }

    #[test]
    fn wechat_reaches_standard_ports_on_the_internet() {
        for good in ["https://fleet.example.com", "http://fleet.example.com:80", "https://203.0.113.7"] {
            fit_for_wechat(&Url::parse(good).unwrap()).unwrap();
        }
        for bad in [
            "http://127.0.0.1:8600",
            "https://fleet.example.com:8443",
            "https://10.0.0.1",
            "http://localhost",
            "https://[::1]",
            "http://wxfleet",
        ] {
            fit_for_wechat(&Url::parse(bad).unwrap()).unwrap_err();
        }
    }
}
