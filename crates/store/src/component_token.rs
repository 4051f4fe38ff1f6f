//! The component access token: one for each component, changed by compare-and-set.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use wxfleet_model::component::ComponentToken;
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::ComponentAccessToken;

use crate::error::Error;
use crate::seal::Vault;
use crate::sql::{at, changed, insert_new, ms, table};
use crate::store::Store;
use crate::writer::{Session, Writer};

table! {
    "component_tokens" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        token: Vec<u8>,
        obtained_at: i64,
        expires_at: i64,
        version: i64,
    }
}
use row::{Column, Entity};

impl Store {
    /// The component's access token, as it was last stored; it may have ended.
    pub async fn component_token(&self, component: &ComponentAppid) -> Result<Option<ComponentToken>, Error> {
        let Some(row) = self.read(Entity::find_by_id(component.as_str()).one(&self.reads())).await? else {
            return Ok(None);
        };
        let token = self.keys().open_text(Vault::ComponentTokens, "token", component.as_str(), &row.token)?;
        Ok(Some(ComponentToken {
            token: ComponentAccessToken::new(token.as_str()),
            obtained_at: at(row.obtained_at)?,
            expires_at: at(row.expires_at)?,
            version: row.version,
        }))
    }
}

impl Writer {
    /// Stores a new token and answers its version. `expected_version` is that of the token it replaces, 0 if there is
    /// none; `Stale` if another token was stored since.
    pub async fn component_token_store(
        &mut self,
        component: &ComponentAppid,
        expected_version: i64,
        token: &ComponentAccessToken,
        obtained_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<i64, Error> {
        let version = expected_version + 1;
        let sealed = self.keys.seal(Vault::ComponentTokens, "token", component.as_str(), token.expose().as_bytes());
        if expected_version == 0 {
            let row = row::ActiveModel {
                component_appid: Set(component.as_str().to_owned()),
                token: Set(sealed),
                obtained_at: Set(ms(obtained_at)),
                expires_at: Set(ms(expires_at)),
                version: Set(version),
            };
            if !insert_new(&self.session, row).await? {
                return Err(Error::Stale);
            }
        } else {
            let result = Entity::update_many()
                .col_expr(Column::Token, Expr::value(sealed))
                .col_expr(Column::ObtainedAt, Expr::value(ms(obtained_at)))
                .col_expr(Column::ExpiresAt, Expr::value(ms(expires_at)))
                .col_expr(Column::Version, Expr::value(version))
                .filter(Column::ComponentAppid.eq(component.as_str()))
                .filter(Column::Version.eq(expected_version))
                .exec(&self.session)
                .await?;
            changed(&result)?;
        }
        self.component_token_noted(component, ms(expires_at)).await?;
        Ok(version)
    }
}

/// Removes a component's access token.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    Entity::delete_by_id(component.as_str()).exec(session).await?;
    Ok(())
}
