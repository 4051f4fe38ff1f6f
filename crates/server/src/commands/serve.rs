//! `wxfleet serve`: the server, until it is asked to stop.

use std::sync::Arc;

use wxfleet_model::clock::SystemClock;

use crate::cli::SettingArgs;
use crate::data_dir::{self, Opened, Use};
use crate::failure::Failure;
use crate::server::{Server, Tasks};
use crate::settings::{Environment, Settings};
use crate::terminal::Terminal;
use crate::words::{Lang, said, say};
use crate::{listening, logging};

pub(crate) async fn run(args: &SettingArgs, environment: &Environment, terminal: Terminal) -> Result<(), Failure> {
    let settings = Settings::load(&args.flags(), environment, args.config.as_deref())?;
    logging::start(&settings.log);
    let Opened { store, made_key } = data_dir::open(&settings, Use::Server).await?;
    if let Some(path) = made_key {
        tracing::warn!("{}", data_dir::back_it_up(&path, terminal.lang));
    }
    let listener = listening::take(settings.server.listen, "--listen (WXFLEET_LISTEN)").await?;
    let server = Server::start(&settings, store, listener, Arc::new(SystemClock), Tasks::Run)?;
    say_where(&settings, &server, terminal.lang);
    say_how_to_begin(&server, terminal).await?;
    listening::asked_to_stop().await?;
    tracing::info!("stopping: no new requests, those under way are finished");
    tokio::select! {
        () = server.stop() => {}
        again = listening::asked_to_stop() => {
            again?;
            return Err(Failure::Refused(said!(
                "stopped at once, as asked a second time; requests under way were cut off",
                "再次收到停止信号，已立即停止；正在处理的请求被中断"
            )));
        }
    }
    tracing::info!("stopped");
    Ok(())
}

/// Where nobody can sign in yet, prints the link of the first start: for the person at the terminal, not for the log,
/// which others may read.
async fn say_how_to_begin(server: &Server, terminal: Terminal) -> Result<(), Failure> {
    if let Some(url) = server.first_start_url().await? {
        terminal.note(&say!(
            terminal.lang,
            "Nobody can sign in to the console yet. To make the first operator, open this link within 24 hours; it \
             serves once:\n\n  {url}\n\nor run `wxfleet operator add NAME --role admin` on this machine.",
            "控制台还没有操作员。请在 24 小时内打开下面的链接创建第一个操作员，链接只能用一次：\n\n  {url}\n\n也可以在本机执行 \
             wxfleet operator add 用户名 --role admin。"
        ));
    }
    Ok(())
}

fn say_where(settings: &Settings, server: &Server, lang: Lang) {
    tracing::info!(
        listen = %server.address,
        public_url = %server.public_url,
        database = %settings.database.url_in(&settings.server.data_dir),
        version = env!("CARGO_PKG_VERSION"),
        "wxfleet serves"
    );
    if settings.server.gateway_listen.is_some() {
        tracing::info!("this version has no gateway yet: gateway_listen is accepted and nothing listens there");
    }
    if settings.server.public_url.is_none() && settings.server.listen.ip().is_unspecified() {
        tracing::warn!(
            "{}",
            lang.pick(
                "public_url is not set, so links and callback URLs lead to this machine itself: set --public-url",
                "没有设置 public_url，链接和回调地址都指向本机：请用 --public-url 设置",
            )
        );
    }
}
