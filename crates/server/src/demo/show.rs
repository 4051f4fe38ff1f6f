//! How the tour shows its steps: a spinner for the one under way and a line for each that is done; on anything but a
//! terminal the lines alone.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::Said;

/// The steps of a tour as they happen.
pub(crate) struct Show {
    terminal: Terminal,
    bar: ProgressBar,
    at: usize,
    of: usize,
}

impl Show {
    /// So many steps are to come.
    pub(crate) fn of(steps: usize, terminal: Terminal) -> Self {
        let bar = if terminal.can_animate() { ProgressBar::new(steps as u64) } else { ProgressBar::hidden() };
        let style =
            ProgressStyle::with_template("{spinner} [{bar:24}] {pos}/{len} {msg}…").expect("a constant template");
        bar.set_style(style.progress_chars("=> "));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { terminal, bar, at: 0, of: steps }
    }

    /// Takes a step. It gives its value and what there is to say about it; when it fails, the tour ends here.
    pub(crate) async fn step<T>(
        &mut self,
        title: Said,
        work: impl Future<Output = anyhow::Result<(T, String)>>,
    ) -> Result<T, Failure> {
        self.at += 1;
        let (at, of) = (self.at, self.of);
        self.bar.set_message(title.to(self.terminal.lang).to_owned());
        match work.await {
            Ok((value, detail)) => {
                self.line(&format!(
                    "✓ {at:>2}/{of} {}: {}",
                    title.to(self.terminal.lang),
                    crate::terminal::inert(&detail)
                ))?;
                self.bar.inc(1);
                Ok(value)
            }
            Err(cause) => {
                self.bar.finish_and_clear();
                let Said { en, zh } = title;
                Err(Failure::Refused(Said {
                    en: format!("✗ step {at} of {of} failed: {en}: {cause:#}"),
                    zh: format!("✗ 第 {at} 步（共 {of} 步）失败：{zh}：{cause:#}"),
                }))
            }
        }
    }

    fn line(&self, line: &str) -> std::io::Result<()> {
        self.bar.suspend(|| self.terminal.result(line))
    }

    /// Ends the show; says whether every step was taken.
    pub(crate) fn complete(self) -> bool {
        self.bar.finish_and_clear();
        self.at == self.of
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, said};

    #[tokio::test]
    async fn a_step_that_fails_is_named_with_its_reason() {
        let mut show = Show::of(2, Terminal::nobody(Lang::En));
        assert_eq!(show.step(said!("one", "一"), async { Ok((7, "fine".to_owned())) }).await.unwrap(), 7);
        let failed =
            show.step(said!("two", "二"), async { Err::<((), String), _>(anyhow::anyhow!("no answer")) }).await;
        let failure = failed.unwrap_err();
        assert_eq!(failure.status(), 1);
        assert_eq!(failure.say(Lang::En).unwrap(), "✗ step 2 of 2 failed: two: no answer");
        assert_eq!(failure.say(Lang::Zh).unwrap(), "✗ 第 2 步（共 2 步）失败：二：no answer");
    }

    #[test]
    fn a_show_with_steps_left_is_not_complete() {
        assert!(!Show::of(1, Terminal::nobody(Lang::En)).complete());
        assert!(Show::of(0, Terminal::nobody(Lang::En)).complete());
    }
}
