//! What several pages show.

pub(super) mod chart;
pub(super) mod hits;
pub(super) mod layout;
pub(super) mod time_line;
pub(super) mod typed;
