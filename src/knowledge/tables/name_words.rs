//! Words inside and beside names of persons.

use crate::knowledge::loader::plain_rows;

/// What a word does in or beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWord {
    /// A small word inside a name: `de`, `van`.
    Particle,
    /// `Jr.`, `III`.
    Suffix,
    /// `Mr.`: before a name and no part of it.
    Honorific,
    /// Makes the capitalised words before it an office or a company: `Section`.
    Organization,
    /// Capitalised for another reason, and no part of a name: `Tuesday`.
    Boundary,
    /// A State or territory that districts are named for.
    State,
    /// An office whose chiefs and directors are prosecutors' officials.
    Prosecuting,
    /// An office whose chiefs and directors are investigators.
    Investigating,
    /// Says that someone announces, is quoted or thanks.
    Speech,
}

/// One row of `name_words.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct NameWordRow {
    /// The word, or the words, in small letters.
    pub words: &'static str,
    /// What it does.
    pub kind: NameWord,
}

/// The rows of `name_words.tsv`.
pub fn name_words() -> impl Iterator<Item = NameWordRow> {
    plain_rows(include_str!("../data/name_words.tsv")).map(|[words, kind]| NameWordRow {
        words,
        kind: match kind {
            "particle" => NameWord::Particle,
            "suffix" => NameWord::Suffix,
            "honorific" => NameWord::Honorific,
            "organization" => NameWord::Organization,
            "state" => NameWord::State,
            "prosecuting" => NameWord::Prosecuting,
            "investigating" => NameWord::Investigating,
            "speech" => NameWord::Speech,
            _ => NameWord::Boundary,
        },
    })
}
