//! Queries of words, with the releases that they should find.

use super::reading::{changes, near};
use super::{Asked, Asker};

impl Asker {
    pub(super) fn words(&mut self) -> Option<Asked> {
        let number = 1 + self.random.below(4);
        let words = self.some(number)?;
        let fits = self.stems(&words);
        let ids = self
            .reading
            .ids(|text| fits.iter().all(|fits| text.has(fits)));
        Some((words.join(" "), ids))
    }

    pub(super) fn phrase(&mut self) -> Option<Asked> {
        let length = 1 + self.random.below(4);
        let words = self.run(length)?;
        let fits = self.exact(&words);
        let ids = self.reading.ids(|text| !text.phrase(&fits).is_empty());
        let [open, close] = *self.any(&[["\"", "\""], ["“", "”"]]);
        Some((format!("{open}{}{close}", words.join(" ")), ids))
    }

    pub(super) fn operators(&mut self) -> Option<Asked> {
        let words = self.some(3)?;
        let [a, b, c] = [&words[0], &words[1], &words[2]];
        let fits = self.stems(&words);
        let way = self.random.below(5);
        let query = match way {
            0 => format!("{a} AND {b} AND {c}"),
            1 => format!("{a} OR {b} OR {c}"),
            2 => format!("{a} OR {b} {c}"),
            3 => format!("{a} -{b} NOT {c}"),
            _ => format!("{a} {b} -{c}"),
        };
        let ids = self.reading.ids(|text| {
            let [a, b, c] = [0, 1, 2].map(|at| text.has(&fits[at]));
            match way {
                0 => a && b && c,
                1 => a || b || c,
                2 => (a || b) && c,
                3 => a && !b && !c,
                _ => a && b && !c,
            }
        });
        Some((query, ids))
    }

    pub(super) fn parentheses(&mut self) -> Option<Asked> {
        let words = self.some(4)?;
        let [a, b, c, d] = [&words[0], &words[1], &words[2], &words[3]];
        let fits = self.stems(&words);
        let way = self.random.below(6);
        let query = match way {
            0 => format!("({a} OR {b}) ({c} OR {d})"),
            1 => format!("({a} {b}) OR ({c} {d})"),
            2 => format!("{a} -({b} OR {c})"),
            3 => format!("{a} NOT ({b} {c})"),
            4 => format!("({a} OR ({b} -{c})) {d}"),
            _ => format!("(({a}) AND ({b} OR {c} OR {d}))"),
        };
        let ids = self.reading.ids(|text| {
            let [a, b, c, d] = [0, 1, 2, 3].map(|at| text.has(&fits[at]));
            match way {
                0 => (a || b) && (c || d),
                1 => (a && b) || (c && d),
                2 => a && !(b || c),
                3 => a && !(b && c),
                4 => (a || (b && !c)) && d,
                _ => a && (b || c || d),
            }
        });
        Some((query, ids))
    }

    pub(super) fn prefix(&mut self) -> Option<Asked> {
        let word = self.some(1)?.remove(0);
        let beginning = &word[..3 + self.random.below(word.len() - 3)];
        let fits = self.reading.words(|form| form.starts_with(beginning));
        let sign = *self.any(&["*", "!"]);
        let ids = self.reading.ids(|text| text.has(&fits));
        Some((format!("{beginning}{sign}"), ids))
    }

    pub(super) fn wildcard(&mut self) -> Option<Asked> {
        let word = self.some(1)?.remove(0);
        let at = 1 + self.random.below(word.len() - 2);
        let (head, tail) = (&word[..at], &word[at + 1..]);
        let one = self.random.below(2) == 0;
        let fits = self.reading.words(|form| {
            let between = (form.strip_prefix(head)).and_then(|form| form.strip_suffix(tail));
            between.is_some_and(|between| !one || between.chars().count() == 1)
        });
        let sign = if one { "?" } else { "*" };
        let ids = self.reading.ids(|text| text.has(&fits));
        Some((format!("{head}{sign}{tail}"), ids))
    }

    pub(super) fn alike(&mut self) -> Option<Asked> {
        let word = self.some(1)?.remove(0);
        let most = if word.len() < 5 { 1 } else { 2 };
        let fits = self
            .reading
            .words(|form| form.len().abs_diff(word.len()) <= most && changes(&word, form) <= most);
        let ids = self.reading.ids(|text| text.has(&fits));
        Some((format!("{word}~"), ids))
    }

    /// A proximity operator: as typed, its distance, and whether it keeps the order.
    pub(super) fn operator(&mut self) -> (String, u32, bool) {
        let within = *self.any(&[1, 2, 3, 5, 10, 50]);
        let (name, ordered) = *self.any(&[("w", false), ("pre", true)]);
        (format!("{name}/{within}"), within, ordered)
    }

    pub(super) fn near_words(&mut self) -> Option<Asked> {
        let words = self.some(2)?;
        let fits = self.stems(&words);
        let (operator, within, ordered) = self.operator();
        let ids = self.reading.ids(|text| {
            let [a, b] = [0, 1].map(|at| text.places(&fits[at]));
            near(&a, &b, within, ordered)
        });
        Some((format!("{} {operator} {}", words[0], words[1]), ids))
    }

    pub(super) fn near_groups(&mut self) -> Option<Asked> {
        let words = self.some(3)?;
        let [a, b, c] = [&words[0], &words[1], &words[2]];
        let phrase = self.run(2)?;
        let phrase_fits = self.exact(&phrase);
        let fits = self.stems(&words);
        let (operator, within, ordered) = self.operator();
        let way = self.random.below(4);
        let query = match way {
            0 => format!("({a} OR {b}) {operator} {c}"),
            1 => format!("({a} {b}) {operator} {c}"),
            2 => format!("\"{}\" {operator} {c}", phrase.join(" ")),
            _ => format!("{a} {operator} ({b} OR {c})"),
        };
        let ids = self.reading.ids(|text| {
            let [a, b, c] = [0, 1, 2].map(|at| text.places(&fits[at]));
            let near = |a, b| near(a, b, within, ordered);
            match way {
                0 => near(&a, &c) || near(&b, &c),
                1 => near(&a, &c) && near(&b, &c),
                2 => near(&text.phrase(&phrase_fits), &c),
                _ => near(&a, &b) || near(&a, &c),
            }
        });
        Some((query, ids))
    }
}
