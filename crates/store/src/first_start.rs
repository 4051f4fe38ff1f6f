//! Links by which a server without any operator is entered the first time, by digest.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::error::Error;
use crate::sql::{insert_new, ms, table};
use crate::store::Store;
use crate::writer::Writer;

table! {
    "first_start_links" {
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        ends_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// Whether the link with this digest is good at this moment.
    pub async fn first_start_link_is_good(&self, digest: &[u8; 32], at: Timestamp) -> Result<bool, Error> {
        let query = Entity::find_by_id(digest.to_vec()).filter(Column::EndsAt.gt(ms(at)));
        Ok(self.read(query.one(&self.reads())).await?.is_some())
    }
}

impl Writer {
    /// Keeps a link, and forgets those that have ended.
    pub async fn first_start_link_insert(
        &mut self,
        digest: &[u8; 32],
        at: Timestamp,
        ends_at: Timestamp,
    ) -> Result<(), Error> {
        Entity::delete_many().filter(Column::EndsAt.lte(ms(at))).exec(&self.session).await?;
        let row = row::ActiveModel { digest: Set(digest.to_vec()), ends_at: Set(ms(ends_at)) };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Takes a link, once. `Stale` unless it is there and good.
    pub async fn first_start_link_take(&mut self, digest: &[u8; 32], at: Timestamp) -> Result<(), Error> {
        let taken = Entity::delete_many()
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::EndsAt.gt(ms(at)))
            .exec(&self.session)
            .await?;
        if taken.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    /// Forgets all links: somebody can sign in.
    pub async fn first_start_links_forget(&mut self) -> Result<(), Error> {
        Entity::delete_many().exec(&self.session).await?;
        Ok(())
    }
}
