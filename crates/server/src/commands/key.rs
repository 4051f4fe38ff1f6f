//! `wxfleet key …`: keys are made in the database of this machine; listing and revoking them goes through a running
//! server.

use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde::Serialize;
use wxfleet_engine::Error;
use wxfleet_engine::keys::{CreatedKey, Keys};
use wxfleet_model::clock::SystemClock;
use wxfleet_model::permission::{Grant, Limits, Role};
use wxfleet_wechat::id::ComponentAppid;

use crate::cli::{ComponentArg, RemoteArgs, SettingArgs};
use crate::data_dir::{self, Opened, Use};
use crate::failure::Failure;
use crate::remote::{self, Remote};
use crate::settings::{Environment, Settings};
use crate::terminal::Terminal;
use crate::words::{Said, say};

/// What can be done with API keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Make an API key and print it, alone, on stdout; it is shown this once
    #[command(after_help = "Writes into the database of --data-dir or --database-url: works before the first start, \
        and beside a running\nserver, which honours the key at once.\n\n\
        Examples:\n  export WXFLEET_KEY=$(wxfleet key create --name laptop --role admin)\n  \
        wxfleet key create --name shop --role viewer --grant token:read\n  \
        wxfleet key create --name east --role operator --limit-label 华东\n  \
        wxfleet key create --name ci --role operator --json")]
    Create(CreateArgs),
    /// List the keys of a running server, those that were revoked as well; wants an admin's key
    #[command(after_help = "Examples:\n  wxfleet key list\n  wxfleet key list --json")]
    List {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
    },
    /// Revoke a key of a running server; whoever uses it is locked out at once
    #[command(after_help = "Examples:\n  wxfleet key revoke 019f2c3e-0000-7000-8000-000000000000\n  \
        wxfleet key revoke 019f2c3e-0000-7000-8000-000000000000 --yes")]
    Revoke {
        /// Its ID, from `wxfleet key list`
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
    },
}

/// Arguments of `key create`.
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// What to call it; stands in the journal
    #[arg(long)]
    name: String,
    /// What it may do
    #[arg(long, value_parser = known(Role::ALL))]
    role: Role,
    /// What it may do beyond its role
    #[arg(long, value_parser = known(Grant::ALL))]
    grant: Vec<Grant>,
    /// Only this component; may be given several times
    #[arg(long, value_name = "COMPONENT_APPID")]
    limit_component: Vec<ComponentAppid>,
    /// Only accounts with this label; may be given several times
    #[arg(long, value_name = "LABEL")]
    limit_label: Vec<String>,
    /// Print a JSON object with id, name, role and key in place of the key alone
    #[arg(long)]
    json: bool,
    /// The settings.
    #[command(flatten)]
    settings: SettingArgs,
}

/// What a program reads of a key that was made.
#[derive(Serialize)]
struct Made<'a> {
    id: String,
    name: &'a str,
    role: String,
    key: &'a str,
}

/// Takes one of the known words and names them all when it gets another.
pub(crate) fn known<T>(all: &'static [T]) -> impl TypedValueParser<Value = T>
where
    T: std::fmt::Display + std::str::FromStr<Err: std::error::Error + Send + Sync> + Clone + Send + Sync,
{
    PossibleValuesParser::new(all.iter().map(ToString::to_string)).try_map(|word| word.parse::<T>())
}

pub(crate) async fn run(command: KeyCommand, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    let running = |args: &RemoteArgs| Remote::new(args, &ComponentArg::default(), environment, terminal);
    match command {
        KeyCommand::Create(args) => create(args, environment, terminal).await,
        KeyCommand::List { remote } => remote::key::list(running(&remote)?).await,
        KeyCommand::Revoke { id, yes, remote } => remote::key::revoke(running(&remote)?, &id, yes).await,
    }
}

async fn create(args: CreateArgs, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    let CreateArgs { name, role, grant, limit_component, limit_label, json, settings } = args;
    let limits = Limits { components: limit_component, labels: limit_label };
    let settings = Settings::load(&settings.flags(), environment, settings.config.as_deref())?;
    let Opened { store, made_key } = data_dir::open(&settings, Use::OneOff).await?;
    let created = Keys::create_offline(&store, Arc::new(SystemClock), &name, role, grant, limits).await;
    store.close().await;
    let created = created.map_err(refused)?;
    if let Some(path) = made_key {
        terminal.note(&data_dir::back_it_up(&path, terminal.lang));
    }
    if json {
        terminal.json(&Made::of(&created))?;
    } else {
        terminal.result(created.text.expose())?;
    }
    let role = created.key.role;
    terminal.note(&say!(
        terminal.lang,
        "This {role} key is shown this once; keep it where you keep passwords. `export WXFLEET_KEY=…` lets wxfleet use it.",
        "这个 {role} 密钥只显示这一次，请像密码一样保管。`export WXFLEET_KEY=…` 之后 wxfleet 就会用它。"
    ));
    Ok(())
}

impl<'a> Made<'a> {
    fn of(created: &'a CreatedKey) -> Self {
        let key = &created.key;
        Self { id: key.id.0.to_string(), name: &key.name, role: key.role.to_string(), key: created.text.expose() }
    }
}

fn refused(error: Error) -> Failure {
    match error {
        Error::Invalid { field, expects_en, expects_zh } => {
            Failure::Usage(Said { en: format!("--{field} {expects_en}"), zh: format!("--{field} {expects_zh}") })
        }
        other => Failure::Other(anyhow::Error::from(other).context("the key could not be made")),
    }
}
