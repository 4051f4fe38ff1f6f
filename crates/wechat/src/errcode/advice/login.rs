//! Codes about signing users in, and about making Mini Program codes and links.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        40003,
        Who::Isv,
        "Take the openid from this account's own sign-in or push: it is another one for each account; content checks want a user seen within two hours.",
        "请使用该账号自己登录或推送得到的 openid：每个账号各不相同；内容安全接口还要求用户近两小时内访问过。",
    ),
    (
        40029,
        Who::Isv,
        "Let the user sign in again and send the new code at once: a code is good for five minutes, once, and for the account that got it.",
        "请让用户重新登录，并立即提交新 code：code 五分钟内有效、只能用一次，且只对取得它的账号有效。",
    ),
    (
        40129,
        Who::Isv,
        "Content checks take scene 1 to 4; a Mini Program code takes at most 32 visible characters, and no Chinese or percent signs: shorten it to an id.",
        "内容安全的 scene 取 1 至 4；小程序码的 scene 最多 32 个可见字符，不含中文与百分号：请改用短编号。",
    ),
    (
        40159,
        Who::Isv,
        "Shorten the path (128 characters for create_wxa_qrcode, 1024 for get_wxacode), and send a JSON body; for more codes use get_wxacode_unlimit.",
        "请缩短 path（create_wxa_qrcode 最多 128 个字符，get_wxacode 最多 1024 个），请求体须为 JSON；需要更多码时请用 get_wxacode_unlimit。",
    ),
    (
        40163,
        Who::Isv,
        "Send each code once: let the user sign in again, and see that neither a reload of the page nor a retry sends it twice.",
        "每个 code 只能用一次：请让用户重新登录，并检查页面刷新或重试是否重复提交。",
    ),
    (
        40165,
        Who::Isv,
        "Give a page that is online, and its parameters apart in query: `wxfleet code pages APPID` lists those of the committed code, a new one must be released first.",
        "path 须为已上线的页面，参数另填 query：`wxfleet code pages APPID` 列出已上传代码的页面，新页面须先发布。",
    ),
    (
        40169,
        Who::Isv,
        "Shorten scene to at most 32 visible characters, and send a JSON body; more goes behind an id that your server looks up.",
        "scene 最多 32 个可见字符，请求体须为 JSON；更多内容请存到自己的服务器，以编号代替。",
    ),
    (
        40226,
        Who::WeChat,
        "WeChat holds this user for risky and lets nobody sign them in: refuse politely, do not repeat; the user may turn to WeChat.",
        "微信判定该用户为高风险并拦截登录：请婉拒，勿重试；用户可自行联系微信。",
    ),
    (
        41003,
        Who::Isv,
        "Send the refresh_token that the user's sign-in answered; if none was kept, let the user sign in again.",
        "请带上用户登录时得到的 refresh_token；若未保存，请让用户重新登录。",
    ),
    (
        41008,
        Who::Isv,
        "Send the code that the user's sign-in gave: js_code for Mini Programs, code for web pages.",
        "请带上用户登录得到的 code：小程序为 js_code，网页为 code。",
    ),
    (
        41009,
        Who::Isv,
        "Send the user's openid, as this account's sign-in or push gave it.",
        "请带上用户的 openid，以该账号登录或推送得到的为准。",
    ),
    (
        41030,
        Who::Isv,
        "Give a page that is online (for a code without a leading slash or query); for one not released yet set check_path to false and env_version to trial, for a message miniprogram_state to trial.",
        "请填已上线的页面（小程序码不带开头的斜杠和参数）；尚未发布的页面，小程序码请设 check_path 为 false、env_version 为 trial，消息请设 miniprogram_state 为 trial。",
    ),
    (
        42003,
        Who::Isv,
        "Let the user sign in again and send the new code at once: it is good for five minutes.",
        "请让用户重新登录，并立即提交新 code：五分钟内有效。",
    ),
    (
        45029,
        Who::Isv,
        "The account's fixed codes are spent for good (100000 in all): use get_wxacode_unlimit for Mini Programs, and QR codes that expire for Official Accounts.",
        "该账号的永久码已用尽（共 10 万个，不再恢复）：小程序请改用 get_wxacode_unlimit，公众号请改用临时二维码。",
    ),
    (
        50001,
        Who::Isv,
        "Ask the user for the scope in your program (snsapi_userinfo for the profile), then call with the token of that sign-in.",
        "请在程序中请用户授权相应 scope（用户资料为 snsapi_userinfo），再用该次登录的令牌调用。",
    ),
    (
        87007,
        Who::Isv,
        "Let the user sign in again (wx.login), keep the new session_key, and sign with that.",
        "请让用户重新登录（wx.login），保存新的 session_key 并用它签名。",
    ),
    (87008, Who::Isv, "Give hmac_sha256 as sig_method: WeChat takes no other.", "sig_method 只能是 hmac_sha256。"),
    (
        87009,
        Who::Isv,
        "Sign the empty string by HMAC-SHA256 with the user's newest session_key, in lower-case hex.",
        "请用该用户最新的 session_key 对空字符串做 HMAC-SHA256 签名，以小写十六进制表示。",
    ),
];
