//! The whole application in front of a simulated WeChat: one file for each flow or resource.
//!
//! [`app::TestApp`] holds the server on a port of its own with a fresh database, the simulator on another, and the one
//! clock that both read. [`browser`] is the merchant's browser, [`person`] somebody at the console, [`forge`] makes pushes as WeChat
//! would, or nearly so, [`wire`] is a line to the database that can be cut.

#![expect(clippy::large_futures, reason = "a test holds the whole application in its future, once")]

mod account_links;
mod account_profile;
mod account_settings;
mod api;
mod app;
mod assets;
mod attacks;
mod authorization;
mod browser;
mod callbacks;
mod calls;
mod console_account;
mod console_jobs;
mod console_pages;
mod console_settings;
mod console_sign_in;
mod console_tools;
mod crashes;
mod domains;
mod events;
mod forge;
mod idempotency;
mod in_browser;
mod input;
mod journal;
mod labels;
mod life_cycle;
mod limits;
mod list_sync;
mod login;
mod outage;
mod patience;
mod person;
mod registrations;
mod release_check;
mod roles;
mod routes;
mod secrets;
mod testers;
mod tokens;
mod wire;
