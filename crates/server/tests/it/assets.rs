//! The files that pages load: compressed for who takes gzip, the same text for who does not, kept by its name.

use crate::app::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_compressed_to_who_takes_it_and_plain_to_others() {
    let app = TestApp::setup().without_component().start().await;
    let page = app.get_page("/console/sign-in").await.html;
    let (_, sheet) = page.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let url = format!("{}{}", app.url, sheet.split('"').next().unwrap());
    // As it comes: nothing is decompressed on the way.
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).no_gzip().build().unwrap();
    let ask = async |accepted: &str| {
        let answer = http.get(&url).header("accept-encoding", accepted).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/css; charset=utf-8");
        assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers()["vary"], "accept-encoding", "no cache gives one to the other");
        let coding = answer.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
        (coding, answer.bytes().await.unwrap())
    };
    let (coding, compressed) = ask("gzip, br").await;
    assert_eq!((coding.as_deref(), &compressed[..2]), (Some("gzip"), &[0x1f, 0x8b][..]));
    let (coding, plain) = ask("identity").await;
    assert_eq!(coding, None);
    assert!(plain.starts_with(b"/*") && plain.len() > compressed.len() * 2);
}
