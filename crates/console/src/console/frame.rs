//! What surrounds every page of the console: the rail with its sections, the top line with platform, search, language,
//! theme and person, and the message that says what the last action came to.
//!
//! A page is a template that extends `console/frame.html` and has a field `chrome`, made by `Frame::chrome`. It fills
//! the blocks `title`, `state` (one sentence below the title), `actions` (right of the title) and `main`.

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::Timestamp;
use wxfleet_model::permission::Role;

use super::pieces::{Ago, Icon, Tail, Tone};
use crate::assets::ADDRESSES;
use crate::locale::{Language, words};
use crate::theme::Theme;

/// A section of the console, as the rail lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// 概览
    Overview,
    /// 账号
    Accounts,
    /// 模板
    Templates,
    /// 授权
    Authorization,
    /// 事件
    Events,
    /// 接口
    Apis,
    /// 设置
    Settings,
}

impl Section {
    /// Every section, from the top of the rail.
    pub(super) const ALL: [Self; 7] = [
        Self::Overview,
        Self::Accounts,
        Self::Templates,
        Self::Authorization,
        Self::Events,
        Self::Apis,
        Self::Settings,
    ];

    /// Where it begins.
    pub(super) const fn address(self) -> &'static str {
        match self {
            Self::Overview => "/console/",
            Self::Accounts => "/console/accounts",
            Self::Templates => "/console/templates",
            Self::Authorization => "/console/authorization",
            Self::Events => "/console/events",
            Self::Apis => "/console/apis",
            Self::Settings => "/console/settings",
        }
    }

    pub(super) const fn icon(self) -> Icon {
        match self {
            Self::Overview => Icon("overview"),
            Self::Accounts => Icon("accounts"),
            Self::Templates => Icon("templates"),
            Self::Authorization => Icon("authorize"),
            Self::Events => Icon("events"),
            Self::Apis => Icon("apis"),
            Self::Settings => Icon("settings"),
        }
    }

    pub(super) const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Overview => language.pick("概览", "Overview"),
            Self::Accounts => language.pick("账号", "Accounts"),
            Self::Templates => language.pick("模板", "Templates"),
            Self::Authorization => language.pick("授权", "Authorize"),
            Self::Events => language.pick("事件", "Events"),
            Self::Apis => language.pick("接口", "APIs"),
            Self::Settings => language.pick("设置", "Settings"),
        }
    }
}

/// A platform to look at: one of the registered components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform<'a> {
    /// Its appid.
    pub appid: &'a str,
    /// What the ISV calls it; may be empty.
    pub name: &'a str,
}

/// What the last action came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// How it went.
    pub tone: Tone,
    /// What happened, in the page's language.
    pub text: String,
    /// Where more is to be seen, with the words of the link.
    pub link: Option<(String, String)>,
}

/// What the frame needs to know.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    /// Which language the page speaks.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// What a form proves itself with.
    pub csrf: &'a str,
    /// Which section the page belongs to.
    pub section: Option<Section>,
    /// Path and query of the page: where the switches lead back to.
    pub address: &'a str,
    /// Who is signed in.
    pub operator: &'a str,
    /// What they may do.
    pub role: Role,
    /// All platforms.
    pub platforms: &'a [Platform<'a>],
    /// The one that is looked at.
    pub platform: Option<&'a str>,
    /// What the last action came to.
    pub flash: Option<Flash>,
    /// The moment from which "three minutes ago" is told.
    pub now: Timestamp,
}

impl<'a> Frame<'a> {
    /// The frame, ready for a template.
    pub(crate) fn chrome(&self) -> Chrome<'a> {
        let entries = Section::ALL.map(|section| Entry {
            address: section.address(),
            icon: section.icon(),
            name: section.name(self.language),
            here: self.section == Some(section),
        });
        let words = Words::of(self.language);
        Chrome {
            tag: self.language.tag(),
            language: self.language,
            theme: self.theme.as_str(),
            sheet: &ADDRESSES.console,
            script: &ADDRESSES.console_script,
            htmx: &ADDRESSES.htmx,
            icon: &ADDRESSES.icon,
            csrf: self.csrf,
            platform: self.platform.unwrap_or_default(),
            skip: words.skip,
            way: words.way,
            parts: words.parts,
            copied: words.copied,
            offline: words.offline,
            find_all: words.find_all,
            find_hint: words.find_hint,
            top: Top {
                words,
                language: self.language,
                theme: self.theme,
                icon: &ADDRESSES.icon,
                csrf: self.csrf,
                address: self.address,
                language_address: self.language_address(),
                other_language: self.language.pick("English", "中文"),
                operator: self.operator,
                role: role_name(self.role, self.language),
                entries: entries.into(),
                platforms: self.platforms.to_vec(),
                platform: self.platform.unwrap_or_default(),
            },
            flash: self.flash.clone(),
            now: self.now,
        }
    }

    /// This page in the other language.
    fn language_address(&self) -> String {
        let (path, query) = self.address.split_once('?').unwrap_or((self.address, ""));
        let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let other = self.language.pick("lang=en", "lang=zh");
        format!("{path}?{}", kept.chain([other]).collect::<Vec<_>>().join("&"))
    }
}

/// A role as people call it.
pub fn role_name(role: Role, language: Language) -> &'static str {
    match role {
        Role::Viewer => language.pick("只读", "Viewer"),
        Role::Operator => language.pick("运营", "Operator"),
        Role::Admin => language.pick("管理员", "Administrator"),
    }
}

/// An entry of the rail.
struct Entry {
    address: &'static str,
    icon: Icon,
    name: &'static str,
    here: bool,
}

/// The frame as `console/frame.html` takes it.
pub(crate) struct Chrome<'a> {
    pub(super) tag: &'static str,
    pub(super) language: Language,
    pub(super) theme: &'static str,
    pub(super) sheet: &'static str,
    pub(super) script: &'static str,
    pub(super) htmx: &'static str,
    pub(super) icon: &'static str,
    pub(super) csrf: &'a str,
    pub(super) platform: &'a str,
    pub(super) skip: &'static str,
    /// What the way back and the tabs of a page are called for who does not see them.
    pub(super) way: &'static str,
    pub(super) parts: &'static str,
    pub(super) copied: &'static str,
    pub(super) offline: &'static str,
    pub(super) find_all: &'static str,
    pub(super) find_hint: &'static str,
    pub(super) top: Top<'a>,
    pub(super) flash: Option<Flash>,
    pub(super) now: Timestamp,
}

impl Chrome<'_> {
    /// What stands above a list that goes on by itself.
    pub(super) fn tail(&self) -> Tail {
        Tail::in_language(self.language)
    }

    /// A moment, told from now.
    pub(super) fn ago(&self, at: &Timestamp) -> Ago {
        Ago { at: *at, now: self.now, language: self.language }
    }
}

/// The rail and the top line.
#[derive(Template)]
#[template(path = "console/top.html")]
pub(crate) struct Top<'a> {
    words: &'static Words,
    language: Language,
    theme: Theme,
    icon: &'static str,
    csrf: &'a str,
    address: &'a str,
    language_address: String,
    other_language: &'static str,
    operator: &'a str,
    role: &'static str,
    entries: Vec<Entry>,
    platforms: Vec<Platform<'a>>,
    platform: &'a str,
}

impl HtmlSafe for Top<'_> {}

impl Top<'_> {
    fn platform_name(&self) -> &str {
        let here = self.platforms.iter().find(|one| one.appid == self.platform);
        here.map_or(self.platform, |one| if one.name.is_empty() { one.appid } else { one.name })
    }

    fn monogram(&self) -> String {
        crate::merchant::monogram(self.operator).unwrap_or_else(|| "?".to_owned())
    }

    /// The themes with their names, and whether each is the one in force.
    fn themes(&self) -> [(&'static str, &'static str, bool); 3] {
        let of = |theme: Theme| {
            let name = match theme {
                Theme::Auto => self.words.theme_auto,
                Theme::Light => self.words.theme_light,
                Theme::Dark => self.words.theme_dark,
            };
            (theme.as_str(), name, theme == self.theme)
        };
        Theme::ALL.map(of)
    }
}

words! {
    /// Words of the frame.
    Words {
        sections: "栏目", "Sections";
        skip: "跳到正文", "Skip to content";
        way: "当前位置", "Where you are";
        parts: "分类", "Parts";
        platform: "第三方平台", "Platform";
        find: "搜索账号、返回码", "Search accounts, return codes";
        find_short: "搜索账号或返回码", "Search accounts or return codes";
        find_all: "搜索账号、页面、操作、接口、返回码", "Find accounts, pages, actions, APIs, return codes";
        find_hint: "↑ ↓ 选择 · Enter 打开 · Esc 关闭", "↑ ↓ to choose · Enter to open · Esc to close";
        appearance: "外观", "Appearance";
        theme_auto: "跟随系统", "As the system";
        theme_light: "浅色", "Light";
        theme_dark: "深色", "Dark";
        language: "语言", "Language";
        sign_out: "退出登录", "Sign out";
        copied: "已复制", "Copied";
        offline: "连接中断，页面上的内容可能不是最新的。", "The connection is lost; what you see may be old.";
    }
}
