//! Are the defendants found? Nobody named here exists.

use crate::extract::extract;
use crate::knowledge::Knowledge;
use crate::knowledge::tables::cases::accusations::{Accusation, accusations};
use crate::model::{Defendant, DefendantKind, Page};

fn defendants(title: &str, text: &str) -> Vec<Defendant> {
    let page = Page {
        title: title.to_owned(),
        text: text.to_owned(),
        ..Page::default()
    };
    let found = extract(&page, "", Knowledge::builtin()).defendants;
    found.into_iter().map(|found| found.value).collect()
}

/// A headline that announces an event: else more evidence is asked for.
const HEADLINE: &str = "Several Are Charged";

/// The names of the defendants of a text.
fn names(text: &str) -> Vec<String> {
    let found = defendants(HEADLINE, text).into_iter();
    found.map(|defendant| defendant.name).collect()
}

#[test]
fn those_against_whom_the_case_is_directed_are_found() {
    for (text, expected) in [
        (
            "Pia Corwell, 30, of Oldport, was sentenced today to ten years in prison.",
            &["Pia Corwell"][..],
        ),
        (
            "A grand jury returned an indictment charging Nils Okundo (50, Oldport) with bribery.",
            &["Nils Okundo"],
        ),
        (
            "The judge imposed the sentence on Tomas W. Ellery, age 64. Ellery took money.",
            &["Tomas W. Ellery"],
        ),
        (
            "The jury returned an indictment against Abel B. Quist, age 59, and Dora A. Finch, age 29, both of Oldport.",
            &["Abel B. Quist", "Dora A. Finch"],
        ),
        (
            "ODETTE MARLOW, a former officer, was sentenced to six months.",
            &["Odette Marlow"],
        ),
        (
            "Inés de la Vega Soto fue sentenciado a diez años de prisión.",
            &["Inés de la Vega Soto"],
        ),
        (
            "The defendants are: Quill Harbor, LLC; Tern Bay Capital LLC; Keel Corp.; and Al Roe.",
            &[
                "Quill Harbor, LLC",
                "Tern Bay Capital LLC",
                "Keel Corp.",
                "Al Roe",
            ],
        ),
        (
            "Acme Home Care, Inc. (Acme) agreed to pay $75,000 to resolve its liability.",
            &["Acme Home Care, Inc."],
        ),
        (
            "Others charged include Rosa Delpine, Otis Brandt and Joy Sellick. Brandt was sentenced in May.",
            &["Rosa Delpine", "Otis Brandt", "Joy Sellick"],
        ),
        (
            "Those who have pleaded guilty are:\n\nZane Orloff was the medical director.\n\nHope Castell was an owner.",
            &["Zane Orloff", "Hope Castell"],
        ),
        // The dash behind a name is lost, and what is told of each is long.
        (
            "The individuals who have pleaded guilty include:\n\nDr. Zane Orloff - Orloff was the medical director. He signed. He paid. He lied. He hid it. He left.\n\nHope Ann Castell Castell was an owner.",
            &["Zane Orloff", "Hope Ann Castell"],
        ),
        (
            "The charged are Pia Corwell, 44, of Oldport; Blair Cooper, 36, of Hayley; Todd C. Ingram, 52, of Oldport.",
            &["Pia Corwell", "Blair Cooper", "Todd C. Ingram"],
        ),
        (
            "Charged are Pia Corwell, aka Lil Moth, 24, Edgar Felton, aka Bugle, 26, and Josh Gable, aka Malt, 24.",
            &["Pia Corwell", "Edgar Felton", "Josh Gable"],
        ),
        (
            "Charged today are Pia Corwell, 63, of Oldport, Ohio, and Robin Quist, M.D., 71, of Bloomhill, Ohio.",
            &["Pia Corwell", "Robin Quist"],
        ),
        (
            "Adam J. Beach admitted that he conspired to rig bids, and was sentenced.",
            &["Adam J. Beach"],
        ),
        (
            "According to the allegations in the indictment, Maggie Delong and John R. Delong failed to file returns.",
            &["Maggie Delong", "John R. Delong"],
        ),
        (
            "The Commission sued Keel Bay Fund 2, LLC, and Tern Partners Limited Partnership.",
            &["Keel Bay Fund 2, LLC", "Tern Partners Limited Partnership"],
        ),
        (
            "Stover, Niles & Company, Inc. agreed to pay $5,000, and Keel Corporation of America agreed to pay $300.",
            &[
                "Stover, Niles & Company, Inc.",
                "Keel Corporation of America",
            ],
        ),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn victims_officials_and_places_are_no_defendants() {
    for text in [
        "Officers found Jonas Pell, 81, who had been stabbed. The victim, Jonas Pell, lived alone. It was the murder of Jonas Pell.",
        "“This is a good day,” said Special Agent in Charge Paula Vance.",
        "The Oldport Police Department officer has pleaded guilty.",
        "A man of Oldport, Ohio, was charged with fraud.",
        "Assistant U.S. Attorney Ada Roe prosecuted the case.",
        "Three New Mexicans have been charged with fraud.",
        "The suit alleges violations of the Fair Parcel Delivery Practices Act and the Careful Shoppers’ Protection Act.",
        "SANTA MARTA – A man was sentenced today to five years in prison.",
        "A clerk of San Martino was charged with fraud. San Martino was charged twice.",
        "John Doe and Jane Doe were charged with fraud.",
        "The Court entered a Final Judgment against the defendants. The Final Judgment was entered in May.",
        "Between May and June, the clerk was charged.",
        "The clerk was charged (U.S.D.C. N.D. Ohio, Civil Action No. 4). SEC v. Order Instituting Proceedings Pursuant to Section 4. Order Imposing Remedial Sanctions was entered against the clerk.",
        "The clerk of the Foreign Terrorist Organizations list was charged. The Board of Parole Hearings was charged with it.",
        "The clerk was charged with trading Keel Bay Foods stock. Two Keel Bay Foods employees were charged.",
        "“Nobody is above the law,” said Chief Paula Vance. Chief Paula Vance of the Oldport office accepted money.",
    ] {
        assert_eq!(names(text), <[String; 0]>::default(), "{text}");
    }
}

#[test]
fn things_that_the_accused_took_drove_or_used_are_no_defendants() {
    for thing in [
        "a Bank of America card and the Honda Civic",
        "a Toyota Camry",
        "Nissan Altima cars",
        "the victim’s Range Rover",
        "a Mercedes-Benz",
        "forged California IDs",
        "a Harley Davidson motorcycle",
        "the Silver Comet",
    ] {
        for verb in ["stole", "drove", "used", "took"] {
            let text =
                format!("Pia Corwell, 30, was sentenced. The defendants {verb} {thing} in May.");
            assert_eq!(names(&text), ["Pia Corwell"], "{text}");
        }
    }
    let text =
        "The Commission sued Toyota Camden Motors, Inc., and charged the Silver Comet Fund, LLC.";
    assert_eq!(
        names(text),
        ["Toyota Camden Motors, Inc.", "Silver Comet Fund, LLC"]
    );
}

#[test]
fn whom_the_accused_met_or_killed_is_no_defendant() {
    for text in [
        "Pia Corwell, 30, was sentenced. The defendants noticed three rivals, 14-year-old Bo Ferris, 15-year-old Al Dorrin, and Ty Moss, 16.",
        "A driver who ran over and murdered a boat owner and mother of three, Ada Ferris, was sentenced today. Pia Corwell, 30, was convicted of murder.",
    ] {
        assert_eq!(names(text), ["Pia Corwell"], "{text}");
    }
}

#[test]
fn a_victim_in_one_sentence_does_not_hide_the_accused_of_another() {
    let accused = "Tomas Ellery, 43, of Oldport, pleaded guilty to robbery.";
    for text in [
        "When victims asked for their money, Ellery lied.",
        "The victims Ellery met were young.",
        "The victims reassured Ellery.",
        "Following the shooting, Ellery fled to Pell.",
        "He signed on behalf of the patients, which Ellery knew.",
        "It was violence against women Ellery violently forced.",
    ] {
        assert_eq!(
            names(&format!("{accused} {text}")),
            ["Tomas Ellery"],
            "{text}"
        );
    }
    let quoted = "“We stand with the victim's family, who deserved justice.”\n\n";
    assert_eq!(names(&format!("{quoted}{accused}")), ["Tomas Ellery"]);
    for text in [
        "He robbed the victim, Nils Okundo, 30, of Pell.",
        "He was charged with killing Nils Okundo in Pell.",
        "The victims include Nils Okundo, 30, of Pell.",
    ] {
        assert_eq!(
            names(&format!("{accused} {text}")),
            ["Tomas Ellery"],
            "{text}"
        );
    }
}

#[test]
fn relief_defendants_are_accused_of_nothing() {
    let text = "The complaint charges Nils Okundo with fraud, and names Pia Corwell and Tomas Ellery as relief defendants.";
    assert_eq!(names(text), ["Nils Okundo"]);
    let text =
        "Nils Okundo was charged with fraud. Acme Keel Corp. was named as a relief defendant.";
    assert_eq!(names(text), ["Nils Okundo"]);
}

#[test]
fn an_advisory_names_the_accused() {
    let text = "WHO: Pia Corwell, 22, of Oldport\n\nWHAT: To be arraigned on charges of theft.";
    assert_eq!(names(text), ["Pia Corwell"]);
    let text = "WHO: District Attorney Nils Okundo\n\nWHAT: To speak on charges of theft.";
    assert!(names(text).is_empty());
}

#[test]
fn an_office_that_sounds_like_a_firm_is_no_party() {
    let text = "Pia Corwell was charged with fraud by the Special Inspector General. The Inspector General was told.";
    assert_eq!(names(text), ["Pia Corwell"]);
    let text = "The charge against Pia Corwell was announced by Al Dorrin, Ph.D., Inspector General, who accused her.";
    assert_eq!(names(text), ["Pia Corwell"]);
    let text =
        "Pia Corwell was charged today. Al Dorrin, Jr., Chief of Police, was accused of nothing.";
    assert_eq!(names(text), ["Pia Corwell"]);
}

#[test]
fn one_person_is_one_defendant_under_the_fullest_name() {
    let text = "Leo Hartig pleaded guilty. LEO J. HARTIG was charged in May. Hartig admitted that.";
    assert_eq!(names(text), ["Leo J. Hartig"]);
    let text =
        "Leo Hartig pleaded guilty. Leo Hartigs boat was sold, and Leo Hartigs was sentenced.";
    assert_eq!(names(text), ["Leo Hartig"]);
    let text = "Mia B. Hartigs boat was sold. Mia B. Hartig was sentenced for fraud.";
    assert_eq!(names(text), ["Mia B. Hartig"]);
    let text = "Amos X. Pruitt was enjoined. A. Pruitt consented to it, and Pruitt paid.";
    assert_eq!(names(text), ["Amos X. Pruitt"]);
}

#[test]
fn a_caption_names_the_parties() {
    let title = "SEC v. Edgar P. Lunde, Lantern Products, Inc. (f/k/a Beacon Tools, Inc.), Iris Maddox and Vera N. Strand, Civil Action No. 21CV00417";
    let found = defendants(title, "The Commission announced a judgment.");
    let names: Vec<_> = found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Edgar P. Lunde",
            "Lantern Products, Inc.",
            "Iris Maddox",
            "Vera N. Strand"
        ]
    );
    assert_eq!(found[1].aliases, ["Beacon Tools, Inc."]);
    assert_eq!(found[1].kind, DefendantKind::Organization);
    assert_eq!(found[2].kind, DefendantKind::Person);
}

#[test]
fn every_phrase_does_in_its_example_what_it_is_for() {
    for row in accusations() {
        let (example, counter) = (
            defendants(HEADLINE, row.example),
            defendants(HEADLINE, row.counter),
        );
        let is_in = |found: &[Defendant]| found.iter().any(|found| found.name == "Jo Doe");
        match row.sense {
            Accusation::Done
            | Accusation::Does
            | Accusation::MayDo
            | Accusation::Names
            | Accusation::MayName => {
                assert!(is_in(&example), "{}: {}", row.words, row.example);
                assert!(!is_in(&counter), "{}: {}", row.words, row.counter);
            }
            Accusation::Victim | Accusation::Speaks | Accusation::Staff => {
                assert!(!is_in(&example), "{}: {}", row.words, row.example);
                assert!(is_in(&counter), "{}: {}", row.words, row.counter);
            }
            Accusation::Told => {
                let is_firm = |found: &Defendant| found.kind == DefendantKind::Organization;
                assert!(
                    !example.iter().any(is_firm),
                    "{}: {}",
                    row.words,
                    row.example
                );
                assert!(
                    counter.iter().any(is_firm),
                    "{}: {}",
                    row.words,
                    row.counter
                );
            }
            Accusation::Alias => {
                assert_eq!(example[0].aliases, ["Smokey"], "{}", row.example);
                assert!(counter[0].aliases.is_empty(), "{}", row.counter);
            }
        }
    }
}

#[test]
fn a_release_of_no_event_names_no_defendant_in_passing() {
    let text = "The program helps. Jo Doering conspired with others long ago.";
    assert!(defendants("Office Announces a Program", text).is_empty());
    let text = "Jury selection begins today. Jo Doering, 43, is charged with fraud.";
    let found = defendants("Trial Begins in Oldport", text);
    assert_eq!(found[0].name, "Jo Doering");
}

#[test]
fn another_name_of_a_defendant_is_no_second_one() {
    let found = defendants(
        HEADLINE,
        "Pia Corwell, doing business as Corwell Tax Service, was charged with fraud. Corwell Tax Service was charged, too.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].aliases, ["Corwell Tax Service"]);
}

#[test]
fn father_and_son_are_two_defendants() {
    assert_eq!(
        names(
            "Abel Quist Jr. and Abel Quist Sr. were charged with fraud. Abel Quist Jr. pleaded guilty."
        ),
        ["Abel Quist Jr.", "Abel Quist Sr."]
    );
}

#[test]
fn hostile_texts_are_bounded() {
    let text = "United States v. ".repeat(60_000);
    assert!(names(&text).len() < 2);
    let long_name = format!("{} was charged with fraud.", "Doe ".repeat(10_000));
    assert!(names(&long_name).iter().all(|name| name.len() < 200));
    let mut many = String::new();
    for at in 0..20_000 {
        let letters: String = at
            .to_string()
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect();
        many.extend(["Jo X", &letters, ", "]);
    }
    many.push_str("and Al Roe were charged.");
    assert!(names(&many).len() <= 300);
}

#[test]
fn words_beside_a_name_are_not_part_of_it() {
    for (text, expected) in [
        (
            "The court ordered Defendants Quill Harbor Holding Inc. and Al Roe to pay. The SEC sued Defendant Tern Bay LLC, too.",
            &["Quill Harbor Holding Inc.", "Al Roe", "Tern Bay LLC"][..],
        ),
        (
            "A grand jury indicted Oldport Businessman Nils Fen Okundo for bribery.",
            &["Nils Fen Okundo"],
        ),
        (
            "Dora Finch, 40, Allegedly Tried to Flee. Dora Finch was charged with theft.",
            &["Dora Finch"],
        ),
        (
            "Keel Home Care, Inc. was indicted for fraud. Home Care, Inc. was charged with theft.",
            &["Keel Home Care, Inc."],
        ),
        (
            "Keel Bay Holdings, LLC was indicted for fraud. Holdings, LLC was charged. Holdings, LLC was convicted.",
            &["Keel Bay Holdings, LLC"],
        ),
        (
            "Former Tern Bay Corp. was indicted for fraud. Tern Bay Corp. was charged with theft.",
            &["Tern Bay Corp."],
        ),
        (
            "KEEL HARBOR HOLDINGS, LLC was indicted for fraud. QRS AG was convicted.",
            &["Keel Harbor Holdings, LLC", "QRS AG"],
        ),
        (
            "Those charged with fraud are Quill Bay, L.P.Tern Bay Management, LLC and Al Roe.",
            &["Quill Bay, L.P.", "Tern Bay Management, LLC", "Al Roe"],
        ),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn cities_of_a_list_of_pardons_are_not_part_of_the_names() {
    let list = "The President commuted the sentences of:\n\nDora Ann Finch Oldport, UT\n\nOffense: Theft; District of Utah\n\n\
                Nils Okundo Roe San Oldport, PA\n\nOffense: Fraud; District of Utah\n\nAl B. Quist, Jr. Port Alder, PA\n\n\
                Offense: Fraud; District of Utah";
    assert_eq!(
        names(list),
        ["Dora Ann Finch", "Nils Okundo Roe", "Al B. Quist, Jr."]
    );
}

#[test]
fn a_text_may_end_behind_the_name_of_the_country() {
    for country in ["US", "U.S"] {
        assert!(names(&format!("Several were charged. They sued {country}")).is_empty());
    }
}

#[test]
fn a_text_may_end_behind_the_words_of_an_office() {
    assert!(names("Jo Doe of the Office of Public Affairs and ").is_empty());
    assert!(names("Acme Bank of").is_empty());
}

#[test]
fn the_number_of_a_case_is_no_party() {
    let caption =
        "Securities and Exchange Commission v. Pia P. Corwell, No. CIV-02-1395 (E.D. California)";
    let found = defendants(
        caption,
        "The court entered a final judgment against Pia P. Corwell.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn who_only_occurs_in_what_is_alleged_is_no_party() {
    let text = "The court entered a judgment against Pia P. Corwell for trading in the stock of Tern Bay, Inc. The \
                complaint alleges that Pia P. Corwell, a manager, learned by May 18, that Keel Drug Company might end a \
                license agreement with Quill Labs, Inc.";
    assert_eq!(names(text), ["Pia P. Corwell"]);
}

#[test]
fn a_receiver_whom_the_court_appoints_is_no_party() {
    let text = "The SEC charged Acme Keel Corp. with fraud. The court granted relief against it, appointing Roe & \
                Partners LLC as permanent receiver over Acme Keel Corp.";
    assert_eq!(names(text), ["Acme Keel Corp."]);
}

#[test]
fn a_kind_of_firm_in_a_headline_is_no_name() {
    let found = defendants(
        "SEC CHARGES MORTGAGE COMPANY AND ITS PRESIDENT WITH FRAUD",
        "The Securities and Exchange Commission filed an action against Pia P. Corwell and her firm, Keel Capital Corporation.",
    );
    let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["Pia P. Corwell", "Keel Capital Corporation"]);
}

#[test]
fn the_firm_of_an_accused_owner_is_no_defendant() {
    for text in [
        "The owner of Oldport-based Keel Care LLC, Pia Corwell, was charged with fraud.",
        "Pia Corwell, 40, the manager of a big home care company, Keel Care LLC, was charged with fraud.",
        "Pia Corwell was charged with fraud. The former Keel Care LLC sales clerk pleaded guilty.",
        "Pia Corwell was charged with fraud. Corwell and her co-conspirators ran Keel Care LLC.",
        "Pia Corwell was charged with fraud. She owned a clinic named Keel Care LLC.",
        "Pia Corwell was charged with fraud. The complaint alleges that Keel Care LLC paid her.",
        "Pia Corwell was charged with fraud. Keel Care LLC allegedly paid her.",
        "The suit seeks to bar Pia Corwell, who runs Keel Care LLC in Oldport, from preparing returns.",
        "Pia Corwell was charged with fraud. Others were convicted of the Keel Care fraud at Keel Care LLC.",
        "Pia Corwell was charged with fraud. The indictment tells that others caused Keel Care LLC to pay her.",
        "Pia Corwell was charged with fraud. The jury convicted two Keel Care LLC principals.",
        "Pia Corwell was charged with fraud. Findings against Keel Care LLC’s auditor were made, too.",
    ] {
        assert_eq!(names(text), ["Pia Corwell"], "{text}");
    }
}

#[test]
fn the_firm_that_is_charged_with_its_owner_is_a_defendant() {
    for text in [
        "The Commission charged Pia Corwell and her company, Keel Care LLC, with fraud.",
        "The Commission filed a complaint against Pia Corwell and two of her companies, Keel Care LLC and Tern Bay Corp.",
        "Pia Corwell was charged with fraud. The complaint alleges that Corwell and Keel Care LLC sold shares.",
        "Pia Corwell was charged with fraud. The complaint also names Keel Care LLC.",
        "Pia Corwell pleaded guilty. Keel Care LLC entered into a deferred prosecution agreement.",
    ] {
        assert_eq!(names(text)[..2], ["Pia Corwell", "Keel Care LLC"], "{text}");
    }
}

#[test]
fn a_brother_behind_a_clause_about_a_firm_is_a_defendant() {
    let text = "The suit seeks to bar Al B. Quist, who runs Quist Tax Service in Oldport, and his brother Nils Quist.";
    assert_eq!(names(text), ["Al B. Quist", "Nils Quist"]);
}

#[test]
fn public_bodies_are_defendants_of_civil_cases() {
    for (title, text, expected) in [
        (
            "Department Files Lawsuit Against Oldport",
            "The Department filed a lawsuit today against the city of Oldport, Ohio.",
            "city of Oldport",
        ),
        (
            "Department Reaches Settlement With School District",
            "The Department reached a settlement agreement with the Oldport County School District.",
            "Oldport County School District",
        ),
        (
            "City Agrees to Pay to Settle Claims",
            "The city and county of Oldport has agreed to pay $5,000 to settle claims.",
            "city and county of Oldport",
        ),
    ] {
        let found = defendants(title, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].name, expected);
        assert_eq!(found[0].kind, DefendantKind::Organization);
    }
}

#[test]
fn a_public_body_that_is_paid_or_robbed_is_no_defendant() {
    let text = "Under a settlement with the United States and the state of Ohio, Keel Bay Corp. agreed to pay $5,000.";
    let found = defendants("Keel Bay Corp. Settles", text);
    assert_eq!(found.len(), 1, "{found:?}");
    let text =
        "Pia Corwell defrauded the city of Oldport and was sentenced today to ten years in prison.";
    assert_eq!(names(text), ["Pia Corwell"]);
}

#[test]
fn who_pays_to_settle_claims_is_a_defendant() {
    let text = "Keel Bay Corp. has paid the United States $5 million to resolve claims that it overcharged.";
    assert_eq!(names(text), ["Keel Bay Corp."]);
}

#[test]
fn hospitals_that_are_named_for_a_place_are_defendants() {
    for name in [
        "Oldport Valley Hospital",
        "Oldport General Hospital",
        "Keel Health System",
        "American Keel Airlines",
    ] {
        let text = format!(
            "{name}, Ohio, agreed to pay $5,000 to resolve its liability. {name} told of it."
        );
        assert_eq!(names(&text), [name]);
    }
}

#[test]
fn those_in_tables_and_lists_of_ages_and_places_are_found() {
    for (text, expected) in [
        (
            "A man was sentenced today.\n\nDefendant\n\nCharges\n\nPia Corwell, 29, Oldport\n\nFound guilty of theft\n\nTwo years in prison",
            &["Pia Corwell"][..],
        ),
        (
            "Four men were convicted in May.\n\nDefendant\n\nConviction\n\nNils Okundo, 46, Oldport\n\nPleaded guilty to theft and must give a sample Abel Quist, 35, West Quay\n\nPleaded guilty to theft",
            &["Nils Okundo", "Abel Quist"],
        ),
        (
            "The men below were in court.\n\nNils Okundo, 46, Oldport\nAbel Quist, 35, West Quay\n\nOfficers looked into it.",
            &["Nils Okundo", "Abel Quist"],
        ),
        (
            "The jury found the following defendants guilty of theft:\n\nNils Okundo, 46, of Oldport;\nDan Perry, 35, of Fernwick; and\nDora Finch, 31, of Oldport.",
            &["Nils Okundo", "Dan Perry", "Dora Finch"],
        ),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn the_one_whose_age_is_told_is_accused_where_the_headline_names_nobody() {
    let text = "An Oldport man was sentenced to 40 years.\n\nAbel Quist, 34, moved to Oldport in 2016 to work. Jurors shot down his plea.";
    assert_eq!(names(text), ["Abel Quist"]);
    let victim = "An Oldport man was sentenced for the murder of Dora Finch, 34, of Oldport.";
    assert_eq!(names(victim), [""; 0]);
}

#[test]
fn a_nickname_in_brackets_and_quotation_marks_cuts_no_name() {
    let text = "The district attorney identified the defendants as Nils (“Duke”) Okundo, 25, of Oldport, and Abel (“Cheese”) Quist, 40, of West Quay.";
    assert_eq!(names(text), ["Nils Okundo", "Abel Quist"]);
}

#[test]
fn a_sum_or_a_short_form_behind_a_name_is_no_age() {
    let text = "Abel Quist, 48, of Oldport was the leader. The office thanked the Oldport Division of Buildings (DOB) and paid Fern & Sons, $11,947.";
    assert_eq!(names(text), ["Abel Quist"]);
}

#[test]
fn somebody_whose_firm_bears_the_name_is_no_firm() {
    let text = "Vera Corwell, 52, was a tax preparer who ran Vera Corwell Tax Services LLC in Oldport. Corwell admitted that she filed false returns.";
    assert_eq!(names(text), ["Vera Corwell"]);
}

#[test]
fn the_accused_of_spanish_releases_are_found() {
    for text in [
        "Un hombre fue sentenciado. Abel Quist, de 31 años de edad, de Oldport, fue encontrado culpable de homicidio.",
        "Abel Quist, de 24 años de edad, es acusado de un cargo de robo.",
        "Se anunció hoy que Abel Quist, de 45 años, de Oldport, ha sido condenado a 45 años.",
    ] {
        assert_eq!(names(text), ["Abel Quist"], "{text}");
    }
}

#[test]
fn an_office_in_front_of_a_rank_is_not_of_the_name() {
    let text = "Oldport Police Department Detective Abel Quist, 37, was charged today with theft. Quist was arrested.";
    assert_eq!(names(text), ["Abel Quist"]);
}

#[test]
fn ordinary_words_with_capitals_name_nobody() {
    for text in [
        "Abel Quist was charged with catching and selling Striped Bass. Once Quist had sold them, he was arrested.",
        "Abel Quist, 34, was charged. But Quist was sentenced to Maximum Term Allowed and was convicted of Grand Theft.",
        "Operation Quiet Harbor led to this case. Operation Quiet Harbor was charged with finding Abel Quist, who was convicted.",
        "Handler Abel Quist was charged. See SEC v. Abel Quist. Prejudgment Interest was ordered against Quist.",
    ] {
        assert_eq!(names(text), ["Abel Quist"], "{text}");
    }
    let aged = "Mission Quist, 34, of Oldport, was sentenced to ten years.";
    assert_eq!(names(aged), ["Mission Quist"]);
}

#[test]
fn a_firm_may_have_a_short_name_of_ordinary_words() {
    let text = "The complaint says that Quality Egg LLC sold bad eggs. Quality Egg pleaded guilty and was sentenced.";
    assert_eq!(names(text), ["Quality Egg LLC"]);
}

#[test]
fn a_web_address_is_the_name_of_a_firm_and_others_are_cut_from_a_name() {
    let found = defendants(
        HEADLINE,
        "A lawsuit was filed against Ternbay.com, which was charged with fraud.",
    );
    assert_eq!(found[0].kind, DefendantKind::Organization, "{found:?}");
    let text = "Abel Quist Et Al were charged with fraud. Quist was arrested.";
    assert_eq!(names(text), ["Abel Quist"]);
}

#[test]
fn a_list_of_other_names_is_one_person_and_a_magistrate_may_be_accused() {
    let text = "Dora Quist aka Dora Vane, Dora Pell and Dora Roe, 49, was charged with fraud. Dora Quist pleaded guilty.";
    let found = defendants(HEADLINE, text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].aliases, ["Dora Vane", "Dora Pell", "Dora Roe"]);
    let text = "Oldport County Magistrate Dora A. Quist has admitted to fraud. Quist, age 60, pled guilty to one count.";
    assert_eq!(names(text), ["Dora A. Quist"]);
}

#[test]
fn what_is_called_a_firm_is_no_person() {
    for (text, is_firm) in [
        (
            "The state settled a lawsuit today against Oldport Blue Cross (“Oldport”), a Washington-based insurance company that lost data.",
            true,
        ),
        (
            "Dora Quist, a letter carrier, was charged with theft.",
            false,
        ),
        ("Dora Quist, a bank teller, was charged with theft.", false),
        (
            "Dora Quist, a former company officer, was charged with theft.",
            false,
        ),
        (
            "Dora Quist, a fish dealer from Oldport, was charged with theft.",
            false,
        ),
    ] {
        let found = defendants(HEADLINE, text);
        let is_organization = found[0].kind == DefendantKind::Organization;
        assert_eq!(is_organization, is_firm, "{text}");
    }
    let text = "Dora Quist pleaded guilty. Agent Iris Pell of the Oldport office and Sheriff Abel Vane announced the plea entered today.";
    assert_eq!(names(text), ["Dora Quist"]);
}

#[test]
fn both_are_the_two_whom_the_sentence_before_names() {
    let text = "Dora Quist pleaded guilty today to bribing officials with Abel Vane and Iris Pell. Vane was the chief executive officer of Acme, and Pell was its vice president. Both pleaded guilty to fraud.";
    assert_eq!(names(text), ["Dora Quist", "Abel Vane", "Iris Pell"]);
    let text = "Dora Quist pleaded guilty today. Abel Vane, Iris Pell and Al Roe were friends. Both pleaded guilty to fraud.";
    assert_eq!(names(text), ["Dora Quist"]);
}

#[test]
fn names_with_particles_and_surnames_that_mean_something_are_whole() {
    for (text, name) in [
        (
            "Amin al-Quist, 50, of Oldport, was sentenced today.",
            "Amin al-Quist",
        ),
        (
            "Abel Driver, 24, of Oldport, was sentenced today.",
            "Abel Driver",
        ),
        (
            "Dora Quist, 71, was charged. INOAC Corp. is no party.",
            "Dora Quist",
        ),
        (
            "INOAC Corp. has agreed to plead guilty and to pay a fine.",
            "INOAC Corp.",
        ),
        (
            "WASHINGTON UBS Trading AG has agreed to plead guilty.",
            "UBS Trading AG",
        ),
        (
            "CHARLESTON, W.Va. - Dora Quist, 42, was convicted today.",
            "Dora Quist",
        ),
        (
            "WASHINGTON A. Dora Quist has agreed to plead guilty.",
            "A. Dora Quist",
        ),
        (
            "A jury convicted Lt. Col. Dora Quist of fraud.",
            "Dora Quist",
        ),
        (
            "Keel Home Solutions, Inc. was indicted today.",
            "Keel Home Solutions, Inc.",
        ),
        (
            "Dora Quist IV is expected to make her initial appearance before Judge Pell.",
            "Dora Quist IV",
        ),
        (
            "Oldport Alderwoman Dora Quist was charged with fraud.",
            "Dora Quist",
        ),
        (
            "Dora Quist, a naturalized U.S. citizen, formerly of Oldport, was sentenced today.",
            "Dora Quist",
        ),
        (
            "Quill Logistics Inc., a Norwegian corporation, has agreed to plead guilty.",
            "Quill Logistics Inc.",
        ),
        (
            "Abel Quist pleaded guilty. Two agents were assaulted by Quist. Two agents were assaulted by Quist.",
            "Abel Quist",
        ),
        (
            "Oldport Island Utility Cooperative (OIU) pleaded guilty to two counts.",
            "Oldport Island Utility Cooperative",
        ),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
    let text = "A couple was charged. Dora Quist and Abel Quist, both 71, have not paid taxes and admitted that they hid money.";
    assert_eq!(names(text), ["Dora Quist", "Abel Quist"]);
}

#[test]
fn one_mention_beside_other_words_takes_no_defendant_away() {
    for text in [
        "WEST QUAY -- Abel A. \"Bill\" Quist was charged today. Quist was convicted in March. The office said that others like Bill Quist will be found.",
        "Abel Quist, 22, pleaded guilty today. Quist fled. Quist ran. Struggling with two agents, Quist bit them. Quist fell.",
        "A banker pleaded guilty. Abel Quist, 68, was at the bank. Quist continued to make loans and was aware of the debts.",
    ] {
        assert_eq!(names(text).len(), 1, "{text}");
    }
}

#[test]
fn those_of_whom_only_the_evidence_tells_are_accused_where_nobody_else_is() {
    for text in [
        "A banker was sentenced. According to documents filed with the court, Abel Quist worked for a bank in Oldport.",
        "A banker was sentenced. Abel Quist worked for a bank, according to court documents. Quist made loans.",
    ] {
        assert_eq!(names(text), ["Abel Quist"], "{text}");
    }
    let others =
        "Dora Finch was sentenced. According to court documents, Abel Quist was her clerk.";
    assert_eq!(names(others), ["Dora Finch"]);
}

#[test]
fn a_judge_may_be_sentenced() {
    let text = "U.S. District Judge Abel B. Quist pleaded guilty today. Quist, 59, was sentenced to prison by U.S. District Judge Dora Finch.";
    assert_eq!(names(text), ["Abel B. Quist"]);
}

#[test]
fn counties_that_are_sued_and_cities_that_settle_are_defendants() {
    for (text, name) in [
        (
            "The Department filed a lawsuit against Oldport County, Nev., alleging that it discriminated against a clerk.",
            "Oldport County",
        ),
        (
            "The Department filed a lawsuit charging Oldport Parish, La., with discrimination.",
            "Oldport Parish",
        ),
        (
            "The city of Oldport has agreed to make improvements to its sewers.",
            "city of Oldport",
        ),
    ] {
        let found = defendants("Justice Department Sues Over Sewers", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].name, name);
    }
    let text =
        "A jury returned an indictment charging Oldport County Sheriff Abel Quist with assault.";
    assert_eq!(names(text), ["Abel Quist"]);
}
