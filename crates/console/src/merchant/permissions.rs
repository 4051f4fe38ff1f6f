//! WeChat's permission sets in at most five plain lines. A merchant decides by these lines; WeChat's own page lists
//! the sets by name afterwards.

use wxfleet_wechat::id::FuncscopeId;

use super::authorize::AccountKinds;
use crate::locale::Language;

/// At most so many lines: what fits above the button on a phone.
const MOST_LINES: usize = 5;

/// What one or several permission sets let the platform do: their ids, in Chinese, in English.
type Plain = (&'static [i64], &'static str, &'static str);

/// The lines, the weightiest first. Sets that mean one thing to a merchant share a line.
const PLAIN: &[Plain] = &[
    (
        &[18],
        "上传代码、提交审核、发布版本，设置服务器域名与体验成员",
        "Upload code, submit it for review, release it, set domains and testers",
    ),
    (&[30], "读取名称、头像、类目等基本信息", "Read its name, avatar, categories and other basics"),
    (&[17], "获取小程序码", "Make Mini Program codes"),
    (&[1], "接收和回复粉丝消息", "Receive and answer followers' messages"),
    (&[19, 6], "接收和回复客服消息", "Receive and answer customer service messages"),
    (&[7], "群发与通知消息", "Send broadcasts and notifications"),
    (&[2], "读取和管理粉丝资料与标签", "Read and manage followers and their tags"),
    (&[15], "设置自定义菜单", "Set the menu"),
    (&[11], "管理图文与素材", "Manage articles and media"),
    (&[4], "使用网页授权与网页能力", "Sign followers in on web pages"),
    (&[3], "生成带参数的二维码等账号服务", "Make QR codes and use other account services"),
    (&[25, 24], "绑定微信开放平台账号", "Bind it to an Open Platform account"),
    (&[31], "认证名称检测", "Check names for verification"),
    (&[16], "读取认证状态", "Read the verification state"),
    (&[27, 33], "关联和注册小程序", "Link and register Mini Programs"),
    (&[37, 13, 41], "管理附近门店与商品", "Manage nearby shops and goods"),
    (&[40], "管理插件", "Manage plug-ins"),
    (&[45, 51], "管理物流与即时配送", "Manage logistics and delivery"),
    (&[49], "管理云开发环境", "Manage its cloud environment"),
    (&[52], "管理直播", "Manage live streams"),
    (&[65, 23], "管理广告", "Manage advertising"),
    (&[70, 71, 73, 84, 85], "管理交易组件与订单", "Manage shop components and orders"),
    (&[76], "查看违规与申诉记录", "Read violations and appeals"),
    (&[81], "为试用小程序办理认证", "Verify a trial Mini Program"),
    (&[8], "管理卡券", "Manage cards and coupons"),
    (&[26, 48], "开具电子票据", "Issue e-invoices"),
];

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
    let is_asked = |plain: &&Plain| asked.iter().any(|id| plain.0.contains(&id.0));
    let mut lines: Vec<&Plain> = PLAIN.iter().filter(is_asked).collect();
    let mut told = asked.iter().filter(|id| PLAIN.iter().any(|plain| plain.0.contains(&id.0))).count();
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

    #[test]
    fn an_id_stands_in_one_line_only() {
        let mut seen: Vec<i64> = PLAIN.iter().flat_map(|plain| plain.0).copied().collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
