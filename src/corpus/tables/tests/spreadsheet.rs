//! Which releases do the sheets of a workbook give?

use crate::corpus::content::{Content, Record};
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::spreadsheet::{Cells, read_sheets};
use crate::model::Skip;

const HEADING: [&str; 3] = ["Title", "Date", "Text"];

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// The cells of a release.
fn release(who: &str) -> Vec<String> {
    let text = format!("{who} was fined by the court of Oldport. ").repeat(12);
    row(&[&format!("{who} Fined"), "2016-03-04", &text])
}

/// The titles of the releases of sheets, and the reasons why there are none.
fn read_all(sheets: Vec<Cells>) -> Vec<String> {
    let mut found = Vec::new();
    let mut take = |record: Result<Record, Skip>| match record {
        Ok(record) => match record.content {
            Content::Fields(fields) => {
                assert!(fields.body.contains("was fined"), "{fields:?}");
                found.push(format!(
                    "{} {}",
                    fields.date.unwrap_or_default(),
                    fields.title
                ));
            }
            other => panic!("{other:?}"),
        },
        Err(skip) => found.push(skip.reason.to_string()),
    };
    let sheets = sheets.into_iter().map(Ok).collect();
    read_sheets(sheets, RecordSink::new("a.xlsx", &mut take));
    found
}

#[test]
fn the_first_row_of_a_workbook_without_a_heading_is_not_lost() {
    let rows = || vec![release("A clerk"), release("A mate")];
    let expected = ["2016-03-04 A clerk Fined", "2016-03-04 A mate Fined"];
    assert_eq!(read_all(vec![rows()]), expected);
    let mut titled = rows();
    titled.insert(0, row(&["Releases of the office"]));
    assert_eq!(read_all(vec![titled]), expected);
    // An article may be a row of its own.
    let mut named = rows();
    named[0][0] = "Article".to_owned();
    assert_eq!(read_all(vec![named])[0], "2016-03-04 Article");
}

#[test]
fn a_second_sheet_without_a_heading_may_have_other_columns_and_short_texts() {
    let first = || vec![row(&HEADING), release("A clerk")];
    let turned = |who| release(who).into_iter().rev().collect::<Vec<String>>();
    let mut short = release("A mate");
    short[2] = "A mate was fined.".to_owned();
    for second in [
        vec![turned("A mate"), turned("A baker")],
        vec![short, release("A baker")],
    ] {
        assert_eq!(
            read_all(vec![first(), second]),
            [
                "2016-03-04 A clerk Fined",
                "2016-03-04 A mate Fined",
                "2016-03-04 A baker Fined"
            ]
        );
    }
}

#[test]
fn a_heading_in_the_middle_of_a_sheet_begins_new_columns() {
    let turned: Vec<String> = release("A mate").into_iter().rev().collect();
    let sheet = vec![
        row(&HEADING),
        release("A clerk"),
        row(&["TEXT", "DATE", "TITLE"]),
        turned,
    ];
    assert_eq!(
        read_all(vec![sheet]),
        ["2016-03-04 A clerk Fined", "2016-03-04 A mate Fined"]
    );
}

#[test]
fn a_release_above_the_heading_of_a_sheet_is_one() {
    let turned: Vec<String> = release("A baker").into_iter().rev().collect();
    let long = "This sheet was made by a clerk of Oldport. ".repeat(12);
    let sheet = vec![
        row(&["Releases of the office"]),
        row(&["", &long]),
        release("A clerk"),
        row(&HEADING),
        release("A mate"),
    ];
    assert_eq!(
        read_all(vec![sheet]),
        ["2016-03-04 A clerk Fined", "2016-03-04 A mate Fined"]
    );
    let sheet = vec![turned, row(&HEADING), release("A mate")];
    assert_eq!(
        read_all(vec![sheet]),
        ["2016-03-04 A baker Fined", "2016-03-04 A mate Fined"]
    );
}

#[test]
fn a_short_table_above_one_of_another_order_keeps_its_texts() {
    let turned = |row: Vec<String>| row.into_iter().rev().collect::<Vec<String>>();
    let mut sheet = vec![row(&HEADING), release("A clerk"), turned(row(&HEADING))];
    sheet.extend((0..40).map(|_| turned(release("A mate"))));
    let found = read_all(vec![sheet]);
    assert_eq!(found.len(), 41);
    assert_eq!(
        found[..2],
        ["2016-03-04 A clerk Fined", "2016-03-04 A mate Fined"]
    );
}

#[test]
fn a_sheet_that_lost_its_texts_is_told() {
    let good = vec![row(&HEADING), release("A clerk")];
    let empty = vec![row(&HEADING), row(&["A mate Fined", "2016-03-04"])];
    let others = vec![row(&["City", "Amount"]), row(&["Oldport", "12"])];
    let found = read_all(vec![empty, good, others]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[1].ends_with("its columns are Title, Date, Text"),
        "{found:?}"
    );
}

#[test]
fn a_sheet_without_a_heading_goes_on_with_the_one_before() {
    let row = |who: &str| {
        vec![
            format!("{who} Fined"),
            format!("{who} was fined. ").repeat(20),
        ]
    };
    let heading = vec!["Title".to_owned(), "Text".to_owned()];
    let sheets = vec![
        Ok(vec![heading, row("A clerk"), row("A mate")]),
        Ok(Vec::new()),
        Ok(vec![row("A ferryman"), row("A baker")]),
        Ok(vec![vec!["Made by a clerk".to_owned()]]),
    ];
    let mut titles = Vec::new();
    let mut take = |record: Result<Record, Skip>| match record.map(|record| record.content) {
        Ok(Content::Fields(fields)) => titles.push(fields.title),
        other => panic!("{other:?}"),
    };
    read_sheets(sheets, RecordSink::new("a.xlsx", &mut take));
    assert_eq!(
        titles,
        [
            "A clerk Fined",
            "A mate Fined",
            "A ferryman Fined",
            "A baker Fined"
        ]
    );
}

#[test]
fn a_second_table_of_a_sheet_with_more_columns_does_not_hide_the_first() {
    let second = [
        row(&["Date", "Title", "Text", "URL"]),
        vec![
            "2016-03-05".to_owned(),
            "A mate Fined".to_owned(),
            release("A mate")[2].clone(),
            "https://example.gov/1".to_owned(),
        ],
    ];
    let mut sheet = vec![row(&HEADING), release("A clerk")];
    sheet.extend(second);
    assert_eq!(
        read_all(vec![sheet]),
        ["2016-03-04 A clerk Fined", "2016-03-05 A mate Fined"]
    );
}

#[test]
fn a_row_above_the_heading_of_a_sheet_in_another_order_is_named() {
    let text = "A baker was fined by the court of Oldport. ".repeat(5);
    let sheet = vec![
        row(&[&text, "2016-03-04", "A baker Fined"]),
        row(&HEADING),
        release("A mate"),
    ];
    let found = read_all(vec![sheet]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("above the heading"), "{found:?}");
}

/// A release whose text is too short to be known without a name.
fn short_release(who: &str) -> Vec<String> {
    let mut row = release(who);
    row[2] = format!("{who} was fined by the court of Oldport. ").repeat(5);
    row
}

#[test]
fn a_sheet_without_a_heading_may_stand_before_the_one_with_it() {
    let first = vec![short_release("A clerk"), short_release("A mate")];
    let second = vec![row(&HEADING), release("A baker")];
    assert_eq!(
        read_all(vec![first, second]),
        [
            "2016-03-04 A baker Fined",
            "2016-03-04 A clerk Fined",
            "2016-03-04 A mate Fined"
        ]
    );
}

#[test]
fn a_sheet_with_texts_under_unknown_names_is_told() {
    let first = vec![row(&HEADING), release("A clerk")];
    let second = vec![row(&["Release", "When", "Story"]), short_release("A mate")];
    let found = read_all(vec![first, second]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].contains("a sheet with texts"), "{found:?}");
}

#[test]
fn twelve_rows_may_stand_above_the_heading_of_a_sheet() {
    let mut sheet = vec![row(&["A note of the office"]); 12];
    sheet.extend([row(&HEADING), short_release("A clerk")]);
    assert_eq!(read_all(vec![sheet]), ["2016-03-04 A clerk Fined"]);
}
