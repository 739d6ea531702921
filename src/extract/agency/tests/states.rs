//! Fictional releases of attorneys general and district attorneys, a rule each.

use crate::extract::agency::tests::{credited, in_district, of_text};
use crate::model::{Page, PageFields};

fn on_site(source: &str, title: &str, text: &str) -> Vec<String> {
    credited(&Page {
        title: title.to_owned(),
        text: text.to_owned(),
        source: Some(source.to_owned()),
        ..Page::default()
    })
}

#[test]
fn the_department_of_justice_of_another_country_is_not_that_of_the_united_states() {
    let prosecuted =
        "The Department of Justice (DoJ) prosecuted the clerk. The DoJ investigated the case.";
    for site in ["doj.gov.hk", "justice.gc.ca", "www.gov.uk"] {
        assert!(
            on_site(site, "Clerk fined", prosecuted).is_empty(),
            "{site}"
        );
    }
    let with_help =
        "The police of Harbor thanks the U.S. Department of Justice for its assistance.";
    assert_eq!(on_site("police.gov.hk", "Clerk fined", with_help), ["/doj"]);
    assert_eq!(on_site("example.org", "Clerk fined", prosecuted), ["/doj"]);
}

#[test]
fn the_site_of_an_attorney_general_or_district_attorney_issues_its_pages() {
    assert_eq!(
        on_site(
            "orangecountyda.org",
            "Man charged with arson",
            "SANTA ANA \u{2013} Deputy District Attorney Bo Kim is prosecuting this case."
        ),
        ["/local/ca/orange/da"]
    );
    for url in [
        "http://www.nj.gov/oag/newsreleases16/pr1.html",
        "https://nj.gov/oag",
    ] {
        assert_eq!(
            credited(&Page {
                url: Some(url.to_owned()),
                source: Some("nj.gov".to_owned()),
                ..Page::default()
            }),
            ["/state/nj/ag"],
            "{url}"
        );
    }
    assert_eq!(
        credited(&Page {
            url: Some("https://nj.gov/oagriculture/x.html".to_owned()),
            source: Some("nj.gov".to_owned()),
            ..Page::default()
        }),
        Vec::<String>::new()
    );
}

#[test]
fn an_attorney_general_without_a_state_is_the_one_the_page_speaks_for() {
    for (title, text, path) in [
        (
            "Attorney General Lee Sues Acme",
            "HARRISBURG \u{2013} Attorney General Ann Lee announced a suit.",
            "/state/pa/ag",
        ),
        (
            "Lee Sues Acme",
            "(COLUMBUS, Ohio) \u{2014} Attorney General Ann Lee announced a suit.",
            "/state/oh/ag",
        ),
        (
            "Attorney General Lee Sues Acme for Endangering Texas Kids",
            "Attorney General Ann Lee filed a lawsuit against Acme.",
            "/state/tx/ag",
        ),
    ] {
        let page = Page {
            title: title.to_owned(),
            text: text.to_owned(),
            ..Page::default()
        };
        assert_eq!(credited(&page), [path], "{text}");
    }
    assert_eq!(
        on_site(
            "ag.state.mn.us",
            "Attorney General Lee writes to U.S. Attorney General Bo Kim",
            "She has asked U.S. Attorney General Bo Kim to act."
        ),
        ["/state/mn/ag"]
    );
    assert_eq!(
        of_text("Attorney General Ann Lee announced a suit."),
        Vec::<String>::new(),
        "no state is told"
    );
}

#[test]
fn a_states_department_of_justice_and_its_sections_are_not_federal() {
    assert_eq!(
        on_site(
            "oag.ca.gov",
            "",
            "In the complaint, the Department of Justice alleges fraud. The case is prosecuted by the Money Laundering and Asset Recovery Section."
        ),
        ["/state/ca/ag"]
    );
    assert_eq!(
        on_site(
            "oag.ca.gov",
            "",
            "The case was investigated with assistance from the U.S. Department of Justice."
        ),
        ["/doj", "/state/ca/ag"]
    );
}

#[test]
fn a_district_attorney_of_any_county_is_found_by_the_state_of_the_page() {
    assert_eq!(
        of_text(
            "SYRACUSE, N.Y. \u{2013} The case was investigated by the Tompkins County District Attorney\u{2019}s Office."
        ),
        ["/local/ny/tompkins/da"]
    );
    assert_eq!(
        of_text(
            "U.S. Attorney Ann Lee of the Northern District of New York announced it. The Tompkins County District Attorney's Office and the St. Lawrence County District Attorney's Office assisted."
        ),
        [
            "/doj/usao/ndny",
            "/local/ny/st-lawrence/da",
            "/local/ny/tompkins/da"
        ]
    );
    assert_eq!(
        of_text("ST. PAUL, Minn. \u{2013} Ramsey County Attorney Ann Lee announced it."),
        ["/local/mn/ramsey/da"]
    );
    assert_eq!(
        of_text(
            "VANCOUVER, Wash. \u{2013} Clark County Prosecuting Attorney Ann Lee announced it."
        ),
        ["/local/wa/clark/da"],
        "Nevada is not the only state with a Clark County"
    );
    assert_eq!(
        of_text("Tompkins County District Attorney Ann Lee announced it."),
        ["/local/ny/tompkins/da"],
        "only New York has a Tompkins County"
    );
    assert_eq!(
        of_text("Washington County District Attorney Ann Lee announced it."),
        Vec::<String>::new(),
        "thirty states have a Washington County"
    );
}

#[test]
fn the_only_office_named_is_credited_if_no_body_is() {
    assert_eq!(
        of_text(
            "A judge let him go over the objections of the Harris County District Attorney\u{2019}s Office."
        ),
        ["/local/tx/harris/da"]
    );
}

#[test]
fn the_state_may_follow_the_title() {
    assert_eq!(
        of_text(
            "The matter was handled by the Office of the Attorney General for the Commonwealth of Virginia."
        ),
        ["/state/va/ag"]
    );
    assert_eq!(
        of_text(
            "ST. PAUL, Minn. \u{2013} The Minnesota County Attorneys Association announced it."
        ),
        Vec::<String>::new()
    );
}

#[test]
fn the_state_beside_a_county_is_the_countys() {
    assert_eq!(
        of_text(
            "WASHINGTON \u{2013} U.S. Attorney Ann Lee of the Eastern District of Virginia announced it, with assistance from the Tompkins County, Md., State\u{2019}s Attorney\u{2019}s Office."
        ),
        ["/doj/usao/edva", "/local/md/tompkins/da"]
    );
}

#[test]
fn a_county_is_found_in_states_with_a_county_of_its_name() {
    // Knox is a county of nine states and not of California, Atascosa of Texas alone.
    assert_eq!(
        on_site(
            "danewscenter.com",
            "Arrest in a cold case",
            "The arrest was possible with the assistance of the Knox County District Attorney\u{2019}s Office and the \
             Atascosa County District Attorney\u{2019}s Office."
        ),
        ["/local/ca/san-diego/da", "/local/tx/atascosa/da"]
    );
}

#[test]
fn words_of_a_headline_before_a_county_are_not_part_of_its_name() {
    assert_eq!(
        on_site(
            "orangecountyda.org",
            "Nine Orange County District Attorney Prosecutors Honored",
            "SANTA ANA \u{2013} The prosecutors were honored today."
        ),
        ["/local/ca/orange/da"]
    );
}

#[test]
fn with_a_component_of_the_department_sections_are_the_departments() {
    assert_eq!(
        credited(&Page {
            title: "Man Indicted for an Attack".to_owned(),
            text: "The charges reflect what he did, said Attorney General Ann Lee. The case is being prosecuted by the \
                   Counterterrorism Section of the National Security Division."
                .to_owned(),
            fields: PageFields {
                components: vec!["National Security Division (NSD)".to_owned()],
                ..PageFields::default()
            },
            ..Page::default()
        }),
        ["/doj/nsd", "/doj/nsd/cts"]
    );
}

#[test]
fn a_body_that_is_recognized_is_thanked() {
    assert_eq!(
        on_site(
            "orangecountyda.org",
            "",
            "The OCDA would like to recognize the Federal Bureau of Investigation for its outstanding assistance."
        ),
        ["/doj/fbi", "/local/ca/orange/da"]
    );
}

#[test]
fn the_span_of_a_body_includes_its_closing_bracket() {
    let text = "The case was investigated by the Internal Revenue Service (IRS) and the FBI.";
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    let found = crate::extract::extract(&page, "", crate::knowledge::Knowledge::builtin());
    let marked: Vec<&str> = found
        .agencies
        .iter()
        .map(|found| &text[found.span.clone()])
        .collect();
    assert_eq!(marked, ["FBI", "Internal Revenue Service (IRS)"]);
}

#[test]
fn a_clause_about_the_case_keeps_court_and_investigators() {
    let text = "Jo Roe consented to the order, which was signed in the U.S. District Court for the District of Maine.";
    assert_eq!(in_district(text).as_deref(), Some("/doj/usao/me"));
    assert_eq!(
        of_text("The scheme, which was costly, was investigated by the FBI."),
        ["/doj/fbi"]
    );
    assert_eq!(
        of_text(
            "This is part of an initiative, which was announced by the Department of Health and Human Services in May."
        ),
        Vec::<String>::new()
    );
}

#[test]
fn an_announcement_about_a_body_is_not_its_own() {
    let text = "The company announced that the FDA would approve its drug.";
    assert_eq!(of_text(text), Vec::<String>::new());
}

#[test]
fn a_chief_in_a_district_is_not_of_the_departments_division() {
    let district =
        "Criminal Division Chief Ann T. Lee of the District of Maine is prosecuting the case.";
    assert_eq!(of_text(district), Vec::<String>::new());
    let department = "Criminal Division Chief Ann T. Lee is prosecuting the case.";
    assert_eq!(of_text(department), ["/doj/crm"]);
}

#[test]
fn the_state_of_a_county_may_be_in_brackets() {
    let text = "The Commission acknowledges the assistance of the Suffolk County (Massachusetts) District Attorney.";
    assert_eq!(of_text(text), ["/local/ma/suffolk/da"]);
}

#[test]
fn leaders_of_a_working_group_are_not_credited() {
    let text = "The case was investigated by the FBI. The Lending Working Group is led by the Civil Division, and co-chaired by the Director of Enforcement for the SEC.";
    assert_eq!(of_text(text), ["/doj/fbi"]);
}

#[test]
fn the_district_attorneys_of_listed_counties_are_credited() {
    let text = "SAN DIEGO \u{2013} The suit was brought by the District Attorneys of Alameda, San Diego, Contra Costa and Yolo counties, and by nobody else.";
    assert_eq!(
        on_site("sdcda.org", "Store to Pay", text),
        [
            "/local/ca/alameda/da",
            "/local/ca/contra-costa/da",
            "/local/ca/san-diego/da",
            "/local/ca/yolo/da",
        ]
    );
    let text = "The District Attorneys of Nowhere, Elsewhere and Oldport met.";
    assert_eq!(
        on_site("sdcda.org", "A Meeting", text),
        ["/local/ca/san-diego/da"]
    );
}

#[test]
fn a_federal_body_that_a_state_sues_opposes_or_writes_to_is_not_credited() {
    for text in [
        "Attorney General Lee today sued. The lawsuit is led by Maine and names the Harbour Secretary and the federal Occupational Safety and Health Administration (OSHA) as defendants, along with the Department of Labor.",
        "Attorney General Lee opposes the delay. In 2017, CFPB announced a new rule on loans.",
        "Attorney General Lee sued. On July 6, ICE announced that sailors may not study.",
        "Attorney General Lee won. Shortly after the bill was signed, USDA announced a proposed rule.",
        "Attorney General Lee settled. Most recently, the FTC announced a comprehensive rule.",
        "Attorney General Lee warns. On January 28, the Office of Personnel Management (OPM) sent an email to sailors.",
        "During the hearing, a lawyer for the Department of Justice argued that the memo was gone.",
        "The school closed amid investigations by state attorneys general and after the U.S. Department of Education banned it.",
        "She joined a coalition, led by Maine and Ohio, in an amicus brief seeking to block the order and the U.S. Department of State's attempt to carry it out.",
        "She joined a coalition led by Maine in a comment letter to the Environmental Protection Agency.",
        "She joined a coalition led by Maine in suing to stop the Department of the Interior.",
    ] {
        assert_eq!(
            on_site("ag.state.mn.us", "Attorney General Lee acts", text),
            ["/state/mn/ag"],
            "{text}"
        );
    }
}

#[test]
fn a_federal_body_that_sues_with_a_state_is_credited() {
    for text in [
        "On March 6, the FTC sued; today, Attorney General Lee joined the FTC's complaint.",
        "Joining Attorney General Lee and the FTC in filing the lawsuit are the attorneys general of Ohio and Utah.",
        "In challenging the purchase, the FTC alleges that prices would rise.",
    ] {
        let found = on_site("ag.state.mn.us", "Attorney General Lee sues", text);
        assert!(found.contains(&"/ftc".to_owned()), "{text}: {found:?}");
    }
}

#[test]
fn a_states_department_of_commerce_is_not_the_federal_one() {
    let text = |whose: &str| {
        format!(
            "The case was investigated by the Utah Police and the {whose}Department of Commerce."
        )
    };
    let found = |whose: &str| on_site("ag.state.mn.us", "Attorney General Lee", &text(whose));
    assert_eq!(found(""), ["/state/mn/ag"]);
    assert_eq!(found("U.S. "), ["/commerce", "/state/mn/ag"]);
}

#[test]
fn the_capital_in_a_dateline_is_not_the_state_of_washington() {
    for dateline in ["WASHINGTON \u{2013}", "WASHINGTON"] {
        let text = format!("{dateline} Attorney General Ann Lee today announced a grant.");
        assert!(
            on_site("justice.gov", "Grant Announced", &text).is_empty(),
            "{text}"
        );
        assert!(of_text(&text).is_empty(), "{text}");
    }
    assert_eq!(
        of_text("The Washington Attorney General announced the charges."),
        ["/state/wa/ag"]
    );
}
