//! A release that may be listed.

use tantivy::DocAddress;

/// A release that matches, or that has at least one of the words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) score: f32,
    pub(crate) address: DocAddress,
    /// Whether it is a match; if not, it lacks a clause.
    pub(crate) matches: bool,
    /// The number of clauses that it has. Only known if the order needs it.
    pub(crate) clauses: usize,
    /// What the score of the words was multiplied by: below 1 if it lacks a clause or has it only as an expansion.
    pub(crate) coverage: f32,
    /// What was added because its headline announces the stage of the case that the query names.
    pub(crate) stage: f32,
    /// What was added because words of the query are close to each other.
    pub(crate) proximity: f32,
    /// What was added because words of the query are among the first words of the text.
    pub(crate) lead: f32,
    /// The day of issue, as a number of days; none if unknown.
    pub(crate) date: Option<i64>,
    /// Its number in a file of many records, from 1; 0 for a file of its own, as the page of an office is.
    pub(crate) record: u64,
    /// A number made of its id: of releases that are alike in all else, it says which comes first, in every index of the corpus.
    pub(crate) key: u64,
    /// The largest quantity of the field that the order is by; none if the release tells none, or the order is another.
    pub(crate) quantity: Option<u64>,
}
