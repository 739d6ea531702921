//! Is a row put together again that was cut at its commas?

use crate::corpus::tables::columns::Columns;
use crate::corpus::tables::cut::fitted;

/// The row of a line, whose cells in quotes keep their commas.
fn row(heading: &str, line: &str) -> Vec<String> {
    let heading: Vec<&str> = heading.split(',').collect();
    let columns = Columns::named_by(&heading, |_, _| true);
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(line.as_bytes());
    let record = reader.into_records().next().expect("a row").expect("text");
    let cells: Vec<String> = record.iter().map(str::to_owned).collect();
    fitted(&columns, &cells, ',').expect("a row of the table")
}

#[test]
fn a_date_without_quotes_keeps_its_year() {
    for date in ["March 14, 2016", "Monday, March 14, 2016"] {
        for text in [
            "\"A clerk, Jo Doe, was fined.\"",
            "A clerk, Jo Doe, was fined.",
        ] {
            let bare = text.trim_matches('"');
            let line = format!("Clerk Fined,{date},{text}");
            let expected = ["Clerk Fined", date, bare];
            assert_eq!(row("Title,Date,Text", &line), expected);
            let line = format!("{date},Clerk Fined,{text}");
            let expected = [date, "Clerk Fined", bare];
            assert_eq!(row("Date,Title,Text", &line), expected);
        }
    }
}

#[test]
fn a_title_without_quotes_keeps_its_commas() {
    let text = "A clerk, Jo Doe, was fined.";
    for title in ["Clerk, Mate, Baker Fined", "Clerk Pays $1,000"] {
        let line = format!("2016-03-14,{title},\"{text}\"");
        assert_eq!(row("Date,Title,Text", &line), ["2016-03-14", title, text]);
        let line = format!("{title},\"March 14, 2016\",{text}");
        assert_eq!(
            row("Title,Date,Text", &line),
            [title, "March 14, 2016", text]
        );
    }
}

#[test]
fn a_text_without_quotes_may_stand_before_the_title() {
    let text = "A clerk, Jo Doe, was fined.";
    let line = format!("2016-03-14,{text},Clerk Fined");
    assert_eq!(
        row("Date,Text,Title", &line),
        ["2016-03-14", text, "Clerk Fined"]
    );
}
