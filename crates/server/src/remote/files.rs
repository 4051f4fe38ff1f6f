//! Files on their way to WeChat and back: what kind a file is, read from its ending and written by it.

use std::path::Path;

use wxfleet_api::call::Upload;

use crate::failure::Failure;
use crate::words::said;

/// Endings of files that WeChat takes and gives, and their types.
const TYPES: [(&str, &str); 9] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("mp4", "video/mp4"),
    ("mp3", "audio/mpeg"),
    ("amr", "audio/amr"),
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
];

/// The text in a file.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|cause| {
        let path = path.display();
        Failure::Usage(said!("cannot read {path}: {cause}", "读不了 {path}：{cause}"))
    })
}

/// The file, ready to go along under that field.
pub(super) fn upload(field: &str, path: &Path) -> Result<Upload, Failure> {
    let shown = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Usage(said!("cannot read {shown}: {error}", "读不了 {shown}：{error}")))?;
    let file_name = path.file_name().map_or_else(|| field.to_owned(), |name| name.to_string_lossy().into_owned());
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let content_type = TYPES.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |row| row.1);
    Ok(Upload { field: field.to_owned(), file_name, content_type: content_type.to_owned(), bytes: bytes.into() })
}

/// What the name of a file of this type ends in.
pub(super) fn ending(content_type: &str) -> &'static str {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    TYPES.iter().find(|(_, known)| *known == essence).map_or("bin", |row| row.0)
}

/// Writes a file.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display();
    std::fs::write(path, bytes)
        .map_err(|error| Failure::Refused(said!("cannot write {shown}: {error}", "写不了 {shown}：{error}")))
}
