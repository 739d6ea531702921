//! Tables as text: signs between cells, quotation marks, encodings.
#![no_main]

use std::collections::HashSet;

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

/// What makes a file one of this format: what is read is behind it.
const STARTS: [&[u8]; 4] = [
    b"",
    b"Title,Date,Text\n",
    b"\xEF\xBB\xBFTitle;Date;Text\r\n",
    b"Title\tDate\tText\n\"",
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
