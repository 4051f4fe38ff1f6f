//! The list of accounts: which there are, how they stand, which need somebody. What is filtered by stands in the
//! address, so a view can be sent to a colleague; views that were saved are such addresses with a name. The table turns its
//! pages by keyset and stays quick however many there are.

use askama::Template;
use wxfleet_model::authorizer::{Authorizer, AuthorizerKind, AuthorizerState};
use wxfleet_model::code::{CodeStage, CodeState};
use wxfleet_model::view::View;
use wxfleet_wechat::id::FuncscopeId;

use super::frame::{Chrome, Frame};
use super::jobs::Deed;
use super::pieces::{Avatar, Empty, Icon, Id, Refusal, Tag};
use super::{address, standing};
use crate::locale::{Language, words};

/// Where the list is.
const HERE: &str = "/console/accounts";

/// What the list is filtered by, as it stands in the address; an empty text filters nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AccountsQuery<'a> {
    /// A piece of a name, or the beginning of an appid.
    pub q: &'a str,
    /// A kind of account.
    pub kind: Option<AuthorizerKind>,
    /// How they stand.
    pub state: Option<AuthorizerState>,
    /// How far their code is.
    pub stage: Option<CodeStage>,
    /// A whole label.
    pub label: &'a str,
    /// The version that everybody sees.
    pub version: &'a str,
    /// The number of a permission set that they lack.
    pub missing: Option<i64>,
}

impl AccountsQuery<'_> {
    /// Whether every account passes.
    pub fn is_empty(&self) -> bool {
        *self == AccountsQuery::default()
    }

    /// The address under `path` that asks for this, from a place in the list on.
    fn address(&self, path: &str, after: Option<&str>) -> String {
        let after = address::query(&[("after", after.unwrap_or_default())]);
        let parts = [self.query(), after].into_iter().filter(|part| !part.is_empty());
        address::with_raw_query(path, &parts.collect::<Vec<_>>().join("&"))
    }

    /// What the query of such an address says; empty where nothing is filtered by.
    pub fn query(&self) -> String {
        let missing = self.missing.map(|id| id.to_string()).unwrap_or_default();
        address::query(&[
            ("q", self.q),
            ("kind", self.kind.map_or("", AuthorizerKind::as_str)),
            ("state", self.state.map_or("", AuthorizerState::as_str)),
            ("stage", self.stage.map_or("", CodeStage::as_str)),
            ("label", self.label),
            ("version", self.version),
            ("missing", &missing),
        ])
    }
}

/// The columns that can be hidden.
const COLUMNS: [&str; 7] = ["kind", "state", "stage", "version", "company", "labels", "since"];

/// Which columns are hidden: as a cookie and an address say it, words with a full stop between them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HiddenColumns([bool; COLUMNS.len()]);

impl HiddenColumns {
    /// The columns of a text; a word that is none of ours hides nothing.
    pub fn of_text(text: &str) -> Self {
        let words: Vec<&str> = text.split('.').collect();
        Self(COLUMNS.map(|column| words.contains(&column)))
    }

    /// All but these.
    pub fn but(shown: &[&str]) -> Self {
        Self(COLUMNS.map(|column| !shown.contains(&column)))
    }

    /// The text; a hyphen where none is hidden.
    pub fn text(&self) -> String {
        let hidden: Vec<&str> = COLUMNS.into_iter().filter(|column| self.holds(column)).collect();
        if hidden.is_empty() { "-".to_owned() } else { hidden.join(".") }
    }

    fn holds(self, column: &str) -> bool {
        COLUMNS.iter().zip(self.0).any(|(known, hidden)| *known == column && hidden)
    }
}

/// The operator's own views.
#[derive(Debug, Clone, Copy, Default)]
pub struct Views<'a> {
    /// All of them.
    pub all: &'a [View],
    /// The name inside of the one that is looked at.
    pub here: Option<&'a View>,
}

/// An account with its code, as far as something is known of it.
#[derive(Debug, Clone, Copy)]
pub struct AccountRow<'a> {
    /// The account.
    pub account: &'a Authorizer,
    /// Its code.
    pub code: Option<&'a CodeState>,
}

/// `GET /console/accounts`.
#[derive(Debug, Clone, Copy)]
pub struct AccountsPage<'a> {
    /// What is filtered by.
    pub query: AccountsQuery<'a>,
    /// The accounts of this page of the list.
    pub rows: &'a [AccountRow<'a>],
    /// From where the next page goes on, if there is one.
    pub next: Option<&'a str>,
    /// Whether this is not the first page.
    pub is_later: bool,
    /// How many accounts stand how, whatever is filtered by.
    pub states: &'a [(AuthorizerState, u64)],
    /// Which columns are hidden.
    pub hidden: HiddenColumns,
    /// What the operator saved.
    pub views: Views<'a>,
    /// Whether the person may change labels and synchronise.
    pub may_write: bool,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl AccountsPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let total: u64 = self.states.iter().map(|(_, count)| count).sum();
        crate::rendered(&Accounts {
            chrome: frame.chrome(),
            words,
            page: self,
            language,
            total,
            tabs: self.tabs(total, language, words),
            chips: self.chips(language, words),
            lines: self.rows.iter().map(|row| line(*row, language)).collect(),
            next: self.next.map(|after| self.query.address(HERE, Some(after))),
            first: self.is_later.then(|| self.query.address(HERE, None)),
            export: self.query.address("/console/accounts.csv", None),
            filter: self.query.query(),
            views: self.views.all.iter().map(|view| self.saved(view)).collect(),
            empty: self.empty(total, words),
        })
    }

    /// The states with their counts, those that hold somebody.
    fn tabs(&self, total: u64, language: Language, words: &Words) -> Vec<Tab> {
        let of = |state: Option<AuthorizerState>, name, count| Tab {
            name,
            count,
            address: AccountsQuery { state, ..self.query }.address(HERE, None),
            here: self.query.state == state,
        };
        let states = self
            .states
            .iter()
            .map(|(state, count)| of(Some(*state), standing::of_account(*state, language).word, *count));
        [of(None, words.all, total)].into_iter().chain(states).collect()
    }

    /// A view as a link to what it shows.
    fn saved<'v>(&self, view: &'v View) -> Saved<'v> {
        let id = view.id.0.to_string();
        let own = address::query(&[("view", &id)]);
        let parts = [view.query.as_str(), &own].into_iter().filter(|part| !part.is_empty());
        Saved {
            name: &view.name,
            address: address::with_raw_query(HERE, &parts.collect::<Vec<_>>().join("&")),
            here: self.views.here.is_some_and(|here| here.id == view.id),
        }
    }

    /// What is filtered by, each with the address of the list without it.
    fn chips(&self, language: Language, words: &Words) -> Vec<Chip> {
        let query = self.query;
        let mut chips = Vec::new();
        let mut add = |text: String, without: AccountsQuery<'_>| {
            chips.push(Chip { text, address: without.address(HERE, None) });
        };
        if !query.q.is_empty() {
            add(format!("{}“{}”", words.chip_q, query.q), AccountsQuery { q: "", ..query });
        }
        if query.kind.is_some() {
            add(standing::kind_name(query.kind, language).to_owned(), AccountsQuery { kind: None, ..query });
        }
        if let Some(state) = query.state {
            let word = standing::of_account(state, language).word;
            add(word.to_owned(), AccountsQuery { state: None, ..query });
        }
        if let Some(stage) = query.stage {
            add(standing::of_stage(stage, language).word.to_owned(), AccountsQuery { stage: None, ..query });
        }
        if !query.label.is_empty() {
            add(format!("{} {}", words.label, query.label), AccountsQuery { label: "", ..query });
        }
        if !query.version.is_empty() {
            add(format!("{} {}", words.version, query.version), AccountsQuery { version: "", ..query });
        }
        if let Some(id) = query.missing {
            add(
                format!("{} {}", words.chip_missing, standing::set_name(FuncscopeId(id), language)),
                AccountsQuery { missing: None, ..query },
            );
        }
        chips
    }

    fn empty(&self, total: u64, words: &'static Words) -> Empty {
        if total == 0 && self.query.is_empty() {
            Empty { icon: Icon("accounts"), says: words.none, hint: words.none_hint, button: None }
        } else {
            let button = Some((words.all_accounts, HERE.to_owned()));
            Empty { icon: Icon("search"), says: words.nothing, hint: words.nothing_hint, button }
        }
    }
}

/// One of the counts above the list.
struct Tab {
    name: &'static str,
    count: u64,
    address: String,
    here: bool,
}

/// A view that was saved.
struct Saved<'a> {
    name: &'a str,
    address: String,
    here: bool,
}

/// One thing that is filtered by.
struct Chip {
    text: String,
    address: String,
}

/// A row of the table.
struct Line<'a> {
    account: &'a Authorizer,
    name: &'a str,
    address: String,
    avatar: Avatar<'a>,
    id: Id<'a>,
    kind: &'static str,
    state: Tag,
    stage: Option<Tag>,
    version: Option<&'a str>,
    /// The labels, each with the accounts that bear it.
    labels: Vec<(&'a str, String)>,
}

fn line(row: AccountRow<'_>, language: Language) -> Line<'_> {
    let AccountRow { account, code } = row;
    let profile = &account.profile;
    let name = crate::merchant::shown(&profile.nick_name, account.appid.as_str());
    Line {
        account,
        name,
        address: address::of_account(account.component_appid.as_str(), account.appid.as_str()),
        avatar: Avatar::of(&profile.head_img, name),
        id: Id { text: account.appid.as_str(), language },
        kind: standing::kind_name(account.kind, language),
        state: standing::of_account(account.state(), language),
        stage: code.map(|code| standing::of_stage(code.stage(), language)),
        labels: account
            .labels
            .iter()
            .map(|label| (label.as_str(), AccountsQuery { label, ..AccountsQuery::default() }.address(HERE, None)))
            .collect(),
        version: code.and_then(|code| code.online.as_ref()).map(|online| online.user_version.as_str()),
    }
}

words! {
    /// Words of the list.
    Words {
        title: "账号", "Accounts";
        count: "个账号授权给当前平台", "accounts are authorized to this platform or were";
        all: "全部", "All";
        search: "名称、appid、主体、标签", "Name, appid, company, label";
        any_kind: "全部类型", "Any kind";
        mini_program: "小程序", "Mini Program";
        official_account: "公众号", "Official Account";
        any_stage: "全部进度", "Any progress";
        filter: "筛选", "Filter";
        columns: "显示列", "Columns";
        export: "导出 CSV", "Export CSV";
        sync: "与微信同步", "Synchronise with WeChat";
        account: "账号", "Account";
        kind: "类型", "Kind";
        state: "状态", "State";
        stage: "代码进度", "Code";
        version: "线上版本", "Online version";
        company: "主体", "Company";
        label: "标签", "Label";
        labels: "标签", "Labels";
        since: "授权时间", "Authorized";
        chip_q: "搜索", "Search ";
        chip_missing: "缺少权限", "Missing";
        clear: "清除筛选", "Clear filters";
        next: "下一页", "Next page";
        first: "回到第一页", "First page";
        pick: "选择", "Choose";
        pick_all: "选择本页全部", "Choose all on this page";
        picked: "个账号已选择", "accounts chosen";
        ticked: "对勾选的账号：", "With those that are ticked:";
        unpick: "取消选择", "Choose none";
        many: "批量操作", "With all";
        many_all: "对当前平台的全部账号", "With all accounts of the platform";
        many_matching: "对符合筛选条件的全部账号", "With all accounts that match";
        jobs: "批量任务", "Jobs";
        apply: "应用", "Apply";
        views: "我的视图", "My views";
        save_view: "保存为视图", "Save as a view";
        this_view: "管理视图", "This view";
        view_name: "视图名称", "Name of the view";
        view_help: "保存当前的筛选条件和显示列；同名视图会被替换。", "Keeps what is filtered by and the columns; one of the same name is replaced.";
        save: "保存", "Save";
        rename: "改名", "Rename";
        delete: "删除视图", "Delete the view";
        none: "还没有账号授权", "No account is authorized yet";
        none_hint: "把授权链接发给商家，商家扫码确认后，账号就会出现在这里。", "Send a merchant an authorization link; once they have confirmed, the account appears here.";
        nothing: "没有符合条件的账号", "No account matches";
        nothing_hint: "换个词试试，或者清除筛选条件。", "Try another word, or clear the filters.";
        all_accounts: "查看全部账号", "Show all accounts";
    }
}

#[derive(Template)]
#[template(path = "console/accounts.html")]
struct Accounts<'a> {
    chrome: Chrome<'a>,
    words: &'static Words,
    page: &'a AccountsPage<'a>,
    language: Language,
    total: u64,
    tabs: Vec<Tab>,
    chips: Vec<Chip>,
    lines: Vec<Line<'a>>,
    next: Option<String>,
    first: Option<String>,
    export: String,
    filter: String,
    views: Vec<Saved<'a>>,
    empty: Empty,
}

impl Accounts<'_> {
    /// The stages with their words, and whether each is the one that is filtered by.
    fn stages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let chosen = self.page.query.stage;
        let of = |stage: &CodeStage| {
            (stage.as_str(), standing::of_stage(*stage, self.language).word, chosen == Some(*stage))
        };
        CodeStage::ALL.iter().map(of).collect()
    }

    /// The columns that can be hidden.
    fn columns(&self) -> [(&'static str, &'static str); 7] {
        let words = self.words;
        [
            ("kind", words.kind),
            ("state", words.state),
            ("stage", words.stage),
            ("version", words.version),
            ("company", words.company),
            ("labels", words.labels),
            ("since", words.since),
        ]
    }

    fn hides(&self, column: &str) -> bool {
        self.page.hidden.holds(column)
    }

    /// What can be done to many: the word in the form, its sign, its name.
    fn deeds(&self) -> [(&'static str, Icon, &'static str); 5] {
        Deed::ALL.map(|deed| (deed.word(), deed.icon(), deed.name(self.language)))
    }

    fn is_kind(&self, kind: AuthorizerKind) -> bool {
        self.page.query.kind == Some(kind)
    }
}
