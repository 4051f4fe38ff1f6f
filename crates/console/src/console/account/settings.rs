//! What is set for an account: labels, testers, server and business domains.

use askama::Template;
use wxfleet_model::domain::{DomainKind, DomainLists};

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Refusal};
use crate::locale::{Language, words};

/// A tester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TesterRow {
    /// WeChat's name for them.
    pub userstr: String,
    /// Their WeChat id, if they were bound by it here.
    pub wechatid: Option<String>,
}

/// `GET …/settings`.
#[derive(Debug, Clone, Copy)]
pub struct SettingsPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Who may open the trial version, or why WeChat did not say.
    pub testers: Result<&'a [TesterRow], &'a Refusal>,
    /// The domains it may talk to, or why WeChat did not say.
    pub domains: Result<&'a DomainLists, &'a Refusal>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl SettingsPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Settings {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Settings),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
            labels: self.subject.account.labels.join(" "),
        })
    }
}

words! {
    /// Words of the page.
    Words {
        labels: "标签", "Labels";
        labels_help: "用空格分开，最多 20 个，每个最多 32 个字符。", "Separated by blanks; at most 20, each of at most 32 characters.";
        save: "保存", "Save";
        testers: "体验成员", "Testers";
        testers_says: "可以打开体验版的人。", "Who can open the trial version.";
        no_testers: "还没有体验成员。", "There are none yet.";
        wechatid: "微信号", "WeChat id";
        add: "添加", "Add";
        remove: "移除", "Remove";
        unnamed: "在别处添加，微信只给出编号", "Added elsewhere; WeChat gives only a code";
        domains: "服务器域名", "Server domains";
        domains_says: "每行一个，不在列表里的会被删除；域名需先在第三方平台登记。", "One a line; what is not listed is removed. The platform has to have registered them first.";
        request: "request 合法域名", "request";
        ws: "socket 合法域名", "socket";
        upload: "uploadFile 合法域名", "uploadFile";
        download: "downloadFile 合法域名", "downloadFile";
    }
}

#[derive(Template)]
#[template(path = "console/account/settings.html")]
struct Settings<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a SettingsPage<'a>,
    labels: String,
}

impl Settings<'_> {
    /// The lists that the form holds: the field's name, its words, its entries one a line.
    fn lists(&self, domains: &DomainLists) -> [(&'static str, &'static str, String); 4] {
        let of = |name, words, kind| (name, words, domains.of(kind).join("\n"));
        [
            of("request", self.words.request, DomainKind::Request),
            of("ws", self.words.ws, DomainKind::Ws),
            of("upload", self.words.upload, DomainKind::Upload),
            of("download", self.words.download, DomainKind::Download),
        ]
    }
}
