//! Who reaches what: the one place where the limits of a key are held.
//!
//! Every verb of the engine begins here or with `actor.may(…)`. The latter is for what concerns the whole server, and
//! refuses every limited key; so a verb that forgets to say where it acts is closed to limited keys, not open. What
//! lies outside of a key's limits is not there for it: the answer is the same as for what does not exist.

use wxfleet_model::operator::OperatorId;
use wxfleet_model::permission::{Action, Actor, Forbidden, Limits, Place};
use wxfleet_store::Store;
use wxfleet_wechat::id::{Appid, ComponentAppid};

use crate::asked;
use crate::error::{Error, What};

/// Whether the actor may do this to a component or to what its accounts share.
pub(crate) fn on_component(actor: &Actor, action: Action, component: &ComponentAppid) -> Result<(), Error> {
    asked::is_for(actor);
    actor.may_at(action, Place::Component(component)).map_err(|forbidden| hidden(forbidden, What::Component))
}

/// Whether the actor may do this to an account. Its labels are read only for keys that are limited to some.
pub(crate) async fn on_account(
    store: &Store,
    actor: &Actor,
    action: Action,
    component: &ComponentAppid,
    appid: &Appid,
) -> Result<(), Error> {
    asked::is_for(actor);
    let limits = actor.limits_for(action)?;
    if !limits.hold_component(component) {
        return Err(Error::NotFound(What::Component));
    }
    let labels = if limits.labels.is_empty() { Vec::new() } else { labels(store, component, appid).await? };
    let place = Place::Account { component, labels: &labels };
    actor.may_at(action, place).map_err(|forbidden| hidden(forbidden, What::Authorizer))
}

/// Who the actor is, for what concerns their own password, second factor and sessions. Nobody else's can be named.
pub(crate) fn person(actor: &Actor) -> Result<OperatorId, Error> {
    match actor {
        Actor::Operator { id, .. } => Ok(*id),
        Actor::Key { .. } | Actor::System | Actor::Merchant => Err(Error::NotFound(What::Operator)),
    }
}

/// What a list is to be filtered by.
pub(crate) fn for_list(actor: &Actor, action: Action) -> Result<Limits, Error> {
    Ok(actor.limits_for(action)?.clone())
}

/// Whether something that happened on this component, and perhaps this account, may be seen.
pub(crate) async fn sees(
    store: &Store,
    limits: &Limits,
    component: &ComponentAppid,
    appid: Option<&Appid>,
) -> Result<bool, Error> {
    if !limits.hold_component(component) {
        return Ok(false);
    }
    match appid {
        _ if limits.labels.is_empty() => Ok(true),
        None => Ok(false),
        Some(appid) => Ok(limits.hold_labels(&labels(store, component, appid).await?)),
    }
}

async fn labels(store: &Store, component: &ComponentAppid, appid: &Appid) -> Result<Vec<String>, Error> {
    Ok(store.authorizer_by_appid(component, appid).await?.map(|row| row.labels).unwrap_or_default())
}

fn hidden(forbidden: Forbidden, what: What) -> Error {
    match forbidden {
        Forbidden::OutOfReach => Error::NotFound(what),
        other => other.into(),
    }
}
