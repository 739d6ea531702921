//! The titles that prosecutors hold, and titles that look like them.

use crate::knowledge::loader::plain_rows;

/// How a title stands to the office of prosecutor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleClass {
    /// Heads or speaks for a prosecuting office: an official, unless said to handle the case.
    Official,
    /// Handles cases: counsel.
    Counsel,
    /// Borne by prosecutors and by others: counsel where the sentence says so, an official where the office does.
    Member,
    /// No prosecutor's: whoever bears it is none.
    Other,
    /// Qualifies the title that follows: `acting`.
    Modifier,
    /// Says that the title is no longer held: `former`.
    Past,
}

/// One row of `titles.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct TitleRow {
    /// The title's words in the singular, in small letters; an abbreviation, which counts in capitals only, in
    /// capitals.
    pub words: &'static str,
    /// What bearing it means.
    pub class: TitleClass,
    /// A text in which this row is matched, and no other but qualifiers.
    pub example: &'static str,
    /// A text in which this row is not matched; empty where none is needed.
    pub counter: &'static str,
}

/// The rows of `titles.tsv`.
pub fn titles() -> impl Iterator<Item = TitleRow> {
    plain_rows(include_str!("../data/titles.tsv")).map(|[words, class, example, counter]| {
        TitleRow {
            words,
            class: match class {
                "official" => TitleClass::Official,
                "counsel" => TitleClass::Counsel,
                "member" => TitleClass::Member,
                "modifier" => TitleClass::Modifier,
                "past" => TitleClass::Past,
                _ => TitleClass::Other,
            },
            example,
            counter,
        }
    })
}
