//! The journal's chain: what is over is numbered, and each number carries a code (HMAC-SHA256) over the entry and the code
//! before it. Whoever changes, takes away or slips in a row of the database without our key is found by
//! [`Store::journal_verify`].
//!
//! * An entry enters the chain some seconds after it is over, since only then it changes no more. Until that moment a
//!   change by hand is not seen.
//! * The key of the codes is drawn at random and lies sealed in the note `journal_head`, together with the last number and
//!   its code: a chain that was cut off at its end does not reach its head. What retention has forgotten ends in the note
//!   `journal_floor`.
//! * Notes are replaced by comparing them with what was read, so two replicas never number the same entry twice.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use sha2::Sha256;
use wxfleet_model::journal::{Fault, JournalId, Verification};
use zeroize::Zeroizing;

use super::is_over;
use super::row::{Column, Entity, Model};
use crate::error::Error;
use crate::meta::{self, Note};
use crate::seal::{Keyring, fill_random};
use crate::sql::{changed, ms, uuid};
use crate::store::Store;
use crate::writer::Writer;

const HEAD: &str = "journal_head";
const FLOOR: &str = "journal_floor";
/// How many entries are held against their codes between two questions to the database.
const PORTION: u64 = 500;
/// Faults beyond these are counted no more: so many say enough.
const FAULTS: usize = 100;

/// A place in the chain: the number of an entry, and its code. The chain begins after the first, which is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Link {
    number: i64,
    code: [u8; 32],
}

impl Link {
    const BEGINNING: Self = Self { number: 0, code: [0; 32] };

    fn to_bytes(self) -> [u8; 40] {
        let mut bytes = [0; 40];
        bytes[..8].copy_from_slice(&self.number.to_be_bytes());
        bytes[8..].copy_from_slice(&self.code);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let (number, code) = bytes.split_first_chunk::<8>().ok_or_else(misshapen)?;
        Ok(Self { number: i64::from_be_bytes(*number), code: code.try_into().map_err(|_| misshapen())? })
    }
}

fn misshapen() -> Error {
    Error::corrupt("a note of the journal's chain has not its length")
}

/// Where the chain ends, and the key of its codes.
struct Head {
    key: Zeroizing<[u8; 32]>,
    last: Link,
    /// What it was read from, unless there was none yet.
    note: Option<Note>,
}

impl Head {
    async fn read(connection: &impl ConnectionTrait, keys: &Keyring) -> Result<Option<Self>, Error> {
        let Some(note) = meta::note(connection, keys, HEAD).await? else { return Ok(None) };
        let (key, last) = note.plain.split_first_chunk::<32>().ok_or_else(misshapen)?;
        Ok(Some(Self { key: Zeroizing::new(*key), last: Link::from_bytes(last)?, note: Some(note) }))
    }

    fn new() -> Self {
        let mut key = Zeroizing::new([0; 32]);
        fill_random(key.as_mut());
        Self { key, last: Link::BEGINNING, note: None }
    }

    async fn write(&self, w: &Writer, last: Link) -> Result<(), Error> {
        let plain = Zeroizing::new([self.key.as_slice(), &last.to_bytes()].concat());
        meta::write_note(&w.session, &w.keys, HEAD, self.note.as_ref(), &plain).await
    }

    /// The code of an entry that stands at this number, after that code.
    fn code(&self, number: i64, before: &[u8; 32], entry: &Model) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.as_slice()).expect("HMAC takes a key of any length");
        mac.update(&number.to_be_bytes());
        mac.update(before);
        let opened_at = entry.opened_at.to_be_bytes();
        let closed_at = entry.closed_at.map(i64::to_be_bytes);
        let fields: [Option<&[u8]>; 10] = [
            Some(&entry.id),
            Some(entry.actor.as_bytes()),
            Some(entry.deed.as_bytes()),
            entry.component_appid.as_deref().map(str::as_bytes),
            entry.appid.as_deref().map(str::as_bytes),
            Some(entry.request.as_bytes()),
            Some(&opened_at),
            entry.outcome.as_deref().map(str::as_bytes),
            entry.details.as_deref().map(str::as_bytes),
            closed_at.as_ref().map(<[u8; 8]>::as_slice),
        ];
        for field in fields {
            // A field that is absent is told from an empty one, and where one ends from where the next begins.
            let length = field.map_or(u64::MAX, |bytes| u64::try_from(bytes.len()).expect("a length fits 64 bits"));
            mac.update(&length.to_be_bytes());
            mac.update(field.unwrap_or_default());
        }
        mac.finalize().into_bytes().into()
    }
}

async fn floor(connection: &impl ConnectionTrait, keys: &Keyring) -> Result<(Link, Option<Note>), Error> {
    match meta::note(connection, keys, FLOOR).await? {
        None => Ok((Link::BEGINNING, None)),
        Some(note) => Ok((Link::from_bytes(&note.plain)?, Some(note))),
    }
}

impl Writer {
    /// Takes entries that are over into the chain, so many at most, the oldest first; answers how many. `Taken` or
    /// `Stale` if another replica was quicker.
    pub async fn journal_link(&mut self, limit: u32) -> Result<u64, Error> {
        let entries = Entity::find()
            .filter(Column::Link.is_null())
            .filter(is_over())
            .order_by_asc(Column::Id)
            .limit(u64::from(limit))
            .all(&self.session)
            .await?;
        if entries.is_empty() {
            return Ok(0);
        }
        let head = Head::read(&self.session, &self.keys).await?.unwrap_or_else(Head::new);
        let mut last = head.last;
        for entry in &entries {
            let number = last.number + 1;
            last = Link { number, code: head.code(number, &last.code, entry) };
            let result = Entity::update_many()
                .col_expr(Column::Link, Expr::value(number))
                .col_expr(Column::LinkCode, Expr::value(last.code.to_vec()))
                .filter(Column::Id.eq(entry.id.clone()))
                .filter(Column::Link.is_null())
                .exec(&self.session)
                .await?;
            changed(&result)?;
        }
        head.write(self, last).await?;
        Ok(u64::try_from(entries.len()).expect("a count fits 64 bits"))
    }

    /// Forgets the beginning of the chain, as far as its entries were opened before this moment, so many at most; answers
    /// how many. What is open, has an end that is not known, or is not in the chain yet, stays.
    pub async fn journal_prune(&mut self, before: Timestamp, limit: u32) -> Result<u64, Error> {
        let first: Vec<Model> = Entity::find()
            .filter(Column::Link.is_not_null())
            .order_by_asc(Column::Link)
            .limit(u64::from(limit))
            .all(&self.session)
            .await?;
        let old: Vec<&Model> = first.iter().take_while(|entry| entry.opened_at < ms(before)).collect();
        let Some(last) = old.last() else { return Ok(0) };
        let (_, read) = floor(&self.session, &self.keys).await?;
        let forgotten = link_of(last)?;
        let gone = Entity::delete_many()
            .filter(Column::Link.lte(forgotten.number))
            .filter(Column::OpenedAt.lt(ms(before)))
            .exec(&self.session)
            .await?;
        meta::write_note(&self.session, &self.keys, FLOOR, read.as_ref(), &forgotten.to_bytes()).await?;
        Ok(gone.rows_affected)
    }
}

fn link_of(entry: &Model) -> Result<Link, Error> {
    match (entry.link, entry.link_code.as_deref().map(<[u8; 32]>::try_from)) {
        (Some(number), Some(Ok(code))) => Ok(Link { number, code }),
        _ => Err(Error::corrupt("a number of the journal's chain has no code")),
    }
}

impl Store {
    /// Holds every entry of the chain against its code. The whole journal is read, in portions.
    pub async fn journal_verify(&self) -> Result<Verification, Error> {
        loop {
            let Some(before) = self.floor().await? else { return Ok(without_note()) };
            let found = self.walk(before).await?;
            // What was forgotten while we were walking is missed by nobody.
            if found.faults.is_empty() || self.floor().await? == Some(before) {
                return Ok(found);
            }
        }
    }

    /// Where the chain begins, unless its note does not open.
    async fn floor(&self) -> Result<Option<Link>, Error> {
        let read = self.read(async { Ok(floor(&self.reads(), self.keys()).await) }).await?;
        Ok(if_it_opens(read)?.map(|(link, _)| link))
    }

    async fn head(&self) -> Result<Option<Option<Head>>, Error> {
        if_it_opens(self.read(async { Ok(Head::read(&self.reads(), self.keys()).await) }).await?)
    }

    async fn walk(&self, floor: Link) -> Result<Verification, Error> {
        let Some(head) = self.head().await? else { return Ok(without_note()) };
        let waiting = self.not_linked().await?;
        let forgotten = u64::try_from(floor.number).unwrap_or_default();
        let mut found = Verification { forgotten, waiting, ..Verification::default() };
        let Some(head) = head else {
            // No entry was ever taken in, or the note was taken away.
            let is_empty = floor == Link::BEGINNING && self.portion_after(0, &[], i64::MAX).await?.is_empty();
            return Ok(if is_empty { found } else { without_note() });
        };
        let (mut last, mut number, mut id) = (Some(floor), floor.number, Vec::new());
        loop {
            let entries = self.portion_after(number, &id, head.last.number).await?;
            if entries.is_empty() || found.faults.len() >= FAULTS {
                break;
            }
            for entry in entries {
                let here = entry.link.unwrap_or_default();
                if here > number + 1 {
                    found.faults.push(Fault::Missing { first: number + 1, last: here - 1 });
                    // There is nothing to hold the next one against; it is the new beginning.
                    last = None;
                }
                let link = link_of(&entry).ok();
                let is_right = match (last, link) {
                    _ if here == number => false,
                    (_, None) => false,
                    (None, Some(_)) => true,
                    (Some(last), Some(link)) => head.code(here, &last.code, &entry) == link.code,
                };
                if !is_right {
                    found.faults.push(Fault::Altered { number: here, entry: JournalId(uuid(&entry.id)?) });
                }
                found.linked += 1;
                (last, number, id) = (link, here, entry.id);
            }
        }
        found.faults.truncate(FAULTS);
        let is_whole = last.is_none_or(|last| last == head.last);
        if found.faults.len() < FAULTS && number < head.last.number {
            found.faults.push(Fault::Missing { first: number + 1, last: head.last.number });
        } else if found.faults.is_empty() && !is_whole {
            found.faults.push(Fault::Note);
        }
        Ok(found)
    }

    /// Entries behind this place, up to that number.
    async fn portion_after(&self, number: i64, id: &[u8], up_to: i64) -> Result<Vec<Model>, Error> {
        let same = Condition::all().add(Column::Link.eq(number)).add(Column::Id.gt(id.to_vec()));
        let query = Entity::find()
            .filter(Condition::any().add(Column::Link.gt(number)).add(same))
            .filter(Column::Link.lte(up_to))
            .order_by_asc(Column::Link)
            .order_by_asc(Column::Id)
            .limit(PORTION);
        self.read(query.all(&self.reads())).await
    }

    /// Entries that the chain does not hold yet: open ones, and those that were over a moment ago.
    async fn not_linked(&self) -> Result<u64, Error> {
        self.read(Entity::find().filter(Column::Link.is_null()).count(&self.reads())).await
    }
}

/// What is said of a chain whose notes were taken away or do not open.
fn without_note() -> Verification {
    Verification { faults: vec![Fault::Note], ..Verification::default() }
}

/// A note that does not open under our key is a fault of the chain, not of the reading.
fn if_it_opens<T>(read: Result<T, Error>) -> Result<Option<T>, Error> {
    match read {
        Err(Error::Corrupt(_)) => Ok(None),
        other => other.map(Some),
    }
}
