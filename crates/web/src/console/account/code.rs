//! The way of code, by forms: commit, submit, withdraw, speed up, release; and the trial version's QR code.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use wxfleet_console::console::account::{
    CommitForm, CommitPage, ReviewCategory, SubmitForm, SubmitPage, TemplateChoice, TrialPage,
};
use wxfleet_engine::code::NewCommit;
use wxfleet_model::audit::AuditStatus;
use wxfleet_wechat::code::{AuditItem, Category, SubmitAudit};
use wxfleet_wechat::id::{Auditid, TemplateId};
use wxfleet_wechat::template::Template;

use super::ask::{Asked, answered, ask};
use super::{Open, at, given};
use crate::app::App;
use crate::console::desk::{Done, picture};
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at("/commit"), get(commit_page).post(commit))
        .route(&at("/submit"), get(submit_page).post(submit))
        .route(&at("/withdraw"), get(withdraw_page).post(withdraw))
        .route(&at("/speed-up"), get(speed_up_page).post(speed_up))
        .route(&at("/release"), get(release_page).post(release))
        .route(&at("/trial"), get(trial_page))
        .route(&at("/trial-qrcode"), get(trial_qrcode))
}

async fn commit_page(State(app): State<App>, open: Open) -> Response {
    let page = commit_form(&app, &open, None, None).await;
    open.desk.show(page)
}

/// The form for a commit: as it was sent, or beginning with the newest template.
async fn commit_form(
    app: &App,
    open: &Open,
    sent: Option<CommitForm>,
    problem: Option<&Problem>,
) -> Result<String, Problem> {
    let mut templates = app.engine.templates.list(open.actor(), &open.place.component_appid).await?;
    templates.sort_by_key(|template| std::cmp::Reverse((template.create_time, template.template_id.0)));
    let form = sent.unwrap_or_else(|| templates.first().map(begun).unwrap_or_default());
    let templates: Vec<TemplateChoice> = templates.into_iter().map(choice).collect();
    let refusal = open.refusal(problem);
    let page = CommitPage { subject: open.subject(), templates: &templates, form: &form, refusal: refusal.as_ref() };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

fn begun(template: &Template) -> CommitForm {
    CommitForm {
        template_id: Some(template.template_id.0),
        user_version: template.user_version.clone(),
        user_desc: template.user_desc.clone(),
        ext: String::new(),
    }
}

fn choice(template: Template) -> TemplateChoice {
    TemplateChoice {
        id: template.template_id,
        user_version: template.user_version,
        user_desc: template.user_desc,
        created_at: jiff::Timestamp::from_second(template.create_time).ok().filter(|at| at.as_second() > 0),
    }
}

#[derive(Debug, Deserialize)]
struct CommitFields {
    template_id: i64,
    #[serde(default)]
    user_version: String,
    #[serde(default)]
    user_desc: String,
    #[serde(default)]
    ext: String,
}

impl CommitFields {
    fn read(&self) -> Result<NewCommit, Problem> {
        let ext = match self.ext.trim() {
            "" => serde_json::Map::new(),
            text => serde_json::from_str(text)
                .map_err(|_| Problem::invalid("ext", "must be a JSON object", "必须是一个 JSON 对象"))?,
        };
        Ok(NewCommit {
            template_id: TemplateId(self.template_id),
            user_version: self.user_version.trim().to_owned(),
            user_desc: self.user_desc.trim().to_owned(),
            ext,
        })
    }
}

async fn commit(State(app): State<App>, open: Open, Posted(who, form): Posted<CommitFields>) -> Response {
    let done = match form.read() {
        Ok(new) => app.engine.code.commit(&who.actor, &open.place, new).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    let Err(problem) = done else { return Done::Committed.at(&open.page("")) };
    let CommitFields { template_id, user_version, user_desc, ext } = form;
    let sent = CommitForm { template_id: Some(template_id), user_version, user_desc, ext };
    let page = commit_form(&app, &open, Some(sent), Some(&problem)).await;
    open.refused(problem, page)
}

async fn submit_page(State(app): State<App>, open: Open) -> Response {
    let page = submit_form(&app, &open, SubmitForm::default(), None).await;
    open.desk.show(page)
}

/// The form for a submission. The quota is good to know, and its absence stops nobody.
async fn submit_form(app: &App, open: &Open, form: SubmitForm, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (open.actor(), &open.place);
    let code = app.engine.code.known(actor, place).await?;
    let categories = app.engine.code.categories(actor, place).await?;
    let categories: Vec<ReviewCategory> = categories.iter().map(named).collect();
    let pages = app.engine.code.pages(actor, place).await?;
    let quota = app.engine.code.quota(actor, place).await.ok();
    let refusal = open.refusal(problem);
    let page = SubmitPage {
        subject: open.subject(),
        code: &code,
        categories: &categories,
        pages: &pages,
        quota: quota.map(|quota| (quota.rest, quota.limit)),
        was_rejected: code.audit.as_ref().is_some_and(|slot| slot.status == AuditStatus::Rejected),
        form: &form,
        refusal: refusal.as_ref(),
    };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

fn named(category: &Category) -> ReviewCategory {
    let levels = [&category.first_class, &category.second_class, &category.third_class];
    let levels: Vec<&str> = levels.into_iter().map(String::as_str).filter(|level| !level.is_empty()).collect();
    ReviewCategory { name: levels.join(" / ") }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SubmitFields {
    category: usize,
    address: String,
    title: String,
    tag: String,
    version_desc: String,
    feedback_info: String,
    privacy_api_not_use: String,
}

impl SubmitFields {
    /// The submission under the category that was chosen among those that WeChat names.
    fn read(&self, categories: &[Category]) -> Result<SubmitAudit, Problem> {
        let category = categories.get(self.category).ok_or_else(|| {
            Problem::invalid("item_list", "needs a category that WeChat names", "需要选择一个可用于审核的类目")
        })?;
        let mut item = AuditItem::new(category);
        item.address = given(&self.address);
        item.title = given(&self.title);
        item.tag = given(&self.tag);
        let mut submit = SubmitAudit::new(vec![item]);
        submit.version_desc = given(&self.version_desc);
        submit.feedback_info = given(&self.feedback_info);
        submit.privacy_api_not_use = (!self.privacy_api_not_use.is_empty()).then_some(true);
        Ok(submit)
    }

    fn form(self) -> SubmitForm {
        SubmitForm {
            category: self.category,
            address: self.address,
            title: self.title,
            tag: self.tag,
            version_desc: self.version_desc,
            feedback_info: self.feedback_info,
            privacy_api_not_use: !self.privacy_api_not_use.is_empty(),
        }
    }
}

async fn submit(State(app): State<App>, open: Open, Posted(who, form): Posted<SubmitFields>) -> Response {
    let done = async {
        let categories = app.engine.code.categories(&who.actor, &open.place).await?;
        let submit = form.read(&categories)?;
        Ok::<_, Problem>(app.engine.code.submit_audit(&who.actor, &open.place, submit).await?)
    };
    let Err(problem) = Box::pin(done).await else { return Done::Submitted.at(&open.page("")) };
    let page = submit_form(&app, &open, form.form(), Some(&problem)).await;
    open.refused(problem, page)
}

async fn withdraw_page(State(app): State<App>, open: Open) -> Response {
    ask(&app, &open, Asked::Withdraw).await
}

async fn withdraw(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let outcome = app.engine.code.withdraw_audit(&who.actor, &open.place).await;
    answered(&app, &open, Asked::Withdraw, Done::Withdrawn, outcome).await
}

async fn speed_up_page(State(app): State<App>, open: Open) -> Response {
    ask(&app, &open, Asked::SpeedUp).await
}

/// Which submission is to be reviewed sooner.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SpeedUpForm {
    auditid: i64,
}

async fn speed_up(State(app): State<App>, open: Open, Posted(who, form): Posted<SpeedUpForm>) -> Response {
    let outcome = app.engine.code.speed_up_audit(&who.actor, &open.place, Auditid(form.auditid)).await;
    answered(&app, &open, Asked::SpeedUp, Done::SpedUp, outcome).await
}

async fn release_page(State(app): State<App>, open: Open) -> Response {
    ask(&app, &open, Asked::Release).await
}

async fn release(State(app): State<App>, open: Open, Posted(who, _): Posted<NoFields>) -> Response {
    let outcome = app.engine.code.release(&who.actor, &open.place).await;
    answered(&app, &open, Asked::Release, Done::Released, outcome).await
}

/// `?path=`: the page that the code opens.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TrialPath {
    path: String,
}

async fn trial_page(open: Open, Query(wanted): Query<TrialPath>) -> Response {
    let page = TrialPage { subject: open.subject(), path: wanted.path.trim() };
    Html(open.desk.framed(|frame| page.render(frame))).into_response()
}

async fn trial_qrcode(State(app): State<App>, open: Open, Query(wanted): Query<TrialPath>) -> Response {
    match app.engine.code.trial_qrcode(open.actor(), &open.place, given(&wanted.path)).await {
        Ok(image) => picture(image.content_type, image.bytes),
        Err(error) => Problem::from(error).status.into_response(),
    }
}
