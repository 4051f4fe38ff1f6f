//! WeChat's addresses, and whether ours can be reached.

mod callback_check;
mod get_api_domain_ip;
mod get_callback_ip;

pub use callback_check::{CallbackCheck, CallbackCheckReply, CallbackCheckReplyDns, CallbackCheckReplyPing};
pub use get_api_domain_ip::{GetApiDomainIp, GetApiDomainIpReply};
pub use get_callback_ip::{GetCallbackIp, GetCallbackIpReply};
