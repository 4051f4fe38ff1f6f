//! Simulator and server side by side, with the tools that demo and tour work with.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;
use wxfleet_api::Client;
use wxfleet_api::client::Error as ApiError;
use wxfleet_engine::keys::Keys;
use wxfleet_engine::operators::password::Password;
use wxfleet_model::clock::SystemClock;
use wxfleet_model::permission::{Actor, Limits, Role};
use wxfleet_simulator::{AccountKind, Config, Simulator};
use wxfleet_store::Store;

use super::browser::{Browser, local_http};
use super::control::Control;
use super::{Taken, directory};
use crate::commands::simulate::clock;
use crate::data_dir::{self, Use};
use crate::failure::Failure;
use crate::server::{Server, Tasks};
use crate::settings::{Settings, WeChatSettings, local_url};

/// Who signs in to a demo's console.
pub(crate) const OPERATOR: &str = "demo";

/// A simulated WeChat and a server that takes it for the real one.
pub(crate) struct Desk {
    pub(crate) simulator: Simulator,
    /// The simulator's control API.
    pub(crate) control: Control,
    /// A merchant's browser.
    pub(crate) browser: Browser,
    /// Our own API.
    pub(crate) client: Client,
    /// The key it is used with.
    pub(crate) key: String,
    simulator_base: String,
    server: Server,
    ending: CancellationToken,
    simulating: JoinHandle<()>,
}

impl Desk {
    /// Starts both. `saved` is the simulator's world of an earlier time.
    pub(crate) async fn start(
        mut settings: Settings,
        taken: Taken,
        config: Config,
        saved: Option<Vec<u8>>,
    ) -> Result<Self, Failure> {
        let simulator_url = local_url(taken.simulator.local_addr()?);
        let simulator_base = simulator_url.as_str().trim_end_matches('/').to_owned();
        settings.wechat = WeChatSettings::all_at(&simulator_url);
        let config = Config { public_url: Some(simulator_base.clone()), ..config };
        let simulator = match saved {
            Some(saved) => Simulator::restore(config, clock(), &saved)
                .context("simulator.json in the demo's directory; --fresh starts anew")?,
            None => Simulator::new(config, clock()),
        };
        let store = data_dir::open(&settings, Use::Server).await?.store;
        let server_url = local_url(taken.server.local_addr()?);
        let data_dir = settings.server.data_dir.clone();
        let known = directory::read_key(&data_dir);
        let server = Server::start(&settings, store.clone(), taken.server, Arc::new(SystemClock), Tasks::Run)?;
        let ending = CancellationToken::new();
        let simulating = tokio::spawn(simulator.clone().serve(taken.simulator, ending.clone()));
        let key = living_key(&server_url, known, &store).await?;
        directory::keep_key(&data_dir, &key)?;
        let client = Client::new(server_url, Some(key.clone()))?;
        let http = local_http()?;
        let control = Control::new(http.clone(), simulator_url);
        Ok(Self {
            simulator,
            control,
            browser: Browser::new(http),
            client,
            key,
            simulator_base,
            server,
            ending,
            simulating,
        })
    }

    /// The password of the console's operator `demo`: that of last time, or a new one if there is no such operator or
    /// nobody knows it any more.
    pub(crate) async fn console_password(&self, data_dir: &Path) -> anyhow::Result<String> {
        let (operators, us) = (&self.server.engine.operators, Actor::System);
        let there = operators.list(&us).await?.into_iter().find(|operator| operator.name == OPERATOR);
        if let (Some(known), Some(_)) = (directory::read_password(data_dir), &there) {
            return Ok(known);
        }
        let password = new_password()?;
        directory::keep_password(data_dir, &password)?;
        let typed = Password::new(password.clone());
        match there {
            Some(operator) => operators.reset(&us, operator.id, typed).await?,
            None => drop(operators.add(&us, OPERATOR, Role::Admin, typed).await?),
        }
        Ok(password)
    }

    /// Ends both; the simulator's world is as it was left.
    pub(crate) async fn stop(self) -> Simulator {
        self.server.stop().await;
        self.ending.cancel();
        if let Err(error) = self.simulating.await {
            tracing::error!(%error, "the simulator ended badly");
        }
        self.simulator
    }

    /// The server's address for people, without a slash at the end.
    pub(crate) fn public_base(&self) -> String {
        self.server.public_url.as_str().trim_end_matches('/').to_owned()
    }

    /// The simulator's address, without a slash at the end.
    pub(crate) fn simulator_base(&self) -> &str {
        &self.simulator_base
    }

    /// One of the server's addresses for the world as this machine reaches it: a demo behind a tunnel does not call
    /// itself through it.
    pub(crate) fn as_seen_here(&self, address: &str) -> anyhow::Result<String> {
        let behind = address.strip_prefix(&self.public_base()).context("an address that is not ours")?;
        Ok(format!("{}{behind}", self.client.server().as_str().trim_end_matches('/')))
    }

    /// Mini Programs that have all they need, in a fixed order.
    pub(crate) fn mini_programs(&self) -> Vec<String> {
        let merchants = self.simulator.merchants("", 0, 100).into_iter().map(|one| one.profile);
        let sound = merchants.filter(|one| {
            one.kind == AccountKind::MiniProgram
                && one.named
                && one.account_status == 1
                && one.available_sets.contains(&18)
        });
        sound.map(|profile| profile.appid).collect()
    }
}

/// 64 random bits in groups that can be typed.
fn new_password() -> anyhow::Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).context("the system gives no randomness")?;
    let groups: Vec<String> = bytes.chunks(2).map(hex::encode).collect();
    Ok(groups.join("-"))
}

/// The demo's API key of last time, or a new one if there is none that still works.
async fn living_key(server: &Url, known: Option<String>, store: &Store) -> Result<String, Failure> {
    if let Some(known) = known {
        match Client::new(server.clone(), Some(known.clone()))?.components().await {
            Err(ApiError::Problem(problem)) if problem.status == 401 => {}
            answered => {
                answered?;
                return Ok(known);
            }
        }
    }
    let created =
        Keys::create_offline(store, Arc::new(SystemClock), "demo", Role::Admin, Vec::new(), Limits::NONE).await;
    Ok(created.context("the demo's API key could not be made")?.text.expose().to_owned())
}
