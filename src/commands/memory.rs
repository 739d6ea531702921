//! How the system's allocator is asked to deal with the buffers of an indexer.

/// Gives every large buffer back to the system as soon as it is freed. Must be called before there are threads.
///
/// Left to itself, the GNU allocator keeps larger and larger ones to hand them out again, each thread its own, and peak
/// memory grows with the corpus: a million releases took 312 MiB, and take 141 so. Others are left as they are.
pub fn give_back_large_buffers() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// Where the allocator starts from by itself, doubled. Pages are mostly smaller, batches of releases larger.
        const LARGE: libc::c_int = 256 << 10;
        // SAFETY: `mallopt` takes two numbers and changes a setting of the allocator; no other thread runs yet.
        #[expect(unsafe_code, reason = "no library has a safe way to this setting")]
        // A setting that is refused leaves memory as it would be without.
        let _ = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
    }
}
