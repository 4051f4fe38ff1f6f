//! The encrypted passive reply, and what stands inside it.
//!
//! A reply is due to a user's message on an Official Account within five seconds. Everything else is answered with
//! `success` in clear. A Mini Program replies by customer-service messages; the one reply of its own is
//! [`TransferReply`], which hands the user to a human agent.

use super::key::{Generation, KeySet, Keys};
use super::notice::Notice;
use super::reject::Reject;
use super::xml::{push_element, push_number};
use super::{Salt, cipher, envelope, signature};
use bytes::Bytes;

/// Seals the XML of a passive reply into the body to answer with.
///
/// Take the [`KeySet`] from [`Keys::set`] with the generation under which the message came, and the [`Salt`] from
/// [`Salt::answering`] with its nonce.
pub fn encrypt_reply(set: KeySet<'_>, salt: &Salt, plain_xml: &str) -> String {
    let encrypt = cipher::seal(set, &salt.random16, plain_xml.as_bytes());
    let timestamp = salt.timestamp.to_string();
    let parts = [timestamp.as_bytes(), salt.nonce.as_bytes(), encrypt.as_bytes()];
    let signature = signature::sign(set.token, parts);
    let mut xml = String::with_capacity(encrypt.len() + 256);
    xml.push_str("<xml>");
    push_element(&mut xml, "Encrypt", &encrypt);
    push_element(&mut xml, "MsgSignature", &String::from_utf8_lossy(&signature));
    push_number(&mut xml, "TimeStamp", salt.timestamp);
    push_element(&mut xml, "Nonce", &salt.nonce);
    xml.push_str("</xml>");
    xml
}

/// A passive reply as WeChat would read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedReply {
    /// The reply's XML.
    pub xml: Bytes,
    /// The token and the key that worked.
    pub generation: Generation,
    /// `TimeStamp`, as it stood there.
    pub timestamp: String,
    /// `Nonce`, as it stood there.
    pub nonce: String,
}

/// Opens a passive reply: WeChat's side, for the simulator. The same checks in the same order as for a push.
pub fn open_reply(keys: &Keys, body: &[u8]) -> Result<OpenedReply, Reject> {
    let [encrypt, msg_signature, timestamp, nonce] =
        envelope::fields(body, ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"]).map_err(Reject::Envelope)?;
    let parts = [timestamp.as_bytes(), nonce.as_bytes(), encrypt.as_bytes()];
    let token = signature::find_token(keys, parts, &msg_signature).ok_or(Reject::Signature)?;
    let (xml, key) = cipher::open(keys, &encrypt)?;
    Ok(OpenedReply {
        xml,
        generation: Generation { token, key },
        timestamp: timestamp.into_owned(),
        nonce: nonce.into_owned(),
    })
}

/// A passive reply that is a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextReply {
    /// Who reads it: the openid that wrote to the account.
    pub to_user_name: String,
    /// Who answers: the account's original id (`gh_…`).
    pub from_user_name: String,
    /// Epoch seconds.
    pub created_at: i64,
    /// The text, which arrives as it is, `]]>` and emoji included.
    pub content: String,
}

impl TextReply {
    /// Answers the sender of a notice: its two names change places. `None` when the notice lacks one of them.
    pub fn to(notice: &Notice, created_at: i64, content: impl Into<String>) -> Option<Self> {
        Some(Self {
            to_user_name: notice.from_user_name.clone()?,
            from_user_name: notice.to_user_name.clone()?,
            created_at,
            content: content.into(),
        })
    }

    /// The XML to seal.
    pub fn to_xml(&self) -> String {
        written(&self.to_user_name, &self.from_user_name, self.created_at, "text", self.content.len(), |xml| {
            push_element(xml, "Content", &self.content);
        })
    }
}

/// A passive reply that is a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReply {
    /// Who reads it.
    pub to_user_name: String,
    /// Who answers.
    pub from_user_name: String,
    /// Epoch seconds.
    pub created_at: i64,
    /// The picture, uploaded to this account before.
    pub media_id: String,
}

impl ImageReply {
    /// Answers the sender of a notice. `None` when the notice lacks one of its two names.
    pub fn to(notice: &Notice, created_at: i64, media_id: impl Into<String>) -> Option<Self> {
        Some(Self {
            to_user_name: notice.from_user_name.clone()?,
            from_user_name: notice.to_user_name.clone()?,
            created_at,
            media_id: media_id.into(),
        })
    }

    /// The XML to seal.
    pub fn to_xml(&self) -> String {
        written(&self.to_user_name, &self.from_user_name, self.created_at, "image", self.media_id.len(), |xml| {
            push_nested(xml, "Image", "MediaId", &self.media_id);
        })
    }
}

/// A passive reply that hands the user to customer service (`transfer_customer_service`); Mini Programs have it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferReply {
    /// Who is handed over.
    pub to_user_name: String,
    /// Who answers.
    pub from_user_name: String,
    /// Epoch seconds.
    pub created_at: i64,
    /// The one agent who is to take over; whoever is free when `None`.
    pub kf_account: Option<String>,
}

impl TransferReply {
    /// Hands over the sender of a notice. `None` when the notice lacks one of its two names.
    pub fn to(notice: &Notice, created_at: i64, kf_account: Option<String>) -> Option<Self> {
        Some(Self {
            to_user_name: notice.from_user_name.clone()?,
            from_user_name: notice.to_user_name.clone()?,
            created_at,
            kf_account,
        })
    }

    /// The XML to seal.
    pub fn to_xml(&self) -> String {
        let kind = "transfer_customer_service";
        written(&self.to_user_name, &self.from_user_name, self.created_at, kind, 64, |xml| {
            if let Some(kf_account) = &self.kf_account {
                push_nested(xml, "TransInfo", "KfAccount", kf_account);
            }
        })
    }
}

/// Any passive reply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PassiveReply {
    /// A text.
    Text(TextReply),
    /// A picture.
    Image(ImageReply),
    /// Over to customer service.
    Transfer(TransferReply),
}

impl PassiveReply {
    /// The XML to seal.
    pub fn to_xml(&self) -> String {
        match self {
            Self::Text(reply) => reply.to_xml(),
            Self::Image(reply) => reply.to_xml(),
            Self::Transfer(reply) => reply.to_xml(),
        }
    }
}

/// What every reply has, around what only this one has.
fn written(to: &str, from: &str, at: i64, msg_type: &str, size: usize, rest: impl FnOnce(&mut String)) -> String {
    let mut xml = String::with_capacity(size + 256);
    xml.push_str("<xml>");
    push_element(&mut xml, "ToUserName", to);
    push_element(&mut xml, "FromUserName", from);
    push_number(&mut xml, "CreateTime", at);
    push_element(&mut xml, "MsgType", msg_type);
    rest(&mut xml);
    xml.push_str("</xml>");
    xml
}

fn push_nested(xml: &mut String, outer: &str, inner: &str, text: &str) {
    xml.push('<');
    xml.push_str(outer);
    xml.push('>');
    push_element(xml, inner, text);
    xml.push_str("</");
    xml.push_str(outer);
    xml.push('>');
}
