//! Half-screen Mini Programs: who may embed whom.

mod embedded_add;
mod embedded_delete;
mod embedded_delete_authorize;
mod embedded_list;
mod embedded_own_list;
mod embedded_set_authorize;

pub use embedded_add::EmbeddedAdd;
pub use embedded_delete::EmbeddedDelete;
pub use embedded_delete_authorize::EmbeddedDeleteAuthorize;
pub use embedded_list::{EmbeddedList, EmbeddedListReply, EmbeddedListReplyWxaEmbeddedList};
pub use embedded_own_list::{EmbeddedOwnList, EmbeddedOwnListReply, EmbeddedOwnListReplyWxaEmbeddedList};
pub use embedded_set_authorize::EmbeddedSetAuthorize;
