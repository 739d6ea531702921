//! Which terms does a part of the page say were imposed, and on whom?

use std::ops::Range;

use crate::extract::annotated_page::AnnotatedPart;
use crate::extract::defendant::{Cast, CastMention};
use crate::extract::sentence::length::{Kind, Length, LengthReader, Told};
use crate::knowledge::entities::word::{LetterCase, Word};
use crate::knowledge::tables::cases::case_words::IMPOSES;
use crate::model::{DefendantKind, Imprisonment};

/// Most words of a sentence of the text that are looked at.
const MAX_WORDS: usize = 250;

/// What is known of one defendant's sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Imposed {
    pub months: Option<Imprisonment>,
    /// Whether the months are told in round numbers: an exact number told later is kept instead.
    pub vague: bool,
    pub supervised_release: Option<u32>,
    pub probation: Option<u32>,
    /// The part of the page, the term in bytes, and the rule that found it.
    pub place: Option<(usize, Range<usize>, &'static str)>,
}

/// Reads the sentences of one part of a page.
pub(super) struct Finder<'a> {
    pub part: &'a AnnotatedPart<'a>,
    /// 0 for the title, 1 for the text.
    pub part_at: usize,
    pub cast: &'a Cast,
    pub mentions: &'a [CastMention],
    /// The defendant named last before the sentence of the text that is read.
    pub last: Option<usize>,
    /// The person among the defendants who is named last before it.
    pub last_person: Option<usize>,
    /// The defendants named in the sentence before it, each once.
    pub before: Vec<usize>,
}

/// A sentence of the text that tells of terms.
pub(super) struct Statement<'m> {
    pub words: Range<usize>,
    /// The first word that says that a term is imposed.
    pub verb: usize,
    /// The defendants that it names.
    pub mentions: &'m [CastMention],
}

impl Finder<'_> {
    /// A word as it is printed.
    pub(super) fn raw(&self, at: usize) -> &str {
        self.part.printed(at)
    }

    /// Reads all of them.
    pub(super) fn read(mut self, imposed: &mut [Imposed]) {
        let words: &[Word] = &self.part.annotations.words;
        let mut start = 0;
        let mut mention = 0;
        while start < words.len() {
            let number = words[start].sentence;
            let length = words[start..].partition_point(|word| word.sentence == number);
            let end = start + length;
            let count =
                self.mentions[mention..].partition_point(|mention| mention.words.start < end);
            let mentions = &self.mentions[mention..mention + count];
            if length <= MAX_WORDS {
                self.read_sentence(start, end, mentions, imposed);
            }
            self.before.clear();
            for defendant in mentions.iter().map(|mention| mention.defendant) {
                self.last = Some(defendant);
                if self.is_person(defendant) {
                    self.last_person = Some(defendant);
                }
                if !self.before.contains(&defendant) {
                    self.before.push(defendant);
                }
            }
            mention += count;
            start = end;
        }
    }

    /// Reads one sentence of the text.
    fn read_sentence(
        &self,
        start: usize,
        end: usize,
        mentions: &[CastMention],
        imposed: &mut [Imposed],
    ) {
        let words = &self.part.annotations.words;
        let verb = (start..end).find(|at| self.part.has(&words[*at], IMPOSES) && self.imposes(*at));
        let Some(verb) = verb else {
            return;
        };
        let reader = LengthReader { part: self.part };
        let lengths = reader.lengths(start, end);
        if lengths.is_empty() {
            return;
        }
        let imposes = |told: &&Told| {
            (told.end > verb || self.is_before_noun(told) || self.is_added_to(told))
                && !self.is_not_imposed(start, told)
                && !self.is_of_a_bar(start, told)
        };
        let lengths: Vec<&Told> = lengths.iter().filter(imposes).collect();
        let statement = Statement {
            words: start..end,
            verb,
            mentions,
        };
        let list = self.list_of_terms(&statement, &lengths);
        let before_list = list.as_ref().map_or(lengths.len(), |list| list.start);
        self.read_one_by_one(&statement, &lengths[..before_list], imposed);
        if let Some(list) = list
            && !self.read_list(&statement, &lengths, list, imposed)
        {
            self.read_one_by_one(&statement, &lengths[before_list..], imposed);
        }
    }

    /// Reads terms each of which is told with its defendant, or with those that it is the same for.
    fn read_one_by_one(&self, statement: &Statement, lengths: &[&Told], imposed: &mut [Imposed]) {
        let Statement { verb, mentions, .. } = *statement;
        let start = statement.words.start;
        let mut whose: Vec<usize> = Vec::new();
        let mut last_end = start;
        for told in lengths {
            // The nearest name between the last term and this one, or the subject of the sentence.
            let between = mentions.iter().filter(|mention| {
                mention.words.start >= last_end
                    && mention.words.end <= told.start
                    && self.can_get(mention.defendant, told)
            });
            let all = if told.start > verb {
                self.all_of_them(last_end..told.start, between.clone(), &whose)
            } else {
                Vec::new()
            };
            let named = self.subject(between, verb).map(|named| {
                self.subject_of_pronoun(last_end, told, mentions)
                    .unwrap_or(named)
            });
            if !all.is_empty() {
                whose = all;
            } else if let Some(named) = named {
                whose = vec![named];
            } else if whose.is_empty() {
                if self.is_of_another(start, verb) || self.is_of_organization(verb, told, mentions)
                {
                    return;
                }
                whose.extend(self.subject_without_name(start, told, mentions));
            }
            last_end = told.end;
            self.add_to_all(&whose, told, verb, imposed);
        }
    }

    /// Whether a term can be one of this defendant: organizations go to no prison.
    pub(super) fn can_get(&self, defendant: usize, told: &Told) -> bool {
        told.kind == Kind::Probation || self.is_person(defendant)
    }

    pub(super) fn is_person(&self, defendant: usize) -> bool {
        self.cast.defendants[defendant].value.kind == DefendantKind::Person
    }

    pub(super) fn add(&self, defendant: usize, told: &Told, verb: usize, imposed: &mut [Imposed]) {
        let entry = &mut imposed[defendant];
        let words = &self.part.annotations.words;
        let kind = match (told.kind, told.length) {
            (Kind::Open, _) if self.follows_verb(verb, told) => Kind::Prison,
            (kind, _) => kind,
        };
        let span = words[told.start].start..words[told.end - 1].end;
        let months = |length: Length| match length {
            Length::Tenths(tenths) => Imprisonment::TenthsOfMonths(tenths),
            Length::Life => Imprisonment::Life,
            Length::Death => Imprisonment::Death,
            Length::TimeServed => Imprisonment::TimeServed,
        };
        let whole = |length: Length| match length {
            Length::Tenths(tenths) => Some(tenths / 10).filter(|months| *months > 0),
            _ => None,
        };
        // What is told of an organization beside its owner's term is none of its own.
        match kind {
            Kind::Prison | Kind::SupervisedRelease if !self.is_person(defendant) => return,
            Kind::Prison => {
                let is_first =
                    entry.months.is_none() && !(self.part_at == 0 && entry.place.is_some());
                if is_first || entry.vague && !told.vague {
                    if entry.vague {
                        entry.place = None;
                    }
                    entry.months = Some(months(told.length));
                    entry.vague = told.vague;
                } else if entry.months != Some(months(told.length)) {
                    return;
                }
            }
            Kind::SupervisedRelease => {
                entry.supervised_release = entry.supervised_release.or(whole(told.length));
            }
            Kind::Probation => entry.probation = entry.probation.or(whole(told.length)),
            Kind::Other | Kind::Open => return,
        }
        // Supervised release alone is no sentence of its own, but comes with one that is told elsewhere.
        if entry.place.is_none() {
            entry.place = Some((self.part_at, span, "sentenced"));
        }
    }

    /// Whether a term without a kind stands right behind the verb: "sentenced to 97 months", "is serving 18 months".
    pub(super) fn follows_verb(&self, verb: usize, told: &Told) -> bool {
        if self.is_before_noun(told) {
            return true;
        }
        let to = told.start.checked_sub(1).is_some_and(|at| {
            let raw = self.raw(at).to_ascii_lowercase();
            matches!(
                raw.as_str(),
                "to" | "serve" | "of" | "received" | "gets" | "a" | "and"
            )
        });
        (to && self.is_of_a_sentence(verb, told) || self.is_served(told))
            && self.part.annotations.words[verb].case != LetterCase::Digit
    }
}
