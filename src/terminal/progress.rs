//! Progress on standard error, hidden where that is no terminal. Only this file knows indicatif.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[cfg(feature = "fetch")]
use dragnet::fetch::FetchProgress;
use dragnet::index::Progress;
#[cfg(feature = "fetch")]
use dragnet::print::clean;
use dragnet::text::numbers::group_thousands;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal::output::Output;
use crate::terminal::signals::{COMMITTED, INTERRUPTED, stop_on_signal};

/// Time before anything is shown: a shorter run needs no bar.
const SHOWN_AFTER: Duration = Duration::from_millis(250);

/// A count while walking, a bar while indexing, a word while committing.
pub struct ProgressView {
    started: Instant,
    indexed: AtomicU64,
    /// How many of those are committed.
    committed: AtomicU64,
    bar: Mutex<ProgressBar>,
}

impl ProgressView {
    /// On standard error; nothing is shown where that is no terminal.
    pub fn new() -> Self {
        let bar = ProgressBar::new_spinner().with_style(style("{spinner} {msg}"));
        bar.set_draw_target(ProgressDrawTarget::hidden());
        ProgressView {
            started: Instant::now(),
            indexed: AtomicU64::new(0),
            committed: AtomicU64::new(0),
            bar: Mutex::new(bar),
        }
    }

    fn with_bar(&self, show: impl FnOnce(&ProgressBar)) {
        if let Ok(bar) = self.bar.lock() {
            if bar.is_hidden() && self.started.elapsed() >= SHOWN_AFTER {
                bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
            }
            show(&bar);
        }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Ok(bar) = self.bar.lock() {
            bar.finish_and_clear();
        }
    }
}

/// Shows nothing.
struct NoView;

impl Progress for NoView {
    fn tidying(&self) {
        COMMITTED.store(true, Ordering::Relaxed);
    }
}

impl Progress for ProgressView {
    fn tidying(&self) {
        COMMITTED.store(true, Ordering::Relaxed);
    }

    fn found(&self, files: u64) {
        self.with_bar(|bar| bar.set_message(format!("found {} files", group_thousands(files))));
    }

    fn to_read(&self, _files: u64, bytes: u64) {
        self.with_bar(|bar| {
            bar.set_length(bytes);
            bar.set_position(0);
            bar.reset_eta();
            bar.set_style(style(
                "indexing {bar:28} {percent:>3}%  {msg}  {decimal_bytes_per_sec}  {eta} left",
            ));
        });
    }

    fn read(&self, bytes: u64) {
        self.with_bar(|bar| bar.inc(bytes));
    }

    fn indexed(&self) {
        let indexed = self.indexed.fetch_add(1, Ordering::Relaxed) + 1;
        if indexed.is_multiple_of(64) {
            let safe = match self.committed.load(Ordering::Relaxed) {
                0 => String::new(),
                committed => format!(", {} committed", group_thousands(committed)),
            };
            self.with_bar(|bar| {
                bar.set_message(format!("{} releases{safe}", group_thousands(indexed)));
            });
        }
    }

    fn committed(&self) {
        let indexed = self.indexed.load(Ordering::Relaxed);
        self.committed.store(indexed, Ordering::Relaxed);
    }

    fn committing(&self) {
        self.with_bar(|bar| {
            bar.set_style(style("{spinner} {msg}"));
            bar.set_message("writing the index to disk");
            bar.enable_steady_tick(Duration::from_millis(100));
        });
    }
}

/// A style of ours; its default where indicatif cannot read the template.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸ ")
}

/// Works with progress on a terminal, until it is done or a signal ends it.
pub fn with_progress<T>(output: &Output, work: impl FnOnce(&dyn Progress, &AtomicBool) -> T) -> T {
    with_view(output, |view| match view {
        Some(view) => work(view, &INTERRUPTED),
        None => work(&NoView, &INTERRUPTED),
    })
}

/// Works with a view of the progress, and without one where nothing is to be shown, until a signal ends it.
fn with_view<T>(output: &Output, work: impl FnOnce(Option<&ProgressView>) -> T) -> T {
    stop_on_signal();
    if output.is_quiet() {
        return work(None);
    }
    let view = ProgressView::new();
    let done = work(Some(&view));
    view.clear();
    done
}

#[cfg(feature = "fetch")]
impl FetchProgress for ProgressView {
    fn listed(&self, releases: u64) {
        self.with_bar(|bar| {
            let length = bar.length().unwrap_or(0) + releases;
            bar.set_length(length);
            bar.set_style(style(
                "fetching {bar:28} {pos} of {len}  {msg}  {per_sec:.1}  {eta} left",
            ));
        });
    }

    fn done(&self, releases: u64) {
        self.with_bar(|bar| bar.inc(releases));
    }

    fn kept(&self) {
        let kept = self.indexed.fetch_add(1, Ordering::Relaxed) + 1;
        self.with_bar(|bar| bar.set_message(format!("{} new", group_thousands(kept))));
    }

    fn asking(&self, host: &str) {
        self.with_bar(|bar| {
            if bar.length().is_none() {
                bar.set_message(format!("asking {}", clean(host)));
            }
        });
    }
}

/// Fetches with progress on a terminal, until it is done or a signal ends it.
#[cfg(feature = "fetch")]
pub fn with_fetch_progress<T>(
    output: &Output,
    work: impl FnOnce(&dyn FetchProgress, &AtomicBool) -> T,
) -> T {
    with_view(output, |view| match view {
        Some(view) => work(view, &INTERRUPTED),
        None => work(&(), &INTERRUPTED),
    })
}
