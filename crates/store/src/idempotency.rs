//! Keys under which requests were made, each with the answer it got, sealed: an answer holds merchants' data.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wxfleet_model::idempotency::{Answer, AnswerState, UsedKey};

use crate::error::Error;
use crate::seal::{Keyring, Vault};
use crate::sql::{at, bytes, changed, insert_new, ms, table, to_json, uuid, word};
use crate::store::Store;
use crate::writer::Writer;

table! {
    "idempotency_keys" {
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        request_digest: Vec<u8>,
        instance: Vec<u8>,
        state: String,
        created_at: i64,
        closed_at: Option<i64>,
        answer: Option<Vec<u8>>,
    }
}
use row::{Column, Entity};

/// What stands before the bytes of an answer, under the seal.
#[derive(Serialize, Deserialize)]
struct Head {
    status: u16,
    content_type: Option<String>,
    /// In milliseconds of the epoch; answers of earlier versions have none.
    retry_at: Option<i64>,
}

impl Store {
    /// What became of the request under the key with this digest.
    pub async fn idempotency_by_digest(&self, digest: &[u8; 32]) -> Result<Option<UsedKey>, Error> {
        let row = self.read(Entity::find_by_id(digest.to_vec()).one(&self.reads())).await?;
        row.as_ref().map(|row| opened(self.keys(), row)).transpose()
    }
}

impl Writer {
    /// Takes a key for a request, unless it was taken after `forgotten_before`; says whether it did.
    pub async fn idempotency_claim(
        &mut self,
        digest: &[u8; 32],
        request_digest: &[u8; 32],
        instance: Uuid,
        at: Timestamp,
        forgotten_before: Timestamp,
    ) -> Result<bool, Error> {
        Entity::delete_many()
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::CreatedAt.lt(ms(forgotten_before)))
            .exec(&self.session)
            .await?;
        let row = row::ActiveModel {
            digest: Set(digest.to_vec()),
            request_digest: Set(request_digest.to_vec()),
            instance: Set(bytes(instance)),
            state: Set(AnswerState::Running.as_str().to_owned()),
            created_at: Set(ms(at)),
            closed_at: Set(None),
            answer: Set(None),
        };
        insert_new(&self.session, row).await
    }

    /// Notes how the request ended, with its answer where that is kept. `Stale` unless it is running.
    pub async fn idempotency_close(
        &mut self,
        digest: &[u8; 32],
        state: AnswerState,
        answer: Option<&Answer>,
        at: Timestamp,
    ) -> Result<(), Error> {
        let answer = answer.map(|answer| sealed(&self.keys, digest, answer));
        let result = Entity::update_many()
            .col_expr(Column::State, Expr::value(state.as_str()))
            .col_expr(Column::Answer, Expr::value(answer))
            .col_expr(Column::ClosedAt, Expr::value(ms(at)))
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::State.eq(AnswerState::Running.as_str()))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Gives a key back whose request did nothing. `Stale` unless it is running.
    pub async fn idempotency_release(&mut self, digest: &[u8; 32]) -> Result<(), Error> {
        let result = Entity::delete_many()
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::State.eq(AnswerState::Running.as_str()))
            .exec(&self.session)
            .await?;
        if result.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    /// Forgets the keys that were taken before this moment; answers how many.
    pub async fn idempotency_prune(&mut self, before: Timestamp) -> Result<u64, Error> {
        let result = Entity::delete_many().filter(Column::CreatedAt.lt(ms(before))).exec(&self.session).await?;
        Ok(result.rows_affected)
    }
}

fn sealed(keys: &Keyring, digest: &[u8; 32], answer: &Answer) -> Vec<u8> {
    let head = to_json(&Head {
        status: answer.status,
        content_type: answer.content_type.clone(),
        retry_at: answer.retry_at.map(ms),
    });
    let length = u32::try_from(head.len()).expect("a head is shorter than 4 GiB");
    let mut plain = Vec::with_capacity(4 + head.len() + answer.body.len());
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(head.as_bytes());
    plain.extend_from_slice(&answer.body);
    keys.seal(Vault::IdempotencyKeys, "answer", &hex::encode(digest), &plain)
}

fn opened(keys: &Keyring, row: &row::Model) -> Result<UsedKey, Error> {
    let name = hex::encode(&row.digest);
    let broken = || Error::corrupt(format!("the answer under the key {name} is cut off"));
    let answer = match &row.answer {
        None => None,
        Some(sealed) => {
            let plain = keys.open(Vault::IdempotencyKeys, "answer", &name, sealed)?;
            Some(split(&plain).ok_or_else(broken)?)
        }
    };
    Ok(UsedKey {
        request_digest: row.request_digest.as_slice().try_into().map_err(|_| broken())?,
        instance: uuid(&row.instance)?,
        state: word(&row.state)?,
        created_at: at(row.created_at)?,
        answer,
    })
}

/// What was put together under the seal: the head's length, the head, the body.
fn split(plain: &[u8]) -> Option<Answer> {
    let (length, rest) = plain.split_first_chunk::<4>()?;
    let (head, body) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    let retry_at = head.retry_at.and_then(|retry_at| at(retry_at).ok());
    Some(Answer { status: head.status, content_type: head.content_type, retry_at, body: body.to_vec() })
}
