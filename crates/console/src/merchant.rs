//! What a merchant meets on the way through an authorization: one hand, half a minute, mostly a phone inside WeChat.
//!
//! * [`AuthorizePage`]: who asks for what, and WeChat's links to click.
//! * [`PendingPage`], [`AuthorizedPage`]: what WeChat's page leads back to.
//! * [`StatusPage`]: how an account stands afterwards, for its merchant.
//! * [`ProblemPage`]: what went wrong, who can mend it, what to do next.
//!
//! The links are plain `<a href>`s on a page that sends a referrer: WeChat reads the `Referer` and refuses whoever
//! comes by a redirect, a script or a pasted address. `web` must therefore not set a stricter `Referrer-Policy` header
//! than `origin` on these pages.

mod authorize;
mod authorized;
mod page_codes;
mod permissions;
mod problem;
mod status;
mod visitor;

pub use authorize::AuthorizePage;
pub use authorized::{AuthorizedPage, PendingPage};
pub use problem::{MerchantProblem, ProblemPage, Reference};
pub use status::StatusPage;
pub use visitor::Visitor;

use crate::assets::ADDRESSES;
use crate::locale::Language;

/// How the ISV shows itself to merchants, beyond its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look<'a> {
    /// Address of its logo on this server.
    pub logo: Option<&'a str>,
    /// Whom a merchant calls, and how: a telephone number, a name, hours.
    pub contact: Option<&'a str>,
}

/// What the frame around every merchant page needs.
struct Frame {
    tag: &'static str,
    sheet: &'static str,
    icon: &'static str,
}

impl Frame {
    fn of(language: Language) -> Self {
        Self { tag: language.tag(), sheet: &ADDRESSES.merchant, icon: &ADDRESSES.icon }
    }
}

/// The letter that stands for a name in place of a logo: its first letter or digit, if it has one.
pub(crate) fn monogram(name: &str) -> Option<String> {
    name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect())
}

/// A name as merchants see it: the given one, or `otherwise` when it is empty or blank.
pub(crate) fn shown<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    let name = name.trim();
    if name.is_empty() { otherwise } else { name }
}
