//! The domains of one Mini Program.

use serde::Serialize;
use wxfleet_api::domain::{DomainChoice, ServerDomainChange, ServerDomains, WebviewDomainChange, WebviewDomains};
use wxfleet_model::domain::{DomainKind, DomainLists, Family};
use wxfleet_wechat::id::Appid;

use super::super::table::table;
use super::{At, ChangeArgs, ListName, Target, What};
use crate::failure::Failure;
use crate::words::{said, say};

/// What the server answers, of either family.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer {
    Server(ServerDomains),
    Webview(WebviewDomains),
}

impl Answer {
    fn lists(&self) -> DomainLists {
        let mut lists = DomainLists::default();
        let named = match self {
            Self::Server(domains) => vec![
                (DomainKind::Request, &domains.requestdomain),
                (DomainKind::Ws, &domains.wsrequestdomain),
                (DomainKind::Upload, &domains.uploaddomain),
                (DomainKind::Download, &domains.downloaddomain),
                (DomainKind::Udp, &domains.udpdomain),
                (DomainKind::Tcp, &domains.tcpdomain),
            ],
            Self::Webview(domains) => vec![(DomainKind::Webview, &domains.webviewdomain)],
        };
        for (kind, entries) in named {
            lists.set(kind, entries.iter().cloned());
        }
        lists
    }

    fn dropped(&self) -> (&[String], Option<&str>) {
        match self {
            Self::Server(domains) => (&domains.dropped, domains.advice.as_deref()),
            Self::Webview(domains) => (&domains.dropped, domains.advice.as_deref()),
        }
    }

    const fn already(&self) -> bool {
        match self {
            Self::Server(domains) => domains.already,
            Self::Webview(domains) => domains.already,
        }
    }
}

impl At<'_> {
    /// Which domains are in force, and who set which.
    pub(super) async fn effective(&self, appid: &Appid, webview: bool) -> Result<(), Failure> {
        let family = if webview { "webview" } else { "server" };
        let domains = self.remote.client.domains_effective(self.component, appid.as_str(), family).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&domains, |domains| {
            let sources = [
                (&domains.effective, lang.pick("in force", "已生效")),
                (&domains.platform, lang.pick("set by way of the platform", "由第三方平台设置")),
                (&domains.direct, lang.pick("set directly", "直接设置")),
                (&domains.console, lang.pick("set in WeChat's console", "在微信后台设置")),
            ];
            let mut rows = Vec::new();
            for (lists, source) in sources {
                for (list, entries) in lists {
                    rows.extend(entries.iter().map(|entry| [source.to_owned(), list.clone(), entry.clone()]));
                }
            }
            let headings = [lang.pick("WHICH", "来源"), lang.pick("LIST", "列表"), lang.pick("DOMAIN", "域名")];
            table(lang, headings, rows)
        })
    }

    pub(super) async fn show(&self, target: &Target) -> Result<(), Failure> {
        let (appid, _) = target.account(0)?;
        let answer = self.read(target.family(), &appid, &target.choice(false)).await?;
        self.tell(&answer)
    }

    async fn read(&self, family: Family, appid: &Appid, choice: &DomainChoice) -> Result<Answer, Failure> {
        let (client, component, appid) = (&self.remote.client, self.component, appid.as_str());
        Ok(match family {
            Family::Server => Answer::Server(client.server_domains(component, appid, choice).await?),
            Family::Webview => Answer::Webview(client.webview_domains(component, appid, choice).await?),
        })
    }

    pub(super) async fn account_change(
        &self,
        what: What,
        args: &ChangeArgs,
        clear: &[ListName],
        yes: bool,
    ) -> Result<(), Failure> {
        let family = args.target.family();
        let (appid, hosts) = args.target.account(usize::MAX)?;
        let choice = args.target.choice(false);
        let mut lists = args.by_list();
        for list in clear {
            match list.kind() {
                Some(kind) => lists.set(kind, []),
                None => family.kinds().iter().for_each(|kind| lists.set(*kind, [])),
            }
        }
        let strange = |kind: &&DomainKind| lists.get(**kind).is_some() && !family.kinds().contains(kind);
        if let Some(kind) = DomainKind::ALL.iter().find(strange) {
            return Err(Failure::Usage(said!(
                "the list {kind} is not one of those that were asked for: mind --webview",
                "列表 {kind} 不属于所选的域名类型，请检查 --webview"
            )));
        }
        if hosts.is_empty() && lists.is_silent() {
            return Err(Failure::Usage(said!("name at least one host", "请至少给出一个域名")));
        }
        if what != What::Add {
            self.preview_account(what, family, &appid, &choice, (&lists, hosts), yes).await?;
        }
        let answer = self.send(what, family, &appid, &choice, (&lists, hosts)).await?;
        self.say_already(answer.already());
        self.tell(&answer)
    }

    async fn preview_account(
        &self,
        what: What,
        family: Family,
        appid: &Appid,
        choice: &DomainChoice,
        (lists, hosts): (&DomainLists, &[String]),
        yes: bool,
    ) -> Result<(), Failure> {
        let now = self.read(family, appid, choice).await?.lists();
        let mut wish = lists.clone();
        if !hosts.is_empty() {
            for kind in family.usual_kinds() {
                wish.extend(*kind, hosts.iter().map(|host| format!("{}{host}", kind.scheme())));
            }
        }
        let (added, gone) = if what == What::Delete {
            (DomainLists::default(), wish.within(&now))
        } else {
            let then = wish.put_over(&now, family);
            (then.without(&now), now.without(&then))
        };
        self.preview(&by_list(&added), &by_list(&gone), yes)
    }

    async fn send(
        &self,
        what: What,
        family: Family,
        appid: &Appid,
        choice: &DomainChoice,
        (lists, hosts): (&DomainLists, &[String]),
    ) -> Result<Answer, Failure> {
        let (client, component, appid) = (&self.remote.client, self.component, appid.as_str());
        let list = |kind| lists.get(kind).map(<[String]>::to_vec);
        let domains = (!hosts.is_empty()).then(|| hosts.to_vec());
        if family == Family::Webview {
            let body = WebviewDomainChange { webviewdomain: list(DomainKind::Webview), domains };
            return Ok(Answer::Webview(match what {
                What::Add => client.webview_domains_add(component, appid, choice, &body).await?,
                What::Delete => client.webview_domains_delete(component, appid, choice, &body).await?,
                What::Set => client.webview_domains_set(component, appid, choice, &body).await?,
            }));
        }
        let body = ServerDomainChange {
            requestdomain: list(DomainKind::Request),
            wsrequestdomain: list(DomainKind::Ws),
            uploaddomain: list(DomainKind::Upload),
            downloaddomain: list(DomainKind::Download),
            udpdomain: list(DomainKind::Udp),
            tcpdomain: list(DomainKind::Tcp),
            domains,
        };
        Ok(Answer::Server(match what {
            What::Add => client.server_domains_add(component, appid, choice, &body).await?,
            What::Delete => client.server_domains_delete(component, appid, choice, &body).await?,
            What::Set => client.server_domains_set(component, appid, choice, &body).await?,
        }))
    }

    /// Prints the lists; what was dropped is said beside them, and makes the command fail.
    fn tell(&self, answer: &Answer) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        self.remote.show(answer, |answer| {
            let lists = answer.lists();
            let rows = DomainKind::ALL.iter().flat_map(|kind| {
                let row = |entry: &String| [kind.to_string(), entry.clone()];
                lists.of(*kind).iter().map(row).collect::<Vec<_>>()
            });
            table(lang, [lang.pick("LIST", "列表"), lang.pick("DOMAIN", "域名")], rows.collect())
        })?;
        let (dropped, advice) = answer.dropped();
        if dropped.is_empty() {
            return Ok(());
        }
        let (named, advice) = (crate::terminal::inert(&dropped.join(", ")), advice.unwrap_or_default());
        self.remote.terminal.note(&say!(lang, "WeChat dropped: {named}", "微信没有接受：{named}"));
        Err(Failure::Refused(said!("not all was taken. {advice}", "有域名未生效。{advice}")))
    }
}

/// Entries with the names of their lists: an entry may stand in several, and go from one alone.
fn by_list(lists: &DomainLists) -> Vec<String> {
    let mut lines = Vec::new();
    for kind in DomainKind::ALL {
        lines.extend(lists.of(*kind).iter().map(|entry| format!("{kind} {entry}")));
    }
    lines
}
