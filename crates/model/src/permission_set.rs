//! WeChat's permission sets (权限集, `func_info`): what they are called, for which accounts they are, what they mean to
//! a merchant in plain words, and which of our functions need them.
//!
//! WeChat adds sets without notice, so an id that stands in no table here is kept and shown by its number.

use wxfleet_wechat::id::FuncscopeId;

use crate::authorizer::AuthorizerKind;

/// The permission set without which nothing can be done with a Mini Program's code.
pub const DEVELOPMENT: FuncscopeId = FuncscopeId(18);

/// One set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionSet {
    /// WeChat's number for it.
    pub id: FuncscopeId,
    /// For which kind of account.
    pub kind: AuthorizerKind,
    /// WeChat's name of it.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Whether a merchant can grant it to one platform only.
    pub exclusive: bool,
}

const fn mini(id: i64, zh: &'static str, en: &'static str) -> PermissionSet {
    PermissionSet { id: FuncscopeId(id), kind: AuthorizerKind::MiniProgram, zh, en, exclusive: false }
}

const fn exclusive(id: i64, zh: &'static str, en: &'static str) -> PermissionSet {
    PermissionSet { exclusive: true, ..mini(id, zh, en) }
}

const fn official(id: i64, zh: &'static str, en: &'static str) -> PermissionSet {
    PermissionSet { kind: AuthorizerKind::OfficialAccount, ..mini(id, zh, en) }
}

/// Every set that we know.
pub const SETS: &[PermissionSet] = &[
    mini(17, "获取小程序码", "Mini Program codes"),
    exclusive(18, "小程序开发与数据分析", "Development and data analysis"),
    mini(19, "小程序客服管理", "Customer service"),
    exclusive(25, "开放平台账号管理", "Open Platform account"),
    mini(30, "小程序基本信息设置", "Basic information"),
    mini(31, "小程序认证名称检测", "Verification name check"),
    mini(36, "微信卡路里", "Calories"),
    mini(37, "附近地点", "Nearby places"),
    exclusive(40, "小程序插件管理", "Plug-ins"),
    exclusive(41, "好物圈", "Goods circle"),
    exclusive(45, "物流服务", "Logistics"),
    mini(48, "财政电子票据", "Fiscal e-tickets"),
    exclusive(49, "云开发管理", "Cloud development"),
    exclusive(51, "即时配送", "Immediate delivery"),
    mini(52, "小程序直播", "Live streaming"),
    mini(57, "页面推送", "Page push"),
    mini(65, "广告管理", "Advertising"),
    mini(67, "服务平台", "Service market"),
    mini(70, "标准版交易组件商品管理", "Standard trade component: goods"),
    mini(71, "标准版交易组件订单与物流管理", "Standard trade component: orders and logistics"),
    exclusive(73, "标准版交易组件接入", "Standard trade component: access"),
    exclusive(76, "违规与交易投诉", "Violations and complaints"),
    exclusive(81, "试用小程序快速认证", "Fast verification of trial Mini Programs"),
    mini(84, "标准版交易组件营销", "Standard trade component: marketing"),
    mini(85, "自定义版交易组件", "Custom trade component"),
    mini(86, "获取体验二维码", "Trial QR code"),
    mini(88, "获取 Scheme 与 Link", "Schemes and links"),
    mini(89, "订阅消息", "Subscription messages"),
    official(1, "消息管理", "Messages"),
    official(2, "用户管理", "Followers"),
    official(3, "账号服务", "Account service"),
    official(4, "网页服务", "Web pages"),
    official(5, "微信小店", "WeChat shop"),
    official(6, "微信多客服", "Customer service"),
    official(7, "群发与通知", "Broadcasts and notifications"),
    official(8, "微信卡券", "Cards and coupons"),
    official(9, "微信扫一扫", "Scan"),
    official(10, "微信连 Wi-Fi", "Wi-Fi"),
    official(11, "素材管理", "Media"),
    official(12, "微信摇周边", "Shake nearby"),
    official(13, "微信门店", "Stores"),
    official(15, "自定义菜单", "Menu"),
    official(16, "获取认证状态及信息", "Verification state"),
    official(22, "城市服务", "City services"),
    official(23, "广告管理", "Advertising"),
    official(24, "开放平台账号管理", "Open Platform account"),
    official(26, "微信电子发票", "E-invoices"),
    official(27, "快速注册小程序", "Fast registration of Mini Programs"),
    official(33, "小程序管理", "Mini Program management"),
    official(34, "微信商品库", "Goods library"),
    official(35, "微信卡路里", "Calories"),
];

/// Something that wxfleet does, and the sets without which WeChat refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Its stable word.
    pub word: &'static str,
    /// For which kind of account.
    pub kind: AuthorizerKind,
    /// What it is.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Any one of these is enough.
    pub any_of: &'static [FuncscopeId],
}

/// What wxfleet does with accounts.
pub const FUNCTIONS: &[Function] = &[
    Function {
        word: "code",
        kind: AuthorizerKind::MiniProgram,
        zh: "提交代码、提交审核、查询与撤回审核、加急",
        en: "Commit code, submit it for audit, follow, withdraw and speed up audits",
        any_of: &[FuncscopeId(18)],
    },
    Function {
        word: "release",
        kind: AuthorizerKind::MiniProgram,
        zh: "发布、版本回退、灰度发布、服务状态",
        en: "Release, roll back, gray releases, visibility",
        any_of: &[FuncscopeId(18)],
    },
    Function {
        word: "trial_qrcode",
        kind: AuthorizerKind::MiniProgram,
        zh: "体验版二维码",
        en: "Trial QR code",
        any_of: &[FuncscopeId(18), FuncscopeId(86)],
    },
    Function {
        word: "pages",
        kind: AuthorizerKind::MiniProgram,
        zh: "读取页面与类目",
        en: "Read pages and categories",
        any_of: &[FuncscopeId(18)],
    },
    Function {
        word: "messages",
        kind: AuthorizerKind::MiniProgram,
        zh: "接收用户消息",
        en: "Receive users' messages",
        any_of: &[FuncscopeId(19)],
    },
    Function {
        word: "messages",
        kind: AuthorizerKind::OfficialAccount,
        zh: "接收粉丝消息",
        en: "Receive followers' messages",
        any_of: &[FuncscopeId(1)],
    },
];

/// How one set stands with one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetStanding {
    /// WeChat's number for it.
    pub id: FuncscopeId,
    /// What we know of it; `None` for a set that stands in no table.
    pub known: Option<&'static PermissionSet>,
    /// Whether the merchant granted it.
    pub granted: bool,
    /// The words of our functions that it opens.
    pub needed_for: Vec<&'static str>,
}

/// Whether a function of ours works with one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionStanding {
    /// Which.
    pub function: &'static Function,
    /// Whether one of its sets is granted.
    pub works: bool,
}

/// All sets for an account of this kind, those it was granted beyond them, and which of our functions work. Where the
/// kind is not known yet, only what was granted is shown.
pub fn standing(kind: Option<AuthorizerKind>, granted: &[FuncscopeId]) -> (Vec<SetStanding>, Vec<FunctionStanding>) {
    let functions: Vec<FunctionStanding> = FUNCTIONS
        .iter()
        .filter(|function| Some(function.kind) == kind)
        .map(|function| FunctionStanding { function, works: function.any_of.iter().any(|id| granted.contains(id)) })
        .collect();
    let needed_for = |id: FuncscopeId| {
        functions.iter().map(|one| one.function).filter(|one| one.any_of.contains(&id)).map(|one| one.word).collect()
    };
    let mut ids: Vec<FuncscopeId> =
        SETS.iter().filter(|set| Some(set.kind) == kind).map(|set| set.id).chain(granted.iter().copied()).collect();
    ids.sort_unstable_by_key(|id| id.0);
    ids.dedup();
    let sets = ids
        .into_iter()
        .map(|id| SetStanding {
            id,
            known: SETS.iter().find(|set| set.id == id),
            granted: granted.contains(&id),
            needed_for: needed_for(id),
        })
        .collect();
    (sets, functions)
}

/// What one or several sets let the platform do, in plain words: their ids, in Chinese, in English.
pub type PlainWords = (&'static [i64], &'static str, &'static str);

/// The sets as a merchant would put them, the weightiest first. Sets that mean one thing to a merchant share a line.
pub const IN_PLAIN_WORDS: &[PlainWords] = &[
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[i64]) -> Vec<FuncscopeId> {
        ids.iter().copied().map(FuncscopeId).collect()
    }

    #[test]
    fn an_id_stands_once_in_each_table() {
        let once = |mut ids: Vec<i64>| {
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all);
        };
        once(SETS.iter().map(|set| set.id.0).collect());
        once(IN_PLAIN_WORDS.iter().flat_map(|plain| plain.0).copied().collect());
    }

    #[test]
    fn what_is_told_in_plain_words_and_what_functions_need_has_a_name() {
        let named = |id: i64| SETS.iter().any(|set| set.id.0 == id);
        assert!(IN_PLAIN_WORDS.iter().flat_map(|plain| plain.0).all(|id| named(*id)));
        assert!(FUNCTIONS.iter().flat_map(|function| function.any_of).all(|id| named(id.0)));
    }

    #[test]
    fn what_is_missing_is_seen_with_what_it_is_missing_for() {
        let (sets, functions) = standing(Some(AuthorizerKind::MiniProgram), &ids(&[30, 86, 999]));
        let of = |id: i64| sets.iter().find(|set| set.id.0 == id).unwrap();
        assert!(of(30).granted && of(86).granted && !of(18).granted);
        assert!(of(18).needed_for.contains(&"release"));
        assert_eq!((of(999).granted, of(999).known), (true, None), "a set that we do not know is shown");
        assert!(sets.iter().all(|set| set.id.0 != 15), "sets of the other kind are not");
        let works: Vec<&str> = functions.iter().filter(|one| one.works).map(|one| one.function.word).collect();
        assert_eq!(works, ["trial_qrcode"], "any one of its sets is enough");
        let (sets, functions) = standing(None, &ids(&[18]));
        assert_eq!((sets.len(), functions.len()), (1, 0), "nothing is said to be missing before the kind is known");
    }
}
