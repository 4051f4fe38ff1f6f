//! Where to go after signing in: a page of the console and nothing else, whatever an address says.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// The console's first page.
const HOME: &str = "/console/";

/// A path of the console, with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Next(String);

impl Next {
    /// The console's first page.
    pub(crate) fn home() -> Self {
        Self(HOME.to_owned())
    }

    /// Reads an address as a browser would, and takes its path and query if they are within the console. Anything else
    /// is the first page.
    pub(crate) fn parse(text: &str) -> Self {
        const HERE: &str = "http://console.invalid/";
        let base = url::Url::parse(HERE).expect("an address of ours");
        let harmless = text.starts_with(HOME) && !text.contains('\\') && !text.chars().any(char::is_control);
        let read = base.join(text).ok().filter(|url| url.as_str().starts_with(HERE) && url.path().starts_with(HOME));
        match read.filter(|_| harmless) {
            Some(url) if url.path().contains("//") => Self::home(),
            Some(url) => {
                let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
                Self(format!("{}{query}", url.path()))
            }
            None => Self::home(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// This page after another one of ours: `path?next=…`.
    pub(crate) fn after(&self, path: &str) -> String {
        if self.0 == HOME {
            return path.to_owned();
        }
        let next: String = url::form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        format!("{path}?next={next}")
    }
}

impl Default for Next {
    fn default() -> Self {
        Self::home()
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Next {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::parse(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_console_are_gone_to() {
        for (text, goes) in [
            ("/console/accounts?q=a&page=2", "/console/accounts?q=a&page=2"),
            ("/console/", "/console/"),
            ("/console/a#part", "/console/a"),
            ("/console/店", "/console/%E5%BA%97"),
        ] {
            assert_eq!(Next::parse(text).as_str(), goes, "{text}");
        }
        for bad in [
            "",
            "//evil.example",
            "\\\\evil.example",
            "/\\evil.example",
            "/console/\\..\\..\\evil",
            "https://evil.example/console/",
            "http://console.invalid/console/",
            "//console.invalid/console/",
            "/console/../../evil",
            "/console/../api/v1/keys",
            "/console/%2e%2e/api",
            "/console/..//evil.example",
            "/console//evil.example",
            "/console",
            "/console/\r\nSet-Cookie: a=b",
            "/\tconsole/",
            "javascript:alert(1)",
            " /console/a",
        ] {
            assert_eq!(Next::parse(bad), Next::home(), "{bad:?}");
        }
    }

    #[test]
    fn the_way_is_kept_on_the_way_in() {
        assert_eq!(Next::home().after("/console/sign-in"), "/console/sign-in");
        let next = Next::parse("/console/a?b=1&c=2").after("/console/sign-in");
        assert_eq!(next, "/console/sign-in?next=%2Fconsole%2Fa%3Fb%3D1%26c%3D2");
    }
}
