//! A query string (first line) and an envelope (the rest) from a stranger: never a panic, and nothing opens that was
//! not sealed. The envelope is tried once more with a signature that fits its `Encrypt`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wxfleet_fuzz::{between, keys, signed_query};
use wxfleet_wechat::callback::{Query, Reject, notice, open, url_check};

fuzz_target!(|data: &[u8]| {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (line, body) = (&data[..end], &data[end..]);
    let query = std::str::from_utf8(line).ok().and_then(|line| Query::parse(line).ok()).unwrap_or_default();
    let keys = keys();
    let _ = url_check(&keys, &query);
    if let Ok(opened) = open(&keys, &query, body) {
        // Sealed by the seeds, and moved about in its envelope since.
        let _ = notice::parse(&opened.xml);
    }
    let encrypt = std::str::from_utf8(body).ok().and_then(|text| between(text, "<Encrypt><![CDATA[", "]]></Encrypt>"));
    if let Some(encrypt) = encrypt {
        let outcome = open(&keys, &signed_query(encrypt), body);
        // With an envelope that is read, this `Encrypt` is the only one there can be, unless it stands in a comment or
        // in another element; then the signature does not fit.
        if let Err(reject) = outcome {
            assert!(!reject.to_string().contains(encrypt) || encrypt.len() < 8, "{reject}");
            assert!(!matches!(reject, Reject::Query(_)));
        }
    }
});
