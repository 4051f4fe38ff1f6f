//! What wxfleet keeps: SQLite, PostgreSQL and MySQL/MariaDB behind one set of reads and units of work.
//!
//! The address alone chooses the engine ([`DatabaseUrl`]); one source text and the same migrations serve all three.
//! This crate alone knows `sea_orm` and `sqlx`; rows become `model` types before they leave it.
//!
//! * [`Store`] reads, one method for each question, and commits: [`Store::commit`] runs a unit of work over a
//!   [`Writer`] and returns when it is on disk; [`Store::event_keep`] is the hot path of the callbacks.
//! * On SQLite all writes of a process go through one connection and are committed in groups (`lane`); on PostgreSQL
//!   and MySQL each unit is a transaction of its own.
//! * Secrets are sealed before they reach a row (`seal`); a wrong master key is found before anything is changed.
//! * One file for each entity holds its table, its reads and its writes.
//!
//! Times are kept as milliseconds since 1970. A change that depends on what was read names the version it read; when
//! that has moved on the answer is [`Error::Stale`].

mod audit;
mod authorization_code;
mod authorizer;
mod code_state;
mod component;
mod component_token;
mod confirm_file;
mod connections;
mod error;
mod event;
mod first_start;
mod idempotency;
mod job;
mod journal;
mod key;
mod known_browser;
mod lane;
mod link;
mod list_sync;
mod meta;
mod migrations;
mod name_audit;
mod observation;
mod open;
mod operator;
mod pre_auth_code;
mod registration;
#[cfg(feature = "scratch")]
mod scratch;
mod seal;
mod server_engine;
mod session;
mod sql;
mod status_page;
mod store;
mod tester;
mod ticket;
mod url;
mod view;
mod writer;

pub use authorization_code::Claimed;
pub use authorizer::{
    Authorized, AuthorizerFilter, AuthorizerStanding, HeldAuthorization, NewAuthorization, NewTokens, ProfileReading,
    TokenTrouble, Unauthorized,
};
pub use component::AuthorizerCounts;
pub use error::{Error, Fault, FaultKind, OpenError};
pub use event::{EventFilter, EventMinute, Reaction};
pub use job::{Claimed as ClaimedItem, Filling, Hold, JobFilter, Selection};
pub use journal::JournalFilter;
pub use open::Options;
pub use pre_auth_code::IssuedPreAuthCode;
#[cfg(feature = "scratch")]
pub use scratch::Scratch;
pub use seal::{InvalidMasterKey, MasterKey};
pub use store::Store;
pub use url::{DatabaseUrl, InvalidUrl};
pub use writer::Writer;
