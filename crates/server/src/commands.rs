//! Commands that work on this machine: on its settings, its data directory and its database.

pub(crate) mod check;
pub(crate) mod key;
pub(crate) mod operator;
pub(crate) mod serve;
pub(crate) mod simulate;
