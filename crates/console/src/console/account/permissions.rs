//! What the merchant granted: which functions work, which permission set is missing for which, and the link to send to
//! the merchant, who adds it.

use askama::Template;
use wxfleet_model::authorizer::AuthorizerState;
use wxfleet_model::permission_set::{self, FunctionStanding, SetStanding};

use super::{Head, Subject, Tab};
use crate::console::authorization::{Made, MadeLink};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Id, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// `GET …/permissions`.
#[derive(Debug, Clone, Copy)]
pub struct PermissionsPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// What the merchant knows the platform by.
    pub platform_name: &'a str,
    /// The invitation that was just made.
    pub made: Option<MadeLink<'a>>,
    /// How many addresses of the merchant's status page are good.
    pub status_pages: u64,
    /// The one that was just made. It is shown this once.
    pub status_url: Option<&'a str>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl PermissionsPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let account = self.subject.account;
        let (sets, functions) = permission_set::standing(account.kind, &account.func_info);
        crate::rendered(&Permissions {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Permissions),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
            status_url: self.status_url.map(|text| Id { text, language: frame.language }),
            made: self.made.map(|made| Made::of(made, self.platform_name, frame)),
            sets,
            functions,
        })
    }
}

words! {
    /// Words of the page.
    Words {
        functions: "能做什么", "What works";
        works: "可用", "Works";
        lacks: "缺少权限", "Permission missing";
        needs: "需要权限集", "Needs set";
        sets: "权限集", "Permission sets";
        granted: "已授权", "Granted";
        not_granted: "未授权", "Not granted";
        exclusive: "仅可授权给一个平台", "For one platform only";
        opens: "缺少时不可用：", "Without it: no ";
        ask_missing: "下面标出的功能缺少权限，微信会拒绝。把授权链接发给商家，商家确认后几秒内就会生效，已有的设置不受影响。", "WeChat refuses the functions marked below. Send the merchant a link: once they confirm, the functions work within seconds, and nothing that is set is lost.";
        ask_lost: "授权已失效。把授权链接发给商家，商家重新确认后即可继续，已有的设置不受影响。", "The authorization is lost. Send the merchant a link: once they confirm it goes on, and nothing that is set is lost.";
        ask_all: "权限齐全，一切正常。需要更多权限，或商家换了管理员时，可以再发一次授权链接。", "Nothing is missing. A link can be sent again when more is wanted.";
        only: "链接只对这个账号有效，7 天内可用一次。", "The link is for this account alone, good once within 7 days.";
        make: "生成授权链接", "Make the link";
        status: "商家状态页", "The merchant's status page";
        status_says: "商家凭链接查看：授权时间、当前版本、审核进度。授权成功后会直接给商家一个；这里可以再生成一个发给他。", "With its address the merchant sees since when the account is authorized, its version and how reviews stand. One is given after each authorization; another can be made here to send along.";
        status_made: "新链接只显示这一次，请现在发给商家：", "It is shown this once: send it to the merchant now.";
        status_good: "个链接有效", "addresses are good";
        status_none: "还没有有效的链接。", "No address is good.";
        status_make: "生成新链接", "Make an address";
        status_end: "全部作废", "End them all";
        unknown_kind: "还不知道它是小程序还是公众号，读取资料后会列出各项功能。", "Whether it is a Mini Program is not known yet; once its profile was read, the functions are listed.";
    }
}

#[derive(Template)]
#[template(path = "console/account/permissions.html")]
struct Permissions<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a PermissionsPage<'a>,
    made: Option<Made<'a>>,
    status_url: Option<Id<'a>>,
    sets: Vec<SetStanding>,
    functions: Vec<FunctionStanding>,
}

impl Permissions<'_> {
    /// Why the merchant is asked: the tone, and the reason.
    fn why(&self) -> (Tone, &'static str) {
        let lost = [AuthorizerState::Unauthorized, AuthorizerState::Reauthorize];
        if lost.contains(&self.page.subject.account.state()) {
            (Tone::Bad, self.words.ask_lost)
        } else if self.functions.iter().any(|one| !one.works) {
            (Tone::Warn, self.words.ask_missing)
        } else {
            (Tone::Good, self.words.ask_all)
        }
    }

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

    /// The functions that do not work since this set was not granted.
    fn closed(&self, set: &SetStanding) -> String {
        let closed = self.functions.iter().filter(|one| !one.works && one.function.any_of.contains(&set.id));
        let names = closed.map(|one| self.language.pick(one.function.zh, one.function.en));
        names.collect::<Vec<_>>().join(self.language.pick("；", "; "))
    }
}
