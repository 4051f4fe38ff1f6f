//! One's own sign-in: sessions, password, second factor.

use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_console::console::settings::{
    Enrolment, MePage, PasswordPage, RecoveryCodesPage, SecondFactor, SecondFactorPage,
};
use wxfleet_engine::error::What;
use wxfleet_engine::operators::password::Password;
use wxfleet_engine::{Error, operators};
use wxfleet_model::operator::SessionId;

use super::{again, differ, id, page, refuse};
use crate::app::App;
use crate::console::desk::{Desk, Done};
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

const HERE: &str = "/console/settings/me";
const PASSWORD: &str = "/console/settings/me/password";
const FACTOR: &str = "/console/settings/me/second-factor";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(me))
        .route("/console/settings/me/sessions/end", post(end_session))
        .route("/console/settings/me/sessions/end-others", post(end_others))
        .route(PASSWORD, get(password_page).post(change_password))
        .route(FACTOR, get(factor_page))
        .route("/console/settings/me/second-factor/begin", post(begin))
        .route("/console/settings/me/second-factor/on", post(switch_on))
        .route("/console/settings/me/second-factor/off", post(switch_off))
}

async fn me(State(app): State<App>, desk: Desk) -> Response {
    match mine(&app, &desk).await {
        Ok((sessions, second_factor)) => {
            let here = desk.who.session;
            page(desk, |frame| MePage { frame, sessions: &sessions, here, second_factor }.render())
        }
        Err(error) => refuse(desk, error),
    }
}

async fn mine(app: &App, desk: &Desk) -> Result<(Vec<wxfleet_model::operator::Session>, SecondFactor), Error> {
    let (operators, actor) = (&app.engine.operators, &desk.who.actor);
    let second_factor = if desk.who.operator.second_factor {
        SecondFactor::On { codes_left: operators.recovery_codes_left(actor).await? }
    } else {
        SecondFactor::Off
    };
    Ok((operators.sessions(actor).await?, second_factor))
}

#[derive(Deserialize)]
struct Ended {
    session: String,
}

async fn end_session(State(app): State<App>, desk: Desk, Posted(who, form): Posted<Ended>) -> Response {
    let ended = async {
        let session = SessionId(id(&form.session, What::Session)?);
        app.engine.operators.end_session(&who.actor, session).await
    };
    match ended.await {
        Ok(()) => Done::SessionsEnded.at(HERE),
        Err(error) => refuse(desk, error),
    }
}

async fn end_others(State(app): State<App>, desk: Desk, Posted(who, NoFields {}): Posted<NoFields>) -> Response {
    match app.engine.operators.end_other_sessions(&who.actor, who.session).await {
        Ok(_) => Done::SessionsEnded.at(HERE),
        Err(error) => refuse(desk, error),
    }
}

async fn password_page(desk: Desk) -> Result<Response, Response> {
    desk.who.confirm_recent()?;
    Ok(page(desk, |frame| PasswordPage { frame, refusal: None }.render()))
}

#[derive(Deserialize)]
struct NewPassword {
    password: String,
    again: String,
}

async fn change_password(
    State(app): State<App>,
    desk: Desk,
    Posted(who, form): Posted<NewPassword>,
) -> Result<Response, Response> {
    who.confirm_recent()?;
    let changed = if form.password == form.again {
        let password = Password::new(form.password);
        app.engine.operators.change_password(&who.actor, who.session, password).await.map_err(Problem::from)
    } else {
        Err(differ())
    };
    Ok(match changed {
        Ok(()) => Done::PasswordChanged.at(HERE),
        Err(problem) => again(desk, PASSWORD.to_owned(), problem, |frame, refusal| {
            PasswordPage { frame, refusal: Some(refusal) }.render()
        }),
    })
}

async fn factor_page(State(app): State<App>, desk: Desk) -> Result<Response, Response> {
    desk.who.confirm_recent()?;
    Ok(match app.engine.operators.enrolment(&desk.who.actor).await {
        Ok(enrolment) => {
            let is_on = desk.who.operator.second_factor;
            page(desk, |frame| factor_card(frame, is_on, enrolment.as_ref(), None))
        }
        Err(error) => refuse(desk, error),
    })
}

fn factor_card(
    frame: wxfleet_console::console::Frame<'_>,
    is_on: bool,
    enrolment: Option<&operators::second_factor::Enrolment>,
    refusal: Option<wxfleet_console::console::pieces::Refusal>,
) -> String {
    let shown = enrolment.map(|enrolment| (enrolment.expose_text(), enrolment.expose_address()));
    let enrolment = shown.as_ref().map(|(text, address)| Enrolment { text, address });
    SecondFactorPage { frame, is_on, enrolment, refusal }.render()
}

async fn begin(
    State(app): State<App>,
    desk: Desk,
    Posted(who, NoFields {}): Posted<NoFields>,
) -> Result<Response, Response> {
    use axum::response::IntoResponse as _;
    who.confirm_recent()?;
    Ok(match app.engine.operators.begin_second_factor(&who.actor).await {
        Ok(()) => Redirect::to(FACTOR).into_response(),
        Err(error) => refuse(desk, error),
    })
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn switch_on(State(app): State<App>, desk: Desk, Posted(who, form): Posted<Code>) -> Result<Response, Response> {
    who.confirm_recent()?;
    let operators = &app.engine.operators;
    let refused = match operators.switch_second_factor_on(&who.actor, &form.code).await {
        Ok(codes) => {
            let codes: Vec<String> = codes.iter().map(|code| code.expose().to_owned()).collect();
            return Ok(page(desk, |frame| RecoveryCodesPage { frame, codes: &codes }.render()));
        }
        Err(error) => error,
    };
    Ok(match operators.enrolment(&who.actor).await {
        Ok(enrolment) => again(desk, FACTOR.to_owned(), refused.into(), |frame, refusal| {
            factor_card(frame, who.operator.second_factor, enrolment.as_ref(), Some(refusal))
        }),
        Err(error) => refuse(desk, error),
    })
}

async fn switch_off(
    State(app): State<App>,
    desk: Desk,
    Posted(who, NoFields {}): Posted<NoFields>,
) -> Result<Response, Response> {
    who.confirm_recent()?;
    Ok(match app.engine.operators.switch_second_factor_off(&who.actor).await {
        Ok(()) => Done::SecondFactorOff.at(HERE),
        Err(error) => refuse(desk, error),
    })
}
