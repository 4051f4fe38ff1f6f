//! The client against a socket that answers what it is told: what WeChat does, what broken networks do, and that no
//! credential shows in anything the client says.

use std::error::Error as _;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;
use wxfleet_wechat::client::{Client, ClientConfig, DecodeKind, Error, TransportKind};
use wxfleet_wechat::code::{Commit, GetAuditstatus, GetLatestAuditstatus, GetQrcode, Release};
use wxfleet_wechat::component::{ApiAuthorizerToken, ApiComponentToken, ApiStartPushTicket};
use wxfleet_wechat::endpoint::NoToken;
use wxfleet_wechat::errcode::{Errcode, Kind};
use wxfleet_wechat::id::{Appid, Auditid, ComponentAppid, TemplateId};
use wxfleet_wechat::secret::{
    AppSecret, AuthorizerAccessToken, AuthorizerRefreshToken, ComponentAccessToken, ComponentVerifyTicket,
};

/// Answers one request with these bytes, whatever they are, and hangs up; hands back the request.
async fn answering(bytes: impl Into<Vec<u8>>) -> (Client, JoinHandle<String>) {
    let bytes = bytes.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(listener.local_addr().unwrap().port());
    let request = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let request = read_request(&mut socket).await;
        socket.write_all(&bytes).await.unwrap();
        socket.shutdown().await.unwrap();
        request
    });
    (client, request)
}

async fn read_request(socket: &mut tokio::net::TcpStream) -> String {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text.into_owned();
            }
        }
        let mut chunk = [0; 4096];
        let read = socket.read(&mut chunk).await.unwrap();
        assert!(read > 0, "the request is whole");
        request.extend_from_slice(&chunk[..read]);
    }
}

fn client(port: u16) -> Client {
    Client::new(config(port)).unwrap()
}

fn config(port: u16) -> ClientConfig {
    ClientConfig::new(Url::parse(&format!("http://127.0.0.1:{port}")).unwrap())
}

fn ok(content_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

fn aat() -> AuthorizerAccessToken {
    AuthorizerAccessToken::new("AAT-canary+/=&")
}

fn commit() -> Commit {
    Commit::new(TemplateId(12), "{\"ext\":{}}", "1.0", "说明 \u{2028}\"<script>\n😀")
}

/// The refusal that the client makes of this body.
async fn refused(content_type: &str, body: &str) -> Error {
    let (client, _request) = answering(ok(content_type, body)).await;
    client.call(&commit(), &aat()).await.unwrap_err()
}

#[tokio::test]
async fn a_post_sends_raw_utf8_and_the_token_encoded() {
    let (client, request) = answering(ok("application/json", r#"{"errcode":0,"errmsg":"ok"}"#)).await;
    client.call(&commit(), &aat()).await.unwrap();
    let request = request.await.unwrap();
    assert!(request.starts_with("POST /wxa/commit?access_token=AAT-canary%2B%2F%3D%26 HTTP/1.1\r\n"), "{request}");
    let body = request.split_once("\r\n\r\n").unwrap().1;
    assert!(body.contains("说明 \u{2028}") && body.contains("😀") && !body.contains("\\u"), "{body}");
    assert_eq!(serde_json::from_str::<Commit>(body).unwrap(), commit());
}

#[tokio::test]
async fn a_post_without_fields_sends_an_empty_object() {
    let (client, request) = answering(ok("application/json", r#"{"errcode":0,"errmsg":"ok"}"#)).await;
    client.call(&Release::new(), &aat()).await.unwrap();
    assert!(request.await.unwrap().ends_with("\r\n\r\n{}"));
}

#[tokio::test]
async fn a_get_sends_its_fields_in_the_query() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 4\r\n\r\n\xff\xd8\xff\xe0";
    let (client, request) = answering(answer.as_slice()).await;
    let mut wanted = GetQrcode::new();
    wanted.path = Some("pages/a?b=c d&e=咖".to_owned());
    let image = client.call(&wanted, &aat()).await.unwrap();
    assert_eq!((image.content_type.as_str(), image.bytes.as_ref()), ("image/jpeg", b"\xff\xd8\xff\xe0".as_slice()));
    let request = request.await.unwrap();
    let line = request.lines().next().unwrap();
    assert_eq!(
        line,
        "GET /wxa/get_qrcode?access_token=AAT-canary%2B%2F%3D%26&path=pages%2Fa%3Fb%3Dc%20d%26e%3D%E5%92%96 HTTP/1.1"
    );
}

#[tokio::test]
async fn a_token_answer_has_no_errcode() {
    let body = "{\n  \"component_access_token\": \"CAT\",\n  \"expires_in\": \"7200\",\n  \"new_field\": []\n}\n";
    let (client, request) = answering(ok("text/plain", &format!("\u{feff}{body}"))).await;
    let asked = ApiComponentToken::new(
        ComponentAppid::parse("wxc0ffee0000000001").unwrap(),
        AppSecret::new("S"),
        ComponentVerifyTicket::new("ticket@@@T"),
    );
    let token = client.call(&asked, &NoToken).await.unwrap();
    assert_eq!((token.component_access_token.expose(), token.expires_in), ("CAT", 7200));
    assert!(request.await.unwrap().starts_with("POST /cgi-bin/component/api_component_token HTTP/1.1"));
}

#[tokio::test]
async fn a_refusal_is_read_under_any_label() {
    let bodies = [
        ("application/json; encoding=utf-8", r#"{"errcode":85009,"errmsg":"already rid: 61725984-6126f6f9-040f19c4"}"#),
        ("text/plain", r#"{"errcode":"85009","errmsg":"already rid: 61725984-6126f6f9-040f19c4"}"#),
        (
            "text/html",
            "\u{feff}{\n\t\"errmsg\" : \"already rid: 61725984-6126f6f9-040f19c4\",\n\t\"errcode\" : 85009\n}\n",
        ),
    ];
    for (content_type, body) in bodies {
        let error = refused(content_type, body).await;
        assert_eq!((error.errcode(), error.kind()), (Some(Errcode(85009)), Kind::Overlap), "{body}");
        assert_eq!(error.rid(), Some("61725984-6126f6f9-040f19c4"));
        assert!(!error.unknown_outcome());
        assert!(error.to_string().contains("already"), "{error}");
    }
}

#[tokio::test]
async fn an_image_endpoint_tells_a_refusal_from_an_image() {
    let cases = [
        ("application/json", r#"{"errcode":40001,"errmsg":"invalid credential"}"#, Some(Errcode(40001))),
        ("image/jpeg", r#" {"errcode":-1,"errmsg":"system error"}"#, Some(Errcode(-1))),
        ("text/html", "<html>maintenance</html>", None),
        ("application/json", r#"{"errcode":0,"errmsg":"ok"}"#, None),
        ("image/jpeg", "", None),
    ];
    for (content_type, body, errcode) in cases {
        let (client, _request) = answering(ok(content_type, body)).await;
        let error = client.call(&GetQrcode::new(), &aat()).await.unwrap_err();
        assert_eq!(error.errcode(), errcode, "{body}");
        assert_eq!(error.unknown_outcome(), errcode.is_none(), "{body}");
    }
}

fn decode_kind(error: &Error) -> Option<DecodeKind> {
    match error {
        Error::Decode { kind, .. } => Some(*kind),
        _ => None,
    }
}

#[tokio::test]
async fn nonsense_is_no_answer() {
    for (body, kind) in [
        ("<html>", DecodeKind::NotJson),
        ("[1]", DecodeKind::NotJson),
        ("null", DecodeKind::NotJson),
        ("", DecodeKind::Truncated),
        (r#"{"errcode":0,"errmsg"#, DecodeKind::Truncated),
        (r#"{"errcode":"many"}"#, DecodeKind::Shape { line: 1, column: 1 }),
    ] {
        let error = refused("application/json", body).await;
        assert_eq!(decode_kind(&error), Some(kind), "{body}");
        assert!(error.unknown_outcome() && error.kind() == Kind::Busy);
    }
}

#[tokio::test]
async fn a_reply_without_its_fields_names_the_place_and_no_value() {
    let body = r#"{"errcode":0,"auditid":1,"status":"secret-canary"}"#;
    let (client, _request) = answering(ok("application/json", body)).await;
    let error = client.call(&GetLatestAuditstatus::new(), &aat()).await.unwrap_err();
    assert!(matches!(decode_kind(&error), Some(DecodeKind::Shape { line: 1, .. })), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[tokio::test]
async fn an_endless_answer_is_cut() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut config = config(listener.local_addr().unwrap().port());
    config.max_json_bytes = 1000;
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        // Until the client hangs up.
        while socket.write_all(&[b' '; 500]).await.is_ok() {}
    });
    let error = Client::new(config).unwrap().call(&Release::new(), &aat()).await.unwrap_err();
    assert_eq!(decode_kind(&error), Some(DecodeKind::TooLarge));
    server.await.unwrap();
}

fn transport_kind(error: &Error) -> Option<TransportKind> {
    match error {
        Error::Transport { kind, .. } => Some(*kind),
        _ => None,
    }
}

#[tokio::test]
async fn other_statuses_are_not_wechats_answer() {
    for (status, unknown, kind) in [(500, true, Kind::Busy), (502, true, Kind::Busy), (404, false, Kind::Other)] {
        let answer = format!("HTTP/1.1 {status} X\r\nContent-Length: 13\r\n\r\n{{\"errcode\":0}}");
        let (client, _request) = answering(answer).await;
        let error = client.call(&Release::new(), &aat()).await.unwrap_err();
        assert_eq!(transport_kind(&error), Some(TransportKind::Status(status)));
        assert_eq!((error.unknown_outcome(), error.kind()), (unknown, kind), "{status}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/stolen\r\nContent-Length: 0\r\n\r\n";
    let (client, _request) = answering(answer).await;
    let error = client.call(&Release::new(), &aat()).await.unwrap_err();
    assert_eq!((transport_kind(&error), error.unknown_outcome()), (Some(TransportKind::Status(302)), false));
}

#[tokio::test]
async fn silence_is_a_time_out_of_unknown_outcome() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut config = config(listener.local_addr().unwrap().port());
    config.timeout = Duration::from_millis(50);
    let error = Client::new(config).unwrap().call(&Release::new(), &aat()).await.unwrap_err();
    assert_eq!((transport_kind(&error), error.unknown_outcome()), (Some(TransportKind::Timeout), true));
    drop(listener);
}

#[tokio::test]
async fn a_cut_answer_is_of_unknown_outcome() {
    let answers = ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"errcode\":0", ""];
    for answer in answers {
        let (client, _request) = answering(answer).await;
        let error = client.call(&Release::new(), &aat()).await.unwrap_err();
        assert_eq!((transport_kind(&error), error.unknown_outcome()), (Some(TransportKind::Broken), true), "{answer}");
    }
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = client(port).call(&Release::new(), &aat()).await.unwrap_err();
    assert_eq!((transport_kind(&error), error.unknown_outcome()), (Some(TransportKind::Connect), false));
    assert_eq!(error.kind(), Kind::Busy);
}

/// Everything an error says: its text, its `Debug`, and those of its causes.
fn everything(error: &Error) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let causes: Vec<String> = causes.map(|cause| format!("{cause} {cause:?}")).collect();
    format!("{error} {error:?} {error:#?} {}", causes.join(" "))
}

/// What was logged, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_credential_shows_anywhere() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // For the whole process: beside a subscriber of one thread, other threads' first events would switch theirs off.
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let echo =
        r#"{"errcode":40001,"errmsg":"bad SECRET-canary ticket@@@canary CAT-canary refreshtoken@@@canary rid: r-1"}"#;
    let answers: [Vec<u8>; 5] = [
        ok("application/json", echo),
        ok("application/json", r#"{"component_access_token":["CAT-canary"],"expires_in":"CAT-canary"}"#),
        b"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n".to_vec(),
        b"HTTP/1.1 302 X\r\nLocation: /?access_token=CAT-canary\r\nContent-Length: 0\r\n\r\n".to_vec(),
        Vec::new(),
    ];
    let platform = ComponentAppid::parse("wxc0ffee0000000001").unwrap();
    let mut said = Vec::new();
    for answer in answers {
        let (client, _request) = answering(answer.clone()).await;
        let asked = ApiComponentToken::new(
            platform.clone(),
            AppSecret::new("SECRET-canary"),
            ComponentVerifyTicket::new("ticket@@@canary"),
        );
        said.push(everything(&client.call(&asked, &NoToken).await.unwrap_err()));
        said.push(format!("{asked:?} {client:?}"));

        let (client, _request) = answering(answer).await;
        let asked = ApiAuthorizerToken::new(
            platform.clone(),
            Appid::parse("wxa11ce00000000001").unwrap(),
            AuthorizerRefreshToken::new("refreshtoken@@@canary"),
        );
        let error = client.call(&asked, &ComponentAccessToken::new("CAT-canary")).await.unwrap_err();
        said.push(format!("{} {asked:?}", everything(&error)));
    }
    let refused = client(1).call(&GetAuditstatus::new(Auditid(1)), &AuthorizerAccessToken::new("AAT-canary")).await;
    said.push(everything(&refused.unwrap_err()));

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("component_token") && logged.contains("errcode=40001") && logged.contains("r-1"),
        "{logged}"
    );
    for text in [&said.join("\n"), &logged] {
        assert!(text.contains("***"), "the refusal's text is kept, masked");
        let echoed = text
            .replace("bad *** *** CAT-canary refreshtoken@@@canary", "")
            .replace("bad SECRET-canary ticket@@@canary *** ***", "");
        assert!(!echoed.contains("canary"), "{echoed}");
        assert!(!text.contains("access_token="), "{text}");
    }
}

#[tokio::test]
async fn a_base_path_is_kept() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://127.0.0.1:{}/wechat/", listener.local_addr().unwrap().port());
    let client = Client::new(ClientConfig::new(Url::parse(&base).unwrap())).unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let request = read_request(&mut socket).await;
        socket.write_all(&ok("application/json", r#"{"errcode":0}"#)).await.unwrap();
        request
    });
    let asked = ApiStartPushTicket::new(ComponentAppid::parse("wxc0ffee0000000001").unwrap(), AppSecret::new("S"));
    client.call(&asked, &NoToken).await.unwrap();
    assert!(server.await.unwrap().starts_with("POST /wechat/cgi-bin/component/api_start_push_ticket HTTP/1.1"));
}
