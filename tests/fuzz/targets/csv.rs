//! Tables as text: signs between cells, quotation marks, encodings.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

use reading::read_file;

/// What makes a file one of this format: what is read is behind it.
const STARTS: [&[u8]; 4] = [
    b"",
    b"Title,Date,Text\n",
    b"\xEF\xBB\xBFTitle;Date;Text\r\n",
    b"Title\tDate\tText\n\"",
];

fuzz_target!(|bytes: &[u8]| {
    for start in STARTS {
        read_file(&[start, bytes].concat());
    }
});
