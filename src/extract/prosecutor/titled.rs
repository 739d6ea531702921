//! Titles and whose they are: the names after one, the list that it begins, or the names before it.

use crate::extract::prosecutor::grammar::Title;
use crate::extract::prosecutor::names::Name;
use crate::extract::prosecutor::sentence::{CUE_REACH, Entry, Sentence};
use crate::extract::prosecutor::tokens::Shape;
use crate::knowledge::tables::titles::TitleClass;

impl Sentence<'_> {
    /// Reads the title at `at` with its persons; gives the token to go on with.
    pub(super) fn title(&mut self, at: usize, title: Title) -> usize {
        let tokens = self.tokens;
        if self
            .lexicon
            .office_title(tokens, title.end, title.possessive)
        {
            return title.end;
        }
        // "District Attorney (OCDA) Jo Doe"
        let opens = tokens
            .get(title.end)
            .is_some_and(|token| token.shape == Shape::Open);
        let next = if opens {
            self.closed(title.end)
        } else {
            title.end
        };
        if let Some(name) = self.lexicon.name(tokens, next) {
            self.pending.clear();
            return self.list(at, title, name, "title-then-name");
        }
        let behind = self.behind(at);
        if !behind.is_empty() {
            return self.backwards(at, title, &behind);
        }
        // "U.S. Attorney for the District of Columbia Jo Doe", "United States Attorney for the Southern District of
        // New York, Jo Doe", "Assistant U.S. Attorneys: Jo Doe"
        let mut next = title.end;
        if let Some(end) = self.lexicon.office_end(tokens, next) {
            next = end;
        }
        let mark = tokens.get(next).is_some_and(|token| {
            matches!(
                token.shape,
                Shape::Comma | Shape::Colon | Shape::Break | Shape::Bar
            )
        });
        let direct = next;
        next += usize::from(mark);
        next += usize::from(
            mark && tokens
                .get(next)
                .is_some_and(|token| token.shape == Shape::Break),
        );
        // "As head of the Criminal Division, Jo Doe has prosecuted many": praise of a career.
        let career = mark
            && title.standing == TitleClass::Member
            && self
                .tokens
                .first()
                .is_some_and(|token| token.word == self.lexicon.as_);
        if !career
            && (mark || direct > title.end)
            && let Some(name) = self.lexicon.name(tokens, next)
            && name.full()
            && !(mark && self.apposition(name.end).is_some())
        {
            self.pending.clear();
            return self.list(at, title, name, "title-office-name");
        }
        // "The staff attorneys on this matter are Jo Doe and Al Roe"
        if (title.standing == TitleClass::Counsel
            || title.standing == TitleClass::Member && title.plural && self.context.enforcer)
            && let Some(name) = self.after_copula(title.end)
        {
            return self.list(at, title, name, "title-is-name");
        }
        title.end
    }

    fn after_copula(&self, from: usize) -> Option<Name> {
        let copula = (from..(from + CUE_REACH).min(self.tokens.len()))
            .find(|at| self.lexicon.copula(&self.tokens[*at]))?;
        let plain = self.tokens[from..copula]
            .iter()
            .all(|token| matches!(token.shape, Shape::Lower | Shape::Capital));
        let name = self.lexicon.name(self.tokens, copula + 1)?;
        (plain && name.full()).then_some(name)
    }

    /// The names that a title at `at` may be said of: those right before its comma.
    fn behind(&self, at: usize) -> Vec<Name> {
        let Some(last) = self.pending.last() else {
            return Vec::new();
        };
        let between = &self.tokens[last.end..at];
        let mark = between.iter().any(|token| {
            matches!(
                token.shape,
                Shape::Comma | Shape::Bar | Shape::Break | Shape::Open
            )
        });
        let only = between.iter().all(|token| {
            matches!(
                token.shape,
                Shape::Comma | Shape::Bar | Shape::Break | Shape::Open
            ) || self.lexicon.article(token)
                || self.enforcer(token)
        });
        // "Average Daily Attendance (ADA)" defines the letters.
        let defined = self.tokens[at].caps
            && between
                .last()
                .is_some_and(|token| token.shape == Shape::Open);
        if mark && only && !defined && between.len() <= 4 {
            self.pending.clone()
        } else {
            Vec::new()
        }
    }

    fn backwards(&mut self, at: usize, title: Title, names: &[Name]) -> usize {
        let taken = if title.plural { 0 } else { names.len() - 1 };
        self.run
            .retain(|entry| !names[taken..].contains(&entry.name));
        self.pending.clear();
        let end = self.lexicon.office_end(self.tokens, title.end);
        let office = end.and_then(|end| self.lexicon.office_kind(&self.tokens[title.end..end]));
        if title.standing != TitleClass::Other {
            for name in &names[taken..] {
                self.run.push(Entry {
                    name: *name,
                    title: Some((at, title)),
                    office,
                    rule: "name-then-title",
                });
            }
        }
        end.unwrap_or(title.end)
    }

    /// Reads a list of names that one title begins.
    fn list(&mut self, at: usize, title: Title, first: Name, rule: &'static str) -> usize {
        let mut name = first;
        loop {
            let mut next = name.end;
            let end = self.lexicon.office_end(self.tokens, next);
            let office = end.and_then(|end| self.lexicon.office_kind(&self.tokens[next..end]));
            if title.standing != TitleClass::Other && !self.accused(name.end) {
                self.run.push(Entry {
                    name,
                    title: Some((at, title)),
                    office,
                    rule,
                });
            }
            next = end.unwrap_or(next);
            if self
                .tokens
                .get(next)
                .is_some_and(|token| token.shape == Shape::Open)
            {
                next = self.closed(next);
            }
            let Some(after) = self.separator(next) else {
                return next;
            };
            if self.lexicon.title(self.tokens, after).is_some() {
                return after;
            }
            let Some(more) = self.lexicon.name(self.tokens, after) else {
                return next;
            };
            let goes_on = more.full()
                && (title.plural || title.standing == TitleClass::Counsel)
                && self.apposition(more.end).is_none();
            if !goes_on {
                return next;
            }
            name = more;
        }
    }

    /// `, 45,` or `was charged`: a defendant, whatever the title.
    fn accused(&self, at: usize) -> bool {
        let token = |at: usize| self.tokens.get(at);
        let aged = token(at).is_some_and(|token| token.shape == Shape::Comma)
            && token(at + 1).is_some_and(|token| token.shape == Shape::Number)
            && token(at + 2).is_some_and(|token| token.shape == Shape::Comma);
        let charged = (at..at + 3)
            .map_while(token)
            .find(|token| !self.lexicon.auxiliary(token))
            .is_some_and(|token| self.lexicon.charge(token));
        aged || charged
    }

    /// The token after the bracket that opens at `at`, where it closes soon.
    fn closed(&self, at: usize) -> usize {
        (at..(at + 8).min(self.tokens.len()))
            .find(|at| self.tokens[*at].shape == Shape::Close)
            .map_or(at, |close| close + 1)
    }

    /// The token after `,`, `and`, `, and` or `;` at `at`.
    fn separator(&self, at: usize) -> Option<usize> {
        let mut next = at;
        while self.tokens.get(next).is_some_and(|token| {
            matches!(token.shape, Shape::Comma | Shape::Semicolon | Shape::Break)
                || self.lexicon.joins_a_list(token)
        }) && next < at + 3
        {
            next += 1;
        }
        (next > at).then_some(next)
    }
}
