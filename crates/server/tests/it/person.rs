//! A person at the console: a browser that keeps cookies, sends forms from the page it is on, and says where a request
//! comes from.

use std::collections::BTreeMap;

use reqwest::Method;
use wxfleet_engine::operators::password::Password;
use wxfleet_engine::operators::sign_in::form_text;
use wxfleet_model::operator::Operator;
use wxfleet_model::permission::{Actor, Role};

use crate::app::{Node, TestApp};
use crate::browser::{Browser, Page};

/// The password of every operator that [`Node::operator`] makes.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// What the browser calls itself.
const AGENT: &str = "Mozilla/5.0 (Macintosh) Firefox/140.0";

/// The browser of somebody.
pub(crate) struct Person {
    browser: Browser,
    url: String,
    cookies: BTreeMap<String, String>,
    /// What the browser sends along with each request.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The address of the page that it shows.
    on: String,
}

impl Node {
    /// Adds an operator who signs in with [`PASSWORD`].
    pub(crate) async fn operator(&self, name: &str, role: Role) -> Operator {
        let password = Password::new(PASSWORD.to_owned());
        self.engine.operators.add(&Actor::System, name, role, password).await.unwrap()
    }
}

impl TestApp {
    /// Somebody with a fresh browser.
    pub(crate) fn person(&self) -> Person {
        Person::at(&self.url)
    }

    /// A new operator of this role, signed in.
    pub(crate) async fn signed_in(&self, name: &str, role: Role) -> Person {
        self.operator(name, role).await;
        let mut person = self.person();
        let page = person.sign_in(name, PASSWORD).await;
        assert_eq!(page.status, 303, "{}", page.html);
        person
    }
}

impl Person {
    pub(crate) fn at(url: &str) -> Self {
        let headers = vec![("user-agent", AGENT.to_owned()), ("accept-language", "en".to_owned())];
        let url = url.to_owned();
        Self { browser: Browser::new(), on: format!("{url}/console/"), url, cookies: BTreeMap::new(), headers }
    }

    /// Opens a page. Redirects are not followed.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let page = self.send(Method::GET, path, None).await;
        if page.status == 200 {
            self.on = format!("{}{path}", self.url);
        }
        page
    }

    /// Opens a page, and those that it leads on to.
    pub(crate) async fn follow(&mut self, path: &str) -> Page {
        let mut page = self.get(path).await;
        for _ in 0..5 {
            let Some(location) = page.location.clone() else { return page };
            page = self.get(&location).await;
        }
        panic!("{path} leads round in a circle");
    }

    /// Sends a form from a page of the console, with what proves that.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf();
        let mut fields = fields.to_vec();
        fields.push(("_csrf", &csrf));
        self.send_form(path, &fields).await
    }

    /// Sends a form from a page of the console with these fields alone.
    pub(crate) async fn send_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let origin = self.url.clone();
        self.send_as(path, Some(&origin), "application/x-www-form-urlencoded", &form.finish()).await
    }

    /// Sends any body as a page of some origin could.
    pub(crate) async fn send_as(&mut self, path: &str, origin: Option<&str>, kind: &str, body: &str) -> Page {
        let mut headers = vec![("content-type", kind.to_owned()), ("referer", self.on.clone())];
        headers.extend(origin.map(|origin| ("origin", origin.to_owned())));
        self.send(Method::POST, path, Some((headers, body.to_owned()))).await
    }

    /// Signs in; the browser keeps what it gets.
    pub(crate) async fn sign_in(&mut self, name: &str, password: &str) -> Page {
        self.send_form("/console/sign-in", &[("name", name), ("password", password)]).await
    }

    /// The text that a form of the present session carries.
    pub(crate) fn csrf(&self) -> String {
        form_text(self.cookie("wxf_session").unwrap_or_default())
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn forget_cookie(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    async fn send(&mut self, method: Method, path: &str, sent: Option<(Vec<(&'static str, String)>, String)>) -> Page {
        let mut request = self.browser.http.request(method, format!("{}{path}", self.url));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some((headers, body)) = sent {
            for (name, value) in headers {
                request = request.header(name, value);
            }
            request = request.body(body);
        }
        let page = self.browser.send(request).await;
        for line in page.headers.get_all("set-cookie") {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        page
    }
}
