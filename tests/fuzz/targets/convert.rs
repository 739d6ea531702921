//! A page, a text and a JSON body of any letters -> text that is clean: one line of title, no control characters.
#![no_main]

use dragnet::convert::convert;
use dragnet::corpus::{Content, Record, RecordFields};
use dragnet::model::RecordId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let fields = RecordFields {
        title: text.chars().take(200).collect(),
        body: text.to_owned(),
        ..RecordFields::default()
    };
    for content in [
        Content::Html(text.to_owned()),
        Content::Text(text.to_owned()),
        Content::Fields(Box::new(fields)),
    ] {
        let record = Record {
            id: RecordId::of_file("a.html"),
            content,
        };
        if let Ok(page) = convert(&record) {
            let unseen = |letter: char| letter.is_control() && letter != '\n';
            assert!(!page.title.contains(|letter: char| letter.is_control()));
            assert!(!page.text.contains(unseen));
            assert_eq!(page.text.trim(), page.text);
        }
    }
});
