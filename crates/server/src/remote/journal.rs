//! `wxfleet journal …`

use clap::{Args, Subcommand};
use jiff::Timestamp;
use wxfleet_api::client::JournalQuery;
use wxfleet_api::journal::JournalEntry;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::Remote;
use super::moment::moment;
use super::pages::HowMany;
use super::table::{or_dash, table};
use crate::failure::Failure;

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// List who did what to which account, and how it ended; the newest first
    #[command(after_help = "Examples:\n  wxfleet journal list --since 7d --outcome refused\n  \
        wxfleet journal list --appid wx0123456789abcdef --deed audit.submit\n  \
        wxfleet journal list --errcode 85009 --json")]
    List(ListArgs),
}

/// Arguments of `journal list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// On this component only
    #[arg(long, value_name = "COMPONENT_APPID")]
    component: Option<ComponentAppid>,
    /// On this account only
    #[arg(long)]
    appid: Option<Appid>,
    /// Only this deed, for instance code.release
    #[arg(long)]
    deed: Option<String>,
    /// Only by this actor: key:NAME, system or merchant
    #[arg(long)]
    actor: Option<String>,
    /// Only those that ended so
    #[arg(long, value_parser = ["open", "done", "refused", "declined", "failed", "unknown"])]
    outcome: Option<String>,
    /// Only those that were refused with this code
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    errcode: Option<i64>,
    /// Begun then or later: a time, or how long ago (2h, 7d)
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// Begun before then
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Timestamp>,
    #[command(flatten)]
    how_many: HowMany,
}

pub(crate) async fn run(remote: Remote, command: JournalCommand) -> Result<(), Failure> {
    let JournalCommand::List(args) = command;
    let query = JournalQuery {
        component_appid: args.component.map(|appid| appid.to_string()),
        appid: args.appid.map(|appid| appid.to_string()),
        deed: args.deed,
        actor: args.actor,
        outcome: args.outcome,
        errcode: args.errcode,
        since: args.since,
        until: args.until,
        ..JournalQuery::default()
    };
    let portion = async |limit, cursor| {
        remote.client.journal(&JournalQuery { limit: Some(limit), cursor, ..query.clone() }).await
    };
    let page = args.how_many.portions(portion).await?;
    remote.show(&page, |page| entries(&remote, &page.items))?;
    super::pages::say_if_more(&remote, page.next_cursor.is_some());
    Ok(())
}

fn entries(remote: &Remote, entries: &[JournalEntry]) -> String {
    let lang = remote.terminal.lang;
    let row = |one: &JournalEntry| {
        [
            remote.terminal.time(one.opened_at),
            one.actor.clone(),
            one.deed.clone(),
            or_dash(one.appid.as_deref().or(one.component_appid.as_deref())),
            outcome_word(remote, &one.outcome),
            what_came_of_it(one),
        ]
    };
    let headings = [
        lang.pick("WHEN", "时间"),
        lang.pick("WHO", "谁"),
        lang.pick("WHAT", "操作"),
        lang.pick("ON", "对象"),
        lang.pick("OUTCOME", "结果"),
        lang.pick("DETAILS", "详情"),
    ];
    table(lang, headings, entries.iter().map(row).collect())
}

fn outcome_word(remote: &Remote, outcome: &str) -> String {
    let lang = remote.terminal.lang;
    match outcome {
        "open" => lang.pick("under way", "进行中"),
        "done" => lang.pick("done", "完成"),
        "refused" => lang.pick("refused", "微信拒绝"),
        "declined" => lang.pick("not accepted", "未受理"),
        "failed" => lang.pick("failed", "失败"),
        "unknown" => lang.pick("unknown", "结果未知"),
        other => other,
    }
    .to_owned()
}

/// WeChat's refusal, ours, or the reason of a failure; else what was asked for.
fn what_came_of_it(one: &JournalEntry) -> String {
    let errcode = one.errcode.map(|errcode| format!("{errcode} ")).unwrap_or_default();
    if let Some(says) = one.errmsg.as_ref().or(one.reason.as_ref()) {
        return format!("{errcode}{says}");
    }
    let asked = one.request.as_object().filter(|fields| !fields.is_empty());
    asked.map_or_else(|| "-".to_owned(), |_| one.request.to_string())
}
