//! The outer XML: `Encrypt` beside a clear name that nobody may trust.

use std::borrow::Cow;
use std::fmt;

use super::xml::{Piece, Pull, XmlFault, push_element};

/// A genuine envelope has about ten pieces; one of "compatible mode" (clear fields beside `Encrypt`) some dozens.
const MAX_PIECES: usize = 1024;

/// What is wrong with an envelope; reads on after "the envelope".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnvelopeFault {
    /// It is no XML that we take.
    Xml(XmlFault),
    /// A field that must stand directly below the root does not.
    Missing(&'static str),
    /// The field is there twice.
    Twice(&'static str),
    /// The field is empty.
    Empty(&'static str),
}

impl fmt::Display for EnvelopeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xml(fault) => fault.fmt(f),
            Self::Missing(name) => write!(f, "has no {name}"),
            Self::Twice(name) => write!(f, "has {name} twice"),
            Self::Empty(name) => write!(f, "has an empty {name}"),
        }
    }
}

impl From<XmlFault> for EnvelopeFault {
    fn from(fault: XmlFault) -> Self {
        Self::Xml(fault)
    }
}

/// The text of `Encrypt`, exactly as it stands: neither trimmed nor decoded.
pub(super) fn encrypt_of(body: &[u8]) -> Result<Cow<'_, str>, EnvelopeFault> {
    fields(body, ["Encrypt"]).map(|[encrypt]| encrypt)
}

/// The texts of these elements, each of which must stand once directly below the root and hold nothing but text.
pub(super) fn fields<'a, const N: usize>(
    body: &'a [u8],
    names: [&'static str; N],
) -> Result<[Cow<'a, str>; N], EnvelopeFault> {
    let mut found = [const { None }; N];
    let mut pull = Pull::new(body, MAX_PIECES)?;
    loop {
        match pull.next()? {
            Piece::End => break,
            Piece::Open(name) if pull.depth() == 2 => {
                let Some(index) = names.iter().position(|wanted| *wanted == name) else { continue };
                if found[index].replace(text_of(&mut pull)?).is_some() {
                    return Err(EnvelopeFault::Twice(names[index]));
                }
            }
            _ => {}
        }
    }
    for (name, text) in names.iter().zip(&found) {
        match text.as_deref() {
            None => return Err(EnvelopeFault::Missing(name)),
            Some("") => return Err(EnvelopeFault::Empty(name)),
            Some(_) => {}
        }
    }
    Ok(found.map(Option::unwrap_or_default))
}

/// Reads up to the end of the element that was just opened.
fn text_of<'a>(pull: &mut Pull<'a>) -> Result<Cow<'a, str>, EnvelopeFault> {
    let mut text = Cow::Borrowed("");
    loop {
        match pull.next()? {
            // Joining with an empty text borrows, so the usual single CDATA is not copied.
            Piece::Plain(more) | Piece::Cdata(more) => text += more,
            Piece::Char(c) => text.to_mut().push(c),
            Piece::Close => return Ok(text),
            Piece::Open(_) | Piece::End => return Err(XmlFault::Malformed.into()),
        }
    }
}

/// Writes an envelope: a clear name and the sealed text.
pub(super) fn write(clear_name: &str, clear_text: &str, encrypt: &str) -> String {
    let mut xml = String::with_capacity(encrypt.len() + 128);
    xml.push_str("<xml>");
    push_element(&mut xml, clear_name, clear_text);
    push_element(&mut xml, "Encrypt", encrypt);
    xml.push_str("</xml>");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(body: &str) -> EnvelopeFault {
        encrypt_of(body.as_bytes()).unwrap_err()
    }

    #[test]
    fn order_space_and_cdata_do_not_matter() {
        let bodies = [
            "<xml><AppId>a</AppId><Encrypt>x+/=</Encrypt></xml>",
            "\u{feff}<?xml version='1.0' encoding='utf-8'?>\n<xml>\n <Encrypt><![CDATA[x+/=]]></Encrypt>\n <b><Encrypt>y</Encrypt></b></xml>\n",
            "<root><Encrypt>x<![CDATA[+]]>&#47;<!-- -->=</Encrypt><a/></root>",
        ];
        for body in bodies {
            assert_eq!(encrypt_of(body.as_bytes()).unwrap(), "x+/=", "{body}");
        }
        assert!(matches!(encrypt_of(bodies[1].as_bytes()).unwrap(), Cow::Borrowed(_)));
    }

    #[test]
    fn encrypt_stands_there_once_below_the_root() {
        assert_eq!(fault("<xml><ToUserName>gh_1</ToUserName></xml>"), EnvelopeFault::Missing("Encrypt"));
        assert_eq!(fault("<Encrypt>x</Encrypt>"), EnvelopeFault::Missing("Encrypt"));
        assert_eq!(fault("<xml><a><Encrypt>x</Encrypt></a></xml>"), EnvelopeFault::Missing("Encrypt"));
        assert_eq!(fault("<xml><encrypt>x</encrypt></xml>"), EnvelopeFault::Missing("Encrypt"));
        assert_eq!(fault("<xml><Encrypt>x</Encrypt><Encrypt>x</Encrypt></xml>"), EnvelopeFault::Twice("Encrypt"));
        assert_eq!(fault("<xml><Encrypt/></xml>"), EnvelopeFault::Empty("Encrypt"));
        assert_eq!(fault("<xml><Encrypt><![CDATA[]]></Encrypt></xml>"), EnvelopeFault::Empty("Encrypt"));
        assert_eq!(fault("<xml><Encrypt>x<b/></Encrypt></xml>"), EnvelopeFault::Xml(XmlFault::Malformed));
    }

    #[test]
    fn nothing_is_trimmed_inside() {
        assert_eq!(encrypt_of(b"<xml><Encrypt> x\n</Encrypt></xml>").unwrap(), " x\n");
    }

    #[test]
    fn json_and_form_bodies_are_no_envelopes() {
        for body in ["{\"Encrypt\":\"x\"}", "Encrypt=x", "success", ""] {
            assert_eq!(fault(body), EnvelopeFault::Xml(XmlFault::Malformed), "{body}");
        }
        assert_eq!(encrypt_of(b"<xml>\xff</xml>").unwrap_err(), EnvelopeFault::Xml(XmlFault::NotUtf8));
    }
}
