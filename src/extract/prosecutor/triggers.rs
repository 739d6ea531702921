//! Can a sentence name a prosecutor at all? Most cannot, and need not be cut into tokens.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::packed::{Config, Searcher};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};

/// Letters without which no sentence names a prosecutor. The last ones tell of who investigates, directs or is on the staff:
/// that makes counsel of civil enforcers only, or beside others who are counsel already.
const TRIGGERS: &[&str] = &[
    // "Director of Criminal Enforcement", of the Antitrust Division.
    "irector of Criminal",
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
    " head ",
    " Head ",
    " lead ",
    " Lead ",
    "olicitor",
    // Who "by" them is a prosecutor without a title: "prosecuted by", "argued by" and the like have triggers of their own
    // or stand here.
    "gued by",
    "isted by",
    "iefed by",
    "sented by",
    " led by",
    "handl",
    "epresented",
    "epresenting",
    "epresents",
    "charge of",
    "litigat",
    " tried",
    " trying",
    "oordinator",
    "iscal",
    "ISCAL",
    "itigante",
    "irector",
    "upervis",
    "onducted",
    "gated by",
    "een by",
    "staff",
];

/// How many of them are of civil enforcers only.
const OF_ENFORCERS: usize = 6;

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
    /// Whether the release is a civil enforcer's.
    enforcer: bool,
    /// The first one that does not begin before the last part asked for.
    next: Option<Range<usize>>,
}

impl<'a> Triggers<'a> {
    pub fn of(text: &'a str, enforcer: bool) -> Self {
        Triggers {
            text,
            enforcer,
            next: find(text, 0, enforcer),
        }
    }

    /// Whether one stands in this part of the text. Parts must be asked for in their order, and begin and end between words.
    pub fn stand_in(&mut self, part: &Range<usize>) -> bool {
        while let Some(next) = &self.next {
            if next.start >= part.start {
                return next.end <= part.end;
            }
            self.next = find(self.text, part.start, self.enforcer);
        }
        false
    }
}

fn find(text: &str, from: usize, enforcer: bool) -> Option<Range<usize>> {
    let mut span = from..text.len();
    loop {
        let found = match &*PACKED {
            Some(packed) => packed.find_in(text, span.clone().into())?,
            None => AUTOMATON.find(Input::new(text).span(span.clone()))?,
        };
        let general = TRIGGERS.len() - OF_ENFORCERS;
        let counts = enforcer || found.pattern().as_usize() < general;
        if counts && !begins_office(&text[found.end()..]) {
            return Some(found.start()..found.end());
        }
        span.start = found.end();
    }
}

/// Whether a title's last letters are followed by "'s Office", however it is written: an office is no person, and who speaks
/// for it or works there has a title or a verb of his own.
fn begins_office(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['s', '\'', '’']);
    rest.starts_with(" Office") || rest.starts_with(" office")
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
                find(&text, 0, true).is_some() && AUTOMATON.is_match(&text),
                "{trigger}"
            );
        }
        let none = "The court in the district took the plea of the man on Tuesday and set a date.";
        assert!(find(none, 0, true).is_none() && !AUTOMATON.is_match(none));
    }

    #[test]
    fn only_parts_with_a_trigger_are_read() {
        let text =
            "The staff met. It rained. The counsel left. Nothing more of it was ever heard again.";
        let ends = [14, 25, 43, text.len()];
        let mut triggers = Triggers::of(text, true);
        let mut start = 0;
        let stand = ends.map(|end| {
            let part = start..end;
            start = end;
            triggers.stand_in(&part)
        });
        assert_eq!(stand, [true, false, true, false]);
    }
}
