//! A platform with a hundred thousand accounts moves here: how long the list takes to be read, how soon lists and searches
//! answer afterwards, what the server holds in memory, how soon it starts again, and what the API adds to a call to
//! WeChat.
//!
//! ```text
//! cargo build --profile dist -p wxfleet-server
//! cargo run --release --manifest-path bench/Cargo.toml --bin fleet -- target/dist/wxfleet [DIRECTORY] [ACCOUNTS]
//! ```
//!
//! Simulator and server are processes of their own on this machine. Beside the reading of the list stand the same pages
//! called by name, which are read and given on, and not stored. Beside an API call stands the same call sent straight
//! to the simulator, in turn.

use std::path::{Path, PathBuf};
use std::time::Instant;

use wxfleet_bench::Failure;
use wxfleet_bench::caller::Caller;
use wxfleet_bench::figures::{median, millis, quantile, verdict};
use wxfleet_bench::platform::{component, enter_platform, text_of, until_profiles_are_read, until_ready};
use wxfleet_bench::pushes::COMPONENT;
use wxfleet_bench::server::{Server, admin_key, register};

/// WeChat gives so many rows at once.
const PAGE: usize = 500;
/// How often each question is asked.
const QUESTIONS: usize = 400;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let wxfleet = PathBuf::from(arguments.next().ok_or("fleet WXFLEET [DIRECTORY] [ACCOUNTS]")?).canonicalize()?;
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let accounts: u32 = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let place = directory.join(format!("wxfleet-fleet-{}", std::process::id()));
    std::fs::create_dir(&place)?;
    let outcome = measure(&wxfleet, &place, accounts);
    std::fs::remove_dir_all(&place)?;
    outcome
}

fn measure(wxfleet: &Path, place: &Path, accounts: u32) -> Result<(), Failure> {
    let simulator = Server::simulator(wxfleet, place, accounts)?;
    let wechat = format!("http://{}", simulator.address);
    let data = place.join("data");
    let key = admin_key(wxfleet, &data)?;
    let server = Server::start_before(wxfleet, &data, &wechat)?;
    register(server.address, &key)?;
    let mut sim = Caller::connect(simulator.address, "")?;
    enter_platform(&mut sim, &server, accounts)?;
    let mut api = Caller::connect(server.address, &key)?;
    until_ready(&mut api)?;

    println!("{accounts} accounts, {QUESTIONS} questions of each kind\n");
    read_list(&mut api, accounts)?;
    let took = until_profiles_are_read(&mut api)?;
    println!("{:<40}{:>12.0}", "profiles and tokens, in background, s", took.as_secs_f64());
    ask_lists(&mut api)?;
    row("memory after all of it, MiB", server.resident_kib()? as f64 / 1024.0, 300.0);
    beside_wechat(&mut api, &mut sim)?;
    drop(server);
    let again = Server::start_before(wxfleet, &data, &wechat)?;
    row("start on the same data, ms", again.started_in.as_secs_f64() * 1e3, 2_000.0);
    let mut api = Caller::connect(again.address, &key)?;
    row("first list after it, ms", api.get(&component("/authorizers"))?.took.as_secs_f64() * 1e3, 2_000.0);
    row("memory after the start, MiB", again.resident_kib()? as f64 / 1024.0, 300.0);
    Ok(())
}

fn read_list(api: &mut Caller, accounts: u32) -> Result<(), Failure> {
    let pages = (accounts as usize).div_ceil(PAGE);
    let start = Instant::now();
    for page in 0..pages {
        let body = format!(r#"{{"body":{{"component_appid":"{COMPONENT}","offset":{},"count":{PAGE}}}}}"#, page * PAGE);
        api.post(&component("/call/get_authorizer_list"), &body)?;
    }
    let bare = start.elapsed().as_secs_f64();
    let synced = api.post(&component("/authorizers/sync"), "")?;
    if !synced.body.contains(&format!(r#""added":{accounts}"#)) {
        return Err(format!("not all accounts were added: {}", synced.body).into());
    }
    let took = synced.took.as_secs_f64();
    println!("{:<40}{bare:>12.2}", format!("{pages} pages by name, nothing stored, s"));
    println!("{:<40}{took:>12.2}", format!("{pages} pages synchronised, s"));
    println!("{:<40}{:>12.2}", "for each page, ms", took * 1e3 / pages as f64);
    Ok(())
}

fn ask_lists(api: &mut Caller) -> Result<(), Failure> {
    // One page after another, as a person leafs.
    let mut leafed = Vec::new();
    let mut cursor = String::new();
    for _ in 0..QUESTIONS {
        let answer = api.get(&component(&format!("/authorizers?limit=50{cursor}")))?;
        leafed.push(answer.took);
        cursor = next_cursor(&answer.body).map_or_else(String::new, |next| format!("&cursor={next}"));
    }
    row("list page, p99 ms", quantile(&millis(&leafed), 0.99), 50.0);
    // A name that many have, one that few have, one that nobody has, an appid.
    let words = ["%E5%92%96%E5%95%A1", "%E8%8A%B1%E5%9B%AD%E8%B7%AF", "nobody-has-this-name", "wx1"];
    let mut found = Vec::new();
    for number in 0..QUESTIONS {
        let path = component(&format!("/authorizers?limit=50&q={}", words[number % words.len()]));
        found.push(api.get(&path)?.took);
    }
    row("search, p99 ms", quantile(&millis(&found), 0.99), 100.0);
    let mut filtered = Vec::new();
    for number in 0..QUESTIONS {
        let filter =
            ["kind=official_account", "state=frozen", "missing=18", "label=none", "status=unauthorized"][number % 5];
        filtered.push(api.get(&component(&format!("/authorizers?limit=50&{filter}")))?.took);
    }
    row("filtered list, p99 ms", quantile(&millis(&filtered), 0.99), 100.0);
    Ok(())
}

/// The same question, in turn: through the API, and straight to the simulator with the account's own token.
fn beside_wechat(api: &mut Caller, sim: &mut Caller) -> Result<(), Failure> {
    let list = api.get(&component("/authorizers?limit=50&kind=mini_program"))?;
    // Some accounts of the simulator lack the permission.
    let mut rest = list.body.as_str();
    let appid = loop {
        let appid = text_of(rest, "appid").ok_or("no account may be asked for its testers")?;
        if api.ask("GET", &component(&format!("/authorizers/{appid}/testers")), "")?.status == 200 {
            break appid;
        }
        rest = &rest[rest.find(&format!(r#""appid":"{appid}""#)).ok_or("no account")? + 10..];
    };
    let token = api.get(&component(&format!("/authorizers/{appid}/access-token")))?;
    let token = text_of(&token.body, "access_token").ok_or("no token")?;
    let (mut through, mut straight) = (Vec::new(), Vec::new());
    for _ in 0..QUESTIONS {
        straight
            .push(sim.post(&format!("/wxa/memberauth?access_token={token}"), r#"{"action":"get_experiencer"}"#)?.took);
        through.push(api.get(&component(&format!("/authorizers/{appid}/testers")))?.took);
    }
    let (through, straight) = (median(&millis(&through)), median(&millis(&straight)));
    println!("{:<40}{straight:>12.2}", "a call straight to the simulator, p50 ms");
    println!("{:<40}{through:>12.2}", "the same through the API, p50 ms");
    row("added by the API, p50 ms", through - straight, 1.0);
    Ok(())
}

fn next_cursor(body: &str) -> Option<String> {
    text_of(body, "next_cursor")
}

fn row(name: &str, value: f64, goal: f64) {
    println!("{name:<40}{value:>12.2}{goal:>10.0}  {}", verdict(value < goal));
}
