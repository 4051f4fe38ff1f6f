//! What an account has set for itself, one file for each subject.

mod bindings;
mod categories;
mod links;
mod name;
mod parse;
mod privacy;
mod profile;
mod view;

use crate::api::operations::Operations;

pub(super) fn routes() -> Operations {
    Operations::default()
        .merge(profile::routes())
        .merge(name::routes())
        .merge(categories::routes())
        .merge(privacy::routes())
        .merge(links::routes())
        .merge(bindings::routes())
}
