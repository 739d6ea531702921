//! What is found in fictional releases, beside what their authors mean.

use jiff::civil::Date;

use crate::extract::extract;
use crate::knowledge::Knowledge;
use crate::model::{Findings, Page, PageFields};

fn found(title: &str, issued: &str, text: &str) -> Findings {
    let page = Page {
        title: title.to_owned(),
        text: text.to_owned(),
        fields: PageFields {
            date: (!issued.is_empty()).then(|| issued.to_owned()),
            ..PageFields::default()
        },
        ..Page::default()
    };
    extract(&page, "release.txt", Knowledge::builtin())
}

fn stage(title: &str, text: &str) -> &'static str {
    let stage = found(title, "2024-03-07", text).stage;
    stage.map_or("none", |found| found.value.name())
}

#[test]
fn the_headline_tells_the_news_and_the_text_what_it_means() {
    for (title, text, expected) in [
        (
            "Ferryman Pleads Guilty to Wire Fraud",
            "Robin Vale pleaded guilty today to wire fraud. He was indicted in May.",
            "plea",
        ),
        (
            "Ferryman Charged with Wire Fraud",
            "A federal grand jury returned an indictment today charging Robin Vale with wire fraud.",
            "indictment",
        ),
        (
            "Ferryman Charged with Wire Fraud",
            "Robin Vale was charged by information with wire fraud.",
            "information",
        ),
        (
            "Ferryman Charged with Wire Fraud",
            "A criminal complaint was filed today charging Robin Vale with wire fraud.",
            "complaint",
        ),
        (
            "Ferryman Charged with Wire Fraud",
            "Robin Vale has been charged with wire fraud.",
            "charge",
        ),
        (
            "Ferryman Convicted of Arson",
            "Robin Vale was previously convicted and sentenced, but a court ordered a new trial. A jury found Vale guilty yesterday.",
            "conviction",
        ),
        (
            "Ferryman Convicted of Dumping Oil",
            "Robin Vale was convicted and sentenced today for dumping oil.",
            "sentence",
        ),
        (
            "Ferryman Convicted in Smuggling Scheme",
            "Robin Vale has pleaded guilty to smuggling.",
            "plea",
        ),
        (
            "Ferryman Convicted of Arson",
            "A jury found Robin Vale guilty of arson.",
            "conviction",
        ),
        (
            "Ferryman Serving Sentence for Theft Pleads Guilty to Arson",
            "Robin Vale pleaded guilty to arson.",
            "plea",
        ),
        (
            "Vale Ferries to Pay $2 Million to Resolve Bribery Case",
            "Vale Ferries entered into a deferred prosecution agreement.",
            "agreement",
        ),
        (
            "Vale Ferries Agrees to Pay $2 Million to Settle Claims",
            "Vale Ferries agreed to pay $2 million.",
            "settlement",
        ),
        (
            "Justice Department Sues Vale Ferries",
            "The department filed a lawsuit.",
            "lawsuit",
        ),
        (
            "Statement of the District Attorney on the Sentencing of Robin Vale",
            "We respect the sentence.",
            "other",
        ),
        (
            "Department Announces Grants to Ferry Towns",
            "The department today announced grants.",
            "other",
        ),
        // A verb of an event is stronger than a topic: a hospital, a speech therapist, a host.
        (
            "Oldport Memorial Hospital Settles Case",
            "Oldport Memorial Hospital agreed to pay $2 million.",
            "settlement",
        ),
        (
            "Oldport Memorial Hospital to Pay $2 Million",
            "Oldport Memorial Hospital agreed to pay $2 million.",
            "settlement",
        ),
        (
            "Speech Therapist Arrested for Theft",
            "The police arrested Robin Vale.",
            "arrest",
        ),
        (
            "Ferry Holds Summit on Safety",
            "Two towns met. In May a clerk was charged with arson.",
            "other",
        ),
        (
            "District Attorney Receives Award",
            "The society thanked him.",
            "other",
        ),
        (
            "Ferryman Gets Nine Years for Arson",
            "Robin Vale burned a ferry.",
            "sentence",
        ),
        (
            "Ferryman and Two Others Charged with Arson",
            "They burned a ferry.",
            "charge",
        ),
        (
            "Sheriff Announces the Arrest of a Ferryman",
            "He burned a ferry.",
            "arrest",
        ),
        (
            "Ferryman Pleads Guilty to Paying an Agent to Dismiss a Case",
            "Robin Vale pleaded guilty.",
            "plea",
        ),
        (
            "Judge Issues Penalty Against Vale Ferries",
            "A judge issued an order against Vale Ferries.",
            "judgment",
        ),
        (
            "District Attorney to Oppose Parole of Ferryman Convicted of Arson",
            "The district attorney opposes the parole of a ferryman convicted of arson.",
            "other",
        ),
        (
            "Justice Department Recovers $3 Million in Fiscal Year 2011",
            "It secured settlements.",
            "other",
        ),
        (
            "Justice Department Finds Abuse in Oldport Jail",
            "It wrote to the mayor. A consent decree ended in 2010.",
            "other",
        ),
        (
            "Vale Bank Reaches Resolution",
            "Vale Bank signed a non-prosecution agreement today.",
            "agreement",
        ),
        (
            "Arrested Ferryman Extradited from Arcadia",
            "Robin Vale was extradited.",
            "extradition",
        ),
    ] {
        assert_eq!(stage(title, text), expected, "{title}");
    }
}

#[test]
fn a_text_without_a_headline_is_read_from_its_first_sentences() {
    for (text, expected) in [
        (
            "The Commission announced that on March 3, 2004, a court entered a final judgment against Robin Vale.",
            "judgment",
        ),
        (
            "Robin Vale, who was arrested in May, was sentenced to nine months.",
            "sentence",
        ),
        ("The office moved to another building.", "other"),
        (
            "The Commission announced that it had filed a complaint against Robin Vale.",
            "lawsuit",
        ),
        (
            "A court granted the Commission's motion for summary judgment against Robin Vale.",
            "judgment",
        ),
        (
            "The Commission filed a motion for summary judgment against Robin Vale.",
            "other",
        ),
        ("Robin Vale se declaró culpable de fraude postal.", "plea"),
    ] {
        assert_eq!(stage("", text), expected, "{text}");
    }
}

#[test]
fn a_civil_enforcer_that_charges_sues_or_settles() {
    let charges =
        "The Securities and Exchange Commission charged Robin Vale with fraud in federal court.";
    let settles =
        format!("{charges} Without admitting or denying the charges, Vale agreed to a penalty.");
    let preliminary = format!("{charges} Vale consented to a preliminary injunction.");
    let frozen = "The Commission announced that it had obtained an emergency court order freezing assets of Robin Vale.";
    let order = "The CFTC issued an order today filing and settling charges against Robin Vale.";
    for (text, expected) in [
        (charges, "lawsuit"),
        (settles.as_str(), "settlement"),
        (preliminary.as_str(), "lawsuit"),
        (frozen, "lawsuit"),
        (order, "settlement"),
        (
            "The Commission announced the filing today of a complaint against Robin Vale.",
            "lawsuit",
        ),
    ] {
        assert_eq!(
            stage("SEC Charges Ferryman with Fraud", text),
            expected,
            "{text}"
        );
    }
    // The headline says that it sues.
    assert_eq!(stage("SEC Sues Ferryman for Fraud", &settles), "lawsuit");
    assert_eq!(
        stage("SEC Sues Ferryman; Ferryman Settles Action", &settles),
        "settlement"
    );
}

#[test]
fn a_settlement_that_is_sold_or_stolen_settles_no_case() {
    for (title, expected) in [
        (
            "SEC Charges Ferry Company with Massive Life Settlement Bonding Fraud",
            "lawsuit",
        ),
        (
            "Lawyer Charged with Stealing Insurance Settlement from Widow",
            "charge",
        ),
        (
            "Attorney General Vale Sues Debt Settlement Companies",
            "lawsuit",
        ),
        (
            "Firm Agrees to Settle Charges in Scheme Involving Life Settlements",
            "settlement",
        ),
    ] {
        assert_eq!(stage(title, ""), expected, "{title}");
    }
}

#[test]
fn the_day_of_the_event_is_told_beside_it() {
    // 2024-03-07 is a Thursday.
    for (text, expected) in [
        (
            "Robin Vale pleaded guilty today to arson.",
            Some("2024-03-07"),
        ),
        (
            "Robin Vale pleaded guilty yesterday to arson.",
            Some("2024-03-06"),
        ),
        (
            "Robin Vale pleaded guilty on Monday to arson.",
            Some("2024-03-04"),
        ),
        (
            "Robin Vale pleaded guilty on Thursday to arson.",
            Some("2024-03-07"),
        ),
        (
            "Robin Vale pleaded guilty on March 3 to arson.",
            Some("2024-03-03"),
        ),
        (
            "Robin Vale pleaded guilty on Dec. 3 to arson.",
            Some("2023-12-03"),
        ),
        (
            "On February 1, 2024, Robin Vale pleaded guilty to arson.",
            Some("2024-02-01"),
        ),
        (
            "El 1 de febrero de 2024 Robin Vale se declaró culpable.",
            Some("2024-02-01"),
        ),
        // The day of the crime, of an appearance to come, or of nothing.
        (
            "Robin Vale pleaded guilty to setting a fire for money on May 3, 2020.",
            None,
        ),
        (
            "Robin Vale pleaded guilty to arson. Sentencing is scheduled for June 3, 2024.",
            None,
        ),
        ("Robin Vale pleaded guilty to arson.", None),
        // An announcement gives the day of issue only where no other day is told.
        (
            "Robin Vale pleaded guilty to arson, the office announced today.",
            Some("2024-03-07"),
        ),
        (
            "The office announced today that Robin Vale pleaded guilty on March 5 to arson.",
            Some("2024-03-05"),
        ),
    ] {
        let found = found("Ferryman Pleads Guilty to Arson", "2024-03-07", text).event_date;
        let expected: Option<Date> = expected.map(|day| day.parse().expect("a date"));
        assert_eq!(found.map(|found| found.value), expected, "{text}");
    }
}

#[test]
fn the_day_of_the_event_is_told_in_other_words_than_the_headline() {
    for (title, text, expected) in [
        (
            "Ferryman Convicted of Arson",
            "A ferryman was convicted today of arson. Robin Vale, 40, pleaded guilty to one count of arson.",
            Some("2024-03-07"),
        ),
        (
            "Ferryman Convicted of Arson",
            "A federal jury found Robin Vale, of Oldport, guilty yesterday of arson after a trial.",
            Some("2024-03-06"),
        ),
        (
            "Ferryman Arrested for Arson",
            "Robin Vale, of Oldport, was arrested on Monday for arson.",
            Some("2024-03-04"),
        ),
        (
            "Additional Charges Filed Against Ferryman",
            "The office filed additional charges today against Robin Vale, who is accused of arson.",
            Some("2024-03-07"),
        ),
        (
            "Ferryman Charged with Arson",
            "Robin Vale has been charged with arson. Vale was arrested on Monday.",
            None,
        ),
    ] {
        let found = found(title, "2024-03-07", text).event_date;
        let found = found.map(|found| found.value.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_day_long_ago_is_that_of_the_crime_or_of_another_event() {
    for (title, text, expected) in [
        (
            "Guard Charged with Beating a Man",
            "Robin Vale is charged with violating the rights of a man by beating him on July 30, 2019.",
            None,
        ),
        (
            "Guard Charged with Beating a Man",
            "Robin Vale was charged in connection with the Sept. 2, 2023, beating of a man.",
            None,
        ),
        (
            "Guard Charged with Beating a Man",
            "Robin Vale was originally charged on May 3, 2021, with beating a man.",
            None,
        ),
        (
            "Guard Charged with Beating a Man",
            "Robin Vale was charged with beating a man between May 3, 2023, and Jan. 5, 2024, at the jail.",
            None,
        ),
        (
            "Guard Charged with Beating a Man",
            "Robin Vale was charged with beating a man. He will be arraigned in Department 3 on March 21.",
            None,
        ),
        (
            "Guard Charged with Beating a Man",
            "Robin Vale was indicted on May 3, 2021, and fled.",
            Some("2021-05-03"),
        ),
        (
            "Landlord Settles Lawsuit",
            "The Justice Department settled with Harborlight LLC, which will resolve a lawsuit filed on Nov. 25, 2022.",
            None,
        ),
        (
            "Bank Reaches Resolution Under Program",
            "The Bank Program, which was announced on Aug. 29, 2021, provides a path for banks to resolve criminal liabilities.",
            None,
        ),
        (
            "Ferryman Sentenced",
            "Robin Vale was found guilty on Nov. 3, 2023, of fraud and was sentenced on March 5, 2024, to a year in prison.",
            Some("2024-03-05"),
        ),
        (
            "Ferryman Sentenced",
            "On March 5, 2024, Robin Vale, who pleaded guilty to securities fraud on Feb. 10, 2024, was sentenced to a year.",
            Some("2024-03-05"),
        ),
        (
            "Court Enters Judgment",
            "On March 1, 2024, the court entered a final judgment against Robin Vale. See Litigation Release No. 23905 (Feb. 3, 2024).",
            Some("2024-03-01"),
        ),
    ] {
        let found = found(title, "2024-03-07", text).event_date;
        let found = found.map(|found| found.value.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn an_unsealing_is_the_day_of_charges_only_where_no_other_is_told() {
    let unsealed = "An indictment charging Robin Vale with arson was unsealed today.";
    let returned = format!("{unsealed} Vale was indicted on March 1.");
    for (text, expected) in [(unsealed, "2024-03-07"), (returned.as_str(), "2024-03-01")] {
        let found = found("Ferryman Indicted for Arson", "2024-03-07", text).event_date;
        let found = found.map(|found| found.value.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn without_a_day_of_issue_only_a_whole_date_is_known() {
    for (text, expected) in [
        ("Robin Vale pleaded guilty today.", None),
        ("Robin Vale pleaded guilty on March 3.", None),
        (
            "Robin Vale pleaded guilty on March 3, 2020.",
            Some("2020-03-03"),
        ),
    ] {
        let found = found("Ferryman Pleads Guilty", "", text).event_date;
        let found = found.map(|found| found.value.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn judges_are_named_without_titles_and_once() {
    for (text, expected) in [
        (
            "SEC Obtains Relief; Judge Orders Asset Freeze. U.S. District Judge Ada M. Brightwater signed.",
            &["Ada M. Brightwater"][..],
        ),
        (
            "U.S. District Judge Ada M. Brightwater sentenced Vale. Judge Brightwater said so.",
            &["Ada M. Brightwater"],
        ),
        (
            "He pleaded before United States Magistrate Judge John T. Reed, Jr. in Oldport.",
            &["John T. Reed, Jr."],
        ),
        (
            "The Honorable Clarissa de la Mare, United States District Judge, entered the judgment.",
            &["Clarissa de la Mare"],
        ),
        (
            "It was before Jonas Pell, U.S. District Judge.",
            &["Jonas Pell"],
        ),
        (
            "The case has been assigned to the Honorable Jonas N. Pell. He waits.",
            &["Jonas N. Pell"],
        ),
        (
            "He comes before U.S. Magistrate Judge Christobal dos Mares at noon.",
            &["Christobal dos Mares"],
        ),
        (
            "He lied before the Honorable Ada E. Brightwater SEC v. Vale.",
            &["Ada E. Brightwater"],
        ),
        (
            "The motion was heard by JUDGE ADA BRIGHTWATER.",
            &["Ada Brightwater"],
        ),
        (
            "The Honorable Jonas Pell, Majority Leader, United States Senate. The Women Judges Oldport Committee met.",
            &[],
        ),
        (
            "Judges Ada Brightwater and Jonas Pell heard the cases.",
            &["Ada Brightwater", "Jonas Pell"],
        ),
        (
            "Former Judge Jonas Pell was sentenced. The Justice Department said so. The Judge Advocate agreed.",
            &[],
        ),
        (
            "JUDGE ENJOINS TWO OLDPORT GANGS. Federal Judge Charged With Bribery. Judge Strikes the Strikes.",
            &[],
        ),
    ] {
        let found = found("Ferryman Sentenced", "", text).judges;
        let names: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }
}

#[test]
fn docket_numbers_are_as_printed() {
    for (text, expected) in [
        ("Case No. 2:18-cr-00123-ABC", &["2:18-cr-00123-ABC"][..]),
        (
            "Civil Action No. 05 Civ. 6991 (KMW)",
            &["05 Civ. 6991 (KMW)"],
        ),
        ("Criminal No. 12-345", &["12-345"]),
        (
            "Case Nos. 21-cr-10 and 21-cr-1012",
            &["21-cr-10", "21-cr-1012"],
        ),
        (
            "Case Nos. 1:20-cv-00011 and 1:20-cv-00012",
            &["1:20-cv-00011", "1:20-cv-00012"],
        ),
        ("SEC v. Vale, No. 24-10951 (5th Cir.)", &["24-10951"]),
        ("in case SWF2301616", &["SWF2301616"]),
        ("docket CR-21-01094-PHX-SMB", &["CR-21-01094-PHX-SMB"]),
        ("Administrative File No. 3-11046", &["3-11046"]),
        ("Litigation Release No. 18002, Resolution No. 19-450", &[]),
        ("in case he comes, No. 5 is free", &[]),
        ("Civil Action No. 4:05-CV- 371(AGF)", &["4:05-CV- 371(AGF)"]),
        (
            "Docket No. 2:03CV00914DAK (USDC, D.Ut.)",
            &["2:03CV00914DAK"],
        ),
        ("Civil Action No. 07- 4144 (E.D.N.Y.)", &["07- 4144"]),
        ("Case No. 3-09CV0298-L (N.D.TX.)", &["3-09CV0298-L"]),
        ("Civil Action No. SA-05-CA1000-FB", &["SA-05-CA1000-FB"]),
        ("Civil Action No. C-97-3050MMC", &["C-97-3050MMC"]),
        ("See Case No. CR17-163TSZ.", &["CR17-163TSZ"]),
        ("Civil Action No. WDQ-03-1877 (D. Md.)", &["WDQ-03-1877"]),
        ("Case No. CV-S-01-0658-PMP-LRL", &["CV-S-01-0658-PMP-LRL"]),
        ("Civil Action No. 95-11748RCL).", &["95-11748RCL"]),
        ("01 Civ. Action No. 2613", &["01 Civ. Action No. 2613"]),
        ("Civil Action No. 3:CV-96-705)", &["3:CV-96-705"]),
        ("Civil Action No. A03 CA 297H", &["A03 CA 297H"]),
    ] {
        let found = found("Ferryman Sentenced", "", text).dockets;
        let numbers: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        assert_eq!(numbers, expected, "{text}");
    }
}

#[test]
fn offenses_are_those_that_somebody_is_charged_with() {
    for (text, expected) in [
        (
            "Robin Vale was convicted of mail and wire fraud and aggravated identity theft.",
            &["wire fraud", "mail fraud", "identity theft"][..],
        ),
        (
            "Robin Vale pleaded guilty to threatening to kill and kidnap a clerk.",
            &["threats and stalking"],
        ),
        (
            "Robin Vale was charged under 18 U.S.C. § 1956.",
            &["money laundering"],
        ),
        (
            "Robin Vale was convicted of arson. The Money Laundering and Asset Recovery Section helped.",
            &["explosives and arson"],
        ),
        ("Robin Vale was convicted of aiming a laser.", &["other"]),
        // Weak words count only where they fit: a drug somebody deals in, consumers who are deceived.
        (
            "Robin Vale was convicted of stealing drugs from a nurse.",
            &["theft and embezzlement"],
        ),
        (
            "Robin Vale was convicted of selling cocaine.",
            &["drug trafficking"],
        ),
        (
            "Robin Vale was convicted of robbery after a misleading call.",
            &["robbery"],
        ),
        (
            "Robin Vale was convicted of murder and of street terrorism.",
            &["murder"],
        ),
        (
            "Robin Vale was convicted of abuse of a disabled adult.",
            &["assault"],
        ),
        (
            "Robin Vale was convicted of misleading consumers.",
            &["consumer fraud"],
        ),
        // Beside the charge, what was admitted.
        (
            "Robin Vale was convicted of health care fraud. He admitted a conspiracy and paid kickbacks to patients.",
            &["health care fraud", "kickbacks"],
        ),
        (
            "Robin Vale was convicted of arson. Anyone with information on charges of bribery may call.",
            &["explosives and arson"],
        ),
        (
            "Robin Vale was convicted at 12:17 a.m. of robbery.",
            &["robbery"],
        ),
    ] {
        let found = found("Ferryman Convicted", "", text).offenses;
        let names: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }
}

#[test]
fn a_caption_of_the_sec_is_not_the_news_however_long_it_is() {
    let caption = "U.S. SECURITIES AND EXCHANGE COMMISSION\nLitigation Release No. 15801 / May 4, 1998\n\n\
        Vale Ferries, Inc. of Pier City. Ann Pier, trustee. Pier and Vale Partners.\n\nAccounting Release No. 4. Pier City.\n\nPier County. District No. 9.";
    for (title, text, expected) in [
        (
            "SEC v. Vale General Partnership, New York",
            "The Commission announced that the court entered Final Judgments against Vale Ferries.",
            "judgment",
        ),
        (
            "SEC v. Vale Ferries, Inc.",
            "The Honorable Ann Pier issued judgments respectively against Robin Vale and three trustees.",
            "judgment",
        ),
        (
            "SEC v. Vale Ferries, Inc.",
            "The Commission announced that it filed a subpoena enforcement action against Robin Vale.",
            "lawsuit",
        ),
        (
            "Court Orders Vale Ferries to Comply in SEC Subpoena Enforcement Action",
            "The Commission announced that the court issued an order.",
            "judgment",
        ),
        (
            "SEC v. Vale Ferries, Inc.",
            "The Commission amended its complaint to add Robin Vale.",
            "lawsuit",
        ),
    ] {
        let page = Page {
            title: title.to_owned(),
            text: format!("{caption}\n\n{text}"),
            ..Page::default()
        };
        let stage = extract(&page, "lr15801.txt", Knowledge::builtin()).stage;
        let stage = stage.map(|found| found.value.name());
        assert_eq!(stage, Some(expected), "{title}: {text}");
    }
}

#[test]
fn fraud_in_a_headline_of_the_cftc_is_commodities_fraud_whatever_else_it_charges() {
    for (title, text, expected) in [
        (
            "CFTC Charges Vale Ferries with Fraud and Failure to Register",
            "The CFTC filed a complaint that charges Vale Ferries with failure to register as a commodity pool operator.",
            &["commodities fraud", "adviser and broker misconduct"][..],
        ),
        (
            "CFTC Orders Vale Ferries to Pay for Supervision Failures",
            "The CFTC issued an order settling charges that Vale Ferries had failed to supervise. Somebody else committed a fraud.",
            &["adviser and broker misconduct"],
        ),
        (
            "CFTC Tells of Operator Sentenced for Fraud",
            "Robin Vale, charged by the CFTC before, was sentenced. He was convicted of wire fraud.",
            &["wire fraud"],
        ),
    ] {
        let found = found(title, "", text).offenses;
        let names: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        assert_eq!(names, expected, "{title}");
    }
}

#[test]
fn a_release_about_no_case_has_no_offense() {
    let text = "The department announced grants to fight wire fraud and arson.";
    let found = found("Department Announces Grants", "", text);
    assert!(found.offenses.is_empty() && found.proceeding.is_none() && found.event_date.is_none());
}

#[test]
fn a_commission_charges_by_sections_and_in_its_own_words() {
    for (text, expected) in [
        (
            "The SEC charged Robin Vale with violations of the antifraud and other provisions of the securities laws.",
            &["securities fraud"][..],
        ),
        (
            "The SEC charged Robin Vale with insider trading in violation of Section 10(b) and the antifraud provisions.",
            &["insider trading"],
        ),
        (
            "The SEC charged Robin Vale with insider trading and securities fraud in violation of Section 10(b).",
            &["securities fraud", "insider trading"],
        ),
        (
            "The SEC alleges that Robin Vale violated Section 10(b) of the Act, Rule 10b-5 thereunder, and, as he was an \
             adviser of two funds in Oldport at the time, Sections 206(1), (2) and (4).",
            &["securities fraud", "adviser and broker misconduct"],
        ),
        (
            "The SEC charged Robin Vale with manipulative and deceptive acts, a false report, and violations of Section 5(a).",
            &["unregistered offering"],
        ),
    ] {
        let found = found("SEC Charges Ferryman", "", text).offenses;
        let names: Vec<&str> = found.iter().map(|found| found.value.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }
}

#[test]
fn a_trial_that_begins_is_no_event_but_a_case_with_its_lists() {
    let text = "Robin Vale, 40, of Oldport, is charged with arson. She stole $5,000. The trial begins today.";
    let found = found("Ferryman Faces Trial for Arson", "", text);
    let stage = found.stage.map(|found| found.value.name());
    assert_eq!(stage, Some("other"));
    assert!(!found.defendants.is_empty());
    assert!(!found.offenses.is_empty() && !found.amounts.is_empty());
}

#[test]
fn proceedings_follow_from_the_stage_and_the_body() {
    for (title, text, expected) in [
        (
            "Ferryman Sentenced",
            "Robin Vale was sentenced.",
            Some("criminal"),
        ),
        (
            "Justice Department Sues Vale Ferries",
            "It filed suit.",
            Some("civil"),
        ),
        (
            "CFTC Orders Vale Ferries to Pay a Penalty",
            "The CFTC issued an order filing and simultaneously settling charges.",
            Some("administrative"),
        ),
        ("Department Announces Grants", "They help.", None),
    ] {
        let found = found(title, "", text).proceeding;
        let found = found.map(|found| found.value.name());
        assert_eq!(found, expected, "{title}");
    }
}

#[test]
fn hostile_texts_have_bounded_lists() {
    let judges = (0..20_000_u32)
        .map(|number| {
            let letter = |place: u32| {
                let letter = u8::try_from(number / 26_u32.pow(place) % 26);
                char::from(b'a' + letter.unwrap_or_default())
            };
            format!("Judge Jo X{}{}{}. ", letter(0), letter(1), letter(2))
        })
        .collect::<Vec<_>>()
        .concat();
    let dockets = (0..20_000_u32)
        .map(|number| format!("Case No. 1:18-cr-{number:05} "))
        .collect::<Vec<_>>()
        .concat();
    let versus = "v. ".repeat(100_000);
    let one_name = format!("Judge {}", "Jo ".repeat(10_000));
    for text in [&judges, &dockets, &versus, &one_name] {
        let found = found("Ferryman Sentenced", "", text);
        assert!(found.judges.len() <= 50 && found.dockets.len() <= 100);
    }
}
