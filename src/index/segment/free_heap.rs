//! Returns freed memory to the system.

/// Returns all freed memory to the system. glibc keeps it in a heap per thread otherwise, so that memory grows with the
/// number of segments.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
pub(crate) fn give_back() {
    // SAFETY: the call does not touch our memory, and any thread may make it at any time (malloc_trim(3)).
    unsafe { libc::malloc_trim(0) };
}

/// Other allocators do this by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn give_back() {}
