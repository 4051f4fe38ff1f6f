//! Jobs and their items.
//!
//! A job is kept with the selection of its accounts; they are entered portion by portion, and `filled_to` says how far
//! that has come, so that what breaks off goes on and two servers that fill the same job do not cross. The counts stand
//! in the job's row and change in the unit that brings an item to its end: progress is read from one row, however many
//! items there are.
//!
//! An item is taken by a compare-and-set of its version. While it is held, `due_at` is the moment at which the hold ends
//! and somebody else may take it; the same index so finds what waits and what a process left behind.

mod item;

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use wxfleet_model::job::{Counts, Job, JobId, JobState, JobStateWord, Maker};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::AuthorizerFilter;
use crate::error::Error;
use crate::sql::{
    after_id, at, at_opt, bytes, changed, insert_new, json, ms, place, portion, short, table, to_json, uuid, window,
    word,
};
use crate::store::Store;
use crate::writer::{Session, Writer};

pub use item::{Claimed, Hold};

/// Jobs that are looked at in one pass.
const UNDER_WAY: u64 = 100;

table! {
    "jobs" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        component_appid: String,
        work: String,
        selection: String,
        filled_to: Option<String>,
        maker: String,
        made_by: String,
        made_at: i64,
        state: String,
        stopped_for: Option<String>,
        started_at: i64,
        moved_at: i64,
        over_at: Option<i64>,
        rests_until: Option<i64>,
        over_before: i64,
        total: i64,
        done: i64,
        already: i64,
        skipped: i64,
        failed: i64,
    }
}
use row::{Column, Entity};

/// Which accounts a job is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Selection {
    /// These.
    Picked {
        /// In order, each once.
        appids: Vec<Appid>,
    },
    /// All that pass a filter at the time.
    Matching {
        /// The filter.
        filter: Box<AuthorizerFilter>,
    },
}

/// How far the accounts of a job are entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// Which there are.
    pub selection: Selection,
    /// The last that is entered.
    pub filled_to: Option<Appid>,
}

/// Which jobs are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFilter {
    /// Over accounts of this component.
    pub component_appid: ComponentAppid,
    /// Asked for by these alone.
    pub maker: Option<Maker>,
}

impl Store {
    /// One job.
    pub async fn job_by_id(&self, id: JobId) -> Result<Option<Job>, Error> {
        self.read(Entity::find_by_id(bytes(id.0)).one(&self.reads())).await?.map(opened).transpose()
    }

    /// The jobs that pass the filter, the newest first.
    pub async fn jobs(&self, filter: &JobFilter, page: &PageRequest) -> Result<Page<Job>, Error> {
        let found = Condition::all()
            .add(Column::ComponentAppid.eq(filter.component_appid.as_str()))
            .add_option(filter.maker.map(|maker| Column::Maker.eq(maker.to_string())))
            .add_option(after_id(page)?.map(|after| Column::Id.lt(after)));
        let query = Entity::find().filter(found).order_by_desc(Column::Id).limit(window(page));
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| place(&row.id), opened)
    }

    /// Jobs of which something is left to do and that do not rest, the oldest first.
    pub async fn jobs_under_way(&self, now: Timestamp) -> Result<Vec<Job>, Error> {
        let query = Entity::find()
            .filter(Column::State.is_in([JobStateWord::Filling.as_str(), JobStateWord::Running.as_str()]))
            .filter(Column::RestsUntil.is_null().or(Column::RestsUntil.lte(ms(now))))
            .order_by_asc(Column::Id)
            .limit(UNDER_WAY);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }

    /// How far the accounts of a job are entered.
    pub async fn job_filling(&self, id: JobId) -> Result<Option<Filling>, Error> {
        let row = self.read(Entity::find_by_id(bytes(id.0)).one(&self.reads())).await?;
        let filling = |row: row::Model| {
            Ok(Filling { selection: json(&row.selection)?, filled_to: row.filled_to.as_deref().map(word).transpose()? })
        };
        row.map(filling).transpose()
    }

    /// Forgets so many rows at most of the oldest job that was over before this moment: its items first, itself at last.
    /// Answers how many.
    pub async fn jobs_prune(&self, before: Timestamp, limit: u32) -> Result<u64, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::State.is_in([JobStateWord::Ended.as_str(), JobStateWord::Cancelled.as_str()]))
            .filter(Column::OverAt.lt(ms(before)))
            .order_by_asc(Column::OverAt)
            .limit(1)
            .into_tuple::<Vec<u8>>();
        let Some(id) = self.read(query.one(&self.reads())).await? else { return Ok(0) };
        let items = self.read(item::some_of(&id, limit).all(&self.reads())).await?;
        self.commit(async |w| {
            if items.is_empty() {
                return Ok(Entity::delete_by_id(id).exec(&w.session).await?.rows_affected);
            }
            item::delete(&w.session, &id, &items).await
        })
        .await
    }
}

impl Writer {
    /// Adds a job that has no items yet.
    pub async fn job_insert(&mut self, job: &Job, selection: &Selection) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(job.id.0)),
            component_appid: Set(job.component_appid.as_str().to_owned()),
            work: Set(to_json(&job.work)),
            selection: Set(to_json(selection)),
            filled_to: Set(None),
            maker: Set(job.maker.to_string()),
            made_by: Set(short(&job.made_by)),
            made_at: Set(ms(job.made_at)),
            state: Set(job.state.word().as_str().to_owned()),
            stopped_for: Set(None),
            started_at: Set(ms(job.started_at)),
            moved_at: Set(ms(job.moved_at)),
            over_at: Set(None),
            rests_until: Set(None),
            over_before: Set(0),
            total: Set(0),
            done: Set(0),
            already: Set(0),
            skipped: Set(0),
            failed: Set(0),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Enters more accounts of a job that is being filled, in order. `Stale` unless it was filled to `filled_to`.
    pub async fn job_fill(
        &mut self,
        id: JobId,
        filled_to: Option<&Appid>,
        appids: &[Appid],
        now: Timestamp,
    ) -> Result<(), Error> {
        let Some(last) = appids.last() else { return Ok(()) };
        let expected = match filled_to {
            Some(appid) => Column::FilledTo.eq(appid.as_str()),
            None => Column::FilledTo.is_null(),
        };
        let result = Entity::update_many()
            .col_expr(Column::FilledTo, Expr::value(last.as_str()))
            .col_expr(Column::Total, Expr::col(Column::Total).add(count(appids.len() as u64)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::State.eq(JobStateWord::Filling.as_str()))
            .filter(expected)
            .exec(&self.session)
            .await?;
        changed(&result)?;
        item::insert(&self.session, id, appids, now).await
    }

    /// Moves a job from one state to the next. `Stale` if it has left the one before.
    pub async fn job_move(&mut self, id: JobId, from: &JobState, to: &JobState, now: Timestamp) -> Result<(), Error> {
        let stopped_for = match to {
            JobState::Cancelled { why, .. } => Some(why.as_str()),
            _ => None,
        };
        let mut update = Entity::update_many()
            .col_expr(Column::State, Expr::value(to.word().as_str()))
            .col_expr(Column::StoppedFor, Expr::value(stopped_for))
            .col_expr(Column::OverAt, Expr::value(to.over_at().map(ms)))
            .col_expr(Column::RestsUntil, Expr::value(None::<i64>));
        if matches!(to, JobState::Running) {
            update = update.col_expr(Column::StartedAt, Expr::value(ms(now))).col_expr(Column::OverBefore, over());
        }
        let result = update
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::State.eq(from.word().as_str()))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Ends a job that is carried out and of which nothing is left, as [`JobState::end`] has it; says whether it did.
    pub async fn job_end_if_over(&mut self, id: JobId, now: Timestamp) -> Result<bool, Error> {
        let result = Entity::update_many()
            .col_expr(Column::State, Expr::value(JobStateWord::Ended.as_str()))
            .col_expr(Column::OverAt, Expr::value(ms(now)))
            .col_expr(Column::RestsUntil, Expr::value(None::<i64>))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::State.eq(JobStateWord::Running.as_str()))
            .filter(over().gte(Expr::col(Column::Total)))
            .exec(&self.session)
            .await?;
        Ok(result.rows_affected > 0)
    }

    /// Lets a job rest until this moment.
    pub async fn job_rest(&mut self, id: JobId, until: Timestamp) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::RestsUntil, Expr::value(ms(until)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::State.eq(JobStateWord::Running.as_str()))
            .exec(&self.session)
            .await?;
        Ok(())
    }
}

/// How many items are over, as the row counts them.
fn over() -> Expr {
    Expr::col(Column::Done)
        .add(Expr::col(Column::Already))
        .add(Expr::col(Column::Skipped))
        .add(Expr::col(Column::Failed))
}

/// Removes a component's jobs with their items.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    item::forget(session, component).await?;
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}

fn opened(row: row::Model) -> Result<Job, Error> {
    let counted = |number: i64| u64::try_from(number).map_err(|_| Error::corrupt("a count below zero"));
    let over_at = || row.over_at.ok_or_else(|| Error::corrupt("a job that is over since no moment"));
    let state = match word(&row.state)? {
        JobStateWord::Filling => JobState::Filling,
        JobStateWord::Running => JobState::Running,
        JobStateWord::Ended => JobState::Ended { at: at(over_at()?)? },
        JobStateWord::Cancelled => {
            JobState::Cancelled { at: at(over_at()?)?, why: word(row.stopped_for.as_deref().unwrap_or_default())? }
        }
    };
    Ok(Job {
        id: JobId(uuid(&row.id)?),
        component_appid: word(&row.component_appid)?,
        work: json(&row.work)?,
        maker: word(&row.maker)?,
        made_by: row.made_by,
        made_at: at(row.made_at)?,
        state,
        counts: Counts {
            total: counted(row.total)?,
            done: counted(row.done)?,
            already: counted(row.already)?,
            skipped: counted(row.skipped)?,
            failed: counted(row.failed)?,
        },
        started_at: at(row.started_at)?,
        over_before: counted(row.over_before)?,
        moved_at: at(row.moved_at)?,
        rests_until: at_opt(row.rests_until)?,
    })
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
