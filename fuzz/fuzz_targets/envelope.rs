//! A query string (first line) and an envelope (the rest) from a stranger: never a panic, and never another `Encrypt`
//! than the one quick-xml finds. That is tried with a signature that fits the latter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quick_xml::Reader;
use quick_xml::events::Event;
use wxfleet_fuzz::{keys, signed_query};
use wxfleet_wechat::callback::{Query, Reject, notice, open, url_check};

fuzz_target!(|data: &[u8]| {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (line, body) = (&data[..end], &data[(end + 1).min(data.len())..]);
    let query = std::str::from_utf8(line).ok().and_then(|line| Query::parse(line).ok()).unwrap_or_default();
    let keys = keys();
    let _ = url_check(&keys, &query);
    let outcome = open(&keys, &query, body);
    if let Ok(opened) = &outcome {
        // One of the seeds, dressed up differently.
        let _ = notice::parse(&opened.xml);
    }
    if !matches!(outcome, Err(Reject::Envelope(_))) {
        let encrypt = judge(body).expect("quick-xml reads every envelope that we read");
        let fitting = open(&keys, &signed_query(&encrypt), body);
        assert!(!matches!(fitting, Err(Reject::Signature | Reject::Envelope(_))), "another Encrypt: {fitting:?}");
    }
});

/// The text of the one `Encrypt` below the root.
fn judge(body: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(body);
    let (mut depth, mut inside, mut encrypt) = (0_usize, false, None::<String>);
    loop {
        let piece = match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                inside = depth == 2 && tag.name().as_ref() == "Encrypt";
                continue;
            }
            Event::End(_) => {
                depth = depth.checked_sub(1)?;
                inside = false;
                continue;
            }
            Event::Text(text) => text.into_inner().into_owned(),
            Event::CData(text) => text.into_inner().into_owned(),
            Event::GeneralRef(name) => match name.resolve_char_ref().ok()? {
                Some(c) => c.to_string(),
                None => quick_xml::escape::resolve_predefined_entity(&name)?.to_owned(),
            },
            Event::Eof => return encrypt.filter(|_| depth == 0),
            _ => continue,
        };
        if inside {
            encrypt.get_or_insert_default().push_str(&piece);
        }
    }
}
