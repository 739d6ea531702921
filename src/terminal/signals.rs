//! Ctrl-C and requests to end: the work stops cleanly, and what was committed is kept.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::terminal::output::Output;

/// Set by the first signal: the work ends at the next record.
pub static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Set when a run has committed all: it only has to report, and may take its time for that.
pub static COMMITTED: AtomicBool = AtomicBool::new(false);

/// Exit status of a program that Ctrl-C has stopped: 128 and the number of the signal.
pub const INTERRUPTED_STATUS: u8 = 130;

/// How long the work may take to end by itself after the first signal, before the process ends.
const PATIENCE: Duration = Duration::from_millis(800);

/// How long a run that has committed may take to report, after that: it reads a large index from a slow disk.
const PATIENCE_FOR_REPORT: Duration = Duration::from_secs(10);

/// Lets a signal end what runs until it is told to end: it looks for [`INTERRUPTED`] all the time.
#[cfg(feature = "serve")]
pub fn end_on_signal() {
    // Without a handler Ctrl-C ends the process at once, which harms nothing.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED_STATUS.into());
        }
    });
}

/// Lets a signal stop the work at the next record, and a second one stop it at once. The last commit is kept either way.
pub fn stop_on_signal() {
    // Without a handler Ctrl-C ends the process at once; the last commit stays valid.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED_STATUS.into());
        }
        // A single call to the system, such as flushing a large file, cannot be stopped by the flag.
        thread::spawn(|| {
            thread::sleep(PATIENCE);
            if COMMITTED.load(Ordering::Relaxed) {
                thread::sleep(PATIENCE_FOR_REPORT);
            }
            let output = Output::plain();
            output.error("interrupted: what was kept until now stays");
            output.hint("run the same command again to go on");
            std::process::exit(INTERRUPTED_STATUS.into());
        });
    });
}
