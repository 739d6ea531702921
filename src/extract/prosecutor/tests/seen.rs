//! What readers saw as prosecutors, or missed, in fictional sentences of the same kinds.

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::prosecutor::prosecutors;
use crate::extract::prosecutor::tests::found;
use crate::knowledge::Knowledge;
use crate::model::Page;

fn found_under(title: &str, text: &str) -> Vec<String> {
    let page = Page {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Page::default()
    };
    prosecutors(&AnnotatedPage::new(&page, "", Knowledge::builtin()))
        .into_iter()
        .map(|person| format!("{} / {}", person.value.name, person.value.title))
        .collect()
}

#[test]
fn counsel_behind_a_second_by_are_found() {
    assert_eq!(
        found(
            "The case is being prosecuted by Ann Lee from the U.S. Attorney’s Office for the District of Maine and by Bo Kim of the Consumer Protection Branch."
        ),
        ["Ann Lee /  / counsel", "Bo Kim /  / counsel"]
    );
}

#[test]
fn the_title_of_chief_counsel_for_enforcement_is_whole() {
    assert_eq!(
        found(
            "The government is represented by Associate Chief Counsel for Enforcement Bo Kim of the Food and Drug Administration."
        ),
        ["Bo Kim / Associate Chief Counsel for Enforcement / counsel"]
    );
}

#[test]
fn a_prosecutor_behind_a_label_is_found_beside_a_quoted_district_attorney() {
    assert_eq!(
        found(
            "“He lied,” said District Attorney Ann Lee.\n\nProsecutor: Senior Deputy District Attorney Bo Kim, Homicide Unit"
        ),
        [
            "Ann Lee / District Attorney / official",
            "Bo Kim / Senior Deputy District Attorney / counsel"
        ]
    );
}

#[test]
fn a_media_advisory_names_its_official_behind_who() {
    assert_eq!(
        found_under(
            "MEDIA ADVISORY: Ferry Day",
            "WHO: Orange County District Attorney (OCDA) Ann Lee, Orange County Probation Chief Al Roe, and over 250 officers\n\nVolunteers will meet with the crowd."
        ),
        ["Ann Lee / District Attorney"]
    );
}

#[test]
fn a_supervisor_may_be_named_by_surname_alone() {
    assert_eq!(
        found(
            "The SEC’s investigation was conducted by Ann Lee and supervised by Deborah A. Moe, Ms. Kim, and Robert A. Roe."
        ),
        [
            "Ann Lee /  / counsel",
            "Deborah A. Moe /  / counsel",
            "Kim /  / counsel",
            "Robert A. Roe /  / counsel"
        ]
    );
}

#[test]
fn an_official_named_by_surname_in_the_headline_alone_is_found() {
    for title in [
        "Attorney General Moe Secures Criminal Conviction of a Clerk",
        "Nevada Attorney General Moe Announces Conviction of a Clerk",
    ] {
        assert_eq!(
            found_under(title, "A clerk of Oldport was convicted."),
            ["Moe / Attorney General"],
            "{title}"
        );
    }
    for title in [
        "Clerk Sues Attorney General Moe",
        "Attorney General Moe Attends Ferry Day",
    ] {
        assert!(found_under(title, "A clerk sued.").is_empty(), "{title}");
    }
}

#[test]
fn one_who_leaves_a_post_does_not_announce() {
    assert_eq!(
        found_under(
            "Statement by Attorney General Ann Lee on the Departure of Ed Moe from the U.S. Attorney’s Office",
            "Attorney General Ann Lee released the following statement on the planned departure of U.S. Attorney Ed Moe of the District of Maine:\n\n\
             For six years, U.S. Attorney Ed Moe has served the people of Maine."
        ),
        ["Ann Lee / Attorney General"]
    );
}

#[test]
fn cities_and_countries_are_no_persons() {
    for text in [
        "The case was investigated by the SEC’s Las Vegas office and by San Antonio, Austin. He was aided in a scheme conducted by Las Vegas attorneys.",
        "Attorney General Lee’s partners are the district attorneys of Alameda, Los Angeles and Yolo Counties.",
        "San Diego, CA 92101 ASSISTANT DISTRICT ATTORNEY",
        "The SEC’s case was investigated by the police of London, United Kingdom.",
        "As chair of the Attorney Generals Native American Issues Subcommittee, he said little.",
    ] {
        let places = [
            "Las Vegas",
            "San Antonio",
            "Los Angeles",
            "San Diego",
            "United Kingdom",
            "Native American",
        ];
        let found = found(text);
        assert!(
            !found
                .iter()
                .any(|person| places.iter().any(|place| person.starts_with(place))),
            "{text}: {found:?}"
        );
    }
    let list = "The case was prosecuted by Assistant U.S. Attorneys Ann Lee of the Southern District of New York, HSI New York and Rome.";
    assert_eq!(found(list), ["Ann Lee / Assistant U.S. Attorney / counsel"]);
}

#[test]
fn a_small_word_glued_to_a_name_is_no_part_of_it() {
    for (text, name) in [
        (
            "Trial Attorney William M. Moeof the Criminal Division’s Fraud Section prosecuted the case.",
            "William M. Moe",
        ),
        (
            "The case was prosecuted by Assistant Section Chief Karen M. Roeand Attorney Advisor Bo Kim.",
            "Karen M. Roe",
        ),
        (
            "The case is prosecuted by Trial Attorney Ann Kimand the U.S. Attorney’s Office for the District of Maine.",
            "Ann Kim",
        ),
        (
            "The case was prosecuted by Trial Attorney Ann Rowland and Assistant U.S. Attorney Bo Kim.",
            "Ann Rowland",
        ),
    ] {
        let found = found(text);
        let name_found = found[0].split(" / ").next();
        assert_eq!(name_found, Some(name), "{found:?}");
    }
}

#[test]
fn a_first_name_is_not_cut_from_its_surname() {
    assert_eq!(
        found(
            "The case was prosecuted by Assistant U.S. Attorneys David |. Moe and Michael T. Roe."
        ),
        [
            "David Moe / Assistant U.S. Attorney / counsel",
            "Michael T. Roe / Assistant U.S. Attorney / counsel"
        ]
    );
    assert_eq!(
        found(
            "The cases are prosecuted by Deputy District Attorneys Mina Said and Nathan Roe of the Justice Center."
        ),
        [
            "Mina Said / Deputy District Attorney / counsel",
            "Nathan Roe / Deputy District Attorney / counsel"
        ]
    );
}

#[test]
fn those_convicted_behind_the_office_that_tried_them_are_no_counsel() {
    assert!(
        found("The SEC announced that after a trial conducted by the United States Attorney’s Office for the District of Maine, Ann Lee, Bo Kim, and Al Roe were convicted of fraud.")
            .is_empty()
    );
}

#[test]
fn initials_begin_the_name_of_one_more_assistant() {
    assert_eq!(
        found(
            "The case was prosecuted by Trial Attorneys Ann Lee, J.P. Roe and W.S. Bo Kim of the Fraud Section."
        ),
        [
            "Ann Lee / Trial Attorney / counsel",
            "J.P. Roe / Trial Attorney / counsel",
            "W.S. Bo Kim / Trial Attorney / counsel"
        ]
    );
}

#[test]
fn one_who_swears_in_others_is_an_official() {
    assert_eq!(
        found_under(
            "State’s Attorney Ann Lee Swears In 37 New Prosecutors",
            "Cook County State’s Attorney Ann Lee swore in 37 prosecutors."
        ),
        ["Ann Lee / State’s Attorney"]
    );
}

#[test]
fn words_behind_an_abbreviation_or_a_qualifier_are_no_persons() {
    for text in [
        "For more about today’s agreement or the ADA Best Practices Tool Kit for state and local governments, call us.",
        "The ADA Business Brief is here. The ADA Home Page is new.",
        "The SEC’s investigation was conducted by Ed Moe of the Division of Economic and Risk Analysis.",
        "The case was prosecuted by Assistant District Attorney Ed Moe, with assistance from Senior Digital Forensic Analyst Bo Kim.",
        "Attorney General Expresses Opposition to a Bill",
    ] {
        let found = found(text);
        assert!(
            found.iter().all(|person| person.starts_with("Ed Moe ")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn counsel_whose_title_follows_with_an_article_are_found() {
    for title in [
        "a trial attorney in the Environmental Crimes Section",
        "an assistant U.S. attorney in the Southern District of Florida",
        "a Senior Counsel in the Fraud Section",
    ] {
        let text = format!("The case is being prosecuted by Ann Lee, {title}.");
        let people = found(&text);
        assert_eq!(people.len(), 1, "{text}: {people:?}");
        assert!(people[0].starts_with("Ann Lee / "), "{text}: {people:?}");
        assert!(people[0].ends_with(" / counsel"), "{text}: {people:?}");
    }
}

#[test]
fn a_head_whose_office_stands_before_the_name_is_an_official() {
    assert_eq!(
        found("The charges were announced by Head of the Civil Rights Division Ann Lee."),
        ["Ann Lee / Head / official"]
    );
}

#[test]
fn a_state_attorney_general_is_an_attorney_general() {
    assert_eq!(
        found("Louisiana State Attorney General Ann Lee announced the settlement."),
        ["Ann Lee / Attorney General / official"]
    );
}
