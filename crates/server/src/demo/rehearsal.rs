//! WeChat's release check rehearsed whole: simulator and server side by side on free ports and a database of their own.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;
use wxfleet_simulator::{Config, Fleet, ReleaseCheck, ReleaseCheckReport};

use super::Taken;
use super::desk::Desk;
use super::fleet::{self, COMPONENT};
use super::place::Place;
use crate::failure::Failure;
use crate::settings::{LogSettings, ServerSettings, Settings};

/// Plays the check with each of these groups of test accounts.
pub(crate) async fn play(groups: &[u8]) -> Result<Vec<ReleaseCheckReport>, Failure> {
    let place = Place::new("check")?;
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let settings = Settings {
        server: ServerSettings {
            data_dir: place.data.clone(),
            listen: anywhere,
            gateway_listen: None,
            public_url: None,
        },
        log: LogSettings { level: "error".to_owned(), ..LogSettings::default() },
        ..Settings::default()
    };
    crate::logging::start(&settings.log);
    let taken = Taken { server: TcpListener::bind(anywhere).await?, simulator: TcpListener::bind(anywhere).await? };
    let fleet = Fleet { mini_programs: 1, official_accounts: 0, awkward: false };
    let desk = Desk::start(settings, taken, Config { fleet, ..Config::for_demo() }, None).await?;
    let played = on(&desk, groups).await;
    desk.stop().await;
    played
}

async fn on(desk: &Desk, groups: &[u8]) -> Result<Vec<ReleaseCheckReport>, Failure> {
    fleet::register(desk).await?;
    fleet::ticket(desk).await?;
    let mut reports = Vec::new();
    for group in groups {
        let check = ReleaseCheck { component_appid: COMPONENT.to_owned(), group: *group, callbacks_only: false };
        reports.push(desk.simulator.release_check(&check).await.map_err(anyhow::Error::from)?);
    }
    Ok(reports)
}
