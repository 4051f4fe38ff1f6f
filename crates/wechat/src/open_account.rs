//! Binding accounts to one open-platform account, so that their users share a `unionid`.

mod open_bind;
mod open_create;
mod open_get;
mod open_have;
mod open_same_entity;
mod open_unbind;

pub use open_bind::OpenBind;
pub use open_create::{OpenCreate, OpenCreateReply};
pub use open_get::{OpenGet, OpenGetReply};
pub use open_have::{OpenHave, OpenHaveReply};
pub use open_same_entity::{OpenSameEntity, OpenSameEntityReply};
pub use open_unbind::OpenUnbind;
