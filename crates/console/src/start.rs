//! The page at `/console/` as long as the console itself is not part of the server: what is here instead, and how to
//! reach it. Nothing in it depends on who looks, so it tells nothing that is not public.

use askama::Template;

use crate::assets::ADDRESSES;

/// What a visitor of `/console/` sees, in Chinese and English on one page.
#[derive(Debug, Clone, Copy)]
pub struct StartPage<'a> {
    /// The server's version, for instance `0.1.0`.
    pub version: &'a str,
    /// The server's public address, for the commands.
    pub server: &'a str,
}

impl StartPage<'_> {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let server = self.server.trim_end_matches('/');
        crate::rendered(&Start { sheet: &ADDRESSES.start, icon: &ADDRESSES.icon, version: self.version, server })
    }
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start<'a> {
    sheet: &'static str,
    icon: &'static str,
    version: &'a str,
    server: &'a str,
}
