//! The documentation of the HTTP API, drawn on the server from its `OpenAPI` document: no script, one style sheet.
//!
//! * `document`: the document read into what the page shows.
//! * `schema`: one JSON schema as rows of fields, and as an example.
//! * `curl`: an operation as a command to copy.
//! * `prose`: descriptions, of which we know paragraphs, lists and code.
//!
//! What the document holds beyond that (callbacks, links, encodings) is passed over: our own API does not use it.

mod curl;
mod document;
mod prose;
mod schema;

use askama::Template;
use serde_json::Value;

use crate::assets::ADDRESSES;
use crate::locale::{Language, words};
use document::Document;
use prose::{Block, Span};

/// `GET /api/docs`.
#[derive(Debug, Clone, Copy)]
pub struct ReferencePage<'a> {
    /// The `OpenAPI` 3.1 document, as `/api/v1/openapi.json` gives it.
    pub document: &'a Value,
    /// The server's public address, for the commands.
    pub server: &'a str,
}

impl ReferencePage<'_> {
    /// The page as HTML. What is missing or malformed in the document is left out.
    pub fn render(&self, language: Language) -> String {
        let other = language.pick(Language::En, Language::Zh);
        crate::rendered(&Reference {
            tag: language.tag(),
            sheet: &ADDRESSES.reference,
            icon: &ADDRESSES.icon,
            words: Words::of(language),
            document: Document::read(self.document),
            server: self.server.trim_end_matches('/'),
            other_tag: other.tag(),
            other_name: other.pick("中文", "English"),
        })
    }
}

words! {
    /// Words of the page.
    Words {
        title: "API 文档", "API reference";
        raw: "OpenAPI 文件", "OpenAPI document";
        begin: "开始之前", "Before you begin";
        begin_text: "每个请求都带上密钥。密钥用第一条命令在服务器上生成，只显示一次；设好后面两个变量，下面的命令就可以直接复制使用。",
            "Every request carries a key. The first command makes one on the server and shows it once; with the two variables set, the commands below can be copied as they are.";
        lists: "列表", "Lists";
        lists_text: "列表用 limit（默认 50，最多 500）和 cursor 翻页：把上一页的 next_cursor 传回来，为 null 就是最后一页。",
            "Lists take limit (50, at most 500) and cursor: hand back next_cursor of the page before; null means there is no more.";
        times: "时间", "Times";
        times_text: "一律为 UTC，RFC 3339，以 Z 结尾。", "RFC 3339 in UTC, ending in Z.";
        errors: "出错时", "Errors";
        errors_text: "出错时返回 RFC 9457 格式的 application/problem+json。程序按 code 判断；advice 说明怎么处理、由谁处理；微信拒绝时带上 errcode、errmsg 和 rid。",
            "Errors are RFC 9457 application/problem+json. Programs match on code; advice says what to do and who can do it; when WeChat refused, errcode, errmsg and rid stand beside it.";
        contents: "目录", "Contents";
        parameters: "参数", "Parameters";
        body: "请求体", "Request body";
        answer: "返回", "Answer";
        answers: "状态码", "Statuses";
        required: "必填", "required";
        no_key: "不需要密钥", "no key needed";
        deprecated: "已弃用", "deprecated";
        command: "命令", "Command";
        example: "返回示例", "Example answer";
        empty: "这个服务还没有描述任何接口。", "This server describes no operations.";
        top: "回到顶部", "Back to top";
    }
}

#[derive(Template)]
#[template(path = "reference.html")]
struct Reference<'a> {
    tag: &'static str,
    sheet: &'static str,
    icon: &'static str,
    words: &'static Words,
    document: Document,
    server: &'a str,
    other_tag: &'static str,
    other_name: &'static str,
}
