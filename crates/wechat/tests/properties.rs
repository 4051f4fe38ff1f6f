//! What holds for every message and every body: through both directions unchanged, and never a panic.

use proptest::prelude::*;
use wxfleet_wechat::callback::reply::open_reply;
use wxfleet_wechat::callback::{
    Key, Keys, NoticeBody, Query, Salt, TextReply, encrypt_reply, mask_xml, notice, open, push, url_check,
};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

fn keys() -> Keys {
    let key = Key::parse(&EncodingAesKey::new("uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU")).unwrap();
    Keys::new("wxc0ffee0000000001".parse().unwrap(), MessageToken::new("simtoken_A1b2"), key)
}

/// Texts of up to 70,000 bytes, of one to four bytes a character.
fn message() -> impl Strategy<Value = String> {
    let long = (0..=70_000_usize, "[\u{0}-\u{10ffff}]{1,40}").prop_map(|(length, unit)| {
        let text = unit.repeat(length / unit.len() + 1);
        text[..text.floor_char_boundary(length)].to_owned()
    });
    prop_oneof![any::<String>(), long]
}

/// Pieces of XML in any order, so that a good part of it is nearly right.
fn xmlish() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<xml>",
            "</xml>",
            "<Encrypt>",
            "</Encrypt>",
            "<![CDATA[",
            "]]>",
            "]]",
            "<a/>",
            "<a b='c'>",
            "</a>",
            "&lt;",
            "&#x41;",
            "&x;",
            "&",
            "<!--",
            "-->",
            "<?xml version='1.0'?>",
            "<!DOCTYPE a>",
            "<InfoType>",
            "</InfoType>",
            "authorized",
            "<list>",
            "</list>",
            "\u{feff}",
            "🐉",
            " ",
            "<",
            ">",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_message_passes_both_ways(text in message(), timestamp in any::<i64>(), nonce in "[ -~]{0,20}", random16 in any::<[u8; 16]>()) {
        let salt = Salt { timestamp, nonce, random16 };
        let sent = push::seal_event(keys().current(), &salt, &text);
        let query = Query::parse(&sent.query).unwrap();
        prop_assert_eq!(open(&keys(), &query, sent.body.as_bytes()).unwrap().xml, text.as_bytes());
        prop_assume!(!salt.nonce.is_empty());
        let reply = encrypt_reply(keys().current(), &salt, &text);
        prop_assert_eq!(open_reply(&keys(), reply.as_bytes()).unwrap().xml, text.as_bytes());
    }

    #[test]
    fn one_changed_byte_is_never_taken(position in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let sent = push::seal_event(keys().current(), &Salt::random(1), "<xml><a>1</a></xml>");
        let query = Query::parse(&sent.query).unwrap();
        let start = sent.body.find("<Encrypt><![CDATA[").unwrap() + "<Encrypt><![CDATA[".len();
        let end = sent.body.rfind("]]></Encrypt>").unwrap();
        let mut body = sent.body.into_bytes();
        body[start + position.index(end - start)] ^= flip;
        prop_assert!(open(&keys(), &query, &body).is_err());
    }

    #[test]
    fn any_text_reply_arrives_as_it_was(content in "[\t\n\r -\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]{0,60}|[\\]>]{0,12}") {
        let from = notice::parse(b"<xml><MsgType>text</MsgType><ToUserName>g</ToUserName><FromUserName>o</FromUserName></xml>");
        let reply = TextReply::to(&from.unwrap(), 1, content.clone()).unwrap();
        match notice::parse(reply.to_xml().as_bytes()).unwrap().body {
            NoticeBody::Text(text) => prop_assert_eq!(text.content, content),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), xmlish()], raw in any::<String>()) {
        let query = Query::parse(&raw).unwrap_or_default();
        let _ = open(&keys(), &query, &bytes);
        let _ = url_check(&keys(), &query);
        let _ = open_reply(&keys(), &bytes);
        let _ = mask_xml(&bytes);
        if let Ok(notice) = notice::parse(&bytes) {
            prop_assert!(notice.dedup_key(None).is_none_or(|key| key.len() <= 190));
            let _ = notice.to_json();
        }
    }

    #[test]
    fn any_signed_ciphertext_is_handled(ciphertext in prop::collection::vec(any::<u8>(), 0..200), blocks in 0..8_usize) {
        use base64::Engine;
        for bytes in [ciphertext.clone(), ciphertext[..(blocks * 16).min(ciphertext.len())].to_vec()] {
            let encrypt = base64::prelude::BASE64_STANDARD.encode(bytes);
            let mut parts = ["simtoken_A1b2", "1", "2", &encrypt];
            parts.sort_unstable();
            let msg_signature = hex::encode(<sha1::Sha1 as sha1::Digest>::digest(parts.concat()));
            let query = Query { msg_signature, timestamp: "1".into(), nonce: "2".into(), ..Query::default() };
            let body = format!("<xml><Encrypt>{encrypt}</Encrypt></xml>");
            prop_assert!(open(&keys(), &query, body.as_bytes()).is_err());
        }
    }
}
