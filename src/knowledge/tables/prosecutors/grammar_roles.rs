//! Which small words does the grammar of prosecutors know, and which roles do they play in a sentence?
//!
//! A word may have several roles, so each role is one bit.

pub(crate) const PREPOSITION: u16 = 1;
pub(crate) const ARTICLE: u16 = 1 << 1;
pub(crate) const AUXILIARY: u16 = 1 << 2;
pub(crate) const COPULA: u16 = 1 << 3;
pub(crate) const GOVERNMENT: u16 = 1 << 4;
pub(crate) const CASE: u16 = 1 << 5;
pub(crate) const PRAISE: u16 = 1 << 6;
pub(crate) const CHARGE: u16 = 1 << 7;
/// Says that someone announces, is quoted or thanks. Its words are rows of `name_words.tsv`.
pub(crate) const SPEECH: u16 = 1 << 8;
/// Something that is sent to somebody.
pub(crate) const MISSIVE: u16 = 1 << 9;
/// Begins a title or a qualifier of one. Its words are rows of `titles.tsv`.
pub(crate) const TITLE: u16 = 1 << 10;

/// The words of each role that no table has.
pub(crate) const ROLES: [(u16, &str); 9] = [
    (PREPOSITION, "of for from in at with on de del para"),
    (ARTICLE, "the a an our their his her its el la los las"),
    (
        AUXILIARY,
        "who which that is are was were has have had been being will be also currently now jointly both for \
         está están estuvo estuvieron tuvo tuvieron siendo \
         originally initially previously successfully and all together each provided provide providing valuable \
         substantial significant legal",
    ),
    (
        COPULA,
        "is are was were include includes included es fue fueron",
    ),
    (
        GOVERNMENT,
        "government us state commission people commonwealth department case matter county sec agency oig office",
    ),
    (
        CASE,
        "case matter prosecution appeal litigation investigation caso acusación",
    ),
    (MISSIVE, "letter letters call calls petition"),
    (PRAISE, "commended praised thanked credited applauded"),
    (
        CHARGE,
        "charged indicted arrested sentenced pleaded pled convicted admitted accused resigned",
    ),
];

/// The words that rules of the grammar name one by one, normalized.
pub(crate) const RULE_WORDS: &str =
    "us u united s states and the by to y as por of from district office fiscales abogados";
