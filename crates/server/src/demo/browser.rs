//! A merchant's browser, as far as the demo needs one: it opens pages, follows links with a referrer, and sends forms.
//! It reads HTML just well enough for that.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use reqwest::header::{ACCEPT_LANGUAGE, LOCATION, REFERER};
use url::Url;

/// A desk computer.
const USER_AGENT: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
/// How often a page may send us on.
const HOPS: usize = 5;

/// A client for this machine's own servers: no proxy, no certificates, redirects left to the caller.
pub(crate) fn local_http() -> anyhow::Result<reqwest::Client> {
    let client = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .tls_certs_only([])
        .timeout(Duration::from_secs(30))
        .build()?;
    Ok(client)
}

/// The browser.
#[derive(Clone)]
pub(crate) struct Browser {
    http: reqwest::Client,
}

/// A page that was opened.
pub(crate) struct Page {
    /// Where it is.
    pub(crate) url: Url,
    tags: Vec<Tag>,
}

impl Browser {
    pub(crate) fn new(http: reqwest::Client) -> Self {
        Self { http }
    }

    /// Opens an address that was typed or pasted: nobody is named as the page before.
    pub(crate) async fn open(&self, url: &Url) -> anyhow::Result<Page> {
        self.get(url.clone(), None).await
    }

    /// Clicks a link on a page.
    pub(crate) async fn click(&self, from: &Page, link: &Url) -> anyhow::Result<Page> {
        self.get(link.clone(), Some(from.url.clone())).await
    }

    /// Sends a form by POST.
    pub(crate) async fn send(&self, from: &Page, action: &Url, fields: &[(String, String)]) -> anyhow::Result<Page> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .http
            .post(action.clone())
            .header("content-type", "application/x-www-form-urlencoded")
            .header(REFERER, from.url.as_str())
            .body(body);
        self.land(action.clone(), request.send().await?).await
    }

    async fn get(&self, url: Url, referrer: Option<Url>) -> anyhow::Result<Page> {
        let mut request = self.http.get(url.clone()).header(ACCEPT_LANGUAGE, "zh-CN");
        if let Some(referrer) = referrer {
            request = request.header(REFERER, referrer.as_str());
        }
        self.land(url, request.send().await?).await
    }

    /// Goes where the answer sends us, and reads the page there.
    async fn land(&self, mut url: Url, mut answer: reqwest::Response) -> anyhow::Result<Page> {
        for _ in 0..HOPS {
            if !answer.status().is_redirection() {
                let (status, html) = (answer.status(), answer.text().await?);
                ensure!(status.is_success(), "{} answered {status}", without_query(&url));
                return Ok(Page { url, tags: tags(&html) });
            }
            let to = answer.headers().get(LOCATION).context("a redirect that leads nowhere")?.to_str()?;
            url = url.join(to)?;
            answer = self.http.get(url.clone()).header(ACCEPT_LANGUAGE, "zh-CN").send().await?;
        }
        bail!("{} redirects without end", without_query(&url))
    }
}

/// An address for an error: its query may hold codes.
fn without_query(url: &Url) -> String {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.to_string()
}

impl Page {
    /// The first link whose address holds this text.
    pub(crate) fn link(&self, part: &str) -> anyhow::Result<Url> {
        let mut links = self.tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.get("href"));
        let found = links.find(|href| href.contains(part));
        let href = found.with_context(|| format!("{} has no link to {part}", without_query(&self.url)))?;
        Ok(self.url.join(href)?)
    }

    /// Fields of the page's forms as a merchant who changes nothing would send them: hidden ones, and boxes that are
    /// ticked.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let sent = |tag: &&Tag| match tag.get("type") {
            Some("hidden") => true,
            Some("checkbox") => tag.get("checked").is_some(),
            _ => false,
        };
        let pair = |tag: &Tag| Some((tag.get("name")?.to_owned(), tag.get("value").unwrap_or("on").to_owned()));
        self.tags.iter().filter(|tag| tag.name == "input").filter(sent).filter_map(pair).collect()
    }

    /// The value of one hidden field.
    pub(crate) fn field(&self, name: &str) -> anyhow::Result<String> {
        let found = self.fields().into_iter().find(|(field, _)| field == name);
        let (_, value) = found.with_context(|| format!("{} has no field {name}", without_query(&self.url)))?;
        Ok(value)
    }

    /// Whether a choice offers this value.
    pub(crate) fn offers(&self, name: &str, value: &str) -> bool {
        self.tags
            .iter()
            .any(|tag| tag.name == "input" && tag.get("name") == Some(name) && tag.get("value") == Some(value))
    }
}

/// An opening tag with its attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
    }
}

/// Every opening tag of a document.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            tags.push(tag);
            rest = after;
        }
    }
    tags
}

/// Reads one tag behind its `<`; gives what follows its `>`.
fn tag(text: &str) -> (Tag, &str) {
    let ends = |c: char| c.is_whitespace() || c == '>' || c == '/';
    let (name, mut rest) = text.split_at(text.find(ends).unwrap_or(text.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            let after = rest.strip_prefix('>').unwrap_or(rest);
            return (Tag { name: name.to_ascii_lowercase(), attributes }, after);
        }
        let (attribute, after) = attribute(rest);
        attributes.push(attribute);
        rest = after;
    }
}

fn attribute(text: &str) -> ((String, String), &str) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
    // At least one character is taken, so that whatever stands here is passed.
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text[first..].find(ends).map_or(text.len(), |at| at + first);
    let (name, rest) = text.split_at(end);
    let name = name.to_ascii_lowercase();
    let Some(rest) = rest.strip_prefix('=') else { return ((name, String::new()), rest) };
    let (value, rest) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len())),
    };
    ((name, unescape(value)), rest)
}

/// Character references, as far as templates write them.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let found = after.split_once(';').and_then(|(name, after)| Some((reference(name)?, after)));
        // What is no reference is an ampersand that somebody forgot to escape.
        let (c, after) = found.unwrap_or(('&', after));
        plain.push(c);
        rest = after;
    }
    plain + rest
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        Page { url: Url::parse("http://127.0.0.1:8600/invite/t").unwrap(), tags: tags(html) }
    }

    #[test]
    fn links_are_found_unescaped_and_made_whole() {
        let page = page(
            "<!doctype html><p>a < b</p><a class=button href='/x?a=1&#38;b=%3A&amp;c=&#x22;'>x</a><A HREF=//h/wanted?y>y",
        );
        assert_eq!(page.link("x?").unwrap().as_str(), "http://127.0.0.1:8600/x?a=1&b=%3A&c=%22");
        assert_eq!(page.link("wanted").unwrap().as_str(), "http://h/wanted?y");
        assert!(page.link("nowhere").is_err());
    }

    #[test]
    fn fields_are_those_that_an_untouched_form_sends() {
        let page = page(
            r#"<form><input type="hidden" name="sid" value="s&#34;1"><input type="checkbox" name="func" value="18" checked>
            <input type="checkbox" name="func" value="30"><input type="radio" name="appid" value="wx1" required/></form>"#,
        );
        assert_eq!(page.fields(), [("sid".to_owned(), "s\"1".to_owned()), ("func".to_owned(), "18".to_owned())]);
        assert_eq!(page.field("sid").unwrap(), "s\"1");
        assert!(page.offers("appid", "wx1") && !page.offers("appid", "wx2"));
    }

    #[test]
    fn broken_html_ends() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "<a =\"", "<a ==>", "<é <a/ /=/>", "&#;&#xZ;&"] {
            let _ = page(html).fields();
            let _ = unescape(html);
        }
    }
}
