//! The elements of a notice, in two allocations, for typed reading and for showing.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::callback::mask;
use crate::callback::xml::{Piece, Pull, XmlFault, is_space};
use crate::secret::Secret;

/// A body has at most 1 MiB, and WeChat's longest notices have some hundred elements.
pub(in crate::callback) const MAX_PIECES: usize = 20_000;

/// All elements of a notice. May hold secrets, so `Debug` says only how many elements there are.
///
/// The text of an element that has children is not kept: WeChat sends no mixed content, only line breaks.
#[derive(Clone)]
pub struct Fields {
    /// Names and texts, one after the other.
    buffer: String,
    /// In the order in which they open; never empty.
    nodes: Vec<Node>,
}

#[derive(Clone)]
struct Node {
    name: Range<usize>,
    text: Range<usize>,
    /// The index of the first node that is not inside this one.
    end: usize,
}

/// One element.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    fields: &'a Fields,
    index: usize,
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").field("elements", &self.nodes.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Field").field(&self.name()).finish()
    }
}

impl Fields {
    pub(super) fn read(xml: &[u8]) -> Result<Self, XmlFault> {
        let mut pull = Pull::new(xml, MAX_PIECES)?;
        let mut builder = Builder::with_room_for(xml.len());
        loop {
            match pull.next()? {
                Piece::Open(name) => builder.open(name),
                Piece::Close => builder.close(),
                Piece::Plain(text) if is_space(text) => builder.space(text),
                Piece::Plain(text) => builder.text(text),
                Piece::Cdata(text) => builder.cdata(text),
                Piece::Char(c) => builder.text(c.encode_utf8(&mut [0; 4])),
                Piece::End => return Ok(builder.fields),
            }
        }
    }

    /// The outermost element.
    pub fn root(&self) -> Field<'_> {
        Field { fields: self, index: 0 }
    }

    pub(super) fn to_json(&self) -> Value {
        self.root().to_json()
    }

    /// Visits every element in the order in which they open, with how many elements it is inside of.
    pub(super) fn for_each(&self, mut visit: impl FnMut(usize, &str, &str)) {
        let mut ends = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            while ends.last().is_some_and(|end| *end <= index) {
                ends.pop();
            }
            visit(ends.len(), &self.buffer[node.name.clone()], &self.buffer[node.text.clone()]);
            ends.push(node.end);
        }
    }
}

struct Builder<'a> {
    fields: Fields,
    open: Vec<usize>,
    /// White space seen since the last text, kept or not depending on what follows.
    space: Option<&'a str>,
    has_cdata: bool,
}

impl<'a> Builder<'a> {
    fn with_room_for(bytes: usize) -> Self {
        let fields = Fields { buffer: String::with_capacity(bytes), nodes: Vec::with_capacity(bytes / 40 + 4) };
        Self { fields, open: Vec::with_capacity(16), space: None, has_cdata: false }
    }

    fn open(&mut self, name: &str) {
        if let Some(parent) = self.open.last() {
            self.fields.nodes[*parent].text = 0..0;
        }
        let start = self.fields.buffer.len();
        self.fields.buffer.push_str(name);
        let end = self.fields.buffer.len();
        self.open.push(self.fields.nodes.len());
        self.fields.nodes.push(Node { name: start..end, text: end..end, end: 0 });
        (self.space, self.has_cdata) = (None, false);
    }

    fn close(&mut self) {
        // White space alone is a text; beside a CDATA it is layout.
        if let Some(space) = self.space.take()
            && !self.has_cdata
        {
            self.push(space);
        }
        if let Some(index) = self.open.pop() {
            self.fields.nodes[index].end = self.fields.nodes.len();
        }
        self.has_cdata = false;
    }

    fn space(&mut self, text: &'a str) {
        self.space = Some(text);
    }

    fn text(&mut self, text: &str) {
        if let Some(space) = self.space.take() {
            self.push(space);
        }
        self.push(text);
    }

    fn cdata(&mut self, text: &str) {
        let layout = !self.has_cdata;
        self.has_cdata = true;
        match self.space.take() {
            Some(space) if !layout => self.push(space),
            _ => {}
        }
        self.push(text);
    }

    /// Appends to the text of the innermost open element, unless that has children.
    fn push(&mut self, text: &str) {
        let Some(index) = self.open.last().copied().filter(|index| index + 1 == self.fields.nodes.len()) else {
            return;
        };
        self.fields.buffer.push_str(text);
        self.fields.nodes[index].text.end = self.fields.buffer.len();
    }
}

impl<'a> Field<'a> {
    fn node(self) -> &'a Node {
        &self.fields.nodes[self.index]
    }

    /// The element's name.
    pub fn name(self) -> &'a str {
        &self.fields.buffer[self.node().name.clone()]
    }

    /// The element's text, exactly as sent; empty for one with children.
    pub fn text(self) -> &'a str {
        &self.fields.buffer[self.node().text.clone()]
    }

    /// The elements directly inside.
    pub fn children(self) -> impl Iterator<Item = Field<'a>> {
        let end = self.node().end;
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            let child = (index < end).then_some(Field { fields: self.fields, index })?;
            index = child.node().end;
            Some(child)
        })
    }

    /// Every element inside at any depth that bears the name, in whatever case.
    pub(super) fn descendants(self, name: &str) -> impl Iterator<Item = Field<'a>> {
        (self.index + 1..self.node().end)
            .map(move |index| Field { fields: self.fields, index })
            .filter(move |field| field.name().eq_ignore_ascii_case(name))
    }

    /// The first element directly inside that bears the name; one that differs in case only if there is no other,
    /// since WeChat's pages and pushes disagree about case here and there.
    pub fn child(self, name: &str) -> Option<Field<'a>> {
        self.children()
            .find(|child| child.name() == name)
            .or_else(|| self.children().find(|child| child.name().eq_ignore_ascii_case(name)))
    }

    /// The text of a child; empty when there is none.
    pub(super) fn string(self, name: &str) -> String {
        self.child(name).map(|field| field.text().to_owned()).unwrap_or_default()
    }

    /// The text of a child without white space around it, if anything is left.
    pub(super) fn trimmed(self, name: &str) -> Option<String> {
        self.child(name).map(|field| field.text().trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The number in a child.
    pub(super) fn int(self, name: &str) -> Option<i64> {
        self.parse(name)
    }

    /// An identifier or number in a child, if it is one.
    pub(super) fn parse<T: FromStr>(self, name: &str) -> Option<T> {
        self.child(name)?.text().trim().parse().ok()
    }

    /// A secret in a child, unless it is empty.
    pub(super) fn secret<T: Secret>(self, name: &str) -> Option<T> {
        self.trimmed(name).map(T::new)
    }

    fn has_children(self) -> bool {
        self.node().end > self.index + 1
    }

    fn to_json(self) -> Value {
        if !self.has_children() {
            return Value::String(mask::shown(self.name(), self.text()).into_owned());
        }
        if mask::is_secret(self.name()) {
            return Value::String(mask::MASK.to_owned());
        }
        let mut members = Map::new();
        for child in self.children() {
            insert(&mut members, child.name(), child.to_json());
        }
        Value::Object(members)
    }
}

/// A name that comes again makes a list.
fn insert(members: &mut Map<String, Value>, name: &str, value: Value) {
    match members.get_mut(name) {
        None => drop(members.insert(name.to_owned(), value)),
        Some(Value::Array(list)) => list.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        Fields::read(xml.as_bytes()).unwrap().root().string("a")
    }

    #[test]
    fn layout_is_no_text_and_text_is_no_layout() {
        assert_eq!(text("<x>\n<a>\n <![CDATA[ b ]]>\n</a></x>"), " b ");
        assert_eq!(text("<x><a> </a></x>"), " ");
        assert_eq!(text("<x><a> b\n</a></x>"), " b\n");
        assert_eq!(text("<x><a><![CDATA[b]]> <![CDATA[c]]></a></x>"), "b c");
        assert_eq!(text("<x><a><![CDATA[]]]]><![CDATA[>]]></a></x>"), "]]>");
        assert_eq!(text("<x><a>&lt;b&gt; &#38;amp;</a></x>"), "<b> &amp;");
        assert_eq!(text("<x><a>\r\n\u{2028}🐉</a></x>"), "\r\n\u{2028}🐉");
        assert_eq!(text("<x><a>t<b>c</b>t</a></x>"), "", "mixed content is not kept");
    }

    #[test]
    fn children_are_found_by_name_then_by_case() {
        let fields = Fields::read(b"<x><B>1</B><b>2</b><c><b>3</b></c><C/></x>").unwrap();
        let root = fields.root();
        assert_eq!((root.int("b"), root.int("B"), root.string("d")), (Some(2), Some(1), String::new()));
        assert_eq!(root.children().map(Field::name).collect::<Vec<_>>(), ["B", "b", "c", "C"]);
        assert_eq!(root.descendants("b").map(Field::text).collect::<Vec<_>>(), ["1", "2", "3"]);
    }

    #[test]
    fn repeated_elements_become_a_list() {
        let fields = Fields::read(b"<x><l><i>1</i></l><l/><l>a</l><m/></x>").unwrap();
        let expected = serde_json::json!({"l": [{"i": "1"}, "", "a"], "m": ""});
        assert_eq!(fields.to_json(), expected);
    }
}
