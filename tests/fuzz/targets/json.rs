//! JSON in any shape: one object, an array, an envelope, lines. Ids must be those of the file, each once.
#![no_main]

use std::collections::HashSet;

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // What begins otherwise is no JSON, and the business of `decode`.
    for start in [&b"{\""[..], b"[{", b"WARN\n{\"a\": 1}\n", b""] {
        let whole = [start, bytes].concat();
        let mut ids = HashSet::new();
        let _ = read_bytes("a.json", &whole, Limits::default(), &mut |record| {
            if let Ok(record) = record {
                assert!(record.id.path == "a.json");
                assert!(ids.insert(record.id));
            }
        });
    }
});
