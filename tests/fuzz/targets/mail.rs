//! Messages and mailboxes: parts, encodings, messages in messages.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

use reading::read_file;

/// What makes a file one of this format: what is read is behind it.
const STARTS: [&[u8]; 4] = [
    b"",
    b"From: a@example.org\nMIME-Version: 1.0\nSubject: ",
    b"From a Thu Mar  4 15:04:05 2021\nFrom: a@example.org\nMIME-Version: 1.0\nSubject: ",
    b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
];

fuzz_target!(|bytes: &[u8]| {
    for start in STARTS {
        read_file(&[start, bytes].concat());
    }
});
