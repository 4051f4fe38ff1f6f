//! The way in and out as a whole: order of the checks, generations, and what a hostile sender may try.

use super::reply::open_reply;
use super::xml::XmlFault;
use super::*;
use crate::id::ComponentAppid;
use crate::secret::{EncodingAesKey, MessageToken};

const XML: &str = "<xml><AppId><![CDATA[wxc0ffee0000000001]]></AppId><CreateTime>1700000000</CreateTime>\
                   <InfoType><![CDATA[unauthorized]]></InfoType>\
                   <AuthorizerAppid><![CDATA[wxbeef000000000002]]></AuthorizerAppid></xml>";

fn component() -> ComponentAppid {
    "wxc0ffee0000000001".parse().unwrap()
}

fn key(letter: &str) -> Key {
    Key::parse(&EncodingAesKey::new(letter.repeat(43))).unwrap()
}

fn keys() -> Keys {
    Keys::new(component(), MessageToken::new("token"), key("a"))
}

fn salt() -> Salt {
    Salt { timestamp: 1_700_000_000, nonce: "nonce".to_owned(), random16: *b"0123456789abcdef" }
}

fn open_push(keys: &Keys, push: &push::Push) -> Result<Opened, Reject> {
    open(keys, &Query::parse(&push.query).unwrap(), push.body.as_bytes())
}

/// Signs whatever stands in `Encrypt`, so that the steps behind the signature are reached.
fn signed(encrypt: &str) -> (Query, String) {
    let parts = [&b"1"[..], b"2", encrypt.as_bytes()];
    let msg_signature = String::from_utf8(signature::sign(&MessageToken::new("token"), parts).to_vec()).unwrap();
    let query = Query { msg_signature, timestamp: "1".into(), nonce: "2".into(), ..Query::default() };
    (query, format!("<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>"))
}

#[test]
fn what_is_sealed_opens() {
    let push = push::seal_event(keys().current(), &salt(), XML);
    let opened = open_push(&keys(), &push).unwrap();
    assert_eq!((opened.xml.as_ref(), opened.generation), (XML.as_bytes(), Generation::CURRENT));
    assert!(!format!("{opened:?}").contains("wxbeef"));
}

#[test]
fn every_pairing_of_valid_token_and_key_opens_and_answers() {
    let all = keys()
        .with_previous_token(MessageToken::new("older"))
        .with_previous_token(MessageToken::new("oldest"))
        .with_previous_aes_key(key("b"))
        .with_previous_aes_key(key("c"));
    for (token, name) in ["token", "older", "oldest"].into_iter().enumerate() {
        for (index, letter) in ["a", "b", "c"].into_iter().enumerate() {
            let sender = Keys::new(component(), MessageToken::new(name), key(letter));
            let push = push::seal_event(sender.current(), &Salt::random(1), XML);
            let opened = open_push(&all, &push).unwrap();
            assert_eq!(opened.generation, Generation { token, key: index });
            let reply = encrypt_reply(all.set(opened.generation), &Salt::answering(1, "n"), XML);
            assert_eq!(open_reply(&sender, reply.as_bytes()).unwrap().xml, XML);
        }
    }
    let stranger = Keys::new(component(), MessageToken::new("other"), key("a"));
    assert_eq!(open_push(&all, &push::seal_event(stranger.current(), &salt(), XML)), Err(Reject::Signature));
}

#[test]
fn a_retired_generation_answers_with_the_current_settings() {
    let keys = keys();
    let set = keys.set(Generation { token: 3, key: 3 });
    assert_eq!(encrypt_reply(set, &salt(), XML), encrypt_reply(keys.current(), &salt(), XML));
}

#[test]
fn the_signature_is_exact_in_case_and_length() {
    let push = push::seal_event(keys().current(), &salt(), XML);
    let good = Query::parse(&push.query).unwrap();
    let signature = &good.msg_signature;
    let others = [
        signature.to_uppercase(),
        format!("{signature} "),
        format!("{signature}0"),
        signature[..39].to_owned(),
        String::new(),
        good.signature.clone(),
    ];
    for msg_signature in others {
        let query = Query { msg_signature, ..good.clone() };
        assert_eq!(open(&keys(), &query, push.body.as_bytes()), Err(Reject::Signature));
    }
}

#[test]
fn timestamp_and_nonce_are_signed_as_texts() {
    let push = push::seal_event(keys().current(), &salt(), XML);
    let good = Query::parse(&push.query).unwrap();
    for (timestamp, nonce) in [("01700000000", "nonce"), ("1700000000 ", "nonce"), ("1700000000", "Nonce")] {
        let query = Query { timestamp: timestamp.into(), nonce: nonce.into(), ..good.clone() };
        assert_eq!(open(&keys(), &query, push.body.as_bytes()), Err(Reject::Signature));
    }
}

#[test]
fn padding_is_not_looked_at_before_the_signature_holds() {
    for encrypt in ["!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA=="] {
        let (query, body) = signed(encrypt);
        let unsigned = Query { msg_signature: "0".repeat(40), ..query };
        assert_eq!(open(&keys(), &unsigned, body.as_bytes()), Err(Reject::Signature), "{encrypt}");
    }
}

#[test]
fn base64_is_the_standard_alphabet_and_nothing_else() {
    let faults = [
        ("!!!", Reject::Base64),
        ("AAA", Reject::Base64),
        ("AA==AA==", Reject::Base64),
        ("AAAA AAAA", Reject::Base64),
        ("AAAA\nAAAA", Reject::Base64),
        ("-_-_", Reject::Base64),
        ("AAAA", Reject::Cipher),
        ("AAAAAAAAAAAAAAAAAAAAAA==", Reject::Buffer),
    ];
    for (encrypt, fault) in faults {
        let (query, body) = signed(encrypt);
        assert_eq!(open(&keys(), &query, body.as_bytes()), Err(fault), "{encrypt}");
    }
}

#[test]
fn another_components_push_is_refused_by_its_tail() {
    let other = Keys::new("wxc0ffee0000000002".parse().unwrap(), MessageToken::new("token"), key("a"));
    assert_eq!(open_push(&keys(), &push::seal_event(other.current(), &salt(), XML)), Err(Reject::Appid));
}

#[test]
fn hostile_envelopes_are_refused_as_envelopes() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]><xml>&lol2;</xml>";
    let xxe = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&e;</Encrypt></xml>";
    let bodies = [
        (laughs.to_owned(), XmlFault::Doctype),
        (xxe.to_owned(), XmlFault::Doctype),
        (format!("<xml>{}", "<a>".repeat(100_000)), XmlFault::TooDeep),
        (format!("<xml>{}", "<a/>".repeat(100_000)), XmlFault::TooMuch),
        (format!("<xml {}>", (0..10_000).map(|i| format!("a{i}='' ")).collect::<Vec<_>>().concat()), XmlFault::TooMuch),
        (format!("<xml><Encrypt>{}</Encrypt></xml>", "&#65;".repeat(2_000)), XmlFault::TooMuch),
        ("<xml><Encrypt>&nbsp;</Encrypt></xml>".to_owned(), XmlFault::Entity),
        ("hello".to_owned(), XmlFault::Malformed),
    ];
    for (body, fault) in bodies {
        let expected = Reject::Envelope(EnvelopeFault::Xml(fault));
        assert_eq!(open(&keys(), &Query::default(), body.as_bytes()), Err(expected), "{body:.60}");
    }
    let clear = open(&keys(), &Query::default(), XML.as_bytes());
    assert_eq!(clear, Err(Reject::Envelope(EnvelopeFault::Missing("Encrypt"))), "a push in clear text");
}

#[test]
fn a_byte_order_mark_before_the_envelope_does_no_harm() {
    let push = push::seal_event(keys().current(), &salt(), XML);
    let body = format!("\u{feff}{}", push.body);
    assert!(open(&keys(), &Query::parse(&push.query).unwrap(), body.as_bytes()).is_ok());
}

#[test]
fn a_reject_says_what_and_not_why_in_detail() {
    let texts: Vec<_> = [
        Reject::Query(QueryFault::Twice),
        Reject::Envelope(EnvelopeFault::Twice("Encrypt")),
        Reject::Signature,
        Reject::Base64,
        Reject::Cipher,
        Reject::Buffer,
        Reject::Appid,
    ]
    .iter()
    .map(|reject| format!("{} {}: {reject}", reject.code(), reject.name()))
    .collect();
    let expected = [
        "-40001 query: the query holds a signed parameter twice",
        "-40002 envelope: the envelope has Encrypt twice",
        "-40001 signature: the signature does not match",
        "-40010 base64: the ciphertext is not base64",
        "-40007 cipher: the ciphertext has an impossible length",
        "-40008 buffer: the decrypted text is not well formed",
        "-40005 appid: the decrypted text is for another appid",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn a_get_without_echostr_is_refused_even_when_signed() {
    let raw = push::seal_url_check(keys().current(), &salt(), "a+b c");
    let query = Query::parse(&raw).unwrap();
    assert_eq!(url_check(&keys(), &query).unwrap(), "a+b c");
    let silent = Query { echostr: None, ..query };
    assert_eq!(url_check(&keys(), &silent), Err(Reject::Query(QueryFault::NoEchostr)));
}

#[test]
fn a_message_push_names_its_sender_in_the_query() {
    let openid = "oTest0penid_abc".parse().unwrap();
    let push = push::seal_message(keys().current(), &salt(), XML, "gh_0123456789ab", Some(&openid));
    assert_eq!(Query::parse(&push.query).unwrap().openid.as_deref(), Some("oTest0penid_abc"));
    assert!(push.body.starts_with("<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt>"));
}

#[test]
fn a_text_reply_goes_back_to_the_sender_and_survives_any_text() {
    let xml = "<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><MsgType>text</MsgType></xml>";
    let notice = notice::parse(xml.as_bytes()).unwrap();
    let content = "a]]>b \u{2028}🐉 <script>\r\n&amp;";
    let reply = TextReply::to(&notice, 17, content).unwrap();
    assert_eq!((reply.to_user_name.as_str(), reply.from_user_name.as_str()), ("oUser", "gh_1"));
    let read = notice::parse(reply.to_xml().as_bytes()).unwrap();
    assert_eq!((read.to_user_name.as_deref(), read.from_user_name.as_deref()), (Some("oUser"), Some("gh_1")));
    assert_eq!(read.created_at, Some(17));
    assert_eq!(read.body, NoticeBody::Text(notice::message::Text { content: content.to_owned() }));
}

#[test]
fn every_kind_of_reply_is_sealed_opened_and_says_what_was_put_in() {
    let xml = "<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><MsgType>text</MsgType></xml>";
    let notice = notice::parse(xml.as_bytes()).unwrap();
    let replies = [
        (PassiveReply::Text(TextReply::to(&notice, 17, "好]]>").unwrap()), "text", "Content", "好]]>"),
        (PassiveReply::Image(ImageReply::to(&notice, 17, "MEDIA_a").unwrap()), "image", "MediaId", "MEDIA_a"),
        (
            PassiveReply::Transfer(TransferReply::to(&notice, 17, Some("kf1@gh_1".to_owned())).unwrap()),
            "transfer_customer_service",
            "KfAccount",
            "kf1@gh_1",
        ),
    ];
    for (reply, kind, field, text) in replies {
        let sealed = encrypt_reply(keys().current(), &salt(), &reply.to_xml());
        let read = notice::parse(&open_reply(&keys(), sealed.as_bytes()).unwrap().xml).unwrap();
        assert_eq!((read.to_user_name.as_deref(), read.from_user_name.as_deref()), (Some("oUser"), Some("gh_1")));
        assert_eq!((read.created_at, read.kind()), (Some(17), kind));
        let json = read.to_json();
        let found = ["Image", "TransInfo"].iter().find_map(|outer| json[*outer].get(field)).unwrap_or(&json[field]);
        assert_eq!(found, text, "{json}");
    }
    let anybody = TransferReply::to(&notice, 17, None).unwrap();
    assert!(!anybody.to_xml().contains("TransInfo"));
}

#[test]
fn nobody_is_answered_who_gave_no_name() {
    let nameless = notice::parse(b"<xml><ToUserName>gh_1</ToUserName><MsgType>text</MsgType></xml>").unwrap();
    assert_eq!(TextReply::to(&nameless, 17, "x"), None);
    assert_eq!(ImageReply::to(&nameless, 17, "x"), None);
    assert_eq!(TransferReply::to(&nameless, 17, None), None);
}

#[test]
fn a_tampered_reply_is_refused() {
    let body = encrypt_reply(keys().current(), &salt(), XML);
    let tampered = body.replace("<TimeStamp>1700000000<", "<TimeStamp>1700000001<");
    assert_eq!(open_reply(&keys(), tampered.as_bytes()), Err(Reject::Signature));
    let bare = body.replace("<Nonce><![CDATA[nonce]]></Nonce>", "");
    assert_eq!(open_reply(&keys(), bare.as_bytes()), Err(Reject::Envelope(EnvelopeFault::Missing("Nonce"))));
}

#[test]
fn random_salts_differ_and_are_plain() {
    let (one, two) = (Salt::random(5), Salt::random(5));
    assert_ne!(one.random16, two.random16);
    assert!(one.random16.iter().all(u8::is_ascii_alphanumeric));
    assert!(one.nonce.len() == 10 && one.nonce.bytes().all(|byte| byte.is_ascii_digit()));
}
