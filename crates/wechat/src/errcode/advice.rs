//! What an operator does next about a code: one sentence in each language, and who acts.
//!
//! Every code of the table has a sentence of its own; the families below hold them, one file each, in ascending order.
//! A code that the table does not know gets a sentence by kind. A sentence names the thing to do and where: the command
//! in backticks, as it is typed (words in capitals are to be replaced), or the page of WeChat's console. It never repeats
//! WeChat's text, which stands beside it. `docs/guide/en/errcodes.md` and `docs/guide/zh/errcodes.md` show them all; a
//! test in `tests/errcodes.rs` keeps these fresh.

use std::sync::LazyLock;

use super::{Errcode, Kind};

mod audit;
mod authorization;
mod category;
mod code;
mod domain;
mod link;
mod login;
mod media;
mod message;
mod name;
mod platform;
mod quota;
mod register;
mod release;
mod request;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
    /// Who acts.
    pub who: Who,
}

/// Who can mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// wxfleet, by itself.
    Us,
    /// Who runs the third-party platform: its operators and developers.
    Isv,
    /// Who owns the account.
    Merchant,
    /// WeChat.
    #[serde(rename = "wechat")]
    WeChat,
}

/// Code, who acts, English, Chinese.
type Row = (i64, Who, &'static str, &'static str);

/// Codes that an operator meets in the same place.
#[derive(Debug)]
pub struct Family {
    /// What they have in common, in English.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
    rows: &'static [Row],
}

impl Family {
    /// Its codes, in ascending order.
    pub fn codes(&self) -> impl Iterator<Item = Errcode> + use<> {
        self.rows.iter().map(|row| Errcode(row.0))
    }
}

/// Every family, from what stops everything to what concerns single features.
pub fn families() -> &'static [Family] {
    &FAMILIES
}

static FAMILIES: [Family; 15] = [
    Family { en: "Tokens and the platform itself", zh: "令牌与第三方平台本身", rows: platform::ROWS },
    Family { en: "Authorization and permission sets", zh: "授权与权限集", rows: authorization::ROWS },
    Family { en: "Shape of the request", zh: "请求本身", rows: request::ROWS },
    Family { en: "Quotas, rates and looking things up", zh: "额度、频率与查询工具", rows: quota::ROWS },
    Family { en: "Templates and commit", zh: "模板与上传代码", rows: code::ROWS },
    Family { en: "Audit", zh: "提审与审核", rows: audit::ROWS },
    Family {
        en: "Release, gray release, rollback and visibility",
        zh: "发布、分阶段发布、回退与可见",
        rows: release::ROWS,
    },
    Family { en: "Domains, testers and link rules", zh: "域名、体验者与二维码规则", rows: domain::ROWS },
    Family { en: "Name, avatar and introduction", zh: "名称、头像与简介", rows: name::ROWS },
    Family { en: "Categories and privacy", zh: "类目与隐私", rows: category::ROWS },
    Family { en: "Registration and verification", zh: "注册与认证", rows: register::ROWS },
    Family {
        en: "Open accounts, plug-ins and linked accounts", zh: "开放平台账号、插件与关联", rows: link::ROWS
    },
    Family { en: "Users' sign-in and Mini Program codes", zh: "用户登录与小程序码", rows: login::ROWS },
    Family { en: "Messages and subscriptions", zh: "消息与订阅", rows: message::ROWS },
    Family {
        en: "Material, menus, content checks and the rest", zh: "素材、菜单、内容安全及其他", rows: media::ROWS
    },
];

/// The rows of all families, in the order of their codes.
static SPECIFIC: LazyLock<Vec<&Row>> = LazyLock::new(|| {
    let mut rows: Vec<_> = FAMILIES.iter().flat_map(|family| family.rows).collect();
    rows.sort_unstable_by_key(|row| row.0);
    rows
});

/// The advice for that code.
pub(super) fn of(code: Errcode) -> Advice {
    specific(code).unwrap_or_else(|| by_kind(code.kind()))
}

/// The sentence that only this code has.
fn specific(code: Errcode) -> Option<Advice> {
    let at = SPECIFIC.binary_search_by_key(&code.0, |row| row.0).ok()?;
    let &(_, who, en, zh) = SPECIFIC[at];
    Some(Advice { en, zh, who })
}

fn by_kind(kind: Kind) -> Advice {
    let (who, en, zh) = match kind {
        Kind::Busy => (
            Who::WeChat,
            "WeChat is busy: wait a few seconds, see how things stand, then try again.",
            "微信侧繁忙：请稍候几秒，先查询当前状态再重试。",
        ),
        Kind::TokenStale => (
            Who::Us,
            "Nothing to do: wxfleet fetches a new token and repeats the call once.",
            "无需处理：wxfleet 会换取新令牌并重试一次。",
        ),
        Kind::TicketUnusable => (
            Who::Us,
            "Wait for the next ticket, pushed about every ten minutes; `wxfleet component show` tells when the last one came.",
            "等待下一次 ticket 推送（约每 10 分钟一次）；`wxfleet component show` 可看上次收到的时间。",
        ),
        Kind::RefreshTokenInvalid => (
            Who::Us,
            "wxfleet looks the refresh token up in WeChat's authorizer list; if that fails, the merchant must authorize again: `wxfleet authorizer link --biz-appid APPID`.",
            "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权：`wxfleet authorizer link --biz-appid APPID`。",
        ),
        Kind::AuthorizationLost => (
            Who::Merchant,
            "The account does not authorize the platform any more: send the merchant a new link by `wxfleet authorizer link --biz-appid APPID`.",
            "该账号已不再授权本平台：请用 `wxfleet authorizer link --biz-appid APPID` 生成新链接发给商家。",
        ),
        Kind::FuncNotGranted => (
            Who::Merchant,
            "Ask the merchant to authorize again and to tick the permission set this call needs; `wxfleet authorizer permissions APPID` shows what is granted.",
            "请商家重新授权，并勾选此操作所需的权限集；`wxfleet authorizer permissions APPID` 可看已授权项。",
        ),
        Kind::PlatformRefused => (
            Who::Isv,
            "WeChat refuses the platform itself: run `wxfleet check`, and compare appid, secret, IP allow list and the platform's standing with open.weixin.qq.com.",
            "微信拒绝的是第三方平台本身：请运行 `wxfleet check`，并在微信开放平台核对 appid、密钥、IP 白名单与平台状态。",
        ),
        Kind::MinuteLimit => (
            Who::Isv,
            "Too many calls in a short time: wait a minute, then try again.",
            "调用过于频繁：请等待一分钟后重试。",
        ),
        Kind::DayQuota => (
            Who::Isv,
            "The day's calls are used up: go on after 0:00 China time, or reset an account's calls deliberately by `wxfleet call clear_quota --appid APPID`, the platform's own by `wxfleet call component_clear_quota_v2`.",
            "当日次数已用完：请于北京时间 0 点后继续，或慎用重置：账号的接口用 `wxfleet call clear_quota --appid APPID`，平台自身的用 `wxfleet call component_clear_quota_v2`。",
        ),
        Kind::MonthQuota => (
            Who::Isv,
            "The month's number is used up: it starts anew on the first of next month.",
            "当月次数已用完：下月 1 日恢复。",
        ),
        Kind::Overlap => (
            Who::Isv,
            "An earlier operation still runs: wait until it has ended, then try again.",
            "上一个操作仍在进行：请等它结束后再试。",
        ),
        Kind::AlreadySo => (Who::Us, "It is so already: nothing to do.", "已经是目标状态：无需处理。"),
        Kind::MerchantMustAct => (
            Who::Merchant,
            "The merchant must mend this in the account's own console; then try again.",
            "需商家在该账号的公众平台后台处理，完成后再试。",
        ),
        Kind::CallerFault => (
            Who::Isv,
            "The request is wrong: correct what the message names; repeating it unchanged does not help.",
            "请求内容有误：请按提示修正，原样重试无效。",
        ),
        Kind::StateConflict => (
            Who::Isv,
            "The account's present state or a limit does not allow it: look at the state first, make room or wait.",
            "账号当前状态或数量上限不允许：请先查看状态，腾出额度或等待。",
        ),
        Kind::NotFound => (
            Who::Isv,
            "What the request names does not exist at WeChat: list what there is and take its id from there.",
            "请求所指的对象在微信侧不存在：请先查询列表，再取用其中的编号。",
        ),
        Kind::Other => (
            Who::Isv,
            "Read WeChat's text; `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received; if it stays unclear, ask in WeChat's developer community with the rid.",
            "请查看微信返回的说明；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容；仍不清楚请带 rid 到微信开放社区咨询。",
        ),
    };
    Advice { en, zh, who }
}

#[cfg(test)]
mod tests;
