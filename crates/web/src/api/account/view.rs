//! From WeChat's answers to bodies. Numbers that stand for a state become words.

use wxfleet_api::account::{
    BasicInfo, CategoryNode, Changes, DeclaredData, NameAudit, Plugin, PrivacyOwner, PrivacySetting, PrivateApi,
    QrRule, QrRules, SetCategories, SetCategory, SupportVersion, VersionShare,
};
use wxfleet_wechat::account::GetAccountBasicInfoReply;
use wxfleet_wechat::category::{
    GetAllCategoriesReplyCategoriesListCategories, GetSetCategoriesReply, GetSetCategoriesReplyCategories,
};
use wxfleet_wechat::code::GetSupportVersionReply;
use wxfleet_wechat::plugin::PluginListReplyPluginList;
use wxfleet_wechat::privacy::{
    GetPrivacyInterfaceReplyInterfaceList, GetPrivacySettingReply, GetPrivacySettingReplyOwnerSetting,
    GetPrivacySettingReplySettingList,
};
use wxfleet_wechat::wxacode::{QrcodeJumpGetReply, QrcodeJumpGetReplyRuleList};

/// The word for WeChat's number, counted from 1.
fn word(number: Option<i64>, words: &[&str]) -> Option<String> {
    let at = usize::try_from(number?).ok()?.checked_sub(1)?;
    words.get(at).map(|word| (*word).to_owned())
}

pub(super) fn basic_info(info: GetAccountBasicInfoReply) -> BasicInfo {
    let (signature, avatar) = (info.signature_info.unwrap_or_default(), info.head_image_info.unwrap_or_default());
    let (name, verified) = (info.nickname_info.unwrap_or_default(), info.wx_verify_info.unwrap_or_default());
    BasicInfo {
        appid: info.appid,
        account_type: info.account_type,
        principal_type: info.principal_type,
        principal_name: info.principal_name,
        realname_status: info.realname_status,
        nickname: info.nickname.or(name.nickname),
        nickname_changes: Changes { used: name.modify_used_count, quota: name.modify_quota },
        signature: signature.signature,
        signature_changes: Changes { used: signature.modify_used_count, quota: signature.modify_quota },
        head_image_url: avatar.head_image_url,
        head_image_changes: Changes { used: avatar.modify_used_count, quota: avatar.modify_quota },
        qualification_verify: verified.qualification_verify,
        naming_verify: verified.naming_verify,
    }
}

pub(super) fn name_audit(audit: wxfleet_model::name_audit::NameAudit) -> NameAudit {
    NameAudit {
        audit_id: audit.audit_id,
        nick_name: audit.nick_name,
        status: audit.status.to_string(),
        reason: audit.reason,
        submitted_at: audit.submitted_at,
        decided_at: audit.decided_at,
    }
}

pub(super) fn set_categories(reply: GetSetCategoriesReply) -> SetCategories {
    let one = |category: GetSetCategoriesReplyCategories| SetCategory {
        first: category.first.unwrap_or_default(),
        first_name: category.first_name.unwrap_or_default(),
        second: category.second.unwrap_or_default(),
        second_name: category.second_name.unwrap_or_default(),
        status: word(category.audit_status, &["in_review", "rejected", "approved"]),
        audit_reason: category.audit_reason.unwrap_or_default(),
    };
    SetCategories {
        categories: reply.categories.into_iter().map(one).collect(),
        limit: reply.limit,
        quota: reply.quota,
        category_limit: reply.category_limit,
    }
}

pub(super) fn category_node(node: GetAllCategoriesReplyCategoriesListCategories) -> CategoryNode {
    let groups = node.qualify.map(|qualify| qualify.exter_list).unwrap_or_default();
    let papers = groups.into_iter().map(|group| group.inner_list.into_iter().filter_map(|paper| paper.name).collect());
    CategoryNode {
        id: node.id.unwrap_or_default(),
        name: node.name.unwrap_or_default(),
        level: node.level.unwrap_or_default(),
        father: node.father.unwrap_or_default(),
        needs_papers: node.sensitive_type == Some(1),
        papers: papers.collect(),
    }
}

pub(super) fn privacy_setting(reply: GetPrivacySettingReply) -> PrivacySetting {
    let declared = |one: GetPrivacySettingReplySettingList| DeclaredData {
        privacy_key: one.privacy_key.unwrap_or_default(),
        privacy_text: one.privacy_text.unwrap_or_default(),
        privacy_label: one.privacy_label,
    };
    PrivacySetting {
        code_exist: reply.code_exist == Some(1),
        privacy_list: reply.privacy_list,
        setting_list: reply.setting_list.into_iter().map(declared).collect(),
        owner_setting: reply.owner_setting.map(privacy_owner),
        update_time: reply.update_time,
    }
}

fn privacy_owner(owner: GetPrivacySettingReplyOwnerSetting) -> PrivacyOwner {
    PrivacyOwner {
        contact_email: owner.contact_email,
        contact_phone: owner.contact_phone,
        contact_qq: owner.contact_qq,
        contact_weixin: owner.contact_weixin,
        ext_file_media_id: owner.ext_file_media_id,
        notice_method: owner.notice_method.unwrap_or_default(),
        store_expire_timestamp: owner.store_expire_timestamp,
        store_region: owner.store_region,
    }
}

pub(super) fn private_api(api: GetPrivacyInterfaceReplyInterfaceList) -> PrivateApi {
    PrivateApi {
        api_name: api.api_name.unwrap_or_default(),
        api_ch_name: api.api_ch_name.unwrap_or_default(),
        status: word(api.status, &["to_apply", "not_permitted", "in_review", "rejected", "permitted"]),
        audit_id: api.audit_id,
        fail_reason: api.fail_reason.unwrap_or_default(),
    }
}

pub(super) fn qr_rules(reply: QrcodeJumpGetReply) -> QrRules {
    let one = |rule: QrcodeJumpGetReplyRuleList| QrRule {
        prefix: rule.prefix.unwrap_or_default(),
        path: rule.path.unwrap_or_default(),
        permit_sub_rule: rule.permit_sub_rule,
        open_version: rule.open_version,
        debug_url: rule.debug_url,
        published: rule.state == Some(2),
    };
    QrRules {
        rules: reply.rule_list.into_iter().map(one).collect(),
        open: reply.qrcodejump_open == Some(1),
        publications_left: reply.qrcodejump_pub_quota,
    }
}

pub(super) fn support_version(reply: GetSupportVersionReply) -> SupportVersion {
    let items = reply.uv_info.map(|info| info.items).unwrap_or_default();
    let one = |item: wxfleet_wechat::code::GetSupportVersionReplyUvInfoItems| VersionShare {
        version: item.version.unwrap_or_default(),
        percentage: item.percentage.and_then(|number| number.as_f64()),
    };
    SupportVersion { now_version: reply.now_version, items: items.into_iter().map(one).collect() }
}

pub(super) fn plugin(plugin: PluginListReplyPluginList) -> Plugin {
    Plugin {
        appid: plugin.appid.unwrap_or_default(),
        nickname: plugin.nickname.unwrap_or_default(),
        status: word(plugin.status, &["applying", "accepted", "refused", "timed_out"]),
        headimgurl: plugin.headimgurl.unwrap_or_default(),
    }
}
