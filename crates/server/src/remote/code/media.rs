//! Pictures and videos beside a submission: what goes to the reviewers, and what comes back with a rejection.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use wxfleet_api::call::Call;
use wxfleet_api::code::Audit;

use super::At;
use crate::failure::Failure;
use crate::remote::files;
use crate::words::{said, say};

/// Uploads files for the reviewers; WeChat keeps them for three days. The ids are in the order of the files.
pub(super) async fn upload(at: &At<'_>, appid: &str, paths: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::with_capacity(paths.len());
    for path in paths {
        let file = files::upload("media", path)?;
        let client = &at.remote.client;
        let answer = client.call(at.component, Some(appid), "upload_audit_media", &Call::default(), Some(file)).await?;
        let answer: Value = serde_json::from_slice(&answer.bytes).map_err(anyhow::Error::from)?;
        let id = answer["mediaid"].as_str().ok_or_else(|| {
            let shown = path.display();
            Failure::Refused(said!("WeChat gave no id for {shown}", "微信没有给 {shown} 返回编号"))
        })?;
        ids.push(id.to_owned());
    }
    Ok(ids)
}

/// Saves the reviewers' screenshots of a submission into a directory.
pub(super) async fn screenshots(at: &At<'_>, appid: &str, audit: &Audit, directory: &Path) -> Result<(), Failure> {
    let shown = directory.display().to_string();
    std::fs::create_dir_all(directory)
        .map_err(|error| Failure::Refused(said!("cannot make {shown}: {error}", "无法创建 {shown}：{error}")))?;
    for (index, id) in audit.screenshots.iter().enumerate() {
        let body = Map::from_iter([("media_id".to_owned(), Value::from(id.as_str()))]);
        let call = Call { query: None, body: Some(body) };
        let file = at.remote.client.call(at.component, Some(appid), "material_get", &call, None).await?;
        let name = format!("{}-{}.{}", audit.auditid, index + 1, files::ending(&file.content_type));
        files::save(&directory.join(name), &file.bytes)?;
    }
    let count = audit.screenshots.len();
    let lang = at.remote.terminal.lang;
    at.remote.terminal.note(&say!(lang, "Saved {count} screenshots in {shown}.", "已把 {count} 张截图存到 {shown}。"));
    Ok(())
}
