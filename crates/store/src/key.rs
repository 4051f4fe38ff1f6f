//! API keys, by digest.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use wxfleet_model::key::{ApiKey, KeyId};

use crate::error::Error;
use crate::sql::{at, at_opt, bytes, insert_new, json, ms, plain, table, to_json, uuid, word};
use crate::store::Store;
use crate::writer::Writer;

/// How exact the time of a key's last use is.
const USE_NOTED_EVERY_MS: i64 = 60_000;

table! {
    "api_keys" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        digest: Vec<u8>,
        name: String,
        role: String,
        grants: String,
        created_at: i64,
        last_used_at: Option<i64>,
        revoked_at: Option<i64>,
        limits: Option<String>,
    }
}
use row::{Column, Entity};

impl Store {
    /// The key with this digest; it may have been revoked.
    pub async fn key_by_digest(&self, digest: &[u8; 32]) -> Result<Option<ApiKey>, Error> {
        let query = Entity::find().filter(Column::Digest.eq(digest.to_vec()));
        self.read(query.one(&self.reads())).await?.map(opened).transpose()
    }

    /// All keys, revoked ones too, the oldest first.
    pub async fn keys_all(&self) -> Result<Vec<ApiKey>, Error> {
        let query = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }

    /// Notes that a key was used. Writes at most once a minute for each key; otherwise costs nothing.
    pub async fn key_used(&self, id: KeyId, at: Timestamp) -> Result<(), Error> {
        if !self.key_use_is_news(id, at) {
            return Ok(());
        }
        self.commit(async |w| w.key_use_note(id, at).await).await
    }

    /// Whether this process noted a use of the key in the last minute.
    fn key_use_is_news(&self, id: KeyId, at: Timestamp) -> bool {
        let mut noted = self.key_uses();
        let news = noted.get(&id).is_none_or(|last| ms(at) - last >= USE_NOTED_EVERY_MS);
        if news {
            noted.insert(id, ms(at));
        }
        news
    }
}

impl Writer {
    /// Adds a key. `Taken` if its name inside or its digest is there.
    pub async fn key_insert(&mut self, key: &ApiKey, digest: &[u8; 32]) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(key.id.0)),
            digest: Set(digest.to_vec()),
            name: Set(plain(&key.name)),
            role: Set(key.role.as_str().to_owned()),
            grants: Set(to_json(&key.grants)),
            created_at: Set(ms(key.created_at)),
            last_used_at: Set(key.last_used_at.map(ms)),
            revoked_at: Set(key.revoked_at.map(ms)),
            limits: Set(Some(to_json(&key.limits)).filter(|_| !key.limits.are_none())),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Revokes a key; says whether it was there and in force.
    pub async fn key_revoke(&mut self, id: KeyId, at: Timestamp) -> Result<bool, Error> {
        let result = Entity::update_many()
            .col_expr(Column::RevokedAt, Expr::value(ms(at)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::RevokedAt.is_null())
            .exec(&self.session)
            .await?;
        Ok(result.rows_affected > 0)
    }

    async fn key_use_note(&mut self, id: KeyId, at: Timestamp) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(ms(at)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::LastUsedAt.is_null().or(Column::LastUsedAt.lt(ms(at))))
            .exec(&self.session)
            .await?;
        Ok(())
    }
}

fn opened(row: row::Model) -> Result<ApiKey, Error> {
    Ok(ApiKey {
        id: KeyId(uuid(&row.id)?),
        name: row.name,
        role: word(&row.role)?,
        grants: json(&row.grants)?,
        limits: row.limits.as_deref().map(json).transpose()?.unwrap_or_default(),
        created_at: at(row.created_at)?,
        last_used_at: at_opt(row.last_used_at)?,
        revoked_at: at_opt(row.revoked_at)?,
    })
}
