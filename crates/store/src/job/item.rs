//! The items of a job: which account, how it stands, who is at it.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SelectGetableTuple, Selector,
};
use uuid::Uuid;
use wxfleet_model::job::{End, ItemState, ItemStateWord, JobId, JobItem, JobStateWord, Trouble};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use super::count;
use crate::error::Error;
use crate::sql::{at, at_opt, bytes, changed, json, ms, portion, table, to_json, window, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "job_items" {
        #[sea_orm(primary_key, auto_increment = false)]
        job_id: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        state: String,
        due_at: i64,
        holder: Option<Vec<u8>>,
        held_at: Option<i64>,
        over_at: Option<i64>,
        tries: i64,
        details: Option<String>,
        version: i64,
    }
}
use row::{Column, Entity};

/// Who takes items, and until when they are theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The process.
    pub holder: Uuid,
    /// Since when.
    pub since: Timestamp,
    /// Until when, if nothing is heard of it.
    pub until: Timestamp,
}

/// An item that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Which account.
    pub appid: Appid,
    /// How often it was tried, this time included.
    pub tries: u32,
    /// Since when somebody held it before who has not been heard of: it may be done already.
    pub left_since: Option<Timestamp>,
    version: i64,
}

impl Store {
    /// The items of a job by appid, all or those in one state.
    pub async fn job_items(
        &self,
        id: JobId,
        state: Option<ItemStateWord>,
        page: &PageRequest,
    ) -> Result<Page<JobItem>, Error> {
        let mut found = of(id).add_option(state.map(|state| Column::State.eq(state.as_str())));
        if let Some(after) = &page.after {
            let after = Appid::parse(after.as_str()).map_err(|_| Error::Cursor)?;
            found = found.add(Column::Appid.gt(after.as_str()));
        }
        let query = Entity::find().filter(found).order_by_asc(Column::Appid).limit(window(page));
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| row.appid.clone(), |row| opened(&row))
    }

    /// The item that waits for the nearest moment to come, if there is one that something held up.
    pub async fn job_held_up(&self, id: JobId, now: Timestamp) -> Result<Option<JobItem>, Error> {
        let query = Entity::find()
            .filter(of(id))
            .filter(Column::State.eq(ItemStateWord::Waiting.as_str()))
            .filter(Column::DueAt.gt(ms(now)))
            .order_by_asc(Column::DueAt)
            .limit(1);
        self.read(query.one(&self.reads())).await?.as_ref().map(opened).transpose()
    }

    /// Takes items of a job that wait and are due, or that were left behind, so many at most. What another server was
    /// quicker to take is left to it.
    pub async fn job_items_claim(&self, id: JobId, hold: &Hold, limit: u32) -> Result<Vec<Claimed>, Error> {
        let waits = Column::State.eq(ItemStateWord::Waiting.as_str()).and(Column::DueAt.lte(ms(hold.since)));
        let is_held = Column::State.eq(ItemStateWord::Held.as_str());
        // Nobody else writes to this database: what another process holds, it holds no more.
        let left = if self.is_exclusive() {
            is_held.and(Column::Holder.ne(bytes(hold.holder)).or(Column::DueAt.lte(ms(hold.since))))
        } else {
            is_held.and(Column::DueAt.lte(ms(hold.since)))
        };
        let mut rows = Vec::new();
        for which in [left, waits] {
            let rest = u64::from(limit).saturating_sub(rows.len() as u64);
            if rest > 0 {
                let query = Entity::find().filter(of(id)).filter(which).order_by_asc(Column::DueAt).limit(rest);
                rows.extend(self.read(query.all(&self.reads())).await?);
            }
        }
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.commit(async |w| {
            let mut claimed = Vec::with_capacity(rows.len());
            for row in &rows {
                if claim(&w.session, row, hold).await? {
                    claimed.push(Claimed {
                        appid: word(&row.appid)?,
                        tries: u32::try_from(row.tries).unwrap_or(u32::MAX).saturating_add(1),
                        left_since: at_opt(row.held_at)?,
                        version: row.version + 1,
                    });
                }
            }
            Ok(claimed)
        })
        .await
    }

    /// Has so many of a job's failed items at most, that failed before this moment, wait for another try, and the job go
    /// on with them if it had ended; answers how many. A job that was cancelled stays so.
    pub async fn job_retry_failed(&self, id: JobId, before: Timestamp, limit: u32) -> Result<u64, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::Appid)
            .filter(of(id))
            .filter(Column::State.eq(ItemStateWord::Failed.as_str()))
            .filter(Column::OverAt.lte(ms(before)))
            .limit(u64::from(limit))
            .into_tuple::<String>();
        let appids = self.read(query.all(&self.reads())).await?;
        if appids.is_empty() {
            return Ok(0);
        }
        self.commit(async |w| {
            let result = Entity::update_many()
                .col_expr(Column::State, Expr::value(ItemStateWord::Waiting.as_str()))
                .col_expr(Column::DueAt, Expr::value(ms(before)))
                .col_expr(Column::OverAt, Expr::value(None::<i64>))
                .col_expr(Column::Tries, Expr::value(0))
                .col_expr(Column::Details, Expr::value(None::<String>))
                .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                .filter(of(id))
                .filter(Column::State.eq(ItemStateWord::Failed.as_str()))
                .filter(Column::Appid.is_in(appids))
                .exec(&w.session)
                .await?;
            w.job_take_up(id, result.rows_affected).await?;
            Ok(result.rows_affected)
        })
        .await
    }
}

impl Writer {
    /// Brings an item to its end, and counts it. `Stale` if somebody else holds it by now.
    pub async fn job_item_over(&mut self, id: JobId, item: &Claimed, end: &End, now: Timestamp) -> Result<(), Error> {
        let details = match end {
            End::Done | End::Already => None,
            End::Skipped(skip) => Some(to_json(skip)),
            End::Failed(trouble) => Some(to_json(trouble)),
        };
        let result = Entity::update_many()
            .col_expr(Column::State, Expr::value(end.word().as_str()))
            .col_expr(Column::OverAt, Expr::value(ms(now)))
            .col_expr(Column::Details, Expr::value(details))
            .col_expr(Column::Tries, Expr::value(i64::from(item.tries)))
            .col_expr(Column::Holder, Expr::value(None::<Vec<u8>>))
            .col_expr(Column::HeldAt, Expr::value(None::<i64>))
            .col_expr(Column::Version, Expr::value(item.version + 1))
            .filter(of(id))
            .filter(Column::Appid.eq(item.appid.as_str()))
            .filter(Column::Version.eq(item.version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        let counter = match end {
            End::Done => super::Column::Done,
            End::Already => super::Column::Already,
            End::Skipped(_) => super::Column::Skipped,
            End::Failed(_) => super::Column::Failed,
        };
        super::Entity::update_many()
            .col_expr(counter, Expr::col(counter).add(1))
            .col_expr(super::Column::MovedAt, Expr::value(ms(now)))
            .filter(super::Column::Id.eq(bytes(id.0)))
            .exec(&self.session)
            .await?;
        Ok(())
    }

    /// Has an item wait until this moment, after so many tries that count. `Stale` if somebody else holds it by now.
    pub async fn job_item_put_off(
        &mut self,
        id: JobId,
        item: &Claimed,
        (due_at, tries): (Timestamp, u32),
        trouble: &Trouble,
    ) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::State, Expr::value(ItemStateWord::Waiting.as_str()))
            .col_expr(Column::DueAt, Expr::value(ms(due_at)))
            .col_expr(Column::Details, Expr::value(to_json(trouble)))
            .col_expr(Column::Tries, Expr::value(i64::from(tries)))
            .col_expr(Column::Holder, Expr::value(None::<Vec<u8>>))
            .col_expr(Column::HeldAt, Expr::value(None::<i64>))
            .col_expr(Column::Version, Expr::value(item.version + 1))
            .filter(of(id))
            .filter(Column::Appid.eq(item.appid.as_str()))
            .filter(Column::Version.eq(item.version))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// A job goes on with so many of its failed items, if it was not cancelled.
    async fn job_take_up(&mut self, id: JobId, items: u64) -> Result<(), Error> {
        use super::Column;
        let result = super::Entity::update_many()
            .col_expr(Column::State, Expr::value(JobStateWord::Running.as_str()))
            .col_expr(Column::OverAt, Expr::value(None::<i64>))
            .col_expr(Column::Failed, Expr::col(Column::Failed).sub(count(items)))
            .col_expr(Column::OverBefore, Expr::col(Column::OverBefore).sub(count(items)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::State.is_in([JobStateWord::Running.as_str(), JobStateWord::Ended.as_str()]))
            .exec(&self.session)
            .await?;
        changed(&result)
    }
}

/// Takes one item, unless somebody was quicker.
async fn claim(session: &Session, row: &row::Model, hold: &Hold) -> Result<bool, Error> {
    let result = Entity::update_many()
        .col_expr(Column::State, Expr::value(ItemStateWord::Held.as_str()))
        .col_expr(Column::DueAt, Expr::value(ms(hold.until)))
        .col_expr(Column::Holder, Expr::value(bytes(hold.holder)))
        .col_expr(Column::HeldAt, Expr::value(ms(hold.since)))
        .col_expr(Column::Version, Expr::value(row.version + 1))
        .filter(Column::JobId.eq(row.job_id.clone()))
        .filter(Column::Appid.eq(row.appid.as_str()))
        .filter(Column::Version.eq(row.version))
        .exec(session)
        .await?;
    Ok(result.rows_affected > 0)
}

/// Enters accounts, in one statement: an engine bounds what one may bind, and so is the portion.
pub(super) async fn insert(session: &Session, id: JobId, appids: &[Appid], now: Timestamp) -> Result<(), Error> {
    let row = |appid: &Appid| row::ActiveModel {
        job_id: Set(bytes(id.0)),
        appid: Set(appid.as_str().to_owned()),
        state: Set(ItemStateWord::Waiting.as_str().to_owned()),
        due_at: Set(ms(now)),
        holder: Set(None),
        held_at: Set(None),
        over_at: Set(None),
        tries: Set(0),
        details: Set(None),
        version: Set(1),
    };
    Entity::insert_many(appids.iter().map(row)).exec_without_returning(session).await?;
    Ok(())
}

/// Some of the items of a job, by appid.
pub(super) fn some_of(job: &[u8], limit: u32) -> Selector<SelectGetableTuple<String>> {
    Entity::find()
        .select_only()
        .column(Column::Appid)
        .filter(Column::JobId.eq(job.to_vec()))
        .limit(u64::from(limit))
        .into_tuple::<String>()
}

/// Removes these items; answers how many.
pub(super) async fn delete(session: &Session, job: &[u8], appids: &[String]) -> Result<u64, Error> {
    let result = Entity::delete_many()
        .filter(Column::JobId.eq(job.to_vec()))
        .filter(Column::Appid.is_in(appids))
        .exec(session)
        .await?;
    Ok(result.rows_affected)
}

/// Removes the items of all jobs of a component.
pub(super) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    let jobs = Query::select()
        .column(super::Column::Id)
        .from(super::Entity)
        .and_where(super::Column::ComponentAppid.eq(component.as_str()))
        .take();
    Entity::delete_many().filter(Column::JobId.in_subquery(jobs)).exec(session).await?;
    Ok(())
}

fn of(id: JobId) -> Condition {
    Condition::all().add(Column::JobId.eq(bytes(id.0)))
}

fn opened(row: &row::Model) -> Result<JobItem, Error> {
    let details = |what: &str| row.details.as_deref().ok_or_else(|| Error::corrupt(format!("no word on what {what}")));
    let over = |end| {
        let over_at = row.over_at.ok_or_else(|| Error::corrupt("an item that is over since no moment"))?;
        Ok::<_, Error>(ItemState::Over { at: at(over_at)?, end })
    };
    let state = match word(&row.state)? {
        ItemStateWord::Waiting => {
            ItemState::Waiting { due_at: at(row.due_at)?, held_up_by: row.details.as_deref().map(json).transpose()? }
        }
        ItemStateWord::Held => ItemState::Held,
        ItemStateWord::Done => over(End::Done)?,
        ItemStateWord::Already => over(End::Already)?,
        ItemStateWord::Skipped => over(End::Skipped(json(details("was in the way")?)?))?,
        ItemStateWord::Failed => over(End::Failed(json(details("went wrong")?)?))?,
    };
    Ok(JobItem { appid: word(&row.appid)?, state })
}
