//! The simulator from outside: by HTTP as a platform would use it, with a clock the tests hold.

mod authorization;
mod bench;
mod customer_service;
mod domains;
mod faults;
mod fleet;
mod life_cycle;
mod logins;
mod pages;
mod pushes;
mod release_check;
mod samples;
mod tokens;
