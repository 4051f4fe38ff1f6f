//! The platform's own domains.

use wxfleet_api::domain::{PlatformDomainChange, PlatformDomains};

use super::super::table::table;
use super::{At, ChangeArgs, ListName, Target, What};
use crate::failure::Failure;
use crate::words::said;

impl At<'_> {
    pub(super) async fn platform_show(&self, target: &Target) -> Result<(), Failure> {
        target.no_names()?;
        let list = self.remote.client.platform_domains(self.component, target.family().as_str()).await?;
        self.tell_platform(&list)
    }

    pub(super) async fn platform_change(
        &self,
        what: What,
        args: &ChangeArgs,
        clear: &[ListName],
        yes: bool,
    ) -> Result<(), Failure> {
        let emptied = clear == [ListName::All];
        if !args.by_list().is_silent() || !(clear.is_empty() || emptied) {
            return Err(Failure::Usage(said!(
                "the platform's own list has no kinds: name hosts alone, or --clear all",
                "第三方平台自己的域名不分类型：直接写域名，或用 --clear all 清空"
            )));
        }
        let domains = args.target.names.clone();
        if emptied && !domains.is_empty() {
            return Err(Failure::Usage(said!("name hosts, or --clear all: not both", "域名与 --clear all 只能给一个")));
        }
        if domains.is_empty() && !emptied {
            return Err(Failure::Usage(said!("name at least one host", "请至少给出一个域名")));
        }
        let (client, component, family) = (&self.remote.client, self.component, args.target.family().as_str());
        if what != What::Add {
            let now = client.platform_domains(component, family).await?;
            let (added, gone) = difference(what, &now, &domains);
            self.preview(&added, &gone, yes)?;
        }
        let (choice, body) = (args.target.choice(args.testing_only), PlatformDomainChange { domains });
        let list = match what {
            What::Add => client.platform_domains_add(component, family, &choice, &body).await?,
            What::Delete => client.platform_domains_delete(component, family, &choice, &body).await?,
            What::Set => client.platform_domains_set(component, family, &choice, &body).await?,
        };
        self.say_already(list.already);
        self.tell_platform(&list)
    }

    /// Prints the list; what WeChat did not take makes the command fail.
    fn tell_platform(&self, list: &PlatformDomains) -> Result<(), Failure> {
        let terminal = self.remote.terminal;
        let lang = terminal.lang;
        self.remote.show(list, |list| {
            let all = union(list);
            let published = |host: &String| match &list.published {
                Some(published) => terminal.yes_no(published.contains(host)),
                None => "-".to_owned(),
            };
            let rows =
                all.iter().map(|host| [host.clone(), terminal.yes_no(list.testing.contains(host)), published(host)]);
            let headings = [
                lang.pick("HOST", "域名"),
                lang.pick("TEST EDITION", "测试版"),
                lang.pick("PUBLISHED EDITION", "全网发布版"),
            ];
            table(lang, headings, rows.collect())
        })?;
        if list.invalid.is_empty() {
            return Ok(());
        }
        let named = crate::terminal::inert(&list.invalid.join(", "));
        Err(Failure::Refused(said!(
            "WeChat did not take {named}: a host needs an ICP filing, and a business domain its confirm file at its root",
            "微信没有接受 {named}：域名须已备案，业务域名还须先在根目录放好校验文件"
        )))
    }
}

/// What is in either edition.
fn union(list: &PlatformDomains) -> Vec<String> {
    let mut all = list.testing.clone();
    let published = list.published.iter().flatten().filter(|host| !list.testing.contains(host));
    all.extend(published.cloned());
    all
}

/// What comes and what goes.
fn difference(what: What, now: &PlatformDomains, wish: &[String]) -> (Vec<String>, Vec<String>) {
    let now = union(now);
    match what {
        What::Add | What::Delete => (Vec::new(), wish.iter().filter(|host| now.contains(host)).cloned().collect()),
        What::Set => {
            let added = wish.iter().filter(|host| !now.contains(host));
            let gone = now.iter().filter(|host| !wish.contains(host));
            (added.cloned().collect(), gone.cloned().collect())
        }
    }
}
