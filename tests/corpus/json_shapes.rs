//! JSON as other programs write it.

use dragnet::corpus::{Content, Limits, Record, RecordFields, read_bytes};
use dragnet::model::Skip;
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
        let mut take = |record: Result<Record, _>| found.push(record.is_ok());
        read_bytes("a.json", &bytes, Limits::default(), &mut take).expect("readable");
        assert_eq!(found, [true; 3], "{file}");
    }
}

/// The titles and texts of a file, and the reasons of what is skipped.
fn read(file: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |record: Result<Record, Skip>| {
        found.push(match record {
            Ok(record) => match record.content {
                Content::Fields(fields) => format!("{}: {}", fields.title, fields.body),
                other => panic!("{other:?}"),
            },
            Err(skip) => skip.reason.to_string(),
        });
    };
    read_bytes("a.json", file.as_bytes(), Limits::default(), &mut take).expect("readable");
    found
}

const TEXT: &str = "A clerk was fined.";

fn one(title: &str) -> Value {
    json!({"title": title, "body": TEXT})
}

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

#[test]
fn json_in_something_else_is_read_as_json() {
    let (first, second) = (one("One"), one("Two"));
    let list = json!([first, second]).to_string();
    for file in [
        json!([null, first, second]).to_string(),
        json!([[first], [second]]).to_string(),
        json!({"content": [first, second], "page": 1}).to_string(),
        format!("callback({list});"),
        format!(")]}}',\n{list}"),
        format!("while(1);{list}"),
        format!("var data = {list};\n"),
        format!("```json\n{list}\n```\n"),
        format!("\u{1e}{first}\n\u{1e}{second}\n"),
        format!("\u{1e}{first:#}\n\u{1e}{second:#}\n"),
    ] {
        assert_eq!(
            read(&file),
            [format!("One: {TEXT}"), format!("Two: {TEXT}")],
            "{file}"
        );
    }
}

#[test]
fn json_that_cannot_be_read_is_no_release() {
    let record = one("One").to_string();
    for file in [
        format!("2024-01-01 INFO {record}\n").repeat(3),
        serde_json::to_string(&record).expect("JSON"),
        "{'title': 'One', 'body': '<p>A clerk was fined.</p>'}\n".repeat(3),
        format!("<html><body><pre>[{record}]</pre></body></html>"),
    ] {
        let found = read(&file);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("not "), "{found:?}");
    }
}

#[test]
fn a_line_may_be_a_page_of_what_a_program_answers() {
    let page = |titles: [&str; 2]| json!({"count": 4, "results": titles.map(one)}).to_string();
    let file = [
        page(["One", "Two"]),
        json!({"error": 3}).to_string(),
        page(["Three", "Four"]),
    ];
    let found = read(&file.join("\n"));
    let titles: Vec<&str> = found
        .iter()
        .filter_map(|found| found.split(':').next())
        .collect();
    assert_eq!(
        titles,
        [
            "One",
            "Two",
            "a record without a title or text",
            "Three",
            "Four"
        ]
    );
}

/// The titles of the releases of a file.
fn titles(file: &Value) -> Vec<String> {
    let found = read(&file.to_string());
    let title = |found: &String| found.split(':').next().unwrap_or_default().to_owned();
    found.iter().map(title).collect()
}

#[test]
fn a_table_kept_by_columns_is_one_whatever_its_text_is_called() {
    let texts = ["A clerk was fined today.", "A mate was fined today."];
    for name in ["body", "text", "content", "article", "full_text"] {
        let by_number =
            json!({"title": {"0": "One", "1": "Two"}, name: {"0": texts[0], "1": texts[1]}});
        let lists =
            json!({"title": ["One", "Two"], "date": ["2021-03-04", "2021-03-05"], name: texts});
        assert_eq!(titles(&by_number), ["One", "Two"], "{name}");
        assert_eq!(titles(&lists), ["One", "Two"], "{name}");
    }
    // The paragraphs of one release.
    assert_eq!(
        fields(&json!({"body": texts}))
            .body
            .lines()
            .filter(|line| !line.is_empty())
            .count(),
        2
    );
}

#[test]
fn a_list_beside_a_title_is_read_and_related_releases_are_not() {
    let posts = json!([one("One"), one("Two")]);
    for name in ["posts", "list", "pressReleases", "nodes", "documents"] {
        let page = json!({"title": "Newsroom", name: posts});
        assert_eq!(titles(&page), ["One", "Two"], "{name}");
        let with_text = json!({"title": "Newsroom", "text": "All releases.", name: posts});
        assert_eq!(titles(&with_text), ["One", "Two", "Newsroom"], "{name}");
    }
    let mut release = one("One");
    release["related_posts"] = posts;
    assert_eq!(titles(&release), ["One"]);
}

#[test]
fn a_text_or_a_page_that_quotes_json_is_a_release() {
    let text = "A clerk of Oldport was fined by the harbor court. ".repeat(40);
    for file in [
        format!("Clerk Fined\n\n{{\"a\": 1}}\n\n{text}"),
        format!("Clerk Fined\n\n{{\"Draft\"}} is what he wrote.\n\n{text}"),
        format!(
            "<html><body><h1>Clerk Fined</h1><p>{text}</p><pre>{{\"a\": 1}}</pre></body></html>"
        ),
        format!(
            "<html><body><h1>Clerk Fined</h1><pre>{{\"a\": 1}}</pre><p>{text}</p></body></html>"
        ),
    ] {
        let mut found = Vec::new();
        let mut take = |record| found.push(record);
        read_bytes("a", file.as_bytes(), Limits::default(), &mut take).expect("readable");
        assert!(matches!(&found[..], [Ok(_)]), "{found:?}");
    }
}

#[test]
fn json_below_the_head_of_an_answer_is_read() {
    let list = json!([one("One"), one("Two"), one("Three"), one("Four")]).to_string();
    let file = format!("HTTP/1.1 200 OK\r\nServer: a\r\n\r\n{list}\n");
    assert_eq!(read(&file).len(), 4);
}
