//! `wxfleet authorizer permissions`: what an account granted, and what is missing for what.

use wxfleet_api::authorizer::{PermissionState, Permissions};
use wxfleet_wechat::id::Appid;

use crate::failure::Failure;
use crate::remote::Remote;
use crate::remote::table::{or_dash, table};
use crate::words::{Lang, say};

pub(super) async fn show(remote: &Remote, appid: &Appid) -> Result<(), Failure> {
    let component = remote.component().await?;
    let permissions = remote.client.authorizer_permissions(&component, appid.as_str()).await?;
    remote.show(&permissions, |permissions| permission_tables(remote, permissions))
}

fn permission_tables(remote: &Remote, shown: &Permissions) -> String {
    let lang = remote.terminal.lang;
    let name = |one: &PermissionState| match lang {
        Lang::En => or_dash(one.name_en.as_deref()),
        Lang::Zh => or_dash(one.name_zh.as_deref()),
    };
    let set = |one: &PermissionState| {
        [
            one.id.to_string(),
            name(one),
            remote.terminal.yes_no(one.granted),
            if one.exclusive { say!(lang, "one platform", "互斥") } else { "-".to_owned() },
            or_dash(Some(&one.needed_for.join(", "))),
        ]
    };
    let headings = [
        lang.pick("SET", "权限集"),
        lang.pick("NAME", "名称"),
        lang.pick("GRANTED", "已授权"),
        lang.pick("EXCLUSIVE", "互斥"),
        lang.pick("NEEDED FOR", "用于"),
    ];
    let sets = table(lang, headings, shown.permissions.iter().map(set).collect());
    let named = |id: &i64| {
        let known = shown.permissions.iter().find(|one| one.id == *id).map(name).unwrap_or_default();
        format!("{id} {known}")
    };
    let functions = shown.functions.iter().map(|one| {
        let missing: Vec<String> = one.missing_any_of.iter().map(named).collect();
        [
            one.function.clone(),
            match lang {
                Lang::En => one.name_en.clone(),
                Lang::Zh => one.name_zh.clone(),
            },
            remote.terminal.yes_no(one.works),
            or_dash(Some(&missing.join(lang.pick(" or ", " 或 ")))),
        ]
    });
    let headings = [
        lang.pick("FUNCTION", "功能"),
        lang.pick("WHAT IT IS", "说明"),
        lang.pick("WORKS", "可用"),
        lang.pick("MISSING", "缺少"),
    ];
    let functions = table(lang, headings, functions.collect());
    let advice = shown.advice.as_ref().map(|advice| format!("\n\n{}", crate::terminal::inert(advice)));
    format!("{sets}\n\n{functions}{}", advice.unwrap_or_default())
}
