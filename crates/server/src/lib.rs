//! How wxfleet starts: settings, commands, wiring, shutdown.
//!
//! * [`settings`]: what can be set, read at one place.
//! * [`words`]: the two languages in which we speak to people.
//!
//! The binary `wxfleet` is a thin shell around this library, so that whole-app tests start the same server.

pub mod settings;
pub mod words;
