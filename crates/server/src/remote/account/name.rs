//! The name of a Mini Program, and WeChat's review of it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use wxfleet_api::account::{NameAudit, NameCheck, NameChecked, NewName};
use wxfleet_wechat::id::Appid;

use super::super::table::{or_dash, table};
use super::At;
use crate::failure::Failure;
use crate::words::say;

/// What can be done with a name.
#[derive(Debug, Subcommand)]
pub enum NameCommand {
    /// Ask whether WeChat would take a name; nothing is changed
    #[command(after_help = "Examples:\n  wxfleet account name check wx0123456789abcdef 小满咖啡")]
    Check {
        /// Which Mini Program
        appid: Appid,
        /// The name
        name: String,
    },
    /// Set the name; with material it goes into review
    #[command(after_help = "WeChat allows two changes a year. The name is in force at once, or goes into review;\n\
        `account name audits` follows it.\n\n\
        Examples:\n  wxfleet account name set wx0123456789abcdef 小满咖啡\n  \
        wxfleet account name set wx0123456789abcdef 小满官方 --license licence.jpg --proof trademark.jpg")]
    Set(SetArgs),
    /// List the reviews of names that were handed in here, or ask WeChat about one
    #[command(after_help = "Examples:\n  wxfleet account name audits wx0123456789abcdef\n  \
        wxfleet account name audits wx0123456789abcdef 700100200")]
    Audits {
        /// Which Mini Program
        appid: Appid,
        /// Number of a review; WeChat is asked about it now
        audit_id: Option<i64>,
    },
}

/// Arguments of `account name set`.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// Which Mini Program
    appid: Appid,
    /// The name
    name: String,
    /// Picture of a person's identity card
    #[arg(long, value_name = "FILE")]
    id_card: Option<PathBuf>,
    /// Picture of an organisation's licence
    #[arg(long, value_name = "FILE")]
    license: Option<PathBuf>,
    /// Picture of other proof; may be given five times
    #[arg(long, value_name = "FILE")]
    proof: Vec<PathBuf>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl At<'_> {
    pub(super) async fn name(&self, command: NameCommand) -> Result<(), Failure> {
        match command {
            NameCommand::Check { appid, name } => self.name_check(&appid, name).await,
            NameCommand::Set(args) => self.name_set(args).await,
            NameCommand::Audits { appid, audit_id } => self.name_audits(&appid, audit_id).await,
        }
    }

    async fn name_check(&self, appid: &Appid, name: String) -> Result<(), Failure> {
        let check = NameCheck { nick_name: name };
        let checked = self.remote.client.account_name_check(self.component, appid.as_str(), &check).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&checked, |checked: &NameChecked| {
            let wording = crate::terminal::inert(checked.wording.as_deref().unwrap_or_default());
            if checked.hit_condition {
                say!(lang, "WeChat takes it with material: {wording}", "需要提交材料：{wording}")
            } else {
                say!(lang, "WeChat would take it.", "可以使用。")
            }
        })
    }

    async fn name_set(&self, args: SetArgs) -> Result<(), Failure> {
        let (lang, name) = (self.remote.terminal.lang, crate::terminal::inert(&args.name));
        let question = say!(
            lang,
            "Name the account `{name}`? WeChat allows two changes a year.",
            "确认改名为“{name}”？微信每年只允许修改两次。"
        );
        self.remote.terminal.confirm(&question, args.yes)?;
        let mut new = NewName { nick_name: args.name, ..NewName::default() };
        if let Some(file) = &args.id_card {
            new.id_card = Some(self.upload(&args.appid, file).await?);
        }
        if let Some(file) = &args.license {
            new.license = Some(self.upload(&args.appid, file).await?);
        }
        for file in &args.proof {
            new.naming_other_stuff.push(self.upload(&args.appid, file).await?);
        }
        let changed = self.remote.client.account_name_set(self.component, args.appid.as_str(), &new).await?;
        self.remote.show(&changed, |changed| match changed.audit_id {
            Some(audit_id) => say!(
                lang,
                "In review: number {audit_id}. `wxfleet account name audits` tells how it ends.",
                "已提交审核，审核单号 {audit_id}。用 `wxfleet account name audits` 查看结果。"
            ),
            None => say!(lang, "The name is in force.", "名称已生效。"),
        })
    }

    async fn name_audits(&self, appid: &Appid, audit_id: Option<i64>) -> Result<(), Failure> {
        let (client, terminal) = (&self.remote.client, self.remote.terminal);
        let lang = terminal.lang;
        let rows = |audits: &[NameAudit]| {
            let row = |one: &NameAudit| {
                [
                    one.audit_id.to_string(),
                    one.nick_name.clone(),
                    one.status.clone(),
                    or_dash(Some(&one.reason)),
                    terminal.time_or_dash(one.decided_at),
                ]
            };
            let headings = [
                lang.pick("NUMBER", "审核单号"),
                lang.pick("NAME", "名称"),
                lang.pick("STATUS", "状态"),
                lang.pick("REASON", "原因"),
                lang.pick("DECIDED", "结束时间"),
            ];
            table(lang, headings, audits.iter().map(row).collect())
        };
        if let Some(audit_id) = audit_id {
            let audit = client.account_name_audit(self.component, appid.as_str(), audit_id).await?;
            return self.remote.show(&audit, |audit| rows(std::slice::from_ref(audit)));
        }
        let page = client.account_name_audits(self.component, appid.as_str()).await?;
        self.remote.show(&page, |page| rows(&page.items))
    }
}
