//! `wxfleet template …`

use clap::Subcommand;
use wxfleet_api::template::{Draft, NewTemplate, Template};

use super::Remote;
use super::table::table;
use crate::failure::Failure;
use crate::words::say;

/// What can be done with a code library.
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// List templates: code that can be committed to any authorized Mini Program
    #[command(after_help = "Example:\n  wxfleet template list")]
    List,
    /// List drafts: code that was uploaded from the developer tool
    #[command(after_help = "Example:\n  wxfleet template drafts")]
    Drafts,
    /// Turn a draft into a template
    #[command(after_help = "Examples:\n  wxfleet template drafts\n  wxfleet template add 3")]
    Add {
        /// Number of the draft, from `wxfleet template drafts`
        draft_id: i64,
    },
    /// Delete a template; what was committed from it stays as it is
    #[command(after_help = "Examples:\n  wxfleet template delete 3\n  \
        wxfleet template delete 3 --yes")]
    Delete {
        /// Number of the template, from `wxfleet template list`
        template_id: i64,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

pub(crate) async fn run(remote: Remote, command: TemplateCommand) -> Result<(), Failure> {
    match command {
        TemplateCommand::List => list(&remote).await,
        TemplateCommand::Drafts => drafts(&remote).await,
        TemplateCommand::Add { draft_id } => add(&remote, draft_id).await,
        TemplateCommand::Delete { template_id, yes } => delete(&remote, template_id, yes).await,
    }
}

async fn list(remote: &Remote) -> Result<(), Failure> {
    let page = remote.client.templates(&remote.component().await?).await?;
    remote.show(&page, |page| template_table(remote, &page.items))
}

fn template_table(remote: &Remote, templates: &[Template]) -> String {
    let lang = remote.terminal.lang;
    let row = |one: &Template| {
        [
            one.template_id.to_string(),
            one.user_version.clone(),
            one.user_desc.clone(),
            one.source_miniprogram.clone(),
            one.developer.clone(),
            remote.terminal.time_or_dash(one.created_at),
        ]
    };
    let headings = [
        lang.pick("TEMPLATE", "模板"),
        lang.pick("VERSION", "版本"),
        lang.pick("DESCRIPTION", "说明"),
        lang.pick("SOURCE", "来源小程序"),
        lang.pick("DEVELOPER", "开发者"),
        lang.pick("MADE", "创建时间"),
    ];
    table(lang, headings, templates.iter().map(row).collect())
}

async fn drafts(remote: &Remote) -> Result<(), Failure> {
    let page = remote.client.template_drafts(&remote.component().await?).await?;
    let lang = remote.terminal.lang;
    remote.show(&page, |page| {
        let row = |one: &Draft| {
            [
                one.draft_id.to_string(),
                one.user_version.clone(),
                one.user_desc.clone(),
                one.source_miniprogram.clone(),
                one.developer.clone(),
                remote.terminal.time_or_dash(one.created_at),
            ]
        };
        let headings = [
            lang.pick("DRAFT", "草稿"),
            lang.pick("VERSION", "版本"),
            lang.pick("DESCRIPTION", "说明"),
            lang.pick("SOURCE", "来源小程序"),
            lang.pick("DEVELOPER", "开发者"),
            lang.pick("UPLOADED", "上传时间"),
        ];
        table(lang, headings, page.items.iter().map(row).collect())
    })
}

async fn add(remote: &Remote, draft_id: i64) -> Result<(), Failure> {
    let template = remote.client.template_add(&remote.component().await?, &NewTemplate { draft_id }).await?;
    remote.show(&template, |template| template_table(remote, std::slice::from_ref(template)))
}

async fn delete(remote: &Remote, template_id: i64, yes: bool) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    let question = say!(lang, "Delete template {template_id}?", "要删除模板 {template_id} 吗？");
    remote.terminal.confirm(&question, yes)?;
    remote.client.template_delete(&remote.component().await?, template_id).await?;
    remote.terminal.note(&say!(lang, "Deleted template {template_id}.", "已删除模板 {template_id}。"));
    Ok(())
}
