//! Submissions to WeChat's audit.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::audit::Audit;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_wechat::id::{Appid, Auditid, ComponentAppid};

use crate::error::Error;
use crate::sql::{at, at_opt, json, ms, plain, portion, table, to_json, window, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "audits" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        auditid: i64,
        status: String,
        reason: Option<String>,
        screenshots: String,
        user_version: Option<String>,
        user_desc: Option<String>,
        submitted_at: i64,
        decided_at: Option<i64>,
        watch_at: Option<i64>,
    }
}
use row::{Column, Entity};

impl Store {
    /// One submission of one account.
    pub async fn audit_by_id(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        auditid: Auditid,
    ) -> Result<Option<Audit>, Error> {
        let key = (component.as_str().to_owned(), appid.as_str().to_owned(), auditid.0);
        self.read(Entity::find_by_id(key).one(&self.reads())).await?.map(opened).transpose()
    }

    /// The submissions of one account, the newest (the greatest `auditid`) first.
    pub async fn audits(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
        page: &PageRequest,
    ) -> Result<Page<Audit>, Error> {
        let mut query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.eq(appid.as_str()));
        if let Some(after) = &page.after {
            query = query.filter(Column::Auditid.lt(after.parse::<i64>().map_err(|_| Error::Cursor)?));
        }
        let rows = self.read(query.order_by_desc(Column::Auditid).limit(window(page)).all(&self.reads())).await?;
        portion(rows, page, |row| row.auditid.to_string(), opened)
    }

    /// Submissions about which WeChat should be asked by now, the most overdue first.
    pub async fn audits_watch_due(&self, now: Timestamp, limit: u32) -> Result<Vec<Audit>, Error> {
        let query =
            Entity::find().filter(Column::WatchAt.lte(ms(now))).order_by_asc(Column::WatchAt).limit(u64::from(limit));
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }
}

impl Writer {
    /// Stores a submission as it stands now, whether it was known or not.
    pub async fn audit_upsert(&mut self, audit: &Audit) -> Result<(), Error> {
        let row = row::ActiveModel {
            component_appid: Set(audit.component_appid.as_str().to_owned()),
            appid: Set(audit.appid.as_str().to_owned()),
            auditid: Set(audit.auditid.0),
            status: Set(audit.status.as_str().to_owned()),
            reason: Set(audit.reason.as_deref().map(plain)),
            screenshots: Set(to_json(&audit.screenshots)),
            user_version: Set(audit.user_version.as_deref().map(plain)),
            user_desc: Set(audit.user_desc.as_deref().map(plain)),
            submitted_at: Set(ms(audit.submitted_at)),
            decided_at: Set(audit.decided_at.map(ms)),
            watch_at: Set(audit.watch_at.map(ms)),
        };
        let replace = OnConflict::columns([Column::ComponentAppid, Column::Appid, Column::Auditid])
            .update_columns([
                Column::Status,
                Column::Reason,
                Column::Screenshots,
                Column::UserVersion,
                Column::UserDesc,
                Column::SubmittedAt,
                Column::DecidedAt,
                Column::WatchAt,
            ])
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&self.session).await?;
        Ok(())
    }
}

fn opened(row: row::Model) -> Result<Audit, Error> {
    Ok(Audit {
        component_appid: word(&row.component_appid)?,
        appid: word(&row.appid)?,
        auditid: Auditid(row.auditid),
        status: word(&row.status)?,
        reason: row.reason,
        screenshots: json(&row.screenshots)?,
        user_version: row.user_version,
        user_desc: row.user_desc,
        submitted_at: at(row.submitted_at)?,
        decided_at: at_opt(row.decided_at)?,
        watch_at: at_opt(row.watch_at)?,
    })
}

/// Removes the submissions of a component's accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
