//! `wxfleet tester …`

use clap::Subcommand;
use serde_json::json;
use wxfleet_api::tester::{NewTester, Tester};
use wxfleet_wechat::id::Appid;

use super::Remote;
use super::table::{or_dash, table};
use crate::failure::Failure;
use crate::words::{said, say};

/// What can be done with testers.
#[derive(Debug, Subcommand)]
pub enum TesterCommand {
    /// List testers; a WeChat id is known only of those who were bound here
    #[command(after_help = "Example:\n  wxfleet tester list wx0123456789abcdef")]
    List {
        /// Which Mini Program
        appid: Appid,
    },
    /// Make people testers, by their WeChat ids
    #[command(after_help = "A person must allow to be found by WeChat id. Administrators of the Mini Program need no \
        binding.\n\nExamples:\n  wxfleet tester bind wx0123456789abcdef amy_chen zoe_li")]
    Bind {
        /// Which Mini Program
        appid: Appid,
        /// WeChat ids
        #[arg(required = true, value_name = "WECHATID")]
        wechatids: Vec<String>,
    },
    /// Make people testers no more
    #[command(after_help = "Examples:\n  wxfleet tester unbind wx0123456789abcdef amy_chen\n  \
        wxfleet tester unbind wx0123456789abcdef --userstr 'o-8sK…'")]
    Unbind {
        /// Which Mini Program
        appid: Appid,
        /// WeChat ids
        #[arg(required_unless_present = "userstr", value_name = "WECHATID")]
        wechatids: Vec<String>,
        /// WeChat's name for the person, from `tester list`; for those who were not bound here
        #[arg(long, value_name = "USERSTR")]
        userstr: Vec<String>,
    },
}

pub(crate) async fn run(remote: Remote, command: TesterCommand) -> Result<(), Failure> {
    let component = remote.component().await?;
    match command {
        TesterCommand::List { appid } => list(&remote, &component, &appid).await,
        TesterCommand::Bind { appid, wechatids } => bind(&remote, &component, &appid, wechatids).await,
        TesterCommand::Unbind { appid, wechatids, userstr } => {
            unbind(&remote, &component, &appid, &wechatids, &userstr).await
        }
    }
}

async fn list(remote: &Remote, component: &str, appid: &Appid) -> Result<(), Failure> {
    let page = remote.client.testers(component, appid.as_str()).await?;
    let lang = remote.terminal.lang;
    remote.show(&page, |page| {
        let row = |one: &Tester| [or_dash(one.wechatid.as_deref()), one.userstr.clone()];
        table(lang, [lang.pick("WECHAT ID", "微信号"), "USERSTR"], page.items.iter().map(row).collect())
    })
}

/// One after the other: who cannot be bound does not keep the others from it, and makes the command fail in the end.
async fn bind(remote: &Remote, component: &str, appid: &Appid, wechatids: Vec<String>) -> Result<(), Failure> {
    let (mut bound, mut refused) = (Vec::new(), Vec::new());
    for wechatid in wechatids {
        let tester = NewTester { wechatid: wechatid.clone() };
        match remote.client.tester_bind(component, appid.as_str(), &tester).await {
            Ok(one) => bound.push(json!({"wechatid": wechatid, "userstr": one.userstr, "already": one.already})),
            Err(error) => refused.push((wechatid, Failure::from(error))),
        }
    }
    let lang = remote.terminal.lang;
    remote.show(&bound, |bound| {
        let row = |one: &serde_json::Value| {
            let already = one["already"].as_bool().unwrap_or_default();
            [
                one["wechatid"].as_str().unwrap_or_default().to_owned(),
                or_dash(one["userstr"].as_str()),
                if already {
                    say!(lang, "was one already", "已是体验者")
                } else {
                    say!(lang, "bound", "已绑定")
                },
            ]
        };
        let headings = [lang.pick("WECHAT ID", "微信号"), "USERSTR", lang.pick("RESULT", "结果")];
        table(lang, headings, bound.iter().map(row).collect())
    })?;
    end(remote, refused)
}

async fn unbind(
    remote: &Remote,
    component: &str,
    appid: &Appid,
    wechatids: &[String],
    userstrs: &[String],
) -> Result<(), Failure> {
    let (client, appid) = (&remote.client, appid.as_str());
    let mut refused = Vec::new();
    for wechatid in wechatids {
        if let Err(error) = client.tester_unbind(component, appid, wechatid).await {
            refused.push((wechatid.clone(), Failure::from(error)));
        }
    }
    for userstr in userstrs {
        if let Err(error) = client.tester_unbind_by_userstr(component, appid, userstr).await {
            refused.push((userstr.clone(), Failure::from(error)));
        }
    }
    let count = wechatids.len() + userstrs.len() - refused.len();
    remote.terminal.note(&say!(remote.terminal.lang, "Testers no more: {count}.", "已解绑 {count} 人。"));
    end(remote, refused)
}

/// Says who was refused and why.
fn end(remote: &Remote, refused: Vec<(String, Failure)>) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    let count = refused.len();
    if count == 0 {
        return Ok(());
    }
    for (name, failure) in refused {
        let why = failure.say(lang).unwrap_or_default();
        remote.terminal.note(&crate::terminal::inert(&format!("{name}: {why}")));
    }
    Err(Failure::Refused(said!("{count} refused; the reasons stand above", "有 {count} 人未成功，原因见上")))
}
