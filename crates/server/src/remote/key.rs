//! `wxfleet key list` and `wxfleet key revoke`: the keys of a running server. A key is made on the machine itself.

use wxfleet_api::key::Key;

use super::Remote;
use super::table::{or_dash, short, table};
use crate::failure::Failure;
use crate::words::say;

pub(crate) async fn list(remote: Remote) -> Result<(), Failure> {
    let page = remote.client.keys().await?;
    let (terminal, lang) = (remote.terminal, remote.terminal.lang);
    remote.show(&page, |page| {
        let row = |one: &Key| {
            let limits: Vec<&str> = one.components.iter().chain(&one.labels).map(String::as_str).collect();
            [
                one.id.clone(),
                short(&one.name),
                one.role.clone(),
                or_dash(Some(&one.grants.join(", "))),
                or_dash(Some(&limits.join(", "))),
                terminal.time(one.created_at),
                terminal.time_or_dash(one.last_used_at),
                terminal.time_or_dash(one.revoked_at),
            ]
        };
        let headings = [
            "ID",
            lang.pick("NAME", "名称"),
            lang.pick("ROLE", "角色"),
            lang.pick("GRANTS", "额外权限"),
            lang.pick("LIMITED TO", "限定范围"),
            lang.pick("MADE", "创建时间"),
            lang.pick("LAST USED", "上次使用"),
            lang.pick("REVOKED", "吊销时间"),
        ];
        table(lang, headings, page.items.iter().map(row).collect())
    })
}

pub(crate) async fn revoke(remote: Remote, id: &str, yes: bool) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    let question = say!(
        lang,
        "Revoke the key {id}? Whoever uses it is locked out at once.",
        "要吊销密钥 {id} 吗？用它的程序会立刻失去访问。"
    );
    remote.terminal.confirm(&question, yes)?;
    remote.client.key_revoke(id).await?;
    remote.terminal.note(&say!(lang, "Revoked {id}.", "已吊销 {id}。"));
    Ok(())
}
