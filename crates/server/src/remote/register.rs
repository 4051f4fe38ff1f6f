//! `wxfleet register …`: new Mini Programs, asked for on behalf of merchants.

use clap::{Args, Subcommand};
use wxfleet_api::client::ListQuery;
use wxfleet_api::registration::{
    AccountLinkQuery, AccountTicket, Conversion, MadeFromAccount, NewRegistration, Registration,
};
use wxfleet_wechat::id::Appid;

use super::Remote;
use super::pages::HowMany;
use super::table::{or_dash, sheet, table};
use crate::failure::Failure;
use crate::words::{Lang, say};

/// What can be done with registrations.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    /// Ask for a Mini Program of a company; its legal person confirms on the phone
    #[command(
        after_help = "The legal person gets a message in WeChat and has 24 hours. `register list` tells how it\n\
        ends; the new Mini Program is authorized to you by itself.\n\n\
        Examples:\n  wxfleet register enterprise --name 小满餐饮管理有限公司 --code 91440101MA5XXXXXX1 \\\n    \
        --wechat zhang_san --person 张三"
    )]
    Enterprise(CompanyArgs),
    /// Ask for a Mini Program of a person
    #[command(after_help = "The person opens the link that is shown, within 24 hours.\n\n\
        Examples:\n  wxfleet register personal --person 李四 --wechat li_si")]
    Personal {
        /// The person's name
        #[arg(long, value_name = "NAME")]
        person: String,
        /// The person's WeChat id
        #[arg(long, value_name = "WECHATID")]
        wechat: String,
        /// Your telephone number, which the person is shown
        #[arg(long, value_name = "NUMBER")]
        phone: Option<String>,
    },
    /// Ask for a Mini Program on trial
    #[command(after_help = "Examples:\n  wxfleet register trial --name 小满点餐 --openid oABCD1234")]
    Trial {
        /// Its name; WeChat adds that it is a trial
        #[arg(long, value_name = "NAME")]
        name: String,
        /// The openid of who is to manage it
        #[arg(long, value_name = "OPENID")]
        openid: String,
    },
    /// Print the page on which an Official Account's administrator agrees to a Mini Program for the same owner
    #[command(
        after_help = "The browser comes back to the address with `ticket` in the query, which is good for a few\n\
        minutes: `register from-account` takes it.\n\n\
        Examples:\n  wxfleet register link wx0123456789abcdef https://shop.example.com/back\n  \
        wxfleet register link wx0123456789abcdef https://shop.example.com/back --without-verification"
    )]
    Link {
        /// The Official Account
        appid: Appid,
        /// Where the browser comes back to
        redirect_uri: String,
        /// Leave the Official Account's verification behind
        #[arg(long)]
        without_verification: bool,
    },
    /// Make a Mini Program for the owner of an Official Account
    #[command(
        after_help = "The ticket is asked for, so that it does not stand in your shell's history; scripts pass it\n\
        on standard input.\n\n\
        Examples:\n  wxfleet register from-account wx0123456789abcdef < ticket.txt"
    )]
    FromAccount {
        /// The Official Account
        appid: Appid,
    },
    /// Make a trial Mini Program a company's own
    #[command(after_help = "The number of the identity card is asked for, so that it does not stand in your shell's\n\
        history; scripts pass it on standard input.\n\n\
        Examples:\n  wxfleet register convert wx0123456789abcdef --name 小满餐饮管理有限公司 \\\n    \
        --code 91440101MA5XXXXXX1 --wechat zhang_san --person 张三 --phone 020-1234567")]
    Convert {
        /// The trial Mini Program
        appid: Appid,
        #[command(flatten)]
        company: CompanyArgs,
    },
    /// List what was asked for
    #[command(after_help = "Examples:\n  wxfleet register list\n  \
        wxfleet register list --all --json")]
    List {
        #[command(flatten)]
        how_many: HowMany,
    },
    /// Show one registration; one that waits is asked of WeChat
    #[command(after_help = "Example:\n  wxfleet register show 019f2c3e-0000-7000-8000-000000000000")]
    Show {
        /// Its id, from `register list`
        id: String,
    },
}

/// A company.
#[derive(Debug, Args)]
pub struct CompanyArgs {
    /// The company as it is registered
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Its code
    #[arg(long, value_name = "CODE")]
    code: String,
    /// 1 unified social credit code, 2 organisation code, 3 business licence number
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    code_type: i64,
    /// The WeChat id of the legal person
    #[arg(long, value_name = "WECHATID")]
    wechat: String,
    /// The legal person's name
    #[arg(long, value_name = "NAME")]
    person: String,
    /// Your telephone number, which the person is shown
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
}

pub(crate) async fn run(remote: Remote, command: RegisterCommand) -> Result<(), Failure> {
    let component = remote.component().await?;
    let client = &remote.client;
    let new = match command {
        RegisterCommand::List { how_many } => {
            let portion = async |query: ListQuery| client.registrations(&component, &query).await;
            let page = how_many.read(&ListQuery::default(), portion).await?;
            return remote.show(&page, |page| rows(&remote, &page.items));
        }
        RegisterCommand::Show { id } => {
            let one = client.registration_refresh(&component, &id).await?;
            return show(&remote, &one);
        }
        RegisterCommand::Convert { appid, company } => {
            let question = remote.terminal.lang.pick("Number of the legal person's identity card: ", "法人身份证号：");
            let idcard = asked(&remote, question)?;
            let to = Conversion {
                enterprise_name: company.name,
                code: company.code,
                code_type: company.code_type,
                legal_persona_wechat: company.wechat,
                legal_persona_name: company.person,
                legal_persona_idcard: idcard,
                component_phone: company.phone.unwrap_or_default(),
            };
            let one = client.registration_convert(&component, appid.as_str(), &to).await?;
            return show(&remote, &one);
        }
        RegisterCommand::Link { appid, redirect_uri, without_verification } => {
            let query = AccountLinkQuery { redirect_uri, copy_wx_verify: without_verification.then_some(false) };
            let link = client.registration_account_link(&component, appid.as_str(), &query).await?;
            return remote.show(&link, |link| crate::terminal::inert(&link.url));
        }
        RegisterCommand::FromAccount { appid } => {
            let ticket = asked(&remote, remote.terminal.lang.pick("Ticket: ", "ticket："))?;
            let made = client.registration_from_account(&component, appid.as_str(), &AccountTicket { ticket }).await?;
            return remote.show(&made, |made| from_account(&remote, made));
        }
        RegisterCommand::Enterprise(company) => NewRegistration {
            kind: "enterprise".to_owned(),
            name: Some(company.name),
            code: Some(company.code),
            code_type: Some(company.code_type),
            legal_persona_wechat: Some(company.wechat),
            legal_persona_name: Some(company.person),
            component_phone: company.phone,
            ..NewRegistration::default()
        },
        RegisterCommand::Personal { person, wechat, phone } => NewRegistration {
            kind: "personal".to_owned(),
            idname: Some(person),
            wxuser: Some(wechat),
            component_phone: phone,
            ..NewRegistration::default()
        },
        RegisterCommand::Trial { name, openid } => NewRegistration {
            kind: "trial".to_owned(),
            name: Some(name),
            openid: Some(openid),
            ..NewRegistration::default()
        },
    };
    let one = client.registration_ask(&component, &new).await?;
    show(&remote, &one)
}

/// Something that stands in no shell's history: asked for on a terminal, or read from standard input.
fn asked(remote: &Remote, question: &str) -> Result<String, Failure> {
    let terminal = remote.terminal;
    if !terminal.can_ask() {
        return Ok(terminal.read_stdin()?.trim().to_owned());
    }
    Ok(terminal.ask_secret(question)?)
}

fn from_account(remote: &Remote, made: &MadeFromAccount) -> String {
    let lang = remote.terminal.lang;
    let word = |is_so: Option<bool>| match is_so {
        Some(true) => lang.pick("yes", "是"),
        Some(false) => lang.pick("no", "否"),
        None => "-",
    };
    sheet(vec![
        (lang.pick("Mini Program", "小程序"), or_dash(made.registration.appid.as_deref())),
        (lang.pick("Owner", "主体"), made.registration.name.clone()),
        (lang.pick("Verification copied", "已复用认证"), word(made.is_wx_verify_succ).to_owned()),
        (lang.pick("Linked", "已关联公众号"), word(made.is_link_succ).to_owned()),
    ])
}

fn show(remote: &Remote, one: &Registration) -> Result<(), Failure> {
    let lang = remote.terminal.lang;
    remote.show(one, |one| {
        let status = one.status.map(|status| status.to_string());
        let mut text = sheet(vec![
            (lang.pick("Id", "编号"), one.id.clone()),
            (lang.pick("Kind", "类型"), kind_word(lang, &one.kind)),
            (lang.pick("For", "名称"), one.name.clone()),
            (lang.pick("State", "状态"), state_word(lang, &one.state)),
            (lang.pick("WeChat's number", "微信状态码"), or_dash(status.as_deref())),
            (lang.pick("WeChat's words", "微信说明"), or_dash(Some(&one.msg))),
            (lang.pick("Mini Program", "小程序"), or_dash(one.appid.as_deref())),
        ]);
        if let Some(url) = one.authorize_url.as_deref().filter(|_| one.state == "waiting") {
            let url = crate::terminal::inert(url);
            text.push_str(&say!(lang, "\n\nTo be opened within 24 hours:\n{url}", "\n\n请在 24 小时内打开：\n{url}"));
        }
        text
    })
}

fn rows(remote: &Remote, all: &[Registration]) -> String {
    let lang = remote.terminal.lang;
    let row = |one: &Registration| {
        [
            one.id.clone(),
            kind_word(lang, &one.kind),
            one.name.clone(),
            state_word(lang, &one.state),
            or_dash(one.appid.as_deref()),
            or_dash(Some(&one.msg)),
        ]
    };
    let headings = [
        lang.pick("ID", "编号"),
        lang.pick("KIND", "类型"),
        lang.pick("FOR", "名称"),
        lang.pick("STATE", "状态"),
        lang.pick("MINI PROGRAM", "小程序"),
        lang.pick("WECHAT'S WORDS", "微信说明"),
    ];
    table(lang, headings, all.iter().map(row).collect())
}

/// Words of a later server pass as they are.
fn kind_word(lang: Lang, kind: &str) -> String {
    match kind {
        "enterprise" => lang.pick("company", "企业"),
        "personal" => lang.pick("person", "个人"),
        "trial" => lang.pick("trial", "试用"),
        "official_account" => lang.pick("from an Official Account", "复用公众号主体"),
        "conversion" => lang.pick("trial made formal", "试用转正"),
        other => other,
    }
    .to_owned()
}

fn state_word(lang: Lang, state: &str) -> String {
    match state {
        "waiting" => lang.pick("waits to be confirmed", "等待确认"),
        "created" => lang.pick("made", "已完成"),
        "failed" => lang.pick("failed", "未成功"),
        other => other,
    }
    .to_owned()
}
