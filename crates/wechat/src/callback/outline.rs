//! A message as a tree of elements: for people who look at it, with parts to fold.

use super::notice::MAX_PIECES;
use super::xml::{Piece, Pull};

/// An element with what is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its text, without the space around it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

/// The tree of a message that was masked before ([`mask_xml`](super::mask_xml)); nothing if it is no XML.
pub fn outline(xml: &str) -> Option<Element> {
    let mut pull = Pull::new(xml.as_bytes(), MAX_PIECES).ok()?;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        match pull.next().ok()? {
            Piece::Open(name) => open.push(Element { name: name.to_owned(), ..Element::default() }),
            Piece::Close => {
                let mut element = open.pop()?;
                element.text.truncate(element.text.trim_end().len());
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => root = Some(element),
                }
            }
            Piece::Plain(text) | Piece::Cdata(text) => say(&mut open, text),
            Piece::Char(char) => say(&mut open, char.encode_utf8(&mut [0; 4])),
            Piece::End => return root,
        }
    }
}

fn say(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        let begins = element.text.is_empty();
        element.text.push_str(if begins { text.trim_start() } else { text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_in_each_other_with_their_texts() {
        let root = outline("<xml>\n<a><![CDATA[ x ]]>&lt;y </a>\n<b><c/><c>1</c></b></xml>").unwrap();
        let names: Vec<_> = root.children.iter().map(|child| (child.name.as_str(), child.text.as_str())).collect();
        assert_eq!((root.name.as_str(), root.text.as_str()), ("xml", ""));
        assert_eq!(names, [("a", "x <y"), ("b", "")]);
        assert_eq!(root.children[1].children.iter().map(|child| child.text.as_str()).collect::<Vec<_>>(), ["", "1"]);
        assert_eq!((outline("<xml><a>"), outline("")), (None, None));
    }
}
