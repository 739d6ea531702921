//! Which phrases credit somebody with work on a case, and which phrases say that nobody is credited?

use serde::Deserialize;

use crate::knowledge::loader::Table;

pub(crate) const TABLE: Table = Table::new("credits.tsv", include_str!("../data/credits.tsv"));

/// What a phrase says of the bodies in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreditKind {
    /// They announce.
    Announce,
    /// An official of theirs is quoted.
    Quote,
    /// They investigate.
    Investigate,
    /// They prosecute, litigate or supervise.
    Prosecute,
    /// They assist.
    Assist,
    /// They are thanked.
    Thank,
    /// They sue, charge, settle or order.
    Bring,
    /// The case belongs to their programme.
    Program,
    /// They are the court's place.
    Court,
    /// They are cheated, paid, lied to, or somebody's employer.
    Victim,
    /// The sentence is about other work.
    Background,
    /// They are nobody: a shorter phrase inside this one does not count.
    Nobody,
}

/// Which part of a sentence a phrase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CreditScope {
    /// The list of names that follows without a break.
    Next,
    /// The list of names before it without a break.
    Last,
    /// Everything after it.
    After,
    /// Everything before it.
    Before,
    /// The whole sentence.
    Sentence,
}

/// A phrase of `credits.tsv`.
#[derive(Clone, Debug)]
pub struct CreditPhrase {
    /// The words.
    pub phrase: &'static str,
    /// What they say. One phrase may say several things ("announced").
    pub senses: Vec<(CreditKind, CreditScope)>,
}

/// A row of `credits.tsv`: one sense of a phrase.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    phrase: &'static str,
    kind: CreditKind,
    scope: CreditScope,
}

/// Words in lower case that do not break a list of officials and bodies.
pub const LIST_WORDS: &str = "of the a an have has had for and in at with s charge special agent agents acting assistant director field office \
    offices division region regional executive deputy inspector general commissioner chief district administrator u.s. \
    united states attorney attorneys its unit section branch associate task force forces department postal inspectors \
    administration from by trial senior investigator investigators detectives interim first head counsel today both \
    jointly also federal officers officials office's sergeant on behalf members authorities foreign el la los las del de para en y";

/// Returns the phrases of the table, each with all its senses.
pub fn credit_phrases() -> Vec<CreditPhrase> {
    let mut phrases: Vec<CreditPhrase> = Vec::new();
    for Row {
        phrase,
        kind,
        scope,
    } in TABLE.rows()
    {
        match phrases.last_mut() {
            Some(last) if last.phrase.eq_ignore_ascii_case(phrase) => {
                last.senses.push((kind, scope));
            }
            _ => phrases.push(CreditPhrase {
                phrase,
                senses: vec![(kind, scope)],
            }),
        }
    }
    phrases
}
