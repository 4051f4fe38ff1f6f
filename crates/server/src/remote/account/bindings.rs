//! What an account is bound to: its open platform account, its plug-ins; and the switches of Official Accounts.

use clap::Subcommand;
use wxfleet_api::Page;
use wxfleet_api::account::{NewPlugin, OpenAccount, OpenAppid, OptionValue, Plugin, PluginVersion};
use wxfleet_wechat::id::Appid;

use super::super::table::{or_dash, sheet, table};
use super::At;
use crate::failure::Failure;
use crate::words::say;

/// What can be done with an open platform account.
#[derive(Debug, Subcommand)]
pub enum OpenCommand {
    /// Show the open platform account that the account is bound to
    #[command(after_help = "Example:\n  wxfleet account open show wx0123456789abcdef")]
    Show {
        /// Which account
        appid: Appid,
    },
    /// Make one and bind the account to it
    #[command(after_help = "Examples:\n  wxfleet account open create wx0123456789abcdef")]
    Create {
        /// Which account
        appid: Appid,
    },
    /// Bind the account to one that is there, of the same owner
    #[command(after_help = "Examples:\n  wxfleet account open bind wx0123456789abcdef wxfedcba9876543210")]
    Bind {
        /// Which account
        appid: Appid,
        /// The open platform account
        open_appid: String,
    },
    /// Unbind the account; every user's unionid changes by it; asks first
    #[command(after_help = "Examples:\n  wxfleet account open unbind wx0123456789abcdef wxfedcba9876543210 --yes")]
    Unbind {
        /// Which account
        appid: Appid,
        /// The open platform account
        open_appid: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What can be done with plug-ins.
#[derive(Debug, Subcommand)]
pub enum PluginCommand {
    /// List the plug-ins, and how the applications for them stand
    #[command(after_help = "Example:\n  wxfleet account plugin list wx0123456789abcdef")]
    List {
        /// Which Mini Program
        appid: Appid,
    },
    /// Ask the maker of a plug-in for its use
    #[command(after_help = "Examples:\n  \
        wxfleet account plugin apply wx0123456789abcdef wxfedcba9876543210 --reason '在线客服'")]
    Apply {
        /// Which Mini Program
        appid: Appid,
        /// The plug-in
        plugin_appid: String,
        /// What to tell its maker
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Bring a plug-in to another version without a new release
    #[command(after_help = "Examples:\n  wxfleet account plugin update wx0123456789abcdef wxfedcba9876543210 1.2.0")]
    Update {
        /// Which Mini Program
        appid: Appid,
        /// The plug-in
        plugin_appid: String,
        /// A version that its maker opened for this
        #[arg(value_name = "VERSION")]
        user_version: String,
    },
    /// Remove a plug-in; asks first
    #[command(after_help = "Examples:\n  wxfleet account plugin unbind wx0123456789abcdef wxfedcba9876543210 --yes")]
    Unbind {
        /// Which Mini Program
        appid: Appid,
        /// The plug-in
        plugin_appid: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What can be done with the switches of an Official Account.
#[derive(Debug, Subcommand)]
pub enum OptionCommand {
    /// Show how a switch stands
    #[command(after_help = "Examples:\n  wxfleet account option get wx0123456789abcdef customer_service")]
    Get {
        /// Which Official Account
        appid: Appid,
        /// `location_report`, `voice_recognize` or `customer_service`
        name: String,
    },
    /// Set a switch
    #[command(after_help = "0 off, 1 on; for location_report 1 when a chat is entered, 2 every five seconds.\n\n\
        Examples:\n  wxfleet account option set wx0123456789abcdef customer_service 1")]
    Set {
        /// Which Official Account
        appid: Appid,
        /// `location_report`, `voice_recognize` or `customer_service`
        name: String,
        /// 0, 1 or 2
        value: String,
    },
}

impl At<'_> {
    pub(super) async fn open(&self, command: OpenCommand) -> Result<(), Failure> {
        let (client, component, lang) = (&self.remote.client, self.component, self.remote.terminal.lang);
        let bound = match command {
            OpenCommand::Show { appid } => client.account_open(component, appid.as_str()).await?,
            OpenCommand::Create { appid } => client.account_open_create(component, appid.as_str()).await?,
            OpenCommand::Bind { appid, open_appid } => {
                client.account_open_bind(component, appid.as_str(), &OpenAppid { open_appid }).await?
            }
            OpenCommand::Unbind { appid, open_appid, yes } => {
                let question = say!(
                    lang,
                    "Unbind {appid}? Every user's unionid changes by it.",
                    "确认解绑 {appid}？解绑后所有用户的 unionid 都会改变。"
                );
                self.remote.terminal.confirm(&question, yes)?;
                client.account_open_unbind(component, appid.as_str(), &open_appid).await?;
                OpenAccount::default()
            }
        };
        self.remote.show(&bound, |bound| {
            sheet(vec![(lang.pick("Open platform account", "开放平台账号"), or_dash(bound.open_appid.as_deref()))])
        })
    }

    pub(super) async fn plugin(&self, command: PluginCommand) -> Result<(), Failure> {
        let (client, component, lang) = (&self.remote.client, self.component, self.remote.terminal.lang);
        match command {
            PluginCommand::List { appid } => {
                self.show_plugins(&client.account_plugins(component, appid.as_str()).await?)
            }
            PluginCommand::Apply { appid, plugin_appid, reason } => {
                let new = NewPlugin { plugin_appid, reason };
                self.show_plugins(&client.account_plugin_apply(component, appid.as_str(), &new).await?)
            }
            PluginCommand::Update { appid, plugin_appid, user_version } => {
                let to = PluginVersion { user_version };
                let done = client.account_plugin_update(component, appid.as_str(), &plugin_appid, &to).await?;
                self.done(done)
            }
            PluginCommand::Unbind { appid, plugin_appid, yes } => {
                let plugin = crate::terminal::inert(&plugin_appid);
                let question = say!(
                    lang,
                    "Remove plug-in {plugin}? Pages that use it stop working.",
                    "确认移除插件 {plugin}？使用它的页面将无法工作。"
                );
                self.remote.terminal.confirm(&question, yes)?;
                client.account_plugin_unbind(component, appid.as_str(), &plugin_appid).await?;
                self.gone()
            }
        }
    }

    fn show_plugins(&self, page: &Page<Plugin>) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        self.remote.show(page, |page| {
            let row = |one: &Plugin| [one.appid.clone(), one.nickname.clone(), or_dash(one.status.as_deref())];
            let headings = [lang.pick("PLUG-IN", "插件"), lang.pick("NAME", "名称"), lang.pick("STATUS", "状态")];
            table(lang, headings, page.items.iter().map(row).collect())
        })
    }

    pub(super) async fn option(&self, command: OptionCommand) -> Result<(), Failure> {
        let (client, component) = (&self.remote.client, self.component);
        let shown = match command {
            OptionCommand::Get { appid, name } => client.account_option(component, appid.as_str(), &name).await?,
            OptionCommand::Set { appid, name, value } => {
                let to = OptionValue { option_value: value };
                client.account_option_set(component, appid.as_str(), &name, &to).await?
            }
        };
        self.remote.show(&shown, |shown| sheet(vec![(shown.option_name.as_str(), shown.option_value.clone())]))
    }
}
