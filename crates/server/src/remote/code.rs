//! `wxfleet code …`

mod media;
mod standing;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::Value;
use wxfleet_api::client::ListQuery;
use wxfleet_api::code::{Audit, Category, Code, Commit, GrayRelease, HistoryVersion, Rollback, SubmitAudit, Version};
use wxfleet_wechat::id::Appid;

use super::pages::HowMany;
use super::table::{or_dash, table};
use super::{Remote, files, watch};
use crate::failure::Failure;
use crate::words::{Lang, said, say};

/// What can be done with the code of a Mini Program.
#[derive(Debug, Subcommand)]
pub enum CodeCommand {
    /// Show the trial, audit and online versions
    #[command(after_help = "Example:\n  wxfleet code show wx0123456789abcdef")]
    Show {
        /// Which Mini Program
        appid: Appid,
    },
    /// Upload code from a template; it becomes the trial version
    #[command(after_help = "Examples:\n  \
        wxfleet code commit wx0123456789abcdef --template 1 --user-version 1.2.0 --user-desc 'Faster start'\n  \
        wxfleet code commit wx0123456789abcdef --template 1 --user-version 1.2.0 --user-desc Tea --ext @ext.json\n  \
        wxfleet code commit wx0123456789abcdef --template 1 --user-version 1.2.0 --user-desc Tea \\\n      \
        --ext '{\"ext\": {\"shop\": \"{{label.shop}}\", \"title\": \"{{nick_name}}\"}}'\n\n\
        In the texts of --ext {{appid}}, {{user_name}}, {{nick_name}}, {{alias}}, {{principal_name}}, {{signature}} and, for a\n\
        label X=value, {{label.X}} are filled in for the account.")]
    Commit(CommitArgs),
    /// Save the QR code of the trial version as a file
    #[command(after_help = "Examples:\n  wxfleet code trial wx0123456789abcdef\n  \
        wxfleet code trial wx0123456789abcdef --path pages/menu/index --out trial.jpg")]
    Trial {
        /// Which Mini Program
        appid: Appid,
        /// Page that it opens
        #[arg(long, value_name = "PAGE")]
        path: Option<String>,
        /// Where to save it [default: trial-APPID.jpg]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// List the pages of the committed code
    #[command(after_help = "Example:\n  wxfleet code pages wx0123456789abcdef")]
    Pages {
        /// Which Mini Program
        appid: Appid,
    },
    /// List the categories that pages can be handed in under
    #[command(after_help = "Example:\n  wxfleet code categories wx0123456789abcdef")]
    Categories {
        /// Which Mini Program
        appid: Appid,
    },
    /// Submit the committed code for WeChat's audit
    #[command(after_help = "Without --json-file the first category and the first page are handed in.\n\n\
        Examples:\n  wxfleet code submit wx0123456789abcdef --watch\n  \
        wxfleet code submit wx0123456789abcdef --json-file audit.json\n  \
        wxfleet code submit wx0123456789abcdef --picture shop.png --feedback 'The page is back' --feedback-picture page.png")]
    Submit(SubmitArgs),
    /// List submissions
    #[command(after_help = "Examples:\n  wxfleet code audits wx0123456789abcdef\n  \
        wxfleet code audits wx0123456789abcdef --all --json")]
    Audits {
        /// Which Mini Program
        appid: Appid,
        #[command(flatten)]
        how_many: HowMany,
    },
    /// Show one submission, asked of WeChat now
    #[command(after_help = "Examples:\n  wxfleet code audit wx0123456789abcdef --watch\n  \
        wxfleet code audit wx0123456789abcdef 700100200 --screenshots shots")]
    Audit {
        /// Which Mini Program
        appid: Appid,
        /// Number of the submission; the latest when left out
        auditid: Option<i64>,
        /// Follow it until it is decided; exit status 0 only if it was approved
        #[arg(long)]
        watch: bool,
        /// Save the reviewers' screenshots here
        #[arg(long, value_name = "DIRECTORY", conflicts_with = "watch")]
        screenshots: Option<PathBuf>,
    },
    /// Take a submission back
    #[command(after_help = "Example:\n  wxfleet code withdraw wx0123456789abcdef")]
    Withdraw {
        /// Which Mini Program
        appid: Appid,
    },
    /// Ask WeChat to review a submission sooner; the monthly quota is small
    #[command(after_help = "Example:\n  wxfleet code speedup wx0123456789abcdef 700100200")]
    Speedup {
        /// Which Mini Program
        appid: Appid,
        /// Number of the submission
        auditid: i64,
    },
    /// Show how many submissions and speed-ups the platform has left this month
    #[command(after_help = "The quota is one for all accounts of the platform; any of its Mini Programs can ask.\n\n\
        Example:\n  wxfleet code quota wx0123456789abcdef")]
    Quota {
        /// A Mini Program of the platform
        appid: Appid,
    },
    /// Show how far WeChat's scan of the committed code for private APIs is, and what it found
    #[command(after_help = "Example:\n  wxfleet code privacy wx0123456789abcdef")]
    Privacy {
        /// Which Mini Program
        appid: Appid,
    },
    /// Put the approved version online for everybody
    #[command(after_help = "Examples:\n  wxfleet code release wx0123456789abcdef\n  \
        wxfleet code release wx0123456789abcdef --yes")]
    Release {
        /// Which Mini Program
        appid: Appid,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Go back to an earlier version, online, for everybody
    #[command(after_help = "Examples:\n  wxfleet code rollback wx0123456789abcdef\n  \
        wxfleet code rollback wx0123456789abcdef --to 3 --yes")]
    Rollback {
        /// Which Mini Program
        appid: Appid,
        /// A version from `wxfleet code versions`; the one before the present one when left out
        #[arg(long, value_name = "APP_VERSION")]
        to: Option<i64>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// List the versions that can be rolled back to
    #[command(after_help = "Example:\n  wxfleet code versions wx0123456789abcdef")]
    Versions {
        /// Which Mini Program
        appid: Appid,
    },
    /// Show whether users can open the Mini Program, or let them or not
    #[command(after_help = "`off` closes it for its users, so it asks first.\n\n\
        Examples:\n  wxfleet code visible wx0123456789abcdef\n  \
        wxfleet code visible wx0123456789abcdef off --yes\n  wxfleet code visible wx0123456789abcdef on")]
    Visible {
        /// Which Mini Program
        appid: Appid,
        /// on or off; without it nothing is changed
        #[arg(value_enum, hide_possible_values = true)]
        to: Option<Visible>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Show, start, widen or end a release to a share of users
    #[command(after_help = "Examples:\n  wxfleet code gray wx0123456789abcdef\n  \
        wxfleet code gray wx0123456789abcdef --percentage 10\n  wxfleet code gray wx0123456789abcdef --end")]
    Gray(GrayArgs),
}

/// Arguments of `code commit`.
#[derive(Debug, Args)]
pub struct CommitArgs {
    /// Which Mini Program
    appid: Appid,
    /// Number of the template, from `wxfleet template list`
    #[arg(long, value_name = "N")]
    template: i64,
    /// Name of the version, 1 to 64 characters
    #[arg(long, value_name = "TEXT")]
    user_version: String,
    /// What is new in it
    #[arg(long, value_name = "TEXT")]
    user_desc: String,
    /// What differs for this account: a JSON object, or @FILE that holds one
    #[arg(long, value_name = "JSON|@FILE")]
    ext: Option<String>,
}

/// Arguments of `code submit`.
#[derive(Debug, Args)]
pub struct SubmitArgs {
    /// Which Mini Program
    appid: Appid,
    /// The fields of the API's submission as JSON; - reads stdin
    #[arg(long, value_name = "FILE")]
    json_file: Option<String>,
    /// What is new, for the reviewers
    #[arg(long, value_name = "TEXT")]
    version_desc: Option<String>,
    /// An answer to the last rejection, at most 200 characters
    #[arg(long, value_name = "TEXT")]
    feedback: Option<String>,
    /// A picture for the reviewers; may be given several times
    #[arg(long, value_name = "FILE")]
    picture: Vec<PathBuf>,
    /// A video for the reviewers
    #[arg(long, value_name = "FILE")]
    video: Vec<PathBuf>,
    /// A picture that goes with --feedback; at most five
    #[arg(long, value_name = "FILE", requires = "feedback")]
    feedback_picture: Vec<PathBuf>,
    /// Wait for the privacy scan, submit, and follow the audit; exit status 0 only if it was approved
    #[arg(long)]
    watch: bool,
}

/// Arguments of `code gray`.
#[derive(Debug, Args)]
pub struct GrayArgs {
    /// Which Mini Program
    appid: Appid,
    /// Start or widen: share of users, 1 to 100
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=100))]
    percentage: Option<i64>,
    /// Who gets it first: developers, testers, or both (give it twice)
    #[arg(long, value_enum, value_name = "WHO", requires = "percentage")]
    first: Vec<First>,
    /// End it; everybody gets the online version again
    #[arg(long, conflicts_with = "percentage")]
    end: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// Who gets a gray release before the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum First {
    /// Developers of the Mini Program.
    Developers,
    /// Its testers.
    Testers,
}

/// Whether users can open a Mini Program, as it is said on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Visible {
    /// They can.
    On,
    /// They cannot.
    Off,
}

pub(crate) async fn run(remote: Remote, command: CodeCommand) -> Result<(), Failure> {
    let component = remote.component().await?;
    let at = At { remote: &remote, component: &component };
    match command {
        CodeCommand::Show { appid } => at.show(&appid).await,
        CodeCommand::Commit(args) => at.commit(args).await,
        CodeCommand::Trial { appid, path, out } => at.trial(&appid, path.as_deref(), out).await,
        CodeCommand::Pages { appid } => at.pages(&appid).await,
        CodeCommand::Categories { appid } => at.categories(&appid).await,
        CodeCommand::Submit(args) => at.submit(args).await,
        CodeCommand::Audits { appid, how_many } => at.audits(&appid, how_many).await,
        CodeCommand::Audit { appid, auditid, watch, screenshots } => {
            at.audit(&appid, auditid, watch, screenshots).await
        }
        CodeCommand::Withdraw { appid } => at.withdraw(&appid).await,
        CodeCommand::Speedup { appid, auditid } => at.speedup(&appid, auditid).await,
        CodeCommand::Quota { appid } => at.quota(&appid).await,
        CodeCommand::Privacy { appid } => at.privacy(&appid).await,
        CodeCommand::Release { appid, yes } => at.release(&appid, yes).await,
        CodeCommand::Rollback { appid, to, yes } => at.rollback(&appid, to, yes).await,
        CodeCommand::Versions { appid } => at.versions(&appid).await,
        CodeCommand::Visible { appid, to, yes } => at.visible(&appid, to, yes).await,
        CodeCommand::Gray(args) => at.gray(args).await,
    }
}

/// The accounts of one component on one server.
struct At<'a> {
    remote: &'a Remote,
    component: &'a str,
}

impl At<'_> {
    async fn show(&self, appid: &Appid) -> Result<(), Failure> {
        let code = self.remote.client.code(self.component, appid.as_str()).await?;
        self.remote.show(&code, |code| code_table(self.remote, code))
    }

    async fn commit(&self, args: CommitArgs) -> Result<(), Failure> {
        let commit = Commit {
            template_id: args.template,
            user_version: args.user_version,
            user_desc: args.user_desc,
            ext: args.ext.as_deref().map(ext_object).transpose()?,
        };
        let code = self.remote.client.code_commit(self.component, args.appid.as_str(), &commit).await?;
        self.remote.show(&code, |code| code_table(self.remote, code))
    }

    async fn trial(&self, appid: &Appid, path: Option<&str>, out: Option<PathBuf>) -> Result<(), Failure> {
        let image = self.remote.client.code_trial_qrcode(self.component, appid.as_str(), path).await?;
        let out = out.unwrap_or_else(|| PathBuf::from(format!("trial-{appid}.jpg")));
        std::fs::write(&out, &image.bytes).map_err(|cause| {
            let out = out.display();
            Failure::Refused(said!("cannot write {out}: {cause}", "写不了 {out}：{cause}"))
        })?;
        let (file, bytes) = (out.display().to_string(), image.bytes.len());
        let saved = serde_json::json!({ "file": file, "bytes": bytes, "content_type": image.content_type });
        self.remote.show(&saved, |_| {
            say!(
                self.remote.terminal.lang,
                "Saved {file} ({bytes} bytes). Testers of the Mini Program can scan it.",
                "已保存 {file}（{bytes} 字节）。小程序的体验成员可以扫码。"
            )
        })
    }

    async fn pages(&self, appid: &Appid) -> Result<(), Failure> {
        let pages = self.remote.client.code_pages(self.component, appid.as_str()).await?;
        self.remote.show(&pages, |pages| crate::terminal::inert(&pages.items.join("\n")))
    }

    async fn categories(&self, appid: &Appid) -> Result<(), Failure> {
        let categories = self.remote.client.code_categories(self.component, appid.as_str()).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&categories, |categories| {
            let row = |one: &Category| {
                let level = |name: &str, id: i64| format!("{name} ({id})");
                [
                    level(&one.first_class, one.first_id),
                    level(&one.second_class, one.second_id),
                    one.third_class.as_deref().zip(one.third_id).map_or("-".to_owned(), |(name, id)| level(name, id)),
                ]
            };
            let headings = [lang.pick("FIRST", "一级"), lang.pick("SECOND", "二级"), lang.pick("THIRD", "三级")];
            table(lang, headings, categories.items.iter().map(row).collect())
        })
    }

    async fn submit(&self, args: SubmitArgs) -> Result<(), Failure> {
        let appid = args.appid.as_str();
        let mut submission = match args.json_file.as_deref() {
            Some("-") => parse_submission("stdin", &self.remote.terminal.read_stdin()?)?,
            Some(path) => parse_submission(path, &files::text(Path::new(path))?)?,
            None => SubmitAudit::default(),
        };
        submission.version_desc = args.version_desc.clone().or(submission.version_desc);
        submission.feedback_info = args.feedback.clone().or(submission.feedback_info);
        self.add_media(appid, &args, &mut submission).await?;
        if args.watch {
            watch::privacy_scan(self.remote, self.component, appid).await?;
        }
        self.tell_submissions_left(appid).await;
        let submitted = self.remote.client.audit_submit(self.component, appid, &submission).await?;
        if args.watch {
            return self.follow(appid, submitted.auditid).await;
        }
        let auditid = submitted.auditid;
        self.remote.show(&submitted, |_| {
            say!(
                self.remote.terminal.lang,
                "Submitted as {auditid}. `wxfleet code audit {appid} --watch` follows it.",
                "已提交，审核单号 {auditid}。`wxfleet code audit {appid} --watch` 可以一直跟到出结果。"
            )
        })
    }

    /// Uploads the files that go with a submission, and names them in it.
    async fn add_media(&self, appid: &str, args: &SubmitArgs, submission: &mut SubmitAudit) -> Result<(), Failure> {
        if !args.picture.is_empty() || !args.video.is_empty() {
            let info = submission.preview_info.get_or_insert_default();
            info.pic_id_list.extend(media::upload(self, appid, &args.picture).await?);
            info.video_id_list.extend(media::upload(self, appid, &args.video).await?);
        }
        if !args.feedback_picture.is_empty() {
            submission.feedback_stuff = Some(media::upload(self, appid, &args.feedback_picture).await?.join("|"));
        }
        Ok(())
    }

    async fn audits(&self, appid: &Appid, how_many: HowMany) -> Result<(), Failure> {
        let portion = async |query: ListQuery| self.remote.client.audits(self.component, appid.as_str(), &query).await;
        let page = how_many.read(&ListQuery::default(), portion).await?;
        self.remote.show(&page, |page| audit_table(self.remote, &page.items))
    }

    async fn audit(
        &self,
        appid: &Appid,
        auditid: Option<i64>,
        watch: bool,
        screenshots: Option<PathBuf>,
    ) -> Result<(), Failure> {
        let (client, appid) = (&self.remote.client, appid.as_str());
        let audit = match auditid {
            Some(auditid) => client.audit(self.component, appid, auditid).await?,
            None => client.audit_latest(self.component, appid).await?,
        };
        if watch {
            return self.follow(appid, audit.auditid).await;
        }
        if let Some(directory) = screenshots {
            media::screenshots(self, appid, &audit, &directory).await?;
        }
        self.remote.show(&audit, |audit| audit_words(self.remote, audit))
    }

    /// Follows a submission to its end, which decides how the command ends.
    async fn follow(&self, appid: &str, auditid: i64) -> Result<(), Failure> {
        let audit = watch::audit(self.remote, self.component, appid, auditid).await?;
        self.remote.show(&audit, |audit| audit_words(self.remote, audit))?;
        if audit.status == "approved" { Ok(()) } else { Err(not_approved(&audit)) }
    }

    async fn withdraw(&self, appid: &Appid) -> Result<(), Failure> {
        let audit = self.remote.client.audit_withdraw(self.component, appid.as_str()).await?;
        self.remote.show(&audit, |audit| audit_words(self.remote, audit))
    }

    async fn speedup(&self, appid: &Appid, auditid: i64) -> Result<(), Failure> {
        self.tell_speedups_left(appid.as_str()).await;
        let done = self.remote.client.audit_speedup(self.component, appid.as_str(), auditid).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&done, |done| {
            if done.already {
                say!(lang, "It was sped up already.", "之前已经加急过了。")
            } else {
                say!(lang, "WeChat will review {auditid} sooner.", "审核单 {auditid} 已加急。")
            }
        })
    }

    async fn release(&self, appid: &Appid, yes: bool) -> Result<(), Failure> {
        let question = say!(
            self.remote.terminal.lang,
            "Put the approved version of {appid} online for everybody?",
            "要把 {appid} 审核通过的版本全量发布吗？"
        );
        self.remote.terminal.confirm(&question, yes)?;
        let code = self.remote.client.code_release(self.component, appid.as_str()).await?;
        self.remote.show(&code, |code| code_table(self.remote, code))
    }

    async fn rollback(&self, appid: &Appid, to: Option<i64>, yes: bool) -> Result<(), Failure> {
        let lang = self.remote.terminal.lang;
        let question = match to {
            Some(to) => say!(lang, "Roll {appid} back to {to} for everybody?", "要把 {appid} 全量回退到 {to} 吗？"),
            None => say!(
                lang,
                "Roll {appid} back to the version before, for everybody?",
                "要把 {appid} 全量回退到上一个版本吗？"
            ),
        };
        self.remote.terminal.confirm(&question, yes)?;
        let rollback = Rollback { app_version: to };
        let code = self.remote.client.code_rollback(self.component, appid.as_str(), &rollback).await?;
        self.remote.show(&code, |code| code_table(self.remote, code))
    }

    async fn versions(&self, appid: &Appid) -> Result<(), Failure> {
        let versions = self.remote.client.code_versions(self.component, appid.as_str()).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&versions, |versions| {
            let row = |one: &HistoryVersion| {
                [
                    one.app_version.to_string(),
                    one.user_version.clone(),
                    one.user_desc.clone(),
                    self.remote.terminal.time_or_dash(one.committed_at),
                ]
            };
            let headings = [
                "APP_VERSION",
                lang.pick("VERSION", "版本"),
                lang.pick("DESCRIPTION", "说明"),
                lang.pick("COMMITTED", "上传时间"),
            ];
            table(lang, headings, versions.items.iter().map(row).collect())
        })
    }

    async fn gray(&self, args: GrayArgs) -> Result<(), Failure> {
        let appid = args.appid.as_str();
        match args.percentage {
            Some(percentage) => self.gray_start(appid, percentage, &args).await?,
            None if args.end => return self.gray_end(appid).await,
            None => {}
        }
        let plan = self.remote.client.gray_release(self.component, appid).await?;
        let lang = self.remote.terminal.lang;
        self.remote.show(&plan, |plan| {
            if plan.status == "none" {
                return lang.pick("There is no gray release.", "当前没有灰度发布。").to_owned();
            }
            let (status, percentage) = (gray_word(lang, &plan.status), plan.percentage);
            let since = self.remote.terminal.time_or_dash(plan.created_at);
            say!(
                lang,
                "Gray release: {status}, {percentage} % of users, since {since}",
                "灰度发布：{status}，{percentage}% 用户，开始于 {since}"
            )
        })
    }

    async fn gray_start(&self, appid: &str, percentage: i64, args: &GrayArgs) -> Result<(), Failure> {
        let question = say!(
            self.remote.terminal.lang,
            "Put the approved version of {appid} online for {percentage} % of users?",
            "要把 {appid} 审核通过的版本发布给 {percentage}% 的用户吗？"
        );
        self.remote.terminal.confirm(&question, args.yes)?;
        let gray = GrayRelease {
            percentage,
            support_debuger_first: args.first.contains(&First::Developers).then_some(true),
            support_experiencer_first: args.first.contains(&First::Testers).then_some(true),
        };
        self.remote.client.gray_release_start(self.component, appid, &gray).await?;
        Ok(())
    }

    async fn gray_end(&self, appid: &str) -> Result<(), Failure> {
        self.remote.client.gray_release_end(self.component, appid).await?;
        let lang = self.remote.terminal.lang;
        self.remote.terminal.note(lang.pick("The gray release has ended.", "灰度发布已结束。"));
        Ok(())
    }
}

/// Words of a later server pass as they are.
fn gray_word(lang: Lang, status: &str) -> &str {
    match status {
        "initial" => lang.pick("begins", "即将开始"),
        "running" => lang.pick("under way", "进行中"),
        "paused" => lang.pick("paused", "已暂停"),
        "finished" => lang.pick("finished", "已全量"),
        "deleted" => lang.pick("ended", "已取消"),
        other => other,
    }
}

fn not_approved(audit: &Audit) -> Failure {
    let auditid = audit.auditid;
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| status_word(lang, &audit.status, false));
    let reason = reason_text(audit.reason.as_deref());
    Failure::Refused(said!(
        "submission {auditid} was not approved ({en}): {reason}",
        "审核单 {auditid} 没有通过（{zh}）：{reason}"
    ))
}

fn code_table(remote: &Remote, code: &Code) -> String {
    let (terminal, lang) = (remote.terminal, remote.terminal.lang);
    let slot = |name: &str, version: Option<&Version>| {
        [
            name.to_owned(),
            or_dash(version.map(|version| version.user_version.as_str())),
            or_dash(version.map(|version| version.user_desc.as_str())),
            version.and_then(|version| version.template_id).map_or_else(|| "-".to_owned(), |id| id.to_string()),
            "-".to_owned(),
            terminal.time_or_dash(version.map(|version| version.since)),
        ]
    };
    let mut audit = slot(lang.pick("audit", "审核版"), None);
    if let Some(in_audit) = &code.audit {
        audit[1].clone_from(&in_audit.user_version);
        audit[2].clone_from(&in_audit.user_desc);
        audit[4] = format!("{} ({})", status_word(lang, &in_audit.status, in_audit.released), in_audit.auditid);
        audit[5] = terminal.time(in_audit.since);
    }
    let rows = vec![
        slot(lang.pick("trial", "体验版"), code.trial.as_ref()),
        audit,
        slot(lang.pick("online", "线上版"), code.online.as_ref()),
    ];
    let headings = [
        "",
        lang.pick("VERSION", "版本"),
        lang.pick("DESCRIPTION", "说明"),
        lang.pick("TEMPLATE", "模板"),
        lang.pick("AUDIT", "审核"),
        lang.pick("SINCE", "时间"),
    ];
    table(lang, headings, rows)
}

fn status_word(lang: Lang, status: &str, released: bool) -> String {
    match status {
        "approved" if released => say!(lang, "approved, released", "已通过，已发布"),
        "approved" => say!(lang, "approved", "已通过"),
        "rejected" => say!(lang, "rejected", "被驳回"),
        "in_review" => say!(lang, "in review", "审核中"),
        "withdrawn" => say!(lang, "withdrawn", "已撤回"),
        "delayed" => say!(lang, "put off", "审核延后"),
        other => other.to_owned(),
    }
}

fn audit_table(remote: &Remote, audits: &[Audit]) -> String {
    let (terminal, lang) = (remote.terminal, remote.terminal.lang);
    let row = |one: &Audit| {
        [
            one.auditid.to_string(),
            status_word(lang, &one.status, false),
            or_dash(one.user_version.as_deref()),
            terminal.time(one.submitted_at),
            terminal.time_or_dash(one.decided_at),
            reason_text(one.reason.as_deref()),
        ]
    };
    let headings = [
        lang.pick("AUDIT", "审核单"),
        lang.pick("STATUS", "状态"),
        lang.pick("VERSION", "版本"),
        lang.pick("SUBMITTED", "提交时间"),
        lang.pick("DECIDED", "结果时间"),
        lang.pick("REASON", "原因"),
    ];
    table(lang, headings, audits.iter().map(row).collect())
}

fn audit_words(remote: &Remote, audit: &Audit) -> String {
    audit_table(remote, std::slice::from_ref(audit))
}

/// WeChat writes reasons with markup: line breaks become such, the rest is shown as it is.
fn reason_text(reason: Option<&str>) -> String {
    let plain = |reason: &str| reason.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n");
    or_dash(reason.map(plain).as_deref().map(str::trim))
}

/// A JSON object, or the file that holds one.
fn ext_object(text: &str) -> Result<Value, Failure> {
    let json = match text.strip_prefix('@') {
        Some(path) => files::text(Path::new(path))?,
        None => text.to_owned(),
    };
    match serde_json::from_str::<Value>(&json) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(Failure::Usage(said!("--ext must be a JSON object: {{…}}", "--ext 必须是 JSON 对象：{{…}}"))),
        Err(error) => Err(Failure::Usage(said!("--ext is not JSON: {error}", "--ext 不是 JSON:{error}"))),
    }
}

fn parse_submission(place: &str, text: &str) -> Result<SubmitAudit, Failure> {
    serde_json::from_str(text).map_err(|error| {
        Failure::Usage(said!("{place} does not hold a submission: {error}", "{place} 里不是提审内容：{error}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ext_is_an_object_given_directly_or_by_file() {
        assert_eq!(ext_object(r#"{"a":1}"#).unwrap()["a"], 1);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ext.json");
        std::fs::write(&path, r#"{"ext":{"name":"茶"}}"#).unwrap();
        assert_eq!(ext_object(&format!("@{}", path.display())).unwrap()["ext"]["name"], "茶");
        for wrong in ["[]", "\"{}\"", "{", "@/nonexistent"] {
            assert_eq!(ext_object(wrong).unwrap_err().status(), 2, "{wrong}");
        }
    }

    #[test]
    fn reasons_lose_their_line_break_markup_only() {
        assert_eq!(reason_text(Some("1:类目<br>2:<b>x</b><br/>")), "1:类目\n2:<b>x</b>");
        assert_eq!(reason_text(None), "-");
    }

    #[test]
    fn a_submission_with_an_unknown_field_is_refused() {
        assert_eq!(parse_submission("f", r#"{"item_lst":[]}"#).unwrap_err().status(), 2);
        assert!(parse_submission("f", r#"{"version_desc":"x"}"#).unwrap().version_desc.is_some());
    }
}
