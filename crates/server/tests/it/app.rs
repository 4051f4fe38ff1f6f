//! The application under test: server, simulator and clock, started, moved on, restarted and ended by a test.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wxfleet_engine::code::Account;
use wxfleet_engine::components::NewComponent;
use wxfleet_engine::{Addresses, Engine, OLD_KEYS_FOR, Parts, Retention};
use wxfleet_model::authorizer::Authorizer;
use wxfleet_model::clock::{Clock, ManualClock};
use wxfleet_model::permission::{Actor, Grant, Role};
use wxfleet_simulator::{ComponentSettings, Config, Fleet, Simulator, Switches};
use wxfleet_store::{DatabaseUrl, MasterKey, Options, Scratch, Store};
use wxfleet_wechat::client::{Client, ClientConfig};
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::secret::{AppSecret, EncodingAesKey, MessageToken};

use crate::browser::Browser;
use crate::wire::Wire;

pub(crate) const COMPONENT: &str = "wxc0ffee0000000001";
pub(crate) const SECRET: &str = "5ec2e7canary0000000000000000cafe";
pub(crate) const TOKEN: &str = "messageTokenCanary";
/// The ISV's logo: a green square as PNG.
pub(crate) const LOGO: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x08\x00\x00\x00\x08\x08\x02\x00\x00\x00Km)\xdc\x00\x00\x00\x11IDATx\xdac\xe0\xaa\x8d\xc1\x8a\x18\x86\x96\x04\x00\x18\x928\xc1\x8c\xca\xb3v\x00\x00\x00\x00IEND\xaeB`\x82";
/// Whom its merchants ask.
pub(crate) const CONTACT: &str = "客服 400-820-0000";
pub(crate) const AES_KEY: &str = "uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU";

/// On which database the application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
    MySql,
}

/// What to start.
pub(crate) struct Setup {
    authorizers: usize,
    database: Database,
    config: Config,
    registered: bool,
    wired: bool,
}

impl Setup {
    /// Has the first so many Mini Programs of the simulator authorize, each by the pages.
    pub(crate) fn authorizers(mut self, count: usize) -> Self {
        self.authorizers = count;
        self
    }

    /// Has these merchants in the simulator.
    pub(crate) fn fleet(mut self, fleet: Fleet) -> Self {
        self.config.fleet = fleet;
        self
    }

    /// Stands on another database than SQLite.
    pub(crate) fn on(mut self, database: Database) -> Self {
        self.database = database;
        self
    }

    /// Has a line to the database server between, which the test can cut.
    pub(crate) fn behind_a_wire(mut self) -> Self {
        self.wired = true;
        self
    }

    /// Starts the simulator with other switches.
    pub(crate) fn switches(mut self, change: impl FnOnce(&mut Switches)) -> Self {
        change(&mut self.config.switches);
        self
    }

    /// Starts without a component.
    pub(crate) fn without_component(mut self) -> Self {
        self.registered = false;
        self
    }

    pub(crate) async fn start(self) -> TestApp {
        let app = Box::pin(TestApp::empty(self.database, self.wired, self.config)).await;
        if self.registered {
            app.register().await;
        }
        let appids: Vec<String> = app.sim.appids().into_iter().take(self.authorizers).collect();
        for appid in &appids {
            app.authorize(appid).await;
        }
        app
    }
}

/// Server, simulator and clock. Ends with a look at what was left hanging.
pub(crate) struct TestApp {
    pub(crate) sim: Simulator,
    pub(crate) sim_url: String,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) browser: Browser,
    place: Place,
    wechat_behind_ms: Arc<AtomicI64>,
    sim_shutdown: CancellationToken,
    may_leave_debts: AtomicBool,
    node: Option<Node>,
}

/// Where the data lies, until the test ends.
struct Place {
    url: DatabaseUrl,
    directory: TempDir,
    scratch: Option<Scratch>,
    wire: Option<Wire>,
}

/// One server.
pub(crate) struct Node {
    pub(crate) engine: Engine,
    pub(crate) store: Store,
    pub(crate) url: String,
    /// Speaks with the key of an admin.
    pub(crate) client: wxfleet_api::Client,
    /// That key.
    pub(crate) key: String,
    /// What the router says of itself.
    pub(crate) router: String,
    listener: std::net::TcpListener,
    shutdown: CancellationToken,
    serving: JoinHandle<()>,
}

impl Deref for TestApp {
    type Target = Node;

    fn deref(&self) -> &Node {
        self.node.as_ref().expect("the node is away only while it restarts")
    }
}

impl TestApp {
    /// One component, no authorizers, SQLite.
    pub(crate) fn setup() -> Setup {
        Setup {
            authorizers: 0,
            database: Database::Sqlite,
            config: Config::for_testing(),
            registered: true,
            wired: false,
        }
    }

    async fn empty(database: Database, wired: bool, config: Config) -> Self {
        let start: Timestamp = "2026-03-02T02:00:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::starting_at(start));
        let wechat_behind_ms = Arc::new(AtomicI64::new(0));
        let sim_clock = {
            let (clock, behind) = (Arc::clone(&clock), Arc::clone(&wechat_behind_ms));
            move || clock.now() - SignedDuration::from_millis(behind.load(Ordering::SeqCst))
        };
        let sim = Simulator::new(config, Arc::new(sim_clock));
        let sim_shutdown = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sim_url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sim.clone().serve(listener, sim_shutdown.clone()));
        let place = Place::create(database, wired).await;
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let node = Box::pin(Node::start(&place.url, true, &clock, &sim_url, listener)).await;
        let browser = Browser::new();
        let may_leave_debts = AtomicBool::new(false);
        Self { sim, sim_url, clock, browser, place, wechat_behind_ms, sim_shutdown, may_leave_debts, node: Some(node) }
    }

    /// Enters the component on both sides and has the first ticket pushed.
    pub(crate) async fn register(&self) {
        self.engine.components.add(&Actor::System, new_component()).await.unwrap();
        self.register_with_wechat();
        self.settle().await;
    }

    /// Enters the component in WeChat's console.
    pub(crate) fn register_with_wechat(&self) {
        let settings = ComponentSettings {
            component_appid: COMPONENT.to_owned(),
            app_secret: SECRET.to_owned(),
            token: TOKEN.to_owned(),
            encoding_aes_key: AES_KEY.to_owned(),
            events_url: format!("{}/wechat/{COMPONENT}/events", self.url),
            messages_url: format!("{}/wechat/{COMPONENT}/messages/$APPID$", self.url),
            start_domain: String::new(),
            ip_whitelist: Vec::new(),
        };
        self.sim.register_component(settings).unwrap();
    }

    /// A merchant authorizes by the component's own page, from a desk, and what follows from it is done.
    pub(crate) async fn authorize(&self, appid: &str) -> Authorizer {
        let page = self.get_page(&format!("/authorize/{COMPONENT}")).await;
        let link = page.link_to(&format!("{}/cgi-bin/componentloginpage", self.sim_url));
        let back = self.browser.confirm(&link, &page.url, appid, None).await;
        if let Some(location) = back.location {
            let end = self.browser.get(&location, None).await;
            assert_eq!(end.status, 200, "{}", end.html);
        }
        self.settle().await;
        self.authorizer(appid).await
    }

    /// A page of ours as a browser gets it that comes from nowhere.
    pub(crate) async fn get_page(&self, path: &str) -> crate::browser::Page {
        self.browser.get(&format!("{}{path}", self.url), None).await
    }

    /// The account as it is stored.
    pub(crate) async fn authorizer(&self, appid: &str) -> Authorizer {
        self.stored(appid).await.expect("an authorizer")
    }

    /// The account as it is stored, if it is.
    pub(crate) async fn stored(&self, appid: &str) -> Option<Authorizer> {
        self.store.authorizer_by_appid(&component(), &appid_of(appid)).await.unwrap()
    }

    /// Moves the clock of both sides; nothing happens by itself.
    pub(crate) fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// Our clock jumps, WeChat's does not.
    pub(crate) fn jump(&self, by: SignedDuration) {
        self.clock.advance(by);
        self.wechat_behind_ms.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Does what is due on both sides until nothing is.
    pub(crate) async fn settle(&self) {
        self.sim.step().await;
        for _ in 0..50 {
            Box::pin(self.engine.tasks.settle()).await;
            if self.sim.step().await == 0 {
                return;
            }
        }
        panic!("WeChat and the server never came to rest");
    }

    /// Brings a good component token about, and nothing else.
    pub(crate) async fn settle_component(&self) {
        self.engine.authorizers.sync(&Actor::System, &component()).await.unwrap();
    }

    /// Time goes by: the clock moves from one thing that WeChat does to the next, and each time what is due is done.
    pub(crate) async fn later(&self, by: SignedDuration) {
        let end = self.clock.now() + by;
        loop {
            let behind = SignedDuration::from_millis(self.wechat_behind_ms.load(Ordering::SeqCst));
            let next = self.sim.next_due().map_or(end, |due| due + behind);
            self.clock.set(next.clamp(self.clock.now(), end));
            self.settle().await;
            if self.clock.now() >= end {
                return;
            }
        }
    }

    /// The process dies: nothing that is under way reaches the disk any more. Another one starts on the same data and
    /// at the same address.
    pub(crate) async fn restart(&mut self) {
        let node = self.node.take().expect("a node runs");
        let listener = node.listener.try_clone().unwrap();
        node.stop().await;
        let node = Box::pin(Node::start(&self.place.url, true, &self.clock, &self.sim_url, listener)).await;
        self.node = Some(node);
    }

    /// A second server on the same database, with an address of its own.
    pub(crate) async fn second(&self) -> Node {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        Box::pin(Node::start(&self.place.url, false, &self.clock, &self.sim_url, listener)).await
    }

    /// This test leaves journal entries or owed events behind on purpose.
    pub(crate) fn may_leave_debts(&self) {
        self.may_leave_debts.store(true, Ordering::SeqCst);
    }

    /// The directory with the database.
    pub(crate) fn directory(&self) -> &std::path::Path {
        self.place.directory.path()
    }

    /// The line to the database server.
    pub(crate) fn wire(&self) -> &Wire {
        self.place.wire.as_ref().expect("the test was set up behind a wire")
    }

    /// The text of `/metrics`.
    pub(crate) async fn metrics(&self) -> String {
        self.browser.get(&format!("{}/metrics", self.url), None).await.html
    }

    /// A counter of `/metrics`, by the beginning of its line; 0 when it is not there.
    pub(crate) async fn counter(&self, name: &str) -> u64 {
        let text = self.metrics().await;
        let value = |line: &str| line.strip_prefix(name).and_then(|rest| rest.trim().parse().ok());
        text.lines().find_map(value).unwrap_or(0)
    }

    async fn hanging(&self) -> Vec<String> {
        let open = self.store.journal_open_entries(None, None, 10).await.unwrap();
        let owed = self.store.events_unhandled(10).await.unwrap();
        let open = open.iter().map(|entry| format!("journal entry open: {}", entry.intent.deed));
        open.chain(owed.iter().map(|event| format!("a reaction owed: {}", event.kind))).collect()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.sim_shutdown.cancel();
        let look = !std::thread::panicking() && !self.may_leave_debts.load(Ordering::SeqCst);
        let scratch = self.place.scratch.take();
        let hanging = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                let hanging = if look { self.hanging().await } else { Vec::new() };
                if let Some(node) = self.node.take() {
                    node.stop().await;
                }
                if let Some(scratch) = scratch {
                    scratch.remove().await.unwrap();
                }
                hanging
            })
        });
        assert!(hanging.is_empty(), "left hanging: {hanging:?}");
    }
}

impl Place {
    async fn create(database: Database, wired: bool) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let scratch = match database {
            Database::Sqlite => None,
            Database::Postgres => Some(Scratch::create(&server("WXFLEET_TEST_POSTGRES_URL")).await.unwrap()),
            Database::MySql => Some(Scratch::create(&server("WXFLEET_TEST_MYSQL_URL")).await.unwrap()),
        };
        let mut wire = None;
        let url = match &scratch {
            Some(scratch) if wired => {
                let between = Wire::to(scratch.server()).await;
                let url = scratch.url_at(between.address());
                wire = Some(between);
                url
            }
            Some(scratch) => scratch.url().clone(),
            None => DatabaseUrl::sqlite(directory.path().join("wxfleet.db")),
        };
        Self { url, directory, scratch, wire }
    }
}

#[expect(clippy::disallowed_methods, reason = "the servers to test on are named by the environment")]
fn server(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} names the server for this test"))
}

impl Node {
    async fn start(
        database: &DatabaseUrl,
        exclusive: bool,
        clock: &Arc<ManualClock>,
        sim_url: &str,
        listener: std::net::TcpListener,
    ) -> Self {
        let mut options = Options::new(database.clone(), MasterKey::from_bytes([42; 32]));
        options.exclusive = exclusive;
        options.reserve_bytes = 0;
        options.connections = 4;
        let store = Store::open(options).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
        let mut client_config = ClientConfig::new(sim_url.parse().unwrap());
        client_config.timeout = Duration::from_secs(10);
        let addresses = Addresses {
            public_url: url.parse().unwrap(),
            mp_base_url: sim_url.parse().unwrap(),
            open_base_url: sim_url.parse().unwrap(),
        };
        let engine = Engine::new(Parts {
            store: store.clone(),
            client: Client::new(client_config).unwrap(),
            clock: Arc::clone(&clock),
            addresses,
            old_keys_for: OLD_KEYS_FOR,
            retention: Retention::default(),
        });
        let web = wxfleet_web::WebConfig {
            public_url: url.parse().unwrap(),
            image_origins: vec![sim_url.to_owned()],
            metrics_open: true,
            brand: wxfleet_web::Brand {
                logo: Some(wxfleet_web::Logo::new(LOGO.to_vec()).unwrap()),
                contact: Some(CONTACT.to_owned()),
            },
        };
        let router = wxfleet_web::router(wxfleet_web::App::new(engine.clone(), clock, web));
        let described = format!("{router:?}");
        let shutdown = CancellationToken::new();
        // A second handle keeps the address ours while the server restarts.
        let accepting = listener.try_clone().unwrap();
        accepting.set_nonblocking(true).unwrap();
        let accepting = TcpListener::from_std(accepting).unwrap();
        let serving = tokio::spawn(wxfleet_web::serve(accepting, router, shutdown.clone()));
        let created = engine.keys.create(&Actor::System, "test", Role::Admin, Vec::new()).await.unwrap();
        let key = created.text.expose().to_owned();
        let client = wxfleet_api::Client::new(url.parse().unwrap(), Some(key.clone())).unwrap();
        Self { engine, store, url, client, key, router: described, listener, shutdown, serving }
    }

    /// Ends at once: the disk is out of reach before the requests under way can end well.
    pub(crate) async fn stop(self) {
        self.shutdown.cancel();
        self.store.close().await;
        self.serving.await.unwrap();
    }

    /// The text of a new key with this role.
    pub(crate) async fn key_of(&self, role: Role, grants: Vec<Grant>) -> String {
        let created = self.engine.keys.create(&Actor::System, role.as_str(), role, grants).await.unwrap();
        created.text.expose().to_owned()
    }

    /// The access token of an account, or why there is none.
    pub(crate) async fn token(&self, appid: &str) -> Result<String, wxfleet_engine::Error> {
        let handed = self.engine.tokens.hand_out(&Actor::System, &component(), &appid_of(appid)).await?;
        Ok(handed.token.expose().to_owned())
    }
}

pub(crate) fn component() -> ComponentAppid {
    COMPONENT.parse().unwrap()
}

pub(crate) fn appid_of(text: &str) -> Appid {
    text.parse().unwrap()
}

pub(crate) fn account(appid: &str) -> Account {
    Account { component_appid: component(), appid: appid_of(appid) }
}

pub(crate) fn new_component() -> NewComponent {
    NewComponent {
        component_appid: component(),
        name: "开店助手".to_owned(),
        app_secret: AppSecret::new(SECRET),
        token: MessageToken::new(TOKEN),
        encoding_aes_key: EncodingAesKey::new(AES_KEY),
    }
}

/// Hours, minutes and seconds as tests say them.
pub(crate) trait Spans {
    fn hours(self) -> SignedDuration;
    fn minutes(self) -> SignedDuration;
    fn seconds(self) -> SignedDuration;
}

impl Spans for i64 {
    fn hours(self) -> SignedDuration {
        SignedDuration::from_hours(self)
    }

    fn minutes(self) -> SignedDuration {
        SignedDuration::from_mins(self)
    }

    fn seconds(self) -> SignedDuration {
        SignedDuration::from_secs(self)
    }
}

/// Waits until something is so that another task brings about; ten seconds at most.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never came about: {what}");
}
