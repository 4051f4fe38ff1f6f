//! JSON and XML as a tree whose branches fold, without a script. Long ones end in how much more there is.

use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::Value;
use wxfleet_wechat::callback::Element;

/// Parts that a tree shows at most; what has more is better looked at elsewhere.
const MOST: usize = 1_500;
/// Characters of one text.
const LONGEST: usize = 4_000;
/// Levels that are unfolded.
const UNFOLDED: usize = 3;

/// One part with what is in it.
#[derive(Debug, PartialEq, Eq, Template)]
#[template(path = "console/branch.html")]
pub(crate) struct Branch {
    name: String,
    /// The text of a leaf; of a branch how many parts it has.
    says: String,
    /// A class that tells texts from numbers.
    kind: &'static str,
    is_open: bool,
    is_leaf: bool,
    children: Vec<Branch>,
}

impl HtmlSafe for Branch {}

impl Branch {
    /// A value of JSON.
    pub(crate) fn of_json(value: &Value) -> Self {
        Grower { left: MOST }.json(String::new(), value, 0)
    }

    /// An element of XML.
    pub(crate) fn of_xml(element: &Element) -> Self {
        Grower { left: MOST }.xml(element, 0)
    }
}

/// Counts what is shown.
struct Grower {
    left: usize,
}

impl Grower {
    fn json(&mut self, name: String, value: &Value, depth: usize) -> Branch {
        let parts: Vec<(String, &Value)> = match value {
            Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
            Value::String(text) => return leaf(name, text, "text"),
            other => return leaf(name, &other.to_string(), "figure"),
        };
        let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
        if parts.is_empty() {
            return leaf(name, &format!("{open}{close}"), "figure");
        }
        self.branch(name, format!("{open}{}{close}", parts.len()), depth, parts, |grower, (name, value)| {
            grower.json(name, value, depth + 1)
        })
    }

    fn xml(&mut self, element: &Element, depth: usize) -> Branch {
        let name = element.name.clone();
        if element.children.is_empty() {
            return leaf(name, &element.text, "text");
        }
        let size = format!("{{{}}}", element.children.len());
        self.branch(name, size, depth, element.children.iter().collect(), |grower, child| grower.xml(child, depth + 1))
    }

    fn branch<T>(
        &mut self,
        name: String,
        says: String,
        depth: usize,
        parts: Vec<T>,
        mut grow: impl FnMut(&mut Self, T) -> Branch,
    ) -> Branch {
        let mut children = Vec::new();
        let all = parts.len();
        for part in parts {
            if self.left == 0 {
                children.push(leaf(format!("+{}", all - children.len()), "…", "figure"));
                break;
            }
            self.left -= 1;
            children.push(grow(self, part));
        }
        Branch { name, says, kind: "", is_open: depth < UNFOLDED, is_leaf: false, children }
    }
}

fn leaf(name: String, text: &str, kind: &'static str) -> Branch {
    let mut says: String = text.chars().take(LONGEST).collect();
    if says.len() < text.len() {
        says.push('…');
    }
    Branch { name, says, kind, is_open: false, is_leaf: true, children: Vec::new() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_in_a_value_stands_in_order_and_is_escaped() {
        let html = Branch::of_json(&json!({"b": ["<x>", 1, {}], "a": null})).to_string();
        let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
        assert!(at("&#60;x&#62;") < at(">1<"));
        assert!(html.contains("<details") && html.contains("{}"), "{html}");
        let element = wxfleet_wechat::callback::outline("<xml><a>&lt;b></a></xml>").unwrap();
        assert!(Branch::of_xml(&element).to_string().contains("&#60;b&#62;"));
    }

    #[test]
    fn a_tree_has_an_end() {
        let html = Branch::of_json(&json!((0..5_000).collect::<Vec<_>>())).to_string();
        assert_eq!(html.matches("class=\"leaf\"").count(), MOST + 1);
        assert!(html.contains("+3500"));
        let long = Branch::of_json(&json!({"a": "错".repeat(9_000)})).to_string();
        assert_eq!(long.matches('错').count(), LONGEST);
    }
}
