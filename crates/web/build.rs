//! Packs the API's description into the program.

use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=openapi.json");
    let packed = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names a folder")?).join("openapi.json.gz");
    let mut encoder = GzEncoder::new(std::fs::File::create(packed)?, Compression::best());
    encoder.write_all(&std::fs::read("openapi.json")?)?;
    encoder.finish()?.flush()?;
    Ok(())
}
