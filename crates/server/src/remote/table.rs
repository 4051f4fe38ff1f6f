//! Tables for people. Widths are those of the characters as they are drawn, so that Chinese names line up.

use comfy_table::{ContentArrangement, Table, presets};

use crate::terminal::inert;
use crate::words::{Lang, say};

/// On fewer columns than this, broken cells are harder to read than long lines.
const LEAST_WIDTH: u16 = 60;
/// So many columns show a name well enough to know it by.
const WIDEST_NAME: usize = 40;

/// Rows under headings; a sentence when there are none.
pub(crate) fn table<const N: usize>(lang: Lang, headings: [&str; N], rows: Vec<[String; N]>) -> String {
    if rows.is_empty() {
        return say!(lang, "(none)", "（没有）");
    }
    let mut table = bare();
    // A terminal that does not know its width, or has next to none, gets its lines whole.
    if table.width().is_some_and(|columns| columns >= LEAST_WIDTH) {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(headings);
    for row in rows {
        table.add_row(row.map(|cell| inert(&cell)));
    }
    trimmed(&table)
}

/// Names and values of one thing, one a line. Values are never broken, since some are addresses to be copied.
pub(crate) fn sheet(rows: Vec<(&str, String)>) -> String {
    let mut table = bare();
    for (name, value) in rows {
        table.add_row([name.to_owned(), inert(&value)]);
    }
    trimmed(&table)
}

fn bare() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

fn trimmed(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A name for a cell among others: a longer one is cut, so that it does not make every line as long as itself.
pub(crate) fn short(name: &str) -> String {
    console::truncate_str(&inert(name), WIDEST_NAME, "…").into_owned()
}

/// Text that may be missing.
pub(crate) fn or_dash(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or("-").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_lines_up() {
        let rows = vec![
            ["wx01".to_owned(), "茶叶小店".to_owned(), "ok".to_owned()],
            ["wx02".to_owned(), "Tea".to_owned(), "ok".to_owned()],
            ["wx03".to_owned(), "🍵 \u{1b}[31m".to_owned(), "ok".to_owned()],
        ];
        insta::assert_snapshot!(table(Lang::En, ["APPID", "NAME", "STATE"], rows));
    }

    #[test]
    fn a_long_name_is_cut_by_the_columns_it_takes() {
        assert_eq!(short("小满咖啡"), "小满咖啡");
        assert_eq!(short(&"x".repeat(40)), "x".repeat(40));
        assert_eq!(short(&"x".repeat(41)), format!("{}…", "x".repeat(39)));
        assert_eq!(short(&"茶".repeat(20)), "茶".repeat(20));
        assert_eq!(short(&"茶".repeat(600)), format!("{}…", "茶".repeat(19)));
    }

    #[test]
    fn an_empty_table_is_a_sentence() {
        assert_eq!(table(Lang::Zh, ["A"], vec![]), "（没有）");
    }
}
