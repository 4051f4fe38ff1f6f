//! Mini Programs that platforms ask for: a person confirms after a while, and there is a new merchant.
//!
//! A mark in the name decides otherwise: `[reject]` or `[驳回]`, and `[hold]` or `[人工]`, where nobody ever confirms.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::World;
use super::merchant::{AccountKind, Profile};
use super::push::{Event, Target};
use crate::generate::MINI_PROGRAM_SETS;
use crate::time::after_secs;

/// The person did not confirm within a day.
const NOT_CONFIRMED: i64 = 100_003;

/// What was asked for, with what it was asked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Wanted {
    /// For a company.
    Company { name: String, code: String, code_type: i64, wechat: String, person: String, phone: String },
    /// For a person.
    Person { idname: String, wxuser: String, phone: String },
    /// On trial.
    Trial { name: String },
    /// A trial becomes a company's own.
    Conversion { appid: String, name: String, code: String, code_type: i64, wechat: String, person: String },
}

/// The owner of an Official Account agreed: once, and for ten minutes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ticketed {
    component: String,
    appid: String,
    expires_at: Timestamp,
}

/// For how long such a ticket is good.
const TICKET_SECS: i64 = 600;

/// One that is under way, or over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) component: String,
    /// The `taskid` or `unique_id`.
    pub(crate) id: String,
    pub(crate) wanted: Wanted,
    pub(crate) asked_at: Timestamp,
    /// When the person confirms; None when nobody does.
    pub(crate) due_at: Option<Timestamp>,
    /// WeChat's number of how it ended.
    pub(crate) ended: Option<i64>,
}

/// What came of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Confirmed {
    /// It counts.
    Now,
    /// It was over, with this number of WeChat's.
    Before { status: i64 },
}

impl Wanted {
    fn name(&self) -> &str {
        match self {
            Self::Company { name, .. } | Self::Trial { name } | Self::Conversion { name, .. } => name,
            Self::Person { idname, .. } => idname,
        }
    }
}

impl World {
    /// When a person next confirms.
    pub(crate) fn next_registration_due(&self) -> Option<Timestamp> {
        self.registrations.iter().filter_map(|task| task.due_at).min()
    }

    /// Begins a registration; gives WeChat's id of it.
    pub(crate) fn register(&mut self, component: &str, wanted: Wanted) -> String {
        let id = self.random.hex(32);
        let marked = |marks: [&str; 2]| marks.iter().any(|mark| wanted.name().contains(mark));
        let delay = self.switches.audit_delay_secs;
        let due_at = (!marked(["[hold]", "[人工]"])).then(|| after_secs(self.now, delay));
        let component = component.to_owned();
        self.registrations.push(Task { component, id: id.clone(), wanted, asked_at: self.now, due_at, ended: None });
        id
    }

    /// The person confirms now; says how it ended if it was over, and nothing where there is none of this id.
    pub(crate) fn confirm_registration(&mut self, id: &str) -> Option<Confirmed> {
        let now = self.now;
        let task = self.registrations.iter_mut().find(|task| task.id == id)?;
        if let Some(status) = task.ended {
            return Some(Confirmed::Before { status });
        }
        task.due_at = Some(now);
        self.end_due_registrations(now);
        Some(Confirmed::Now)
    }

    /// Ends what is due; returns how much that was.
    pub(crate) fn end_due_registrations(&mut self, now: Timestamp) -> usize {
        let is_due = |task: &Task| task.due_at.is_some_and(|at| at <= now);
        let due: Vec<usize> = (0..self.registrations.len()).filter(|at| is_due(&self.registrations[*at])).collect();
        for at in &due {
            let task = &mut self.registrations[*at];
            task.due_at = None;
            let refused = ["[reject]", "[驳回]"].iter().any(|mark| task.wanted.name().contains(mark));
            let status = if refused { NOT_CONFIRMED } else { 0 };
            task.ended = Some(status);
            let task = task.clone();
            self.end_registration(&task, status, now);
        }
        due.len()
    }

    /// A ticket for an Official Account that authorizes the platform.
    pub(crate) fn registration_ticket(&mut self, component: &str, appid: &str) -> Option<String> {
        self.grant(component, appid)?;
        self.merchants.profile(appid).filter(|profile| profile.kind == AccountKind::OfficialAccount)?;
        let expires_at = after_secs(self.now, TICKET_SECS);
        let (component, appid) = (component.to_owned(), appid.to_owned());
        let ticket = self.random.text(43);
        self.registration_tickets.insert(ticket.clone(), Ticketed { component, appid, expires_at });
        Some(ticket)
    }

    /// Takes a ticket, and makes a Mini Program of the Official Account's owner: its appid, and the code of its
    /// authorization. None where the ticket is not good.
    pub(crate) fn register_by_ticket(
        &mut self,
        component: &str,
        appid: &str,
        ticket: &str,
    ) -> Option<(String, String)> {
        let is_good = |one: &Ticketed| one.component == component && one.appid == appid && one.expires_at > self.now;
        self.registration_tickets.get(ticket).filter(|one| is_good(one))?;
        self.registration_tickets.remove(ticket);
        let owner = self.merchants.profile(appid)?.principal_name;
        let made = self.new_account(&owner, 2, 0);
        let now = self.now;
        self.grant_all(component, &made, now);
        let code = self.new_auth_code(component, &made, now);
        Some((made, code))
    }

    fn end_registration(&mut self, task: &Task, status: i64, now: Timestamp) {
        let msg = if status == 0 { "OK" } else { "法人未在24小时内确认" };
        let event = match &task.wanted {
            Wanted::Company { name, code, code_type, wechat, person, phone } => {
                let info = company(name, code, *code_type, wechat, person).text("component_phone", phone);
                let event = Event::info("notify_third_fasteregister");
                self.with_new_account(event, task, status, now).text("msg", msg).group("info", &info)
            }
            Wanted::Person { idname, wxuser, phone } => {
                let info = Event::fields().text("wxuser", wxuser).text("idname", idname);
                let info = info.text("component_phone", phone);
                let event = Event::info("notify_third_fasteregister");
                self.with_new_account(event, task, status, now).text("msg", msg).group("info", &info)
            }
            Wanted::Trial { name } => {
                let info = Event::fields().text("unique_id", &task.id).text("name", name);
                let mut event = Event::info("notify_third_fastregisterbetaapp").number("status", status);
                if status == 0 {
                    let appid = self.new_account(name, 13, 12);
                    event = event.text("appid", &appid);
                    self.authorize_directly(&task.component, &appid, now);
                }
                event.text("msg", msg).group("info", &info)
            }
            Wanted::Conversion { appid, name, code, code_type, wechat, person } => {
                if status == 0
                    && let Some(mut profile) = self.merchants.profile(appid)
                {
                    profile.register_type = 19;
                    profile.service_type = 0;
                    name.clone_into(&mut profile.principal_name);
                    self.merchants.put(profile);
                }
                let info = company(name, code, *code_type, wechat, person);
                let event = Event::info("notify_third_fastverifybetaapp").text("appid", appid);
                event.number("status", status).text("msg", msg).group("info", &info)
            }
        };
        self.owe_push(&task.component, Target::Events, event, now, now);
    }

    /// Adds to the event what tells of a new Mini Program and its authorization, if there is one.
    fn with_new_account(&mut self, event: Event, task: &Task, status: i64, now: Timestamp) -> Event {
        if status != 0 {
            return event.number("status", status);
        }
        let register_type = if matches!(task.wanted, Wanted::Person { .. }) { 16 } else { 6 };
        let appid = self.new_account(task.wanted.name(), register_type, 0);
        self.grant_all(&task.component, &appid, now);
        let code = self.new_auth_code(&task.component, &appid, now);
        event.text("appid", &appid).number("status", status).text("auth_code", &code)
    }

    /// A Mini Program without a name.
    fn new_account(&mut self, principal: &str, register_type: i64, service_type: i64) -> String {
        let appid = format!("wx{}", self.random.hex(16));
        let trial = service_type == 12;
        self.merchants.put(Profile {
            appid: appid.clone(),
            user_name: format!("gh_{}", self.random.hex(12)),
            nick_name: if trial { format!("{principal}的体验小程序") } else { String::new() },
            alias: String::new(),
            principal_name: if trial { String::new() } else { principal.to_owned() },
            signature: String::new(),
            kind: AccountKind::MiniProgram,
            categories: Vec::new(),
            available_sets: MINI_PROGRAM_SETS.to_vec(),
            service_type,
            verify_type: -1,
            register_type,
            account_status: 1,
            named: false,
            unpermitted_private_apis: Vec::new(),
        });
        appid
    }
}

fn company(name: &str, code: &str, code_type: i64, wechat: &str, person: &str) -> Event {
    Event::fields()
        .text("name", name)
        .text("code", code)
        .number("code_type", code_type)
        .text("legal_persona_wechat", wechat)
        .text("legal_persona_name", person)
}
