//! What pages are put together from, each made once: status tags, times, ids to copy, avatars, explained refusals,
//! empty states. Each is a value that writes itself as HTML with everything from outside escaped, and says so to the
//! templates by [`HtmlSafe`].

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::{Timestamp, tz};
use wxfleet_model::journal::Intent;

use crate::locale::{Language, words};

/// How something stands. Never shown by colour alone: each tone has its sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Good,
    /// Somebody should look.
    Warn,
    /// Something failed or is refused.
    Bad,
    /// Something is under way.
    Info,
    /// Nothing in particular.
    Quiet,
}

impl Tone {
    /// The class that tints it.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Quiet => "quiet",
        }
    }

    /// Its sign.
    pub(crate) const fn icon(self) -> Icon {
        Icon(self.class())
    }
}

/// A sign of the frame's sprite, beside words that say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(source = r##"<svg class="icon" aria-hidden="true"><use href="#i-{{ self.0 }}"></use></svg>"##, ext = "html")]
pub(crate) struct Icon(pub(crate) &'static str);

impl HtmlSafe for Icon {}

/// How something stands, in a word.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(source = r#"<span class="tag {{ tone.class() }}">{{ tone.icon() }}{{ word }}</span>"#, ext = "html")]
pub(crate) struct Tag {
    pub(crate) tone: Tone,
    pub(crate) word: &'static str,
}

impl HtmlSafe for Tag {}

/// Words in which backticks mark what is typed as it is: commands, fields, names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(
    source = r#"{% for (typed, text) in self.parts() %}{% if typed %}<code>{{ text }}</code>{% else %}{{ text }}{% endif %}{% endfor %}"#,
    ext = "html"
)]
pub(crate) struct Told<'a>(pub(crate) &'a str);

impl HtmlSafe for Told<'_> {}

impl Told<'_> {
    fn parts(&self) -> impl Iterator<Item = (bool, &str)> {
        self.0.split('`').enumerate().map(|(at, text)| (at % 2 == 1, text))
    }
}

/// What an entry of the journal asked for, as JSON on lines, below what was there before it where that is known.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = "{% if let Some(before) = before %}{{ before_word }} {{ before }}\n\n{% endif %}{{ wish }}",
    ext = "html"
)]
pub(crate) struct Asked {
    before: Option<String>,
    before_word: &'static str,
    wish: String,
}

impl HtmlSafe for Asked {}

impl Asked {
    /// Of an entry.
    pub(crate) fn of(intent: &Intent, language: Language) -> Self {
        Self {
            before: intent.before().map(pretty),
            before_word: language.pick("此前", "Before"),
            wish: pretty(&intent.wish()),
        }
    }
}

/// JSON on lines.
pub(crate) fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A moment as a person tells it, with the full time in China on hover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(source = r#"<time datetime="{{ at }}" title="{{ full() }}" data-ago>{{ told() }}</time>"#, ext = "html")]
pub(crate) struct Ago {
    pub(crate) at: Timestamp,
    pub(crate) now: Timestamp,
    pub(crate) language: Language,
}

impl HtmlSafe for Ago {}

impl Ago {
    /// The whole time.
    fn full(&self) -> String {
        self.language.pick("北京时间 ", "China time ").to_owned() + &in_china(self.at, "%Y-%m-%d %H:%M:%S")
    }

    fn told(&self) -> String {
        let secs = self.at.duration_until(self.now).as_secs();
        let (is_past, secs) = (secs >= 0, secs.abs());
        let (count, zh, en) = match secs {
            0..60 => return self.language.pick("刚刚", "just now").to_owned(),
            60..3_600 => (secs / 60, "分钟", "min"),
            3_600..86_400 => (secs / 3_600, "小时", "h"),
            86_400..2_592_000 => (secs / 86_400, "天", "d"),
            _ => return in_china(self.at, "%Y-%m-%d"),
        };
        match (self.language, is_past) {
            (Language::Zh, true) => format!("{count} {zh}前"),
            (Language::Zh, false) => format!("{count} {zh}后"),
            (Language::En, true) => format!("{count} {en} ago"),
            (Language::En, false) => format!("in {count} {en}"),
        }
    }
}

/// A moment on China's clocks.
pub(crate) fn in_china(at: Timestamp, format: &str) -> String {
    at.to_zoned(tz::TimeZone::fixed(tz::offset(8))).strftime(format).to_string()
}

/// An id in letters of one width, copied by a click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(
    source = r##"<span class="id"><code>{{ text }}</code><button type="button" class="copy only-scripts" data-copy="{{ text }}" title="{{ language.pick("复制", "Copy") }}" aria-label="{{ language.pick("复制", "Copy") }} {{ text }}">{{ Icon("copy") }}</button></span>"##,
    ext = "html"
)]
pub(crate) struct Id<'a> {
    pub(crate) text: &'a str,
    pub(crate) language: Language,
}

impl HtmlSafe for Id<'_> {}

/// The picture of an account, or its first letter.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    source = r#"{% if let Some(src) = src %}<img class="avatar" src="{{ src }}" alt="" width="32" height="32" loading="lazy" referrerpolicy="no-referrer">{% else %}<span class="avatar letter" aria-hidden="true">{{ letter }}</span>{% endif %}"#,
    ext = "html"
)]
pub(crate) struct Avatar<'a> {
    src: Option<&'a str>,
    letter: String,
}

impl HtmlSafe for Avatar<'_> {}

impl<'a> Avatar<'a> {
    pub(crate) fn of(head_img: &'a str, name: &str) -> Self {
        Self { src: crate::web_address(head_img), letter: crate::merchant::monogram(name).unwrap_or_default() }
    }
}

/// Why something was not done: what happened, what to do, who can, and what WeChat said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of refusal in a few words.
    pub title: String,
    /// What happened.
    pub what: String,
    /// What to do next.
    pub advice: String,
    /// Who can do it.
    pub who: Mender,
    /// WeChat's code, text and request id, where WeChat refused.
    pub wechat: Option<WeChatSays>,
    /// The name of the field that is at fault.
    pub field: Option<String>,
}

/// What WeChat answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeChatSays {
    /// Its code.
    pub errcode: i64,
    /// Its text.
    pub errmsg: Option<String>,
    /// Its request id, for its support.
    pub rid: Option<String>,
}

/// Who can mend something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mender {
    /// wxfleet does so by itself.
    Wxfleet,
    /// The people who run it.
    Isv,
    /// The merchant.
    Merchant,
    /// WeChat.
    WeChat,
}

impl Mender {
    /// Who that is, in words.
    pub(crate) fn named(self, language: Language) -> &'static str {
        let words = RefusalWords::of(language);
        match self {
            Self::Wxfleet => words.by_wxfleet,
            Self::Isv => words.by_isv,
            Self::Merchant => words.by_merchant,
            Self::WeChat => words.by_wechat,
        }
    }
}

impl Refusal {
    /// As a box on a page.
    pub(crate) fn shown(&self, language: Language) -> RefusalBox<'_> {
        RefusalBox { refusal: self, words: RefusalWords::of(language), language }
    }
}

/// A refusal on a page.
#[derive(Template)]
#[template(path = "console/refusal.html")]
pub(crate) struct RefusalBox<'a> {
    refusal: &'a Refusal,
    words: &'static RefusalWords,
    language: Language,
}

impl HtmlSafe for RefusalBox<'_> {}

impl RefusalBox<'_> {
    fn mender(&self) -> &'static str {
        self.refusal.who.named(self.language)
    }
}

words! {
    /// Words of a refusal.
    RefusalWords {
        next: "怎么办", "What to do";
        who: "谁来处理", "Who can";
        by_wxfleet: "无需处理，系统会自动跟进", "Nobody has to: wxfleet follows it up";
        by_isv: "我们的运营或管理员", "Our operators or administrators";
        by_merchant: "商家", "The merchant";
        by_wechat: "微信，稍后再试", "WeChat; try again later";
        wechat: "微信返回", "WeChat said";
    }
}

/// What stands above a list that grows: how many new rows wait, a button that shows them, and one by which the list
/// follows by itself. Without that wish, and while somebody reads, nothing moves under their eyes.
#[derive(Template)]
#[template(path = "console/tail.html")]
pub(crate) struct Tail {
    words: &'static TailWords,
}

impl HtmlSafe for Tail {}

impl Tail {
    pub(crate) fn in_language(language: Language) -> Self {
        Self { words: TailWords::of(language) }
    }
}

words! {
    /// Words of a list that grows.
    TailWords {
        live: "实时跟随中", "Following";
        held: "实时接收中，新的先不插入", "Live: new ones wait";
        show: "显示新的", "Show new:";
        follow: "自动跟随", "Follow";
    }
}

/// What to say where there is nothing yet.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "console/empty.html")]
pub(crate) struct Empty {
    pub(crate) icon: Icon,
    pub(crate) says: &'static str,
    pub(crate) hint: &'static str,
    /// Words and address of the button.
    pub(crate) button: Option<(&'static str, String)>,
}

impl HtmlSafe for Empty {}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(at: &str, language: Language) -> String {
        let now = "2026-03-02T02:00:00Z".parse().unwrap();
        Ago { at: at.parse().unwrap(), now, language }.to_string()
    }

    #[test]
    fn what_is_typed_as_it_is_stands_apart() {
        assert_eq!(Told("请执行 `wxfleet check`。").to_string(), "请执行 <code>wxfleet check</code>。");
        assert_eq!(
            Told("<b> `<i>` one ` more").to_string(),
            "&#60;b&#62; <code>&#60;i&#62;</code> one <code> more</code>"
        );
    }

    #[test]
    fn moments_are_told_from_now_with_the_full_time_beside() {
        let shown = told("2026-03-02T01:57:00Z", Language::Zh);
        assert!(shown.contains(">3 分钟前<") && shown.contains("北京时间 2026-03-02 09:57:00"), "{shown}");
        for (at, zh, en) in [
            ("2026-03-02T01:59:30Z", "刚刚", "just now"),
            ("2026-03-02T00:00:00Z", "2 小时前", "2 h ago"),
            ("2026-03-02T05:00:00Z", "3 小时后", "in 3 h"),
            ("2026-02-27T01:00:00Z", "3 天前", "3 d ago"),
            ("2025-12-31T17:00:00Z", "2026-01-01", "2026-01-01"),
        ] {
            assert!(told(at, Language::Zh).contains(&format!(">{zh}<")), "{at}");
            assert!(told(at, Language::En).contains(&format!(">{en}<")), "{at}");
        }
    }

    #[test]
    fn pieces_escape_what_comes_from_outside() {
        let id = Id { text: "<b>\"'", language: Language::En }.to_string();
        assert!(!id.contains("<b>") && !id.contains("\"\"'"), "{id}");
        assert!(Avatar::of("javascript:alert(1)", "<x>").to_string().contains(">X</span>"));
        let refusal = Refusal {
            title: "<i>".to_owned(),
            what: "<i>".to_owned(),
            advice: "<i>".to_owned(),
            who: Mender::Merchant,
            wechat: Some(WeChatSays { errcode: 85_009, errmsg: Some("<i>".to_owned()), rid: Some("<i>".to_owned()) }),
            field: None,
        };
        let shown = refusal.shown(Language::Zh).to_string();
        assert!(!shown.contains("<i>") && shown.contains("85009") && shown.contains("商家"), "{shown}");
    }
}
