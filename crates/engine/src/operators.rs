//! Operators: the people who may sign in to the console. Added, changed, disabled; their own password and second factor.
//!
//! * [`password`]: what a password must be, and how it is kept. [`second_factor`]: six digits that change.
//! * `attempts`: how often somebody may guess. [`sign_in`]: sessions, from the first page to the last.
//!
//! Whoever could lock everybody out by mistake is held back: the last admin can be neither disabled nor made less. From
//! the machine itself (`wxfleet operator`) there is always a way in.

pub(crate) mod attempts;
pub mod password;
pub mod second_factor;
pub mod sign_in;

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::operator::{Operator, OperatorId, Session, SessionId, checked_name};
use wxfleet_model::permission::{Action, Actor, Role};
use wxfleet_store::Store;

use self::password::{Hasher, Password};
use self::second_factor::{Enrolment, RecoveryCode};
use crate::error::{Conflict, Error, What};
use crate::gate;
use crate::journal::{BEFORE, Journal};

/// The service.
#[derive(Clone)]
pub struct Operators {
    store: Store,
    clock: Arc<dyn Clock>,
    journal: Journal,
    hasher: Hasher,
}

impl Operators {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, journal: Journal, hasher: Hasher) -> Self {
        Self { store, clock, journal, hasher }
    }

    /// The service straight on a database, for `wxfleet operator`.
    pub fn offline(store: &Store, clock: Arc<dyn Clock>) -> Self {
        let journal = Journal::new(store.clone(), Arc::clone(&clock));
        Self::new(store.clone(), clock, journal, Hasher::new())
    }

    /// Adds an operator.
    pub async fn add(&self, actor: &Actor, name: &str, role: Role, password: Password) -> Result<Operator, Error> {
        actor.may(Action::OperatorWrite)?;
        let operator = self.new_operator(name, role)?;
        password.check(&operator.name)?;
        let hash = self.hasher.hash(password).await;
        let entry = self.journal.local_here(actor, Deed::OperatorAdd, described(&operator));
        let added = self.store.commit(async |w| {
            w.operator_insert(&operator, &hash).await?;
            w.first_start_links_forget().await?;
            entry.write_done(w).await
        });
        match added.await {
            Ok(()) => Ok(operator),
            Err(wxfleet_store::Error::Taken) => Err(Conflict::OperatorTaken.into()),
            Err(other) => Err(other.into()),
        }
    }

    fn new_operator(&self, name: &str, role: Role) -> Result<Operator, Error> {
        let name = checked_name(name).map_err(|_| unfit_name())?;
        Ok(Operator {
            id: OperatorId(Uuid::now_v7()),
            name: name.to_owned(),
            role,
            second_factor: false,
            created_at: self.clock.now(),
            disabled_at: None,
            last_signed_in_at: None,
        })
    }

    /// All operators, by name.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Operator>, Error> {
        actor.may(Action::OperatorWrite)?;
        Ok(self.store.operators_all().await?)
    }

    /// The operator of this name.
    pub async fn by_name(&self, actor: &Actor, name: &str) -> Result<Operator, Error> {
        actor.may(Action::OperatorWrite)?;
        let found = self.store.credentials_by_name(name).await?;
        found.map(|credentials| credentials.operator).ok_or(Error::NotFound(What::Operator))
    }

    async fn by_id(&self, id: OperatorId) -> Result<Operator, Error> {
        self.store.operator_by_id(id).await?.ok_or(Error::NotFound(What::Operator))
    }

    /// Gives an operator another role, in force at once. The last admin stays one.
    pub async fn set_role(&self, actor: &Actor, id: OperatorId, role: Role) -> Result<(), Error> {
        actor.may(Action::OperatorWrite)?;
        let operator = self.by_id(id).await?;
        let request = json!({"id": id.0, "name": operator.name, "role": role, BEFORE: {"role": operator.role}});
        let entry = self.journal.local_here(actor, Deed::OperatorUpdate, request);
        let demoted = operator.disabled_at.is_none() && role < Role::Admin;
        let changed = self.store.commit(async |w| {
            if demoted && !w.other_admin_exists(id).await? {
                return Ok(false);
            }
            w.operator_role_set(id, role).await?;
            entry.write_done(w).await?;
            Ok(true)
        });
        if changed.await? { Ok(()) } else { Err(Conflict::LastAdmin.into()) }
    }

    /// Disables an operator: all their sessions end at once. The last admin stays.
    pub async fn disable(&self, actor: &Actor, id: OperatorId) -> Result<(), Error> {
        actor.may(Action::OperatorWrite)?;
        let operator = self.by_id(id).await?;
        let at = self.clock.now();
        let request = json!({"id": id.0, "name": operator.name, "enabled": false, BEFORE: standing(&operator)});
        let entry = self.journal.local_here(actor, Deed::OperatorDisable, request);
        let disabled = self.store.commit(async |w| {
            if !w.other_admin_exists(id).await? {
                return Ok(false);
            }
            w.operator_disabled_set(id, Some(at)).await?;
            w.sessions_end_of(id, None).await?;
            w.known_browsers_forget_of(id).await?;
            entry.write_done(w).await?;
            Ok(true)
        });
        if disabled.await? { Ok(()) } else { Err(Conflict::LastAdmin.into()) }
    }

    /// Lets a disabled operator in again, with the password they had.
    pub async fn enable(&self, actor: &Actor, id: OperatorId) -> Result<(), Error> {
        actor.may(Action::OperatorWrite)?;
        let operator = self.by_id(id).await?;
        let request = json!({"id": id.0, "name": operator.name, "enabled": true, BEFORE: standing(&operator)});
        let entry = self.journal.local_here(actor, Deed::OperatorUpdate, request);
        let enabled = self.store.commit(async |w| {
            w.operator_disabled_set(id, None).await?;
            entry.write_done(w).await
        });
        Ok(enabled.await?)
    }

    /// Gives an operator a new password, who lost the old one or their second factor: that is switched off, and all
    /// their sessions end.
    pub async fn reset(&self, actor: &Actor, id: OperatorId, password: Password) -> Result<(), Error> {
        actor.may(Action::OperatorWrite)?;
        let operator = self.by_id(id).await?;
        password.check(&operator.name)?;
        let hash = self.hasher.hash(password).await;
        let request = json!({"id": id.0, "name": operator.name, "password": "replaced", "second_factor": false,
            BEFORE: {"second_factor": operator.second_factor}});
        let entry = self.journal.local_here(actor, Deed::OperatorUpdate, request);
        let reset = self.store.commit(async |w| {
            w.operator_password_set(id, &hash).await?;
            w.second_factor_set(id, None).await?;
            w.recovery_codes_replace(id, &[]).await?;
            w.sessions_end_of(id, None).await?;
            w.known_browsers_forget_of(id).await?;
            entry.write_done(w).await
        });
        Ok(reset.await?)
    }

    /// Changes one's own password. All other sessions end; browsers known so far are known no more.
    pub async fn change_password(&self, actor: &Actor, kept: SessionId, password: Password) -> Result<(), Error> {
        let id = gate::person(actor)?;
        let operator = self.by_id(id).await?;
        password.check(&operator.name)?;
        let hash = self.hasher.hash(password).await;
        let entry = self.journal.local_here(actor, Deed::PasswordChange, json!({"id": id.0}));
        let changed = self.store.commit(async |w| {
            w.operator_password_set(id, &hash).await?;
            w.sessions_end_of(id, Some(kept)).await?;
            w.known_browsers_forget_of(id).await?;
            entry.write_done(w).await
        });
        Ok(changed.await?)
    }

    /// One's own sessions that have not ended, the last used first.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<Session>, Error> {
        let id = gate::person(actor)?;
        let now = self.clock.now();
        let sessions = self.store.sessions_of(id).await?;
        Ok(sessions.into_iter().filter(|session| sign_in::is_alive(session, now)).collect())
    }

    /// Ends one of one's own sessions.
    pub async fn end_session(&self, actor: &Actor, session: SessionId) -> Result<(), Error> {
        let id = gate::person(actor)?;
        let entry = self.journal.local_here(actor, Deed::SessionEnd, json!({"session": session.0}));
        let ended = self.store.commit(async |w| {
            let ended = w.session_end(id, session).await?;
            if ended {
                entry.write_done(w).await?;
            }
            Ok(ended)
        });
        if ended.await? { Ok(()) } else { Err(Error::NotFound(What::Session)) }
    }

    /// Ends all sessions of one's own but this one.
    pub async fn end_other_sessions(&self, actor: &Actor, kept: SessionId) -> Result<u64, Error> {
        let id = gate::person(actor)?;
        let entry = self.journal.local_here(actor, Deed::SessionEnd, json!({"but": kept.0}));
        let ended = self.store.commit(async |w| {
            let ended = w.sessions_end_of(id, Some(kept)).await?;
            entry.write_with(w, json!({"ended": ended})).await?;
            Ok(ended)
        });
        Ok(ended.await?)
    }

    /// Begins to set a second factor up: a secret is made, and counts once a code of it was shown.
    pub async fn begin_second_factor(&self, actor: &Actor) -> Result<(), Error> {
        let id = gate::person(actor)?;
        let secret = second_factor::new_secret();
        Ok(self.store.commit(async |w| w.second_factor_prepare(id, &secret).await).await?)
    }

    /// The second factor that is being set up, for its owner's app.
    pub async fn enrolment(&self, actor: &Actor) -> Result<Option<Enrolment>, Error> {
        let id = gate::person(actor)?;
        let credentials = self.store.credentials_by_id(id).await?.ok_or(Error::NotFound(What::Operator))?;
        let name = credentials.operator.name;
        Ok(credentials.pending_second_factor.map(|secret| Enrolment::new(secret, &name)))
    }

    /// How many recovery codes one has left.
    pub async fn recovery_codes_left(&self, actor: &Actor) -> Result<usize, Error> {
        let id = gate::person(actor)?;
        Ok(self.store.recovery_codes_left(id).await?)
    }

    /// Switches the second factor on that is being set up, if this is a code of it. Gives the recovery codes, this once.
    pub async fn switch_second_factor_on(&self, actor: &Actor, code: &str) -> Result<Vec<RecoveryCode>, Error> {
        let id = gate::person(actor)?;
        let credentials = self.store.credentials_by_id(id).await?.ok_or(Error::NotFound(What::Operator))?;
        let secret = credentials.pending_second_factor.ok_or(Error::NotFound(What::SecondFactor))?;
        let step = second_factor::step_of(&secret, code, self.clock.now()).ok_or_else(wrong_code)?;
        let codes = second_factor::new_recovery_codes();
        let digests: Vec<_> = codes.iter().map(|code| code.digest(id)).collect();
        let entry = self.journal.local_here(actor, Deed::SecondFactorAdd, json!({"id": id.0}));
        let switched = self.store.commit(async |w| {
            w.second_factor_set(id, Some(&secret)).await?;
            w.second_factor_step_take(id, step).await?;
            w.recovery_codes_replace(id, &digests).await?;
            entry.write_done(w).await
        });
        match switched.await {
            Ok(()) => Ok(codes),
            Err(wxfleet_store::Error::Stale) => Err(wrong_code()),
            Err(other) => Err(other.into()),
        }
    }

    /// Switches one's own second factor off.
    pub async fn switch_second_factor_off(&self, actor: &Actor) -> Result<(), Error> {
        let id = gate::person(actor)?;
        let entry = self.journal.local_here(actor, Deed::SecondFactorRemove, json!({"id": id.0}));
        let switched = self.store.commit(async |w| {
            w.second_factor_set(id, None).await?;
            w.recovery_codes_replace(id, &[]).await?;
            entry.write_done(w).await
        });
        Ok(switched.await?)
    }
}

fn described(operator: &Operator) -> serde_json::Value {
    json!({"id": operator.id.0, "name": operator.name, "role": operator.role})
}

/// What is in force of an operator.
fn standing(operator: &Operator) -> serde_json::Value {
    json!({"role": operator.role, "enabled": operator.disabled_at.is_none()})
}

fn unfit_name() -> Error {
    Error::invalid(
        "name",
        "must be 1 to 64 letters, digits, or one of . _ - @",
        "必须是 1 到 64 个文字、字母、数字或 . _ - @",
    )
}

fn wrong_code() -> Error {
    Error::invalid(
        "code",
        "is not the code that the app shows now; see that the phone's clock is right, and wait for the next one",
        "不是应用现在显示的验证码：请确认手机时间准确，等下一个验证码再试",
    )
}
