//! One account: a page that answers whatever is asked about it, in tabs.
//!
//! * [`VersionsPage`]: the three slots as a picture of the life cycle with the next step as a button, and what WeChat
//!   said of the submissions. [`CommitPage`], [`SubmitPage`]: the two forms on the way.
//! * [`OnlinePage`]: what everybody sees: open or closed, gray release, earlier versions, the least base library.
//! * [`ProfilePage`]: who it is, its name, introduction, search, labels. [`PermissionsPage`]: what the merchant granted,
//!   what is missing for which function, and the link that asks for it.
//! * [`DomainsPage`], [`PrivacyPage`], [`CategoriesPage`], [`AccessPage`]: what it may talk to, what it says of users'
//!   data, what it is about, who gets in and by which codes.
//! * [`RecordPage`]: what was done to it and what WeChat pushed about it.
//! * [`AskPage`]: the question before what cannot be undone.

mod access;
mod ask;
mod categories;
mod domains;
mod forms;
mod online;
mod permissions;
mod privacy;
mod profile;
mod reason;
mod record;
mod versions;

use wxfleet_model::authorizer::{Authorizer, AuthorizerKind};

use super::frame::Frame;
use super::pieces::{Avatar, Id, Tag};
use super::{address, standing};
use crate::locale::Language;

pub use self::access::{AccessPage, TesterRow};
pub use self::ask::{AskPage, GrayForm, Question, TrialPage};
pub use self::categories::{CategoriesPage, category_name};
pub use self::domains::{DomainsPage, DomainsWay};
pub use self::forms::{CommitForm, CommitPage, ReviewCategory, SubmitForm, SubmitPage, TemplateChoice};
pub use self::online::{Gray, OnlinePage};
pub use self::permissions::PermissionsPage;
pub use self::privacy::{Declared, PrivacyForm, PrivacyPage, Scan};
pub use self::profile::{CheckedName, ProfilePage, Profiled};
pub use self::record::RecordPage;
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
    Online,
    Profile,
    Permissions,
    Domains,
    Privacy,
    Categories,
    Access,
    Record,
}

impl Tab {
    const ALL: [Self; 9] = [
        Self::Versions,
        Self::Online,
        Self::Profile,
        Self::Permissions,
        Self::Domains,
        Self::Privacy,
        Self::Categories,
        Self::Access,
        Self::Record,
    ];

    /// Its address below the account's.
    const fn path(self) -> &'static str {
        match self {
            Self::Versions => "",
            Self::Online => "/online",
            Self::Profile => "/profile",
            Self::Permissions => "/permissions",
            Self::Domains => "/domains",
            Self::Privacy => "/privacy",
            Self::Categories => "/categories",
            Self::Access => "/access",
            Self::Record => "/record",
        }
    }

    /// Whether an Official Account has it, too.
    const fn is_for_all(self) -> bool {
        matches!(self, Self::Profile | Self::Permissions | Self::Record)
    }

    const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Versions => language.pick("版本与审核", "Versions"),
            Self::Online => language.pick("线上管理", "Online"),
            Self::Profile => language.pick("资料", "Profile"),
            Self::Permissions => language.pick("权限", "Permissions"),
            Self::Domains => language.pick("域名", "Domains"),
            Self::Privacy => language.pick("隐私", "Privacy"),
            Self::Categories => language.pick("类目与页面", "Categories"),
            Self::Access => language.pick("成员与扫码", "Access"),
            Self::Record => language.pick("记录", "Record"),
        }
    }
}

/// What stands above every page about an account.
struct Head<'a> {
    accounts: &'static str,
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
        let (base, name) = (self.base(), self.name());
        let tabs = Tab::ALL.into_iter().filter(|tab| tab.is_for_all() || self.is_mini_program());
        Head {
            accounts: language.pick("账号", "Accounts"),
            name,
            avatar: Avatar::of(&account.profile.head_img, name),
            id: Id { text: account.appid.as_str(), language },
            kind: standing::kind_name(account.kind, language),
            state: standing::of_account(account.state(), language),
            company: &account.profile.principal_name,
            tabs: tabs
                .map(|tab| TabLink {
                    name: tab.name(language),
                    address: format!("{base}{}", tab.path()),
                    here: tab == here,
                })
                .chain([TabLink {
                    name: language.pick("调用接口", "Call an API"),
                    address: address::with_query("/console/apis", &[("appid", account.appid.as_str())]),
                    here: false,
                }])
                .collect(),
            base,
        }
    }

    /// Whether it has code and what belongs to that. Of a kind that is not known yet we expect it.
    fn is_mini_program(&self) -> bool {
        self.account.kind != Some(AuthorizerKind::OfficialAccount)
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
