//! The settings: one's own sign-in, platforms with their set-up guide, operators, API keys, the journal.
//!
//! Each page has the same tabs above it; what a role cannot do is not among them.

mod components;
mod journal;
mod keys;
mod me;
mod operators;

use wxfleet_model::permission::{Action, Role};

pub use self::components::{
    ComponentPage, ComponentsPage, EditComponentPage, NewComponentPage, Platform, RehearsedPush, Setup,
};
pub use self::journal::{JournalPage, Wanted, csv_head, csv_line};
pub use self::keys::{KeyMadePage, KeysPage, NewKey};
pub use self::me::{Enrolment, MePage, PasswordPage, RecoveryCodesPage, SecondFactor, SecondFactorPage};
pub use self::operators::{NewOperatorPage, OperatorPage, OperatorsPage};

use crate::locale::Language;

/// One of the settings' pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Me,
    Components,
    Operators,
    Keys,
    Journal,
}

impl Tab {
    const ALL: [Self; 5] = [Self::Me, Self::Components, Self::Operators, Self::Keys, Self::Journal];

    const fn address(self) -> &'static str {
        match self {
            Self::Me => "/console/settings/me",
            Self::Components => "/console/settings/platforms",
            Self::Operators => "/console/settings/operators",
            Self::Keys => "/console/settings/keys",
            Self::Journal => "/console/settings/journal",
        }
    }

    const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Me => language.pick("我的登录", "My sign-in"),
            Self::Components => language.pick("第三方平台", "Platforms"),
            Self::Operators => language.pick("操作员", "Operators"),
            Self::Keys => language.pick("API 密钥", "API keys"),
            Self::Journal => language.pick("操作日志", "Journal"),
        }
    }

    /// The least role that has anything to do there.
    const fn least_role(self) -> Role {
        match self {
            Self::Me => Role::Viewer,
            Self::Components => Action::ComponentRead.least_role(),
            Self::Operators => Action::OperatorWrite.least_role(),
            Self::Keys => Action::KeyWrite.least_role(),
            Self::Journal => Action::JournalRead.least_role(),
        }
    }
}

/// A tab as the templates show it.
struct TabLink {
    address: &'static str,
    name: &'static str,
    here: bool,
}

fn tabs(here: Tab, role: Role, language: Language) -> Vec<TabLink> {
    let open = Tab::ALL.into_iter().filter(|tab| role >= tab.least_role());
    open.map(|tab| TabLink { address: tab.address(), name: tab.name(language), here: tab == here }).collect()
}

/// A role with its name, and whether it is the one in force.
struct RoleChoice {
    word: &'static str,
    name: &'static str,
    may: &'static str,
    chosen: bool,
}

fn roles(chosen: Role, language: Language) -> [RoleChoice; 3] {
    [Role::Viewer, Role::Operator, Role::Admin].map(|role| RoleChoice {
        word: role.as_str(),
        name: super::frame::role_name(role, language),
        may: match role {
            Role::Viewer => language
                .pick("查看一切，不能修改，看不到密钥和令牌。", "Sees everything, changes nothing, sees no secrets."),
            Role::Operator => language
                .pick("运营账号：授权链接、代码、审核、发布。", "Runs accounts: links, code, submissions, releases."),
            Role::Admin => {
                language.pick("还能管理第三方平台、操作员和 API 密钥。", "Also platforms, operators and API keys.")
            }
        },
        chosen: role == chosen,
    })
}
