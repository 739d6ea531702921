//! What do the columns of a table mean?

use crate::corpus::content::Content;
use crate::corpus::tables::columns::Columns;
use crate::model::SkipReason;

fn columns(heading: &[&str], row: &[&str]) -> Result<Columns, SkipReason> {
    Columns::read(heading, &std::iter::once(row.to_vec()))
}

#[test]
fn columns_are_known_by_their_names() {
    let text = "A clerk of Oldport was fined. ".repeat(8);
    let heading = [
        "Release No.",
        "Headline",
        "Date Posted",
        "Full Text",
        "Link",
        "Office",
    ];
    let row = [
        "24-7",
        "Clerk Fined",
        "March 4, 2021",
        &text,
        "https://example.gov/a",
        "Tax Division; FBI",
    ];
    let columns = columns(&heading, &row).expect("a table of releases");
    let Ok(Content::Fields(fields)) = columns.content(&row) else {
        panic!("no release");
    };
    assert_eq!(
        (fields.title.as_str(), fields.body.as_str()),
        ("Clerk Fined", text.trim())
    );
    assert_eq!(
        (fields.date.as_deref(), fields.number.as_deref()),
        (Some("March 4, 2021"), Some("24-7"))
    );
    assert_eq!(fields.components, ["Tax Division", "FBI"]);
    assert_eq!(
        columns.content(&["24-8", "No Text"]),
        Err(SkipReason::NoReleaseFields)
    );
}

#[test]
fn one_date_that_begins_with_the_day_tells_of_all() {
    let text = "A clerk of Oldport was fined. ".repeat(8);
    let rows = [["20/03/2016", &text], ["04/03/2016", &text]];
    let date_of = |rows: &[[&str; 2]], date: &str| {
        let all = rows.iter().map(|row| row.to_vec());
        let columns = Columns::read(&["Date", "Text"], &all).expect("releases");
        match columns.content(&[date, &text]) {
            Ok(Content::Fields(fields)) => fields.date,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(date_of(&rows, "04/03/2016").as_deref(), Some("2016-03-04"));
    assert_eq!(date_of(&rows, "4.3.18").as_deref(), Some("2018-03-04"));
    assert_eq!(
        date_of(&rows, "March 4, 2016").as_deref(),
        Some("March 4, 2016")
    );
    assert_eq!(
        date_of(&rows[1..], "04/03/2016").as_deref(),
        Some("04/03/2016")
    );
    for date in ["4.3.2016", "2016/03/04"] {
        assert_eq!(date_of(&rows[1..], date).as_deref(), Some("2016-03-04"));
    }
}

#[test]
fn a_column_of_long_texts_needs_no_known_name() {
    let text = "A clerk of Oldport was fined. ".repeat(30);
    let columns = columns(&["Headline", "Narrative"], &["Clerk Fined", &text]);
    let Ok(Content::Fields(fields)) =
        columns.and_then(|columns| columns.content(&["Clerk Fined", &text]))
    else {
        panic!("no release");
    };
    assert_eq!(
        (fields.title.as_str(), fields.body.as_str()),
        ("Clerk Fined", text.trim())
    );
}

#[test]
fn a_table_of_numbers_says_which_columns_it_has() {
    let reason = columns(&["City", "Text", "Equity"], &["Oldport", "short", "12"]);
    let Err(SkipReason::NoRelease(reason)) = reason else {
        panic!("a table of releases");
    };
    assert!(
        reason.ends_with("its columns are City, Text, Equity"),
        "{reason}"
    );
}

/// The title of a release in a column of this name, beside others.
fn title_under(name: &str, titles: [&str; 2]) -> String {
    let text = "A clerk of Oldport was fined. ".repeat(8);
    let heading = [
        name,
        "Town",
        "Author",
        "Docket",
        "Link of page",
        "Date",
        "Text",
    ];
    let others = [
        "New Oldport",
        "The clerk Jo Doe",
        "Case No. 16-7",
        "see https://example.gov",
    ];
    let rows = titles.map(|title| {
        let mut row = vec![title];
        row.extend(others);
        row.extend(["March 4, 2016", text.as_str()]);
        row
    });
    let columns = Columns::read(&heading, &rows.iter().cloned()).expect("releases");
    match columns.content(&rows[0]) {
        Ok(Content::Fields(fields)) => fields.title,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_title_needs_no_known_name() {
    let titles = ["Clerk of Oldport Fined", "Mate Goes to Prison"];
    for name in ["Name", "Press Release", "Release", "Case", "post_title"] {
        assert_eq!(title_under(name, titles), titles[0], "{name}");
    }
}

#[test]
fn names_of_persons_towns_and_cases_are_no_titles() {
    for cells in [
        ["Jo Doe", "Al Roe"],
        ["12 Pier Street, Oldport", "14 Pier Street, Oldport"],
        ["Office of the Clerk", "Office of the Clerk"],
    ] {
        assert_eq!(title_under("Where", cells), "", "{cells:?}");
    }
}

#[test]
fn a_text_goes_on_in_a_second_column_of_texts() {
    let text = "A clerk of Oldport was fined. ".repeat(20);
    let more = "The mate sold ropes at the pier. ".repeat(20);
    let page = format!("<div class=\"story\"><p>{more}</p></div>");
    for (name, second, goes_on) in [
        ("Text (continued)", &more, true),
        ("Raw", &text.to_uppercase(), false),
        ("Page", &page, false),
        ("City", &"Oldport".to_owned(), false),
    ] {
        let row = ["Clerk Fined", text.as_str(), second.as_str()];
        let columns = columns(&["Title", "Text", name], &row).expect("releases");
        let Ok(Content::Fields(fields)) = columns.content(&row) else {
            panic!("no release");
        };
        let whole = format!("{}\n\n{}", text.trim(), second.trim());
        let expected = if goes_on { whole.as_str() } else { text.trim() };
        assert_eq!(fields.body, expected, "{name}");
    }
}
