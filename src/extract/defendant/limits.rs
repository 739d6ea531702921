//! Where does a name end, and which capitalised words are no name?

use std::ops::Range;

use crate::extract::defendant::beside::is_age_behind;
use crate::extract::defendant::names::{MAX_WORDS, Run};
use crate::extract::defendant::reader::NameReader;
use crate::knowledge::entities::mention::Entity;
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, BEGINS_PLACE, CAPTION_END, CONJUNCTION, NO_PARTY, ORG_ENDING, ORG_NOUN, ORG_WORD,
    PERSON_NOUN, PREPOSITION, QUALIFIED, STATE, TO_BE,
};
use crate::knowledge::tables::name_words::NameWord;
use crate::text::char_class::is_one_character;

impl NameReader<'_> {
    /// Whether most words of the sentence have capitals.
    pub(super) fn is_headline(&self, start: usize) -> bool {
        /// Longer sentences with many capitals are lists of officials.
        const MAX_WORDS: usize = 35;
        let number = self.words[start].sentence;
        let (mut capitals, mut all) = (0, 0);
        for (count, word) in self.words[start..].iter().enumerate() {
            if word.sentence != number {
                // A headline has no full stop.
                if self.gap(start + count).starts_with('.') {
                    return false;
                }
                break;
            }
            if count > MAX_WORDS {
                return false;
            }
            if word.case == LetterCase::Lower && self.cues.has(word, TO_BE) {
                return false;
            }
            if word.end - word.start >= 4 && word.case != LetterCase::Digit {
                all += 1;
                capitals += usize::from(word.case != LetterCase::Lower);
            }
        }
        all >= 6 && capitals * 5 >= all * 4
    }

    /// Whether a word in small letters follows without a mark, and is none of those that names go on with: nothing else has
    /// to be asked then, and most names end so.
    pub(super) fn ends_plainly(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.case == LetterCase::Lower
            && matches!(self.gap(at), " " | "\n")
            && !matches!(
                self.raw(at),
                "of" | "for" | "and" | "plc" | "gmbh" | "llc" | "inc"
            )
            && self.cues.name_word(word) != Some(NameWord::Particle)
    }

    /// Whether the name that begins at `first` ends before the capitalised word at `at`.
    pub(super) fn cuts(&self, first: usize, at: usize, headline: bool) -> bool {
        let word = &self.words[at];
        if self.cues.has(word, CONJUNCTION) && !self.is_initial(at)
            || self
                .cues
                .accusations
                .longest(&self.words[at..])
                .is_some_and(|(_, senses)| senses.contains(&Accusation::Alias))
        {
            return true;
        }
        self.begins_other_words(first, at, headline) && (headline || !self.ends_with_ending(at - 1))
    }

    /// Whether the capitalised word at `at` belongs to no name that begins at `first`, unless an ending shows that it does.
    fn begins_other_words(&self, first: usize, at: usize, headline: bool) -> bool {
        let word = &self.words[at];
        let is_letter = is_one_character(self.raw(at)) && self.joins(at + 1);
        let belongs = matches!(self.gap(at), ". " | ".") || self.is_initial(at) || is_letter;
        if self.cues.name_word(word) == Some(NameWord::Boundary)
            && !belongs
            && self.cues.name_word(&self.words[at - 1]) != Some(NameWord::Particle)
        {
            return true;
        }
        if headline
            && (self.cues.accusations.longest(&self.words[at..]).is_some()
                || self.cues.has(word, CAPTION_END) && self.cues.has(word, CONJUNCTION))
        {
            return true;
        }
        // "Minnesota Attorney General Jo Doe"; a surname may be a title: "John Bishop"
        self.cues
            .titles
            .longest(&self.words[at..])
            .is_some_and(|(length, _)| {
                // "Oldport General Hospital"
                let is_of_firm = self.raw(at) == "General" && self.is_org_word(at + 1);
                at > first
                    && !is_of_firm
                    && (length > 1 || self.is_capital(at + length) && self.joins(at + length))
            })
    }

    /// A nickname in quotation marks or brackets that opens before `at`, with a name behind it: the word behind the mark,
    /// and the nickname in bytes.
    pub(super) fn nickname(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let gap = self.gap(at).trim_matches([' ', '.', '\n']);
        if !matches!(gap, "\"" | "“" | "(" | "(“" | "(\"" | "‘" | "'" | "''")
            || !self.same_sentence(at - 1, at)
        {
            return None;
        }
        for words in 1..=3 {
            let after = at + words;
            let closing = self.gap(after).trim();
            if matches!(
                closing,
                "\"" | "”" | ")" | "”)" | "\")" | ",”" | "’" | "'" | "”." | "''" | ",\""
            ) {
                let goes_on = self.is_capital(after)
                    && self.gap(after).ends_with(' ')
                    && !closing.contains(',')
                    && self.same_sentence(at, after)
                    && self.cues.name_word(&self.words[after]) != Some(NameWord::Boundary);
                let inside = self.words[at].start..self.words[after - 1].end;
                return goes_on.then_some((after, inside));
            }
            if closing.contains(['(', ')', '.', ',', ';']) {
                return None;
            }
        }
        None
    }

    /// Whether a run only qualifies what follows, or is the name of something else: `Oldport Police officer`, `the Hobbs Act`.
    pub(super) fn is_modifier(&self, run: &Run) -> bool {
        let (last, next) = (run.words.end - 1, run.words.end);
        if run.ending {
            return false;
        }
        let is_other = |at: usize| self.is_no_party(run, at);
        if self.begins_with_court(run) {
            return true;
        }
        let is_saint = matches!(self.raw(run.words.start), "St" | "Saint" | "ST") && run.len() <= 2;
        if is_saint || self.raw(last) == "D.C" || run.len() > 1 && self.raw(last).starts_with("D.C")
        {
            return true;
        }
        if run.len() > 1
            && (self.cues.has(&self.words[last], PERSON_NOUN)
                || is_other(last)
                || run.organization && run.words.clone().any(is_other)
                || self.raw(last - 1) == "Field" && self.raw(last) == "Office")
        {
            return true;
        }
        if self.begins_other(run) {
            return true;
        }
        // "the Oldport Police Department (OPD) officer"
        let next = if self.gap(next).contains('(') {
            (next + 1..next + 5)
                .find(|at| self.gap(*at).contains(')'))
                .unwrap_or(next)
        } else {
            next
        };
        let Some(word) = self.words.get(next) else {
            return false;
        };
        // "Oldport, Ala."
        if matches!(self.gap(next), ", " | ",\n") && self.is_capital(next) {
            let mentions = &self.part.annotations.mentions;
            let at = mentions.partition_point(|mention| mention.words.end <= next);
            let is_state = mentions.get(at).is_some_and(|mention| {
                mention.words.start == next && matches!(mention.entity, Entity::State(_))
            });
            // "Jo Doe, M.D., 71", and "Oldport, MD"
            let after = self.after_degrees(next);
            let is_degree = after > next
                && (self.raw(next).contains('.')
                    || run.len() > 2
                    || self
                        .words
                        .get(after)
                        .is_some_and(|word| word.case == LetterCase::Digit));
            // "Oldport Foods, California, agreed to pay"
            return !is_degree && !run.organization && (is_state || self.cues.has(word, STATE));
        }
        if !matches!(self.gap(next), " " | "\n" | ") " | "”) " | "\") ")
            || run.possessive
            || run.headline
        {
            return false;
        }
        let title_follows = self.cues.titles.longest(&self.words[next..]).is_some();
        let noun_follows = word.case == LetterCase::Lower
            && self.cues.has(word, PERSON_NOUN | QUALIFIED)
            && !self.cues.has(word, AUXILIARY | PREPOSITION | CONJUNCTION);
        title_follows || noun_follows
    }

    /// Whether a word of a run ends the name of what is no party. "Jo A. Beach" is a person, and so is "Jo Law, 43,".
    fn is_no_party(&self, run: &Run, at: usize) -> bool {
        let is_aged = || !run.organization && !run.headline && is_age_behind(self, run.words.end);
        self.cues.has(&self.words[at], NO_PARTY)
            && !(at > run.words.start && (self.is_initial(at - 1) || is_aged()))
            && !(run.organization && run.len() > 1 && self.is_of_firm(run, at))
    }

    /// Whether a run begins with the abbreviation of a court: `S.D.N.Y. Civ`, `U.S.D.C. N.D. Ohio`.
    pub(super) fn begins_with_court(&self, run: &Run) -> bool {
        let first = self.raw(run.words.start).as_bytes();
        first.starts_with(b"U.S.D.C")
            || first.len() > 4 && &first[1..4] == b".D." && b"NSEWCM".contains(&first[0])
    }

    /// Whether a run of several words is the name of what is no party: `Final Judgment`.
    pub(super) fn names_no_party(&self, run: &Run) -> bool {
        run.len() > 1 && !run.ending && self.is_no_party(run, run.words.end - 1)
    }

    /// Whether a run of a headline only says what kind of firm it is: `SEC CHARGES MORTGAGE COMPANY`.
    pub(super) fn is_kind_of_firm(&self, run: &Run) -> bool {
        let of_firms = ORG_WORD | ORG_NOUN | ORG_ENDING;
        let mut words = self.words[run.words.clone()].iter();
        run.headline
            && run.len() > 1
            && self.cues.has(&self.words[run.words.end - 1], ORG_NOUN)
            && words.all(|word| self.cues.has(word, of_firms))
    }

    /// Whether a run is the beginning of the name of something that is no party: `the Careful Shoppers’ Protection Act`.
    fn begins_other(&self, run: &Run) -> bool {
        /// Most words of the rest of the name.
        const MAX_REST: usize = 4;
        let next = run.words.end;
        !run.headline
            && matches!(self.gap(next), " " | "' " | "’ ")
            && (next..next + MAX_REST)
                .take_while(|at| self.is_capital(*at) && (*at == next || self.joins(*at)))
                .any(|at| self.cues.has(&self.words[at], NO_PARTY))
    }

    /// Whether a run is a city by its first word: `San Oldport`.
    fn is_city(&self, run: &Run) -> bool {
        run.len() == 2
            && !run.organization
            && self.cues.has(&self.words[run.words.start], BEGINS_PLACE)
            && !matches!(self.gap(run.words.end).trim(), "(")
    }

    /// Whether a run is nothing but a place.
    pub(super) fn is_place(&self, run: &Run) -> bool {
        if self.is_city(run) || self.is_dateline(run) {
            return true;
        }
        let mentions = &self.part.annotations.mentions;
        let directed = run.len() > 1
            && matches!(
                self.raw(run.words.start),
                "East"
                    | "West"
                    | "North"
                    | "South"
                    | "Central"
                    | "Northern"
                    | "Southern"
                    | "Eastern"
                    | "Western"
            );
        let first = run.words.start + usize::from(directed);
        let at = mentions.partition_point(|mention| mention.words.end <= first);
        mentions.get(at).is_some_and(|mention| {
            matches!(
                mention.entity,
                Entity::State(_) | Entity::County(_) | Entity::District(_)
            ) && mention.words.start <= first
                && mention.words.end >= run.words.end
        })
    }

    /// Whether a run is the city before a text: `SAN OLDPORT – An inmate`.
    fn is_dateline(&self, run: &Run) -> bool {
        let gap = self.gap(run.words.end);
        let begins = self.gap(run.words.start);
        (run.words.start == 0 || begins.contains('\n'))
            && !self.headline
            && gap.starts_with(' ')
            && gap.trim_start().starts_with(['–', '—', '-'])
            && run
                .words
                .clone()
                .all(|at| self.words[at].case == LetterCase::Upper)
    }

    /// Whether the words from `at` on go on with capitals up to an ending such as `Inc.`
    pub(super) fn ends_with_ending(&self, at: usize) -> bool {
        (at + 1..at + MAX_WORDS)
            .take_while(|next| self.joins(*next) || self.ending_after_comma(*next))
            .any(|next| self.cues.has(&self.words[next], ORG_ENDING) && self.is_capital(next))
    }

    /// How many words from `at` on go on with the name of a firm that begins at `first`: `of America`, `, Roe & Company`,
    /// the number in `Doe Fund 2, LLC`.
    pub(super) fn rest_of_firm(&self, first: usize, at: usize) -> Option<usize> {
        let is_of_america = self.raw(at) == "of" && self.raw(at + 1) == "America";
        let is_partner = at == first + 1
            && self.gap(at) == ", "
            && self.is_capital(at)
            && self.raw(at + 1) == "&"
            && (self.words.get(at + 2)).is_some_and(|word| self.cues.has(word, ORG_ENDING));
        let is_number = self.words.get(at)?.case == LetterCase::Digit
            && self.gap(at) == " "
            && self.ending_after_comma(at + 1);
        if is_number {
            Some(1)
        } else {
            (is_of_america || is_partner).then_some(2)
        }
    }

    /// Where the name whose last word is `last` ends, in bytes: behind the full stop of an abbreviation.
    pub(super) fn name_stop(&self, last: usize) -> usize {
        // "Kim. The", "Doe A": an initial at the end that is no initial
        let stop = self.words[last].end;
        let is_short = self.cues.has(&self.words[last], ORG_ENDING)
            || self.cues.name_word(&self.words[last]) == Some(NameWord::Suffix)
            || self.raw(last).contains('.');
        let is_roman = self
            .raw(last)
            .chars()
            .all(|letter| matches!(letter, 'I' | 'V'));
        let spelled = matches!(
            self.raw(last),
            "LLC"
                | "LLP"
                | "LP"
                | "PLLC"
                | "Company"
                | "Corporation"
                | "Limited"
                | "Incorporated"
                | "Partnership"
                | "AG"
                | "SE"
        );
        if is_short && !is_roman && !spelled && self.text[stop..].starts_with('.') {
            stop + 1
        } else {
            stop
        }
    }

    /// The same behind a name that ends before `at`.
    pub(super) fn goes_on_with_ending(&self, at: usize) -> bool {
        (self.joins(at) || self.ending_after_comma(at))
            && (self.cues.has(&self.words[at], ORG_ENDING) || self.ends_with_ending(at))
    }

    /// Whether the word at `at` is an ending that a comma separates from its name: `, Inc.`, `, Jr.`
    pub(super) fn ending_after_comma(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else {
            return false;
        };
        matches!(word.before, Gap::Comma | Gap::Other)
            && self.is_capital(at)
            && matches!(self.gap(at), ", " | "., " | "," | ",\n" | " , " | " ,")
            && (self.cues.has(word, ORG_ENDING)
                || self.cues.name_word(word) == Some(NameWord::Suffix) && self.raw(at).len() > 1)
    }
}
