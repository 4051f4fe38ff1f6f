//! Codes about who authorized us, for what, and about accounts that WeChat restricts.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        40030,
        Who::Us,
        "For an account, wxfleet looks its refresh token up in the authorizer list, and if that fails, send the merchant `wxfleet authorizer link --biz-appid APPID`; for a user's sign-in, let the user sign in again.",
        "若为授权账号，wxfleet 会从已授权列表重取刷新令牌，仍失败请用 `wxfleet authorizer link --biz-appid APPID` 让商家重新授权；若为用户网页授权，请让用户重新登录。",
    ),
    (
        40170,
        Who::Isv,
        "Ask for fewer rows: a page of authorizers holds at most 500; `wxfleet authorizer sync` reads the whole list by itself.",
        "请减少单次数量：授权方列表每页最多 500 条；`wxfleet authorizer sync` 会自行读完整个列表。",
    ),
    (
        42002,
        Who::Us,
        "wxfleet looks the refresh token up in the authorizer list; if that fails, the merchant must authorize again: `wxfleet authorizer link --biz-appid APPID`.",
        "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权：`wxfleet authorizer link --biz-appid APPID`。",
    ),
    (
        42007,
        Who::Merchant,
        "The owner changed the password, which ended the authorization: send the merchant a new link by `wxfleet authorizer link --biz-appid APPID`.",
        "账号改过密码，授权已失效：请用 `wxfleet authorizer link --biz-appid APPID` 生成新链接发给商家。",
    ),
    (
        43007,
        Who::Merchant,
        "The account does not authorize the platform: send the merchant a link by `wxfleet authorizer link --biz-appid APPID`.",
        "该账号未授权本平台：请用 `wxfleet authorizer link --biz-appid APPID` 生成授权链接发给商家。",
    ),
    (
        43104,
        Who::Merchant,
        "The account lacks the right to this API: `wxfleet authorizer permissions APPID` shows what is granted (set 18 for content checks, 88 for links); personal Mini Programs cannot make URL links or schemes.",
        "该账号无权使用此接口：`wxfleet authorizer permissions APPID` 可看已授权的权限集（内容安全需 18，链接需 88）；个人小程序不能生成 URL Link 与 Scheme。",
    ),
    (
        48001,
        Who::Merchant,
        "The account has no right to this API: see `wxfleet authorizer permissions APPID`; ask the merchant to authorize again with the set (`wxfleet authorizer link --biz-appid APPID`), or to verify the account if WeChat wants that for the API.",
        "该账号没有此接口权限：请看 `wxfleet authorizer permissions APPID`；让商家重新授权并勾选（`wxfleet authorizer link --biz-appid APPID`），若接口要求认证则先完成账号认证。",
    ),
    (
        48004,
        Who::Merchant,
        "WeChat has blocked this API for a violation: `wxfleet call get_illegal_records --appid APPID` lists a Mini Program's penalties; the merchant appeals on mp.weixin.qq.com.",
        "该接口因违规被封禁：`wxfleet call get_illegal_records --appid APPID` 可查小程序的处罚记录；请商家登录 mp.weixin.qq.com 申诉。",
    ),
    (
        50002,
        Who::Merchant,
        "The account is frozen, closed or restricted: `wxfleet authorizer refresh APPID` shows its standing; the merchant must clear this with WeChat.",
        "账号被冻结、注销或受限：`wxfleet authorizer refresh APPID` 可看账号状态；请商家联系微信处理。",
    ),
    (
        61003,
        Who::Merchant,
        "The account does not authorize this platform any more: send the merchant a new link by `wxfleet authorizer link --biz-appid APPID`.",
        "该账号已不再授权本平台：请用 `wxfleet authorizer link --biz-appid APPID` 生成新链接发给商家。",
    ),
    (
        61007,
        Who::Merchant,
        "A permission set is missing: `wxfleet authorizer permissions APPID` says which function lacks which; let the merchant authorize again and tick it: `wxfleet authorizer link --biz-appid APPID`.",
        "缺少权限集：`wxfleet authorizer permissions APPID` 可看哪项功能缺哪个；请让商家重新授权并勾选：`wxfleet authorizer link --biz-appid APPID`。",
    ),
    (
        61009,
        Who::Merchant,
        "The authorization code is invalid or was used: if `wxfleet authorizer show APPID` says authorized, all is well; else make a new link by `wxfleet authorizer link`.",
        "授权码无效或已使用：若 `wxfleet authorizer show APPID` 显示已授权则无需处理，否则用 `wxfleet authorizer link` 生成新链接发给商家。",
    ),
    (
        61010,
        Who::Merchant,
        "If `wxfleet authorizer show APPID` says authorized, all is well; else make a new link by `wxfleet authorizer link`. On content checks it means that the user has not opened the Mini Program lately: check again at the user's next visit.",
        "若 `wxfleet authorizer show APPID` 显示已授权则无需处理，否则用 `wxfleet authorizer link` 生成新链接发给商家；内容安全接口返回此码，表示该用户近期未打开小程序，请待其再次访问时检测。",
    ),
    (
        61012,
        Who::Isv,
        "option_name is one of location_report, voice_recognize and customer_service, and belongs to Official Accounts: correct it.",
        "option_name 只能是 location_report、voice_recognize、customer_service，且仅用于公众号：请修正。",
    ),
    (
        61013,
        Who::Isv,
        "location_report takes 0, 1 or 2; voice_recognize and customer_service take 0 or 1: correct option_value.",
        "location_report 取 0、1、2，voice_recognize 与 customer_service 取 0、1：请修正 option_value。",
    ),
    (
        61016,
        Who::Isv,
        "Confirm the permission set for the platform at open.weixin.qq.com > third-party platform > details, then let the merchant authorize again: `wxfleet authorizer link --biz-appid APPID`.",
        "请先到微信开放平台 → 第三方平台 → 详情 确认平台的该权限集，再让商家重新授权：`wxfleet authorizer link --biz-appid APPID`。",
    ),
    (
        61017,
        Who::Merchant,
        "Ask the merchant to authorize again and to tick the set: `wxfleet authorizer permissions APPID` shows what is granted, `wxfleet authorizer link --biz-appid APPID` makes the link.",
        "请商家重新授权并勾选该权限集：`wxfleet authorizer permissions APPID` 可看已授权项，`wxfleet authorizer link --biz-appid APPID` 生成链接。",
    ),
    (
        61018,
        Who::Us,
        "Nothing to do: look at the permission sets with `wxfleet authorizer permissions APPID`.",
        "无需处理：可用 `wxfleet authorizer permissions APPID` 查看现有权限集。",
    ),
    (
        61019,
        Who::Us,
        "Nothing to do: go on without a confirmation; `wxfleet authorizer permissions APPID` shows the permission sets.",
        "无需处理：可直接继续，`wxfleet authorizer permissions APPID` 可看现有权限集。",
    ),
    (
        61021,
        Who::Isv,
        "Look at the permission sets first (`wxfleet authorizer permissions APPID`): what is not waiting for a confirmation cannot be given one.",
        "请先看权限集（`wxfleet authorizer permissions APPID`）：不在待确认状态的项不能确认。",
    ),
    (
        61022,
        Who::Isv,
        "The first submission counts: wait for its result, and look at `wxfleet event list` before anything is sent again.",
        "以首次提交为准：请等待其结果，再次提交前先看 `wxfleet event list`。",
    ),
    (
        61023,
        Who::Us,
        "wxfleet looks the refresh token up in the authorizer list; if that fails, the merchant must authorize again: `wxfleet authorizer link --biz-appid APPID`.",
        "wxfleet 会从已授权列表重取刷新令牌；若仍失败，请商家重新授权：`wxfleet authorizer link --biz-appid APPID`。",
    ),
    (
        61025,
        Who::Merchant,
        "This switch cannot be set by a platform: the merchant sets it on mp.weixin.qq.com.",
        "该开关不能由平台设置：请商家登录 mp.weixin.qq.com 自行设置。",
    ),
    (
        61030,
        Who::Merchant,
        "Only the merchant ends an authorization: in the account's console on mp.weixin.qq.com, under third-party authorizations.",
        "只有商家能取消授权：请其登录 mp.weixin.qq.com，在第三方平台授权管理中取消。",
    ),
    (
        86000,
        Who::Isv,
        "The call must be made for an account that authorized the platform, with the token that the platform fetched: check `wxfleet authorizer show APPID`, and that no program uses the account's own token.",
        "须用平台代授权账号获取的令牌调用：请查看 `wxfleet authorizer show APPID`，并确认没有程序在用账号自己的令牌。",
    ),
    (
        86003,
        Who::Isv,
        "The platform itself lacks a permission: compare its permission sets at open.weixin.qq.com > third-party platform > details with what the call needs.",
        "平台自身缺少权限：请到微信开放平台 → 第三方平台 → 详情，对照该接口所需的权限集添加。",
    ),
];
