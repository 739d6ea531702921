//! Fictional sentences in which a person's office decides, and sentences in Spanish.

use crate::extract::prosecutor::tests::found;

#[test]
fn an_office_may_stand_between_a_title_and_its_names() {
    assert_eq!(
        found(
            "The case was prosecuted by two trial attorneys from the Justice Department\u{2019}s Civil Rights Division, Kay J. Moe and Lou J. Poe, and by Assistant U.S. Attorney Ray W. Coe III."
        ),
        [
            "Kay J. Moe / trial attorney / counsel",
            "Lou J. Poe / trial attorney / counsel",
            "Ray W. Coe III / Assistant U.S. Attorney / counsel",
        ]
    );
    assert_eq!(
        found(
            "The plea was announced by Acting Assistant Attorney General for the Justice Departments Environment and Natural Resources Division Ann Lee."
        ),
        ["Ann Lee / Acting Assistant Attorney General / official"]
    );
}

#[test]
fn a_director_of_enforcement_who_is_quoted_is_an_official() {
    for text in [
        "This is serious, said Director Ann Lee of the U.S. Commodity Futures Trading Commission (CFTC) Division of Enforcement.",
        "This is serious, said Ann Lee, Director of the SEC\u{2019}s Los Angeles Regional Office.",
    ] {
        let found = found(text);
        assert!(
            found
                .iter()
                .any(|one| one.starts_with("Ann Lee / Director")),
            "{text}: {found:?}"
        );
    }
    assert!(
        found("This is serious, said Ann Lee, Director of the Labor Department\u{2019}s Boston Regional Office.")
            .is_empty()
    );
}

#[test]
fn staff_without_a_title_who_supervised_are_counsel_and_companies_are_not() {
    assert_eq!(
        found("The SEC's litigation goes on. Ann Lee and Ed Moe supervised the matter.")
            .iter()
            .filter(|one| one.ends_with("counsel"))
            .count(),
        2
    );
    assert!(found("Parker Lighthouse investigated the matter for the SEC.").is_empty());
}

#[test]
fn places_bodies_and_lines_are_not_persons() {
    for text in [
        "Individuals may call the ADA Information Line at 555-0100.",
        "Attorney General Lee led the attorneys general of Illinois, Maine, New Mexico, North Carolina, and Rhode Island.",
        "The case was handled by the U.S. Attorney's Office, CBP, ICE HSI and the Department of Commerce.",
        "Criminal District Attorney First Assistant and Lead Prosecutor told jurors that it was so.",
    ] {
        let found = found(text);
        assert!(
            found.iter().all(|one| one.starts_with("Lee /")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn prosecutors_of_a_release_in_spanish() {
    assert_eq!(
        found(
            "\u{201c}Basta\u{201d}, dijo el fiscal federal Juan Arce-Mora, del Distrito de Puerto Rico.\n\n\
             El fiscal federal auxiliar Luis Rentas y la abogada litigante Ana Pell, de la Secci\u{f3}n de Fraude, tuvieron a su cargo la acusaci\u{f3}n."
        ),
        [
            "Juan Arce-Mora / fiscal federal / official",
            "Luis Rentas / fiscal federal auxiliar / counsel",
            "Ana Pell / abogada litigante / counsel",
        ]
    );
    assert_eq!(
        found(
            "Los encargados de procesar el caso son los Fiscales Federales Adjuntos de los Estados Unidos Eva Tis, Gina M. Par y Max Lee."
        ),
        [
            "Eva Tis / Fiscal Federal Adjunto de los Estados Unidos / counsel",
            "Gina M. Par / Fiscal Federal Adjunto de los Estados Unidos / counsel",
            "Max Lee / Fiscal Federal Adjunto de los Estados Unidos / counsel",
        ]
    );
    assert_eq!(
        found(
            "Gracias a los ADA Ana Pell y Bo Cruz por su trabajo, dijo el Fiscal de Distrito, Juan Arce."
        ),
        [
            "Ana Pell / ADA / counsel",
            "Bo Cruz / ADA / counsel",
            "Juan Arce / Fiscal de Distrito / official",
        ]
    );
}

#[test]
fn the_subject_at_the_start_is_an_official_and_a_dateline_is_not_a_name() {
    assert_eq!(
        found(
            "PORT ANGUS \u{2013} Orange County District Attorney (OCDA) Ann Lee is opposing the parole of a man. Former Deputy District Attorney Bo Kim originally prosecuted this case."
        ),
        [
            "Ann Lee / District Attorney / official",
            "Bo Kim / Former Deputy District Attorney / counsel",
        ]
    );
    assert_eq!(
        found("SUFFOLK COUNTY-Attorney General Ann Lee announced today guilty pleas."),
        ["Ann Lee / Attorney General / official"]
    );
    assert_eq!(
        found(
            "On her first visit to Ruritania, Attorney General Ann Lee met with her counterpart."
        ),
        ["Ann Lee / Attorney General / official"]
    );
    assert_eq!(
        found(
            "According to Acting U.S. Attorney Ann Lee, between January and May nothing happened."
        ),
        ["Ann Lee / Acting U.S. Attorney / official"]
    );
}

#[test]
fn a_person_who_led_the_matter_is_counsel() {
    assert_eq!(
        found(
            "This matter was led by Assistant Attorney General Ann Lee of the Taxpayer Protection Bureau, with the assistance of Legal Support Analyst Bo Kim. It was supervised by Supervising Investigative Counsel Cy Roe."
        ),
        [
            "Ann Lee / Assistant Attorney General / counsel",
            "Cy Roe / Supervising Investigative Counsel / counsel",
        ]
    );
    assert_eq!(
        found("Assistant Attorney General Ann Lee led the State\u{2019}s successful prosecution."),
        ["Ann Lee / Assistant Attorney General / counsel"]
    );
}

#[test]
fn praise_of_a_career_does_not_count_and_an_acting_head_of_office_does() {
    assert_eq!(
        found(
            "As a former federal prosecutor and head of the Justice Department\u{2019}s Criminal Division, Ann Lee has successfully prosecuted terrorists."
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        found(
            "The Office of Minnesota Attorney General Ann Lee today completed the prosecution of a man."
        ),
        ["Ann Lee / Attorney General / official"]
    );
}

#[test]
fn assistants_in_the_plural_are_found_where_no_other_word_of_the_sentence_is_a_title() {
    assert_eq!(
        found(
            "The jury agreed. Thank you to ADAs Ana Pell and Bo Cruz and the investigators of our office."
        ),
        ["Ana Pell / ADA / counsel", "Bo Cruz / ADA / counsel"]
    );
}

#[test]
fn staff_who_conducted_an_investigation_somewhere_are_found_in_a_sentence_of_their_own() {
    assert_eq!(
        found(
            "The SEC filed its complaint today. The SEC's investigation was conducted in the Springfield Regional \
             Office by Ana P. Pell and Bo Cruz."
        ),
        ["Ana P. Pell /  / counsel", "Bo Cruz /  / counsel"]
    );
}

#[test]
fn a_receiver_responsible_for_a_distribution_is_not_a_prosecutor() {
    assert_eq!(
        found(
            "The SEC announced a distribution recommended by its staff. The Receiver responsible for the distribution \
             is Ana Pell & Associates, of Springfield."
        ),
        Vec::<String>::new()
    );
}

#[test]
fn a_person_who_tried_to_obstruct_did_not_try_the_case() {
    assert_eq!(
        found(
            "According to the indictment, Bo Cruz tried to obstruct the investigation of his shop."
        ),
        Vec::<String>::new()
    );
}

#[test]
fn the_addressee_of_a_letter_is_not_an_official() {
    assert_eq!(
        found(
            "Attorney General Ana Pell today led a letter to U.S. Attorney General Bo Cruz.\n\n\
             \u{201c}Attorney General Cruz has changed an old policy,\u{201d} Attorney General Pell said."
        ),
        ["Ana Pell / Attorney General / official"]
    );
}

#[test]
fn an_abbreviation_that_is_defined_is_not_a_title() {
    assert_eq!(
        found(
            "The schools were paid by Average Daily Attendance (ADA) for students who were not there, said District \
             Attorney Ana Pell."
        ),
        ["Ana Pell / District Attorney / official"]
    );
}

#[test]
fn a_county_supervisor_is_not_a_prosecutor() {
    assert_eq!(
        found(
            "Supervisor Bo Cruz and Deputy District Attorney Ana Pell prosecuted the idea that nobody helps."
        ),
        ["Ana Pell / Deputy District Attorney / counsel"]
    );
}

#[test]
fn a_civil_enforcers_abbreviation_may_stand_before_the_title() {
    for (text, title) in [
        (
            "Ann Lee, CFTC Director of Enforcement, commented that it is so.",
            "Director of Enforcement",
        ),
        (
            "Ann Lee, the SEC\u{2019}s Associate Director of Enforcement, said that it is so.",
            "Associate Director of Enforcement",
        ),
    ] {
        assert_eq!(found(text), [format!("Ann Lee / {title} / official")]);
    }
}

#[test]
fn staff_of_a_civil_enforcer_who_assisted_are_counsel() {
    let text = "The CFTC thanks the court. The following staff members assisted in this case: Jo Doe, Al Roe and Ann Lee.";
    assert_eq!(
        found(text),
        [
            "Jo Doe /  / counsel",
            "Al Roe /  / counsel",
            "Ann Lee /  / counsel"
        ]
    );
    let prize = "Those responsible for this prize: Jo Doe, Al Roe and Ann Lee.";
    assert!(found(prize).is_empty());
}

#[test]
fn lead_staffers_of_the_ftc_are_counsel() {
    let text = "The FTC filed the complaint. The lead staffers on this matter are Jo Doe, Al Roe and Ann Lee.";
    let names = ["Jo Doe", "Al Roe", "Ann Lee"];
    assert_eq!(
        found(text),
        names.map(|name| format!("{name} / lead staffer / counsel"))
    );
}

#[test]
fn words_that_are_no_names_are_no_prosecutors() {
    for text in [
        "The vessel’s Chief Engineer showed the inspectors a false record book.",
        "The changes will be made in the U.S. Attorneys Manual this year.",
        "The award goes to the District Attorney’s Trial Attorney Partnership.",
        "The release was issued by the U.S. Attorneys Trenton, N.J. branch office.",
        "Six state attorneys generalArizona, Florida and Maine joined the suit.",
        "Principal Deputy Assistant Attorney GeneralNorthwoodand Acting U.S. Attorney Jo Vale thanked the agents.",
    ] {
        let wanted: &[&str] = if text.contains("Jo Vale") {
            &["Jo Vale / Acting U.S. Attorney / official"]
        } else {
            &[]
        };
        assert_eq!(found(text), wanted, "{text}");
    }
}

#[test]
fn names_with_lost_blanks_and_misplaced_full_stops_are_whole() {
    for (text, wanted) in [
        (
            "The case was announced by U.S. Attorney Karen. L. Northwood of the District of Alaska.",
            "Karen L. Northwood / U.S. Attorney / official",
        ),
        (
            "The case is being prosecuted by Assistant U.S. AttorneyRobin Vale of the District of Maine.",
            "Robin Vale / Assistant U.S. Attorney / counsel",
        ),
        (
            "The case is being prosecuted by Trial Attorney Kimberly I. Friday, of the Fraud Section.",
            "Kimberly I. Friday / Trial Attorney / counsel",
        ),
        (
            "The case is being prosecuted by Trial Attorney Jay D. Majors of the Civil Division.",
            "Jay D. Majors / Trial Attorney / counsel",
        ),
    ] {
        assert_eq!(found(text), [wanted], "{text}");
    }
    assert_eq!(
        found(
            "The case is being prosecuted by Assistant U.S. Attorney Robin Durham. The order widened Assistant U.S. Attorney Durhams mandate."
        ),
        ["Robin Durham / Assistant U.S. Attorney / counsel"]
    );
}
