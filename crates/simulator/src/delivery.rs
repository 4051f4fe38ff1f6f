//! Carries pushes to the platforms: sealed anew for each try, and judged by the answer as WeChat would.

use std::time::Duration;

use wxfleet_wechat::callback::reply::open_reply;
use wxfleet_wechat::callback::{Key, Keys, Salt, push as sealing};
use wxfleet_wechat::id::{ComponentAppid, Openid};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

use crate::simulator::Simulator;
use crate::world::component::ComponentSettings;
use crate::world::push::{Push, Target};

/// The longest answer that is read.
const ANSWER_LIMIT: usize = 1024 * 1024;

/// An answer that WeChat is content with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Accepted {
    /// `success`.
    Success,
    /// An empty body, which says the same.
    Empty,
    /// An encrypted reply.
    Reply(Reply),
}

/// An encrypted reply, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// What stands inside.
    pub(crate) xml: String,
    /// Whether its nonce is that of the push.
    pub(crate) repeats_nonce: bool,
}

/// Gives pushes back to the queue when the delivery is dropped half way.
struct UnderWay<'a> {
    simulator: &'a Simulator,
    id: u64,
    over: bool,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        self.simulator.with_world(|world, _| {
            world.pushes.waiting.iter_mut().filter(|push| push.id == self.id).for_each(|push| push.under_way = false);
        });
    }
}

/// A client that reaches the platforms directly and follows no redirects, since WeChat follows none.
pub(crate) fn client() -> reqwest::Client {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    let roots = roots.filter_map(|der| reqwest::Certificate::from_der(der).ok());
    reqwest::Client::builder()
        .tls_certs_only(roots)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(5))
        .build()
        .expect("a client with built-in roots and no proxy needs nothing from outside")
}

/// The settings as keys to seal with; words for people when they are none.
pub(crate) fn keys(settings: &ComponentSettings) -> Result<Keys, String> {
    let appid = ComponentAppid::parse(&*settings.component_appid).map_err(|fault| fault.to_string())?;
    let key = Key::parse(&EncodingAesKey::new(&*settings.encoding_aes_key)).map_err(|fault| fault.to_string())?;
    Ok(Keys::new(appid, MessageToken::new(&*settings.token), key))
}

impl Simulator {
    /// Tries a push once and notes what came of it.
    pub(crate) async fn deliver(&self, push: Push) -> Result<Accepted, String> {
        let mut under_way = UnderWay { simulator: self, id: push.id, over: false };
        let outcome = self.try_once(&push).await;
        let note = match &outcome {
            Ok(Accepted::Success) => Ok("success".to_owned()),
            Ok(Accepted::Empty) => Ok("an empty body".to_owned()),
            Ok(Accepted::Reply(_)) => Ok("encrypted reply".to_owned()),
            Err(fault) => Err(fault.clone()),
        };
        tracing::debug!(push.id = push.id, push.kind = %push.kind, delivered = note.is_ok(), "push tried");
        // From here on the next try may be under way already.
        under_way.over = true;
        self.with_world(|world, now| world.push_tried(push, note, now));
        outcome
    }

    async fn try_once(&self, push: &Push) -> Result<Accepted, String> {
        let (settings, timeout, now) = self.with_world(|world, now| {
            let settings = world.components.get(&push.component).map(|component| component.settings.clone());
            (settings, Duration::from_millis(world.switches.push_timeout_ms), now)
        });
        let settings = settings.ok_or("the platform is gone")?;
        let keys = keys(&settings)?;
        let salt = Salt::random(now.as_second());
        let (url, sealed) = match &push.target {
            Target::Events => (settings.events_url, sealing::seal_event(keys.current(), &salt, &push.inner)),
            Target::Messages { appid, user_name, openid } => {
                let openid = Openid::parse(&**openid).ok();
                let url = settings.messages_url.replace("$APPID$", appid);
                (url, sealing::seal_message(keys.current(), &salt, &push.inner, user_name, openid.as_ref()))
            }
        };
        let joint = if url.contains('?') { '&' } else { '?' };
        let request = self
            .http()
            .post(format!("{url}{joint}{}", sealed.query))
            .timeout(timeout)
            .header("content-type", "text/xml")
            .header("user-agent", "Mozilla/4.0")
            .body(sealed.body);
        let answer = request.send().await.map_err(|fault| words(&fault))?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(|fault| words(&fault))?;
        judge(status.as_u16(), &body, push, &keys, &salt.nonce)
    }
}

/// What went wrong, without the address, which holds signatures.
fn words(fault: &reqwest::Error) -> String {
    let what = if fault.is_timeout() {
        "no answer in time"
    } else if fault.is_connect() {
        "no connection"
    } else {
        "the answer broke off"
    };
    what.to_owned()
}

fn judge(status: u16, body: &[u8], push: &Push, keys: &Keys, nonce: &str) -> Result<Accepted, String> {
    if status != 200 {
        return Err(format!("HTTP {status}"));
    }
    if body.is_empty() {
        return Ok(Accepted::Empty);
    }
    if body == b"success" {
        return Ok(Accepted::Success);
    }
    if matches!(push.target, Target::Messages { .. }) && body.len() <= ANSWER_LIMIT {
        let opened = open_reply(keys, body).map_err(|fault| format!("a reply that cannot be opened: {fault}"))?;
        let repeats_nonce = opened.nonce == nonce;
        let xml = String::from_utf8(opened.xml.to_vec()).map_err(|_| "a reply not in UTF-8".to_owned())?;
        return Ok(Accepted::Reply(Reply { xml, repeats_nonce }));
    }
    Err("an answer other than `success`".to_owned())
}
