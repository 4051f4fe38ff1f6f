//! Pre-auth codes that we handed to a merchant, by digest, so that a push that names one finds its invitation.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_model::link::LinkId;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{at, at_opt, bytes, insert_new, ms, table, uuid, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "pre_auth_codes" {
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        component_appid: String,
        link_id: Option<Vec<u8>>,
        expires_at: i64,
        served_at: Option<i64>,
        served_appid: Option<String>,
    }
}
use row::{Column, Entity};

/// A pre-auth code as we keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedPreAuthCode {
    /// Whose it is.
    pub component_appid: ComponentAppid,
    /// The invitation for which it was fetched, if it was for one.
    pub link_id: Option<LinkId>,
    /// Until when WeChat takes it.
    pub expires_at: Timestamp,
    /// When an authorization came for it, and of which account.
    pub served: Option<(Timestamp, Appid)>,
}

impl Store {
    /// The pre-auth code with this digest.
    pub async fn pre_auth_code_by_digest(&self, digest: &[u8; 32]) -> Result<Option<IssuedPreAuthCode>, Error> {
        let Some(row) = self.read(Entity::find_by_id(digest.to_vec()).one(&self.reads())).await? else {
            return Ok(None);
        };
        Ok(Some(IssuedPreAuthCode {
            component_appid: word(&row.component_appid)?,
            link_id: row.link_id.as_deref().map(uuid).transpose()?.map(LinkId),
            expires_at: at(row.expires_at)?,
            served: match (at_opt(row.served_at)?, row.served_appid) {
                (Some(at), Some(appid)) => Some((at, word(&appid)?)),
                _ => None,
            },
        }))
    }
}

impl Writer {
    /// Keeps a pre-auth code that is handed out. `Taken` if its digest is there.
    pub async fn pre_auth_code_insert(
        &mut self,
        component: &ComponentAppid,
        digest: &[u8; 32],
        link: Option<LinkId>,
        expires_at: Timestamp,
    ) -> Result<(), Error> {
        let row = row::ActiveModel {
            digest: Set(digest.to_vec()),
            component_appid: Set(component.as_str().to_owned()),
            link_id: Set(link.map(|link| bytes(link.0))),
            expires_at: Set(ms(expires_at)),
            served_at: Set(None),
            served_appid: Set(None),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Notes that an authorization came for the code, and of which account; says whether it is the first.
    pub async fn pre_auth_code_served(
        &mut self,
        digest: &[u8; 32],
        appid: &Appid,
        at: Timestamp,
    ) -> Result<bool, Error> {
        let result = Entity::update_many()
            .col_expr(Column::ServedAt, Expr::value(ms(at)))
            .col_expr(Column::ServedAppid, Expr::value(appid.as_str()))
            .filter(Column::Digest.eq(digest.to_vec()))
            .filter(Column::ServedAt.is_null())
            .exec(&self.session)
            .await?;
        Ok(result.rows_affected > 0)
    }

    /// Forgets the codes that ended before this moment; answers how many.
    pub async fn pre_auth_codes_prune(&mut self, before: Timestamp) -> Result<u64, Error> {
        let result = Entity::delete_many().filter(Column::ExpiresAt.lt(ms(before))).exec(&self.session).await?;
        Ok(result.rows_affected)
    }
}

/// Removes a component's codes.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
