//! Testers: who may open the trial version of a Mini Program.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Somebody to make a tester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTester {
    /// The person's WeChat id.
    pub wechatid: String,
}

/// Who was made a tester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoundTester {
    /// WeChat's name for the person at this account; `null` for somebody who was bound elsewhere before.
    pub userstr: Option<String>,
    /// The person was a tester already.
    #[serde(default)]
    pub already: bool,
}

/// A tester.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tester {
    /// WeChat's name for the person at this account.
    pub userstr: String,
    /// The WeChat id; `null` for somebody who was not bound here, since WeChat does not tell it.
    pub wechatid: Option<String>,
}
