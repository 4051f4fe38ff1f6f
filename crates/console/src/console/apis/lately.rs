//! What this process asked of WeChat lately: a list that goes on by itself, and one call with request and answer.

use askama::Template;
use jiff::Timestamp;
use wxfleet_wechat::catalogue;
use wxfleet_wechat::errcode::Errcode;

use super::{CALLS, TabLink, of_endpoint, tabs};
use crate::console::address::{self, with_query};
use crate::console::errcode::{ErrcodeCard, meaning};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Empty, Icon, Id, Tone, in_china};
use crate::console::tree::Branch;
use crate::locale::{Language, words};

/// What the list is filtered by; an empty text filters nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallsQuery<'a> {
    /// The account.
    pub appid: &'a str,
    /// The code.
    pub errcode: &'a str,
    /// A text in the path or the endpoint's name.
    pub path: &'a str,
    /// Only those that were refused or failed.
    pub not_done: bool,
}

/// A call as a page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedCall<'a> {
    /// Its number.
    pub number: u64,
    /// When it ended.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The platform.
    pub component: &'a str,
    /// The account; may be empty.
    pub appid: &'a str,
    /// Who caused it; may be empty.
    pub by: &'a str,
    /// The endpoint's id.
    pub endpoint: &'a str,
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path below WeChat's host.
    pub path: &'a str,
    /// The query, masked.
    pub query: &'a str,
    /// The body, masked.
    pub request: &'a str,
    /// The answer, masked.
    pub answer: &'a str,
    /// How it ended.
    pub end: Ended<'a>,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended<'a> {
    /// WeChat did it.
    Done,
    /// WeChat refused, with this code and request id.
    Refused(Errcode, Option<&'a str>),
    /// There was no answer, or none that can be read.
    Failed(&'a str),
}

/// `GET /console/apis/calls`.
#[derive(Debug, Clone, Copy)]
pub struct CallsPage<'a> {
    /// What is filtered by.
    pub query: CallsQuery<'a>,
    /// The calls, the newest first.
    pub calls: &'a [AskedCall<'a>],
    /// From which number older ones go on.
    pub older: Option<u64>,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// When this process started.
    pub since: Timestamp,
}

impl CallsPage<'_> {
    fn address(&self, path: &str, before: Option<u64>) -> String {
        let not_done = if self.query.not_done { "1" } else { "" };
        let before = before.map(|before| before.to_string()).unwrap_or_default();
        let query = self.query;
        let pairs = [("appid", query.appid), ("errcode", query.errcode), ("path", query.path)];
        let pairs: Vec<_> = pairs.into_iter().chain([("refused", not_done), ("before", &before)]).collect();
        with_query(path, &pairs)
    }

    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        crate::rendered(&Calls {
            chrome: frame.chrome(),
            tabs: tabs(CALLS, language),
            words,
            page: self,
            state: words.state.replace("{}", &in_china(self.since, "%Y-%m-%d %H:%M:%S")),
            here: self.address(CALLS, None),
            older: self.older.map(|before| self.address(CALLS, Some(before))),
            newer: self.address(&format!("{CALLS}/newer"), None),
            newest: self.calls.first().map_or(0, |call| call.number),
            rows: self.rows(frame),
            empty: Empty { icon: Icon("apis"), says: words.none, hint: words.none_hint, button: None },
        })
    }

    /// The rows alone: for who has the page before them already.
    pub fn render_rows(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&CallRows { rows: self.rows(frame) })
    }

    fn rows(&self, frame: &Frame<'_>) -> Vec<Row<'_>> {
        self.calls.iter().map(|call| Row::of(call, frame)).collect()
    }
}

/// `GET /console/apis/calls/{number}`.
#[derive(Debug, Clone, Copy)]
pub struct CallPage<'a> {
    /// The call.
    pub call: &'a AskedCall<'a>,
}

impl CallPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let tree = |text: &str| serde_json::from_str(text).ok().map(|value| Branch::of_json(&value));
        let errcode = match self.call.end {
            Ended::Refused(errcode, _) => Some(errcode),
            Ended::Done | Ended::Failed(_) => None,
        };
        crate::rendered(&OneCall {
            chrome: frame.chrome(),
            language,
            words: Words::of(language),
            row: Row::of(self.call, frame),
            at: in_china(self.call.at, "%Y-%m-%d %H:%M:%S"),
            explore: catalogue::entry(self.call.endpoint)
                .map(|entry| with_query(&of_endpoint(&entry.id), &[("appid", self.call.appid)])),
            request: tree(self.call.request),
            answer: tree(self.call.answer),
            card: errcode.map(|errcode| ErrcodeCard::of(errcode, language)),
        })
    }
}

/// A call in its row.
struct Row<'a> {
    call: AskedCall<'a>,
    address: String,
    title: &'a str,
    at: Ago,
    account: Option<String>,
    tone: Tone,
    word: String,
    means: &'a str,
    rid: &'a str,
}

impl<'a> Row<'a> {
    fn of(call: &AskedCall<'a>, frame: &Frame<'_>) -> Self {
        let language = frame.language;
        let words = Words::of(language);
        let (tone, word, means, rid) = match call.end {
            Ended::Done => (Tone::Good, words.done.to_owned(), "", ""),
            Ended::Refused(errcode, rid) => (
                Tone::Bad,
                errcode.0.to_string(),
                meaning(errcode, language).unwrap_or_default(),
                rid.unwrap_or_default(),
            ),
            Ended::Failed(why) => (Tone::Bad, words.failed.to_owned(), why, ""),
        };
        let known = catalogue::entry(call.endpoint);
        Self {
            call: *call,
            address: format!("{CALLS}/{}", call.number),
            title: known.map_or(call.endpoint, |entry| language.pick(&entry.title_zh, &entry.title_en)),
            at: Ago { at: call.at, now: frame.now, language },
            account: (!call.appid.is_empty()).then(|| address::of_account(call.component, call.appid)),
            tone,
            word,
            means,
            rid,
        }
    }
}

#[derive(Template)]
#[template(path = "console/apis/calls.html")]
struct Calls<'a> {
    chrome: Chrome<'a>,
    tabs: [TabLink; 2],
    words: &'static Words,
    page: &'a CallsPage<'a>,
    state: String,
    here: String,
    older: Option<String>,
    newer: String,
    newest: u64,
    rows: Vec<Row<'a>>,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "console/apis/call_rows.html")]
struct CallRows<'a> {
    rows: Vec<Row<'a>>,
}

#[derive(Template)]
#[template(path = "console/apis/call.html")]
struct OneCall<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    row: Row<'a>,
    at: String,
    explore: Option<String>,
    request: Option<Branch>,
    answer: Option<Branch>,
    card: Option<ErrcodeCard>,
}

impl OneCall<'_> {
    fn id<'b>(&self, text: &'b str) -> Id<'b> {
        Id { text, language: self.language }
    }
}

words! {
    /// Words of the pages.
    Words {
        title: "接口", "APIs";
        call: "调用记录", "Recent calls";
        state: "本进程自 {} 启动以来向微信发出的最近 2,000 次调用，只在内存里；改动类操作长期保存在操作日志。",
            "The last 2,000 calls to WeChat since this process started ({}), kept in memory alone; what was changed stands in the journal for good.";
        errcode: "返回码", "Return code";
        path: "接口名或路径", "API or path";
        only_refused: "只看被拒和失败的", "Only refused and failed";
        filter: "筛选", "Filter";
        api: "接口", "API";
        account: "账号", "Account";
        outcome: "结果", "Outcome";
        by: "谁发起", "By";
        took: "耗时", "Took";
        when: "时间", "When";
        done: "成功", "Done";
        failed: "没有结果", "No answer";
        older: "更早的", "Earlier";
        newest: "回到最新", "The newest";
        none: "还没有符合条件的调用", "No such call yet";
        none_hint: "这里只有本进程启动以后的调用。有新的会自动出现。", "There are only calls since this process started. New ones appear by themselves.";
        request: "请求", "Request";
        answer: "微信的返回", "Answer";
        masked: "令牌、ticket、授权码和密钥已遮盖；每边最多保留 4 KiB。", "Tokens, tickets, codes and secrets are masked; each side is cut at 4 KiB.";
        nothing: "无", "Nothing";
        explore: "再调用一次", "Call it again";
        why: "原因", "Why";
    }
}
