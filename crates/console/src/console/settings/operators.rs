//! Operators: who may sign in, as an administrator sees them.

use askama::Template;
use wxfleet_model::operator::{Operator, OperatorId};
use wxfleet_model::permission::Role;

use super::{RoleChoice, Tab, TabLink, roles, tabs};
use crate::console::frame::{Chrome, Frame, role_name};
use crate::console::pieces::{Icon, Refusal};
use crate::locale::words;

/// All operators.
pub struct OperatorsPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// Who there is.
    pub operators: &'a [Operator],
    /// Who looks.
    pub me: OperatorId,
}

impl OperatorsPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&Operators {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Operators, frame.role, frame.language),
            words: OperatorsWords::of(frame.language),
            lines: self
                .operators
                .iter()
                .map(|operator| Line { operator, role: role_name(operator.role, frame.language) })
                .collect(),
            me: self.me,
        })
    }
}

struct Line<'a> {
    operator: &'a Operator,
    role: &'static str,
}

#[derive(Template)]
#[template(path = "console/settings/operators.html")]
struct Operators<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static OperatorsWords,
    lines: Vec<Line<'a>>,
    me: OperatorId,
}

words! {
    /// Words of the list of operators.
    OperatorsWords {
        title: "操作员", "Operators";
        state: "可以登录控制台的人，以及他们能做什么。", "Who may sign in to the console, and what they may do.";
        add: "添加操作员", "Add an operator";
        name: "用户名", "Name";
        role: "角色", "Role";
        factor: "两步验证", "Second factor";
        factor_on: "已开启", "On";
        factor_off: "未开启", "Off";
        last: "上次登录", "Last signed in";
        never: "从未登录", "Never";
        status: "状态", "Status";
        living: "可登录", "May sign in";
        disabled: "已停用", "Disabled";
        you: "你", "You";
    }
}

/// A new operator.
pub struct NewOperatorPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The name that was typed before.
    pub name: &'a str,
    /// The role that was chosen before.
    pub role: Role,
    /// Why nobody was added.
    pub refusal: Option<Refusal>,
}

impl NewOperatorPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&New {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Operators, frame.role, frame.language),
            words: NewWords::of(frame.language),
            page: self,
            roles: roles(self.role, frame.language),
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/operator_new.html")]
struct New<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static NewWords,
    page: &'a NewOperatorPage<'a>,
    roles: [RoleChoice; 3],
}

words! {
    /// Words of the page for a new operator.
    NewWords {
        title: "添加操作员", "Add an operator";
        state: "把用户名和初始密码告诉对方，请他登录后自行修改密码并开启两步验证。",
            "Tell them name and password; they change the password and set a second factor up after signing in.";
        name: "用户名", "Name";
        name_help: "会出现在操作日志里，之后不能修改。", "Stands in the journal and cannot be changed later.";
        role: "角色", "Role";
        password: "初始密码", "First password";
        password_help: "至少 10 个字符。", "At least 10 characters.";
        submit: "添加", "Add";
        back: "返回", "Back";
    }
}

/// One operator.
pub struct OperatorPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// Who.
    pub operator: &'a Operator,
    /// Why nothing was changed.
    pub refusal: Option<Refusal>,
}

impl OperatorPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&One {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Operators, frame.role, frame.language),
            words: OneWords::of(frame.language),
            page: self,
            roles: roles(self.operator.role, frame.language),
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/operator.html")]
struct One<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static OneWords,
    page: &'a OperatorPage<'a>,
    roles: [RoleChoice; 3],
}

words! {
    /// Words of the page of one operator.
    OneWords {
        state_living: "可以登录控制台。", "May sign in to the console.";
        state_disabled: "已停用，不能登录。", "Disabled; cannot sign in.";
        all: "操作员", "Operators";
        role: "角色", "Role";
        role_note: "立即生效，包括正在登录的浏览器。", "In force at once, also where they are signed in.";
        role_submit: "保存角色", "Save the role";
        reset: "重置密码", "New password";
        reset_note: "对方忘记密码或丢失手机时使用：设置新密码，同时关闭两步验证，结束其所有登录。",
            "For who has lost the password or the phone: sets a new password, switches the second factor off and ends all their sessions.";
        password: "新密码", "New password";
        reset_submit: "重置", "Set it";
        disable: "停用", "Disable";
        disable_note: "立即结束其所有登录，之后不能再登录。记录会保留，可以重新启用。",
            "Ends all their sessions at once, and they cannot sign in. The record stays, and they can be let in again.";
        disable_submit: "停用这个操作员", "Disable this operator";
        enable: "重新启用", "Let them in again";
        enable_note: "对方可以用原来的密码登录。", "They sign in with the password they had.";
        enable_submit: "启用这个操作员", "Enable this operator";
    }
}
