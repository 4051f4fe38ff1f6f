//! Invitations for merchants: making one, and where those that were made stand.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::authorization::{AuthorizationPage, LinkForm, MadeLink};
use wxfleet_engine::authorization::{CreatedLink, NewLink};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Action;
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::{Appid, FuncscopeId};

use super::desk::{self, Desk, explained};
use super::session::Posted;
use crate::app::App;
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/console/authorization";
/// How many invitations it lists.
const ROWS: u32 = 20;
const SECS_A_DAY: i64 = 86_400;
/// Notes are at most so many characters long, as in the API.
const NOTE_LONGEST: usize = 200;

pub(super) fn routes() -> Router<App> {
    Router::new().route(HERE, get(invitations).post(make))
}

/// From where older invitations go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

async fn invitations(State(app): State<App>, desk: Desk, Query(After { after }): Query<After>) -> Response {
    let desk = desk.in_section(Section::Authorization);
    let page = shown(&app, &desk, &LinkForm::default(), after, None, None).await;
    desk.show(page)
}

async fn shown(
    app: &App,
    desk: &Desk,
    form: &LinkForm,
    after: String,
    made: Option<&CreatedLink>,
    problem: Option<Problem>,
) -> Result<String, Problem> {
    let (actor, platform) = (&desk.who.actor, desk.platform()?);
    let asked = PageRequest { limit: ROWS, after: Some(after).filter(|after| !after.is_empty()) };
    let links = app.engine.authorization.links(actor, platform, asked).await?;
    let name = app.engine.components.name(platform).await;
    let refusal = problem.map(|problem| explained(problem, desk.language()).1);
    let page = AuthorizationPage {
        platform_name: if name.is_empty() { platform.as_str() } else { &name },
        form,
        made: made.map(|made| MadeLink { url: &made.url, link: &made.link }),
        links: &links.items,
        older: links.next.as_deref(),
        may_write: desk.may(Action::LinkWrite),
        refusal: refusal.as_ref(),
    };
    Ok(desk.framed(|frame| page.render(frame)))
}

/// The form as it was sent. A field that comes more than once is a list.
fn sent(fields: Vec<(String, String)>) -> LinkForm {
    let mut form = LinkForm::default();
    for (name, value) in fields {
        match name.as_str() {
            "auth_type" => form.auth_type = value.parse().unwrap_or_default(),
            "biz_appid" => value.trim().clone_into(&mut form.biz_appid),
            "category_id" => form.category_ids.extend(value.parse::<i64>()),
            "note" => value.trim().clone_into(&mut form.note),
            "days" => form.days = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    form
}

fn read(form: &LinkForm) -> Result<NewLink, Problem> {
    let auth_type = AuthType::try_from(form.auth_type)
        .map_err(|_| Problem::invalid("auth_type", "must be 1 to 6, or 8", "必须是 1 到 6 或 8"))?;
    let biz_appid = match form.biz_appid.as_str() {
        "" => None,
        text => Some(Appid::parse(text).map_err(|_| {
            Problem::invalid(
                "biz_appid",
                "must be `wx` and 16 lower-case hexadecimal digits",
                "必须是 `wx` 加 16 位小写十六进制字符",
            )
        })?),
    };
    if form.note.chars().count() > NOTE_LONGEST {
        return Err(Problem::invalid("note", "must be at most 200 characters", "最多 200 个字符"));
    }
    Ok(NewLink {
        auth_type: Some(auth_type),
        biz_appid,
        category_ids: form.category_ids.iter().copied().map(FuncscopeId).collect(),
        return_url: None,
        note: form.note.clone(),
        expires_in_secs: Some(form.days.saturating_mul(SECS_A_DAY)),
    })
}

/// An invitation is shown in the answer itself: its address is kept nowhere and cannot be shown again.
async fn make(State(app): State<App>, desk: Desk, Posted(who, fields): Posted<Vec<(String, String)>>) -> Response {
    let desk = desk.in_section(Section::Authorization).shown_at(HERE.to_owned());
    let form = sent(fields);
    let made = async {
        let new = read(&form)?;
        Ok::<_, Problem>(app.engine.authorization.create_link(&who.actor, desk.platform()?, new).await?)
    };
    match made.await {
        Ok(made) => {
            let page = shown(&app, &desk, &LinkForm::default(), String::new(), Some(&made), None).await;
            desk.show(page)
        }
        Err(problem) => match shown(&app, &desk, &form, String::new(), None, Some(problem.clone())).await {
            Ok(html) => desk::refused(problem, html),
            Err(_) => desk.refuse(problem),
        },
    }
}
