//! JSON as other programs write it.

use dragnet::corpus::{Content, Limits, RecordFields, read_bytes};
use serde_json::{Value, json};

/// The fields of the only release of a file.
fn fields(file: &Value) -> RecordFields {
    let mut found = Vec::new();
    let bytes = serde_json::to_vec(file).expect("JSON");
    let mut take = |record| found.push(record);
    read_bytes("a.json", &bytes, Limits::default(), &mut take).expect("readable");
    assert_eq!(found.len(), 1, "{found:?}");
    match found.remove(0).expect("a release").content {
        Content::Fields(fields) => *fields,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_under_a_name_that_nobody_knows_is_not_lost() {
    let text = "A clerk of Oldport was fined today. ".repeat(12);
    let text = text.trim();
    for unnamed in [
        json!({"title": "Clerk Fined", "narrative": text, "city": "Oldport"}),
        json!({"headline": "Clerk Fined", "sections": [{"paragraphs": [text]}]}),
        json!({"title": "Clerk Fined", "blocks": [{"kind": "p", "text": text}]}),
    ] {
        let fields = fields(&unnamed);
        assert_eq!(
            (fields.title.as_str(), fields.body.as_str()),
            ("Clerk Fined", text)
        );
    }
    // A known name comes first.
    let known = json!({"title": "Clerk Fined", "narrative": text, "body": "A clerk was fined."});
    assert_eq!(fields(&known).body, "A clerk was fined.");
}

#[test]
fn titles_and_dates_may_stand_in_small_objects() {
    let text = "A clerk was fined.";
    for (title, date) in [
        (json!({"rendered": "Clerk Fined"}), json!("2021-03-04")),
        (
            json!([{"value": "Clerk Fined"}]),
            json!({"$date": "2021-03-04"}),
        ),
        (
            json!({"en": "Clerk Fined", "es": "Multa"}),
            json!(["2021-03-04"]),
        ),
    ] {
        let fields = fields(&json!({"title": title, "date": date, "content": {"rendered": text}}));
        assert_eq!(fields.title, "Clerk Fined");
        assert_eq!(fields.date.as_deref(), Some("2021-03-04"));
        assert_eq!(fields.body, text);
    }
}

#[test]
fn all_lists_of_an_object_are_read() {
    let one = |title: &str| json!({"title": title, "body": "A clerk was fined."});
    for file in [
        json!({"results": [one("One")], "older": [one("Two"), one("Three")]}),
        json!({"older": [one("One"), one("Two")], "results": [one("Three")], "facets": [{"title": "Fraud"}]}),
        json!({"2019": [one("One")], "2020": [one("Two"), one("Three")]}),
    ] {
        let bytes = serde_json::to_vec(&file).expect("JSON");
        let mut found = Vec::new();
        let mut take = |record: Result<dragnet::corpus::Record, _>| found.push(record.is_ok());
        read_bytes("a.json", &bytes, Limits::default(), &mut take).expect("readable");
        assert_eq!(found, [true; 3], "{file}");
    }
}

const TEXT: &str = "A clerk was fined.";

#[test]
fn a_text_is_found_in_whatever_object_has_its_name() {
    let more = "A mate was fined, too.";
    let both = format!("{TEXT}\n\n{more}");
    for (body, expected) in [
        (json!({"processed": TEXT, "format": "full_html"}), TEXT),
        (json!({"html": TEXT}), TEXT),
        (json!({"value": TEXT, "processed": more}), TEXT),
        (json!({"und": [{"value": TEXT, "safe_value": more}]}), TEXT),
        (
            json!([{"type": "p", "children": [{"text": "A clerk "}, {"text": "was fined"}, {"text": "."}]},
                   {"type": "list item", "children": [{"type": "li", "children": [{"type": "p", "children": [{"text": more}]}]}]}]),
            &both,
        ),
    ] {
        let fields = fields(&json!({"title": "Clerk Fined", "body": body}));
        assert_eq!(fields.body, expected, "{body}");
    }
    for empty in [" <p>&nbsp;</p> ", "<img src=\"a.png\">", "&#160;"] {
        let file = json!({"title": "Clerk Fined", "body": empty, "content": TEXT});
        assert_eq!(fields(&file).body, TEXT, "{empty}");
    }
}
