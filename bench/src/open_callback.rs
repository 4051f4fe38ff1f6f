//! How many callbacks one core opens in a second, beside OpenSSL doing the same steps.
//!
//! One callback is an event whose XML has 600 bytes. Opening it means: read the envelope, check the signature, decode
//! base64, decrypt, take off the padding, compare the appid, read the XML inside. Both sides read the XML inside with
//! our `notice::parse`; the other side reads the envelope with plain quick-xml events and does the rest with OpenSSL,
//! its key set up once, as ours is. Rounds alternate, and what counts is the time that this thread was running, so that
//! a busy machine disturbs little; median and best round are shown.
//!
//! Below it stands what hostile bodies of one megabyte cost before they are refused.
//!
//! `cargo run --release --manifest-path bench/Cargo.toml --bin open_callback [ROUNDS]`

use std::hint::black_box;
use std::time::Instant;

use openssl::cipher::Cipher;
use openssl::cipher_ctx::CipherCtx;
use openssl::sha::Sha1;
use quick_xml::Reader;
use quick_xml::events::Event;
use wxfleet_wechat::callback::{Key, Keys, Query, Salt, encrypt_reply, notice, open, push};
use wxfleet_wechat::secret::{EncodingAesKey, MessageToken};

const APPID: &str = "wxc0ffee0000000001";
const TOKEN: &str = "simtoken_A1b2";
const AES_KEY: &str = "uzhk6x7Ob79Jl954hwVTLHGqGYlEWaQtfXdYHN3AzGU";
/// Callbacks in one round of one side.
const BATCH: u32 = 20_000;

fn main() {
    let rounds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(31);
    let keys = keys();
    let (xml, salt) = (event(), Salt::random(1_700_000_000));
    let push = push::seal_message(keys.current(), &salt, &xml, "gh_0123456789ab", None);
    let query = Query::parse(&push.query).expect("our own query");
    let mut peer = Peer::new();
    let body = push.body.as_bytes();
    assert_eq!(peer.open(&query, body).as_deref(), Some(xml.as_bytes()), "the peer opens the same");

    let mut sides: [Vec<f64>; 6] = Default::default();
    for _ in 0..=rounds {
        sides[0].push(time(|| open(&keys, &query, body).map(|opened| notice::parse(&opened.xml))));
        sides[1].push(time(|| peer.open(&query, body).map(|xml| notice::parse(&xml))));
        sides[2].push(time(|| open(&keys, &query, body)));
        sides[3].push(time(|| peer.open(&query, body)));
        sides[4].push(time(|| Query::parse(&push.query)));
        sides[5].push(time(|| encrypt_reply(keys.current(), &salt, &xml)));
    }
    let [all, peer_all, opened, peer_opened, parsed, replied] = sides.map(Rounds::of);
    println!("one callback of 600 bytes on one core, {rounds} alternating rounds of {BATCH}\n");
    println!("{:<40}{:>12}{:>9}{:>12}{:>9}{:>9}", "", "median /s", "ns", "best /s", "ns", "ratio");
    row("wxfleet: open and read the notice", &all, Some(&peer_all));
    row("OpenSSL: open and read the notice", &peer_all, None);
    row("wxfleet: open", &opened, Some(&peer_opened));
    row("OpenSSL: open", &peer_opened, None);
    row("wxfleet: read the query string", &parsed, None);
    row("wxfleet: encrypt a reply of 600 bytes", &replied, None);

    println!("\nbodies of 1 MiB that are no callbacks, best of 20\n");
    for (name, body) in hostile() {
        let costs = (0..20).map(|_| by_the_clock(|| assert!(open(&keys, &query, &body).is_err())));
        println!("{name:<40}{:>11.3} ms", costs.fold(f64::MAX, f64::min) / 1e6);
    }
}

fn keys() -> Keys {
    let key = Key::parse(&EncodingAesKey::new(AES_KEY)).expect("a well-formed key");
    Keys::new(APPID.parse().expect("a well-formed appid"), MessageToken::new(TOKEN), key)
}

/// A refused audit, as it comes on the message URL, filled up to 600 bytes.
fn event() -> String {
    let head = "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>\n\
                <FromUserName><![CDATA[oTest0penid_abcdefghijklmnop]]></FromUserName>\n\
                <CreateTime>1700000180</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n\
                <Event><![CDATA[weapp_audit_fail]]></Event>\n<Reason><![CDATA[";
    let tail = "]]></Reason>\n<FailTime>1700000180</FailTime>\n<ScreenShot>media1|media2</ScreenShot>\n</xml>";
    let reason: String = "1:账号信息不符合规范:<br>(1):示例原因<br>".chars().cycle().take(400).collect();
    let mut room = 600 - head.len() - tail.len();
    room = reason.floor_char_boundary(room);
    let filler = ".".repeat(600 - head.len() - tail.len() - room);
    format!("{head}{}{filler}{tail}", &reason[..room])
}

/// The same steps with OpenSSL.
struct Peer {
    context: CipherCtx,
    iv: Vec<u8>,
}

impl Peer {
    fn new() -> Self {
        let key = openssl::base64::decode_block(&format!("{AES_KEY}=")).expect("base64");
        let mut context = CipherCtx::new().expect("a context");
        context.decrypt_init(Some(Cipher::aes_256_cbc()), Some(&key), Some(&key[..16])).expect("a key");
        context.set_padding(false);
        Self { context, iv: key[..16].to_vec() }
    }

    fn open(&mut self, query: &Query, body: &[u8]) -> Option<Vec<u8>> {
        let encrypt = encrypt_of(body)?;
        let mut parts = [TOKEN, &query.timestamp, &query.nonce, &encrypt];
        parts.sort_unstable();
        let mut sha1 = Sha1::new();
        parts.iter().for_each(|part| sha1.update(part.as_bytes()));
        if !openssl::memcmp::eq(hex(&sha1.finish()).as_bytes(), query.msg_signature.as_bytes()) {
            return None;
        }
        let ciphertext = openssl::base64::decode_block(&encrypt).ok()?;
        self.context.decrypt_init(None, None, Some(&self.iv)).ok()?;
        self.context.set_padding(false);
        let mut text = Vec::with_capacity(ciphertext.len() + 16);
        self.context.cipher_update_vec(&ciphertext, &mut text).ok()?;
        self.context.cipher_final_vec(&mut text).ok()?;
        let pad = *text.last()?;
        let content = text.len().checked_sub(pad.into()).filter(|_| (1..=32).contains(&pad))?;
        text[content..].iter().all(|byte| *byte == pad).then_some(())?;
        text.truncate(content);
        let end = 20 + usize::try_from(u32::from_be_bytes(*text.get(16..20)?.first_chunk()?)).ok()?;
        (text.get(end..)? == APPID.as_bytes()).then(|| text[20..end].to_vec())
    }
}

fn hex(digest: &[u8; 20]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Reads the whole envelope, as we do, and takes the one `Encrypt` below the root.
fn encrypt_of(body: &[u8]) -> Option<String> {
    let mut reader = Reader::from_reader(body);
    let (mut depth, mut inside, mut encrypt) = (0, false, None);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                inside = depth == 2 && tag.name().as_ref() == "Encrypt";
            }
            Event::End(_) => {
                depth -= 1;
                inside = false;
            }
            Event::CData(text) if inside => encrypt = Some(text.into_inner().into_owned()),
            Event::DocType(_) => return None,
            Event::Eof => return encrypt,
            _ => {}
        }
    }
}

/// Nanoseconds that one run takes, over a whole batch.
fn time<T>(mut run: impl FnMut() -> T) -> f64 {
    running(|| (0..BATCH).for_each(|_| drop(black_box(run())))) / f64::from(BATCH)
}

/// Nanoseconds for which this thread was on a processor; by the clock where the system does not tell. Good for some
/// milliseconds and more, since the system counts by ticks.
fn running(run: impl FnOnce()) -> f64 {
    let before = on_processor();
    let by_the_clock = by_the_clock(run);
    before.and_then(|before| Some(on_processor()? - before)).unwrap_or(by_the_clock)
}

fn by_the_clock(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e9
}

fn on_processor() -> Option<f64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

struct Rounds {
    median: f64,
    best: f64,
}

impl Rounds {
    fn of(mut times: Vec<f64>) -> Self {
        times.remove(0); // the first round warms up
        times.sort_unstable_by(f64::total_cmp);
        Self { median: times[times.len() / 2], best: times[0] }
    }
}

fn row(name: &str, ours: &Rounds, theirs: Option<&Rounds>) {
    let Rounds { median, best } = ours;
    print!("{name:<40}{:>12.0}{median:>9.0}{:>12.0}{best:>9.0}", 1e9 / median, 1e9 / best);
    match theirs {
        Some(theirs) => println!("{:>8.2}x", theirs.median / median),
        None => println!(),
    }
}

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let fill = |head: &str, unit: &str, tail: &str| {
        let count = ((1 << 20) - head.len() - tail.len()) / unit.len();
        format!("{head}{}{tail}", unit.repeat(count)).into_bytes()
    };
    vec![
        ("nested elements", fill("<xml>", "<a>", "")),
        ("empty elements", fill("<xml>", "<a/>", "</xml>")),
        ("attributes", fill("<xml ", "a='' ", "></xml>")),
        ("`>` in a CDATA", fill("<xml><a><![CDATA[", ">", "]]></a></xml>")),
        ("`]]` in a CDATA", fill("<xml><a><![CDATA[", "]]", "]]></a></xml>")),
        ("references", fill("<xml><Encrypt>", "&#65;", "</Encrypt></xml>")),
        ("a comment", fill("<xml><!--", "- ", "--></xml>")),
        ("a DOCTYPE", fill("<!DOCTYPE x [", "<!ENTITY a '&b;'>", "]><xml/>")),
        ("Encrypt, wrongly signed", fill("<xml><Encrypt><![CDATA[", "AAAA", "]]></Encrypt></xml>")),
        ("Encrypt of Chinese, wrongly signed", fill("<xml><Encrypt><![CDATA[", "大大", "]]></Encrypt></xml>")),
    ]
}
