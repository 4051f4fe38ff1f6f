//! What WeChat pushed: a list that goes on by itself while nobody turns its pages, one push with what it said, and
//! what can be said of a push that somebody brings ([`decrypt`]).

pub mod decrypt;

use askama::Template;
use jiff::Timestamp;
use wxfleet_model::event::EventHead;
use wxfleet_wechat::callback::outline;

use super::address::{self, with_query};
use super::frame::{Chrome, Frame};
use super::pieces::{Ago, Empty, Icon, Id, in_china};
use super::tree::Branch;
use crate::locale::{Language, words};

/// Where the list is.
const HERE: &str = "/console/events";

/// What pushes say, by WeChat's word for them; those that operators meet most.
const KINDS: &[(&str, &str, &str)] = &[
    ("component_verify_ticket", "平台 ticket", "Platform ticket"),
    ("authorized", "商家授权", "Merchant authorized"),
    ("updateauthorized", "商家更新授权", "Merchant changed the authorization"),
    ("unauthorized", "商家取消授权", "Merchant withdrew"),
    ("weapp_audit_success", "审核通过", "Review passed"),
    ("weapp_audit_fail", "审核未通过", "Review rejected"),
    ("weapp_audit_delay", "审核延后", "Review put off"),
    ("notify_third_fasteregister", "快速注册结果", "Fast registration ended"),
    ("wxa_nickname_audit", "名称审核结果", "Name review ended"),
    ("wxa_illegal_record", "违规记录", "Violation"),
    ("wxa_privacy_apply", "隐私接口申请结果", "Private API request ended"),
    ("user_info_modified", "用户修改资料", "User changed their profile"),
    ("text", "用户消息", "User's message"),
    ("image", "用户图片", "User's picture"),
    ("event", "事件", "Event"),
    ("unreadable", "无法识别的推送", "Push that could not be read"),
];

/// What the list is filtered by; an empty text filters nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventsQuery<'a> {
    /// WeChat's word for the kind.
    pub kind: &'a str,
    /// The account it is about.
    pub appid: &'a str,
    /// A text in it.
    pub text: &'a str,
    /// Received from this minute on, in China.
    pub since: &'a str,
    /// Received before this minute, in China.
    pub until: &'a str,
}

/// `GET /console/events`.
#[derive(Debug, Clone, Copy)]
pub struct EventsPage<'a> {
    /// What is filtered by.
    pub query: EventsQuery<'a>,
    /// The pushes, the newest first.
    pub events: &'a [EventHead],
    /// From where older ones go on.
    pub older: Option<&'a str>,
    /// Whether this is not the first page.
    pub is_later: bool,
}

impl EventsPage<'_> {
    fn address(&self, path: &str, after: &str) -> String {
        let query = self.query;
        let filters = [("kind", query.kind), ("appid", query.appid), ("text", query.text)];
        let place = [("since", query.since), ("until", query.until), ("after", after)];
        with_query(path, &[filters, place].concat())
    }

    /// The rows alone: for who has the page before them already.
    pub fn render_rows(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&EventRows { chrome: frame.chrome(), lines: self.lines(frame.language) })
    }

    fn lines(&self, language: Language) -> Vec<Line<'_>> {
        self.events.iter().map(|event| line(event, language)).collect()
    }

    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        crate::rendered(&Events {
            chrome: frame.chrome(),
            language,
            words,
            page: self,
            here: self.address(HERE, ""),
            older: self.older.map(|after| self.address(HERE, after)),
            newer: self.address("/console/events/newer", ""),
            // What has an end in the past has no newer ones.
            goes_on: !self.is_later && self.query.until.is_empty(),
            lines: self.lines(language),
            empty: Empty {
                icon: Icon("events"),
                says: words.none,
                hint: if self.older.is_some() { words.none_yet } else { words.none_hint },
                button: None,
            },
        })
    }
}

/// What one push said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// It can be read: its XML and the same as JSON, both masked.
    Readable {
        /// The XML.
        xml: &'a str,
        /// The JSON, on lines.
        json: &'a str,
    },
    /// It could not be read; its text for those who may see it.
    Raw(Option<&'a str>),
}

/// `GET /console/events/{id}`.
#[derive(Debug, Clone, Copy)]
pub struct EventPage<'a> {
    /// The push.
    pub event: &'a EventHead,
    /// What it said.
    pub said: Said<'a>,
}

impl EventPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        crate::rendered(&Event {
            chrome: frame.chrome(),
            language,
            words: Words::of(language),
            page: self,
            line: line(self.event, language),
            tree: match self.said {
                Said::Readable { xml, .. } => outline(xml).map(|root| Branch::of_xml(&root)),
                Said::Raw(_) => None,
            },
            id: self.event.id.0.to_string(),
            sent: self.event.created_at.map(full),
            received: full(self.event.received_at),
        })
    }
}

fn full(at: Timestamp) -> String {
    in_china(at, "%Y-%m-%d %H:%M:%S")
}

/// A push as a row.
struct Line<'a> {
    event: &'a EventHead,
    name: &'static str,
    address: String,
    account: Option<(String, &'a str)>,
    /// How late it was, when that is more than a minute.
    late: Option<String>,
}

/// What a kind of push is called; nothing where it has no name.
pub(super) fn name_of(kind: &str, language: Language) -> &'static str {
    KINDS.iter().find(|(word, ..)| *word == kind).map_or("", |(_, zh, en)| language.pick(zh, en))
}

fn line(event: &EventHead, language: Language) -> Line<'_> {
    let late = event.created_at.map(|at| at.duration_until(event.received_at).as_secs() / 60);
    Line {
        event,
        name: name_of(&event.kind, language),
        address: format!("{HERE}/{}", event.id.0),
        account: event
            .appid
            .as_ref()
            .map(|appid| (address::of_account(event.component_appid.as_str(), appid.as_str()), appid.as_str())),
        late: late
            .filter(|minutes| *minutes > 0)
            .map(|minutes| Words::of(language).late.replace("{}", &minutes.to_string())),
    }
}

words! {
    /// Words of the pages.
    Words {
        title: "事件", "Events";
        says: "微信推送到这里的全部消息，解密后保存，新消息自动出现。", "Everything that WeChat pushed, decrypted and kept; new ones appear by themselves.";
        kind: "类型", "Kind";
        any_kind: "全部类型", "Any kind";
        account: "账号", "Account";
        received: "收到时间", "Received";
        text: "内容包含", "Text in it";
        since: "从", "From";
        until: "到", "Until";
        decrypt: "解密工具", "Decryption helper";
        filter: "筛选", "Filter";
        older: "更早的事件", "Earlier";
        newest: "回到最新", "The newest";
        late: "晚到 {} 分钟", "{} min late";
        none: "没有符合条件的事件", "No such event";
        none_hint: "微信约每十分钟推送一次 ticket。一直没有的话，请检查微信后台的授权事件接收 URL。", "WeChat pushes a ticket about every ten minutes. If there is none at all, check the events URL in WeChat's console.";
        none_yet: "这一段时间里没有。点“更早的事件”继续往前找。", "There is none in this stretch of time. Go on with “Earlier”.";
        said: "内容", "What it said";
        json: "JSON", "JSON";
        xml: "原文", "As it came";
        masked: "ticket 和授权码已遮盖。", "Tickets and authorization codes are masked.";
        raw: "这条推送签名有效，但内容无法识别，按原样保存。", "This push is genuine but could not be read; it is kept as it came.";
        raw_hidden: "原文可能含有密钥，只有管理员可以查看。", "Its text may hold secrets; only administrators see it.";
        created: "微信发出时间", "Sent by WeChat";
        event_id: "事件编号", "Event id";
    }
}

#[derive(Template)]
#[template(path = "console/events.html")]
struct Events<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a EventsPage<'a>,
    here: String,
    older: Option<String>,
    newer: String,
    goes_on: bool,
    lines: Vec<Line<'a>>,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "console/event_rows.html")]
struct EventRows<'a> {
    chrome: Chrome<'a>,
    lines: Vec<Line<'a>>,
}

impl Events<'_> {
    /// The kinds that can be chosen: WeChat's word, ours, whether it is the chosen one.
    fn kinds(&self) -> Vec<(&'static str, &'static str, bool)> {
        let of = |(word, zh, en): &(&'static str, &'static str, &'static str)| {
            (*word, self.language.pick(*zh, *en), self.page.query.kind == *word)
        };
        KINDS.iter().map(of).collect()
    }
}

#[derive(Template)]
#[template(path = "console/event.html")]
struct Event<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a EventPage<'a>,
    line: Line<'a>,
    tree: Option<Branch>,
    id: String,
    sent: Option<String>,
    received: String,
}

impl Event<'_> {
    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }

    fn shown_id<'b>(&self, text: &'b str) -> Id<'b> {
        Id { text, language: self.language }
    }
}
