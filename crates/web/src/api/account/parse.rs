//! From bodies to WeChat's requests. What WeChat would refuse of them is refused by the requests themselves.

use wxfleet_api::account::{
    CategoryPapers, NewAvatar, NewCategories, NewName, NewPlugin, NewPrivacySetting, NewPrivateApi, NewQrRule,
    NewWxacode, Paper,
};
use wxfleet_engine::account::Wxacode;
use wxfleet_wechat::account::{ModifyHeadImage, SetNickname};
use wxfleet_wechat::category::{AddCategory, AddCategoryCategories, Certicate, ModifyCategory};
use wxfleet_wechat::plugin::PluginApply;
use wxfleet_wechat::privacy::{
    ApplyPrivacyInterface, SetPrivacySetting, SetPrivacySettingOwnerSetting, SetPrivacySettingSettingList,
};
use wxfleet_wechat::wxacode::{CreateWxaQrcode, GetWxacode, GetWxacodeUnlimit, QrcodeJumpAdd};

use crate::problem::Problem;

/// How many proofs a name can have.
const PROOFS: usize = 5;

pub(super) fn avatar(body: NewAvatar) -> ModifyHeadImage {
    let edge = |given: Option<f64>, whole: f64| given.unwrap_or(whole).to_string();
    ModifyHeadImage::new(
        body.head_img_media_id,
        edge(body.x1, 0.0),
        edge(body.y1, 0.0),
        edge(body.x2, 1.0),
        edge(body.y2, 1.0),
    )
}

pub(super) fn name(body: NewName) -> Result<SetNickname, Problem> {
    if body.naming_other_stuff.len() > PROOFS {
        return Err(Problem::invalid("naming_other_stuff", "must be at most five", "最多 5 份"));
    }
    let mut name = SetNickname::new(body.nick_name);
    name.id_card = body.id_card;
    name.license = body.license;
    let mut proofs = body.naming_other_stuff.into_iter();
    name.naming_other_stuff_1 = proofs.next();
    name.naming_other_stuff_2 = proofs.next();
    name.naming_other_stuff_3 = proofs.next();
    name.naming_other_stuff_4 = proofs.next();
    name.naming_other_stuff_5 = proofs.next();
    Ok(name)
}

pub(super) fn category(first: &str, second: &str) -> Result<(i64, i64), Problem> {
    let number = |field: &str, text: &str| {
        text.parse::<i64>().map_err(|_| Problem::invalid(field, "must be a number", "必须是数字"))
    };
    Ok((number("first", first)?, number("second", second)?))
}

pub(super) fn categories(body: NewCategories) -> AddCategory {
    let one = |new: wxfleet_api::account::NewCategory| AddCategoryCategories {
        first: new.first,
        second: new.second,
        certicates: (!new.certicates.is_empty()).then(|| papers(new.certicates)),
    };
    AddCategory::new(body.categories.into_iter().map(one).collect())
}

pub(super) fn category_papers((first, second): (i64, i64), body: CategoryPapers) -> ModifyCategory {
    ModifyCategory::new(first, second, papers(body.certicates))
}

fn papers(papers: Vec<Paper>) -> Vec<Certicate> {
    let one = |paper: Paper| Certicate { key: paper.key, value: paper.value, is_permanent: None, expire_time: None };
    papers.into_iter().map(one).collect()
}

pub(super) fn privacy_setting(body: NewPrivacySetting) -> SetPrivacySetting {
    let given = body.owner_setting;
    let mut owner = SetPrivacySettingOwnerSetting::new(given.notice_method);
    owner.contact_email = given.contact_email;
    owner.contact_phone = given.contact_phone;
    owner.contact_qq = given.contact_qq;
    owner.contact_weixin = given.contact_weixin;
    owner.ext_file_media_id = given.ext_file_media_id;
    owner.store_expire_timestamp = given.store_expire_timestamp;
    owner.store_region = given.store_region;
    let mut setting = SetPrivacySetting::new(owner);
    setting.privacy_ver = body.privacy_ver;
    setting.setting_list = body.setting_list.map(|list| {
        let one = |data: wxfleet_api::account::DeclaredData| SetPrivacySettingSettingList {
            privacy_key: data.privacy_key,
            privacy_text: data.privacy_text,
        };
        list.into_iter().map(one).collect()
    });
    setting
}

pub(super) fn private_api(body: NewPrivateApi) -> ApplyPrivacyInterface {
    let filled = |list: Vec<String>| Some(list).filter(|list| !list.is_empty());
    let mut application = ApplyPrivacyInterface::new(body.api_name, body.content);
    application.url_list = filled(body.url_list);
    application.pic_list = filled(body.pic_list);
    application.video_list = filled(body.video_list);
    application
}

pub(super) fn qr_rule(body: NewQrRule) -> QrcodeJumpAdd {
    let mut rule = QrcodeJumpAdd::new(body.prefix, body.path, i64::from(body.is_edit));
    rule.permit_sub_rule = body.permit_sub_rule;
    rule.open_version = body.open_version;
    rule.debug_url = body.debug_url;
    rule
}

pub(super) fn wxacode(body: NewWxacode) -> Result<Wxacode, Problem> {
    match body.kind.as_deref() {
        None | Some("unlimited") => {
            let mut code = GetWxacodeUnlimit::new(body.scene.unwrap_or_default());
            code.page = body.path;
            code.check_path = body.check_path;
            code.env_version = body.env_version;
            code.width = body.width;
            code.is_hyaline = body.is_hyaline;
            Ok(Wxacode::Unlimited(code))
        }
        Some("limited") => {
            let mut code = GetWxacode::new(body.path.unwrap_or_default());
            code.env_version = body.env_version;
            code.width = body.width;
            code.is_hyaline = body.is_hyaline;
            Ok(Wxacode::Limited(code))
        }
        Some("qrcode") => {
            let mut code = CreateWxaQrcode::new(body.path.unwrap_or_default());
            code.width = body.width;
            Ok(Wxacode::Qrcode(code))
        }
        Some(_) => {
            Err(Problem::invalid("kind", "must be unlimited, limited or qrcode", "必须是 unlimited、limited 或 qrcode"))
        }
    }
}

pub(super) fn open_appid(text: String) -> Result<String, Problem> {
    if text.is_empty() {
        return Err(Problem::invalid("open_appid", "must name the open platform account", "必须写明开放平台账号"));
    }
    Ok(text)
}

pub(super) fn plugin(body: NewPlugin) -> PluginApply {
    let mut apply = PluginApply::new(body.plugin_appid);
    apply.reason = body.reason;
    apply
}
