//! What should never happen, and may where a disk has spoilt an index: a panic becomes an error like any other.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// What the last panic said, and where.
static SAID: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`; where it panics, gives what the panic said. With `RUST_BACKTRACE` set panics also print as usual.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|panicked| {
            let payload = panicked.payload();
            let said = payload
                .downcast_ref::<&str>()
                .map(|said| (*said).to_owned())
                .or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "no reason given".to_owned());
            let place = panicked.location().map(|place| {
                let file = place.file().rsplit(['/', '\\']).next().unwrap_or_default();
                format!(" ({file}:{})", place.line())
            });
            if let Ok(mut last) = SAID.lock() {
                *last = Some(said + &place.unwrap_or_default());
            }
        }));
    }
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let said = SAID.lock().ok().and_then(|mut last| last.take());
        said.unwrap_or_else(|| "no reason given".to_owned())
    })
}
