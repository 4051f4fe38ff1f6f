//! What problems say, in both languages: what happened, who can mend it, what to do next.

use http::StatusCode;
use wxfleet_engine::error::{Conflict, NotReady, Repeated, What};
use wxfleet_model::permission::Forbidden;
use wxfleet_wechat::client;
use wxfleet_wechat::errcode::{Errcode, Who};

use super::{Both, Problem};

/// The kind of problem in a few words. A status may stand for something else than WeChat's refusal.
pub(super) fn title_of(code: &str, status: StatusCode) -> Both {
    match code {
        "idempotency_key_reused" => {
            Both::new("The Idempotency-Key belongs to another request", "该 Idempotency-Key 属于另一个请求")
        }
        _ => title(status),
    }
}

/// The kind of problem in a few words.
pub(super) fn title(status: StatusCode) -> Both {
    let (en, zh) = match status.as_u16() {
        400 => ("The request is not right", "请求有误"),
        401 => ("No valid API key", "缺少有效的 API 密钥"),
        403 => ("Not permitted", "没有权限"),
        404 => ("Not found", "没有找到"),
        405 => ("Method not allowed", "不支持的请求方法"),
        409 => ("The present state does not allow it", "当前状态不允许此操作"),
        413 => ("The body is too large", "请求体过大"),
        415 => ("Not a JSON body", "请求体不是 JSON"),
        422 => ("WeChat refused", "微信拒绝了此操作"),
        429 => ("A quota or rate is used up", "额度或频率已用尽"),
        502 => ("WeChat failed", "微信侧出错"),
        503 => ("Not ready", "尚未就绪"),
        504 => ("WeChat did not answer in time", "微信没有及时应答"),
        _ => ("Something went wrong", "出现错误"),
    };
    Both::new(en, zh)
}

/// What one does about a status when nothing more is known.
pub(super) fn usual_advice(status: StatusCode) -> (Both, Who) {
    match status.as_u16() {
        400 | 404 | 405 | 413 | 415 => (
            Both::new("Correct the request; /api/docs shows what it takes.", "请更正请求，格式见 /api/docs。"),
            Who::Isv,
        ),
        401 => (
            Both::new(
                "Send `Authorization: Bearer <key>`; an administrator makes a key with `wxfleet key create`.",
                "请带上 `Authorization: Bearer <密钥>`；管理员可用 `wxfleet key create` 创建密钥。",
            ),
            Who::Isv,
        ),
        403 => (
            Both::new(
                "Use a key with a greater role, or ask an administrator.",
                "请换用权限更高的密钥，或联系管理员。",
            ),
            Who::Isv,
        ),
        502..=504 => (
            Both::new(
                "Read how things stand before doing it again: WeChat may have carried it out. Then try again in a while.",
                "请先查询当前状态再重试，微信可能已经执行了操作；稍后再试。",
            ),
            Who::WeChat,
        ),
        _ => (
            Both::new(
                "Try again in a while; if it stays, look for the request id in wxfleet's log.",
                "请稍后重试；如仍然出现，请在 wxfleet 日志中查找该请求 ID。",
            ),
            Who::Isv,
        ),
    }
}

/// The API's word for who can mend it.
pub(super) fn who(who: Who) -> &'static str {
    match who {
        Who::Us => "wxfleet",
        Who::Isv => "isv",
        Who::Merchant => "merchant",
        Who::WeChat => "wechat",
    }
}

/// What axum refused by itself.
pub(super) fn of_plain_status(status: StatusCode) -> Problem {
    let code = match status.as_u16() {
        404 => "no_such_path",
        405 => "method_not_allowed",
        413 => "body_too_large",
        415 => "not_json",
        400..=499 => "bad_request",
        _ => "internal",
    };
    Problem::of_status(status, code, title(status))
}

pub(super) fn not_found_code(what: What) -> &'static str {
    match what {
        What::Component => "component_not_found",
        What::Authorizer => "authorizer_not_found",
        What::Invitation => "invitation_not_found",
        What::Draft => "draft_not_found",
        What::Template => "template_not_found",
        What::Audit => "audit_not_found",
        What::Key => "key_not_found",
        What::Endpoint => "endpoint_not_found",
        What::Call => "call_not_found",
        What::Event => "event_not_found",
        What::Operator => "operator_not_found",
        What::Session => "session_not_found",
        What::SecondFactor => "second_factor_not_found",
        What::FirstStart => "first_start_not_found",
        What::NameAudit => "name_audit_not_found",
        What::Registration => "registration_not_found",
        What::Job => "job_not_found",
        What::View => "view_not_found",
    }
}

pub(super) fn not_found(what: What) -> Both {
    match what {
        What::Component => Both::new("this component is not registered here", "该第三方平台没有在这里登记"),
        What::Authorizer => Both::new("this account is not known here", "这里没有该账号的授权记录"),
        What::Invitation => Both::new("there is no such invitation", "没有这个授权邀请"),
        What::Draft => Both::new("there is no such draft", "没有这个草稿"),
        What::Template => Both::new("there is no such template", "没有这个模板"),
        What::Audit => Both::new("nothing has ever been submitted for audit", "该小程序从未提交过审核"),
        What::Key => Both::new("there is no such living key", "没有这个有效的密钥"),
        What::Operator => Both::new("there is no such operator", "没有这个操作员"),
        What::Session => Both::new("this session has ended already", "这个登录会话已经结束"),
        What::SecondFactor => Both::new("no second factor is being set up", "没有正在设置的两步验证"),
        What::FirstStart => Both::new("this first-start link has ended", "这个首次设置链接已失效"),
        What::Endpoint => Both::new(
            "there is no such endpoint in the catalogue; GET /api/v1/catalogue lists them",
            "接口目录里没有这个接口；目录见 GET /api/v1/catalogue",
        ),
        What::Call => Both::new(
            "this call is not among the last ones that this process made; what was changed stands in the journal",
            "最近的调用里没有这一条；改动类操作请查操作日志",
        ),
        What::Event => {
            Both::new("there is no such event, or it is older than what is kept", "没有这个事件，或者它已超过保留期限")
        }
        What::NameAudit => Both::new("WeChat knows no such review of a name", "微信没有这个改名审核单"),
        What::Registration => Both::new("there is no such registration", "没有这个注册任务"),
        What::Job => Both::new(
            "there is no such job; jobs are kept for 90 days after their end",
            "没有这个批量任务；任务结束 90 天后会清除",
        ),
        What::View => Both::new("there is no such view among yours", "您没有这个视图"),
    }
}

/// Where one finds what there is, and who can mend that something is not there.
pub(super) fn where_to_find(what: What) -> (Both, Who) {
    let (en, zh, who) = match what {
        What::Component => (
            "`wxfleet component list` shows those that are; register one with `wxfleet component add` or under Settings, Platforms. A limited key sees its own alone.",
            "用 `wxfleet component list` 查看已登记的平台；登记用 `wxfleet component add` 或“设置 → 第三方平台”。受限密钥只能看到自己范围内的。",
            Who::Isv,
        ),
        What::Authorizer => (
            "Look for it with `wxfleet authorizer list --q NAME`. If its merchant has authorized the platform, `wxfleet authorizer sync` brings it in; if not, send them the link that `wxfleet authorizer link` makes. A limited key sees its own alone.",
            "用 `wxfleet authorizer list --q 名称` 查找。商家已经授权的，执行 `wxfleet authorizer sync` 同步；还没授权的，用 `wxfleet authorizer link` 生成链接发给商家。受限密钥只能看到自己范围内的。",
            Who::Isv,
        ),
        What::Invitation | What::FirstStart => ("Make a new link.", "请重新生成链接。", Who::Isv),
        What::Draft | What::Template => (
            "`wxfleet template list` and `wxfleet template drafts` show what there is now.",
            "用 `wxfleet template list`、`wxfleet template drafts` 查看现有的模板和草稿。",
            Who::Isv,
        ),
        What::Audit => (
            "Submit a version first: `wxfleet code submit`. `wxfleet code audits` shows what was submitted.",
            "请先提交审核：`wxfleet code submit`；提交过的可用 `wxfleet code audits` 查看。",
            Who::Isv,
        ),
        What::Key => ("GET /api/v1/keys lists those that live.", "有效的密钥见 GET /api/v1/keys。", Who::Isv),
        What::Endpoint => (
            "`wxfleet call --list WORD` finds its name; a path that is in no catalogue goes by `call raw`.",
            "用 `wxfleet call --list 关键词` 查找接口名；目录之外的路径用 `call raw`。",
            Who::Isv,
        ),
        What::Call | What::Event | What::Job | What::Registration | What::NameAudit | What::View => {
            ("Take its name from the list anew.", "请从列表里重新选取。", Who::Isv)
        }
        What::Operator => ("`wxfleet operator list` shows them.", "用 `wxfleet operator list` 查看。", Who::Isv),
        What::Session | What::SecondFactor => ("Sign in again.", "请重新登录。", Who::Isv),
    };
    (Both::new(en, zh), who)
}

pub(super) fn forbidden(forbidden: Forbidden) -> (&'static str, Both) {
    match forbidden {
        Forbidden::Role { action, needs } => (
            "forbidden",
            Both::new(format!("{action} needs the role {needs} or above"), format!("{action} 需要 {needs} 及以上角色")),
        ),
        Forbidden::Limited { action } => (
            "key_limited",
            Both::new(
                format!("{action} reaches further here than the limits of this key"),
                format!("{action} 在这里超出了该密钥的限定范围"),
            ),
        ),
        Forbidden::OutOfReach => {
            ("key_limited", Both::new("this is outside of the limits of this key", "这超出了该密钥的限定范围"))
        }
    }
}

/// What one does about the limits of a key.
pub(super) fn without_limits() -> Both {
    Both::new(
        "Use a key that is not limited to components or labels, or ask an administrator for one.",
        "请换用不限定第三方平台和标签的密钥，或联系管理员。",
    )
}

#[expect(clippy::too_many_lines, reason = "a list: each conflict once, with its words in both languages")]
pub(super) fn conflict(conflict: &Conflict) -> (&'static str, Both, Both, Who) {
    match conflict {
        Conflict::ComponentTaken => (
            "component_taken",
            Both::new("this component is registered already", "该第三方平台已经登记过"),
            Both::new("Change it with PATCH instead.", "请改用 PATCH 修改。"),
            Who::Isv,
        ),
        Conflict::ComponentInUse(count) => (
            "component_in_use",
            Both::new(
                format!("{count} accounts are still authorized to this component"),
                format!("还有 {count} 个账号授权给该第三方平台"),
            ),
            Both::new(
                "Removing it forgets their tokens. If that is meant, repeat with ?force=true.",
                "删除会丢弃这些账号的令牌；确认要删除请加 ?force=true。",
            ),
            Who::Isv,
        ),
        Conflict::Unauthorized => (
            "authorization_lost",
            Both::new("the merchant has withdrawn this account's authorization", "商家已取消该账号的授权"),
            Both::new("Send the merchant a new authorization link.", "请给商家发送新的授权链接。"),
            Who::Merchant,
        ),
        Conflict::Reauthorize => (
            "authorization_lost",
            Both::new(
                "WeChat takes none of this account's refresh tokens any more",
                "微信不再接受该账号的任何刷新令牌",
            ),
            Both::new("Send the merchant a new authorization link.", "请给商家发送新的授权链接，重新授权一次。"),
            Who::Merchant,
        ),
        Conflict::NoApiAbility => (
            "no_api_ability",
            Both::new("WeChat gave no tokens for this account", "微信没有为该账号提供接口令牌"),
            Both::new(
                "The merchant verifies the account at WeChat, then authorizes again.",
                "请商家先在微信完成认证，再重新授权。",
            ),
            Who::Merchant,
        ),
        Conflict::NotAMiniProgram => (
            "not_a_mini_program",
            Both::new("this account is an Official Account and has no code", "该账号是公众号，没有小程序代码"),
            Both::new("Use the appid of a Mini Program.", "请使用小程序的 appid。"),
            Who::Isv,
        ),
        Conflict::NotAnOfficialAccount => (
            "not_an_official_account",
            Both::new(
                "this account is a Mini Program; only Official Accounts have this",
                "该账号是小程序，只有公众号才有这一项",
            ),
            Both::new("Use the appid of an Official Account.", "请使用公众号的 appid。"),
            Who::Isv,
        ),
        Conflict::Code(step) => {
            let errcode = Errcode(step.errcode);
            let advice = errcode.advice();
            ("wechat_state", refusal(errcode, &step.to_string()), Both::new(advice.en, advice.zh), advice.who)
        }
        Conflict::Unsettled(deed) => (
            "unsettled",
            Both::new(
                format!("the outcome of an earlier {deed} on this account is not known yet"),
                format!("该账号之前的一次 {deed} 结果尚未确认"),
            ),
            Both::new(
                "wxfleet asks WeChat by itself; try again in a minute.",
                "wxfleet 正在向微信确认，请一分钟后再试。",
            ),
            Who::Us,
        ),
        Conflict::NothingInReview => (
            "nothing_in_review",
            Both::new("nothing is in review, so nothing can be withdrawn", "没有正在审核的版本，无需撤回"),
            Both::new(
                "`wxfleet code audits APPID` shows how the latest submission ended: what has ended cannot be withdrawn; submit again or release.",
                "用 `wxfleet code audits APPID` 查看最近一次提审的结果：已结束的审核不能撤回，可重新提审或发布。",
            ),
            Who::Isv,
        ),
        Conflict::Raced => (
            "raced",
            Both::new("somebody else changed this at the same moment", "有人同时修改了同一对象"),
            Both::new("Look at it again, then repeat if it is still wanted.", "请重新查看后，按需再操作一次。"),
            Who::Isv,
        ),
        Conflict::Job(_) => (
            "job_state",
            Both::new("the job is not in a state for this any more", "这个批量任务的当前状态不能这样做"),
            Both::new(
                "Look at the job: only one that is under way is stopped, and only one that ended with failures is tried again.",
                "请刷新任务查看：只有进行中的任务能停止，只有已完成且有失败的任务能重试。",
            ),
            Who::Isv,
        ),
        Conflict::ViewTaken => (
            "view_taken",
            Both::new("you have a view of this name already", "您已经有同名的视图"),
            Both::new("Choose another name.", "请换一个名字。"),
            Who::Isv,
        ),
        Conflict::SyncUnderWay => (
            "sync_under_way",
            Both::new("WeChat's list of accounts is being read already", "正在读取微信的授权账号列表"),
            Both::new(
                "Wait for it: GET …/authorizers/sync tells how far it is.",
                "请等它读完：GET …/authorizers/sync 可查看进度。",
            ),
            Who::Us,
        ),
        Conflict::OperatorTaken => (
            "operator_taken",
            Both::new("there is an operator of this name already", "已经有同名的操作员"),
            Both::new(
                "Choose another name. A disabled operator can be let in again.",
                "请换一个名字；如果是已停用的操作员，可以重新启用。",
            ),
            Who::Isv,
        ),
        Conflict::LastAdmin => (
            "last_admin",
            Both::new("this is the last administrator who can sign in", "这是最后一个可以登录的管理员"),
            Both::new("Make somebody else an administrator first.", "请先把另一位操作员设为管理员。"),
            Who::Isv,
        ),
        Conflict::KeptByUs => (
            "kept_by_wxfleet",
            Both::new(
                "this call brings tokens that wxfleet keeps; made beside it, it would take them from under it",
                "此接口返回的令牌由 wxfleet 保管；绕过它调用会使在用的令牌失效",
            ),
            Both::new(
                "Read the account's token with GET …/access-token (permission token:read).",
                "如需账号令牌，请用 GET …/access-token 读取（需要 token:read 权限）。",
            ),
            Who::Isv,
        ),
        Conflict::Repeated(repeated) => repeated_request(*repeated),
        Conflict::InvitationUsed => (
            "invitation_used",
            Both::new("the invitation has already been used", "该授权邀请已被使用"),
            Both::new("Make a new one.", "请重新生成授权链接。"),
            Who::Isv,
        ),
        Conflict::InvitationExpired => (
            "invitation_expired",
            Both::new("the invitation has ended", "该授权邀请已过期"),
            Both::new("Make a new one.", "请重新生成授权链接。"),
            Who::Isv,
        ),
    }
}

/// A request that came before under its `Idempotency-Key`.
fn repeated_request(repeated: Repeated) -> (&'static str, Both, Both, Who) {
    match repeated {
        Repeated::KeyReused => (
            "idempotency_key_reused",
            Both::new(
                "this Idempotency-Key was used for another request in the last 24 hours",
                "该 Idempotency-Key 在 24 小时内已用于另一个请求",
            ),
            Both::new("Take a new key for a new request.", "新的请求请换用新的 Idempotency-Key。"),
            Who::Isv,
        ),
        Repeated::StillRunning => (
            "idempotency_running",
            Both::new(
                "the first request under this Idempotency-Key is still under way",
                "该 Idempotency-Key 的首个请求仍在执行",
            ),
            Both::new("Ask again in a few seconds.", "请过几秒再用同一个 Idempotency-Key 查询。"),
            Who::Us,
        ),
        Repeated::BrokeOff => (
            "idempotency_unknown",
            Both::new(
                "the first request under this Idempotency-Key broke off before it was answered; it may have been carried out",
                "该 Idempotency-Key 的首个请求在应答前中断，可能已经执行",
            ),
            Both::new(
                "Look at the journal and at how things stand; repeat it under a new key if it is still wanted.",
                "请先查看操作日志和当前状态；仍需执行时，请换用新的 Idempotency-Key。",
            ),
            Who::Isv,
        ),
        Repeated::Secret => (
            "idempotency_secret",
            Both::new(
                "the request was carried out, and its answer held a secret that is shown once and not kept",
                "该请求已经执行，应答中的密钥只显示一次，没有保存",
            ),
            Both::new(
                "If the secret was lost, revoke what was made and make another under a new key.",
                "如果没有收到密钥，请吊销已创建的对象，再用新的 Idempotency-Key 重新创建。",
            ),
            Who::Isv,
        ),
        Repeated::TooLarge => (
            "idempotency_too_large",
            Both::new(
                "the request was carried out, and its answer was too large to be kept (over 1 MiB)",
                "该请求已经执行，应答超过 1 MiB，没有保存",
            ),
            Both::new("Read how things stand instead of asking again.", "请查询当前状态，不要重复请求。"),
            Who::Isv,
        ),
    }
}

pub(super) fn not_ready(not_ready: &NotReady) -> (&'static str, Both, Both, Who) {
    match not_ready {
        NotReady::TooManyVisits => (
            "too_many_visits",
            Both::new(
                "the authorization page is being opened more often than WeChat would bear",
                "授权页被打开得过于频繁",
            ),
            Both::new("Open it again in a few seconds.", "请过几秒再打开。"),
            Who::Isv,
        ),
        NotReady::NoTicket => (
            "no_ticket",
            Both::new(
                "no component_verify_ticket that is still good has arrived",
                "还没有收到有效的 component_verify_ticket",
            ),
            Both::new(
                "WeChat pushes one about every ten minutes once the authorization-event URL is set. Check that URL in \
                 WeChat's console, or ask for a push with POST …/ticket/restart.",
                "在微信后台填好授权事件接收 URL 后，微信约每十分钟推送一次。请核对该 URL，或用 POST …/ticket/restart 请求重新推送。",
            ),
            Who::Isv,
        ),
        NotReady::PlatformRefused { errcode, retry_in_secs } => {
            let advice = errcode.advice();
            (
                "platform_refused",
                Both::new(
                    format!("WeChat gave the platform no token ({errcode}); the next try is in {retry_in_secs} s"),
                    format!("微信没有给平台颁发令牌（{errcode}），{retry_in_secs} 秒后自动重试"),
                ),
                Both::new(advice.en, advice.zh),
                advice.who,
            )
        }
    }
}

/// What a code of WeChat's means; its own text when we do not know the code.
pub(super) fn refusal(errcode: Errcode, errmsg: &str) -> Both {
    match errcode.info() {
        Some(info) => Both::new(info.meaning_en.clone(), info.meaning_zh.clone()),
        None => Both::new(format!("WeChat refused: {errmsg}"), format!("微信拒绝：{errmsg}")),
    }
}

/// Hosts that WeChat does not take because the platform has not registered them.
pub(super) fn not_registered(entries: &[String]) -> Both {
    let named = entries.join(", ");
    Both::new(
        format!("WeChat does not take these, because the platform has not registered them: {named}"),
        format!("以下域名没有在第三方平台登记，微信不接受：{named}"),
    )
}

/// What to do about hosts that WeChat did not take.
pub(crate) fn not_registered_advice() -> Both {
    Both::new(
        "Register the hosts with the platform first (`wxfleet domain add --platform`), or set them for this account \
         alone, directly (`--way direct`), which comes into force with its next release.",
        "请先在第三方平台登记这些域名（`wxfleet domain add --platform`），或改用直接配置（`--way direct`），直接配置在下次发布后生效。",
    )
}

pub(super) fn wechat_late() -> Both {
    Both::new("WeChat did not answer in time", "微信没有在规定时间内应答")
}

pub(super) fn wechat_failed(error: &client::Error) -> Both {
    Both::new(format!("WeChat could not be asked: {error}"), format!("无法完成对微信的调用：{error}"))
}
