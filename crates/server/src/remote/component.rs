//! `wxfleet component …`

use clap::{Args, Subcommand};
use wxfleet_api::component::{Component, ComponentPatch, NewComponent};
use wxfleet_wechat::id::ComponentAppid;

use super::Remote;
use super::secrets::SecretArgs;
use super::table::{or_dash, sheet, table};
use crate::failure::Failure;
use crate::settings::Environment;
use crate::words::{said, say};

/// What can be done with components.
#[derive(Debug, Subcommand)]
pub enum ComponentCommand {
    /// Register a component with the values that WeChat's console shows
    #[command(after_help = "Secrets that are not given are asked for on a terminal. To keep them out of the shell's \
        history,\ngive them by environment, or as JSON by file or stdin.\n\nExamples:\n  \
        wxfleet component add wx0123456789abcdef --name 'Our platform'\n  \
        wxfleet component add wx0123456789abcdef --secrets-from secrets.json\n  \
        vault read … | wxfleet component add wx0123456789abcdef --secrets-from -")]
    Add(AddArgs),
    /// List components
    #[command(after_help = "Example:\n  wxfleet component list")]
    List,
    /// Show one component: its URLs for WeChat's console, its ticket and token
    #[command(after_help = "Examples:\n  wxfleet component show\n  \
        wxfleet component show wx0123456789abcdef --json")]
    Show {
        /// Which; may be left out where there is one
        component_appid: Option<ComponentAppid>,
    },
    /// Change a component's name or secrets; a replaced token or AES key stays good for a while
    #[command(after_help = "Examples:\n  \
        wxfleet component update wx0123456789abcdef --name 'New name'\n  \
        wxfleet component update wx0123456789abcdef --secrets-from -")]
    Update(UpdateArgs),
    /// Ask WeChat to push tickets again, where it has stopped
    #[command(after_help = "Examples:\n  wxfleet component tickets\n  wxfleet component tickets wx0123456789abcdef")]
    Tickets {
        /// Which; may be left out where there is one
        component_appid: Option<ComponentAppid>,
    },
    /// Forget a component
    #[command(after_help = "Examples:\n  wxfleet component remove wx0123456789abcdef\n  \
        wxfleet component remove wx0123456789abcdef --force --yes")]
    Remove {
        /// Which
        component_appid: ComponentAppid,
        /// Also when accounts are still authorized to it: their tokens are lost
        #[arg(long)]
        force: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Arguments of `component add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// 第三方平台 AppID
    component_appid: ComponentAppid,
    /// What to call it; merchants see it
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    secrets: SecretArgs,
}

/// Arguments of `component update`.
#[derive(Debug, Args)]
pub struct UpdateArgs {
    /// Which
    component_appid: ComponentAppid,
    /// Its new name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    secrets: SecretArgs,
}

pub(crate) async fn run(remote: Remote, command: ComponentCommand, environment: &Environment) -> Result<(), Failure> {
    match command {
        ComponentCommand::Add(args) => add(&remote, args, environment).await,
        ComponentCommand::List => list(&remote).await,
        ComponentCommand::Show { component_appid } => show(&remote, component_appid).await,
        ComponentCommand::Update(args) => update(&remote, args, environment).await,
        ComponentCommand::Tickets { component_appid } => tickets(&remote, component_appid).await,
        ComponentCommand::Remove { component_appid, force, yes } => remove(&remote, &component_appid, force, yes).await,
    }
}

async fn add(remote: &Remote, args: AddArgs, environment: &Environment) -> Result<(), Failure> {
    let terminal = remote.terminal;
    let mut secrets = args.secrets.gather(environment, terminal)?;
    if terminal.can_ask() {
        secrets = secrets.ask_missing(terminal)?;
    }
    let component = remote
        .client
        .component_add(&NewComponent {
            component_appid: args.component_appid.to_string(),
            app_secret: secrets.app_secret.ok_or_else(|| missing("--app-secret"))?,
            token: secrets.token.ok_or_else(|| missing("--token"))?,
            encoding_aes_key: secrets.encoding_aes_key.ok_or_else(|| missing("--encoding-aes-key"))?,
            name: args.name,
        })
        .await?;
    remote.show(&component, |component| next_steps(remote, component))
}

fn missing(flag: &str) -> Failure {
    Failure::Usage(said!(
        "{flag} is missing: give it by flag, by environment or with --secrets-from (see `wxfleet component add --help`)",
        "缺少 {flag}：可以用参数、环境变量或 --secrets-from 给出（见 `wxfleet component add --help`）"
    ))
}

/// What to paste where, and what to do then.
fn next_steps(remote: &Remote, component: &Component) -> String {
    let Component { component_appid, events_url, messages_url, .. } = component;
    let lang = remote.terminal.lang;
    let fields = sheet(vec![
        (lang.pick("授权事件接收URL (authorization events)", "授权事件接收URL"), events_url.clone()),
        (lang.pick("消息与事件接收URL (messages and events)", "消息与事件接收URL"), messages_url.clone()),
        (lang.pick("授权发起页域名 (authorization start)", "授权发起页域名"), start_domain(events_url)),
        (
            lang.pick("消息校验Token, 消息加解密Key", "消息校验Token、消息加解密Key"),
            say!(lang, "the ones you gave here", "与这里填的一致"),
        ),
    ]);
    say!(
        lang,
        "Registered {component_appid}. Enter these in WeChat's console (open.weixin.qq.com, the platform's development \
         settings):\n\n{fields}\n\n\
         Keep $APPID$ as it stands: WeChat puts each account's appid in its place.\n\n\
         Then WeChat pushes the first ticket within ten minutes. `wxfleet check` says what is still missing;\n\
         `wxfleet authorizer link` makes an invitation for a merchant.",
        "已登记 {component_appid}。请在微信开放平台（open.weixin.qq.com，第三方平台的开发配置）填写：\n\n{fields}\n\n\
         $APPID$ 请原样保留：微信会替换成各账号的 AppID。\n\n\
         接下来：微信会在十分钟内推送第一个 ticket。`wxfleet check` 会说还缺什么；`wxfleet authorizer link` 给商家生成授权邀请。"
    )
}

fn start_domain(events_url: &str) -> String {
    url::Url::parse(events_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

async fn list(remote: &Remote) -> Result<(), Failure> {
    let page = remote.client.components().await?;
    let lang = remote.terminal.lang;
    remote.show(&page, |page| {
        let row = |one: &Component| {
            [
                one.component_appid.clone(),
                one.name.clone(),
                remote.terminal.time_or_dash(one.ticket_received_at),
                remote.terminal.time_or_dash(one.access_token_expires_at),
                one.authorizers.authorized.to_string(),
                one.authorizers.unauthorized.to_string(),
            ]
        };
        let headings = [
            "APPID",
            lang.pick("NAME", "名称"),
            lang.pick("LAST TICKET", "最近 ticket"),
            lang.pick("TOKEN UNTIL", "token 有效至"),
            lang.pick("AUTHORIZED", "已授权"),
            lang.pick("WITHDRAWN", "已取消"),
        ];
        table(lang, headings, page.items.iter().map(row).collect())
    })
}

/// The one that is named, or the only one.
async fn meant(remote: &Remote, component_appid: Option<ComponentAppid>) -> Result<String, Failure> {
    match component_appid {
        Some(appid) => Ok(appid.to_string()),
        None => remote.component().await,
    }
}

async fn show(remote: &Remote, component_appid: Option<ComponentAppid>) -> Result<(), Failure> {
    let appid = meant(remote, component_appid).await?;
    let component = remote.client.component(&appid).await?;
    remote.show(&component, |component| component_sheet(remote, component))
}

fn component_sheet(remote: &Remote, component: &Component) -> String {
    let (terminal, lang) = (remote.terminal, remote.terminal.lang);
    sheet(vec![
        ("AppID", component.component_appid.clone()),
        (lang.pick("name", "名称"), or_dash(Some(&component.name))),
        (lang.pick("authorization events", "授权事件接收URL"), component.events_url.clone()),
        (lang.pick("messages and events", "消息与事件接收URL"), component.messages_url.clone()),
        (lang.pick("authorization start domain", "授权发起页域名"), start_domain(&component.events_url)),
        (lang.pick("last ticket", "最近 ticket"), terminal.time_or_dash(component.ticket_received_at)),
        (lang.pick("token until", "token 有效至"), terminal.time_or_dash(component.access_token_expires_at)),
        (lang.pick("authorized accounts", "已授权账号"), component.authorizers.authorized.to_string()),
        (lang.pick("withdrawn accounts", "已取消授权账号"), component.authorizers.unauthorized.to_string()),
        (lang.pick("registered", "登记时间"), terminal.time(component.created_at)),
    ])
}

async fn update(remote: &Remote, args: UpdateArgs, environment: &Environment) -> Result<(), Failure> {
    let secrets = args.secrets.gather(environment, remote.terminal)?;
    let non_empty = |secret: Option<String>| secret.filter(|secret| !secret.is_empty());
    let patch = ComponentPatch {
        name: args.name,
        app_secret: non_empty(secrets.app_secret),
        token: non_empty(secrets.token),
        encoding_aes_key: non_empty(secrets.encoding_aes_key),
    };
    if patch.name.is_none() && patch.app_secret.is_none() && patch.token.is_none() && patch.encoding_aes_key.is_none() {
        return Err(Failure::Usage(said!(
            "nothing to change: give --name or one of the secrets",
            "没有要改的：请给出 --name 或某个密钥"
        )));
    }
    let component = remote.client.component_update(args.component_appid.as_str(), &patch).await?;
    remote.show(&component, |component| component_sheet(remote, component))
}

async fn tickets(remote: &Remote, component_appid: Option<ComponentAppid>) -> Result<(), Failure> {
    let appid = meant(remote, component_appid).await?;
    let done = remote.client.ticket_restart(&appid).await?;
    let lang = remote.terminal.lang;
    remote.show(&done, |_| {
        say!(
            lang,
            "WeChat pushes tickets of {appid} again: the next comes within ten minutes.",
            "微信会重新推送 {appid} 的 ticket，下一个会在十分钟内到达。"
        )
    })
}

async fn remove(remote: &Remote, appid: &ComponentAppid, force: bool, yes: bool) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    let question = say!(
        lang,
        "Forget {appid} with its tokens? Its accounts have to authorize again if you come back.",
        "要删除 {appid} 和它的全部 token 吗？以后再用，各账号都要重新授权。"
    );
    remote.terminal.confirm(&question, yes)?;
    remote.client.component_remove(appid.as_str(), force).await?;
    remote.terminal.note(&say!(lang, "Removed {appid}.", "已删除 {appid}。"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_domain_is_the_host_alone() {
        assert_eq!(start_domain("https://fleet.example.com:8443/wechat/wx1/events"), "fleet.example.com");
        assert_eq!(start_domain("nonsense"), "");
    }
}
