//! What a browser keeps for the console.
//!
//! Over HTTPS the names begin with `__Host-`: browsers then take them from this very host alone, so that another host
//! of the same domain cannot plant one.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

use crate::app::App;

/// One cookie of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The session.
    Session,
    /// A session that waits for the second factor.
    Step,
    /// By what the browser is known at the next sign-in.
    Browser,
    /// The language that was chosen.
    Language,
    /// The theme that was chosen.
    Theme,
    /// The platform that was looked at last.
    Platform,
    /// Which columns of the list of accounts are hidden.
    Columns,
}

const YEAR_SECS: u32 = 365 * 24 * 3_600;

impl Cookie {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-wxf",
            (Self::Session, false) => "wxf_session",
            (Self::Step, true) => "__Host-wxf-step",
            (Self::Step, false) => "wxf_step",
            (Self::Browser, true) => "__Host-wxf-browser",
            (Self::Browser, false) => "wxf_browser",
            (Self::Language, _) => "wxf_lang",
            (Self::Theme, _) => "wxf_theme",
            (Self::Platform, _) => "wxf_platform",
            (Self::Columns, _) => "wxf_columns",
        }
    }

    /// For how long the browser keeps it.
    const fn max_age_secs(self) -> u32 {
        match self {
            Self::Session => 7 * 24 * 3_600,
            Self::Step => 600,
            Self::Browser => 180 * 24 * 3_600,
            Self::Language | Self::Theme | Self::Platform | Self::Columns => YEAR_SECS,
        }
    }

    /// Its value, if the browser sent one.
    pub(crate) fn read<'a>(self, app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
        let name = self.name(is_secure(app));
        let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Has the browser keep a value.
    pub(crate) fn set(self, app: &App, headers: &mut HeaderMap, value: &str) {
        self.write(app, headers, value, self.max_age_secs());
    }

    /// Has the browser forget it.
    pub(crate) fn forget(self, app: &App, headers: &mut HeaderMap) {
        self.write(app, headers, "", 0);
    }

    fn write(self, app: &App, headers: &mut HeaderMap, value: &str, max_age_secs: u32) {
        let secure = is_secure(app);
        let name = self.name(secure);
        let mut line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_secs}");
        if secure {
            line.push_str("; Secure");
        }
        let line = HeaderValue::try_from(line).expect("values of ours are plain ASCII");
        headers.append(SET_COOKIE, line);
    }
}

fn is_secure(app: &App) -> bool {
    app.config.public_url.scheme() == "https"
}
