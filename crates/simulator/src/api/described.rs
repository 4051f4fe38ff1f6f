//! Paths that have no behaviour of their own here: they are held to what the catalogue says of them, and answer its
//! sample.
//!
//! The door has seen to method, token, permission set and limits. What is left: fields that must be there, the file
//! of an upload, and which of several endpoints behind one path is meant.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bytes::Bytes;
use serde_json::Value;
use wxfleet_wechat::catalogue::{self, AnswerKind, BodyKind, Entry};
use wxfleet_wechat::endpoint::Speaker;

use super::{Call, Method, Needs, Route, picture};
use crate::answer::{Answer, Refusal, refuse};
use crate::generate::{MINI_PROGRAM_SETS, OFFICIAL_ACCOUNT_SETS};
use crate::world::World;

/// One route for each path of the catalogue; several endpoints may share it.
static ROUTES: LazyLock<BTreeMap<&'static str, Route>> = LazyLock::new(|| {
    let mut routes = BTreeMap::new();
    for entry in catalogue::entries() {
        routes.entry(entry.path.as_str()).or_insert_with(|| route_of(entry));
    }
    routes
});

/// The route of a path that only the catalogue knows.
pub(super) fn route(path: &str) -> Option<&'static Route> {
    ROUTES.get(path)
}

fn route_of(entry: &'static Entry) -> Route {
    let needs = match entry.token {
        Speaker::None => Needs::Anybody,
        Speaker::Component if entry.body.field("component_appid").is_some_and(|field| field.required) => {
            Needs::Component
        }
        Speaker::Component => Needs::ComponentAlone,
        Speaker::Authorizer if entry.token_also.contains(&Speaker::Component) => Needs::Either(sets(entry)),
        Speaker::Authorizer => Needs::Authorizer(sets(entry)),
    };
    let method = if entry.method == "GET" { Method::Get } else { Method::Post };
    Route { path: &entry.path, method, needs, is_form: entry.body_kind == BodyKind::Multipart, handler: answer }
}

/// The sets that open the endpoint, if any merchant here could have granted one of them.
fn sets(entry: &'static Entry) -> &'static [i64] {
    let grantable = |set: &i64| MINI_PROGRAM_SETS.contains(set) || OFFICIAL_ACCOUNT_SETS.contains(set);
    if entry.permission_sets.iter().any(grantable) { &entry.permission_sets } else { &[] }
}

fn answer(_: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let Some(entry) = meant(call) else { return refuse(40097) };
    let given = |name: &str| call.query.get(name).is_some();
    if let Some(missing) = entry.query.0.iter().find(|field| field.required && !given(&field.name)) {
        return Err(Refusal::with(40097, &format!("missing {}", missing.name)));
    }
    if entry.body_kind == BodyKind::Multipart {
        let field = entry.file_field().unwrap_or_default();
        return if has_file(call.raw, field) { sample(entry) } else { refuse(41005) };
    }
    let lacks = |name: &str| call.body.get(name).is_none_or(Value::is_null);
    if let Some(missing) = entry.body.0.iter().find(|field| field.required && lacks(&field.name)) {
        return Err(Refusal::with(47001, &format!("missing {}", missing.name)));
    }
    sample(entry)
}

/// Of the endpoints behind the path, the one whose constants the call has.
fn meant(call: &Call<'_>) -> Option<&'static Entry> {
    let fits = |entry: &&Entry| {
        let fields = entry.query.0.iter().map(|field| (field, call.query.get(&field.name).map(Value::from)));
        let fields = fields.chain(entry.body.0.iter().map(|field| (field, call.body.get(&field.name).cloned())));
        fields.into_iter().all(|(field, given)| {
            field.constant.as_deref().is_none_or(|constant| given.as_ref().and_then(Value::as_str) == Some(constant))
        })
    };
    catalogue::entries().iter().filter(|entry| entry.path == call.path).find(fits)
}

/// Whether the form has a file under that name.
pub(super) fn has_file(raw: &Bytes, field: &str) -> bool {
    let text = String::from_utf8_lossy(raw);
    text.contains(&format!("name=\"{field}\"")) && text.contains("filename=\"")
}

fn sample(entry: &Entry) -> Result<Answer, Refusal> {
    if entry.response_kind == AnswerKind::BinaryOrJson {
        return picture::qr_jpeg(&entry.id).map(Answer::Image).ok_or_else(|| Refusal::new(-1));
    }
    Ok(match &entry.sample_response {
        Some(Value::Object(fields)) => Answer::Json(Value::Object(fields.clone())),
        _ => Answer::done(),
    })
}
