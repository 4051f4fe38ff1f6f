//! What everybody sees of a Mini Program, and how: open or closed, a gray release, the versions to go back to, the least
//! base library. All of it is asked of WeChat; where it does not say, the panel says why.

use askama::Template;
use jiff::Timestamp;
use wxfleet_model::audit::AuditStatus;
use wxfleet_model::code::{CodeState, Version};
use wxfleet_wechat::code::{GetSupportVersionReply, GetSupportVersionReplyUvInfoItems, HistoryVersion};

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Icon, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// How many versions of the base library are listed.
const MOST_LIBRARIES: usize = 12;

/// How a gray release stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gray {
    /// WeChat's number: 0 initial, 1 running, 2 paused, 3 finished, 4 deleted; none when there is no plan.
    pub status: Option<i64>,
    /// Users in a hundred.
    pub percentage: i64,
    /// When it was started.
    pub since: Option<Timestamp>,
}

impl Gray {
    /// Whether some users have the new version and others the old one.
    const fn is_under_way(&self) -> bool {
        matches!(self.status, Some(0..=2))
    }
}

/// `GET …/online`.
#[derive(Debug, Clone, Copy)]
pub struct OnlinePage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Its code.
    pub code: &'a CodeState,
    /// Whether users reach it.
    pub visible: Result<bool, &'a Refusal>,
    /// How its gray release stands.
    pub gray: Result<Gray, &'a Refusal>,
    /// The versions to go back to.
    pub earlier: Result<&'a [HistoryVersion], &'a Refusal>,
    /// The least base library, and what users have.
    pub library: Result<&'a GetSupportVersionReply, &'a Refusal>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl OnlinePage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Online {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Online),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
        })
    }
}

words! {
    /// Words of the page.
    Words {
        service: "服务状态", "Service";
        open: "正常开放", "Open";
        open_says: "用户可以正常打开线上版。", "Users reach the online version.";
        closed: "已暂停服务", "Closed";
        closed_says: "用户打开时只会看到“暂停服务”。", "Whoever opens it is told that it is closed.";
        close_it: "暂停服务", "Close it";
        open_it: "开启服务", "Open it";
        nothing_online: "还没有线上版，发布第一个版本后可以在这里暂停或开启服务。", "Nothing is online yet. Once a version is released, it can be closed and opened here.";
        gray: "分阶段发布（灰度）", "Gray release";
        gray_says: "先把审核通过的版本发给一部分用户，没问题再扩大比例。", "The approved version goes to a part of the users first; widen it once all is well.";
        gray_running: "进行中", "Under way";
        gray_paused: "已暂停", "Paused";
        gray_none: "未进行", "None";
        gray_idle: "当前没有分阶段发布。", "There is none at present.";
        gray_needs: "有审核通过、等待发布的版本时，可以从这里开始。", "It begins with a version that passed its review and waits to be released.";
        of_users: "的用户已收到新版本", "of the users have the new version";
        began: "开始于", "began";
        share: "用户比例（%）", "Share of users (%)";
        testers_first: "体验成员优先", "Testers first";
        members_first: "项目成员优先", "Members of the project first";
        begin: "开始分阶段发布", "Begin";
        widen: "扩大比例", "Widen it";
        end: "停止", "End it";
        to_all: "全量发布", "Release to everybody";
        earlier: "历史版本", "Earlier versions";
        earlier_says: "微信保留最近几个线上版本，可以回退到其中任意一个。", "WeChat keeps the last few online versions; you can go back to any of them.";
        no_earlier: "还没有可以回退的版本。发布第二个版本后，这里会列出之前的版本。", "There is nothing to go back to yet: it lists earlier versions once a second one is released.";
        now_online: "当前线上版", "Online now";
        go_back: "回退到此版本", "Go back to it";
        library: "最低基础库版本", "Least base library";
        library_says: "基础库低于这个版本的用户，打开小程序时会被提示升级微信。", "Users with an older one are asked to update WeChat.";
        library_none: "未设置，所有用户都能打开。", "None is set: everybody gets in.";
        library_users: "用户的基础库版本", "What users have";
        save: "保存", "Save";
    }
}

#[derive(Template)]
#[template(path = "console/account/online.html")]
struct Online<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a OnlinePage<'a>,
}

impl Online<'_> {
    fn may_write(&self) -> bool {
        self.page.subject.may_write
    }

    fn online(&self) -> Option<&Version> {
        self.page.code.online.as_ref()
    }

    /// Whether a version passed its review and waits to be released.
    fn is_approved(&self) -> bool {
        self.page.code.audit.as_ref().is_some_and(|slot| slot.status == AuditStatus::Approved && !slot.released)
    }

    fn service(&self, visible: bool) -> Tag {
        let (tone, word) = if visible { (Tone::Good, self.words.open) } else { (Tone::Bad, self.words.closed) };
        Tag { tone, word }
    }

    fn gray_tag(&self, gray: &Gray) -> Tag {
        let (tone, word) = match gray.status {
            Some(0 | 1) => (Tone::Info, self.words.gray_running),
            Some(2) => (Tone::Warn, self.words.gray_paused),
            _ => (Tone::Quiet, self.words.gray_none),
        };
        Tag { tone, word }
    }

    /// What the field for the share begins with: a tenth of the users, or twice as many as have it.
    fn next_share(gray: &Gray) -> i64 {
        if gray.is_under_way() { (gray.percentage * 2).clamp(10, 100) } else { 10 }
    }

    fn is_online(&self, version: &HistoryVersion) -> bool {
        self.online().is_some_and(|online| online.user_version == version.user_version)
    }

    fn committed(&self, version: &HistoryVersion) -> Option<Ago> {
        let at = Timestamp::from_second(version.commit_time).ok().filter(|at| at.as_second() > 0)?;
        Some(self.chrome.ago(&at))
    }

    fn least(library: &GetSupportVersionReply) -> String {
        library.now_version.clone().unwrap_or_default()
    }

    /// The versions that users have, each with its share in words and as a bar.
    fn shares(library: &GetSupportVersionReply) -> Vec<(String, String, i64)> {
        let items = library.uv_info.as_ref().map(|info| info.items.as_slice()).unwrap_or_default();
        let share = |item: &GetSupportVersionReplyUvInfoItems| {
            let percent = item.percentage.as_ref().and_then(serde_json::Number::as_f64).unwrap_or_default();
            #[expect(clippy::cast_possible_truncation, reason = "a share of a hundred, as the width of a bar")]
            let width = percent.clamp(0.0, 100.0).round() as i64;
            (item.version.clone().unwrap_or_default(), format!("{percent} %"), width)
        };
        items.iter().take(MOST_LIBRARIES).map(share).collect()
    }

    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }
}
