//! Packs the catalogue and the table of codes into the program: as text they are half a megabyte of it.

use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names a folder")?);
    for name in ["catalog.json", "catalog.zh.json", "errcodes.json"] {
        let source = format!("data/{name}");
        println!("cargo::rerun-if-changed={source}");
        let packed = std::fs::File::create(folder.join(format!("{name}.gz")))?;
        let mut encoder = GzEncoder::new(packed, Compression::best());
        encoder.write_all(&std::fs::read(source)?)?;
        encoder.finish()?.flush()?;
    }
    Ok(())
}
