//! The tokens of an authorizer: the pair in force in the authorizer's row, the former refresh tokens in a table of
//! their own, and when the next renewal is due.

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use wxfleet_model::authorizer::{
    AccessToken, AuthorizerStatus, AuthorizerTokens, FormerRefreshToken, RefreshTokenSource, TokenState,
};
use wxfleet_model::token::renewal_due;
use wxfleet_wechat::id::{Appid, ComponentAppid};
use wxfleet_wechat::secret::{AuthorizerAccessToken, AuthorizerRefreshToken};

use super::{Column, Entity, find, row as authorizer, this};
use crate::error::Error;
use crate::seal::{Keyring, Vault, digest};
use crate::sql::{at, changed, insert_new, ms, plain, table, word};
use crate::store::Store;
use crate::writer::{Session, Writer};

/// How many former refresh tokens of an authorizer are kept.
const FORMER_KEPT: u64 = 5;

table! {
    "former_refresh_tokens" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        token: Vec<u8>,
        obtained_at: i64,
        source: String,
    }
}

/// Tokens that WeChat gave for an authorizer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTokens {
    /// A new access token; `None` leaves the one in hand.
    pub access: Option<AccessToken>,
    /// A new refresh token; `None` leaves the one in force.
    pub refresh: Option<AuthorizerRefreshToken>,
    /// From which answer.
    pub source: RefreshTokenSource,
    /// When the answer reached us.
    pub obtained_at: Timestamp,
}

/// Why an authorizer's tokens are not good, and when they are looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenTrouble {
    /// How they stand.
    pub state: TokenState,
    /// When a renewal is tried again; only where the state leaves hope (`good`, `failing`).
    pub next_attempt_at: Option<Timestamp>,
    /// What happened, in words without secrets.
    pub reason: Option<String>,
}

impl Store {
    /// The tokens in force, as last stored; the access token may have ended.
    pub async fn authorizer_tokens(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<Option<AuthorizerTokens>, Error> {
        let Some(row) = self.read(find(&self.reads(), component, appid)).await? else {
            return Ok(None);
        };
        let access = match (&row.access_token, row.access_token_obtained_at, row.access_token_expires_at) {
            (Some(sealed), Some(obtained_at), Some(expires_at)) => Some(AccessToken {
                token: AuthorizerAccessToken::new(open(self.keys(), "access_token", component, appid, sealed)?),
                obtained_at: at(obtained_at)?,
                expires_at: at(expires_at)?,
            }),
            _ => None,
        };
        let refresh = opened_refresh(self.keys(), component, appid, &row)?;
        Ok(Some(AuthorizerTokens { access, refresh, version: row.token_version }))
    }

    /// Refresh tokens that were in force once, the newest first; five at most.
    pub async fn authorizer_former_refresh_tokens(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<Vec<FormerRefreshToken>, Error> {
        let rows = self.read(newest_former(component, appid).all(&self.reads())).await?;
        let open = |row: row::Model| {
            let key = former_key(component, appid, &row.digest);
            let token = self.keys().open_text(Vault::FormerRefreshTokens, "token", &key, &row.token)?;
            Ok(FormerRefreshToken {
                token: AuthorizerRefreshToken::new(token.as_str()),
                obtained_at: at(row.obtained_at)?,
                source: word(&row.source)?,
            })
        };
        rows.into_iter().map(open).collect()
    }

    /// Why the tokens are not good, if they are not: the words that were stored with the state.
    pub async fn authorizer_token_reason(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<Option<String>, Error> {
        Ok(self.read(find(&self.reads(), component, appid)).await?.and_then(|row| row.token_reason))
    }

    /// Authorizers whose tokens should be renewed by now, the most overdue first.
    pub async fn authorizers_due(&self, now: Timestamp, limit: u32) -> Result<Vec<(ComponentAppid, Appid)>, Error> {
        self.authorizers_due_by(Column::RenewalDueAt, now, limit).await
    }
}

impl Writer {
    /// Stores what a renewal brought and answers the new version of the tokens, which are good from now on. A refresh
    /// token that differs from the one in force moves that to the former ones. A withdrawal that was recorded stands:
    /// the tokens are kept, but no renewal becomes due. `Stale` unless the tokens are at `expected_version`.
    pub async fn authorizer_tokens_store(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        expected_version: i64,
        new: &NewTokens,
    ) -> Result<i64, Error> {
        let known = find(&self.session, component, appid).await?.ok_or(Error::Stale)?;
        if known.token_version != expected_version {
            return Err(Error::Stale);
        }
        let version = expected_version + 1;
        let mut update = Entity::update_many()
            .col_expr(Column::TokenVersion, Expr::value(version))
            .col_expr(Column::TokenState, Expr::value(TokenState::Good.as_str()))
            .col_expr(Column::TokenReason, Expr::value(None::<String>))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1));
        let mut due = ms(new.obtained_at);
        if let Some(access) = &new.access {
            let sealed = seal(&self.keys, "access_token", component, appid, access.token.expose());
            due = ms(renewal_due(appid.as_str(), access.obtained_at, access.expires_at));
            update = update
                .col_expr(Column::AccessToken, Expr::value(sealed))
                .col_expr(Column::AccessTokenObtainedAt, Expr::value(ms(access.obtained_at)))
                .col_expr(Column::AccessTokenExpiresAt, Expr::value(ms(access.expires_at)));
        }
        if let Some(refresh) = &new.refresh
            && self.keep_replaced(&known, Some(refresh)).await?
        {
            let sealed = seal(&self.keys, "refresh_token", component, appid, refresh.expose());
            update = update
                .col_expr(Column::RefreshToken, Expr::value(sealed))
                .col_expr(Column::RefreshTokenObtainedAt, Expr::value(ms(new.obtained_at)))
                .col_expr(Column::RefreshTokenSource, Expr::value(new.source.as_str()));
        }
        let result = update
            .col_expr(Column::RenewalDueAt, while_authorized(Some(due)))
            .filter(this(component, appid))
            .filter(Column::TokenVersion.eq(expected_version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        Ok(version)
    }

    /// Records how the tokens stand after a renewal that failed. `Stale` unless the tokens are at `expected_version`.
    pub async fn authorizer_token_state_store(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        expected_version: i64,
        trouble: &TokenTrouble,
    ) -> Result<(), Error> {
        let hope = matches!(trouble.state, TokenState::Good | TokenState::Failing);
        let due = trouble.next_attempt_at.filter(|_| hope).map(ms);
        let result = Entity::update_many()
            .col_expr(Column::TokenState, Expr::value(trouble.state.as_str()))
            .col_expr(Column::TokenReason, Expr::value(trouble.reason.as_deref().map(plain)))
            .col_expr(Column::RenewalDueAt, while_authorized(due))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(this(component, appid))
            .filter(Column::TokenVersion.eq(expected_version))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Moves the refresh token in force to the former ones if `new` is another; says whether `new` is another.
    pub(super) async fn keep_replaced(
        &mut self,
        known: &authorizer::Model,
        new: Option<&AuthorizerRefreshToken>,
    ) -> Result<bool, Error> {
        let (component, appid): (ComponentAppid, Appid) = (word(&known.component_appid)?, word(&known.appid)?);
        let Some(in_force) = opened_refresh(&self.keys, &component, &appid, known)? else {
            return Ok(new.is_some());
        };
        if new == Some(&in_force) {
            return Ok(false);
        }
        let obtained_at = known.refresh_token_obtained_at.unwrap_or(known.authorized_at);
        let source = known.refresh_token_source.as_deref().unwrap_or(RefreshTokenSource::QueryAuth.as_str());
        self.keep_former(&component, &appid, &in_force, obtained_at, source).await?;
        Ok(true)
    }

    /// Puts a refresh token with the former ones, of which the newest five stay.
    pub(super) async fn keep_former(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        token: &AuthorizerRefreshToken,
        obtained_at: i64,
        source: &str,
    ) -> Result<(), Error> {
        let digest = digest(&[b"refresh token", token.expose().as_bytes()]);
        let key = former_key(component, appid, &digest);
        let row = row::ActiveModel {
            component_appid: Set(component.as_str().to_owned()),
            appid: Set(appid.as_str().to_owned()),
            digest: Set(digest.to_vec()),
            token: Set(self.keys.seal(Vault::FormerRefreshTokens, "token", &key, token.expose().as_bytes())),
            obtained_at: Set(obtained_at),
            source: Set(source.to_owned()),
        };
        insert_new(&self.session, row).await?;
        let kept = newest_former(component, appid).all(&self.session).await?;
        row::Entity::delete_many()
            .filter(row::Column::ComponentAppid.eq(component.as_str()))
            .filter(row::Column::Appid.eq(appid.as_str()))
            .filter(row::Column::Digest.is_not_in(kept.into_iter().map(|row| row.digest)))
            .exec(&self.session)
            .await?;
        Ok(())
    }
}

/// The moment if the account is authorized, nothing if it is not.
fn while_authorized(due: Option<i64>) -> Expr {
    let authorized = Column::Status.eq(AuthorizerStatus::Authorized.as_str());
    CaseStatement::new().case(authorized, Expr::value(due)).finally(Expr::value(None::<i64>)).into()
}

fn newest_former(component: &ComponentAppid, appid: &Appid) -> sea_orm::Select<row::Entity> {
    row::Entity::find()
        .filter(row::Column::ComponentAppid.eq(component.as_str()))
        .filter(row::Column::Appid.eq(appid.as_str()))
        .order_by_desc(row::Column::ObtainedAt)
        .order_by_asc(row::Column::Digest)
        .limit(FORMER_KEPT)
}

fn former_key(component: &ComponentAppid, appid: &Appid, digest: &[u8]) -> String {
    format!("{component}|{appid}|{}", hex::encode(digest))
}

/// Seals a token for its column in the authorizer's row.
pub(super) fn seal(keys: &Keyring, column: &str, component: &ComponentAppid, appid: &Appid, text: &str) -> Vec<u8> {
    keys.seal(Vault::Authorizers, column, &format!("{component}|{appid}"), text.as_bytes())
}

fn open(
    keys: &Keyring,
    column: &str,
    component: &ComponentAppid,
    appid: &Appid,
    sealed: &[u8],
) -> Result<String, Error> {
    let text = keys.open_text(Vault::Authorizers, column, &format!("{component}|{appid}"), sealed)?;
    Ok(text.as_str().to_owned())
}

pub(super) fn opened_refresh(
    keys: &Keyring,
    component: &ComponentAppid,
    appid: &Appid,
    row: &authorizer::Model,
) -> Result<Option<AuthorizerRefreshToken>, Error> {
    let open =
        |sealed: &Vec<u8>| open(keys, "refresh_token", component, appid, sealed).map(AuthorizerRefreshToken::new);
    row.refresh_token.as_ref().map(open).transpose()
}

/// Removes the former refresh tokens of a component's authorizers.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    row::Entity::delete_many().filter(row::Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
