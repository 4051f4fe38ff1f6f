//! A passive reply from whoever claims to be the platform, and the text of one of ours, which must arrive as it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wxfleet_fuzz::{between, keys, sign};
use wxfleet_wechat::callback::reply::open_reply;
use wxfleet_wechat::callback::{NoticeBody, Salt, TextReply, encrypt_reply, notice};

fuzz_target!(|data: &[u8]| {
    let keys = keys();
    let _ = open_reply(&keys, data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(resigned) = resigned(text) {
        let _ = open_reply(&keys, resigned.as_bytes());
    }
    let reply = TextReply {
        to_user_name: "oTest0penid_abcdefghijklmnop".to_owned(),
        from_user_name: "gh_0123456789ab".to_owned(),
        created_at: 1_700_000_000,
        content: text.to_owned(),
    };
    let body = encrypt_reply(keys.current(), &Salt::answering(1_700_000_000, "1320562132"), &reply.to_xml());
    let opened = open_reply(&keys, body.as_bytes()).expect("our own reply");
    match notice::parse(&opened.xml).expect("our own XML").body {
        NoticeBody::Text(read) => assert_eq!(read.content, possible(text)),
        other => panic!("{other:?}"),
    }
});

/// The same reply with a signature that fits, so that what lies behind it is reached.
fn resigned(text: &str) -> Option<String> {
    let encrypt = between(text, "<Encrypt><![CDATA[", "]]>")?;
    let signature = between(text, "<MsgSignature><![CDATA[", "]]>")?;
    let timestamp = between(text, "<TimeStamp>", "<")?;
    let nonce = between(text, "<Nonce><![CDATA[", "]]>")?;
    (signature.len() == 40).then(|| text.replacen(signature, &sign(timestamp, nonce, encrypt), 1))
}

/// Without the characters that XML cannot hold.
fn possible(text: &str) -> String {
    let possible = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(possible).collect()
}
