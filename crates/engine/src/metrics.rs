//! What the engine counts. Names are stable; no appid is ever a label.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// `outcome`
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct ByOutcome {
    /// How it ended.
    pub outcome: &'static str,
}

/// `endpoint`, `outcome`
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct ByEndpoint {
    /// The endpoint's id.
    pub endpoint: &'static str,
    /// `ok`, `refused`, `failed` or `renewed`.
    pub outcome: &'static str,
}

/// The engine's counters. A clone counts into the same ones.
#[derive(Debug, Clone, Default)]
pub struct Metrics {
    /// Callbacks by outcome: `kept`, `duplicate`, `unreadable`, `refused`, `unavailable`.
    pub callbacks: Family<ByOutcome, Counter>,
    /// Genuine callbacks whose timestamp was more than ten minutes off.
    pub callbacks_off_time: Counter,
    /// Genuine callbacks under a token or AES key that has been replaced.
    pub callbacks_old_keys: Counter,
    /// Calls to WeChat.
    pub wechat_calls: Family<ByEndpoint, Counter>,
    /// Renewals of authorizer tokens by outcome: `ok`, `failed`, `raced`, `recovered`, `lost`.
    pub authorizer_renewals: Family<ByOutcome, Counter>,
    /// Renewals of component tokens by outcome: `ok`, `failed`, `raced`.
    pub component_renewals: Family<ByOutcome, Counter>,
    /// Events that still owe a reaction after the last pass.
    pub events_pending: Gauge<u64, AtomicU64>,
}

impl Metrics {
    /// Puts all counters into a registry, under names that begin with `wxfleet_`.
    pub fn register(&self, registry: &mut Registry) {
        let registry = registry.sub_registry_with_prefix("wxfleet");
        registry.register("callbacks", "Callbacks from WeChat by outcome", self.callbacks.clone());
        registry.register(
            "callbacks_off_time",
            "Genuine callbacks with a timestamp more than ten minutes off",
            self.callbacks_off_time.clone(),
        );
        registry.register(
            "callbacks_old_keys",
            "Genuine callbacks under a replaced token or AES key",
            self.callbacks_old_keys.clone(),
        );
        registry.register("wechat_calls", "Calls to WeChat by endpoint and outcome", self.wechat_calls.clone());
        registry.register(
            "authorizer_renewals",
            "Renewals of authorizer access tokens by outcome",
            self.authorizer_renewals.clone(),
        );
        registry.register(
            "component_renewals",
            "Renewals of component access tokens by outcome",
            self.component_renewals.clone(),
        );
        registry.register(
            "events_pending",
            "Events that still owe a reaction after the last pass",
            self.events_pending.clone(),
        );
    }
}
