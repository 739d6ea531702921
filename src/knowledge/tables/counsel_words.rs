//! Words that say who handles a case.

use crate::knowledge::loader::plain_rows;

/// What a word says of the persons beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounselCue {
    /// They prosecute.
    Prosecute,
    /// They try, argue or otherwise handle the case; heads of offices do that in public too.
    Handle,
    /// They act for someone; whether for the government, the sentence says.
    Represent,
    /// They investigate or supervise: counsel where a civil enforcer's staff is named.
    Investigate,
    /// They assist.
    Assist,
    /// The case is theirs to prosecute: `assigned to`.
    Assign,
    /// They are the staff that the case is assigned to: `responsible for this case are`.
    Staff,
}

/// One row of `counsel_words.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct CounselWordRow {
    /// The words, in small letters.
    pub words: &'static str,
    /// What they say.
    pub cue: CounselCue,
    /// A sentence in which they make a prosecutor counsel.
    pub example: &'static str,
}

/// The rows of `counsel_words.tsv`.
pub fn counsel_words() -> impl Iterator<Item = CounselWordRow> {
    plain_rows(include_str!("../data/counsel_words.tsv")).map(|[words, cue, example]| {
        CounselWordRow {
            words,
            cue: match cue {
                "handle" => CounselCue::Handle,
                "represent" => CounselCue::Represent,
                "investigate" => CounselCue::Investigate,
                "assist" => CounselCue::Assist,
                "assign" => CounselCue::Assign,
                "staff" => CounselCue::Staff,
                _ => CounselCue::Prosecute,
            },
            example,
        }
    })
}
