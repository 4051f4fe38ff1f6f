//! The settings: one's own sign-in, platforms with their set-up guide, operators, API keys, the journal.
//!
//! Each page has the same tabs above it; what a role cannot do is not among them.

mod components;
mod journal;
mod keys;
mod me;
mod operators;

use wxfleet_model::permission::{Action, Role};

pub use self::components::{ComponentPage, ComponentsPage, EditComponentPage, NewComponentPage, Platform, Setup};
pub use self::journal::{JournalPage, Wanted, csv_head, csv_line};
pub use self::keys::{KeyMadePage, KeysPage, NewKey};
pub use self::me::{Enrolment, MePage, PasswordPage, RecoveryCodesPage, SecondFactor, SecondFactorPage};
pub use self::operators::{NewOperatorPage, OperatorPage, OperatorsPage};

use crate::locale::{Language, words};

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

/// What an action in the settings came to, as a word for the address of the page that is shown next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// An operator was added.
    OperatorAdded,
    /// An operator was changed.
    OperatorChanged,
    /// A password was changed.
    PasswordChanged,
    /// A second factor was switched off.
    SecondFactorOff,
    /// Sessions were ended.
    SessionsEnded,
    /// A key was revoked.
    KeyRevoked,
    /// A component was added.
    ComponentAdded,
    /// A component was changed.
    ComponentChanged,
    /// WeChat was asked for tickets.
    TicketsAsked,
}

impl Done {
    const ALL: [Self; 9] = [
        Self::OperatorAdded,
        Self::OperatorChanged,
        Self::PasswordChanged,
        Self::SecondFactorOff,
        Self::SessionsEnded,
        Self::KeyRevoked,
        Self::ComponentAdded,
        Self::ComponentChanged,
        Self::TicketsAsked,
    ];

    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OperatorAdded => "operator-added",
            Self::OperatorChanged => "operator-changed",
            Self::PasswordChanged => "password-changed",
            Self::SecondFactorOff => "second-factor-off",
            Self::SessionsEnded => "sessions-ended",
            Self::KeyRevoked => "key-revoked",
            Self::ComponentAdded => "platform-added",
            Self::ComponentChanged => "platform-changed",
            Self::TicketsAsked => "tickets-asked",
        }
    }

    /// What this word stands for.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.as_str() == word)
    }

    /// What to say.
    pub const fn told(self, language: Language) -> &'static str {
        let words = DoneWords::of(language);
        match self {
            Self::OperatorAdded => words.operator_added,
            Self::OperatorChanged => words.operator_changed,
            Self::PasswordChanged => words.password_changed,
            Self::SecondFactorOff => words.second_factor_off,
            Self::SessionsEnded => words.sessions_ended,
            Self::KeyRevoked => words.key_revoked,
            Self::ComponentAdded => words.component_added,
            Self::ComponentChanged => words.component_changed,
            Self::TicketsAsked => words.tickets_asked,
        }
    }
}

words! {
    /// What an action came to.
    DoneWords {
        operator_added: "操作员已添加，可以马上登录。", "The operator is added and can sign in at once.";
        operator_changed: "已生效。", "That is in force now.";
        password_changed: "密码已修改，你在其他浏览器上的登录都已结束。", "The password is changed; you are signed out in all other browsers.";
        second_factor_off: "两步验证已关闭。", "The second factor is off.";
        sessions_ended: "登录已结束。", "Signed out there.";
        key_revoked: "密钥已吊销，立即失效。", "The key is revoked and refused from now on.";
        component_added: "第三方平台已登记。接下来按下面的清单在微信开放平台填写。", "The platform is registered. Now enter the values below at WeChat.";
        component_changed: "已保存。旧的 Token 和密钥在 24 小时内仍会接受。", "Saved. What still arrives under a former token or key is taken for 24 hours.";
        tickets_asked: "已请求微信重新推送 ticket，一般几分钟内会到。", "WeChat was asked to push tickets again; one usually comes within minutes.";
    }
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
            Role::Viewer => language.pick("查看一切，不能修改，看不到密钥和令牌。", "Sees everything, changes nothing, sees no secrets."),
            Role::Operator => language.pick("运营账号：授权链接、代码、审核、发布。", "Runs accounts: links, code, submissions, releases."),
            Role::Admin => language.pick("还能管理第三方平台、操作员和 API 密钥。", "Also platforms, operators and API keys."),
        },
        chosen: role == chosen,
    })
}
