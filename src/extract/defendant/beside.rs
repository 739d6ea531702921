//! What stands right before or behind a name: an age, an office, words that say that it is sued, or that it is a thing?

use crate::extract::defendant::entities::Mention;
use crate::extract::defendant::names::Run;
use crate::extract::defendant::reader::NameReader;
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, CONJUNCTION, DEGREE, DESCRIPTOR, OFFICIAL, PERSON_NOUN, PREPOSITION, PUBLIC_BODY,
};

impl NameReader<'_> {
    /// Whether an age or an alias follows the name that begins at `at`.
    pub(super) fn is_aged_at(&self, at: usize) -> bool {
        let end = self.after_degrees(self.run_at(at, false).words.end);
        let Some(word) = self.words.get(end) else {
            return false;
        };
        let is_alias = || {
            let phrase = self.cues.accusations.longest(&self.words[end..]);
            phrase.is_some_and(|(_, senses)| senses.contains(&Accusation::Alias))
        };
        matches!(self.gap(end).trim(), "," | "(" | ".,")
            && (word.case == LetterCase::Digit || is_alias())
    }

    /// The word behind the degrees that stand behind a name: `Jo Doe, M.D., 71`.
    pub(super) fn after_degrees(&self, at: usize) -> usize {
        let mut at = at;
        while self.gap(at).starts_with([',', '.'])
            && self
                .words
                .get(at)
                .is_some_and(|word| self.cues.has(word, DEGREE))
        {
            at += 1;
        }
        at
    }
}

/// Whether an age stands behind a name: `, 43,` or `(43, Oldport)` or `, age 43` or `, de 43 años`.
pub(super) fn has_age(reader: &NameReader, mention: &Mention) -> bool {
    is_age_behind(reader, mention.words.end)
}

/// Whether a name that ends before the word at `end` has an age behind it.
pub(super) fn is_age_behind(reader: &NameReader, end: usize) -> bool {
    let at = reader.after_degrees(end);
    let gap = reader.gap(at).trim_start_matches(['.', ' ']).trim_end();
    // "Acme, $11,000"
    let is_beside = (gap.starts_with(',') || gap.ends_with('(')) && !gap.contains('$');
    if !is_beside || at >= reader.words.len() {
        return false;
    }
    let raw = reader.raw(at);
    let is_age = |raw: &str| raw.len() == 2 && raw.bytes().all(|byte| byte.is_ascii_digit());
    let closed = |at: usize| {
        let gap = reader.gap(at);
        gap.trim_start().starts_with([',', ')', ';', '.', ']']) || at >= reader.words.len()
    };
    is_age(raw) && (closed(at + 1) || matches!(reader.raw(at + 1), "years" | "and" | "of" | "year"))
        || ["age", "aged", "ages", "edad"]
            .iter()
            .any(|word| raw.eq_ignore_ascii_case(word))
        // Not "the Department of Buildings (DOB)"
        || raw.eq_ignore_ascii_case("dob")
            && reader.words.get(at + 1).is_some_and(|word| word.case == LetterCase::Digit)
        // "Jo and Al Doe, both 71,"
        || raw == "both" && is_age(reader.raw(at + 1)) && closed(at + 2)
        || raw == "de" && is_age(reader.raw(at + 1)) && reader.raw(at + 2) == "años"
}

/// Whether an advisory announces somebody: `WHO: Jo Doe, 43, of Oldport`.
pub(super) fn is_announced(reader: &NameReader, mention: &Mention) -> bool {
    let start = mention.words.start;
    let before = start.checked_sub(1).map_or("", |at| reader.raw(at));
    before.eq_ignore_ascii_case("who") && reader.gap(start).starts_with(':')
}

/// Whether an office stands behind a name: `, Special Agent in Charge of`.
pub(super) fn has_title_behind(reader: &NameReader, mention: &Mention) -> bool {
    // "Jo Doe, Ph.D., Inspector General"
    let at = reader.after_degrees(mention.words.end);
    reader.words.get(at).is_some_and(|word| {
        // "Jo Doe, Jr., Chief of Police"
        let is_behind_point = || !mention.run.organization && reader.gap(at).trim_end() == ".,";
        let is_apposed = word.before == Gap::Comma || is_behind_point();
        is_apposed && word.case != LetterCase::Lower && {
            let title = reader.cues.titles.longest(&reader.words[at..]);
            title.is_some_and(|(length, _)| {
                let mut words = reader.words[at..at + length].iter();
                words.any(|word| reader.cues.has(word, OFFICIAL))
            }) || matches!(
                reader.raw(at),
                "Acting" | "Assistant" | "Special" | "Deputy" | "Chief"
            )
        }
    })
}

/// Whether a court gives the name a task: `appointed Doe & Roe LLC as permanent receiver`.
pub(super) fn is_appointed(reader: &NameReader, mention: &Mention) -> bool {
    /// Most words between `as` and the task.
    const MAX_WORDS: usize = 3;
    const TASKS: [&str; 8] = [
        "receiver",
        "trustee",
        "monitor",
        "administrator",
        "custodian",
        "conservator",
        "liquidator",
        "examiner",
    ];
    let (start, end) = (mention.words.start, mention.words.end);
    let words = end + 1..(end + 2 + MAX_WORDS).min(reader.words.len());
    let is_appointment = |at: usize| {
        let begins = reader.raw(at).get(.."appoint".len());
        begins.is_some_and(|begins| begins.eq_ignore_ascii_case("appoint"))
    };
    words.start < reader.words.len()
        && reader.raw(end).eq_ignore_ascii_case("as")
        && (start.saturating_sub(MAX_WORDS)..start).any(is_appointment)
        && reader.same_sentence(end, words.end - 1)
        && words
            .map(|at| reader.raw(at))
            .any(|word| TASKS.iter().any(|task| word.eq_ignore_ascii_case(task)))
}

/// Whether words right before a name of one word say that it is sued, or settles: `lawsuit against Acme`.
pub(super) fn is_sued(reader: &NameReader, run: &Run) -> bool {
    let before = |back: usize| {
        let at = run.words.start.checked_sub(back);
        at.map_or("", |at| reader.raw(at))
    };
    let is_suit = || {
        matches!(
            before(2),
            "lawsuit"
                | "lawsuits"
                | "suit"
                | "suits"
                | "Lawsuit"
                | "Suit"
                | "complaint"
                | "settlement"
                | "settlements"
                | "Settlement"
                | "agreement"
        )
    };
    let is_whole = reader.words.get(run.words.end).is_none_or(|word| {
        reader.gap(run.words.end) != " "
            || reader.cues.has(word, PREPOSITION | AUXILIARY | CONJUNCTION)
    });
    run.len() == 1
        && is_whole
        && !reader
            .cues
            .has(&reader.words[run.words.start], DESCRIPTOR | PERSON_NOUN)
        && reader.words[run.words.start].case == LetterCase::Capital
        && reader.raw(run.words.start).len() > 3
        && match before(1) {
            "sues" | "sued" | "suing" | "sue" | "Sues" | "Sued" | "Suing" => true,
            "against" | "with" | "Against" | "With" => is_suit(),
            _ => false,
        }
}

/// Whether the name of an organization without an ending is an office, a body of the government or a title: `the Special
/// Inspector General`; `U.S. Department of Commerces Office`, where an apostrophe is lost; `U.S. Commercial Real Estate
/// Investments`.
fn is_body_or_title(reader: &NameReader, run: &Run) -> bool {
    let (start, last) = (run.words.start, run.words.end - 1);
    if reader.raw(last) == "General" && run.len() > 1 {
        return reader.cues.has(&reader.words[last - 1], OFFICIAL)
            || reader.raw(last - 1) == "Star";
    }
    let is_of_body = |word| reader.cues.has(word, PUBLIC_BODY);
    matches!(reader.raw(start), "U.S" | "US")
        && (run.len() > 3 || reader.words.get(start + 1).is_some_and(is_of_body))
}

/// Whether a name is that of a thing: `the Honda Civic`, `a Range Rover`, `forged California IDs`. Names of persons have no
/// article right before them.
pub(super) fn is_thing(reader: &NameReader, run: &Run) -> bool {
    /// Makers of vehicles whose names no persons have.
    const MAKERS: [&str; 27] = [
        "Acura",
        "Audi",
        "BMW",
        "Buick",
        "Cadillac",
        "Chevrolet",
        "Chevy",
        "Ferrari",
        "GMC",
        "Honda",
        "Hyundai",
        "Infiniti",
        "Jeep",
        "Kawasaki",
        "Kia",
        "Lamborghini",
        "Lexus",
        "Mazda",
        "Mitsubishi",
        "Nissan",
        "Pontiac",
        "Porsche",
        "Subaru",
        "Suzuki",
        "Toyota",
        "Volkswagen",
        "Yamaha",
    ];
    let start = run.words.start;
    if run.ending || run.titled {
        return false;
    }
    let (first, last) = (reader.raw(start), reader.raw(run.words.end - 1));
    if matches!(last, "ID" | "IDs") && run.len() > 1 {
        return true;
    }
    if run.organization {
        return is_body_or_title(reader, run);
    }
    let is_two = |one: &str, two: &str| first == one && reader.raw(start + 1) == two;
    let has_maker = MAKERS.contains(&first)
        || is_two("Range", "Rover")
        || is_two("Land", "Rover")
        || is_two("Mercedes", "Benz")
        || is_two("Harley", "Davidson");
    let is_article =
        |at: usize| matches!(reader.raw(at), "a" | "an" | "the" | "his" | "her" | "their");
    let has_article = run.len() > 1
        && start > 0
        && is_article(start - 1)
        && reader.words[start].before == Gap::Blank
        && reader.same_sentence(start - 1, start);
    // "a lawsuit against the Oldport House"
    let is_sued = start > 1
        && has_article
        && matches!(
            reader.raw(start - 2),
            "against" | "with" | "sued" | "sues" | "suing" | "Against" | "Sues"
        );
    // "la fiscalía acusa a Jo Doe"
    let ends_phrase = || {
        (2..=3).any(|back| {
            let words = start.checked_sub(back).map(|from| &reader.words[from..]);
            let phrase = words.and_then(|words| reader.cues.accusations.longest(words));
            phrase.is_some_and(|(length, senses)| {
                length == back && senses.contains(&Accusation::Names)
            })
        })
    };
    (has_maker && run.len() > 1 || has_article) && !is_sued && !ends_phrase()
}
