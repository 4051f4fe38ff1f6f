//! Medians and quantiles of what was measured.

use std::time::Duration;

/// The value below which this part (0 to 1) of all values lies; 0 when there are none.
pub fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = (sorted.len().saturating_sub(1) as f64 * part).round() as usize;
    sorted.get(at).copied().unwrap_or(0.0)
}

/// The middle value.
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// Durations in milliseconds.
pub fn millis(durations: &[Duration]) -> Vec<f64> {
    durations.iter().map(|one| one.as_secs_f64() * 1e3).collect()
}

/// `met` or `MISSED`, as it stands behind a figure.
pub fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}
