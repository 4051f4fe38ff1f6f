//! `cargo xtask api`: the HTTP API held to its own description, by tools that are not ours.
//!
//! Against a demo of its own: the OpenAPI document validates; a client that a standard generator makes of it compiles, and a call
//! by it passes a type checker and is made; random requests to every operation never bring a 500, nor an answer that the document does not
//! describe. The tools live in a virtual environment at `target/api/venv`, which `.ci/run` fills
//! (`xtask/api/requirements.txt`).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::demo::{self, Demo};
use crate::process;

/// The demo's platform.
const COMPONENT: &str = "wxde30de30de30de30";
/// A platform for what no other request would survive.
const SPARE: &str = "wxde30de30de30de31";
const SPARE_KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
/// Random requests for each operation, beside those at the edges of every field.
const EXAMPLES: &str = "6";
/// Seconds after which no more of them are begun.
const SECONDS: &str = "100";

/// Whether the tools are there.
pub(crate) fn has_tools() -> bool {
    bin().is_ok_and(|bin| bin.join("schemathesis").exists())
}

fn bin() -> Result<PathBuf> {
    Ok(process::target_dir()?.join("api").join("venv").join("bin"))
}

fn tool(name: &str) -> Result<Command> {
    let bin = bin()?;
    let mut command = Command::new(bin.join(name));
    // One tool calls another.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(bin).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(all)?).env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(command)
}

/// Start a demo, and try it.
pub(crate) fn run(binary: Option<&Path>) -> Result<()> {
    let folder = demo::folder("api")?;
    let ours = process::root().join("xtask").join("api");
    let demo = Demo::start("api", binary)?;
    let document = folder.join("openapi.json");
    std::fs::write(&document, demo.get("/api/v1/openapi.json")?)?;
    process::check(tool("openapi-spec-validator")?.arg(&document))?;
    client(&demo, &document, &ours, &folder)?;
    requests(&demo, &ours, &folder)
}

/// A generated client, checked and used.
fn client(demo: &Demo, document: &Path, ours: &Path, folder: &Path) -> Result<()> {
    let home = folder.join("client");
    std::fs::create_dir_all(&home)?;
    let mut generate = tool("openapi-python-client")?;
    generate.args(["generate", "--meta", "none", "--overwrite", "--fail-on-warning", "--path"]).arg(document);
    generate.arg("--config").arg(ours.join("client.yml"));
    process::check(generate.arg("--output-path").arg(home.join("wxfleet_client")))?;
    let call = ours.join("one_call.py");
    process::check(tool("python")?.args(["-m", "compileall", "-q", "wxfleet_client"]).current_dir(&home))?;
    // The generator's own slips are its own; what we call of it has to have the types that we take it for.
    let mut types = tool("mypy")?;
    types
        .args(["--no-incremental", "--cache-dir=/dev/null", "--follow-imports", "silent"])
        .arg(&call)
        .env("MYPYPATH", &home);
    process::check(&mut types)?;
    let mut python = tool("python")?;
    python.arg(&call).args([&demo.server, &demo.key, COMPONENT]).env("PYTHONPATH", &home);
    process::check(&mut python)
}

/// Random requests to every operation.
fn requests(demo: &Demo, ours: &Path, folder: &Path) -> Result<()> {
    let listed = demo.json(&["authorizer", "list"])?;
    let is_mini_program = |row: &&serde_json::Value| row["kind"] == "mini_program";
    let account = listed["items"].as_array().and_then(|rows| rows.iter().find(is_mini_program));
    let appid = account.and_then(|row| row["appid"].as_str()).context("the demo has no Mini Program")?;
    let secrets = folder.join("spare.json");
    let spare = serde_json::json!({"app_secret": "spare", "token": "spare", "encoding_aes_key": SPARE_KEY});
    std::fs::write(&secrets, spare.to_string())?;
    let secrets = secrets.to_string_lossy().into_owned();
    demo.json(&["component", "add", SPARE, "--secrets-from", &secrets])?;
    let settings = folder.join("schemathesis.toml");
    let words = [("key", demo.key.as_str()), ("component", COMPONENT), ("appid", appid), ("spare", SPARE)];
    demo::filled(&ours.join("schemathesis.toml"), &settings, &words)?;
    let started_at = Instant::now();
    let mut command = tool("schemathesis")?;
    command.arg("--config-file").arg(&settings).args(["run", "--no-color", "--phases", "coverage,fuzzing"]);
    command.args(["--max-examples", EXAMPLES, "--max-time", SECONDS]).current_dir(folder);
    process::check(command.arg(format!("{}/api/v1/openapi.json", demo.server)))?;
    println!("api: random requests took {} s", started_at.elapsed().as_secs());
    Ok(())
}
