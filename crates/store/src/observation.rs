//! What the field taught us about WeChat's uncertain facts, counted.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use wxfleet_model::observation::{Fact, Observation};

use crate::error::Error;
use crate::sql::{at, changed, insert_new, ms, short, table, word};
use crate::store::Store;
use crate::writer::Writer;

table! {
    "observations" {
        #[sea_orm(primary_key, auto_increment = false)]
        fact: String,
        #[sea_orm(primary_key, auto_increment = false)]
        value: String,
        count: i64,
        first_at: i64,
        last_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// All that was observed, by fact, the most frequent answer first.
    pub async fn observations(&self) -> Result<Vec<Observation>, Error> {
        let query = Entity::find().order_by_asc(Column::Fact).order_by_desc(Column::Count).order_by_asc(Column::Value);
        let open = |row: row::Model| {
            Ok(Observation {
                fact: word::<Fact>(&row.fact)?,
                value: row.value,
                count: row.count,
                first_at: at(row.first_at)?,
                last_at: at(row.last_at)?,
            })
        };
        self.read(query.all(&self.reads())).await?.into_iter().map(open).collect()
    }
}

impl Writer {
    /// Counts one answer (at most 191 characters) to one question.
    pub async fn observation_note(&mut self, fact: Fact, value: &str, at: Timestamp) -> Result<(), Error> {
        let (value, at) = (short(value), ms(at));
        if self.observation_count(fact, &value, at).await? {
            return Ok(());
        }
        let row = row::ActiveModel {
            fact: Set(fact.as_str().to_owned()),
            value: Set(value.clone()),
            count: Set(1),
            first_at: Set(at),
            last_at: Set(at),
        };
        if insert_new(&self.session, row).await? || self.observation_count(fact, &value, at).await? {
            Ok(())
        } else {
            Err(Error::Stale)
        }
    }

    async fn observation_count(&mut self, fact: Fact, value: &str, at: i64) -> Result<bool, Error> {
        let result = Entity::update_many()
            .col_expr(Column::Count, Expr::col(Column::Count).add(1))
            .col_expr(Column::LastAt, Expr::value(at))
            .filter(Column::Fact.eq(fact.as_str()))
            .filter(Column::Value.eq(value))
            .exec(&self.session)
            .await?;
        Ok(changed(&result).is_ok())
    }
}
