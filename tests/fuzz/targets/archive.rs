//! Archives: lists of members, names, lengths, archives in archives. Nothing may be unpacked without a bound.
#![no_main]

use std::collections::HashSet;

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        record_bytes: 256 << 10,
    };
    // The sum of a header of tar is hard to guess: here it is made right.
    let mut tar = bytes.to_vec();
    if let Some(header) = tar.get_mut(..512) {
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
    for whole in [bytes, tar.as_slice()] {
        let mut ids = HashSet::new();
        let _ = read_bytes("a", whole, limits, &mut |record| {
            let (Ok(id) | Err(id)) = record
                .map(|record| record.id)
                .map_err(|skip| skip.id);
            assert!(ids.insert(id));
        });
    }
});
