//! The known name that is most like a mistyped one, by edit distance.

/// The nearest of the known names, unless all are too far off to be meant.
pub(crate) fn nearest(name: &str, known: &[&str]) -> Option<String> {
    // A name without its table is a common slip: `api_base_url` for `wechat.api_base_url`.
    let same_end = known.iter().find(|known| known.rsplit('.').next() == Some(name) && **known != name);
    if let Some(known) = same_end {
        return Some((*known).to_owned());
    }
    let (distance, best) = known.iter().map(|known| (distance(name, known), *known)).min()?;
    (distance <= 2 + best.len() / 4).then(|| best.to_owned())
}

/// How many letters must be put in, taken out or changed to turn one text into the other (Levenshtein); `-` and `_`
/// count as the same letter.
fn distance(one: &str, other: &str) -> usize {
    let letters = |text: &str| -> Vec<char> { text.to_lowercase().replace('-', "_").chars().collect() };
    let (one, other) = (letters(one), letters(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_textbook() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
        assert_eq!(distance("public-url", "public_url"), 0);
    }

    #[test]
    fn nothing_is_proposed_for_what_resembles_nothing() {
        assert_eq!(nearest("completely_different_thing", &["listen", "data_dir"]), None);
        assert_eq!(nearest("public-url", &["listen", "public_url"]).as_deref(), Some("public_url"));
        assert_eq!(nearest("api_base_url", &["wechat.api_base_url"]).as_deref(), Some("wechat.api_base_url"));
    }
}
