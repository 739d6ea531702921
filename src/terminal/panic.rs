//! A panic becomes an error like any other. It should never happen, but may where a disk has damaged an index.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// The message of the last panic, and where it happened.
static MESSAGE: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`. Returns the message of the panic if it panics. With `RUST_BACKTRACE` set panics also print as usual.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
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
            if let Ok(mut last) = MESSAGE.lock() {
                *last = Some(said + &place.unwrap_or_default());
            }
        }));
    }
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let said = MESSAGE.lock().ok().and_then(|mut last| last.take());
        said.unwrap_or_else(|| "no reason given".to_owned())
    })
}
