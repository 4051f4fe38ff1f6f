//! `wxfleet domain …`: what a Mini Program may talk to, which pages it may open, and the platform's own lists of both.

mod account;
mod platform;

use clap::{Args, Subcommand};
use wxfleet_api::domain::{ConfirmFile, DomainChoice};
use wxfleet_model::domain::{DomainKind, DomainLists, Family};
use wxfleet_wechat::id::Appid;

use super::Remote;
use super::table::sheet;
use crate::failure::Failure;
use crate::words::{said, say};

/// The two ways, for every help page where they can be chosen.
const WAYS: &str = "The two ways:\n  \
    --way platform\n    \
      Register a host once with your platform (--platform), then assign it.\n    \
      Good for hosts that many of your merchants share. WeChat drops what is not\n    \
      registered, at each release also what the merchant had set in WeChat's\n    \
      console. 50 changes a month.\n  \
    --way direct\n    \
      Set hosts for one Mini Program without registering them; in force with its\n    \
      next release. Good for hosts of one merchant. A host serves at most 100\n    \
      principals.\n\n\
    A plain HOST goes into the lists request, upload and download (https) and\n\
    ws (wss); with --webview into the business domains.";

/// What can be done with domains.
#[derive(Debug, Subcommand)]
pub enum DomainCommand {
    /// Show the domains of a Mini Program, or the platform's own
    #[command(
        override_usage = "wxfleet domain get [OPTIONS] APPID\n       wxfleet domain get [OPTIONS] --platform",
        after_help = "Examples:\n  wxfleet domain get wx0123456789abcdef\n  \
            wxfleet domain get wx0123456789abcdef --webview --way direct\n  wxfleet domain get --platform"
    )]
    Get(Target),
    /// Show which domains are in force, and who set which
    #[command(
        override_usage = "wxfleet domain effective [OPTIONS] APPID",
        after_help = "What was set comes into force with the next release.\n\n\
            Examples:\n  wxfleet domain effective wx0123456789abcdef\n  \
            wxfleet domain effective wx0123456789abcdef --webview"
    )]
    Effective {
        /// Which Mini Program
        appid: Appid,
        /// Business domains (web views) in place of server domains
        #[arg(long)]
        webview: bool,
    },
    /// Add domains to a Mini Program, or to the platform's own
    #[command(
        override_usage = "wxfleet domain add [OPTIONS] APPID [HOST]...\n       \
            wxfleet domain add [OPTIONS] --platform HOST...",
        after_help = format!("{WAYS}\n\nExamples:\n  wxfleet domain add --platform api.example.com cdn.example.com\n  \
            wxfleet domain add wx0123456789abcdef api.example.com\n  \
            wxfleet domain add wx0123456789abcdef --request api.example.com --ws ws.example.com\n  \
            wxfleet domain add wx0123456789abcdef --way direct shop.example.com")
    )]
    Add(ChangeArgs),
    /// Delete domains; shows what will go, and asks
    #[command(
        override_usage = "wxfleet domain delete [OPTIONS] APPID [HOST]...\n       \
            wxfleet domain delete [OPTIONS] --platform HOST...",
        after_help = format!("{WAYS}\n\nExamples:\n  wxfleet domain delete wx0123456789abcdef old.example.com\n  \
            wxfleet domain delete --platform old.example.com --yes")
    )]
    Delete(DeleteArgs),
    /// Make the lists be these; shows what will change, and asks when something goes
    #[command(
        override_usage = "wxfleet domain set [OPTIONS] APPID [HOST]...\n       \
            wxfleet domain set [OPTIONS] --platform HOST...",
        after_help = format!("A list that is not named stays as it is; --clear empties one.\n\n{WAYS}\n\n\
            Examples:\n  wxfleet domain set wx0123456789abcdef api.example.com cdn.example.com\n  \
            wxfleet domain set wx0123456789abcdef --request api.example.com --clear udp\n  \
            wxfleet domain set --platform api.example.com cdn.example.com")
    )]
    Set(SetArgs),
    /// Fetch the file by which WeChat checks a business domain; the server serves it at its root
    #[command(
        override_usage = "wxfleet domain confirm-file [OPTIONS] APPID\n       wxfleet domain confirm-file --platform",
        after_help = "A business domain must serve the file at its root before it can be added:\n\
            with --platform for the platform's own domains, with an APPID for --way direct.\n\
            A domain that points at the wxfleet server serves it by itself.\n\n\
            Examples:\n  wxfleet domain confirm-file --platform\n  wxfleet domain confirm-file wx0123456789abcdef"
    )]
    ConfirmFile(Target),
}

/// Whose domains, and which.
#[derive(Debug, Args)]
pub struct Target {
    /// The Mini Program, then hosts without https://; with --platform hosts alone
    #[arg(value_name = "APPID|HOST")]
    names: Vec<String>,
    /// The platform's own list: what may be assigned to Mini Programs
    #[arg(long, conflicts_with = "way")]
    platform: bool,
    /// Business domains (web views) in place of server domains
    #[arg(long)]
    webview: bool,
    /// How domains of a Mini Program are set: platform (registered first; the default) or direct
    #[arg(long, value_name = "WAY", value_parser = ["platform", "direct"])]
    way: Option<String>,
}

/// Arguments of `domain add`.
#[derive(Debug, Args)]
pub struct ChangeArgs {
    #[command(flatten)]
    target: Target,
    /// A host for wx.request alone; this and those below may be given several times
    #[arg(long, value_name = "HOST")]
    request: Vec<String>,
    /// A host for sockets
    #[arg(long, value_name = "HOST")]
    ws: Vec<String>,
    /// A host for uploads
    #[arg(long, value_name = "HOST")]
    upload: Vec<String>,
    /// A host for downloads
    #[arg(long, value_name = "HOST")]
    download: Vec<String>,
    /// A host for UDP
    #[arg(long, value_name = "HOST")]
    udp: Vec<String>,
    /// A host for TCP
    #[arg(long, value_name = "HOST")]
    tcp: Vec<String>,
    /// With --platform: change the platform's test edition alone. The published edition, which real merchants are held
    /// to, then follows with the platform's next full-network release. By default both change at once
    #[arg(long, requires = "platform")]
    testing_only: bool,
}

/// Arguments of `domain delete`.
#[derive(Debug, Args)]
pub struct DeleteArgs {
    #[command(flatten)]
    change: ChangeArgs,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Arguments of `domain set`.
#[derive(Debug, Args)]
pub struct SetArgs {
    #[command(flatten)]
    change: ChangeArgs,
    /// Empty a list: request, ws, upload, download, udp, tcp or webview; may be given several times; all empties every
    /// list, and the platform's own with --platform
    #[arg(long, value_name = "LIST", value_enum, hide_possible_values = true)]
    clear: Vec<ListName>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// A list, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ListName {
    /// `requestdomain`.
    Request,
    /// `wsrequestdomain`.
    Ws,
    /// `uploaddomain`.
    Upload,
    /// `downloaddomain`.
    Download,
    /// `udpdomain`.
    Udp,
    /// `tcpdomain`.
    Tcp,
    /// `webviewdomain`.
    Webview,
    /// The platform's own list.
    All,
}

impl ListName {
    /// The list of an account's; `All` names none.
    const fn kind(self) -> Option<DomainKind> {
        Some(match self {
            Self::Request => DomainKind::Request,
            Self::Ws => DomainKind::Ws,
            Self::Upload => DomainKind::Upload,
            Self::Download => DomainKind::Download,
            Self::Udp => DomainKind::Udp,
            Self::Tcp => DomainKind::Tcp,
            Self::Webview => DomainKind::Webview,
            Self::All => return None,
        })
    }
}

/// What is to happen to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Add,
    Delete,
    Set,
}

pub(crate) async fn run(remote: Remote, command: DomainCommand) -> Result<(), Failure> {
    let component = remote.component().await?;
    let at = At { remote: &remote, component: &component };
    match command {
        DomainCommand::Get(target) if target.platform => at.platform_show(&target).await,
        DomainCommand::Get(target) => at.show(&target).await,
        DomainCommand::Effective { appid, webview } => at.effective(&appid, webview).await,
        DomainCommand::Add(change) => at.change(What::Add, &change, &[], true).await,
        DomainCommand::Delete(args) => at.change(What::Delete, &args.change, &[], args.yes).await,
        DomainCommand::Set(args) => at.change(What::Set, &args.change, &args.clear, args.yes).await,
        DomainCommand::ConfirmFile(target) => at.confirm_file(&target).await,
    }
}

/// The domains of one component on one server.
struct At<'a> {
    remote: &'a Remote,
    component: &'a str,
}

impl At<'_> {
    async fn change(&self, what: What, args: &ChangeArgs, clear: &[ListName], yes: bool) -> Result<(), Failure> {
        if args.target.platform {
            return self.platform_change(what, args, clear, yes).await;
        }
        self.account_change(what, args, clear, yes).await
    }

    async fn confirm_file(&self, target: &Target) -> Result<(), Failure> {
        let file = if target.platform {
            target.no_names()?;
            self.remote.client.platform_confirm_file(self.component).await?
        } else {
            let (appid, _) = target.account(0)?;
            self.remote.client.webview_confirm_file(self.component, appid.as_str()).await?
        };
        let lang = self.remote.terminal.lang;
        self.remote.show(&file, |file: &ConfirmFile| {
            let served = file.url.clone().unwrap_or_else(|| "-".to_owned());
            sheet(vec![
                (lang.pick("File", "文件名"), file.file_name.clone()),
                (lang.pick("Content", "内容"), file.file_content.clone()),
                (lang.pick("Served at", "本服务地址"), served),
            ])
        })
    }
}

impl Target {
    fn family(&self) -> Family {
        if self.webview { Family::Webview } else { Family::Server }
    }

    fn choice(&self, testing_only: bool) -> DomainChoice {
        DomainChoice { way: self.way.clone(), editions: testing_only.then(|| "testing".to_owned()) }
    }

    /// The Mini Program and the hosts behind it, at most so many.
    fn account(&self, most: usize) -> Result<(Appid, &[String]), Failure> {
        let Some((appid, hosts)) = self.names.split_first() else {
            return Err(Failure::Usage(said!(
                "say which Mini Program by its appid, or --platform for the platform's own list",
                "请给出小程序的 appid；要操作第三方平台自己的域名请用 --platform"
            )));
        };
        let appid = Appid::parse(appid.as_str()).map_err(|_| {
            Failure::Usage(said!(
                "`{appid}` is not an appid: `wx` and 16 lower-case hexadecimal digits",
                "`{appid}` 不是 appid：应为 `wx` 加 16 位小写十六进制字符"
            ))
        })?;
        match hosts.get(most) {
            Some(surplus) => Err(too_much(surplus)),
            None => Ok((appid, hosts)),
        }
    }

    fn no_names(&self) -> Result<(), Failure> {
        self.names.first().map_or(Ok(()), |surplus| Err(too_much(surplus)))
    }
}

fn too_much(surplus: &str) -> Failure {
    Failure::Usage(said!("what is `{surplus}` for? Nothing is expected there", "多余的参数 `{surplus}`"))
}

impl ChangeArgs {
    /// The hosts of each list that has a flag of its own, with their schemes.
    fn by_list(&self) -> DomainLists {
        let mut lists = DomainLists::default();
        for (kind, hosts) in [
            (DomainKind::Request, &self.request),
            (DomainKind::Ws, &self.ws),
            (DomainKind::Upload, &self.upload),
            (DomainKind::Download, &self.download),
            (DomainKind::Udp, &self.udp),
            (DomainKind::Tcp, &self.tcp),
        ] {
            let with_scheme = |host: &String| {
                if host.contains("://") { host.clone() } else { format!("{}{host}", kind.scheme()) }
            };
            if !hosts.is_empty() {
                lists.set(kind, hosts.iter().map(with_scheme));
            }
        }
        lists
    }
}

impl At<'_> {
    /// Shows what a change does before it is made, and asks when something goes.
    fn preview(&self, added: &[String], gone: &[String], yes: bool) -> Result<(), Failure> {
        if gone.is_empty() {
            return Ok(());
        }
        let lang = self.remote.terminal.lang;
        let lines = gone.iter().map(|entry| format!("  - {entry}"));
        let lines: Vec<String> = lines.chain(added.iter().map(|entry| format!("  + {entry}"))).collect();
        let lines = crate::terminal::inert(&lines.join("\n"));
        self.remote.terminal.note(&say!(lang, "This will change:\n{lines}", "将要变更：\n{lines}"));
        let count = gone.len();
        let question = say!(lang, "Take {count} out?", "确认去掉这 {count} 个吗？");
        self.remote.terminal.confirm(&question, yes)
    }

    fn say_already(&self, already: bool) {
        if already && !self.remote.for_programs() {
            let lang = self.remote.terminal.lang;
            self.remote.terminal.note(lang.pick("It was so already.", "本来就是这样，无需变更。"));
        }
    }
}
