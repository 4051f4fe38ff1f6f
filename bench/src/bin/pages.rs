//! Pages of the console over a fleet of a hundred thousand: how long each takes on the server, the very first time and
//! as a rule, and how much a browser loads for its first view.
//!
//! ```text
//! cargo build --profile dist -p wxfleet-server
//! cargo run --release --manifest-path bench/Cargo.toml --bin pages -- target/dist/wxfleet [DIRECTORY] [ACCOUNTS]
//! ```
//!
//! Simulator and server are processes of their own on this machine. Time is taken from the request's first byte to the
//! answer's last over one kept connection, so it holds the loopback too. What a first view weighs is the page and
//! everything in its head, as it comes to a browser that takes gzip.

use std::path::{Path, PathBuf};
use std::time::Duration;

use wxfleet_bench::Failure;
use wxfleet_bench::caller::Caller;
use wxfleet_bench::figures::{median, millis, quantile, verdict};
use wxfleet_bench::platform::{component, enter_platform, text_of, until_profiles_are_read, until_ready};
use wxfleet_bench::pushes::{COMPONENT, Maker};
use wxfleet_bench::sender::{runtime, send};
use wxfleet_bench::server::{Server, admin_key, operator, register};

/// How often each page is asked for.
const VIEWS: usize = 200;
/// Pushes that lie in the list of events.
const PUSHES: u64 = 20_000;
const NAME: &str = "bench";
const PASSWORD: &str = "correct horse battery";

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let wxfleet = PathBuf::from(arguments.next().ok_or("pages WXFLEET [DIRECTORY] [ACCOUNTS]")?).canonicalize()?;
    let directory = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let accounts: u32 = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let place = directory.join(format!("wxfleet-pages-{}", std::process::id()));
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
    operator(wxfleet, &data, NAME, PASSWORD)?;
    let server = Server::start_before(wxfleet, &data, &wechat)?;
    register(server.address, &key)?;
    let mut sim = Caller::connect(simulator.address, "")?;
    enter_platform(&mut sim, &server, accounts)?;
    let mut api = Caller::connect(server.address, &key)?;
    until_ready(&mut api)?;
    api.post(&component("/authorizers/sync"), "")?;
    until_profiles_are_read(&mut api)?;
    let pushes = Maker::new().fresh(PUSHES);
    let sent = runtime()?.block_on(send(server.address, 16, pushes, Duration::from_secs(120)));
    // The connection was silent for so long that the server has closed it.
    let mut api = Caller::connect(server.address, &key)?;
    let list = api.get(&component("/authorizers?limit=1&kind=mini_program"))?;
    let appid = text_of(&list.body, "appid").ok_or("no account")?;

    // A process that nobody has asked for anything yet.
    drop((api, server));
    let server = Server::start_before(wxfleet, &data, &wechat)?;
    let rested = server.until_at_rest()?.as_secs();
    let mut person = signed_in(&server)?;
    println!("{accounts} accounts, {} pushes, {VIEWS} views of each page", sent.acked.len());
    println!("asked {rested} s after the start, when the server did nothing by itself any more\n");
    println!("{:<36}{:>10}{:>10}{:>10}{:>8}", "page, ms on the server", "first", "p50", "p95", "goal");
    let account = format!("/console/accounts/{COMPONENT}/{appid}");
    for (name, path) in [
        ("overview", "/console/"),
        ("accounts", "/console/accounts"),
        ("accounts, by a name many have", "/console/accounts?q=%E5%92%96%E5%95%A1"),
        ("accounts, by a name nobody has", "/console/accounts?q=nobody-has-this-name"),
        ("accounts, frozen", "/console/accounts?state=frozen"),
        ("accounts, lacking a permission", "/console/accounts?missing=18"),
        ("one account", account.as_str()),
        ("events", "/console/events"),
        ("journal", "/console/settings/journal"),
    ] {
        let first = person.get(path)?.took.as_secs_f64() * 1e3;
        let views: Result<Vec<_>, _> = (0..VIEWS).map(|_| person.get(path).map(|answer| answer.took)).collect();
        let views = millis(&views?);
        let p95 = quantile(&views, 0.95);
        println!("{name:<36}{first:>10.2}{:>10.2}{p95:>10.2}{:>8}  {}", median(&views), 20, verdict(p95 < 20.0));
    }
    println!("\n{:<36}{:>10}{:>10}{:>10}{:>8}", "first view, kB on the wire", "page", "files", "all", "goal");
    let mut visitor = signed_in(&server)?;
    visitor.send_along("Accept-Encoding", "gzip");
    for path in ["/console/", "/console/accounts", &account, "/console/events"] {
        weigh(&mut visitor, path)?;
    }
    weigh(&mut visitor, &format!("/authorize/{COMPONENT}"))
}

/// Signs in to the console.
fn signed_in(server: &Server) -> Result<Caller, Failure> {
    let mut person = Caller::connect(server.address, "")?;
    person.send_along("Origin", &format!("http://{}", server.address));
    let form = format!("name={NAME}&password={}", PASSWORD.replace(' ', "+"));
    let answer = person.send_form("/console/sign-in", &form)?;
    let session = answer.head.split("wxf_session=").nth(1).and_then(|rest| rest.split(';').next());
    let session = session.ok_or_else(|| format!("not signed in: {} {}", answer.status, answer.body))?;
    person.send_along("Cookie", &format!("wxf_session={session}"));
    Ok(person)
}

/// A page and the files that its head names.
fn weigh(person: &mut Caller, path: &str) -> Result<(), Failure> {
    let page = person.get(path)?;
    let names = page.body.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut files = 0;
    for name in names.map(str::to_owned).collect::<std::collections::BTreeSet<_>>() {
        files += person.get(&format!("/assets/{name}"))?.length;
    }
    let kilo = |bytes: usize| bytes as f64 / 1_000.0;
    let all = kilo(page.length + files);
    println!(
        "{path:<36.36}{:>10.1}{:>10.1}{all:>10.1}{:>8}  {}",
        kilo(page.length),
        kilo(files),
        200,
        verdict(all < 200.0)
    );
    Ok(())
}
