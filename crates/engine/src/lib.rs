//! What wxfleet does: use cases, the token keeper, background tasks, and the journal of who did what.
//!
//! Services are narrow and hold just the parts they use:
//!
//! * [`intake`]: pushes in, on disk before they are answered. [`events`]: reading them again.
//! * [`components`], [`authorization`], [`authorizers`]: platforms, merchants' authorizations, accounts.
//! * [`tokens`]: every access token fresh, no refresh token lost.
//! * [`templates`], [`code`]: from a draft to a released Mini Program. [`calls`]: any other API of WeChat's, by name.
//! * [`account`]: what an account has set for itself: name, categories, privacy guideline and the like.
//! * [`registrations`]: new Mini Programs, asked for on behalf of merchants. [`login`]: users who log in.
//! * [`domains`], [`testers`]: what a Mini Program may talk to, and who may try it. [`messages`]: what accounts write to
//!   their users.
//! * [`jobs`]: one thing done to many accounts. [`views`]: what operators saved of the list of accounts.
//! * [`overview`]: how the fleet stands as a whole. [`asked`]: what was asked of WeChat lately.
//! * `release_check`: what WeChat's check before a full-network release waits for. [`rehearsal`]: the same check, played
//!   on our own callback road.
//! * [`operators`]: who signs in to the console, and how.
//! * [`tasks`]: what goes on by itself. [`journal`], [`keys`], [`idempotency`], [`health`], [`observations`],
//!   [`metrics`].
//!
//! The road out is the same everywhere: who may (`model::permission`), journal opened, intent stored, WeChat called,
//! outcome stored, journal closed. No write transaction is open while the network is waited for.

pub mod account;
pub mod asked;
pub mod authorization;
pub mod authorizers;
pub mod calls;
pub mod code;
pub mod components;
mod digest;
pub mod domains;
pub mod error;
pub mod events;
mod gate;
pub mod health;
pub mod idempotency;
pub mod intake;
pub mod jobs;
pub mod journal;
pub mod keys;
mod locks;
pub mod login;
pub mod messages;
pub mod metrics;
pub mod observations;
pub mod operators;
pub mod overview;
pub mod registrations;
pub mod rehearsal;
mod release_check;
pub mod tasks;
pub mod templates;
pub mod testers;
pub mod tokens;
pub mod views;
mod visits;

use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::Notify;
use wxfleet_model::clock::Clock;
use wxfleet_store::Store;
use wxfleet_wechat::client::Client;

pub use self::authorization::Addresses;
pub use self::error::Error;
pub use self::tasks::Retention;

/// How long pushes under a replaced token or AES key are still taken, unless a setting says otherwise.
pub const OLD_KEYS_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What the engine is made of.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The way to WeChat.
    pub client: Client,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where the pages are.
    pub addresses: Addresses,
    /// How long pushes under a replaced token or AES key are still taken.
    pub old_keys_for: SignedDuration,
    /// For how long events and journal are kept.
    pub retention: Retention,
}

/// All services. A clone is the same engine.
#[derive(Clone)]
pub struct Engine {
    /// Pushes.
    pub intake: intake::Intake,
    /// Pushes that were kept.
    pub events: events::Events,
    /// Platforms.
    pub components: components::Components,
    /// Invitations and merchants' visits.
    pub authorization: authorization::Authorization,
    /// Accounts.
    pub authorizers: authorizers::Authorizers,
    /// Access tokens.
    pub tokens: tokens::Tokens,
    /// The library of code.
    pub templates: templates::Templates,
    /// The code of one account.
    pub code: code::Code,
    /// Any API of WeChat's, by name.
    pub calls: calls::Calls,
    /// What was asked of WeChat lately.
    pub asked: asked::Asked,
    /// Server and business domains.
    pub domains: domains::Domains,
    /// Who may open trial versions.
    pub testers: testers::Testers,
    /// One thing done to many accounts.
    pub jobs: jobs::Jobs,
    /// What operators saved of the list of accounts.
    pub views: views::Views,
    /// What accounts have set for themselves.
    pub account: account::AccountSettings,
    /// New Mini Programs.
    pub registrations: registrations::Registrations,
    /// Users who log in.
    pub login: login::Login,
    /// What accounts write to their users.
    pub messages: messages::Messages,
    /// API keys.
    pub keys: keys::Keys,
    /// The people who may sign in to the console.
    pub operators: operators::Operators,
    /// How they do.
    pub sign_in: operators::sign_in::SignIn,
    /// Requests that are made once.
    pub idempotency: idempotency::Idempotency,
    /// Who did what.
    pub journal: journal::Journal,
    /// Whether all is in order.
    pub health: health::Health,
    /// How the fleet stands.
    pub overview: overview::Overview,
    /// The release check, rehearsed.
    pub rehearsal: rehearsal::Rehearsal,
    /// What the field taught.
    pub observations: observations::Observations,
    /// What goes on by itself.
    pub tasks: tasks::Tasks,
    /// What is counted.
    pub metrics: metrics::Metrics,
}

impl Engine {
    /// Puts the services together. Nothing runs by itself before [`tasks::Tasks::spawn`].
    #[expect(
        clippy::too_many_lines,
        reason = "a list: each service once, with what it holds, in the order in which they need each other"
    )]
    pub fn new(parts: Parts) -> Self {
        let Parts { store, client, clock, addresses, old_keys_for, retention } = parts;
        let metrics = metrics::Metrics::default();
        let asked = asked::Asked::new(Arc::clone(&clock));
        let client = client.watched_by(asked.watcher());
        let journal = journal::Journal::new(store.clone(), Arc::clone(&clock));
        let observations = observations::Observations::new(store.clone(), Arc::clone(&clock));
        let components = components::Components::new(
            store.clone(),
            client.clone(),
            Arc::clone(&clock),
            journal.clone(),
            old_keys_for,
        );
        let tokens = tokens::Tokens::new(
            store.clone(),
            client,
            Arc::clone(&clock),
            components.clone(),
            journal.clone(),
            observations.clone(),
            metrics.clone(),
        );
        let authorizers = authorizers::Authorizers::new(
            store.clone(),
            Arc::clone(&clock),
            components.clone(),
            tokens.clone(),
            journal.clone(),
        );
        let authorization = authorization::Authorization::new(
            store.clone(),
            Arc::clone(&clock),
            components.clone(),
            tokens.clone(),
            authorizers.clone(),
            journal.clone(),
            observations.clone(),
            addresses.clone(),
        );
        let registrations = registrations::Registrations::new(registrations::Parts {
            store: store.clone(),
            clock: Arc::clone(&clock),
            tokens: tokens.clone(),
            components: components.clone(),
            authorizers: authorizers.clone(),
            authorization: authorization.clone(),
            journal: journal.clone(),
            addresses: addresses.clone(),
        });
        let login = login::Login::new(store.clone(), tokens.clone(), authorizers.clone(), addresses);
        let templates = templates::Templates::new(tokens.clone(), journal.clone());
        let calls = calls::Calls::new(store.clone(), components.clone(), tokens.clone(), journal.clone());
        let code = code::Code::new(
            store.clone(),
            Arc::clone(&clock),
            tokens.clone(),
            authorizers.clone(),
            journal.clone(),
            observations.clone(),
        );
        let domains = domains::Domains::new(
            store.clone(),
            Arc::clone(&clock),
            tokens.clone(),
            components.clone(),
            authorizers.clone(),
            journal.clone(),
            observations.clone(),
        );
        let testers = testers::Testers::new(
            store.clone(),
            Arc::clone(&clock),
            tokens.clone(),
            authorizers.clone(),
            journal.clone(),
        );
        let jobs = jobs::Jobs::new(jobs::Parts {
            store: store.clone(),
            clock: Arc::clone(&clock),
            components: components.clone(),
            authorizers: authorizers.clone(),
            domains: domains.clone(),
            testers: testers.clone(),
            journal: journal.clone(),
        });
        let account = account::AccountSettings::new(
            store.clone(),
            Arc::clone(&clock),
            tokens.clone(),
            authorizers.clone(),
            journal.clone(),
        );
        let messages = messages::Messages::new(store.clone(), tokens.clone(), authorizers.clone(), journal.clone());
        let react = tasks::React {
            store: store.clone(),
            clock: Arc::clone(&clock),
            authorization: authorization.clone(),
            code: code.clone(),
            account: account.clone(),
            registrations: registrations.clone(),
            release_check: release_check::ReleaseCheck::new(
                store.clone(),
                Arc::clone(&clock),
                tokens.clone(),
                journal.clone(),
            ),
            observations: observations.clone(),
            metrics: metrics.clone(),
        };
        let reactions = intake::Reactions { task: react, wake: Arc::default(), wake_keeper: Arc::default() };
        let intake = intake::Intake::new(
            store.clone(),
            Arc::clone(&clock),
            components.clone(),
            tokens.clone(),
            journal.clone(),
            metrics.clone(),
            reactions.clone(),
        );
        let overview = overview::Overview::new(store.clone(), Arc::clone(&clock), components.clone(), tokens.clone());
        let rehearsal = rehearsal::Rehearsal::new(Arc::clone(&clock), components.clone(), intake.clone());
        let hasher = operators::password::Hasher::new();
        let engine = Self {
            intake,
            events: events::Events::new(store.clone(), components.clone()),
            components,
            authorization,
            authorizers,
            tokens,
            templates,
            code,
            calls,
            asked,
            domains,
            testers,
            jobs,
            views: views::Views::new(store.clone(), Arc::clone(&clock)),
            account,
            registrations,
            login,
            messages,
            keys: keys::Keys::new(store.clone(), Arc::clone(&clock), journal.clone()),
            operators: operators::Operators::new(store.clone(), Arc::clone(&clock), journal.clone(), hasher.clone()),
            sign_in: operators::sign_in::SignIn::new(store.clone(), Arc::clone(&clock), journal.clone(), hasher),
            idempotency: idempotency::Idempotency::new(store.clone(), Arc::clone(&clock), journal.instance()),
            journal,
            health: health::Health::new(store.clone(), Arc::clone(&clock)),
            overview,
            rehearsal,
            observations,
            tasks: tasks::Tasks::new(Arc::clone(&clock), Vec::new()),
            metrics,
        };
        let tasks = engine.all_tasks(&store, &clock, reactions, retention);
        Self { tasks: tasks::Tasks::new(clock, tasks), ..engine }
    }

    /// The one list of tasks.
    fn all_tasks(
        &self,
        store: &Store,
        clock: &Arc<dyn Clock>,
        reactions: intake::Reactions,
        retention: Retention,
    ) -> Vec<(Box<dyn tasks::Task>, Arc<Notify>)> {
        let alone = || Arc::new(Notify::new());
        vec![
            (
                Box::new(tasks::Settle {
                    store: store.clone(),
                    clock: Arc::clone(clock),
                    journal: self.journal.clone(),
                    code: self.code.clone(),
                    templates: self.templates.clone(),
                    domains: self.domains.clone(),
                    testers: self.testers.clone(),
                    account: self.account.clone(),
                    registrations: self.registrations.clone(),
                }),
                alone(),
            ),
            (Box::new(reactions.task), reactions.wake),
            (
                Box::new(tasks::Keep { store: store.clone(), clock: Arc::clone(clock), tokens: self.tokens.clone() }),
                reactions.wake_keeper,
            ),
            (
                Box::new(tasks::Profiles {
                    store: store.clone(),
                    clock: Arc::clone(clock),
                    authorizers: self.authorizers.clone(),
                }),
                self.authorizers.profiles_due(),
            ),
            (Box::new(self.jobs.clone()), self.jobs.waker()),
            (Box::new(tasks::Tickets::new(store.clone(), Arc::clone(clock), self.components.clone())), alone()),
            (
                Box::new(tasks::Watch { store: store.clone(), clock: Arc::clone(clock), code: self.code.clone() }),
                alone(),
            ),
            (Box::new(tasks::Names { store: store.clone(), account: self.account.clone() }), alone()),
            (Box::new(tasks::Reconcile::new(store.clone(), Arc::clone(clock), self.authorizers.clone())), alone()),
            (Box::new(tasks::Chain { store: store.clone() }), alone()),
            (Box::new(tasks::Prune { store: store.clone(), clock: Arc::clone(clock), retention }), alone()),
        ]
    }
}
