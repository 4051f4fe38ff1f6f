//! Any ciphertext under a right signature, as bytes and as the text of `Encrypt`; and any message, which must come back
//! from its sealing as it was.
#![no_main]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use libfuzzer_sys::fuzz_target;
use wxfleet_fuzz::{keys, signed_query};
use wxfleet_wechat::callback::{Query, Reject, Salt, open, push};

fuzz_target!(|data: &[u8]| {
    let keys = keys();
    let encrypt = BASE64_STANDARD.encode(data);
    let body = format!("<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>");
    match open(&keys, &signed_query(&encrypt), body.as_bytes()) {
        // The seeds hold genuine ciphertexts; a random one does not end in the component's appid.
        Ok(opened) => assert!(data.len() % 32 == 0 && opened.xml.len() + 38 <= data.len()),
        Err(reject) => assert!(
            matches!(reject, Reject::Cipher | Reject::Buffer | Reject::Appid) || data.is_empty(),
            "the envelope, the signature and base64 were right: {reject}"
        ),
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    if !text.contains("]]>") {
        let body = format!("<xml><Encrypt><![CDATA[{text}]]></Encrypt></xml>");
        let _ = open(&keys, &signed_query(text), body.as_bytes());
    }
    let salt = Salt { timestamp: 1_700_000_000, nonce: "1320562132".to_owned(), random16: *b"0123456789abcdef" };
    let push = push::seal_event(keys.current(), &salt, text);
    let query = Query::parse(&push.query).expect("our own query");
    assert_eq!(open(&keys, &query, push.body.as_bytes()).expect("our own push").xml, data);
});
