//! What is in the three slots of each Mini Program's code.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_model::code::CodeState;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{changed, holds, insert_new, json, table, to_json};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "code_states" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        state: String,
        version: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// The code of one account with its version; empty slots and version 0 if nothing was stored yet.
    pub async fn code_state(&self, component: &ComponentAppid, appid: &Appid) -> Result<(CodeState, i64), Error> {
        let key = (component.as_str().to_owned(), appid.as_str().to_owned());
        match self.read(Entity::find_by_id(key).one(self.reads())).await? {
            Some(row) => Ok((json(&row.state)?, row.version)),
            None => Ok((CodeState::default(), 0)),
        }
    }
}

impl Writer {
    /// Stores the code of one account and answers the new version. `Stale` unless it is at `expected_version`.
    pub async fn code_state_store(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        expected_version: i64,
        state: &CodeState,
    ) -> Result<i64, Error> {
        let version = expected_version + 1;
        if expected_version == 0 {
            let row = row::ActiveModel {
                component_appid: Set(component.as_str().to_owned()),
                appid: Set(appid.as_str().to_owned()),
                state: Set(to_json(state)),
                version: Set(version),
            };
            return if insert_new(&self.session, row).await? { Ok(version) } else { Err(Error::Stale) };
        }
        let result = Entity::update_many()
            .col_expr(Column::State, Expr::value(to_json(state)))
            .col_expr(Column::Version, Expr::value(version))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.eq(appid.as_str()))
            .filter(Column::Version.eq(expected_version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        Ok(version)
    }
}

/// Appids of a component's accounts whose online version has this name. It stands first in its slot, as
/// `model::code::Version` names its fields.
pub(crate) fn online(component: &ComponentAppid, user_version: &str) -> SelectStatement {
    let slot = format!(r#""online":{{"user_version":{},"#, to_json(user_version));
    Query::select()
        .column(Column::Appid)
        .from(Entity)
        .and_where(Column::ComponentAppid.eq(component.as_str()))
        .and_where(holds(Column::State, &slot))
        .take()
}

/// Removes the code states of a component's accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
