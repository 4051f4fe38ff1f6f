//! The library of code: drafts, templates, and on how many accounts each version is online.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::templates::{DeleteTemplatePage, DraftRow, TemplateRow, TemplatesPage};
use wxfleet_engine::Error;
use wxfleet_engine::error::What;
use wxfleet_model::permission::Action;
use wxfleet_wechat::id::{DraftId, TemplateId};
use wxfleet_wechat::template::{Draft, Template};

use super::desk::{self, Desk, Done, explained};
use super::session::{NoFields, Posted};
use crate::app::App;
use crate::problem::Problem;

/// Where the library is.
const HERE: &str = "/console/templates";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(library))
        .route(HERE, post(add))
        .route("/console/templates/{id}/delete", get(delete_page).post(delete))
}

async fn library(State(app): State<App>, desk: Desk) -> Response {
    let desk = desk.in_section(Section::Templates);
    let page = shown(&app, &desk, None).await;
    desk.show(page)
}

async fn shown(app: &App, desk: &Desk, problem: Option<Problem>) -> Result<String, Problem> {
    let (actor, platform) = (&desk.who.actor, desk.platform()?);
    let drafts = app.engine.templates.drafts(actor, platform).await?;
    let drafts: Vec<DraftRow> = drafts.into_iter().map(draft_row).collect();
    let templates = app.engine.templates.list(actor, platform).await?;
    let templates: Vec<TemplateRow> = templates.into_iter().map(template_row).collect();
    let versions = app.engine.overview.fleet(actor, platform).await?.versions;
    let refusal = problem.map(|problem| explained(problem, desk.language()).1);
    let page = TemplatesPage {
        drafts: &drafts,
        templates: &templates,
        versions: &versions,
        may_write: desk.may(Action::TemplateWrite),
        refusal: refusal.as_ref(),
    };
    Ok(desk.framed(|frame| page.render(frame)))
}

fn draft_row(draft: Draft) -> DraftRow {
    DraftRow {
        id: draft.draft_id,
        user_version: draft.user_version,
        user_desc: draft.user_desc,
        developer: draft.developer,
        created_at: moment(draft.create_time),
    }
}

fn template_row(template: Template) -> TemplateRow {
    TemplateRow {
        id: template.template_id,
        user_version: template.user_version,
        user_desc: template.user_desc,
        developer: template.developer,
        created_at: moment(template.create_time),
    }
}

/// WeChat's epoch seconds; 0 stands for "not known".
fn moment(secs: i64) -> Option<Timestamp> {
    Timestamp::from_second(secs).ok().filter(|at| at.as_second() > 0)
}

/// The library once more, with what was not done.
async fn refused(app: &App, desk: &Desk, problem: Problem) -> Response {
    match shown(app, desk, Some(problem.clone())).await {
        Ok(html) => desk::refused(problem, html),
        Err(_) => desk.refuse(problem),
    }
}

#[derive(Debug, Deserialize)]
struct AddForm {
    draft_id: i64,
}

async fn add(State(app): State<App>, desk: Desk, Posted(who, form): Posted<AddForm>) -> Response {
    let desk = desk.in_section(Section::Templates).shown_at(HERE.to_owned());
    let added = async {
        let platform = desk.platform()?;
        Ok::<_, Problem>(app.engine.templates.add(&who.actor, platform, DraftId(form.draft_id)).await?)
    };
    match added.await {
        Ok(_) => Done::TemplateAdded.at(HERE),
        Err(problem) => refused(&app, &desk, problem).await,
    }
}

async fn delete_page(State(app): State<App>, desk: Desk, Path(id): Path<i64>) -> Response {
    let desk = desk.in_section(Section::Templates);
    let page = question(&app, &desk, TemplateId(id), None).await;
    desk.show(page)
}

/// The question before a template is deleted, with what is online of it.
async fn question(app: &App, desk: &Desk, id: TemplateId, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, platform) = (&desk.who.actor, desk.platform()?);
    let templates = app.engine.templates.list(actor, platform).await?;
    let template = templates.into_iter().find(|template| template.template_id == id);
    let template = template_row(template.ok_or(Error::NotFound(What::Template))?);
    let versions = app.engine.overview.fleet(actor, platform).await?.versions;
    let online = versions.iter().find(|(version, _)| *version == template.user_version);
    let refusal = problem.map(|problem| explained(problem.clone(), desk.language()).1);
    let page = DeleteTemplatePage {
        template: &template,
        accounts: online.map_or(0, |(_, count)| *count),
        in_use: app.engine.overview.made_from(actor, platform, id).await?,
        refusal: refusal.as_ref(),
    };
    Ok(desk.framed(|frame| page.render(frame)))
}

async fn delete(State(app): State<App>, desk: Desk, Path(id): Path<i64>, Posted(who, _): Posted<NoFields>) -> Response {
    let desk = desk.in_section(Section::Templates);
    let id = TemplateId(id);
    let deleted = async {
        let platform = desk.platform()?;
        Ok::<_, Problem>(app.engine.templates.delete(&who.actor, platform, id).await?)
    };
    let Err(problem) = deleted.await else { return Done::TemplateDeleted.at(HERE) };
    match question(&app, &desk, id, Some(&problem)).await {
        Ok(html) => desk::refused(problem, html),
        Err(_) => desk.refuse(problem),
    }
}
