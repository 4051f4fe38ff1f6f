//! The simulator as a value: its world behind a lock, its clock, its two modes, and the server around it.
//!
//! No lock is held while anything is awaited: the world is changed in short closures ([`Simulator::with_world`]), and
//! pushes are copied out before they are carried.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use futures_util::StreamExt as _;
use http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use jiff::Timestamp;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::config::{Config, Mode};
use crate::faults::Faults;
use crate::gate::HangUp;
use crate::requests::Requests;
use crate::world::World;
use crate::world::push::Push;
use crate::{delivery, gate};

/// Where the simulator reads the time; tests hand in the one that the program under test reads.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A simulated WeChat. Clones are the same one.
#[derive(Clone)]
pub struct Simulator {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    clock: Clock,
    world: Mutex<World>,
    traffic: Mutex<Traffic>,
    changed: Notify,
    http: reqwest::Client,
}

/// What is not part of the world: the log of requests, and faults in waiting.
pub(crate) struct Traffic {
    pub(crate) requests: Requests,
    pub(crate) faults: Faults,
}

/// A saved state that this version cannot read.
#[derive(Debug, thiserror::Error)]
#[error("the simulator's saved state cannot be read: {0}")]
pub struct CannotRestore(#[from] serde_json::Error);

impl Simulator {
    /// A WeChat without platforms. Nothing runs yet.
    pub fn new(config: Config, clock: Clock) -> Self {
        let world = World::new(&config, clock());
        Self::with(config, clock, world)
    }

    /// A WeChat that goes on from what [`Simulator::save`] gave. `config`'s seed, fleet and switches do not count:
    /// those saved do.
    pub fn restore(config: Config, clock: Clock, saved: &[u8]) -> Result<Self, CannotRestore> {
        let mut world: World = serde_json::from_slice(saved)?;
        world.merchants.reindex();
        Ok(Self::with(config, clock, world))
    }

    fn with(config: Config, clock: Clock, world: World) -> Self {
        let traffic = Traffic { requests: Requests::new(config.requests_kept), faults: Faults::default() };
        let inner = Inner {
            config,
            clock,
            world: Mutex::new(world),
            traffic: Mutex::new(traffic),
            changed: Notify::new(),
            http: delivery::client(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The whole world as JSON, simulated secrets included: platforms, authorizations, tokens, code, waiting pushes.
    /// The request log and faults are not part of it.
    pub fn save(&self) -> Vec<u8> {
        self.with_world(|world, _| serde_json::to_vec(world)).expect("the world holds nothing that JSON cannot")
    }

    /// API host, authorization pages, control API and the page for people, as one router. Faults that close the
    /// connection break off the answer here; behind [`Simulator::serve`] they close it before the first byte.
    pub fn router(&self) -> Router {
        gate::router(self.clone())
    }

    /// Serves until `shutdown`, then lets answers under way end, for a second at most. In [`Mode::Timer`] it also
    /// makes things happen.
    pub async fn serve(self, listener: TcpListener, shutdown: CancellationToken) {
        let timer = (self.inner.config.mode == Mode::Timer).then(|| {
            tokio::spawn({
                let (simulator, shutdown) = (self.clone(), shutdown.clone());
                async move { simulator.run(shutdown).await }
            })
        });
        let router = self.router();
        let graceful = GracefulShutdown::new();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = shutdown.cancelled() => break,
            };
            let Ok((stream, from)) = accepted else {
                // The peer's doing, or too many open files: either passes by itself.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            serve_connection(stream, from, router.clone(), &graceful);
        }
        let _ = tokio::time::timeout(Duration::from_secs(1), graceful.shutdown()).await;
        if let Some(timer) = timer {
            let _ = timer.await;
        }
    }

    /// Makes things happen when they are due, until `shutdown`. [`Simulator::serve`] does this in [`Mode::Timer`];
    /// call it where the router is served by other means.
    pub async fn run(&self, shutdown: CancellationToken) {
        loop {
            let changed = self.inner.changed.notified();
            let (_, due) = self.take_due();
            if !due.is_empty() {
                let simulator = self.clone();
                tokio::spawn(async move { simulator.deliver_all(due).await });
            }
            let pause = self.until_next_due();
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = changed => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// At most a second, so that a clock that jumps is noticed.
    fn until_next_due(&self) -> Duration {
        let most = Duration::from_secs(1);
        let Some(due) = self.next_due() else { return most };
        let left = due.as_millisecond().saturating_sub(self.now().as_millisecond());
        Duration::from_millis(u64::try_from(left).unwrap_or(0)).min(most)
    }

    /// Does everything that is due now: tickets, audits, pushes with their retries. Returns how many things it did;
    /// 0 means that nothing is left to do before the clock moves.
    pub async fn step(&self) -> usize {
        let mut done = 0;
        loop {
            let (advanced, due) = self.take_due();
            done += advanced + due.len();
            if advanced + due.len() == 0 {
                return done;
            }
            self.deliver_all(due).await;
        }
    }

    fn take_due(&self) -> (usize, Vec<Push>) {
        self.with_world_quietly(|world, now| {
            let advanced = world.advance(now);
            (advanced, world.pushes.take_due(now, world.switches.push_reversed))
        })
    }

    async fn deliver_all(&self, due: Vec<Push>) {
        let at_once = self.inner.config.pushes_at_once.max(1);
        let each = |push| async move {
            let _ = self.deliver(push).await;
        };
        futures_util::stream::iter(due).for_each_concurrent(at_once, each).await;
    }

    /// When something is due next. It may lie in the past when a step is owed.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.with_world_quietly(|world, _| world.next_due())
    }

    /// The time here.
    pub fn now(&self) -> Timestamp {
        (self.inner.clock)()
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    /// Works on the world at the present time, and wakes the timer.
    pub(crate) fn with_world<T>(&self, work: impl FnOnce(&mut World, Timestamp) -> T) -> T {
        let result = self.with_world_quietly(work);
        self.inner.changed.notify_one();
        result
    }

    fn with_world_quietly<T>(&self, work: impl FnOnce(&mut World, Timestamp) -> T) -> T {
        let now = self.now();
        let mut world = self.inner.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.now = now;
        work(&mut world, now)
    }

    pub(crate) fn with_traffic<T>(&self, work: impl FnOnce(&mut Traffic) -> T) -> T {
        work(&mut self.inner.traffic.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn serve_connection(stream: TcpStream, from: SocketAddr, router: Router, graceful: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        let router = router.clone();
        async move {
            let response = match router.oneshot(request.map(axum::body::Body::new)).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if response.extensions().get::<HangUp>().is_some() {
                return Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
            }
            Ok(response)
        }
    });
    let builder = auto::Builder::new(TokioExecutor::new());
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A connection that broke is the peer's doing, or a fault that we play.
        let _ = connection.await;
    });
}
