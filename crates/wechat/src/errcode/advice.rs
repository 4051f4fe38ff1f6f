//! What an operator does next about a code: one sentence in each language, and who acts.
//!
//! Codes of the main job (ticket, tokens, authorization, templates, commit, audit, release) have a sentence each; the
//! others get one by kind. A sentence names the thing to do and where; it never repeats WeChat's text, which stands
//! beside it.

use super::{Errcode, Kind};

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

/// The advice for that code.
pub(super) fn of(code: Errcode) -> Advice {
    specific(code).unwrap_or_else(|| by_kind(code.kind()))
}

/// The sentence that only this code has.
pub(super) fn specific(code: Errcode) -> Option<Advice> {
    SPECIFIC.iter().find(|row| row.0 == code.0).map(|&(_, who, en, zh)| Advice { en, zh, who })
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
            "Wait for the next ticket, pushed about every ten minutes; if none comes, restart the pushing.",
            "等待下一次 ticket 推送（约每 10 分钟一次）；若一直没有，请重新启动推送。",
        ),
        Kind::RefreshTokenInvalid => (
            Who::Us,
            "wxfleet looks the refresh token up in WeChat's authorizer list; if that fails, the merchant must authorize again.",
            "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权。",
        ),
        Kind::AuthorizationLost => (
            Who::Merchant,
            "The account does not authorize the platform any more: send the merchant a new authorization link.",
            "该账号已不再授权本平台：请把新的授权链接发给商家。",
        ),
        Kind::FuncNotGranted => (
            Who::Merchant,
            "Ask the merchant to authorize again and to tick the permission set this call needs.",
            "请商家重新授权，并勾选此操作所需的权限集。",
        ),
        Kind::PlatformRefused => (
            Who::Isv,
            "WeChat refuses the platform itself: check appid, secret, IP allow list and state of the platform in WeChat's console.",
            "微信拒绝的是第三方平台本身：请在微信开放平台核对 appid、密钥、IP 白名单与平台状态。",
        ),
        Kind::MinuteLimit => (
            Who::Isv,
            "Too many calls in a short time: wait a minute, then try again.",
            "调用过于频繁：请等待一分钟后重试。",
        ),
        Kind::DayQuota => (
            Who::Isv,
            "The day's calls are used up: go on after 0:00 China time, or reset the quota deliberately.",
            "当日次数已用完：请于北京时间 0 点后继续，或慎重地重置额度。",
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
            "Read WeChat's message; if it stays unclear, ask in WeChat's developer community with the rid.",
            "请查看微信返回的说明；若仍不清楚，请带上 rid 到微信开放社区咨询。",
        ),
    };
    Advice { en, zh, who }
}

/// Code, who acts, English, Chinese; grouped by where an operator meets it.
const SPECIFIC: &[(i64, Who, &str, &str)] = &[
    // Tokens and the platform itself.
    (
        -1,
        Who::WeChat,
        "WeChat is busy: wait a few seconds, see how things stand, then try again; if it lasts, try later.",
        "微信系统繁忙：请稍候几秒，先查询当前状态再重试；若持续出现，请晚些再试。",
    ),
    (
        40001,
        Who::Us,
        "wxfleet fetches a new token and repeats the call once; if it stays, check the platform's secret and whether the account still authorizes us, and that no other system fetches tokens for this platform.",
        "wxfleet 会换取新令牌并重试一次；若仍出现，请核对平台密钥、授权是否仍有效，以及是否有其他系统在为同一平台换取令牌。",
    ),
    (
        40013,
        Who::Isv,
        "Check the appid: it is wrong, or belongs to another account than the token.",
        "请核对 appid：填写有误，或与令牌所属账号不一致。",
    ),
    (
        40014,
        Who::Us,
        "wxfleet fetches a new token and repeats the call once; if it stays, refresh the account's authorization.",
        "wxfleet 会换取新令牌并重试一次；若仍出现，请重新获取该账号的授权。",
    ),
    (
        40030,
        Who::Us,
        "wxfleet looks the refresh token up in the authorizer list; if that fails, the merchant must authorize again.",
        "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权。",
    ),
    (
        40091,
        Who::Us,
        "wxfleet takes a newer ticket; if none is there, restart the pushing and wait some ten minutes.",
        "wxfleet 会改用更新的 ticket；若没有，请重新启动推送并等待约 10 分钟。",
    ),
    (
        40094,
        Who::Us,
        "wxfleet fetches a new platform token and repeats the call once.",
        "wxfleet 会重新获取平台令牌并重试一次。",
    ),
    (
        40125,
        Who::Isv,
        "The platform's secret is wrong, or was reset: copy the present one from WeChat's console into wxfleet (component update).",
        "平台 AppSecret 不正确或已被重置：请从微信开放平台复制当前密钥并更新到 wxfleet（component update）。",
    ),
    (
        40164,
        Who::Isv,
        "Add the outgoing IP that the message names to the allow list in WeChat's console.",
        "请把提示中的出口 IP 加入微信后台的 IP 白名单。",
    ),
    (
        40170,
        Who::Isv,
        "Ask for fewer rows: a page of authorizers holds at most 500.",
        "请减少单次数量：授权方列表每页最多 500 条。",
    ),
    (
        41001,
        Who::Isv,
        "The call went out without a token: report it with the rid, it is a fault in wxfleet or in the calling program.",
        "请求未带令牌：这是 wxfleet 或调用程序的缺陷，请附 rid 反馈。",
    ),
    (
        41002,
        Who::Isv,
        "The call went out without an appid: correct the calling program.",
        "请求缺少 appid：请修正调用程序。",
    ),
    (
        41004,
        Who::Isv,
        "The platform's secret is missing: enter it again (component update).",
        "缺少平台 AppSecret：请重新填写（component update）。",
    ),
    (42001, Who::Us, "wxfleet fetches a new token and repeats the call once.", "wxfleet 会换取新令牌并重试一次。"),
    (
        42002,
        Who::Us,
        "wxfleet looks the refresh token up in the authorizer list; if that fails, the merchant must authorize again.",
        "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权。",
    ),
    (
        42006,
        Who::Us,
        "wxfleet fetches a new platform token and repeats the call once.",
        "wxfleet 会重新获取平台令牌并重试一次。",
    ),
    (
        42007,
        Who::Merchant,
        "The owner changed the password, which ended the authorization: send the merchant a new authorization link.",
        "账号改过密码，授权已失效：请把新的授权链接发给商家。",
    ),
    (43001, Who::Isv, "WeChat wants GET here: correct the calling program.", "该接口须用 GET：请修正调用程序。"),
    (43002, Who::Isv, "WeChat wants POST here: correct the calling program.", "该接口须用 POST：请修正调用程序。"),
    (
        43007,
        Who::Merchant,
        "The account does not authorize the platform: send the merchant an authorization link.",
        "该账号未授权本平台：请把授权链接发给商家。",
    ),
    (44002, Who::Isv, "The body was empty: send {} at the least.", "请求体为空：至少发送 {}。"),
    (
        45009,
        Who::Isv,
        "The day's calls of this API are used up for this account: go on after 0:00 China time; a reset is possible ten times a month.",
        "该账号此接口当日次数已用完：请于北京时间 0 点后继续；每月可重置 10 次。",
    ),
    (
        45011,
        Who::Isv,
        "Too many calls within a minute: wait a minute, then try again.",
        "一分钟内调用过多：请等待一分钟后重试。",
    ),
    (
        45035,
        Who::Isv,
        "Add the server's outgoing IP to the allow list in WeChat's console.",
        "请把服务器出口 IP 加入微信后台的 IP 白名单。",
    ),
    (
        47001,
        Who::Isv,
        "WeChat could not read the body: check its fields and that it is UTF-8 JSON.",
        "微信无法解析请求体：请检查字段，并确认是 UTF-8 的 JSON。",
    ),
    (
        48001,
        Who::Merchant,
        "This account has no right to the API: ask the merchant to authorize again with the permission set, or to verify the account.",
        "该账号没有此接口权限：请商家重新授权并勾选对应权限集，或先完成账号认证。",
    ),
    (
        48004,
        Who::Merchant,
        "WeChat has blocked this API for a violation: the merchant finds the reason and the appeal in the account's console.",
        "该接口因违规被封禁：请商家登录公众平台查看原因并申诉。",
    ),
    (
        48006,
        Who::Isv,
        "The month's ten quota resets are used up: wait until the quota renews itself.",
        "当月 10 次额度重置已用完：请等待额度自动恢复。",
    ),
    (
        50002,
        Who::Merchant,
        "The account is frozen, closed or restricted: the merchant must clear this with WeChat.",
        "账号被冻结、注销或受限：请商家联系微信处理。",
    ),
    (
        61003,
        Who::Merchant,
        "The account does not authorize this platform any more: send the merchant a new authorization link.",
        "该账号已不再授权本平台：请把新的授权链接发给商家。",
    ),
    (
        61004,
        Who::Isv,
        "Add the server's outgoing IP, which the message names, to the platform's IP allow list in WeChat's console.",
        "请把提示中的服务器出口 IP 加入第三方平台的白名单 IP 列表（微信开放平台后台）。",
    ),
    (
        61005,
        Who::Us,
        "The ticket is older than twelve hours: wxfleet waits for the next push; if none comes, check that WeChat reaches the events URL and restart the pushing.",
        "ticket 已超过 12 小时：wxfleet 等待下一次推送；若一直没有，请确认微信能访问授权事件 URL，并重新启动推送。",
    ),
    (
        61006,
        Who::Us,
        "WeChat does not accept the ticket: wxfleet waits for the next push; check that the platform's appid is the right one.",
        "ticket 无效：wxfleet 等待下一次推送；请核对平台 appid 是否填错。",
    ),
    (
        61007,
        Who::Merchant,
        "A permission set is missing: ask the merchant to authorize again and to tick it (code needs set 18).",
        "缺少权限集：请商家重新授权并勾选（代码管理需权限集 18）。",
    ),
    (
        61009,
        Who::Merchant,
        "The authorization code is invalid or was used: if the account is in the list, all is well; else let the merchant authorize again.",
        "授权码无效或已使用：若账号已在列表中则无需处理，否则请商家重新授权。",
    ),
    (
        61010,
        Who::Merchant,
        "The authorization code has expired or was used: if the account is in the list, all is well; else let the merchant authorize again.",
        "授权码已过期或已使用：若账号已在列表中则无需处理，否则请商家重新授权。",
    ),
    (
        61011,
        Who::Isv,
        "WeChat does not know this platform: check component_appid and the platform's state in WeChat's console.",
        "微信不认可该第三方平台：请核对 component_appid 与平台在微信后台的状态。",
    ),
    (
        61014,
        Who::Isv,
        "This path wants the platform's token: correct the calling program.",
        "该接口须用平台令牌（component_access_token）：请修正调用程序。",
    ),
    (
        61015,
        Who::Isv,
        "This path wants the account's token: correct the calling program.",
        "该接口须用授权账号的令牌（authorizer_access_token）：请修正调用程序。",
    ),
    (
        61016,
        Who::Isv,
        "Confirm this permission set for the platform in WeChat's console, then let the merchant authorize again.",
        "请在微信后台确认平台的该权限集，再让商家重新授权。",
    ),
    (
        61017,
        Who::Merchant,
        "A permission set is not granted: ask the merchant to authorize again and to tick it.",
        "权限集未授权：请商家重新授权并勾选该权限集。",
    ),
    (
        61023,
        Who::Us,
        "wxfleet looks the refresh token up in the authorizer list; if that fails, the merchant must authorize again.",
        "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权。",
    ),
    (
        61024,
        Who::Isv,
        "A platform gets its token by api_component_token alone: correct the calling program.",
        "平台令牌只能通过 api_component_token 获取：请修正调用程序。",
    ),
    (
        61028,
        Who::Isv,
        "The platform is not published to the whole network: publish it in WeChat's console, or add the account to its test list.",
        "第三方平台尚未全网发布：请在微信后台发布，或把该账号加入授权测试名单。",
    ),
    (
        61029,
        Who::Isv,
        "The platform lacks a required permission set: add it in WeChat's console and publish again.",
        "平台缺少必备权限集：请在微信后台添加并重新全网发布。",
    ),
    // Templates and commit.
    (
        85014,
        Who::Isv,
        "The template does not exist (any more): list the templates and choose another.",
        "模板不存在或已删除：请查看模板列表后另选。",
    ),
    (
        85043,
        Who::Isv,
        "The template is broken: upload it again from the developer tool and make a new template of it.",
        "模板已损坏：请用开发者工具重新上传，并重新添加为模板。",
    ),
    (
        85064,
        Who::Isv,
        "This draft or template does not exist (any more): list them and take the id from there; a new upload replaces the draft.",
        "该草稿或模板不存在：请重新查询列表取编号；新的上传会替换旧草稿。",
    ),
    (
        85065,
        Who::Isv,
        "The template library is full (200): delete templates that are not used any more.",
        "模板库已满（200 个）：请删除不再使用的模板。",
    ),
    (
        85013,
        Who::Isv,
        "ext_json is not valid: it must be one JSON object with the keys WeChat allows; correct ext.",
        "ext_json 无效：须为只含允许字段的 JSON 对象，请修正 ext。",
    ),
    (
        85044,
        Who::Isv,
        "The code is too big: at most 2 MB a package and 20 MB in all; slim the template.",
        "代码包过大：每个分包不超过 2 MB，总计不超过 20 MB，请精简模板。",
    ),
    (
        85045,
        Who::Isv,
        "A page in ext_json is not in the template: correct pages, extPages or subPackages.",
        "ext_json 中有模板里不存在的页面：请修正 pages、extPages 或 subPackages。",
    ),
    (
        85046,
        Who::Isv,
        "An entry of tabBar lacks its page path: correct tabBar in ext_json.",
        "tabBar 中有项缺少页面路径：请修正 ext_json 的 tabBar。",
    ),
    (
        85047,
        Who::Isv,
        "pages in ext_json is empty: leave it out, or name at least one page.",
        "ext_json 的 pages 为空：请去掉该字段或至少写一个页面。",
    ),
    (85048, Who::Isv, "ext_json cannot be parsed: check the JSON of ext.", "ext_json 无法解析：请检查 ext 的 JSON。"),
    (
        80066,
        Who::Isv,
        "The plug-in's version is wrong: correct it in the template or in ext_json.",
        "插件版本不正确：请在模板或 ext_json 中修正。",
    ),
    (
        80067,
        Who::Isv,
        "The plug-in does not exist: correct its appid in the template or in ext_json.",
        "找不到插件：请在模板或 ext_json 中修正插件 appid。",
    ),
    (
        80082,
        Who::Merchant,
        "The account may not use this plug-in: the merchant adds it in the console under plug-ins, then commit again.",
        "该账号无权使用此插件：请商家在小程序后台添加该插件，再重新上传代码。",
    ),
    (
        85310,
        Who::Isv,
        "requiredPrivateInfos holds a wrong API name: correct it in the template or in ext_json.",
        "requiredPrivateInfos 中接口名有误：请在模板或 ext_json 中修正。",
    ),
    (
        85311,
        Who::Isv,
        "requiredPrivateInfos holds APIs that exclude each other: keep one of them.",
        "requiredPrivateInfos 中有互斥接口：请只保留其一。",
    ),
    (
        85312,
        Who::Merchant,
        "requiredPrivateInfos holds an API without permission: apply for the API in the account's console, or remove it.",
        "requiredPrivateInfos 含未获权限的接口：请在小程序后台申请开通，或从配置中移除。",
    ),
    (
        85090,
        Who::Isv,
        "Another commit for this account is under way: wait until it has ended, then try again.",
        "该账号有另一个上传正在进行：请等它结束后再试。",
    ),
    (
        9_402_202,
        Who::Isv,
        "WeChat is still busy with the operation before: wait a few seconds, then try again.",
        "微信仍在处理上一个操作：请稍候几秒再试。",
    ),
    (
        9_402_203,
        Who::Isv,
        "A standard template takes only extAppid, ext and window in ext_json: use a normal template, or remove the rest.",
        "标准模板的 ext_json 只允许 extAppid、ext、window：请改用普通模板或去掉其余字段。",
    ),
    (
        -60005,
        Who::Isv,
        "WeChat gives no explanation for this code: check ext_json and the template, then ask WeChat with the rid.",
        "微信未说明此码含义：请检查 ext_json 与模板，仍不行请带 rid 咨询微信。",
    ),
    // Audit.
    (
        61039,
        Who::Isv,
        "WeChat still scans the code for privacy APIs: wait until the scan has ended, then submit again; do not commit again, that starts the scan anew.",
        "微信仍在做隐私检测：请等检测结束后再提交审核；请勿再次上传代码，否则检测重新开始。",
    ),
    (
        61040,
        Who::Isv,
        "The code uses private APIs that are undeclared or not permitted: declare them in requiredPrivateInfos, apply for the permission, or state that they are unused (privacy_api_not_use).",
        "代码用到未声明或未获权限的隐私接口：请在 requiredPrivateInfos 声明、申请权限，或声明未使用（privacy_api_not_use）。",
    ),
    (
        85006,
        Who::Isv,
        "Correct the tags: at most ten, separated by blanks, each of at most 20 characters.",
        "请修正标签：最多 10 个，用空格分开，每个不超过 20 字。",
    ),
    (
        85007,
        Who::Isv,
        "Correct the page path: it must be one of the committed code's pages.",
        "请修正页面路径：须为已上传代码中的页面。",
    ),
    (
        85008,
        Who::Merchant,
        "The account has no approved category yet: the merchant sets one and waits for its approval, then submit again.",
        "账号还没有已通过的类目：请商家设置类目并等待通过后再提交。",
    ),
    (
        85009,
        Who::Isv,
        "A version is in review already: wait for its result, or withdraw it before submitting another.",
        "已有版本在审核中：请等待结果，或先撤回再提交。",
    ),
    (
        85010,
        Who::Isv,
        "An entry of item_list is incomplete: give both category levels by name and id.",
        "item_list 中有项不完整：请填写一级、二级类目的名称与编号。",
    ),
    (85011, Who::Isv, "Correct the title: at most 32 characters.", "请修正标题：最多 32 个字符。"),
    (
        85012,
        Who::Isv,
        "WeChat does not know this auditid for this account: take it from the latest audit.",
        "该账号没有此审核单号：请从最近一次审核取得 auditid。",
    ),
    (85023, Who::Isv, "item_list must hold one to five entries.", "item_list 须有 1 到 5 项。"),
    (
        85051,
        Who::Isv,
        "version_desc or preview_info is too large: shorten the text, or send fewer pictures.",
        "version_desc 或 preview_info 过大：请缩短说明或减少图片。",
    ),
    (
        85058,
        Who::Isv,
        "Nothing was ever submitted for this account: submit a version first.",
        "该账号从未提交过审核：请先提交。",
    ),
    (
        85077,
        Who::Merchant,
        "A category is no longer offered: the merchant chooses another, then submit again with it.",
        "所选类目已下线：请商家改选类目后再提交。",
    ),
    (
        85085,
        Who::Isv,
        "The platform's submissions of this month are used up for all its accounts: wait for the first, or ask WeChat for more.",
        "平台本月的提审额度已用完（所有账号共用）：请等下月 1 日，或向微信申请增加额度。",
    ),
    (85086, Who::Isv, "Commit code first, then submit.", "请先上传代码，再提交审核。"),
    (
        85087,
        Who::Isv,
        "The code jumps to other Mini Programs: declare their appids in navigateToMiniProgramAppIdList and commit again.",
        "代码会跳转其他小程序：请在 navigateToMiniProgramAppIdList 中声明其 appid 后重新上传。",
    ),
    (
        85092,
        Who::Isv,
        "preview_info is malformed: give lists of media ids from uploadmedia.",
        "preview_info 格式有误：请填写由 uploadmedia 得到的 mediaid 列表。",
    ),
    (
        85093,
        Who::Isv,
        "preview_info holds too much: send fewer pictures or videos.",
        "preview_info 文件过多：请减少图片或视频。",
    ),
    (
        85094,
        Who::Isv,
        "Social categories need a declaration about user-made content: fill in ugc_declare and submit again.",
        "社交类目须声明用户生成内容：请填写 ugc_declare 后重新提交。",
    ),
    (
        86000,
        Who::Isv,
        "The wrong kind of token was used: this call needs the authorizer's token that the platform fetched.",
        "令牌种类不对：此接口须用平台代该账号获取的 authorizer_access_token。",
    ),
    (
        86001,
        Who::Isv,
        "This platform has committed no code for the account yet: commit first.",
        "本平台尚未为该账号上传代码：请先上传。",
    ),
    (
        86002,
        Who::Merchant,
        "Name, avatar or introduction of the Mini Program is missing: the merchant completes the profile, then try again.",
        "小程序的名称、头像或简介未填写：请商家补全基本信息后再试。",
    ),
    (
        86007,
        Who::Merchant,
        "WeChat does not let this Mini Program submit: the merchant finds the reason in the account's console.",
        "该小程序被禁止提交审核：请商家登录小程序后台查看原因。",
    ),
    (
        86008,
        Who::Isv,
        "WeChat has punished the platform and takes no submissions: read the notice in WeChat's console and appeal.",
        "平台被处罚，暂不能提交审核：请在微信开放平台查看通知并申诉。",
    ),
    (
        86009,
        Who::Isv,
        "The platform may not submit new Mini Programs for now: read the notice in WeChat's console.",
        "平台暂不能提交新小程序：请在微信开放平台查看通知。",
    ),
    (
        86010,
        Who::Isv,
        "The platform may not submit updates for now: read the notice in WeChat's console.",
        "平台暂不能提交迭代版本：请在微信开放平台查看通知。",
    ),
    (
        87006,
        Who::Isv,
        "Mini Games cannot be submitted through a platform: use WeChat's own console.",
        "小游戏不能由第三方平台提审：请在小程序后台提交。",
    ),
    (
        9_400_001,
        Who::Isv,
        "The development Mini Program has live streaming on: turn it off there and make a new template.",
        "开发小程序开通了直播：请关闭后重新制作模板。",
    ),
    (
        87013,
        Who::Isv,
        "No withdrawals are left: five a day and ten a month per account; go on tomorrow, or wait for the result.",
        "撤回次数已用完：每账号每天 5 次、每月 10 次；请明日再试或等待审核结果。",
    ),
    (
        89401,
        Who::WeChat,
        "WeChat's system is unstable: try again in a few minutes.",
        "微信系统不稳定：请几分钟后再试。",
    ),
    (
        89402,
        Who::Isv,
        "This submission is not waiting for review: look at its status first.",
        "该审核单不在待审队列：请先查看审核状态。",
    ),
    (
        89403,
        Who::Isv,
        "This kind of submission cannot be sped up: wait for the review.",
        "该类审核不支持加急：请等待审核。",
    ),
    (
        89404,
        Who::Us,
        "It was sped up already: wait for the result, two to twelve hours as a rule.",
        "已加急过：请等待结果，通常 2 到 12 小时。",
    ),
    (
        89405,
        Who::Isv,
        "The platform's speed-ups of this month are used up: wait for the first, or for the ordinary review.",
        "平台本月加急次数已用完：请等下月 1 日，或等待普通审核。",
    ),
    // Release, rollback, gray release, visibility.
    (
        85019,
        Who::Isv,
        "There is no version to release: submit one and wait for its approval.",
        "没有可发布的版本：请先提交并等待审核通过。",
    ),
    (
        85020,
        Who::Isv,
        "The version is not approved, so it cannot be released: look at the audit's status.",
        "版本尚未通过审核，不能发布：请查看审核状态。",
    ),
    (
        85021,
        Who::Isv,
        "The state does not allow this change: look at the visit status, and whether anything was ever released.",
        "当前状态不允许更改：请查看可见状态以及是否发布过版本。",
    ),
    (85022, Who::Isv, "The action must be open or close.", "action 只能是 open 或 close。"),
    (
        85052,
        Who::Us,
        "This version is online already: check the versions, nothing to do.",
        "该版本已经发布：请核对版本信息，无需处理。",
    ),
    (
        85079,
        Who::Isv,
        "Nothing is online yet: release a version to everybody before a gray release.",
        "还没有线上版本：请先全量发布一次，再使用分阶段发布。",
    ),
    (
        85080,
        Who::Isv,
        "The submitted version is not approved: wait for the approval before a gray release.",
        "提交的版本尚未通过审核：请等待通过后再分阶段发布。",
    ),
    (85081, Who::Isv, "The percentage must be between 0 and 100.", "比例须在 0 到 100 之间。"),
    (
        85082,
        Who::Isv,
        "The percentage may only grow: give a higher one, or cancel the gray release.",
        "比例只能增大：请填更高的值，或取消分阶段发布。",
    ),
    (
        87011,
        Who::Isv,
        "A gray release is running: cancel or finish it, then roll back.",
        "正在分阶段发布：请先取消或完成，再回退。",
    ),
    (
        87012,
        Who::Isv,
        "This cannot be undone: there is no earlier version to go back to, or the review has already ended; look at the status first.",
        "无法回退或撤回：没有可回退的版本，或审核已结束；请先查看状态。",
    ),
    (
        40097,
        Who::Isv,
        "A parameter is missing or out of range: check the version number, percentage or action.",
        "参数缺失或超出范围：请检查版本号、比例或 action。",
    ),
    // Testers and domains.
    (
        85001,
        Who::Merchant,
        "The WeChat id does not exist or hides itself from search: check it, or let the person allow to be found by WeChat id.",
        "微信号不存在或不可被搜索：请核对，或请对方允许通过微信号找到自己。",
    ),
    (85002, Who::Isv, "The Mini Program has its maximum of testers: unbind one first.", "体验者已满：请先解绑一位。"),
    (
        85003,
        Who::Merchant,
        "This person tests too many Mini Programs already: choose another, or let them leave one.",
        "该微信号体验的小程序已满：请换人，或请其退出一个。",
    ),
    (85004, Who::Us, "This person is a tester already: nothing to do.", "该微信号已是体验者：无需处理。"),
    (
        85017,
        Who::Isv,
        "Nothing is left to add: the domains are set already, or are not registered with the platform; read the present list.",
        "没有可添加的域名：已设置过，或未在第三方平台登记；请查看当前列表。",
    ),
    (
        85018,
        Who::Isv,
        "Register the domain with the platform first, then assign it.",
        "请先在第三方平台登记该域名，再分配给小程序。",
    ),
    (89019, Who::Us, "The business domains are as wanted already: nothing to do.", "业务域名已是目标状态：无需处理。"),
    // Messages to users.
    (
        40003,
        Who::Isv,
        "This openid is none of this account's users: an openid is good for one account alone.",
        "这个 openid 不是该账号的用户：openid 只在一个账号内有效。",
    ),
    (
        40008,
        Who::Isv,
        "The account cannot send this kind of message: Mini Programs send text, image, link and miniprogrampage.",
        "该账号不能发送这种消息：小程序只能发 text、image、link、miniprogrampage。",
    ),
    (44004, Who::Isv, "The text of the message is empty: give it some.", "消息内容为空：请填写内容。"),
    (
        45015,
        Who::Isv,
        "The user has not written for too long: wait until the user writes, or send a subscription message.",
        "用户太久没有发消息：等用户再发来消息，或改用订阅消息。",
    ),
    (
        45047,
        Who::Isv,
        "Too many messages without an answer: wait until the user writes again.",
        "用户未回复前发送的消息已达上限：等用户再发来消息。",
    ),
    (45072, Who::Isv, "The command must be Typing or CancelTyping.", "command 只能是 Typing 或 CancelTyping。"),
    (
        45080,
        Who::Isv,
        "The typing state can be shown only within 30 seconds of a message from the user.",
        "只有在用户发来消息后 30 秒内才能下发输入状态。",
    ),
    (45081, Who::Us, "The typing state is shown already: nothing to do.", "已经是输入状态：无需处理。"),
];
