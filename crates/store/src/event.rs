//! Events: the pushes that WeChat sent, sealed, each kept once.
//!
//! Two pushes are the same when a digest over platform and `dedup_key` is the same; the unique index on it decides,
//! so pushes that race are told apart by the database. The digest begins with WeChat's `CreateTime`, which a push has
//! in common with its repetitions: new ones so fall side by side in the index, and a commit of many rewrites few of its
//! pages. The `dedup_key` itself may name people, so it lies with the
//! text inside the seal. What an event still owes (a push of an authorization that was not acted upon yet) stands in
//! a table of its own, which stays small beside millions of events.

use std::sync::OnceLock;

use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
    Value,
};
use wxfleet_model::event::{Event, EventHead, EventId, Kept};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::Limits;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::authorizer::within;
use crate::error::Error;
use crate::seal::{Keyring, Vault, digest};
use crate::sql::{after_id, at, at_opt, bytes, ms, place, portion, short, table, uuid, window, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

/// Insert statements of up to this many rows, less one, are remembered as texts.
const TEXTS_KEPT: usize = 65;

/// What the minutes of [`Store::event_minutes`] are called in the statement.
const BEGAN_AT: &str = "began_at";

table! {
    "events" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        dedup_digest: Vec<u8>,
        component_appid: String,
        appid: Option<String>,
        kind: String,
        created_at: Option<i64>,
        received_at: i64,
        body: Vec<u8>,
    }
}
use row::{Column, Entity};

mod owed {
    use crate::sql::table;

    table! {
        "events_owed" {
            #[sea_orm(primary_key, auto_increment = false)]
            event_id: Vec<u8>,
            component_appid: String,
        }
    }
    pub(super) use row::{Column, Entity};
}

/// Whether something has to follow from an event beyond keeping it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing.
    None,
    /// Something has: the event is found by [`Store::events_unhandled`] until [`Writer::event_handled`].
    Owed,
}

/// Which events are wanted; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// To one platform.
    pub component_appid: Option<ComponentAppid>,
    /// About one account.
    pub appid: Option<Appid>,
    /// One `InfoType`, `Event` or `MsgType`.
    pub kind: Option<String>,
    /// Received at this moment or later.
    pub since: Option<Timestamp>,
    /// Received before this moment.
    pub until: Option<Timestamp>,
    /// Only those about accounts within a key's limits.
    pub limits: Limits,
}

/// What came in one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventMinute {
    /// When it began.
    pub at: Timestamp,
    /// How many pushes were kept.
    pub count: u64,
    /// How late the latest of them was by WeChat's own time, in milliseconds; `None` if none of them bore a time.
    pub latest_ms: Option<i64>,
}

impl Store {
    /// What came in each minute since that moment that had any, the oldest first.
    pub async fn event_minutes(&self, since: Timestamp, limits: &Limits) -> Result<Vec<EventMinute>, Error> {
        let minute = Expr::col(Column::ReceivedAt).sub(Expr::col(Column::ReceivedAt).modulo(60_000));
        let late = Expr::col(Column::ReceivedAt).sub(Expr::col(Column::CreatedAt));
        let query = Entity::find()
            .select_only()
            .column_as(minute, BEGAN_AT)
            .column_as(Column::ReceivedAt.count(), "pushes")
            .column_as(late.max(), "latest")
            .filter(Column::ReceivedAt.gte(ms(since)))
            .filter(within(limits, Column::ComponentAppid, Column::Appid))
            // By its name: PostgreSQL would take the same words with another parameter for another expression.
            .group_by(Expr::col(BEGAN_AT))
            .into_tuple::<(i64, i64, Option<i64>)>();
        let mut rows = self.read(query.all(&self.reads())).await?;
        rows.sort_unstable();
        let minute = |(began_at, count, latest_ms): (i64, i64, _)| {
            Ok(EventMinute { at: at(began_at)?, count: count.unsigned_abs(), latest_ms })
        };
        rows.into_iter().map(minute).collect()
    }

    /// Keeps a push: on disk when the answer is there, at the latest after the deadline (`Options::commit_deadline`).
    ///
    /// `Unavailable` means that it must not be confirmed; it may have landed all the same, and then the sender's next
    /// try is a `Duplicate`. While the disk is full this fails at once, so that what is left of the space serves
    /// tokens and state.
    pub async fn event_keep(&self, event: &Event, reaction: Reaction) -> Result<Kept, Error> {
        let row = EventRow::seal(self.keys(), event, reaction);
        self.event_row_keep(row).await
    }

    /// One event.
    pub async fn event_by_id(&self, id: EventId) -> Result<Option<Event>, Error> {
        let row = self.read(Entity::find_by_id(bytes(id.0)).one(&self.reads())).await?;
        row.map(|row| opened(self.keys(), row)).transpose()
    }

    /// The events that pass the filter, the newest first.
    pub async fn events(&self, filter: &EventFilter, page: &PageRequest) -> Result<Page<Event>, Error> {
        let query = Entity::find().filter(matching(filter, page)?).order_by_desc(Column::Id).limit(window(page));
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| place(&row.id), |row| opened(self.keys(), row))
    }

    /// The same without the texts, which stay sealed.
    pub async fn event_heads(&self, filter: &EventFilter, page: &PageRequest) -> Result<Page<EventHead>, Error> {
        let query = Entity::find()
            .select_only()
            .columns([
                Column::Id,
                Column::ComponentAppid,
                Column::Appid,
                Column::Kind,
                Column::CreatedAt,
                Column::ReceivedAt,
            ])
            .filter(matching(filter, page)?)
            .order_by_desc(Column::Id)
            .limit(window(page))
            .into_tuple::<HeadRow>();
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| place(&row.0), head)
    }

    /// Forgets the oldest of the events that were received before this moment, so many at most; answers how many. What
    /// still owes something stays.
    pub async fn events_prune(&self, before: Timestamp, limit: u32) -> Result<u64, Error> {
        let owing = Query::select().column(owed::Column::EventId).from(owed::Entity).take();
        let query = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::ReceivedAt.lt(ms(before)))
            .filter(Column::Id.not_in_subquery(owing))
            .order_by_asc(Column::ReceivedAt)
            .limit(u64::from(limit))
            .into_tuple::<Vec<u8>>();
        let ids = self.read(query.all(&self.reads())).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        self.commit(async |w| {
            let result = Entity::delete_many().filter(Column::Id.is_in(ids)).exec(&w.session).await?;
            Ok(result.rows_affected)
        })
        .await
    }

    /// Events from which something has yet to follow, the oldest first.
    pub async fn events_unhandled(&self, limit: u32) -> Result<Vec<Event>, Error> {
        let query = owed::Entity::find().order_by_asc(owed::Column::EventId).limit(u64::from(limit));
        let ids = self.read(query.all(&self.reads())).await?.into_iter().map(|row| row.event_id);
        let query = Entity::find().filter(Column::Id.is_in(ids)).order_by_asc(Column::Id);
        let rows = self.read(query.all(&self.reads())).await?;
        rows.into_iter().map(|row| opened(self.keys(), row)).collect()
    }
}

impl Writer {
    /// Keeps a push in this unit, so that it and what follows from it commit together.
    pub async fn event_keep(&mut self, event: &Event, reaction: Reaction) -> Result<Kept, Error> {
        let row = EventRow::seal(&self.keys, event, reaction);
        row.keep(&self.session).await
    }

    /// What had to follow from the event has; says whether something was owed.
    pub async fn event_handled(&mut self, id: EventId) -> Result<bool, Error> {
        let result = owed::Entity::delete_by_id(bytes(id.0)).exec(&self.session).await?;
        Ok(result.rows_affected > 0)
    }
}

/// An event ready to be written: sealed, its key digested.
#[derive(Debug, Clone)]
pub(crate) struct EventRow {
    id: Vec<u8>,
    dedup_digest: Vec<u8>,
    component_appid: String,
    appid: Option<String>,
    kind: String,
    created_at: Option<i64>,
    received_at: i64,
    body: Vec<u8>,
    reaction: Reaction,
}

impl EventRow {
    fn seal(keys: &Keyring, event: &Event, reaction: Reaction) -> Self {
        let component = event.component_appid.as_str();
        let key = event.dedup_key.as_bytes();
        let length = u32::try_from(key.len()).expect("a key is shorter than 4 GiB");
        let mut plain = Vec::with_capacity(4 + key.len() + event.xml.len());
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(key);
        plain.extend_from_slice(&event.xml);
        Self {
            id: bytes(event.id.0),
            dedup_digest: dedup_digest(event),
            component_appid: component.to_owned(),
            appid: event.appid.as_ref().map(|appid| appid.as_str().to_owned()),
            kind: short(&event.kind),
            created_at: event.created_at.map(ms),
            received_at: ms(event.received_at),
            body: keys.seal(Vault::Events, "body", &event.id.0.simple().to_string(), &plain),
            reaction,
        }
    }

    /// Its columns, in the order of [`insert`].
    fn values(&self) -> [Value; 8] {
        [
            self.id.clone().into(),
            self.dedup_digest.clone().into(),
            self.component_appid.clone().into(),
            self.appid.clone().into(),
            self.kind.clone().into(),
            self.created_at.into(),
            self.received_at.into(),
            self.body.clone().into(),
        ]
    }

    /// About how much memory it takes.
    pub(crate) fn size(&self) -> usize {
        size_of::<Self>() + self.body.len()
    }

    /// Whether keeping it takes more than one statement.
    pub(crate) fn owes(&self) -> bool {
        self.reaction == Reaction::Owed
    }

    /// Writes this one.
    pub(crate) async fn keep(&self, connection: &impl ConnectionTrait) -> Result<Kept, Error> {
        let insert = insert(connection.get_database_backend(), std::slice::from_ref(self));
        let added = match connection.execute(&insert).await.map_err(Error::from) {
            Ok(result) => result.rows_affected() > 0,
            Err(Error::Taken) => false, // MySQL
            Err(other) => return Err(other),
        };
        let kept = if added { Kept::New } else { Kept::Duplicate };
        if let Some(insert) = insert_owed(std::slice::from_ref(self), &[kept]) {
            connection.execute(&insert).await?;
        }
        Ok(kept)
    }

    /// Writes all of these in one statement, on SQLite; the answers are in the order of the rows.
    pub(crate) async fn keep_all(connection: &impl ConnectionTrait, rows: &[Self]) -> Result<Vec<Kept>, Error> {
        let added = connection.execute_raw(insert_on_sqlite(rows)).await?.rows_affected();
        let kept = if usize::try_from(added) == Ok(rows.len()) {
            vec![Kept::New; rows.len()]
        } else {
            // Some were there already; a row that is new is there under its own id.
            let query = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::Id.is_in(rows.iter().map(|row| row.id.clone())))
                .into_tuple::<Vec<u8>>();
            let there = query.all(connection).await?;
            rows.iter().map(|row| if there.contains(&row.id) { Kept::New } else { Kept::Duplicate }).collect()
        };
        if let Some(insert) = insert_owed(rows, &kept) {
            connection.execute(&insert).await?;
        }
        Ok(kept)
    }
}

/// What a push and its repetitions have in common: four bytes of `CreateTime` in seconds, then a digest over platform
/// and key.
fn dedup_digest(event: &Event) -> Vec<u8> {
    let seconds = event.created_at.map_or(0, Timestamp::as_second).rem_euclid(1 << 32);
    let time = u32::try_from(seconds).expect("the remainder fits 32 bits").to_be_bytes();
    let digest = digest(&[event.component_appid.as_str().as_bytes(), event.dedup_key.as_bytes()]);
    [&time[..], &digest[time.len()..]].concat()
}

/// An insert that passes over rows that are there; on MySQL it fails with `Taken` instead, and the caller looks at that.
fn insert(backend: DbBackend, rows: &[EventRow]) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(Entity).columns([
        Column::Id,
        Column::DedupDigest,
        Column::ComponentAppid,
        Column::Appid,
        Column::Kind,
        Column::CreatedAt,
        Column::ReceivedAt,
        Column::Body,
    ]);
    for row in rows {
        insert.values_panic(row.values().map(Into::into));
    }
    if backend != DbBackend::MySql {
        insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    }
    insert
}

/// The same insert for SQLite, whose text is made once for each number of rows.
fn insert_on_sqlite(rows: &[EventRow]) -> Statement {
    static TEXTS: [OnceLock<String>; TEXTS_KEPT] = [const { OnceLock::new() }; TEXTS_KEPT];
    let backend = DbBackend::Sqlite;
    let Some(text) = TEXTS.get(rows.len()) else { return backend.build(&insert(backend, rows)) };
    let text = text.get_or_init(|| backend.build(&insert(backend, rows)).sql);
    Statement::from_sql_and_values(backend, text, rows.iter().flat_map(EventRow::values))
}

/// An insert of what the new ones among the rows owe; `None` if they owe nothing.
fn insert_owed(rows: &[EventRow], kept: &[Kept]) -> Option<InsertStatement> {
    let mut insert = Query::insert();
    insert.into_table(owed::Entity).columns([owed::Column::EventId, owed::Column::ComponentAppid]);
    let mut any = false;
    for (row, _) in rows.iter().zip(kept).filter(|(row, kept)| row.owes() && **kept == Kept::New) {
        insert.values_panic([row.id.clone().into(), row.component_appid.clone().into()]);
        any = true;
    }
    any.then_some(insert)
}

fn matching(filter: &EventFilter, page: &PageRequest) -> Result<Condition, Error> {
    let all = Condition::all()
        .add_option(filter.component_appid.as_ref().map(|component| Column::ComponentAppid.eq(component.as_str())))
        .add_option(filter.appid.as_ref().map(|appid| Column::Appid.eq(appid.as_str())))
        .add_option(filter.kind.as_ref().map(|kind| Column::Kind.eq(short(kind))))
        .add_option(filter.since.map(|since| Column::ReceivedAt.gte(ms(since))))
        .add_option(filter.until.map(|until| Column::ReceivedAt.lt(ms(until))))
        .add_option(after_id(page)?.map(|after| Column::Id.lt(after)))
        .add(within(&filter.limits, Column::ComponentAppid, Column::Appid));
    Ok(all)
}

/// Id, component, account, kind, created at, received at.
type HeadRow = (Vec<u8>, String, Option<String>, String, Option<i64>, i64);

fn head((id, component_appid, appid, kind, created_at, received_at): HeadRow) -> Result<EventHead, Error> {
    Ok(EventHead {
        id: EventId(uuid(&id)?),
        component_appid: word(&component_appid)?,
        appid: appid.as_deref().map(word).transpose()?,
        kind,
        created_at: at_opt(created_at)?,
        received_at: at(received_at)?,
    })
}

fn opened(keys: &Keyring, row: row::Model) -> Result<Event, Error> {
    let id = uuid(&row.id)?;
    let plain = keys.open(Vault::Events, "body", &id.simple().to_string(), &row.body)?;
    let (dedup_key, xml) = split(&plain).ok_or_else(|| Error::corrupt(format!("event {id} is cut off")))?;
    Ok(Event {
        id: EventId(id),
        component_appid: word(&row.component_appid)?,
        appid: row.appid.as_deref().map(word).transpose()?,
        kind: row.kind,
        created_at: at_opt(row.created_at)?,
        received_at: at(row.received_at)?,
        dedup_key: dedup_key.to_owned(),
        xml: xml.to_vec(),
    })
}

/// What was put together under the seal: the key's length, the key, the text.
fn split(plain: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = plain.split_first_chunk::<4>()?;
    let (key, xml) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    Some((std::str::from_utf8(key).ok()?, xml))
}

/// Removes a component's events.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    owed::Entity::delete_many().filter(owed::Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
