//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, built with the stable toolchain and run for a while each.
//!
//! `fuzz/` is a workspace of its own, since everything in it is compiled with the coverage counters that libFuzzer reads.
//! cargo-fuzz asks for a nightly toolchain only for the address sanitizer; our code is safe Rust, so panics, endless loops
//! and memory that grows are what there is to find, and coverage alone finds them. Each target starts from the seeds in
//! `fuzz/seeds/TARGET` and keeps what it learns in `fuzz/corpus/TARGET`, which is not tracked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// How the targets are compiled: with counters on every edge and on comparisons, and with the checks of a debug build.
const FLAGS: [&str; 11] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Clink-dead-code",
    "-Ccodegen-units=1",
    "-Cdebug-assertions",
    "-Coverflow-checks",
    "-Cdebuginfo=line-tables-only",
];

/// Build all targets and run each, or only the named one, for so many seconds.
pub(crate) fn run(seconds: u32, only: Option<&str>) -> Result<()> {
    let folder = process::root().join("fuzz");
    let targets = targets(&folder)?;
    ensure!(!targets.is_empty(), "fuzz/Cargo.toml has no targets");
    if let Some(name) = only {
        ensure!(targets.iter().any(|target| target == name), "no target {name}; there are: {}", targets.join(", "));
    }
    let binaries = build(&folder)?;
    let mut broken = Vec::new();
    for target in targets.iter().filter(|target| only.is_none_or(|name| *target == name)) {
        if let Err(fault) = run_target(&folder, &binaries, target, seconds) {
            println!("fuzz {target}: {fault:#}");
            broken.push(target.as_str());
        }
    }
    ensure!(broken.is_empty(), "fuzzing broke {}", broken.join(", "));
    Ok(())
}

/// The names of the binaries in the fuzz workspace.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let metadata = process::metadata(Some(&folder.join("Cargo.toml")))?;
    let packages = metadata["packages"].as_array().context("`cargo metadata` lists no packages")?;
    let all = packages.iter().filter_map(|package| package["targets"].as_array()).flatten();
    let binaries =
        all.filter(|target| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "bin")));
    Ok(binaries.filter_map(|target| Some(target["name"].as_str()?.to_owned())).collect())
}

/// Build every target and return the folder with the binaries.
fn build(folder: &Path) -> Result<PathBuf> {
    let host = host()?;
    let into = process::target_dir()?.join("fuzz");
    let mut command = process::cargo();
    command.args(["build", "--release", "--locked", "--bins", "--target", &host, "--manifest-path"]);
    command.arg(folder.join("Cargo.toml")).arg("--target-dir").arg(&into);
    command.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    process::check(&mut command)?;
    Ok(into.join(host).join("release"))
}

/// The triple of this machine, which keeps the flags away from build scripts and macros.
fn host() -> Result<String> {
    let version = process::output(Command::new("rustc").arg("-vV").current_dir(process::root()))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("`rustc -vV` names no host")?.to_owned())
}

fn run_target(folder: &Path, binaries: &Path, target: &str, seconds: u32) -> Result<()> {
    let (seeds, corpus) = (folder.join("seeds").join(target), folder.join("corpus").join(target));
    let (artifacts, log) = (folder.join("artifacts").join(target), binaries.join(format!("{target}.log")));
    let count = fs::read_dir(&seeds).with_context(|| format!("fuzz/seeds/{target} is missing"))?.count();
    ensure!(count > 0, "fuzz/seeds/{target} holds no seed");
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let mut command = Command::new(binaries.join(target));
    command.arg(&corpus).arg(&seeds);
    command.args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={}/", artifacts.display())]);
    command.args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]);
    let status = command.stderr(fs::File::create(&log)?).status().with_context(|| format!("cannot run {target}"))?;
    let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    if !status.success() {
        bail!("{status}\n{}\ninput: {}", tail(&said, 40), crash_input(&said, &artifacts));
    }
    println!("fuzz {target}: {} runs from {count} seeds in {seconds} s, nothing found", runs(&said).unwrap_or("?"));
    Ok(())
}

/// How many inputs were tried, from libFuzzer's last words.
fn runs(said: &str) -> Option<&str> {
    said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")).map(str::trim)
}

/// Where libFuzzer says that the input lies which broke the target.
fn crash_input(said: &str, artifacts: &Path) -> String {
    let path = said.lines().find_map(|line| line.split_once("Test unit written to ")).map(|(_, path)| path.trim());
    path.map_or_else(|| format!("none written; look into {}", artifacts.display()), str::to_owned)
}

fn tail(said: &str, lines: usize) -> String {
    let all = said.lines().collect::<Vec<_>>();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_of_the_fuzzer_are_read() {
        let said = "#2 INITED\nstat::number_of_executed_units: 77145\nstat::average_exec_per_sec: 7714\n";
        assert_eq!(runs(said), Some("77145"));
        assert_eq!(runs("nothing"), None);
    }

    #[test]
    fn the_input_that_broke_it_is_named() {
        let said = "panicked\nartifact_prefix='a/'; Test unit written to a/crash-01\nBase64: AA==\n";
        assert_eq!(crash_input(said, Path::new("a")), "a/crash-01");
        assert!(crash_input("killed", Path::new("a")).ends_with("look into a"));
    }

    #[test]
    fn a_tail_is_short() {
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
        assert_eq!(tail("a", 2), "a");
    }
}
