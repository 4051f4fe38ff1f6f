//! The library of code: drafts as developers upload them, templates that accounts run, and on how many accounts each
//! version is online.

use jiff::Timestamp;
use wxfleet_wechat::id::{DraftId, TemplateId};

use super::address::with_query;
use super::frame::{Chrome, Frame};
use super::pieces::{Ago, Icon, Refusal};
use crate::locale::{Language, words};

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// WeChat's number for it.
    pub id: DraftId,
    /// The version it holds.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// Who uploaded it.
    pub developer: String,
    /// When it was uploaded.
    pub created_at: Option<Timestamp>,
}

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// WeChat's number for it.
    pub id: TemplateId,
    /// The version it holds.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// Who uploaded it.
    pub developer: String,
    /// When it was made.
    pub created_at: Option<Timestamp>,
}

/// `GET /console/templates`.
#[derive(Debug, Clone, Copy)]
pub struct TemplatesPage<'a> {
    /// The drafts, the newest first.
    pub drafts: &'a [DraftRow],
    /// The templates, the newest first.
    pub templates: &'a [TemplateRow],
    /// On how many accounts which version is online, the most frequent first.
    pub versions: &'a [(String, u64)],
    /// Whether the person may change the library.
    pub may_write: bool,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl TemplatesPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        crate::rendered(&Templates {
            chrome: frame.chrome(),
            language,
            words: Words::of(language),
            page: self,
            most: self.versions.first().map_or(1, |(_, count)| *count),
            says: match language {
                Language::Zh => format!("{} 个模板，{} 个草稿。", self.templates.len(), self.drafts.len()),
                Language::En => format!("Templates: {}, drafts: {}.", self.templates.len(), self.drafts.len()),
            },
        })
    }
}

/// The list of accounts on which a version is online.
fn accounts_on(version: &str) -> String {
    with_query("/console/accounts", &[("version", version)])
}

/// `GET /console/templates/{id}/delete`.
#[derive(Debug, Clone, Copy)]
pub struct DeleteTemplatePage<'a> {
    /// The template.
    pub template: &'a TemplateRow,
    /// On how many accounts its version is online.
    pub accounts: u64,
    /// On how many accounts code that was made from it is being tried or reviewed, or is online.
    pub in_use: u64,
    /// Why it was not done.
    pub refusal: Option<&'a Refusal>,
}

impl DeleteTemplatePage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let language = frame.language;
        let TemplateRow { id, user_version, .. } = self.template;
        let happens = match (language, self.accounts) {
            (Language::Zh, 0) => format!("模板 {}（{user_version}）将从模板库删除，之后不能再用它提交代码。", id.0),
            (Language::Zh, count) => format!(
                "模板 {}（{user_version}）将从模板库删除，之后不能再用它提交代码。有 {count} 个账号的线上版是 {user_version}，它们不受影响。",
                id.0
            ),
            (Language::En, 0) => {
                format!(
                    "Template {} ({user_version}) leaves the library: nothing can be committed from it any more.",
                    id.0
                )
            }
            (Language::En, count) => format!(
                "Template {} ({user_version}) leaves the library: nothing can be committed from it any more. {user_version} is online on {count} accounts, which stay as they are.",
                id.0
            ),
        };
        let in_use = (self.in_use > 0).then(|| match language {
            Language::Zh => format!(
                "有 {} 个账号的体验版、审核版或线上版由这个模板生成。正在审核的不受影响；但删除后不能再用它给这些账号重新提交。",
                self.in_use
            ),
            Language::En => format!(
                "Code made from it is tried, reviewed or online on {} accounts. Reviews go on, but it cannot be committed to them again.",
                self.in_use
            ),
        });
        crate::rendered(&DeleteTemplate {
            chrome: frame.chrome(),
            language,
            words: Words::of(language),
            page: self,
            happens,
            in_use,
        })
    }
}

words! {
    /// Words of the library.
    Words {
        title: "模板", "Templates";
        drafts: "草稿", "Drafts";
        drafts_says: "开发者工具上传的代码", "Uploaded from the developer tools";
        no_drafts: "没有草稿。在微信开发者工具里打开模板小程序，点“上传”，代码就会出现在这里。", "None. Upload the template Mini Program from WeChat's developer tools, and it appears here.";
        make: "转为模板", "Make it a template";
        templates: "模板库", "The library";
        templates_says: "提交给各个小程序的代码", "Committed to the Mini Programs";
        no_templates: "模板库还是空的，把一个草稿转为模板就可以开始。", "The library is empty: make a draft a template to begin.";
        number: "模板号", "Number";
        online: "该版本线上账号", "Version online on";
        delete: "删除", "Delete";
        versions: "线上版本分布", "Online versions";
        versions_says: "各版本的账号数", "Accounts on each";
        no_versions: "还没有账号发布过版本。", "No account has released a version yet.";
        delete_title: "删除这个模板？", "Delete this template?";
        delete_yes: "确认删除", "Delete";
        cancel: "取消", "Cancel";
    }
}

#[derive(askama::Template)]
#[template(path = "console/templates.html")]
struct Templates<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a TemplatesPage<'a>,
    most: u64,
    says: String,
}

impl Templates<'_> {
    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }

    /// The templates, each with on how many accounts its version is online, and where they are listed.
    fn templates(&self) -> Vec<(&TemplateRow, u64, String)> {
        let on = |version: &str| self.page.versions.iter().find(|(known, _)| known == version);
        let rows = self.page.templates.iter();
        rows.map(|row| {
            let count = on(&row.user_version).map_or(0, |(_, count)| *count);
            (row, count, accounts_on(&row.user_version))
        })
        .collect()
    }

    /// The versions, each with its accounts, and where they are listed.
    fn versions(&self) -> Vec<(&str, u64, String)> {
        self.page.versions.iter().map(|(version, count)| (version.as_str(), *count, accounts_on(version))).collect()
    }
}

#[derive(askama::Template)]
#[template(path = "console/template_delete.html")]
struct DeleteTemplate<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a DeleteTemplatePage<'a>,
    happens: String,
    in_use: Option<String>,
}
