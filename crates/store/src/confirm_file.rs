//! The files by which WeChat convinces itself that a host is ours.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_wechat::domain::ConfirmFile;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::error::Error;
use crate::sql::{changed, insert_new, ms, plain, table};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "confirm_files" {
        #[sea_orm(primary_key, auto_increment = false)]
        file_name: String,
        component_appid: String,
        appid: Option<String>,
        file_content: String,
        fetched_at: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// What the file of this name holds, if we have it.
    pub async fn confirm_file(&self, file_name: &str) -> Result<Option<String>, Error> {
        let row = self.read(Entity::find_by_id(file_name).one(&self.reads())).await?;
        Ok(row.map(|row| row.file_content))
    }
}

impl Writer {
    /// Keeps a file of the component's, or of one account's; what it held before is replaced.
    pub async fn confirm_file_keep(
        &mut self,
        component: &ComponentAppid,
        appid: Option<&Appid>,
        file: &ConfirmFile,
        at: Timestamp,
    ) -> Result<(), Error> {
        let row = row::ActiveModel {
            file_name: Set(file.file_name.clone()),
            component_appid: Set(component.as_str().to_owned()),
            appid: Set(appid.map(|appid| appid.as_str().to_owned())),
            file_content: Set(plain(&file.file_content)),
            fetched_at: Set(ms(at)),
        };
        if insert_new(&self.session, row).await? {
            return Ok(());
        }
        let result = Entity::update_many()
            .col_expr(Column::ComponentAppid, Expr::value(component.as_str()))
            .col_expr(Column::Appid, Expr::value(appid.map(|appid| appid.as_str().to_owned())))
            .col_expr(Column::FileContent, Expr::value(plain(&file.file_content)))
            .col_expr(Column::FetchedAt, Expr::value(ms(at)))
            .filter(Column::FileName.eq(file.file_name.as_str()))
            .exec(&self.session)
            .await?;
        changed(&result)
    }
}

/// Removes the files of a component and its accounts.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
