//! Pushes as WeChat sends them: a user's text of 600 bytes on the message URL, sealed, as a whole HTTP request.
//!
//! A push is told by its number, which is its `MsgId` and, in millionths of a second, its `CreateTime`. The same number
//! gives the same message inside, under a new nonce: what WeChat sends when it tries again.

use jiff::Timestamp;
use wxfleet_model::clock::{Clock, SystemClock};
use wxfleet_wechat::callback::{Key, Keys, Salt, notice, push};
use wxfleet_wechat::id::Appid;
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

/// The platform that the server is given.
pub const COMPONENT: &str = "wxc0ffee0000000001";
/// Its secret.
pub const APP_SECRET: &str = "0123456789abcdef0123456789abcdef";
/// Its message token.
pub const TOKEN: &str = "simtoken_A1b2";
/// Its message key.
pub const AES_KEY: &str = "uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU";
/// The account that users write to.
const APPID: &str = "wxa000000000000001";
/// How long the message inside is.
const XML_BYTES: usize = 600;

/// One push, ready to be written to a connection.
pub struct Request {
    /// Which push it is.
    pub number: u64,
    /// Head and body.
    pub bytes: Vec<u8>,
}

/// Makes pushes.
pub struct Maker {
    keys: Keys,
}

impl Maker {
    /// A maker for the platform above.
    pub fn new() -> Self {
        let key = Key::parse(&EncodingAesKey::new(AES_KEY)).expect("a well-formed key");
        let component = COMPONENT.parse().expect("a well-formed appid");
        Self { keys: Keys::new(component, MessageToken::new(TOKEN), key) }
    }

    /// So many pushes that were never sent before.
    pub fn fresh(&self, count: u64) -> Vec<Request> {
        let first = u64::try_from(now().as_microsecond()).expect("it is after 1970");
        (first..first + count).map(|number| self.request(number)).collect()
    }

    /// The push with this number, under a new nonce.
    pub fn request(&self, number: u64) -> Request {
        let salt = Salt::random(now().as_second());
        let push = push::seal_message(self.keys.current(), &salt, &xml(number), "gh_0123456789ab", None);
        let head = format!(
            "POST /wechat/{COMPONENT}/messages/{APPID}?{} HTTP/1.1\r\nHost: wxfleet\r\nContent-Type: text/xml\r\n\
             Content-Length: {}\r\n\r\n",
            push.query,
            push.body.len()
        );
        Request { number, bytes: [head.as_bytes(), push.body.as_bytes()].concat() }
    }

    /// Under which key the server keeps the push with this number.
    pub fn dedup_key(&self, number: u64) -> String {
        let appid: Appid = APPID.parse().expect("a well-formed appid");
        let notice = notice::parse(xml(number).as_bytes()).expect("a well-formed message");
        notice.dedup_key(Some(&appid)).expect("messages have one")
    }
}

impl Default for Maker {
    fn default() -> Self {
        Self::new()
    }
}

fn now() -> Timestamp {
    SystemClock.now()
}

fn xml(number: u64) -> String {
    let head = format!(
        "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>\n\
         <FromUserName><![CDATA[oTest0penid_abcdefghijklmnop]]></FromUserName>\n\
         <CreateTime>{}</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[",
        number / 1_000_000
    );
    let tail = format!("]]></Content>\n<MsgId>{number}</MsgId>\n</xml>");
    let text: String = "请问明天上午几点开门?我想带两个朋友过来。".chars().cycle().take(400).collect();
    let room = XML_BYTES - head.len() - tail.len();
    let text = &text[..text.floor_char_boundary(room)];
    format!("{head}{text}{}{tail}", ".".repeat(room - text.len()))
}
