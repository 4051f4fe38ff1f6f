//! Labels: the ISV's own words for its merchants' accounts. They sort and find accounts, and a key can be limited to
//! them.

/// Labels of one account at most.
pub const MOST: usize = 20;
/// Characters of one label at most.
pub const LONGEST: usize = 32;

/// Why labels cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelFault {
    /// One is empty, too long, or holds what cannot be seen.
    #[error("label {0} must be 1 to {LONGEST} characters, none of them a control character")]
    Unfit(usize),
    /// There are too many.
    #[error("an account has at most {MOST} labels")]
    TooMany,
}

/// Labels as they are kept: without space around them, each once, in the order in which they were given.
pub fn tidy(labels: &[String]) -> Result<Vec<String>, LabelFault> {
    let mut tidied: Vec<String> = Vec::with_capacity(labels.len().min(MOST));
    for (index, label) in labels.iter().enumerate() {
        let label = label.trim();
        let fits = (1..=LONGEST).contains(&label.chars().count()) && !label.chars().any(char::is_control);
        if !fits {
            return Err(LabelFault::Unfit(index));
        }
        if !tidied.iter().any(|known| known == label) {
            tidied.push(label.to_owned());
        }
    }
    if tidied.len() > MOST { Err(LabelFault::TooMany) } else { Ok(tidied) }
}

/// The labels of an account after some were added and some removed; both lists are tidy already. What is in both is
/// added.
pub fn changed(present: &[String], add: &[String], remove: &[String]) -> Result<Vec<String>, LabelFault> {
    let stays = |label: &&String| add.contains(label) || !remove.contains(label);
    let mut labels: Vec<String> = present.iter().filter(stays).cloned().collect();
    labels.extend(add.iter().filter(|label| !present.contains(label)).cloned());
    if labels.len() > MOST { Err(LabelFault::TooMany) } else { Ok(labels) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn labels_are_trimmed_and_each_stands_once() {
        assert_eq!(tidy(&words(&[" 连锁 ", "华东", "连锁"])), Ok(words(&["连锁", "华东"])));
        assert_eq!(tidy(&[]), Ok(vec![]));
        for (bad, at) in [("", 1), ("  ", 1), ("a\nb", 1), (&"字".repeat(33), 1)] {
            assert_eq!(tidy(&words(&["ok", bad])), Err(LabelFault::Unfit(at)), "{bad:?}");
        }
        assert!(tidy(&[("字".repeat(32))]).is_ok());
        let many: Vec<String> = (0..21).map(|number| number.to_string()).collect();
        assert_eq!(tidy(&many), Err(LabelFault::TooMany));
        assert_eq!(tidy(&many[..20]).unwrap().len(), 20);
    }

    #[test]
    fn labels_are_added_and_removed() {
        let present = words(&["a", "b", "c"]);
        assert_eq!(changed(&present, &words(&["d", "b"]), &words(&["a"])), Ok(words(&["b", "c", "d"])));
        assert_eq!(changed(&present, &words(&["a"]), &words(&["a"])), Ok(present.clone()));
        let many: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        assert_eq!(changed(&many, &words(&["x"]), &[]), Err(LabelFault::TooMany));
        assert!(changed(&many, &words(&["x"]), &words(&["0"])).is_ok());
    }
}
