//! The addresses of merchants' status pages: each holds a token of which only the digest is kept. An account may have a
//! few, since each authorization gives its merchant one.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{insert_new, ms, table, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

/// How many addresses an account has at most; the oldest give way.
const MOST: u64 = 5;

table! {
    "status_pages" {
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        component_appid: String,
        appid: String,
        created_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// The account that the address with this digest is about.
    pub async fn status_page_by_digest(&self, digest: &[u8; 32]) -> Result<Option<(ComponentAppid, Appid)>, Error> {
        let found = self.read(Entity::find_by_id(digest.to_vec()).one(&self.reads())).await?;
        found.map(|row| Ok((word(&row.component_appid)?, word(&row.appid)?))).transpose()
    }

    /// How many addresses are about an account.
    pub async fn status_pages_count(&self, component: &ComponentAppid, appid: &Appid) -> Result<u64, Error> {
        self.read(Entity::find().filter(of(component, appid)).count(&self.reads())).await
    }
}

impl Writer {
    /// Keeps an address of an account. `Taken` if its digest is there.
    pub async fn status_page_insert(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        digest: &[u8; 32],
        at: Timestamp,
    ) -> Result<(), Error> {
        let row = row::ActiveModel {
            digest: Set(digest.to_vec()),
            component_appid: Set(component.as_str().to_owned()),
            appid: Set(appid.as_str().to_owned()),
            created_at: Set(ms(at)),
        };
        if !insert_new(&self.session, row).await? {
            return Err(Error::Taken);
        }
        let older = Entity::find()
            .filter(of(component, appid))
            .order_by_desc(Column::CreatedAt)
            .order_by_asc(Column::Digest)
            .offset(MOST)
            .limit(MOST)
            .all(&self.session)
            .await?;
        let older = older.into_iter().map(|row| row.digest);
        Entity::delete_many().filter(Column::Digest.is_in(older)).exec(&self.session).await?;
        Ok(())
    }

    /// Forgets every address of an account.
    pub async fn status_pages_forget(&mut self, component: &ComponentAppid, appid: &Appid) -> Result<(), Error> {
        Entity::delete_many().filter(of(component, appid)).exec(&self.session).await?;
        Ok(())
    }
}

fn of(component: &ComponentAppid, appid: &Appid) -> Condition {
    Condition::all().add(Column::ComponentAppid.eq(component.as_str())).add(Column::Appid.eq(appid.as_str()))
}

/// Removes the addresses of a component's accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
