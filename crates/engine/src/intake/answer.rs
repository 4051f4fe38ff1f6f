//! What is said to a push once it is on disk: the one place where that is decided.
//!
//! Nearly everything hears `success`. An encrypted reply is due to WeChat's release check, and an empty body where that
//! wants one. A push that comes again hears the same again, since WeChat asks again when it did not hear us.

use jiff::Timestamp;
use wxfleet_wechat::callback::{Generation, Keys, Notice, PassiveReply, Salt, TextReply, encrypt_reply};
use wxfleet_wechat::release_check::Wanted;

/// The answer to a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// `success`.
    Success,
    /// An empty body.
    Nothing,
    /// An encrypted reply, as it goes out.
    Sealed(String),
}

/// What is to be said, before it is sealed.
pub(super) enum Due {
    Success,
    Nothing,
    Reply(PassiveReply),
}

impl Due {
    /// What is due to a push that WeChat's release check wants answered like this.
    pub(super) fn to(wanted: Option<&Wanted>, notice: &Notice, now: Timestamp) -> Self {
        match wanted {
            None => Self::Success,
            Some(Wanted::Message(_)) => Self::Nothing,
            Some(Wanted::Reply(text)) => TextReply::to(notice, now.as_second(), text)
                .map_or(Self::Success, |reply| Self::Reply(PassiveReply::Text(reply))),
        }
    }

    /// Sealed under the token and the key that the push came under, with its nonce and our time.
    pub(super) fn seal(self, keys: &Keys, generation: Generation, nonce: String, now: Timestamp) -> Answer {
        match self {
            Self::Success => Answer::Success,
            Self::Nothing => Answer::Nothing,
            Self::Reply(reply) => {
                let salt = Salt::answering(now.as_second(), nonce);
                Answer::Sealed(encrypt_reply(keys.set(generation), &salt, &reply.to_xml()))
            }
        }
    }
}
