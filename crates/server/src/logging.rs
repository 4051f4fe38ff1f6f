//! Where log lines go: stderr, as text for a person at a terminal and as JSON for a program.

use std::io::IsTerminal as _;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::settings::{LogFormat, LogSettings};

/// Starts logging. In a process that logs already, as a test may, this does nothing.
pub(crate) fn start(settings: &LogSettings) {
    let levels: Targets = settings.level.parse().expect("the level was checked when the settings were read");
    let terminal = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(levels);
    let format = settings.format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json });
    let started = match format {
        LogFormat::Text => registry.with(lines.with_ansi(terminal)).try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true).with_current_span(false)).try_init(),
    };
    if started.is_err() {
        tracing::debug!("this process logs already");
    }
}
