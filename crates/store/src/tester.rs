//! Testers whose WeChat id we know.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use wxfleet_model::tester::KnownTester;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{at, changed, insert_new, ms, plain, short, table};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "testers" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        wechatid: String,
        userstr: String,
        bound_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// The testers of an account that were bound here, by WeChat id.
    pub async fn testers(&self, component: &ComponentAppid, appid: &Appid) -> Result<Vec<KnownTester>, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.eq(appid.as_str()))
            .order_by_asc(Column::Wechatid);
        let open = |row: row::Model| {
            Ok(KnownTester { wechatid: row.wechatid, userstr: row.userstr, bound_at: at(row.bound_at)? })
        };
        self.read(query.all(&self.reads())).await?.into_iter().map(open).collect()
    }
}

impl Writer {
    /// Remembers a tester; a newer `userstr` of the same person replaces the older one. WeChat ids are at most 191
    /// characters long here.
    pub async fn tester_remember(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        tester: &KnownTester,
    ) -> Result<(), Error> {
        let (wechatid, bound_at) = (short(&tester.wechatid), tester.bound_at);
        let row = row::ActiveModel {
            component_appid: Set(component.as_str().to_owned()),
            appid: Set(appid.as_str().to_owned()),
            wechatid: Set(wechatid.clone()),
            userstr: Set(plain(&tester.userstr)),
            bound_at: Set(ms(bound_at)),
        };
        if self.tester_renew(component, appid, &wechatid, &tester.userstr, bound_at).await?
            || insert_new(&self.session, row).await?
            || self.tester_renew(component, appid, &wechatid, &tester.userstr, bound_at).await?
        {
            Ok(())
        } else {
            Err(Error::Stale)
        }
    }

    async fn tester_renew(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        wechatid: &str,
        userstr: &str,
        bound_at: Timestamp,
    ) -> Result<bool, Error> {
        let result = Entity::update_many()
            .col_expr(Column::Userstr, Expr::value(plain(userstr)))
            .col_expr(Column::BoundAt, Expr::value(ms(bound_at)))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.eq(appid.as_str()))
            .filter(Column::Wechatid.eq(wechatid))
            .exec(&self.session)
            .await?;
        Ok(changed(&result).is_ok())
    }

    /// Forgets a tester; says whether the person was known.
    pub async fn tester_forget(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        wechatid: &str,
    ) -> Result<bool, Error> {
        let key = (component.as_str().to_owned(), appid.as_str().to_owned(), short(wechatid));
        let removed = Entity::delete_by_id(key).exec(&self.session).await?;
        Ok(removed.rows_affected > 0)
    }
}

/// Removes the testers of a component's accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
