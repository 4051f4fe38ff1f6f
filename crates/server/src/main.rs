//! The binary `wxfleet`: a thin shell around the library of the same crate.

use std::process::ExitCode;

use clap::Parser as _;
use wxfleet_server::cli::Cli;
use wxfleet_server::settings::Environment;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    wxfleet_server::run(Cli::parse(), &Environment::of_process()).await
}
