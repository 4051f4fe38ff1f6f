//! The whole of the simulated WeChat as data, and its rules. No I/O and no clock in here: the time comes with each
//! call, and pushes are only written down ([`push`]) for [`crate::delivery`] to carry.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod authorization;
pub(crate) mod code;
pub(crate) mod component;
pub(crate) mod conversation;
pub(crate) mod domain;
pub(crate) mod login;
pub(crate) mod merchant;
pub(crate) mod push;
pub(crate) mod registration;
pub(crate) mod review;
pub(crate) mod template;
pub(crate) mod tester;
pub(crate) mod token;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use self::account::{AccountState, OpenAccount};
use self::code::CodeState;
use self::component::{Component, ComponentSettings, Ticket};
use self::conversation::Conversations;
use self::domain::AccountDomains;
use self::login::Logins;
use self::merchant::Merchants;
use self::push::{Event, PushBook, Target};
use self::registration::{Task, Ticketed};
use self::review::Reviews;
use self::template::Library;
use self::tester::Tester;
use self::token::Tokens;
use crate::config::{Config, Switches};
use crate::pages::authorize::Session;
use crate::random::Random;
use crate::time::{after_secs, china_day};

/// How many tickets are remembered: those of the last twelve hours and a few that are too old.
const TICKETS_KEPT: usize = 100;

/// Everything that WeChat knows.
#[derive(Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) switches: Switches,
    pub(crate) random: Random,
    pub(crate) components: BTreeMap<String, Component>,
    pub(crate) merchants: Merchants,
    pub(crate) tokens: Tokens,
    pub(crate) pushes: PushBook,
    /// Code of those merchants that have some, by appid.
    pub(crate) code: BTreeMap<String, CodeState>,
    pub(crate) audits: audit::Desk,
    /// Domains of those merchants for whom some were asked for or set, by appid.
    #[serde(default)]
    pub(crate) domains: BTreeMap<String, AccountDomains>,
    /// Testers by appid.
    #[serde(default)]
    pub(crate) testers: BTreeMap<String, Vec<Tester>>,
    /// What accounts have set for themselves, by appid.
    #[serde(default)]
    pub(crate) accounts: BTreeMap<String, AccountState>,
    /// Open platform accounts that were made through the API.
    #[serde(default)]
    pub(crate) open_accounts: BTreeMap<String, OpenAccount>,
    /// Reviews beside those of code.
    #[serde(default)]
    pub(crate) reviews: Reviews,
    /// Mini Programs that platforms asked for, oldest first.
    #[serde(default)]
    pub(crate) registrations: Vec<Task>,
    /// Tickets by which an Official Account becomes a Mini Program's owner.
    #[serde(default)]
    pub(crate) registration_tickets: BTreeMap<String, Ticketed>,
    /// Users who log in.
    #[serde(default)]
    pub(crate) logins: Logins,
    /// Messages that platforms sent to users.
    pub(crate) sent_messages: Vec<SentMessage>,
    /// Users who wrote to accounts, and how many answers that allows.
    #[serde(default)]
    pub(crate) conversations: Conversations,
    /// Merchants who are on an authorization page right now.
    #[serde(skip)]
    pub(crate) sessions: BTreeMap<String, Session>,
    usage: Usage,
    /// The time of the call or step that is being worked on.
    #[serde(skip)]
    pub(crate) now: Timestamp,
}

/// A customer-service message that a platform sent on behalf of an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentMessage {
    /// The account.
    pub appid: String,
    /// The whole body of `/cgi-bin/message/custom/send`.
    pub body: serde_json::Value,
    /// When it came.
    pub sent_at: Timestamp,
    /// The authorization code that was exchanged for the access token it came with, where one was.
    #[serde(default)]
    pub authorization_code: Option<String>,
}

/// How often each account called each path today and this minute.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Usage {
    day: Option<jiff::civil::Date>,
    minute: i64,
    by_day: BTreeMap<String, u32>,
    by_minute: BTreeMap<String, u32>,
}

impl World {
    pub(crate) fn new(config: &Config, now: Timestamp) -> Self {
        Self {
            switches: config.switches.clone(),
            random: Random::of(config.seed, 0, 0),
            components: BTreeMap::new(),
            merchants: Merchants::new(config.seed, config.fleet),
            tokens: Tokens::default(),
            pushes: PushBook::default(),
            code: BTreeMap::new(),
            audits: audit::Desk::default(),
            domains: BTreeMap::new(),
            testers: BTreeMap::new(),
            accounts: BTreeMap::new(),
            open_accounts: BTreeMap::new(),
            reviews: Reviews::default(),
            registrations: Vec::new(),
            registration_tickets: BTreeMap::new(),
            logins: Logins::default(),
            sent_messages: Vec::new(),
            conversations: Conversations::default(),
            sessions: BTreeMap::new(),
            usage: Usage::default(),
            now,
        }
    }

    /// Enters a platform, or changes the settings of a known one. Its tickets begin at once.
    pub(crate) fn put_component(&mut self, settings: ComponentSettings, now: Timestamp) {
        if let Some(known) = self.components.get_mut(&settings.component_appid) {
            known.settings = settings;
            known.ticket_due_at.get_or_insert(now);
            return;
        }
        let source_appid = format!("wx{}", self.random.hex(16));
        let component = Component::new(settings.clone(), Library::stocked(source_appid, now), now);
        self.components.insert(settings.component_appid, component);
    }

    /// When something happens next by itself.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let tickets = self.components.values().filter_map(|component| component.ticket_due_at);
        tickets
            .chain(self.pushes.next_due())
            .chain(self.next_audit_due())
            .chain(self.next_review_due())
            .chain(self.next_registration_due())
            .min()
    }

    /// Does what is due by itself but the delivery of pushes; returns how many things that were.
    pub(crate) fn advance(&mut self, now: Timestamp) -> usize {
        self.now = now;
        let due = |component: &Component| component.ticket_due_at.is_some_and(|at| at <= now);
        let components: Vec<String> =
            self.components.iter().filter(|(_, component)| due(component)).map(|(name, _)| name.clone()).collect();
        for component in &components {
            self.push_ticket(component, now);
        }
        components.len() + self.decide_due_audits(now) + self.decide_due_reviews(now) + self.end_due_registrations(now)
    }

    /// Pushes a new ticket now, whatever the plan was; returns the push's number.
    pub(crate) fn push_ticket(&mut self, component: &str, now: Timestamp) -> Option<u64> {
        let text = format!("ticket@@@{}", self.random.text(86));
        let period = self.switches.ticket_period_secs.max(1);
        let home = self.components.get_mut(component)?;
        if home.ticket_due_at.is_some() {
            home.ticket_due_at = Some(after_secs(now, period));
        }
        home.tickets.push_front(Ticket { text: text.clone(), made_at: now });
        home.tickets.truncate(TICKETS_KEPT);
        let event = Event::info("component_verify_ticket").text("ComponentVerifyTicket", &text);
        Some(self.owe_push(component, Target::Events, event, now, now))
    }

    /// Counts a call; errcode 45009 or 45011 when a limit is reached.
    pub(crate) fn count_call(&mut self, account: &str, component: &str, path: &str, now: Timestamp) -> Result<(), i64> {
        let (day, minute) = (china_day(now), now.as_second().div_euclid(60));
        if self.usage.day != Some(day) {
            self.usage.day = Some(day);
            self.usage.by_day.clear();
        }
        if self.usage.minute != minute {
            self.usage.minute = minute;
            self.usage.by_minute.clear();
        }
        if let Some(limit) = self.switches.calls_per_minute {
            let used = self.usage.by_minute.entry(format!("{component} {path}")).or_default();
            if *used >= limit {
                return Err(45011);
            }
            *used += 1;
        }
        if let Some(limit) = self.switches.daily_limits.get(path) {
            let used = self.usage.by_day.entry(format!("{account} {path}")).or_default();
            if *used >= *limit {
                return Err(45009);
            }
            *used += 1;
        }
        Ok(())
    }
}
