//! A running server: engine, background tasks and HTTP put together on one database and one address.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;
use wxfleet_engine::{Addresses, Engine, Parts};
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;
use wxfleet_web::{App, Brand, Logo, WebConfig};
use wxfleet_wechat::client::{Client, ClientConfig};

use crate::settings::{MerchantSettings, Settings};

/// How long tasks may take to finish the pass they are in.
const TASKS_END_WITHIN: Duration = Duration::from_secs(10);

/// Who moves the background tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tasks {
    /// They run by themselves.
    Run,
    /// Nobody but [`wxfleet_engine::tasks::Tasks::settle`]: for tests, which hold the clock.
    ByHand,
}

/// A server that answers.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// What WeChat and merchants see of it.
    pub public_url: Url,
    /// What it does.
    pub engine: Box<Engine>,
    store: Store,
    shutdown: CancellationToken,
    tasks: TaskTracker,
    serving: JoinHandle<()>,
}

impl Server {
    /// Starts a server on a database that is open and an address that is taken. It answers when this returns. Must be
    /// called within a runtime. Fails when the way to WeChat cannot be set up.
    pub fn start(
        settings: &Settings,
        store: Store,
        listener: TcpListener,
        clock: Arc<dyn Clock>,
        tasks: Tasks,
    ) -> anyhow::Result<Self> {
        let address = listener.local_addr()?;
        let public_url = settings.server.public_url_at(address);
        let engine = Box::new(engine(settings, store.clone(), Arc::clone(&clock), public_url.clone())?);
        let config = WebConfig {
            public_url: public_url.clone(),
            image_origins: image_origins(settings),
            metrics_open: settings.metrics.open,
            brand: brand(&settings.merchant)?,
        };
        let router = wxfleet_web::router(App::new((*engine).clone(), clock, config));
        let (shutdown, tracker) = (CancellationToken::new(), TaskTracker::new());
        if tasks == Tasks::Run {
            engine.tasks.spawn(&tracker, &shutdown);
        }
        let serving = tokio::spawn(wxfleet_web::serve(listener, router, shutdown.clone()));
        Ok(Self { address, public_url, engine, store, shutdown, tasks: tracker, serving })
    }

    /// The link by which the first operator is made; `None` when somebody can sign in. Each call makes another one.
    pub async fn first_start_url(&self) -> anyhow::Result<Option<String>> {
        let link = self.engine.sign_in.first_start_link().await?;
        let base = self.public_url.as_str().trim_end_matches('/');
        Ok(link.map(|link| format!("{base}/console/first-start?token={}", link.expose())))
    }

    /// Stops accepting, lets requests and tasks under way end, ten seconds at most, and closes the database.
    pub async fn stop(self) {
        self.shutdown.cancel();
        self.tasks.close();
        let tasks = tokio::time::timeout(TASKS_END_WITHIN, self.tasks.wait());
        let (served, ended) = tokio::join!(self.serving, tasks);
        if let Err(error) = served {
            tracing::error!(%error, "serving ended badly");
        }
        if ended.is_err() {
            tracing::warn!("a task was still under way after ten seconds; its next pass takes it up again");
        }
        Box::pin(self.store.close()).await;
    }
}

fn engine(settings: &Settings, store: Store, clock: Arc<dyn Clock>, public_url: Url) -> anyhow::Result<Engine> {
    let config = ClientConfig::new(settings.wechat.api_base_url.clone());
    let client = Client::new(config).context("the way to WeChat cannot be set up")?;
    let addresses = Addresses {
        public_url,
        mp_base_url: settings.wechat.mp_base_url.clone(),
        open_base_url: settings.wechat.open_base_url.clone(),
    };
    let retention = settings.retention.keep;
    Ok(Engine::new(Parts { store, client, clock, addresses, old_keys_for: settings.callbacks.old_keys_for, retention }))
}

/// Reads the logo, so that a picture which cannot be shown is found out at the start and not by a merchant.
fn brand(settings: &MerchantSettings) -> anyhow::Result<Brand> {
    let logo = settings.logo.as_ref().map(|path| {
        let bytes = std::fs::read(path).with_context(|| format!("merchant.logo: {} cannot be read", path.display()))?;
        Logo::new(bytes).with_context(|| format!("merchant.logo: {} cannot be shown to merchants", path.display()))
    });
    Ok(Brand { logo: logo.transpose()?, contact: settings.contact.clone() })
}

/// Avatars come from WeChat's own hosts, or from the simulator where that stands in WeChat's place.
fn image_origins(settings: &Settings) -> Vec<String> {
    let wechat = &settings.wechat;
    if wechat.is_wechat_itself() { Vec::new() } else { vec![wechat.api_base_url.origin().ascii_serialization()] }
}
