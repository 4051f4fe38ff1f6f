//! Browsers that an operator has signed in from, by the digest of a text that they keep: they are not held up by
//! others who guess at the operator's password.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_model::operator::OperatorId;

use crate::error::Error;
use crate::sql::{bytes, insert_new, ms, table};
use crate::store::Store;
use crate::writer::Writer;

table! {
    "known_browsers" {
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        operator_id: Vec<u8>,
        last_seen_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// Whether the operator has signed in from the browser with this digest, at this moment or later.
    pub async fn known_browser(
        &self,
        operator: OperatorId,
        digest: &[u8; 32],
        since: Timestamp,
    ) -> Result<bool, Error> {
        let query = Entity::find_by_id(digest.to_vec())
            .filter(Column::OperatorId.eq(bytes(operator.0)))
            .filter(Column::LastSeenAt.gte(ms(since)));
        Ok(self.read(query.one(&self.reads())).await?.is_some())
    }
}

impl Writer {
    /// Remembers a browser, or that it was used again.
    pub async fn known_browser_note(
        &mut self,
        operator: OperatorId,
        digest: &[u8; 32],
        at: Timestamp,
    ) -> Result<(), Error> {
        let renewed = Entity::update_many()
            .col_expr(Column::LastSeenAt, Expr::value(ms(at)))
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::OperatorId.eq(bytes(operator.0)))
            .exec(&self.session)
            .await?;
        if renewed.rows_affected == 0 {
            let row = row::ActiveModel {
                digest: Set(digest.to_vec()),
                operator_id: Set(bytes(operator.0)),
                last_seen_at: Set(ms(at)),
            };
            insert_new(&self.session, row).await?;
        }
        Ok(())
    }

    /// Forgets all browsers of an operator.
    pub async fn known_browsers_forget_of(&mut self, operator: OperatorId) -> Result<(), Error> {
        Entity::delete_many().filter(Column::OperatorId.eq(bytes(operator.0))).exec(&self.session).await?;
        Ok(())
    }

    /// Forgets browsers that were not used since this moment; answers how many.
    pub async fn known_browsers_prune(&mut self, before: Timestamp) -> Result<u64, Error> {
        Ok(Entity::delete_many().filter(Column::LastSeenAt.lt(ms(before))).exec(&self.session).await?.rows_affected)
    }
}
