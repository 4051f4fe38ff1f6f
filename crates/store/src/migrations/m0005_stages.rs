//! What lists and counts ask of every account's code, in columns of its own with indexes: how far it is, and which
//! version everybody sees.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm_migration::prelude::*;
use wxfleet_model::code::CodeState;

use super::columns::key_opt;
use super::step;
use crate::sql::short;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// How many rows are filled in at once.
const PORTION: u64 = 500;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, length) in [("stage", 32), ("online_version", 191)] {
            step::add_column(manager, "code_states", key_opt(name, length)).await?;
        }
        fill_in(manager).await?;
        for (name, columns) in INDEXES {
            step::add_index(manager, name, "code_states", columns).await?;
        }
        Ok(())
    }
}

const INDEXES: [(&str, &[&str]); 2] = [
    ("code_states_stage", &["component_appid", "stage", "appid"]),
    ("code_states_online", &["component_appid", "online_version", "appid"]),
];

/// Fills the columns of the rows that were there before.
async fn fill_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    loop {
        let unfilled = Query::select()
            .columns(["component_appid", "appid", "state"])
            .from("code_states")
            .and_where(Expr::col("stage").is_null())
            .limit(PORTION)
            .take();
        let rows = connection.query_all(&unfilled).await?;
        for row in &rows {
            let [component, appid, state] =
                ["component_appid", "appid", "state"].map(|column| row.try_get::<String>("", column));
            let state: CodeState =
                serde_json::from_str(&state?).map_err(|cause| DbErr::Custom(format!("a code state: {cause}")))?;
            let update = Query::update()
                .table("code_states")
                .value("stage", state.stage().as_str())
                .value("online_version", state.online.map(|online| short(&online.user_version)))
                .and_where(Expr::col("component_appid").eq(component?))
                .and_where(Expr::col("appid").eq(appid?))
                .take();
            connection.execute(&update).await?;
        }
        if (rows.len() as u64) < PORTION {
            return Ok(());
        }
    }
}
