//! Categories, and the pages of the code.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use wxfleet_console::console::account::CategoriesPage;
use wxfleet_wechat::category::{AddCategory, AddCategoryCategories};

use super::ask::{Asked, answered, ask};
use super::{Open, at};
use crate::app::App;
use crate::console::desk::Done;
use crate::console::session::Posted;
use crate::problem::Problem;

/// Where the page is.
const HERE: &str = "/categories";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(&at(HERE), get(categories).post(add))
        .route(&at("/categories/delete"), get(delete_page).post(delete))
}

async fn categories(State(app): State<App>, open: Open) -> Response {
    let page = page(&app, &open, None).await;
    open.desk.show(page)
}

async fn page(app: &App, open: &Open, problem: Option<&Problem>) -> Result<String, Problem> {
    let (actor, place) = (open.actor(), &open.place);
    let (set, all, pages) = tokio::join!(
        Box::pin(app.engine.account.categories(actor, place)),
        Box::pin(app.engine.account.all_categories(actor, place)),
        Box::pin(app.engine.code.pages(actor, place)),
    );
    let (set, pages) = (set.map_err(|error| open.why(error)), pages.map_err(|error| open.why(error)));
    let refusal = open.refusal(problem);
    let page = CategoriesPage {
        subject: open.subject(),
        set: set.as_ref(),
        all: &all.unwrap_or_default(),
        pages: pages.as_deref(),
        refusal: refusal.as_ref(),
    };
    Ok(open.desk.framed(|frame| page.render(frame)))
}

/// A category by both its numbers, as `1-2`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AddForm {
    category: String,
}

impl AddForm {
    fn read(&self) -> Result<AddCategory, Problem> {
        let numbers = self.category.split_once('-');
        let (first, second) = numbers
            .and_then(|(first, second)| Some((first.parse().ok()?, second.parse().ok()?)))
            .ok_or_else(|| Problem::invalid("category", "must be chosen from the list", "请从列表里选择一个类目"))?;
        Ok(AddCategory::new(vec![AddCategoryCategories { first, second, certicates: None }]))
    }
}

async fn add(State(app): State<App>, open: Open, Posted(who, form): Posted<AddForm>) -> Response {
    let outcome = async {
        let add = form.read()?;
        Ok::<_, Problem>(app.engine.account.add_categories(&who.actor, &open.place, &add).await?)
    };
    let Err(problem) = outcome.await else { return Done::CategoryAdded.at(&open.page(HERE)) };
    let open = open.at(HERE);
    let page = page(&app, &open, Some(&problem)).await;
    open.refused(problem, page)
}

/// The category that is meant.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    first: i64,
    second: i64,
}

async fn delete_page(State(app): State<App>, open: Open, Query(which): Query<Which>) -> Response {
    ask(&app, &open, Asked::DeleteCategory((which.first, which.second))).await
}

async fn delete(State(app): State<App>, open: Open, Posted(who, which): Posted<Which>) -> Response {
    let which = (which.first, which.second);
    let outcome = app.engine.account.delete_category(&who.actor, &open.place, which).await;
    answered(&app, &open, Asked::DeleteCategory(which), Done::CategoryRemoved, outcome).await
}
