//! A platform that was in use before, registered with simulator and server, and asked about over the API.

use std::thread;
use std::time::{Duration, Instant};

use crate::Failure;
use crate::caller::Caller;
use crate::pushes::{AES_KEY, APP_SECRET, COMPONENT, TOKEN};
use crate::server::Server;

/// Registers the platform with the simulator; every account of the fleet authorized it before.
pub fn enter_platform(sim: &mut Caller, server: &Server, accounts: u32) -> Result<(), Failure> {
    let callbacks = format!("http://{}/wechat/{COMPONENT}", server.address);
    let platform = format!(
        r#"{{"component_appid":"{COMPONENT}","app_secret":"{APP_SECRET}","token":"{TOKEN}","encoding_aes_key":"{AES_KEY}","events_url":"{callbacks}/events","messages_url":"{callbacks}/messages/$APPID$"}}"#
    );
    let entered = sim.ask("POST", "/_sim/components", &platform)?;
    if !(200..300).contains(&entered.status) {
        return Err(format!("the simulator refused the platform: {}", entered.body).into());
    }
    sim.post("/_sim/authorized-before", &format!(r#"{{"component_appid":"{COMPONENT}","count":{accounts}}}"#))?;
    Ok(())
}

/// Until the first ticket has come.
pub fn until_ready(api: &mut Caller) -> Result<(), Failure> {
    for _ in 0..200 {
        if api.get("/readyz")?.body.contains(r#""ticket":"fresh""#) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err("no ticket came within ten seconds".into())
}

/// Until every profile was read; how long that took.
pub fn until_profiles_are_read(api: &mut Caller) -> Result<Duration, Failure> {
    let start = Instant::now();
    while !api.get(&component("/authorizers/sync"))?.body.contains(r#""profiles_waiting":0"#) {
        if start.elapsed() > Duration::from_secs(900) {
            return Err("the profiles are not read after fifteen minutes".into());
        }
        thread::sleep(Duration::from_secs(1));
    }
    Ok(start.elapsed())
}

/// A path of the API below the platform.
pub fn component(path: &str) -> String {
    format!("/api/v1/components/{COMPONENT}{path}")
}

/// The text under a name in JSON that holds no quotation marks in it.
pub fn text_of(body: &str, name: &str) -> Option<String> {
    let rest = body.split_once(&format!(r#""{name}":""#))?.1;
    Some(rest.split_once('"')?.0.to_owned())
}
