//! Lists that come in portions: reads as many as were asked for.

use wxfleet_api::Page;
use wxfleet_api::client::{Error, ListQuery};

use super::Remote;

/// The most rows that the API gives at once.
const MOST_AT_ONCE: u32 = 500;

/// How much of a list is wanted.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct HowMany {
    /// How many rows at most
    #[arg(long, value_name = "N", default_value_t = 50, conflicts_with = "all", value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// All rows
    #[arg(long)]
    all: bool,
}

impl HowMany {
    /// All rows there are.
    pub(crate) const fn everything() -> Self {
        Self { limit: MOST_AT_ONCE, all: true }
    }

    /// Reads on until there are enough rows or no more.
    pub(crate) async fn read<T, F>(self, query: &ListQuery, mut portion: F) -> Result<Page<T>, Error>
    where
        F: AsyncFnMut(ListQuery) -> Result<Page<T>, Error>,
    {
        self.portions(async |limit, cursor| portion(ListQuery { limit: Some(limit), cursor, ..query.clone() }).await)
            .await
    }

    /// Reads on until there are enough rows or no more; `portion` is given how many to read and where to go on.
    pub(crate) async fn portions<T, F>(self, mut portion: F) -> Result<Page<T>, Error>
    where
        F: AsyncFnMut(u32, Option<String>) -> Result<Page<T>, Error>,
    {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let have = u32::try_from(items.len()).unwrap_or(u32::MAX);
            let want = if self.all { MOST_AT_ONCE } else { (self.limit - have).min(MOST_AT_ONCE) };
            let page = portion(want, cursor).await?;
            items.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() || (!self.all && items.len() >= self.limit as usize) {
                return Ok(Page { items, next_cursor: cursor });
            }
        }
    }
}

/// Says to a person that the list goes on.
pub(crate) fn say_if_more(remote: &Remote, more: bool) {
    let lang = remote.terminal.lang;
    if more && !remote.for_programs() {
        remote
            .terminal
            .note(lang.pick("There are more: --limit or --all shows them.", "还有更多：加 --limit 或 --all。"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of the numbers below `len`, in portions of at most `most`.
    async fn read(how_many: HowMany, len: u32, most: u32) -> Page<u32> {
        let portion = async |query: ListQuery| {
            let from: u32 = query.cursor.map_or(0, |cursor| cursor.parse().unwrap());
            let to = len.min(from + query.limit.unwrap().min(most));
            Ok(Page { items: (from..to).collect(), next_cursor: (to < len).then(|| to.to_string()) })
        };
        how_many.read(&ListQuery::default(), portion).await.unwrap()
    }

    #[tokio::test]
    async fn as_many_rows_as_were_asked_for() {
        let page = read(HowMany { limit: 5, all: false }, 12, 2).await;
        assert_eq!(page.items, [0, 1, 2, 3, 4]);
        assert_eq!(page.next_cursor.as_deref(), Some("5"));
        let page = read(HowMany { limit: 50, all: false }, 12, 5).await;
        assert_eq!((page.items.len(), page.next_cursor), (12, None));
        let page = read(HowMany { limit: 1, all: true }, 1200, 500).await;
        assert_eq!((page.items.len(), page.next_cursor), (1200, None));
    }
}
