//! `cargo xtask screenshots`: every page as people see it, to be looked at before a change goes in.
//!
//! The pictures are taken by the walk of the browser tests (`crates/server/tests/it/in_browser/pages.rs`), which goes
//! through every page of a fleet as it is after some weeks.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process;

/// The test that takes them.
const WALK: &str = "in_browser::pages::every_page_fits_its_screen_and_speaks_its_language";
/// Switches the browser tests on; elsewhere than here it is named by whoever runs them.
const DRIVER: &str = "WXFLEET_TEST_CHROMEDRIVER";

/// Take the pictures.
pub(crate) fn run(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let folder = folder.canonicalize()?;
    let mut command = process::cargo();
    command.args(["test", "--locked", "--package", "wxfleet-server", "--test", "it", "--", "--exact", WALK]);
    command.env("WXFLEET_TEST_SCREENSHOTS", &folder);
    if std::env::var_os(DRIVER).is_none() {
        command.env(DRIVER, "/usr/bin/chromedriver");
    }
    process::check(&mut command)?;
    let pictures = std::fs::read_dir(&folder)?.count();
    ensure!(pictures > 0, "the walk took no pictures; is {WALK} still its name?");
    println!("{pictures} pictures in {}", folder.display());
    Ok(())
}
