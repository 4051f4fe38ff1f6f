//! What the fuzz targets share: the settings of the vectors, and a signature over whatever the fuzzer comes up with, so
//! that it reaches the steps behind the signature too.

use sha1::{Digest, Sha1};
use wxfleet_wechat::callback::{Key, Keys, Query};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

const TOKEN: &str = "simtoken_A1b2";

/// The component of the vectors, in the middle of a change of its AES key.
pub fn keys() -> Keys {
    let key = |text: &str| Key::parse(&EncodingAesKey::new(text)).expect("a well-formed key");
    let appid = "wxc0ffee0000000001".parse().expect("a well-formed appid");
    Keys::new(appid, MessageToken::new(TOKEN), key("uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU"))
        .with_previous_aes_key(key("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"))
}

/// The `msg_signature` that WeChat would make.
pub fn sign(timestamp: &str, nonce: &str, encrypt: &str) -> String {
    let mut parts = [TOKEN, timestamp, nonce, encrypt];
    parts.sort_unstable();
    hex::encode(Sha1::digest(parts.concat()))
}

/// A query that goes with this `Encrypt`.
pub fn signed_query(encrypt: &str) -> Query {
    Query {
        msg_signature: sign("1700000000", "1320562132", encrypt),
        timestamp: "1700000000".to_owned(),
        nonce: "1320562132".to_owned(),
        ..Query::default()
    }
}

/// What stands between the first two of these marks, for input that is still text.
pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(open)?;
    Some(after.split_once(close)?.0)
}
