//! What the small words of the grammar do in a sentence, each role a bit: a word may have several.

pub(super) const PREPOSITION: u16 = 1;
pub(super) const ARTICLE: u16 = 1 << 1;
pub(super) const AUXILIARY: u16 = 1 << 2;
pub(super) const COPULA: u16 = 1 << 3;
pub(super) const GOVERNMENT: u16 = 1 << 4;
pub(super) const CASE: u16 = 1 << 5;
pub(super) const PRAISE: u16 = 1 << 6;
pub(super) const CHARGE: u16 = 1 << 7;
/// Says that someone announces, is quoted or thanks; its words are rows of a table.
pub(super) const SPEECH: u16 = 1 << 8;

/// What goes to somebody.
pub(super) const MISSIVE: u16 = 1 << 9;

/// Begins a title or what qualifies one: its words are rows of a table, too. Most words begin none.
pub(super) const TITLE: u16 = 1 << 10;

/// The small words of the grammar, by what they do in a sentence.
pub(super) const ROLES: [(u16, &str); 9] = [
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
