//! Titles that prosecutors bear and titles that look like them; words of names; words that say who handles a case.

use crate::knowledge::entities::words::{ENFORCER, TELLS, TELLS_OF_STAFF, TELLS_WITH, Vocabulary};
use crate::knowledge::tables::grammar_roles::{ASKED_FOR, ROLES};

/// How a title stands to the office of prosecutor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
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
    pub standing: Standing,
    /// A text in which this row is matched, and no other but qualifiers.
    pub example: &'static str,
    /// A text in which this row is not matched; empty where none is needed.
    pub counter: &'static str,
}

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

/// What a word says of the persons beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
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
pub struct CueRow {
    /// The words, in small letters.
    pub words: &'static str,
    /// What they say.
    pub sense: Sense,
    /// A sentence in which they make a prosecutor counsel.
    pub example: &'static str,
}

/// The rows of `titles.tsv`.
pub fn titles() -> impl Iterator<Item = TitleRow> {
    rows(include_str!("../data/titles.tsv")).map(|[words, standing, example, counter]| TitleRow {
        words,
        standing: match standing {
            "official" => Standing::Official,
            "counsel" => Standing::Counsel,
            "member" => Standing::Member,
            "modifier" => Standing::Modifier,
            "past" => Standing::Past,
            _ => Standing::Other,
        },
        example,
        counter,
    })
}

/// The rows of `name_words.tsv`.
pub fn name_words() -> impl Iterator<Item = NameWordRow> {
    rows(include_str!("../data/name_words.tsv")).map(|[words, kind]| NameWordRow {
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

/// The rows of `counsel_words.tsv`.
pub fn cues() -> impl Iterator<Item = CueRow> {
    rows(include_str!("../data/counsel_words.tsv")).map(|[words, sense, example]| CueRow {
        words,
        sense: match sense {
            "handle" => Sense::Handle,
            "represent" => Sense::Represent,
            "investigate" => Sense::Investigate,
            "assist" => Sense::Assist,
            "assign" => Sense::Assign,
            "staff" => Sense::Staff,
            _ => Sense::Prosecute,
        },
        example,
    })
}

/// A vocabulary of the words of these tables and of the grammar that reads them, folded. Every vocabulary that reads texts
/// goes on from this one, so that these words have the same numbers in each.
pub(crate) fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let rows = [ASKED_FOR]
        .into_iter()
        .chain(ROLES.map(|(_, words)| words))
        .chain(titles().map(|row| row.words))
        .chain(name_words().map(|row| row.words))
        .chain(cues().map(|row| row.words));
    for word in rows.flat_map(folded) {
        vocabulary.learn(&word);
    }
    vocabulary
}

/// The words of a row, folded as the words of a text are, but for their hyphens.
pub(crate) fn folded(words: &str) -> impl Iterator<Item = String> {
    words.split_whitespace().map(|word| {
        word.chars()
            .filter(|letter| !matches!(letter, '.' | '\'' | '’'))
            .flat_map(char::to_lowercase)
            .collect()
    })
}

/// The cells of each line after the first; cells that are missing are empty.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// Words that tell of prosecutors, in the singular, by the bit of what they tell.
pub const TELLING: [(u8, &str); 4] = [
    (
        TELLS,
        "attorney ausa ada dda da ag counsel counselor counselors prosecute prosecutes prosecuted prosecuting prosecution \
         prosecutor prosecutorial chief head lead solicitor handle handles handled handling represented representing \
         represents litigate litigates litigated litigating litigator tried trying coordinator fiscal fiscales \
         fiscalía litigante abogado abogada",
    ),
    (
        TELLS_WITH,
        "argued assisted briefed presented led charge director",
    ),
    (
        TELLS_OF_STAFF,
        "director supervise supervised supervises supervising supervision supervisor supervisory conducted investigated \
         litigated litigation overseen staff staffer staffed",
    ),
    (ENFORCER, "SEC FTC CFTC CFPB Securities Trade"),
];
