//! What is done to many accounts at once: from the ticks in the list, or a filter, over the form that says what will happen
//! to how many, to the job and what came of it.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;
use wxfleet_console::console::Section;
use wxfleet_console::console::jobs::{
    Deed, HeldUp, ItemRow, ItemsShown, JobPage, JobsPage, Meant, NewJobForm, NewJobPage,
};
use wxfleet_console::console::pieces::Refusal;
use wxfleet_engine::Error;
use wxfleet_engine::error::{Conflict, NotReady, What};
use wxfleet_engine::jobs::Accounts;
use wxfleet_model::domain::{Change, DomainLists, Family, Way};
use wxfleet_model::job::{Binding, End, ItemState, ItemStateWord, JobId, JobItem, Skip, Trouble, Work};
use wxfleet_model::page::PageRequest;
use wxfleet_model::permission::Action;
use wxfleet_wechat::client;
use wxfleet_wechat::domain::{DomainAction, check_hosts};
use wxfleet_wechat::errcode::Who;
use wxfleet_wechat::id::Appid;

use super::accounts::Wanted;
use super::desk::{self, Desk, Done, explained};
use super::session::{NoFields, Posted};
use crate::app::App;
use crate::problem::{Both, Problem};

/// Where the list of jobs is.
const HERE: &str = "/console/accounts/jobs";
/// How many jobs, and how many accounts of a job, a page shows.
const ROWS: u32 = 50;
/// What an item's error is said to have come from; its own words say more.
const JOB: &str = "job";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(HERE, get(list).post(create))
        .route("/console/accounts/jobs/new", post(ask))
        .route("/console/accounts/jobs/{id}", get(show))
        .route("/console/accounts/jobs/{id}/cancel", post(cancel))
        .route("/console/accounts/jobs/{id}/retry", post(retry))
}

/// From where older jobs go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct After {
    after: String,
}

fn page_after(after: &str) -> PageRequest {
    PageRequest { limit: ROWS, after: Some(after.to_owned()).filter(|after| !after.is_empty()) }
}

async fn list(State(app): State<App>, desk: Desk, Query(After { after }): Query<After>) -> Response {
    let desk = desk.in_section(Section::Accounts);
    let page = async {
        let found = app.engine.jobs.list(&desk.who.actor, desk.platform()?, page_after(&after)).await?;
        let page = JobsPage { jobs: &found.items, older: found.next.as_deref(), is_later: !after.is_empty() };
        Ok(desk.framed(|frame| page.render(frame)))
    };
    let page = page.await;
    desk.show(page)
}

/// What is asked for: the fields of the list's form and of the form before the job. A field that comes more than once
/// is a list.
#[derive(Debug, Default)]
struct Asked {
    deed: Option<Deed>,
    /// Appids as they were ticked, by commas apart.
    appids: Vec<String>,
    /// The filter that is meant, where it is not the ticks.
    filter: Option<Wanted>,
    form: NewJobForm,
}

impl Asked {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        let (mut filter, mut by_filter) = (String::new(), false);
        for (name, value) in fields {
            match name.as_str() {
                "picked" | "deed" => asked.deed = Deed::of_word(&value),
                // The list's menus name the deed here, the form only says that all are meant.
                "all" => {
                    by_filter = true;
                    asked.deed = Deed::of_word(&value).or(asked.deed);
                }
                "filter" => filter = value,
                "appid" => asked.appids.push(value),
                "appids" => asked.appids.extend(value.split(',').filter(|one| !one.is_empty()).map(str::to_owned)),
                "add" => asked.form.add = value,
                "remove" => asked.form.remove = value,
                "turn" => asked.form.takes_away = value == "delete",
                "domains" => asked.form.domains = value,
                "way" => asked.form.way = value.parse().unwrap_or(Way::Platform),
                "wechatid" => value.trim().clone_into(&mut asked.form.wechatid),
                _ => {}
            }
        }
        asked.filter = by_filter.then(|| Wanted::of_query(&filter));
        asked.appids.sort_unstable();
        asked.appids.dedup();
        asked
    }

    fn deed(&self) -> Result<Deed, Problem> {
        self.deed.ok_or_else(|| Problem::invalid("deed", "is none that we know", "不是已知的操作"))
    }

    fn accounts(&self) -> Result<Accounts, Problem> {
        if let Some(wanted) = &self.filter {
            return Ok(Accounts::Matching(wanted.filter()));
        }
        let appids = self.appids.iter().map(|text| Appid::parse(text.as_str())).collect::<Result<_, _>>();
        appids.map(Accounts::Picked).map_err(|_| Problem::invalid("appids", "must be appids", "必须是 appid"))
    }

    fn work(&self) -> Result<Work, Problem> {
        let form = &self.form;
        let turn = if form.takes_away { Binding::Unbind } else { Binding::Bind };
        Ok(match self.deed()? {
            Deed::Labels => Work::Labels { add: labels(&form.add), remove: labels(&form.remove) },
            Deed::Refresh => Work::Refresh,
            Deed::ServerDomains => domains(Family::Server, form)?,
            Deed::WebviewDomains => domains(Family::Webview, form)?,
            Deed::Testers => Work::Tester { turn, wechatid: form.wechatid.clone() },
        })
    }
}

fn labels(text: &str) -> Vec<String> {
    let apart = |sign: char| matches!(sign, ',' | '，' | '、' | '\n');
    text.split(apart).map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned).collect()
}

/// Hosts by themselves go into the usual lists, those with a scheme into the lists of that scheme.
fn domains(family: Family, form: &NewJobForm) -> Result<Work, Problem> {
    let mut lists = DomainLists::default();
    for (index, entry) in form.domains.split_whitespace().enumerate() {
        if entry.contains("://") {
            let fitting: Vec<_> = family.kinds().iter().filter(|kind| entry.starts_with(kind.scheme())).collect();
            if fitting.is_empty() {
                let field = format!("domains[{index}]");
                return Err(Problem::invalid(&field, "has a scheme that no list takes", "的协议不属于任何域名列表"));
            }
            for kind in fitting {
                lists.extend(*kind, [entry.to_owned()]);
            }
        } else {
            let hosts = [entry.to_owned()];
            check_hosts("domains", &hosts).map_err(Error::from)?;
            for kind in family.usual_kinds() {
                lists.extend(*kind, [format!("{}{entry}", kind.scheme())]);
            }
        }
    }
    let action = if form.takes_away { DomainAction::Delete } else { DomainAction::Add };
    Ok(Work::Domains { family, change: Change { action, way: form.way, lists } })
}

/// What the role must allow for a deed; its form is not even shown otherwise.
const fn action_of(deed: Deed) -> Action {
    match deed {
        Deed::Labels | Deed::Refresh => Action::AuthorizerWrite,
        Deed::ServerDomains | Deed::WebviewDomains => Action::DomainWrite,
        Deed::Testers => Action::TesterWrite,
    }
}

/// The form before a job. It comes by a post, since the ticks may be too many for an address; nothing is changed.
async fn ask(State(app): State<App>, desk: Desk, Posted(_, fields): Posted<Vec<(String, String)>>) -> Response {
    let desk = desk.in_section(Section::Accounts).shown_at("/console/accounts".to_owned());
    let page = asked_page(&app, &desk, &Asked::of(fields), None).await;
    desk.show(page)
}

async fn asked_page(app: &App, desk: &Desk, asked: &Asked, refusal: Option<&Refusal>) -> Result<String, Problem> {
    let (actor, deed) = (&desk.who.actor, asked.deed()?);
    let count = app.engine.jobs.count(actor, desk.platform()?, action_of(deed), asked.accounts()?).await?;
    let appids = asked.appids.join(",");
    let meant = asked.filter.as_ref().map_or(Meant::Picked(&appids), |wanted| Meant::Matching(wanted.query()));
    let page = NewJobPage { deed, meant, count, form: &asked.form, refusal };
    Ok(desk.framed(|frame| page.render(frame)))
}

async fn create(State(app): State<App>, desk: Desk, Posted(who, fields): Posted<Vec<(String, String)>>) -> Response {
    let desk = desk.in_section(Section::Accounts).shown_at("/console/accounts".to_owned());
    let asked = Asked::of(fields);
    let created = async {
        let (work, accounts) = (asked.work()?, asked.accounts()?);
        Ok::<_, Problem>(app.engine.jobs.create(&who.actor, desk.platform()?, work, accounts).await?)
    };
    match created.await {
        Ok(job) => Done::JobStarted.at(&format!("{HERE}/{}", job.id.0)),
        Err(problem) => {
            let refusal = explained(problem.clone(), desk.language()).1;
            match asked_page(&app, &desk, &asked, Some(&refusal)).await {
                Ok(html) => desk::refused(problem, html),
                Err(_) => desk.refuse(problem),
            }
        }
    }
}

/// Which accounts of a job are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Items {
    state: String,
    after: String,
}

impl Items {
    /// Those that failed, unless others are asked for.
    fn state(&self) -> Option<ItemStateWord> {
        match self.state.as_str() {
            "all" => None,
            word => Some(word.parse().unwrap_or(ItemStateWord::Failed)),
        }
    }
}

async fn show(State(app): State<App>, desk: Desk, Path(id): Path<String>, Query(items): Query<Items>) -> Response {
    let desk = desk.in_section(Section::Accounts);
    let page = shown(&app, &desk, &id, &items, None).await;
    desk.show(page)
}

fn job_id(text: &str) -> Result<JobId, Problem> {
    Uuid::parse_str(text).map(JobId).map_err(|_| Error::NotFound(What::Job).into())
}

async fn shown(app: &App, desk: &Desk, id: &str, items: &Items, refusal: Option<&Refusal>) -> Result<String, Problem> {
    let (actor, platform, jobs) = (&desk.who.actor, desk.platform()?, &app.engine.jobs);
    let id = job_id(id)?;
    let job = jobs.show(actor, platform, id).await?;
    let found = jobs.items(actor, platform, id, items.state(), page_after(&items.after)).await?;
    let appids: Vec<Appid> = found.items.iter().map(|item| item.appid.clone()).collect();
    let accounts = app.engine.authorizers.of_appids(actor, platform, &appids).await?;
    let whys: Vec<Option<Refusal>> = found.items.iter().map(|item| why(item, desk)).collect();
    let rows: Vec<ItemRow<'_>> = found
        .items
        .iter()
        .zip(&whys)
        .map(|(item, why)| ItemRow { item, account: accounts.get(&item.appid), why: why.as_ref() })
        .collect();
    let held_up = if job.state.is_under_way() { jobs.held_up(actor, platform, id).await? } else { None };
    let held_why = held_up.as_ref().and_then(|item| why(item, desk));
    let held_up = held_up.as_ref().and_then(|item| match item.state {
        ItemState::Waiting { due_at, .. } => Some(HeldUp { until: due_at, why: held_why.as_ref() }),
        ItemState::Held | ItemState::Over { .. } => None,
    });
    let items = ItemsShown {
        state: items.state(),
        rows: &rows,
        next: found.next.as_deref(),
        is_later: !items.after.is_empty(),
    };
    let page = JobPage { job: &job, items, held_up, may_act: desk.may(job.work.action()), refusal };
    Ok(desk.framed(|frame| page.render(frame)))
}

async fn cancel(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    Posted(who, _): Posted<NoFields>,
) -> Response {
    let outcome = async {
        let platform = desk.platform()?;
        Ok(app.engine.jobs.cancel(&who.actor, platform, job_id(&id)?).await.map(drop)?)
    };
    let outcome = outcome.await;
    acted(&app, desk, &id, Done::JobStopped, outcome).await
}

async fn retry(
    State(app): State<App>,
    desk: Desk,
    Path(id): Path<String>,
    Posted(who, _): Posted<NoFields>,
) -> Response {
    let outcome = async {
        let platform = desk.platform()?;
        Ok(app.engine.jobs.retry(&who.actor, platform, job_id(&id)?).await.map(drop)?)
    };
    let outcome = outcome.await;
    acted(&app, desk, &id, Done::JobRetried, outcome).await
}

/// The job that says what was done to it, or what was in the way.
async fn acted(app: &App, desk: Desk, id: &str, done: Done, outcome: Result<(), Problem>) -> Response {
    let here = format!("{HERE}/{id}");
    let Err(problem) = outcome else { return done.at(&here) };
    let desk = desk.in_section(Section::Accounts).shown_at(here);
    let refusal = explained(problem.clone(), desk.language()).1;
    match shown(app, &desk, id, &Items::default(), Some(&refusal)).await {
        Ok(html) => desk::refused(problem, html),
        Err(_) => desk.refuse(problem),
    }
}

/// Why an account was left out, failed or waits, as a person needs to hear it.
fn why(item: &JobItem, desk: &Desk) -> Option<Refusal> {
    let problem = match &item.state {
        ItemState::Waiting { held_up_by: Some(trouble), .. } | ItemState::Over { end: End::Failed(trouble), .. } => {
            of_trouble(trouble)
        }
        ItemState::Over { end: End::Skipped(skip), .. } => of_skip(*skip),
        ItemState::Waiting { held_up_by: None, .. } | ItemState::Held | ItemState::Over { .. } => return None,
    };
    Some(explained(problem, desk.language()).1)
}

fn of_skip(skip: Skip) -> Problem {
    match skip {
        Skip::Gone => Error::NotFound(What::Authorizer),
        Skip::Unauthorized => Conflict::Unauthorized.into(),
        Skip::Reauthorize => Conflict::Reauthorize.into(),
        Skip::NoApiAbility => Conflict::NoApiAbility.into(),
        Skip::NotAMiniProgram => Conflict::NotAMiniProgram.into(),
    }
    .into()
}

fn of_trouble(trouble: &Trouble) -> Problem {
    match trouble {
        Trouble::Refused { errcode, errmsg, rid } => {
            let (errmsg, rid) = (errmsg.clone(), rid.clone());
            let cause = client::Error::Api { endpoint: JOB, errcode: *errcode, errmsg, rid, hint: None };
            Error::WeChat { doing: JOB, cause }.into()
        }
        Trouble::NotRegistered { entries } => Problem::not_registered(entries),
        Trouble::NoAnswer => Problem::no_answer(),
        Trouble::PlatformNotReady => Error::from(NotReady::NoTicket).into(),
        Trouble::Unsettled => Problem::new(
            StatusCode::CONFLICT,
            "unsettled",
            Both::new(
                "How an earlier action on this account ended is not known yet.",
                "该账号之前的一次操作结果尚未确认。",
            ),
            Both::new("wxfleet asks WeChat by itself.", "系统正在向微信确认，无需处理。"),
            Who::Us,
        ),
        Trouble::Unfit { en, zh } => Problem::new(
            StatusCode::BAD_REQUEST,
            "invalid_field",
            Both::new(format!("This account {en}."), format!("该账号的{zh}。")),
            Both::new("Change what this account has, or ask for something else.", "请先调整这个账号，或换一种做法。"),
            Who::Isv,
        ),
        Trouble::Ours => Problem::internal(),
    }
}
