//! Views that operators saved of a list.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use wxfleet_model::operator::OperatorId;
use wxfleet_model::view::{View, ViewId};

use crate::error::Error;
use crate::sql::{at, bytes, changed, insert_new, ms, plain, table, uuid};
use crate::store::Store;
use crate::writer::Writer;

table! {
    "operator_views" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Vec<u8>,
        operator_id: Vec<u8>,
        name: String,
        query: String,
        made_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// The views of an operator, in the order in which they were made.
    pub async fn views_of(&self, operator: OperatorId) -> Result<Vec<View>, Error> {
        let query = Entity::find().filter(of(operator)).order_by_asc(Column::MadeAt).order_by_asc(Column::Id);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }
}

impl Writer {
    /// How many views an operator has.
    pub async fn view_count(&mut self, operator: OperatorId) -> Result<u64, Error> {
        Ok(Entity::find().filter(of(operator)).count(&self.session).await?)
    }

    /// Saves what a view of this name shows from now on; says whether there was one.
    pub async fn view_replace(&mut self, operator: OperatorId, name: &str, query: &str) -> Result<bool, Error> {
        let result = Entity::update_many()
            .col_expr(Column::Query, Expr::value(plain(query)))
            .filter(of(operator))
            .filter(Column::Name.eq(plain(name)))
            .exec(&self.session)
            .await?;
        Ok(result.rows_affected > 0)
    }

    /// Adds a view. `Taken` if the operator has one of this name.
    pub async fn view_insert(&mut self, view: &View) -> Result<(), Error> {
        let row = row::ActiveModel {
            id: Set(bytes(view.id.0)),
            operator_id: Set(bytes(view.operator.0)),
            name: Set(plain(&view.name)),
            query: Set(plain(&view.query)),
            made_at: Set(ms(view.made_at)),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Gives a view of an operator another name. `Stale` if they have none such, `Taken` if another one is called so.
    pub async fn view_rename(&mut self, operator: OperatorId, id: ViewId, name: &str) -> Result<(), Error> {
        let result = Entity::update_many()
            .col_expr(Column::Name, Expr::value(plain(name)))
            .filter(of(operator))
            .filter(Column::Id.eq(bytes(id.0)))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Removes a view of an operator; says whether there was one.
    pub async fn view_remove(&mut self, operator: OperatorId, id: ViewId) -> Result<bool, Error> {
        let result =
            Entity::delete_many().filter(of(operator)).filter(Column::Id.eq(bytes(id.0))).exec(&self.session).await?;
        Ok(result.rows_affected > 0)
    }
}

fn of(operator: OperatorId) -> Condition {
    Condition::all().add(Column::OperatorId.eq(bytes(operator.0)))
}

fn opened(row: row::Model) -> Result<View, Error> {
    Ok(View {
        id: ViewId(uuid(&row.id)?),
        operator: OperatorId(uuid(&row.operator_id)?),
        name: row.name,
        query: row.query,
        made_at: at(row.made_at)?,
    })
}
