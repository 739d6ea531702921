//! Archives: lists of members, names, lengths, archives in archives. Nothing may be unpacked without a bound.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

use reading::read_file;

fuzz_target!(|bytes: &[u8]| {
    // The sum of a header of tar is hard to guess: here it is made right.
    let mut tar = bytes.to_vec();
    if let Some(header) = tar.get_mut(..512) {
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
    read_file(bytes);
    read_file(&tar);
});
