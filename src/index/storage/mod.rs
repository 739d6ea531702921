//! The files of an index: generations, locks, checksums, atomic writes, and which file belongs where.

pub(crate) mod atomic_write;
pub(crate) mod buffered_file;
pub(crate) mod checksum_trailer;
pub(crate) mod corruption;
pub(crate) mod directory;
pub(crate) mod fail_points;
pub(crate) mod generation;
pub(crate) mod identity;
pub(crate) mod page_checksums;
pub(crate) mod verified_mmap;
pub(crate) mod writer_lock;
