//! How others speak to wxfleet: the bodies of `/api/v1`, and a typed client for it.
//!
//! The server and the command line share these types, so they cannot disagree. Bodies carry plain texts and numbers:
//! what a text must look like is checked at the server's door, where the answer can name the field. Times are RFC 3339
//! in UTC and end in `Z`.
//!
//! * [`problem`]: what an error looks like. [`page`]: what a list looks like.
//! * [`component`], [`authorizer`], [`account`], [`link`], [`template`], [`code`], [`domain`], [`tester`], [`call`],
//!   [`registration`], [`login`], [`event`], [`journal`], [`key`], [`observation`], [`health`]: one file per resource.
//! * [`client`]: the typed client.

pub mod account;
pub mod authorizer;
pub mod call;
pub mod client;
pub mod code;
pub mod component;
pub mod domain;
pub mod event;
pub mod health;
pub mod journal;
pub mod key;
pub mod link;
pub mod login;
pub mod observation;
pub mod page;
pub mod problem;
pub mod registration;
pub mod template;
pub mod tester;

pub use client::Client;
pub use page::Page;
pub use problem::Problem;
