//! What copies and matters are found by, of one release: kept as numbers in a column.

use twox_hash::XxHash3_64;

use crate::analysis::TokenBuffer;
use crate::index::groups::signature::{NUMBERS, Signature};
use crate::knowledge::tables::districts::districts;
use crate::model::{Defendant, DefendantKind, RecordId, Release, Stage};
use crate::schema::{DocketNumber, name_words};
use crate::text::normalize::letters_and_digits;
use crate::text::person_name::PersonName;

/// Maximum number of references to other releases that are kept of a text.
const MAX_REFERENCES: usize = 50;

/// Bytes before a reference in which the word "see" makes it one to the same case.
const BEFORE_REFERENCE: usize = 250;

/// Maximum number of words that is kept: 31 bits.
const MAX_WORDS: u32 = (1 << 31) - 1;

/// Letters and digits of a title that says which release it is.
const LONG_TITLE: usize = 30;

/// Minimum number of letters of an organization's name that tells which one it is.
const MIN_ORGANIZATION: usize = 4;

/// Numbers before the keys: see [`CaseFacts::to_numbers`].
const HEAD: usize = 3 + NUMBERS;

/// What two releases of one case may share. The upper three bits of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyKind {
    /// A person against whom the case is directed.
    Person,
    /// An organization against whom it is directed.
    Organization,
    /// A docket number.
    Docket,
    /// An offense.
    Offense,
    /// A district.
    District,
    /// The number of the release.
    Number,
    /// The number of a release that it refers to.
    Reference,
    /// The state of a district, or of the office of a district attorney.
    State,
}

/// The hash of something that releases may share, with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(pub(crate) u64);

/// Bits of a key for the initial of a middle name.
const MIDDLE: u32 = 5;

impl Key {
    fn new(kind: KeyKind, text: &str) -> Self {
        let hash = XxHash3_64::oneshot(text.as_bytes()) >> 3 & !((1 << MIDDLE) - 1);
        Key((kind as u64) << 61 | hash)
    }

    /// The key of a person. Those with the same first and last name differ in the initial of their middle names.
    fn of_person(printed: &str) -> Option<Self> {
        let name = PersonName::new(printed);
        let (first, middle, last) = name.first_and_last()?;
        let middle = middle.map_or(0, |letter| u64::from(u32::from(letter) & 31).max(1));
        let key = Key::new(KeyKind::Person, &format!("{first} {last}"));
        Some(Key(key.0 | middle))
    }

    /// What it is of.
    pub(crate) fn kind(self) -> KeyKind {
        match self.0 >> 61 {
            0 => KeyKind::Person,
            1 => KeyKind::Organization,
            2 => KeyKind::Docket,
            3 => KeyKind::Offense,
            4 => KeyKind::District,
            5 => KeyKind::Number,
            6 => KeyKind::Reference,
            _ => KeyKind::State,
        }
    }

    /// Whether it is a value of a table of dragnet, of which there are some hundreds: an offense, a district, a state.
    pub(crate) fn is_of_table(self) -> bool {
        matches!(
            self.kind(),
            KeyKind::Offense | KeyKind::District | KeyKind::State
        )
    }

    /// Whether it is the number of its release.
    pub(crate) fn is_number(self) -> bool {
        self.kind() == KeyKind::Number
    }

    /// The key without the initial of a middle name.
    pub(crate) fn base(self) -> Key {
        Key(self.0 >> MIDDLE << MIDDLE)
    }

    /// Whether both can be of one person, organization or number: no middle names differ.
    pub(crate) fn fits(self, other: Key) -> bool {
        let (one, two) = (self.middle(), other.middle());
        self.base() == other.base() && (one == 0 || two == 0 || one == two)
    }

    /// The initial of the middle name of a person; 0 where none is told.
    pub(crate) fn middle(self) -> u64 {
        self.0 ^ self.base().0
    }

    /// Of the number of a release: the key by which others refer to it. Of a reference: the key of the number.
    pub(crate) fn as_number(self) -> Key {
        Key((KeyKind::Number as u64) << 61 | (self.0 << 3 >> 3))
    }
}

/// What copies and matters are found by, of one release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaseFacts {
    /// The words of the text; none of a text that is too short for one.
    pub(crate) signature: Option<Signature>,
    /// The number of words of the text.
    pub(crate) words: u32,
    /// How much the release tells beside its text: of copies, the one with the highest rank is shown.
    pub(crate) rank: u8,
    /// Whether it announces an event of a case.
    pub(crate) has_event: bool,
    /// Its place among the releases of its series, from its number: releases without a date are in this order. 0 where it has
    /// no number.
    pub(crate) sequence: u32,
    /// The hash of the letters and digits of the title; 0 where there is none.
    pub(crate) title: u64,
    /// Whether the title is so long that another release of the day hardly has the same.
    pub(crate) has_long_title: bool,
    /// The hash of the address; 0 where there is none.
    pub(crate) address: u64,
    /// What it shares with other releases of its case, sorted.
    pub(crate) keys: Vec<Key>,
}

impl CaseFacts {
    /// Those of a release with this text.
    pub(crate) fn of(release: &Release, id: &RecordId, text: &str, tokens: &TokenBuffer) -> Self {
        let title = letters_and_digits(&release.title);
        let mut keys: Vec<Key> = (release.defendants.iter())
            .filter_map(key_of_defendant)
            .collect();
        let numbers = release
            .dockets
            .iter()
            .map(|docket| DocketNumber::read(docket));
        let numbers = numbers.filter(DocketNumber::is_number);
        keys.extend(numbers.map(|number| Key::new(KeyKind::Docket, &number.key)));
        let keys_of = |kind, texts: &[String]| {
            let keys = texts.iter().map(|text| Key::new(kind, text));
            keys.collect::<Vec<_>>()
        };
        // `other` is no offense: it says that none of the table was named.
        let offenses = release.offenses.iter().filter(|name| *name != "other");
        keys.extend(offenses.map(|name| Key::new(KeyKind::Offense, name)));
        keys.extend(keys_of(KeyKind::District, &release.districts));
        keys.extend(keys_of(KeyKind::State, &states_of(release)));
        keys.extend(
            release
                .number
                .as_ref()
                .map(|number| Key::new(KeyKind::Number, number)),
        );
        keys.extend(references(text).map(|number| Key::new(KeyKind::Reference, &number)));
        keys.sort_unstable();
        keys.dedup();
        let rank = [
            (4, release.date.is_some()),
            (2, release.url.is_some()),
            (1, id.is_whole_file()),
        ];
        CaseFacts {
            signature: Signature::of(tokens),
            words: tokens.position_count(),
            rank: rank
                .into_iter()
                .filter(|(_, told)| *told)
                .map(|(rank, _)| rank)
                .sum(),
            has_event: release.stage.is_some_and(|stage| stage != Stage::Other),
            sequence: release.number.as_deref().map_or(0, sequence),
            title: hash_or_0(&title),
            has_long_title: title.len() >= LONG_TITLE,
            address: hash_or_0(release.url.as_deref().map_or("", bare_address)),
            keys,
        }
    }

    /// As the column keeps it: the number of words with the rank, three switches and the sequence above it, the title, the address, the
    /// signature, the keys.
    pub(crate) fn to_numbers(&self) -> impl Iterator<Item = u64> + '_ {
        let head = u64::from(self.words.min(MAX_WORDS))
            | u64::from(self.has_long_title) << 31
            | u64::from(self.rank) << 32
            | u64::from(self.has_event) << 40
            | u64::from(self.signature.is_some()) << 41
            | u64::from(self.sequence) << 42;
        let signature = self.signature.map_or([0; NUMBERS], |signature| signature.0);
        [head, self.title, self.address]
            .into_iter()
            .chain(signature)
            .chain(self.keys.iter().map(|key| key.0))
    }

    /// Reads it from the column. None where a document has none: it is no release.
    pub(crate) fn from_numbers(numbers: &[u64]) -> Option<Self> {
        let (head, keys) = numbers.split_first_chunk::<HEAD>()?;
        let [switches, title, address, signature @ ..] = *head;
        let [words, rank] = [switches & u64::from(MAX_WORDS), switches >> 32 & 0xFF];
        Some(CaseFacts {
            signature: (switches >> 41 & 1 == 1).then_some(Signature(signature)),
            words: u32::try_from(words).unwrap_or(MAX_WORDS),
            has_long_title: switches >> 31 & 1 == 1,
            rank: u8::try_from(rank).unwrap_or(u8::MAX),
            has_event: switches >> 40 & 1 == 1,
            sequence: u32::try_from(switches >> 42).unwrap_or(u32::MAX),
            title,
            address,
            keys: keys.iter().copied().map(Key).collect(),
        })
    }
}

/// A hash; 0 of what is empty.
fn hash_or_0(text: &str) -> u64 {
    if text.is_empty() {
        0
    } else {
        XxHash3_64::oneshot(text.as_bytes())
    }
}

/// An address without what two of one page may differ in.
fn bare_address(address: &str) -> &str {
    let bare = address.split('#').next().unwrap_or_default();
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    bare.strip_prefix("www.")
        .unwrap_or(bare)
        .trim_end_matches('/')
}

/// The postal codes of the states that its districts and its district attorney are in.
fn states_of(release: &Release) -> Vec<String> {
    let of_district = |path: &String| {
        let district = districts().iter().find(|district| district.path == *path)?;
        Some(district.state.clone())
    };
    let of_county = |path: &String| {
        let state = path.strip_prefix("/local/")?.split('/').next()?;
        Some(state.to_owned())
    };
    let districts = release.districts.iter().filter_map(of_district);
    let counties = release.agencies.iter().filter_map(of_county);
    districts.chain(counties).collect()
}

/// The hash by which the table of groups knows a release.
pub(crate) fn release_key(id: &RecordId) -> u64 {
    XxHash3_64::oneshot(id.to_string().as_bytes())
}

/// The place in a series of a release with this number: `18-728`, `LR-22218`. At most 22 bits.
fn sequence(number: &str) -> u32 {
    let mut parts = number
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse::<u32>().ok());
    let (first, second) = (parts.next().unwrap_or(0), parts.next());
    let place = match second {
        Some(second) => (first.min(1 << 10) << 12) + second.min((1 << 12) - 1),
        None => first,
    };
    place.min((1 << 22) - 1)
}

fn key_of_defendant(defendant: &Defendant) -> Option<Key> {
    match defendant.kind {
        DefendantKind::Person => Key::of_person(&defendant.name),
        DefendantKind::Organization => {
            let name = name_words(&defendant.name, defendant.kind).concat();
            (name.chars().nth(MIN_ORGANIZATION - 1).is_some())
                .then(|| Key::new(KeyKind::Organization, &name))
        }
    }
}

/// The numbers of the litigation releases of the SEC that a text refers its readers to, as releases have them: `LR-20276` of
/// "For further information, see Litigation Release No. 20276". Where no "see" stands before it, another case may be meant.
fn references(text: &str) -> impl Iterator<Item = String> + '_ {
    let finder = memchr::memmem::Finder::new("itigation Release No").into_owned();
    let mut from = 0;
    let found = std::iter::from_fn(move || {
        loop {
            let at = from + finder.find(&text.as_bytes()[from..])?;
            from = at + finder.needle().len();
            let before = &text.as_bytes()[at.saturating_sub(BEFORE_REFERENCE)..at];
            let is_for_more = memchr::memmem::find(before, b"see").is_some()
                || memchr::memmem::find(before, b"See").is_some();
            let after = text[from..].trim_start_matches(|c: char| "s.- \u{a0}".contains(c));
            let after = after.strip_prefix("LR-").unwrap_or(after);
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            if is_for_more && (4..=6).contains(&digits) {
                return Some(format!("LR-{}", &after[..digits]));
            }
        }
    });
    found.take(MAX_REFERENCES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize;

    fn person(name: &str) -> Key {
        Key::of_person(name).expect("a person")
    }

    #[test]
    fn people_with_other_middle_initials_are_others() {
        let (q, r, none) = (
            "Dana Q. Whitlock",
            "Dana Rue Whitlock",
            "Dana Whitlock, Jr.",
        );
        assert!(person(q).fits(person("DANA Q Whitlock")));
        assert!(person(q).fits(person(none)) && person(r).fits(person(none)));
        assert!(!person(q).fits(person(r)));
        assert!(!person(q).fits(person("Dina Q. Whitlock")));
        assert_eq!(person(q).base(), person(r).base());
        assert_eq!(Key::of_person("A. B."), None);
    }

    #[test]
    fn what_is_kept_reads_back() {
        let text = "For further information, see Litigation Release No. 20276 (May 3, 2007) and Litigation Release No. 20300.";
        let defendant = |name: &str, kind| Defendant {
            name: name.to_owned(),
            kind,
            aliases: Vec::new(),
        };
        let release = Release {
            title: "Two Sentenced".to_owned(),
            number: Some("LR-20400".to_owned()),
            districts: vec!["/doj/usao/me".to_owned()],
            defendants: vec![
                defendant("Dana Q. Whitlock", DefendantKind::Person),
                defendant("Otterbank Tannery, Inc.", DefendantKind::Organization),
            ],
            dockets: vec!["2:07-cv-00123".to_owned()],
            offenses: vec!["wire fraud".to_owned(), "other".to_owned()],
            stage: Some(Stage::Sentence),
            ..Release::default()
        };
        let id = RecordId::of_record("a.jsonl", 3);
        let facts = CaseFacts::of(&release, &id, text, &tokenize(text));
        let kinds: Vec<KeyKind> = facts.keys.iter().map(|key| key.kind()).collect();
        assert_eq!(
            kinds,
            [
                KeyKind::Person,
                KeyKind::Organization,
                KeyKind::Docket,
                KeyKind::Offense,
                KeyKind::District,
                KeyKind::Number,
                KeyKind::Reference,
                KeyKind::Reference,
                KeyKind::State,
            ]
        );
        assert_eq!(
            (facts.rank, facts.has_event, facts.sequence),
            (0, true, 20_400)
        );
        let numbers: Vec<u64> = facts.to_numbers().collect();
        assert_eq!(CaseFacts::from_numbers(&numbers), Some(facts));
        assert_eq!(CaseFacts::from_numbers(&[]), None);
    }

    #[test]
    fn numbers_of_a_series_are_in_order() {
        let numbers = ["", "09-001", "09-1300", "18-2", "LR-99999"];
        let places = numbers.map(sequence);
        assert!(places[..4].is_sorted() && places[0] == 0, "{places:?}");
        assert!(sequence("18-9999999999") > 0 && sequence("99999-99999") < 1 << 22);
    }

    #[test]
    fn a_reference_leads_to_the_release_with_the_number() {
        let numbers = |text| references(text).collect::<Vec<_>>();
        let text = "See Litigation Release Nos. LR-17465, and Litigation Release No.\u{a0}18000.";
        assert_eq!(numbers(text), ["LR-17465", "LR-18000"]);
        let background = "He was barred in an earlier case. Litigation Release No. 17465.";
        assert_eq!(numbers(background), Vec::<String>::new());
        assert_eq!(
            numbers("see Litigation Release No. x"),
            Vec::<String>::new()
        );
        let own = Key::new(KeyKind::Number, "LR-17465");
        assert_eq!(
            Key::new(KeyKind::Reference, "LR-17465").as_number(),
            own.as_number()
        );
    }
}
