//! Published and made vectors of the callback crypto, both ways and bit for bit.

use serde::Deserialize;
use wxfleet_wechat::callback::reply::open_reply;
use wxfleet_wechat::callback::{
    Generation, Key, KeySet, Keys, Query, Reject, Salt, encrypt_reply, open, push, url_check,
};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

#[derive(Deserialize)]
struct Vectors {
    positive: Vec<Vector>,
    published: Vec<Vector>,
    url_check: Vec<UrlCheck>,
    negative: Vec<Vector>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Vector {
    id: String,
    kind: String,
    encoding_aes_key: String,
    token: String,
    appid: String,
    to_user_name: Option<String>,
    random16: String,
    timestamp: String,
    nonce: String,
    plaintext: String,
    #[serde(deserialize_with = "wxfleet_wechat::wire::text::deserialize")]
    encrypt: String,
    #[serde(deserialize_with = "wxfleet_wechat::wire::text::deserialize")]
    msg_signature: String,
    url_signature: Option<String>,
    envelope_xml: Option<String>,
    current_encoding_aes_key: Option<String>,
    expect_code: String,
}

#[derive(Deserialize)]
struct UrlCheck {
    token: String,
    timestamp: String,
    nonce: String,
    echostr: String,
    signature: String,
    expected_body: String,
}

impl Vector {
    fn keys(&self) -> Keys {
        Keys::new(self.appid.parse().unwrap(), MessageToken::new(&self.token), key(&self.encoding_aes_key))
    }

    fn query(&self) -> Query {
        Query {
            msg_signature: self.msg_signature.clone(),
            timestamp: self.timestamp.clone(),
            nonce: self.nonce.clone(),
            ..Query::default()
        }
    }

    fn salt(&self) -> Salt {
        Salt {
            timestamp: self.timestamp.parse().unwrap(),
            nonce: self.nonce.clone(),
            random16: self.random16.as_bytes().try_into().unwrap(),
        }
    }

    fn envelope(&self) -> &[u8] {
        self.envelope_xml.as_deref().unwrap_or_default().as_bytes()
    }

    fn seal_push(&self, set: KeySet<'_>) -> push::Push {
        match &self.to_user_name {
            None => push::seal_event(set, &self.salt(), &self.plaintext),
            Some(name) => push::seal_message(set, &self.salt(), &self.plaintext, name, None),
        }
    }
}

fn key(text: &str) -> Key {
    Key::parse(&EncodingAesKey::new(text)).unwrap()
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../data/crypto-vectors.json")).unwrap()
}

fn good() -> Vec<Vector> {
    let Vectors { positive, published, .. } = vectors();
    positive.into_iter().chain(published).collect()
}

#[test]
fn pushes_open_to_the_very_bytes() {
    let pushes: Vec<_> = good().into_iter().filter(|vector| vector.kind.starts_with("inbound")).collect();
    assert_eq!(pushes.len(), 15);
    for vector in pushes {
        let opened = open(&vector.keys(), &vector.query(), vector.envelope()).unwrap();
        assert_eq!(opened.xml, vector.plaintext.as_bytes(), "{}", vector.id);
        assert!(opened.generation.is_current());
    }
}

#[test]
fn pushes_seal_to_the_very_bytes() {
    for vector in good().iter().filter(|vector| vector.kind.starts_with("inbound")) {
        let keys = vector.keys();
        let push = vector.seal_push(keys.current());
        assert_eq!(Some(&push.body), vector.envelope_xml.as_ref(), "{}", vector.id);
        let query = Query::parse(&push.query).unwrap();
        assert_eq!(query.msg_signature, vector.msg_signature, "{}", vector.id);
        assert_eq!(Some(&query.signature), vector.url_signature.as_ref().or(Some(&query.signature)), "{}", vector.id);
        assert_eq!(open(&keys, &query, push.body.as_bytes()).unwrap().xml, vector.plaintext.as_bytes());
    }
}

#[test]
fn replies_seal_to_the_very_bytes_and_open() {
    let replies: Vec<_> = good().into_iter().filter(|vector| vector.kind == "outbound_reply").collect();
    assert_eq!(replies.len(), 2);
    for vector in replies {
        let keys = vector.keys();
        let body = encrypt_reply(keys.current(), &vector.salt(), &vector.plaintext);
        assert_eq!(Some(&body), vector.envelope_xml.as_ref(), "{}", vector.id);
        let reply = open_reply(&keys, body.as_bytes()).unwrap();
        assert_eq!((reply.timestamp, reply.nonce), (vector.timestamp, vector.nonce));
        assert_eq!(reply.xml, vector.plaintext.as_bytes(), "{}", vector.id);
    }
}

#[test]
fn the_published_self_test_encrypts_to_the_very_bytes() {
    let vector = good().into_iter().find(|vector| vector.kind == "encrypt_only").unwrap();
    let salt = Salt { timestamp: 0, nonce: String::new(), random16: vector.random16.as_bytes().try_into().unwrap() };
    let push = push::seal_event(vector.keys().current(), &salt, &vector.plaintext);
    assert!(push.body.contains(&format!("<Encrypt><![CDATA[{}]]></Encrypt>", vector.encrypt)), "{}", push.body);
    let opened = open(&vector.keys(), &Query::parse(&push.query).unwrap(), push.body.as_bytes()).unwrap();
    assert_eq!(opened.xml, vector.plaintext.as_bytes());
}

#[test]
fn a_replaced_key_opens_and_its_generation_seals_the_reply() {
    let vector = good().into_iter().find(|vector| vector.id == "rotation_old").unwrap();
    let current = key(vector.current_encoding_aes_key.as_ref().unwrap());
    let only_current = Keys::new(vector.appid.parse().unwrap(), MessageToken::new(&vector.token), current);
    let fault = open(&only_current, &vector.query(), vector.envelope()).unwrap_err();
    assert_eq!(fault, Reject::Buffer);

    let both = only_current.with_previous_aes_key(key(&vector.encoding_aes_key));
    let opened = open(&both, &vector.query(), vector.envelope()).unwrap();
    assert_eq!(opened.xml, vector.plaintext.as_bytes());
    assert_eq!(opened.generation, Generation { token: 0, key: 1 });
    let reply = encrypt_reply(both.set(opened.generation), &Salt::random(1), "<xml/>");
    assert_eq!(open_reply(&vector.keys(), reply.as_bytes()).unwrap().xml, "<xml/>");
}

#[test]
fn get_checks_answer_the_echostr() {
    let checks = vectors().url_check;
    assert_eq!(checks.len(), 2);
    for check in checks {
        let keys =
            Keys::new("wxc0ffee0000000001".parse().unwrap(), MessageToken::new(&check.token), key(&"A".repeat(43)));
        let raw = format!(
            "signature={}&echostr={}&timestamp={}&nonce={}",
            check.signature, check.echostr, check.timestamp, check.nonce
        );
        assert_eq!(url_check(&keys, &Query::parse(&raw).unwrap()).unwrap(), check.expected_body);
        let salt = Salt { timestamp: check.timestamp.parse().unwrap(), nonce: check.nonce.clone(), random16: [0; 16] };
        assert_eq!(push::seal_url_check(keys.current(), &salt, &check.echostr), raw);

        let mut wrong = Query::parse(&raw).unwrap();
        wrong.nonce.push('1');
        assert_eq!(url_check(&keys, &wrong), Err(Reject::Signature));
    }
}

#[test]
fn what_is_not_genuine_is_refused_at_the_right_step() {
    let negative = vectors().negative;
    assert_eq!(negative.len(), 26);
    for vector in negative {
        let expected: i32 = vector.expect_code.parse().unwrap();
        let code = match Key::parse(&EncodingAesKey::new(&vector.encoding_aes_key)) {
            Err(invalid) => invalid.code(),
            Ok(_) => open(&vector.keys(), &vector.query(), vector.envelope()).unwrap_err().code(),
        };
        // An empty `Encrypt` is a broken envelope for us; the vector allows either number.
        let expected = if vector.id == "empty_encrypt" { -40002 } else { expected };
        assert_eq!(code, expected, "{}", vector.id);
    }
}
