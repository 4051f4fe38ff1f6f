//! The words of which merchants are made.

use std::borrow::Cow;

use crate::random::Random;
use crate::world::merchant::Category;

/// What a shop does, and in which category WeChat puts it.
pub(super) struct Trade {
    name: &'static str,
    company: &'static str,
    motto: &'static str,
    pub(super) category: Category,
}

const fn category(first_id: i64, first: &'static str, second_id: i64, second: &'static str) -> Category {
    Category { first_id, first: Cow::Borrowed(first), second_id, second: Cow::Borrowed(second), third: None }
}

/// A category that nobody has to be licensed for.
pub(super) const TOOLS: Category = category(287, "工具", 289, "信息查询");

macro_rules! trades {
    ($($name:literal $company:literal $motto:literal ($first_id:literal $first:literal $second_id:literal $second:literal);)*) => {
        const TRADES: &[Trade] = &[$(Trade {
            name: $name,
            company: $company,
            motto: $motto,
            category: category($first_id, $first, $second_id, $second),
        },)*];
    };
}

trades! {
    "面馆" "餐饮管理" "一碗热汤面，慢慢吃" (220 "餐饮服务" 221 "点餐平台");
    "咖啡" "餐饮管理" "每天一杯，刚刚好" (220 "餐饮服务" 222 "餐饮服务场所");
    "茶铺" "茶业" "好茶不怕等" (304 "商家自营" 318 "茶叶");
    "花坊" "园艺" "把春天带回家" (304 "商家自营" 308 "家居家装");
    "书店" "文化传播" "总有一本在等你" (304 "商家自营" 311 "图书音像");
    "烘焙" "食品" "清晨五点开炉" (304 "商家自营" 307 "食品饮料");
    "水果" "农产品" "当季的才好吃" (304 "商家自营" 307 "食品饮料");
    "洗衣" "家政服务" "衣净如新" (150 "生活服务" 157 "家政服务");
    "宠物店" "宠物用品" "毛孩子的家" (150 "生活服务" 163 "宠物（非医院类）");
    "理发店" "美容美发" "剪一个好心情" (150 "生活服务" 154 "丽人服务");
    "健身" "体育发展" "动起来再说" (674 "体育" 676 "体育场馆服务");
    "民宿" "旅游开发" "推窗见山" (110 "旅游" 116 "酒店服务");
    "摄影" "文化创意" "留住此刻" (150 "生活服务" 155 "摄影/扩印服务");
    "母婴" "贸易" "陪宝宝长大" (304 "商家自营" 306 "母婴");
    "眼镜" "光学科技" "看清每一天" (304 "商家自营" 309 "服装/鞋/箱包");
    "车行" "汽车服务" "路上有我们" (92 "汽车服务" 98 "汽车用品");
    "陶艺" "文化创意" "泥土里的时光" (304 "商家自营" 316 "工艺品");
    "火锅" "餐饮管理" "人间烟火气" (220 "餐饮服务" 221 "点餐平台");
    "文具" "商贸" "写好每一笔" (304 "商家自营" 310 "文具");
    "修表" "商贸" "分秒不差" (150 "生活服务" 158 "环保回收/废品回收");
}

/// The categories of all trades, each once, and the one that needs no licence.
pub(super) fn categories() -> Vec<Category> {
    let mut all = vec![TOOLS];
    for trade in TRADES {
        if !all.contains(&trade.category) {
            all.push(trade.category.clone());
        }
    }
    all
}

const BRANDS: &[&str] = &[
    "小满",
    "山野",
    "青禾",
    "半糖",
    "知味",
    "松间",
    "云朵",
    "拾光",
    "一隅",
    "木棉",
    "老周",
    "阿婆",
    "橙子",
    "鹿鸣",
    "南风",
    "花间",
    "稻香",
    "听雨",
    "晴川",
    "归燕",
    "三味",
    "白露",
    "雀巢里",
    "大碗",
];

const PLACES: &[&str] = &[
    "杭州", "成都", "苏州", "长沙", "厦门", "西安", "青岛", "武汉", "昆明", "佛山", "南京", "宁波", "泉州", "大理",
    "无锡", "绍兴", "珠海", "贵阳", "洛阳", "烟台",
];

const FORMS: &[&str] = &["", "·到家", "·会员中心", "旗舰店", "·老店", "二店", "·小集", "工坊"];

const SURNAMES: &[&str] = &["周", "林", "陈", "吴", "许", "沈", "何", "罗", "梁", "宋", "谢", "韩"];

/// Names that careless programs break on. `*` at the end stands for a hundred repetitions.
pub(super) const AWKWARD: &[&str] = &[
    "张记\"老字号\"\\面馆",
    "表情😀店👨‍👩‍👧🇨🇳",
    "<script>alert('微信')</script>",
    "行分隔\u{2028}符\u{2029}小铺",
    "O'Reilly & Söhne 书店 &amp; Co",
    "名字很长很长*",
    "]]>尾巴<![CDATA[铺",
    "\u{202e}店名反过来\u{202c}",
    "'; DROP TABLE authorizers; --",
    "{{7*7}} ${jndi:ldap://x} %s %00 %E5",
];

/// Writes an [`AWKWARD`] name out.
pub(super) fn unfold(name: &str) -> String {
    match name.strip_suffix('*') {
        Some(part) => part.repeat(100),
        None => name.to_owned(),
    }
}

/// Name, place and trade of shop number `index`. No name comes twice before all have been used.
pub(super) fn shop(seed: u64, index: u32) -> (String, &'static str, &'static Trade) {
    let all = BRANDS.len() * TRADES.len() * PLACES.len() * FORMS.len();
    let start = Random::new(seed).below(all);
    // 47,491 is prime and shares no factor with `all`, so the walk visits every combination once, and each word
    // changes from one shop to the next.
    let at = (start + usize::try_from(index).unwrap_or(0) * 47_491) % all;
    let (brand, rest) = (BRANDS[at % BRANDS.len()], at / BRANDS.len());
    let (trade, rest) = (&TRADES[rest % TRADES.len()], rest / TRADES.len());
    let (place, rest) = (PLACES[rest % PLACES.len()], rest / PLACES.len());
    let form = FORMS[rest % FORMS.len()];
    (format!("{place}{brand}{}{form}", trade.name), place, trade)
}

pub(super) fn principal(random: &mut Random, place: &str, trade: &Trade) -> String {
    let brand = random.pick(BRANDS);
    match random.below(4) {
        0 => format!("{place}市{}{}（个体工商户）", random.pick(SURNAMES), trade.name),
        1 => format!("{brand}（{place}）{}有限公司", trade.company),
        _ => format!("{place}{brand}{}有限公司", trade.company),
    }
}

pub(super) fn signature(random: &mut Random, trade: &Trade) -> String {
    let since = 1985 + random.below(40);
    format!("{}。始于{since}年。", trade.motto)
}
