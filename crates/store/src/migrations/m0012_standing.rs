//! What the overview counts of every account, in two flags and one index that holds all it asks: whether WeChat froze the
//! account, and whether it granted what commits and releases need. Before, both were found by reading every profile. And
//! the index by which the pushes of an hour are counted by the minute holds WeChat's time too, so that no push is read.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm_migration::prelude::*;
use wxfleet_model::authorizer::FROZEN;

use super::columns::number;
use super::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["is_frozen", "may_develop"] {
            step::add_column(manager, "authorizers", number(name).default(0).take()).await?;
        }
        let frozen = FROZEN.map(|status| format!(r#""account!_status":{status},"register!_type":"#));
        // A list of numbers; 18 is the permission set "development".
        let granted = ["[18]", "[18,", ",18,", ",18]"].map(str::to_owned);
        for (flag, column, texts) in [("is_frozen", "profile", &frozen[..]), ("may_develop", "func_info", &granted[..])]
        {
            let fill = Query::update().table("authorizers").value(flag, 1).cond_where(holds_any(column, texts)).take();
            manager.execute(fill).await?;
        }
        step::add_index(manager, "authorizers_standing", "authorizers", &COUNTED).await?;
        step::add_index(manager, "events_minutes", "events", &["received_at", "created_at"]).await?;
        step::drop_index(manager, "events_received", "events").await
    }
}

/// The columns by which accounts are counted, and the appid, so that a list of those who stand so is found by it too.
const COUNTED: [&str; 8] =
    ["component_appid", "status", "token_state", "is_frozen", "kind", "may_develop", "closed_at", "appid"];

/// Rows whose column holds one of these texts, in which `!` escapes: a backslash would mean different things to the three
/// engines.
fn holds_any(column: &'static str, texts: &[String]) -> Condition {
    texts.iter().fold(Condition::any(), |any, text| {
        any.add(Expr::col(column).like(LikeExpr::new(format!("%{text}%")).escape('!')))
    })
}
