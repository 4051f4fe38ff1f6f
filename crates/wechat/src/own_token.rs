//! Access tokens of an account that runs itself, with its own secret. A platform has no use for them.

mod get_access_token;
mod get_stable_token;

pub use get_access_token::{GetAccessToken, GetAccessTokenReply};
pub use get_stable_token::{GetStableToken, GetStableTokenReply};
