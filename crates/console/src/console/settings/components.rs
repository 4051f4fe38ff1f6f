//! Platforms, each with a guide: the very values to enter at WeChat, and items that turn green as pushes arrive.

use askama::Template;
use jiff::Timestamp;

use super::{Tab, TabLink, tabs};
use crate::console::address::encoded;
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Empty, Icon, Id, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// How far the set-up of a platform has come, by what was seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setup {
    /// When the newest ticket came: the events URL, the token and the AES key are right.
    pub ticket_at: Option<Timestamp>,
    /// Whether tickets come regularly.
    pub tickets_flow: bool,
    /// Whether there is a good access token: the secret is right, and WeChat lets our address in.
    pub has_token: bool,
    /// Whether an account was authorized: the start page's domain is right.
    pub has_account: bool,
    /// When the newest message or event of an account came: the messages URL is right.
    pub message_at: Option<Timestamp>,
}

impl Setup {
    fn is_whole(self) -> bool {
        self.tickets_flow && self.has_token && self.has_account && self.message_at.is_some()
    }
}

/// A platform as these pages show it.
#[derive(Debug, Clone, Copy)]
pub struct Platform<'a> {
    /// Its appid.
    pub appid: &'a str,
    /// What the ISV calls it.
    pub name: &'a str,
    /// Accounts that are authorized.
    pub authorized: u64,
    /// How far it is set up.
    pub setup: Setup,
}

impl Platform<'_> {
    fn shown(&self) -> &str {
        if self.name.is_empty() { self.appid } else { self.name }
    }

    fn address(&self) -> String {
        format!("/console/settings/platforms/{}", encoded(self.appid))
    }

    fn tag(&self, language: Language) -> Tag {
        let (tone, zh, en) = if !self.setup.has_token {
            (Tone::Bad, "尚未接通", "Not connected")
        } else if !self.setup.tickets_flow {
            (Tone::Warn, "ticket 中断", "No tickets")
        } else if self.setup.is_whole() {
            (Tone::Good, "已接通", "Connected")
        } else {
            (Tone::Info, "待完成", "To be finished")
        };
        Tag { tone, word: language.pick(zh, en) }
    }
}

/// All platforms.
pub struct ComponentsPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The platforms.
    pub components: &'a [Platform<'a>],
    /// Whether one may be added.
    pub may_write: bool,
}

impl ComponentsPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let (frame, words) = (&self.frame, ListWords::of(self.frame.language));
        let button = self.may_write.then(|| (words.add, "/console/settings/platforms/new".to_owned()));
        crate::rendered(&List {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Components, frame.role, frame.language),
            words,
            page: self,
            empty: Empty { icon: Icon("authorize"), says: words.none, hint: words.none_hint, button },
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/components.html")]
struct List<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static ListWords,
    page: &'a ComponentsPage<'a>,
    empty: Empty,
}

words! {
    /// Words of the list of platforms.
    ListWords {
        title: "第三方平台", "Platforms";
        state: "在微信开放平台创建的第三方平台，商家把账号授权给它。", "The third-party platforms made at WeChat, to which merchants authorize their accounts.";
        add: "登记第三方平台", "Register a platform";
        name: "名称", "Name";
        status: "状态", "State";
        accounts: "已授权账号", "Authorized accounts";
        ticket: "最近的 ticket", "Newest ticket";
        never: "从未收到", "None yet";
        none: "还没有登记第三方平台", "No platform is registered yet";
        none_hint: "先在微信开放平台创建第三方平台，再把 AppID、AppSecret 等填到这里。",
            "Make a third-party platform at WeChat's Open Platform, then enter its AppID and AppSecret here.";
    }
}

/// A platform that is to be registered.
pub struct NewComponentPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The appid that was typed before.
    pub appid: &'a str,
    /// The name that was typed before.
    pub name: &'a str,
    /// Why it was not registered.
    pub refusal: Option<Refusal>,
}

impl NewComponentPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&New {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Components, frame.role, frame.language),
            words: FormWords::of(frame.language),
            page: self,
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/component_new.html")]
struct New<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static FormWords,
    page: &'a NewComponentPage<'a>,
}

/// A platform that is to be changed.
pub struct EditComponentPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The platform.
    pub component: Platform<'a>,
    /// Why it was not changed.
    pub refusal: Option<Refusal>,
}

impl EditComponentPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let frame = &self.frame;
        crate::rendered(&Edit {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Components, frame.role, frame.language),
            words: FormWords::of(frame.language),
            page: self,
            address: self.component.address(),
        })
    }
}

#[derive(Template)]
#[template(path = "console/settings/component_edit.html")]
struct Edit<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static FormWords,
    page: &'a EditComponentPage<'a>,
    address: String,
}

words! {
    /// Words of the forms for platforms.
    FormWords {
        new_title: "登记第三方平台", "Register a platform";
        new_state: "以下内容在微信开放平台 → 管理中心 → 第三方平台 → 详情中。", "All this stands at WeChat: Open Platform → Management → Third-party platform → Details.";
        edit_title: "修改第三方平台", "Change the platform";
        edit_state: "留空的项目保持不变。密钥不会显示出来。", "What is left empty stays. Secrets are never shown.";
        appid: "第三方平台 AppID", "Platform's AppID";
        appid_help: "wx 加 16 位字符。", "wx and 16 digits or letters.";
        name: "名称", "Name";
        name_help: "商家授权时会看到。", "Merchants see it when they authorize.";
        secret: "第三方平台 AppSecret", "Platform's AppSecret";
        token: "消息校验 Token", "Message token";
        token_help: "自己设定，两边必须一致。", "Yours to choose; the same here and at WeChat.";
        aes: "消息加解密 Key", "EncodingAESKey";
        aes_help: "43 位字母和数字，两边必须一致。", "43 letters and digits; the same here and at WeChat.";
        submit_new: "登记", "Register";
        submit_edit: "保存", "Save";
        back: "返回", "Back";
    }
}

/// A push of the release check that was rehearsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RehearsedPush {
    /// A push that nobody signed is refused.
    Foreign,
    /// An event to WeChat's Official Account is answered.
    Event,
    /// A text to WeChat's Official Account is answered.
    OfficialAccountText,
    /// A text to WeChat's Mini Program is answered.
    MiniProgramText,
    /// The same text again is answered alike.
    TextAgain,
}

/// One platform with its guide.
pub struct ComponentPage<'a> {
    /// What surrounds the page.
    pub frame: Frame<'a>,
    /// The platform.
    pub component: Platform<'a>,
    /// The server's public address.
    pub public_url: &'a str,
    /// The public host, for the start page's domain.
    pub host: &'a str,
    /// Whether the public address is one that WeChat can reach: HTTPS, or at least a host of the open net.
    pub is_reachable: bool,
    /// Whether it may be changed.
    pub may_write: bool,
    /// The pushes of a rehearsal that was just made, and whether each passed.
    pub rehearsed: Option<&'a [(RehearsedPush, bool)]>,
    /// Why an action was not carried out.
    pub refusal: Option<Refusal>,
}

impl ComponentPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let (frame, language) = (&self.frame, self.frame.language);
        let (appid, base) = (self.component.appid, self.public_url.trim_end_matches('/'));
        let words = GuideWords::of(language);
        let values = vec![
            Value { name: words.start_domain, text: self.host.to_owned(), help: words.start_domain_help },
            Value {
                name: words.events_url,
                text: format!("{base}/wechat/{appid}/events"),
                help: words.events_url_help,
            },
            Value {
                name: words.messages_url,
                text: format!("{base}/wechat/{appid}/messages/$APPID$"),
                help: words.messages_url_help,
            },
        ];
        crate::rendered(&Guide {
            chrome: frame.chrome(),
            tabs: tabs(Tab::Components, frame.role, language),
            words,
            page: self,
            address: self.component.address(),
            values,
            items: self.items(words),
            rehearsed: self.rehearsal(words),
            authorize_url: format!("{base}/authorize/{appid}"),
        })
    }

    /// What the release check would find, item by item: what stands, and what was just tried.
    fn rehearsal(&self, words: &'static GuideWords) -> Vec<(Tag, &'static str)> {
        let Some(pushes) = self.rehearsed else { return Vec::new() };
        let tag = |passed: bool| {
            let (tone, word) = if passed { (Tone::Good, words.passed) } else { (Tone::Bad, words.not_passed) };
            Tag { tone, word }
        };
        let setup = self.component.setup;
        let standing = [
            (self.is_reachable, words.rehearsed_address),
            (setup.tickets_flow, words.rehearsed_ticket),
            (setup.has_token, words.rehearsed_token),
        ];
        let tried = pushes.iter().map(|(push, passed)| {
            let says = match push {
                RehearsedPush::Foreign => words.rehearsed_foreign,
                RehearsedPush::Event => words.rehearsed_event,
                RehearsedPush::OfficialAccountText => words.rehearsed_official,
                RehearsedPush::MiniProgramText => words.rehearsed_mini,
                RehearsedPush::TextAgain => words.rehearsed_again,
            };
            (*passed, says)
        });
        standing.into_iter().chain(tried).map(|(passed, says)| (tag(passed), says)).collect()
    }

    fn items(&self, words: &'static GuideWords) -> Vec<Item> {
        let setup = self.component.setup;
        let item = |done: bool, at: Option<Timestamp>, says: &'static str, otherwise: &'static str| Item {
            done,
            at,
            says,
            otherwise,
        };
        vec![
            item(setup.ticket_at.is_some(), setup.ticket_at, words.ticket, words.ticket_not),
            item(setup.has_token, None, words.token, words.token_not),
            item(setup.has_account, None, words.account, words.account_not),
            item(setup.message_at.is_some(), setup.message_at, words.message, words.message_not),
        ]
    }
}

/// A value to enter at WeChat.
struct Value {
    name: &'static str,
    text: String,
    help: &'static str,
}

/// An item of the guide that turns green.
struct Item {
    done: bool,
    at: Option<Timestamp>,
    says: &'static str,
    otherwise: &'static str,
}

impl Item {
    fn tag(&self, words: &GuideWords) -> Tag {
        if self.done {
            Tag { tone: Tone::Good, word: words.done }
        } else {
            Tag { tone: Tone::Info, word: words.waiting }
        }
    }
}

#[derive(Template)]
#[template(path = "console/settings/component.html")]
struct Guide<'a> {
    chrome: Chrome<'a>,
    tabs: Vec<TabLink>,
    words: &'static GuideWords,
    page: &'a ComponentPage<'a>,
    address: String,
    values: Vec<Value>,
    items: Vec<Item>,
    rehearsed: Vec<(Tag, &'static str)>,
    authorize_url: String,
}

words! {
    /// Words of the guide.
    GuideWords {
        all: "第三方平台", "Platforms";
        edit: "修改", "Change";
        restart: "请求重新推送 ticket", "Ask for tickets again";
        whole: "已接通，推送和接口都正常。", "Connected: pushes arrive and calls work.";
        partly: "按下面两步完成接入，完成的项目会自动变绿。", "Two steps connect it; items turn green by themselves.";
        enter: "1. 填到微信开放平台", "1. Enter these at WeChat";
        enter_note: "微信开放平台 → 管理中心 → 第三方平台 → 详情 → 开发资料。复制时不要增删任何字符。",
            "Open Platform → Management → Third-party platform → Details → Development. Copy them to the letter.";
        unreachable: "服务器的对外地址不是公网 HTTPS 地址，微信访问不到。请先设置 public_url。",
            "The server's public address is no HTTPS address of the open net, so WeChat cannot reach it. Set public_url first.";
        start_domain: "授权发起页域名", "Domain of the start page";
        start_domain_help: "只填域名。商家从这个域名的页面发起授权。", "The host alone. Merchants begin an authorization on its pages.";
        events_url: "授权事件接收 URL", "Authorization-event URL";
        events_url_help: "ticket、授权和取消授权的通知推送到这里。", "Tickets and notices of authorizations are pushed here.";
        messages_url: "消息与事件接收 URL", "Message-and-event URL";
        messages_url_help: "$APPID$ 原样填写，微信会替换成各个账号的 appid。", "Enter $APPID$ as it is; WeChat puts each account's appid in its place.";
        keys_name: "消息校验 Token、消息加解密 Key", "Message token and EncodingAESKey";
        keys_help: "与登记时填写的一致。忘记了可以点“修改”重新设定，两边一起换。", "The same as were entered here. If they are lost, set new ones with “Change”, here and at WeChat.";
        ip_name: "白名单 IP 地址列表", "IP allow-list";
        ip_help: "填服务器访问外网时的出口 IP。不清楚时，看下面“接口调用”这一项：微信拒绝时会说出它看到的 IP。",
            "The address from which this server reaches the net. If you do not know it, WeChat's refusal names the one that it saw.";
        watch: "2. 等待变绿", "2. Wait for green";
        done: "已完成", "Done";
        waiting: "等待中", "Waiting";
        ticket: "收到 ticket", "A ticket arrived";
        ticket_not: "微信每 10 分钟推送一次。一直收不到时，检查授权事件接收 URL、Token 和 Key 是否与微信那边完全一致。",
            "WeChat pushes one every 10 minutes. If none comes, compare the authorization-event URL, the token and the key with WeChat's to the letter.";
        token: "接口调用正常", "Calls to WeChat work";
        token_not: "收到 ticket 后会自动换取接口令牌。一直不成功时，检查 AppSecret 和 IP 白名单。",
            "A token is fetched by itself after the first ticket. If that fails, look at the AppSecret and the IP allow-list.";
        account: "有账号授权成功", "An account was authorized";
        account_not: "全网发布前，先把自己的小程序加为测试账号，再打开商家授权页授权一次：", "Before the full-network release, enter your own Mini Program as a test account and authorize it on the merchants' page:";
        message: "收到账号的消息或事件", "A message or event of an account arrived";
        message_not: "给已授权的公众号发一条消息，或提交一次小程序审核，就会有推送。", "Write to an authorized Official Account, or submit a Mini Program for review, and one comes.";
        rehearse: "全网发布检测预演", "Rehearse the release check";
        rehearse_help: "提交全网发布前预演一次，全部通过再提交。预演用这个平台自己的 Token 和 Key，把微信检测会发的推送在本机走一遍。", "Before the full-network release, rehearse it; submit once all passes. The pushes that WeChat's check sends go through this server, sealed with the platform's own token and key.";
        rehearse_button: "开始预演", "Rehearse";
        rehearse_more: "在服务器上执行下面的命令，还会从外部地址走一遍网络：", "This command, run on the server, also goes through the net by the public address:";
        passed: "通过", "Passed";
        not_passed: "未通过", "Failed";
        rehearsed_address: "对外地址是公网 HTTPS 地址", "The public address is an HTTPS address of the open net";
        rehearsed_ticket: "最近 30 分钟内收到过 ticket", "A ticket arrived within the last 30 minutes";
        rehearsed_token: "接口令牌有效", "The access token is good";
        rehearsed_foreign: "拒绝签名不对的推送", "A push with a wrong signature is refused";
        rehearsed_event: "应答测试公众号的事件推送", "An event of the test Official Account is answered";
        rehearsed_official: "应答测试公众号的文本消息", "A text to the test Official Account is answered";
        rehearsed_mini: "应答测试小程序的文本消息", "A text to the test Mini Program is answered";
        rehearsed_again: "同一条消息重发时给出同样的应答", "The same text sent again is answered alike";
        authorize: "商家授权页", "The merchants' page";
    }
}
