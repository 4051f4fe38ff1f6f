//! `POST /cgi-bin/message/custom/typing` (`setTyping`): show a user that an answer is being written, or stop showing it.
//!
//! Errcodes of its own: 45072 a command that is none, 45080 no message of the user in the last 30 seconds, 45081 it is
//! shown already.

use http::Method;
use serde::{Deserialize, Serialize};

use crate::endpoint::{Done, Endpoint};
use crate::id::Openid;
use crate::secret::AuthorizerAccessToken;

/// Shows or hides the typing state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CustomTyping {
    /// Who sees it.
    pub touser: Openid,
    /// Show or hide.
    pub command: TypingCommand,
}

/// What becomes of the typing state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypingCommand {
    /// It is shown.
    Typing,
    /// It is shown no more.
    CancelTyping,
}

impl CustomTyping {
    /// The request for one user.
    pub fn new(touser: Openid, command: TypingCommand) -> Self {
        Self { touser, command }
    }
}

impl Endpoint for CustomTyping {
    const ID: &'static str = "custom_typing";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/cgi-bin/message/custom/typing";
    type Token = AuthorizerAccessToken;
    type Reply = Done;
}
