//! One suite for three engines: each case runs on a fresh SQLite file, and on PostgreSQL and MySQL/MariaDB when
//! `WXFLEET_TEST_POSTGRES_URL` and `WXFLEET_TEST_MYSQL_URL` name a server, in a database of its own. What only SQLite
//! has (its lane, lock and files) is in `lane`, `full_disk` and `files`.

mod account;
mod authorizations;
mod authorizers;
mod chain;
mod codes;
mod components;
mod database;
mod events;
mod files;
mod full_disk;
mod idempotency;
mod jobs;
mod journal;
mod keys;
mod lane;
mod list_syncs;
mod opening;
mod operators;
mod overview;
mod retention;
mod samples;
mod testers;
mod tokens;
mod units;
mod upgrade;
