//! Which phrases tell what happened in a case, and what it is about?

mod offenses;
mod stage_cues;

pub(crate) use crate::knowledge::tables::events::offenses::TABLE as OFFENSES;
#[cfg(test)]
pub(crate) use crate::knowledge::tables::events::offenses::{Offense, offenses};
pub use crate::knowledge::tables::events::offenses::{
    OffensePhrase, PhraseStrength, offense_name, offense_names, offense_of_statute, offense_phrases,
};
pub(crate) use crate::knowledge::tables::events::stage_cues::TABLE as STAGE_CUES;
pub use crate::knowledge::tables::events::stage_cues::{CueUse, StageCue, stage_cues};
#[cfg(test)]
pub(crate) use crate::knowledge::tables::events::stage_cues::{StageCueRow, stage_cue_rows};
