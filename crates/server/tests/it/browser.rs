//! The merchant's browser: it gets pages, follows their links with a referrer, and fills in WeChat's forms.

use http::HeaderMap;
use reqwest::redirect::Policy;

const DESK: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36";

/// A page as it came.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
    /// Where a redirect leads.
    pub(crate) location: Option<String>,
}

impl Page {
    /// The address of the link that begins like this.
    pub(crate) fn link_to(&self, start: &str) -> String {
        let links = self.html.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        let mut links = links.map(|(link, _)| plain(link));
        links.find(|link| link.starts_with(start)).unwrap_or_else(|| panic!("no link to {start} in {}", self.html))
    }

    /// The result code of WeChat's authorization page.
    pub(crate) fn result_code(&self) -> Option<i32> {
        let (_, rest) = self.html.split_once("data-code=\"")?;
        rest.split_once('"').and_then(|(code, _)| code.parse().ok())
    }

    /// The values of all fields of this name.
    pub(crate) fn values_of(&self, name: &str) -> Vec<String> {
        let mark = format!("name=\"{name}\" value=\"");
        self.html.split(&mark).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| plain(value)).collect()
    }
}

fn plain(text: &str) -> String {
    let pairs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&"), ("&#38;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// A parameter of an address.
pub(crate) fn query_of(url: &str, name: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The browser. It does not follow redirects by itself, so that tests see each step.
pub(crate) struct Browser {
    pub(crate) http: reqwest::Client,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).redirect(Policy::none()).build().unwrap();
        Self { http }
    }

    /// Gets a page, coming from another one.
    pub(crate) async fn get(&self, url: &str, referer: Option<&str>) -> Page {
        let mut request = self.http.get(url).header("user-agent", DESK);
        if let Some(referer) = referer {
            request = request.header("referer", referer);
        }
        self.send(request).await
    }

    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Page {
        let answer = request.send().await.unwrap();
        let headers = answer.headers().clone();
        let location = headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        Page {
            url: answer.url().to_string(),
            status: answer.status().as_u16(),
            headers,
            html: answer.text().await.unwrap(),
            location,
        }
    }

    /// Clicks one of our links to WeChat's page, chooses the account and confirms, with these sets or all. Gives the
    /// last page, which is a redirect to us when all went well.
    pub(crate) async fn confirm(&self, link: &str, from: &str, appid: &str, sets: Option<&[i64]>) -> Page {
        let choose = self.get(link, Some(from)).await;
        let Some(sid) = choose.values_of("sid").into_iter().next() else { return choose };
        let confirm = format!("{}/safe/bindcomponent/confirm", origin(link));
        let second = self.get(&format!("{confirm}?sid={sid}&appid={appid}"), None).await;
        let offered = second.values_of("func");
        if offered.is_empty() {
            return second;
        }
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("sid", &sid).append_pair("appid", appid);
        for set in offered.iter().filter(|set| sets.is_none_or(|sets| sets.iter().any(|id| id.to_string() == **set))) {
            form.append_pair("func", set);
        }
        let form_type = "application/x-www-form-urlencoded";
        self.send(self.http.post(&confirm).header("content-type", form_type).body(form.finish())).await
    }
}

fn origin(url: &str) -> String {
    url::Url::parse(url).unwrap().origin().ascii_serialization()
}
