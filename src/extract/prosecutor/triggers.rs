//! Can a sentence name a prosecutor at all? Most cannot, and need not be cut into tokens.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::packed::{Config, Searcher};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

/// Letters without which no sentence names a prosecutor.
const TRIGGERS: &[&str] = &[
    "ttorney",
    "TTORNEY",
    "AUSA",
    "ADA ",
    "ADAs",
    "DDA ",
    "DDAs",
    "DA ",
    "AG ",
    "ounsel",
    "rosecut",
    "hief",
    "irector",
    "ead ",
    "upervis",
    "olicitor",
    "onducted",
    // Who "by" them is a prosecutor without a title: "prosecuted by", "argued by" and the like have triggers of their own
    // or stand here.
    "gued by",
    "isted by",
    "iefed by",
    "gated by",
    "sented by",
    " led by",
    "een by",
    "staff",
    "handl",
    "epresent",
    "charge of",
    "litigat",
    " tried",
    " trying",
    "oordinator",
    "iscal",
    "ISCAL",
    "itigante",
];

/// Looks at many bytes at a time; none where the processor cannot. With 32 patterns or fewer it would part them into eight
/// buckets instead of sixteen, and look at three times as many places in vain: that is why the abbreviations, which hold
/// each other, all stand in the list.
static PACKED: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let mut builder = Config::new().builder();
    builder.extend(TRIGGERS);
    builder.build()
});

/// The same for other processors.
static AUTOMATON: LazyLock<AhoCorasick> = LazyLock::new(|| {
    // Their letters are everywhere in English: looking for one of them first only costs time.
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .prefilter(false)
        .build(TRIGGERS)
        .expect("fixed patterns")
});

/// The triggers of one text, for questions in the order of the text.
pub(super) struct Triggers<'a> {
    text: &'a str,
    /// The first one that does not begin before the last part asked for.
    next: Option<Range<usize>>,
}

impl<'a> Triggers<'a> {
    pub fn of(text: &'a str) -> Self {
        Triggers {
            text,
            next: find(text, 0),
        }
    }

    /// Whether one stands in this part of the text. Parts must be asked for in their order, and begin and end between words.
    pub fn stand_in(&mut self, part: &Range<usize>) -> bool {
        while let Some(next) = &self.next {
            if next.start >= part.start {
                return next.end <= part.end;
            }
            self.next = find(self.text, part.start);
        }
        false
    }
}

fn find(text: &str, from: usize) -> Option<Range<usize>> {
    let span = from..text.len();
    let found = match &*PACKED {
        Some(packed) => packed.find_in(text, span.into())?,
        None => AUTOMATON.find(Input::new(text).span(span))?,
    };
    Some(found.start()..found.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trigger_is_found_on_every_processor() {
        for trigger in TRIGGERS {
            let text = format!(
                "Nothing else stands in this long a text, yet x{trigger}x is in it somewhere."
            );
            assert!(
                find(&text, 0).is_some() && AUTOMATON.is_match(&text),
                "{trigger}"
            );
        }
        let none = "The court in the district took the plea of the man on Tuesday and set a date.";
        assert!(find(none, 0).is_none() && !AUTOMATON.is_match(none));
    }

    #[test]
    fn only_parts_with_a_trigger_are_read() {
        let text =
            "The staff met. It rained. The counsel left. Nothing more of it was ever heard again.";
        let ends = [14, 25, 43, text.len()];
        let mut triggers = Triggers::of(text);
        let mut start = 0;
        let stand = ends.map(|end| {
            let part = start..end;
            start = end;
            triggers.stand_in(&part)
        });
        assert_eq!(stand, [true, false, true, false]);
    }
}
