//! Web archives: headers, lengths, answers in chunks and packed.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

use reading::read_file;

/// What makes a file one of this format: what is read is behind it.
const STARTS: [&[u8]; 3] = [
    b"",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: ",
    b"filedesc://a.arc 0.0.0.0 20210304 text/plain 5\n1 0 A\nhttp://example.gov/1 1.2.3.4 20210304150405 text/html ",
];

fuzz_target!(|bytes: &[u8]| {
    for start in STARTS {
        read_file(&[start, bytes].concat());
    }
});
