//! WeChat's side of a push, for the simulator and for tests: what it sends to the two URLs.

use url::form_urlencoded::byte_serialize;

use super::key::KeySet;
use super::{Salt, cipher, envelope, signature};
use crate::id::Openid;

/// A push, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// What follows the `?`, percent-encoded.
    pub query: String,
    /// The envelope; goes out as `text/xml`.
    pub body: String,
}

/// Seals a push to the authorization-event URL, whose envelope names the component in clear (`AppId`).
pub fn seal_event(set: KeySet<'_>, salt: &Salt, xml: &str) -> Push {
    seal(set, salt, xml, ("AppId", set.component_appid.as_str()), None)
}

/// Seals a push to the message URL, whose envelope names the account in clear (`ToUserName`, `gh_…`) and whose query
/// names the sender.
pub fn seal_message(set: KeySet<'_>, salt: &Salt, xml: &str, to_user_name: &str, openid: Option<&Openid>) -> Push {
    seal(set, salt, xml, ("ToUserName", to_user_name), openid)
}

/// The query of the `GET` by which a URL is checked when it is entered.
pub fn seal_url_check(set: KeySet<'_>, salt: &Salt, echostr: &str) -> String {
    let timestamp = salt.timestamp.to_string();
    let signature = signature::sign(set.token, [timestamp.as_bytes(), salt.nonce.as_bytes(), b""]);
    query(&[("signature", &text(&signature)), ("echostr", echostr), ("timestamp", &timestamp), ("nonce", &salt.nonce)])
}

fn seal(set: KeySet<'_>, salt: &Salt, xml: &str, clear: (&str, &str), openid: Option<&Openid>) -> Push {
    let encrypt = cipher::seal(set, &salt.random16, xml.as_bytes());
    let timestamp = salt.timestamp.to_string();
    let sign = |last: &[u8]| text(&signature::sign(set.token, [timestamp.as_bytes(), salt.nonce.as_bytes(), last]));
    let (signature, msg_signature) = (sign(b""), sign(encrypt.as_bytes()));
    let mut pairs = vec![("signature", signature.as_str()), ("timestamp", &timestamp), ("nonce", &salt.nonce)];
    pairs.extend(openid.map(|openid| ("openid", openid.as_str())));
    pairs.extend([("encrypt_type", "aes"), ("msg_signature", &msg_signature)]);
    Push { query: query(&pairs), body: envelope::write(clear.0, clear.1, &encrypt) }
}

fn text(signature: &[u8; 40]) -> String {
    String::from_utf8_lossy(signature).into_owned()
}

/// Percent-encodes; a space becomes `%20`, never `+`, since receivers of signed texts do not form-decode.
fn query(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}
