//! The XML inside: never a panic; what we read, quick-xml reads too, element by element; no secret is shown; and the
//! key that tells doubles stays short.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quick_xml::Reader;
use quick_xml::events::Event;
use wxfleet_wechat::callback::notice::{Field, Notice};
use wxfleet_wechat::callback::{NoticeBody, mask_xml, notice};

fuzz_target!(|data: &[u8]| {
    let masked = mask_xml(data);
    let Ok(notice) = notice::parse(data) else { return };
    let mut names = Vec::new();
    collect(notice.fields().root(), &mut names);
    assert_eq!(names, elements(data), "quick-xml sees the same elements");
    assert_eq!(notice.dedup_key(None), notice::parse(data).expect("as before").dedup_key(None));
    assert!(notice.dedup_key(None).is_none_or(|key| key.len() <= 190 && key.is_ascii()));
    assert!(notice::parse(masked.as_bytes()).is_ok(), "what is shown is XML still");
    let shown = format!("{}{notice:?}", notice.to_json());
    for secret in secrets(&notice) {
        assert!(!shown.contains(&secret) || elsewhere(&notice, &secret), "a secret is shown");
    }
});

fn collect(field: Field<'_>, names: &mut Vec<String>) {
    names.push(field.name().to_owned());
    field.children().for_each(|child| collect(child, names));
}

fn elements(xml: &[u8]) -> Vec<String> {
    let mut reader = Reader::from_reader(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("quick-xml takes what we take") {
            Event::Start(tag) | Event::Empty(tag) => names.push(tag.name().as_ref().to_owned()),
            Event::Eof => return names,
            _ => {}
        }
    }
}

fn secrets(notice: &Notice) -> Vec<String> {
    let secrets = match &notice.body {
        NoticeBody::ComponentVerifyTicket(push) => vec![push.ticket.expose()],
        NoticeBody::Authorized(push) | NoticeBody::UpdateAuthorized(push) => vec![push.authorization_code.expose()],
        NoticeBody::FastRegister(push) => push.auth_code.iter().map(|code| code.expose()).collect(),
        _ => Vec::new(),
    };
    // Short ones occur in any text.
    secrets.into_iter().filter(|secret| secret.len() >= 8).map(str::to_owned).collect()
}

/// Whether the fuzzer put the secret's text into another element, or two of them into one notice.
fn elsewhere(notice: &Notice, secret: &str) -> bool {
    fn count(field: Field<'_>, secret: &str) -> usize {
        let here = usize::from(field.text().contains(secret)) + usize::from(field.name().contains(secret));
        here + field.children().map(|child| count(child, secret)).sum::<usize>()
    }
    count(notice.fields().root(), secret) > 1
        || "component_verify_ticket updateauthorized notify_third_fasteregister AuthorizationCode".contains(secret)
}
