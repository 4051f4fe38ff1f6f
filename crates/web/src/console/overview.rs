//! The first page: how the fleet stands.

use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::SignedDuration;
use serde::Deserialize;
use wxfleet_console::console::Section;
use wxfleet_console::console::overview::{
    CallCounts, Counts, Minute, MonthQuota, OverviewPage, PlatformStanding, QuotaKnown, TicketStanding,
};
use wxfleet_engine::health::{TicketHealth, TokenHealth};
use wxfleet_model::permission::Action;
use wxfleet_wechat::id::ComponentAppid;

use super::desk::{self, Desk, Done, explained};
use super::session::Posted;
use crate::app::App;
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/console/";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console", get(|| async { Redirect::temporary(HERE) }))
        .route(HERE, get(overview))
        .route("/console/quota", get(quota))
        .route("/console/tickets", post(restart))
}

async fn overview(State(app): State<App>, desk: Desk) -> Response {
    let desk = desk.in_section(Section::Overview);
    let page = shown(&app, &desk, None).await;
    desk.show(page)
}

/// The same page after WeChat was asked for the month's quota. That takes a call, so the first page does not wait for
/// it: its part loads itself from here.
async fn quota(State(app): State<App>, desk: Desk) -> Response {
    let desk = desk.in_section(Section::Overview);
    if let Ok(platform) = desk.platform()
        && let Err(error) = app.engine.overview.quota(&desk.who.actor, platform).await
    {
        return desk.refuse(error.into());
    }
    let page = shown(&app, &desk, None).await;
    desk.show(page)
}

async fn shown(app: &App, desk: &Desk, problem: Option<Problem>) -> Result<String, Problem> {
    let actor = &desk.who.actor;
    let now = app.clock.now();
    let standings = app.engine.health.check().await.map_err(wxfleet_engine::Error::from)?;
    let platforms: Vec<PlatformStanding<'_>> = standings
        .iter()
        .filter(|health| desk.knows(&health.component.component_appid))
        .map(|health| PlatformStanding {
            appid: health.component.component_appid.as_str(),
            name: &health.component.name,
            ticket: match health.ticket {
                TicketHealth::Fresh => TicketStanding::Fresh,
                TicketHealth::Stale => TicketStanding::Stale,
                TicketHealth::Expired => TicketStanding::Expired,
                TicketHealth::Missing => TicketStanding::Missing,
            },
            ticket_at: health.component.ticket_received_at,
            token_until: health.component.access_token_expires_at.filter(|_| health.access_token == TokenHealth::Good),
        })
        .collect();
    let fleet = match desk.platform() {
        Ok(platform) => Some(app.engine.overview.fleet(actor, platform).await?),
        Err(_) => None,
    };
    let minutes = app.engine.overview.pushes(actor, now - SignedDuration::from_hours(1)).await?;
    let minutes: Vec<Minute> = minutes
        .into_iter()
        .map(|minute| Minute { at: minute.at, count: minute.count, latest_ms: minute.latest_ms })
        .collect();
    let refusals = app.engine.overview.refusals(actor, now - SignedDuration::from_hours(24)).await?;
    let quota = match desk.platform() {
        Ok(platform) => match app.engine.overview.quota_known(actor, platform)? {
            None => QuotaKnown::ToAsk,
            Some(None) => QuotaKnown::Nobody,
            Some(Some(quota)) => QuotaKnown::Read(MonthQuota {
                submissions: quota.submissions,
                speed_ups: quota.speed_ups,
                read_at: quota.read_at,
            }),
        },
        Err(_) => QuotaKnown::Nobody,
    };
    let calls = app.engine.overview.calls(actor)?.map(|calls| CallCounts {
        sent: calls.sent,
        refused: calls.refused.values().sum(),
        failed: calls.failed,
    });
    let refusal = problem.map(|problem| explained(problem, desk.language()).1);
    let page = OverviewPage {
        counts: fleet.as_ref().map_or_else(Counts::default, |fleet| Counts {
            states: &fleet.states,
            stages: &fleet.stages,
            without_development: fleet.without_development,
        }),
        platforms: &platforms,
        minutes: &minutes,
        refusals: &refusals,
        calls,
        quota,
        versions: fleet.as_ref().map_or(&[], |fleet| &fleet.versions),
        may_restart: desk.may(Action::ComponentWrite),
        refusal: refusal.as_ref(),
    };
    Ok(desk.framed(|frame| page.render(frame)))
}

#[derive(Debug, Deserialize)]
struct RestartForm {
    appid: String,
}

/// WeChat is asked to push tickets again.
async fn restart(State(app): State<App>, desk: Desk, Posted(who, form): Posted<RestartForm>) -> Response {
    let desk = desk.in_section(Section::Overview).shown_at(HERE.to_owned());
    let not_found = || Problem::from(wxfleet_engine::Error::NotFound(wxfleet_engine::error::What::Component));
    let asked = match ComponentAppid::parse(form.appid) {
        Ok(platform) => app.engine.components.restart_ticket(&who.actor, &platform).await.map_err(Problem::from),
        Err(_) => Err(not_found()),
    };
    let Err(problem) = asked else { return Done::TicketsAsked.at(HERE) };
    match shown(&app, &desk, Some(problem.clone())).await {
        Ok(html) => desk::refused(problem, html),
        Err(problem) => desk.refuse(problem),
    }
}
