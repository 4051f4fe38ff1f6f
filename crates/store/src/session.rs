//! Sessions of the console, by the digest of their text.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use wxfleet_model::operator::{OperatorId, Session, SessionId, SessionStage};

use crate::error::Error;
use crate::sql::{at, bytes, changed, insert_new, ms, short, table, uuid, word};
use crate::store::Store;
use crate::writer::Writer;

table! {
    "sessions" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        digest: Vec<u8>,
        operator_id: Vec<u8>,
        stage: String,
        created_at: i64,
        last_seen_at: i64,
        confirmed_at: i64,
        ends_at: i64,
        address: String,
        agent: String,
    }
}
use row::{Column, Entity};

impl Store {
    /// The session with this digest; it may have ended.
    pub async fn session_by_digest(&self, digest: &[u8; 32]) -> Result<Option<Session>, Error> {
        let query = Entity::find().filter(Column::Digest.eq(digest.to_vec()));
        self.read(query.one(&self.reads())).await?.map(opened).transpose()
    }

    /// The sessions of an operator, the last used first. Some may have ended.
    pub async fn sessions_of(&self, operator: OperatorId) -> Result<Vec<Session>, Error> {
        let query = Entity::find()
            .filter(Column::OperatorId.eq(bytes(operator.0)))
            .order_by_desc(Column::LastSeenAt)
            .order_by_desc(Column::Id);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }
}

impl Writer {
    /// Begins a session.
    pub async fn session_insert(&mut self, session: &Session, digest: &[u8; 32]) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(session.id.0)),
            digest: Set(digest.to_vec()),
            operator_id: Set(bytes(session.operator.0)),
            stage: Set(session.stage.as_str().to_owned()),
            created_at: Set(ms(session.created_at)),
            last_seen_at: Set(ms(session.last_seen_at)),
            confirmed_at: Set(ms(session.confirmed_at)),
            ends_at: Set(ms(session.ends_at)),
            address: Set(short(&session.address)),
            agent: Set(short(&session.agent)),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Notes that the operator proved to be there, and lets the session go on under another text. `Stale` if it has
    /// ended.
    pub async fn session_confirm(&mut self, id: SessionId, digest: &[u8; 32], at: Timestamp) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::Digest, Expr::value(digest.to_vec()))
            .col_expr(Column::ConfirmedAt, Expr::value(ms(at)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::Stage.eq(SessionStage::SignedIn.as_str()))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Notes that a session was used.
    pub async fn session_seen(&mut self, id: SessionId, at: Timestamp) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::LastSeenAt, Expr::value(ms(at)))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::LastSeenAt.lt(ms(at)))
            .exec(&self.session)
            .await?;
        Ok(())
    }

    /// Ends one session of an operator; says whether it was there.
    pub async fn session_end(&mut self, operator: OperatorId, id: SessionId) -> Result<bool, Error> {
        let result = Entity::delete_many()
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::OperatorId.eq(bytes(operator.0)))
            .exec(&self.session)
            .await?;
        Ok(result.rows_affected > 0)
    }

    /// Ends the sessions of an operator, but for this one; answers how many.
    pub async fn sessions_end_of(&mut self, operator: OperatorId, but: Option<SessionId>) -> Result<u64, Error> {
        let mut ended = Entity::delete_many().filter(Column::OperatorId.eq(bytes(operator.0)));
        if let Some(kept) = but {
            ended = ended.filter(Column::Id.ne(bytes(kept.0)));
        }
        Ok(ended.exec(&self.session).await?.rows_affected)
    }

    /// Forgets sessions that ended before this moment, or were not used since `idle_since`; answers how many.
    pub async fn sessions_prune(&mut self, ended_before: Timestamp, idle_since: Timestamp) -> Result<u64, Error> {
        let over = Column::EndsAt.lt(ms(ended_before)).or(Column::LastSeenAt.lt(ms(idle_since)));
        Ok(Entity::delete_many().filter(over).exec(&self.session).await?.rows_affected)
    }
}

fn opened(row: row::Model) -> Result<Session, Error> {
    Ok(Session {
        id: SessionId(uuid(&row.id)?),
        operator: OperatorId(uuid(&row.operator_id)?),
        stage: word(&row.stage)?,
        created_at: at(row.created_at)?,
        last_seen_at: at(row.last_seen_at)?,
        confirmed_at: at(row.confirmed_at)?,
        ends_at: at(row.ends_at)?,
        address: row.address,
        agent: row.agent,
    })
}
