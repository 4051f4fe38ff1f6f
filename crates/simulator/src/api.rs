//! The API host: one table of paths, one door that every call passes, and a file of handlers per family.
//!
//! Paths that have no behaviour of their own are held to what the catalogue says of them (`described`).
//!
//! Requests are read and answers written as plain JSON, not with the endpoint types of `wxfleet-wechat`: the two
//! readings of the protocol are made apart, so that a slip in one shows against the other.
//!
//! The door checks, in this order: method, token and its kind, the caller's address, body, the account's
//! authorization, its permission set, and the call limits.

mod account;
mod audit;
mod authorizer;
mod code;
mod component;
mod described;
mod domain;
mod door;
mod login;
mod member;
mod message;
mod picture;
mod platform_domain;
mod registration;
mod release;
mod template;

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value};

pub(crate) use self::door::{Arrival, Outcome, answer};

use crate::answer::{Answer, Refusal};
use crate::world::World;

/// How a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
}

/// Who has to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Credentials stand in the body.
    Nothing,
    /// Whoever calls: what stands in the call speaks for itself.
    Anybody,
    /// A component access token.
    Component,
    /// The same, for calls whose body does not repeat the platform's appid although their path looks like it.
    ComponentAlone,
    /// An authorizer access token and, if the list is not empty, one of these permission sets.
    Authorizer(&'static [i64]),
    /// The same, or a component access token.
    Either(&'static [i64]),
}

/// A call that has passed the door.
pub(crate) struct Call<'a> {
    pub(crate) now: Timestamp,
    /// Where the caller reached the simulator: scheme, host and port.
    pub(crate) base: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a Query,
    /// The body as it came.
    pub(crate) raw: &'a Bytes,
    /// Its fields, if it is JSON.
    pub(crate) body: Map<String, Value>,
    /// The platform that speaks; empty where nobody has to.
    pub(crate) component: String,
    /// The account that is spoken for; empty for calls of the platform itself.
    pub(crate) appid: String,
}

impl Call<'_> {
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        self.body.get(field)?.as_str()
    }

    /// A whole number, also as a string.
    pub(crate) fn int(&self, field: &str) -> Option<i64> {
        int(self.body.get(field)?)
    }
}

/// A whole number, also as a string.
pub(crate) fn int(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

type Handler = fn(&mut World, &Call<'_>) -> Result<Answer, Refusal>;

/// One path of the API.
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) method: Method,
    pub(crate) needs: Needs,
    /// Whether the body is a form with a file rather than JSON.
    pub(crate) is_form: bool,
    pub(crate) handler: Handler,
}

/// Shorthand for the tables.
const fn get(path: &'static str, needs: Needs, handler: Handler) -> Route {
    Route { path, method: Method::Get, needs, is_form: false, handler }
}

/// Shorthand for the tables.
const fn post(path: &'static str, needs: Needs, handler: Handler) -> Route {
    Route { path, method: Method::Post, needs, is_form: false, handler }
}

/// The route of a path.
pub(crate) fn route(path: &str) -> Option<&'static Route> {
    let tables: [&[Route]; 12] = [
        component::ROUTES,
        authorizer::ROUTES,
        template::ROUTES,
        code::ROUTES,
        audit::ROUTES,
        release::ROUTES,
        domain::ROUTES,
        platform_domain::ROUTES,
        login::ROUTES,
        member::ROUTES,
        message::ROUTES,
        registration::ROUTES,
    ];
    tables
        .into_iter()
        .chain(account::TABLES)
        .flatten()
        .find(|route| route.path == path)
        .or_else(|| described::route(path))
}

/// The query of a request, each name with its first value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(raw: &str) -> Self {
        Self(url::form_urlencoded::parse(raw.as_bytes()).into_owned().collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name that comes several times.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The access token under either of its names.
    pub(crate) fn token(&self) -> Option<&str> {
        self.get("access_token").or_else(|| self.get("component_access_token")).filter(|text| !text.is_empty())
    }
}
