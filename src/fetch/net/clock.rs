//! What time is it, and how is waited?

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::fetch::net::fault::Fault;

/// Tells the time, and waits. A test has a clock that does not wait for real.
pub trait Clock: Sync {
    /// The time of day.
    fn now(&self) -> Timestamp;
    /// The time since some moment, which never goes back.
    fn elapsed(&self) -> Duration;
    /// Waits.
    fn wait(&self, time: Duration);
}

/// The clock of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock(Instant);

impl Default for SystemClock {
    fn default() -> Self {
        SystemClock(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn wait(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// How often is looked whether the run was interrupted while it waits.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Waits until the clock has run for `until`.
pub(crate) fn wait_until(
    clock: &dyn Clock,
    until: Duration,
    interrupted: &AtomicBool,
) -> Result<(), Fault> {
    loop {
        if interrupted.load(Ordering::Relaxed) {
            return Err(Fault::Interrupted);
        }
        let left = until.saturating_sub(clock.elapsed());
        if left.is_zero() {
            return Ok(());
        }
        clock.wait(left.min(LOOK_EVERY));
    }
}
