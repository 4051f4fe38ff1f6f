//! What people see: pages as templates and view models. Values in, HTML out, and nothing else: no I/O, no clock, no
//! settings. `web` reads the request, asks the engine, fills a view model and sends what it renders to.
//!
//! * [`merchant`]: what a merchant meets on the way through an authorization, mostly on a phone inside WeChat.
//! * [`mod@reference`]: the documentation of the HTTP API, drawn from its `OpenAPI` document.
//! * [`console`]: the pages for operators.
//! * [`assets`]: the style sheets, the console's scripts and the icon, embedded and named by their content.
//! * [`locale`], [`theme`]: which of the two languages a visitor reads, in light or in dark.
//!
//! Three agreements hold for every page, and tests hold them: text from outside is escaped; there is no inline script,
//! no inline style and nothing loaded from another host (avatars apart), so a content security policy may stay strict;
//! every page stands in Chinese and in English. Only the console has scripts at all, and works without them.

pub mod assets;
pub mod console;
pub mod locale;
pub mod merchant;
mod qr;
pub mod reference;
pub mod theme;

use askama::Template;

/// Renders a template of ours.
fn rendered(template: &impl Template) -> String {
    template.render().expect("templates print plain values, which cannot fail")
}

/// An address as far as it may stand behind a link or an image: `http` or `https` and nothing that runs.
fn web_address(address: &str) -> Option<&str> {
    let scheme = address.split_once("://")?.0;
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_address("https://a.example.com/x?y=1"), Some("https://a.example.com/x?y=1"));
        assert_eq!(web_address("HTTP://a.example.com"), Some("HTTP://a.example.com"));
        for refused in ["", "javascript:alert(1)", "javascript://x%0aalert(1)", "data:text/html,x", "//a.example.com"] {
            assert_eq!(web_address(refused), None, "{refused}");
        }
    }
}
