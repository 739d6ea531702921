//! What is found of those whom a page names?

use std::ops::Range;

use crate::model::{Defendant, Found};

/// The defendants of a page, and where it names them.
#[derive(Debug, Default)]
pub(in crate::extract) struct Cast {
    /// In the order in which the release first names them.
    pub defendants: Vec<Found<Defendant>>,
    /// By part of the page, title and text: the places, in order.
    pub mentions: [Vec<CastMention>; 2],
    /// By part of the page: the words that name other persons, in order. Officials and victims are left out.
    pub others: [Vec<Range<usize>>; 2],
}

/// A place where a defendant is named.
#[derive(Clone, Debug)]
pub(in crate::extract) struct CastMention {
    /// Words of the title or the text.
    pub words: Range<usize>,
    /// Position among the defendants.
    pub defendant: usize,
}

/// What is known of a page before its defendants are.
pub(in crate::extract) struct Known<'a> {
    /// The names of those who prosecute, announce and judge.
    pub officials: Vec<&'a str>,
    /// Whether it announces an event of a case. Else its defendants need more evidence.
    pub is_event: bool,
    /// Whether this is one of a civil case. Then public bodies may be defendants.
    pub is_civil: bool,
}

/// What the release says of one person or organization.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// Named as a party in the caption of the case.
    pub caption: u8,
    /// Words that say that the case is directed against it.
    pub strong: u8,
    /// How many of them only tell a story: `allegedly`.
    pub told: u8,
    /// The first name of a list of which it is told.
    pub told_with: Option<usize>,
    /// An age behind the name.
    pub age: u8,
    /// How many of them name it as the object: `against`.
    pub named: u8,
    /// Words that may say so.
    pub weak: u8,
    /// A short form, an alias or a place behind the name.
    pub introduced: u8,
    /// Speaks, investigates, prosecutes.
    pub speaks: u8,
    /// Harmed, or otherwise no party.
    pub victim: u8,
    /// Holds an office: the title stands before or behind the name.
    pub titled: u8,
    /// Whether the charges or the evidence tell what it did: `according to court documents`.
    pub sourced: bool,
    /// How often it is named.
    pub mentions: u16,
}
