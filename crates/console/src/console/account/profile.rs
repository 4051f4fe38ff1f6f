//! Who an account is, and what of that can be changed from here: name, introduction, search, labels.

use askama::Template;
use jiff::Timestamp;
use wxfleet_model::name_audit::{NameAudit, NameAuditStatus};
use wxfleet_wechat::account::GetAccountBasicInfoReply;

use super::{Head, Subject, Tab, reason};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Icon, Id, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// What WeChat tells of a Mini Program beyond its stored profile, or why it did not.
#[derive(Debug, Clone, Copy)]
pub struct Profiled<'a> {
    /// Basic information, with how often what may be changed.
    pub basics: Result<&'a GetAccountBasicInfoReply, &'a Refusal>,
    /// Whether search shows it.
    pub searchable: Result<bool, &'a Refusal>,
    /// The reviews of its names, the newest first.
    pub names: &'a [NameAudit],
}

/// What WeChat said of a name that was not set yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedName<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether it takes papers.
    pub needs_papers: bool,
    /// Which, in WeChat's words.
    pub wording: &'a str,
}

/// `GET …/profile`.
#[derive(Debug, Clone, Copy)]
pub struct ProfilePage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// What WeChat tells of it; nothing for Official Accounts.
    pub profiled: Option<Profiled<'a>>,
    /// A name that was checked.
    pub checked: Option<CheckedName<'a>>,
    /// What stands in the field for a new name.
    pub name: &'a str,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl ProfilePage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let account = self.subject.account;
        crate::rendered(&Profile {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Profile),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
            qr: crate::web_address(&account.profile.qrcode_url),
            labels: account.labels.join(" "),
        })
    }
}

words! {
    /// Words of the page.
    Words {
        about: "账号资料", "Profile";
        refresh: "向微信重新读取", "Read again from WeChat";
        original_id: "原始 ID", "Original id";
        alias: "微信号", "WeChat id";
        company: "主体", "Company";
        signature: "介绍", "Introduction";
        verified: "认证", "Verification";
        is_verified: "已认证", "Verified";
        is_not_verified: "未认证", "Not verified";
        authorized: "授权时间", "Authorized";
        withdrawn: "取消授权时间", "Withdrawn";
        token_until: "访问令牌到期", "Access token ends";
        read: "资料更新时间", "Profile read";
        unknown: "未填写", "Not given";
        qr: "账号二维码", "The account's QR code";
        labels: "标签", "Labels";
        labels_help: "用空格分开，最多 20 个，每个最多 32 个字符。", "Separated by blanks; at most 20, each of at most 32 characters.";
        no_labels: "没有标签。", "There are none.";
        save: "保存", "Save";
        name: "名称", "Name";
        name_help: "4 到 30 个字符，一个汉字算 2 个；不能含“小程序”三个字。", "4 to 30 characters, a Chinese one counting two.";
        name_check: "先检测", "Check it first";
        name_set: "提交改名", "Change the name";
        name_good: "这个名称可以直接使用。", "This name can be used as it is.";
        name_papers: "这个名称命中关键词，需要补充材料：", "This name takes papers: ";
        name_elsewhere: "需要材料的名称请商家在微信公众平台提交，或通过接口上传材料后提交。", "Such a name is handed in by the merchant in WeChat's console, or by the API with papers that were uploaded.";
        names: "改名记录", "Names that were handed in";
        left: "还可以修改", "changes left:";
        left_after: " 次", "";
        introduction: "修改介绍", "Change the introduction";
        introduction_help: "4 到 120 个字符。", "4 to 120 characters.";
        search: "搜索", "Search";
        found: "可以被搜索到", "Found by search";
        hidden: "不会被搜索到", "Hidden from search";
        search_says: "关闭后，用户在微信里搜索不到它，但仍可以通过二维码、分享和最近使用打开。", "When it is hidden, users do not find it by search; codes, shares and recent use still lead to it.";
        hide: "不允许被搜索", "Hide it";
        find: "允许被搜索", "Let it be found";
        in_review: "审核中", "In review";
        rejected: "未通过", "Refused";
        approved: "已生效", "In force";
    }
}

#[derive(Template)]
#[template(path = "console/account/profile.html")]
struct Profile<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a ProfilePage<'a>,
    qr: Option<&'a str>,
    labels: String,
}

impl Profile<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.refusal.is_some_and(|refusal| refusal.field.as_deref() == Some(field))
    }

    /// Whether WeChat verified the account; it says so by a number that is not negative.
    fn verified(&self) -> Option<Tag> {
        let verified = self.page.subject.account.profile.verify_type? >= 0;
        let (tone, word) =
            if verified { (Tone::Good, self.words.is_verified) } else { (Tone::Quiet, self.words.is_not_verified) };
        Some(Tag { tone, word })
    }

    fn search_tag(&self, searchable: bool) -> Tag {
        let (tone, word) = if searchable { (Tone::Good, self.words.found) } else { (Tone::Quiet, self.words.hidden) };
        Tag { tone, word }
    }

    fn name_tag(&self, audit: &NameAudit) -> Tag {
        let (tone, word) = match audit.status {
            NameAuditStatus::InReview => (Tone::Info, self.words.in_review),
            NameAuditStatus::Rejected => (Tone::Bad, self.words.rejected),
            NameAuditStatus::Approved => (Tone::Good, self.words.approved),
        };
        Tag { tone, word }
    }

    fn reason(audit: &NameAudit) -> Vec<String> {
        reason::lines(&audit.reason)
    }

    fn signature(&self) -> &str {
        &self.page.subject.account.profile.signature
    }

    /// How often the name may still be changed.
    fn names_left(basics: &GetAccountBasicInfoReply) -> Option<i64> {
        let info = basics.nickname_info.as_ref()?;
        left(info.modify_quota, info.modify_used_count)
    }

    /// How often the introduction may still be changed.
    fn signatures_left(basics: &GetAccountBasicInfoReply) -> Option<i64> {
        let info = basics.signature_info.as_ref()?;
        left(info.modify_quota, info.modify_used_count)
    }

    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }

    fn id<'b>(&self, text: &'b str) -> Id<'b> {
        Id { text, language: self.language }
    }
}

fn left(quota: Option<i64>, used: Option<i64>) -> Option<i64> {
    Some((quota? - used.unwrap_or_default()).max(0))
}
