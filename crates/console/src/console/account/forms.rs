//! The two forms on the way of code: committing a template, and submitting what was committed.

use askama::Template;
use wxfleet_model::code::CodeState;
use wxfleet_wechat::id::TemplateId;

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Empty, Icon, Refusal};
use crate::locale::{Language, words};
use jiff::Timestamp;

/// A template that code can be committed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateChoice {
    /// WeChat's number for it.
    pub id: TemplateId,
    /// The version it holds.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// When it was made.
    pub created_at: Option<Timestamp>,
}

/// What stands in the form for a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommitForm {
    /// The chosen template.
    pub template_id: Option<i64>,
    /// The version's name.
    pub user_version: String,
    /// Its description.
    pub user_desc: String,
    /// The account's own settings, a JSON object or nothing.
    pub ext: String,
}

/// `GET …/commit`.
#[derive(Debug, Clone, Copy)]
pub struct CommitPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// What there is to choose from, the newest first.
    pub templates: &'a [TemplateChoice],
    /// What stands in the form.
    pub form: &'a CommitForm,
    /// Why it was not done.
    pub refusal: Option<&'a Refusal>,
}

impl CommitPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let words = Words::of(frame.language);
        crate::rendered(&Commit {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Versions),
            refusal: self.refusal,
            wrong: self.refusal.and_then(|refusal| refusal.field.as_deref()).unwrap_or_default(),
            words,
            page: self,
            empty: Empty {
                icon: Icon("templates"),
                says: words.no_templates,
                hint: words.no_templates_hint,
                button: None,
            },
        })
    }
}

/// A category that a submission can be reviewed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewCategory {
    /// Its levels by name.
    pub name: String,
}

/// What stands in the form for a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmitForm {
    /// Which of the categories, by its place.
    pub category: usize,
    /// The page that is shown to the reviewer.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Words by which it is found.
    pub tag: String,
    /// What this version does.
    pub version_desc: String,
    /// Words to the reviewer after a rejection.
    pub feedback_info: String,
    /// Whether private APIs that the scan found are not used.
    pub privacy_api_not_use: bool,
}

/// `GET …/submit`.
#[derive(Debug, Clone, Copy)]
pub struct SubmitPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Its code.
    pub code: &'a CodeState,
    /// The categories that WeChat named.
    pub categories: &'a [ReviewCategory],
    /// The pages of the trial version.
    pub pages: &'a [String],
    /// What is left of this month's submissions and how many there are, if WeChat said.
    pub quota: Option<(i64, i64)>,
    /// Whether the last submission was sent back.
    pub was_rejected: bool,
    /// What stands in the form.
    pub form: &'a SubmitForm,
    /// Why it was not done.
    pub refusal: Option<&'a Refusal>,
}

impl SubmitPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Submit {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Versions),
            refusal: self.refusal,
            wrong: self.refusal.and_then(|refusal| refusal.field.as_deref()).unwrap_or_default(),
            words: Words::of(frame.language),
            page: self,
        })
    }
}

words! {
    /// Words of the forms.
    Words {
        commit_title: "提交代码", "Commit code";
        commit_says: "选择一个模板，生成这个小程序的体验版。线上版不受影响。", "Choose a template: it becomes the trial version. What is online stays as it is.";
        template: "模板", "Template";
        template_id: "模板号", "Template";
        user_version: "版本号", "Version";
        user_version_help: "最多 64 个字符，用户在小程序资料里能看到。", "At most 64 characters; users see it in the Mini Program's profile.";
        user_desc: "版本说明", "Description";
        ext: "自定义配置 ext.json（可选）", "Settings of this account, ext.json (optional)";
        ext_help: "JSON 对象。可以用 {{appid}} 等占位符；留空则使用模板自带的配置。", "A JSON object. Placeholders such as {{appid}} are filled in; empty takes the template's own.";
        commit: "提交代码", "Commit";
        cancel: "取消", "Cancel";
        no_templates: "还没有可用的模板", "There is no template yet";
        no_templates_hint: "在微信开发者工具里把代码上传为草稿，再把草稿转为模板，就可以提交给各个小程序。", "Upload code as a draft from WeChat's developer tools and make the draft a template; then it can be committed to every account.";
        submit_title: "提交审核", "Submit for review";
        submit_says: "交给微信审核的体验版：", "The trial version that goes to WeChat: ";
        quota: "本月剩余提审次数（平台所有账号共用）", "Submissions left this month, shared by all accounts";
        category: "类目", "Category";
        category_help: "商家在微信公众平台设置的类目。", "As the merchant set them in WeChat's console.";
        no_category: "没有可用于审核的类目，请商家先在微信公众平台添加。", "No category can be reviewed; the merchant adds one in WeChat's console first.";
        page: "给审核员看的页面", "Page for the reviewer";
        title: "页面标题（可选）", "Page title (optional)";
        tag: "标签（可选）", "Tags (optional)";
        tag_help: "最多 10 个，用空格分开。", "At most ten, separated by blanks.";
        version_desc: "给审核员的版本说明（可选）", "What this version does, for the reviewer (optional)";
        feedback: "对上次退回的说明（可选）", "Words on the last rejection (optional)";
        feedback_help: "最多 200 字，说明做了哪些修改。", "At most 200 characters: what you mended.";
        privacy: "没有使用扫描发现的隐私接口", "The private APIs that the scan found are not used";
        privacy_help: "仅当微信提示代码里有未声明的隐私接口、而小程序确实没有使用时勾选。", "Only if WeChat named undeclared private APIs and the Mini Program really uses none.";
        submit: "提交审核", "Submit";
    }
}

#[derive(Template)]
#[template(path = "console/account/commit.html")]
struct Commit<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    wrong: &'a str,
    words: &'static Words,
    page: &'a CommitPage<'a>,
    empty: Empty,
}

impl Commit<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.wrong == field
    }

    fn is_chosen(&self, template: &TemplateChoice) -> bool {
        self.page.form.template_id == Some(template.id.0)
    }

    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }
}

#[derive(Template)]
#[template(path = "console/account/submit.html")]
struct Submit<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    wrong: &'a str,
    words: &'static Words,
    page: &'a SubmitPage<'a>,
}

impl Submit<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.wrong == field
    }
}
