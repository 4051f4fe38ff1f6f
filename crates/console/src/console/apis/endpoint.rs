//! One API of WeChat's: what it does and needs, a form to call it by, what came back, and the same call as commands.
//!
//! Whatever would be in the way is said before anything is sent: a role that may not, a permission set that the account
//! has not granted, fields that are missing. What changes something is sent only with a tick that says so.

use askama::Template;
use serde_json::Value;
use wxfleet_wechat::catalogue::{AnswerKind, BodyKind, Entry, Remarks};
use wxfleet_wechat::endpoint::Speaker;
use wxfleet_wechat::id::FuncscopeId;

use super::catalogue::speaker_name;
use super::commands::{self, Call};
use super::form::{self, Asked, Input, Typed};
use super::{CALLS, HERE, group_name, of_endpoint};
use crate::console::address::{self, with_query};
use crate::console::errcode::meaning;
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Icon, Id, Refusal, Tag, Told, Tone};
use crate::console::standing::set_name;
use crate::console::tree::Branch;
use crate::locale::{Language, words};

/// `GET` and `POST /console/apis/{id}`.
#[derive(Debug, Clone, Copy)]
pub struct EndpointPage<'a> {
    /// The API.
    pub entry: &'static Entry,
    /// The account that speaks, unless the platform does.
    pub account: Option<Chosen<'a>>,
    /// What was typed to choose an account.
    pub asked: &'a str,
    /// How the call would fare.
    pub outlook: &'a Outlook<'a>,
    /// What stands in the form.
    pub typed: &'a Typed,
    /// The list that is to have one more group.
    pub add: &'a str,
    /// The call that the form makes, if it makes one.
    pub call: Option<Call<'a>>,
    /// Whether the tick is missing that was asked for.
    pub is_unsure: bool,
    /// Why the call was not made, or what WeChat said against it.
    pub refusal: Option<&'a Refusal>,
    /// What came back.
    pub answer: Option<&'a Answer<'a>>,
}

/// An account that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// Its platform.
    pub component: &'a str,
    /// Its appid.
    pub appid: &'a str,
    /// What it is called.
    pub name: &'a str,
}

/// How a call would fare.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outlook<'a> {
    /// Why it would not be made.
    pub refusal: Option<&'a Refusal>,
    /// The permission sets of which the account has granted none.
    pub missing: &'a [FuncscopeId],
    /// The fields that are filled in where they are left out.
    pub filled_in: &'a [&'static str],
    /// The fields that take a secret of ours.
    pub secrets: &'a [&'static str],
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer<'a> {
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// What WeChat said; nothing where it refused and the refusal says so.
    pub value: Option<&'a Value>,
}

impl EndpointPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let (entry, language) = (self.entry, frame.language);
        let words = Words::of(language);
        let field =
            self.refusal.and_then(|refusal| refusal.field.as_deref().map(|field| (field, refusal.what.as_str())));
        let asked = Asked {
            language,
            typed: self.typed,
            add: self.add,
            filled_in: self.outlook.filled_in,
            secrets: self.outlook.secrets,
            wrong: field,
        };
        let here = of_endpoint(&entry.id);
        crate::rendered(&Endpoint {
            chrome: frame.chrome(),
            language,
            words,
            page: self,
            entry,
            title: language.pick(&entry.title_zh, &entry.title_en),
            remarks: language.pick(&entry.remarks_zh, &entry.remarks),
            other_title: language.pick(&entry.title_en, ""),
            group: group_name(&entry.group, language),
            group_address: with_query(HERE, &[("group", &entry.group)]),
            speaker: speaker_name(entry.token, language),
            needs_account: entry.token == Speaker::Authorizer,
            sets: entry.permission_sets.iter().map(|id| set_name(FuncscopeId(*id), language)).collect(),
            missing: self.outlook.missing.iter().map(|id| set_name(*id, language)).collect(),
            grant_address: self.account.map(|chosen| address::of_account(chosen.component, chosen.appid) + "/profile"),
            account_address: self.account.map(|chosen| address::of_account(chosen.component, chosen.appid)),
            risk: match (entry.only_reads(), entry.cannot_be_taken_back()) {
                (true, _) => Tag { tone: Tone::Quiet, word: words.reads },
                (false, false) => Tag { tone: Tone::Warn, word: words.changes },
                (false, true) => Tag { tone: Tone::Bad, word: words.final_ },
            },
            errcodes: entry
                .errcodes
                .iter()
                .filter(|named| named.code.0 != 0)
                .map(|named| {
                    let advice = named.code.advice();
                    let meaning = meaning(named.code, language).unwrap_or_default();
                    (named.code.0, meaning, language.pick(advice.zh, advice.en))
                })
                .collect(),
            inputs: form::inputs(entry, &asked),
            is_multipart: entry.body_kind == BodyKind::Multipart,
            gives_file: entry.response_kind == AnswerKind::BinaryOrJson,
            commands: self.call.map(|call| (commands::cli(entry, &call), commands::curl(entry, &call))),
            answer: self.answer.and_then(|answer| answer.value).map(Branch::of_json),
            took: self.answer.map(|answer| words.took.replace("{}", &answer.took_ms.to_string())).unwrap_or_default(),
            lately: with_query(CALLS, &[("path", &entry.id)]),
            action: format!("{here}#answer"),
            here,
        })
    }
}

#[derive(Template)]
#[template(path = "console/apis/endpoint.html")]
struct Endpoint<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a EndpointPage<'a>,
    entry: &'static Entry,
    title: &'static str,
    remarks: &'static Remarks,
    other_title: &'static str,
    group: &'static str,
    group_address: String,
    speaker: &'static str,
    needs_account: bool,
    sets: Vec<String>,
    missing: Vec<String>,
    grant_address: Option<String>,
    account_address: Option<String>,
    risk: Tag,
    errcodes: Vec<(i64, &'static str, &'static str)>,
    inputs: Vec<Input>,
    is_multipart: bool,
    gives_file: bool,
    commands: Option<(String, String)>,
    answer: Option<Branch>,
    took: String,
    lately: String,
    action: String,
    here: String,
}

impl Endpoint<'_> {
    fn id<'b>(&self, text: &'b str) -> Id<'b> {
        Id { text, language: self.language }
    }
}

words! {
    /// Words of the page.
    Words {
        catalogue: "接口", "APIs";
        reads: "只读", "Only reads";
        changes: "会改动数据", "Changes something";
        final_: "不可撤销", "Cannot be taken back";
        whose: "以谁的名义调用", "In whose name";
        as_platform: "以平台的名义", "The platform";
        choose: "账号名称或 appid", "Account's name or appid";
        use_it: "使用这个账号", "Use this account";
        change: "换一个账号", "Another account";
        choose_first: "这个接口须以账号的名义调用，请先选择账号。", "This API speaks for an account: choose one first.";
        granted: "账号已授予所需的权限集", "The account has granted what is needed";
        not_granted: "账号没有授予所需的权限集，微信多半会以 61007 拒绝：", "The account has not granted what is needed; WeChat will most likely refuse with 61007:";
        grant: "查看授权并生成补授权链接", "See its permissions and make a link";
        request: "请求参数", "Request";
        sample: "已按示例填好，请改成真实的值。带 * 的必填。", "Filled in with the sample; put in real values. What bears a * is required.";
        none: "这个接口没有参数。", "It takes nothing.";
        secrets: "平台的 AppSecret 由 wxfleet 填入，不必也不能在这里填写。", "The platform's AppSecret is filled in by wxfleet and cannot be given here.";
        sure: "我确认：这次调用会真的改动数据", "I am sure: this call changes something for real";
        sure_final: "我确认：这次调用会真的生效，而且不能撤销", "I am sure: this call takes effect and cannot be taken back";
        tick: "请先勾选确认，再发送。", "Tick this first, then send.";
        send: "发送", "Send";
        show: "只生成命令", "Only make the commands";
        file: "成功时浏览器会下载微信返回的文件。", "When it goes well, the browser downloads the file that WeChat gives.";
        done: "微信已执行", "WeChat did it";
        took: "{} 毫秒", "{} ms";
        commands: "同样的调用", "The same call";
        cli: "命令行", "Command line";
        copy: "复制", "Copy";
        facts: "接口说明", "About";
        english: "英文名", "In English";
        name: "接口名", "Name";
        official: "微信的名称", "WeChat's name";
        path: "地址", "Address";
        token: "以谁的名义", "In whose name";
        needs: "需要权限集（任一）", "Needs one of";
        nothing: "无", "None";
        limits: "限制", "Limits";
        mind: "注意", "Mind";
        uncertain: "尚不确定", "Not certain";
        deprecated: "已停用", "Outdated";
        errcodes: "常见返回码", "Return codes";
        errcodes_note: "每个码的含义和处理办法", "What each means, and what to do";
        lately: "最近的调用", "Recent calls";
        answer: "结果", "Answer";
    }
}
