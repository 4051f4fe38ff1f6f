//! The small steps that every table shares: how a moment, a name and a place in a list stand in a row, and inserting
//! what may be there already.

use std::str::FromStr;

use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoLikeExpr, LikeExpr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, Insert, UpdateResult};
use uuid::Uuid;
use wxfleet_model::page::{MAX_LIMIT, Page, PageRequest};

use crate::error::Error;
use crate::writer::Session;

/// Declares the row of one table, in a module `row` of its own.
macro_rules! table {
    ($name:literal { $($(#[$attribute:meta])* $column:ident: $kind:ty),+ $(,)? }) => {
        mod row {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $name)]
            pub(crate) struct Model {
                $($(#[$attribute])* pub(crate) $column: $kind),+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub(crate) enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
pub(crate) use table;

/// A moment as it stands in a row.
pub(crate) fn ms(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A moment from a row.
pub(crate) fn at(ms: i64) -> Result<Timestamp, Error> {
    Timestamp::from_millisecond(ms).map_err(|_| Error::corrupt(format!("{ms} is no moment")))
}

/// A moment from a row, if there is one.
pub(crate) fn at_opt(ms: Option<i64>) -> Result<Option<Timestamp>, Error> {
    ms.map(at).transpose()
}

/// A name or id from a row.
pub(crate) fn word<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::corrupt(format!("`{text}` is no {}", std::any::type_name::<T>())))
}

/// JSON from a row.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|cause| Error::corrupt(format!("a column holds no JSON of ours: {cause}")))
}

/// JSON for a row.
pub(crate) fn to_json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("values of ours can be written as JSON")
}

/// A text for a row. PostgreSQL's texts cannot hold U+0000, so it becomes the sign for what cannot be shown.
pub(crate) fn plain(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A text for an indexed column: at most 191 characters.
pub(crate) fn short(text: &str) -> String {
    plain(&text.chars().take(191).collect::<String>())
}

/// A UUID as it stands in a row.
pub(crate) fn bytes(id: Uuid) -> Vec<u8> {
    id.as_bytes().to_vec()
}

/// A UUID from a row.
pub(crate) fn uuid(bytes: &[u8]) -> Result<Uuid, Error> {
    Uuid::from_slice(bytes).map_err(|_| Error::corrupt("an id has not 16 bytes"))
}

/// Texts that hold this one, whatever signs are in it.
pub(crate) fn containing(text: &str) -> LikeExpr {
    format!("%{}%", escaped(text)).into_like_expr().escape('!')
}

/// Texts that begin with this one.
pub(crate) fn beginning(text: &str) -> LikeExpr {
    format!("{}%", escaped(text)).into_like_expr().escape('!')
}

/// Whether a text holds another, letter for letter: SQLite's `LIKE` takes A for a.
pub(crate) fn holds(column: impl ColumnTrait, text: &str) -> Expr {
    let without = Func::cust("REPLACE").arg(column.into_expr()).arg(text).arg("");
    Expr::expr(without).ne(column.into_expr())
}

/// A backslash would mean different things to the three engines, so `!` escapes.
fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// Inserts a row unless one with its key is there; says whether it did.
///
/// On MySQL the driver's error is caught in the place of `INSERT IGNORE`, which would also let pass what does not fit.
pub(crate) async fn insert_new<A: ActiveModelTrait>(session: &Session, row: A) -> Result<bool, Error> {
    let insert = Insert::one(row);
    if session.get_database_backend() == DbBackend::MySql {
        match insert.exec_without_returning(session).await.map_err(Error::from) {
            Ok(_) => Ok(true),
            Err(Error::Taken) => Ok(false),
            Err(other) => Err(other),
        }
    } else {
        let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
        Ok(insert.exec_without_returning(session).await? > 0)
    }
}

/// `Stale` unless a row was changed.
pub(crate) fn changed(result: &UpdateResult) -> Result<(), Error> {
    if result.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// How many rows to read for a portion: one more than asked for tells whether there are others.
pub(crate) fn window(page: &PageRequest) -> u64 {
    u64::from(page.limit.clamp(1, MAX_LIMIT)) + 1
}

/// Cuts what was read by [`window`] into a portion; `place` names a row's place.
pub(crate) fn portion<R, T>(
    mut rows: Vec<R>,
    page: &PageRequest,
    place: impl Fn(&R) -> String,
    open: impl FnMut(R) -> Result<T, Error>,
) -> Result<Page<T>, Error> {
    let limit = usize::try_from(page.limit.clamp(1, MAX_LIMIT)).expect("a limit fits");
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = if more { rows.last().map(place) } else { None };
    Ok(Page { items: rows.into_iter().map(open).collect::<Result<_, _>>()?, next })
}

/// How a list ordered by a UUID names the place of a row.
pub(crate) fn place(id: &[u8]) -> String {
    uuid(id).map(|id| id.to_string()).unwrap_or_default()
}

/// The place in a list ordered by a UUID.
pub(crate) fn after_id(page: &PageRequest) -> Result<Option<Vec<u8>>, Error> {
    let parse = |text: &String| Uuid::parse_str(text).map(bytes).map_err(|_| Error::Cursor);
    page.after.as_ref().map(parse).transpose()
}
