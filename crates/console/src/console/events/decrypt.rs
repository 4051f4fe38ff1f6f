//! A push that somebody brings, from a proxy's log or a colleague: what each check says of it, and what it holds.
//!
//! All checks are made whatever the one before said, so that the page shows which setting is wrong: a signature that
//! does not match while the key fits is a wrong token, the reverse a wrong AES key.

use askama::Template;
use wxfleet_wechat::callback::{Reject, outline};

use super::Said;
use crate::console::frame::{Chrome, Frame, Platform};
use crate::console::pieces::{Icon, Refusal, Tone};
use crate::console::tree::Branch;
use crate::locale::{Language, words};

/// `GET` and `POST /console/events/decrypt`.
#[derive(Debug, Clone, Copy)]
pub struct DecryptPage<'a> {
    /// The platform that was chosen.
    pub platform: &'a str,
    /// The query or the whole address, as it was pasted.
    pub query: &'a str,
    /// The body, as it was pasted.
    pub body: &'a str,
    /// What the checks say; nothing before there is a push.
    pub checked: Option<Checked<'a>>,
    /// Why nothing was checked.
    pub refusal: Option<&'a Refusal>,
}

/// What the checks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked<'a> {
    /// How many replacements ago the token was current that made the signature.
    pub token: Result<usize, Reject>,
    /// The same of the AES key that opened it.
    pub key: Result<usize, Reject>,
    /// What it says, if it could be opened.
    pub said: Option<Said<'a>>,
}

/// How one check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Passed,
    Failed,
    /// One before it failed, so there was nothing to look at.
    NotReached,
}

/// One check, in the order in which they are made.
struct Check {
    name: &'static str,
    state: State,
    says: String,
}

impl Check {
    fn tone(&self) -> Tone {
        match self.state {
            State::Passed => Tone::Good,
            State::Failed => Tone::Bad,
            State::NotReached => Tone::Quiet,
        }
    }
}

impl DecryptPage<'_> {
    /// The page as HTML.
    pub fn render(&self, frame: &Frame<'_>) -> String {
        let words = Words::of(frame.language);
        let (tree, raw, is_hidden) = match self.checked.and_then(|checked| checked.said) {
            Some(Said::Readable { xml, .. }) => (outline(xml).map(|root| Branch::of_xml(&root)), None, false),
            Some(Said::Raw(text)) => (None, text, text.is_none()),
            None => (None, None, false),
        };
        crate::rendered(&Decrypt {
            chrome: frame.chrome(),
            language: frame.language,
            words,
            page: self,
            platforms: frame.platforms,
            checks: self.checked.map(|checked| checks(&checked, words)).unwrap_or_default(),
            verdict: self.checked.map(|checked| verdict(&checked, words)),
            tree,
            raw,
            is_hidden,
        })
    }
}

/// The checks in their order: envelope, signature, base64, length, padding, appid, message.
fn checks(checked: &Checked<'_>, words: &'static Words) -> Vec<Check> {
    let mut checks = Vec::new();
    let envelope = match checked.key {
        Err(reject @ Reject::Envelope(_)) => Some(reject),
        _ => None,
    };
    checks.push(check(words.envelope, envelope, true, String::new(), words));
    let reached = envelope.is_none();
    let generation =
        |at: usize| if at == 0 { words.current.to_owned() } else { words.former.replace("{}", &at.to_string()) };
    let signature = checked.token.err().filter(|_| reached);
    let token = checked.token.map_or_else(|_| String::new(), generation);
    checks.push(check(words.signature, signature, reached, token, words));
    let mut passed = reached;
    for (name, of) in [
        (words.base64, Reject::Base64),
        (words.length, Reject::Cipher),
        (words.padding, Reject::Buffer),
        (words.appid, Reject::Appid),
    ] {
        let failed = checked.key.err().filter(|reject| passed && *reject == of);
        let says = match checked.key {
            Ok(key) if of == Reject::Appid => generation(key),
            _ => String::new(),
        };
        checks.push(check(name, failed, passed, says, words));
        passed &= failed.is_none();
    }
    let unreadable = matches!(checked.said, Some(Said::Raw(_)));
    let state = match checked.said {
        None => State::NotReached,
        Some(_) if unreadable => State::Failed,
        Some(_) => State::Passed,
    };
    checks.push(Check { name: words.message, state, says: if unreadable { words.unreadable } else { "" }.to_owned() });
    checks
}

fn check(name: &'static str, failed: Option<Reject>, reached: bool, passed: String, words: &'static Words) -> Check {
    let (state, says) = match failed {
        Some(reject) => (State::Failed, format!("{} · {}", reject.code(), words.why(reject))),
        None if reached => (State::Passed, passed),
        None => (State::NotReached, String::new()),
    };
    Check { name, state, says }
}

/// What it all comes to, and what to do.
fn verdict(checked: &Checked<'_>, words: &'static Words) -> (Tone, &'static str) {
    match (checked.token, checked.key) {
        (Ok(0), Ok(0)) => (Tone::Good, words.genuine),
        (Ok(_), Ok(_)) => (Tone::Warn, words.genuine_former),
        (Err(_), Ok(_)) => (Tone::Bad, words.wrong_token),
        (Ok(_), Err(_)) => (Tone::Bad, words.wrong_key),
        (_, Err(Reject::Envelope(_))) => (Tone::Bad, words.no_envelope),
        (Err(_), Err(_)) => (Tone::Bad, words.wrong_both),
    }
}

#[derive(Template)]
#[template(path = "console/decrypt.html")]
struct Decrypt<'a> {
    chrome: Chrome<'a>,
    language: Language,
    words: &'static Words,
    page: &'a DecryptPage<'a>,
    platforms: &'a [Platform<'a>],
    checks: Vec<Check>,
    verdict: Option<(Tone, &'static str)>,
    tree: Option<Branch>,
    raw: Option<&'a str>,
    is_hidden: bool,
}

impl Words {
    fn why(&self, reject: Reject) -> &'static str {
        match reject {
            Reject::Query(_) => self.bad_query,
            Reject::Envelope(_) => self.bad_envelope,
            Reject::Signature => self.bad_signature,
            Reject::Base64 => self.bad_base64,
            Reject::Cipher => self.bad_length,
            Reject::Buffer => self.bad_padding,
            Reject::Appid => self.bad_appid,
            // What may be added is told by the verdict.
            _ => "",
        }
    }
}

words! {
    /// Words of the page.
    Words {
        events: "事件", "Events";
        title: "解密工具", "Decryption helper";
        state: "粘贴一条微信推送的原始请求，逐项检查并解密。粘贴的内容不保存，也不写日志。",
            "Paste a raw push of WeChat's: each check is made and it is decrypted. What you paste is neither kept nor logged.";
        platform: "第三方平台", "Platform";
        query: "回调地址或 ? 后面的参数", "The address, or what follows the ?";
        query_hint: "含 timestamp、nonce、msg_signature，例如从反向代理的访问日志复制。",
            "With timestamp, nonce and msg_signature, for instance from your proxy's log.";
        body: "请求正文（原样）", "The body as it came";
        check: "检查并解密", "Check and decrypt";
        checks: "检查", "Checks";
        envelope: "外层 XML 有一个 Encrypt", "The envelope is XML with one Encrypt";
        signature: "签名 msg_signature", "The signature msg_signature";
        base64: "Encrypt 是 Base64", "Encrypt is base64";
        length: "密文长度", "Length of the ciphertext";
        padding: "解密后的填充与长度", "Padding and length once decrypted";
        appid: "结尾是本平台的 AppID", "Closed by this platform's AppID";
        message: "消息可以识别", "The message can be read";
        current: "用的是当前的配置", "Under the current setting";
        former: "用的是 {} 次更换前的旧配置", "Under a setting that was replaced {} times since";
        unreadable: "签名和密钥都对，但内容不是我们认识的消息。", "Signature and key are right, but this is no message that we know.";
        bad_query: "参数无法解析。", "The query cannot be read.";
        bad_envelope: "不是 XML，或没有唯一的 Encrypt。", "It is no XML, or has no single Encrypt.";
        bad_signature: "与任何有效的 Token 都对不上。", "It matches under no token that is good.";
        bad_base64: "不是标准 Base64，可能复制时被截断或换行。", "It is no base64; it may have been cut when it was copied.";
        bad_length: "不是完整的 AES 分组，可能被截断。", "It has no whole AES blocks; it may have been cut.";
        bad_padding: "解出来的不是合法内容，通常是 AES Key 不对。", "What comes out is not well formed; usually the AES key is wrong.";
        bad_appid: "结尾是别的 AppID：选错了平台，或 AES Key 不对。", "It ends in another AppID: the wrong platform, or the wrong AES key.";
        genuine: "这是一条真实的推送，配置正确。", "A genuine push; the settings are right.";
        genuine_former: "这是一条真实的推送，但用的是旧的 Token 或 Key。请核对微信后台是否已保存新的值。",
            "A genuine push under a replaced token or key. See whether the new values were saved in WeChat's console.";
        wrong_token: "密钥能解开，签名却对不上：参数不是这条推送的，或 Token 与微信后台不一致。",
            "The key opens it, yet the signature does not match: the query is another push's, or the token differs from WeChat's console.";
        wrong_key: "签名正确，密钥却解不开：AES Key 与微信后台不一致，或正文被改动过。",
            "The signature is right, yet no key opens it: the AES key differs from WeChat's console, or the body was changed.";
        wrong_both: "签名和密钥都对不上：多半选错了平台，或不是微信发来的。",
            "Neither signature nor key fits: most likely the wrong platform, or not WeChat's.";
        no_envelope: "正文不是加密的推送。请粘贴完整的请求正文，从 <xml> 开始。",
            "The body is no encrypted push. Paste all of it, from <xml> on.";
        said: "解密后的内容", "What it says";
        masked: "ticket 和授权码已遮盖。", "Tickets and authorization codes are masked.";
        raw_hidden: "原文可能含有密钥，只有管理员可以查看。", "Its text may hold secrets; only administrators see it.";
    }
}
