//! A simulated WeChat for the desk and the tests: the API host, the PC and H5 authorization pages, a control API and a
//! page for people, all on one port.
//!
//! It means to be at least as strict and as awkward as WeChat itself. What it does follows the published protocol;
//! where WeChat's behaviour is not settled, a switch chooses ([`Switches`]), and the default is the harsher reading.
//! `docs/simulator.md` describes the control API and every switch.
//!
//! # Parts
//! * [`Simulator`]: the value to hold. It reads the time from the clock it is given and does nothing by itself until
//!   it is served in [`Mode::Timer`] or stepped in [`Mode::Stepped`].
//! * `world`: everything WeChat knows, as plain data with its rules. Can be saved and restored.
//! * `api`: the API host. It reads and writes plain JSON and not the endpoint types of `wxfleet-wechat`: two readings
//!   of the protocol made apart show each other's slips.
//! * `pages`: authorization pages and the page for people.
//! * `control`: the typed methods of [`Simulator`] and the same by HTTP under `/_sim`.
//! * `delivery`: carries encrypted pushes; `gate`: logs requests and plays faults; `generate`: makes up merchants.
//!
//! # Example
//! ```no_run
//! # use std::sync::Arc;
//! # use wxfleet_simulator::{Config, Simulator};
//! # async fn example(clock: Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>) -> std::io::Result<()> {
//! let simulator = Simulator::new(Config::for_demo(), clock);
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8650").await?;
//! simulator.serve(listener, tokio_util::sync::CancellationToken::new()).await;
//! # Ok(())
//! # }
//! ```

mod answer;
mod api;
mod config;
mod control;
mod delivery;
mod faults;
mod gate;
mod generate;
mod pages;
mod random;
mod requests;
mod simulator;
mod time;
mod world;

pub use config::{
    AuditDefault, AuditEvent, AuthorizationOrder, Config, Fleet, GuidelineCheck, Mode, Switches, UsedCode,
};
pub use control::ControlError;
pub use control::logins::Login;
pub use control::merchants::{Authorize, Authorized, GrantView, MerchantView, VersionView};
pub use control::messages::{MessageOutcome, UserMessage};
pub use control::platforms::{ComponentChange, ComponentView};
pub use control::release_check::{CheckItem, CheckedItem, Reason, ReleaseCheck, ReleaseCheckReport};
pub use control::traffic::PushView;
pub use faults::{Fault, FaultEffect, FaultMatch};
pub use requests::RequestLine;
pub use simulator::{CannotRestore, Clock, Simulator};
pub use world::SentMessage;
pub use world::audit::{Audit, AuditRule, AuditStatus, Verdict};
pub use world::component::ComponentSettings;
pub use world::merchant::{AccountKind, Category, Profile};
pub use world::push::{PushEffect, PushRule, PushState};
pub use world::review::{Review, ReviewState, Subject};
pub use world::template::Code;
