//! Reviews of names.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::name_audit::{NameAudit, NameAuditStatus};
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{at, at_opt, changed, insert_new, ms, plain, table, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "name_audits" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        audit_id: i64,
        nick_name: String,
        status: String,
        reason: String,
        submitted_at: i64,
        decided_at: Option<i64>,
    }
}
use row::{Column, Entity};

fn opened(row: row::Model) -> Result<NameAudit, Error> {
    Ok(NameAudit {
        component_appid: word(&row.component_appid)?,
        appid: word(&row.appid)?,
        audit_id: row.audit_id,
        nick_name: row.nick_name,
        status: word(&row.status)?,
        reason: row.reason,
        submitted_at: at(row.submitted_at)?,
        decided_at: at_opt(row.decided_at)?,
    })
}

impl Store {
    /// The latest reviews of an account's names, newest first.
    pub async fn name_audits(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        limit: u64,
    ) -> Result<Vec<NameAudit>, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.eq(appid.as_str()))
            .order_by_desc(Column::SubmittedAt)
            .order_by_desc(Column::AuditId)
            .limit(limit);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }

    /// One review.
    pub async fn name_audit(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        audit_id: i64,
    ) -> Result<Option<NameAudit>, Error> {
        let key = (component.as_str().to_owned(), appid.as_str().to_owned(), audit_id);
        self.read(Entity::find_by_id(key).one(&self.reads())).await?.map(opened).transpose()
    }

    /// Reviews of all accounts that had not ended when we last looked, oldest first.
    pub async fn name_audits_open(&self, limit: u64) -> Result<Vec<NameAudit>, Error> {
        let query = Entity::find()
            .filter(Column::Status.eq(NameAuditStatus::InReview.as_str()))
            .order_by_asc(Column::SubmittedAt)
            .limit(limit);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }
}

impl Writer {
    /// Keeps a review as it stands now. One that has ended does not go on again: then it is `Stale`.
    pub async fn name_audit_keep(&mut self, audit: &NameAudit) -> Result<(), Error> {
        let row = row::ActiveModel {
            component_appid: Set(audit.component_appid.as_str().to_owned()),
            appid: Set(audit.appid.as_str().to_owned()),
            audit_id: Set(audit.audit_id),
            nick_name: Set(plain(&audit.nick_name)),
            status: Set(audit.status.as_str().to_owned()),
            reason: Set(plain(&audit.reason)),
            submitted_at: Set(ms(audit.submitted_at)),
            decided_at: Set(audit.decided_at.map(ms)),
        };
        if insert_new(&self.session, row).await? {
            return Ok(());
        }
        let mut update = Entity::update_many()
            .col_expr(Column::Status, Expr::value(audit.status.as_str()))
            .col_expr(Column::Reason, Expr::value(plain(&audit.reason)))
            .col_expr(Column::DecidedAt, Expr::value(audit.decided_at.map(ms)))
            .filter(Column::ComponentAppid.eq(audit.component_appid.as_str()))
            .filter(Column::Appid.eq(audit.appid.as_str()))
            .filter(Column::AuditId.eq(audit.audit_id));
        if audit.status == NameAuditStatus::InReview {
            update = update.filter(Column::Status.eq(NameAuditStatus::InReview.as_str()));
        }
        changed(&update.exec(&self.session).await?)
    }
}

/// Removes the reviews of a component's accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
