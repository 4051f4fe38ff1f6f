//! The command line: what can be typed. Each command's arguments stand next to what it does; here is the tree, and the
//! groups of flags that several commands share.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands::check::CheckCommand;
use crate::commands::key::KeyCommand;
use crate::commands::operator::OperatorCommand;
use crate::commands::simulate::SimulateArgs;
use crate::demo::DemoArgs;
use crate::remote::account::AccountCommand;
use crate::remote::authorizer::AuthorizerCommand;
use crate::remote::call::CallArgs;
use crate::remote::code::CodeCommand;
use crate::remote::component::ComponentCommand;
use crate::remote::domain::DomainCommand;
use crate::remote::event::EventCommand;
use crate::remote::journal::JournalCommand;
use crate::remote::login::LoginCommand;
use crate::remote::register::RegisterCommand;
use crate::remote::template::TemplateCommand;
use crate::remote::tester::TesterCommand;
use crate::settings::Flags;
use crate::words::Lang;

/// Runs a WeChat Open Platform third-party platform (微信第三方平台).
///
/// wxfleet takes WeChat's encrypted pushes, keeps every token, lets merchants authorize their Mini Programs and
/// Official Accounts, and operates them.
#[derive(Debug, Parser)]
#[command(
    name = "wxfleet",
    version,
    propagate_version = true,
    after_help = "Settings come from flags, then the environment (WXFLEET_…), then wxfleet.toml, then defaults.\n\
                  Exit status: 0 done, 1 refused or failed (the reason is on stderr), 2 wrong usage."
)]
pub struct Cli {
    /// Language of messages: en or zh [default: the locale's]
    #[arg(long, global = true, value_enum, value_name = "LANG", hide_possible_values = true)]
    pub lang: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What wxfleet can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try it all: a simulated WeChat, a server and a small fleet, with nothing to prepare
    #[command(after_help = "Examples:\n  wxfleet demo\n  wxfleet demo --fresh\n  wxfleet demo --tour")]
    Demo(DemoArgs),
    /// Run the server
    #[command(after_help = "Examples:\n  \
        wxfleet serve --public-url https://fleet.example.com\n  \
        wxfleet serve --listen 0.0.0.0:8600 --database-url postgres://wxfleet:…@db/wxfleet")]
    Serve {
        /// The settings.
        #[command(flatten)]
        settings: SettingArgs,
    },
    /// Run the simulator of WeChat alone
    #[command(
        after_help = "Examples:\n  wxfleet simulate\n  wxfleet simulate --listen 127.0.0.1:9000 --merchants 10000"
    )]
    Simulate(SimulateArgs),
    /// Say what is wrong with this installation, and who can mend it
    #[command(
        args_conflicts_with_subcommands = true,
        after_help = "Works beside a running server and without one. Exit status 0: all in order; 1: not.\n\n\
            Examples:\n  wxfleet check\n  wxfleet check --data-dir /var/lib/wxfleet\n  wxfleet check --json\n  wxfleet check release"
    )]
    Check {
        /// Print JSON in place of lines
        #[arg(long)]
        json: bool,
        /// The settings.
        #[command(flatten)]
        settings: SettingArgs,
        /// Something else to check than the installation.
        #[command(subcommand)]
        command: Option<CheckCommand>,
    },
    /// Print what makes a shell complete this program's commands
    #[command(after_help = "Examples:\n  \
        wxfleet completions bash > /etc/bash_completion.d/wxfleet\n  \
        wxfleet completions zsh > ~/.zfunc/_wxfleet\n  \
        wxfleet completions fish > ~/.config/fish/completions/wxfleet.fish")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// API keys: how programs prove who they are
    Key {
        /// What to do with keys.
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// Operators: the people who may sign in to the console
    Operator {
        /// What to do with operators.
        #[command(subcommand)]
        command: OperatorCommand,
    },
    /// Components: the third-party platforms that the server runs
    Component {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// What to do with them.
        #[command(subcommand)]
        command: ComponentCommand,
    },
    /// Authorizers: the accounts that merchants authorized
    Authorizer {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose accounts.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do with them.
        #[command(subcommand)]
        command: AuthorizerCommand,
    },
    /// Templates and drafts of a component's code library
    Template {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose library.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do with it.
        #[command(subcommand)]
        command: TemplateCommand,
    },
    /// The code of one Mini Program: commit, trial, audit, release
    Code {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose account.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do with it.
        #[command(subcommand)]
        command: CodeCommand,
    },
    /// Call any API of WeChat's by its name
    #[command(after_help = "Examples:\n  wxfleet call --list quota\n  \
        wxfleet call get_api_quota --describe\n  \
        wxfleet call get_api_quota --appid wx0123456789abcdef cgi_path=/wxa/release\n  \
        wxfleet call get_api_quota cgi_path=/cgi-bin/component/api_component_token\n  \
        wxfleet call modify_signature --appid wx0123456789abcdef signature='现磨咖啡，到店即取'\n  \
        wxfleet call get_wxacode_unlimit --appid wx0123456789abcdef scene=a check_path:=false --out code.jpg\n  \
        wxfleet call upload_audit_media --appid wx0123456789abcdef --file shop.png\n  \
        wxfleet call delete_template template_id=3 --yes\n  \
        wxfleet call raw POST /wxa/something_new --appid wx0123456789abcdef --body @body.json")]
    Call {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose account.
        #[command(flatten)]
        of: ComponentArg,
        /// What to call.
        #[command(flatten)]
        args: CallArgs,
    },
    /// Domains: what a Mini Program may talk to, and which pages it may open
    Domain {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose domains.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do with them.
        #[command(subcommand)]
        command: DomainCommand,
    },
    /// Testers: who may open the trial version of a Mini Program
    Tester {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose account.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do with them.
        #[command(subcommand)]
        command: TesterCommand,
    },
    /// What an account has set for itself: name, avatar, categories, privacy, links, plug-ins
    Account {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose account.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do with it.
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Ask WeChat for new Mini Programs on behalf of merchants
    Register {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose platform.
        #[command(flatten)]
        of: ComponentArg,
        /// What to ask for.
        #[command(subcommand)]
        command: RegisterCommand,
    },
    /// Users who log in to a Mini Program or to the pages of an Official Account
    Login {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// Whose account.
        #[command(flatten)]
        of: ComponentArg,
        /// What to do about them.
        #[command(subcommand)]
        command: LoginCommand,
    },
    /// Events: the pushes that WeChat sent
    Event {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// What to do with them.
        #[command(subcommand)]
        command: EventCommand,
    },
    /// The journal: who did what to which account, when, with what outcome
    Journal {
        /// The server to talk to.
        #[command(flatten)]
        remote: RemoteArgs,
        /// What to do with it.
        #[command(subcommand)]
        command: JournalCommand,
    },
}

/// Flags for the settings of the server.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings")]
pub struct SettingArgs {
    /// Settings file [default: wxfleet.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// `--data-dir`
    #[arg(
        help = "Database file and master key [env: WXFLEET_DATA_DIR] [default: ./wxfleet-data]",
        long,
        value_name = "DIR"
    )]
    pub data_dir: Option<String>,
    /// `--listen`
    #[arg(
        help = "Callbacks, merchant pages, API, health, metrics [env: WXFLEET_LISTEN] [default: 127.0.0.1:8600]",
        long,
        value_name = "ADDRESS"
    )]
    pub listen: Option<String>,
    /// `--gateway-listen`
    #[arg(
        help = "The gateway, or off [env: WXFLEET_GATEWAY_LISTEN] [default: 127.0.0.1:8601]",
        long,
        value_name = "ADDRESS"
    )]
    pub gateway_listen: Option<String>,
    /// `--public-url`
    #[arg(
        help = "What WeChat and merchants see [env: WXFLEET_PUBLIC_URL] [default: http:// and --listen]",
        long,
        value_name = "URL"
    )]
    pub public_url: Option<String>,
    /// `--database-url`
    #[arg(
        help = "sqlite://PATH, postgres://… or mysql://… [env: WXFLEET_DATABASE_URL] [default: SQLite in --data-dir]",
        long,
        value_name = "URL"
    )]
    pub database_url: Option<String>,
}

impl SettingArgs {
    /// The settings among the flags.
    pub fn flags(&self) -> Flags {
        Flags {
            data_dir: self.data_dir.clone(),
            listen: self.listen.clone(),
            gateway_listen: self.gateway_listen.clone(),
            public_url: self.public_url.clone(),
            database_url: self.database_url.clone(),
        }
    }
}

/// Flags for talking to a running server.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Server")]
pub struct RemoteArgs {
    /// `--server`
    #[arg(
        help = "Where the server is [env: WXFLEET_SERVER] [default: http://127.0.0.1:8600]",
        long,
        global = true,
        value_name = "URL"
    )]
    pub server: Option<String>,
    /// `--key`
    #[arg(
        help = "API key; better kept in the environment, where other users cannot see it [env: WXFLEET_KEY]",
        long,
        global = true,
        value_name = "KEY"
    )]
    pub key: Option<String>,
    /// Name a change, so that the same command sent again within 24 hours gets the first answer again; of a command that
    /// makes several requests the further ones are named NAME/2, NAME/3 and so on
    #[arg(long, global = true, value_name = "NAME", value_parser = idempotency_key)]
    pub idempotency_key: Option<String>,
    /// Print the API's JSON instead of a table
    #[arg(long, global = true)]
    pub json: bool,
}

/// What fits into the header, and leaves room there for the number of a further request.
fn idempotency_key(text: &str) -> Result<String, String> {
    let fits = (1..=250).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(text.to_owned()) } else { Err("1 to 250 visible ASCII characters without spaces".to_owned()) }
}

/// Flag for the component that is meant.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Server")]
pub struct ComponentArg {
    /// Which component; may be left out where there is one
    #[arg(long, global = true, value_name = "COMPONENT_APPID")]
    pub component: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_tree_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_of_every_command() {
        let mut pages = String::new();
        page(&mut pages, &mut Cli::command().term_width(100), "wxfleet");
        insta::assert_snapshot!(pages);
    }

    #[test]
    fn every_command_shows_how_it_is_typed() {
        let mut without = Vec::new();
        look_for_examples(&Cli::command(), "wxfleet", &mut without);
        assert!(without.is_empty(), "no example: {without:?}");
    }

    fn look_for_examples(command: &clap::Command, name: &str, without: &mut Vec<String>) {
        let shown = command.get_after_help().is_some_and(|help| help.to_string().contains("Example"));
        if !command.has_subcommands() && !shown {
            without.push(name.to_owned());
        }
        for child in command.get_subcommands() {
            look_for_examples(child, &format!("{name} {}", child.get_name()), without);
        }
    }

    fn page(pages: &mut String, command: &mut clap::Command, name: &str) {
        use std::fmt::Write as _;
        command.build();
        write!(pages, "=== {name} ===\n{}\n", command.render_help()).unwrap();
        for child in command.get_subcommands_mut().filter(|child| child.get_name() != "help") {
            page(pages, child, &format!("{name} {}", child.get_name()));
        }
    }

    #[test]
    fn flags_for_the_server_may_stand_at_the_end() {
        let cli = Cli::try_parse_from([
            "wxfleet",
            "code",
            "release",
            "wx0123456789abcdef",
            "--yes",
            "--component",
            "wxfedcba9876543210",
            "--json",
            "--server",
            "http://h:1",
            "--lang",
            "zh",
        ])
        .unwrap();
        assert_eq!(cli.lang, Some(Lang::Zh));
        let Command::Code { remote, of, .. } = cli.command else { panic!("not `code`") };
        assert!(remote.json);
        assert_eq!(remote.server.as_deref(), Some("http://h:1"));
        assert_eq!(of.component.as_deref(), Some("wxfedcba9876543210"));
    }

    #[test]
    fn wrong_usage_ends_with_2() {
        for wrong in [
            &["wxfleet"][..],
            &["wxfleet", "fly"],
            &["wxfleet", "code", "commit", "wx0123456789abcdef"],
            &["wxfleet", "code", "release", "not-an-appid"],
            &["wxfleet", "key", "create", "--name", "n", "--role", "emperor"],
            &["wxfleet", "template", "add", "seven"],
        ] {
            assert_eq!(Cli::try_parse_from(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }
}
