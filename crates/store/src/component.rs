//! Components and their secrets.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use wxfleet_model::authorizer::AuthorizerStatus;
use wxfleet_model::component::{CallbackKeys, Component, ComponentSecrets};
use wxfleet_wechat::id::ComponentAppid;
use wxfleet_wechat::secret::{AppSecret, EncodingAesKey, MessageToken};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::seal::{Keyring, Vault};
use crate::sql::{at, at_opt, changed, insert_new, ms, plain, table, word};
use crate::store::Store;
use crate::writer::Writer;
use crate::{
    audit, authorization_code, authorizer, code_state, component_token, confirm_file, event, job, link, list_sync,
    name_audit, pre_auth_code, registration, status_page, tester, ticket,
};

table! {
    "components" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        name: String,
        secrets: Vec<u8>,
        created_at: i64,
        ticket_received_at: Option<i64>,
        access_token_expires_at: Option<i64>,
        version: i64,
    }
}
pub(crate) use row::{Column, Entity};

/// How many accounts are authorized to a component, and how many were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuthorizerCounts {
    /// Authorized now.
    pub authorized: u64,
    /// Authorized once.
    pub unauthorized: u64,
}

impl Store {
    /// The component with this appid.
    pub async fn component_by_appid(&self, component: &ComponentAppid) -> Result<Option<Component>, Error> {
        let row = self.read(Entity::find_by_id(component.as_str()).one(&self.reads())).await?;
        row.map(opened).transpose()
    }

    /// All components, the oldest first.
    pub async fn components(&self) -> Result<Vec<Component>, Error> {
        let query = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::ComponentAppid);
        self.read(query.all(&self.reads())).await?.into_iter().map(opened).collect()
    }

    /// What the component signs, seals and proves itself with. `Corrupt` if it does not open.
    pub async fn component_secrets(&self, component: &ComponentAppid) -> Result<Option<ComponentSecrets>, Error> {
        let row = self.read(Entity::find_by_id(component.as_str()).one(&self.reads())).await?;
        row.map(|row| open_secrets(self.keys(), &row.component_appid, &row.secrets)).transpose()
    }

    /// How many accounts are and were authorized to the component.
    pub async fn component_counts(&self, component: &ComponentAppid) -> Result<AuthorizerCounts, Error> {
        let query = authorizer::Entity::find()
            .select_only()
            .column(authorizer::Column::Status)
            .column_as(authorizer::Column::Appid.count(), "count")
            .filter(authorizer::Column::ComponentAppid.eq(component.as_str()))
            .group_by(authorizer::Column::Status)
            .into_tuple::<(String, i64)>();
        let mut counts = AuthorizerCounts::default();
        for (status, count) in self.read(query.all(&self.reads())).await? {
            let count = u64::try_from(count).map_err(|_| Error::corrupt("a count below zero"))?;
            match word::<AuthorizerStatus>(&status)? {
                AuthorizerStatus::Authorized => counts.authorized += count,
                AuthorizerStatus::Unauthorized => counts.unauthorized += count,
            }
        }
        Ok(counts)
    }
}

impl Writer {
    /// Adds a component as version 1. `Taken` if one with its appid is there.
    pub async fn component_insert(&mut self, component: &Component, secrets: &ComponentSecrets) -> Result<(), Error> {
        let appid = component.component_appid.as_str();
        let row = row::ActiveModel {
            component_appid: Set(appid.to_owned()),
            name: Set(plain(&component.name)),
            secrets: Set(seal_secrets(&self.keys, appid, secrets)),
            created_at: Set(ms(component.created_at)),
            ticket_received_at: Set(component.ticket_received_at.map(ms)),
            access_token_expires_at: Set(component.access_token_expires_at.map(ms)),
            version: Set(1),
        };
        if insert_new(&self.session, row).await? { Ok(()) } else { Err(Error::Taken) }
    }

    /// Changes what is given and answers the new version. `Stale` unless the component is at `expected_version`.
    pub async fn component_update(
        &mut self,
        component: &ComponentAppid,
        expected_version: i64,
        name: Option<&str>,
        secrets: Option<&ComponentSecrets>,
    ) -> Result<i64, Error> {
        let mut update = Entity::update_many().col_expr(Column::Version, Expr::value(expected_version + 1));
        if let Some(name) = name {
            update = update.col_expr(Column::Name, Expr::value(plain(name)));
        }
        if let Some(secrets) = secrets {
            let sealed = seal_secrets(&self.keys, component.as_str(), secrets);
            update = update.col_expr(Column::Secrets, Expr::value(sealed));
        }
        let result = update
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Version.eq(expected_version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        Ok(expected_version + 1)
    }

    /// Removes a component with all that belongs to it but the journal; says whether it was there.
    pub async fn component_remove(&mut self, component: &ComponentAppid) -> Result<bool, Error> {
        let session = &self.session;
        ticket::forget(session, component).await?;
        component_token::forget(session, component).await?;
        authorizer::forget(session, component).await?;
        link::forget(session, component).await?;
        list_sync::forget(session, component).await?;
        job::forget(session, component).await?;
        pre_auth_code::forget(session, component).await?;
        authorization_code::forget(session, component).await?;
        code_state::forget(session, component).await?;
        audit::forget(session, component).await?;
        event::forget(session, component).await?;
        tester::forget(session, component).await?;
        confirm_file::forget(session, component).await?;
        name_audit::forget(session, component).await?;
        registration::forget(session, component).await?;
        status_page::forget(session, component).await?;
        let removed = Entity::delete_by_id(component.as_str()).exec(session).await?;
        Ok(removed.rows_affected > 0)
    }

    /// Notes when the newest ticket arrived; a later moment stays.
    pub(crate) async fn component_ticket_noted(&mut self, component: &ComponentAppid, at: i64) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::TicketReceivedAt, Expr::value(at))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::TicketReceivedAt.is_null().or(Column::TicketReceivedAt.lt(at)))
            .exec(&self.session)
            .await?;
        Ok(())
    }

    /// Notes until when the component's access token is good.
    pub(crate) async fn component_token_noted(&mut self, component: &ComponentAppid, until: i64) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::AccessTokenExpiresAt, Expr::value(until))
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .exec(&self.session)
            .await?;
        Ok(())
    }
}

fn opened(row: row::Model) -> Result<Component, Error> {
    Ok(Component {
        component_appid: word(&row.component_appid)?,
        name: row.name,
        created_at: at(row.created_at)?,
        ticket_received_at: at_opt(row.ticket_received_at)?,
        access_token_expires_at: at_opt(row.access_token_expires_at)?,
        version: row.version,
    })
}

/// The secrets as they are sealed: one JSON text for all of them.
#[derive(Serialize)]
struct SealedSecrets<'a> {
    app_secret: &'a str,
    callback_keys: Vec<SealedKeys<'a>>,
}

#[derive(Serialize)]
struct SealedKeys<'a> {
    token: &'a str,
    encoding_aes_key: &'a str,
    valid_until: Option<i64>,
}

fn seal_secrets(keys: &Keyring, appid: &str, secrets: &ComponentSecrets) -> Vec<u8> {
    fn generation(keys: &CallbackKeys) -> SealedKeys<'_> {
        SealedKeys {
            token: keys.token.expose(),
            encoding_aes_key: keys.encoding_aes_key.expose(),
            valid_until: keys.valid_until.map(ms),
        }
    }
    let shown = SealedSecrets {
        app_secret: secrets.app_secret.expose(),
        callback_keys: secrets.callback_keys.iter().map(generation).collect(),
    };
    let text = Zeroizing::new(serde_json::to_vec(&shown).expect("texts can be written as JSON"));
    keys.seal(Vault::Components, "secrets", appid, &text)
}

fn open_secrets(keys: &Keyring, appid: &str, sealed: &[u8]) -> Result<ComponentSecrets, Error> {
    /// As [`SealedSecrets`], but texts may hold escapes and then cannot be borrowed.
    #[derive(Deserialize)]
    struct Shown {
        app_secret: AppSecret,
        callback_keys: Vec<ShownKeys>,
    }
    #[derive(Deserialize)]
    struct ShownKeys {
        token: MessageToken,
        encoding_aes_key: EncodingAesKey,
        valid_until: Option<i64>,
    }
    let text = keys.open(Vault::Components, "secrets", appid, sealed)?;
    let shown: Shown = serde_json::from_slice(&text).map_err(|_| Error::corrupt("secrets are no JSON of ours"))?;
    let generation = |keys: ShownKeys| {
        let valid_until = at_opt(keys.valid_until)?;
        Ok(CallbackKeys { token: keys.token, encoding_aes_key: keys.encoding_aes_key, valid_until })
    };
    Ok(ComponentSecrets {
        app_secret: shown.app_secret,
        callback_keys: shown.callback_keys.into_iter().map(generation).collect::<Result<_, Error>>()?,
    })
}
