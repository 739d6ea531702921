//! What do rows tell of those behind them?

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::tables::columns::Columns;
use crate::corpus::tables::rows::Rows;

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn fields(rows: &mut Rows, cells: &[&str]) -> RecordFields {
    match rows.next(&row(cells)) {
        Some(Ok(Content::Fields(fields))) => *fields,
        other => panic!("{other:?}"),
    }
}

/// A table whose dates begin with the day.
fn british() -> Rows {
    let heading = ["Title", "Date", "Text"];
    let text = "A clerk of Oldport was fined. ".repeat(8);
    let first = [["Clerk Fined", "20/03/2016", &text]];
    let sample = first.iter().map(|row| row.to_vec());
    Rows::new(Columns::read(&heading, &sample).expect("releases"), None)
}

#[test]
fn a_table_below_another_may_have_american_dates() {
    let mut rows = british();
    let text = "A mate was fined.";
    assert_eq!(
        fields(&mut rows, &["Mate Fined", "04/03/2016", text])
            .date
            .as_deref(),
        Some("2016-03-04")
    );
    assert_eq!(rows.next(&row(&["Headline", "Released", "Body"])), None);
    assert_eq!(
        fields(&mut rows, &["Mate Fined", "04/03/2016", text])
            .date
            .as_deref(),
        Some("04/03/2016")
    );
    // A heading in another order does not tell, but a date does.
    let mut rows = british();
    assert_eq!(rows.next(&row(&["Date", "Title", "Text"])), None);
    fields(&mut rows, &["03/14/2016", "Mate Fined", text]);
    assert_eq!(
        fields(&mut rows, &["04/03/2016", "Mate Fined", text])
            .date
            .as_deref(),
        Some("04/03/2016")
    );
}

#[test]
fn a_heading_among_the_rows_may_have_another_name_for_the_text() {
    let text = "A mate of Oldport was fined. ".repeat(8);
    let mut rows = british();
    assert_eq!(rows.next(&row(&["Released", "Headline", "Story"])), None);
    for _ in 0..2 {
        let fields = fields(&mut rows, &["2016-03-14", "Mate Fined", &text]);
        assert_eq!(
            (fields.title.as_str(), fields.body.as_str()),
            ("Mate Fined", text.trim())
        );
    }
    // Without such a text the rows go on as before.
    assert_eq!(rows.next(&row(&["Date", "Title", "Page"])), None);
    assert_eq!(
        fields(
            &mut rows,
            &["2016-03-15", "Baker Fined", "A baker was fined."]
        )
        .title,
        "Baker Fined"
    );
}
