//! The questions before what cannot be undone. One account is changed by a person who has read what will happen, so
//! that is enough; the password is asked for again where keys, secrets or many accounts are concerned.

use axum::response::Response;
use wxfleet_console::console::account::{AskPage, GrayForm, Question, category_name};
use wxfleet_engine::Error;

use super::Open;
use crate::app::App;
use crate::console::desk::Done;
use crate::problem::Problem;

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    Withdraw,
    SpeedUp,
    Release,
    RollBack(Option<i64>),
    Gray(GrayForm),
    EndGray,
    Close,
    DeleteCategory((i64, i64)),
    PublishRule(String),
    DeleteRule(String),
}

impl Asked {
    /// Where one is led after the answer yes.
    const fn tab(&self) -> &'static str {
        match self {
            Self::Withdraw | Self::SpeedUp | Self::Release => "",
            Self::RollBack(_) | Self::Gray(_) | Self::EndGray | Self::Close => "/online",
            Self::DeleteCategory(_) => "/categories",
            Self::PublishRule(_) | Self::DeleteRule(_) => "/access",
        }
    }
}

/// Asks.
pub(super) async fn ask(app: &App, open: &Open, asked: Asked) -> Response {
    let page = question(app, open, &asked, None).await;
    open.desk.show(page)
}

/// After the answer yes: the page that says it is done, or the question with what was in the way.
pub(super) async fn answered<T>(
    app: &App,
    open: &Open,
    asked: Asked,
    done: Done,
    outcome: Result<T, Error>,
) -> Response {
    let Err(error) = outcome else { return done.at(&open.page(asked.tab())) };
    let problem = Problem::from(error);
    let page = question(app, open, &asked, Some(&problem)).await;
    open.refused(problem, page)
}

/// The question, with what was in the way the last time. What WeChat adds to it (versions, quota) is left out where it
/// does not answer.
async fn question(app: &App, open: &Open, asked: &Asked, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (open.actor(), &open.place);
    let code = app.engine.code.known(actor, place).await?;
    let mut earlier: Vec<(i64, String)> = Vec::new();
    let name: String;
    let question = match asked {
        Asked::Withdraw => Question::Withdraw,
        Asked::Release => Question::Release,
        Asked::SpeedUp => {
            Question::SpeedUp(app.engine.code.quota(actor, place).await.ok().map(|quota| quota.speedup_rest))
        }
        Asked::RollBack(chosen) => {
            let versions = app.engine.code.versions(actor, place).await.unwrap_or_default();
            let named =
                versions.into_iter().map(|one| (one.app_version, format!("{} {}", one.user_version, one.user_desc)));
            earlier.extend(named);
            Question::RollBack { earlier: &earlier, chosen: *chosen }
        }
        Asked::Gray(form) => Question::Gray(*form),
        Asked::EndGray => Question::EndGray,
        Asked::Close => Question::Close,
        Asked::DeleteCategory((first, second)) => {
            let set = app.engine.account.categories(actor, place).await?;
            let one = set.categories.iter().find(|one| one.first == Some(*first) && one.second == Some(*second));
            name = one.map_or_else(|| format!("{first}-{second}"), category_name);
            Question::DeleteCategory { first: *first, second: *second, name: &name }
        }
        Asked::PublishRule(prefix) => Question::PublishRule(prefix),
        Asked::DeleteRule(prefix) => Question::DeleteRule(prefix),
    };
    let refusal = open.refusal(problem);
    let page = AskPage { subject: open.subject(), code: &code, question, refusal: refusal.as_ref() };
    Ok(open.desk.framed(|frame| page.render(frame)))
}
