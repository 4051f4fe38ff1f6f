//! Authorization codes that reached us, by digest: one code comes by redirect and by push, and is exchanged once.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{at, at_opt, changed, insert_new, ms, table, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "authorization_codes" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        claimed_at: i64,
        appid: Option<String>,
        done_at: Option<i64>,
    }
}
use row::{Column, Entity};

/// Who may exchange a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// The caller: nobody asked before.
    New,
    /// Somebody else asked before.
    Already {
        /// When.
        claimed_at: Timestamp,
        /// When the exchange was done and for which account; `None` while it is going on, or when it broke off.
        done: Option<(Timestamp, Appid)>,
    },
}

impl Store {
    /// How the exchange of a code stands; `None` if it was never claimed.
    pub async fn authorization_code_by_digest(
        &self,
        component: &ComponentAppid,
        digest: &[u8; 32],
    ) -> Result<Option<Claimed>, Error> {
        let key = (component.as_str().to_owned(), digest.to_vec());
        self.read(Entity::find_by_id(key).one(&self.reads())).await?.map(opened).transpose()
    }
}

impl Writer {
    /// Claims the exchange of a code: the first to ask gets [`Claimed::New`].
    pub async fn authorization_code_claim(
        &mut self,
        component: &ComponentAppid,
        digest: &[u8; 32],
        at: Timestamp,
    ) -> Result<Claimed, Error> {
        let row = row::ActiveModel {
            component_appid: Set(component.as_str().to_owned()),
            digest: Set(digest.to_vec()),
            claimed_at: Set(ms(at)),
            appid: Set(None),
            done_at: Set(None),
        };
        if insert_new(&self.session, row).await? {
            return Ok(Claimed::New);
        }
        let key = (component.as_str().to_owned(), digest.to_vec());
        opened(Entity::find_by_id(key).one(&self.session).await?.ok_or(Error::Stale)?)
    }

    /// Takes over a claim that broke off: `Stale` unless it is still as it was made at `claimed_at` and not done.
    pub async fn authorization_code_reclaim(
        &mut self,
        component: &ComponentAppid,
        digest: &[u8; 32],
        claimed_at: Timestamp,
        at: Timestamp,
    ) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::ClaimedAt, Expr::value(ms(at)))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::ClaimedAt.eq(ms(claimed_at)))
            .filter(Column::DoneAt.is_null())
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Notes that the code was exchanged, and for which account. `Stale` if it was never claimed.
    pub async fn authorization_code_done(
        &mut self,
        component: &ComponentAppid,
        digest: &[u8; 32],
        appid: &Appid,
        at: Timestamp,
    ) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::Appid, Expr::value(appid.as_str()))
            .col_expr(Column::DoneAt, Expr::value(ms(at)))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Digest.eq(digest.to_vec()))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Forgets the codes claimed before this moment; answers how many.
    pub async fn authorization_codes_prune(&mut self, before: Timestamp) -> Result<u64, Error> {
        let result = Entity::delete_many().filter(Column::ClaimedAt.lt(ms(before))).exec(&self.session).await?;
        Ok(result.rows_affected)
    }
}

fn opened(row: row::Model) -> Result<Claimed, Error> {
    let done = match (at_opt(row.done_at)?, row.appid) {
        (Some(at), Some(appid)) => Some((at, word(&appid)?)),
        _ => None,
    };
    Ok(Claimed::Already { claimed_at: at(row.claimed_at)?, done })
}

/// Removes a component's codes.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
