//! Addresses inside the console.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// `path` with those of the pairs that have a value as its query.
pub(crate) fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    with_raw_query(path, &query(pairs))
}

/// Those of the pairs that have a value, as they stand in a query.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    given.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// `path` with a query that is ready.
pub(crate) fn with_raw_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The page of an account.
pub(crate) fn of_account(component: &str, appid: &str) -> String {
    format!("/console/accounts/{}/{}", encoded(component), encoded(appid))
}

/// A text as it may stand in a path or a query: everything but letters, digits and `-._~` by its bytes.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]].map(char::from));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_value_stands_in_the_query_and_stands_there_safely() {
        assert_eq!(with_query("/a", &[("q", ""), ("b", "")]), "/a");
        assert_eq!(
            with_query("/a", &[("q", "老王 & co?#"), ("b", "1")]),
            "/a?q=%E8%80%81%E7%8E%8B%20%26%20co%3F%23&b=1"
        );
        assert_eq!(of_account("wx1", "../x"), "/console/accounts/wx1/..%2Fx");
    }
}
