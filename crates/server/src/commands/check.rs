//! `wxfleet check`: what is wrong with this installation, and who can mend it. Changes nothing but, where a newer
//! version meets an older database, its tables.
//!
//! * `report`: the findings, one a line. `wechat`: the way to WeChat, and the clock.
//! * `release`: WeChat's check before a full-network release, rehearsed.
//! * `components`: tickets, tokens and callback addresses. `facts`: what the field taught about WeChat.

use clap::Subcommand;
use wxfleet_api::client::{Client, Error};
use wxfleet_model::clock::{Clock as _, SystemClock};
use wxfleet_store::Store;

use crate::cli::SettingArgs;
use crate::data_dir::{self, Opened, Use};
use crate::failure::Failure;
use crate::settings::{Environment, Settings, local_url};
use crate::terminal::Terminal;
use crate::words::{Lang, say};

mod components;
mod facts;
pub(crate) mod release;
mod report;
mod wechat;

use release::ReleaseArgs;
use report::{Report, Who};

/// What can be checked besides the installation.
#[derive(Debug, Subcommand)]
pub enum CheckCommand {
    /// Rehearse WeChat's check before a full-network release (全网发布接入检测)
    #[command(
        after_help = "Without --against-running nothing outside this machine is touched: a simulated WeChat plays \
        the whole check against a server on a database of its own. Exit status 0: every item passed; 1: not.\n\n\
        Examples:\n  wxfleet check release\n  wxfleet check release --group 3 --json\n  \
        wxfleet check release --against-running --data-dir /var/lib/wxfleet"
    )]
    Release(ReleaseArgs),
}

pub(crate) async fn run(
    args: &SettingArgs,
    json: bool,
    environment: &Environment,
    terminal: Terminal,
) -> Result<(), Failure> {
    let mut report = Report::new(terminal, json);
    match Settings::load(&args.flags(), environment, args.config.as_deref()) {
        Ok(settings) => everything(&settings, &mut report).await?,
        Err(error) => {
            let lang = terminal.lang;
            report.bad(&error.say(lang), Who::Isv, lang.pick("correct the setting", "改正这个设置"))?;
        }
    }
    report.end()
}

async fn everything(settings: &Settings, report: &mut Report) -> Result<(), Failure> {
    let lang = report.lang();
    report.good(lang.pick("settings: read and understood", "设置：读取正常"))?;
    let runs = server(settings, report).await?;
    wechat::check(settings, report).await?;
    let Some(store) = database(settings, report).await? else { return Ok(()) };
    let checked = kept(settings, &store, runs, report).await;
    store.close().await;
    checked
}

/// Looks for the server of these settings; says whether it runs.
async fn server(settings: &Settings, report: &mut Report) -> Result<bool, Failure> {
    let lang = report.lang();
    let listen = settings.server.listen;
    match Client::new(local_url(listen), None)?.speaking(lang.tag()).readiness().await {
        Ok(ready) => {
            let version = ready.version;
            report.good(&say!(
                lang,
                "server: {version} answers on {listen}",
                "服务：{version} 在 {listen} 正常应答"
            ))?;
            Ok(true)
        }
        Err(Error::Unreachable { .. }) => {
            report.note(&say!(lang, "server: none runs on {listen}", "服务：{listen} 上没有在运行"))?;
            Ok(false)
        }
        Err(Error::Problem(problem)) => {
            let (detail, advice) = (&problem.detail, &problem.advice);
            report.bad(&say!(lang, "server: not ready: {detail}", "服务：未就绪：{detail}"), Who::Isv, advice)?;
            Ok(true)
        }
        Err(Error::Nonsense { status, .. }) => {
            let what = say!(
                lang,
                "server: something that is not wxfleet answers on {listen} (HTTP {status})",
                "服务：{listen} 上应答的不是 wxfleet（HTTP {status}）"
            );
            let mend = lang.pick("stop that program, or set another `listen`", "停掉那个程序，或换一个 `listen`");
            report.bad(&what, Who::Isv, mend)?;
            Ok(false)
        }
    }
}

/// Opens the database, if there is one.
async fn database(settings: &Settings, report: &mut Report) -> Result<Option<Store>, Failure> {
    let lang = report.lang();
    let url = settings.database.url_in(&settings.server.data_dir);
    if !data_dir::is_there(settings) {
        let words = say!(lang, "database: {url} is made at the first start", "数据库：{url} 会在首次启动时创建");
        report.note(&words)?;
        return Ok(None);
    }
    match data_dir::open(settings, Use::OneOff).await {
        Ok(Opened { store, made_key }) => {
            report.good(&say!(lang, "database: {url} opens with its master key", "数据库：{url} 能用主密钥打开"))?;
            if let Some(path) = made_key {
                report.note(&data_dir::back_it_up(&path, lang))?;
            }
            Ok(Some(store))
        }
        Err(failure) => {
            let what = failure.say(lang).unwrap_or_default();
            let mend = lang.pick("see above; then check again", "按上面的说明处理，然后再检查");
            report.bad(&say!(lang, "database: {what}", "数据库：{what}"), Who::Isv, mend)?;
            Ok(None)
        }
    }
}

/// What the database tells of components, accounts, keys and WeChat's habits.
async fn kept(settings: &Settings, store: &Store, runs: bool, report: &mut Report) -> Result<(), Failure> {
    keys(store, report).await?;
    components::check(settings, store, runs, SystemClock.now(), report).await?;
    facts::tell(store, report).await
}

async fn keys(store: &Store, report: &mut Report) -> Result<(), Failure> {
    let lang = report.lang();
    let living = store.keys_all().await.map_err(unreadable)?.iter().filter(|key| key.revoked_at.is_none()).count();
    if living > 0 {
        report.good(&say!(lang, "API keys: {living}", "API 密钥：{living} 个"))?;
        return Ok(());
    }
    let what = lang.pick("API keys: none, so nobody can use the API", "API 密钥：一个也没有，没人能用 API");
    report.bad(what, Who::Isv, "wxfleet key create --name NAME --role admin")?;
    Ok(())
}

fn unreadable(error: wxfleet_store::Error) -> Failure {
    Failure::Other(anyhow::Error::from(error).context("the database cannot be read"))
}

/// What stands between two parts of a list.
const fn comma(lang: Lang) -> &'static str {
    lang.pick(", ", "、")
}
