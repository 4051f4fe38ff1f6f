//! Codes that blame the request: method, encoding, a field that is missing or out of range.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        40033,
        Who::Isv,
        "Send Chinese and other text as UTF-8 itself, not as \\u escapes: set the JSON library of the calling program so.",
        "中文等文本须直接以 UTF-8 发送，不要写成 \\u 转义：请调整调用程序的 JSON 库设置。",
    ),
    (
        40035,
        Who::Isv,
        "Compare each field with the endpoint's entry in the catalogue (`GET /api/v1/catalogue`); `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received.",
        "请对照接口目录（`GET /api/v1/catalogue`）逐项核对字段；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容。",
    ),
    (
        40048,
        Who::Isv,
        "Check the link: written in full with https://, and on a host that the account has set for this use.",
        "请核对链接：须以 https:// 写全，且域名已在该账号中配置。",
    ),
    (
        40066,
        Who::Isv,
        "Check the link: written in full, reachable from outside, and on a host that the account may use.",
        "请核对链接：须写全、外网可访问，且域名为该账号可用。",
    ),
    (
        40097,
        Who::Isv,
        "Compare the fields with the endpoint's entry in `GET /api/v1/catalogue`: often it is a version number, a percentage, an action or env_version; `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received.",
        "请对照 `GET /api/v1/catalogue` 中该接口的字段：常见的是版本号、比例、action 或 env_version 有误；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容。",
    ),
    (
        40101,
        Who::Isv,
        "Add the field that WeChat's text names; the endpoint's required fields stand in `GET /api/v1/catalogue`.",
        "请补上微信提示的字段；各接口的必填项见 `GET /api/v1/catalogue`。",
    ),
    (
        40132,
        Who::Isv,
        "Give the person's WeChat id as it stands in their profile, not the nickname or the phone number.",
        "请填写对方资料页上的微信号，而不是昵称或手机号。",
    ),
    (
        40166,
        Who::Isv,
        "Check the Mini Program's appid: 18 characters that begin with wx, as `wxfleet authorizer list` shows it.",
        "请核对小程序 appid：以 wx 开头、共 18 位，见 `wxfleet authorizer list`。",
    ),
    (
        43001,
        Who::Isv,
        "WeChat wants GET here: correct the calling program; `wxfleet call` takes the method from the catalogue.",
        "该接口须用 GET：请修正调用程序；`wxfleet call` 会按目录选用方法。",
    ),
    (
        43002,
        Who::Isv,
        "WeChat wants POST here: correct the calling program; `wxfleet call` takes the method from the catalogue.",
        "该接口须用 POST：请修正调用程序；`wxfleet call` 会按目录选用方法。",
    ),
    (
        43003,
        Who::Isv,
        "Call WeChat by https://: correct the address in the calling program, or wechat.api_base_url in wxfleet's settings.",
        "请改用 https:// 调用：修正调用程序中的地址，或 wxfleet 的设置 wechat.api_base_url。",
    ),
    (
        44002,
        Who::Isv,
        "Send {} at the least, also where no field is needed: correct the calling program.",
        "即使没有字段也须发送 {}：请修正调用程序。",
    ),
    (44004, Who::Isv, "Fill in the text: content must not be empty.", "请填写文本内容：content 不能为空。"),
    (
        47001,
        Who::Isv,
        "WeChat could not read the body, or misses a field in it: check that it is one JSON object in UTF-8 and holds the required fields of `GET /api/v1/catalogue`.",
        "微信读不懂请求体或缺少字段：请确认是 UTF-8 的 JSON 对象，并含 `GET /api/v1/catalogue` 所列必填项。",
    ),
    (
        47002,
        Who::Isv,
        "Set the calling program's JSON library to write text as it is: WeChat refuses \\u escapes here.",
        "请让调用程序的 JSON 库原样输出文字：此接口拒收 \\u 转义。",
    ),
    (
        61020,
        Who::Isv,
        "Compare the fields with the endpoint's entry in `GET /api/v1/catalogue`; `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received.",
        "请对照 `GET /api/v1/catalogue` 中该接口的字段；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容。",
    ),
    (
        61451,
        Who::Isv,
        "Check the customer-service call's fields, the agent's name and the user's openid first; `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received.",
        "请检查客服接口的字段，先看客服账号与用户 openid；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容。",
    ),
    (
        85067,
        Who::Isv,
        "Check the field that WeChat's text names; `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received.",
        "请检查微信提示的字段；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容。",
    ),
    (
        85078,
        Who::Isv,
        "Check name, identity card and WeChat id of the operator that the request names: they must belong to one person.",
        "请核对请求中操作者的姓名、证件与微信号：须为同一人。",
    ),
    (
        85089,
        Who::Isv,
        "Nothing is set at WeChat for what the request names: read the present settings first, and set them before changing them.",
        "请求所指的配置在微信侧尚不存在：请先查询现有配置，设置之后再修改。",
    ),
    (
        200_002,
        Who::Isv,
        "Compare types and names of the fields with the endpoint's entry in `GET /api/v1/catalogue`; `wxfleet call get_rid_info --appid APPID rid=RID` shows what WeChat received.",
        "请对照 `GET /api/v1/catalogue` 核对字段名与类型；`wxfleet call get_rid_info --appid APPID rid=RID` 可看微信收到的内容。",
    ),
];
