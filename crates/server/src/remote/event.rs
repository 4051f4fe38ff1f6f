//! `wxfleet event …`

use std::collections::BTreeSet;
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use wxfleet_api::Page;
use wxfleet_api::client::EventQuery;
use wxfleet_api::event::{Event, EventDetail};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::Remote;
use super::moment::moment;
use super::pages::HowMany;
use super::table::{or_dash, sheet, table};
use crate::failure::Failure;
use crate::words::say;

/// How often `--follow` looks.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Two events that arrive together may be on disk in either order: so far back is looked each time.
const LOOK_BACK: SignedDuration = SignedDuration::from_secs(30);

/// What can be done with events.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// List the pushes that WeChat sent, the newest first
    #[command(after_help = "Examples:\n  wxfleet event list --since 2h\n  \
        wxfleet event list --kind weapp_audit_fail --appid wx0123456789abcdef\n  wxfleet event list --follow\n  \
        wxfleet event list --all --json")]
    List(ListArgs),
    /// Show one push with what it said; tickets and authorization codes are masked
    #[command(after_help = "Example:\n  wxfleet event show 019f2c3e-0000-7000-8000-000000000000")]
    Show {
        /// Which event, from `wxfleet event list`
        #[arg(value_parser = id)]
        id: String,
    },
}

/// Arguments of `event list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// To this component only
    #[arg(long, value_name = "COMPONENT_APPID")]
    component: Option<ComponentAppid>,
    /// About this account only
    #[arg(long)]
    appid: Option<Appid>,
    /// Only of this kind, as WeChat names it; `unreadable` for what could not be read
    #[arg(long)]
    kind: Option<String>,
    /// Received then or later: a time, or how long ago (2h, 7d)
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// Received before then
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Timestamp>,
    /// Go on showing new ones as they come, the oldest first, until Ctrl-C
    #[arg(long, short = 'f', conflicts_with_all = ["until", "all"])]
    follow: bool,
    #[command(flatten)]
    how_many: HowMany,
}

/// A name that the server gave out; nothing that would lead elsewhere in an address.
pub(super) fn id(text: &str) -> Result<String, String> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if plain { Ok(text.to_owned()) } else { Err("this is not the ID of an event".to_owned()) }
}

pub(crate) async fn run(remote: Remote, command: EventCommand) -> Result<(), Failure> {
    match command {
        EventCommand::List(args) if args.follow => follow(&remote, args).await,
        EventCommand::List(args) => list(&remote, args).await,
        EventCommand::Show { id } => show(&remote, &id).await,
    }
}

impl ListArgs {
    fn query(self) -> (EventQuery, HowMany) {
        let query = EventQuery {
            component_appid: self.component.map(|appid| appid.to_string()),
            appid: self.appid.map(|appid| appid.to_string()),
            kind: self.kind,
            since: self.since,
            until: self.until,
            ..EventQuery::default()
        };
        (query, self.how_many)
    }
}

async fn list(remote: &Remote, args: ListArgs) -> Result<(), Failure> {
    let (query, how_many) = args.query();
    let portion =
        async |limit, cursor| remote.client.events(&EventQuery { limit: Some(limit), cursor, ..query.clone() }).await;
    let page = how_many.portions(portion).await?;
    let lang = remote.terminal.lang;
    remote.show(&page, |page| {
        let row = |one: &Event| {
            [
                remote.terminal.time(one.received_at),
                one.kind.clone(),
                or_dash(one.appid.as_deref()),
                one.component_appid.clone(),
                one.id.clone(),
            ]
        };
        let headings = [
            lang.pick("RECEIVED", "收到时间"),
            lang.pick("KIND", "类型"),
            "APPID",
            lang.pick("COMPONENT", "第三方平台"),
            "ID",
        ];
        table(lang, headings, page.items.iter().map(row).collect())
    })?;
    super::pages::say_if_more(remote, page.next_cursor.is_some());
    Ok(())
}

/// Prints the newest ones, then whatever comes, a line each.
async fn follow(remote: &Remote, args: ListArgs) -> Result<(), Failure> {
    let (query, how_many) = args.query();
    let portion =
        async |limit, cursor| remote.client.events(&EventQuery { limit: Some(limit), cursor, ..query.clone() }).await;
    let first = how_many.portions(portion).await?;
    let mut seen = Seen::beginning_with(&first);
    let mut page = first.items;
    loop {
        for event in seen.new_ones(page) {
            remote.terminal.result(&line(remote, &event)?)?;
        }
        tokio::time::sleep(LOOK_EVERY).await;
        let since = seen.newest.map(|at| at - LOOK_BACK).or(query.since);
        let portion = async |limit, cursor| {
            remote.client.events(&EventQuery { limit: Some(limit), cursor, since, ..query.clone() }).await
        };
        page = HowMany::everything().portions(portion).await?.items;
    }
}

fn line(remote: &Remote, event: &Event) -> Result<String, Failure> {
    if remote.for_programs() {
        return Ok(serde_json::to_string(event).map_err(anyhow::Error::from)?);
    }
    let (at, appid) = (remote.terminal.time(event.received_at), or_dash(event.appid.as_deref()));
    Ok(crate::terminal::inert(&format!("{at}  {:<32}  {appid:<18}  {}", event.kind, event.id)))
}

/// What `--follow` has printed.
#[derive(Default)]
struct Seen {
    /// Where the first list began, if there was more before it.
    floor: Option<(Timestamp, String)>,
    newest: Option<Timestamp>,
    ids: BTreeSet<(Timestamp, String)>,
}

impl Seen {
    /// Nothing yet; what lies before the first list is left out of the later ones too.
    fn beginning_with(first: &Page<Event>) -> Self {
        let oldest = first.items.last().filter(|_| first.next_cursor.is_some());
        Self { floor: oldest.map(|event| (event.received_at, event.id.clone())), ..Self::default() }
    }

    /// Of a list with the newest first, those not printed yet, the oldest first. Only the last half minute is
    /// remembered, which is as far as the next look goes back.
    fn new_ones(&mut self, newest_first: Vec<Event>) -> Vec<Event> {
        let fresh: Vec<Event> = newest_first
            .into_iter()
            .rev()
            .filter(|event| self.floor.as_ref().is_none_or(|floor| *floor <= (event.received_at, event.id.clone())))
            .filter(|event| self.ids.insert((event.received_at, event.id.clone())))
            .collect();
        self.newest = self.ids.last().map(|(at, _)| *at).or(self.newest);
        if let Some(newest) = self.newest {
            self.ids.retain(|(at, _)| *at >= newest - LOOK_BACK);
        }
        fresh
    }
}

async fn show(remote: &Remote, id: &str) -> Result<(), Failure> {
    let event = remote.client.event(id).await?;
    remote.show(&event, |event| event_sheet(remote, event))
}

fn event_sheet(remote: &Remote, detail: &EventDetail) -> String {
    let (terminal, lang) = (remote.terminal, remote.terminal.lang);
    let event = &detail.event;
    let head = sheet(vec![
        ("ID", event.id.clone()),
        (lang.pick("kind", "类型"), event.kind.clone()),
        ("AppID", or_dash(event.appid.as_deref())),
        (lang.pick("component", "第三方平台"), event.component_appid.clone()),
        (lang.pick("made by WeChat at", "微信创建时间"), terminal.time_or_dash(event.created_at)),
        (lang.pick("received at", "收到时间"), terminal.time(event.received_at)),
    ]);
    let said = match (&detail.xml, &detail.raw_base64) {
        (Some(xml), _) => crate::terminal::inert(xml),
        (None, Some(raw)) => say!(
            lang,
            "This push is genuine, and we could not read it. As it came, in base64:\n{raw}",
            "这条推送是真实的，但我们读不懂。原文（base64）：\n{raw}"
        ),
        (None, None) => say!(
            lang,
            "This push is genuine, and we could not read it. An admin's key shows it as it came.",
            "这条推送是真实的，但我们读不懂。用 admin 密钥可以看到原文。"
        ),
    };
    format!("{head}\n\n{said}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: u32, second: i64) -> Event {
        Event {
            id: id.to_string(),
            component_appid: String::new(),
            appid: None,
            kind: "text".to_owned(),
            created_at: None,
            received_at: Timestamp::from_second(second).unwrap(),
            readable: true,
        }
    }

    #[test]
    fn each_event_is_printed_once_the_oldest_first() {
        let first = Page { items: vec![event(3, 12), event(1, 10)], next_cursor: Some(String::new()) };
        let mut seen = Seen::beginning_with(&first);
        let ids = |events: Vec<Event>| events.into_iter().map(|event| event.id).collect::<Vec<_>>();
        assert_eq!(ids(seen.new_ones(first.items)), ["1", "3"]);
        assert!(seen.new_ones(vec![event(1, 10), event(0, 9)]).is_empty(), "what the first list left out stays out");
        assert_eq!(ids(seen.new_ones(vec![event(4, 12), event(3, 12), event(2, 11), event(1, 10)])), ["2", "4"]);
        assert!(seen.new_ones(vec![event(4, 12), event(3, 12)]).is_empty());
        assert_eq!(ids(seen.new_ones(vec![event(5, 100)])), ["5"]);
        assert_eq!(seen.ids.len(), 1, "what lies far back is forgotten");
    }

    #[test]
    fn an_id_leads_nowhere_else() {
        assert!(id("019f2c3e-0000-7000-8000-000000000000").is_ok());
        for bad in ["", "../keys", "a/b", "x?y"] {
            assert!(id(bad).is_err(), "{bad}");
        }
    }
}
