//! The words for each problem: title, what happened, what to do next. `{isv}` is the platform's name, `{wanted}` the
//! account that was invited.

/// Who can mend it.
#[derive(Clone, Copy)]
pub(super) enum Who {
    You,
    Isv,
    Wechat,
    Itself,
}

/// One problem in both languages.
pub(super) struct Text {
    /// Who can mend it.
    pub(super) who: Who,
    /// Whether trying again can help.
    pub(super) again: bool,
    /// Title, what happened, what to do next.
    pub(super) zh: [&'static str; 3],
    /// The same in English.
    pub(super) en: [&'static str; 3],
}

pub(super) const INVITATION_EXPIRED: Text = Text {
    who: Who::Isv,
    again: false,
    zh: ["邀请已过期", "这份授权邀请过了有效期，已经关闭。", "请 {isv} 重新发一份邀请。"],
    en: ["This invitation has expired", "Its time is over, so it was closed.", "Ask {isv} for a new one."],
};

pub(super) const INVITATION_USED: Text = Text {
    who: Who::Isv,
    again: false,
    zh: [
        "邀请已经用过",
        "一份邀请只能完成一次授权，这一份已经完成了。",
        "如果是你授权的，不用再做什么。还要授权别的账号，请 {isv} 再发一份邀请。",
    ],
    en: [
        "This invitation was used",
        "An invitation serves one authorization, and this one has served.",
        "If that was you, there is nothing left to do. For another account, ask {isv} for another invitation.",
    ],
};

pub(super) const INVITATION_UNKNOWN: Text = Text {
    who: Who::Isv,
    again: false,
    zh: [
        "没有这份邀请",
        "地址可能没有复制完整，或者邀请已被撤销。",
        "回到原消息重新点开链接。还是不行，请 {isv} 重新发一份。",
    ],
    en: [
        "There is no such invitation",
        "The address may be incomplete, or the invitation was withdrawn.",
        "Open the link from the original message again. If that does not help, ask {isv} for a new one.",
    ],
};

pub(super) const STATUS_UNKNOWN: Text = Text {
    who: Who::Isv,
    again: false,
    zh: [
        "没有这个状态页",
        "地址可能没有复制完整，或者链接已被作废。",
        "请 {isv} 重新发一个状态页链接。账号的授权不受影响。",
    ],
    en: [
        "There is no such page",
        "The address may be incomplete, or it was ended.",
        "Ask {isv} for a new address. The authorization of the account is as it was.",
    ],
};

pub(super) const COMPONENT_UNKNOWN: Text = Text {
    who: Who::Isv,
    again: false,
    zh: ["没有这个第三方平台", "这里没有登记地址中的平台。", "请向发给你链接的人核对地址。"],
    en: [
        "There is no such platform here",
        "The platform in the address is not registered on this server.",
        "Check the address with whoever sent you the link.",
    ],
};

pub(super) const NO_TICKET: Text = Text {
    who: Who::Itself,
    again: true,
    zh: [
        "平台还没准备好",
        "微信还没有把工作凭证推送给这个平台，暂时不能发起授权。微信每 10 分钟推送一次。",
        "请过 10 分钟再打开本页。",
    ],
    en: [
        "The platform is not ready yet",
        "WeChat has not yet sent this platform the ticket it works with, so no authorization can begin. It sends one every ten minutes.",
        "Open this page again in ten minutes.",
    ],
};

pub(super) const PLATFORM_REFUSED: Text = Text {
    who: Who::Isv,
    again: true,
    zh: ["微信没有接受这个平台", "平台在微信的设置有问题，与你的账号无关。", "请把本页截图发给 {isv}，修好后再试。"],
    en: [
        "WeChat refused the platform",
        "The platform's settings at WeChat are at fault, not your account.",
        "Send a screenshot of this page to {isv}, and try again once it is mended.",
    ],
};

pub(super) const CODE_MISSING: Text = Text {
    who: Who::You,
    again: true,
    zh: ["授权没有完成", "微信返回时没有带上授权结果，可能是中途取消或页面被直接打开。", "请重新授权一次。"],
    en: [
        "The authorization was not completed",
        "WeChat came back without a result: it was cancelled on the way, or this page was opened directly.",
        "Please authorize once more.",
    ],
};

pub(super) const CODE_INVALID: Text = Text {
    who: Who::You,
    again: true,
    zh: [
        "授权结果已失效",
        "微信不认这次返回的授权码：它可能已经用过，例如页面被刷新或重复打开。",
        "如果刚才已经看到“授权成功”，不用再做什么；否则请重新授权一次。",
    ],
    en: [
        "This result is no longer good",
        "WeChat does not accept the code it came back with: it may have been used already, for instance by a reload.",
        "If you have seen \"Authorized\" before, there is nothing left to do. Otherwise please authorize once more.",
    ],
};

pub(super) const CODE_EXPIRED: Text = Text {
    who: Who::You,
    again: true,
    zh: ["授权结果过期了", "从你确认到这里收到，隔得太久，微信的授权码已经过期。", "请重新授权一次。"],
    en: [
        "This result came too late",
        "Between your confirmation and its arrival here too much time went by; WeChat's code has expired.",
        "Please authorize once more.",
    ],
};

pub(super) const WRONG_ACCOUNT: Text = Text {
    who: Who::You,
    again: true,
    zh: [
        "授权的不是指定账号",
        "这份邀请只给 AppID 为 {wanted} 的账号，而刚才授权的是另一个。",
        "请用 {wanted} 的管理员微信重新授权。误授权的账号，可在微信公众平台取消。",
    ],
    en: [
        "That was another account",
        "This invitation is for the account with AppID {wanted}, and another one was authorized.",
        "Please authorize again with the WeChat of the administrator of {wanted}. The other one can be withdrawn at mp.weixin.qq.com.",
    ],
};

pub(super) const WECHAT_UNREACHABLE: Text = Text {
    who: Who::Wechat,
    again: true,
    zh: [
        "暂时连不上微信",
        "我们向微信核对这次授权时，没有及时得到回答。",
        "请过一会儿再试。已在微信里确认过的授权不会丢。",
    ],
    en: [
        "WeChat cannot be reached just now",
        "We asked WeChat about this authorization and got no answer in time.",
        "Try again in a while. What you have confirmed in WeChat is not lost.",
    ],
};

pub(super) const WECHAT_BUSY: Text = Text {
    who: Who::Wechat,
    again: true,
    zh: ["微信正忙", "微信请我们稍后再来。", "请过几分钟再试。"],
    en: ["WeChat is busy", "WeChat asked us to come back later.", "Try again in a few minutes."],
};

pub(super) const WECHAT_REFUSED: Text = Text {
    who: Who::Isv,
    again: true,
    zh: ["微信没有同意这次授权", "微信返回了下面的原因。", "可以再试一次。还是不行，请把本页截图发给 {isv}。"],
    en: [
        "WeChat refused this authorization",
        "It gave the reason below.",
        "You may try once more. If it stays, send a screenshot of this page to {isv}.",
    ],
};

pub(super) const OURS: Text = Text {
    who: Who::Itself,
    again: true,
    zh: ["服务暂时不可用", "我们这边没能记下结果，与你的账号无关。", "请过一会儿再试。已在微信里确认过的授权不会丢。"],
    en: [
        "Not available just now",
        "We could not store the result; your account is not at fault.",
        "Try again in a while. What you have confirmed in WeChat is not lost.",
    ],
};
