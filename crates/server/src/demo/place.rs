//! A directory for one run: its data goes when the run ends, what it saved for people stays.

use std::path::PathBuf;

use crate::private_file;

/// A directory of a run's own.
pub(crate) struct Place {
    /// Where files for people go.
    pub(crate) files: PathBuf,
    /// Where the data goes.
    pub(crate) data: PathBuf,
}

impl Place {
    /// A new directory in the system's own for such things; `what` stands in its name.
    pub(crate) fn new(what: &str) -> anyhow::Result<Self> {
        let mut unique = [0; 6];
        getrandom::fill(&mut unique).map_err(|cause| anyhow::anyhow!("no randomness: {cause}"))?;
        let files = std::env::temp_dir().join(format!("wxfleet-{what}-{}", hex::encode(unique)));
        let data = files.join("data");
        private_file::make_dir(&data)?;
        Ok(Self { files, data })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be deleted stays in the system's directory for such things.
        let _ = std::fs::remove_dir_all(&self.data);
        // Goes only if nothing was saved in it.
        let _ = std::fs::remove_dir(&self.files);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_goes_and_what_was_saved_stays() {
        let place = Place::new("test").unwrap();
        let (files, data) = (place.files.clone(), place.data.clone());
        std::fs::write(data.join("x.db"), "").unwrap();
        std::fs::write(files.join("trial.jpg"), "").unwrap();
        drop(place);
        assert!(!data.exists() && files.join("trial.jpg").exists());
        std::fs::remove_dir_all(files).unwrap();
    }
}
