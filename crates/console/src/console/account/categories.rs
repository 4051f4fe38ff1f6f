//! What a Mini Program is about: its categories, with how WeChat's reviews of them stand, and the pages of its code.

use askama::Template;
use wxfleet_wechat::category::{
    GetAllCategoriesReplyCategoriesListCategories, GetSetCategoriesReply, GetSetCategoriesReplyCategories,
};

use super::{Head, Subject, Tab, reason};
use crate::console::address::with_query;
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// `GET …/categories`.
#[derive(Debug, Clone, Copy)]
pub struct CategoriesPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// The categories that are set, or why WeChat did not say.
    pub set: Result<&'a GetSetCategoriesReply, &'a Refusal>,
    /// Every category that it could have; empty where WeChat did not say.
    pub all: &'a [GetAllCategoriesReplyCategoriesListCategories],
    /// The pages of the trial version, or why WeChat did not say.
    pub pages: Result<&'a [String], &'a Refusal>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl CategoriesPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Categories {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Categories),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
        })
    }
}

words! {
    /// Words of the page.
    Words {
        categories: "服务类目", "Categories";
        categories_says: "提交审核时要选择其中一个；超出类目的功能会被微信退回。", "A submission is reviewed under one of them; WeChat sends back what lies outside.";
        none: "还没有类目。没有类目就不能提交审核，请在下面添加一个。", "There is none yet, and nothing can be submitted without: add one below.";
        in_review: "审核中", "In review";
        rejected: "未通过", "Refused";
        approved: "可用", "In force";
        remove: "移除", "Remove";
        room: "本月还可以添加", "More this month:";
        at_most: "最多", "at most";
        count: " 个", "";
        add: "添加类目", "Add a category";
        which: "类目", "Category";
        choose: "选择类目", "Choose one";
        takes_papers: "（需资质）", " (takes papers)";
        papers_says: "标“需资质”的类目要上传资质材料，请商家在微信公众平台添加，或通过接口上传后提交。", "Those that take papers are added by the merchant in WeChat's console, or by the API with papers that were uploaded.";
        send: "添加", "Add";
        pages: "页面", "Pages";
        pages_says: "体验版代码里的页面，提交审核和生成二维码时会用到。", "Pages of the trial version, for submissions and codes.";
        no_pages: "还没有页面。提交代码后这里会列出来。", "There is none yet: they are listed once code is committed.";
        code: "体验码", "Trial QR code";
    }
}

/// A first level with the second levels below it.
struct Branch<'a> {
    name: &'a str,
    twigs: Vec<Twig<'a>>,
}

struct Twig<'a> {
    value: String,
    name: &'a str,
    takes_papers: bool,
}

#[derive(Template)]
#[template(path = "console/account/categories.html")]
struct Categories<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a CategoriesPage<'a>,
}

impl Categories<'_> {
    /// WeChat's tree, by first levels; a first level without any below it is left out.
    fn tree(&self) -> Vec<Branch<'_>> {
        let all = self.page.all;
        let below = |first: i64| {
            let twigs = all.iter().filter(move |node| node.level == Some(2) && node.father == Some(first));
            twigs.map(move |node| Twig {
                value: format!("{first}-{}", node.id.unwrap_or_default()),
                name: node.name.as_deref().unwrap_or_default(),
                takes_papers: node.sensitive_type == Some(1),
            })
        };
        let firsts = all.iter().filter(|node| node.level == Some(1));
        let branches = firsts.filter_map(|node| {
            let twigs: Vec<Twig<'_>> = below(node.id?).collect();
            (!twigs.is_empty()).then(|| Branch { name: node.name.as_deref().unwrap_or_default(), twigs })
        });
        branches.collect()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn name(&self, one: &GetSetCategoriesReplyCategories) -> String {
        category_name(one)
    }

    fn tag(&self, one: &GetSetCategoriesReplyCategories) -> Tag {
        let (tone, word) = match one.audit_status {
            Some(1) => (Tone::Info, self.words.in_review),
            Some(2) => (Tone::Bad, self.words.rejected),
            _ => (Tone::Good, self.words.approved),
        };
        Tag { tone, word }
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn why(&self, one: &GetSetCategoriesReplyCategories) -> Vec<String> {
        reason::lines(one.audit_reason.as_deref().unwrap_or_default())
    }

    /// Where the question before its removal is.
    fn removal(&self, one: &GetSetCategoriesReplyCategories) -> String {
        let [first, second] = [one.first, one.second].map(|number| number.unwrap_or_default().to_string());
        with_query(&format!("{}/categories/delete", self.head.base), &[("first", &first), ("second", &second)])
    }

    /// The trial version's QR code for a page.
    fn trial(&self, path: &str) -> String {
        with_query(&format!("{}/trial", self.head.base), &[("path", path)])
    }
}

/// A category by both its levels.
pub fn category_name(one: &GetSetCategoriesReplyCategories) -> String {
    let levels = [one.first_name.as_deref(), one.second_name.as_deref()];
    levels.into_iter().flatten().filter(|level| !level.is_empty()).collect::<Vec<_>>().join(" / ")
}
