//! The pages on the way in: one calm card, with nothing around it but the language.
//!
//! * [`SignInPage`], [`CodePage`]: name and password, then the second factor.
//! * [`FirstStartPage`]: the first operator of a new server. [`ConfirmPage`]: the password once more.
//! * [`NoticePage`]: what stands in the way, and what to do.

use askama::Template;

use super::address::encoded;
use super::pieces;
use crate::assets::ADDRESSES;
use crate::locale::{Language, words};
use crate::theme::Theme;

/// How a page on the way in is shown.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// In which language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}

/// Why somebody was not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault<'a> {
    /// Name or password are not right.
    Password,
    /// The code is not right.
    Code,
    /// Too many attempts: so many seconds to wait.
    Wait(i64),
    /// The first step was too long ago.
    StartAgain,
    /// The two new passwords differ.
    Differ,
    /// A field is not what it must be: its fault in the page's language.
    Field(&'a str),
}

impl Fault<'_> {
    fn told(self, language: Language) -> String {
        let words = FaultWords::of(language);
        match self {
            Self::Password => words.password.to_owned(),
            Self::Code => words.code.to_owned(),
            Self::StartAgain => words.again.to_owned(),
            Self::Differ => words.differ.to_owned(),
            Self::Field(fault) => fault.to_owned(),
            Self::Wait(secs) => {
                let wait = match (language, secs) {
                    (Language::Zh, ..=90) => format!("{secs} 秒"),
                    (Language::Zh, _) => format!("{} 分钟", (secs + 59) / 60),
                    (Language::En, ..=90) => format!("{secs} seconds"),
                    (Language::En, _) => format!("{} minutes", (secs + 59) / 60),
                };
                words.wait.replace("{wait}", &wait)
            }
        }
    }
}

words! {
    /// What stands in the way.
    FaultWords {
        password: "用户名或密码不正确。", "Name or password is not right.";
        code: "验证码不正确，或已经用过。请等应用显示下一个验证码再试。",
            "The code is not right, or was used already. Wait for the next one in the app.";
        again: "登录已超时，请重新输入密码。", "That took too long; please enter the password again.";
        differ: "两次输入的密码不一致。", "The two passwords differ.";
        wait: "尝试次数过多。请 {wait}后再试；忘记密码可请管理员重置，或在服务器上执行 wxfleet operator reset。",
            "Too many attempts. Try again in {wait}. If the password is lost, an administrator can reset it, or `wxfleet operator reset` on the server.";
    }
}

/// What every card needs.
struct Card {
    tag: &'static str,
    theme: &'static str,
    sheet: &'static str,
    icon: &'static str,
    other_language: &'static str,
    other_tag: &'static str,
    /// What the other language's link carries besides.
    kept: String,
    fault: Option<String>,
}

impl Card {
    fn of(look: Look, kept: &[(&str, &str)], fault: Option<Fault<'_>>) -> Self {
        let language = look.language;
        let kept = kept.iter().filter(|(_, value)| !value.is_empty());
        let kept: Vec<String> = kept.map(|(name, value)| format!("{name}={}&", encoded(value))).collect();
        Self {
            tag: language.tag(),
            theme: look.theme.as_str(),
            sheet: &ADDRESSES.console_card,
            icon: &ADDRESSES.icon,
            other_language: language.pick("English", "中文"),
            other_tag: language.pick("en", "zh"),
            kept: kept.concat(),
            fault: fault.map(|fault| fault.told(language)),
        }
    }
}

/// Name and password.
#[derive(Debug, Clone, Copy)]
pub struct SignInPage<'a> {
    /// How it is shown.
    pub look: Look,
    /// Where to go afterwards; a path of the console.
    pub next: &'a str,
    /// The name that was typed before.
    pub name: &'a str,
    /// What went wrong.
    pub fault: Option<Fault<'a>>,
    /// Nobody can sign in yet: there is no operator.
    pub nobody_yet: bool,
}

impl SignInPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        crate::rendered(&SignIn {
            card: Card::of(self.look, &[("next", self.next)], self.fault),
            words: SignInWords::of(self.look.language),
            next: self.next,
            name: self.name,
            nobody_yet: self.nobody_yet,
        })
    }
}

#[derive(Template)]
#[template(path = "console/sign_in.html")]
struct SignIn<'a> {
    card: Card,
    words: &'static SignInWords,
    next: &'a str,
    name: &'a str,
    nobody_yet: bool,
}

words! {
    /// Words of the sign-in page.
    SignInWords {
        title: "登录 wxfleet 控制台", "Sign in to wxfleet";
        name: "用户名", "Name";
        password: "密码", "Password";
        submit: "登录", "Sign in";
        nobody: "还没有操作员", "There is no operator yet";
        nobody_how: "打开服务器启动时打印的“首次设置”链接，或在服务器上执行：",
            "Open the first-start link that the server printed when it started, or run on the server:";
    }
}

/// The second factor.
#[derive(Debug, Clone, Copy)]
pub struct CodePage<'a> {
    /// How it is shown.
    pub look: Look,
    /// Where to go afterwards.
    pub next: &'a str,
    /// What went wrong.
    pub fault: Option<Fault<'a>>,
}

impl CodePage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        crate::rendered(&Code {
            card: Card::of(self.look, &[("next", self.next)], self.fault),
            words: CodeWords::of(self.look.language),
            next: self.next,
        })
    }
}

#[derive(Template)]
#[template(path = "console/code.html")]
struct Code<'a> {
    card: Card,
    words: &'static CodeWords,
    next: &'a str,
}

words! {
    /// Words of the second step.
    CodeWords {
        title: "两步验证", "Second step";
        code: "验证码", "Code";
        help: "输入验证器应用上显示的 6 位验证码；手机不在身边时，可输入一个恢复码。",
            "Enter the six digits that your authenticator app shows, or one of your recovery codes.";
        submit: "验证并登录", "Verify and sign in";
        back: "换一个用户登录", "Sign in as somebody else";
    }
}

/// The first operator of a new server.
#[derive(Debug, Clone, Copy)]
pub struct FirstStartPage<'a> {
    /// How it is shown.
    pub look: Look,
    /// What the link ended with.
    pub token: &'a str,
    /// The name that was typed before.
    pub name: &'a str,
    /// What went wrong.
    pub fault: Option<Fault<'a>>,
}

impl FirstStartPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        crate::rendered(&FirstStart {
            card: Card::of(self.look, &[("token", self.token)], self.fault),
            words: FirstStartWords::of(self.look.language),
            token: self.token,
            name: self.name,
        })
    }
}

#[derive(Template)]
#[template(path = "console/first_start.html")]
struct FirstStart<'a> {
    card: Card,
    words: &'static FirstStartWords,
    token: &'a str,
    name: &'a str,
}

words! {
    /// Words of the first start.
    FirstStartWords {
        title: "首次设置", "First start";
        lead: "创建第一个操作员。这个账号是管理员，之后可以在设置中添加同事。",
            "Make the first operator. This one is an administrator; colleagues are added in the settings later.";
        name: "用户名", "Name";
        name_help: "会出现在操作日志里，请用能认出你的名字。", "Stands in the journal, so choose one by which you are known.";
        password: "密码", "Password";
        password_help: "至少 10 个字符。几个不相干的词连在一起，既好记又安全。",
            "At least 10 characters. A few unrelated words are easy to remember and hard to guess.";
        again: "再输入一次密码", "The password again";
        submit: "创建并登录", "Make it and sign in";
    }
}

/// The password once more, before something that matters.
#[derive(Debug, Clone, Copy)]
pub struct ConfirmPage<'a> {
    /// How it is shown.
    pub look: Look,
    /// Who is signed in.
    pub name: &'a str,
    /// What the form proves itself with.
    pub csrf: &'a str,
    /// Where to go afterwards.
    pub next: &'a str,
    /// What went wrong.
    pub fault: Option<Fault<'a>>,
}

impl ConfirmPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        crate::rendered(&Confirm {
            card: Card::of(self.look, &[("next", self.next)], self.fault),
            words: ConfirmWords::of(self.look.language),
            name: self.name,
            csrf: self.csrf,
            next: self.next,
        })
    }
}

#[derive(Template)]
#[template(path = "console/confirm.html")]
struct Confirm<'a> {
    card: Card,
    words: &'static ConfirmWords,
    name: &'a str,
    csrf: &'a str,
    next: &'a str,
}

words! {
    /// Words of the page that asks again.
    ConfirmWords {
        title: "请再次输入密码", "Your password once more";
        lead: "接下来的操作涉及密钥或账号安全，需要确认是你本人。10 分钟内不会再问。",
            "What comes next concerns keys or who may sign in, so we make sure that it is you. You are not asked again for 10 minutes.";
        signed_in_as: "当前用户", "Signed in as";
        password: "密码", "Password";
        submit: "继续", "Go on";
        back: "返回控制台", "Back to the console";
    }
}

/// What stands in the way of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The form was not of this session, or is too old.
    StaleForm,
    /// The request came from another site.
    Foreign,
    /// The body was no form of ours.
    NotAForm,
    /// The link of the first start is used up or too old.
    FirstStartOver,
    /// The operator's role does not allow it.
    Forbidden,
    /// There is no such page.
    NotFound,
    /// We failed: the database is away, or worse.
    Trouble,
}

/// A page that says what stands in the way.
#[derive(Debug, Clone, Copy)]
pub struct NoticePage {
    /// How it is shown.
    pub look: Look,
    /// What stands in the way.
    pub notice: Notice,
}

impl NoticePage {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let language = self.look.language;
        let words = NoticeWords::of(language);
        let (title, what) = match self.notice {
            Notice::StaleForm => (words.stale, words.stale_what),
            Notice::Foreign => (words.foreign, words.foreign_what),
            Notice::NotAForm => (words.not_a_form, words.not_a_form_what),
            Notice::FirstStartOver => (words.over, words.over_what),
            Notice::Forbidden => (words.forbidden, words.forbidden_what),
            Notice::NotFound => (words.not_found, words.not_found_what),
            Notice::Trouble => (words.trouble, words.trouble_what),
        };
        crate::rendered(&Told { card: Card::of(self.look, &[], None), title, what, back: words.back })
    }
}

#[derive(Template)]
#[template(path = "console/notice.html")]
struct Told {
    card: Card,
    title: &'static str,
    what: &'static str,
    back: &'static str,
}

words! {
    /// What stands in the way, and what to do.
    NoticeWords {
        stale: "页面已过期", "This page is out of date";
        stale_what: "你可能在别处重新登录过，所以这次提交没有执行。请返回刷新页面后再提交一次。",
            "You may have signed in anew elsewhere, so nothing was done. Go back, reload the page and send it again.";
        foreign: "请求来自别的网站", "The request came from another site";
        foreign_what: "为了安全，控制台只接受自己页面上的操作，这次请求没有执行。如果你是从别处点过来的，请在控制台里操作；如果服务器前面有代理，请让它原样转发 Host 请求头，并检查 public_url 设置。",
            "For safety the console takes actions from its own pages alone, and did nothing now. If a link brought you here, do it from the console. If there is a proxy before the server, let it pass the Host header on unchanged, and see that public_url is right.";
        not_a_form: "无法识别的提交", "This is no form of ours";
        not_a_form_what: "提交的内容不是控制台的表单，没有执行。请返回刷新页面后再试。",
            "What was sent is no form of the console, and nothing was done. Go back, reload the page and try again.";
        over: "这个链接已失效", "This link has ended";
        over_what: "首次设置的链接只能用一次，24 小时内有效。如果已经有操作员，请直接登录；否则重新启动服务会打印新链接，也可以在服务器上执行 `wxfleet operator add`。",
            "A first-start link serves once, within 24 hours. If there is an operator already, sign in; else restart the server, which prints a new link, or run `wxfleet operator add` on the server.";
        forbidden: "没有权限", "Not permitted";
        forbidden_what: "你的角色不能做这件事，没有任何改动。需要时请联系管理员。",
            "Your role does not allow this, and nothing was changed. An administrator can help.";
        not_found: "没有找到", "Not found";
        not_found_what: "这里没有这个页面，或者它指的东西已经不在了。",
            "There is no such page, or what it shows is gone.";
        trouble: "暂时无法处理", "This cannot be done right now";
        trouble_what: "服务器这边出了问题，多半是数据库暂时不可用。请稍后再试；持续出现时请管理员查看服务日志。",
            "Something is wrong on the server, most likely its database is away. Try again in a moment; if it stays, an administrator should look at the server's log.";
        back: "返回控制台", "Back to the console";
    }
}
