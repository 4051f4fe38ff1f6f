//! What is done to many accounts at once: the form that says what exactly will happen to how many, the job with its
//! progress and what failed, and the list of jobs.

mod new;
mod one;

use askama::Template;
use wxfleet_model::domain::{Change, Family, Way};
use wxfleet_model::job::{Binding, Job, JobState, Stop, Work};
use wxfleet_wechat::domain::DomainAction;

use super::frame::{Chrome, Frame};
use super::pieces::{Empty, Icon, Tag, Tone};
use crate::locale::{Language, words};

pub use self::new::{Deed, Meant, NewJobForm, NewJobPage};
pub use self::one::{HeldUp, ItemRow, ItemsShown, JobPage};

/// Where the list is.
const HERE: &str = "/console/accounts/jobs";

/// `GET /console/accounts/jobs`.
#[derive(Debug, Clone, Copy)]
pub struct JobsPage<'a> {
    /// The jobs, the newest first.
    pub jobs: &'a [Job],
    /// From where older ones go on.
    pub older: Option<&'a str>,
    /// Whether this is not the first page.
    pub is_later: bool,
}

impl JobsPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let line =
            |job| Line { job, address: address(job), title: title(&job.work, language), state: state(job, language) };
        crate::rendered(&Jobs {
            chrome: frame.chrome(),
            words,
            is_live: !self.is_later && self.jobs.iter().any(|job| job.state.is_under_way()),
            is_later: self.is_later,
            lines: self.jobs.iter().map(line).collect(),
            older: self.older.map(|after| super::address::with_query(HERE, &[("after", after)])),
            empty: Empty {
                icon: Icon("accounts"),
                says: words.none,
                hint: words.none_hint,
                button: Some((words.accounts, "/console/accounts".to_owned())),
            },
        })
    }
}

/// The page of a job.
fn address(job: &Job) -> String {
    format!("{HERE}/{}", job.id.0)
}

/// How a job stands.
fn state(job: &Job, language: Language) -> Tag {
    let (tone, zh, en) = match job.state {
        JobState::Filling => (Tone::Info, "准备中", "Preparing"),
        JobState::Running => (Tone::Info, "进行中", "Under way"),
        JobState::Ended { .. } if job.counts.failed > 0 => (Tone::Bad, "完成，有失败", "Ended, some failed"),
        JobState::Ended { .. } => (Tone::Good, "完成", "Done"),
        JobState::Cancelled { why: Stop::Asked, .. } => (Tone::Quiet, "已停止", "Stopped"),
        JobState::Cancelled { why: Stop::NotPermitted, .. } => {
            (Tone::Warn, "权限变更，已停止", "Stopped: not permitted")
        }
    };
    Tag { tone, word: language.pick(zh, en) }
}

/// What is done, in a few words.
fn title(work: &Work, language: Language) -> String {
    match work {
        Work::Labels { add, remove } => {
            let said = |zh: &str, en: &str, labels: &[String]| {
                format!("{}{}", language.pick(zh, en), labels.join(language.pick("、", ", ")))
            };
            let mut parts = Vec::new();
            if !add.is_empty() {
                parts.push(said("添加标签：", "Add labels: ", add));
            }
            if !remove.is_empty() {
                parts.push(said("移除标签：", "remove labels: ", remove));
            }
            parts.join(language.pick("；", "; "))
        }
        Work::Refresh => language.pick("从微信刷新资料", "Read profiles from WeChat").to_owned(),
        Work::Domains { family, change } => domains_title(*family, change, language),
        Work::Tester { turn: Binding::Bind, wechatid } => {
            format!("{}{wechatid}", language.pick("添加体验成员：", "Add tester: "))
        }
        Work::Tester { turn: Binding::Unbind, wechatid } => {
            format!("{}{wechatid}", language.pick("移除体验成员：", "Remove tester: "))
        }
    }
}

fn domains_title(family: Family, change: &Change, language: Language) -> String {
    let what = match (family, change.action) {
        (Family::Server, DomainAction::Delete) => language.pick("删除服务器域名", "Delete server domains"),
        (Family::Server, _) => language.pick("添加服务器域名", "Add server domains"),
        (Family::Webview, DomainAction::Delete) => language.pick("删除业务域名", "Delete business domains"),
        (Family::Webview, _) => language.pick("添加业务域名", "Add business domains"),
    };
    let way = match change.way {
        Way::Platform => language.pick("经第三方平台", "by the platform"),
        Way::Direct => language.pick("直接设置", "directly"),
    };
    let hosts = change.lists.entries();
    let shown: Vec<&str> = hosts.iter().take(3).map(String::as_str).collect();
    let more = if hosts.len() > shown.len() { " …" } else { "" };
    match language {
        Language::Zh => format!("{what}（{way}）：{}{more}", shown.join("、")),
        Language::En => format!("{what} ({way}): {}{more}", shown.join(", ")),
    }
}

struct Line<'a> {
    job: &'a Job,
    address: String,
    title: String,
    state: Tag,
}

words! {
    /// Words of the list.
    Words {
        title: "批量任务", "Jobs";
        says: "对多个账号执行的操作，一个账号一个账号地完成。", "What is done to many accounts, one account after the other.";
        accounts: "账号", "Accounts";
        work: "操作", "What";
        state: "状态", "State";
        progress: "进度", "Progress";
        failed: "失败", "Failed";
        by: "发起人", "By";
        made: "发起时间", "Asked for";
        none: "还没有批量任务", "There are no jobs yet";
        none_hint: "在账号列表勾选账号，或筛选出一批账号，再选择要做的事。", "Tick accounts in the list, or filter for some, and choose what is to be done.";
        older: "更早的", "Older";
        newest: "回到最新", "Newest";
    }
}

#[derive(Template)]
#[template(path = "console/jobs/list.html")]
struct Jobs<'a> {
    chrome: Chrome<'a>,
    words: &'static Words,
    is_live: bool,
    is_later: bool,
    lines: Vec<Line<'a>>,
    older: Option<String>,
    empty: Empty,
}
