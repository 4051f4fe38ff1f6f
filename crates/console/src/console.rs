//! The console: pages for the operators of a fleet, each a value that is filled by `web` and rendered here.
//!
//! * [`card`]: the pages on the way in.
//! * [`frame`]: what surrounds every page: rail, top line, page head, the message after an action.
//! * [`pieces`]: what pages are put together from: status tags, times, ids, explained refusals, empty states.
//!   `standing`: the words and tones of states. `address`: addresses inside the console. `tree`: JSON and XML that fold.
//! * [`refused`]: in the place of a page that cannot be shown.
//! * [`overview`]: the first page. [`accounts`]: the list of accounts. [`account`]: one of them. [`jobs`]: what is done
//!   to many at once. [`templates`]: the library of code. [`authorization`]: invitations. [`events`]: what WeChat pushed.
//!   [`apis`]: any API of WeChat's, and what was asked lately. [`errcode`]: what a return code means. [`palette`]: what
//!   the search over everything finds.
//! * [`settings`]: operators, keys, platforms, the journal.
//!
//! Pages work without scripts: every action is a form, every view an address. With scripts (`assets/console.js` and
//! htmx) the same addresses are fetched and the parts that changed are put in place, so nothing is rendered twice.
//! There is no inline script and no inline style, not even an attribute: the policy of the pages forbids both.

pub mod account;
pub mod accounts;
mod address;
pub mod apis;
pub mod authorization;
pub mod card;
pub mod errcode;
pub mod events;
pub mod frame;
pub mod jobs;
pub mod overview;
pub mod palette;
pub mod pieces;
pub mod refused;
pub mod settings;
mod standing;
pub mod templates;
mod tree;

pub use self::frame::{Flash, Frame, Platform, Section};
