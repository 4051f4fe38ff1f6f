//! XML as WeChat writes it, read with bounds.
//!
//! A small pull reader of our own. It knows the part of XML that documents without a DTD can use: elements, attributes
//! (checked and passed over), text, CDATA, the five predefined entities and character references, comments,
//! processing instructions. A `<!DOCTYPE` or any other declaration is refused unread. There must be one root, every
//! tag must be closed by its own name, depth and number of parts have an end, and every byte is looked at once, so the
//! cost of a hostile text is known. White space and line ends are left as they are: what a merchant wrote arrives byte
//! for byte.
//!
//! quick-xml stood here first. It takes empty, truncated and many-rooted texts, stops at every `>` inside a CDATA, and
//! took longer than all the cryptography together. It is the judge now: a property and the fuzz targets hold that
//! whatever we accept, quick-xml reads the same way.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

/// Elements within elements.
const MAX_DEPTH: usize = 16;
/// Genuine tags have no attributes at all.
const MAX_ATTRIBUTES: usize = 16;
/// The longest names that WeChat has are half as long.
const MAX_NAME: usize = 128;

static CDATA_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("]]>"));

/// What is wrong with a text; reads on after "the message" or "the envelope".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlFault {
    /// Not UTF-8.
    NotUtf8,
    /// No root, two roots, unclosed or mismatched tags, stray text, a broken reference.
    Malformed,
    /// A DOCTYPE or another declaration that XML allows and WeChat never sends.
    Doctype,
    /// An entity beyond the five predefined ones.
    Entity,
    /// More than 16 levels.
    TooDeep,
    /// Too many elements, attributes or pieces of text, or an endless name.
    TooMuch,
}

impl fmt::Display for XmlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 => "is not UTF-8",
            Self::Malformed => "is not well formed",
            Self::Doctype => "holds a DOCTYPE",
            Self::Entity => "holds an unknown entity",
            Self::TooDeep => "is nested too deeply",
            Self::TooMuch => "holds too many parts",
        })
    }
}

/// A piece of the text, with elements always closed by a [`Piece::Close`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Open(&'a str),
    Close,
    Plain(&'a str),
    Cdata(&'a str),
    Char(char),
    End,
}

/// Walks through one text.
pub(super) struct Pull<'a> {
    text: &'a str,
    position: usize,
    /// Tags, texts, references and comments that may still come.
    pieces_left: usize,
    /// The names of the open elements, of which there are `depth`.
    names: [&'a str; MAX_DEPTH],
    depth: usize,
    /// An element of the form `<a/>` was opened and is to be closed.
    empty: bool,
    root_seen: bool,
}

impl<'a> Pull<'a> {
    /// Takes a text of which at most so many pieces will be looked at.
    pub(super) fn new(bytes: &'a [u8], pieces: usize) -> Result<Self, XmlFault> {
        let text = std::str::from_utf8(bytes).map_err(|_| XmlFault::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let names = [""; MAX_DEPTH];
        Ok(Self { text, position: 0, pieces_left: pieces, names, depth: 0, empty: false, root_seen: false })
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The text that is walked through, without a byte order mark.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Where the next piece begins in [`text`](Self::text).
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The next piece. After an error or [`Piece::End`] the rest is undefined, but never a panic.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, XmlFault> {
        if self.empty {
            self.empty = false;
            return Ok(self.close());
        }
        loop {
            self.pieces_left = self.pieces_left.checked_sub(1).ok_or(XmlFault::TooMuch)?;
            let rest = self.rest();
            let piece = match rest.as_bytes() {
                [] => Some(self.end()?),
                [b'<', b'/', ..] => Some(self.end_tag(rest)?),
                [b'<', b'!', ..] => self.bang(rest)?,
                [b'<', b'?', ..] => self.instruction(rest)?,
                [b'<', ..] => Some(self.start_tag(rest)?),
                [b'&', ..] => self.reference(rest)?,
                _ => self.plain(rest)?,
            };
            if let Some(piece) = piece {
                return Ok(piece);
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    fn end(&self) -> Result<Piece<'a>, XmlFault> {
        if self.depth == 0 && self.root_seen { Ok(Piece::End) } else { Err(XmlFault::Malformed) }
    }

    fn plain(&mut self, rest: &'a str) -> Result<Option<Piece<'a>>, XmlFault> {
        let length = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        self.position += length;
        self.content(Piece::Plain(&rest[..length]))
    }

    fn reference(&mut self, rest: &'a str) -> Result<Option<Piece<'a>>, XmlFault> {
        let (c, length) = reference(rest)?;
        self.position += length;
        self.content(Piece::Char(c))
    }

    /// `<!…` is a CDATA, a comment, or something we do not even look at.
    fn bang(&mut self, rest: &'a str) -> Result<Option<Piece<'a>>, XmlFault> {
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let length = CDATA_END.find(inside.as_bytes()).ok_or(XmlFault::Malformed)?;
            self.position += "<![CDATA[]]>".len() + length;
            return self.content(Piece::Cdata(&inside[..length]));
        }
        let inside = rest.strip_prefix("<!--").ok_or(XmlFault::Doctype)?;
        let length = memmem::find(inside.as_bytes(), b"--")
            .filter(|at| inside[*at..].starts_with("-->"))
            .ok_or(XmlFault::Malformed)?;
        self.position += "<!---->".len() + length;
        Ok(None)
    }

    /// `<?target …?>` is passed over; `<?xml …?>` may stand at the very beginning only.
    fn instruction(&mut self, rest: &'a str) -> Result<Option<Piece<'a>>, XmlFault> {
        let inside = &rest["<?".len()..];
        let length = memmem::find(inside.as_bytes(), b"?>").ok_or(XmlFault::Malformed)?;
        let target = inside[..length].split(is_space_char).next().unwrap_or_default();
        if !is_name(target) || (target.eq_ignore_ascii_case("xml") && (target != "xml" || self.position > 0)) {
            return Err(XmlFault::Malformed);
        }
        self.position += "<??>".len() + length;
        Ok(None)
    }

    fn start_tag(&mut self, rest: &'a str) -> Result<Piece<'a>, XmlFault> {
        let (name, after) = name(&rest[1..])?;
        let (empty, after) = match after.as_bytes() {
            [b'>', ..] => (false, &after[1..]),
            [b'/', b'>', ..] => (true, &after[2..]),
            _ => attributes(after)?,
        };
        self.open(name)?;
        self.empty = empty;
        self.position = self.text.len() - after.len();
        Ok(Piece::Open(name))
    }

    fn end_tag(&mut self, rest: &'a str) -> Result<Piece<'a>, XmlFault> {
        let open = self.depth.checked_sub(1).map(|index| self.names[index]).ok_or(XmlFault::Malformed)?;
        let after = rest["</".len()..].strip_prefix(open).ok_or(XmlFault::Malformed)?;
        let after = after.trim_start_matches(is_space_char).strip_prefix('>').ok_or(XmlFault::Malformed)?;
        self.position = self.text.len() - after.len();
        Ok(self.close())
    }

    fn open(&mut self, name: &'a str) -> Result<(), XmlFault> {
        if self.depth == 0 && self.root_seen {
            return Err(XmlFault::Malformed);
        }
        *self.names.get_mut(self.depth).ok_or(XmlFault::TooDeep)? = name;
        self.root_seen = true;
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self) -> Piece<'a> {
        self.depth = self.depth.saturating_sub(1);
        Piece::Close
    }

    /// Text belongs into the root; white space may stand around it.
    fn content(&self, piece: Piece<'a>) -> Result<Option<Piece<'a>>, XmlFault> {
        match piece {
            _ if self.depth > 0 => Ok(Some(piece)),
            Piece::Plain(text) if is_space(text) => Ok(None),
            _ => Err(XmlFault::Malformed),
        }
    }
}

/// Passes over the attributes of a tag, up to and including its `>`. Says whether it was `/>`.
fn attributes(mut rest: &str) -> Result<(bool, &str), XmlFault> {
    let mut seen = [""; MAX_ATTRIBUTES];
    for count in 0.. {
        let trimmed = rest.trim_start_matches(is_space_char);
        match trimmed.as_bytes() {
            [b'>', ..] => return Ok((false, &trimmed[1..])),
            [b'/', b'>', ..] => return Ok((true, &trimmed[2..])),
            // White space must stand before each.
            _ if trimmed.len() == rest.len() => break,
            _ if count == MAX_ATTRIBUTES => return Err(XmlFault::TooMuch),
            _ => {}
        }
        let (name, after) = name(trimmed)?;
        if seen[..count].contains(&name) {
            break;
        }
        seen[count] = name;
        rest = attribute_value(after)?;
    }
    Err(XmlFault::Malformed)
}

/// Passes over `="…"`.
fn attribute_value(rest: &str) -> Result<&str, XmlFault> {
    let rest = rest.trim_start_matches(is_space_char).strip_prefix('=').ok_or(XmlFault::Malformed)?;
    let rest = rest.trim_start_matches(is_space_char);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or(XmlFault::Malformed)?;
    let (value, after) = rest[1..].split_once(quote).ok_or(XmlFault::Malformed)?;
    if value.contains('<') {
        return Err(XmlFault::Malformed);
    }
    for (at, _) in value.match_indices('&') {
        reference(&value[at..])?;
    }
    Ok(after)
}

/// A name and what follows it.
fn name(text: &str) -> Result<(&str, &str), XmlFault> {
    let bytes = text.as_bytes();
    if bytes.first().is_none_or(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.' | b':')) {
        return Err(XmlFault::Malformed);
    }
    let window = &bytes[..bytes.len().min(MAX_NAME + 1)];
    match window.iter().position(|byte| !NAME_BYTES[usize::from(*byte)]).unwrap_or(window.len()) {
        0 => Err(XmlFault::Malformed),
        length if length > MAX_NAME => Err(XmlFault::TooMuch),
        length => Ok(text.split_at(length)),
    }
}

fn is_name(text: &str) -> bool {
    name(text).is_ok_and(|(_, rest)| rest.is_empty())
}

/// Which bytes stand in names; those beyond ASCII all do. A table, because every tag is measured by it.
static NAME_BYTES: [bool; 256] = {
    const ASCII: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:";
    let mut table = [false; 256];
    let mut index = 0;
    while index < 128 {
        table[128 + index] = true;
        if index < ASCII.len() {
            table[ASCII[index] as usize] = true;
        }
        index += 1;
    }
    table
};

/// What XML calls white space.
pub(super) fn is_space(text: &str) -> bool {
    text.bytes().all(|byte| is_space_char(char::from(byte)))
}

fn is_space_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// Reads `&…;` and says how long it is.
fn reference(text: &str) -> Result<(char, usize), XmlFault> {
    // The longest is `&#x10FFFF;`; leading zeros are allowed and have an end here.
    let end = text.bytes().take(24).position(|byte| byte == b';').ok_or(XmlFault::Malformed)?;
    let c = match &text[1..end] {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        name => match name.strip_prefix('#') {
            Some(number) => numbered(number).ok_or(XmlFault::Malformed)?,
            None if is_name(name) => return Err(XmlFault::Entity),
            None => return Err(XmlFault::Malformed),
        },
    };
    Ok((c, end + 1))
}

/// `10` and `xA`, as they stand between `&#` and `;`.
fn numbered(digits: &str) -> Option<char> {
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| *c != '\0')
}

/// Writes a text as CDATA. A `]]>` in it is split over two sections, and characters that XML cannot hold in any way
/// (control characters other than tab and line ends) are left out.
pub(super) fn push_cdata(xml: &mut String, text: &str) {
    let text = possible(text);
    let mut rest = text.as_ref();
    xml.push_str("<![CDATA[");
    while let Some(at) = CDATA_END.find(rest.as_bytes()) {
        let (before, after) = rest.split_at(at + "]]".len());
        xml.push_str(before);
        xml.push_str("]]><![CDATA[");
        rest = after;
    }
    xml.push_str(rest);
    xml.push_str("]]>");
}

/// The text without characters that XML cannot hold. Almost every text has none, so that is found out first, without
/// stopping at any byte.
fn possible(text: &str) -> Cow<'_, str> {
    // Control characters, and the byte with which U+FFFE and U+FFFF begin.
    let suspicious = |byte: u8| u8::from(byte < b' ' || byte == 0xef);
    if text.bytes().fold(0, |found, byte| found | suspicious(byte)) == 0 || text.chars().all(is_xml_char) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_xml_char(*c)).collect())
}

/// Writes `<name><![CDATA[text]]></name>`.
pub(super) fn push_element(xml: &mut String, name: &str, text: &str) {
    push_open(xml, name);
    push_cdata(xml, text);
    push_close(xml, name);
}

/// Writes `<name>number</name>`.
pub(super) fn push_number(xml: &mut String, name: &str, number: i64) {
    push_open(xml, name);
    xml.push_str(&number.to_string());
    push_close(xml, name);
}

fn push_open(xml: &mut String, name: &str) {
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
}

fn push_close(xml: &mut String, name: &str) {
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    fn pieces(text: &str) -> Result<Vec<Piece<'_>>, XmlFault> {
        let mut pull = Pull::new(text.as_bytes(), 1000)?;
        let mut pieces = Vec::new();
        loop {
            match pull.next()? {
                Piece::End => return Ok(pieces),
                piece => pieces.push(piece),
            }
        }
    }

    #[test]
    fn elements_texts_and_references_come_as_they_stand() {
        let text =
            "\u{feff}<?xml version=\"1.0\"?>\n<a b='c'>x &lt;&#x1F409;&#10;<![CDATA[<br>]]]]><c/><!-- no --></a>\n";
        let expected = [
            Piece::Open("a"),
            Piece::Plain("x "),
            Piece::Char('<'),
            Piece::Char('🐉'),
            Piece::Char('\n'),
            Piece::Cdata("<br>]]"),
            Piece::Open("c"),
            Piece::Close,
            Piece::Close,
        ];
        assert_eq!(pieces(text).unwrap(), expected);
    }

    #[test]
    fn what_is_no_single_closed_root_is_malformed() {
        let texts = [
            "",
            " ",
            "x",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>x",
            "x<a/>",
            "</a>",
            "<a></a></a>",
            "<a",
            "<a>&",
            "<a>&x</a>",
            "< a></ a>",
            "<></>",
            "<1/>",
            "<a b></a>",
            "<a b=c></a>",
            "<a b='1' b='2'></a>",
            "<a<b></a<b>",
            "<a>&#0;</a>",
            "<a>&#xD800;</a>",
            "<a>&#+10;</a>",
            "<a>&#;</a>",
            "<a/><![CDATA[ ]]>",
            " <?xml version='1.0'?><a/>",
            "<a><![CDATA[x]]</a>",
            "<a><!-- </a>",
            "<a><?x </a>",
            "&lt;<a/>",
        ];
        for text in texts {
            assert_eq!(pieces(text), Err(XmlFault::Malformed), "{text}");
        }
    }

    #[test]
    fn declarations_and_entities_are_refused_unread() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>";
        assert_eq!(pieces(laughs), Err(XmlFault::Doctype));
        assert_eq!(pieces("<!doctype a><a/>"), Err(XmlFault::Doctype));
        assert_eq!(pieces("<a><!ENTITY b 'c'></a>"), Err(XmlFault::Doctype));
        assert_eq!(pieces("<a>&nbsp;</a>"), Err(XmlFault::Entity));
    }

    #[test]
    fn depth_and_number_have_an_end() {
        let nested = |depth| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(pieces(&nested(16)).is_ok());
        assert_eq!(pieces(&nested(17)), Err(XmlFault::TooDeep));
        assert_eq!(pieces(&format!("<a>{}</a>", "<b/>".repeat(999))), Err(XmlFault::TooMuch));
        let attributes = |count| (0..count).map(|i| format!(" a{i}=''")).collect::<Vec<_>>().concat();
        assert!(pieces(&format!("<a{}/>", attributes(16))).is_ok());
        assert_eq!(pieces(&format!("<a{}/>", attributes(17))), Err(XmlFault::TooMuch));
        assert_eq!(pieces(&format!("<{}/>", "a".repeat(MAX_NAME + 1))), Err(XmlFault::TooMuch));
        assert!(pieces(&format!("<{}/>", "a".repeat(MAX_NAME))).is_ok());
    }

    #[test]
    fn cdata_is_split_where_it_would_end() {
        for text in ["", "]]>", "]]]]>>", "a]]>b]]>", "]", "]]", ">", "<br>\u{2028}🐉\r\n"] {
            let mut xml = String::new();
            push_element(&mut xml, "a", text);
            let read: String = pieces(&xml)
                .unwrap()
                .into_iter()
                .filter_map(|piece| if let Piece::Cdata(text) = piece { Some(text) } else { None })
                .collect();
            assert_eq!(read, text);
        }
        let mut xml = String::new();
        push_cdata(&mut xml, "a\0]\u{1}]>\u{ffff}");
        assert_eq!(xml, "<![CDATA[a]]]]><![CDATA[>]]>");
    }

    /// The same text as quick-xml reads it, without what we pass over.
    fn judge(text: &str) -> Vec<String> {
        let mut reader = Reader::from_str(text);
        let mut pieces = Vec::new();
        loop {
            match reader.read_event().expect("quick-xml takes what we take") {
                Event::Start(tag) => pieces.push(format!("open {}", tag.name().as_ref())),
                Event::Empty(tag) => pieces.extend([format!("open {}", tag.name().as_ref()), "close".to_owned()]),
                Event::End(_) => pieces.push("close".to_owned()),
                Event::Text(text) if pieces.is_empty() || depth(&pieces) == 0 => assert!(is_space(&text.into_inner())),
                Event::Text(text) => pieces.push(format!("plain {}", text.into_inner())),
                Event::CData(text) => pieces.push(format!("cdata {}", text.into_inner())),
                Event::GeneralRef(name) => {
                    let c = name.resolve_char_ref().unwrap();
                    let named = || quick_xml::escape::resolve_predefined_entity(&name).unwrap().to_owned();
                    pieces.push(format!("char {}", c.map_or_else(named, |c| c.to_string())));
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::DocType(_) => panic!("a DOCTYPE that we took"),
                Event::Eof => return pieces,
            }
        }
    }

    fn depth(pieces: &[String]) -> usize {
        let count = |what: &str| pieces.iter().filter(|piece| piece.starts_with(what)).count();
        count("open ") - count("close")
    }

    fn ours(text: &str) -> Result<Vec<String>, XmlFault> {
        let named = |piece: Piece<'_>| match piece {
            Piece::Open(name) => format!("open {name}"),
            Piece::Close | Piece::End => "close".to_owned(),
            Piece::Plain(text) => format!("plain {text}"),
            Piece::Cdata(text) => format!("cdata {text}"),
            Piece::Char(c) => format!("char {c}"),
        };
        Ok(pieces(text)?.into_iter().map(named).collect())
    }

    fn fragment() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            6 => "[ a-z\\]>\"'\u{e9}\u{1f409}\n]{0,6}",
            6 => "<!\\[CDATA\\[[a-z<>&\\] \u{2028}]{0,6}\\]\\]>",
            4 => "&(lt|gt|amp|quot|apos|#[1-9][0-9]{1,3}|#x1[fF]4[0-9a-fA-F]{2});",
            2 => "<!--[a-z<>& ]{0,6}-->|<\\?[b-w]{1,4} [ a-z>]{0,4}\\?>",
            4 => "<[a-z][a-z0-9:._-]{0,3} [b-m]{1,2} ?= ?\"[a-z>']{0,3}\" [n-z]='[a-z>\"]{0,3}' ?/>",
            1 => "(&[a-z0-9#]{0,4};?|<!--[a-z<>& -]{0,6}-->|<[a-z:.=/ '\"<]{0,6}>|</[a-z]{1,2} ?>)",
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            let name = prop_oneof![9 => "[a-z][a-zA-Z0-9_:.-]{0,3}", 1 => "[a-zA-Z0-9_:.-]{1,4}"];
            (name, prop::collection::vec(inner, 0..5))
                .prop_map(|(name, inside)| format!("<{name}>{}</{name} >", inside.concat()))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

        #[test]
        fn what_we_take_quick_xml_reads_the_same_way(inside in prop::collection::vec(fragment(), 0..6)) {
            let text = format!("<?xml version='1.0'?>\n<a>{}</a>", inside.concat());
            if let Ok(ours) = ours(&text) {
                prop_assert_eq!(ours, judge(&text));
            }
        }
    }

    #[test]
    fn the_property_above_sees_texts_that_we_take() {
        let text = "<a><b c='d'>x&amp;&#65;<![CDATA[<]]></b ><!-- - --><?p q?><e/></a>";
        assert_eq!(ours(text).unwrap(), judge(text));
    }
}
