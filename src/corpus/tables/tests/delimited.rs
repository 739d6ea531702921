//! Which releases does a CSV file give?

use crate::corpus::content::{Content, Record};
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::delimited::read;
use crate::corpus::tables::layout::layout;
use crate::model::{Skip, SkipReason};

fn read_all(bytes: &[u8], limit: u64) -> Vec<Result<Record, Skip>> {
    let mut found = Vec::new();
    let mut take = |record| found.push(record);
    let limits = Limits {
        record_bytes: limit,
    };
    let layout = layout(bytes, true).expect("a table");
    read(
        &mut &*bytes,
        layout,
        limits,
        RecordSink::new("a.csv", &mut take),
    )
    .expect("readable");
    found
}

fn titles(found: &[Result<Record, Skip>]) -> Vec<String> {
    let releases = found.iter().flatten();
    releases
        .map(|record| match &record.content {
            Content::Fields(fields) => fields.title.clone(),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn table(delimiter: &str) -> String {
    let text = "A clerk of Oldport was fined today. ".repeat(8);
    let mut table = ["Title", "Date", "Text"].join(delimiter) + "\r\n";
    for title in ["\"One, Two; Three\tFour|Five\"", "\"Zwölf \"\"B\"\"\""] {
        table += &[title, "2021-03-04", &format!("\"{text}\nMore.\"")].join(delimiter);
        table += "\r\n";
    }
    table
}

#[test]
fn the_last_row_may_tell_that_days_stand_before_months() {
    let text = "A clerk of Oldport was fined today. ".repeat(8);
    let days = ["04/03/2016", "05/03/2016", "20/03/2016"];
    let rows = days.map(|day| format!("Clerk Fined,{day},{text}\n"));
    let table = format!("sep=,\nTitle,Date,Text\n{}", rows.concat());
    let found = read_all(table.as_bytes(), 1 << 20);
    let dates = found.iter().flatten().map(|record| match &record.content {
        Content::Fields(fields) => fields.date.clone().unwrap_or_default(),
        other => panic!("{other:?}"),
    });
    let dates: Vec<String> = dates.collect();
    assert_eq!(dates, ["2016-03-04", "2016-03-05", "2016-03-20"]);
}

#[test]
fn a_row_is_a_release_whatever_stands_between_the_cells() {
    for delimiter in [",", "\t", ";", "|"] {
        let found = read_all(table(delimiter).as_bytes(), 1 << 20);
        assert_eq!(
            titles(&found),
            ["One, Two; Three\tFour|Five", "Zwölf \"B\""],
            "{delimiter:?}"
        );
        let marked = format!("\u{feff}{}", table(delimiter));
        assert_eq!(titles(&read_all(marked.as_bytes(), 1 << 20)).len(), 2);
    }
    let old = encoding_rs::WINDOWS_1252.encode(&table(",")).0.into_owned();
    assert_eq!(titles(&read_all(&old, 1 << 20))[1], "Zwölf \"B\"");
}

#[test]
fn a_short_table_above_one_of_another_order_keeps_its_texts() {
    let text = "A clerk of Oldport was fined today. ".repeat(8);
    for second in ["Text,Title,Date", "Text,Title", "Text,Title,Date,Number"] {
        let names = second.split(',').count();
        let more = ",2021-03-05,7".split(',').take(names - 1);
        let more: Vec<&str> = more.collect();
        let row = format!("{text},Mate Fined{}\n", more.join(","));
        let first = format!("Title,Date,Text\nClerk Fined,2021-03-04,{text}\n");
        let table = format!("{first}{second}\n{}", row.repeat(40));
        let found = read_all(table.as_bytes(), 1 << 20);
        assert_eq!(found.len(), 41, "{second}");
        assert_eq!(
            titles(&found)[..2],
            ["Clerk Fined", "Mate Fined"],
            "{second}"
        );
    }
}

#[test]
fn a_table_of_many_columns_is_a_table() {
    let text = "A clerk of Oldport was fined today. ".repeat(8);
    let others = |cell: &str| format!(",{cell}").repeat(600);
    let row = format!("Clerk Fined,{text}{}\n", others("0"));
    let table = format!("title,body{}\n{}", others("x"), row.repeat(5));
    assert_eq!(
        titles(&read_all(table.as_bytes(), 1 << 20)),
        ["Clerk Fined"; 5]
    );
}

#[test]
fn a_row_without_an_end_is_one_skip() {
    let endless = table(",") + "\"C\",2021,\"" + &"x".repeat(100_000);
    let found = read_all(endless.as_bytes(), 10_000);
    assert_eq!(titles(&found).len(), 2);
    let reason = found[2].as_ref().expect_err("too long").reason.clone();
    assert_eq!(reason, SkipReason::TooLarge { limit: 10_000 });
}

#[test]
fn one_letter_in_an_old_encoding_does_not_spoil_the_others() {
    let text = "Ana Muñoz was fined by the court of Oldport. ".repeat(8);
    let rows = format!("Title,Text\nCafé Fined,{text}\nSeñor Fined,{text}\n");
    let mut bytes = rows.into_bytes();
    let at = bytes.iter().position(|byte| *byte == 0xC3).expect("é");
    bytes.splice(at..at + 2, [0xE9]);
    let found = read_all(&bytes, 1 << 20);
    assert_eq!(titles(&found), ["Café Fined", "Señor Fined"]);
    for record in found.iter().flatten() {
        let Content::Fields(fields) = &record.content else {
            panic!("{record:?}");
        };
        assert_eq!(fields.body, text.trim());
    }
}

#[test]
fn an_accent_far_behind_the_beginning_is_read() {
    let text = "A clerk was fined by the court of Oldport. ".repeat(40);
    let mut bytes =
        format!("Title,Text\n{}", format!("Clerk Fined,{text}\n").repeat(50)).into_bytes();
    assert!(bytes.len() > 64 << 10);
    bytes.extend(
        encoding_rs::WINDOWS_1252
            .encode(&format!("Peña Fined,{text}\n"))
            .0
            .iter(),
    );
    assert_eq!(titles(&read_all(&bytes, 1 << 20))[50], "Peña Fined");
}

#[test]
fn a_text_without_quotes_does_not_end_at_its_first_comma() {
    let text = "OLDPORT - A former clerk, Jo Doe, was fined today, the court said. ".repeat(4);
    let quoted = format!("Clerk Fined,2016-03-01,\"{text}\"\n");
    let bare = quoted.replace('"', "");
    for rows in [quoted.repeat(20) + &bare, quoted.clone() + &bare.repeat(3)] {
        let found = read_all(format!("title,date,body\n{rows}").as_bytes(), 1 << 20);
        for record in &found {
            let Ok(Content::Fields(fields)) = record.as_ref().map(|record| &record.content) else {
                panic!("{record:?}");
            };
            assert_eq!(
                (fields.title.as_str(), fields.body.as_str()),
                ("Clerk Fined", text.trim())
            );
        }
    }
}

#[test]
fn lines_above_the_heading_make_no_text_of_a_table() {
    for above in [
        "\n\n",
        "Press releases of the office\n",
        "# exported\n# by a clerk\n",
        "Releases,,\r\n,,\r\n",
    ] {
        let table = above.to_owned() + &table(",");
        assert_eq!(
            titles(&read_all(table.as_bytes(), 1 << 20)).len(),
            2,
            "{above:?}"
        );
    }
}

#[test]
fn texts_are_no_tables() {
    for text in [
        "For Immediate Release\n\nClerk, of Oldport, Fined\n\nOLDPORT, Vt. – A clerk, Jo Doe, was fined.\n",
        "Jo Doe, 43, of Oldport\nAl Roe, 51, of Gantry\nPat Poe, 32, of Marlbeck\n",
        "",
        "one\ntwo\nthree\n",
        "a,b\n",
        "Clerk Fined\n\nDate,Title,Office\n\nA clerk, Jo Doe, was fined.\nA mate, Al Roe, was, too.\n",
    ] {
        assert_eq!(layout(text.as_bytes(), true), None, "{text:?}");
    }
}

#[test]
fn rows_of_a_csv_file_above_its_heading_are_releases() {
    let text = "A clerk, Jo Doe, of Oldport was fined today. ".repeat(6);
    let row = |who: &str| format!("2021-03-04,{who} Fined,\"{text}\"\n");
    let cut = format!("2021-03-05,Baker Fined,{text}\n");
    let table = format!(
        "Releases,of the office,\n{}{cut}Date,Title,Text\n{}",
        row("Clerk"),
        row("Mate")
    );
    let found = read_all(table.as_bytes(), 1 << 20);
    assert_eq!(
        titles(&found),
        ["Clerk Fined", "Baker Fined", "Mate Fined"],
        "{found:?}"
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn a_row_above_the_heading_that_lacks_a_cell_is_named() {
    let text = "A clerk, Jo Doe, of Oldport was fined today. ".repeat(6);
    let table =
        format!("Clerk Fined,\"{text}\"\nDate,Title,Text\n2021-03-04,Mate Fined,\"{text}\"\n");
    let found = read_all(table.as_bytes(), 1 << 20);
    assert_eq!(titles(&found), ["Mate Fined"]);
    let reason = found[0]
        .as_ref()
        .expect_err("no release")
        .reason
        .to_string();
    assert!(reason.contains("above the heading"), "{reason}");
}

#[test]
fn a_table_whose_texts_without_quotes_stand_in_the_middle_is_a_table() {
    let text = "A clerk, Jo Doe, of Oldport was fined today. ".repeat(6);
    let row = format!("2021-03-04,{},Clerk Fined\n", text.trim());
    let table = format!("Date,Text,Title\n{}", row.repeat(3));
    let found = read_all(table.as_bytes(), 1 << 20);
    assert_eq!(titles(&found), ["Clerk Fined"; 3]);
}

#[test]
fn lines_above_the_heading_may_have_as_many_commas() {
    let above = "Harbor Office,Releases,Export\nYear,all,yes\nCourt,all,yes\nTown,all,yes\n";
    let found = read_all((above.to_owned() + &table(",")).as_bytes(), 1 << 20);
    assert_eq!(titles(&found).len(), 2, "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn a_quote_that_is_never_closed_swallows_no_rows() {
    let text = "A clerk, Jo Doe, of Oldport was fined today. ".repeat(6);
    let row = |who: &str, quote: &str| format!("{who} Fined\t2021-03-04\t{quote}{text}\n");
    for last in ["", "\""] {
        let table = format!(
            "Title\tDate\tText\n{}{}{}{}",
            row("Clerk", ""),
            row("Mate", "\""),
            row("Baker", ""),
            row("Cook", last)
        );
        let found = read_all(table.as_bytes(), 1 << 20);
        assert_eq!(
            titles(&found),
            ["Clerk Fined", "Mate Fined", "Baker Fined", "Cook Fined"],
            "{last:?}"
        );
    }
}

#[test]
fn a_list_in_a_text_is_no_table() {
    let text = "These persons of Oldport were charged by the court today. ".repeat(6);
    let list = "\nJo Doe, 43, of Oldport\nAl Roe, 51, of Gantry";
    let row = format!("Clerk Fined,2021-03-04,\"{text}{list}\"\n");
    let table = format!("Title,Date,Text\n{}", row.repeat(3));
    let found = read_all(table.as_bytes(), 1 << 20);
    assert_eq!(titles(&found), ["Clerk Fined"; 3]);
}

#[test]
fn quotes_in_a_text_may_have_a_backslash_before_them() {
    let text = "A clerk of Oldport took \\\"a loan, no more\\\", and was fined. ".repeat(6);
    let row = format!("\"Clerk Fined\",\"\",\"{text}\"\n");
    let table = format!("\"Title\",\"Number\",\"Text\"\n{}", row.repeat(3));
    for record in read_all(table.as_bytes(), 1 << 20) {
        match record.expect("a release").content {
            Content::Fields(fields) => assert_eq!(fields.body, text.trim().replace('\\', "")),
            other => panic!("{other:?}"),
        }
    }
    // A folder may end with a backslash.
    let row = format!(
        "Clerk Fined,\"C:\\\",\"{}\"\n",
        "A clerk was fined. ".repeat(12)
    );
    let table = format!("Title,File,Text\n{}", row.repeat(3));
    assert_eq!(
        titles(&read_all(table.as_bytes(), 1 << 20)),
        ["Clerk Fined"; 3]
    );
}

#[test]
fn a_quoted_text_that_is_a_list_of_rows_is_one_release() {
    let line = "The clerk of Oldport was fined by the harbor court. ".repeat(4);
    let lines: Vec<String> = (1..5)
        .map(|count| format!("Count {count},2016-03-1{count},{line}"))
        .collect();
    let table = format!(
        "Title,Date,Text\nClerk Fined,2016-03-04,\"{}\"\nMate Fined,2016-03-05,\"{line}\"\n",
        lines.join("\n")
    );
    let found = read_all(table.as_bytes(), 1 << 20);
    assert_eq!(titles(&found), ["Clerk Fined", "Mate Fined"]);
}
