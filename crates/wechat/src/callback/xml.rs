//! XML as WeChat writes it, read with bounds: quick-xml's events, minus everything a push has no business holding.
//!
//! quick-xml does not expand entities and touches no files, but it also takes an empty text, a truncated one, several
//! roots and any depth without complaint. [`Pull`] refuses those, any `<!DOCTYPE` before it is scanned, entities
//! beyond the five predefined ones, and texts that would make the scanner stop at every byte. Line ends and white
//! space are left as they are: what a merchant wrote arrives byte for byte.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements within elements.
const MAX_DEPTH: usize = 16;
/// A tag with its attributes; genuine ones have no attributes at all.
const MAX_ATTRIBUTES: usize = 16;
/// Texts up to this size are scanned whatever they hold.
const SMALL: usize = 16 * 1024;

/// What is wrong with a text; reads on after "the XML" or "the envelope".
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
    /// Too many elements, attributes or pieces.
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

/// How much of a text a reader is willing to look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// Tags, texts, references and comments.
    pub(super) pieces: usize,
    /// Bytes of markup (`<`, `>`, `&`, quotes), counted before anything is scanned, in texts that are not small.
    pub(super) marks: usize,
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
    reader: Reader<&'a [u8]>,
    text: &'a str,
    pieces_left: usize,
    depth: usize,
    /// An element of the form `<a/>` was opened and is to be closed.
    empty: bool,
    root_seen: bool,
}

impl<'a> Pull<'a> {
    pub(super) fn new(bytes: &'a [u8], limit: Limit) -> Result<Self, XmlFault> {
        // Against a megabyte of `>` inside a CDATA, at each of which the scanner would stop and look.
        if bytes.len() > SMALL && marks(bytes) > limit.marks {
            return Err(XmlFault::TooMuch);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| XmlFault::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = Reader::from_str(text);
        Ok(Self { reader, text, pieces_left: limit.pieces, depth: 0, empty: false, root_seen: false })
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
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len())
    }

    /// The next piece. After an error or [`Piece::End`] the rest is undefined, but never a panic.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, XmlFault> {
        if self.empty {
            self.empty = false;
            return self.close();
        }
        loop {
            self.pieces_left = self.pieces_left.checked_sub(1).ok_or(XmlFault::TooMuch)?;
            let start = self.position();
            self.refuse_declarations(start)?;
            let event = self.reader.read_event().map_err(|_| XmlFault::Malformed)?;
            let span = start..self.position();
            if let Some(piece) = self.piece(event, span)? {
                return Ok(piece);
            }
        }
    }

    /// `<!…` is a comment, a CDATA, or something we do not even scan.
    fn refuse_declarations(&self, at: usize) -> Result<(), XmlFault> {
        match self.text.as_bytes().get(at..) {
            Some([b'<', b'!', b'-' | b'[', ..]) => Ok(()),
            Some([b'<', b'!', ..]) => Err(XmlFault::Doctype),
            _ => Ok(()),
        }
    }

    fn piece(&mut self, event: Event<'a>, span: Range<usize>) -> Result<Option<Piece<'a>>, XmlFault> {
        Ok(match event {
            Event::Start(tag) => Some(self.open(&tag, span)?),
            Event::Empty(tag) => {
                self.empty = true;
                Some(self.open(&tag, span)?)
            }
            Event::End(_) => Some(self.close()?),
            Event::Text(text) => self.content(Piece::Plain(borrowed(&text.into_inner())?))?,
            Event::CData(text) => self.content(Piece::Cdata(borrowed(&text.into_inner())?))?,
            Event::GeneralRef(reference) => self.content(Piece::Char(character(&reference)?))?,
            Event::Decl(_) if span.start > 0 => return Err(XmlFault::Malformed),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => None,
            Event::DocType(_) => return Err(XmlFault::Doctype),
            Event::Eof if self.depth > 0 || !self.root_seen => return Err(XmlFault::Malformed),
            Event::Eof => Some(Piece::End),
        })
    }

    fn open(&mut self, tag: &BytesStart<'a>, span: Range<usize>) -> Result<Piece<'a>, XmlFault> {
        if self.depth == 0 && self.root_seen {
            return Err(XmlFault::Malformed);
        }
        if self.depth == MAX_DEPTH {
            return Err(XmlFault::TooDeep);
        }
        self.root_seen = true;
        self.depth += 1;
        let length = tag.name().0.len();
        if tag.len() > length {
            check_attributes(tag)?;
        }
        // The event lends its name for as long as it lives only; the text lends it for longer.
        let name = self.text.get(span.start + 1..span.start + 1 + length).ok_or(XmlFault::Malformed)?;
        if is_name(name) { Ok(Piece::Open(name)) } else { Err(XmlFault::Malformed) }
    }

    fn close(&mut self) -> Result<Piece<'a>, XmlFault> {
        self.depth = self.depth.checked_sub(1).ok_or(XmlFault::Malformed)?;
        Ok(Piece::Close)
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

/// What XML calls white space.
pub(super) fn is_space(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

/// Reading from a slice never copies, so the text is there for as long as the slice.
fn borrowed<'a>(text: &Cow<'a, str>) -> Result<&'a str, XmlFault> {
    match *text {
        Cow::Borrowed(text) => Ok(text),
        Cow::Owned(_) => Err(XmlFault::Malformed),
    }
}

fn character(reference: &str) -> Result<char, XmlFault> {
    Ok(match reference {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => numbered(reference.strip_prefix('#').ok_or(XmlFault::Entity)?).ok_or(XmlFault::Malformed)?,
    })
}

/// `10` and `xA`, as they stand between `&#` and `;`.
fn numbered(digits: &str) -> Option<char> {
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
    if digits.starts_with('+') {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|c| *c != '\0')
}

fn is_name(name: &str) -> bool {
    let starts_well = name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_' || b >= 0x80);
    starts_well && name.bytes().all(|b| b.is_ascii_alphanumeric() || b >= 0x80 || b"_-.:".contains(&b))
}

fn check_attributes(tag: &BytesStart<'_>) -> Result<(), XmlFault> {
    for (index, attribute) in tag.attributes().enumerate() {
        attribute.map_err(|_| XmlFault::Malformed)?;
        if index == MAX_ATTRIBUTES {
            return Err(XmlFault::TooMuch);
        }
    }
    Ok(())
}

/// Bytes at which a scanner stops. Written so that the compiler makes vectors of it.
fn marks(bytes: &[u8]) -> usize {
    let in_chunk = |chunk: &[u8]| chunk.iter().map(|byte| mark(*byte)).sum::<u8>();
    bytes.chunks(128).map(|chunk| usize::from(in_chunk(chunk))).sum()
}

fn mark(byte: u8) -> u8 {
    [b'<', b'>', b'&', b'"', b'\''].iter().map(|mark| u8::from(byte == *mark)).sum()
}

/// Writes a text as CDATA. A `]]>` in it is split over two sections, and characters that XML cannot hold in any way
/// (control characters other than tab and line ends) are left out.
pub(super) fn push_cdata(xml: &mut String, text: &str) {
    xml.push_str("<![CDATA[");
    let mut brackets = 0;
    for c in text.chars().filter(|c| is_xml_char(*c)) {
        if c == '>' && brackets >= 2 {
            xml.push_str("]]><![CDATA[");
        }
        brackets = if c == ']' { brackets + 1 } else { 0 };
        xml.push(c);
    }
    xml.push_str("]]>");
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
    use super::*;

    const LIMIT: Limit = Limit { pieces: 1000, marks: 1000 };

    fn pieces(text: &str) -> Result<Vec<Piece<'_>>, XmlFault> {
        let mut pull = Pull::new(text.as_bytes(), LIMIT)?;
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
        let shout = format!("<a><![CDATA[{}]]></a>", ">".repeat(SMALL));
        assert_eq!(pieces(&shout), Err(XmlFault::TooMuch));
        assert_eq!(marks(&[b'<'; 1000]), 1000);
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
}
