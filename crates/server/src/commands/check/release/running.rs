//! The pushes of the release check to a server that runs.
//!
//! They are sealed with the token and key that stand in its database, so the server cannot tell them from WeChat's. A
//! ticket is not among them, since a false one would take the place of the real one, nor is a message with a code,
//! since the server would take it to the real WeChat.

use wxfleet_simulator::{ComponentSettings, Config, ReleaseCheck, ReleaseCheckReport, Simulator};
use wxfleet_store::Store;
use wxfleet_wechat::id::ComponentAppid;

use super::{ReleaseArgs, unclear};
use crate::commands::check::unreadable;
use crate::commands::simulate::clock;
use crate::data_dir::{self, Use};
use crate::failure::Failure;
use crate::settings::{Environment, Settings, parse_base_url};
use crate::words::said;

pub(super) async fn play(
    args: &ReleaseArgs,
    groups: &[u8],
    environment: &Environment,
) -> Result<Vec<ReleaseCheckReport>, Failure> {
    let settings = Settings::load(&args.settings.flags(), environment, args.settings.config.as_deref())?;
    let base = match &args.url {
        Some(url) => parse_base_url(url).map_err(|wrong| Failure::Usage(wrong.what))?,
        None => settings.server.public_url_at(settings.server.listen),
    };
    let base = base.as_str().trim_end_matches('/');
    let console = console_of(args, &settings, base).await?;
    let component_appid = console.component_appid.clone();
    let simulator = Simulator::new(Config::for_testing(), clock());
    simulator.register_component(console).map_err(anyhow::Error::from)?;
    let mut reports = Vec::new();
    for group in groups {
        let check = ReleaseCheck { component_appid: component_appid.clone(), group: *group, callbacks_only: true };
        reports.push(simulator.release_check(&check).await.map_err(anyhow::Error::from)?);
    }
    Ok(reports)
}

/// What WeChat's console holds for the component, from the server's own database.
async fn console_of(args: &ReleaseArgs, settings: &Settings, base: &str) -> Result<ComponentSettings, Failure> {
    if !data_dir::is_there(settings) {
        let url = settings.database.url_in(&settings.server.data_dir);
        return Err(Failure::Refused(said!(
            "there is no database {url}: run this where the server runs, with its settings (--data-dir, --config)",
            "没有数据库 {url}：请在运行服务的机器上用同样的设置（--data-dir、--config）执行"
        )));
    }
    let store = data_dir::open(settings, Use::OneOff).await?.store;
    let read = read(args, &store, base).await;
    store.close().await;
    read
}

async fn read(args: &ReleaseArgs, store: &Store, base: &str) -> Result<ComponentSettings, Failure> {
    let appid = which(args, store).await?;
    let secrets = store.component_secrets(&appid).await.map_err(unreadable)?;
    let keys = secrets.and_then(|secrets| secrets.callback_keys.into_iter().next());
    let keys = keys.ok_or_else(|| unclear(&[]))?;
    Ok(ComponentSettings {
        component_appid: appid.to_string(),
        app_secret: "not-used-here".to_owned(),
        token: keys.token.expose().to_owned(),
        encoding_aes_key: keys.encoding_aes_key.expose().to_owned(),
        events_url: format!("{base}/wechat/{appid}/events"),
        messages_url: format!("{base}/wechat/{appid}/messages/$APPID$"),
        start_domain: String::new(),
        ip_whitelist: Vec::new(),
    })
}

async fn which(args: &ReleaseArgs, store: &Store) -> Result<ComponentAppid, Failure> {
    let all = store.components().await.map_err(unreadable)?;
    let known: Vec<ComponentAppid> = all.into_iter().map(|component| component.component_appid).collect();
    let meant = match (&args.component, &known[..]) {
        (Some(wanted), _) => known.iter().find(|appid| appid.as_str() == wanted),
        (None, [one]) => Some(one),
        (None, _) => None,
    };
    meant.cloned().ok_or_else(|| unclear(&known.iter().map(ToString::to_string).collect::<Vec<_>>()))
}
