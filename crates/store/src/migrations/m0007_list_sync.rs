//! How far the reading of a component's list has come, which accounts' profiles are still to be read, and on SQLite what
//! large fleets are searched by.

use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;

use super::columns::{index, key, number, number_opt, table};
use super::step;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let syncs = table(backend, "list_syncs")
            .col(key("component_appid", 32).primary_key())
            .col(number("started_at"))
            .col(number("moved_at"))
            .col(number_opt("ended_at"))
            .col(number("next_row"))
            .col(number("total"))
            .col(number("seen"))
            .col(number("added"))
            .col(number("updated"))
            .col(number("failed"))
            .take();
        manager.create_table(syncs).await?;
        step::add_column(manager, "authorizers", number_opt("profile_due_at")).await?;
        step::add_index(manager, "authorizers_profile_due", "authorizers", &["profile_due_at"]).await?;
        // The rows of accounts are large. This holds what they are filtered by, so that a search reads a tenth as much. The
        // others bound what an index may hold, and read large rows apart.
        if backend == DbBackend::Sqlite {
            let columns = ["component_appid", "appid", "search", "kind", "status", "labels", "func_info"];
            manager.create_index(index("authorizers_filter", "authorizers", &columns)).await?;
        }
        // Accounts whose profile was never read: they are due since ever.
        let unread = Query::update()
            .table("authorizers")
            .value("profile_due_at", 0)
            .and_where(Expr::col("profile_read_at").is_null())
            .and_where(Expr::col("status").eq("authorized"))
            .take();
        manager.execute(unread).await
    }
}
