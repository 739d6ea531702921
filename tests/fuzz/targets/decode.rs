//! A file of any bytes: told apart, unpacked, decoded. What is too large must be said to be.
#![no_main]

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        record_bytes: 256 << 10,
    };
    let _ = read_bytes("a.html", bytes, limits, &mut |record| drop(record));
});
