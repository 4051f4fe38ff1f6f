//! `wxfleet simulate`: the simulator of WeChat alone, for trying a server, or a program of your own, against it.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use tokio_util::sync::CancellationToken;
use wxfleet_model::clock::{Clock as _, SystemClock};
use wxfleet_simulator::{Config, Fleet, Simulator};

use crate::failure::Failure;
use crate::listening;
use crate::terminal::Terminal;
use crate::words::say;

/// Arguments of `simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// Where it answers
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8650")]
    listen: SocketAddr,
    /// How many merchants there are; about one in seven is an Official Account
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    merchants: u32,
}

pub(crate) async fn run(args: SimulateArgs, terminal: Terminal) -> Result<(), Failure> {
    let listener = listening::take(args.listen, "--listen").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let simulator = Simulator::new(Config { fleet: fleet(args.merchants), ..Config::for_demo() }, clock());
    let shutdown = CancellationToken::new();
    let serving = tokio::spawn(simulator.serve(listener, shutdown.clone()));
    terminal.result(&words(terminal, &base, args.merchants))?;
    listening::asked_to_stop().await?;
    shutdown.cancel();
    serving.await.map_err(anyhow::Error::from)?;
    Ok(())
}

/// The system's time, as the simulator takes it.
pub(crate) fn clock() -> wxfleet_simulator::Clock {
    Arc::new(|| SystemClock.now())
}

/// So many merchants, of whom one in seven is an Official Account.
fn fleet(merchants: u32) -> Fleet {
    let official_accounts = merchants / 7;
    Fleet { mini_programs: merchants - official_accounts, official_accounts, awkward: true }
}

fn words(terminal: Terminal, base: &str, merchants: u32) -> String {
    say!(
        terminal.lang,
        "The simulator of WeChat answers at {base}, with {merchants} merchants. Nothing is kept when it ends.\n\
         \nLet a server use it in WeChat's place:\n  \
         export WXFLEET_WECHAT_API_BASE_URL={base} WXFLEET_WECHAT_MP_BASE_URL={base} WXFLEET_WECHAT_OPEN_BASE_URL={base}\n  \
         wxfleet serve\n\
         \nEnter your platform in it, as you would in WeChat's console; the first ticket is pushed at once:\n  \
         curl {base}/_sim/components --json '{{\"component_appid\":\"wx0123456789abcdef\",\"app_secret\":\"…\",\
         \"token\":\"…\",\"encoding_aes_key\":\"…\",\"events_url\":\"…\",\"messages_url\":\"…\"}}'\n\
         \nCtrl-C ends it.",
        "微信模拟器在 {base} 运行，有 {merchants} 个商家。退出后什么都不保留。\n\
         \n让服务端把它当作微信：\n  \
         export WXFLEET_WECHAT_API_BASE_URL={base} WXFLEET_WECHAT_MP_BASE_URL={base} WXFLEET_WECHAT_OPEN_BASE_URL={base}\n  \
         wxfleet serve\n\
         \n像在微信开放平台那样登记第三方平台，第一个 ticket 马上推送：\n  \
         curl {base}/_sim/components --json '{{\"component_appid\":\"wx0123456789abcdef\",\"app_secret\":\"…\",\
         \"token\":\"…\",\"encoding_aes_key\":\"…\",\"events_url\":\"…\",\"messages_url\":\"…\"}}'\n\
         \n按 Ctrl-C 结束。"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fleet_has_as_many_merchants_as_were_asked_for() {
        for merchants in [1, 6, 7, 14, 10_000] {
            let fleet = fleet(merchants);
            assert_eq!(fleet.mini_programs + fleet.official_accounts, merchants);
            assert!(fleet.mini_programs > 0);
        }
        assert_eq!(fleet(14).official_accounts, 2);
    }
}
