//! Platforms: registered, changed, and their set-up followed.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use wxfleet_api::component::{ComponentPatch, NewComponent};
use wxfleet_console::console::Frame;
use wxfleet_console::console::pieces::Refusal;
use wxfleet_console::console::settings::{
    ComponentPage, ComponentsPage, EditComponentPage, NewComponentPage, Platform, RehearsedPush, Setup,
};
use wxfleet_engine::Error;
use wxfleet_engine::components::ComponentView;
use wxfleet_engine::error::What;
use wxfleet_engine::health::{TicketHealth, TokenHealth};
use wxfleet_engine::rehearsal::{Rehearsed, Tried};
use wxfleet_model::permission::{Action, Actor};
use wxfleet_wechat::id::ComponentAppid;

use super::{again, allowed, page, refuse};
use crate::api::parse;
use crate::app::App;
use crate::console::desk::{Desk, Done};
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

const HERE: &str = "/console/settings/platforms";
const NEW: &str = "/console/settings/platforms/new";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list))
        .route(NEW, get(new_page).post(add))
        .route("/console/settings/platforms/{component_appid}", get(show))
        .route("/console/settings/platforms/{component_appid}/edit", get(edit_page).post(update))
        .route("/console/settings/platforms/{component_appid}/tickets", post(restart))
        .route("/console/settings/platforms/{component_appid}/rehearse", post(rehearse))
}

/// A platform, and how far it is set up.
struct Followed {
    view: ComponentView,
    setup: Setup,
}

impl Followed {
    async fn of(app: &App, actor: &Actor, view: ComponentView) -> Result<Self, Error> {
        let seen = app.engine.health.setup(actor, &view.component.component_appid).await?;
        let setup = Setup {
            ticket_at: view.component.ticket_received_at,
            tickets_flow: seen.ticket == TicketHealth::Fresh,
            has_token: seen.access_token == TokenHealth::Good,
            has_account: view.authorized > 0,
            message_at: seen.message_at,
        };
        Ok(Self { view, setup })
    }

    async fn found(app: &App, actor: &Actor, text: &str) -> Result<Self, Error> {
        let appid = ComponentAppid::parse(text).map_err(|_| Error::NotFound(What::Component))?;
        Self::of(app, actor, app.engine.components.show(actor, &appid).await?).await
    }

    fn shown(&self) -> Platform<'_> {
        let component = &self.view.component;
        Platform {
            appid: component.component_appid.as_str(),
            name: &component.name,
            authorized: self.view.authorized,
            setup: self.setup,
        }
    }

    fn address(&self) -> String {
        format!("{HERE}/{}", self.view.component.component_appid)
    }
}

async fn list(State(app): State<App>, desk: Desk) -> Response {
    match all(&app, &desk.who.actor).await {
        Ok(all) => {
            let may_write = desk.may(Action::ComponentWrite);
            let components: Vec<Platform<'_>> = all.iter().map(Followed::shown).collect();
            page(desk, |frame| ComponentsPage { frame, components: &components, may_write }.render())
        }
        Err(error) => refuse(desk, error),
    }
}

async fn all(app: &App, actor: &Actor) -> Result<Vec<Followed>, Error> {
    let mut all = Vec::new();
    for view in app.engine.components.list(actor).await? {
        all.push(Followed::of(app, actor, view).await?);
    }
    Ok(all)
}

async fn new_page(desk: Desk) -> Result<Response, Response> {
    allowed(&desk, Action::ComponentWrite)?;
    desk.who.confirm_recent()?;
    Ok(page(desk, |frame| NewComponentPage { frame, appid: "", name: "", refusal: None }.render()))
}

#[derive(Deserialize)]
struct Registered {
    component_appid: String,
    name: String,
    app_secret: String,
    token: String,
    encoding_aes_key: String,
}

async fn add(State(app): State<App>, desk: Desk, Posted(who, form): Posted<Registered>) -> Result<Response, Response> {
    allowed(&desk, Action::ComponentWrite)?;
    who.confirm_recent()?;
    let (appid, name) = (form.component_appid.clone(), form.name.clone());
    let body = NewComponent {
        component_appid: form.component_appid.trim().to_owned(),
        name: Some(form.name),
        app_secret: form.app_secret,
        token: form.token,
        encoding_aes_key: form.encoding_aes_key,
    };
    let added = match parse::new_component(body) {
        Ok(new) => app.engine.components.add(&who.actor, new).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    Ok(match added {
        Ok(view) => Done::ComponentAdded.at(&format!("{HERE}/{}", view.component.component_appid)),
        Err(problem) => again(desk, NEW.to_owned(), problem, |frame, refusal| {
            NewComponentPage { frame, appid: &appid, name: &name, refusal: Some(refusal) }.render()
        }),
    })
}

async fn show(State(app): State<App>, desk: Desk, Path(text): Path<String>) -> Response {
    match Followed::found(&app, &desk.who.actor, &text).await {
        Ok(one) => {
            let may_write = desk.may(Action::ComponentWrite);
            page(desk, |frame| guide(&app, frame, &one, Beside { may_write, ..Beside::default() }))
        }
        Err(error) => refuse(desk, error),
    }
}

/// What the guide says beside the platform.
#[derive(Debug, Default)]
struct Beside<'a> {
    may_write: bool,
    rehearsed: Option<&'a [(RehearsedPush, bool)]>,
    refusal: Option<Refusal>,
}

fn guide(app: &App, frame: Frame<'_>, one: &Followed, beside: Beside<'_>) -> String {
    let url = &app.config.public_url;
    let page = ComponentPage {
        frame,
        component: one.shown(),
        public_url: url.as_str(),
        host: url.host_str().unwrap_or_default(),
        is_reachable: url.scheme() == "https" && url.domain().is_some_and(|host| host.contains('.')),
        may_write: beside.may_write,
        rehearsed: beside.rehearsed,
        refusal: beside.refusal,
    };
    page.render()
}

async fn edit_page(State(app): State<App>, desk: Desk, Path(text): Path<String>) -> Result<Response, Response> {
    allowed(&desk, Action::ComponentWrite)?;
    desk.who.confirm_recent()?;
    Ok(match Followed::found(&app, &desk.who.actor, &text).await {
        Ok(one) => page(desk, |frame| EditComponentPage { frame, component: one.shown(), refusal: None }.render()),
        Err(error) => refuse(desk, error),
    })
}

#[derive(Deserialize)]
struct Change {
    name: String,
    app_secret: String,
    token: String,
    encoding_aes_key: String,
}

async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(who, form): Posted<Change>,
) -> Result<Response, Response> {
    allowed(&desk, Action::ComponentWrite)?;
    who.confirm_recent()?;
    let one = match Followed::found(&app, &who.actor, &text).await {
        Ok(one) => one,
        Err(error) => return Ok(refuse(desk, error)),
    };
    let given = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let patch = ComponentPatch {
        name: given(form.name),
        app_secret: given(form.app_secret),
        token: given(form.token),
        encoding_aes_key: given(form.encoding_aes_key),
    };
    let changed = match parse::component_change(patch) {
        Ok(change) => {
            let appid = &one.view.component.component_appid;
            app.engine.components.update(&who.actor, appid, change).await.map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    Ok(match changed {
        Ok(_) => Done::ComponentChanged.at(&one.address()),
        Err(problem) => again(desk, format!("{}/edit", one.address()), problem, |frame, refusal| {
            EditComponentPage { frame, component: one.shown(), refusal: Some(refusal) }.render()
        }),
    })
}

async fn restart(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(who, NoFields {}): Posted<NoFields>,
) -> Response {
    let one = match Followed::found(&app, &who.actor, &text).await {
        Ok(one) => one,
        Err(error) => return refuse(desk, error),
    };
    match app.engine.components.restart_ticket(&who.actor, &one.view.component.component_appid).await {
        Ok(()) => Done::TicketsAsked.at(&one.address()),
        Err(error) => {
            let may_write = desk.may(Action::ComponentWrite);
            again(desk, one.address(), error.into(), |frame, refusal| {
                guide(&app, frame, &one, Beside { may_write, refusal: Some(refusal), ..Beside::default() })
            })
        }
    }
}

/// The release check, rehearsed. Its outcome is shown in the answer itself: it is of this moment.
async fn rehearse(
    State(app): State<App>,
    desk: Desk,
    Path(text): Path<String>,
    Posted(who, NoFields {}): Posted<NoFields>,
) -> Response {
    let one = match Followed::found(&app, &who.actor, &text).await {
        Ok(one) => one,
        Err(error) => return refuse(desk, error),
    };
    let may_write = desk.may(Action::ComponentWrite);
    match app.engine.rehearsal.play(&who.actor, &one.view.component.component_appid).await {
        Ok(items) => {
            let rehearsed: Vec<(RehearsedPush, bool)> = items.into_iter().map(push_of).collect();
            let beside = Beside { may_write, rehearsed: Some(&rehearsed), refusal: None };
            page(desk.shown_at(one.address()), |frame| guide(&app, frame, &one, beside))
        }
        Err(error) => again(desk, one.address(), error.into(), |frame, refusal| {
            guide(&app, frame, &one, Beside { may_write, refusal: Some(refusal), ..Beside::default() })
        }),
    }
}

fn push_of(one: Rehearsed) -> (RehearsedPush, bool) {
    let push = match one.tried {
        Tried::Foreign => RehearsedPush::Foreign,
        Tried::Event => RehearsedPush::Event,
        Tried::OfficialAccountText => RehearsedPush::OfficialAccountText,
        Tried::MiniProgramText => RehearsedPush::MiniProgramText,
        Tried::TextAgain => RehearsedPush::TextAgain,
    };
    (push, one.passed)
}
