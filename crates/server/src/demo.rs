//! `wxfleet demo`: simulator, server and a small fleet in one process, for somebody who has no WeChat account at hand.
//!
//! Everything goes the real way: the component is registered and accounts are authorized through the API and over
//! HTTP, the simulator pushes encrypted tickets, the server calls back.
//!
//! * `desk`: simulator and server side by side. `fleet`: the component and its first accounts.
//! * `directory`: where a demo keeps its data, and how we know that it is one. `world`: the simulator's part of it.
//! * `words`: what a person reads first. `tour`, with `show`: the whole job, unattended.
//! * `rehearsal`: WeChat's release check, for `wxfleet check release`. `place`: a directory for one run.
//! * `browser`, `control`: a merchant's browser and the simulator's control API, both by plain HTTP.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use tokio::net::TcpListener;
use wxfleet_simulator::Config;

use crate::failure::Failure;
use crate::listening;
use crate::settings::{DatabaseSettings, Environment, Flags, Layers, MasterKeySettings, Settings};
use crate::terminal::Terminal;
use crate::words::say;

mod browser;
mod control;
mod desk;
mod directory;
mod fleet;
mod place;
pub(crate) mod rehearsal;
mod show;
mod tour;
mod words;
mod world;

use desk::Desk;
use directory::Directory;

/// Where a demo keeps its data when nobody says.
const DIRECTORY: &str = "./wxfleet-demo";
/// A person should not wait longer for the first words.
const WORDS_WITHIN: Duration = Duration::from_secs(1);

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Walk the whole job unattended, in a directory of its own, and end; exit status 0 only if every step happened
    #[arg(long)]
    tour: bool,
    /// Forget the data of earlier demos and start anew
    #[arg(long, conflicts_with = "tour")]
    fresh: bool,
    /// Where the demo keeps its data [default: ./wxfleet-demo]
    #[arg(long, value_name = "DIR", conflicts_with = "tour")]
    data_dir: Option<PathBuf>,
    /// Settings file, of which the demo takes the addresses alone [default: wxfleet.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[arg(
        long,
        value_name = "ADDRESS",
        help = "Where the server answers [env: WXFLEET_LISTEN] [default: 127.0.0.1:8600, or any free port]"
    )]
    listen: Option<String>,
    #[arg(
        long,
        value_name = "ADDRESS",
        help = "The gateway, or off [env: WXFLEET_GATEWAY_LISTEN] [default: 127.0.0.1:8601]"
    )]
    gateway_listen: Option<String>,
    #[arg(
        long,
        value_name = "URL",
        help = "What merchants see [env: WXFLEET_PUBLIC_URL] [default: http:// and --listen]"
    )]
    public_url: Option<String>,
    /// Where the simulator of WeChat answers [default: 127.0.0.1:8650, or any free port]
    #[arg(long, value_name = "ADDRESS")]
    simulator_listen: Option<SocketAddr>,
}

/// The two addresses of a demo, taken.
struct Taken {
    server: TcpListener,
    simulator: TcpListener,
}

pub(crate) async fn run(args: DemoArgs, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    if args.tour { tour::run(args, environment, terminal).await } else { stay(args, environment, terminal).await }
}

/// The demo that goes on until Ctrl-C.
async fn stay(args: DemoArgs, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    let directory = Directory::claim(args.data_dir.as_deref().unwrap_or(Path::new(DIRECTORY)), args.fresh)?;
    let (settings, taken) = prepare(&args, directory.path(), environment, terminal).await?;
    crate::logging::start(&settings.log);
    let desk = Desk::start(settings, taken, Config::for_demo(), world::read(&directory)?).await?;
    let saving = world::keep_saved(&directory, &desk.simulator);
    let stayed = show_and_wait(&desk, &directory, terminal).await;
    saving.abort();
    let simulator = desk.stop().await;
    world::save(&directory, &simulator)?;
    stayed
}

/// Builds the fleet, says where things are, and waits for Ctrl-C.
async fn show_and_wait(desk: &Desk, directory: &Directory, terminal: Terminal) -> Result<(), Failure> {
    let stop = listening::asked_to_stop();
    tokio::pin!(stop);
    let building = fleet::build(desk, directory, terminal);
    tokio::pin!(building);
    let early = tokio::select! {
        built = &mut building => Some(built?),
        () = tokio::time::sleep(WORDS_WITHIN) => None,
        stopped = &mut stop => return Ok(stopped?),
    };
    let password = desk.console_password(directory.path()).await?;
    terminal.result(&words::welcome(desk, &template(desk).await, &password, terminal.lang))?;
    if early.is_none() {
        tokio::select! {
            built = &mut building => built?,
            stopped = &mut stop => return Ok(stopped?),
        }
    }
    terminal.note(&say!(
        terminal.lang,
        "The fleet is ready. Ctrl-C ends the demo.",
        "小程序都已就绪。按 Ctrl-C 结束演示。"
    ));
    stop.await?;
    terminal.note(&say!(terminal.lang, "Ending; the data stays for the next time.", "正在结束，数据留到下次继续用。"));
    Ok(())
}

/// The number of a template to try, or a letter for it while the list cannot be had yet.
async fn template(desk: &Desk) -> String {
    const PATIENCE: Duration = Duration::from_millis(300);
    let listed = tokio::time::timeout(PATIENCE, desk.client.templates(fleet::COMPONENT)).await;
    let templates = listed.ok().and_then(Result::ok).map(|page| page.items).unwrap_or_default();
    let oldest = templates.into_iter().map(|template| template.template_id).min();
    oldest.map_or_else(|| "N".to_owned(), |template_id| template_id.to_string())
}

/// The settings of a demo, and its addresses: those that were asked for, or else the default ones if they are free.
async fn prepare(
    args: &DemoArgs,
    data_dir: &Path,
    environment: &Environment,
    terminal: Terminal,
) -> Result<(Settings, Taken), Failure> {
    let flags = Flags {
        listen: args.listen.clone(),
        gateway_listen: args.gateway_listen.clone(),
        public_url: args.public_url.clone(),
        ..Flags::default()
    };
    let layers = Layers::load(&flags, environment, args.config.as_deref())?;
    let mut settings = Settings::from_layers(&layers)?;
    settings.server.data_dir = data_dir.to_owned();
    settings.database = DatabaseSettings::default();
    settings.master_key = MasterKeySettings::default();
    if !layers.gave("log.level") {
        "warn".clone_into(&mut settings.log.level);
    }
    let server = take(settings.server.listen, layers.gave("listen"), "--listen", terminal).await?;
    let wanted = args.simulator_listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8650)));
    let simulator = take(wanted, args.simulator_listen.is_some(), "--simulator-listen", terminal).await?;
    Ok((settings, Taken { server, simulator }))
}

/// Takes an address. A default one that is taken by somebody else is no reason to give up: any free port does.
async fn take(wanted: SocketAddr, asked_for: bool, flag: &str, terminal: Terminal) -> Result<TcpListener, Failure> {
    match listening::take(wanted, flag).await {
        Err(_) if !asked_for => {
            let listener = listening::take(SocketAddr::new(wanted.ip(), 0), flag).await?;
            let address = listener.local_addr()?;
            terminal.note(&say!(
                terminal.lang,
                "{wanted} is taken, so this demo uses {address} ({flag} chooses another).",
                "{wanted} 已被占用，这次演示改用 {address}（可用 {flag} 指定）。"
            ));
            Ok(listener)
        }
        other => other,
    }
}
