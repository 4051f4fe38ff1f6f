//! Faults on demand: what shall go wrong with the next calls of the API host and the authorization pages.

use serde::{Deserialize, Serialize};

/// Which calls a fault hits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaultMatch {
    /// The path; a `*` at the end stands for anything. None: every path.
    pub path: Option<String>,
    /// The authorizer, or the component for calls of its own. None: everyone.
    pub appid: Option<String>,
}

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultEffect {
    /// The call is processed after this many milliseconds of real time.
    DelayMs(u64),
    /// This HTTP status and a page of HTML in place of processing.
    HttpStatus(u16),
    /// The connection is closed in place of processing.
    Reset,
    /// The call is processed, then the connection is closed without an answer.
    DropAfterProcessing,
    /// The call is processed, and the connection is closed in the middle of the answer.
    Truncate,
    /// HTTP 200 and a page of HTML in place of processing.
    Html,
    /// This errcode in place of processing.
    #[serde(untagged)]
    Errcode {
        /// The errcode.
        errcode: i64,
        /// Its text; WeChat's own when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        errmsg: Option<String>,
    },
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which calls it hits.
    #[serde(rename = "match", default)]
    pub matches: FaultMatch,
    /// How many calls it hits. None: until the faults are cleared. One when left out in JSON.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// What goes wrong.
    pub effect: FaultEffect,
}

#[expect(clippy::unnecessary_wraps, reason = "serde wants the field's type")]
fn once() -> Option<u32> {
    Some(1)
}

impl Fault {
    /// A fault that hits the next call of a path.
    pub fn once(path: &str, effect: FaultEffect) -> Self {
        Self { matches: FaultMatch { path: Some(path.to_owned()), appid: None }, times: Some(1), effect }
    }

    /// The same for one account only.
    #[must_use]
    pub fn for_appid(mut self, appid: &str) -> Self {
        self.matches.appid = Some(appid.to_owned());
        self
    }

    /// The same for so many calls.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    fn hits(&self, path: &str, component: &str, appid: &str) -> bool {
        let wanted = self.matches.path.as_deref().unwrap_or("*");
        let path_fits = wanted.strip_suffix('*').map_or(wanted == path, |start| path.starts_with(start));
        let appid_fits = self
            .matches
            .appid
            .as_ref()
            .is_none_or(|wanted| if appid.is_empty() { wanted == component } else { wanted == appid });
        path_fits && appid_fits
    }
}

/// The faults in waiting, first come first served.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn all(&self) -> &[Fault] {
        &self.0
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The effect on this call, if one is due.
    pub(crate) fn take(&mut self, path: &str, component: &str, appid: &str) -> Option<FaultEffect> {
        let at = self.0.iter().position(|fault| fault.times != Some(0) && fault.hits(path, component, appid))?;
        let fault = self.0.get_mut(at)?;
        fault.times = fault.times.map(|times| times - 1);
        let effect = fault.effect.clone();
        self.0.retain(|fault| fault.times != Some(0));
        Some(effect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_forms_are_short() {
        let parse = |text: &str| serde_json::from_str::<Fault>(text).unwrap();
        let fault = parse(r#"{"match":{"path":"/wxa/commit"},"effect":{"errcode":-1}}"#);
        assert_eq!(fault, Fault::once("/wxa/commit", FaultEffect::Errcode { errcode: -1, errmsg: None }));
        assert_eq!(parse(r#"{"times":2,"effect":"reset"}"#).effect, FaultEffect::Reset);
        assert_eq!(parse(r#"{"times":null,"effect":{"delay_ms":5}}"#).times, None);
        assert!(serde_json::from_str::<Fault>(r#"{"effect":"explode"}"#).is_err());
    }

    #[test]
    fn a_fault_ends_after_its_times_and_hits_only_its_own() {
        let mut faults = Faults::default();
        faults.add(Fault::once("/wxa/*", FaultEffect::Html).for_appid("wx1").times(2));
        assert_eq!(faults.take("/wxa/commit", "wxc", "wx2"), None);
        assert_eq!(faults.take("/cgi-bin/x", "wxc", "wx1"), None);
        assert_eq!(faults.take("/wxa/commit", "wxc", "wx1"), Some(FaultEffect::Html));
        assert_eq!(faults.take("/wxa/release", "wxc", "wx1"), Some(FaultEffect::Html));
        assert_eq!(faults.take("/wxa/release", "wxc", "wx1"), None);
    }
}
