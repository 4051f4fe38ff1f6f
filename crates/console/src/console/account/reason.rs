//! What WeChat's reviewers wrote, as plain lines. It comes with markup of theirs; none of it is kept.

/// The lines of a reviewer's text, without markup and without empty ones.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tagged)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((tag, after)) = tagged.split_once('>').filter(|(tag, _)| is_tag(tag)) else {
            plain.push('<');
            rest = tagged;
            continue;
        };
        if breaks_line(tag) {
            plain.push('\n');
        }
        rest = after;
    }
    plain.push_str(rest);
    for (entity, sign) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        plain = plain.replace(entity, sign);
    }
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Whether this stands for markup: a less-than sign before a number does not.
fn is_tag(inner: &str) -> bool {
    inner.trim_start_matches('/').starts_with(|first: char| first.is_ascii_alphabetic() || first == '!')
}

fn breaks_line(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|end: char| !end.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["br", "p", "div", "li"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn markup_becomes_lines_and_nothing_else_of_it_stays() {
        let text = "1:小程序内容不符合规则:<br>(1):页面&nbsp;内容不完整<br/><a href=\"https://x.example\">详情</a><script>alert(1)</script>";
        assert_eq!(lines(text), ["1:小程序内容不符合规则:", "(1):页面 内容不完整", "详情alert(1)"]);
        assert_eq!(lines("价格 < 5 元，> 3 元\n\n  好 "), ["价格 < 5 元，> 3 元", "好"]);
        assert_eq!(lines("<P>a</P><!-- x -->b<"), ["a", "b<"]);
        assert_eq!(lines("&lt;b&gt;"), ["<b>"], "what was escaped there is text here");
        assert!(lines("").is_empty());
    }
}
