//! The fleet of the demo: one component, a dozen Mini Programs and two Official Accounts, some of them authorized.
//!
//! The authorizations go the real way: an invitation made through the API, consent given at the simulator, the
//! merchant's browser sent back to the server.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use indicatif::ProgressBar;
use serde_json::json;
use url::Url;
use wxfleet_api::client::Error as ApiError;
use wxfleet_api::component::NewComponent;
use wxfleet_api::link::NewAuthorizationLink;
use wxfleet_simulator::{AccountKind, ComponentSettings};

use super::control::wait_for;
use super::desk::Desk;
use super::directory::Directory;
use crate::terminal::Terminal;
use crate::words::say;

/// The demo's platform. Nothing of it is secret: it is the same in every demo.
pub(crate) const COMPONENT: &str = "wxde30de30de30de30";
const NAME: &str = "演示服务商";
const APP_SECRET: &str = "wxfleet-demo-not-a-secret";
const TOKEN: &str = "wxfleetdemo";
const ENCODING_AES_KEY: &str = "wxfleetDemoNotASecretwxfleetDemoNotASecret0";

/// How many Mini Programs are authorized from the start; one Official Account is too.
const MINI_PROGRAMS: usize = 7;
/// The first ticket is pushed at once, so this is long.
const PATIENCE: Duration = Duration::from_secs(10);

/// Builds what is missing. At a later start that is nothing but the addresses, which may have changed.
pub(crate) async fn build(desk: &Desk, directory: &Directory, terminal: Terminal) -> anyhow::Result<()> {
    register(desk).await?;
    ticket(desk).await?;
    if directory.fleet_was_built() {
        return Ok(());
    }
    let appids = chosen(desk);
    let progress = if terminal.can_animate() { ProgressBar::new(appids.len() as u64) } else { ProgressBar::hidden() };
    progress.set_prefix(say!(terminal.lang, "merchants authorize", "商家授权"));
    for appid in &appids {
        authorize(desk, appid).await.with_context(|| format!("authorizing {appid}"))?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    directory.note_fleet_built()
}

/// Makes the platform known to both sides.
pub(crate) async fn register(desk: &Desk) -> anyhow::Result<()> {
    let known = match desk.client.component(COMPONENT).await {
        Err(ApiError::Problem(problem)) if problem.status == 404 => desk.client.component_add(&component()).await?,
        other => other?,
    };
    let start_domain =
        Url::parse(&known.events_url)?.host_str().map(str::to_owned).context("an address without host")?;
    desk.simulator.register_component(ComponentSettings {
        component_appid: COMPONENT.to_owned(),
        app_secret: APP_SECRET.to_owned(),
        token: TOKEN.to_owned(),
        encoding_aes_key: ENCODING_AES_KEY.to_owned(),
        events_url: desk.as_seen_here(&known.events_url)?,
        messages_url: desk.as_seen_here(&known.messages_url)?.replace("%24APPID%24", "$APPID$"),
        start_domain,
        ip_whitelist: Vec::new(),
    })?;
    Ok(())
}

fn component() -> NewComponent {
    NewComponent {
        component_appid: COMPONENT.to_owned(),
        app_secret: APP_SECRET.to_owned(),
        token: TOKEN.to_owned(),
        encoding_aes_key: ENCODING_AES_KEY.to_owned(),
        name: Some(NAME.to_owned()),
    }
}

/// Waits for the first ticket.
pub(crate) async fn ticket(desk: &Desk) -> anyhow::Result<()> {
    let look = async || Ok(desk.client.component(COMPONENT).await?.ticket_received_at);
    wait_for("a ticket from the simulator", PATIENCE, look).await.map(drop)
}

/// The merchants who are there from the start: those with nothing odd about them first.
fn chosen(desk: &Desk) -> Vec<String> {
    let mut mini_programs = desk.mini_programs();
    mini_programs.truncate(MINI_PROGRAMS);
    let official = desk.simulator.merchants("", 0, 100).into_iter();
    let official = official.map(|one| one.profile).find(|profile| profile.kind == AccountKind::OfficialAccount);
    mini_programs.extend(official.map(|profile| profile.appid));
    mini_programs
}

/// One merchant authorizes, from invitation to profile.
async fn authorize(desk: &Desk, appid: &str) -> anyhow::Result<()> {
    let link = desk.client.link_create(COMPONENT, &NewAuthorizationLink::default()).await?;
    let pc_url = Url::parse(&link.pc_url)?;
    let part = |name: &str| pc_url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let pre_auth_code = part("pre_auth_code").context("the link holds no pre_auth_code")?;
    let consent = json!({"pre_auth_code": pre_auth_code, "appid": appid, "redirect_uri": part("redirect_uri")});
    let consented = desk.control.order("/_sim/authorize", &consent).await?;
    let back = consented["redirect_url"].as_str().context("the simulator sends the merchant nowhere")?;
    desk.browser.open(&Url::parse(&desk.as_seen_here(back)?)?).await?;
    let look = async || match desk.client.authorizer(COMPONENT, appid).await {
        Ok(authorizer) => Ok(authorizer.kind.map(|_| authorizer.status)),
        Err(ApiError::Problem(problem)) if problem.status == 404 => Ok(None),
        Err(error) => Err(error.into()),
    };
    let status = wait_for("the profile of a new authorizer", PATIENCE, look).await?;
    ensure!(status == "authorized", "the account is {status}");
    Ok(())
}
