//! Authorization links: invitations that an operator makes for a merchant. The merchant's address holds a token of
//! which only the digest is kept.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::link::{AuthorizationLink, LinkId, LinkOpenings, LinkUse, OpenedWith};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_wechat::authorize::AuthType;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{
    after_id, at, at_opt, bytes, insert_new, json, ms, place, plain, portion, table, to_json, uuid, window, word,
};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "authorization_links" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        token_digest: Vec<u8>,
        component_appid: String,
        auth_type: i64,
        biz_appid: Option<String>,
        category_ids: String,
        return_url: Option<String>,
        note: String,
        created_at: i64,
        expires_at: i64,
        used_at: Option<i64>,
        used_appid: Option<String>,
        opened_at: Option<i64>,
        last_opened_at: Option<i64>,
        openings: Option<i64>,
        opened_with: Option<String>,
    }
}
use row::{Column, Entity};

impl Store {
    /// The invitation whose token has this digest.
    pub async fn link_by_digest(&self, token_digest: &[u8; 32]) -> Result<Option<AuthorizationLink>, Error> {
        let query = Entity::find().filter(Column::TokenDigest.eq(token_digest.to_vec()));
        self.read(query.one(&self.reads())).await?.map(opened).transpose()
    }

    /// A component's invitations, the newest first.
    pub async fn links(
        &self,
        component: &ComponentAppid,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationLink>, Error> {
        let mut query = Entity::find().filter(Column::ComponentAppid.eq(component.as_str()));
        if let Some(after) = after_id(page)? {
            query = query.filter(Column::Id.lt(after));
        }
        let rows = self.read(query.order_by_desc(Column::Id).limit(window(page)).all(&self.reads())).await?;
        portion(rows, page, |row| place(&row.id), opened)
    }

    /// The invitation of this name.
    pub async fn link_by_id(&self, id: LinkId) -> Result<Option<AuthorizationLink>, Error> {
        self.read(Entity::find_by_id(bytes(id.0)).one(&self.reads())).await?.map(opened).transpose()
    }
}

impl Writer {
    /// Adds an invitation. `Taken` if its name or its token's digest is there.
    pub async fn link_insert(&mut self, link: &AuthorizationLink, token_digest: &[u8; 32]) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(link.id.0)),
            token_digest: Set(token_digest.to_vec()),
            component_appid: Set(link.component_appid.as_str().to_owned()),
            auth_type: Set(link.auth_type.number()),
            biz_appid: Set(link.biz_appid.as_ref().map(|appid| appid.as_str().to_owned())),
            category_ids: Set(to_json(&link.category_ids)),
            return_url: Set(link.return_url.as_deref().map(plain)),
            note: Set(plain(&link.note)),
            created_at: Set(ms(link.created_at)),
            expires_at: Set(ms(link.expires_at)),
            used_at: Set(link.used.as_ref().map(|used| ms(used.at))),
            used_appid: Set(link.used.as_ref().map(|used| used.appid.as_str().to_owned())),
            opened_at: Set(link.opened.map(|opened| ms(opened.first_at))),
            last_opened_at: Set(link.opened.map(|opened| ms(opened.last_at))),
            openings: Set(link.opened.map(|opened| opened.times)),
            opened_with: Set(link.opened.map(|opened| opened.with.as_str().to_owned())),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Notes that an invitation was opened.
    pub async fn link_opened(&mut self, id: LinkId, with: OpenedWith, at: Timestamp) -> Result<(), Error> {
        let first = Expr::col(Column::OpenedAt).if_null(ms(at));
        let times = Expr::col(Column::Openings).if_null(0).add(1);
        Entity::update_many()
            .col_expr(Column::OpenedAt, first)
            .col_expr(Column::LastOpenedAt, Expr::value(ms(at)))
            .col_expr(Column::Openings, times)
            .col_expr(Column::OpenedWith, Expr::value(with.as_str()))
            .filter(Column::Id.eq(bytes(id.0)))
            .exec(&self.session)
            .await?;
        Ok(())
    }

    /// Uses an invitation up for this account. `Taken` if it has served already or is another account's, `Stale` if it is
    /// not there.
    pub async fn link_use(&mut self, id: LinkId, appid: &Appid, at: Timestamp) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(ms(at)))
            .col_expr(Column::UsedAppid, Expr::value(appid.as_str()))
            .filter(Column::Id.eq(bytes(id.0)))
            .filter(Column::UsedAt.is_null())
            .filter(Condition::any().add(Column::BizAppid.is_null()).add(Column::BizAppid.eq(appid.as_str())))
            .exec(&self.session)
            .await?;
        if result.rows_affected > 0 {
            return Ok(());
        }
        let there = Entity::find_by_id(bytes(id.0)).one(&self.session).await?.is_some();
        Err(if there { Error::Taken } else { Error::Stale })
    }
}

fn opened(row: row::Model) -> Result<AuthorizationLink, Error> {
    let used = match (at_opt(row.used_at)?, row.used_appid) {
        (Some(at), Some(appid)) => Some(LinkUse { at, appid: word(&appid)? }),
        _ => None,
    };
    let opened = match (at_opt(row.opened_at)?, at_opt(row.last_opened_at)?, row.openings, row.opened_with) {
        (Some(first_at), Some(last_at), Some(times), Some(with)) => {
            Some(LinkOpenings { first_at, last_at, times, with: word(&with)? })
        }
        _ => None,
    };
    Ok(AuthorizationLink {
        id: LinkId(uuid(&row.id)?),
        component_appid: word(&row.component_appid)?,
        auth_type: AuthType::try_from(row.auth_type).map_err(|_| Error::corrupt("an unknown auth_type"))?,
        biz_appid: row.biz_appid.as_deref().map(word).transpose()?,
        category_ids: json(&row.category_ids)?,
        return_url: row.return_url,
        note: row.note,
        created_at: at(row.created_at)?,
        expires_at: at(row.expires_at)?,
        opened,
        used,
    })
}

/// Removes a component's invitations.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
