//! WeChat's APIs: all of them to look for, each with a form to call it by, and what was asked lately.
//!
//! * [`catalogue`](CataloguePage): every API by name, path and title. [`endpoint`](EndpointPage): one of them.
//! * [`form`]: a request's shape as inputs, and back. [`commands`](Call): the same call for a shell.
//! * [`lately`](CallsPage): what this process asked of WeChat.

mod catalogue;
mod commands;
mod endpoint;
pub mod form;
mod lately;

pub use self::catalogue::CataloguePage;
pub use self::commands::Call;
pub use self::endpoint::{Answer, Chosen, EndpointPage, Outlook};
pub use self::lately::{AskedCall, CallPage, CallsPage, CallsQuery, Ended};

use super::address::encoded;
use crate::locale::Language;

/// Where the catalogue is.
const HERE: &str = "/console/apis";
/// Where the calls are.
const CALLS: &str = "/console/apis/calls";

/// The page of an API.
pub(super) fn of_endpoint(id: &str) -> String {
    format!("{HERE}/{}", encoded(id))
}

/// The families of the catalogue, in the order of an account's life: WeChat's word, Chinese, English.
const GROUPS: &[(&str, &str, &str)] = &[
    ("component_auth", "第三方平台凭证", "Platform credentials"),
    ("authorizer_info", "授权账号信息", "Authorized accounts"),
    ("register", "注册与认证", "Registration and verification"),
    ("account", "账号信息", "Account information"),
    ("category", "类目", "Categories"),
    ("domain", "域名", "Domains"),
    ("privacy", "隐私保护指引", "Privacy"),
    ("member", "体验成员", "Testers"),
    ("template", "模板库", "Templates"),
    ("code", "代码管理", "Code and review"),
    ("release", "发布", "Release"),
    ("plugin", "插件", "Plug-ins"),
    ("wxacode", "小程序码与链接", "Mini Program codes and links"),
    ("login", "登录与用户", "Login and users"),
    ("message", "消息", "Messages"),
    ("security", "内容安全", "Content security"),
    ("open_account", "开放平台账号", "Open Platform account"),
    ("quota", "额度与排错", "Quotas and diagnosis"),
    ("cloud", "云开发", "Cloud development"),
    ("other", "其他", "Others"),
];

/// What a family is called; one that WeChat adds, by its own word.
fn group_name(group: &str, language: Language) -> &str {
    GROUPS.iter().find(|row| row.0 == group).map_or(group, |(_, zh, en)| language.pick(zh, en))
}

/// The two pages of the section.
struct TabLink {
    address: &'static str,
    name: &'static str,
    here: bool,
}

fn tabs(here: &str, language: Language) -> [TabLink; 2] {
    let of = |address, zh, en| TabLink { address, name: language.pick(zh, en), here: here == address };
    [of(HERE, "接口目录", "Catalogue"), of(CALLS, "调用记录", "Recent calls")]
}

#[cfg(test)]
mod tests {
    use wxfleet_wechat::catalogue;

    use super::*;

    #[test]
    fn every_family_has_its_name() {
        for entry in catalogue::entries() {
            assert_ne!(group_name(&entry.group, Language::En), entry.group, "{}", entry.id);
        }
        assert_eq!(GROUPS.len(), 20);
    }
}
