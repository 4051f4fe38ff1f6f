//! The table of WeChat's errcodes: every row says what it means in both languages and what to do about it.
//!
//! Which classes and retries there are is the business of `wechat::errcode`, whose tests read every row.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Fault, line_with};

/// Words every row has.
const WORDS: [&str; 4] = ["meaning_en", "meaning_zh", "class", "retry"];

/// Check the whole table.
pub(super) fn check(path: &str, body: &str) -> Vec<Fault> {
    let rows = match serde_json::from_str::<Vec<Value>>(body) {
        Ok(rows) => rows,
        Err(fault) => {
            return vec![Fault::new(path, fault.line(), format!("is no list of rows: {fault}"), "mend the JSON")];
        }
    };
    let mut faults = Vec::new();
    let mut seen = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(code) = row["code"].as_i64() else {
            faults.push(Fault::new(path, 0, format!("row {} has no code", at + 1), "give it WeChat's errcode"));
            continue;
        };
        let line = line_with(body, &[&format!("\"code\": {code},")]);
        faults.extend(
            faults_of_row(row)
                .into_iter()
                .map(|what| Fault::new(path, line, format!("errcode {code} {what}"), "fill it from WeChat's own page")),
        );
        *seen.entry(code).or_insert(0) += 1;
    }
    for (code, _) in seen.into_iter().filter(|(_, times)| *times > 1) {
        let line =
            body.lines().collect::<Vec<_>>().iter().rposition(|line| line.contains(&format!("\"code\": {code},")));
        let what = format!("errcode {code} has more than one row");
        faults.push(Fault::new(path, line.map_or(0, |at| at + 1), what, "keep the row that WeChat's page bears out"));
    }
    faults
}

fn faults_of_row(row: &Value) -> Vec<String> {
    let text = |word: &str| row[word].as_str().unwrap_or_default().trim();
    let mut faults =
        WORDS.iter().filter(|word| text(word).is_empty()).map(|word| format!("has no {word}")).collect::<Vec<_>>();
    if !text("meaning_zh").is_empty() && text("meaning_zh").is_ascii() {
        faults.push("has a meaning_zh without a Chinese word".to_owned());
    }
    if row["uncertain"] == true && text("uncertain_note").is_empty() {
        faults.push("is uncertain and does not say why".to_owned());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        r#"{"code": -1, "meaning_en": "Busy", "meaning_zh": "繁忙", "class": "transient", "retry": "backoff"}"#;

    fn whats(body: &str) -> Vec<String> {
        check("errcodes.json", body).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_full_row_passes() {
        assert_eq!(whats(&format!("[{GOOD}]")), [""; 0]);
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        for word in WORDS {
            let body = format!("[\n{}\n]", GOOD.replace(word, "other"));
            let found = check("errcodes.json", &body);
            assert_eq!(found.len(), 1, "{word}");
            assert_eq!((found[0].what.as_str(), found[0].line), (format!("errcode -1 has no {word}").as_str(), 2));
        }
    }

    #[test]
    fn a_code_stands_once() {
        assert_eq!(whats(&format!("[{GOOD},\n{GOOD}]")), ["errcode -1 has more than one row"]);
    }

    #[test]
    fn doubts_say_why_and_chinese_is_chinese() {
        let doubt = GOOD.replace('}', r#", "uncertain": true}"#);
        assert_eq!(whats(&format!("[{doubt}]")), ["errcode -1 is uncertain and does not say why"]);
        assert_eq!(whats(&format!("[{}]", GOOD.replace("繁忙", "busy"))).len(), 1);
    }

    #[test]
    fn what_is_no_table_is_said() {
        assert_eq!(whats("{}").len(), 1);
        assert_eq!(whats("[{}]"), ["row 1 has no code"]);
    }
}
