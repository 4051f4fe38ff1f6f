//! How WeChat speaks to a third-party platform (component), and how we speak back.
//!
//! * [`id`] and [`secret`]: WeChat's identifiers and secrets as types; nothing past the door is a bare string.
//! * [`errcode`]: WeChat's return codes: what each means, what kind it is, who can mend it.
//! * [`callback`]: the encrypted pushes: signature, decryption, envelopes, notices, replies.
//! * [`endpoint`]: the trait that makes one API of WeChat's one type. The endpoints themselves live in a module per
//!   group, one file each: those of the main job in [`component`], [`template`] and [`code`], the others beside them.
//! * [`catalogue`]: all of them in one list, by id, with what each takes: for calls that are made by name.
//! * `client` (feature `client`): sends an endpoint and understands the answer.
//! * [`release_check`]: WeChat's test accounts, and what they want to be answered with.
//! * [`authorize`]: the links on which a merchant authorizes.
//! * [`wire`]: how numbers, strings and secrets stand in WeChat's JSON.
//!
//! No I/O happens here but in `client`. The simulator answers the same endpoint types, so both sides of the wire are
//! held to published vectors and recorded answers in `tests/`.

pub mod account;
pub mod ams;
pub mod authorize;
pub mod callback;
pub mod catalogue;
pub mod category;
#[cfg(feature = "client")]
pub mod client;
pub mod cloud;
pub mod code;
pub mod component;
pub mod datacube;
pub mod domain;
pub mod embedded;
pub mod endpoint;
pub mod errcode;
pub mod express;
pub mod id;
pub mod login;
pub mod media;
pub mod member;
pub mod message;
pub mod network;
pub mod official_account;
pub mod open_account;
pub mod order;
pub mod own_token;
mod packed;
pub mod plugin;
pub mod privacy;
pub mod quota;
pub mod register;
pub mod release_check;
pub mod secret;
pub mod security;
pub mod shopping_order;
pub mod template;
pub mod wire;
pub mod wxacode;
