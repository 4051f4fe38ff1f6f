//! Codes that say too often or too much, and those of the calls that look quotas and rids up.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        44990,
        Who::Isv,
        "Pace the calls about link rules: at most five a second; then try again.",
        "二维码规则类接口每秒最多 5 次：请放慢后重试。",
    ),
    (
        45009,
        Who::Isv,
        "Go on after 0:00 China time, or reset deliberately, ten times a month: an account's calls by `wxfleet call clear_quota --appid APPID`, the platform's own by `wxfleet call component_clear_quota_v2`. `wxfleet call get_api_quota --appid APPID cgi_path=PATH` shows the day's limit (without --appid: the platform's own).",
        "请于北京时间 0 点后继续，或慎用重置（每月 10 次）：账号的接口用 `wxfleet call clear_quota --appid APPID`，平台自身的接口用 `wxfleet call component_clear_quota_v2`。`wxfleet call get_api_quota --appid APPID cgi_path=PATH` 可看当日额度（平台自身的接口去掉 --appid）。",
    ),
    (
        45011,
        Who::Isv,
        "Wait a minute, then try again; `wxfleet call get_api_quota --appid APPID cgi_path=PATH` shows how many calls a minute this API takes.",
        "请等待一分钟后重试；`wxfleet call get_api_quota --appid APPID cgi_path=PATH` 可看该接口的每分钟限额。",
    ),
    (
        45040,
        Who::Isv,
        "Wait for the first of next month; `wxfleet call get_api_quota --appid APPID cgi_path=PATH` shows the limit where WeChat tells it.",
        "请等到下月 1 日；`wxfleet call get_api_quota --appid APPID cgi_path=PATH` 可看微信给出的限额。",
    ),
    (
        45101,
        Who::Isv,
        "Wait some minutes and upload fewer files at a time; unused permanent material can be deleted to make room.",
        "请等几分钟并减少同时上传的数量；也可删除不用的永久素材腾出空间。",
    ),
    (
        45102,
        Who::WeChat,
        "WeChat has shut this API for a while: stop calling it, try again later, and ask WeChat with the rid if it lasts.",
        "微信暂时关闭了该接口：请停止调用，晚些再试；若持续，请带 rid 咨询微信。",
    ),
    (
        45103,
        Who::Isv,
        "WeChat has withdrawn this API: take it out of the calling program, and look for its successor in `GET /api/v1/catalogue`.",
        "微信已下线该接口：请从调用程序中移除，并在 `GET /api/v1/catalogue` 查找替代接口。",
    ),
    (
        45501,
        Who::Merchant,
        "WeChat slows this account's requests down: call less, and let the merchant look for a notice on mp.weixin.qq.com (`wxfleet call get_illegal_records --appid APPID` lists a Mini Program's penalties).",
        "微信限制了该账号的请求：请减少调用，并让商家登录 mp.weixin.qq.com 查看通知（`wxfleet call get_illegal_records --appid APPID` 可查小程序的处罚记录）。",
    ),
    (
        48006,
        Who::Isv,
        "All ten resets of this month are spent: wait for 0:00 China time, when the day's calls renew themselves; new resets come on the first.",
        "本月 10 次重置已用完：请等北京时间 0 点额度自动恢复；重置次数于下月 1 日恢复。",
    ),
    (
        61450,
        Who::WeChat,
        "WeChat's customer service is at fault: wait a few seconds, then send again; see first whether the message did not arrive after all.",
        "微信客服模块故障：请稍候几秒再发；重发前先确认消息是否其实已送达。",
    ),
    (
        76001,
        Who::Isv,
        "Give the rid alone, as it stands behind \"rid:\" in WeChat's text, with the account whose call failed, and within seven days.",
        "请只填微信提示中 rid: 之后的部分，用出错调用所属的账号查询，并在 7 天之内。",
    ),
    (
        76003,
        Who::Isv,
        "Write cgi_path with the slash in front and without host or query: `wxfleet call get_api_quota --appid APPID cgi_path=/wxa/release`.",
        "cgi_path 以斜杠开头、不带域名和参数，例如 `wxfleet call get_api_quota --appid APPID cgi_path=/wxa/release`。",
    ),
    (
        76021,
        Who::Isv,
        "Take the path from `GET /api/v1/catalogue`, letter by letter: WeChat knows no quota under this one.",
        "请从 `GET /api/v1/catalogue` 原样取用路径：微信查不到当前这个。",
    ),
    (
        76022,
        Who::Isv,
        "Ask with the token that the path belongs to: with --appid APPID for an account's paths, without it for the platform's; quotas of /sns paths cannot be asked, a rid only with the account whose call failed.",
        "请用路径所属的令牌：账号类接口加 --appid APPID，平台类接口不加；/sns 路径不支持查询，rid 只能用出错调用所属的账号查。",
    ),
    (
        86005,
        Who::Isv,
        "Wait some minutes, then try again, and leave more time between calls for the same WeChat id.",
        "请等几分钟再试，并拉长对同一微信号的调用间隔。",
    ),
    (
        89030,
        Who::Isv,
        "Wait for the first of next month; until then make changes by hand where WeChat's console still allows it.",
        "请等到下月 1 日；在此之前可看微信后台能否手动修改。",
    ),
];
