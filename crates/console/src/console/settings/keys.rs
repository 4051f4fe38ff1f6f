//! API keys: what programs prove themselves with.

use askama::Template;
use wxfleet_model::key::ApiKey;
use wxfleet_model::permission::{Grant, Role};

use super::{RoleChoice, Tab, TabLink, roles, tabs};
use crate::console::frame::{Chrome, Frame, role_name};
use crate::console::pieces::{Id, Refusal};
use crate::locale::words;

/// What was typed for a key that was not made.
#[derive(Debug, Clone, Copy)]
pub struct NewKey<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its role.
    pub role: Role,
    /// Whether it was to read access tokens.
    pub token_read: bool,
    /// Components, as they were typed.
    pub components: &'a str,
    /// Labels, as they were typed.
    pub labels: &'a str,
}

/// All keys, and a form for another one.
pub struct KeysPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The keys, the oldest first.
    pub keys: &'a [ApiKey],
    /// What the form holds.
    pub new: NewKey<'a>,
    /// Why none was made.
    pub refusal: Option<Refusal>,
}

impl KeysPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        let living = self.keys.iter().filter(|key| key.revoked_at.is_none());
        crate::rendered(&Keys {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Keys, frame.role, frame.language),
            words: KeysWords::of(frame.language),
            page: self,
            lines: living.map(|key| Line { key, role: role_name(key.role, frame.language) }).collect(),
            roles: roles(self.new.role, frame.language),
        })
    }
}

struct Line<'a> {
    key: &'a ApiKey,
    role: &'static str,
}

impl Line<'_> {
    fn reads_tokens(&self) -> bool {
        self.key.role == Role::Admin || self.key.grants.contains(&Grant::TokenRead)
    }
}

#[derive(Template)]
#[template(path = "console/settings/keys.html")]
struct Keys<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static KeysWords,
    page: &'a KeysPage<'a>,
    lines: Vec<Line<'a>>,
    roles: [RoleChoice; 3],
}

words! {
    /// Words of the page of keys.
    KeysWords {
        title: "API 密钥", "API keys";
        state: "程序调用 API 和命令行时使用。密钥只在创建时显示一次，吊销后立即失效。",
            "For programs and the command line. A key is shown once, when it is made, and refused from the moment it is revoked.";
        none: "还没有密钥。", "There is no key yet.";
        name: "名称", "Name";
        role: "角色", "Role";
        limits: "范围", "Limited to";
        everything: "全部", "Everything";
        tokens: "可读取访问令牌", "Reads access tokens";
        created: "创建时间", "Made";
        used: "最近使用", "Last used";
        never: "从未使用", "Never";
        revoke: "吊销", "Revoke";
        make: "创建密钥", "Make a key";
        name_help: "写明用在哪里，会出现在操作日志里。", "Say what it is for; it stands in the journal.";
        token_read: "还可以读取账号的 access_token", "May also read accounts' access tokens";
        components: "只限这些第三方平台", "Only these platforms";
        components_help: "填 component_appid，用空格或换行分开；不填则不限。", "Their component_appids, with spaces between; empty is all.";
        labels: "只限带有这些标签的账号", "Only accounts with these labels";
        labels_help: "用逗号或换行分开；不填则不限。", "With commas or line breaks between; empty is all.";
    }
}

/// A key that was just made, this once.
pub struct KeyMadePage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// Its name.
    pub name: &'a str,
    /// The key.
    pub text: &'a str,
    /// The server's address, for the command line.
    pub server: &'a str,
}

impl KeyMadePage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&Made {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Keys, frame.role, frame.language),
            words: MadeWords::of(frame.language),
            page: self,
            server: self.server.trim_end_matches('/'),
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/key_made.html")]
struct Made<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static MadeWords,
    page: &'a KeyMadePage<'a>,
    server: &'a str,
}

words! {
    /// Words of the page that shows a key.
    MadeWords {
        title: "密钥已创建", "The key is made";
        state: "请现在复制保存，离开这个页面后无法再查看。", "Copy it now; it cannot be shown again.";
        key: "密钥", "Key";
        use_it: "在命令行中使用", "On the command line";
        done: "我已保存", "I have kept it";
    }
}
