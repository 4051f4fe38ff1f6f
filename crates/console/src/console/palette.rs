//! What the search over everything finds: accounts, pages, actions, APIs and return codes, as one list to choose from.
//!
//! The dialog that holds it stands in the frame; the list is rendered here and put into it as it comes, so what is found
//! is decided in one place. Its parts bear the roles of a list box: the field keeps the focus, and names the choice.

use askama::Template;
use wxfleet_model::permission::{Action, Role};
use wxfleet_wechat::catalogue::Entry;
use wxfleet_wechat::errcode::{self, Errcode};

use super::apis::of_endpoint;
use super::errcode::{meaning, typed};
use super::frame::Section;
use super::pieces::Icon;
use super::{address, address::with_query};
use crate::locale::{Language, words};

/// How many of a kind are shown.
const MOST: usize = 6;

/// An account that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundAccount<'a> {
    /// Its platform.
    pub component: &'a str,
    /// Its appid.
    pub appid: &'a str,
    /// What it is called.
    pub name: &'a str,
}

/// `GET /console/find`, for the dialog.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// What was typed.
    pub q: &'a str,
    /// Accounts that the store found.
    pub accounts: &'a [FoundAccount<'a>],
    /// APIs that the catalogue found.
    pub entries: &'a [&'static Entry],
}

/// `GET /console/apis/accounts`: accounts as the choices of a field.
pub fn choices(accounts: &[FoundAccount<'_>]) -> String {
    crate::rendered(&Choices { accounts })
}

impl Found<'_> {
    /// The list as HTML.
    pub fn render(&self, language: Language, role: Role) -> String {
        let words = Words::of(language);
        let q = self.q.trim().to_lowercase();
        let mut groups = vec![
            Group { name: words.codes, choices: codes(&q, language) },
            Group { name: words.accounts, choices: self.accounts.iter().take(MOST).map(of_account).collect() },
            Group { name: words.pages, choices: pages(&q, language) },
            Group { name: words.actions, choices: actions(&q, language, role) },
            Group {
                name: words.apis,
                choices: self.entries.iter().take(MOST).map(|entry| of_api(entry, language)).collect(),
            },
        ];
        groups.retain(|group| !group.choices.is_empty());
        for (number, choice) in groups.iter_mut().flat_map(|group| &mut group.choices).enumerate() {
            choice.number = number;
        }
        crate::rendered(&List { words, groups })
    }
}

/// Something to choose.
struct Choice {
    number: usize,
    icon: Icon,
    address: String,
    says: String,
    beside: String,
}

struct Group {
    name: &'static str,
    choices: Vec<Choice>,
}

fn choice(icon: &'static str, address: String, says: impl Into<String>, beside: impl Into<String>) -> Choice {
    Choice { number: 0, icon: Icon(icon), address, says: says.into(), beside: beside.into() }
}

fn of_account(found: &FoundAccount<'_>) -> Choice {
    choice("accounts", address::of_account(found.component, found.appid), found.name, found.appid)
}

fn of_api(entry: &Entry, language: Language) -> Choice {
    choice("apis", of_endpoint(&entry.id), language.pick(&*entry.title_zh, &*entry.title_en), &*entry.id)
}

/// The page that explains a code.
fn of_errcode(code: Errcode) -> String {
    with_query("/console/apis", &[("q", &code.to_string())])
}

/// A code that was typed, whether we know it or not; else codes whose meaning holds the words.
fn codes(q: &str, language: Language) -> Vec<Choice> {
    let shown = |code: Errcode| {
        let says = meaning(code, language).unwrap_or(Words::of(language).unknown);
        choice("info", of_errcode(code), format!("{code} · {says}"), "")
    };
    if let Some(code) = typed(q) {
        return vec![shown(code)];
    }
    // One letter or sign stands in too many meanings.
    if q.chars().count() < 2 {
        return Vec::new();
    }
    let holds = |row: &&errcode::ErrcodeInfo| {
        let errmsg = row.errmsg.as_deref().unwrap_or_default();
        [language.pick(&*row.meaning_zh, &*row.meaning_en), errmsg].iter().any(|text| text.to_lowercase().contains(q))
    };
    errcode::table().iter().filter(holds).take(MOST / 2).map(|row| shown(row.code)).collect()
}

/// Address, Chinese, English, further words to find it by.
type Known = (&'static str, &'static str, &'static str, &'static str);

/// Pages beyond those of the rail.
const PAGES: &[Known] = &[
    ("/console/apis/calls", "调用记录", "Recent calls", "rid log errcode"),
    ("/console/events/decrypt", "解密工具", "Decryption helper", "callback decrypt aes token"),
    ("/console/settings/me", "我的登录", "My sign-in", "password session 密码"),
    ("/console/settings/platforms", "第三方平台", "Platforms", "component ticket"),
    ("/console/settings/journal", "操作日志", "Journal", "log audit"),
];

/// What can be done from anywhere, and who may.
const ACTIONS: &[(Known, Action)] = &[
    (("/console/authorization", "生成授权链接", "Make an invitation", "link invite qr 二维码"), Action::LinkWrite),
    (("/console/templates", "把草稿转为模板", "Make a template of a draft", "draft"), Action::TemplateWrite),
    (
        ("/console/accounts?state=reauthorize", "查看需要重新授权的账号", "Accounts to authorize again", "lost"),
        Action::AuthorizerRead,
    ),
    (
        ("/console/settings/platforms/new", "登记第三方平台", "Register a platform", "component add"),
        Action::ComponentWrite,
    ),
    (("/console/settings/operators/new", "添加操作员", "Add an operator", "user role"), Action::OperatorWrite),
    (("/console/settings/keys", "新建 API 密钥", "Make an API key", "token"), Action::KeyWrite),
    (("/console/accounts.csv", "导出账号 CSV", "Export accounts as CSV", "download"), Action::AuthorizerRead),
];

fn is_meant((_, zh, en, more): &Known, q: &str) -> bool {
    [zh, en, more].iter().any(|text| text.to_lowercase().contains(q))
}

fn pages(q: &str, language: Language) -> Vec<Choice> {
    let sections = Section::ALL.into_iter().filter(|section| {
        [Language::Zh, Language::En].iter().any(|language| section.name(*language).to_lowercase().contains(q))
    });
    let sections = sections.map(|section| Choice {
        icon: section.icon(),
        ..choice("", section.address().to_owned(), section.name(language), "")
    });
    let others = PAGES.iter().filter(|page| is_meant(page, q));
    let others = others.map(|(address, zh, en, _)| choice("right", (*address).to_owned(), language.pick(*zh, *en), ""));
    sections.chain(others).collect()
}

fn actions(q: &str, language: Language, role: Role) -> Vec<Choice> {
    let open = ACTIONS.iter().filter(|(known, action)| role >= action.least_role() && is_meant(known, q));
    open.map(|((address, zh, en, _), _)| choice("plus", (*address).to_owned(), language.pick(*zh, *en), "")).collect()
}

#[derive(Template)]
#[template(path = "console/palette.html")]
struct List {
    words: &'static Words,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(
    source = r#"{% for account in accounts %}<option value="{{ account.appid }}">{{ account.name }}</option>{% endfor %}"#,
    ext = "html"
)]
struct Choices<'a> {
    accounts: &'a [FoundAccount<'a>],
}

words! {
    /// Words of the list.
    Words {
        found: "搜索结果", "Found";
        codes: "返回码", "Return codes";
        accounts: "账号", "Accounts";
        pages: "页面", "Pages";
        actions: "操作", "Actions";
        apis: "接口", "APIs";
        unknown: "返回码表里没有这个码", "in no table of ours";
        none: "没有找到。换一个词试试：账号名称、appid、接口名或返回码。", "Nothing found. Try an account's name, an appid, an API or a return code.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(q: &str, role: Role) -> String {
        let entries: Vec<_> = wxfleet_wechat::catalogue::entries().iter().filter(|entry| entry.mentions(q)).collect();
        let accounts = [FoundAccount { component: "wx1", appid: "wx2", name: "<b>果</b>" }];
        Found { q, accounts: &accounts, entries: &entries }.render(Language::Zh, role)
    }

    #[test]
    fn everything_is_found_and_escaped() {
        let html = found("submit_audit", Role::Viewer);
        assert!(html.contains("/console/apis/submit_audit\"") && html.contains("&#60;b&#62;"), "{html}");
        assert!(found("85009", Role::Viewer).contains("/console/apis?q=85009\""));
        assert!(found("类目不", Role::Viewer).contains("返回码"));
        assert!(found("", Role::Viewer).contains("/console/apis/calls\""), "pages before anything is typed");
        let number = |html: &str| html.matches("role=\"option\"").count();
        assert!(number(&found("wx", Role::Viewer)) < 30);
    }

    #[test]
    fn an_action_is_offered_to_who_may_take_it() {
        assert!(!found("操作员", Role::Operator).contains("operators/new"));
        assert!(found("操作员", Role::Admin).contains("operators/new"));
    }
}
