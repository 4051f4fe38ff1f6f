//! How wxfleet starts: settings, commands, wiring, shutdown.
//!
//! * [`cli`]: what can be typed. [`run`] carries it out.
//! * [`server`]: a running server, for `serve`, the demo and whole-app tests. `demo`: simulator and server together.
//! * [`settings`]: what can be set, read at one place.
//! * `commands`: commands that work on this machine. `remote`: commands that talk to a running server.
//! * [`failure`], [`terminal`], [`words`]: how a command speaks to the person who gave it, in two languages.
//!
//! The binary `wxfleet` is a thin shell around this library, so that whole-app tests start the same server.

use std::process::ExitCode;

use crate::cli::{Cli, Command, ComponentArg};
use crate::commands::check::CheckCommand;
use crate::failure::Failure;
use crate::remote::Remote;
use crate::settings::Environment;
use crate::terminal::Terminal;
use crate::words::Lang;

pub mod cli;
mod commands;
mod data_dir;
mod demo;
pub mod failure;
mod listening;
mod logging;
mod private_file;
mod remote;
pub mod server;
pub mod settings;
pub mod terminal;
pub mod words;

/// Carries out a command, says what is to be said, and gives the exit status.
pub async fn run(cli: Cli, environment: &Environment) -> ExitCode {
    let terminal = Terminal::of_process(Lang::choose(cli.lang, environment));
    for unknown in environment.unknown_names() {
        terminal.note(&unknown.say(terminal.lang));
    }
    match carry_out(cli.command, environment, terminal).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(words) = failure.say(terminal.lang) {
                terminal.note(&words);
            }
            ExitCode::from(failure.status())
        }
    }
}

async fn carry_out(command: Command, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => Box::pin(demo::run(args, environment, terminal)).await,
        Command::Serve { settings } => commands::serve::run(&settings, environment, terminal).await,
        Command::Check { command: Some(CheckCommand::Release(args)), .. } => {
            commands::check::release::run(&args, environment, terminal).await
        }
        Command::Check { settings, json, command: None } => {
            commands::check::run(&settings, json, environment, terminal).await
        }
        Command::Completions { shell } => Ok(terminal.result(&completions(shell))?),
        Command::Key { command } => commands::key::run(command, environment, terminal).await,
        Command::Operator { command } => commands::operator::run(command, environment, terminal).await,
        Command::Simulate(args) => commands::simulate::run(args, terminal).await,
        Command::Component { remote, command } => {
            let remote = Remote::new(&remote, &ComponentArg::default(), environment, terminal)?;
            remote::component::run(remote, command, environment).await
        }
        Command::Authorizer { remote, of, command } => {
            remote::authorizer::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Template { remote, of, command } => {
            remote::template::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Code { remote, of, command } => {
            remote::code::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Call { remote, of, args } => {
            remote::call::run(Remote::new(&remote, &of, environment, terminal)?, args).await
        }
        Command::Domain { remote, of, command } => {
            remote::domain::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Account { remote, of, command } => {
            remote::account::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Register { remote, of, command } => {
            remote::register::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Login { remote, of, command } => {
            remote::login::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Tester { remote, of, command } => {
            remote::tester::run(Remote::new(&remote, &of, environment, terminal)?, command).await
        }
        Command::Event { remote, command } => {
            let remote = Remote::new(&remote, &ComponentArg::default(), environment, terminal)?;
            remote::event::run(remote, command).await
        }
        Command::Journal { remote, command } => {
            let remote = Remote::new(&remote, &ComponentArg::default(), environment, terminal)?;
            remote::journal::run(remote, command).await
        }
    }
}

/// What makes a shell complete the commands.
fn completions(shell: clap_complete::Shell) -> String {
    use clap::CommandFactory as _;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "wxfleet", &mut script);
    String::from_utf8_lossy(&script).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shell_learns_the_commands() {
        for shell in [clap_complete::Shell::Bash, clap_complete::Shell::Zsh, clap_complete::Shell::Fish] {
            let script = completions(shell);
            assert!(script.contains("authorizer") && script.contains("withdraw"), "{shell}");
        }
    }
}
