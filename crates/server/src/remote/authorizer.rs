//! `wxfleet authorizer …`

mod permissions;

use clap::{Args, Subcommand};
use wxfleet_api::authorizer::{Authorizer, LabelChange};
use wxfleet_api::client::ListQuery;
use wxfleet_api::link::{AuthorizationLink, NewAuthorizationLink};
use wxfleet_wechat::id::Appid;

use super::Remote;
use super::pages::HowMany;
use super::qr;
use super::table::{or_dash, sheet, short, table};
use super::watch;
use crate::failure::Failure;
use crate::words::say;

/// What can be done with authorizers.
#[derive(Debug, Subcommand)]
pub enum AuthorizerCommand {
    /// List accounts
    #[command(after_help = "Examples:\n  wxfleet authorizer list --kind mini_program --status authorized\n  \
        wxfleet authorizer list --label 华东 --state reauthorize\n  wxfleet authorizer list --missing 18\n  \
        wxfleet authorizer list --q 茶 --json")]
    List(ListArgs),
    /// Show one account
    #[command(after_help = "Example:\n  wxfleet authorizer show wx0123456789abcdef")]
    Show {
        /// Which account
        appid: Appid,
    },
    /// Read WeChat's whole list and mend what differs; never deletes
    #[command(after_help = "Example:\n  wxfleet authorizer sync")]
    Sync,
    /// Ask WeChat anew for one account's profile
    #[command(after_help = "Example:\n  wxfleet authorizer refresh wx0123456789abcdef")]
    Refresh {
        /// Which account
        appid: Appid,
    },
    /// Add labels to accounts, or remove them
    #[command(after_help = "Examples:\n  wxfleet authorizer label wx0123456789abcdef --add 华东 --add 连锁\n  \
        wxfleet authorizer label wx0123456789abcdef wxfedcba9876543210 --remove 试用")]
    Label {
        /// Which accounts
        #[arg(required = true)]
        appid: Vec<Appid>,
        /// A label to add; may be given several times
        #[arg(long, value_name = "LABEL", required_unless_present = "remove")]
        add: Vec<String>,
        /// A label to remove; may be given several times
        #[arg(long, value_name = "LABEL")]
        remove: Vec<String>,
    },
    /// Show what an account granted, and what is missing for what
    #[command(after_help = "Example:\n  wxfleet authorizer permissions wx0123456789abcdef")]
    Permissions {
        /// Which account
        appid: Appid,
    },
    /// Print an account's access token, alone, on stdout
    #[command(
        after_help = "For programs that call WeChat themselves: wxfleet goes on renewing the token, so ask again rather \
        than keep it.\nThe key needs the permission token:read, which an admin's has.\n\n\
        Examples:\n  wxfleet authorizer token wx0123456789abcdef\n  \
        wxfleet authorizer token wx0123456789abcdef --json"
    )]
    Token {
        /// Which account
        appid: Appid,
    },
    /// Make an invitation for a merchant, and draw it as a QR code
    #[command(after_help = "Send the first address to the merchant: it stays good until it ends or has served one \
        authorization.\nThe other two are WeChat's own, for use within half an hour.\n\n\
        Examples:\n  wxfleet authorizer link --note 'Tea shop' --expires-in 86400\n  \
        wxfleet authorizer link --auth-type 2 --category 18 --category 30")]
    Link(LinkArgs),
}

/// Arguments of `authorizer list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Part of a name or appid
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,
    /// Only Mini Programs or only Official Accounts
    #[arg(long, value_parser = ["mini_program", "official_account"])]
    kind: Option<String>,
    /// Only those authorized now, or only those no more
    #[arg(long, value_parser = ["authorized", "unauthorized"])]
    status: Option<String>,
    /// Only those that stand so
    #[arg(long, value_parser = ["well", "failing", "closed", "reauthorize", "frozen", "unauthorized"])]
    state: Option<String>,
    /// Only those with this label
    #[arg(long)]
    label: Option<String>,
    /// Only those with this version online
    #[arg(long, value_name = "VERSION")]
    online: Option<String>,
    /// Only those that did not grant this permission set
    #[arg(long, value_name = "ID")]
    missing: Option<i64>,
    #[command(flatten)]
    how_many: HowMany,
}

/// Arguments of `authorizer link`.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Kinds of account: 1 Official Accounts, 2 Mini Programs, 3 both (the default), 4, 5, 6 or 8 as WeChat numbers them
    #[arg(long, value_name = "N")]
    auth_type: Option<i64>,
    /// The one account that may answer
    #[arg(long, value_name = "APPID")]
    biz_appid: Option<Appid>,
    /// A permission set to ask for; may be given several times; all when left out
    #[arg(long, value_name = "ID")]
    category: Vec<i64>,
    /// Where the merchant goes afterwards
    #[arg(long, value_name = "URL")]
    return_url: Option<String>,
    /// Your own words, for instance the merchant's name
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// For how many seconds it is good [default: seven days]
    #[arg(long, value_name = "SECONDS")]
    expires_in: Option<i64>,
}

pub(crate) async fn run(remote: Remote, command: AuthorizerCommand) -> Result<(), Failure> {
    match command {
        AuthorizerCommand::List(args) => list(&remote, args).await,
        AuthorizerCommand::Show { appid } => show(&remote, &appid).await,
        AuthorizerCommand::Sync => sync(&remote).await,
        AuthorizerCommand::Refresh { appid } => refresh(&remote, &appid).await,
        AuthorizerCommand::Label { appid, add, remove } => label(&remote, &appid, add, remove).await,
        AuthorizerCommand::Permissions { appid } => permissions::show(&remote, &appid).await,
        AuthorizerCommand::Token { appid } => token(&remote, &appid).await,
        AuthorizerCommand::Link(args) => link(&remote, args).await,
    }
}

async fn list(remote: &Remote, args: ListArgs) -> Result<(), Failure> {
    let component = remote.component().await?;
    let query = ListQuery {
        q: args.q,
        kind: args.kind,
        status: args.status,
        state: args.state,
        label: args.label,
        version: args.online,
        missing: args.missing,
        ..ListQuery::default()
    };
    let portion = async |query: ListQuery| remote.client.authorizers(&component, &query).await;
    let page = args.how_many.read(&query, portion).await?;
    let lang = remote.terminal.lang;
    remote.show(&page, |page| {
        let row = |one: &Authorizer| {
            [
                one.appid.clone(),
                short(&one.nick_name),
                kind_word(remote, one.kind.as_deref()),
                status_word(remote, &one.status),
                token_word(remote, &one.token_state),
                short(&one.principal_name),
                or_dash(Some(&one.labels.join(", "))),
                remote.terminal.time(one.authorized_at),
            ]
        };
        let headings = [
            "APPID",
            lang.pick("NAME", "名称"),
            lang.pick("KIND", "类型"),
            lang.pick("STATUS", "状态"),
            "TOKEN",
            lang.pick("PRINCIPAL", "主体"),
            lang.pick("LABELS", "标签"),
            lang.pick("AUTHORIZED AT", "授权时间"),
        ];
        table(lang, headings, page.items.iter().map(row).collect())
    })?;
    super::pages::say_if_more(remote, page.next_cursor.is_some());
    Ok(())
}

fn kind_word(remote: &Remote, kind: Option<&str>) -> String {
    let lang = remote.terminal.lang;
    match kind {
        Some("mini_program") => say!(lang, "Mini Program", "小程序"),
        Some("official_account") => say!(lang, "Official Account", "公众号"),
        other => or_dash(other),
    }
}

fn status_word(remote: &Remote, status: &str) -> String {
    let lang = remote.terminal.lang;
    match status {
        "authorized" => say!(lang, "authorized", "已授权"),
        "unauthorized" => say!(lang, "withdrawn", "已取消"),
        other => other.to_owned(),
    }
}

fn token_word(remote: &Remote, state: &str) -> String {
    let lang = remote.terminal.lang;
    match state {
        "good" => say!(lang, "good", "正常"),
        "failing" => say!(lang, "failing", "续期失败"),
        "reauthorize" => say!(lang, "must reauthorize", "需重新授权"),
        "none" => say!(lang, "none", "无"),
        other => other.to_owned(),
    }
}

async fn show(remote: &Remote, appid: &Appid) -> Result<(), Failure> {
    let component = remote.component().await?;
    let authorizer = remote.client.authorizer(&component, appid.as_str()).await?;
    remote.show(&authorizer, |authorizer| authorizer_sheet(remote, authorizer))
}

async fn refresh(remote: &Remote, appid: &Appid) -> Result<(), Failure> {
    let component = remote.component().await?;
    let authorizer = remote.client.authorizer_refresh(&component, appid.as_str()).await?;
    remote.show(&authorizer, |authorizer| authorizer_sheet(remote, authorizer))
}

async fn token(remote: &Remote, appid: &Appid) -> Result<(), Failure> {
    let component = remote.component().await?;
    let token = remote.client.access_token(&component, appid.as_str()).await?;
    remote.show(&token, |token| token.access_token.clone())
}

fn authorizer_sheet(remote: &Remote, one: &Authorizer) -> String {
    let (terminal, lang) = (remote.terminal, remote.terminal.lang);
    let number = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let sets: Vec<String> = one.func_info.iter().map(ToString::to_string).collect();
    sheet(vec![
        ("AppID", one.appid.clone()),
        (lang.pick("name", "名称"), or_dash(Some(&one.nick_name))),
        (lang.pick("kind", "类型"), kind_word(remote, one.kind.as_deref())),
        (lang.pick("status", "状态"), status_word(remote, &one.status)),
        ("token", token_word(remote, &one.token_state)),
        (lang.pick("token until", "token 有效至"), terminal.time_or_dash(one.access_token_expires_at)),
        (lang.pick("principal", "主体"), or_dash(Some(&one.principal_name))),
        (lang.pick("original id", "原始 ID"), or_dash(Some(&one.user_name))),
        (lang.pick("WeChat id", "微信号"), or_dash(Some(&one.alias))),
        (lang.pick("introduction", "简介"), or_dash(Some(&one.signature))),
        (lang.pick("permission sets", "权限集"), or_dash(Some(&sets.join(", ")))),
        ("service_type", number(one.service_type)),
        ("verify_type", number(one.verify_type)),
        ("account_status", number(one.account_status)),
        (lang.pick("labels", "标签"), or_dash(Some(&one.labels.join(", ")))),
        (lang.pick("component", "第三方平台"), one.component_appid.clone()),
        (lang.pick("authorized at", "授权时间"), terminal.time(one.authorized_at)),
        (lang.pick("withdrawn at", "取消时间"), terminal.time_or_dash(one.unauthorized_at)),
        (lang.pick("profile read at", "资料读取时间"), terminal.time_or_dash(one.profile_read_at)),
    ])
}

async fn label(remote: &Remote, appids: &[Appid], add: Vec<String>, drop: Vec<String>) -> Result<(), Failure> {
    let component = remote.component().await?;
    let change = LabelChange { appids: appids.iter().map(ToString::to_string).collect(), add, remove: drop };
    let labelled = remote.client.authorizer_labels_change(&component, &change).await?;
    let lang = remote.terminal.lang;
    remote.show(&labelled, |labelled| {
        let (changed, unchanged) = (labelled.changed, labelled.unchanged);
        say!(
            lang,
            "Changed: {changed}. Had it so already: {unchanged}.",
            "已修改 {changed} 个；{unchanged} 个本来就是这样。"
        )
    })
}

async fn sync(remote: &Remote) -> Result<(), Failure> {
    let component = remote.component().await?;
    let reading = remote.client.authorizers_sync(&component);
    let outcome = match watch::list_sync(remote, &component, reading).await {
        Ok(outcome) => outcome,
        Err(error) => {
            say_where_it_broke_off(remote, &component).await;
            return Err(error.into());
        }
    };
    let lang = remote.terminal.lang;
    remote.show(&outcome, |outcome| {
        let (seen, added, updated, failed) = (outcome.seen, outcome.added, outcome.updated, outcome.failed);
        say!(
            lang,
            "WeChat lists {seen} accounts: {added} new, {updated} mended, {failed} unreadable here.",
            "微信列表里有 {seen} 个账号：新增 {added}，修正 {updated}，本地数据无法读取 {failed}。"
        )
    })?;
    let progress = remote.client.authorizers_sync_progress(&component).await?;
    if progress.profiles_waiting > 0 {
        let waiting = progress.profiles_waiting;
        remote.terminal.note(&say!(
            lang,
            "Names and permissions of {waiting} accounts are still being read; that goes on by itself.",
            "还有 {waiting} 个账号的名称和权限正在读取，会自动完成。"
        ));
    }
    if outcome.failed > 0 {
        remote.terminal.note(lang.pick(
            "What is stored of some accounts cannot be read: the server's log says which and why.",
            "有账号的本地数据无法读取：是哪些、为什么，见服务器日志。",
        ));
        return Err(Failure::Said);
    }
    Ok(())
}

/// A reading that ended early says how far it came, and that nothing of it is lost.
async fn say_where_it_broke_off(remote: &Remote, component: &str) {
    let Ok(progress) = remote.client.authorizers_sync_progress(component).await else { return };
    if matches!(progress.state.as_str(), "running" | "broken_off") && progress.read > 0 {
        let (read, total) = (progress.read, progress.total);
        remote.terminal.note(&say!(
            remote.terminal.lang,
            "{read} of {total} rows were read and are kept. The next sync within an hour goes on from there.",
            "已读取并保存 {read}/{total} 条。一小时内再次同步会从这里继续。"
        ));
    }
}

async fn link(remote: &Remote, args: LinkArgs) -> Result<(), Failure> {
    let component = remote.component().await?;
    let wanted = NewAuthorizationLink {
        auth_type: args.auth_type,
        biz_appid: args.biz_appid.map(|appid| appid.to_string()),
        category_ids: (!args.category.is_empty()).then_some(args.category),
        return_url: args.return_url,
        note: args.note,
        expires_in: args.expires_in,
    };
    let link = remote.client.link_create(&component, &wanted).await?;
    remote.show(&link, |link| link_words(remote, link))
}

fn link_words(remote: &Remote, link: &AuthorizationLink) -> String {
    let lang = remote.terminal.lang;
    let AuthorizationLink { url, pc_url, h5_url, .. } = link;
    let until = remote.terminal.time(link.expires_at);
    let words = say!(
        lang,
        "For the merchant, good until {until} or one authorization:\n  {url}\n\n\
         WeChat's own links, for use now (they must be clicked on a page of your start domain):\n  \
         computer  {pc_url}\n  phone     {h5_url}",
        "发给商家（有效至 {until}，或授权一次后失效）：\n  {url}\n\n\
         微信自己的链接，立即使用（必须从授权发起页域名下的页面点进去）：\n  电脑  {pc_url}\n  手机  {h5_url}"
    );
    match qr::draw(url).filter(|_| remote.terminal.shows_results()) {
        Some(drawn) => format!("{drawn}\n{words}"),
        None => words,
    }
}
