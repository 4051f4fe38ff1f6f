//! The categories of a Mini Program.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use wxfleet_api::account::{
    CategoryNode, CategoryPapers, NewCategories, NewCategory, Paper, SetCategories, SetCategory,
};
use wxfleet_wechat::id::Appid;

use super::super::table::{or_dash, table};
use super::At;
use crate::failure::Failure;
use crate::words::say;

/// What can be done with categories.
#[derive(Debug, Subcommand)]
pub enum CategoryCommand {
    /// List the categories that are set, and how their reviews stand
    #[command(after_help = "Example:\n  wxfleet account category list wx0123456789abcdef")]
    List {
        /// Which Mini Program
        appid: Appid,
    },
    /// List every category that the Mini Program could have, with its papers
    #[command(after_help = "Examples:\n  wxfleet account category all wx0123456789abcdef\n  \
        wxfleet account category all wx0123456789abcdef --named 餐饮")]
    All {
        /// Which Mini Program
        appid: Appid,
        /// Only those whose name holds this text
        #[arg(long, value_name = "TEXT")]
        named: Option<String>,
    },
    /// Add a category; one that takes papers goes into review
    #[command(after_help = "Numbers and papers are listed by `account category all`.\n\n\
        Examples:\n  wxfleet account category add wx0123456789abcdef 304 318\n  \
        wxfleet account category add wx0123456789abcdef 220 223 --paper 食品经营许可证=licence.jpg")]
    Add(PaperArgs),
    /// Hand in other papers for a category that was refused
    #[command(after_help = "Examples:\n  \
        wxfleet account category modify wx0123456789abcdef 220 223 --paper 食品经营许可证=licence.jpg")]
    Modify(PaperArgs),
    /// Take a category away; asks first
    #[command(after_help = "Examples:\n  wxfleet account category delete wx0123456789abcdef 304 318")]
    Delete {
        /// Which Mini Program
        appid: Appid,
        /// Number of the first level
        first: i64,
        /// Number of the second level
        second: i64,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// A category with its papers.
#[derive(Debug, Args)]
pub struct PaperArgs {
    /// Which Mini Program
    appid: Appid,
    /// Number of the first level
    first: i64,
    /// Number of the second level
    second: i64,
    /// A paper: its name and a picture of it; may be given several times
    #[arg(long, value_name = "NAME=FILE", value_parser = paper)]
    paper: Vec<(String, PathBuf)>,
}

fn paper(text: &str) -> Result<(String, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("NAME=FILE is expected")?;
    Ok((name.to_owned(), PathBuf::from(file)))
}

impl At<'_> {
    pub(super) async fn category(&self, command: CategoryCommand) -> Result<(), Failure> {
        let (client, component) = (&self.remote.client, self.component);
        match command {
            CategoryCommand::List { appid } => {
                let set = client.account_categories(component, appid.as_str()).await?;
                self.show_categories(&set)
            }
            CategoryCommand::All { appid, named } => self.all_categories(&appid, named.as_deref()).await,
            CategoryCommand::Add(args) => {
                let certicates = self.papers(&args).await?;
                let new = NewCategory { first: args.first, second: args.second, certicates };
                let add = NewCategories { categories: vec![new] };
                let set = client.account_categories_add(component, args.appid.as_str(), &add).await?;
                self.show_categories(&set)
            }
            CategoryCommand::Modify(args) => {
                let papers = CategoryPapers { certicates: self.papers(&args).await? };
                let which = (args.first, args.second);
                let set = client.account_category_modify(component, args.appid.as_str(), which, &papers).await?;
                self.show_categories(&set)
            }
            CategoryCommand::Delete { appid, first, second, yes } => {
                let lang = self.remote.terminal.lang;
                let question = say!(
                    lang,
                    "Take category {first}/{second} from {appid}? Adding it again may need a review.",
                    "确认删除 {appid} 的类目 {first}/{second}？再次添加可能需要重新审核。"
                );
                self.remote.terminal.confirm(&question, yes)?;
                client.account_category_delete(component, appid.as_str(), (first, second)).await?;
                self.gone()
            }
        }
    }

    async fn papers(&self, args: &PaperArgs) -> Result<Vec<Paper>, Failure> {
        let mut papers = Vec::new();
        for (key, file) in &args.paper {
            papers.push(Paper { key: key.clone(), value: self.upload(&args.appid, file).await? });
        }
        Ok(papers)
    }

    async fn all_categories(&self, appid: &Appid, named: Option<&str>) -> Result<(), Failure> {
        let mut page = self.remote.client.account_categories_all(self.component, appid.as_str()).await?;
        let firsts: Vec<(i64, String)> = page.items.iter().map(|node| (node.id, node.name.clone())).collect();
        let above = |node: &CategoryNode| {
            firsts.iter().find(|(id, _)| *id == node.father).map(|(_, name)| name.clone()).unwrap_or_default()
        };
        page.items.retain(|node| {
            node.level == 2 && named.is_none_or(|text| node.name.contains(text) || above(node).contains(text))
        });
        let lang = self.remote.terminal.lang;
        self.remote.show(&page, |page| {
            let row = |node: &CategoryNode| {
                let papers: Vec<String> = node.papers.iter().map(|group| group.join(" + ")).collect();
                [
                    format!("{} {}", node.father, node.id),
                    above(node),
                    node.name.clone(),
                    or_dash(Some(&papers.join(lang.pick(" or ", " 或 ")))),
                ]
            };
            let headings = [
                lang.pick("NUMBERS", "编号"),
                lang.pick("FIRST", "一级"),
                lang.pick("SECOND", "二级"),
                lang.pick("PAPERS", "资质"),
            ];
            table(lang, headings, page.items.iter().map(row).collect())
        })
    }

    fn show_categories(&self, set: &SetCategories) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        self.remote.show(set, |set| {
            let row = |one: &SetCategory| {
                [
                    format!("{} {}", one.first, one.second),
                    one.first_name.clone(),
                    one.second_name.clone(),
                    or_dash(one.status.as_deref()),
                    or_dash(Some(&one.audit_reason)),
                ]
            };
            let headings = [
                lang.pick("NUMBERS", "编号"),
                lang.pick("FIRST", "一级"),
                lang.pick("SECOND", "二级"),
                lang.pick("STATUS", "状态"),
                lang.pick("REASON", "原因"),
            ];
            let rows = table(lang, headings, set.categories.iter().map(row).collect());
            let number = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
            let (left, limit) = (number(set.quota), number(set.limit));
            say!(
                lang,
                "{rows}\nStill to be added this month: {left} of {limit}",
                "{rows}\n本月还可添加：{left} / {limit}"
            )
        })
    }
}
