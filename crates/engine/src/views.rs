//! Views that operators save of the list of accounts. Each operator has their own; nobody else's can be named.

use std::sync::Arc;

use uuid::Uuid;
use wxfleet_model::clock::Clock;
use wxfleet_model::permission::Actor;
use wxfleet_model::view::{self, View, ViewId};
use wxfleet_store::Store;

use crate::error::{Conflict, Error, What};
use crate::gate;

/// The service.
#[derive(Clone)]
pub struct Views {
    store: Store,
    clock: Arc<dyn Clock>,
}

impl Views {
    pub(crate) fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// One's own views, in the order in which they were made.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<View>, Error> {
        Ok(self.store.views_of(gate::person(actor)?).await?)
    }

    /// Saves a view. One of the same name shows this from now on.
    pub async fn save(&self, actor: &Actor, name: &str, query: &str) -> Result<(), Error> {
        let operator = gate::person(actor)?;
        let name = fit_name(name)?;
        if query.chars().count() > view::QUERY_LONGEST {
            return Err(Error::invalid("query", "is too long to be saved", "条件太长，无法保存"));
        }
        let new =
            View { id: ViewId(Uuid::now_v7()), operator, name, query: query.to_owned(), made_at: self.clock.now() };
        let is_full = self
            .store
            .commit(async |w| {
                if w.view_replace(operator, &new.name, &new.query).await? {
                    return Ok(false);
                }
                if w.view_count(operator).await? >= view::MOST as u64 {
                    return Ok(true);
                }
                w.view_insert(&new).await.map(|()| false)
            })
            .await?;
        if is_full {
            return Err(Error::invalid("name", "would be the 31st view; 30 is the most", "最多保存 30 个视图"));
        }
        Ok(())
    }

    /// Gives a view another name.
    pub async fn rename(&self, actor: &Actor, id: ViewId, name: &str) -> Result<(), Error> {
        let operator = gate::person(actor)?;
        let name = fit_name(name)?;
        match self.store.commit(async |w| w.view_rename(operator, id, &name).await).await {
            Ok(()) => Ok(()),
            Err(wxfleet_store::Error::Stale) => Err(Error::NotFound(What::View)),
            Err(wxfleet_store::Error::Taken) => Err(Conflict::ViewTaken.into()),
            Err(other) => Err(other.into()),
        }
    }

    /// Removes a view.
    pub async fn remove(&self, actor: &Actor, id: ViewId) -> Result<(), Error> {
        let operator = gate::person(actor)?;
        let was_there = self.store.commit(async |w| w.view_remove(operator, id).await).await?;
        if was_there { Ok(()) } else { Err(Error::NotFound(What::View)) }
    }
}

fn fit_name(name: &str) -> Result<String, Error> {
    view::name(name).ok_or_else(|| {
        Error::invalid(
            "name",
            "must be 1 to 32 characters, none of them a control character",
            "必须是 1 到 32 个字符，不能含控制字符",
        )
    })
}
