//! Which terms are imposed on several defendants at once?
//!
//! Either each one has a term of a list, or a term is told of all of them.

use std::ops::Range;

use crate::extract::defendant::CastMention;
use crate::extract::sentence::finder::{Finder, Imposed, Statement};
use crate::extract::sentence::length::{Kind, LengthReader, Told};
use crate::knowledge::entities::word::Gap;
use crate::knowledge::tables::cases::case_words::IMPOSES;

impl Finder<'_> {
    /// The terms of a list, by their positions: `Al Roe and Jo Doe were sentenced to 60 months and 41 months in prison,
    /// respectively`, `to respective terms of 60 months and 41 months`, `Two clerks were sentenced to 60 and 41 months`.
    pub(super) fn list_of_terms(
        &self,
        statement: &Statement,
        lengths: &[&Told],
    ) -> Option<Range<usize>> {
        let mut words = statement.words.clone();
        let at = words.find(|at| self.is_respectively(*at));
        let are_sentenced = || {
            let before = statement.verb.checked_sub(1)?;
            (statement.mentions.is_empty() && self.raw(before) == "were").then_some(())
        };
        let list = match at {
            Some(at) if self.raw(at) == "respectively" => {
                let end = lengths.partition_point(|told| told.end <= at);
                let joined = lengths[..end].windows(2).rev();
                let count = joined
                    .take_while(|pair| self.are_of_one_list(pair[0], pair[1], statement))
                    .count();
                end.checked_sub(1 + count)?..end
            }
            _ => {
                // A number without a unit is one of a list: "Al Roe and Jo Doe were sentenced to 84 and 46 months".
                let has_bare = || {
                    let first = lengths.get(..1);
                    first.is_some_and(|first| self.with_bare_numbers(statement, first).len() > 1)
                };
                if at.is_none() && !has_bare() {
                    are_sentenced()?;
                }
                let start = lengths.partition_point(|told| at.is_some_and(|at| told.end <= at));
                let joined = lengths[start..].windows(2);
                let count = joined
                    .take_while(|pair| self.are_of_one_list(pair[0], pair[1], statement))
                    .take_while(|pair| {
                        let kind = pair[1].kind;
                        kind == pair[0].kind
                            || pair[0].kind == Kind::Open && kind != Kind::SupervisedRelease
                    })
                    .count();
                start..start + 1 + count
            }
        };
        let terms = self.with_bare_numbers(statement, lengths.get(list.clone())?);
        (terms.len() > 1).then_some(list)
    }

    fn is_respectively(&self, at: usize) -> bool {
        self.raw(at) == "respectively"
            || self.raw(at) == "respective"
                && matches!(self.raw(at + 1), "terms" | "sentences" | "prison")
    }

    /// Whether two terms can be those of two defendants, and no name and no verb stands between them.
    fn are_of_one_list(&self, one: &Told, next: &Told, statement: &Statement) -> bool {
        let is_between = |words: &Range<usize>| words.start >= one.end && words.end <= next.start;
        let words = &self.part.annotations.words[one.end..next.start];
        let is_release = |told: &Told| told.kind == Kind::SupervisedRelease;
        let same_unit = || self.raw(one.end - 1) == self.raw(next.end - 1);
        // "a term of ten years and five years of supervised release, respectively"
        let same_kind = is_release(one) == is_release(next)
            || is_release(next) && one.kind == Kind::Open && same_unit();
        same_kind
            && !words.iter().any(|word| self.part.has(word, IMPOSES))
            && !statement
                .mentions
                .iter()
                .any(|mention| is_between(&mention.words))
    }

    /// Reads a list of terms. What is told behind it is imposed on all whom it tells of. False where it is of one defendant:
    /// "three years in prison and five years of probation".
    pub(super) fn read_list(
        &self,
        statement: &Statement,
        lengths: &[&Told],
        list: Range<usize>,
        imposed: &mut [Imposed],
    ) -> bool {
        let verb = statement.verb;
        let terms = self.with_bare_numbers(statement, &lengths[list.clone()]);
        let mut terms = self.with_their_kind(terms, verb);
        let from = match list.start.checked_sub(1) {
            Some(last) => lengths[last].end,
            None => statement.words.start,
        };
        let mut named = self.named_before(from, &terms, statement.mentions);
        if named.is_empty() && from == statement.words.start {
            if self.before.len() == terms.len() {
                named = self.before.iter().copied().map(Some).collect();
            } else if self.last.is_none() {
                // "Two clerks were sentenced": those who are named first, unless more is told of them.
                named = self.persons().take(terms.len()).map(Some).collect();
                for told in &mut terms {
                    told.vague = true;
                }
            }
        }
        if named.len() != terms.len() {
            return terms.iter().all(|told| told.kind == terms[0].kind);
        }
        for (defendant, told) in named.iter().zip(&terms) {
            if let Some(defendant) = defendant {
                self.add(*defendant, told, verb, imposed);
            }
        }
        // A second list: "and three years and one year of supervised release, respectively"
        let of_all = &lengths[list.end..];
        let behind = of_all.last().map_or(statement.words.end, |told| told.end);
        let is_list = (behind..statement.words.end).any(|at| self.is_respectively(at));
        if is_list && of_all.len() != named.len() {
            return true;
        }
        let mut of_all: Vec<Told> = of_all.iter().map(|told| **told).collect();
        if is_list {
            of_all = self.with_their_kind(of_all, verb);
        }
        for (place, told) in of_all.iter().enumerate() {
            let whose = named
                .iter()
                .enumerate()
                .filter(|(at, _)| !is_list || *at == place);
            for defendant in whose.filter_map(|(_, defendant)| *defendant) {
                self.add(defendant, told, verb, imposed);
            }
        }
        true
    }

    /// Those who are named before a list of as many terms, in order; nothing for a person who is no defendant.
    fn named_before(
        &self,
        from: usize,
        terms: &[Told],
        mentions: &[CastMention],
    ) -> Vec<Option<usize>> {
        let end = terms[0].start;
        let is_before = |words: &Range<usize>| words.start >= from && words.end <= end;
        let others = &self.cast.others[self.part_at];
        let first = others.partition_point(|words| words.start < from);
        let others = others[first..]
            .iter()
            .take_while(|words| words.end <= end)
            .map(|words| (words.clone(), None));
        let mentions = mentions
            .iter()
            .filter(|mention| {
                is_before(&mention.words)
                    && !self.is_object(mention)
                    && terms
                        .iter()
                        .any(|told| self.can_get(mention.defendant, told))
            })
            .map(|mention| (mention.words.clone(), Some(mention.defendant)));
        let mut places: Vec<(Range<usize>, Option<usize>)> = others.chain(mentions).collect();
        places.sort_by_key(|(words, _)| words.start);
        let mut named: Vec<Option<usize>> = Vec::new();
        for (_, defendant) in &places {
            if defendant.is_none() || !named.contains(defendant) {
                named.push(*defendant);
            }
        }
        // A name that was not seen: "Jo and Al Roe were sentenced", "Jo, Al Roe and Bo Fox", "Al Roe and Jo".
        if let Some((words, _)) = places.first()
            && named.len() + 1 == terms.len()
        {
            let before = words.start.checked_sub(1).filter(|before| *before >= from);
            let is_name = |at: usize| self.raw(at).starts_with(char::is_uppercase);
            let is_listed = self.part.annotations.words[words.start].before == Gap::Comma;
            if before.is_some_and(|at| self.raw(at) == "and" || is_listed && is_name(at)) {
                named.insert(0, None);
            } else if named.len() == 1 && self.raw(words.end) == "and" {
                named.push(None);
            }
        }
        if named.iter().all(Option::is_none) {
            named.clear();
        }
        named.drain(..named.len().saturating_sub(terms.len()));
        named
    }

    /// The same terms, with those before them of which the number alone is told: "120, 87 and 87 months".
    fn with_bare_numbers(&self, statement: &Statement, listed: &[&Told]) -> Vec<Told> {
        let reader = LengthReader { part: self.part };
        let mut all = Vec::new();
        let mut last_end = statement.words.start;
        for told in listed {
            let mut bare = Vec::new();
            let mut next = **told;
            while let Some(before) = reader.bare_number_before(&next, told.end - 1, last_end) {
                bare.push(before);
                next = before;
            }
            all.extend(bare.into_iter().rev());
            all.push(**told);
            last_end = told.end;
        }
        all
    }

    /// The same terms, each with the kind that is told once: "60 months and 41 months in prison", "prison terms of 60 months and
    /// 41 months".
    fn with_their_kind(&self, mut terms: Vec<Told>, verb: usize) -> Vec<Told> {
        let mut told_kinds = terms.iter().map(|told| told.kind);
        let mut kind = told_kinds
            .find(|kind| *kind != Kind::Open)
            .unwrap_or(Kind::Open);
        if kind == Kind::Open && terms.iter().any(|told| self.follows_verb(verb, told)) {
            kind = Kind::Prison;
        }
        for told in terms.iter_mut().rev() {
            if told.kind == Kind::Open {
                told.kind = kind;
            }
            kind = told.kind;
        }
        terms
    }

    /// Those on all of whom a term is imposed: "Al Roe and Jo Doe were sentenced to five years", "They were each sentenced", "Both
    /// defendants were sentenced". `words` are those before the term, with the names `between` them.
    pub(super) fn all_of_them<'m>(
        &self,
        words: Range<usize>,
        between: impl Iterator<Item = &'m CastMention>,
        whose: &[usize],
    ) -> Vec<usize> {
        let between: Vec<&CastMention> = between.collect();
        let Some(at) = words.clone().find(|at| self.is_all(*at)) else {
            return self.subjects_of_plural(words, &between);
        };
        let is_both = self.raw(at).eq_ignore_ascii_case("both");
        let mut named: Vec<usize> = Vec::new();
        for mention in between {
            if !named.contains(&mention.defendant) {
                named.push(mention.defendant);
            }
        }
        if is_both {
            named.drain(..named.len().saturating_sub(2));
        }
        if !named.is_empty() || !whose.is_empty() {
            return named;
        }
        let is_case = |at: usize| matches!(self.raw(at), "defendants" | "defendant");
        let of_case = (at + 1..words.end.min(at + 4)).any(is_case);
        let of_all = of_case && (self.raw(at + 1) == "of" || self.before.len() < 2);
        let count = self.persons().count();
        if is_both && self.before.len() != 2 {
            return self.persons().filter(|_| count == 2).collect();
        }
        if of_all && !is_both {
            return self.persons().collect();
        }
        self.before.clone()
    }

    /// Whether a word says that what follows is told of each one.
    fn is_all(&self, at: usize) -> bool {
        let next = self.raw(at + 1);
        let is_told_of_them = || {
            matches!(
                next,
                "was" | "were" | "received" | "sentenced" | "defendant" | "defendants"
            ) || next == "of" && matches!(self.raw(at + 2), "the" | "them" | "these")
                || at
                    .checked_sub(1)
                    .is_some_and(|at| matches!(self.raw(at), "sentenced" | "were"))
        };
        match self.raw(at) {
            "each" => true,
            "They" | "they" => next == "were",
            "Each" | "both" | "Both" => is_told_of_them(),
            _ => false,
        }
    }

    /// The names that are together the subject of "were sentenced": the last ones before it, without a verb between them.
    fn subjects_of_plural(&self, words: Range<usize>, between: &[&CastMention]) -> Vec<usize> {
        const VERBS: [&str; 10] = [
            "was", "were", "is", "has", "had", "pleaded", "pled", "used", "he", "she",
        ];
        let were = words.rev().find(|at| {
            self.raw(*at) == "were"
                && (at + 1..at + 4).any(|at| matches!(self.raw(at), "sentenced" | "ordered"))
        });
        let Some(mut next) = were else {
            return Vec::new();
        };
        let mut named = Vec::new();
        for mention in between.iter().rev() {
            if mention.words.end > next {
                return Vec::new();
            }
            if (mention.words.end..next).any(|at| VERBS.contains(&self.raw(at))) {
                break;
            }
            if !self.is_object(mention) && !self.is_possessive(mention) {
                next = mention.words.start;
                if !named.contains(&mention.defendant) {
                    named.push(mention.defendant);
                }
            }
        }
        named.reverse();
        named
    }

    /// The persons among the defendants, in the order in which the release first names them.
    pub(super) fn persons(&self) -> impl Iterator<Item = usize> {
        (0..self.cast.defendants.len()).filter(|at| self.is_person(*at))
    }

    /// Adds a term to several sentences. Of many, supervised release is of those who have terms of imprisonment, where these are
    /// told.
    pub(super) fn add_to_all(
        &self,
        all: &[usize],
        told: &Told,
        verb: usize,
        imposed: &mut [Imposed],
    ) {
        let of_imprisoned = told.kind == Kind::SupervisedRelease
            && all.len() > 2
            && all
                .iter()
                .any(|defendant| imposed[*defendant].months.is_some());
        for defendant in all {
            if !of_imprisoned || imposed[*defendant].months.is_some() {
                self.add(*defendant, told, verb, imposed);
            }
        }
    }
}
