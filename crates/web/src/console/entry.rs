//! The way in and out: sign-in with its second step, the first start, the password once more, sign-out.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use wxfleet_console::console::card::{CodePage, ConfirmPage, Fault, FirstStartPage, Notice, SignInPage};
use wxfleet_console::theme::Theme;
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_engine::operators::password::Password;
use wxfleet_engine::operators::sign_in::{Attempt, Entered, Refusal};

use super::cookies::Cookie;
use super::next::Next;
use super::session::{AtTheDoor, NoFields, Posted, Preferences, SignedIn};
use super::{notice, trouble};
use crate::app::App;
use crate::problem::Problem;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/console/sign-in", get(sign_in_page).post(sign_in))
        .route("/console/sign-in/code", get(code_page).post(code))
        .route("/console/sign-out", axum::routing::post(sign_out))
        .route("/console/first-start", get(first_start_page).post(first_start))
        .route("/console/confirm", get(confirm_page).post(confirm))
        .route("/console/look", axum::routing::post(look))
}

/// `?next=`: where to go afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Onward {
    next: Next,
}

async fn sign_in_page(
    State(app): State<App>,
    look: Preferences,
    Query(Onward { next }): Query<Onward>,
    who: Result<SignedIn, Response>,
) -> Response {
    if who.is_ok() {
        return Redirect::to(next.as_str()).into_response();
    }
    match app.engine.sign_in.nobody_yet().await {
        Ok(nobody_yet) => {
            let page = SignInPage { look: look.0, next: next.as_str(), name: "", fault: None, nobody_yet };
            Html(page.render()).into_response()
        }
        Err(error) => trouble(look, &error),
    }
}

#[derive(Deserialize)]
struct SignInForm {
    name: String,
    password: String,
    #[serde(default)]
    next: Next,
}

async fn sign_in(
    State(app): State<App>,
    look: Preferences,
    door: AtTheDoor,
    form: Result<Form<SignInForm>, axum::extract::rejection::FormRejection>,
) -> Response {
    let Ok(Form(SignInForm { name, password, next })) = form else { return notice(look, Notice::NotAForm) };
    let refused = |refusal: Refusal| {
        let fault = Some(fault_of(refusal, Fault::Password));
        let page = SignInPage { look: look.0, next: next.as_str(), name: &name, fault, nobody_yet: false };
        refused_with(refusal, page.render())
    };
    match app.engine.sign_in.sign_in(&name, Password::new(password), door.visitor()).await {
        Ok(Attempt::In(entered)) => enter(&app, &entered, &next),
        Ok(Attempt::SecondFactor(step)) => {
            let mut response = Redirect::to(&next.after("/console/sign-in/code")).into_response();
            Cookie::Step.set(&app, response.headers_mut(), step.expose());
            response
        }
        Ok(Attempt::Refused(refusal)) => refused(refusal),
        Err(error) => trouble(look, &error),
    }
}

async fn code_page(look: Preferences, Query(Onward { next }): Query<Onward>) -> Html<String> {
    Html(CodePage { look: look.0, next: next.as_str(), fault: None }.render())
}

#[derive(Deserialize)]
struct CodeForm {
    code: String,
    #[serde(default)]
    next: Next,
}

async fn code(
    State(app): State<App>,
    look: Preferences,
    door: AtTheDoor,
    headers: HeaderMap,
    form: Result<Form<CodeForm>, axum::extract::rejection::FormRejection>,
) -> Response {
    let Ok(Form(CodeForm { code, next })) = form else { return notice(look, Notice::NotAForm) };
    let step = Cookie::Step.read(&app, &headers);
    match app.engine.sign_in.second_factor(step, &code, door.visitor()).await {
        Ok(Attempt::In(entered)) => enter(&app, &entered, &next),
        Ok(Attempt::Refused(Refusal::StartAgain) | Attempt::SecondFactor(_)) => {
            let fault = Some(Fault::StartAgain);
            let page = SignInPage { look: look.0, next: next.as_str(), name: "", fault, nobody_yet: false };
            refused_with(Refusal::StartAgain, page.render())
        }
        Ok(Attempt::Refused(refusal)) => {
            let fault = Some(fault_of(refusal, Fault::Code));
            refused_with(refusal, CodePage { look: look.0, next: next.as_str(), fault }.render())
        }
        Err(error) => trouble(look, &error),
    }
}

/// The browser keeps its session, and goes to where it wanted to be.
fn enter(app: &App, entered: &Entered, next: &Next) -> Response {
    let mut response = Redirect::to(next.as_str()).into_response();
    let headers = response.headers_mut();
    Cookie::Session.set(app, headers, entered.session.expose());
    Cookie::Browser.set(app, headers, entered.browser.expose());
    Cookie::Step.forget(app, headers);
    response
}

fn fault_of(refusal: Refusal, wrong: Fault<'static>) -> Fault<'static> {
    match refusal {
        Refusal::Wrong => wrong,
        Refusal::Wait(wait) => Fault::Wait(secs(wait)),
        Refusal::StartAgain => Fault::StartAgain,
    }
}

fn secs(wait: jiff::SignedDuration) -> i64 {
    wait.as_secs().max(1)
}

fn refused_with(refusal: Refusal, page: String) -> Response {
    match refusal {
        Refusal::Wrong | Refusal::StartAgain => (StatusCode::FORBIDDEN, Html(page)).into_response(),
        Refusal::Wait(wait) => {
            let mut response = (StatusCode::TOO_MANY_REQUESTS, Html(page)).into_response();
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(secs(wait)));
            response
        }
    }
}

async fn sign_out(State(app): State<App>, headers: HeaderMap, Posted(who, NoFields {}): Posted<NoFields>) -> Response {
    let text = Cookie::Session.read(&app, &headers).unwrap_or_default();
    if let Err(error) = app.engine.sign_in.sign_out(text).await {
        return trouble(who.look(), &error);
    }
    let mut response = Redirect::to("/console/sign-in").into_response();
    Cookie::Session.forget(&app, response.headers_mut());
    response
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Invited {
    token: String,
}

async fn first_start_page(
    State(app): State<App>,
    look: Preferences,
    Query(Invited { token }): Query<Invited>,
) -> Response {
    match app.engine.sign_in.first_start_is_open(&token).await {
        Ok(true) => {
            let page = FirstStartPage { look: look.0, token: &token, name: "", fault: None };
            Html(page.render()).into_response()
        }
        Ok(false) => notice(look, Notice::FirstStartOver),
        Err(error) => trouble(look, &error),
    }
}

#[derive(Deserialize)]
struct FirstStartForm {
    token: String,
    name: String,
    password: String,
    again: String,
}

async fn first_start(
    State(app): State<App>,
    look: Preferences,
    door: AtTheDoor,
    form: Result<Form<FirstStartForm>, axum::extract::rejection::FormRejection>,
) -> Response {
    let Ok(Form(FirstStartForm { token, name, password, again })) = form else { return notice(look, Notice::NotAForm) };
    let refused = |fault: Fault<'_>| {
        let page = FirstStartPage { look: look.0, token: &token, name: &name, fault: Some(fault) };
        (StatusCode::UNPROCESSABLE_ENTITY, Html(page.render())).into_response()
    };
    if password != again {
        return refused(Fault::Differ);
    }
    match app.engine.sign_in.first_start(&token, &name, Password::new(password), door.visitor()).await {
        Ok(entered) => enter(&app, &entered, &Next::home()),
        Err(Error::NotFound(What::FirstStart)) => notice(look, Notice::FirstStartOver),
        Err(error @ (Error::Invalid { .. } | Error::Conflict(_))) => {
            refused(Fault::Field(&Problem::from(error).detail.pick(look.0.language)))
        }
        Err(error) => trouble(look, &error),
    }
}

async fn confirm_page(who: SignedIn, Query(Onward { next }): Query<Onward>) -> Response {
    Html(confirm_card(&who, &next, None)).into_response()
}

fn confirm_card(who: &SignedIn, next: &Next, fault: Option<Fault<'_>>) -> String {
    let page =
        ConfirmPage { look: who.look().0, name: &who.operator.name, csrf: &who.csrf, next: next.as_str(), fault };
    page.render()
}

#[derive(Deserialize)]
struct ConfirmForm {
    password: String,
    #[serde(default)]
    next: Next,
}

async fn confirm(State(app): State<App>, Posted(who, form): Posted<ConfirmForm>) -> Response {
    let ConfirmForm { password, next } = form;
    match app.engine.sign_in.confirm(who.whole_session(), Password::new(password)).await {
        Ok(Ok(text)) => {
            let mut response = Redirect::to(next.as_str()).into_response();
            Cookie::Session.set(&app, response.headers_mut(), text.expose());
            response
        }
        Ok(Err(refusal)) => refused_with(refusal, confirm_card(&who, &next, Some(fault_of(refusal, Fault::Password)))),
        Err(error) => trouble(who.look(), &error),
    }
}

#[derive(Deserialize)]
struct LookForm {
    theme: String,
    #[serde(default)]
    next: Next,
}

/// Light or dark, kept by the browser.
async fn look(State(app): State<App>, Posted(_, form): Posted<LookForm>) -> Response {
    let mut response = Redirect::to(form.next.as_str()).into_response();
    Cookie::Theme.set(&app, response.headers_mut(), Theme::of_word(&form.theme).as_str());
    response
}
