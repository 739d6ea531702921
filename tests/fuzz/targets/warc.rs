//! Web archives: headers, lengths, answers in chunks and packed.
#![no_main]

use std::collections::HashSet;

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

/// What makes a file one of this format: what is read is behind it.
const STARTS: [&[u8]; 3] = [
    b"",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: ",
    b"filedesc://a.arc 0.0.0.0 20210304 text/plain 5\n1 0 A\nhttp://example.gov/1 1.2.3.4 20210304150405 text/html ",
];

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        record_bytes: 256 << 10,
    };
    for start in STARTS {
        let whole = [start, bytes].concat();
        let mut ids = HashSet::new();
        let _ = read_bytes("a", &whole, limits, &mut |record| {
            let (Ok(id) | Err(id)) = record
                .map(|record| record.id)
                .map_err(|skip| skip.id);
            assert!(ids.insert(id));
        });
    }
});
