//! PDF files, each in a child process: whatever becomes of it, there is one record or one reason. `DRAGNET_PROGRAM` is the
//! program that is the child.
#![no_main]

use dragnet::corpus::child::read_with;
use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        let program = std::env::var_os("DRAGNET_PROGRAM").expect("DRAGNET_PROGRAM");
        read_with(program.into());
    },
    |bytes: &[u8]| {
        let whole = [b"%PDF-1.4\n", bytes].concat();
        let mut records = 0;
        let _ = read_bytes("a.pdf", &whole, Limits::default(), &mut |_| records += 1);
        assert_eq!(records, 1);
    }
);
