//! Files and directories that only their owner can read.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::Context as _;

/// Makes a directory, and those above it, if they are missing.
pub(crate) fn make_dir(path: &Path) -> anyhow::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("cannot make the directory {}", path.display()))
}

/// Writes a file in one piece: a reader sees the old one or the new one, and a power cut leaves either.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let unfinished = path.with_extension("new");
    let writing = || {
        // What an earlier attempt left may have other permissions.
        let _ = fs::remove_file(&unfinished);
        let mut file = File::options().create_new(true).write(true).mode(0o600).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        path.parent().filter(|dir| !dir.as_os_str().is_empty()).map_or(Ok(()), |dir| File::open(dir)?.sync_all())
    };
    writing().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn nobody_else_may_look() {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("a/b");
        make_dir(&dir).unwrap();
        make_dir(&dir).unwrap();
        assert_eq!((mode(&parent.path().join("a")), mode(&dir)), (0o700, 0o700));
        let file = dir.join("master.key");
        fs::write(file.with_extension("new"), "left over").unwrap();
        write(&file, b"1").unwrap();
        write(&file, b"2").unwrap();
        assert_eq!((mode(&file), fs::read(&file).unwrap()), (0o600, b"2".to_vec()));
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    }
}
