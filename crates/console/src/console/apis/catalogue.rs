//! Every API of WeChat's that we know, to look for by name, path, title or family; and any return code.

use askama::Template;
use wxfleet_wechat::catalogue::Entry;
use wxfleet_wechat::endpoint::Speaker;

use super::{GROUPS, HERE, TabLink, group_name, of_endpoint, tabs};
use crate::console::address::with_query;
use crate::console::errcode::{ErrcodeCard, typed};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Empty, Icon};
use crate::locale::{Language, words};

/// `GET /console/apis`.
#[derive(Debug, Clone, Copy)]
pub struct CataloguePage<'a> {
    /// What is looked for.
    pub q: &'a str,
    /// The family that is looked at.
    pub group: &'a str,
    /// The account that a call will be for, if it is chosen already.
    pub appid: &'a str,
    /// What was found.
    pub entries: &'a [&'static Entry],
}

impl CataloguePage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let words = Words::of(language);
        let families = GROUPS.iter().map(|(group, ..)| *group).filter_map(|group| {
            let rows: Vec<Row> = self
                .entries
                .iter()
                .filter(|entry| entry.group == group)
                .map(|entry| self.row(entry, language))
                .collect();
            (!rows.is_empty()).then(|| (group_name(group, language), rows))
        });
        crate::rendered(&Catalogue {
            chrome: frame.chrome(),
            tabs: tabs(HERE, language),
            words,
            page: self,
            card: typed(self.q).map(|errcode| ErrcodeCard::of(errcode, language)),
            count: words.count.replace("{}", &self.entries.len().to_string()),
            groups: GROUPS.iter().map(|(word, zh, en)| (*word, language.pick(*zh, *en), *word == self.group)).collect(),
            families: families.collect(),
            empty: Empty { icon: Icon("apis"), says: words.none, hint: words.none_hint, button: None },
        })
    }

    fn row(&self, entry: &'static Entry, language: Language) -> Row {
        Row {
            entry,
            title: language.pick(&entry.title_zh, &entry.title_en),
            address: with_query(&of_endpoint(&entry.id), &[("appid", self.appid)]),
            speaker: speaker_name(entry.token, language),
        }
    }
}

/// In whose name a call is made.
pub(super) fn speaker_name(speaker: Speaker, language: Language) -> &'static str {
    match speaker {
        Speaker::Component => language.pick("平台", "Platform"),
        Speaker::Authorizer => language.pick("账号", "Account"),
        Speaker::None => language.pick("自带凭证", "Its own credentials"),
    }
}

struct Row {
    entry: &'static Entry,
    title: &'static str,
    address: String,
    speaker: &'static str,
}

#[derive(Template)]
#[template(path = "console/apis/catalogue.html")]
struct Catalogue<'a> {
    chrome: Chrome<'a>,
    tabs: [TabLink; 2],
    words: &'static Words,
    page: &'a CataloguePage<'a>,
    card: Option<ErrcodeCard>,
    count: String,
    groups: Vec<(&'static str, &'static str, bool)>,
    families: Vec<(&'static str, Vec<Row>)>,
    empty: Empty,
}

words! {
    /// Words of the page.
    Words {
        title: "接口", "APIs";
        state: "微信开放平台的每个接口：查说明、填表调用、看结果，并给出同样的命令。",
            "Every API of WeChat's Open Platform: what it does, a form to call it, the answer, and the same call as a command.";
        find: "接口名、路径、标题或返回码", "Name, path, title or return code";
        group: "分类", "Family";
        any_group: "全部分类", "Every family";
        filter: "筛选", "Filter";
        count: "{} 个接口", "{} APIs";
        api: "接口", "API";
        path: "路径", "Path";
        speaker: "以谁的名义", "In whose name";
        old: "已停用", "Outdated";
        chosen: "将以这个账号的名义调用：", "Calls will be made in the name of";
        none: "没有找到接口", "No such API";
        none_hint: "换一个词试试，例如 submit_audit、/wxa/ 或“域名”。返回码可以直接输入数字。",
            "Try another word, for instance submit_audit, /wxa/ or “domain”. A return code is typed as its number.";
    }
}
