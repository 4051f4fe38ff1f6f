//! How far the newest reading of each component's list has come.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_model::list_sync::{ListSync, Synced};
use wxfleet_wechat::id::ComponentAppid;

use crate::error::Error;
use crate::sql::{at, at_opt, ms, table, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "list_syncs" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        started_at: i64,
        moved_at: i64,
        ended_at: Option<i64>,
        next_row: i64,
        total: i64,
        seen: i64,
        added: i64,
        updated: i64,
        failed: i64,
        broke_off_at: Option<i64>,
    }
}
use row::{Column, Entity};

impl Store {
    /// The newest reading of the component's list; `None` if it was never read.
    pub async fn list_sync(&self, component: &ComponentAppid) -> Result<Option<ListSync>, Error> {
        let query = Entity::find_by_id(component.as_str());
        self.read(query.one(&self.reads())).await?.as_ref().map(opened).transpose()
    }
}

impl Writer {
    /// Stores how far a reading has come, in the place of the one before.
    pub async fn list_sync_store(&mut self, sync: &ListSync) -> Result<(), Error> {
        let row = row::ActiveModel {
            component_appid: Set(sync.component_appid.as_str().to_owned()),
            started_at: Set(ms(sync.started_at)),
            moved_at: Set(ms(sync.moved_at)),
            ended_at: Set(sync.ended_at.map(ms)),
            next_row: Set(sync.offset),
            total: Set(sync.total),
            seen: Set(count(sync.synced.seen)),
            added: Set(count(sync.synced.added)),
            updated: Set(count(sync.synced.updated)),
            failed: Set(count(sync.synced.failed)),
            broke_off_at: Set(sync.broke_off_at.map(ms)),
        };
        let replace = OnConflict::column(Column::ComponentAppid)
            .update_columns([
                Column::StartedAt,
                Column::MovedAt,
                Column::EndedAt,
                Column::NextRow,
                Column::Total,
                Column::Seen,
                Column::Added,
                Column::Updated,
                Column::Failed,
                Column::BrokeOffAt,
            ])
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&self.session).await?;
        Ok(())
    }
}

/// Forgets the reading of a component that is removed.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}

fn opened(row: &row::Model) -> Result<ListSync, Error> {
    let counted = |number: i64| u64::try_from(number).map_err(|_| Error::corrupt("a count below zero"));
    Ok(ListSync {
        component_appid: word(&row.component_appid)?,
        started_at: at(row.started_at)?,
        moved_at: at(row.moved_at)?,
        ended_at: at_opt(row.ended_at)?,
        broke_off_at: at_opt(row.broke_off_at)?,
        offset: row.next_row,
        total: row.total,
        synced: Synced {
            seen: counted(row.seen)?,
            added: counted(row.added)?,
            updated: counted(row.updated)?,
            failed: counted(row.failed)?,
        },
    })
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
