//! WeChat's permission sets in at most five plain lines. A merchant decides by these lines; WeChat's own page lists
//! the sets by name afterwards.

use wxfleet_model::permission_set::{IN_PLAIN_WORDS, PlainWords};
use wxfleet_wechat::id::FuncscopeId;

use super::authorize::AccountKinds;
use crate::locale::Language;

/// At most so many lines: what fits above the button on a phone.
const MOST_LINES: usize = 5;

/// The five lines for when everything is asked for.
const ALL_OF_MINI_PROGRAM: [(&str, &str); MOST_LINES] = [
    ("读取名称、头像、类目等基本信息", "Read its name, avatar, categories and other basics"),
    ("上传代码、提交审核、发布版本", "Upload code, submit it for review, release it"),
    ("设置服务器域名与体验成员", "Set its server domains and testers"),
    ("接收和回复客服消息", "Receive and answer customer service messages"),
    ("查看访问与运营数据", "Read its visit and usage figures"),
];
const ALL_OF_OFFICIAL_ACCOUNT: [(&str, &str); MOST_LINES] = [
    ("读取名称、头像、认证状态等基本信息", "Read its name, avatar, verification and other basics"),
    ("接收和回复粉丝消息", "Receive and answer followers' messages"),
    ("设置菜单，管理图文与素材", "Set its menu, manage articles and media"),
    ("群发与通知消息", "Send broadcasts and notifications"),
    ("读取和管理粉丝资料", "Read and manage its followers"),
];
const ALL_OF_ANY: [(&str, &str); MOST_LINES] = [
    ("读取名称、头像等基本信息", "Read its name, avatar and other basics"),
    ("小程序：上传代码、提交审核、发布版本", "Mini Program: upload code, submit it for review, release it"),
    ("小程序：设置服务器域名与体验成员", "Mini Program: set its server domains and testers"),
    ("公众号：设置菜单，管理素材，群发通知", "Official Account: set its menu, manage media, send broadcasts"),
    ("接收和回复消息", "Receive and answer messages"),
];

/// What the platform will be able to do, in at most five lines. An empty `asked` asks for everything.
pub(super) fn lines(asked: &[FuncscopeId], accounts: AccountKinds, language: Language) -> Vec<String> {
    if asked.is_empty() {
        let all = match accounts {
            AccountKinds::MiniProgram => ALL_OF_MINI_PROGRAM,
            AccountKinds::OfficialAccount => ALL_OF_OFFICIAL_ACCOUNT,
            AccountKinds::Either | AccountKinds::Any => ALL_OF_ANY,
        };
        return all.iter().map(|(zh, en)| language.pick(*zh, *en).to_owned()).collect();
    }
    let is_asked = |plain: &&PlainWords| asked.iter().any(|id| plain.0.contains(&id.0));
    let mut lines: Vec<&PlainWords> = IN_PLAIN_WORDS.iter().filter(is_asked).collect();
    let mut told = asked.iter().filter(|id| IN_PLAIN_WORDS.iter().any(|plain| plain.0.contains(&id.0))).count();
    if lines.len() > MOST_LINES || (lines.len() == MOST_LINES && told < asked.len()) {
        lines.truncate(MOST_LINES - 1);
        told = asked.iter().filter(|id| lines.iter().any(|plain| plain.0.contains(&id.0))).count();
    }
    let rest = asked.len() - told;
    let more = match (rest, lines.is_empty(), language) {
        (0, ..) => None,
        (_, false, Language::Zh) => Some(format!("另外 {rest} 项权限，微信会在下一页逐项列出")),
        (_, false, Language::En) => Some(format!("{rest} more that WeChat lists one by one on the next page")),
        (_, true, Language::Zh) => Some(format!("{rest} 项权限，微信会在下一页逐项列出")),
        (_, true, Language::En) => Some(format!("{rest} permissions that WeChat lists one by one on the next page")),
    };
    lines.iter().map(|(_, zh, en)| language.pick(*zh, *en).to_owned()).chain(more).collect()
}

/// Whether set 18 is among what is asked of a Mini Program: whoever grants it releases through the platform from then
/// on and no longer from WeChat's own console.
pub(super) fn take_over_releases(asked: &[FuncscopeId], accounts: AccountKinds) -> bool {
    let any = asked.is_empty() || asked.contains(&FuncscopeId(18));
    any && !matches!(accounts, AccountKinds::OfficialAccount)
}

#[cfg(test)]
mod tests {
    use wxfleet_wechat::authorize::AuthType;

    use super::*;

    fn ids(ids: &[i64]) -> Vec<FuncscopeId> {
        ids.iter().copied().map(FuncscopeId).collect()
    }

    #[test]
    fn everything_is_five_lines_for_each_kind() {
        for kinds in AuthType::ALL.map(AccountKinds::from) {
            for language in [Language::Zh, Language::En] {
                assert_eq!(lines(&[], kinds, language).len(), MOST_LINES);
            }
        }
    }

    #[test]
    fn few_sets_are_told_by_name() {
        let told = lines(&ids(&[18, 19]), AccountKinds::MiniProgram, Language::En);
        assert_eq!(
            told,
            [
                "Upload code, submit it for review, release it, set domains and testers",
                "Receive and answer customer service messages"
            ]
        );
    }

    #[test]
    fn many_and_unknown_sets_are_counted_and_none_is_dropped() {
        let many = lines(&ids(&[17, 18, 19, 25, 30, 31, 37, 40]), AccountKinds::MiniProgram, Language::Zh);
        assert_eq!(many.len(), MOST_LINES);
        assert!(many[4].contains("另外 4 项"), "{many:?}");

        let five_and_one = lines(&ids(&[17, 18, 19, 25, 30, 999]), AccountKinds::MiniProgram, Language::En);
        assert_eq!(five_and_one.len(), MOST_LINES);
        assert!(five_and_one[4].starts_with("2 more"), "{five_and_one:?}");

        let unknown = lines(&ids(&[998, 999]), AccountKinds::Any, Language::En);
        assert_eq!(unknown, ["2 permissions that WeChat lists one by one on the next page"]);
    }
}
