//! API keys: made, listed, revoked, and recognised. The key itself is shown once; only its digest is kept.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::clock::Clock;
use wxfleet_model::journal::Deed;
use wxfleet_model::key::{ApiKey, KeyId};
use wxfleet_model::label;
use wxfleet_model::permission::{Action, Actor, Grant, Limits, Role};
use wxfleet_store::Store;

use crate::digest::{digest, random_text};
use crate::error::{Error, What};
use crate::journal::{BEFORE, Journal};

/// What every key begins with, so that a leaked one can be recognised in a text.
const PREFIX: &str = "wxf_";

/// A key that was just made.
#[derive(Debug)]
pub struct CreatedKey {
    /// The key as we keep it.
    pub key: ApiKey,
    /// The text to give to the program. Shown this once.
    pub text: KeyText,
}

/// The text of a key.
pub struct KeyText(String);

impl KeyText {
    /// The text itself, for its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for KeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyText")
    }
}

/// The service.
#[derive(Clone)]
pub struct Keys {
    store: Store,
    clock: Arc<dyn Clock>,
    journal: Journal,
}

impl Keys {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>, journal: Journal) -> Self {
        Self { store, clock, journal }
    }

    /// Makes a key straight in a database: what `wxfleet key create` does before there is anybody to ask.
    pub async fn create_offline(
        store: &Store,
        clock: Arc<dyn Clock>,
        name: &str,
        role: Role,
        grants: Vec<Grant>,
        limits: Limits,
    ) -> Result<CreatedKey, Error> {
        let journal = Journal::new(store.clone(), Arc::clone(&clock));
        Self::new(store.clone(), clock, journal).create_limited(&Actor::System, name, role, grants, limits).await
    }

    /// Makes a key without limits.
    pub async fn create(&self, actor: &Actor, name: &str, role: Role, grants: Vec<Grant>) -> Result<CreatedKey, Error> {
        self.create_limited(actor, name, role, grants, Limits::NONE).await
    }

    /// Makes a key that is limited to components, to labels of accounts, or to both. No limited key may make one.
    pub async fn create_limited(
        &self,
        actor: &Actor,
        name: &str,
        role: Role,
        grants: Vec<Grant>,
        limits: Limits,
    ) -> Result<CreatedKey, Error> {
        actor.may(Action::KeyWrite)?;
        let limits = tidied(limits)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 64 {
            return Err(Error::invalid("name", "must be 1 to 64 characters", "必须是 1 到 64 个字符"));
        }
        let text = KeyText(format!("{PREFIX}{}", random_text()));
        let key = ApiKey {
            id: KeyId(Uuid::now_v7()),
            name: name.to_owned(),
            role,
            grants,
            limits,
            created_at: self.clock.now(),
            last_used_at: None,
            revoked_at: None,
        };
        let request = serde_json::json!({
            "id": key.id.0, "name": key.name, "role": key.role, "grants": key.grants,
            "components": key.limits.components, "labels": key.limits.labels
        });
        let entry = self.journal.local_here(actor, Deed::KeyCreate, request);
        let key_digest = digest("api_key", text.expose());
        self.store
            .commit(async |w| {
                w.key_insert(&key, &key_digest).await?;
                entry.write_done(w).await
            })
            .await?;
        Ok(CreatedKey { key, text })
    }

    /// All keys, without their texts.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<ApiKey>, Error> {
        actor.may(Action::KeyWrite)?;
        Ok(self.store.keys_all().await?)
    }

    /// Revokes a key. It is refused from now on, on every replica.
    pub async fn revoke(&self, actor: &Actor, id: KeyId) -> Result<(), Error> {
        actor.may(Action::KeyWrite)?;
        let at = self.clock.now();
        let key =
            self.store.keys_all().await?.into_iter().find(|key| key.id == id).ok_or(Error::NotFound(What::Key))?;
        let request = serde_json::json!({"id": id.0, BEFORE: {"name": key.name, "role": key.role}});
        let entry = self.journal.local_here(actor, Deed::KeyRevoke, request);
        let revoked = self
            .store
            .commit(async |w| {
                let revoked = w.key_revoke(id, at).await?;
                if revoked {
                    entry.write_done(w).await?;
                }
                Ok(revoked)
            })
            .await?;
        if revoked { Ok(()) } else { Err(Error::NotFound(What::Key)) }
    }

    /// Who shows this key; `None` for a text that is no living key.
    pub async fn recognise(&self, text: &str) -> Result<Option<Actor>, Error> {
        if !text.starts_with(PREFIX) {
            return Ok(None);
        }
        let found = self.store.key_by_digest(&digest("api_key", text)).await?;
        let Some(key) = found.filter(|key| key.revoked_at.is_none()) else { return Ok(None) };
        self.note_use(&key).await;
        Ok(Some(Actor::Key { id: key.id, name: key.name, role: key.role, grants: key.grants, limits: key.limits }))
    }

    /// Once a minute is often enough to see that a key is alive.
    async fn note_use(&self, key: &ApiKey) {
        let now = self.clock.now();
        if key.last_used_at.is_some_and(|at| at.duration_until(now).as_secs() < 60) {
            return;
        }
        if let Err(error) = self.store.key_used(key.id, now).await {
            tracing::debug!(%error, "the use of a key could not be noted");
        }
    }
}

fn tidied(limits: Limits) -> Result<Limits, Error> {
    let mut components = limits.components;
    components.sort();
    components.dedup();
    let labels = label::tidy(&limits.labels).map_err(|fault| crate::authorizers::unfit_labels("labels", &fault))?;
    Ok(Limits { components, labels })
}
