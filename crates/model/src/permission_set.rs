//! WeChat's permission sets (权限集, `func_info`): what they are called, for which accounts they are, what they mean to
//! a merchant in plain words, and which of our functions need them.
//!
//! WeChat adds sets without notice, so an id that stands in no table here is kept and shown by its number.

use wxfleet_wechat::catalogue;
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
    /// WeChat's APIs behind it, by their ids in the catalogue; all of them take the same sets, so what needs others is
    /// a function of its own.
    pub endpoints: &'static [&'static str],
}

/// What wxfleet does with accounts.
pub const FUNCTIONS: &[Function] = &[
    Function {
        word: "code",
        kind: AuthorizerKind::MiniProgram,
        zh: "提交代码、提交审核、查询与撤回审核、加急",
        en: "Commit code, submit it for audit, follow, withdraw and speed up audits",
        any_of: &[FuncscopeId(18)],
        endpoints: &[
            "commit_code",
            "submit_audit",
            "get_audit_status",
            "get_latest_audit_status",
            "undo_audit",
            "speedup_audit",
            "query_audit_quota",
            "get_version_info",
            "get_code_privacy_info",
        ],
    },
    Function {
        word: "release",
        kind: AuthorizerKind::MiniProgram,
        zh: "发布、版本回退、灰度发布、服务状态",
        en: "Release, roll back, gray releases, visibility",
        any_of: &[FuncscopeId(18)],
        endpoints: &[
            "release",
            "revert_code_release",
            "get_history_version",
            "gray_release",
            "get_gray_release_plan",
            "revert_gray_release",
            "change_visit_status",
            "get_visit_status",
        ],
    },
    Function {
        word: "trial_qrcode",
        kind: AuthorizerKind::MiniProgram,
        zh: "体验版二维码",
        en: "Trial QR code",
        any_of: &[FuncscopeId(18), FuncscopeId(86)],
        endpoints: &["get_trial_qrcode"],
    },
    Function {
        word: "pages",
        kind: AuthorizerKind::MiniProgram,
        zh: "读取页面与类目",
        en: "Read pages and categories",
        any_of: &[FuncscopeId(18)],
        endpoints: &["get_code_pages", "get_audit_categories"],
    },
    Function {
        word: "domains",
        kind: AuthorizerKind::MiniProgram,
        zh: "服务器域名与业务域名",
        en: "Server and business domains",
        any_of: &[FuncscopeId(18)],
        endpoints: &[
            "modify_domain",
            "modify_domain_directly",
            "get_effective_domain",
            "set_webview_domain",
            "set_webview_domain_directly",
            "get_effective_webview_domain",
            "get_webview_domain_confirm_file",
        ],
    },
    Function {
        word: "testers",
        kind: AuthorizerKind::MiniProgram,
        zh: "体验成员",
        en: "Testers",
        any_of: &[FuncscopeId(18)],
        endpoints: &["bind_tester", "unbind_tester", "list_testers"],
    },
    Function {
        word: "privacy",
        kind: AuthorizerKind::MiniProgram,
        zh: "隐私保护指引与隐私接口",
        en: "Privacy guideline and privacy interfaces",
        any_of: &[FuncscopeId(18)],
        endpoints: &[
            "get_privacy_setting",
            "set_privacy_setting",
            "upload_privacy_ext_file",
            "get_privacy_interface",
            "apply_privacy_interface",
        ],
    },
    Function {
        word: "library_version",
        kind: AuthorizerKind::MiniProgram,
        zh: "最低基础库版本",
        en: "Lowest base library version",
        any_of: &[FuncscopeId(18)],
        endpoints: &["get_support_version", "set_support_version"],
    },
    Function {
        word: "link_rules",
        kind: AuthorizerKind::MiniProgram,
        zh: "普通链接二维码规则",
        en: "Rules for QR codes of ordinary links",
        any_of: &[FuncscopeId(18)],
        endpoints: &[
            "qrcode_jump_get",
            "qrcode_jump_add",
            "qrcode_jump_publish",
            "qrcode_jump_delete",
            "qrcode_jump_download",
        ],
    },
    Function {
        word: "basic_info",
        kind: AuthorizerKind::MiniProgram,
        zh: "读取账号基本信息",
        en: "Read the basic information of the account",
        any_of: &[FuncscopeId(30)],
        endpoints: &["get_account_basic_info"],
    },
    Function {
        word: "name",
        kind: AuthorizerKind::MiniProgram,
        zh: "检查与修改名称",
        en: "Check and change the name",
        any_of: &[FuncscopeId(30)],
        endpoints: &["check_nickname", "set_nickname", "query_nickname"],
    },
    Function {
        word: "profile",
        kind: AuthorizerKind::MiniProgram,
        zh: "头像、简介、能否被搜索",
        en: "Avatar, introduction, whether it is found by search",
        any_of: &[FuncscopeId(30)],
        endpoints: &["modify_head_image", "modify_signature", "get_search_status", "change_search_status"],
    },
    Function {
        word: "categories",
        kind: AuthorizerKind::MiniProgram,
        zh: "设置类目",
        en: "Set categories",
        any_of: &[FuncscopeId(30)],
        endpoints: &["get_all_categories", "get_set_categories", "add_category", "modify_category", "delete_category"],
    },
    Function {
        word: "mini_program_codes",
        kind: AuthorizerKind::MiniProgram,
        zh: "小程序码与二维码",
        en: "Mini Program codes and QR codes",
        any_of: &[FuncscopeId(17)],
        endpoints: &["get_wxacode", "get_wxacode_unlimit", "create_wxa_qrcode"],
    },
    Function {
        word: "plugins",
        kind: AuthorizerKind::MiniProgram,
        zh: "插件",
        en: "Plug-ins",
        any_of: &[FuncscopeId(40)],
        endpoints: &["plugin_apply", "plugin_list", "plugin_update", "plugin_unbind"],
    },
    Function {
        word: "open_account",
        kind: AuthorizerKind::MiniProgram,
        zh: "绑定开放平台账号",
        en: "Bind it to an Open Platform account",
        any_of: &[FuncscopeId(25)],
        endpoints: &["open_create", "open_bind", "open_unbind", "open_get"],
    },
    Function {
        word: "messages",
        kind: AuthorizerKind::MiniProgram,
        zh: "接收用户消息",
        en: "Receive users' messages",
        any_of: &[FuncscopeId(19)],
        endpoints: &[],
    },
    Function {
        word: "customer_messages",
        kind: AuthorizerKind::MiniProgram,
        zh: "发送客服消息",
        en: "Send customer service messages",
        any_of: &[FuncscopeId(18), FuncscopeId(19)],
        endpoints: &["send_custom_message", "custom_typing"],
    },
    Function {
        word: "messages",
        kind: AuthorizerKind::OfficialAccount,
        zh: "接收粉丝消息",
        en: "Receive followers' messages",
        any_of: &[FuncscopeId(1)],
        endpoints: &[],
    },
    Function {
        word: "basic_info",
        kind: AuthorizerKind::OfficialAccount,
        zh: "读取账号基本信息",
        en: "Read the basic information of the account",
        any_of: &[FuncscopeId(3)],
        endpoints: &["get_account_basic_info"],
    },
    Function {
        word: "open_account",
        kind: AuthorizerKind::OfficialAccount,
        zh: "绑定开放平台账号",
        en: "Bind it to an Open Platform account",
        any_of: &[FuncscopeId(24)],
        endpoints: &["open_create", "open_bind", "open_unbind", "open_get"],
    },
    Function {
        word: "register_mini_programs",
        kind: AuthorizerKind::OfficialAccount,
        zh: "复用资质快速注册小程序",
        en: "Register Mini Programs with its verification",
        any_of: &[FuncscopeId(27)],
        endpoints: &["register_by_official_account"],
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
        .map(|id| SetStanding { id, known: by_id(id), granted: granted.contains(&id), needed_for: needed_for(id) })
        .collect();
    (sets, functions)
}

/// What we know of a set.
pub fn by_id(id: FuncscopeId) -> Option<&'static PermissionSet> {
    SETS.iter().find(|set| set.id == id)
}

/// What to do about a call that WeChat refuses for want of a permission set, in English and in Chinese; `None` where the
/// catalogue names no set for it.
pub fn advice_on_missing(endpoint: &str) -> Option<(String, String)> {
    let needed = &catalogue::entry(endpoint)?.permission_sets;
    let named = |name: fn(&PermissionSet) -> &str, between: &str| {
        let one =
            |id: &i64| by_id(FuncscopeId(*id)).map_or_else(|| id.to_string(), |set| format!("{id} {}", name(set)));
        needed.iter().map(one).collect::<Vec<_>>().join(between)
    };
    let (en, zh) = (named(|set| set.en, ", "), named(|set| set.zh, "、"));
    let (needs, lacks) = match needed.len() {
        0 => return None,
        1 => ("permission set", "权限集 "),
        _ => ("one of these permission sets:", "以下权限集之一："),
    };
    Some((
        format!(
            "This call needs {needs} {en}; ask the merchant to authorize again and to tick it: \
             `wxfleet authorizer link --biz-appid APPID`."
        ),
        format!("此调用需要{lacks}{zh}；请商家重新授权并勾选：`wxfleet authorizer link --biz-appid APPID`。"),
    ))
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
    fn functions_need_what_the_catalogue_says_of_their_endpoints() {
        let kind_of = |id: &i64| by_id(FuncscopeId(*id)).map(|set| set.kind);
        for Function { word, kind, any_of, endpoints, .. } in FUNCTIONS {
            for id in *endpoints {
                let entry = catalogue::entry(id).unwrap_or_else(|| panic!("{word}: {id} is in no catalogue"));
                let sets: Vec<i64> =
                    entry.permission_sets.iter().filter(|set| kind_of(set) == Some(*kind)).copied().collect();
                assert_eq!(ids(&sets), *any_of, "{word}: {id}");
            }
        }
    }

    #[test]
    fn the_sets_that_a_refused_call_needs_are_named() {
        let (en, zh) = advice_on_missing("plugin_apply").unwrap();
        assert!(en.starts_with("This call needs permission set 40 Plug-ins; "), "{en}");
        assert!(zh.starts_with("此调用需要权限集 40 小程序插件管理；"), "{zh}");
        let (en, zh) = advice_on_missing("get_trial_qrcode").unwrap();
        assert!(
            en.contains("one of these permission sets: 18 Development and data analysis, 86 Trial QR code;"),
            "{en}"
        );
        assert!(zh.contains("以下权限集之一：18 小程序开发与数据分析、86 获取体验二维码；"), "{zh}");
        assert_eq!((advice_on_missing("component_token"), advice_on_missing("raw")), (None, None));
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
        let expected = ["trial_qrcode", "basic_info", "name", "profile", "categories"];
        assert_eq!(works, expected, "any one of its sets is enough");
        let (sets, functions) = standing(None, &ids(&[18]));
        assert_eq!((sets.len(), functions.len()), (1, 0), "nothing is said to be missing before the kind is known");
    }
}
