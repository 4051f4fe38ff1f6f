//! What is logged, and in which shape.

use tracing_subscriber::filter::Targets;

use super::{Layers, SettingError, Wrong};
use crate::words::said;

/// The table `[log]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    /// `None`: text on a terminal, JSON elsewhere.
    pub format: Option<LogFormat>,
    /// A level, or directives such as `info,wxfleet_engine=debug`.
    pub level: String,
}

/// The shape of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one object a line.
    Json,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { format: None, level: "info".to_owned() }
    }
}

impl LogSettings {
    /// Text, and only what went wrong.
    pub fn for_testing() -> Self {
        Self { format: Some(LogFormat::Text), level: "warn".to_owned() }
    }

    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingError> {
        let default = Self::default();
        Ok(Self {
            format: layers.get("log.format", parse_format)?,
            level: layers.get("log.level", parse_level)?.unwrap_or(default.level),
        })
    }
}

fn parse_format(text: &str) -> Result<LogFormat, Wrong> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(Wrong {
            what: said!("`{text}` is not a log format", "`{text}` 不是日志格式"),
            right: said!("Write text or json", "请写 text 或 json"),
        }),
    }
}

fn parse_level(text: &str) -> Result<String, Wrong> {
    text.parse::<Targets>().map(|_| text.to_owned()).map_err(|_| Wrong {
        what: said!("`{text}` is not a log level", "`{text}` 不是日志级别"),
        right: said!(
            "Write error, warn, info, debug or trace, or levels by module such as info,wxfleet_engine=debug",
            "请写 error、warn、info、debug 或 trace，也可以按模块写，如 info,wxfleet_engine=debug"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_formats() {
        assert_eq!(parse_format("json"), Ok(LogFormat::Json));
        parse_format("xml").unwrap_err();
        parse_level("info,wxfleet_engine=debug").unwrap();
        parse_level("wxfleet_engine=loud").unwrap_err();
    }
}
