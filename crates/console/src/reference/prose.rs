//! Descriptions: paragraphs, lists and code between backticks. Everything else of Markdown stays as it is written.

/// A piece of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Running text.
    Paragraph(Vec<Span>),
    /// Points, without order.
    List(Vec<Vec<Span>>),
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    /// Words.
    Text(String),
    /// What stood between backticks.
    Code(String),
}

/// Reads a description.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    text.replace("\r\n", "\n").split("\n\n").filter_map(block).collect()
}

fn block(text: &str) -> Option<Block> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let first = lines.first()?;
    if point(first).is_none() {
        return Some(Block::Paragraph(spans(&lines.join(" "))));
    }
    let mut points: Vec<String> = Vec::new();
    for line in lines {
        match (point(line), points.last_mut()) {
            (Some(text), _) => points.push(text.to_owned()),
            (None, Some(last)) => *last = format!("{last} {line}"),
            (None, None) => {}
        }
    }
    Some(Block::List(points.iter().map(|text| spans(text)).collect()))
}

/// The text of a list's point, if the line begins one.
fn point(line: &str) -> Option<&str> {
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
}

/// Running text in pieces. A backtick without a second one is a backtick.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let text = text.replace("[`", "`").replace("`]", "`");
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let span = |(index, part): (usize, &&str)| match (index % 2 == 1, index == last) {
        (true, true) => Span::Text(format!("`{part}")),
        (true, false) => Span::Code((*part).to_owned()),
        (false, _) => Span::Text((*part).to_owned()),
    };
    let keep = |span: &Span| !matches!(span, Span::Text(text) if text.is_empty());
    parts.iter().enumerate().map(span).filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Span {
        Span::Text(text.to_owned())
    }

    fn code(text: &str) -> Span {
        Span::Code(text.to_owned())
    }

    #[test]
    fn paragraphs_lists_and_code() {
        assert_eq!(
            blocks("Reads `a`\nand [`B`].\n\n- one\n  goes on\n- `two`\n"),
            [
                Block::Paragraph(vec![text("Reads "), code("a"), text(" and "), code("B"), text(".")]),
                Block::List(vec![vec![text("one goes on")], vec![code("two")]]),
            ]
        );
    }

    #[test]
    fn odd_marks_stay_text() {
        assert_eq!(spans("5` of <b>"), [text("5"), text("` of <b>")]);
        assert_eq!(spans(""), []);
        assert_eq!(blocks(" \n\n\n "), []);
    }
}
