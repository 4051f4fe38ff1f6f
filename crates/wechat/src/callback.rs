//! The encrypted pushes: from bytes and query to a [`Notice`], and back for replies and for the simulator.
//!
//! # The way in
//! [`Query::parse`] reads the query string, [`open`] does everything that decides whether a push is genuine, and
//! [`notice::parse`] turns the XML inside into a typed [`Notice`]. [`open`] checks in a fixed order, which is also the
//! order of the codes that WeChat's published sample uses in logs:
//!
//! | step | code when it fails |
//! | --- | --- |
//! | the envelope is XML with one `Encrypt` below its root | -40002 |
//! | `msg_signature` over token, timestamp, nonce and `Encrypt` | -40001 |
//! | `Encrypt` is base64 | -40010 |
//! | the ciphertext has whole AES blocks | -40007 |
//! | padding to 32 bytes, and a length that fits | -40008 |
//! | the text is closed by the *component's* appid, whoever the push is about | -40005 |
//!
//! Nothing behind the signature is looked at before the signature holds, so a stranger cannot tell bad padding from a
//! bad signature. The clear `AppId` and `ToUserName` of the envelope and `openid` in the query are unsigned: nobody
//! may act on them.
//!
//! # Replaced tokens and keys
//! WeChat's console lets token and AES key be changed one at a time, and pushes under the old ones keep arriving for a
//! while. [`Keys`] therefore holds a list of each, newest first. A token is found by the signature, a key by trying:
//! with a wrong key one text in 255 still passes the padding check, so "failed" includes a wrong appid at the end.
//! [`Opened::generation`] names what worked; a reply is sealed with the same.
//!
//! # The way out
//! [`reply`] writes the encrypted passive reply, [`push`] is WeChat's own side for the simulator. Both take their
//! randomness from a [`Salt`], so that vectors can be met bit for bit.
//!
//! No I/O, no clock, no logging happens here; a [`Reject`] never carries payload.

mod cipher;
mod envelope;
mod key;
pub mod mask;
pub mod notice;
mod outline;
pub mod push;
mod query;
mod reject;
pub mod reply;
mod salt;
mod signature;
mod xml;

use bytes::Bytes;

pub use self::envelope::EnvelopeFault;
pub use self::key::{Generation, InvalidKey, Key, KeySet, Keys};
pub use self::mask::mask_xml;
pub use self::notice::{Notice, NoticeBody};
pub use self::outline::{Element, outline};
pub use self::query::{Query, QueryFault};
pub use self::reject::Reject;
pub use self::reply::{ImageReply, PassiveReply, TextReply, TransferReply, encrypt_reply};
pub use self::salt::Salt;

/// A push that is genuine.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// The message as WeChat wrote it, byte for byte. UTF-8 XML in all likelihood, but that is not checked here.
    pub xml: Bytes,
    /// The token and the key that worked.
    pub generation: Generation,
}

impl std::fmt::Debug for Opened {
    /// Says how long the message is, not what it says: it may hold a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("bytes", &self.xml.len()).field("generation", &self.generation).finish()
    }
}

/// Decides whether a POST is a genuine push to this component, and opens it.
///
/// `body` is the request's body as it came; the caller bounds its size (1 MiB).
pub fn open(keys: &Keys, query: &Query, body: &[u8]) -> Result<Opened, Reject> {
    let encrypt = envelope::encrypt_of(body).map_err(Reject::Envelope)?;
    let parts = [query.timestamp.as_bytes(), query.nonce.as_bytes(), encrypt.as_bytes()];
    let token = signature::find_token(keys, parts, &query.msg_signature).ok_or(Reject::Signature)?;
    let (xml, key) = cipher::open(keys, &encrypt)?;
    Ok(Opened { xml, generation: Generation { token, key } })
}

/// What the checks say of a push one by one, also those behind one that failed.
pub struct Examined {
    /// Which token made the signature.
    pub token: Result<usize, Reject>,
    /// The message, and which key opened it.
    pub text: Result<(Bytes, usize), Reject>,
}

/// Says of a POST what each check says, so that a person sees which setting is wrong. Whoever asks has to be trusted:
/// unlike [`open`] this tells bad padding from a bad signature. `query` is what follows the `?`.
pub fn examine(keys: &Keys, query: &str, body: &[u8]) -> Examined {
    let encrypt = match envelope::encrypt_of(body) {
        Ok(encrypt) => encrypt,
        Err(fault) => return Examined { token: Err(Reject::Envelope(fault)), text: Err(Reject::Envelope(fault)) },
    };
    let token = Query::parse(query).and_then(|query| {
        let parts = [query.timestamp.as_bytes(), query.nonce.as_bytes(), encrypt.as_bytes()];
        signature::find_token(keys, parts, &query.msg_signature).ok_or(Reject::Signature)
    });
    Examined { token, text: cipher::open(keys, &encrypt) }
}

/// Answers the check that WeChat's console may make by `GET`: returns the `echostr` to send back verbatim as plain
/// text.
///
/// `signature` covers token, timestamp and nonce, not the `echostr` itself.
pub fn url_check(keys: &Keys, query: &Query) -> Result<String, Reject> {
    let parts = [query.timestamp.as_bytes(), query.nonce.as_bytes(), b""];
    signature::find_token(keys, parts, &query.signature).ok_or(Reject::Signature)?;
    query.echostr.clone().filter(|text| !text.is_empty()).ok_or(Reject::Query(QueryFault::NoEchostr))
}

#[cfg(test)]
mod tests;
