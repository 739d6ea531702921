//! Which defendant is a term imposed on?

use std::ops::Range;

use crate::extract::defendant::CastMention;
use crate::extract::sentence::finder::Finder;
use crate::extract::sentence::length::{Kind, Told};

impl Finder<'_> {
    /// The defendant whom a term is imposed on, among names before it.
    pub(super) fn subject<'m>(
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
    pub(super) fn is_of_another(&self, start: usize, verb: usize) -> bool {
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
        let is_first = |words: &Range<usize>| words.start == start;
        last.filter(|words| !is_description(words))
            .is_some_and(|words| {
                // "Al Roe, an owner of Acme Keel, was sentenced"
                is_first(words)
                    || matches!(self.raw(words.end), "was" | "is" | "were" | "who" | "has")
                    || (words.end..verb).any(|at| matches!(self.raw(at), "he" | "she"))
            })
    }

    /// The person for whom "he" stands in "Jo Doe pleaded guilty to bribing Al Roe, and he was sentenced": the first one named.
    pub(super) fn subject_of_pronoun(
        &self,
        from: usize,
        told: &Told,
        mentions: &[CastMention],
    ) -> Option<usize> {
        const AUXILIARIES: [&str; 3] = ["was", "has", "been"];
        let verb = (from..told.start)
            .rev()
            .find(|at| self.raw(*at) == "sentenced")?;
        let before = (from..verb)
            .rev()
            .find(|at| !AUXILIARIES.contains(&self.raw(*at)))?;
        if !matches!(self.raw(before), "he" | "she") {
            return None;
        }
        let mut persons = mentions
            .iter()
            .filter(|mention| mention.words.end <= before && self.is_person(mention.defendant));
        persons
            .next()
            .filter(|first| !self.is_object(first) && !self.is_possessive(first))
            .map(|first| first.defendant)
    }

    /// "Al Roe’s"
    pub(super) fn is_possessive(&self, mention: &CastMention) -> bool {
        let last = self.raw(mention.words.end - 1);
        last.ends_with("’s") || last.ends_with("'s")
    }

    /// Whether the subject of a verb is an organization: it goes to no prison, and nobody else does.
    pub(super) fn is_of_organization(
        &self,
        verb: usize,
        told: &Told,
        mentions: &[CastMention],
    ) -> bool {
        // "a manager of Acme Keel Corp. (AKC) was sentenced" tells of the manager.
        let mut last: Option<(usize, bool)> = None;
        for mention in mentions
            .iter()
            .take_while(|mention| mention.words.end <= verb)
        {
            let again =
                last.is_some_and(|(known, is_object)| known == mention.defendant && is_object);
            last = Some((mention.defendant, again || self.is_object(mention)));
        }
        told.kind != Kind::Probation
            && last.is_some_and(|(defendant, is_object)| !is_object && !self.is_person(defendant))
    }

    /// Whether a name is part of something else: "for his role in Acme's scheme".
    pub(super) fn is_object(&self, mention: &CastMention) -> bool {
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

    /// Whether somebody is named as the object of "sentenced": "Judge Stone sentenced Roe to five years".
    fn names_another(&self, start: usize, told: &Told) -> bool {
        const MAX_WORDS: usize = 4;
        let verb = (start..told.start)
            .rev()
            .find(|at| self.raw(*at) == "sentenced");
        verb.is_some_and(|verb| {
            let object = self.raw(verb + 1);
            let name = |known: usize| self.cast.defendants[known].value.name.as_str();
            object.starts_with(char::is_uppercase)
                && !object.ends_with("day")
                && !self
                    .last_person
                    .is_some_and(|last| name(last).ends_with(object))
                && (verb + 2..verb + MAX_WORDS).any(|at| self.raw(at) == "to")
        })
    }

    /// The defendant of a sentence of the text that names none: the one named last for "he", or the only one.
    pub(super) fn subject_without_name(
        &self,
        start: usize,
        told: &Told,
        mentions: &[CastMention],
    ) -> Option<usize> {
        let persons: Vec<usize> = self.persons().collect();
        if let [only] = persons[..] {
            return Some(only);
        }
        let pronoun = (start..told.start).any(|at| {
            matches!(
                self.raw(at),
                "he" | "she" | "He" | "She" | "him" | "her" | "his" | "His" | "Her"
            )
        });
        // "Jo Doe | Pleaded guilty. Sentenced to five years."
        let goes_on = self.raw(start) == "Sentence"
            || self.raw(start) == "Sentenced" && !self.before.is_empty();
        // "Judge Stone sentenced Roe to 150 years", who is no defendant
        if self.names_another(start, told) {
            return None;
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
        let named_before = mentions
            .first()
            .is_some_and(|mention| mention.words.start < told.start);
        if pronoun && !named_before || goes_on && mentions.is_empty() {
            return self.last_person.filter(|_| pronoun).or(self.last);
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
}
