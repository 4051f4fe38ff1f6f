//! Codes about service categories with their papers, the privacy guideline, and applying for privacy APIs.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        53300,
        Who::Isv,
        "Wait for the first of next month; `wxfleet call get_set_categories --appid APPID` shows the additions left (quota).",
        "请等下月 1 日；`wxfleet call get_set_categories --appid APPID` 的 quota 为剩余可添加次数。",
    ),
    (
        53301,
        Who::Isv,
        "Delete a category that is not needed: `wxfleet call get_set_categories --appid APPID` lists them, `wxfleet call delete_category --appid APPID first=ID second=ID` deletes one.",
        "请删除不需要的类目：`wxfleet call get_set_categories --appid APPID` 列出，`wxfleet call delete_category --appid APPID first=ID second=ID` 删除。",
    ),
    (
        53302,
        Who::Merchant,
        "Choose a category that `wxfleet call get_all_categories --appid APPID` offers to this entity, or use an account of another kind of entity.",
        "请从 `wxfleet call get_all_categories --appid APPID` 所列中选择该主体可用的类目，或更换主体类型。",
    ),
    (
        53303,
        Who::Isv,
        "Take both level ids from `wxfleet call get_all_categories --appid APPID`, and mind the spelling certicates for the papers.",
        "请从 `wxfleet call get_all_categories --appid APPID` 取一、二级编号；资质字段拼写为 certicates。",
    ),
    (
        53304,
        Who::Us,
        "Nothing to do: `wxfleet call get_set_categories --appid APPID` shows it.",
        "无需处理：`wxfleet call get_set_categories --appid APPID` 可看。",
    ),
    (
        53305,
        Who::Merchant,
        "Send the categories one by one to see which WeChat refuses, and complete that one's papers with the merchant.",
        "请逐个添加以找出未通过的类目，并请商家补齐其资质。",
    ),
    (
        53306,
        Who::Isv,
        "Leave first and second as they are and send new papers alone; another category is added by add_category.",
        "first、second 须保持原值，只提交新的资质；要换类目请用 add_category。",
    ),
    (
        53307,
        Who::Isv,
        "Look at `wxfleet call get_set_categories --appid APPID`: only those with audit_status 2 take new papers; delete and add the others.",
        "请看 `wxfleet call get_set_categories --appid APPID`：仅 audit_status 为 2 的可改资质，其余请删除后重新添加。",
    ),
    (
        53308,
        Who::Isv,
        "Wait for the review's result, which is pushed (`wxfleet event list`) and shown by `wxfleet call get_set_categories --appid APPID`, then delete.",
        "请等审核结果（会推送，见 `wxfleet event list`；也可用 `wxfleet call get_set_categories --appid APPID` 查看），再删除。",
    ),
    (
        53309,
        Who::Merchant,
        "Keep this category; if it must go, the merchant asks WeChat on mp.weixin.qq.com.",
        "请保留该类目；确需删除请商家在 mp.weixin.qq.com 咨询微信。",
    ),
    (
        53310,
        Who::Isv,
        "Delete a category that is not needed (`wxfleet call get_set_categories --appid APPID`), or send apply_reason along to ask for more.",
        "请删除不需要的类目（`wxfleet call get_set_categories --appid APPID`），或随请求附上 apply_reason 申请增加。",
    ),
    (
        53311,
        Who::Merchant,
        "Get the papers from the merchant that `wxfleet call get_all_categories --appid APPID` names for this category, upload them by media_upload with this account, and send their media ids in certicates.",
        "请向商家取得该类目所需资质（见 `wxfleet call get_all_categories --appid APPID`），以该账号用 media_upload 上传，并在 certicates 中附上 media_id。",
    ),
    (
        61034,
        Who::Isv,
        "Give at least one of url_list, pic_list and video_list, a content of at most 300 characters, and api_name in WeChat's spelling.",
        "url_list、pic_list、video_list 至少给一种；content 不超过 300 字，api_name 大小写须与微信一致。",
    ),
    (
        61035,
        Who::Us,
        "Nothing to do: the API may be used as it is; `wxfleet call get_privacy_interface --appid APPID` lists those that need an application.",
        "无需处理：该接口可直接使用；需要申请的见 `wxfleet call get_privacy_interface --appid APPID`。",
    ),
    (
        86069,
        Who::Merchant,
        "Ask the merchant for one way of contact (e-mail, phone, QQ or WeChat) and fill it in with notice_method, then send set_privacy_setting again.",
        "请向商家取得一种联系方式（邮箱、电话、QQ 或微信），与 notice_method 一并填入后重新提交 set_privacy_setting。",
    ),
    (
        86071,
        Who::Isv,
        "Give 1 for the online guideline or 2 for the one in development: `wxfleet call get_privacy_setting --appid APPID privacy_ver=2`.",
        "1 为线上版，2 为开发版：`wxfleet call get_privacy_setting --appid APPID privacy_ver=2`。",
    ),
    (
        86072,
        Who::Isv,
        "Write store_expire_timestamp as a number and the Chinese sign for day, in UTF-8, or leave it out for the shortest time that is needed.",
        "store_expire_timestamp 请以 UTF-8 写成“30天”这样，或留空表示按必要的最短期限。",
    ),
    (
        86074,
        Who::Isv,
        "Send the guideline with privacy_ver 2 first, submit and release a version with it; only then privacy_ver 1 changes its contact.",
        "请先以 privacy_ver=2 提交指引，并随版本提审、发布；之后才能用 privacy_ver=1 修改联系方式。",
    ),
];
