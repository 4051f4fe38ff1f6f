//! The project's own tasks, in the one script language we have: `cargo xtask TASK`.
//!
//! One module per task. [`tidy`] holds the agreements a compiler does not know of, [`mod@test`] runs the tests and says what
//! it left out, [`walls`] builds the inner crates alone, [`fuzz`], [`smoke`], [`api`] and [`guide`] try the product from
//! outside, and [`ci`] strings all of it together. [`screenshots`] shows what people see, [`trial`] kills and floods a
//! server, by hand. Nothing here is shipped, and nothing here sets up a machine: `.ci/run` does that.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "these tasks talk to a person at a terminal")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod api;
mod ci;
mod demo;
mod fuzz;
mod guide;
mod process;
mod screenshots;
mod smoke;
mod test;
mod tidy;
mod trial;
mod walls;

/// The project's own tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check the agreements of the house: walls, headers, tables, documents, licences
    Tidy,
    /// Run every test of the workspace and name the suites that were left out
    Test,
    /// Build the inner crates alone, so that features unified over the workspace hide nothing
    Walls,
    /// Build the fuzz targets and run each for a while
    Fuzz {
        /// Seconds for each target
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// Only this target
        #[arg(long)]
        target: Option<String>,
    },
    /// Build the release binary and try its main commands as a newcomer would
    Smoke,
    /// Take pictures of every page in both languages, light and dark, at 390, 1280 and 1920 px
    Screenshots {
        /// Where the pictures go
        #[arg(default_value = "target/screenshots")]
        folder: PathBuf,
    },
    /// Hold the HTTP API to its own description: document, generated client, random requests
    Api {
        /// This program in place of the release build
        #[arg(long)]
        binary: Option<PathBuf>,
    },
    /// Run the commands of the guides as they are written, against a demo
    Guide {
        /// This program in place of the release build
        #[arg(long)]
        binary: Option<PathBuf>,
        /// Only the guides in this language
        #[arg(long, value_enum)]
        language: Option<guide::Language>,
    },
    /// Kill the server under load, again and again, and look whether all it confirmed is there
    Crash {
        /// How many times
        #[arg(long, default_value_t = 100)]
        rounds: u32,
        /// On which disk
        #[arg(long, default_value = ".")]
        directory: PathBuf,
    },
    /// Flood the server with slow and silent connections while callbacks go on
    Flood {
        /// On which disk
        #[arg(long, default_value = ".")]
        directory: PathBuf,
    },
    /// Cut the power of a disk image under load; exit status 2 where this machine does not let us
    Powercut {
        /// How many times
        #[arg(long, default_value_t = 20)]
        rounds: u32,
        /// Where the disk image lies
        #[arg(long, default_value = ".")]
        directory: PathBuf,
    },
    /// Run everything that must hold before a change goes in
    Ci(ci::Choice),
}

fn main() -> ExitCode {
    run(Arguments::parse().task).unwrap_or_else(|fault| {
        eprintln!("{fault:#}");
        ExitCode::FAILURE
    })
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Tidy => tidy::run()?,
        Task::Test => return Ok(test::run()?.report_last()),
        Task::Walls => walls::run()?,
        Task::Fuzz { seconds, target } => fuzz::run(seconds, target.as_deref())?,
        Task::Smoke => smoke::run()?,
        Task::Screenshots { folder } => screenshots::run(&folder)?,
        Task::Api { binary } => api::run(binary.as_deref())?,
        Task::Guide { binary, language } => guide::run(binary.as_deref(), language)?,
        Task::Crash { rounds, directory } => return trial::crash(&directory, rounds),
        Task::Flood { directory } => return trial::flood(&directory),
        Task::Powercut { rounds, directory } => return trial::powercut(&directory, rounds),
        Task::Ci(choice) => return Ok(ci::run(&choice)),
    }
    Ok(ExitCode::SUCCESS)
}
