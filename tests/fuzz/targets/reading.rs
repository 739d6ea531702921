//! What targets that read files of a format share.

use std::collections::HashSet;

use dragnet::corpus::{Limits, read_bytes};

/// Small records, so that bounds are met soon.
const LIMITS: Limits = Limits {
    record_bytes: 256 << 10,
};

/// Reads a file. No two records or skips may have one id.
pub fn read_file(bytes: &[u8]) {
    let mut ids = HashSet::new();
    let _ = read_bytes("a", bytes, LIMITS, &mut |record| {
        let (Ok(id) | Err(id)) = record
            .map(|record| record.id)
            .map_err(|skip| skip.id);
        assert!(ids.insert(id));
    });
}
