//! One account: a page that answers whatever is asked about it, in four tabs.
//!
//! * [`VersionsPage`]: the three slots as a picture of the life cycle with the next step as a button, and what WeChat
//!   said of the submissions.
//! * [`CommitPage`], [`SubmitPage`]: the two forms on the way. [`AskPage`]: the question before what cannot be undone.
//! * [`ProfilePage`]: who it is and what the merchant granted. [`SettingsPage`]: labels, testers, domains.
//! * [`RecordPage`]: what was done to it and what WeChat pushed about it.

mod ask;
mod forms;
mod profile;
mod reason;
mod record;
mod settings;
mod versions;

use wxfleet_model::authorizer::Authorizer;

use super::frame::Frame;
use super::pieces::{Avatar, Id, Tag};
use super::{address, standing};
use crate::locale::{Language, words};

pub use self::ask::{AskPage, Question, TrialPage};
pub use self::forms::{CommitForm, CommitPage, ReviewCategory, SubmitForm, SubmitPage, TemplateChoice};
pub use self::profile::ProfilePage;
pub use self::record::RecordPage;
pub use self::settings::{SettingsPage, TesterRow};
pub use self::versions::VersionsPage;

/// The account that a page is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The account.
    pub account: &'a Authorizer,
    /// Whether the person may act on it.
    pub may_write: bool,
}

/// A tab of the account's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Versions,
    Profile,
    Settings,
    Record,
}

/// What stands above every page about an account.
struct Head<'a> {
    words: &'static Words,
    name: &'a str,
    avatar: Avatar<'a>,
    id: Id<'a>,
    kind: &'static str,
    state: Tag,
    company: &'a str,
    base: String,
    tabs: Vec<TabLink>,
}

struct TabLink {
    name: &'static str,
    address: String,
    here: bool,
}

impl<'a> Subject<'a> {
    fn head(&self, frame: &Frame<'_>, here: Tab) -> Head<'a> {
        let (account, language) = (self.account, frame.language);
        let words = Words::of(language);
        let base = self.base();
        let tabs = [
            (Tab::Versions, words.versions, ""),
            (Tab::Profile, words.profile, "/profile"),
            (Tab::Settings, words.settings, "/settings"),
            (Tab::Record, words.record, "/record"),
        ];
        let name = self.name();
        Head {
            words,
            name,
            avatar: Avatar::of(&account.profile.head_img, name),
            id: Id { text: account.appid.as_str(), language },
            kind: standing::kind_name(account.kind, language),
            state: standing::of_account(account.state(), language),
            company: &account.profile.principal_name,
            tabs: tabs
                .map(|(tab, name, path)| TabLink { name, address: format!("{base}{path}"), here: tab == here })
                .into_iter()
                .chain([TabLink {
                    name: words.apis,
                    address: address::with_query("/console/apis", &[("appid", account.appid.as_str())]),
                    here: false,
                }])
                .collect(),
            base,
        }
    }

    fn name(&self) -> &'a str {
        crate::merchant::shown(&self.account.profile.nick_name, self.account.appid.as_str())
    }

    /// The address of the account's page.
    fn base(&self) -> String {
        address::of_account(self.account.component_appid.as_str(), self.account.appid.as_str())
    }
}

/// How an account and what is asked to be done with it read in one sentence.
fn named(subject: &Subject<'_>, language: Language) -> String {
    let (open, close) = language.pick(("“", "”"), ("“", "”"));
    format!("{open}{}{close}", subject.name())
}

words! {
    /// Words above every page about an account.
    Words {
        accounts: "账号", "Accounts";
        apis: "调用接口", "Call an API";
        versions: "版本与审核", "Versions and review";
        profile: "资料与权限", "Profile and permissions";
        settings: "设置", "Settings";
        record: "记录", "Record";
    }
}
