//! Which phrases tell of a stage of a case?

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, semicolons};
use crate::model::Stage;

pub(crate) const TABLE: Table =
    Table::new("stage_cues.tsv", include_str!("../../data/stage_cues.tsv"));

/// Where a phrase counts, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CueUse {
    /// It tells of the event, in headlines and in the text.
    Event,
    /// It tells of the event in headlines alone.
    Headline,
    /// It tells of the event in the text alone.
    Text,
    /// It tells by which instrument somebody is charged, or that a jury found something.
    Instrument,
    /// In a headline, it tells what the release is, whatever other phrases the headline has.
    Decisive,
    /// In a headline, it names what the release is about, if the headline tells of no event.
    Topic,
    /// It tells of no event of today: of an earlier one, or of one to come.
    Background,
}

/// A row of `stage_cues.tsv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageCueRow {
    /// The stage; `other` for what is no event of a case.
    pub stage: Stage,
    #[serde(rename = "use")]
    pub cue_use: CueUse,
    #[serde(deserialize_with = "semicolons")]
    pub phrases: Vec<&'static str>,
    /// A text with one of the phrases.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub example: &'static str,
    /// A text with none of them.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub counter: &'static str,
}

/// A phrase that tells of a stage.
#[derive(Clone, Copy, Debug)]
pub struct StageCue {
    /// The words.
    pub phrase: &'static str,
    /// The stage that they tell of.
    pub stage: Stage,
    /// Where they count.
    pub cue_use: CueUse,
}

static CUES: LazyLock<Vec<StageCue>> = LazyLock::new(|| {
    let rows = stage_cue_rows().into_iter();
    let cues = rows.flat_map(|row| {
        let phrases = row.phrases.into_iter();
        phrases.map(move |phrase| StageCue {
            phrase,
            stage: row.stage,
            cue_use: row.cue_use,
        })
    });
    cues.collect()
});

/// Returns the rows of the table.
pub(crate) fn stage_cue_rows() -> Vec<StageCueRow> {
    TABLE.rows()
}

/// Returns every phrase that tells of a stage.
pub fn stage_cues() -> &'static [StageCue] {
    &CUES
}
