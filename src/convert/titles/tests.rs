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
    // The line ends behind an initial.
    assert_title(
        &format!(
            "SEC v. Robin Vale, III, Sam W. Quay, Maria M.\nNorthwood and Avery M. Harbour, (N.D. ANGUS, CIVIL\nACTION NO. C-98-9999-CW, FILED MAY 3, 1998)\n\n{TEXT}"
        ),
        "SEC v. Robin Vale, III, Sam W. Quay, Maria M. Northwood and Avery M. Harbour, (N.D. ANGUS, CIVIL ACTION NO. C-98-9999-CW, FILED MAY 3, 1998)",
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

#[test]
fn misread_letterhead_is_not_the_title() {
    for masthead in [
        "DEPARTMENTf° J USTICE",
        "DEPARTMENT «f° J USTICE",
        "SECURITIES AND EXCHANGE COMMISSI0N",
    ] {
        assert_title(
            &format!("{masthead}\n\nSeller of Ferry Shares Pleads Guilty\n\n{TEXT}"),
            "Seller of Ferry Shares Pleads Guilty",
        );
    }
}

#[test]
fn seat_of_the_commission_is_not_the_title() {
    assert_title(
        &format!(
            "               SECURITIES AND EXCHANGE COMMISSION\n                      Washington, D.C. 20549\nLitigation Release No. 99999 / October 21, 1996\n     SECURITIES AND EXCHANGE COMMISSION v. ROBIN VALE, U.S. District Court for the District\nof Angus, Civil Action No. 96-99999\n     {TEXT}"
        ),
        "SECURITIES AND EXCHANGE COMMISSION v. ROBIN VALE, U.S. District Court for the District of Angus, Civil Action No. 96-99999",
    );
    assert_title(
        &format!(
            "SECURITIES AND EXCHANGE COMMISSION v. VALE CAPITAL, LTD.,\n\nUNITED STATES SECURITIES AND EXCHANGE COMMISSION                 Washington, D.C. Litigation Release No. 99999 / July 10, 1996\n{TEXT}"
        ),
        "SECURITIES AND EXCHANGE COMMISSION v. VALE CAPITAL, LTD.",
    );
}

#[test]
fn second_line_of_a_headline_above_a_date_is_part_of_it() {
    assert_title(
        &format!(
            "Release Number 9999-20\n\nCFTC Orders Oldport Ferry Firm to Pay $500,000 for Violating Capital, Reporting, and\nSupervision Rules\n\nAugust 21, 2020\n\n{TEXT}"
        ),
        "CFTC Orders Oldport Ferry Firm to Pay $500,000 for Violating Capital, Reporting, and Supervision Rules",
    );
}

#[test]
fn head_of_a_table_is_not_the_title() {
    assert_title(
        "Name of Entity Involved Address  Sanctions ProgramDescription of Actual \nor Alleged ViolationVoluntary \nDisclosure AmountAssessed  \n(A)    \nQuay Ferries Port Angus, CA 94083 Sudan2000 Attempted export \nof goods 3,978.00 $ SOFAC Civil Penalties Enforcement Information\nENTITIES - 31 CFR 501.805(d)(1)(i)",
        "OFAC Civil Penalties Enforcement Information",
    );
}

#[test]
fn enforcement_information_is_titled_by_its_case_whatever_stands_above_it() {
    const ABOUT: &str = "Information concerning the civil penalties process is discussed in the regulations of each sanctions program.";
    let case = "Quay Ferries, Inc. Settles Potential Civil Liability for Apparent Violations of the Angus Sanctions Regulations";
    assert_title(
        &format!(
            "ENFORCEMENT INFORMATION FOR JULY 29, 2015\n\n{ABOUT}\n\nENTITIES – 31 CFR 501.805(d)(1)(i)\n OFAC issues a Penalty to Quay Web, Inc.  for Violations of the Angus Sanctions\nRegulations .  OFAC issued a $9,999 penalty to Quay Web, Inc. ( “Quay Web ”)."
        ),
        "OFAC issues a Penalty to Quay Web, Inc. for Violations of the Angus Sanctions Regulations",
    );
    for above in [
        "ENTITY – 31 CFR 501.805(d)(1)(i)",
        "ENTITIES – 31 CFR 50 1.805(d)(1)(i)",
        "EN\nTITIES – 31 CFR 501.805(d)(1)(i)",
        "ENTITIES - 31 CFR 501.8 05 (d) (1) (i)\n\nOFAC has reached settlement with the following company:",
        "Copies of notices are posted to the extent permitted under applicable law.",
    ] {
        assert_title(
            &format!(
                "ENFORCEMENT INFORMATION FOR March 7, 2017\n\n{ABOUT}\n\n{above}\n{case}: Quay Ferries, Inc., of Port Angus, has agreed to pay $9,999 to settle its potential civil liability."
            ),
            case,
        );
    }
    assert_title(
        &format!(
            "ENFORCEMENT INFORMATION FOR March 7, 2017\n\n{ABOUT}\n\nENTITIES – 31 CFR 501.805(d)(1)(i)\n{case}: Quay Ferries has paid $9,999.\n\nINDIVIDUALS – 31 CFR 501.805(d)(1)(ii)\n\nOne individual has agreed to a settlement totaling $967."
        ),
        case,
    );
    assert_title(
        &format!(
            "ENFORCEMENT INFORMATION FOR March 7, 2017\n\n{ABOUT}\n\nENTITIES – 31 CFR 501.805(d)(1)(i)\n\nQUAY FERRIES I nc. Settles Potential Civil Liability for Alleged Violations of Sanctions: Quay Ferries has agreed to pay $9,999."
        ),
        "QUAY FERRIES I nc. Settles Potential Civil Liability for Alleged Violations of Sanctions",
    );
}

#[test]
fn first_line_of_the_text_that_gives_a_short_name_is_not_the_headline() {
    assert_title(
        &format!(
            "Enforcement Release: September 27, 2021\n\nOFAC Settles with Quay Lift, Inc. for Its Potential Civil Liability for an\nApparent Violation of the Angus Sanctions Regulations\nQuay Lift, Inc. (“QLI”) (now d/b/a Vale Lift, Inc.\n1) — a Port Angus- based company — has agreed to pay $9,999.\n\n{TEXT}"
        ),
        "OFAC Settles with Quay Lift, Inc. for Its Potential Civil Liability for an Apparent Violation of the Angus Sanctions Regulations",
    );
}

#[test]
fn order_in_two_columns_is_titled_by_its_respondent() {
    for caption in [
        "In the Matter of >: ORDER INSTITUTING CEASE-AND-DESIST\n: PROCEEDINGS PURSUANT TO SECTION\n\nQUAY CORPORATION, : A CEASE-AND-DESIST ORDER\nRespondent.",
        "‘ ORDER INSTITUTING PUBLIC\nIn the Matter of \" PROCEEDINGS PURSUANT TO\nQUAY CORPORATION, : SECTION 21C\nRespondent.",
    ] {
        assert_title(
            &format!(
                "UNITED STATES OF AMERICA\nBefore the\nSECURITIES AND EXCHANGE COMMISSION\n\nADMINISTRATIVE PROCEEDING\nFile No. 9-99999\n\n{caption}\n\nThe Securities and Exchange Commission (“Commission”) deems it appropriate that\nproceedings be, and hereby are, instituted pursuant to Section 21C against Quay Corporation\n(“Quay” or “Respondent”)."
            ),
            "In the Matter of Quay Corporation",
        );
    }
}

#[test]
fn name_of_the_site_is_not_kept_where_the_headline_is_repeated_cut_short() {
    assert_title(
        &format!(
            "Offender Who Took Advantage of Gaps in the Ferry Law Sentenced - DA NewsCenter\nYou are here:\n1\n/\n2\n/\nOffender Who Took Advantage of Gaps in the Ferry Law Senten...\n{TEXT}"
        ),
        "Offender Who Took Advantage of Gaps in the Ferry Law Sentenced",
    );
}

#[test]
fn for_immediate_release_inside_a_headline_is_left_out() {
    assert_title(
        &format!(
            "SEC v. Robin Vale, Case No. C 99-9999 (D. Angus) / FOR IMMEDIATE RELEASE / SEC Charges Seller of Ferry Shares\n\n{TEXT}"
        ),
        "SEC v. Robin Vale, Case No. C 99-9999 (D. Angus) / SEC Charges Seller of Ferry Shares",
    );
}

#[test]
fn end_of_a_headline_before_running_text_is_joined() {
    let page = of_text(
        "Accounting and Auditing Enforcement Release No. 9999 / December 19, 2002, SEC v. QUAY FERRIES, INC., No. 1:02CV99999 (D. Angus), SEC FILES CHARGES AGAINST\nQUAY FERRIES, INC. AND AVERY VALE , On December 19, 2002, the Commission filed a lawsuit in federal court charging Quay Ferries, Inc. with securities fraud.",
    );
    assert!(
        page.title
            .ends_with("SEC FILES CHARGES AGAINST QUAY FERRIES, INC. AND AVERY VALE"),
        "{}",
        page.title
    );
    assert!(
        page.text.starts_with("On December 19, 2002"),
        "{}",
        page.text
    );
}

#[test]
fn headings_of_the_body_are_no_part_of_the_headline() {
    assert_title(
        &format!(
            "[<h3>SEC CHARGES FERRY EXECUTIVES WITH FRAUD</h3>, <h3>TWO FERRY LINES AGREE TO COOPERATE</h3>, <h3> Quay </h3>, <h3> Vale, Northwood and Quay </h3>]\n\n[{TEXT}]"
        ),
        "SEC CHARGES FERRY EXECUTIVES WITH FRAUD / TWO FERRY LINES AGREE TO COOPERATE",
    );
}

#[test]
fn misspelt_release_line_is_not_the_title() {
    for line in [
        "Accounting and Auditing Relaease No. 999 / February 16, 1996\n",
        "Accounting and Auditing Enforcement No. 9999 / June 25, 2009 / ",
    ] {
        assert_title(
            &format!(
                "{line}SEC v. Robin Vale, Civil Action No. 09-CV-9999 (D. Angus June 25, 2009)\n\n{TEXT}"
            ),
            "SEC v. Robin Vale, Civil Action No. 09-CV-9999 (D. Angus June 25, 2009)",
        );
    }
}

#[test]
fn long_first_sentence_gives_its_main_clause_as_title() {
    let title = page(Content::Fields(Box::new(RecordFields {
        body: "After it self-disclosed conduct to OIG, Quay Medical Group of Port Angus and the Northern Isles, Inc. (Quay), Angus, agreed to pay $9,999.99 for allegedly violating the Civil Monetary Penalties Law by employing someone.".to_owned(),
        ..RecordFields::default()
    })))
    .title;
    assert!(title.starts_with("Quay Medical Group"), "{title}");
}

#[test]
fn apostrophes_that_a_program_lost_are_restored() {
    let page = of_text(&format!(
        "SEC v. Robin O\\Vale and D\\Angus d\\\\b\\\\a Quay?s Ferries\n\n{TEXT} It was the broker\\s share. See page.asp?id=9 and 18 U.S.C. \\x15 1343."
    ));
    assert_eq!(
        page.title,
        "SEC v. Robin O’Vale and D’Angus d/b/a Quay’s Ferries"
    );
    assert!(
        page.text
            .contains("the broker’s share. See page.asp?id=9 and 18 U.S.C. \\x15 1343.")
    );
}

#[test]
fn numbers_of_other_series_in_the_heading_are_kept() {
    for (heading, numbers) in [
        (
            "ADMINISTRATIVE PROCEEDING\nFile No. 9-99999\n\n",
            &["9-99999"][..],
        ),
        (
            "Litigation Release No. 99999 / May 20, 2002\nAccounting and Auditing Enforcement Release No. 9999 / May 20, 2002\n\n",
            &["AAER-9999"],
        ),
        (
            "Admin. Proc. File No. 9-99999\nACCOUNTING AUDITING ENFORCEMENT RELEASE NO. 999\n\n",
            &["9-99999", "AAER-999"],
        ),
        ("Litigation Release No. 99999 / May 20, 2002\n\n", &[]),
    ] {
        let page = of_text(&format!(
            "{heading}SEC Sues Seller of Ferry Shares\n\n{TEXT} See AAER No. 1111."
        ));
        assert_eq!(page.fields.other_numbers, numbers, "{heading}");
    }
}

#[test]
fn day_that_ends_a_sentence_is_not_that_of_issue() {
    let page = of_text(&format!(
        "Litigation Release No. 99999 / May 20, 2002\nSEC Sues Seller of Ferry Shares\n\n{TEXT} The order goes on from one entered on\nJanuary 19, 1996.\nThe complaint says more of the ferry line, and of the people who bought its shares from him.\n"
    ));
    assert_eq!(page.fields.date.as_deref(), Some("May 20, 2002"));
    assert!(page.text.contains("January 19, 1996."), "{}", page.text);
}

#[test]
fn a_dateline_before_the_text_on_the_same_line_is_no_part_of_the_title() {
    for dateline in [
        "OLDPORT --",
        "New Oldport --",
        "OLDPORT -",
        "Oldport, CA, September 4, 2003 -",
    ] {
        assert_title(
            &format!("SEC SUES ROBIN VALE FOR SALE OF FERRY SHARES, {dateline} {TEXT}"),
            "SEC SUES ROBIN VALE FOR SALE OF FERRY SHARES",
        );
    }
}
