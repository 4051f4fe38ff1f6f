//! The tables, step by step. A step that was released is never changed; the next one changes what it made.
//!
//! One text serves three engines: times are BIGINT, ids and digests are short binaries, keys stay under 191
//! characters, and on MySQL every table is `utf8mb4` with the binary collation, so that keys compare there as they do
//! on the others.

use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait, async_trait};

mod m0001_first;
mod m0002_testers;
mod m0003_record;
mod m0004_operators;
mod m0005_stages;
mod m0006_account;
mod m0007_list_sync;
mod m0008_jobs;
mod m0011_closed;
mod m0012_standing;
mod m0013_chain;
mod m0014_broke_off;

pub(crate) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first::Migration),
            Box::new(m0002_testers::Migration),
            Box::new(m0003_record::Migration),
            Box::new(m0004_operators::Migration),
            Box::new(m0005_stages::Migration),
            Box::new(m0006_account::Migration),
            Box::new(m0007_list_sync::Migration),
            Box::new(m0008_jobs::Migration),
            Box::new(m0011_closed::Migration),
            Box::new(m0012_standing::Migration),
            Box::new(m0013_chain::Migration),
            Box::new(m0014_broke_off::Migration),
        ]
    }
}

/// Columns as the three engines call them.
mod columns {
    use sea_orm::DbBackend;
    use sea_orm_migration::prelude::{ColumnDef, Index, IndexCreateStatement, Table, TableCreateStatement};

    /// A table with the settings that MySQL needs.
    pub(super) fn table(backend: DbBackend, name: &'static str) -> TableCreateStatement {
        let mut table = Table::create();
        table.table(name).if_not_exists();
        if backend == DbBackend::MySql {
            table.engine("InnoDB").character_set("utf8mb4").collate("utf8mb4_bin");
        }
        table
    }

    pub(super) fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
        let mut index = Index::create();
        index.name(name).table(table);
        for column in columns {
            index.col(*column);
        }
        index
    }

    fn column(name: &'static str, required: bool) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        if required {
            column.not_null();
        }
        column
    }

    /// A number or a moment.
    pub(super) fn number(name: &'static str) -> ColumnDef {
        column(name, true).big_integer().take()
    }

    pub(super) fn number_opt(name: &'static str) -> ColumnDef {
        column(name, false).big_integer().take()
    }

    /// A short text that may be indexed.
    pub(super) fn key(name: &'static str, length: u32) -> ColumnDef {
        column(name, true).string_len(length).take()
    }

    pub(super) fn key_opt(name: &'static str, length: u32) -> ColumnDef {
        column(name, false).string_len(length).take()
    }

    /// A short binary that may be indexed: an id or a digest.
    pub(super) fn binary(name: &'static str, length: u32) -> ColumnDef {
        column(name, true).var_binary(length).take()
    }

    pub(super) fn binary_opt(name: &'static str, length: u32) -> ColumnDef {
        column(name, false).var_binary(length).take()
    }

    /// A text of any length; MySQL's own `text` ends at 64 KiB.
    pub(super) fn text(backend: DbBackend, name: &'static str) -> ColumnDef {
        any_text(backend, column(name, true))
    }

    pub(super) fn text_opt(backend: DbBackend, name: &'static str) -> ColumnDef {
        any_text(backend, column(name, false))
    }

    fn any_text(backend: DbBackend, mut column: ColumnDef) -> ColumnDef {
        match backend {
            DbBackend::MySql => column.custom("longtext").take(),
            _ => column.text().take(),
        }
    }

    /// Something sealed, of any length; MySQL's own `blob` ends at 64 KiB.
    pub(super) fn sealed(backend: DbBackend, name: &'static str) -> ColumnDef {
        any_blob(backend, column(name, true))
    }

    pub(super) fn sealed_opt(backend: DbBackend, name: &'static str) -> ColumnDef {
        any_blob(backend, column(name, false))
    }

    fn any_blob(backend: DbBackend, mut column: ColumnDef) -> ColumnDef {
        match backend {
            DbBackend::MySql => column.custom("longblob").take(),
            _ => column.blob().take(),
        }
    }
}

/// What a step does to tables that are there already. MySQL cannot roll tables back: after a crash half-way a step is run
/// again over what is there, so there each of these looks first. The others begin anew and need not.
mod step {
    use sea_orm::DbBackend;
    use sea_orm_migration::prelude::{ColumnDef, DbErr, Index, IndexCreateStatement, SchemaManager, Table};

    use super::columns::index;

    fn begins_anew(manager: &SchemaManager<'_>) -> bool {
        manager.get_database_backend() != DbBackend::MySql
    }

    pub(super) async fn add_column(
        manager: &SchemaManager<'_>,
        table: &'static str,
        column: ColumnDef,
    ) -> Result<(), DbErr> {
        if begins_anew(manager) || !manager.has_column(table, column.get_column_name()).await? {
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        Ok(())
    }

    pub(super) async fn add_index(
        manager: &SchemaManager<'_>,
        name: &'static str,
        table: &'static str,
        columns: &[&'static str],
    ) -> Result<(), DbErr> {
        create(manager, (table, name), index(name, table, columns)).await
    }

    /// An index that keeps a row from standing twice.
    pub(super) async fn add_unique_index(
        manager: &SchemaManager<'_>,
        name: &'static str,
        table: &'static str,
        columns: &[&'static str],
    ) -> Result<(), DbErr> {
        create(manager, (table, name), index(name, table, columns).unique().take()).await
    }

    async fn create(
        manager: &SchemaManager<'_>,
        (table, name): (&str, &str),
        statement: IndexCreateStatement,
    ) -> Result<(), DbErr> {
        if begins_anew(manager) || !manager.has_index(table, name).await? {
            manager.create_index(statement).await?;
        }
        Ok(())
    }

    pub(super) async fn drop_index(
        manager: &SchemaManager<'_>,
        name: &'static str,
        table: &'static str,
    ) -> Result<(), DbErr> {
        if begins_anew(manager) || manager.has_index(table, name).await? {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        Ok(())
    }
}
