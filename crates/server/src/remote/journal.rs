//! `wxfleet journal …`

use clap::{Args, Subcommand};
use jiff::Timestamp;
use wxfleet_api::client::JournalQuery;
use wxfleet_api::journal::{JournalEntry, JournalFault, JournalVerification};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::Remote;
use super::moment::moment;
use super::pages::HowMany;
use super::table::{or_dash, table};
use crate::failure::Failure;
use crate::words::{Lang, Said, said};

/// What can be done with the journal.
#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// List who did what to which account, and how it ended; the newest first
    #[command(after_help = "Examples:\n  wxfleet journal list --since 7d --outcome refused\n  \
        wxfleet journal list --appid wx0123456789abcdef --deed audit.submit\n  \
        wxfleet journal list --errcode 85009 --json")]
    List(ListArgs),
    /// Find out whether an entry was changed or taken away by hand; exit status 1 if so
    #[command(
        after_help = "Every entry that is over is bound to the one before it by a code, under a key that lies sealed in the database.\n\n\
        Example:\n  wxfleet journal verify --json"
    )]
    Verify,
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
    match command {
        JournalCommand::List(args) => list(remote, args).await,
        JournalCommand::Verify => verify(remote).await,
    }
}

async fn list(remote: Remote, args: ListArgs) -> Result<(), Failure> {
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

async fn verify(remote: Remote) -> Result<(), Failure> {
    let found = remote.client.journal_verification().await?;
    let lang = remote.terminal.lang;
    remote.show(&found, |found| what_was_found(lang, found))?;
    if found.sound { Ok(()) } else { Err(Failure::Refused(tampered())) }
}

fn what_was_found(lang: Lang, found: &JournalVerification) -> String {
    let JournalVerification { linked, waiting, forgotten, .. } = found;
    let counted = said!(
        "{linked} entries held against their codes; {waiting} under way or just over, {forgotten} forgotten in time",
        "已核对 {linked} 条记录；另有 {waiting} 条进行中或刚结束，{forgotten} 条已到期清除"
    );
    let sound = said!("the journal is as it was written", "操作日志完整，未被改动");
    let mut lines = vec![counted.to(lang).to_owned()];
    lines.extend(found.faults.iter().map(|one| fault(one).to(lang).to_owned()));
    lines.extend(found.sound.then(|| sound.to(lang).to_owned()));
    lines.join("\n")
}

fn fault(fault: &JournalFault) -> Said {
    match fault {
        JournalFault::Altered { number, id } => {
            said!("entry {number} ({id}) was changed, moved or slipped in", "第 {number} 条（{id}）被修改、移动或插入")
        }
        JournalFault::Missing { first, last } => {
            said!("entries {first} to {last} were taken away", "第 {first} 至 {last} 条被删除")
        }
        JournalFault::Note => said!(
            "the sealed note that says where the chain ends is gone, older than the chain, or does not open",
            "记录链首尾的加密标记丢失、过旧或无法解开"
        ),
    }
}

fn tampered() -> Said {
    said!(
        "the journal is not as it was written: somebody changed the database by hand. Keep a copy of it as it is, find out who can reach it, and compare with an older backup",
        "操作日志与写入时不符：有人直接改动了数据库。请先原样备份数据库，查明谁能访问它，再与更早的备份比对"
    )
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
