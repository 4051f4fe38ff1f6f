//! Ways into a Mini Program: rules for links in ordinary QR codes, and its own codes.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use wxfleet_api::account::{NewQrRule, NewWxacode, QrRule, QrRulePrefix, QrRules};
use wxfleet_wechat::id::Appid;

use super::super::files;
use super::super::table::{sheet, table};
use super::At;
use crate::failure::Failure;
use crate::words::say;

/// What can be done with rules.
#[derive(Debug, Subcommand)]
pub enum QrRuleCommand {
    /// List the rules
    #[command(after_help = "Example:\n  wxfleet account qr-rule list wx0123456789abcdef")]
    List {
        /// Which Mini Program
        appid: Appid,
    },
    /// Fetch the file that the host of a rule must serve; the server serves it at its root
    #[command(after_help = "Example:\n  wxfleet account qr-rule confirm-file wx0123456789abcdef")]
    ConfirmFile {
        /// Which Mini Program
        appid: Appid,
    },
    /// Add a rule, or change one that is not published
    #[command(after_help = "The host of the prefix must serve the file of `account qr-rule confirm-file` first.\n\n\
        Examples:\n  wxfleet account qr-rule set wx0123456789abcdef https://m.example.com/t/ pages/table/index\n  \
        wxfleet account qr-rule set wx0123456789abcdef https://m.example.com/t/ pages/menu/index --edit")]
    Set(RuleArgs),
    /// Publish a rule: every user's scan follows it from now on; asks first
    #[command(after_help = "Examples:\n  \
        wxfleet account qr-rule publish wx0123456789abcdef https://m.example.com/t/ --yes")]
    Publish(NamedRule),
    /// Delete a rule; asks first
    #[command(after_help = "Examples:\n  \
        wxfleet account qr-rule delete wx0123456789abcdef https://m.example.com/t/ --yes")]
    Delete(NamedRule),
}

/// Arguments of `account qr-rule set`.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Which Mini Program
    appid: Appid,
    /// How the links begin
    prefix: String,
    /// The page that opens
    path: String,
    /// Change the rule that is there
    #[arg(long)]
    edit: bool,
    /// Claim longer prefixes, too
    #[arg(long)]
    claim: bool,
    /// Which version the test links open: 1 developers', 2 trial, 3 online
    #[arg(long, value_name = "NUMBER")]
    open_version: Option<i64>,
    /// A link for testing, below the prefix; may be given five times
    #[arg(long, value_name = "URL")]
    debug_url: Vec<String>,
}

/// A rule.
#[derive(Debug, Args)]
pub struct NamedRule {
    /// Which Mini Program
    appid: Appid,
    /// How its links begin
    prefix: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Arguments of `account qrcode`.
#[derive(Debug, Args)]
pub struct QrcodeArgs {
    /// Which Mini Program
    appid: Appid,
    /// unlimited (the default), limited or qrcode
    #[arg(long, value_name = "KIND", value_parser = ["unlimited", "limited", "qrcode"], hide_possible_values = true)]
    kind: Option<String>,
    /// What the page is told, at most 32 signs; for unlimited codes
    #[arg(long, value_name = "TEXT")]
    scene: Option<String>,
    /// The page; for the limited kinds with its query
    #[arg(long, value_name = "PAGE")]
    page: Option<String>,
    /// Which version opens: release (the default), trial or develop
    #[arg(long, value_name = "VERSION", value_parser = ["release", "trial", "develop"], hide_possible_values = true)]
    env_version: Option<String>,
    /// Do not insist that the page is online
    #[arg(long)]
    unchecked: bool,
    /// Width, 280 to 1280
    #[arg(long, value_name = "PIXELS")]
    width: Option<i64>,
    /// Transparent ground
    #[arg(long)]
    hyaline: bool,
    /// Where to save it [default: code-APPID.jpg]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Do not ask before one of the limited kinds
    #[arg(long)]
    yes: bool,
}

impl At<'_> {
    pub(super) async fn qr_rule(&self, command: QrRuleCommand) -> Result<(), Failure> {
        let (client, component, lang) = (&self.remote.client, self.component, self.remote.terminal.lang);
        match command {
            QrRuleCommand::List { appid } => {
                self.show_rules(&client.account_qr_rules(component, appid.as_str()).await?)
            }
            QrRuleCommand::ConfirmFile { appid } => {
                let file = client.account_qr_rule_confirm_file(component, appid.as_str()).await?;
                self.remote.show(&file, |file| {
                    let served = file.url.clone().unwrap_or_else(|| "-".to_owned());
                    sheet(vec![
                        (lang.pick("File", "文件名"), file.file_name.clone()),
                        (lang.pick("Content", "内容"), file.file_content.clone()),
                        (lang.pick("Served at", "本服务地址"), served),
                    ])
                })
            }
            QrRuleCommand::Set(args) => {
                let rule = NewQrRule {
                    prefix: args.prefix,
                    path: args.path,
                    permit_sub_rule: args.claim.then_some(2),
                    open_version: args.open_version,
                    debug_url: Some(args.debug_url).filter(|links| !links.is_empty()),
                    is_edit: args.edit,
                };
                self.show_rules(&client.account_qr_rule_set(component, args.appid.as_str(), &rule).await?)
            }
            QrRuleCommand::Publish(named) => {
                let prefix = crate::terminal::inert(&named.prefix);
                let question = say!(
                    lang,
                    "Publish {prefix}? Every scan follows it, and it cannot be changed any more.",
                    "确认发布 {prefix}？发布后所有用户扫码都会按它跳转，且不能再修改。"
                );
                self.remote.terminal.confirm(&question, named.yes)?;
                let rule = QrRulePrefix { prefix: named.prefix };
                self.show_rules(&client.account_qr_rule_publish(component, named.appid.as_str(), &rule).await?)
            }
            QrRuleCommand::Delete(named) => {
                let prefix = crate::terminal::inert(&named.prefix);
                let question = say!(
                    lang,
                    "Delete {prefix}? Printed codes with it stop working.",
                    "确认删除 {prefix}？已印刷的二维码将失效。"
                );
                self.remote.terminal.confirm(&question, named.yes)?;
                client.account_qr_rule_delete(component, named.appid.as_str(), &named.prefix).await?;
                self.gone()
            }
        }
    }

    fn show_rules(&self, rules: &QrRules) -> Result<(), Failure> {
        let terminal = self.remote.terminal;
        let lang = terminal.lang;
        self.remote.show(rules, |rules| {
            let row = |rule: &QrRule| [rule.prefix.clone(), rule.path.clone(), terminal.yes_no(rule.published)];
            let headings = [
                lang.pick("LINKS BEGIN WITH", "链接前缀"),
                lang.pick("PAGE", "页面"),
                lang.pick("PUBLISHED", "已发布"),
            ];
            let rows = table(lang, headings, rules.rules.iter().map(row).collect());
            let left = rules.publications_left.map_or_else(|| "-".to_owned(), |left| left.to_string());
            say!(lang, "{rows}\nStill to be published this month: {left}", "{rows}\n本月还可发布：{left}")
        })
    }

    pub(super) async fn qrcode(&self, args: QrcodeArgs) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        if args.kind.as_deref().is_some_and(|kind| kind != "unlimited") {
            let question = say!(
                lang,
                "Make one of the 100 000 codes that this account can have?",
                "这类码每个账号总共只有 10 万个，确认生成一个？"
            );
            self.remote.terminal.confirm(&question, args.yes)?;
        }
        let code = NewWxacode {
            kind: args.kind,
            scene: args.scene,
            path: args.page,
            check_path: args.unchecked.then_some(false),
            env_version: args.env_version,
            width: args.width,
            is_hyaline: args.hyaline.then_some(true),
        };
        let image = self.remote.client.account_wxacode(self.component, args.appid.as_str(), &code).await?;
        let ending = files::ending(&image.content_type);
        let out = args.out.unwrap_or_else(|| PathBuf::from(format!("code-{}.{ending}", args.appid)));
        files::save(&out, &image.bytes)?;
        let (file, bytes) = (out.display().to_string(), image.bytes.len());
        let saved = serde_json::json!({"file": file, "bytes": bytes, "content_type": image.content_type});
        self.remote.show(&saved, |_| say!(lang, "Saved {file} ({bytes} bytes).", "已保存 {file}（{bytes} 字节）。"))
    }
}
