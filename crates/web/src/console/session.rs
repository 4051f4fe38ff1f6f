//! Who is signed in, and forms that only they can have sent.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::extract::{Form, FromRequest, FromRequestParts, Multipart, Request};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{CONTENT_TYPE, REFERER, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wxfleet_console::console::card::{Look, Notice};
use wxfleet_console::locale::Language;
use wxfleet_console::theme::Theme;
use wxfleet_engine::operators::sign_in::{Recognised, Visitor, form_text, is_same_text};
use wxfleet_model::operator::{Operator, Session, SessionId};
use wxfleet_model::permission::Actor;
use wxfleet_wechat::endpoint::Upload;

use super::cookies::Cookie;
use super::next::Next;
use crate::app::{App, BODY_LIMIT};
use crate::serve::Peer;

pub(crate) const HX_REQUEST: HeaderName = HeaderName::from_static("hx-request");
const HX_REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");
const X_CSRF_TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");
/// The field of a form that proves where it comes from.
const FORM_TEXT: &str = "_csrf";

/// The language and theme of a visitor, who need not be signed in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Preferences(pub(crate) Look);

impl Preferences {
    /// The address decides, then what was chosen before, then the browser, then Chinese.
    pub(crate) fn of(app: &App, parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let asked = url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "lang");
        let kept = Cookie::Language.read(app, &parts.headers);
        let asked = asked.and_then(|(_, tag)| Language::of_tag(&tag)).or_else(|| kept.and_then(Language::of_tag));
        let accepts = parts.headers.get(http::header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = asked.unwrap_or_else(|| Language::choose(None, accepts));
        let theme = Theme::of_word(Cookie::Theme.read(app, &parts.headers).unwrap_or_default());
        Self(Look { language, theme })
    }
}

impl FromRequestParts<App> for Preferences {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(app, parts))
    }
}

/// Who is at the door, as the engine wants to know it.
#[derive(Debug, Clone)]
pub(crate) struct AtTheDoor {
    address: IpAddr,
    agent: String,
    browser: Option<String>,
}

impl AtTheDoor {
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor { address: self.address, agent: &self.agent, browser: self.browser.as_deref() }
    }
}

impl FromRequestParts<App> for AtTheDoor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let address = parts.extensions.get::<Peer>().map(|peer| peer.0.ip());
        Ok(Self {
            address: address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
            agent: agent.to_owned(),
            browser: Cookie::Browser.read(app, &parts.headers).map(str::to_owned),
        })
    }
}

/// Who is signed in to the console. Everybody else is led to the sign-in page, and from there to where they were going.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// The operator as one who asks.
    pub(crate) actor: Actor,
    /// The operator.
    pub(crate) operator: Operator,
    /// The session.
    pub(crate) session: SessionId,
    /// What each form carries as `_csrf`, and what scripts send as `x-csrf-token`.
    pub(crate) csrf: String,
    /// Which language pages speak.
    pub(crate) language: Language,
    /// Light or dark.
    pub(crate) theme: Theme,
    whole: Session,
    is_recent: bool,
    by_script: bool,
    /// The page at hand: where to come back to.
    here: Next,
}

impl SignedIn {
    /// How pages without a frame are shown.
    pub(crate) fn look(&self) -> Preferences {
        Preferences(Look { language: self.language, theme: self.theme })
    }

    /// The session as it is kept.
    pub(crate) fn whole_session(&self) -> &Session {
        &self.whole
    }

    /// Whether the password was asked for a moment ago; otherwise leads to the page that asks, and back. To be called
    /// before secrets, keys, and what cannot be taken back. Pages with such forms call it before they show them, so
    /// that nothing that was typed is lost.
    pub(crate) fn confirm_recent(&self) -> Result<(), Response> {
        if self.is_recent { Ok(()) } else { Err(lead_to(&self.here.after("/console/confirm"), self.by_script)) }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        // A page's frame asks and its form asks again: it is one request and one answer.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let look = Preferences::of(app, parts);
        let by_script = parts.headers.contains_key(HX_REQUEST);
        let here = here(parts);
        let recognised = match Cookie::Session.read(app, &parts.headers) {
            Some(text) => {
                let found = app.engine.sign_in.recognise(text).await;
                found.map_err(|error| super::trouble(look, &error))?.map(|found| (found, form_text(text)))
            }
            None => None,
        };
        let Some((Recognised { operator, session }, csrf)) = recognised else {
            return Err(lead_to(&here.after("/console/sign-in"), by_script));
        };
        let who = Self {
            actor: operator.actor(),
            session: session.id,
            csrf,
            language: look.0.language,
            theme: look.0.theme,
            is_recent: app.engine.sign_in.is_recent(&session),
            whole: session,
            operator,
            by_script,
            here,
        };
        parts.extensions.insert(who.clone());
        Ok(who)
    }
}

/// The page that the visitor looks at: the address itself, or for an action and for a part of a page the page it was
/// on.
fn here(parts: &Parts) -> Next {
    let is_page = parts.method == Method::GET && !parts.headers.contains_key(HX_REQUEST);
    if is_page {
        return Next::parse(parts.uri.path_and_query().map_or("", |path| path.as_str()));
    }
    let referer = parts.headers.get(REFERER).and_then(|value| value.to_str().ok());
    let page = referer.and_then(|referer| url::Url::parse(referer).ok());
    page.map_or_else(Next::home, |page| {
        let query = page.query().map(|query| format!("?{query}")).unwrap_or_default();
        Next::parse(&format!("{}{query}", page.path()))
    })
}

/// Leads to another page of ours: a browser by 303, htmx by its own header.
pub(crate) fn lead_to(path: &str, by_script: bool) -> Response {
    if !by_script {
        return Redirect::to(path).into_response();
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let value = HeaderValue::try_from(path).expect("paths of ours are plain ASCII");
    response.headers_mut().insert(HX_REDIRECT, value);
    response
}

/// A form of nothing but a button.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct NoFields {}

/// A form posted by who is signed in, from a page of this very session.
pub(crate) struct Posted<T>(pub(crate) SignedIn, pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let who = SignedIn::from_request_parts(&mut parts, app).await?;
        let look = who.look();
        let not_a_form = || super::notice(look, Notice::NotAForm);
        if !is_form(&parts.headers) {
            return Err(not_a_form());
        }
        let header = parts.headers.get(X_CSRF_TOKEN).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let bytes = axum::body::to_bytes(body, BODY_LIMIT).await.map_err(|_| not_a_form())?;
        let sent = url::form_urlencoded::parse(&bytes).find(|(key, _)| key == FORM_TEXT).map(|(_, value)| value);
        let given = header.as_deref().or(sent.as_deref()).unwrap_or_default();
        if !is_same_text(&who.csrf, given) {
            return Err(super::notice(look, Notice::StaleForm));
        }
        let request = Request::from_parts(parts, Body::from(bytes));
        let Form(fields) = Form::<T>::from_request(request, app).await.map_err(|_| not_a_form())?;
        Ok(Self(who, fields))
    }
}

/// The largest form with a file: WeChat's largest is a video of 10 MB.
pub(crate) const UPLOAD_LIMIT: usize = 12 << 20;

/// The same for a form whose fields are not known beforehand, and which may bring a file.
pub(crate) struct PostedFields {
    /// The fields in their order.
    pub(crate) fields: Vec<(String, String)>,
    /// The file and its field.
    pub(crate) upload: Option<(String, Upload)>,
}

impl PostedFields {
    /// The text of a field; empty if it is not there.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// Reads the form; nothing if it is none.
    async fn read(request: Request, app: &App) -> Option<Self> {
        if is_form(request.headers()) {
            let bytes = axum::body::to_bytes(request.into_body(), BODY_LIMIT).await.ok()?;
            return Some(Self { fields: url::form_urlencoded::parse(&bytes).into_owned().collect(), upload: None });
        }
        let mut form = Multipart::from_request(request, app).await.ok()?;
        let mut posted = Self { fields: Vec::new(), upload: None };
        while let Some(part) = form.next_field().await.ok()? {
            let name = part.name().unwrap_or_default().to_owned();
            let Some(file_name) = part.file_name().map(ToOwned::to_owned) else {
                posted.fields.push((name, part.text().await.ok()?));
                continue;
            };
            let content_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = part.bytes().await.ok()?;
            // A browser sends an empty part where no file was chosen.
            if !file_name.is_empty() {
                posted.upload = Some((name, Upload { file_name, content_type, bytes }));
            }
        }
        Some(posted)
    }
}

impl FromRequest<App> for PostedFields {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let who = SignedIn::from_request_parts(&mut parts, app).await?;
        let look = who.look();
        let header = parts.headers.get(X_CSRF_TOKEN).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let posted = Self::read(Request::from_parts(parts, body), app).await;
        let posted = posted.ok_or_else(|| super::notice(look, Notice::NotAForm))?;
        if is_same_text(&who.csrf, header.as_deref().unwrap_or_else(|| posted.field(FORM_TEXT))) {
            Ok(posted)
        } else {
            Err(super::notice(look, Notice::StaleForm))
        }
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
