//! How WeChat speaks to a third-party platform (component), and how we speak back.
//!
//! * [`id`] and [`secret`]: WeChat's identifiers and secrets as types; nothing past the door is a bare string.
//! * [`errcode`]: WeChat's return codes: what each means, what kind it is, who can mend it.
//! * [`callback`]: the encrypted pushes: signature, decryption, envelopes, notices, replies.
//! * [`endpoint`]: the trait that makes one API of WeChat's one type; the endpoints themselves live in
//!   [`component`], [`template`], [`code`] and [`message`], one file each, named after WeChat's path.
//! * `client` (feature `client`): sends an endpoint and understands the answer.
//! * [`release_check`]: WeChat's test accounts, and what they want to be answered with.
//! * [`authorize`]: the links on which a merchant authorizes.
//! * [`wire`]: how numbers, strings and secrets stand in WeChat's JSON.
//!
//! No I/O happens here but in `client`. The simulator answers the same endpoint types, so both sides of the wire are
//! held to published vectors and recorded answers in `tests/`.

pub mod authorize;
pub mod callback;
#[cfg(feature = "client")]
pub mod client;
pub mod code;
pub mod component;
pub mod endpoint;
pub mod errcode;
pub mod id;
pub mod message;
pub mod release_check;
pub mod secret;
pub mod template;
pub mod wire;
