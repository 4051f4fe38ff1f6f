//! Authorizers: state, profile and tokens in one row, and the refresh tokens that were in force before.
//!
//! Two orders meet here. *WeChat's time* decides between authorization and withdrawal: an older one never undoes a
//! newer. *Versions* decide between writers: `version` counts every change of the row, `token_version` those of its
//! tokens, and a refresh token that is replaced moves to `former_refresh_tokens` in the same unit.

mod tokens;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use wxfleet_model::authorizer::{
    AccessToken, Authorizer, AuthorizerKind, AuthorizerState, AuthorizerStatus, Profile, RefreshTokenSource,
    TokenState, state_of,
};
use wxfleet_model::code::CodeStage;
use wxfleet_model::page::{Page, PageRequest};
use wxfleet_model::permission::Limits;
use wxfleet_model::permission_set::DEVELOPMENT;
use wxfleet_model::token::renewal_due;
use wxfleet_wechat::id::{Appid, ComponentAppid, FuncscopeId};
use wxfleet_wechat::secret::AuthorizerRefreshToken;

use crate::code_state;
use crate::error::Error;
use crate::sql::{
    at, at_opt, beginning, changed, containing, holds, insert_new, json, ms, portion, table, to_json, window, word,
};
use crate::store::Store;
use crate::writer::{Session, Writer};

pub use tokens::{NewTokens, TokenTrouble};

table! {
    "authorizers" {
        #[sea_orm(primary_key, auto_increment = false)]
        component_appid: String,
        #[sea_orm(primary_key, auto_increment = false)]
        appid: String,
        kind: Option<String>,
        status: String,
        profile: String,
        search: String,
        func_info: String,
        labels: String,
        authorized_at: i64,
        unauthorized_at: Option<i64>,
        profile_read_at: Option<i64>,
        token_state: String,
        token_reason: Option<String>,
        access_token: Option<Vec<u8>>,
        access_token_obtained_at: Option<i64>,
        access_token_expires_at: Option<i64>,
        refresh_token: Option<Vec<u8>>,
        refresh_token_obtained_at: Option<i64>,
        refresh_token_source: Option<String>,
        token_version: i64,
        renewal_due_at: Option<i64>,
        version: i64,
        profile_due_at: Option<i64>,
        closed_at: Option<i64>,
        is_frozen: i64,
        may_develop: i64,
    }
}
pub(crate) use row::{Column, Entity};

/// Accounts that are named in one statement: an engine bounds what one may bind.
const NAMED_AT_ONCE: usize = 500;

/// Which authorizers of a component are wanted; the default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorizerFilter {
    /// The beginning of an appid, or a piece of the nickname, the principal's name or a label, in any case.
    pub q: Option<String>,
    /// One kind of account.
    pub kind: Option<AuthorizerKind>,
    /// Authorized now, or once.
    pub status: Option<AuthorizerStatus>,
    /// A whole label.
    pub label: Option<String>,
    /// How they stand.
    pub state: Option<AuthorizerState>,
    /// The version that everybody sees.
    pub version: Option<String>,
    /// How far their code is.
    pub stage: Option<CodeStage>,
    /// A permission set that they were not granted.
    pub missing: Option<FuncscopeId>,
    /// Only those within a key's limits.
    pub limits: Limits,
}

/// An authorization as WeChat told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAuthorization {
    /// To whom.
    pub component_appid: ComponentAppid,
    /// Which account.
    pub appid: Appid,
    /// WeChat's time of the authorization.
    pub authorized_at: Timestamp,
    /// When WeChat's answer reached us.
    pub obtained_at: Timestamp,
    /// The permission sets granted; `None` if the answer does not tell.
    pub func_info: Option<Vec<FuncscopeId>>,
    /// The access token that came with it.
    pub access: Option<AccessToken>,
    /// The refresh token that came with it; `None` for an account without API ability.
    pub refresh: Option<AuthorizerRefreshToken>,
    /// From which answer.
    pub source: RefreshTokenSource,
}

/// What holding a row of WeChat's list against ours needs to know of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldAuthorization {
    /// Authorized now, or once.
    pub status: AuthorizerStatus,
    /// WeChat's time of the withdrawal.
    pub unauthorized_at: Option<Timestamp>,
    /// The refresh token in force.
    pub refresh: Option<AuthorizerRefreshToken>,
    /// Counts the changes of its tokens.
    pub token_version: i64,
}

/// What became of an authorization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authorized {
    /// The account is new here.
    New,
    /// It was known; the new authorization is in force.
    Renewed,
    /// A newer authorization or withdrawal stands; nothing was changed, but the refresh token was put with the former
    /// ones.
    Outdated,
}

/// What became of a withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unauthorized {
    /// The account is unauthorized now. Its tokens stay. (An account that was not known is kept as withdrawn, so that
    /// an older authorization that arrives later does not win.)
    Done,
    /// It was so already.
    Already,
    /// A newer authorization stands; nothing was changed.
    Outdated,
}

/// What WeChat told about an account.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileReading {
    /// What sort of account it is.
    pub kind: AuthorizerKind,
    /// The account.
    pub profile: Profile,
    /// The permission sets granted; `None` if the answer does not tell.
    pub func_info: Option<Vec<FuncscopeId>>,
    /// When WeChat was asked.
    pub read_at: Timestamp,
}

impl Store {
    /// One authorizer.
    pub async fn authorizer_by_appid(
        &self,
        component: &ComponentAppid,
        appid: &Appid,
    ) -> Result<Option<Authorizer>, Error> {
        self.read(find(&self.reads(), component, appid)).await?.as_ref().map(opened).transpose()
    }

    /// What is held of these accounts; those that are not known are left out. One that cannot be read stands for
    /// itself alone.
    pub async fn authorizers_held(
        &self,
        component: &ComponentAppid,
        appids: &[Appid],
    ) -> Result<HashMap<Appid, Result<HeldAuthorization, Error>>, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.is_in(appids.iter().map(Appid::as_str)));
        let held = |appid: &Appid, row: &row::Model| {
            Ok(HeldAuthorization {
                status: word(&row.status)?,
                unauthorized_at: at_opt(row.unauthorized_at)?,
                refresh: tokens::opened_refresh(self.keys(), component, appid, row)?,
                token_version: row.token_version,
            })
        };
        let open = |row: row::Model| {
            let appid: Appid = word(&row.appid)?;
            let held = held(&appid, &row);
            Ok((appid, held))
        };
        self.read(query.all(&self.reads())).await?.into_iter().map(open).collect()
    }

    /// Authorized accounts whose profile should be read by now, the longest due first.
    pub async fn authorizers_profile_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(ComponentAppid, Appid)>, Error> {
        self.authorizers_due_by(Column::ProfileDueAt, now, limit).await
    }

    /// Authorizers whose moment in this column has come, the earliest first.
    async fn authorizers_due_by(
        &self,
        due_at: Column,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(ComponentAppid, Appid)>, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::ComponentAppid)
            .column(Column::Appid)
            .filter(due_at.lte(ms(now)))
            .order_by_asc(due_at)
            .limit(u64::from(limit))
            .into_tuple::<(String, String)>();
        let rows = self.read(query.all(&self.reads())).await?;
        rows.into_iter().map(|(component, appid)| Ok((word(&component)?, word(&appid)?))).collect()
    }

    /// How many accounts of a component have a profile that is still to be read.
    pub async fn authorizers_profile_waiting(&self, component: &ComponentAppid) -> Result<u64, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::ProfileDueAt.is_not_null());
        self.read(query.count(&self.reads())).await
    }

    /// The authorizers of a component that pass the filter, by appid.
    pub async fn authorizers(
        &self,
        component: &ComponentAppid,
        filter: &AuthorizerFilter,
        page: &PageRequest,
    ) -> Result<Page<Authorizer>, Error> {
        let mut found =
            Condition::all().add(Column::ComponentAppid.eq(component.as_str())).add(matching(component, filter));
        if let Some(after) = &page.after {
            let after = Appid::parse(after.as_str()).map_err(|_| Error::Cursor)?;
            found = found.add(Column::Appid.gt(after.as_str()));
        }
        // A filter that few rows pass looks at nearly all of them. Asked for appids alone, SQLite looks at the index that
        // holds what is filtered by, a tenth of the table, and the rows are fetched for those that passed.
        if *filter != AuthorizerFilter::default() {
            let query = Entity::find()
                .select_only()
                .column(Column::Appid)
                .filter(found)
                .order_by_asc(Column::Appid)
                .limit(window(page))
                .into_tuple::<String>();
            let appids = self.read(query.all(&self.reads())).await?;
            found =
                Condition::all().add(Column::ComponentAppid.eq(component.as_str())).add(Column::Appid.is_in(appids));
        }
        let query = Entity::find().filter(found).order_by_asc(Column::Appid).limit(window(page));
        let rows = self.read(query.all(&self.reads())).await?;
        portion(rows, page, |row| row.appid.clone(), |row| opened(&row))
    }

    /// The appids of a component's authorizers that pass the filter, in order, so many at most after this one.
    pub async fn authorizer_appids(
        &self,
        component: &ComponentAppid,
        filter: &AuthorizerFilter,
        after: Option<&Appid>,
        limit: u32,
    ) -> Result<Vec<Appid>, Error> {
        let query = Entity::find()
            .select_only()
            .column(Column::Appid)
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(matching(component, filter))
            .filter(Condition::all().add_option(after.map(|after| Column::Appid.gt(after.as_str()))))
            .order_by_asc(Column::Appid)
            .limit(u64::from(limit))
            .into_tuple::<String>();
        self.read(query.all(&self.reads())).await?.iter().map(|appid| word(appid)).collect()
    }

    /// Those of these appids that are authorizers of the component within the limits.
    pub async fn authorizers_known(
        &self,
        component: &ComponentAppid,
        appids: &[Appid],
        limits: &Limits,
    ) -> Result<HashSet<Appid>, Error> {
        let mut known = HashSet::with_capacity(appids.len());
        for portion in appids.chunks(NAMED_AT_ONCE) {
            let query = Entity::find()
                .select_only()
                .column(Column::Appid)
                .filter(Column::ComponentAppid.eq(component.as_str()))
                .filter(Column::Appid.is_in(portion.iter().map(Appid::as_str)))
                .filter(within(limits, Column::ComponentAppid, Column::Appid))
                .into_tuple::<String>();
            for appid in self.read(query.all(&self.reads())).await? {
                known.insert(word(&appid)?);
            }
        }
        Ok(known)
    }

    /// Those of these authorizers that are known and within the limits, by appid.
    pub async fn authorizers_by_appids(
        &self,
        component: &ComponentAppid,
        appids: &[Appid],
        limits: &Limits,
    ) -> Result<HashMap<Appid, Authorizer>, Error> {
        let query = Entity::find()
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(Column::Appid.is_in(appids.iter().map(Appid::as_str)))
            .filter(within(limits, Column::ComponentAppid, Column::Appid));
        let rows = self.read(query.all(&self.reads())).await?;
        rows.iter().map(|row| opened(row).map(|account| (account.appid.clone(), account))).collect()
    }
}

/// How many of a component's accounts stand how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthorizerStanding {
    /// By their state; states that no account is in are left out.
    pub states: Vec<(AuthorizerState, u64)>,
    /// Authorized Mini Programs that have not granted what commits and releases need.
    pub without_development: u64,
}

impl Store {
    /// How many of a component's accounts, within these limits, stand how. One index holds all that is asked.
    pub async fn authorizer_standing(
        &self,
        component: &ComponentAppid,
        limits: &Limits,
    ) -> Result<AuthorizerStanding, Error> {
        let by = [Column::Status, Column::TokenState, Column::IsFrozen, Column::Kind, Column::MayDevelop];
        let query = Entity::find()
            .select_only()
            .columns(by)
            .column_as(Column::Appid.count(), "accounts")
            .column_as(Column::ClosedAt.count(), "closed")
            .filter(Column::ComponentAppid.eq(component.as_str()))
            .filter(within(limits, Column::ComponentAppid, Column::Appid));
        let query = by.into_iter().fold(query, QuerySelect::group_by);
        let query = query.into_tuple::<(String, String, i64, Option<String>, i64, i64, i64)>();
        let mut standing = AuthorizerStanding::default();
        for (status, tokens, is_frozen, kind, may_develop, count, closed) in self.read(query.all(&self.reads())).await?
        {
            let (count, closed) = (u64::try_from(count).unwrap_or_default(), u64::try_from(closed).unwrap_or_default());
            let (status, tokens) = (word(&status)?, word(&tokens)?);
            for (is_closed, count) in [(false, count.saturating_sub(closed)), (true, closed)] {
                let state = state_of(status, tokens, is_frozen != 0, is_closed);
                match standing.states.iter_mut().find(|(known, _)| *known == state) {
                    Some((_, sum)) => *sum += count,
                    None => standing.states.push((state, count)),
                }
            }
            let is_mini_program = kind.as_deref() == Some(AuthorizerKind::MiniProgram.as_str());
            if is_mini_program && status == AuthorizerStatus::Authorized && may_develop == 0 {
                standing.without_development += count;
            }
        }
        standing.states.retain(|(_, count)| *count > 0);
        standing.states.sort_unstable_by_key(|(state, _)| *state);
        Ok(standing)
    }

    /// How many of a component's accounts pass the filter.
    pub async fn authorizer_count(&self, component: &ComponentAppid, filter: &AuthorizerFilter) -> Result<u64, Error> {
        let query =
            Entity::find().filter(Column::ComponentAppid.eq(component.as_str())).filter(matching(component, filter));
        self.read(query.count(&self.reads())).await
    }
}

impl Writer {
    /// Records an authorization with its tokens. By WeChat's time the newest of authorization and withdrawal stands,
    /// whichever arrived first; of equal times the later to arrive. `Stale` if another writer was in between.
    pub async fn authorizer_authorize(&mut self, new: &NewAuthorization) -> Result<Authorized, Error> {
        let Some(known) = find(&self.session, &new.component_appid, &new.appid).await? else {
            let added = self.authorizer_insert(new).await?;
            return if added { Ok(Authorized::New) } else { Err(Error::Stale) };
        };
        let authorized_at = ms(new.authorized_at);
        if authorized_at < known.authorized_at || known.unauthorized_at.is_some_and(|at| authorized_at < at) {
            if let Some(refresh) = &new.refresh {
                let (obtained_at, source) = (ms(new.obtained_at), new.source.as_str());
                self.keep_former(&new.component_appid, &new.appid, refresh, obtained_at, source).await?;
            }
            return Ok(Authorized::Outdated);
        }
        self.keep_replaced(&known, new.refresh.as_ref()).await?;
        let tokens = self.token_columns(new);
        let mut update = Entity::update_many()
            .col_expr(Column::Status, Expr::value(AuthorizerStatus::Authorized.as_str()))
            .col_expr(Column::AuthorizedAt, Expr::value(authorized_at))
            .col_expr(Column::UnauthorizedAt, Expr::value(None::<i64>))
            .col_expr(Column::TokenState, Expr::value(tokens.state.as_str()))
            .col_expr(Column::TokenReason, Expr::value(None::<String>))
            .col_expr(Column::AccessToken, Expr::value(tokens.access))
            .col_expr(Column::AccessTokenObtainedAt, Expr::value(new.access.as_ref().map(|t| ms(t.obtained_at))))
            .col_expr(Column::AccessTokenExpiresAt, Expr::value(new.access.as_ref().map(|t| ms(t.expires_at))))
            .col_expr(Column::RefreshToken, Expr::value(tokens.refresh))
            .col_expr(Column::RefreshTokenObtainedAt, Expr::value(ms(new.obtained_at)))
            .col_expr(Column::RefreshTokenSource, Expr::value(new.source.as_str()))
            .col_expr(Column::TokenVersion, Expr::col(Column::TokenVersion).add(1))
            .col_expr(Column::RenewalDueAt, Expr::value(tokens.due))
            .col_expr(Column::ProfileDueAt, Expr::value(profile_due(new)))
            .col_expr(Column::Version, Expr::value(known.version + 1));
        if let Some(func_info) = &new.func_info {
            update = update
                .col_expr(Column::FuncInfo, Expr::value(to_json(func_info)))
                .col_expr(Column::MayDevelop, Expr::value(may_develop(func_info)));
        }
        let result = update
            .filter(this(&new.component_appid, &new.appid))
            .filter(Column::Version.eq(known.version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        Ok(Authorized::Renewed)
    }

    /// Records authorizations of accounts that were not known, in one statement; answers how many. One that came to be
    /// known in between is left as it is. At most 100 at once: an engine bounds what one statement may bind.
    pub async fn authorizers_add(&mut self, new: &[NewAuthorization]) -> Result<u64, Error> {
        if self.session.get_database_backend() == DbBackend::MySql {
            let mut added = 0;
            for one in new {
                added += u64::from(self.authorizer_insert(one).await?);
            }
            return Ok(added);
        }
        let rows: Vec<_> = new.iter().map(|one| self.new_row(one)).collect();
        if rows.is_empty() {
            return Ok(0);
        }
        let insert = Entity::insert_many(rows).on_conflict(OnConflict::new().do_nothing().to_owned());
        Ok(insert.exec_without_returning(&self.session).await?)
    }

    /// Records a withdrawal at WeChat's time `at`. Tokens, profile and labels stay.
    pub async fn authorizer_unauthorize(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        at: Timestamp,
    ) -> Result<Unauthorized, Error> {
        let Some(known) = find(&self.session, component, appid).await? else {
            let row = row::ActiveModel {
                status: Set(AuthorizerStatus::Unauthorized.as_str().to_owned()),
                unauthorized_at: Set(Some(ms(at))),
                ..blank(component, appid, at)
            };
            return if insert_new(&self.session, row).await? { Ok(Unauthorized::Done) } else { Err(Error::Stale) };
        };
        if ms(at) < known.authorized_at {
            return Ok(Unauthorized::Outdated);
        }
        if known.unauthorized_at.is_some() {
            return Ok(Unauthorized::Already);
        }
        let result = Entity::update_many()
            .col_expr(Column::Status, Expr::value(AuthorizerStatus::Unauthorized.as_str()))
            .col_expr(Column::UnauthorizedAt, Expr::value(ms(at)))
            .col_expr(Column::RenewalDueAt, Expr::value(None::<i64>))
            .col_expr(Column::ProfileDueAt, Expr::value(None::<i64>))
            .col_expr(Column::Version, Expr::value(known.version + 1))
            .filter(this(component, appid))
            .filter(Column::Version.eq(known.version))
            .exec(&self.session)
            .await?;
        changed(&result)?;
        Ok(Unauthorized::Done)
    }

    /// Stores what WeChat told about an account, unless a later reading is there. `Stale` if the account is not known.
    pub async fn authorizer_profile_store(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        reading: &ProfileReading,
    ) -> Result<(), Error> {
        let known = find(&self.session, component, appid).await?.ok_or(Error::Stale)?;
        if known.profile_read_at.is_some_and(|at| at > ms(reading.read_at)) {
            return Ok(());
        }
        let labels: Vec<String> = json(&known.labels)?;
        let mut update = Entity::update_many()
            .col_expr(Column::Kind, Expr::value(reading.kind.as_str()))
            .col_expr(Column::Profile, Expr::value(to_json(&reading.profile)))
            .col_expr(Column::IsFrozen, Expr::value(i64::from(reading.profile.is_frozen())))
            .col_expr(Column::Search, Expr::value(searchable(&reading.profile, &labels)))
            .col_expr(Column::ProfileReadAt, Expr::value(ms(reading.read_at)))
            .col_expr(Column::ProfileDueAt, Expr::value(None::<i64>));
        if let Some(func_info) = &reading.func_info {
            update = update
                .col_expr(Column::FuncInfo, Expr::value(to_json(func_info)))
                .col_expr(Column::MayDevelop, Expr::value(may_develop(func_info)));
        }
        let result = update
            .col_expr(Column::Version, Expr::value(known.version + 1))
            .filter(this(component, appid))
            .filter(Column::Version.eq(known.version))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    /// Puts the reading of a profile off until `due_at`, unless it was read in between.
    pub async fn authorizer_profile_put_off(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        due_at: Timestamp,
    ) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::ProfileDueAt, Expr::value(ms(due_at)))
            .filter(this(component, appid))
            .filter(Column::ProfileDueAt.is_not_null())
            .exec(&self.session)
            .await?;
        Ok(())
    }

    /// Notes whether an account is open for its users: open, or closed at this moment. One that was closed before stays
    /// closed since then.
    pub async fn authorizer_closed_store(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        closed_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        let changes = if closed_at.is_some() { Column::ClosedAt.is_null() } else { Column::ClosedAt.is_not_null() };
        Entity::update_many()
            .col_expr(Column::ClosedAt, Expr::value(closed_at.map(ms)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(this(component, appid))
            .filter(changes)
            .exec(&self.session)
            .await?;
        Ok(())
    }

    /// Puts these labels in the place of the present ones. `Stale` unless the account is at `expected_version`.
    pub async fn authorizer_labels_store(
        &mut self,
        component: &ComponentAppid,
        appid: &Appid,
        expected_version: i64,
        labels: &[String],
    ) -> Result<(), Error> {
        let known = find(&self.session, component, appid).await?.ok_or(Error::Stale)?;
        let result = Entity::update_many()
            .col_expr(Column::Labels, Expr::value(to_json(&labels)))
            .col_expr(Column::Search, Expr::value(searchable(&json(&known.profile)?, labels)))
            .col_expr(Column::Version, Expr::value(expected_version + 1))
            .filter(this(component, appid))
            .filter(Column::Version.eq(expected_version))
            .exec(&self.session)
            .await?;
        changed(&result)
    }

    async fn authorizer_insert(&mut self, new: &NewAuthorization) -> Result<bool, Error> {
        insert_new(&self.session, self.new_row(new)).await
    }

    fn new_row(&self, new: &NewAuthorization) -> row::ActiveModel {
        let tokens = self.token_columns(new);
        row::ActiveModel {
            func_info: Set(to_json(new.func_info.as_deref().unwrap_or_default())),
            may_develop: Set(may_develop(new.func_info.as_deref().unwrap_or_default())),
            token_state: Set(tokens.state.as_str().to_owned()),
            access_token: Set(tokens.access),
            access_token_obtained_at: Set(new.access.as_ref().map(|token| ms(token.obtained_at))),
            access_token_expires_at: Set(new.access.as_ref().map(|token| ms(token.expires_at))),
            refresh_token: Set(tokens.refresh),
            refresh_token_obtained_at: Set(Some(ms(new.obtained_at))),
            refresh_token_source: Set(Some(new.source.as_str().to_owned())),
            renewal_due_at: Set(tokens.due),
            profile_due_at: Set(Some(profile_due(new))),
            ..blank(&new.component_appid, &new.appid, new.authorized_at)
        }
    }

    fn token_columns(&self, new: &NewAuthorization) -> TokenColumns {
        let (component, appid) = (&new.component_appid, &new.appid);
        let seal = |column, text: &str| tokens::seal(&self.keys, column, component, appid, text);
        let due = match (&new.access, &new.refresh) {
            (_, None) => None,
            (None, Some(_)) => Some(ms(new.obtained_at)),
            (Some(token), Some(_)) => Some(ms(renewal_due(appid.as_str(), token.obtained_at, token.expires_at))),
        };
        TokenColumns {
            state: if new.refresh.is_some() { TokenState::Good } else { TokenState::None },
            access: new.access.as_ref().map(|access| seal("access_token", access.token.expose())),
            refresh: new.refresh.as_ref().map(|refresh| seal("refresh_token", refresh.expose())),
            due,
        }
    }
}

/// What an authorization puts in the columns of the tokens.
struct TokenColumns {
    state: TokenState,
    access: Option<Vec<u8>>,
    refresh: Option<Vec<u8>>,
    due: Option<i64>,
}

/// When the profile of an account is to be read by itself. Whoever exchanges a code reads it at once, and has a minute
/// for it; nobody does for an account that was found in WeChat's list.
fn profile_due(new: &NewAuthorization) -> i64 {
    const READ_AT_ONCE_MS: i64 = 60_000;
    match new.source {
        RefreshTokenSource::AuthorizerList => ms(new.obtained_at),
        _ => ms(new.obtained_at) + READ_AT_ONCE_MS,
    }
}

/// An account of which nothing but its authorization is known.
fn blank(component: &ComponentAppid, appid: &Appid, authorized_at: Timestamp) -> row::ActiveModel {
    row::ActiveModel {
        component_appid: Set(component.as_str().to_owned()),
        appid: Set(appid.as_str().to_owned()),
        kind: Set(None),
        status: Set(AuthorizerStatus::Authorized.as_str().to_owned()),
        profile: Set(to_json(&Profile::default())),
        search: Set(String::new()),
        func_info: Set("[]".to_owned()),
        labels: Set("[]".to_owned()),
        authorized_at: Set(ms(authorized_at)),
        unauthorized_at: Set(None),
        profile_read_at: Set(None),
        token_state: Set(TokenState::None.as_str().to_owned()),
        token_reason: Set(None),
        access_token: Set(None),
        access_token_obtained_at: Set(None),
        access_token_expires_at: Set(None),
        refresh_token: Set(None),
        refresh_token_obtained_at: Set(None),
        refresh_token_source: Set(None),
        token_version: Set(1),
        renewal_due_at: Set(None),
        version: Set(1),
        profile_due_at: Set(None),
        closed_at: Set(None),
        is_frozen: Set(0),
        may_develop: Set(0),
    }
}

/// Whether a Mini Program granted what commits and releases need, as it stands in a row.
fn may_develop(func_info: &[FuncscopeId]) -> i64 {
    i64::from(func_info.contains(&DEVELOPMENT))
}

fn matching(component: &ComponentAppid, filter: &AuthorizerFilter) -> Condition {
    let mut all = Condition::all();
    if let Some(q) = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        let q = q.to_lowercase();
        all = all.add(Column::Appid.like(beginning(&q)).or(Column::Search.like(containing(&q))));
    }
    if let Some(kind) = filter.kind {
        all = all.add(Column::Kind.eq(kind.as_str()));
    }
    if let Some(status) = filter.status {
        all = all.add(Column::Status.eq(status.as_str()));
    }
    if let Some(label) = &filter.label {
        all = all.add(labelled(std::slice::from_ref(label)));
    }
    if let Some(state) = filter.state {
        all = all.add(standing(state));
    }
    if let Some(version) = &filter.version {
        all = all.add(Column::Appid.in_subquery(code_state::online(component, version)));
    }
    if let Some(stage) = filter.stage {
        all = all.add(Column::Appid.in_subquery(code_state::at_stage(component, stage)));
    }
    if let Some(missing) = filter.missing {
        all = all.add(granted(missing).not());
    }
    all.add(within(&filter.limits, Column::ComponentAppid, Column::Appid))
}

/// Rows that are about accounts within a key's limits; `component` and `appid` name their accounts.
pub(crate) fn within<C: ColumnTrait>(limits: &Limits, component: C, appid: C) -> Condition {
    let mut all = Condition::all();
    if !limits.components.is_empty() {
        all = all.add(component.is_in(limits.components.iter().map(ComponentAppid::as_str)));
    }
    if !limits.labels.is_empty() {
        let accounts = Query::select()
            .columns([Column::ComponentAppid, Column::Appid])
            .from(Entity)
            .cond_where(labelled(&limits.labels))
            .take();
        all = all.add(Expr::tuple([component.into_expr(), appid.into_expr()]).in_subquery(accounts));
    }
    all
}

/// Accounts that bear one of these labels. Inside a label every quotation mark is escaped, so one that stands behind a
/// bracket or a comma begins a label.
fn labelled(labels: &[String]) -> Condition {
    labels.iter().map(to_json).fold(Condition::any(), |any, label| {
        any.add(holds(Column::Labels, &format!("[{label}"))).add(holds(Column::Labels, &format!(",{label}")))
    })
}

/// Accounts that stand so; says the same as [`Authorizer::state`].
fn standing(state: AuthorizerState) -> Condition {
    let has = |status: AuthorizerStatus| Column::Status.eq(status.as_str());
    let living = Condition::all().add(has(AuthorizerStatus::Authorized));
    let thawed = |condition: Condition| condition.add(Column::IsFrozen.eq(0));
    let open = |condition: Condition| condition.add(Column::ClosedAt.is_null());
    let tokens = |states: &[TokenState]| Column::TokenState.is_in(states.iter().map(|state| state.as_str()));
    match state {
        AuthorizerState::Unauthorized => Condition::all().add(has(AuthorizerStatus::Unauthorized)),
        AuthorizerState::Frozen => living.add(Column::IsFrozen.ne(0)),
        AuthorizerState::Reauthorize => thawed(living).add(tokens(&[TokenState::Reauthorize])),
        AuthorizerState::Closed => thawed(living)
            .add(Column::ClosedAt.is_not_null())
            .add(Column::TokenState.ne(TokenState::Reauthorize.as_str())),
        AuthorizerState::Failing => open(thawed(living)).add(tokens(&[TokenState::Failing])),
        AuthorizerState::Well => open(thawed(living)).add(tokens(&[TokenState::Good, TokenState::None])),
    }
}

/// Accounts that were granted a permission set; their ids stand in a list of numbers.
fn granted(set: FuncscopeId) -> Condition {
    let id = set.0;
    [format!("[{id}]"), format!("[{id},"), format!(",{id},"), format!(",{id}]")]
        .iter()
        .fold(Condition::any(), |any, text| any.add(holds(Column::FuncInfo, text)))
}

/// What a search looks through: one line each, in lower case.
fn searchable(profile: &Profile, labels: &[String]) -> String {
    let mut lines = vec![profile.nick_name.as_str(), profile.principal_name.as_str()];
    lines.extend(labels.iter().map(String::as_str));
    crate::sql::plain(&lines.join("\n").to_lowercase())
}

fn this(component: &ComponentAppid, appid: &Appid) -> Condition {
    Condition::all().add(Column::ComponentAppid.eq(component.as_str())).add(Column::Appid.eq(appid.as_str()))
}

async fn find(
    connection: &impl ConnectionTrait,
    component: &ComponentAppid,
    appid: &Appid,
) -> Result<Option<row::Model>, sea_orm::DbErr> {
    Entity::find().filter(this(component, appid)).one(connection).await
}

fn opened(row: &row::Model) -> Result<Authorizer, Error> {
    Ok(Authorizer {
        component_appid: word(&row.component_appid)?,
        appid: word(&row.appid)?,
        kind: row.kind.as_deref().map(word).transpose()?,
        status: word(&row.status)?,
        token_state: word(&row.token_state)?,
        profile: json(&row.profile)?,
        func_info: json(&row.func_info)?,
        labels: json(&row.labels)?,
        authorized_at: at(row.authorized_at)?,
        unauthorized_at: at_opt(row.unauthorized_at)?,
        profile_read_at: at_opt(row.profile_read_at)?,
        access_token_expires_at: at_opt(row.access_token_expires_at)?,
        closed_at: at_opt(row.closed_at)?,
        version: row.version,
    })
}

/// Removes a component's authorizers with their tokens.
pub(crate) async fn forget(session: &Session, component: &ComponentAppid) -> Result<(), Error> {
    tokens::forget(session, component).await?;
    Entity::delete_many().filter(Column::ComponentAppid.eq(component.as_str())).exec(session).await?;
    Ok(())
}
