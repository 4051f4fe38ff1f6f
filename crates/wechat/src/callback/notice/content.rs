//! The answer of the content check that runs in the background.

use super::Field;
use crate::id::Appid;

/// `wxa_media_check`. The `detail` list is in the notice's fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WxaMediaCheck {
    /// The Mini Program.
    pub appid: Option<Appid>,
    /// The check.
    pub trace_id: String,
    /// The version of the check's rules.
    pub version: Option<i64>,
    /// `pass`, `risky` or `review`.
    pub suggest: String,
    /// What was found: 100 nothing, other numbers name a kind of content.
    pub label: Option<i64>,
}

impl WxaMediaCheck {
    pub(super) fn read(root: Field<'_>) -> Self {
        let result = root.child("result");
        Self {
            appid: root.parse("appid"),
            trace_id: root.string("trace_id"),
            version: root.int("version"),
            suggest: result.map(|result| result.string("suggest")).unwrap_or_default(),
            label: result.and_then(|result| result.int("label")),
        }
    }
}
