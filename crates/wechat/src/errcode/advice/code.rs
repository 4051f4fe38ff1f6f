//! Codes about the template library and about committing code to an account.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        -60005,
        Who::Isv,
        "WeChat gives no explanation for this code: check ext_json and the template (`wxfleet template list`), look at `wxfleet call get_rid_info --appid APPID rid=RID`, then ask WeChat with the rid.",
        "微信未说明此码含义：请检查 ext_json 与模板（`wxfleet template list`），再看 `wxfleet call get_rid_info --appid APPID rid=RID`，仍不行请带 rid 咨询微信。",
    ),
    (
        80066,
        Who::Isv,
        "Correct the plug-in's version in the template or in ext_json: `wxfleet call plugin_list --appid APPID action=list` shows what the account has added.",
        "请在模板或 ext_json 中修正插件版本：`wxfleet call plugin_list --appid APPID action=list` 可看该账号已添加的插件。",
    ),
    (
        80067,
        Who::Isv,
        "Correct the plug-in's appid in the template or in ext_json, or add the plug-in first: `wxfleet call plugin_apply --appid APPID action=apply plugin_appid=PLUGIN_APPID`.",
        "请在模板或 ext_json 中修正插件 appid，或先添加插件：`wxfleet call plugin_apply --appid APPID action=apply plugin_appid=PLUGIN_APPID`。",
    ),
    (
        80082,
        Who::Merchant,
        "The account must be allowed the plug-in: apply by `wxfleet call plugin_apply --appid APPID action=apply plugin_appid=PLUGIN_APPID`, or let the merchant add it on mp.weixin.qq.com; commit again when its owner has agreed.",
        "该账号须先获准使用此插件：用 `wxfleet call plugin_apply --appid APPID action=apply plugin_appid=PLUGIN_APPID` 申请，或请商家在 mp.weixin.qq.com 添加；插件方同意后再上传代码。",
    ),
    (
        85005,
        Who::Isv,
        "Check the appid, and that the Mini Program still authorizes the platform (`wxfleet authorizer show APPID`); a development Mini Program is added at open.weixin.qq.com > third-party platform > details.",
        "请核对 appid，并确认小程序仍授权本平台（`wxfleet authorizer show APPID`）；开发小程序在微信开放平台 → 第三方平台 → 详情 添加。",
    ),
    (
        85013,
        Who::Isv,
        "ext_json must be one JSON object with the keys WeChat allows: correct it and commit again with `--ext @ext.json`.",
        "ext_json 须为只含允许字段的 JSON 对象：请修正后用 `--ext @ext.json` 重新上传。",
    ),
    (
        85014,
        Who::Isv,
        "Choose another number from `wxfleet template list`: this template was deleted, or never was.",
        "请从 `wxfleet template list` 另选编号：该模板不存在或已删除。",
    ),
    (
        85043,
        Who::Isv,
        "Upload the code again from the developer tool, find its draft by `wxfleet template drafts`, and make a new template by `wxfleet template add DRAFT_ID`.",
        "请用开发者工具重新上传，用 `wxfleet template drafts` 找到草稿，再以 `wxfleet template add DRAFT_ID` 做成新模板。",
    ),
    (
        85044,
        Who::Isv,
        "Slim the template: at most 2 MB a package and 20 MB in all; then upload it again and make a new template by `wxfleet template add DRAFT_ID`.",
        "请精简模板：每个分包不超过 2 MB，总计不超过 20 MB；重新上传后以 `wxfleet template add DRAFT_ID` 做成新模板。",
    ),
    (
        85045,
        Who::Isv,
        "pages, extPages and subPackages may name only pages of the template: correct them in ext_json.",
        "pages、extPages、subPackages 只能写模板里有的页面：请修正 ext_json。",
    ),
    (
        85046,
        Who::Isv,
        "Give every entry of tabBar a pagePath: correct tabBar in ext_json.",
        "tabBar 的每一项都要有 pagePath：请修正 ext_json 的 tabBar。",
    ),
    (
        85047,
        Who::Isv,
        "Leave pages out of ext_json, or name at least one page of the template there.",
        "请从 ext_json 去掉 pages，或至少写一个模板里的页面。",
    ),
    (
        85048,
        Who::Isv,
        "Check the JSON of ext_json, for instance quotes and commas: give it as a file by `--ext @ext.json`.",
        "请检查 ext_json 的 JSON（引号、逗号等），建议用文件传入：`--ext @ext.json`。",
    ),
    (
        85064,
        Who::Isv,
        "Take the number from `wxfleet template drafts` or `wxfleet template list`: a new upload replaces a development Mini Program's former draft.",
        "请从 `wxfleet template drafts` 或 `wxfleet template list` 重新取编号：开发小程序新的上传会替换旧草稿。",
    ),
    (
        85065,
        Who::Isv,
        "Delete templates that are not used any more: `wxfleet template list`, then `wxfleet template delete TEMPLATE_ID`.",
        "请删除不再使用的模板：先 `wxfleet template list`，再 `wxfleet template delete TEMPLATE_ID`。",
    ),
    (
        85090,
        Who::Isv,
        "Wait until the other commit for this account has ended, look at `wxfleet code show APPID`, then try again if it is still wanted.",
        "请等该账号的另一次上传结束，用 `wxfleet code show APPID` 查看后，仍需要再重试。",
    ),
    (
        85310,
        Who::Isv,
        "requiredPrivateInfos is a list of API names, spelled as in WeChat's documents: correct it in the template or in ext_json.",
        "requiredPrivateInfos 须为接口名列表，拼写与微信文档一致：请在模板或 ext_json 中修正。",
    ),
    (
        85311,
        Who::Isv,
        "Keep one of the APIs that exclude each other in requiredPrivateInfos, for instance the exact or the fuzzy location.",
        "requiredPrivateInfos 中互斥的接口只能保留一个，例如精确定位与模糊定位二选一。",
    ),
    (
        85312,
        Who::Merchant,
        "Apply for the API first: `wxfleet call get_privacy_interface --appid APPID` shows each one's state, the application goes by apply_privacy_interface or the merchant's console; or take it out of requiredPrivateInfos.",
        "请先申请该接口：`wxfleet call get_privacy_interface --appid APPID` 可看各接口状态，用 apply_privacy_interface 或由商家在小程序后台申请；也可从 requiredPrivateInfos 中去掉。",
    ),
    (
        9_400_001,
        Who::Isv,
        "The development Mini Program has live streaming on: upload from another one without it, and make a new template by `wxfleet template add DRAFT_ID`.",
        "该开发小程序已开通直播：请改用未开通直播的开发小程序上传，并以 `wxfleet template add DRAFT_ID` 做成新模板。",
    ),
    (
        9_402_202,
        Who::Isv,
        "WeChat is still busy with the operation before: wait some seconds, look at `wxfleet code show APPID`, then try again.",
        "微信仍在处理上一个操作：请稍候几秒，用 `wxfleet code show APPID` 查看后再试。",
    ),
    (
        9_402_203,
        Who::Isv,
        "A standard template takes only extAppid, ext and window in ext_json: commit from a normal template (`wxfleet template list`), or remove the rest.",
        "标准模板的 ext_json 只允许 extAppid、ext、window：请改用普通模板（`wxfleet template list`）或去掉其余字段。",
    ),
];
