//! `wxfleet account …`: what one account has set for itself.

mod bindings;
mod category;
mod links;
mod name;
mod privacy;
mod profile;

use clap::Subcommand;
use wxfleet_wechat::id::Appid;

use self::bindings::{OpenCommand, OptionCommand, PluginCommand};
use self::category::CategoryCommand;
use self::links::{QrRuleCommand, QrcodeArgs};
use self::name::NameCommand;
use self::privacy::{PrivacyCommand, PrivateApiCommand};
use self::profile::{AvatarArgs, Shown};
use super::Remote;
use crate::failure::Failure;

/// What can be done with the settings of an account.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Show who the account is, and how often name, avatar and introduction may still be changed
    #[command(after_help = "Examples:\n  wxfleet account info wx0123456789abcdef\n  \
        wxfleet account info wx0123456789abcdef --json")]
    Info {
        /// Which account
        appid: Appid,
    },
    /// The name: check one, set one, follow WeChat's review of it
    Name {
        /// What to do with it.
        #[command(subcommand)]
        command: NameCommand,
    },
    /// Set the avatar
    #[command(after_help = "WeChat allows a few changes a month.\n\n\
        Examples:\n  wxfleet account avatar wx0123456789abcdef logo.png\n  \
        wxfleet account avatar wx0123456789abcdef logo.png --crop 0.1,0,0.9,0.8")]
    Avatar(AvatarArgs),
    /// Set the introduction
    #[command(after_help = "4 to 120 characters. WeChat allows a few changes a month.\n\n\
        Examples:\n  wxfleet account intro wx0123456789abcdef '现磨咖啡，到店即取'")]
    Intro {
        /// Which account
        appid: Appid,
        /// The introduction
        signature: String,
    },
    /// Show whether search finds the account, or let it be found or not
    #[command(after_help = "Examples:\n  wxfleet account search wx0123456789abcdef\n  \
        wxfleet account search wx0123456789abcdef hide")]
    Search {
        /// Which account
        appid: Appid,
        /// show or hide; without it nothing is changed
        #[arg(value_enum, hide_possible_values = true)]
        to: Option<Shown>,
    },
    /// Categories: what the Mini Program may be about
    Category {
        /// What to do with them.
        #[command(subcommand)]
        command: CategoryCommand,
    },
    /// The privacy guideline that users are shown
    Privacy {
        /// What to do with it.
        #[command(subcommand)]
        command: PrivacyCommand,
    },
    /// Private APIs: which ones the Mini Program may use
    PrivateApi {
        /// What to do with them.
        #[command(subcommand)]
        command: PrivateApiCommand,
    },
    /// Rules by which links in ordinary QR codes open the Mini Program
    QrRule {
        /// What to do with them.
        #[command(subcommand)]
        command: QrRuleCommand,
    },
    /// Make a code that opens the Mini Program
    #[command(
        after_help = "Without --kind the code is one of an unlimited number, told apart by --scene. Of the kinds\n\
        limited and qrcode an account can have 100 000 together, so --yes is asked for.\n\n\
        Examples:\n  wxfleet account qrcode wx0123456789abcdef --scene table=7 --page pages/menu/index\n  \
        wxfleet account qrcode wx0123456789abcdef --kind limited --page 'pages/menu/index?table=7' --yes"
    )]
    Qrcode(QrcodeArgs),
    /// The open platform account, by which several accounts know a user by one unionid
    Open {
        /// What to do with it.
        #[command(subcommand)]
        command: OpenCommand,
    },
    /// Plug-ins that the Mini Program uses
    Plugin {
        /// What to do with them.
        #[command(subcommand)]
        command: PluginCommand,
    },
    /// Switches of an Official Account
    Option {
        /// What to do with them.
        #[command(subcommand)]
        command: OptionCommand,
    },
    /// Show the least base library and what the users have, or set it
    #[command(after_help = "Users with an older base library are asked to update WeChat.\n\n\
        Examples:\n  wxfleet account support-version wx0123456789abcdef\n  \
        wxfleet account support-version wx0123456789abcdef --set 2.33.0")]
    SupportVersion {
        /// Which Mini Program
        appid: Appid,
        /// The least base library from now on
        #[arg(long, value_name = "VERSION")]
        set: Option<String>,
    },
}

pub(crate) async fn run(remote: Remote, command: AccountCommand) -> Result<(), Failure> {
    let component = remote.component().await?;
    let at = At { remote: &remote, component: &component };
    match command {
        AccountCommand::Info { appid } => at.info(&appid).await,
        AccountCommand::Name { command } => at.name(command).await,
        AccountCommand::Avatar(args) => at.avatar(args).await,
        AccountCommand::Intro { appid, signature } => at.intro(&appid, signature).await,
        AccountCommand::Search { appid, to } => at.search(&appid, to).await,
        AccountCommand::Category { command } => at.category(command).await,
        AccountCommand::Privacy { command } => at.privacy(command).await,
        AccountCommand::PrivateApi { command } => at.private_api(command).await,
        AccountCommand::QrRule { command } => at.qr_rule(command).await,
        AccountCommand::Qrcode(args) => at.qrcode(args).await,
        AccountCommand::Open { command } => at.open(command).await,
        AccountCommand::Plugin { command } => at.plugin(command).await,
        AccountCommand::Option { command } => at.option(command).await,
        AccountCommand::SupportVersion { appid, set } => at.support_version(&appid, set).await,
    }
}

/// The accounts of one component on one server.
struct At<'a> {
    remote: &'a Remote,
    component: &'a str,
}

impl At<'_> {
    /// Says that something is done, to a person; a program reads `{"already": false}`.
    fn done(&self, done: wxfleet_api::code::Done) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        self.remote.show(&done, |_| lang.pick("Done.", "已完成。").to_owned())
    }

    /// The same where the API answers nothing.
    fn gone(&self) -> Result<(), Failure> {
        self.done(wxfleet_api::code::Done::default())
    }
}
