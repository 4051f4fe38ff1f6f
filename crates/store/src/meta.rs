//! What the store knows about itself: the record by which a wrong master key is found, a row to try writing with, and
//! sealed notes of its own, such as where the journal's chain ends.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter};
use sea_orm_migration::SchemaManager;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::seal::{Keyring, Vault};
use crate::sql::{changed, insert_new, table};
use crate::writer::Session;

const KNOWN_ANSWER: &str = "known_answer";
const PROBE: &str = "probe";
const ANSWER: &[u8] = b"wxfleet: the master key is the right one";

table! {
    "meta" {
        #[sea_orm(primary_key, auto_increment = false)]
        name: String,
        value: Vec<u8>,
    }
}
use row::{Column, Entity};

/// What the known-answer record says about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// There is no record: the database is new.
    Unsealed,
    /// The key is the right one.
    Right,
    /// The data is sealed under another.
    Wrong,
}

/// Whether the database has the record already, read without changing anything.
pub(crate) async fn is_sealed(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(known_answer(connection).await?.is_some())
}

/// Holds a key against the record, without changing anything.
pub(crate) async fn verify(connection: &DatabaseConnection, keys: &Keyring) -> Result<Verdict, DbErr> {
    Ok(match known_answer(connection).await? {
        None => Verdict::Unsealed,
        Some(sealed) => match keys.open(Vault::Meta, "value", KNOWN_ANSWER, &sealed) {
            Ok(answer) if answer.as_slice() == ANSWER => Verdict::Right,
            _ => Verdict::Wrong,
        },
    })
}

/// Writes the record unless there is one.
pub(crate) async fn seal(connection: &DatabaseConnection, keys: &Keyring) -> Result<(), DbErr> {
    let value = keys.seal(Vault::Meta, "value", KNOWN_ANSWER, ANSWER);
    let row = row::ActiveModel { name: Set(KNOWN_ANSWER.to_owned()), value: Set(value) };
    match Entity::insert(row).exec_without_returning(connection).await {
        // Another process was quicker; whose key is right is looked at next.
        Err(error) if Error::from(error.clone()) == Error::Taken => Ok(()),
        other => other.map(drop),
    }
}

/// Writes something, to see whether writing works.
pub(crate) async fn probe(session: &Session, nonce: [u8; 8]) -> Result<(), Error> {
    let row = row::ActiveModel { name: Set(PROBE.to_owned()), value: Set(nonce.to_vec()) };
    let replace = OnConflict::column(Column::Name).update_column(Column::Value).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(session).await?;
    Ok(())
}

/// A sealed note as it was read, and what it says.
pub(crate) struct Note {
    sealed: Vec<u8>,
    pub(crate) plain: Zeroizing<Vec<u8>>,
}

/// Reads a note.
pub(crate) async fn note(
    connection: &impl ConnectionTrait,
    keys: &Keyring,
    name: &'static str,
) -> Result<Option<Note>, Error> {
    let Some(row) = Entity::find_by_id(name).one(connection).await? else { return Ok(None) };
    let plain = keys.open(Vault::Meta, "value", name, &row.value)?;
    Ok(Some(Note { sealed: row.value, plain }))
}

/// Writes a note in the place of the one that was read. `Taken` or `Stale` if another was quicker.
pub(crate) async fn write_note(
    session: &Session,
    keys: &Keyring,
    name: &'static str,
    read: Option<&Note>,
    plain: &[u8],
) -> Result<(), Error> {
    let value = keys.seal(Vault::Meta, "value", name, plain);
    let Some(read) = read else {
        let row = row::ActiveModel { name: Set(name.to_owned()), value: Set(value) };
        return if insert_new(session, row).await? { Ok(()) } else { Err(Error::Taken) };
    };
    let result = Entity::update_many()
        .col_expr(Column::Value, Expr::value(value))
        .filter(Column::Name.eq(name))
        .filter(Column::Value.eq(read.sealed.clone()))
        .exec(session)
        .await?;
    changed(&result)
}

async fn known_answer(connection: &DatabaseConnection) -> Result<Option<Vec<u8>>, DbErr> {
    if !SchemaManager::new(connection).has_table("meta").await? {
        return Ok(None);
    }
    Ok(Entity::find_by_id(KNOWN_ANSWER).one(connection).await?.map(|row| row.value))
}

/// The least read there is.
pub(crate) async fn ping(connection: &DatabaseConnection) -> Result<(), DbErr> {
    connection.execute_unprepared("SELECT 1").await.map(drop)
}
