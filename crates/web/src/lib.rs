//! Who may reach wxfleet, and how.
//!
//! * [`callback`](crate::serve): WeChat's pushes. Answered with `success` only when they are on disk.
//! * `confirm_file`: the files by which WeChat knows a business domain that points here.
//! * `merchant`: the pages on which a merchant authorizes; `brand`: the logo on them. `reference`: the API's own page. `assets`: their styles.
//! * `console`: the pages for who signed in.
//! * `api`: `/api/v1`, one file per resource; `problem` is the only place that turns errors into statuses.
//! * `attempts`: what was refused before it began, for the journal.
//! * `health`: `/healthz`, `/readyz`, `/metrics`.
//! * [`serve`]: connections, deadlines, draining.
//!
//! Handlers read like a sentence: who, where, what, do it, show it. Decisions live in `engine`.

mod api;
mod app;
mod assets;
mod attempts;
mod auth;
mod brand;
mod callback;
mod confirm_file;
mod console;
mod health;
mod language;
mod merchant;
mod problem;
mod reference;
mod request_id;
mod serve;

pub use self::api::openapi;
pub use self::app::{App, WebConfig, router};
pub use self::brand::{Brand, InvalidLogo, LOGO_LIMIT, Logo};
pub use self::serve::serve;
