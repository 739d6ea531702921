//! What users saw as the title, on fictional releases in the same layouts.

use crate::convert::convert;
use crate::corpus::{Content, Record, RecordFields};
use crate::model::{Page, RecordId};

const TEXT: &str = "The Securities and Exchange Commission announced today that it filed a complaint against Robin Vale, who sold shares of a ferry line that did not exist.";

fn page(content: Content) -> Page {
    convert(&Record {
        id: RecordId::of_file("a"),
        content,
    })
    .expect("a release")
}

fn of_text(text: &str) -> Page {
    page(Content::Text(text.to_owned()))
}

#[track_caller]
fn assert_title(text: &str, title: &str) {
    assert_eq!(of_text(text).title, title);
}

#[test]
fn release_number_is_not_the_title() {
    for heading in [
        "Accounting and Auditing Enforcement Release No. 9999 / May 20, 2002, ",
        "RELEASE NO. 9999 / May 20, 2002, ",
        "Litigation Rel. No. 99999 / May 20, 2002 / ",
        "LITIGATION RELEASE NO. 99999 \\\\ May 20, 2002 ",
        "U.S. SECURITIES AND EXCHANGE COMMISSION WASHINGTON, D.C. / ",
        "SUMMARY FOR NEWS DIGEST / ",
        "ADMINISTRATIVE PROCEEDING\nFile No. 9-99999\n\n",
        "Home > Litigation > Litigation Releases > 2010\n\n",
        "Exhibit A\n\n",
    ] {
        assert_title(
            &format!("{heading}SEC Sues Seller of Ferry Shares\n\n{TEXT}"),
            "SEC Sues Seller of Ferry Shares",
        );
    }
}

#[test]
fn date_of_a_release_number_is_kept_when_the_number_is_no_part_of_the_title() {
    let page = of_text(&format!(
        "Litigation Rel. No. 99999 / May 20, 2002 / SEC Sues Seller of Ferry Shares\n\n{TEXT}"
    ));
    assert_eq!(page.fields.number.as_deref(), Some("LR-99999"));
    assert_eq!(page.fields.date.as_deref(), Some("May 20, 2002"));
}

#[test]
fn caption_cut_at_an_abbreviation_is_whole() {
    assert_title(
        &format!(
            "SEC v. Robin Vale, U.S\n\nLitigation Release No. 99999 / March 13, 1998\nSEC v. Robin Vale, U.S.\n\
             FERRIES, HARBOUR CORP. AND AVERY NORTHWOOD,\n98 Civ. 9999 (D. Angus)\n{TEXT}"
        ),
        "SEC v. Robin Vale, U.S. FERRIES, HARBOUR CORP. AND AVERY NORTHWOOD, 98 Civ. 9999 (D. Angus)",
    );
    assert_title(
        &format!(
            "SEC v. Robin Vale, Avery Northwood, Sam\nQuay, Harbour Products, Inc.\nCivil Action No. 98-CV09999 (D. Angus)\n{TEXT}"
        ),
        "SEC v. Robin Vale, Avery Northwood, Sam Quay, Harbour Products, Inc. Civil Action No. 98-CV09999 (D. Angus)",
    );
}

#[test]
fn caption_does_not_run_on_into_the_text() {
    let page = of_text(&format!(
        "SEC v. Robin Vale, Case No. 97-9999 (D. Angus) {TEXT}"
    ));
    assert_eq!(page.title, "SEC v. Robin Vale, Case No. 97-9999 (D. Angus)");
    assert_eq!(page.text, TEXT);
}

#[test]
fn caption_printed_twice_stands_once_in_the_title() {
    assert_title(
        &format!(
            "SEC v. Robin Vale and Avery Northwood, 97 Civ. 9999 SEC v. Robin Vale and Avery Northwood, 97 Civ. 9999 (D. Angus)\n\n{TEXT}"
        ),
        "SEC v. Robin Vale and Avery Northwood, 97 Civ. 9999 (D. Angus)",
    );
}

#[test]
fn titles_have_no_tags_and_no_entities() {
    assert_title(
        &format!(
            "[<h3><a name=P3_9></a>SEC Sues Vale &amp; Quay</h3>, <h3><i>Ferry Line Never Sailed</i></h3>, <h3>Robin Vale</h3>]\n\n[{TEXT}]"
        ),
        "SEC Sues Vale & Quay / Ferry Line Never Sailed",
    );
    let page = page(Content::Fields(Box::new(RecordFields {
        title: "Former Sheriff of Angus <br /> Sentenced".to_owned(),
        body: format!("<p>{TEXT}</p>"),
        ..RecordFields::default()
    })));
    assert_eq!(page.title, "Former Sheriff of Angus Sentenced");
}

#[test]
fn release_without_a_headline_is_titled_by_its_first_sentence() {
    let page = page(Content::Fields(Box::new(RecordFields {
        body: "After it disclosed conduct to OIG, Quay Medical Group, Inc. (Quay), Angus, agreed to pay $9,999.99. OIG alleged more.".to_owned(),
        ..RecordFields::default()
    })));
    assert_eq!(
        page.title,
        "After it disclosed conduct to OIG, Quay Medical Group, Inc. (Quay), Angus, agreed to pay $9,999.99"
    );
    assert!(page.text.starts_with("After it disclosed"));
}

#[test]
fn heading_glued_to_its_neighbours_gives_date_number_and_title() {
    let page = of_text(&format!(
        "bUNITED STATES SECURITIES AND EXCHANGE COMMISSIONLITIGATION RELEASE NO.  99999 / May 18, 1998SEC v. Robin Vale, 97-CR-999 (D. Angus) {TEXT}"
    ));
    assert_eq!(page.fields.date.as_deref(), Some("May 18, 1998"));
    assert_eq!(page.fields.number.as_deref(), Some("LR-99999"));
    assert_eq!(page.title, "SEC v. Robin Vale, 97-CR-999 (D. Angus)");
}

#[test]
fn media_advisory_names_its_subject() {
    assert_title(
        "MEDIA ADVISORY\n\nWHO: Robin Vale, 41, Port Angus\nWHAT: Will be sentenced for selling shares of a ferry line that did not exist.\nWHERE: Courtroom 9\n",
        "MEDIA ADVISORY: Robin Vale, 41, Port Angus",
    );
}

#[test]
fn noise_of_text_recognition_is_not_the_title() {
    assert_title(
        &format!(
            "Release Number 9999-16\n\n5 on ars q\na oa\n(2a teal\n\nSeptember 28, 2016\n\nCFTC Charges Seller of Ferry Shares\n\n{TEXT}"
        ),
        "CFTC Charges Seller of Ferry Shares",
    );
}

#[test]
fn enforcement_information_is_titled_by_its_first_case() {
    let page = of_text(
        "ENFORCEMENT INFORMATION FOR March 7, 2017\n\nInformation concerning the civil penalties process is discussed in the regulations of each sanctions program.\n\n\
         ENTITIES – 31 CFR 501.805(d)(1)(i)\n\nQuay Ferries, Inc. Settles Potential Civil Liability for Apparent Violations of Sanctions: Quay Ferries, Inc., of Port Angus, has agreed to pay $9,999.",
    );
    assert_eq!(
        page.title,
        "Quay Ferries, Inc. Settles Potential Civil Liability for Apparent Violations of Sanctions"
    );
    assert!(
        page.text
            .starts_with("ENFORCEMENT INFORMATION FOR March 7, 2017")
    );
}

#[test]
fn the_only_line_below_a_heading_of_one_word_stays_in_the_text() {
    let page = of_text("Release 3\n\nThis is version one of the matter.\n");
    assert_eq!(page.title, "This is version one of the matter");
    assert_eq!(page.text, "Release 3\n\nThis is version one of the matter.");
}
