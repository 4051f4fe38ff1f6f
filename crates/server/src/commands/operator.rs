//! `wxfleet operator …`: who may sign in to the console, from the machine itself. There is always a way in from here,
//! whatever was forgotten.

use std::sync::Arc;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;
use wxfleet_api::Page;
use wxfleet_engine::Error;
use wxfleet_engine::error::{Conflict, What};
use wxfleet_engine::operators::Operators;
use wxfleet_engine::operators::password::Password;
use wxfleet_model::clock::SystemClock;
use wxfleet_model::operator::Operator;
use wxfleet_model::permission::{Actor, Role};

use super::key::known;
use crate::cli::SettingArgs;
use crate::data_dir::{self, Opened, Use};
use crate::failure::Failure;
use crate::remote::table::table;
use crate::settings::{Environment, Settings};
use crate::terminal::Terminal;
use crate::words::{Said, said, say};

/// What can be done with operators on this machine.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Make a console login; the password is asked for, or read from standard input
    #[command(after_help = "Writes into the database of --data-dir or --database-url: works before the first start, \
        and beside a running\nserver, which honours the login at once.\n\n\
        Examples:\n  wxfleet operator add amy --role admin\n  \
        wxfleet operator add ben --role viewer < password.txt")]
    Add {
        /// What they sign in with; stands in the journal
        name: String,
        /// What they may do
        #[arg(long, value_parser = known(Role::ALL))]
        role: Role,
        #[command(flatten)]
        here: HereArgs,
    },
    /// Show who may sign in
    #[command(after_help = "Examples:\n  wxfleet operator list\n  \
        wxfleet operator list --json --data-dir /var/lib/wxfleet")]
    List {
        #[command(flatten)]
        here: HereArgs,
    },
    /// Give an operator a new password; their second factor is switched off and their sessions end
    #[command(after_help = "Examples:\n  wxfleet operator reset amy\n  \
        wxfleet operator reset amy < password.txt")]
    Reset {
        /// Whom
        name: String,
        #[command(flatten)]
        here: HereArgs,
    },
    /// Keep an operator out from now on; their sessions end at once
    #[command(after_help = "Example:\n  wxfleet operator disable amy")]
    Disable {
        /// Whom
        name: String,
        #[command(flatten)]
        here: HereArgs,
    },
    /// Let a disabled operator in again
    #[command(after_help = "Example:\n  wxfleet operator enable amy")]
    Enable {
        /// Whom
        name: String,
        #[command(flatten)]
        here: HereArgs,
    },
}

/// What every one of these takes.
#[derive(Debug, Args)]
pub struct HereArgs {
    /// Print JSON: the operators, or the one that was changed as they are now
    #[arg(long)]
    json: bool,
    /// The settings.
    #[command(flatten)]
    settings: SettingArgs,
}

impl OperatorCommand {
    const fn here(&self) -> &HereArgs {
        match self {
            Self::Add { here, .. }
            | Self::List { here }
            | Self::Reset { here, .. }
            | Self::Disable { here, .. }
            | Self::Enable { here, .. } => here,
        }
    }

    const fn takes_password(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Reset { .. })
    }
}

/// What a program reads of an operator.
#[derive(Serialize)]
struct Shown {
    name: String,
    role: String,
    second_factor: bool,
    created_at: Timestamp,
    last_signed_in_at: Option<Timestamp>,
    disabled_at: Option<Timestamp>,
}

impl From<Operator> for Shown {
    fn from(operator: Operator) -> Self {
        let Operator { name, role, second_factor, created_at, last_signed_in_at, disabled_at, .. } = operator;
        Self { name, role: role.to_string(), second_factor, created_at, last_signed_in_at, disabled_at }
    }
}

pub(crate) async fn run(
    command: OperatorCommand,
    environment: &Environment,
    terminal: Terminal,
) -> Result<(), Failure> {
    let args = &command.here().settings;
    let settings = Settings::load(&args.flags(), environment, args.config.as_deref())?;
    let password = if command.takes_password() { Some(password(terminal)?) } else { None };
    let Opened { store, made_key } = data_dir::open(&settings, Use::OneOff).await?;
    let operators = Operators::offline(&store, Arc::new(SystemClock));
    let done = carry_out(command, &operators, password, terminal).await;
    store.close().await;
    if let Some(path) = made_key {
        terminal.note(&data_dir::back_it_up(&path, terminal.lang));
    }
    done
}

async fn carry_out(
    command: OperatorCommand,
    operators: &Operators,
    password: Option<Password>,
    terminal: Terminal,
) -> Result<(), Failure> {
    let json = command.here().json;
    let Some(name) = change(command, operators, password, terminal).await.map_err(refused)? else {
        return show(operators.list(&Actor::System).await.map_err(refused)?, json, terminal);
    };
    if json {
        let operator = operators.by_name(&Actor::System, &name).await.map_err(refused)?;
        terminal.json(&Shown::from(operator))?;
    }
    Ok(())
}

/// Does what is to be done and says so; gives whom it was done to, if anything was.
async fn change(
    command: OperatorCommand,
    operators: &Operators,
    password: Option<Password>,
    terminal: Terminal,
) -> Result<Option<String>, Error> {
    let (lang, us) = (terminal.lang, Actor::System);
    let (name, words) = match (command, password) {
        (OperatorCommand::Add { name, role, .. }, Some(password)) => {
            let name = operators.add(&us, &name, role, password).await?.name;
            let words = say!(
                lang,
                "{name} can sign in to the console from now on, as {role}.",
                "{name} 现在可以登录控制台，角色是 {role}。"
            );
            (name, words)
        }
        (OperatorCommand::Reset { name, .. }, Some(password)) => {
            let Operator { id, name, .. } = operators.by_name(&us, &name).await?;
            operators.reset(&us, id, password).await?;
            let words = say!(
                lang,
                "{name} has a new password. Their second factor is off, and their sessions have ended.",
                "已为 {name} 设置新密码；两步验证已关闭，原有登录都已结束。"
            );
            (name, words)
        }
        (OperatorCommand::Disable { name, .. }, _) => {
            let Operator { id, name, .. } = operators.by_name(&us, &name).await?;
            operators.disable(&us, id).await?;
            let words = say!(
                lang,
                "{name} cannot sign in any more, and is signed out everywhere.",
                "{name} 不能再登录，所有登录都已结束。"
            );
            (name, words)
        }
        (OperatorCommand::Enable { name, .. }, _) => {
            let Operator { id, name, .. } = operators.by_name(&us, &name).await?;
            operators.enable(&us, id).await?;
            let words = say!(
                lang,
                "{name} can sign in again, with the password they had.",
                "{name} 可以用原来的密码重新登录。"
            );
            (name, words)
        }
        (OperatorCommand::List { .. } | OperatorCommand::Add { .. } | OperatorCommand::Reset { .. }, _) => {
            return Ok(None);
        }
    };
    terminal.note(&words);
    Ok(Some(name))
}

fn show(operators: Vec<Operator>, json: bool, terminal: Terminal) -> Result<(), Failure> {
    if json {
        return Ok(terminal.json(&Page::whole(operators.into_iter().map(Shown::from).collect()))?);
    }
    let lang = terminal.lang;
    let headings = [
        lang.pick("NAME", "用户名"),
        lang.pick("ROLE", "角色"),
        lang.pick("SECOND FACTOR", "两步验证"),
        lang.pick("LAST SIGNED IN", "上次登录"),
        lang.pick("DISABLED", "停用时间"),
    ];
    let row = |operator: &Operator| {
        [
            operator.name.clone(),
            operator.role.to_string(),
            terminal.yes_no(operator.second_factor),
            terminal.time_or_dash(operator.last_signed_in_at),
            terminal.time_or_dash(operator.disabled_at),
        ]
    };
    Ok(terminal.result(&table(lang, headings, operators.iter().map(row).collect()))?)
}

/// A new password: typed twice by a person, or all of standard input but the end of its line.
fn password(terminal: Terminal) -> Result<Password, Failure> {
    if !terminal.can_ask() {
        let text = terminal.read_stdin()?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        return Ok(Password::new(text.strip_suffix('\r').unwrap_or(text).to_owned()));
    }
    let lang = terminal.lang;
    let once = terminal.ask_password(lang.pick("Password (at least 10 characters): ", "密码（至少 10 个字符）："))?;
    let again = terminal.ask_password(lang.pick("The same again: ", "再输入一次："))?;
    if once == again {
        Ok(Password::new(once))
    } else {
        Err(Failure::Refused(said!(
            "the two passwords differ; nothing was done",
            "两次输入的密码不一致，没有做任何改动"
        )))
    }
}

fn refused(error: Error) -> Failure {
    match error {
        Error::Invalid { field, expects_en, expects_zh } => {
            let field_zh = match field.as_str() {
                "password" => "密码",
                "name" => "用户名",
                other => other,
            };
            Failure::Usage(Said { en: format!("the {field} {expects_en}"), zh: format!("{field_zh}{expects_zh}") })
        }
        Error::Conflict(Conflict::OperatorTaken) => Failure::Refused(said!(
            "there is an operator of this name already: `wxfleet operator reset` gives a new password",
            "已经有同名的操作员：可用 wxfleet operator reset 设置新密码"
        )),
        Error::Conflict(Conflict::LastAdmin) => Failure::Refused(said!(
            "this is the last administrator who can sign in: add another one first",
            "这是最后一个可以登录的管理员：请先添加另一个管理员"
        )),
        Error::NotFound(What::Operator) => Failure::Refused(said!(
            "there is no operator of this name: `wxfleet operator list` shows who there is",
            "没有这个操作员：可用 wxfleet operator list 查看"
        )),
        other => Failure::Other(anyhow::Error::from(other).context("nothing was done")),
    }
}
