//! Trials by hand: `cargo xtask crash`, `flood` and `powercut`.
//!
//! Each builds the release binary and the programs of the `bench` workspace, and runs the one of its name on the real
//! server; what is tried and how stands there. They take minutes and a quiet machine, so the gate leaves them out.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::process;

/// Kill the server under load.
pub(crate) fn crash(directory: &Path, rounds: u32) -> Result<ExitCode> {
    let built = build("crash")?;
    run(Command::new(built.program).arg(&built.wxfleet).arg(directory).arg(rounds.to_string()))
}

/// Flood the server with connections.
pub(crate) fn flood(directory: &Path) -> Result<ExitCode> {
    let built = build("flood")?;
    run(Command::new(built.program).arg(&built.wxfleet).arg(directory))
}

/// Cut the power under load; 2 where that cannot be imitated.
pub(crate) fn powercut(directory: &Path, rounds: u32) -> Result<ExitCode> {
    let built = build("powercut")?;
    run(Command::new(built.program).arg(&built.wxfleet).arg(directory).arg(rounds.to_string()))
}

struct Built {
    program: PathBuf,
    wxfleet: PathBuf,
}

fn build(name: &str) -> Result<Built> {
    process::check(process::cargo().args(["build", "--release", "--locked", "--package", "wxfleet-server"]))?;
    let manifest = process::root().join("bench").join("Cargo.toml");
    let mut command = process::cargo();
    command.args(["build", "--release", "--locked", "--bin", name, "--manifest-path"]).arg(&manifest);
    process::check(&mut command)?;
    let metadata = process::metadata(Some(&manifest))?;
    let theirs = metadata["target_directory"].as_str().context("the bench workspace has no target directory")?;
    let program = Path::new(theirs).join("release").join(name);
    Ok(Built { program, wxfleet: process::target_dir()?.join("release").join("wxfleet") })
}

/// What the program's exit status was is ours.
fn run(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().with_context(|| format!("cannot run `{}`", process::shown(command)))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
