//! Codes about files and material, menus, content checks, statistics, express delivery and the callback check.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        40004,
        Who::Isv,
        "Give image, voice, video or thumb as type; Mini Programs upload images only.",
        "type 只能是 image、voice、video、thumb；小程序只可上传图片。",
    ),
    (
        40005,
        Who::Isv,
        "Send a file of a kind that the call takes, as a rule PNG or JPEG (video: MP4), with its right ending in the file's name.",
        "请上传接口接受的格式，一般为 PNG、JPEG（视频为 MP4），且文件名后缀相符。",
    ),
    (
        40006,
        Who::Isv,
        "Shrink the file: for an audit, pictures to 2 MB and videos to 10 MB; temporary images of Mini Programs to 2 MB, of Official Accounts to 10 MB.",
        "请压缩文件：提审素材图片不超过 2 MB、视频 10 MB；临时图片小程序不超过 2 MB、公众号 10 MB。",
    ),
    (
        40007,
        Who::Isv,
        "Upload the file again with this very account (temporary ids live three days), and use its id for this account alone.",
        "请用该账号重新上传（临时素材三天有效），所得 id 只用于该账号。",
    ),
    (
        40009,
        Who::Isv,
        "Shrink the picture: PNG or JPEG, at most 1 MB for pictures in articles, 2 MB for an avatar.",
        "请压缩图片：PNG 或 JPEG，图文内图片不超过 1 MB，头像不超过 2 MB。",
    ),
    (
        40016,
        Who::Isv,
        "Give one to three buttons, each with at most five below it.",
        "一级菜单 1 至 3 个，每个下最多 5 个子菜单：请修正。",
    ),
    (
        40017,
        Who::Isv,
        "Give each button without children a type that WeChat knows, for instance click, view or miniprogram.",
        "没有子菜单的按钮须有微信支持的 type，例如 click、view、miniprogram。",
    ),
    (
        40018,
        Who::Isv,
        "Shorten the name: at most 16 bytes for a button and 60 for one below it, a Chinese character being three.",
        "请缩短菜单名：一级最多 16 字节，子菜单最多 60 字节（1 个汉字 3 字节）。",
    ),
    (
        40053,
        Who::Isv,
        "action_info must hold scene with scene_id (a number) or scene_str (1 to 64 characters), as action_name says.",
        "action_info 须按 action_name 含 scene.scene_id（数字）或 scene.scene_str（1 至 64 字）。",
    ),
    (
        40054,
        Who::Isv,
        "Write the link of every button below another in full, with http(s):// and at most 1024 bytes.",
        "每个子菜单的链接须以 http(s):// 写全，不超过 1024 字节。",
    ),
    (
        40199,
        Who::Isv,
        "Take waybill_token from the answer of express_trace_waybill, with the same account.",
        "请使用同一账号调用 express_trace_waybill 返回的 waybill_token。",
    ),
    (
        40201,
        Who::Merchant,
        "WeChat finds no address to test: the merchant sets the account's callback URL on mp.weixin.qq.com, or for the platform, correct it at open.weixin.qq.com > third-party platform > details (`wxfleet component show` names it).",
        "微信没有可检测的回调地址：请商家在 mp.weixin.qq.com 设置；平台的回调地址在微信开放平台 → 第三方平台 → 详情 修正（`wxfleet component show` 列出）。",
    ),
    (
        40202,
        Who::Isv,
        "Give dns, ping or all as action: `wxfleet call callback_check --appid APPID action=all check_operator=DEFAULT`.",
        "action 只能是 dns、ping、all：`wxfleet call callback_check --appid APPID action=all check_operator=DEFAULT`。",
    ),
    (
        40203,
        Who::Isv,
        "Give CHINANET, UNICOM, CAP or DEFAULT as check_operator: `wxfleet call callback_check --appid APPID action=all check_operator=DEFAULT`.",
        "check_operator 只能是 CHINANET、UNICOM、CAP、DEFAULT：`wxfleet call callback_check --appid APPID action=all check_operator=DEFAULT`。",
    ),
    (
        41005,
        Who::Isv,
        "Send the file as multipart/form-data under the field media, with a file name.",
        "请以 multipart/form-data 的 media 字段上传文件，并带文件名。",
    ),
    (
        41006,
        Who::Isv,
        "Upload the file by media_upload with this account first, and send the media_id it answers (for the avatar as head_img_media_id).",
        "请先用该账号以 media_upload 上传，再带上返回的 media_id（头像为 head_img_media_id）。",
    ),
    (
        44001,
        Who::Isv,
        "Check the file: it has no bytes, or was lost on its way into the form.",
        "请检查文件：大小为 0，或未正确写入表单。",
    ),
    (
        45064,
        Who::Merchant,
        "Link the Mini Program with the Official Account first: `wxfleet call wxa_mp_link_get --appid APPID` shows those linked; wxa_mp_link starts it, and both administrators agree.",
        "请先关联小程序：`wxfleet call wxa_mp_link_get --appid APPID` 可看已关联的；用 wxa_mp_link 发起，双方管理员确认。",
    ),
    (
        46001,
        Who::Isv,
        "Upload the file again with this account and use the new media_id: temporary ones live three days.",
        "请用该账号重新上传并使用新的 media_id：临时素材三天有效。",
    ),
    (
        46003,
        Who::Isv,
        "Nothing is set yet: make a menu by menu_create, if the account is to have one.",
        "该账号尚未设置菜单：需要时用 menu_create 创建。",
    ),
    (
        48005,
        Who::Merchant,
        "Take the material out of the automatic replies and the menu first (menu_create replaces it; replies on mp.weixin.qq.com), then delete it.",
        "请先从菜单（menu_create 覆盖）与自动回复（mp.weixin.qq.com）中移除该素材，再删除。",
    ),
    (
        61501,
        Who::Isv,
        "Give begin_date and end_date as yyyymmdd, yesterday at the latest; summaries and visits take one day a call.",
        "begin_date、end_date 为 yyyymmdd，最晚到昨天；概况与访问趋势每次只能查一天。",
    ),
    (
        87014,
        Who::Isv,
        "Do not publish this text or picture; if texts of every kind are refused, send version 2 with openid and scene (msg_sec_check).",
        "请勿发布该内容；若任何文本都被判违规，请按 version=2 带 openid 与 scene 调用 msg_sec_check。",
    ),
    (
        87015,
        Who::Isv,
        "Try again with less: a smaller picture or a shorter text.",
        "请缩小内容后重试：更小的图片或更短的文本。",
    ),
    (
        600_001,
        Who::Isv,
        "Give the file a plain name with its right ending: letters, digits, no path and no blanks.",
        "请使用简单的文件名并带正确后缀：只含字母与数字，不带路径和空格。",
    ),
    (
        600_002,
        Who::Merchant,
        "See `wxfleet authorizer permissions APPID` for what is granted, and let the merchant grant what the upload needs: `wxfleet authorizer link --biz-appid APPID`.",
        "请用 `wxfleet authorizer permissions APPID` 查看已授权项，并请商家补授上传所需权限：`wxfleet authorizer link --biz-appid APPID`。",
    ),
    (
        600_003,
        Who::Isv,
        "Check the file's length: it must not be empty, nor larger than the call's page allows.",
        "请检查文件大小：不能为空，也不能超过该接口的上限。",
    ),
];
