//! `wxfleet check release`: WeChat's check before a full-network release (全网发布接入检测), rehearsed.
//!
//! By default the whole check is played on this machine, with a simulated WeChat and a server of their own: it shows
//! that this wxfleet passes. With `--against-running` those pushes that take no call to WeChat go to the server that
//! runs, sealed with its component's token and key: it shows that the way there (DNS, proxy, URLs, token, key) is right.
//!
//! * `sheet`: what is printed. `running`: the pushes to a running server.

use clap::Args;
use serde::Serialize;
use wxfleet_simulator::ReleaseCheckReport;

use crate::cli::SettingArgs;
use crate::demo::rehearsal;
use crate::failure::Failure;
use crate::settings::Environment;
use crate::terminal::Terminal;
use crate::words::said;

mod running;
mod sheet;

/// WeChat picks one of so many groups of test accounts.
const GROUPS: [u8; 5] = [1, 2, 3, 4, 5];

/// Arguments of `check release`.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// Which group of WeChat's test accounts, 1 to 5 [default: all five]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
    group: Option<u8>,
    /// Send the pushes that need no WeChat to the server that runs on these settings
    #[arg(long)]
    against_running: bool,
    /// Where that server is reached [default: the address that WeChat sees]
    #[arg(long, value_name = "URL", requires = "against_running")]
    url: Option<String>,
    /// Which component; may be left out where there is one
    #[arg(long, value_name = "COMPONENT_APPID", requires = "against_running")]
    component: Option<String>,
    /// Print JSON in place of lines
    #[arg(long)]
    json: bool,
    /// The settings, for --against-running.
    #[command(flatten)]
    settings: SettingArgs,
}

/// What a program reads.
#[derive(Serialize)]
struct Sheet<'a> {
    passed: bool,
    /// `simulator` or `running`.
    against: &'static str,
    groups: &'a [ReleaseCheckReport],
}

pub(crate) async fn run(args: &ReleaseArgs, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    let groups = args.group.map_or_else(|| GROUPS.to_vec(), |group| vec![group]);
    let reports = if args.against_running {
        running::play(args, &groups, environment).await?
    } else {
        Box::pin(rehearsal::play(&groups)).await?
    };
    let passed = reports.iter().all(|report| report.passed);
    if args.json {
        let against = if args.against_running { "running" } else { "simulator" };
        let sheet = Sheet { passed, against, groups: &reports };
        terminal.json(&sheet)?;
    } else {
        let coloured = terminal.shows_results() && console::colors_enabled();
        terminal.result(&sheet::of(&reports, args.against_running, coloured, terminal.lang))?;
    }
    if passed { Ok(()) } else { Err(Failure::Said) }
}

/// A component that is not there, or not told.
fn unclear(known: &[String]) -> Failure {
    let list = known.join(", ");
    if known.is_empty() {
        return Failure::Refused(said!(
            "no component is registered in this database: wxfleet component add COMPONENT_APPID",
            "这个数据库里还没有登记第三方平台：wxfleet component add COMPONENT_APPID"
        ));
    }
    Failure::Usage(said!(
        "which component? --component takes one of: {list}",
        "要检测哪个第三方平台？--component 可以是：{list}"
    ))
}
