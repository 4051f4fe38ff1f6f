//! The result codes of WeChat's authorization page. WeChat shows them on its own page, so a merchant comes back here
//! with a number; each is told as what happened and what to do.

use crate::locale::Language;

/// One line of the list.
pub(super) struct PageCode {
    /// As WeChat's page shows them.
    pub(super) codes: &'static str,
    /// What happened.
    pub(super) what: &'static str,
    /// What to do.
    pub(super) next: &'static str,
}

/// Codes, then what happened and what to do, in Chinese and in English.
const CODES: &[(&str, [&str; 2], [&str; 2])] = &[
    (
        "-11 · -12 · -26 · -28",
        ["授权码或二维码过期，或已经用过", "刷新本页，再点一次按钮。"],
        ["The code is out of date or was used before", "Reload this page and use the button again."],
    ),
    (
        "-14",
        [
            "微信没有认出这个页面的域名",
            "请从本页点按钮进入，不要直接粘贴微信的链接。仍然这样，请把截图发给服务商，由其核对“授权发起页域名”。",
        ],
        [
            "WeChat does not know this page's domain",
            "Go there by the button here, not by a pasted link. If it stays, send a screenshot to the platform: its start domain at WeChat needs a look.",
        ],
    ),
    (
        "-1 · -15 · -19 · -23",
        ["微信暂时没能完成", "过几分钟再试一次。"],
        ["WeChat could not do it just now", "Try again in a few minutes."],
    ),
    (
        "-21",
        ["这个公众号还没有绑定管理员微信", "先登录微信公众平台绑定管理员，再回来授权。"],
        ["The account has no administrator bound", "Bind one at mp.weixin.qq.com first, then come back."],
    ),
    (
        "-22",
        ["扫码的微信没有可授权的账号", "换成该账号管理员的微信再扫。"],
        ["The WeChat that scanned has no account to give", "Scan with the administrator's WeChat."],
    ),
    (
        "-25",
        ["这个账号授权的第三方平台已到上限", "登录微信公众平台，取消不再使用的第三方平台授权，再回来。"],
        [
            "The account has authorized as many platforms as it may",
            "Withdraw one at mp.weixin.qq.com that is no longer used, then come back.",
        ],
    ),
    (
        "-27",
        ["授权没有确认完", "再点一次按钮，在手机微信上确认。"],
        ["It was not confirmed to the end", "Use the button again and confirm on the phone."],
    ),
    (
        "-20 · -201",
        ["权限没有变化，账号早已授权", "不用再做什么。"],
        ["Nothing changed: the account is authorized already", "There is nothing left to do."],
    ),
    (
        "-13 · -16 · -24",
        ["服务商的平台设置有问题", "请把截图发给服务商。"],
        ["The platform's own settings are at fault", "Send a screenshot to the platform."],
    ),
];

/// The list, the most likely first.
pub(super) fn all(language: Language) -> Vec<PageCode> {
    let line = |(codes, zh, en): &(&'static str, [&'static str; 2], [&'static str; 2])| {
        let [what, next] = language.pick(*zh, *en);
        PageCode { codes, what, next }
    };
    CODES.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use wxfleet_wechat::authorize::PAGE_RESULTS;

    use super::CODES;

    #[test]
    fn every_code_that_we_know_is_explained_once() {
        let mut told: Vec<i64> =
            CODES.iter().flat_map(|line| line.0.split(" · ")).map(|code| code.parse().expect("a number")).collect();
        told.sort_unstable();
        let mut known: Vec<i64> = PAGE_RESULTS.iter().map(|result| result.code).collect();
        known.sort_unstable();
        assert_eq!(told, known);
    }
}
