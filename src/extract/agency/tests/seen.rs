//! What readers saw credited wrongly, or not at all, in fictional sentences of the same kinds.

use crate::extract::agency::tests::{credited, credits_of, in_district, of_text};
use crate::extract::district::{district, districts};
use crate::model::{Page, PageFields};

fn page(title: &str, text: &str) -> Page {
    Page {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Page::default()
    }
}

#[test]
fn authorities_of_another_country_do_not_end_a_list() {
    assert_eq!(
        of_text(
            "The Tax Division’s staff left. The SEC, Ruritanian authorities and the Oldport Police also provided assistance."
        ),
        ["/sec"]
    );
}

#[test]
fn a_section_whose_attorney_handled_the_case_is_credited() {
    for verb in [
        "handled this case",
        "handled the prosecution",
        "is handling this matter",
    ] {
        assert_eq!(
            of_text(&format!(
                "Trial Attorney Bo Kim of the Justice Department’s Fraud Section {verb}."
            )),
            ["/doj/crm/fraud"],
            "{verb}"
        );
    }
}

#[test]
fn a_department_and_its_bureau_in_a_list_are_two() {
    assert_eq!(
        of_text("The Department of Justice, FBI and Department of Labor announced charges today."),
        ["/doj", "/doj/fbi", "/dol"]
    );
    assert_eq!(
        of_text(
            "The Department of Homeland Security, HSI and the Department of State investigated the case."
        ),
        ["/dhs/ice/hsi", "/dos"]
    );
    for one in [
        "The case was investigated by the Department of Justice, FBI.",
        "The case was investigated by the Department of Homeland Security, ICE and the DEA.",
    ] {
        assert!(!of_text(one).contains(&"/doj".to_owned()), "{one}");
    }
}

#[test]
fn a_body_that_was_only_lied_to_by_several_is_not_credited() {
    for text in [
        "Roe, who, along with others, used it to file false tax returns with the Internal Revenue Service (IRS), was sentenced.",
        "Roe, together with his brother, sent false papers to the SEC.",
    ] {
        assert!(of_text(text).is_empty(), "{text}: {:?}", of_text(text));
    }
    assert_eq!(
        of_text("The FBI investigated, along with the DEA."),
        ["/doj/dea", "/doj/fbi"]
    );
}

#[test]
fn a_unit_that_no_table_lists_credits_its_parent() {
    assert_eq!(
        of_text(
            "This is a joint enforcement action by the U.S. Department of the Interior’s Bureau of Harbour Safety (BHS) and the EPA."
        ),
        ["/doi", "/epa"]
    );
    assert_eq!(
        of_text(
            "Oldport lies in the area of the Department of the Interior’s Bureau of Harbour Safety (BHS). The case was investigated by BHS and the EPA."
        ),
        ["/doi", "/epa"]
    );
    for listed in [
        "Roe hid it from the U.S. Treasury Department and the Internal Revenue Service (IRS). She thanked the IRS.",
        "Roe was awarded Coast Guard Service Disabled Veteran Owned Small Business (SDVOSB) work. SDVOSB was investigated by the IRS.",
    ] {
        assert_eq!(of_text(listed), ["/treasury/irs"], "{listed}");
    }
    assert!(
        of_text("Roe used IRS Individual Taxpayer Identification Numbers (ITINs). He was assisted by an ITIN.")
            .is_empty()
    );
}

#[test]
fn a_farewell_credits_no_office_of_the_one_who_leaves() {
    let page = page(
        "Statement by Attorney General Ann Lee on the Departure of Ed Moe from the U.S. Attorneys Office for the District of Maine",
        "For six years, U.S. Attorney Ed Moe has served the people of the District of Maine.",
    );
    assert!(credits_of(&page).districts.is_empty());
}

#[test]
fn assistants_in_cities_are_of_the_districts_that_the_release_names() {
    let text = "Charges were brought in the District of Maryland, Western District of Washington, and Eastern District of Louisiana. \
                The case was prosecuted by Ann Lee, Assistant U.S. Attorney in Baltimore, and Ed Moe, Assistant U.S. Attorney in Seattle.";
    assert_eq!(of_text(text), ["/doj/usao/md", "/doj/usao/wdwa"]);
    let found = credits_of(&page("", text));
    let all: Vec<String> = districts(&found.districts, &found.agencies)
        .into_iter()
        .map(|found| found.value)
        .collect();
    assert_eq!(all, ["/doj/usao/edla", "/doj/usao/md", "/doj/usao/wdwa"]);
    assert_eq!(
        of_text("The case was prosecuted by Assistant U.S. Attorney Ann Lee in Springfield."),
        ["/doj/usao"]
    );
}

#[test]
fn a_listed_release_of_another_office_is_not_the_listings() {
    let mut page = page(
        "",
        "U.S. Attorney Announces Ferry Fraud Settlement (Not Posted to DOJ Site at this Time)",
    );
    page.fields = PageFields {
        components: vec!["HHS-OIG".to_owned()],
        ..PageFields::default()
    };
    assert!(!credited(&page).contains(&"/hhs/oig".to_owned()));
}

#[test]
fn the_site_of_an_attorney_general_is_known_by_its_old_address() {
    for (url, path) in [
        ("http://ag.state.nv.us/press/2011/a.htm", "/state/nv/ag"),
        ("http://www.atg.state.vt.us/news/a.php", "/state/vt/ag"),
        ("http://www2.state.id.us/ag/newsrel/a.htm", "/state/id/ag"),
        (
            "http://www.mass.gov/?pageID=cagopressrelease&L=1",
            "/state/ma/ag",
        ),
    ] {
        let host = url.split('/').nth(2).unwrap_or_default();
        let page = Page {
            url: Some(url.to_owned()),
            source: Some(host.trim_start_matches("www.").to_owned()),
            text: "A clerk was sentenced.".to_owned(),
            ..Page::default()
        };
        assert_eq!(credited(&page), [path], "{url}");
    }
}

#[test]
fn attorneys_general_behind_a_clause_are_credited() {
    let of_list = ["/state/ia/ag", "/state/me/ag"];
    assert_eq!(
        of_text(
            "The other attorneys general participating in this settlement hail from Iowa and Maine."
        ),
        of_list
    );
    let found = of_text(
        "Joining Attorney General Lee in the brief, which is led by Connecticut Attorney General Ed Moe, are the attorneys general of Iowa and Maine.",
    );
    assert_eq!(found, ["/state/ct/ag", "/state/ia/ag", "/state/me/ag"]);
}

#[test]
fn bodies_of_law_enforcement_that_was_assisted_are_credited() {
    assert_eq!(
        of_text(
            "The Office assisted federal law enforcement, including the FBI and the Department of Labor’s Office of Inspector General, throughout the investigation."
        ),
        ["/doj/fbi", "/dol/oig"]
    );
}

#[test]
fn a_department_that_has_indicted_people_is_credited() {
    assert_eq!(
        of_text(
            "Attorney Ann Lee announced today that the Department of Justice has indicted 47 people."
        ),
        ["/doj"]
    );
}

#[test]
fn a_body_in_the_name_of_another_case_is_not_credited() {
    assert!(
        of_text("Attorney General Lee joined a brief in Roe Homes v. EEOC, announced today.")
            .iter()
            .all(|path| path != "/eeoc")
    );
}

#[test]
fn inspectors_general_of_reconstruction_are_credited() {
    assert_eq!(
        of_text(
            "The case was investigated by the Special Inspector General for Afghanistan Reconstruction (SIGAR) and SIGIR."
        ),
        ["/sigar", "/sigir"]
    );
}

#[test]
fn a_district_is_told_by_the_court_that_must_approve_or_where_a_settlement_is_lodged() {
    for text in [
        "The decree, which is subject to approval by the U.S. District Court for the District of Maine, was published.",
        "The settlement, lodged in the District of Maine today, will be published.",
    ] {
        assert_eq!(in_district(text).as_deref(), Some("/doj/usao/me"), "{text}");
    }
}

#[test]
fn the_court_of_a_related_case_is_not_that_of_the_case() {
    let text = "In a related case brought in the Middle District of Pennsylvania, a clerk pleaded guilty.                 The case is being prosecuted by the U.S. Attorney’s Office for the Eastern District of Pennsylvania.";
    assert_eq!(in_district(text).as_deref(), Some("/doj/usao/edpa"));
}

#[test]
fn a_court_of_earlier_cases_does_not_hide_the_district_of_the_office_that_announces() {
    assert_eq!(
        in_district(
            "U.S. Attorney Ann Lee of the District of Maine announced the sentence by a judge of the U.S. District Court in the District of Maine.\n\n\
             Two others were prosecuted in the District of Nevada."
        )
        .as_deref(),
        Some("/doj/usao/me")
    );
}

#[test]
fn the_district_of_a_speech_is_that_of_the_office_in_its_title() {
    let page = page(
        "Statement of Ed Moe, United States Attorney, District of North Dakota",
        "In 2010, Montana United States Attorney Jo Cote began meetings of prosecutors and has prosecuted many cases.",
    );
    let found = district(&credits_of(&page).districts).map(|found| found.value);
    assert_eq!(found.as_deref(), Some("/doj/usao/nd"));
}

#[test]
fn the_district_of_columbia_among_states_is_no_court() {
    assert_eq!(
        in_district(
            "The lawsuit was filed in the U.S. District Court for the District of Maine by the attorneys general of Iowa, Ohio and the District of Columbia."
        )
        .as_deref(),
        Some("/doj/usao/me")
    );
}

#[test]
fn an_office_where_a_person_once_worked_is_not_credited() {
    for text in [
        "As a former federal prosecutor and head of the Department of Justice's Criminal Division, Bo Kim has successfully prosecuted smugglers.",
        "Before joining the harbour, Kim was the Criminal Chief in the U.S. Attorney's Office for the District of Maryland.",
        "Kim began his career with the Navy at the U.S. Attorney's Office in the Eastern District of New York.",
        "He prosecuted many cases when he served as an assistant United States Attorney in the District of Maine.",
        "Kim most recently served as deputy of the National Security Division, where he assisted many.",
        "Ann Lee, who previously served in the Tax Division, prosecuted smugglers.",
        "Having worked with Lee during her tenure in the Tax Division, I know her.",
    ] {
        assert_eq!(of_text(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn courts_with_blanks_and_postal_codes_in_captions_are_known() {
    for (court, district) in [
        ("(N. D. Ga.)", "ndga"),
        ("(D. N.J.)", "nj"),
        ("(D.N.J)", "nj"),
        ("(S.D.N.Y)", "sdny"),
        ("(N.D. OH)", "ndoh"),
        ("(S.D. Tx.)", "sdtx"),
        ("(C.D. CA)", "cdca"),
        ("(D. New Mexico)", "nm"),
        ("(Roe, J.) (D.D.C., filed December 19, 2002)", "dc"),
    ] {
        let text = format!("SEC v. Roe Ferries, Civil Action No. 99-9999 {court}");
        let found = in_district(&text);
        assert_eq!(found, Some(format!("/doj/usao/{district}")), "{court}");
    }
}

#[test]
fn what_was_formerly_something_else_does_not_end_the_credits_of_its_sentence() {
    for text in [
        "Keel Labs LLC, formerly known as Keel Inc., has agreed to pay $2 million, the Department of Justice announced today.",
        "A lawyer who formerly worked for a drug maker was indicted, the Justice Department announced today.",
        "Al Roe, 39, and Bo Dean, 35, formerly police officers of Oldport, pleaded guilty yesterday, the Justice Department announced today.",
    ] {
        assert_eq!(of_text(text), ["/doj"], "{text}");
    }
    assert_eq!(
        of_text(
            "Al Roe, formerly with the FBI, was charged, the Justice Department announced today."
        ),
        ["/doj"]
    );
}

#[test]
fn a_case_that_goes_on_keeps_its_credits() {
    for aside in [
        "which is ongoing",
        "which is continuing",
        "which is part of Operation Snow",
    ] {
        let text = format!(
            "This case, {aside}, is being investigated by the FBI, and is being prosecuted by Trial Attorney Bo Kim of the Civil Rights Division of the Justice Department."
        );
        assert!(of_text(&text).contains(&"/doj/fbi".to_owned()), "{text}");
    }
    assert_eq!(
        of_text("The case, which is being investigated by the FBI, began in May."),
        ["/doj/fbi"]
    );
}

#[test]
fn those_who_sue_with_states_are_credited() {
    for text in [
        "The Justice Department along with eight states sued Keel Air in federal court today.",
        "The Justice Department and our state partners brought this case today.",
    ] {
        assert_eq!(of_text(text), ["/doj"], "{text}");
    }
}

#[test]
fn assistance_in_the_case_is_credited_and_assisted_housing_is_not() {
    assert_eq!(
        of_text(
            "There was substantial assistance in this case from the Postal Inspection Service."
        ),
        ["/usps/uspis"]
    );
    assert!(of_text("The city owned HUD-assisted housing supported by the county.").is_empty());
}

#[test]
fn where_somebody_is_sentenced_is_the_district() {
    assert_eq!(
        in_district(
            "A man of Oldport was sentenced to serve more than one year in prison today in the Eastern District of New York for tax fraud."
        )
        .as_deref(),
        Some("/doj/usao/edny")
    );
}
