//! Messages and mailboxes: parts, encodings, messages in messages.
#![no_main]

use std::collections::HashSet;

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

/// What makes a file one of this format: what is read is behind it.
const STARTS: [&[u8]; 4] = [
    b"",
    b"From: a@example.org\nMIME-Version: 1.0\nSubject: ",
    b"From a Thu Mar  4 15:04:05 2021\nFrom: a@example.org\nMIME-Version: 1.0\nSubject: ",
    b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
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
