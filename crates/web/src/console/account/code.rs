//! The way of code, by forms: commit, submit, withdraw, speed up, release, roll back; and the trial version's QR code.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use wxfleet_console::console::account::{
    AskPage, CommitForm, CommitPage, Question, ReviewCategory, SubmitForm, SubmitPage, TemplateChoice, TrialPage,
};
use wxfleet_engine::Error;
use wxfleet_engine::code::NewCommit;
use wxfleet_model::audit::AuditStatus;
use wxfleet_wechat::code::{AuditItem, Category, SubmitAudit};
use wxfleet_wechat::id::{Auditid, TemplateId};
use wxfleet_wechat::template::Template;

use super::{Named, Open};
use crate::app::App;
use crate::console::desk::{Desk, Done, explained, picture};
use crate::console::session::{NoFields, Posted};
use crate::problem::Problem;

pub(super) fn routes() -> Router<App> {
    let at = |path: &str| format!("/console/accounts/{{component}}/{{appid}}{path}");
    Router::new()
        .route(&at("/commit"), get(commit_page).post(commit))
        .route(&at("/submit"), get(submit_page).post(submit))
        .route(&at("/withdraw"), get(withdraw_page).post(withdraw))
        .route(&at("/speed-up"), get(speed_up_page).post(speed_up))
        .route(&at("/release"), get(release_page).post(release))
        .route(&at("/roll-back"), get(roll_back_page).post(roll_back))
        .route(&at("/trial"), get(trial_page))
        .route(&at("/trial-qrcode"), get(trial_qrcode))
}

async fn commit_page(State(app): State<App>, desk: Desk, path: Named) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(refused) => return refused,
    };
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
    let mut templates = app.engine.templates.list(&open.desk.who.actor, &open.place.component_appid).await?;
    templates.sort_by_key(|template| std::cmp::Reverse((template.create_time, template.template_id.0)));
    let form = sent.unwrap_or_else(|| templates.first().map(begun).unwrap_or_default());
    let templates: Vec<TemplateChoice> = templates.into_iter().map(choice).collect();
    let refusal = problem.map(|problem| explained(problem.clone(), open.desk.language()).1);
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

async fn commit(State(app): State<App>, desk: Desk, path: Named, Posted(who, form): Posted<CommitFields>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(refused) => return refused,
    };
    let done = match form.read() {
        Ok(new) => app.engine.code.commit(&who.actor, &open.place, new).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    let Err(problem) = done else { return Done::Committed.at(&open.page("")) };
    let CommitFields { template_id, user_version, user_desc, ext } = form;
    let sent = CommitForm { template_id: Some(template_id), user_version, user_desc, ext };
    match commit_form(&app, &open, Some(sent), Some(&problem)).await {
        Ok(html) => open.refused(&problem, html),
        Err(_) => open.desk.refuse(problem),
    }
}

async fn submit_page(State(app): State<App>, desk: Desk, path: Named) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(refused) => return refused,
    };
    let page = submit_form(&app, &open, SubmitForm::default(), None).await;
    open.desk.show(page)
}

/// The form for a submission. The quota is good to know, and its absence stops nobody.
async fn submit_form(app: &App, open: &Open, form: SubmitForm, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (&open.desk.who.actor, &open.place);
    let code = app.engine.code.known(actor, place).await?;
    let categories = app.engine.code.categories(actor, place).await?;
    let categories: Vec<ReviewCategory> = categories.iter().map(named).collect();
    let pages = app.engine.code.pages(actor, place).await?;
    let quota = app.engine.code.quota(actor, place).await.ok();
    let refusal = problem.map(|problem| explained(problem.clone(), open.desk.language()).1);
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
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
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

async fn submit(State(app): State<App>, desk: Desk, path: Named, Posted(who, form): Posted<SubmitFields>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(refused) => return refused,
    };
    let done = async {
        let categories = app.engine.code.categories(&who.actor, &open.place).await?;
        let submit = form.read(&categories)?;
        Ok::<_, Problem>(app.engine.code.submit_audit(&who.actor, &open.place, submit).await?)
    };
    let Err(problem) = Box::pin(done).await else { return Done::Submitted.at(&open.page("")) };
    match submit_form(&app, &open, form.form(), Some(&problem)).await {
        Ok(html) => open.refused(&problem, html),
        Err(_) => open.desk.refuse(problem),
    }
}

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Withdraw,
    SpeedUp,
    Release,
    RollBack,
}

async fn withdraw_page(State(app): State<App>, desk: Desk, path: Named) -> Response {
    ask(&app, desk, path, Asked::Withdraw).await
}

async fn speed_up_page(State(app): State<App>, desk: Desk, path: Named) -> Response {
    ask(&app, desk, path, Asked::SpeedUp).await
}

async fn release_page(State(app): State<App>, desk: Desk, path: Named) -> Response {
    ask(&app, desk, path, Asked::Release).await
}

async fn roll_back_page(State(app): State<App>, desk: Desk, path: Named) -> Response {
    ask(&app, desk, path, Asked::RollBack).await
}

async fn ask(app: &App, desk: Desk, path: Named, asked: Asked) -> Response {
    let open = match Open::of(app, desk, path).await {
        Ok(open) => open,
        Err(refused) => return refused,
    };
    let page = question(app, &open, asked, None).await;
    open.desk.show(page)
}

/// The question, with what was in the way the last time. What WeChat adds to it (versions, quota) is left out where it
/// does not answer.
async fn question(app: &App, open: &Open, asked: Asked, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (&open.desk.who.actor, &open.place);
    let code = app.engine.code.known(actor, place).await?;
    let earlier: Vec<(i64, String)> = match asked {
        Asked::RollBack => {
            let versions = app.engine.code.versions(actor, place).await.unwrap_or_default();
            versions
                .into_iter()
                .map(|one| (one.app_version, format!("{} {}", one.user_version, one.user_desc)))
                .collect()
        }
        _ => Vec::new(),
    };
    let question = match asked {
        Asked::Withdraw => Question::Withdraw,
        Asked::Release => Question::Release,
        Asked::RollBack => Question::RollBack(&earlier),
        Asked::SpeedUp => {
            Question::SpeedUp(app.engine.code.quota(actor, place).await.ok().map(|quota| quota.speedup_rest))
        }
    };
    let refusal = problem.map(|problem| explained(problem.clone(), open.desk.language()).1);
    let page = AskPage { subject: open.subject(), code: &code, question, refusal: refusal.as_ref() };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

/// After the answer yes: the account's page that says so, or the question with what was in the way.
async fn answered<T>(app: &App, open: &Open, asked: Asked, done: Done, outcome: Result<T, Error>) -> Response {
    let Err(error) = outcome else { return done.at(&open.page("")) };
    let problem = Problem::from(error);
    match question(app, open, asked, Some(&problem)).await {
        Ok(html) => open.refused(&problem, html),
        Err(_) => open.desk.refuse(problem),
    }
}

async fn withdraw(State(app): State<App>, desk: Desk, path: Named, Posted(who, _): Posted<NoFields>) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => {
            let outcome = app.engine.code.withdraw_audit(&who.actor, &open.place).await;
            answered(&app, &open, Asked::Withdraw, Done::Withdrawn, outcome).await
        }
        Err(refused) => refused,
    }
}

/// Which submission is to be reviewed sooner.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SpeedUpForm {
    auditid: i64,
}

async fn speed_up(State(app): State<App>, desk: Desk, path: Named, Posted(who, form): Posted<SpeedUpForm>) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => {
            let auditid = Auditid(form.auditid);
            let outcome = app.engine.code.speed_up_audit(&who.actor, &open.place, auditid).await;
            answered(&app, &open, Asked::SpeedUp, Done::SpedUp, outcome).await
        }
        Err(refused) => refused,
    }
}

async fn release(State(app): State<App>, desk: Desk, path: Named, Posted(who, _): Posted<NoFields>) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => {
            let outcome = app.engine.code.release(&who.actor, &open.place).await;
            answered(&app, &open, Asked::Release, Done::Released, outcome).await
        }
        Err(refused) => refused,
    }
}

/// To which version; empty is the one before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RollBackForm {
    app_version: String,
}

async fn roll_back(
    State(app): State<App>,
    desk: Desk,
    path: Named,
    Posted(who, form): Posted<RollBackForm>,
) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => {
            let outcome = app.engine.code.roll_back(&who.actor, &open.place, form.app_version.parse().ok()).await;
            answered(&app, &open, Asked::RollBack, Done::RolledBack, outcome).await
        }
        Err(refused) => refused,
    }
}

/// `?path=`: the page that the code opens.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TrialPath {
    path: String,
}

async fn trial_page(State(app): State<App>, desk: Desk, path: Named, Query(wanted): Query<TrialPath>) -> Response {
    match Open::of(&app, desk, path).await {
        Ok(open) => {
            let page = TrialPage { subject: open.subject(), path: wanted.path.trim() };
            Html(open.desk.framed(|frame| page.render(frame))).into_response()
        }
        Err(refused) => refused,
    }
}

async fn trial_qrcode(State(app): State<App>, desk: Desk, path: Named, Query(wanted): Query<TrialPath>) -> Response {
    let open = match Open::of(&app, desk, path).await {
        Ok(open) => open,
        Err(refused) => return refused,
    };
    let page = Some(wanted.path.trim().to_owned()).filter(|path| !path.is_empty());
    match app.engine.code.trial_qrcode(&open.desk.who.actor, &open.place, page).await {
        Ok(image) => picture(image.content_type, image.bytes),
        Err(error) => Problem::from(error).status.into_response(),
    }
}
