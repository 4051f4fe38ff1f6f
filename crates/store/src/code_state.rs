//! What is in the three slots of each Mini Program's code.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::code::{CodeStage, CodeState};
use wxfleet_model::permission::Limits;
use wxfleet_wechat::id::{Appid, ComponentAppid, TemplateId};

use crate::authorizer::within;
use crate::error::Error;
use crate::sql::{changed, holds, insert_new, json, short, table, to_json, word};
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
        stage: Option<String>,
        online_version: Option<String>,
    }
}
use row::{Column, Entity};

/// The most versions that are counted one by one; what is left runs on a handful of accounts each.
const MOST_VERSIONS: u64 = 50;

impl Store {
    /// The code of one account with its version; empty slots and version 0 if nothing was stored yet.
    pub async fn code_state(&self, component: &ComponentAppid, appid: &Appid) -> Result<(CodeState, i64), Error> {
        let key = (component.as_str().to_owned(), appid.as_str().to_owned());
        match self.read(Entity::find_by_id(key).one(&self.reads())).await? {
            Some(row) => Ok((json(&row.state)?, row.version)),
            None => Ok((CodeState::default(), 0)),
        }
    }

    /// The code of these accounts; an account of which nothing is stored is left out.
    pub async fn code_states(
        &self,
        component: &ComponentAppid,
        appids: &[Appid],
    ) -> Result<Vec<(Appid, CodeState)>, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.is_in(appids.iter().map(Appid::as_str)));
        let rows = self.read(query.all(&self.reads())).await?;
        rows.iter().map(|row| Ok((word(&row.appid)?, json(&row.state)?))).collect()
    }

    /// How many of a component's accounts, within these limits, are how far. Stages that no account is at are left out.
    pub async fn code_stage_counts(
        &self,
        component: &ComponentAppid,
        limits: &Limits,
    ) -> Result<Vec<(CodeStage, u64)>, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::Stage)
            .column_as(Column::Appid.count(), "accounts")
            .filter(of(component, limits))
            .filter(Column::Stage.is_not_null())
            .group_by(Column::Stage)
            .into_tuple::<(String, i64)>();
        let rows = self.read(query.all(&self.reads())).await?;
        rows.into_iter().map(|(stage, count)| Ok((word(&stage)?, count.unsigned_abs()))).collect()
    }

    /// On how many of a component's accounts, within these limits, a version made from this template is in a slot. This
    /// looks at the code of every account.
    pub async fn code_made_from(
        &self,
        component: &ComponentAppid,
        template: TemplateId,
        limits: &Limits,
    ) -> Result<u64, Error> {
        // Inside a text every quotation mark is escaped, so this is no name and no description.
        let made_from = holds(Column::State, &format!(r#""template_id":{},"since":"#, template.0));
        let query = Entity::find().filter(of(component, limits)).filter(made_from);
        self.read(query.count(&self.reads())).await
    }

    /// On how many of a component's accounts, within these limits, which version is online: the fifty most frequent,
    /// beginning with the most frequent.
    pub async fn code_version_counts(
        &self,
        component: &ComponentAppid,
        limits: &Limits,
    ) -> Result<Vec<(String, u64)>, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::OnlineVersion)
            .column_as(Column::Appid.count(), "accounts")
            .filter(of(component, limits))
            .filter(Column::OnlineVersion.is_not_null())
            .group_by(Column::OnlineVersion)
            .order_by(Column::Appid.count(), Order::Desc)
            .order_by_desc(Column::OnlineVersion)
            .limit(MOST_VERSIONS)
            .into_tuple::<(String, i64)>();
        let rows = self.read(query.all(&self.reads())).await?;
        Ok(rows.into_iter().map(|(version, count)| (version, count.unsigned_abs())).collect())
    }
}

fn of(component: &ComponentAppid, limits: &Limits) -> Condition {
    Condition::all().add(Column::ComponentAppid.eq(component.as_str())).add(within(
        limits,
        Column::ComponentAppid,
        Column::Appid,
    ))
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
                stage: Set(Some(state.stage().as_str().to_owned())),
                online_version: Set(online_version(state)),
            };
            return if insert_new(&self.session, row).await? { Ok(version) } else { Err(Error::Stale) };
        }
        let result = Entity::update_many()
            .col_expr(Column::State, Expr::value(to_json(state)))
            .col_expr(Column::Version, Expr::value(version))
            .col_expr(Column::Stage, Expr::value(state.stage().as_str()))
            .col_expr(Column::OnlineVersion, Expr::value(online_version(state)))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.eq(appid.as_str()))
            .filter(Column::Version.eq(expected_version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        Ok(version)
    }
}

fn online_version(state: &CodeState) -> Option<String> {
    state.online.as_ref().map(|online| short(&online.user_version))
}

/// Appids of a component's accounts whose online version has this name.
pub(crate) fn online(component: &ComponentAppid, user_version: &str) -> SelectStatement {
    appids(component, Column::OnlineVersion.eq(short(user_version)))
}

/// Appids of a component's accounts whose code is that far.
pub(crate) fn at_stage(component: &ComponentAppid, stage: CodeStage) -> SelectStatement {
    appids(component, Column::Stage.eq(stage.as_str()))
}

fn appids(component: &ComponentAppid, which: Expr) -> SelectStatement {
    Query::select()
        .column(Column::Appid)
        .from(Entity)
        .and_where(Column::ComponentAppid.eq(component.as_str()))
        .and_where(which)
        .take()
}

/// Removes the code states of a component's accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
