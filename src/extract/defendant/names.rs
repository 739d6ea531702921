//! Which names of persons and organizations does a text print, and where?

use std::ops::Range;

use crate::extract::defendant::reader::NameReader;
use crate::knowledge::entities::mention::Entity;
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{
    CONJUNCTION, DESCRIPTOR, OFFICIAL, ORG_ENDING, PLAINTIFF, STATE, TAKES_OF,
};
use crate::knowledge::tables::name_words::NameWord;

/// Capitalised words that belong together.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Their positions among the words of the text.
    pub words: Range<usize>,
    /// Bytes of the text, with the full stop of an abbreviation at the end.
    pub span: Range<usize>,
    /// Whether words or an ending show that it is an organization.
    pub organization: bool,
    /// Whether an ending such as `Inc.` shows it.
    pub ending: bool,
    /// Whether it begins with an ordinary word: it may be a short name of a firm, and is no name by itself.
    pub ordinary: bool,
    /// `Doe’s`
    pub possessive: bool,
    /// A title right before it: `Special Agent`.
    pub titled: bool,
    /// Inside a headline, where every word has a capital.
    pub headline: bool,
    /// A nickname in quotation marks inside it, in bytes.
    pub nickname: Option<Range<usize>>,
}

impl Run {
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

/// Most words of a name. Longer runs of capitals are no names.
pub(super) const MAX_WORDS: usize = 12;
/// Most names of one text that are looked at.
const MAX_RUNS: usize = 3000;

impl NameReader<'_> {
    /// The names of the text, in order.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut mentions = self.part.annotations.mentions.iter().peekable();
        let mut sentence = (u32::MAX, false);
        let (mut at, mut titled) = (0, usize::MAX);
        while at < self.words.len() && runs.len() < MAX_RUNS {
            let word = &self.words[at];
            // Most words are in lower case and begin neither a name nor a title.
            let begins_mention = mentions
                .peek()
                .is_some_and(|mention| mention.words.start <= at);
            if word.case == LetterCase::Lower && self.begins_body(at) {
                runs.push(self.body_at(at));
                at = runs.last().map_or(at + 1, |run| run.words.end);
                continue;
            }
            if word.case == LetterCase::Lower
                && !begins_mention
                && !self.cues.titles.begins_with(word)
            {
                at += 1;
                continue;
            }
            if word.sentence != sentence.0 {
                sentence = (word.sentence, self.headline || self.is_headline(at));
            }
            while mentions
                .next_if(|mention| mention.words.end <= at)
                .is_some()
            {}
            if let Some(mention) = mentions.peek()
                && mention.words.start == at
                && !matches!(mention.entity, Entity::State(_) | Entity::County(_))
                && !self.goes_on_with_ending(mention.words.end)
            {
                if let Entity::Office(_) = mention.entity {
                    titled = mention.words.end;
                }
                at = mention.words.end;
                continue;
            }
            if let Some((length, _)) = self.cues.titles.longest(&self.words[at..])
                && (word.case == LetterCase::Lower || self.is_capital(at + length))
                && !self.ends_with_ending(at)
            {
                at += length;
                let is_official = self.words[at - length..at]
                    .iter()
                    .any(|word| self.cues.has(word, OFFICIAL));
                if is_official || self.raw(at - 1) == "Chief" && length == 1 {
                    titled = at;
                }
                continue;
            }
            if !self.is_capital(at) {
                at += 1;
                continue;
            }
            let printed = self.raw(at);
            // "COMMISSION V. JO DOE"
            let is_versus = matches!(printed, "V" | "VS")
                && at > 0
                && self.cues.has(&self.words[at - 1], PLAINTIFF);
            if is_versus {
                at += 1;
                continue;
            }
            // "AG Doe"
            if matches!(printed, "AG" | "DA" | "ADA" | "AUSA" | "DDA" | "Det") && self.joins(at + 1)
            {
                at += 1;
                titled = at;
                continue;
            }
            // "Oldport, Ind. Doe admitted", "(50, Oldport)"
            let before = at.checked_sub(1).map(|before| &self.words[before]);
            let is_state = self.cues.has(word, STATE) && word.before == Gap::Comma;
            // "Charleston, W.Va."
            let is_west_virginia = printed == "W.Va"
                || printed == "W" && self.raw(at + 1) == "Va" && self.joins(at + 1);
            if is_west_virginia {
                at += 2 - usize::from(printed == "W.Va");
                continue;
            }
            let is_of_age = word.before == Gap::Comma
                && before.is_some_and(|before| {
                    before.case == LetterCase::Digit
                        && before.end - before.start == 2
                        && (before.before == Gap::Open
                            || before.before == Gap::Comma && !self.is_aged_at(at))
                });
            if is_state {
                at += 1;
                continue;
            }
            if is_of_age {
                at = self.run_at(at, false).words.end;
                continue;
            }
            let is_no_name = match self.cues.name_word(word) {
                Some(NameWord::Honorific) => true,
                Some(NameWord::Boundary) => {
                    (!self.ends_with_ending(at) || self.cues.has(word, CONJUNCTION))
                        && !self.is_initial(at)
                }
                _ => false,
            };
            if is_no_name {
                at += 1;
                continue;
            }
            if self.is_role_in_case(at) {
                at += 1;
                continue;
            }
            let sentence_first = at == 0 || self.words[at - 1].sentence != word.sentence;
            // "An Oldport man", "Officers Of Acme, Inc."
            let is_article = self.raw(at) == "An" && sentence_first;
            if is_article && self.run_at(at, true).len() < 4
                || matches!(
                    self.raw(at),
                    "Of" | "For" | "With" | "By" | "From" | "Against" | "And" | "At"
                )
            {
                at += 1;
                continue;
            }
            if self.cues.has(word, DESCRIPTOR)
                && self.is_capital(at + 1)
                && !self.ends_with_ending(at)
            {
                at += 1;
                continue;
            }
            if let Some((length, senses)) = self.cues.accusations.longest(&self.words[at..])
                && (sentence.1 || sentence_first || senses.contains(&Accusation::Alias))
                && !senses.contains(&Accusation::MayDo)
            {
                at += length;
                continue;
            }
            // "WASHINGTON Jo Doe": the dash behind the place is lost.
            let is_dateline = word.case == LetterCase::Upper
                && word.end - word.start >= 4
                && sentence_first
                && self.joins(at + 1)
                && (self.words[at + 1].case == LetterCase::Capital || printed == "WASHINGTON")
                && !self.cues.has(&self.words[at + 1], ORG_ENDING)
                && (self.raw(at + 1).len() > 1 || printed == "WASHINGTON" && at == 0);
            // "Oldport-Based Acme Inc."
            let is_based = (self.words.get(at + 1)).is_some_and(|next| next.before == Gap::Dash)
                && self.gap(at + 1) == "-"
                && self.raw(at + 1).eq_ignore_ascii_case("based");
            if is_dateline || is_based {
                at += if is_based { 2 } else { 1 };
                continue;
            }
            let mut run = self.run_at(at, sentence.1);
            // "They got justice. Jo Doe was"
            let is_joined = at > 0 && self.same_sentence(at - 1, at);
            // "They struggled with the agents, Doe bit them"
            let is_apart = self.gap(at).contains("\n\n")
                || at > 0 && self.gap(at).contains(',') && !self.is_capital(at - 1);
            run.titled = titled == at && is_joined && !is_apart;
            at = run.words.end;
            let mut run = self.trimmed(run);
            run.organization |= self.is_called_a_firm(&run);
            let mut run = self.without_ordinary_words(run);
            if self.is_sued_county(&run) {
                run.organization = true;
                runs.push(run);
                continue;
            }
            if self.is_place(&run) || self.is_modifier(&run) || self.is_kind_of_firm(&run) {
                continue;
            }
            runs.push(run);
        }
        runs
    }

    /// The name whose first word is at `at`.
    pub fn run_at(&self, at: usize, headline: bool) -> Run {
        let mut end = at + 1;
        let mut nickname = None;
        let mut ending = false;
        let mut organization = self.is_org_word(at);
        while end < self.words.len() && end - at < MAX_WORDS * 2 {
            let word = &self.words[end];
            if self.ends_plainly(end) {
                break;
            }
            let possessive = self.is_possessive(end - 1);
            if self.ending_after_comma(end) {
                let is_org = self.cues.has(word, ORG_ENDING);
                ending |= is_org;
                end += 1;
                continue;
            }
            if let Some(more) = self.rest_of_firm(at, end) {
                organization = true;
                end += more;
                continue;
            }
            // "Acme, Inc.Doe Holdings, LLC": the blank behind the full stop is lost.
            let is_other = ending
                && !self.cues.has(word, ORG_ENDING)
                && (self.gap(end) == "." || !self.ends_with_ending(end - 1));
            if is_other {
                break;
            }
            // "Al Roe Jr. Jo Doe"
            if end > at + 1
                && self.cues.name_word(&self.words[end - 1]) == Some(NameWord::Suffix)
                && self.raw(end - 1).len() > 1
                && !self.cues.has(word, ORG_ENDING)
            {
                break;
            }
            if possessive && !self.ends_with_ending(end - 1) {
                break;
            }
            // "Jo Doe Doe owned": the dash behind the name is lost.
            if end > at + 1 && self.raw(end).len() > 1 && self.raw(end) == self.raw(end - 1) {
                break;
            }
            if self.joins(end) {
                let is_org = self.cues.has(word, ORG_ENDING);
                if !is_org && self.cuts(at, end, headline) {
                    break;
                }
                // "Mortgage Company Settles" is no name.
                let is_noun = headline
                    && matches!(self.raw(end), "Company" | "Corporation" | "Limited" | "Co");
                ending |= is_org && !is_noun;
                organization |= self.is_org_word(end);
                end += 1;
                continue;
            }
            let is_lower = word.case == LetterCase::Lower
                && matches!(self.gap(end), " " | "\n")
                && self.same_sentence(at, end);
            // "de la Cruz", "van Dyke", "al-Amin"
            if is_lower && self.cues.name_word(word) == Some(NameWord::Particle) && !headline {
                let after = (end + 1..end + 3).find(|next| {
                    self.words
                        .get(*next)
                        .is_none_or(|word| self.cues.name_word(word) != Some(NameWord::Particle))
                });
                if let Some(after) = after
                    && self.is_capital(after)
                    && matches!(self.gap(after), " " | "-")
                    && self.cues.name_word(&self.words[after]) != Some(NameWord::Boundary)
                {
                    end = after + 1;
                    continue;
                }
            }
            // "Bank of Oldport", "Doe & Sons"
            let takes_of = matches!(self.raw(end), "of" | "for")
                && self.cues.has(&self.words[end - 1], TAKES_OF);
            let is_and = self.raw(end) == "&"
                || self.raw(end) == "and"
                    && matches!(
                        self.raw(end + 1),
                        "Associates" | "Sons" | "Company" | "Co" | "Partners"
                    )
                || self.raw(end) == "and"
                    && organization
                    && !headline
                    && (self.is_org_word(end + 1) || self.ends_with_ending(end + 1))
                    && !self.ends_with_ending(end - 1);
            if (is_lower && takes_of || is_and) && self.same_sentence(at, end) {
                let skip = usize::from(self.raw(end + 1) == "the");
                if self.is_capital(end + 1 + skip)
                    && matches!(self.gap(end + 1), " ")
                    && !self.cuts(at, end + 1 + skip, headline)
                {
                    organization = true;
                    end += 2 + skip;
                    continue;
                }
            }
            if let Some((after, inside)) = self.nickname(end) {
                // "Acme (Oldport) Ltd."
                if !self.cues.has(&self.words[after], ORG_ENDING) {
                    nickname = Some(inside);
                }
                end = after + 1;
                continue;
            }
            break;
        }
        let last = end - 1;
        let mut stop = self.name_stop(last);
        let possessive = self.is_possessive(last);
        if possessive {
            let raw = self.raw(last);
            let bare = raw
                .trim_end_matches(['s', 'S'])
                .trim_end_matches(['\'', '’']);
            stop -= raw.len() - bare.len();
        }
        Run {
            words: at..end,
            span: self.words[at].start..stop,
            organization: organization || ending,
            ending,
            ordinary: false,
            possessive,
            titled: false,
            headline,
            nickname,
        }
    }
}
