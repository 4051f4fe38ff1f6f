//! Compresses what pages load. The binary holds each file once, at a third of its size, and the server sends it as it
//! lies there: nothing is compressed while somebody waits.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

/// What goes into which file. The tokens (colours, type) come first in each sheet, so that a page needs one request.
const FILES: [(&str, &[&str]); 7] = [
    ("merchant.css", &["tokens.css", "merchant.css"]),
    ("reference.css", &["tokens.css", "reference.css"]),
    ("console.css", &["tokens.css", "console.css"]),
    ("console-card.css", &["tokens.css", "console-card.css"]),
    ("console.js", &["console.js"]),
    ("htmx.js", &["htmx.min.js"]),
    ("icon.svg", &["icon.svg"]),
];

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=assets");
    let out = std::env::var("OUT_DIR")?;
    for (name, parts) in FILES {
        let file = fs::File::create(Path::new(&out).join(format!("{name}.gz")))?;
        // No name and no time: the same text makes the same bytes.
        let mut gzip: GzEncoder<_> = GzBuilder::new().write(file, Compression::best());
        for part in parts {
            gzip.write_all(&fs::read(Path::new("assets").join(part))?)?;
        }
        gzip.finish()?;
    }
    Ok(())
}
