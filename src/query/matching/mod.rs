//! Which releases match?

pub(crate) mod evaluate;
pub(crate) mod matches;
pub(crate) mod spans;
