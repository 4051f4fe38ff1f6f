//! One simulator on a port of its own, a platform that receives its pushes, and a clock to move.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use wxfleet_simulator::{Authorize, ComponentSettings, Config, Simulator};
use wxfleet_wechat::callback::{self, Key, Keys, Query, Salt, TextReply, encrypt_reply, notice};
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

pub(crate) const COMPONENT: &str = "wxc0ffee0000000001";
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const TOKEN: &str = "simtoken_A1b2";
pub(crate) const AES_KEY: &str = "uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU";

/// What the platform answers to its next pushes.
#[derive(Debug, Clone)]
pub(crate) enum Say {
    Success,
    Empty,
    Status(u16),
    Text(&'static str),
    /// An encrypted reply with this content.
    Reply(&'static str),
}

/// A push as the platform got it.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    /// The account in the path of the message URL.
    pub(crate) appid: Option<String>,
    pub(crate) query: String,
    pub(crate) body: Bytes,
    /// The inner message; None when the keys did not open it.
    pub(crate) xml: Option<String>,
}

impl Received {
    /// The text of an element of the inner message.
    pub(crate) fn field(&self, name: &str) -> String {
        let xml = self.xml.as_deref().unwrap_or_default();
        let inner = xml.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once(&format!("</{name}>")));
        let inner = inner.map(|(inner, _)| inner).unwrap_or_default();
        inner.trim_start_matches("<![CDATA[").trim_end_matches("]]>").to_owned()
    }
}

struct Platform {
    keys: Mutex<Keys>,
    received: Mutex<Vec<Received>>,
    script: Mutex<VecDeque<Say>>,
}

/// The bench.
pub(crate) struct Bench {
    pub(crate) sim: Simulator,
    pub(crate) base: String,
    pub(crate) home: String,
    pub(crate) http: reqwest::Client,
    clock: Arc<AtomicI64>,
    platform: Arc<Platform>,
    shutdown: CancellationToken,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

pub(crate) fn keys(token: &str, aes_key: &str) -> Keys {
    let key = Key::parse(&EncodingAesKey::new(aes_key)).unwrap();
    Keys::new(ComponentAppid::parse(COMPONENT).unwrap(), MessageToken::new(token), key)
}

impl Bench {
    /// A simulator with [`Config::for_testing`].
    pub(crate) async fn new() -> Self {
        Self::with(Config::for_testing()).await
    }

    /// A simulator with one component that has received its first ticket.
    pub(crate) async fn with(config: Config) -> Self {
        let clock = Arc::new(AtomicI64::new(1_780_000_000_000));
        let reading = Arc::clone(&clock);
        let now = move || Timestamp::from_millisecond(reading.load(Ordering::SeqCst)).unwrap();
        let sim = Simulator::new(config, Arc::new(now));
        let shutdown = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(sim.clone().serve(listener, shutdown.clone()));
        let platform = Arc::new(Platform {
            keys: Mutex::new(keys(TOKEN, AES_KEY)),
            received: Mutex::new(Vec::new()),
            script: Mutex::new(VecDeque::new()),
        });
        let home = serve_platform(Arc::clone(&platform), shutdown.clone()).await;
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let bench = Self { sim, base, home, http, clock, platform, shutdown };
        bench.sim.register_component(bench.settings()).unwrap();
        bench.sim.step().await;
        bench
    }

    pub(crate) fn settings(&self) -> ComponentSettings {
        ComponentSettings {
            component_appid: COMPONENT.to_owned(),
            app_secret: SECRET.to_owned(),
            token: TOKEN.to_owned(),
            encoding_aes_key: AES_KEY.to_owned(),
            events_url: format!("{}/events", self.home),
            messages_url: format!("{}/messages/$APPID$", self.home),
            start_domain: String::new(),
            ip_whitelist: Vec::new(),
        }
    }

    /// Moves the clock.
    pub(crate) fn later(&self, secs: i64) {
        self.clock.fetch_add(secs * 1000, Ordering::SeqCst);
    }

    /// What the platform says to its next pushes; `success` when the list is used up.
    pub(crate) fn script(&self, says: &[Say]) {
        self.platform.script.lock().unwrap().extend(says.iter().cloned());
    }

    /// The platform's keys from now on.
    pub(crate) fn use_keys(&self, keys: Keys) {
        *self.platform.keys.lock().unwrap() = keys;
    }

    /// Takes what the platform received so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.platform.received.lock().unwrap())
    }

    /// Does what is due and takes what the platform received of one kind.
    pub(crate) async fn pushed(&self, kind: &str) -> Vec<Received> {
        self.sim.step().await;
        let mark = format!("<![CDATA[{kind}]]>");
        self.received().into_iter().filter(|one| one.xml.as_ref().is_some_and(|xml| xml.contains(&mark))).collect()
    }

    pub(crate) async fn post_raw(&self, path_and_query: &str, body: impl Into<reqwest::Body>) -> Value {
        let url = format!("{}{path_and_query}", self.base);
        let answer = self.http.post(url).body(body).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        answer.json().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, token: &str, body: Value) -> Value {
        self.post_raw(&format!("{path}?access_token={token}"), body.to_string()).await
    }

    pub(crate) async fn get(&self, path_and_query: &str) -> Value {
        let answer = self.http.get(format!("{}{path_and_query}", self.base)).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        answer.json().await.unwrap()
    }

    /// A `GET` of the API with a token.
    pub(crate) async fn fetch(&self, path: &str, token: &str) -> Value {
        self.get(&format!("{path}?access_token={token}")).await
    }

    /// The latest ticket that the platform received.
    pub(crate) async fn ticket(&self) -> String {
        self.sim.push_ticket(COMPONENT).unwrap();
        self.pushed("component_verify_ticket").await.last().unwrap().field("ComponentVerifyTicket")
    }

    pub(crate) async fn component_token_with(&self, ticket: &str) -> Value {
        let body = json!({
            "component_appid": COMPONENT, "component_appsecret": SECRET, "component_verify_ticket": ticket,
        });
        self.post_raw("/cgi-bin/component/api_component_token", body.to_string()).await
    }

    /// A component access token.
    pub(crate) async fn component_token(&self) -> String {
        let ticket = self.ticket().await;
        text(&self.component_token_with(&ticket).await["component_access_token"])
    }

    pub(crate) async fn pre_auth_code(&self, component_token: &str) -> String {
        let body = json!({"component_appid": COMPONENT});
        let answer = self.post("/cgi-bin/component/api_create_preauthcode", component_token, body).await;
        text(&answer["pre_auth_code"])
    }

    /// A merchant authorizes everything it can; returns the authorization code.
    pub(crate) async fn authorize(&self, component_token: &str, appid: &str) -> String {
        let pre_auth_code = self.pre_auth_code(component_token).await;
        let request = Authorize { pre_auth_code, appid: appid.to_owned(), ..Authorize::default() };
        self.sim.authorize(&request).await.unwrap().authorization_code.unwrap()
    }

    pub(crate) async fn query_auth(&self, component_token: &str, code: &str) -> Value {
        let body = json!({"component_appid": COMPONENT, "authorization_code": code});
        self.post("/cgi-bin/component/api_query_auth", component_token, body).await
    }

    /// Component token, access token and refresh token of a freshly authorized merchant.
    pub(crate) async fn authorized(&self, appid: &str) -> (String, String, String) {
        let component_token = self.component_token().await;
        let code = self.authorize(&component_token, appid).await;
        let info = self.query_auth(&component_token, &code).await["authorization_info"].clone();
        (component_token, text(&info["authorizer_access_token"]), text(&info["authorizer_refresh_token"]))
    }
}

/// A field that has to be a text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text but {value}")).to_owned()
}

/// The errcode of an answer; 0 when there is none.
pub(crate) fn errcode(value: &Value) -> i64 {
    value["errcode"].as_i64().unwrap_or(0)
}

async fn serve_platform(platform: Arc<Platform>, shutdown: CancellationToken) -> String {
    let router =
        Router::new().route("/events", post(events)).route("/messages/{appid}", post(messages)).with_state(platform);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let home = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        axum::serve(listener, router).with_graceful_shutdown(shutdown.cancelled_owned()).await.unwrap();
    });
    home
}

async fn events(State(platform): State<Arc<Platform>>, RawQuery(query): RawQuery, body: Bytes) -> Response {
    receive(&platform, None, query.unwrap_or_default(), body)
}

async fn messages(
    State(platform): State<Arc<Platform>>,
    Path(appid): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    receive(&platform, Some(appid), query.unwrap_or_default(), body)
}

fn receive(platform: &Platform, appid: Option<String>, query: String, body: Bytes) -> Response {
    let keys = platform.keys.lock().unwrap();
    let parsed = Query::parse(&query).unwrap();
    let opened = callback::open(&keys, &parsed, &body).ok();
    let xml = opened.map(|opened| String::from_utf8(opened.xml.to_vec()).unwrap());
    platform.received.lock().unwrap().push(Received { appid, query, body, xml: xml.clone() });
    match platform.script.lock().unwrap().pop_front().unwrap_or(Say::Success) {
        Say::Success => "success".into_response(),
        Say::Empty => "".into_response(),
        Say::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Say::Text(text) => text.into_response(),
        Say::Reply(content) => {
            let notice = notice::parse(xml.unwrap().as_bytes()).unwrap();
            let reply = TextReply::to(&notice, 1_780_000_000, content).unwrap().to_xml();
            encrypt_reply(keys.current(), &Salt::answering(1_780_000_000, parsed.nonce), &reply).into_response()
        }
    }
}
