//! The places of any text that are shown for any words: parts of it, and the marks in them on borders of letters.
#![no_main]

use dragnet::query::snippet_of;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|given: (&str, &str)| {
    let (words, text) = given;
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for fragment in snippet_of(words, text).fragments {
        assert!(one_line.contains(&fragment.text), "{:?}", fragment.text);
        let mut end = 0;
        for mark in fragment.marks {
            assert!(mark.start >= end && mark.start < mark.end);
            assert!(fragment.text.get(mark.clone()).is_some());
            end = mark.end;
        }
    }
});
