//! Text that somebody types: read, printed, and read again it is the same query.
#![no_main]

use dragnet::query::syntax::parse;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(parsed) = parse(text, || date(2026, 1, 1)) {
        let printed = parsed.query.to_string();
        let again = parse(&printed, || date(2026, 1, 1)).expect("what was printed can be read");
        assert_eq!(again.query, parsed.query, "{printed}");
    }
});
