//! A platform's own lists: hosts without a scheme, joined by `;`, for its test edition and for the published one.

use serde_json::{Value, json};

use super::domain::confirm_file;
use super::{Call, Needs, Route, post};
use crate::answer::{Answer, Refusal, refuse};
use crate::world::World;
use crate::world::domain::{PlatformDomains, Registered, is_host};

pub(super) const ROUTES: &[Route] = &[
    post("/cgi-bin/component/modify_wxa_server_domain", Needs::ComponentAlone, modify_wxa_server_domain),
    post("/cgi-bin/component/modify_wxa_jump_domain", Needs::ComponentAlone, modify_wxa_jump_domain),
    post("/cgi-bin/component/get_domain_confirmfile", Needs::ComponentAlone, get_domain_confirmfile),
];

/// The most hosts of a list.
const LIMIT: usize = 1_000;

fn modify_wxa_server_domain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    modify(world, call, "wxa_server_domain", |domains| &mut domains.server)
}

fn modify_wxa_jump_domain(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    modify(world, call, "wxa_jump_h5_domain", |domains| &mut domains.jump)
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every handler")]
fn get_domain_confirmfile(_: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(confirm_file(&call.component))
}

fn modify(
    world: &mut World,
    call: &Call<'_>,
    field: &str,
    list: fn(&mut PlatformDomains) -> &mut Registered,
) -> Result<Answer, Refusal> {
    let published = world.switches.platform_published;
    let per_month = world.switches.domain_changes_per_month;
    let home = world.components.get_mut(&call.component).ok_or_else(|| Refusal::new(61011))?;
    let mut invalid = Vec::new();
    let action = call.text("action").unwrap_or_default();
    if action != "get" {
        let together = match call.body.get("is_modify_published_together") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(together)) => *together,
            Some(_) => return refuse(40097),
        };
        let text = call.text(field).ok_or_else(|| Refusal::new(40097))?;
        let given = text.split(';').map(str::trim).filter(|host| !host.is_empty()).map(str::to_lowercase);
        let (hosts, bad): (Vec<String>, Vec<String>) = given.partition(|host| is_host(host));
        invalid = bad;
        let editions = list(&mut home.domains);
        let testing = changed(action, &editions.testing, &hosts)?;
        let live = if together { changed(action, &editions.published, &hosts)? } else { editions.published.clone() };
        if testing.len() > LIMIT || live.len() > LIMIT {
            return refuse(85016);
        }
        if !home.domains.changes.take(call.now, per_month) {
            return refuse(45009);
        }
        let editions = list(&mut home.domains);
        (editions.testing, editions.published) = (testing, live);
    }
    let editions = list(&mut home.domains);
    let mut answer = json!({});
    answer[format!("testing_{field}")] = json!(editions.testing.join(";"));
    if published {
        answer[format!("published_{field}")] = json!(editions.published.join(";"));
    }
    if !invalid.is_empty() {
        answer[format!("invalid_{field}")] = json!(invalid.join(";"));
    }
    Ok(Answer::ok(answer))
}

fn changed(action: &str, now: &[String], hosts: &[String]) -> Result<Vec<String>, Refusal> {
    let mut then = match action {
        "add" => now.to_vec(),
        "set" => Vec::new(),
        "delete" => return Ok(now.iter().filter(|host| !hosts.contains(host)).cloned().collect()),
        _ => return refuse(40097),
    };
    for host in hosts {
        if !then.contains(host) {
            then.push(host.clone());
        }
    }
    Ok(then)
}
