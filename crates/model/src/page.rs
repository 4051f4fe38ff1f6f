//! Lists in portions, by keyset: a cursor names the last row seen, so that rows that come and go in between neither
//! repeat nor hide others.

/// How many rows a list gives at once when nobody says.
pub const DEFAULT_LIMIT: u32 = 50;
/// How many rows a list gives at once at most.
pub const MAX_LIMIT: u32 = 500;

/// Which portion of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// 1 to [`MAX_LIMIT`].
    pub limit: u32,
    /// The place after which to go on, as the page before gave it.
    pub after: Option<String>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: DEFAULT_LIMIT, after: None }
    }
}

/// A portion of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The place after the last row; `None` when there is no more.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The same portion with each row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}
