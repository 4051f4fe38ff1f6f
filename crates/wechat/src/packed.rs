//! Tables that the build has packed into the program (`build.rs`).

use std::io::Read as _;

use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;

/// Reads a table from its packed text.
pub(crate) fn table<T: DeserializeOwned>(packed: &[u8]) -> T {
    let mut text = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut text).expect("packed by the build");
    serde_json::from_slice(&text).expect("what is compiled in parses: a test reads it")
}

/// The packed text of a file below `data/`.
macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz"))
    };
}
pub(crate) use file;
