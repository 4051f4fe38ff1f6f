//! A push as we keep it: what it was, for whom, when, and its text, sealed.

use jiff::Timestamp;
use uuid::Uuid;
use wxfleet_wechat::id::{Appid, ComponentAppid};

/// Name of an event; names sort by the time of arrival (UUID version 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub Uuid);

/// The kind under which a genuine push is kept that we could not read.
pub const UNREADABLE: &str = "unreadable";

/// A push that is on disk or about to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// Which platform it came to.
    pub component_appid: ComponentAppid,
    /// Which account it is about, where the push says so.
    pub appid: Option<Appid>,
    /// WeChat's `InfoType`, `Event` or `MsgType`; `unreadable` for a genuine push that we could not read.
    pub kind: String,
    /// WeChat's `CreateTime`, where the push has one.
    pub created_at: Option<Timestamp>,
    /// When it reached us.
    pub received_at: Timestamp,
    /// What makes two pushes the same; a second one with the same key is answered and not kept.
    pub dedup_key: String,
    /// The decrypted XML byte for byte. Holds tickets and codes: sealed at rest, masked when shown.
    pub xml: Vec<u8>,
}

/// An event without its text: what a list shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventHead {
    /// Its name.
    pub id: EventId,
    /// Which platform it came to.
    pub component_appid: ComponentAppid,
    /// Which account it is about, where the push says so.
    pub appid: Option<Appid>,
    /// WeChat's `InfoType`, `Event` or `MsgType`, or [`UNREADABLE`].
    pub kind: String,
    /// WeChat's `CreateTime`, where the push has one.
    pub created_at: Option<Timestamp>,
    /// When it reached us.
    pub received_at: Timestamp,
}

impl EventHead {
    /// Whether we could read it; if not it was kept raw.
    pub fn is_readable(&self) -> bool {
        self.kind != UNREADABLE
    }
}

/// What became of an event that was handed to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is on disk now.
    New,
    /// It was there already.
    Duplicate,
}
