//! A panic becomes an error like any other. It should never happen, but may where a disk has damaged an index.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// Where the last panic happened: a file of the source, and a line.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`. Returns the place in the source if it panics. The text of a panic is for programmers, and may hold anything:
/// it is printed, with the calls that led to it, only where `RUST_BACKTRACE` is `full`.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    if std::env::var_os("RUST_BACKTRACE").is_none_or(|wanted| wanted != "full") {
        panic::set_hook(Box::new(|panicked| {
            let place = panicked.location().map(|place| {
                let file = place.file().rsplit(['/', '\\']).next().unwrap_or_default();
                format!("{file}:{}", place.line())
            });
            if let Ok(mut last) = PLACE.lock() {
                *last = place;
            }
        }));
    }
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PLACE.lock().ok().and_then(|mut last| last.take());
        place.unwrap_or_else(|| "an unknown place".to_owned())
    })
}
