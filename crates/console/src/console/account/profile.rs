//! Who an account is, and what its merchant granted.

use askama::Template;
use wxfleet_model::permission_set::{self, FunctionStanding, SetStanding};

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Icon, Id, Refusal, Tag, Tone};
use crate::locale::{Language, words};
use jiff::Timestamp;

/// `GET …/profile`.
#[derive(Debug, Clone, Copy)]
pub struct ProfilePage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl ProfilePage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let account = self.subject.account;
        let (sets, functions) = permission_set::standing(account.kind, &account.func_info);
        crate::rendered(&Profile {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Profile),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
            qr: crate::web_address(&account.profile.qrcode_url),
            sets,
            functions,
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
        authorized: "授权时间", "Authorized";
        withdrawn: "取消授权时间", "Withdrawn";
        token_until: "访问令牌到期", "Access token ends";
        read: "资料更新时间", "Profile read";
        unknown: "未填写", "Not given";
        qr: "账号二维码", "The account's QR code";
        functions: "能做什么", "What works";
        functions_says: "缺少权限的功能会被微信拒绝，请商家重新授权并勾选对应的权限集。", "WeChat refuses what a permission is missing for; the merchant authorizes again and ticks the set.";
        works: "可用", "Works";
        lacks: "缺少权限", "Permission missing";
        needs: "需要权限集", "Needs set";
        sets: "权限集", "Permission sets";
        granted: "已授权", "Granted";
        not_granted: "未授权", "Not granted";
        exclusive: "仅可授权给一个平台", "For one platform only";
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
    sets: Vec<SetStanding>,
    functions: Vec<FunctionStanding>,
}

impl Profile<'_> {
    fn granted(&self, granted: bool) -> Tag {
        let (tone, word) =
            if granted { (Tone::Good, self.words.granted) } else { (Tone::Quiet, self.words.not_granted) };
        Tag { tone, word }
    }

    fn works(&self, works: bool) -> Tag {
        let (tone, word) = if works { (Tone::Good, self.words.works) } else { (Tone::Warn, self.words.lacks) };
        Tag { tone, word }
    }

    /// The sets of which a function needs one, by number and name.
    fn needs(&self, function: &FunctionStanding) -> String {
        let name = |set: &SetStanding| {
            let name = set.known.map_or("", |known| self.language.pick(known.zh, known.en));
            format!("{} {name}", set.id.0)
        };
        let needed = self.sets.iter().filter(|set| function.function.any_of.contains(&set.id));
        needed.map(name).collect::<Vec<_>>().join(" / ")
    }

    fn ago(&self, at: &Timestamp) -> Ago {
        self.chrome.ago(at)
    }

    fn id<'b>(&self, text: &'b str) -> Id<'b> {
        Id { text, language: self.language }
    }
}
