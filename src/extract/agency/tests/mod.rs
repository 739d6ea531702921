//! Fictional releases, a rule each.

mod seen;
mod states;

use crate::extract::agency::{Credits, credits};
use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::district::district;
use crate::knowledge::Knowledge;
use crate::model::{EvidenceSource, Page, PageFields};

pub(super) fn credits_of(page: &Page) -> Credits {
    let knowledge = Knowledge::builtin();
    credits(&AnnotatedPage::new(page, "", knowledge))
}

pub(super) fn credited(page: &Page) -> Vec<String> {
    let found = credits_of(page).agencies;
    for one in &found {
        let text = match &one.place {
            EvidenceSource::Title => page.title.as_str(),
            EvidenceSource::Text => page.text.as_str(),
            _ => continue,
        };
        assert!(
            text.get(one.span.clone())
                .is_some_and(|words| !words.is_empty()),
            "{one:?}"
        );
    }
    found.into_iter().map(|found| found.value).collect()
}

pub(super) fn of_text(text: &str) -> Vec<String> {
    credited(&Page {
        text: text.to_owned(),
        ..Page::default()
    })
}

pub(super) fn in_district(text: &str) -> Option<String> {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    district(&credits_of(&page).districts).map(|found| found.value)
}

#[test]
fn bodies_that_announce_investigate_prosecute_assist_or_are_thanked_are_credited() {
    for (text, paths) in [
        (
            "A Utica man was sentenced, announced Special Agent in Charge Ann Lee of the FBI's Albany Field Office.",
            &["/doj/fbi"][..],
        ),
        (
            "The case was investigated by the DEA; the Bureau of Alcohol, Tobacco, Firearms and Explosives; and the Utica Police Department.",
            &["/doj/atf", "/doj/dea"],
        ),
        (
            "Homeland Security Investigations is investigating the case.",
            &["/dhs/ice/hsi"],
        ),
        (
            "Trial Attorney Bo Kim of the Tax Division prosecuted the case.",
            &["/doj/tax"],
        ),
        (
            "The FBI investigated with assistance from the U.S. Marshals Service.",
            &["/doj/fbi", "/doj/usms"],
        ),
        (
            "Mr. Roe thanked the U.S. Postal Inspection Service for its work.",
            &["/usps/uspis"],
        ),
        (
            "The Commission appreciates the assistance of FINRA.",
            &["/finra"],
        ),
        (
            "\u{201c}No one is above the law,\u{201d} said Special Agent in Charge Ann Lee of IRS-CI.",
            &["/treasury/irs/ci"],
        ),
        (
            "The Federal Trade Commission today sued the makers of a sleep app.",
            &["/ftc"],
        ),
        (
            "The prosecution is part of an Organized Crime Drug Enforcement Task Forces (OCDETF) operation.",
            &["/doj/ocdetf"],
        ),
        (
            "The Securities and Exchange Commission v. Roe Capital LLC",
            &["/sec"],
        ),
    ] {
        assert_eq!(of_text(text), paths, "{text}");
    }
}

#[test]
fn victims_payers_employers_and_boilerplate_are_not_credited() {
    for text in [
        "Roe submitted false claims to Medicare and defrauded the Small Business Administration.",
        "Roe was charged with lying to the FBI, U.S. Attorney Ann Lee said.",
        "Roe was employed by the Federal Bureau of Prisons as a guard.",
        "Roe was pretending to be an FBI agent, the mayor said.",
        "Anyone with information is asked to contact the FBI at 1-800-555-0100.",
        "Led by U.S. Attorneys' Offices and CEOS, Project Safe Childhood marshals federal, state and local resources.",
        "The drug was not on the FDA approved list.",
        "In 2007 nobody listened. It rained. It rained. It rained. It rained. It rained. It rained. The EPA issued an order.",
    ] {
        let found = of_text(text);
        assert!(
            found.iter().all(|path| path.starts_with("/doj/usao")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn a_parent_body_is_credited_only_if_it_is_named_itself() {
    assert_eq!(
        of_text(
            "Trial Attorney Bo Kim of the Criminal Divisions Fraud Section prosecuted the case."
        ),
        ["/doj/crm/fraud"]
    );
    assert_eq!(
        of_text(
            "The charges were announced by Assistant Attorney General Ann Lee of the Criminal Division.\n\nBo Kim of the Fraud Section is prosecuting the case."
        ),
        ["/doj/crm", "/doj/crm/fraud"]
    );
    assert_eq!(
        of_text("The SEC thanks the U.S. Department of Justice, Fraud Section."),
        ["/doj/crm/fraud", "/sec"]
    );
    assert_eq!(
        of_text("The case was investigated by the Department of Justice, the FBI and the IRS."),
        ["/doj", "/doj/fbi", "/treasury/irs"]
    );
    assert_eq!(
        of_text(
            "The case was investigated by the Offices of Inspector General of the Department of Labor, the Department of Energy and the FDIC."
        ),
        ["/doe/oig", "/dol/oig", "/fdic/oig"]
    );
}

#[test]
fn a_division_of_a_us_attorneys_office_is_not_a_division_of_the_department() {
    assert_eq!(
        of_text(
            "The Justice Department announced it. It is prosecuted by Assistant U.S. Attorney Ann Lee, Chief of the Criminal Division, for the District of Maine."
        ),
        ["/doj", "/doj/usao/me"]
    );
    assert_eq!(
        of_text("The case was tried by the Criminal Division of the Attorney General's Office."),
        Vec::<String>::new()
    );
}

#[test]
fn page_fields_credit_components_office_and_address() {
    let page = Page {
        url: Some("http://www.justice.gov/usao/nys/pressreleases/roe.html".to_owned()),
        source: Some("justice.gov".to_owned()),
        fields: PageFields {
            office: Some("U.S. Attorney\u{2019}s Office".to_owned()),
            components: [
                "Civil Rights - Criminal Section",
                "Federal Bureau of Investigation (FBI)",
                "Nobody's Office",
            ]
            .map(str::to_owned)
            .to_vec(),
            ..PageFields::default()
        },
        ..Page::default()
    };
    assert_eq!(
        credited(&page),
        ["/doj/crt/criminal", "/doj/fbi", "/doj/usao/sdny"]
    );
    let listed = Page {
        url: Some("https://www.justice.gov/usao-ct/pr/roe".to_owned()),
        fields: PageFields {
            components: vec!["HHS-OIG".to_owned()],
            ..PageFields::default()
        },
        ..Page::default()
    };
    assert_eq!(
        credited(&listed),
        ["/doj/usao/ct"],
        "the list that a record stands in did not issue it"
    );
}

#[test]
fn the_letterhead_of_an_old_page_names_its_office_and_district() {
    for (office, path) in [
        (
            "U.S. Attorney's Office - District of Oregon: News",
            "/doj/usao/or",
        ),
        (
            "United States Attorney\u{2019}s Office - Western District of Texas",
            "/doj/usao/wdtx",
        ),
        (
            "UNITED STATES ATTORNEY'S OFFICE, NORTHERN DISTRICT OF IOWA",
            "/doj/usao/ndia",
        ),
        (
            "U.S. Department of Justice, United States Attorney, Northern District of Iowa",
            "/doj/usao/ndia",
        ),
        (
            "United States Attorney Ann Lee, District of Maine",
            "/doj/usao/me",
        ),
    ] {
        let page = Page {
            text: "United States Attorney Ann Lee announced that Ed Roe was sentenced.".to_owned(),
            fields: PageFields {
                office: Some(office.to_owned()),
                ..PageFields::default()
            },
            ..Page::default()
        };
        let found = credits_of(&page);
        assert_eq!(credited(&page), [path], "{office}");
        assert_eq!(
            district(&found.districts).map(|found| (found.value, found.place)),
            Some((path.to_owned(), EvidenceSource::Field("office"))),
            "{office}"
        );
    }
}

#[test]
fn every_district_of_a_list_behind_one_title_is_credited() {
    assert_eq!(
        of_text(
            "Assistance was provided by the U.S. Attorneys Offices for the Eastern District of Louisiana, Middle District of Florida, and District of Maine."
        ),
        ["/doj/usao/edla", "/doj/usao/mdfl", "/doj/usao/me"]
    );
    assert_eq!(
        of_text("Assistant U.S. Attorney Ann Lee is prosecuting the case."),
        ["/doj/usao"]
    );
}

#[test]
fn attorneys_general_and_district_attorneys_are_found_by_their_place() {
    assert_eq!(
        of_text("Minnesota Attorney General Ann Lee announced a settlement."),
        ["/state/mn/ag"]
    );
    assert_eq!(
        of_text(
            "He was joined by the attorneys general of Colorado, Ohio and the District of Columbia."
        ),
        ["/state/co/ag", "/state/dc/ag", "/state/oh/ag"]
    );
    assert_eq!(
        of_text("Harris County District Attorney Ann Lee announced it."),
        ["/local/tx/harris/da"]
    );
    assert_eq!(
        of_text("The Texas Attorney General's Medicaid Fraud Control Unit investigated."),
        ["/state/tx/ag"]
    );
    assert_eq!(
        of_text(
            "The Justice Department's Office of Public Affairs announced it.\n\nOhio Attorney General Ann Lee spoke, said the mayor. The Colombian Attorney General's Office announced it too."
        ),
        ["/doj/opa"]
    );
}

#[test]
fn an_abbreviation_defined_in_the_release_is_followed() {
    assert_eq!(
        of_text(
            "He lied to nobody at the Department of Energy, Office of Inspector General (OIG).\n\nThe OIG investigated the case."
        ),
        ["/doe/oig"]
    );
}

#[test]
fn the_district_is_the_issuers_the_courts_or_the_prosecutors() {
    let of = |text: &str| in_district(text);
    let path = |code: &str| Some(format!("/doj/usao/{code}"));
    assert_eq!(
        of(
            "The complaint was filed in the U.S. District Court for the Southern District of Texas."
        ),
        path("sdtx")
    );
    assert_eq!(
        of("SEC v. Roe, Civil Action No. 02-1 (GK) (S.D.N.Y.), and a grand jury in Albany"),
        path("sdny")
    );
    assert_eq!(
        of("Assistant U.S. Attorney Ann Lee of the District of Maine is prosecuting the case."),
        path("me")
    );
    assert_eq!(
        of("Roe pleaded guilty in federal court in Houston."),
        None,
        "a court named by its city alone"
    );
    assert_eq!(
        of("Suits were filed in the District of Utah and the District of Maine."),
        None,
        "two alike"
    );
    assert_eq!(
        of("Roe, who worked in the Eastern District of Virginia, was happy."),
        None,
        "no court, no office"
    );
}

#[test]
fn no_text_makes_agency_extraction_fail() {
    for text in [
        "",
        "\u{201c}",
        "U.S.",
        "(((FBI",
        "the Attorneys General of",
        "Office of Inspector General",
        "\u{301}\u{301}",
        "&&&",
        "U.S.\u{a0}Attorney\u{2019}",
    ] {
        let page = Page {
            title: text.to_owned(),
            text: text.repeat(50),
            ..Page::default()
        };
        credited(&page);
    }
}

#[test]
fn the_body_of_a_charged_official_is_not_credited() {
    let page = Page {
        title: "Defense Department Official Indicted on Espionage Charges".to_owned(),
        text: "The FBI investigated the case.".to_owned(),
        ..Page::default()
    };
    assert_eq!(credited(&page), ["/doj/fbi"]);
}

#[test]
fn a_section_with_its_division_is_one_body() {
    assert_eq!(
        of_text(
            "The SEC appreciates the assistance of the Fraud Section of the Department of Justice\u{2019}s Criminal Division."
        ),
        ["/doj/crm/fraud", "/sec"]
    );
}

#[test]
fn bodies_behind_an_announcement_and_funding_bodies_are_credited() {
    assert_eq!(
        of_text(
            "The announcement was made by Special Agent in Charge Ann Lee of Homeland Security Investigations in Boston and Bo Kim of the Bureau of Industry and Security."
        ),
        ["/commerce/bis", "/dhs/ice/hsi"]
    );
    assert_eq!(
        of_text(
            "The COPS Office will fund training. Agents of IRSCriminal Investigation investigated."
        ),
        ["/doj/cops", "/treasury/irs/ci"]
    );
}

#[test]
fn bodies_and_district_of_a_spanish_release_are_found() {
    let text = "\u{201c}Basta\u{201d}, dijo el fiscal federal Juan Arce, del Distrito Sur de la Florida.\n\n\
        El Bur\u{f3} Federal de Investigaciones (FBI) investig\u{f3} el caso.\n\n\
        La abogada litigante Ana Pell, de la Secci\u{f3}n de Integridad P\u{fa}blica de la Divisi\u{f3}n de lo Penal del Departamento de Justicia, tuvo a su cargo la acusaci\u{f3}n.";
    assert_eq!(
        of_text(text),
        ["/doj/crm/pin", "/doj/fbi", "/doj/usao/sdfl"]
    );
    assert_eq!(in_district(text), Some("/doj/usao/sdfl".to_owned()));
}

#[test]
fn members_of_a_task_force_are_credited_and_a_section_of_a_district_is_not_the_departments() {
    assert_eq!(
        of_text(
            "This case is part of a joint investigation conducted by the Southern Corruption Task Force (SCTF), which is comprised of the FBI and the Drug Enforcement Administration. Though not part of the SCTF, the Defense Criminal Investigative Service also participated in the investigation."
        ),
        ["/dod/dcis", "/doj/dea", "/doj/fbi"]
    );
    assert_eq!(
        of_text(
            "The arrest comes as part of Operation Lantern, an Organized Crime Drug Enforcement Task Force (OCDETF) investigation."
        ),
        ["/doj/ocdetf"]
    );
    assert_eq!(
        of_text(
            "The Justice Department announced it. It is prosecuted by Assistant U.S. Attorney Ann Lee of the Southern District of Florida\u{2019}s Economic and Environmental Crimes Section."
        ),
        ["/doj", "/doj/usao/sdfl"]
    );
    assert_eq!(
        of_text(
            "He thanked the U.S. Attorney\u{2019}s Office for the District of Maine, the Department of Justice\u{2019}s Money Laundering and Asset Recovery Section and the FTC."
        ),
        ["/doj/crm/mlars", "/doj/usao/me", "/ftc"]
    );
    assert_eq!(
        of_text(
            "The case was handled by the U.S. Attorney\u{2019}s Office for the District of Maine and the Justice Department\u{2019}s Civil Division."
        ),
        ["/doj/civ", "/doj/usao/me"]
    );
}

#[test]
fn a_body_of_another_country_is_not_the_federal_one_of_that_name() {
    assert_eq!(
        of_text(
            "The plant was supervised by the Mexican Department of Agriculture. The FBI and the Philippine Department of \
             Justice investigated the case."
        ),
        ["/doj/fbi"]
    );
}

#[test]
fn a_body_that_is_sued_or_whose_rule_is_opposed_is_not_credited() {
    for text in [
        "The lawsuit is led by the Attorney General of Ohio and was filed in federal court against the U.S. Department of \
         Homeland Security (DHS) and U.S. Immigration and Customs Enforcement (ICE).",
        "The coalition submitted a comment in support of the USDA\u{2019}s proposed rule.",
        "The suit, led by Ohio, names the Occupational Safety and Health Administration (OSHA) as defendants.",
        "A report from the Department of Homeland Security concluded that crossings are rare.",
    ] {
        let federal: Vec<String> = of_text(text)
            .into_iter()
            .filter(|path| !path.starts_with("/state/"))
            .collect();
        assert!(federal.is_empty(), "{text}: {federal:?}");
    }
    assert_eq!(
        of_text("The charges against Roe were brought today, and the FBI investigated the case."),
        ["/doj/fbi"]
    );
    assert_eq!(
        of_text(
            "The United States filed a lawsuit against Roe Lending (Roe), the Justice Department announced today."
        ),
        ["/doj"]
    );
    assert_eq!(
        of_text(
            "Assistant U.S. Attorney Ann V. Lee and Trial Attorney Bo V. Kim of the Public Integrity Section prosecuted the case."
        ),
        ["/doj/crm/pin", "/doj/usao"]
    );
    assert_eq!(
        of_text(
            "The case was prosecuted by former Assistant U.S. Attorney Ann Lee of the U.S. Attorneys Office for the District \
             of Maine."
        ),
        ["/doj/usao/me"]
    );
}

#[test]
fn an_appointment_credits_no_offices_that_it_tells_of() {
    let page = Page {
        title: "Attorney General Roe Appoints Two Members to Advisory Committee".to_owned(),
        text: "Attorney General Kim Roe announced the appointment of two U.S. Attorneys. The new members are U.S. Attorney for \
               the District of Maine Ann Lee and U.S. Attorney for the District of Vermont Bo Kim.\n\nAnn Lee\n\nShe served as an \
               Assistant U.S. Attorney in the Northern District of Texas, where she prosecuted fraud, and clerked for the \
               United States District Judge in the District of Utah."
            .to_owned(),
        ..Page::default()
    };
    let mut offices = credited(&page);
    offices.retain(|path| path.starts_with("/doj/usao"));
    assert!(offices.is_empty(), "{offices:?}");
    assert_eq!(district(&credits_of(&page).districts), None);
    let page = Page {
        title: "SEC v. Roe, 12 Civ. 1 (S.D.N.Y.) / Court Appoints Receiver".to_owned(),
        ..Page::default()
    };
    let found = district(&credits_of(&page).districts).map(|found| found.value);
    assert_eq!(found.as_deref(), Some("/doj/usao/sdny"));
}

#[test]
fn the_office_of_a_state_that_is_one_district_is_known_by_the_state() {
    for text in [
        "The case was prosecuted by the New Mexico U.S. Attorney\u{2019}s Office.",
        "New Mexico U.S. Attorney Kim Roe announced the plea.",
        "The case was prosecuted by the New Mexico U.S. Attorneys Office.",
    ] {
        assert_eq!(of_text(text), ["/doj/usao/nm"], "{text}");
        assert_eq!(in_district(text).as_deref(), Some("/doj/usao/nm"), "{text}");
    }
    assert_eq!(
        of_text("The case was prosecuted by the California U.S. Attorney\u{2019}s Office."),
        ["/doj/usao"]
    );
}

#[test]
fn a_court_is_not_read_out_of_a_short_name_or_a_list_of_states() {
    assert_eq!(
        in_district(
            "Roe Shipping (DSD) pleaded guilty. Its goods were seized by federal court order in 36 states, the District of \
             Columbia and Puerto Rico."
        ),
        None
    );
    assert_eq!(
        in_district("The United States filed a lawsuit yesterday in The District of New Jersey to bar Roe from preparing returns.")
            .as_deref(),
        Some("/doj/usao/nj")
    );
    assert_eq!(
        in_district("SEC v. Roe, No. 12-1 (D.S.D.)").as_deref(),
        Some("/doj/usao/sd")
    );
}
