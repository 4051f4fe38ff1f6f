//! Telling a push that comes again from a new one.
//!
//! WeChat repeats a push that was not answered in time, with the same message inside but a new nonce, random prefix
//! and so ciphertext. The key is therefore made of what the message says.

use sha1::{Digest, Sha1};

use super::{Family, Notice, NoticeBody};
use crate::id::Appid;

/// Columns that MySQL indexes hold 190 characters; a key is far shorter.
const MAX_KIND: usize = 64;

/// What WeChat calls the id of a running matter, which tells two notices of one kind apart.
const TASK_IDS: [&str; 4] = ["taskid", "task_id", "procedure_id", "unique_id"];

/// How such a matter stands.
const STATUSES: [&str; 6] =
    ["status", "task_status", "apply_status", "result", "procedure_status", "along_with_auth_result"];

impl Notice {
    /// A text that is the same for every repetition of one push to a component and differs otherwise: printable
    /// ASCII, at most 110 characters, and without anything secret in it. `appid_from_url` is the appid that stands in
    /// the place of `$APPID$`, if the push came on the message URL.
    ///
    /// `None` for a ticket: tickets are not told apart, the newest `CreateTime` wins.
    pub fn dedup_key(&self, appid_from_url: Option<&Appid>) -> Option<String> {
        if matches!(self.body, NoticeBody::ComponentVerifyTicket(_)) {
            return None;
        }
        let mut parts = Parts(Sha1::new());
        parts.add("kind", self.kind());
        match self.family {
            Family::Info => self.info_parts(&mut parts),
            Family::Event | Family::Message => {
                parts.add("to", appid_from_url.map(Appid::as_str).or(self.to_user_name.as_deref()).unwrap_or_default());
                self.account_parts(&mut parts);
            }
        }
        let kind: String = self.kind().chars().filter(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect();
        Some(format!("{}:{}", &kind[..kind.len().min(MAX_KIND)], hex::encode(parts.0.finalize())))
    }

    /// A running matter is told by its id and how it stands, everything else by all it says, `CreateTime` and
    /// `AuthorizationCode` included.
    fn info_parts(&self, parts: &mut Parts) {
        let root = self.fields().root();
        let id = |name: &&str| root.descendants(name).find(|field| !field.text().trim().is_empty());
        let Some(task_id) = TASK_IDS.iter().find_map(id) else {
            return self.all_parts(parts);
        };
        parts.add(task_id.name(), task_id.text());
        for name in ["appid", "verify_appid", "authorizer_appid"].iter().chain(&STATUSES) {
            parts.add(name, &root.string(name));
        }
    }

    /// A user's message is told by its `MsgId`. An event is told by sender, time and all else it says: system events
    /// share one sender and one second, and two content checks may end in that second.
    fn account_parts(&self, parts: &mut Parts) {
        match &self.msg_id {
            Some(msg_id) if self.family == Family::Message => parts.add("MsgId", msg_id),
            _ => self.all_parts(parts),
        }
    }

    fn all_parts(&self, parts: &mut Parts) {
        self.fields().for_each(|depth, name, text| {
            parts.add(&depth.to_string(), name);
            parts.add("", text);
        });
    }
}

/// A hash over named texts. SHA-1 serves: whoever could make two messages collide can send what they like anyway, as
/// the messages are WeChat's.
struct Parts(Sha1);

impl Parts {
    /// With its length in front, so that no two lists of parts read the same.
    fn add(&mut self, name: &str, text: &str) {
        for part in [name, text] {
            self.0.update((part.len() as u64).to_be_bytes());
            self.0.update(part);
        }
    }
}
