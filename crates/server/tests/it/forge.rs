//! Pushes made by hand: sealed as WeChat seals them, and then perhaps damaged.

use bytes::Bytes;
use http::HeaderMap;
use sha1::{Digest, Sha1};
use wxfleet_model::clock::Clock;
use wxfleet_wechat::callback::push::{Push, seal_event, seal_message, seal_url_check};
use wxfleet_wechat::callback::{Key, Keys, Salt};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

use crate::app::{AES_KEY, COMPONENT, TOKEN, TestApp, component};

/// What the server said to a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    pub(crate) headers: HeaderMap,
}

impl Said {
    /// Whether WeChat will not ask again.
    pub(crate) fn is_success(&self) -> bool {
        self.status == 200 && self.body == "success"
    }
}

/// The token and the key of the component as the tests start it.
pub(crate) fn keys() -> Keys {
    keys_of(TOKEN, AES_KEY)
}

pub(crate) fn keys_of(token: &str, aes_key: &str) -> Keys {
    Keys::new(component(), MessageToken::new(token), Key::parse(&EncodingAesKey::new(aes_key)).unwrap())
}

fn elements(fields: &[(&str, &str)]) -> String {
    let lines: Vec<String> =
        fields.iter().map(|(name, value)| format!("<{name}><![CDATA[{value}]]></{name}>\n")).collect();
    lines.concat()
}

/// The inside of a push to the authorization-event URL.
pub(crate) fn info(info_type: &str, created_at: i64, fields: &[(&str, &str)]) -> String {
    let fields = elements(fields);
    format!(
        "<xml>\n<AppId><![CDATA[{COMPONENT}]]></AppId>\n<CreateTime>{created_at}</CreateTime>\n\
         <InfoType><![CDATA[{info_type}]]></InfoType>\n{fields}</xml>"
    )
}

/// The inside of an event push to the message URL.
pub(crate) fn event(user_name: &str, name: &str, created_at: i64, fields: &[(&str, &str)]) -> String {
    let fields = elements(fields);
    format!(
        "<xml><ToUserName><![CDATA[{user_name}]]></ToUserName>\n<FromUserName><![CDATA[oSystem]]></FromUserName>\n\
         <CreateTime>{created_at}</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n\
         <Event><![CDATA[{name}]]></Event>\n{fields}</xml>"
    )
}

/// A push whose signature holds over whatever stands in `Encrypt`: path and body.
pub(crate) fn signed(encrypt: &str) -> (String, String) {
    let mut parts = [TOKEN, "1780000000", "2", encrypt];
    parts.sort_unstable();
    let signature = hex::encode(Sha1::digest(parts.concat()));
    let path = format!("/wechat/{COMPONENT}/events?timestamp=1780000000&nonce=2&msg_signature={signature}");
    (path, format!("<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"))
}

impl TestApp {
    /// The present second.
    pub(crate) fn second_now(&self) -> i64 {
        self.clock.now().as_second()
    }

    /// Seals a push to the authorization-event URL now.
    pub(crate) fn seal(&self, xml: &str) -> Push {
        self.seal_under(&keys(), xml)
    }

    pub(crate) fn seal_under(&self, keys: &Keys, xml: &str) -> Push {
        seal_event(keys.current(), &Salt::random(self.second_now()), xml)
    }

    /// Seals and delivers a push to the authorization-event URL.
    pub(crate) async fn push(&self, xml: &str) -> Said {
        self.deliver(&self.seal(xml)).await
    }

    /// Seals and delivers a push to an account's message URL.
    pub(crate) async fn push_message(&self, appid: &str, xml: &str) -> Said {
        let push = seal_message(keys().current(), &Salt::random(self.second_now()), xml, "gh_0", None);
        self.post(&format!("/wechat/{COMPONENT}/messages/{appid}?{}", push.query), push.body).await
    }

    /// Delivers a sealed push to the authorization-event URL.
    pub(crate) async fn deliver(&self, push: &Push) -> Said {
        self.post(&format!("/wechat/{COMPONENT}/events?{}", push.query), push.body.clone()).await
    }

    /// The query of a URL check.
    pub(crate) fn url_check(&self, echostr: &str) -> String {
        seal_url_check(keys().current(), &Salt::random(self.second_now()), echostr)
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Said {
        let url = format!("{}{path}", self.url);
        said(self.browser.http.post(url).header("content-type", "text/xml").body(body)).await
    }

    /// The kinds of all stored events, oldest first.
    pub(crate) async fn kinds(&self) -> Vec<String> {
        let page = wxfleet_model::page::PageRequest { limit: 500, after: None };
        let events = self.store.events(&wxfleet_store::EventFilter::default(), &page).await.unwrap();
        events.items.into_iter().rev().map(|event| event.kind).collect()
    }

    /// How many events of a kind are stored.
    pub(crate) async fn stored_of(&self, kind: &str) -> usize {
        self.kinds().await.iter().filter(|known| *known == kind).count()
    }
}

/// Sends a request; what changes with every answer is left out of the headers.
pub(crate) async fn said(request: reqwest::RequestBuilder) -> Said {
    let answer = request.send().await.unwrap();
    let mut headers = answer.headers().clone();
    for name in ["date", "x-request-id"] {
        headers.remove(name);
    }
    Said { status: answer.status().as_u16(), headers, body: answer.bytes().await.unwrap() }
}
