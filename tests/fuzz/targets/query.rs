//! Text that somebody types: read, printed, and read again it is the same query.
#![no_main]

use dragnet::extract::statute::citations;
use dragnet::query::syntax::{Context, parse};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let context = Context {
        today: date(2026, 1, 1),
        citations,
    };
    if let Ok(parsed) = parse(text, &context) {
        let printed = parsed.query.to_string();
        let again = parse(&printed, &context).expect("what was printed can be read");
        assert_eq!(again.query, parsed.query, "{printed}");
    }
});
