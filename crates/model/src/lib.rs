//! What wxfleet means: the things it keeps and the rules they obey.
//!
//! Pure values and decisions: no I/O, no async, no clock but the one that is handed in. One file per thing:
//!
//! * [`clock`]: the only source of time, so that tests can move it.
//! * [`component`], [`authorizer`], [`link`], [`list_sync`]: the platform, the accounts that authorized it, the invitations
//!   to do so, and how far holding our list of them against WeChat's has come.
//! * [`token`]: when a token is due for renewal, and which of two is the newer.
//! * [`code`], [`audit`]: the three slots of a Mini Program's code and WeChat's review of it.
//! * [`domain`], [`tester`]: what a Mini Program may talk to, and who may try it.
//! * [`name_audit`]: WeChat's review of a new name. [`registration`]: Mini Programs that were asked for.
//! * [`event`]: a push as we keep it. [`journal`]: who did what, and how it ended.
//! * [`job`]: one thing done to many accounts. [`view`]: what an operator saved of a list.
//! * [`label`]: the ISV's own words for accounts. [`permission_set`]: what merchants grant us.
//! * [`permission`]: who may do what. [`key`]: the keys by which programs prove who they are. [`operator`]: the people
//!   who sign in to the console.
//! * [`idempotency`]: answers remembered for requests that are sent again.
//! * [`observation`]: what the field taught us about WeChat's uncertain facts.
//! * [`page`]: lists in portions.

pub mod audit;
pub mod authorizer;
pub mod clock;
pub mod code;
pub mod component;
pub mod domain;
pub mod event;
pub mod idempotency;
pub mod job;
pub mod journal;
pub mod key;
pub mod label;
pub mod link;
pub mod list_sync;
pub mod name_audit;
pub mod observation;
pub mod operator;
pub mod page;
pub mod permission;
pub mod permission_set;
pub mod placeholder;
pub mod registration;
pub mod tester;
pub mod token;
pub mod view;
