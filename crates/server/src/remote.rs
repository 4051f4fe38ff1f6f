//! Commands that talk to a running server through its API: one file per group of commands. They use nothing but
//! `wxfleet-api`, so that what the command line can do, a program can do too.

use serde::Serialize;
use url::Url;
use wxfleet_api::Client;
use wxfleet_wechat::id::ComponentAppid;

use crate::cli::{ComponentArg, RemoteArgs};
use crate::failure::Failure;
use crate::settings::Environment;
use crate::terminal::Terminal;
use crate::words::said;

pub(crate) mod account;
pub(crate) mod authorizer;
pub(crate) mod call;
pub(crate) mod code;
pub(crate) mod component;
pub(crate) mod domain;
pub(crate) mod event;
mod files;
pub(crate) mod journal;
pub(crate) mod key;
pub(crate) mod login;
mod moment;
mod pages;
mod qr;
pub(crate) mod register;
mod secrets;
pub(crate) mod table;
pub(crate) mod template;
pub(crate) mod tester;
mod watch;

/// Where the server is when nobody says.
const DEFAULT_SERVER: &str = "http://127.0.0.1:8600";

/// A running server, and the person who asks.
pub(crate) struct Remote {
    pub(crate) client: Client,
    pub(crate) terminal: Terminal,
    json: bool,
    component: Option<String>,
}

impl Remote {
    /// Takes server and key from the flags or else from the environment.
    pub(crate) fn new(
        args: &RemoteArgs,
        of: &ComponentArg,
        environment: &Environment,
        terminal: Terminal,
    ) -> Result<Self, Failure> {
        let server = args.server.as_deref().or(environment.get("WXFLEET_SERVER")).unwrap_or(DEFAULT_SERVER);
        let key = args.key.as_deref().or(environment.get("WXFLEET_KEY")).map(|key| key.trim().to_owned());
        let mut client = Client::new(parse_server(server)?, key)?.speaking(terminal.lang.tag());
        if let Some(name) = &args.idempotency_key {
            client = client.idempotency_keys_from(name);
        }
        let component = of.component.as_deref().map(component_appid).transpose()?;
        Ok(Self { client, terminal, json: args.json, component })
    }

    /// The component that is meant: the one that was named, or the only one.
    pub(crate) async fn component(&self) -> Result<String, Failure> {
        if let Some(named) = &self.component {
            return Ok(named.clone());
        }
        let mut known = self.client.components().await?.items;
        match known.len() {
            1 => Ok(known.remove(0).component_appid),
            0 => Err(Failure::Refused(said!(
                "the server has no component yet: register one with `wxfleet component add`",
                "服务器上还没有第三方平台：先用 `wxfleet component add` 登记一个"
            ))),
            _ => {
                let names: Vec<String> =
                    known.iter().map(|one| format!("  {}  {}", one.component_appid, one.name)).collect();
                let names = crate::terminal::inert(&names.join("\n"));
                Err(Failure::Usage(said!(
                    "the server runs several components; say which with --component:\n{names}",
                    "服务器上有多个第三方平台，请用 --component 指定：\n{names}"
                )))
            }
        }
    }

    /// Prints the API's answer: as JSON for programs, or as the words that `people` makes of it.
    pub(crate) fn show<T: Serialize>(&self, answer: &T, people: impl FnOnce(&T) -> String) -> Result<(), Failure> {
        let shown = if self.json { self.terminal.json(answer) } else { self.terminal.result(&people(answer)) };
        Ok(shown?)
    }

    /// Whether a program reads the results.
    pub(crate) const fn for_programs(&self) -> bool {
        self.json
    }
}

fn parse_server(text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| {
        Failure::Usage(said!(
            "`{text}` is not the address of a server; write for instance {DEFAULT_SERVER}",
            "`{text}` 不是服务器地址；请写成 {DEFAULT_SERVER} 这样"
        ))
    })
}

fn component_appid(text: &str) -> Result<String, Failure> {
    ComponentAppid::parse(text).map(|appid| appid.to_string()).map_err(|_| {
        Failure::Usage(said!(
            "`{text}` is not a component appid: `wx` and 16 lower-case hexadecimal digits",
            "`{text}` 不是第三方平台 AppID：应为 `wx` 加 16 位小写十六进制字符"
        ))
    })
}
