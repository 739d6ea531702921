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
            (told.end > verb || self.is_before_noun(told))
                && !self.is_not_imposed(start, told)
                && !self.is_of_a_bar(start, told)
        };
        let lengths: Vec<&Told> = lengths.iter().filter(imposes).collect();
        if self.read_respectively((start, end), verb, &lengths, mentions, imposed) {
            return;
        }
        let mut whose: Option<usize> = None;
        let mut last_end = start;
        for told in lengths {
            // The nearest name between the last term and this one, or the subject of the sentence.
            let between = mentions.iter().filter(|mention| {
                mention.words.start >= last_end && mention.words.end <= told.start
            });
            // "Al Roe and Jo Doe were each sentenced to five years", "They were each sentenced"
            if told.start > verb && self.words_between_have(last_end, told.start, "each") {
                let mut each: Vec<usize> = between.map(|mention| mention.defendant).collect();
                if each.is_empty() && whose.is_none() {
                    each.clone_from(&self.before);
                }
                for defendant in &each {
                    self.add(*defendant, told, verb, imposed);
                }
                whose = each.last().copied().or(whose);
                last_end = told.end;
                continue;
            }
            let named = self.subject(between, verb);
            if named.is_none() && whose.is_none() && self.is_of_another(start, verb) {
                return;
            }
            whose = named
                .or(whose)
                .or_else(|| self.subject_without_name(start, told, mentions));
            last_end = told.end;
            if let Some(defendant) = whose {
                self.add(defendant, told, verb, imposed);
            }
        }
    }

    /// Reads `Al Roe and Jo Doe were sentenced to 60 months and 41 months in prison, respectively`, also where `they` stands for
    /// the names of the sentence before. What is told behind it is imposed on all of them. False where it is no such list.
    fn read_respectively(
        &self,
        (start, end): (usize, usize),
        verb: usize,
        lengths: &[&Told],
        mentions: &[CastMention],
        imposed: &mut [Imposed],
    ) -> bool {
        let (Some(at), Some(first)) = (
            (start..end).find(|at| self.raw(*at) == "respectively"),
            lengths.first(),
        ) else {
            return false;
        };
        let (listed, of_all) = lengths.split_at(lengths.partition_point(|told| told.end <= at));
        let here = mentions
            .iter()
            .filter(|mention| mention.words.end <= first.start);
        let mut named: Vec<usize> = Vec::new();
        for defendant in here.map(|mention| mention.defendant) {
            if !named.contains(&defendant) {
                named.push(defendant);
            }
        }
        if named.is_empty() {
            named.clone_from(&self.before);
        }
        if named.len() < 2 || named.len() != listed.len() {
            return false;
        }
        for (defendant, told) in named.iter().zip(listed) {
            self.add(*defendant, told, verb, imposed);
        }
        for told in of_all {
            for defendant in &named {
                self.add(*defendant, told, verb, imposed);
            }
        }
        true
    }

    fn words_between_have(&self, start: usize, end: usize, word: &str) -> bool {
        (start..end).any(|at| self.raw(at) == word)
    }

    /// The defendant whom a term is imposed on, among names before it.
    fn subject<'m>(
        &self,
        mentions: impl Iterator<Item = &'m CastMention> + Clone,
        verb: usize,
    ) -> Option<usize> {
        // "sentenced Jo Doe to", else "Jo Doe was sentenced to"
        let persons = mentions.filter(|mention| !self.is_object(mention));
        let after = persons
            .clone()
            .filter(|mention| mention.words.start > verb)
            .last();
        after
            .or_else(|| {
                persons
                    .clone()
                    .filter(|mention| mention.words.end <= verb)
                    .last()
            })
            .map(|mention| mention.defendant)
    }

    /// Whether the subject of a verb is a person who is no defendant: "Roe's fund collapsed, and he is serving 50 years".
    fn is_of_another(&self, start: usize, verb: usize) -> bool {
        let others = &self.cast.others[self.part_at];
        let from = others.partition_point(|words| words.start < start);
        let last = others[from..]
            .iter()
            .take_while(|words| words.end <= verb)
            .last();
        // "a former State Trooper was sentenced" tells what the defendant was.
        let is_description = |words: &Range<usize>| {
            let is_capital = |at: &usize| self.raw(*at).starts_with(char::is_uppercase);
            let before = (start..words.start).rev().find(|at| !is_capital(at));
            before.is_some_and(|at| matches!(self.raw(at), "a" | "an" | "the" | "former"))
        };
        last.filter(|words| !is_description(words))
            .is_some_and(|words| {
                matches!(self.raw(words.end), "was" | "is" | "were" | "who" | "has")
                    || (words.end..verb).any(|at| matches!(self.raw(at), "he" | "she"))
            })
    }

    /// Whether a name is part of something else: "for his role in Acme's scheme".
    fn is_object(&self, mention: &CastMention) -> bool {
        let before = mention.words.start.checked_sub(1);
        before.is_some_and(|at| {
            matches!(
                self.raw(at),
                "of" | "with" | "by" | "from" | "in" | "at" | "for" | "against"
            ) && !matches!(
                self.raw(at.saturating_sub(1)),
                "sentence" | "sentencing" | "sentences" | "imposed"
            )
        })
    }

    /// The defendant of a sentence of the text that names none: the one named last for "he", or the only one.
    fn subject_without_name(
        &self,
        start: usize,
        told: &Told,
        mentions: &[CastMention],
    ) -> Option<usize> {
        let persons: Vec<usize> = (0..self.cast.defendants.len())
            .filter(|at| self.is_person(*at))
            .collect();
        if let [only] = persons[..] {
            return Some(only);
        }
        let pronoun = (start..told.start).any(|at| {
            matches!(
                self.raw(at),
                "he" | "she" | "He" | "She" | "him" | "her" | "his" | "His" | "Her"
            )
        });
        if (pronoun || self.raw(start) == "Sentence") && mentions.is_empty() {
            return self.last_person.filter(|_| pronoun).or(self.last);
        }
        if let Some(mention) = mentions
            .iter()
            .find(|mention| mention.words.start >= told.end)
        {
            // "The judge imposed a sentence of 42 months on Jo Doe."
            if matches!(
                mention.words.start.checked_sub(1).map(|at| self.raw(at)),
                Some("on" | "upon" | "for")
            ) {
                return Some(mention.defendant);
            }
        }
        if self.part_at == 0 || self.last.is_none() {
            return persons
                .first()
                .copied()
                .or(Some(0).filter(|_| self.cast.defendants.len() == 1));
        }
        if self.cast.defendants.len() == 1 {
            return Some(0);
        }
        None
    }

    fn is_person(&self, defendant: usize) -> bool {
        self.cast.defendants[defendant].value.kind == DefendantKind::Person
    }

    fn add(&self, defendant: usize, told: &Told, verb: usize, imposed: &mut [Imposed]) {
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
            Length::Tenths(tenths) => Some(tenths / 10),
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
    fn follows_verb(&self, verb: usize, told: &Told) -> bool {
        if self.is_before_noun(told) {
            return true;
        }
        let to = told.start.checked_sub(1).is_some_and(|at| {
            matches!(
                self.raw(at),
                "to" | "serve" | "of" | "received" | "To" | "gets" | "Gets" | "a" | "and"
            )
        });
        (to && self.is_of_a_sentence(verb, told) || self.is_served(told))
            && self.part.annotations.words[verb].case != LetterCase::Digit
    }
}
