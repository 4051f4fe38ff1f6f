//! What a Mini Program says of its users' data: the privacy guideline, what WeChat found in the code, and the private
//! APIs that it may use.

use askama::Template;
use jiff::Timestamp;
use wxfleet_wechat::privacy::{GetPrivacyInterfaceReplyInterfaceList, GetPrivacySettingReply};

use super::{Head, Subject, Tab};
use crate::console::frame::{Chrome, Frame};
use crate::console::pieces::{Ago, Icon, Refusal, Tag, Tone};
use crate::locale::{Language, words};

/// A kind of data with what it is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// WeChat's word for the kind.
    pub key: String,
    /// What it is used for.
    pub text: String,
}

/// What stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrivacyForm {
    /// Whether the guideline that users see now is changed, and not that of the code in hand.
    pub online: bool,
    /// A telephone number for users.
    pub contact_phone: String,
    /// A mail address.
    pub contact_email: String,
    /// A QQ number.
    pub contact_qq: String,
    /// A WeChat id.
    pub contact_weixin: String,
    /// How users are told of changes.
    pub notice_method: String,
    /// For how many days data is kept; empty where the law says.
    pub days: String,
    /// The kinds of data and what they are for.
    pub declared: Vec<Declared>,
}

impl PrivacyForm {
    /// The form as the guideline stands: what was declared, then what the code uses and nobody declared yet.
    pub fn of(setting: &GetPrivacySettingReply) -> Self {
        let owner = setting.owner_setting.clone().unwrap_or_default();
        let mut declared: Vec<Declared> = setting
            .setting_list
            .iter()
            .map(|one| Declared {
                key: one.privacy_key.clone().unwrap_or_default(),
                text: one.privacy_text.clone().unwrap_or_default(),
            })
            .collect();
        let found = setting.privacy_list.iter().filter(|key| declared.iter().all(|one| one.key != **key));
        let found: Vec<Declared> = found.map(|key| Declared { key: key.clone(), text: String::new() }).collect();
        declared.extend(found);
        Self {
            online: false,
            contact_phone: owner.contact_phone.unwrap_or_default(),
            contact_email: owner.contact_email.unwrap_or_default(),
            contact_qq: owner.contact_qq.unwrap_or_default(),
            contact_weixin: owner.contact_weixin.unwrap_or_default(),
            notice_method: owner.notice_method.unwrap_or_default(),
            days: owner.store_expire_timestamp.unwrap_or_default().trim_end_matches('天').to_owned(),
            declared,
        }
    }
}

/// How far WeChat's scan of the code in hand has come.
#[derive(Debug, Clone, Copy)]
pub struct Scan<'a> {
    /// Whether it has ended.
    pub finished: bool,
    /// APIs in the code that the account is not permitted to use.
    pub without_auth: &'a [String],
    /// APIs in the code that the guideline does not name.
    pub without_conf: &'a [String],
}

/// `GET …/privacy`.
#[derive(Debug, Clone, Copy)]
pub struct PrivacyPage<'a> {
    /// The account.
    pub subject: Subject<'a>,
    /// The guideline as it stands, with what stands in the form, or why WeChat did not say.
    pub guideline: Result<(&'a GetPrivacySettingReply, &'a PrivacyForm), &'a Refusal>,
    /// What the scan found, if WeChat says.
    pub scan: Option<Scan<'a>>,
    /// The private APIs, or why WeChat did not say.
    pub apis: Result<&'a [GetPrivacyInterfaceReplyInterfaceList], &'a Refusal>,
    /// Why something was not done.
    pub refusal: Option<&'a Refusal>,
}

impl PrivacyPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        crate::rendered(&Privacy {
            chrome: frame.chrome(),
            language: frame.language,
            head: self.subject.head(frame, Tab::Privacy),
            refusal: self.refusal,
            words: Words::of(frame.language),
            page: self,
        })
    }
}

/// Kinds of data by WeChat's words, for a reading that comes without its dictionary.
const KINDS: &[(&str, &str, &str)] = &[
    ("UserInfo", "用户信息（微信昵称、头像）", "Nickname and avatar"),
    ("Location", "位置信息", "Location"),
    ("Address", "地址", "Address"),
    ("Invoice", "发票信息", "Invoice titles"),
    ("RunData", "微信运动数据", "Steps"),
    ("Record", "麦克风", "Microphone"),
    ("Album", "选中的照片或视频信息", "Chosen photos and videos"),
    ("Camera", "摄像头", "Camera"),
    ("PhoneNumber", "手机号码", "Phone number"),
    ("Contact", "通讯录（仅写入）", "Contacts, to write"),
    ("DeviceInfo", "设备信息", "Device"),
    ("EXIDNumber", "身份证号码", "Identity number"),
    ("EXOrderInfo", "订单信息", "Orders"),
    ("EXUserPublishContent", "发布内容", "What users publish"),
    ("EXUserFollowAcct", "所关注账号", "Accounts that users follow"),
    ("EXUserOpLog", "操作日志", "What users do"),
    ("AlbumWriteOnly", "相册（仅写入）", "Album, to write"),
    ("LicensePlate", "车牌号", "Licence plate"),
    ("BlueTooth", "蓝牙", "Bluetooth"),
    ("CalendarWriteOnly", "日历（仅写入）", "Calendar, to write"),
    ("Email", "邮箱", "Mail address"),
    ("MessageFile", "选中的文件", "Chosen files"),
];

words! {
    /// Words of the page.
    Words {
        guideline: "用户隐私保护指引", "Privacy guideline";
        guideline_says: "用户首次使用涉及隐私的功能时会看到它。随代码一起提交审核，发布后生效。", "Users see it when they first meet a function that concerns their data. It goes into review with the code and comes into force with the release.";
        changed: "上次修改", "Last changed";
        never: "还没有填写过。填写联系方式、通知方式和每类信息的用途，保存后再提交审核。", "It was never filled in: give a contact, how users are told, and what each kind of data is for; then submit.";
        which: "修改哪一份", "Which one";
        in_hand: "开发版：随下次发布生效", "Of the code in hand: in force with the next release";
        online: "线上版：只改联系方式和通知方式，立即生效", "Of the online version: contacts and notice alone, in force at once";
        contact: "联系方式（至少填写一项）", "How users reach the merchant (at least one)";
        phone: "电话", "Telephone";
        email: "邮箱", "Mail";
        qq: "QQ", "QQ";
        weixin: "微信号", "WeChat id";
        notice: "通知方式", "How users are told of changes";
        notice_help: "例如：弹窗、公告、短信。", "A pop-up, a notice, a message.";
        days: "信息存储期限（天，可选）", "Data is kept for (days, optional)";
        days_help: "留空表示按法律法规要求的最短期限。", "Empty: as briefly as the law allows.";
        kinds: "收集的信息和用途", "Data and what it is for";
        kinds_help: "写“为了……”后面的部分，例如“向您推荐附近的门店”。清空用途就不再声明这一类。", "What follows “in order to”. An emptied line is not declared any more.";
        in_code: "代码中用到", "In the code";
        undeclared: "代码中用到，还没有声明", "In the code, not declared yet";
        add: "增加一类信息", "One more kind";
        choose: "选择", "Choose";
        purpose: "用途", "What it is for";
        save: "保存指引", "Save the guideline";
        scan: "代码隐私检测", "What the scan found";
        scan_runs: "微信正在检测体验版代码，一般几分钟内完成。检测完才能提交审核。", "WeChat scans the trial version, which takes some minutes; it can be submitted afterwards.";
        scan_good: "体验版代码用到的隐私接口都已获得授权并已声明。", "The trial version's private APIs are all permitted and declared.";
        scan_auth: "没有使用权限，需要先申请：", "Used without permission; apply first: ";
        scan_conf: "没有在指引中声明：", "Used without being declared: ";
        apis: "隐私接口（地理位置等）", "Private APIs, such as location";
        apis_says: "使用前需要向微信申请，说明使用场景。", "Use needs WeChat's permission, with a reason.";
        no_apis: "微信没有列出需要申请的接口。", "WeChat lists none that needs permission.";
        apply: "申请", "Apply";
        apply_again: "重新申请", "Apply again";
        why: "使用场景说明（最多 300 字）", "Why it is used (300 characters)";
        links: "能说明用途的页面或图片链接，每行一个", "Links to pages or pictures that show the use, one a line";
        send: "提交申请", "Send";
        to_apply: "待申请", "To be applied for";
        not_permitted: "无权限", "Not permitted";
        in_review: "申请中", "In review";
        rejected: "申请被退回", "Refused";
        permitted: "已开通", "Permitted";
        unknown: "未知", "Unknown";
    }
}

/// A kind of data in the form.
struct Kind<'a> {
    declared: &'a Declared,
    name: String,
    in_code: bool,
}

#[derive(Template)]
#[template(path = "console/account/privacy.html")]
struct Privacy<'a> {
    chrome: Chrome<'a>,
    language: Language,
    head: Head<'a>,
    refusal: Option<&'a Refusal>,
    words: &'static Words,
    page: &'a PrivacyPage<'a>,
}

impl Privacy<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.refusal.and_then(|refusal| refusal.field.as_deref()).is_some_and(|wrong| wrong.ends_with(field))
    }

    /// What WeChat's word for a kind of data means: by its own dictionary, else by ours, else the word itself.
    fn name(&self, setting: &GetPrivacySettingReply, key: &str) -> String {
        let ours = KINDS.iter().find(|(known, ..)| *known == key);
        if let (Language::En, Some((_, _, en))) = (self.language, ours) {
            return (*en).to_owned();
        }
        let listed = setting.privacy_desc.iter().flat_map(|dictionary| &dictionary.privacy_desc_list);
        let theirs = listed.into_iter().find(|one| one.privacy_key.as_deref() == Some(key));
        let labelled = setting.setting_list.iter().find(|one| one.privacy_key.as_deref() == Some(key));
        theirs
            .and_then(|one| one.privacy_desc.clone())
            .or_else(|| labelled.and_then(|one| one.privacy_label.clone()))
            .filter(|name| !name.is_empty())
            .or_else(|| ours.map(|(_, zh, _)| (*zh).to_owned()))
            .unwrap_or_else(|| key.to_owned())
    }

    fn kinds<'b>(&self, setting: &GetPrivacySettingReply, form: &'b PrivacyForm) -> Vec<Kind<'b>> {
        let kind = |declared: &'b Declared| Kind {
            name: self.name(setting, &declared.key),
            in_code: setting.privacy_list.contains(&declared.key),
            declared,
        };
        form.declared.iter().map(kind).collect()
    }

    /// Kinds that stand in no line yet, by word and name.
    fn others(&self, setting: &GetPrivacySettingReply, form: &PrivacyForm) -> Vec<(String, String)> {
        let listed = setting.privacy_desc.iter().flat_map(|dictionary| &dictionary.privacy_desc_list);
        let mut keys: Vec<&str> = listed.filter_map(|one| one.privacy_key.as_deref()).collect();
        if keys.is_empty() {
            keys = KINDS.iter().map(|(key, ..)| *key).collect();
        }
        let free = keys.into_iter().filter(|key| form.declared.iter().all(|one| one.key != *key));
        free.map(|key| (key.to_owned(), self.name(setting, key))).collect()
    }

    fn changed(&self, setting: &GetPrivacySettingReply) -> Option<Ago> {
        let at = Timestamp::from_second(setting.update_time?).ok().filter(|at| at.as_second() > 0)?;
        Some(self.chrome.ago(&at))
    }

    fn api_name<'b>(&self, api: &'b GetPrivacyInterfaceReplyInterfaceList) -> &'b str {
        api.api_ch_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(self.api_word(api))
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn api_word<'b>(&self, api: &'b GetPrivacyInterfaceReplyInterfaceList) -> &'b str {
        api.api_name.as_deref().unwrap_or_default()
    }

    fn api_tag(&self, api: &GetPrivacyInterfaceReplyInterfaceList) -> Tag {
        let (tone, word) = match api.status {
            Some(1) => (Tone::Quiet, self.words.to_apply),
            Some(2) => (Tone::Warn, self.words.not_permitted),
            Some(3) => (Tone::Info, self.words.in_review),
            Some(4) => (Tone::Bad, self.words.rejected),
            Some(5) => (Tone::Good, self.words.permitted),
            _ => (Tone::Quiet, self.words.unknown),
        };
        Tag { tone, word }
    }

    /// The words of the button that applies for an API, where one can.
    fn apply(&self, api: &GetPrivacyInterfaceReplyInterfaceList) -> Option<&'static str> {
        match api.status {
            Some(1) => Some(self.words.apply),
            Some(4) => Some(self.words.apply_again),
            _ => None,
        }
    }
}
