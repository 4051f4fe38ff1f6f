//! The links on which a merchant authorizes us, and what comes back in the browser.
//!
//! Two pages of WeChat's: the PC page shows a QR code to scan; the H5 page is opened inside WeChat. Both take the same
//! parameters. The page that holds the link and the `redirect_uri` must both be on the platform's registered start
//! domain, and WeChat reads the Referer: so the merchant must click a real link on a page that sends one. A 302, a
//! script without referrer or a pasted URL ends in "the entry domain is empty".
//!
//! There is no `state` parameter: what must come back goes into the `redirect_uri` itself. Back come `auth_code` and
//! `expires_in`, unsigned: untrusted input until `api_query_auth` has said whose code it is.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use crate::errcode::Who;
use crate::id::{Appid, ComponentAppid, FuncscopeId};
use crate::secret::{AuthorizationCode, PreAuthCode};
use crate::wire::percent_encode;

/// Which accounts the page offers to authorize: `auth_type`. 7 is not assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthType {
    /// 1: Official Accounts.
    OfficialAccounts,
    /// 2: Mini Programs.
    MiniPrograms,
    /// 3: both of these.
    Both,
    /// 4: Mini Program promoters (推客).
    Promoter,
    /// 5: Channels accounts.
    Channels,
    /// 6: Official Accounts, Mini Programs and Channels.
    All,
    /// 8: talent assistants.
    TalentAssistant,
}

impl AuthType {
    /// Every type, in WeChat's order.
    pub const ALL: [Self; 7] = [
        Self::OfficialAccounts,
        Self::MiniPrograms,
        Self::Both,
        Self::Promoter,
        Self::Channels,
        Self::All,
        Self::TalentAssistant,
    ];

    /// WeChat's number.
    pub fn number(self) -> i64 {
        match self {
            Self::OfficialAccounts => 1,
            Self::MiniPrograms => 2,
            Self::Both => 3,
            Self::Promoter => 4,
            Self::Channels => 5,
            Self::All => 6,
            Self::TalentAssistant => 8,
        }
    }
}

/// A number that is no `auth_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("auth_type must be one of 1, 2, 3, 4, 5, 6 and 8")]
pub struct UnknownAuthType(pub i64);

impl TryFrom<i64> for AuthType {
    type Error = UnknownAuthType;

    fn try_from(number: i64) -> Result<Self, UnknownAuthType> {
        Self::ALL.into_iter().find(|kind| kind.number() == number).ok_or(UnknownAuthType(number))
    }
}

impl fmt::Display for AuthType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

impl Serialize for AuthType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.number())
    }
}

impl<'de> Deserialize<'de> for AuthType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(crate::wire::int::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Path of the PC page, below `https://mp.weixin.qq.com`.
pub const PC_PATH: &str = "/cgi-bin/componentloginpage";

/// Path of the H5 page, below `https://open.weixin.qq.com`.
pub const H5_PATH: &str = "/wxaopen/safe/bindcomponent";

/// What both links hold. `Debug` shows no code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuthorizationLink {
    /// The platform.
    pub component_appid: ComponentAppid,
    /// A code that no other click has used.
    pub pre_auth_code: PreAuthCode,
    /// Where the browser comes back, on the registered start domain.
    pub redirect_uri: Url,
    /// Which accounts are offered.
    pub auth_type: AuthType,
    /// Only this account may authorize; wins over `auth_type` where the two disagree.
    pub biz_appid: Option<Appid>,
    /// Which permission sets are asked for; all that the platform has published if empty. Reported to be ignored.
    pub category_id_list: Vec<FuncscopeId>,
}

impl AuthorizationLink {
    /// A link for any account of that type and all permission sets.
    pub fn new(
        component_appid: ComponentAppid,
        pre_auth_code: PreAuthCode,
        redirect_uri: Url,
        auth_type: AuthType,
    ) -> Self {
        Self { component_appid, pre_auth_code, redirect_uri, auth_type, biz_appid: None, category_id_list: Vec::new() }
    }

    /// The link of the PC page, which shows a QR code. `mp_base_url` is `https://mp.weixin.qq.com`, or the simulator.
    pub fn pc_url(&self, mp_base_url: &Url) -> String {
        format!("{}{PC_PATH}?{}", base(mp_base_url), self.query())
    }

    /// The link of the H5 page, for opening inside WeChat. `open_base_url` is `https://open.weixin.qq.com`, or the
    /// simulator.
    pub fn h5_url(&self, open_base_url: &Url) -> String {
        let query = self.query();
        format!("{}{H5_PATH}?action=bindcomponent&no_scan=1&{query}#wechat_redirect", base(open_base_url))
    }

    fn query(&self) -> String {
        let mut query = format!(
            "component_appid={}&pre_auth_code={}&redirect_uri={}&auth_type={}",
            self.component_appid,
            percent_encode(self.pre_auth_code.expose()),
            percent_encode(self.redirect_uri.as_str()),
            self.auth_type,
        );
        if let Some(appid) = &self.biz_appid {
            query.push_str("&biz_appid=");
            query.push_str(appid.as_str());
        }
        if !self.category_id_list.is_empty() {
            let ids: Vec<String> = self.category_id_list.iter().map(ToString::to_string).collect();
            query.push_str("&category_id_list=");
            query.push_str(&percent_encode(&ids.join("|")));
        }
        query
    }
}

fn base(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

/// What the browser brings back to the `redirect_uri`. Nothing in it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The code to exchange, whole: the part before `@@@` belongs to it.
    pub auth_code: AuthorizationCode,
    /// How long the code lives from now, in seconds, if told and a number.
    pub expires_in: Option<i64>,
}

/// A redirect that carries no code that could be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("auth_code is missing or is not 1 to {MAX_AUTH_CODE} visible ASCII characters")]
pub struct NoAuthCode;

/// Far more than any code seen; what is longer comes from nobody we know.
const MAX_AUTH_CODE: usize = 512;

impl Returned {
    /// Reads the query of the redirect. Parameters of our own stand beside WeChat's and are passed over.
    pub fn parse(query: &str) -> Result<Self, NoAuthCode> {
        let auth_code = parameter(query, "auth_code").ok_or(NoAuthCode)?;
        let looks_right =
            (1..=MAX_AUTH_CODE).contains(&auth_code.len()) && auth_code.bytes().all(|b| b.is_ascii_graphic());
        if !looks_right {
            return Err(NoAuthCode);
        }
        let expires_in = parameter(query, "expires_in").and_then(|text| text.parse().ok());
        Ok(Self { auth_code: AuthorizationCode::new(auth_code), expires_in })
    }
}

/// The last parameter of that name: WeChat appends its own after ours. A `+` stays one, since codes hold no blanks and
/// WeChat does not promise to encode a plus.
fn parameter(query: &str, name: &str) -> Option<String> {
    let query = query.replace('+', "%2B");
    let found = url::form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name).last();
    found.map(|(_, value)| value.into_owned())
}

/// What the authorization page says when it cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageResult {
    /// The page's code.
    pub code: i64,
    /// What happened and what next, in English.
    pub en: &'static str,
    /// What happened and what next, in Chinese.
    pub zh: &'static str,
    /// Who can mend it.
    pub who: Who,
}

/// The page's result of that code, if we know it.
pub fn page_result(code: i64) -> Option<PageResult> {
    PAGE_RESULTS.iter().find(|result| result.code == code).copied()
}

const fn result(code: i64, who: Who, en: &'static str, zh: &'static str) -> PageResult {
    PageResult { code, en, zh, who }
}

/// Every result of the authorization page that we know.
pub const PAGE_RESULTS: &[PageResult] = &[
    result(-1, Who::WeChat, "WeChat had an internal error: try again in a moment.", "微信系统错误：请稍后重试。"),
    result(
        -11,
        Who::Us,
        "The pre_auth_code is wrong or has expired: open our page again for a fresh link.",
        "预授权码无效或已过期：请重新打开授权页获取新链接。",
    ),
    result(
        -12,
        Who::Merchant,
        "The QR code has expired: reload the page and scan again.",
        "二维码已过期：请刷新页面重新扫码。",
    ),
    result(
        -13,
        Who::Isv,
        "A parameter of the link is wrong: check component_appid, auth_type and redirect_uri.",
        "链接参数错误：请检查 component_appid、auth_type 与 redirect_uri。",
    ),
    result(
        -14,
        Who::Isv,
        "The link was not opened from the registered start domain: register the domain of the public URL in WeChat's console, and click the link on our page.",
        "授权发起页域名不一致：请在微信开放平台登记公网地址的域名，并从我们的页面点击进入。",
    ),
    result(-15, Who::Merchant, "Too many tries: wait a few minutes.", "操作太频繁：请几分钟后再试。"),
    result(
        -16,
        Who::Isv,
        "WeChat has blocked the address we return to: check redirect_uri and its domain.",
        "回跳地址被微信拦截：请检查 redirect_uri 及其域名。",
    ),
    result(
        -19,
        Who::WeChat,
        "WeChat cannot read the authorization: try again later.",
        "微信读取授权信息失败：请稍后重试。",
    ),
    result(
        -20,
        Who::Merchant,
        "The permission sets are the same as before: nothing to do, or tick others.",
        "授权的权限集没有变化：无需处理，或改选其他权限。",
    ),
    result(
        -21,
        Who::Merchant,
        "The account has no administrator bound: bind one in the account's console first.",
        "账号未绑定管理员：请先在公众平台绑定管理员。",
    ),
    result(
        -22,
        Who::Merchant,
        "This WeChat user has no account to authorize: scan as its administrator.",
        "当前微信号没有可授权的账号：请用管理员微信扫码。",
    ),
    result(-23, Who::Merchant, "The authorization failed: try once more.", "授权失败：请再试一次。"),
    result(
        -24,
        Who::Isv,
        "The platform is stopped: look at its state in WeChat's console.",
        "第三方平台已停用：请在微信开放平台查看状态。",
    ),
    result(
        -25,
        Who::Merchant,
        "The account has authorized as many platforms as it may: remove one in the account's console first.",
        "该账号授权的第三方平台数量已达上限：请先在公众平台取消一个。",
    ),
    result(
        -26,
        Who::Merchant,
        "The QR code was used already: reload the page for a new one.",
        "二维码已被使用：请刷新页面。",
    ),
    result(
        -27,
        Who::Merchant,
        "The authorization was not confirmed: confirm it in WeChat.",
        "未确认授权：请在微信中确认。",
    ),
    result(
        -28,
        Who::Us,
        "The pre_auth_code was used already: open our page again for a fresh link.",
        "预授权码已被使用：请重新打开授权页获取新链接。",
    ),
    result(
        -201,
        Who::Merchant,
        "The account has authorized this platform already (an older page says so): nothing to do.",
        "该账号已授权本平台（旧版页面的提示）：无需处理。",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> AuthorizationLink {
        AuthorizationLink::new(
            ComponentAppid::parse("wxc0ffee0000000001").unwrap(),
            PreAuthCode::new("preauthcode@@@a+b/c=&d"),
            Url::parse("https://fleet.example.com/authorize/wxc0ffee0000000001/return?invite=1&to=a b").unwrap(),
            AuthType::MiniPrograms,
        )
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    /// What a browser would send for the link.
    fn read(link: &str) -> Vec<(String, String)> {
        url(link).query_pairs().into_owned().collect()
    }

    #[test]
    fn the_pc_link_is_encoded() {
        let link = link().pc_url(&url("https://mp.weixin.qq.com"));
        assert_eq!(
            link,
            "https://mp.weixin.qq.com/cgi-bin/componentloginpage?component_appid=wxc0ffee0000000001\
             &pre_auth_code=preauthcode%40%40%40a%2Bb%2Fc%3D%26d\
             &redirect_uri=https%3A%2F%2Ffleet.example.com%2Fauthorize%2Fwxc0ffee0000000001%2Freturn%3Finvite%3D1%26to%3Da%2520b\
             &auth_type=2"
        );
        let sent = read(&link);
        assert_eq!(sent[1].1, "preauthcode@@@a+b/c=&d");
        assert!(sent[2].1.ends_with("/return?invite=1&to=a%20b"), "the second parameter of ours is kept");
    }

    #[test]
    fn the_h5_link_has_its_fixed_parts_and_the_fragment() {
        let mut wanted = link();
        wanted.biz_appid = Some(Appid::parse("wxa11ce00000000001").unwrap());
        wanted.category_id_list = vec![FuncscopeId(18), FuncscopeId(30)];
        let link = wanted.h5_url(&url("http://127.0.0.1:8650/"));
        assert!(link.starts_with(
            "http://127.0.0.1:8650/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&component_appid="
        ));
        assert!(link.ends_with("&biz_appid=wxa11ce00000000001&category_id_list=18%7C30#wechat_redirect"), "{link}");
        assert_eq!(read(&link).last().unwrap().1, "18|30");
    }

    #[test]
    fn debug_shows_no_code() {
        assert!(!format!("{:?}", link()).contains("preauthcode@@@"));
    }

    #[test]
    fn seven_is_no_auth_type() {
        let known: Vec<i64> = (-1..10).filter(|&number| AuthType::try_from(number).is_ok()).collect();
        assert_eq!(known, [1, 2, 3, 4, 5, 6, 8]);
        assert_eq!(serde_json::from_str::<AuthType>("\"8\"").unwrap(), AuthType::TalentAssistant);
    }

    #[test]
    fn the_redirect_is_read_with_care() {
        let back = Returned::parse("invite=1&auth_code=queryauthcode%40%40%40a+b%2Fc&expires_in=3600").unwrap();
        assert_eq!(
            back,
            Returned { auth_code: AuthorizationCode::new("queryauthcode@@@a+b/c"), expires_in: Some(3600) }
        );
        assert_eq!(Returned::parse("auth_code=a&expires_in=soon").unwrap().expires_in, None);
        assert_eq!(Returned::parse("auth_code=mine&auth_code=wechats").unwrap().auth_code.expose(), "wechats");
        let long = format!("auth_code={}", "a".repeat(513));
        for bad in ["", "auth_code=", "expires_in=1", "auth_code=%00", "auth_code=%E5%92%96", "auth_code=a%20b", &long]
        {
            assert_eq!(Returned::parse(bad), Err(NoAuthCode), "{bad}");
        }
    }

    #[test]
    fn every_result_of_the_page_is_explained() {
        for result in PAGE_RESULTS {
            assert_eq!(page_result(result.code), Some(*result), "{} stands once", result.code);
            assert!(result.en.ends_with('.') && result.zh.ends_with('。'), "{}", result.code);
        }
        assert_eq!(page_result(-17), None);
    }
}
