//! What happened in the case: at which stage is it, on which day was that, before which judge, and what is it about?
//!
//! [`cues`] finds the phrases that tell of stages, once for all questions.

mod charges;
mod cues;
mod days;
mod dockets;
mod enforcer;
mod event_date;
mod judges;
mod offenses;
mod proceeding;
mod stage;
#[cfg(test)]
mod tests;

pub(super) use crate::extract::event::charges::is_about_case;
pub(super) use crate::extract::event::cues::StageCues;
pub(super) use crate::extract::event::dockets::dockets;
pub(super) use crate::extract::event::enforcer::Enforcer;
pub(super) use crate::extract::event::event_date::event_date;
pub(super) use crate::extract::event::judges::judges;
pub(super) use crate::extract::event::offenses::offenses;
pub(super) use crate::extract::event::proceeding::proceeding;
pub(super) use crate::extract::event::stage::stage;
