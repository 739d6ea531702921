//! Phrases that say who is credited with what, and phrases behind which nobody is.

use crate::knowledge::loader::rows;

/// What a phrase says of the bodies it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// A court sits there.
    Court,
    /// They are cheated, paid, lied to, or somebody's employer.
    Victim,
    /// The sentence tells of other work.
    Background,
}

/// Which names a phrase reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditScope {
    /// The unbroken list of names that follows.
    Next,
    /// The unbroken list of names that it follows.
    Last,
    /// Everything behind it in its sentence.
    After,
    /// Everything before it in its sentence.
    Before,
    /// Its whole sentence.
    Sentence,
}

/// A row of `credits.tsv`.
#[derive(Clone, Debug)]
pub struct CreditPhrase {
    /// The words.
    pub phrase: String,
    /// What they say, and how far they scope; one phrase can do both ("announced").
    pub senses: Vec<(CreditKind, CreditScope)>,
}

/// Words in small letters that do not break a list of officials and bodies.
pub const LINKS: &str = "of the a an have has had and for in at with s charge special agent agents acting assistant director field office \
    offices division region regional executive deputy inspector general commissioner chief district administrator u.s. \
    united states attorney attorneys its unit section branch associate task force forces department postal inspectors \
    administration from by trial senior investigator investigators detectives interim first head counsel today both \
    jointly also federal officers officials office's sergeant on behalf members el la los las del de para en y";

/// The rows of the table, those of one phrase made one.
pub fn credit_phrases() -> Vec<CreditPhrase> {
    let mut credits: Vec<CreditPhrase> = Vec::new();
    for row in rows(include_str!("../data/credits.tsv"), "credits.tsv") {
        let kind = match row.cell("kind") {
            "announce" => CreditKind::Announce,
            "quote" => CreditKind::Quote,
            "investigate" => CreditKind::Investigate,
            "prosecute" => CreditKind::Prosecute,
            "assist" => CreditKind::Assist,
            "thank" => CreditKind::Thank,
            "bring" => CreditKind::Bring,
            "program" => CreditKind::Program,
            "court" => CreditKind::Court,
            "victim" => CreditKind::Victim,
            _ => CreditKind::Background,
        };
        let scope = match row.cell("reach") {
            "next" => CreditScope::Next,
            "last" => CreditScope::Last,
            "after" => CreditScope::After,
            "before" => CreditScope::Before,
            _ => CreditScope::Sentence,
        };
        let phrase = row.cell("phrase");
        match credits.last_mut() {
            Some(last) if last.phrase.eq_ignore_ascii_case(phrase) => {
                last.senses.push((kind, scope));
            }
            _ => credits.push(CreditPhrase {
                phrase: phrase.to_owned(),
                senses: vec![(kind, scope)],
            }),
        }
    }
    credits
}
