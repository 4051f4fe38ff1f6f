//! Mini Programs that were asked for.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::registration::{Registration, RegistrationId, RegistrationKind, RegistrationState};
use wxfleet_wechat::id::ComponentAppid;

use crate::error::Error;
use crate::sql::{
    after_id, at, at_opt, bytes, changed, insert_new, ms, place, plain, portion, short, table, uuid, window, word,
};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "registrations" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        component_appid: String,
        kind: String,
        mark: String,
        name: String,
        legal_persona_name: String,
        wechat: String,
        taskid: String,
        authorize_url: String,
        state: String,
        status: Option<i64>,
        msg: String,
        appid: Option<String>,
        asked_at: i64,
        ended_at: Option<i64>,
    }
}
use row::{Column, Entity};

fn opened(row: row::Model) -> Result<Registration, Error> {
    Ok(Registration {
        id: RegistrationId(uuid(&row.id)?),
        component_appid: word(&row.component_appid)?,
        kind: word(&row.kind)?,
        mark: row.mark,
        name: row.name,
        legal_persona_name: row.legal_persona_name,
        wechat: row.wechat,
        taskid: row.taskid,
        authorize_url: row.authorize_url,
        state: word(&row.state)?,
        status: row.status,
        msg: row.msg,
        appid: row.appid.as_deref().map(word).transpose()?,
        asked_at: at(row.asked_at)?,
        ended_at: at_opt(row.ended_at)?,
    })
}

impl Store {
    /// What a component asked for, newest first.
    pub async fn registrations(
        &self,
        component: &ComponentAppid,
        page: &PageRequest,
    ) -> Result<Page<Registration>, Error> {
        let mut query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .order_by_desc(Column::Id)
            .limit(window(page));
        if let Some(after) = after_id(page)? {
            query = query.filter(Column::Id.lt(after));
        }
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| place(&row.id), opened)
    }

    /// One of them.
    pub async fn registration(
        &self,
        component: &ComponentAppid,
        id: RegistrationId,
    ) -> Result<Option<Registration>, Error> {
        let query = Entity::find_by_id(bytes(id.0)).filter(Column::ComponentAppid.eq(component.as_str()));
        self.read(query.one(&self.reads())).await?.map(opened).transpose()
    }

    /// The newest that a push with this mark can be about: one that waits, or else the last.
    pub async fn registration_by_mark(
        &self,
        component: &ComponentAppid,
        kind: RegistrationKind,
        mark: &str,
    ) -> Result<Option<Registration>, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Kind.eq(kind.as_str()))
            .filter(Column::Mark.eq(short(mark)))
            .order_by_desc(Column::Id)
            .limit(20);
        let mut found =
            self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect::<Result<Vec<_>, _>>()?;
        let waiting = found.iter().position(|one| one.state == RegistrationState::Waiting);
        Ok((!found.is_empty()).then(|| found.swap_remove(waiting.unwrap_or(0))))
    }
}

impl Writer {
    /// Keeps a registration as it stands now. One that has ended does not wait again: then it is `Stale`.
    pub async fn registration_keep(&mut self, one: &Registration) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(one.id.0)),
            component_appid: Set(one.component_appid.as_str().to_owned()),
            kind: Set(one.kind.as_str().to_owned()),
            mark: Set(short(&one.mark)),
            name: Set(plain(&one.name)),
            legal_persona_name: Set(plain(&one.legal_persona_name)),
            wechat: Set(plain(&one.wechat)),
            taskid: Set(plain(&one.taskid)),
            authorize_url: Set(plain(&one.authorize_url)),
            state: Set(one.state.as_str().to_owned()),
            status: Set(one.status),
            msg: Set(plain(&one.msg)),
            appid: Set(one.appid.as_ref().map(|appid| appid.as_str().to_owned())),
            asked_at: Set(ms(one.asked_at)),
            ended_at: Set(one.ended_at.map(ms)),
        };
        if insert_new(&self.session, row).await? {
            return Ok(());
        }
        let mut update = Entity::update_many()
            .col_expr(Column::State, Expr::value(one.state.as_str()))
            .col_expr(Column::Status, Expr::value(one.status))
            .col_expr(Column::Msg, Expr::value(plain(&one.msg)))
            .col_expr(Column::Appid, Expr::value(one.appid.as_ref().map(|appid| appid.as_str().to_owned())))
            .col_expr(Column::EndedAt, Expr::value(one.ended_at.map(ms)))
            .filter(Column::Id.eq(bytes(one.id.0)));
        if one.state == RegistrationState::Waiting {
            update = update.filter(Column::State.eq(RegistrationState::Waiting.as_str()));
        }
        changed(&update.exec(&self.session).await?)
    }
}

/// Removes what a component asked for.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
