//! Are the tables sound, and do names in queries and texts resolve?

use crate::knowledge::entities::mention::Entity;
use crate::knowledge::loader::Table;
use crate::knowledge::names::acts::{self, Act};
use crate::knowledge::tables::issuers::{IssuerKind, issuers};
use crate::knowledge::tables::{
    agency, case_stages, counsel_words, counties, credits, districts, events, issuers, name_words,
    offices, states, synonyms, titles,
};
use crate::knowledge::*;
use crate::model::Stage;

fn knowledge() -> &'static Knowledge {
    Knowledge::builtin()
}

fn named(text: &str) -> Vec<String> {
    knowledge()
        .mentions(text)
        .map(|(_, path)| path.to_owned())
        .collect()
}

fn sorted(table: &str) {
    let lines: Vec<String> = table.lines().skip(1).map(str::to_lowercase).collect();
    for pair in lines.windows(2) {
        assert!(
            pair[0] < pair[1],
            "{:?} belongs after {:?}",
            pair[0],
            pair[1]
        );
    }
}

#[test]
fn every_table_is_sorted_without_duplicates() {
    for table in [
        include_str!("data/acts.tsv"),
        include_str!("data/counties.tsv"),
        include_str!("data/credits.tsv"),
        include_str!("data/districts.tsv"),
        include_str!("data/issuers.tsv"),
        include_str!("data/offices.tsv"),
        include_str!("data/states.tsv"),
    ] {
        sorted(table);
    }
}

#[test]
fn the_agency_table_passes_every_check_that_a_users_rows_pass() {
    let own = "path\tname\n/doj/fbi/lab\tFBI Laboratory\n";
    let with = Knowledge::with_rows(own, "own.tsv").expect("a sound row");
    assert_eq!(with.label("/doj/fbi/lab"), "FBI Laboratory");
    assert_ne!(with.fingerprint(), knowledge().fingerprint());
    assert!(knowledge().agencies().len() > 250);
}

#[test]
fn every_built_in_table_is_read_without_an_error() {
    fn read<T: serde::Deserialize<'static>>(table: &Table) {
        let rows = table.read::<T>().expect(table.file);
        assert!(!rows.is_empty(), "{}", table.file);
    }
    read::<Act>(&acts::TABLE);
    read::<Agency>(&agency::TABLE);
    read::<case_stages::CaseStage>(&case_stages::TABLE);
    read::<counsel_words::CounselWordRow>(&counsel_words::TABLE);
    read::<counties::County>(&counties::TABLE);
    read::<counties::CountyNames>(&counties::NAMES_TABLE);
    read::<credits::Row>(&credits::TABLE);
    read::<events::Offense>(&events::OFFENSES);
    read::<events::StageCueRow>(&events::STAGE_CUES);
    read::<District>(&districts::TABLE);
    read::<issuers::Issuer>(&issuers::TABLE);
    read::<name_words::NameWordRow>(&name_words::TABLE);
    read::<offices::OfficePhrase>(&offices::TABLE);
    read::<State>(&states::TABLE);
    read::<synonyms::Synonym>(&synonyms::TABLE);
    read::<titles::TitleRow>(&titles::TABLE);
}

/// The rows of stages that a text has phrases of, each as its stage and its use.
fn stages_in(text: &str) -> Vec<(Stage, events::CueUse)> {
    let recognizer = knowledge().recognizer();
    let found = recognizer.find_stage_cues(&recognizer.annotate(text));
    let cues = found.iter().map(|found| &events::stage_cues()[found.row]);
    cues.map(|cue| (cue.stage, cue.cue_use)).collect()
}

#[test]
fn each_row_of_stages_is_found_in_its_example_and_not_in_its_counterexample() {
    for row in events::stage_cue_rows() {
        let this = (row.stage, row.cue_use);
        assert!(
            stages_in(row.example).contains(&this),
            "{this:?}: {}",
            row.example
        );
        assert!(
            !stages_in(row.counter).contains(&this),
            "{this:?}: {}",
            row.counter
        );
    }
}

/// The offenses that a text has phrases of.
fn offenses_in(text: &str) -> Vec<&'static str> {
    let recognizer = knowledge().recognizer();
    let found = recognizer.find_offenses(&recognizer.annotate(text));
    let phrases = found
        .iter()
        .map(|found| &events::offense_phrases()[found.row]);
    let named = phrases.filter(|phrase| phrase.strength != events::PhraseStrength::None);
    named
        .map(|phrase| events::offense_name(phrase.offense))
        .collect()
}

#[test]
fn each_offense_is_found_in_its_example_and_not_in_its_counterexample() {
    for offense in events::offenses()
        .iter()
        .filter(|offense| !offense.phrases.is_empty())
    {
        let (name, example, counter) = (offense.name, offense.example, offense.counter);
        assert!(!example.is_empty() && !counter.is_empty(), "{name}");
        assert!(offenses_in(example).contains(&name), "{name}: {example}");
        assert!(!offenses_in(counter).contains(&name), "{name}: {counter}");
    }
}

#[test]
fn a_statute_means_the_offense_of_its_section_or_of_its_part() {
    for (statute, expected) in [
        ("18 U.S.C. § 1343", Some("wire fraud")),
        ("18 U.S.C. § 666(a)(2)", Some("bribery")),
        ("18 U.S.C. § 666(a)(1)(A)", Some("theft and embezzlement")),
        ("18 U.S.C. § 13430", None),
    ] {
        let found = events::offense_of_statute(statute).map(events::offense_name);
        assert_eq!(found, expected, "{statute}");
    }
}

#[test]
fn every_district_has_a_state() {
    for district in districts() {
        assert!(!district.name.is_empty(), "{}", district.code);
    }
}

#[test]
fn a_value_that_no_rule_knows_is_an_error_in_every_column_of_fixed_values() {
    fn error<T: serde::Deserialize<'static>>(text: &'static str) -> String {
        let rows = Table::new("some.tsv", text).read::<T>();
        rows.err().expect(text).to_string()
    }
    for error in [
        error::<credits::Row>("phrase\tkind\tscope\nled\tlead\tnext\n"),
        error::<credits::Row>("phrase\tkind\tscope\nled\tassist\tnear\n"),
        error::<counsel_words::CounselWordRow>("words\tcue\texample\nled\tlead\tHe led.\n"),
        error::<issuers::Issuer>("kind\tvalue\tpath\nline\tsec.gov\t/sec\n"),
        error::<name_words::NameWordRow>("words\tkind\nvan\tparticles\n"),
        error::<offices::OfficePhrase>("phrase\tkind\nSheriff\tsheriff\n"),
        error::<titles::TitleRow>("words\tclass\texample\tcounter\nada\tlawyer\t\t\n"),
    ] {
        assert!(
            error.starts_with("some.tsv, line 2: unknown variant"),
            "{error}"
        );
    }
}

#[test]
fn every_example_is_matched_by_its_own_row_and_no_other() {
    for agency in knowledge().agencies() {
        assert!(!agency.example.is_empty(), "{} has no example", agency.path);
        assert_eq!(
            named(&agency.example),
            std::slice::from_ref(&agency.path),
            "{}",
            agency.example
        );
    }
}

#[test]
fn no_counter_example_is_matched_by_its_row() {
    for agency in knowledge().agencies() {
        assert!(
            !named(&agency.counter).contains(&agency.path),
            "{}: {}",
            agency.path,
            agency.counter
        );
    }
}

#[test]
fn a_wrong_row_says_its_line_and_what_is_wrong() {
    let wrong = |rows: &str| {
        let text = format!("path\tname\tabbreviations\n{rows}");
        Knowledge::with_rows(&text, "own.tsv")
            .expect_err(rows)
            .to_string()
    };
    assert_eq!(
        wrong("doj/fbi\tX\t\n"),
        "own.tsv, line 2: \"doj/fbi\" is no path: write it like /doj/fbi, in small letters, digits and hyphens"
    );
    assert_eq!(
        wrong("/a\tFirst\t\n/b/c\tSecond\t\n"),
        "own.tsv, line 3: /b/c has no row for its parent /b"
    );
    assert_eq!(
        wrong("/b\tFirst\t\n/a\tSecond\t\n"),
        "own.tsv, line 3: /a belongs before /b: rows are sorted by path"
    );
    assert_eq!(
        wrong("/a\tFirst\t\n/a\tSecond\t\n"),
        "own.tsv, line 3: /a stands twice"
    );
    assert_eq!(
        wrong("/doj/fbi\tBureau\t\n"),
        "own.tsv, line 2: /doj/fbi is in the built-in table already"
    );
    assert_eq!(wrong("/a\t\t\n"), "own.tsv, line 2: /a has no name");
    assert_eq!(
        wrong("/a\tFirst\tFBI\n"),
        "own.tsv, line 2: \"fbi\" means /doj/fbi already"
    );
    assert_eq!(
        wrong("/a\tFirst\tVa\n"),
        "own.tsv, line 2: \"Va\" is no abbreviation that can be told from a word: put it under codes"
    );
}

#[test]
fn wrong_years_are_an_error_with_their_line() {
    let with = |years: &str| {
        let text = format!("path\tname\tyears\n/zz\tOffice of Lighthouses\t{years}\n");
        Knowledge::with_rows(&text, "own.tsv")
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    for years in ["", "1910-", "-2025", "1910-2025"] {
        assert_eq!(with(years), Ok(()), "{years}");
    }
    for years in [
        "1910",
        "-",
        "since 1910",
        "1910-now",
        "2025-1910",
        "1910-2025-",
    ] {
        let error = format!(
            "own.tsv, line 2: \"{years}\" are no years: write them like 2010-, -2025 or 2008-2024"
        );
        assert_eq!(with(years), Err(error));
    }
}

#[test]
fn a_file_that_is_no_agency_table_is_an_error() {
    let wrong = |text: &str| {
        Knowledge::with_rows(text, "own.tsv")
            .expect_err(text)
            .to_string()
    };
    assert_eq!(
        wrong(""),
        "own.tsv, line 1: the file is empty: write a heading (path, name) and a row below it"
    );
    assert_eq!(
        wrong("path\tname\n"),
        "own.tsv, line 1: there is no row below the heading"
    );
    assert_eq!(
        wrong("/zz\tOffice of Lighthouses\n"),
        "own.tsv, line 1: the heading has no column \"path\": its columns are parted by tabs, as in \"path<tab>name\""
    );
    assert_eq!(
        wrong("path\tname\tabbreviatons\n/zz\tOffice of Lighthouses\tOL\n"),
        "own.tsv, line 1: there is no column \"abbreviatons\": the columns are path, name, short, abbreviations, codes, aliases, units, former, years, example, counter"
    );
    assert_eq!(
        wrong("path\tname\n/zz\tOffice of Lighthouses\tOL\n"),
        "own.tsv, line 2: the row has 3 cells, and the heading 2 columns"
    );
    assert_eq!(
        wrong("path\tname\texample\n/zz\tOffice of Lighthouses\tthe FBI came\n"),
        "own.tsv, line 2: the example \"the FBI came\" names /doj/fbi, and should name /zz alone"
    );
    assert_eq!(
        wrong("path\tname\tcounter\n/zz\tOffice of Lighthouses\tan Office of Lighthouses\n"),
        "own.tsv, line 2: the counter-example \"an Office of Lighthouses\" names /zz, and should not"
    );
}

#[test]
fn every_department_and_its_inspector_general_are_known() {
    for department in [
        "commerce", "dhs", "doe", "doi", "doj", "dol", "dos", "dot", "ed", "epa", "fdic", "fed",
        "fhfa", "gsa", "hhs", "hud", "nasa", "opm", "rrb", "sba", "ssa", "treasury", "tva",
        "usaid", "usda", "usps", "va",
    ] {
        for path in [format!("/{department}"), format!("/{department}/oig")] {
            assert!(knowledge().agency(&path).is_some(), "{path}");
        }
    }
}

#[test]
fn all_93_district_offices_are_known_by_every_name() {
    assert_eq!(districts().len(), 93);
    for district in districts() {
        let path = district.path.as_str();
        let one = Resolution::Unique(path.to_owned());
        for name in [
            district.code.to_uppercase(),
            format!("usao-{}", district.code),
            format!("USAO-{}", district.code.to_uppercase()),
            district.name.clone(),
            format!("U.S. Attorney's Office for the {}", district.name),
            format!("United States Attorney\u{2019}s Office, {}", district.name),
            path.to_owned(),
        ] {
            // Postal codes of states that are one district are words elsewhere ("ME"), yet nothing else by name.
            assert_eq!(knowledge().resolve_district(&name), one, "{name}");
        }
        assert_eq!(
            named(&format!(
                "the U.S. Attorneys Office for the {}.",
                district.name
            )),
            [path]
        );
    }
}

/// The value of a row is its example: hosts are compared with hosts, phrases are put into a text.
#[test]
fn every_issuer_is_found_by_its_own_row_and_no_other() {
    let is_known =
        |path: &str| knowledge().agency(path).is_some() || counties::label(path).is_some();
    let hosts = issuers(IssuerKind::Host);
    for site in &hosts {
        assert!(is_known(site.path), "{}", site.path);
        let below: Vec<&str> = hosts
            .iter()
            .map(|other| other.value)
            .filter(|other| !other.contains('/') && site.value.ends_with(&format!(".{other}")))
            .collect();
        assert_eq!(below, Vec::<&str>::new(), "{}", site.value);
    }
    for line in issuers(IssuerKind::Phrase) {
        assert!(is_known(line.path), "{}", line.path);
        let text = format!("Springfield. {} 12 was issued.", line.value);
        let recognizer = knowledge().recognizer();
        let reading = recognizer.annotate(&text);
        let found: Vec<&str> = recognizer
            .find_issuers(&text, &reading)
            .map(|(path, _)| path)
            .collect();
        assert_eq!(found, [line.path], "{}", line.value);
    }
}

/// The name of a county is its example: it is put before "District Attorney".
#[test]
fn every_county_is_found_by_its_own_row_and_no_other() {
    for county in counties::counties() {
        assert!(
            states().iter().any(|state| state.code == county.state),
            "{}",
            county.place
        );
        let known = counties::states_with_county(county.slug).contains(&county.state);
        assert!(known, "{}", county.place);
        let text = format!("{} District Attorney Ann Lee announced it.", county.place);
        let reading = knowledge().recognizer().annotate(&text);
        let places: Vec<&str> = reading
            .mentions
            .iter()
            .filter_map(|mention| match mention.entity {
                Entity::County(at) => Some(counties::counties()[at].place),
                _ => None,
            })
            .collect();
        assert_eq!(places, [county.place], "{text}");
    }
}

/// A phrase of `credits.tsv` is its own example: it is found in a text of nothing else.
#[test]
fn every_credit_phrase_is_found_whole_by_its_own_row() {
    let recognizer = knowledge().recognizer();
    for credit in &recognizer.credit_phrases {
        let reading = recognizer.annotate(credit.phrase);
        let [found] = &recognizer.find_credits(&reading)[..] else {
            panic!("{}: not found, or in parts", credit.phrase)
        };
        assert_eq!(found.words, 0..reading.words.len(), "{}", credit.phrase);
        assert_eq!(recognizer.credit_phrases[found.row].phrase, credit.phrase);
        assert!(!credit.senses.is_empty());
    }
}

/// A phrase of `offices.tsv` is its own example: it is put between words that are in no table.
#[test]
fn every_office_is_found_whole_by_its_own_row() {
    let recognizer = knowledge().recognizer();
    for office in offices::office_phrases() {
        let phrase = office.phrase;
        let text = format!("zzz {phrase} qqq");
        let reading = recognizer.annotate(&text);
        let [mention] = &reading.mentions[..] else {
            panic!("{text}: {:?}", reading.mentions)
        };
        assert_eq!(
            mention.words,
            1..reading.words.len() - 1,
            "{text}: another row takes a part of it"
        );
        assert!(
            matches!(mention.entity, Entity::Office(_)),
            "{text}: {:?}",
            mention.entity
        );
    }
}

/// The name of a state is its own example.
#[test]
fn every_state_is_found_by_its_own_row_and_no_other() {
    for (at, state) in states().iter().enumerate() {
        if state.code == "dc" {
            continue;
        }
        let reading = knowledge()
            .recognizer()
            .annotate(&format!("zzz {} qqq", state.name));
        let named: Vec<_> = reading
            .mentions
            .iter()
            .map(|mention| &mention.entity)
            .collect();
        assert_eq!(named, [&Entity::State(at)], "{}", state.name);
    }
}

#[test]
fn names_that_people_type_for_an_agency_resolve() {
    for (typed, path) in [
        ("FBI", "/doj/fbi"),
        ("f.b.i.", "/doj/fbi"),
        ("Federal Bureau of Investigation", "/doj/fbi"),
        ("federal bureau of investigation", "/doj/fbi"),
        ("IRS-CI", "/treasury/irs/ci"),
        ("irs ci", "/treasury/irs/ci"),
        ("SDNY", "/doj/usao/sdny"),
        (
            "U.S. Attorney's Office for the Southern District of New York",
            "/doj/usao/sdny",
        ),
        ("Southern District of New York", "/doj/usao/sdny"),
        ("S.D.N.Y.", "/doj/usao/sdny"),
        ("Manhattan U.S. Attorney", "/doj/usao/sdny"),
        ("USAO - New York, Southern", "/doj/usao/sdny"),
        ("D. Mass.", "/doj/usao/ma"),
        ("S.D. Fla.", "/doj/usao/sdfl"),
        ("/doj/fbi", "/doj/fbi"),
        ("/DOJ/FBI/", "/doj/fbi"),
        ("DOJ", "/doj"),
        ("Justice Department", "/doj"),
        ("Organized Crime and Gang Section", "/doj/crm/ocgs"),
        (
            "Asset Forfeiture and Money Laundering Section",
            "/doj/crm/mlars",
        ),
        ("VA", "/va"),
        ("Civil Rights - Criminal Section", "/doj/crt/criminal"),
        ("Minnesota Attorney General", "/state/mn/ag"),
        ("mn ag", "/state/mn/ag"),
        ("/local/tx/harris/da", "/local/tx/harris/da"),
        ("Harris County DA", "/local/tx/harris/da"),
        (
            "Harris County District Attorney, Texas",
            "/local/tx/harris/da",
        ),
        ("Orange County DA, California", "/local/ca/orange/da"),
        ("Brooklyn DA", "/local/ny/kings/da"),
        (
            "the Cook County State's Attorney's Office",
            "/local/il/cook/da",
        ),
    ] {
        assert_eq!(
            knowledge().resolve(typed),
            Resolution::Unique(path.to_owned()),
            "{typed}"
        );
    }
}

#[test]
fn an_ambiguous_name_lists_its_candidates() {
    assert_eq!(
        knowledge().resolve("CID"),
        Resolution::Ambiguous(vec![
            "/dod/army-cid".to_owned(),
            "/epa/cid".to_owned(),
            "/treasury/irs/ci".to_owned()
        ])
    );
    let Resolution::Ambiguous(paths) = knowledge().resolve_district("New York") else {
        panic!("four districts")
    };
    assert_eq!(paths.len(), 4);
    assert_eq!(
        knowledge().resolve_district("Massachusetts"),
        Resolution::Unique("/doj/usao/ma".to_owned())
    );
}

#[test]
fn an_act_is_meant_by_its_names_abbreviations_and_sections() {
    let typed = |text: &str| {
        let (act, section) = acts::typed_act(text).unwrap_or_else(|| panic!("{text} names no act"));
        section.map_or(act.name.clone(), |section| act.section_name(&section))
    };
    for (text, name) in [
        ("FCPA", "Foreign Corrupt Practices Act"),
        (
            "the foreign corrupt practices act of 1977",
            "Foreign Corrupt Practices Act",
        ),
        ("bsa", "Bank Secrecy Act"),
        ("Exchange Act", "Securities Exchange Act of 1934"),
        (
            "Section 10(b) of the Exchange Act",
            "Securities Exchange Act of 1934 § 10(b)",
        ),
        (
            "Exchange Act § 30A",
            "Securities Exchange Act of 1934 § 30A",
        ),
        (
            "sec. 17(a), Securities Act of 1933",
            "Securities Act of 1933 § 17(a)",
        ),
        (
            "Securities Act of 1933 § 17(a)",
            "Securities Act of 1933 § 17(a)",
        ),
        ("Civil Rights Act of 1964", "Civil Rights Act of 1964"),
        ("Stark", "Stark Law"),
    ] {
        assert_eq!(typed(text), name, "{text}");
    }
    for text in [
        "",
        "act",
        "1343",
        "Section 1343",
        "Chapter 11 of the laws of Oldport",
        "the",
    ] {
        assert_eq!(acts::typed_act(text), None, "{text}");
    }
}

#[test]
fn a_section_of_an_act_is_a_section_of_the_code() {
    for (text, statute) in [
        ("Exchange Act 10(b)", "15 U.S.C. § 78j(b)"),
        ("Exchange Act 10A(a)", "15 U.S.C. § 78j-1(a)"),
        ("Exchange Act 30A", "15 U.S.C. § 78dd-1"),
        ("Securities Act 17(a)(2)", "15 U.S.C. § 77q(a)(2)"),
        ("Advisers Act 206(4)", "15 U.S.C. § 80b-6(4)"),
        ("Commodity Exchange Act 6(c)(1)", "7 U.S.C. § 9(1)"),
        ("FTC Act 5(a)", "15 U.S.C. § 45(a)"),
        ("Clean Water Act 404", "33 U.S.C. § 1344"),
    ] {
        let (act, section) = acts::typed_act(text).expect(text);
        let codified = act.codified(&section.expect(text));
        assert_eq!(codified.as_deref(), Some(statute), "{text}");
        assert!(act.means(statute), "{text}");
    }
    let (fcpa, _) = acts::typed_act("FCPA").expect("an act");
    assert!(fcpa.means("15 U.S.C. § 78dd-2(a)"));
    assert!(!fcpa.means("15 U.S.C. § 78j(b)"));
    assert_eq!(fcpa.codification(), "15 U.S.C. §§ 78dd-1, 78dd-2, 78dd-3");
}

#[test]
fn no_two_acts_have_the_same_name() {
    let mut names: Vec<String> = acts::acts()
        .iter()
        .flat_map(|act| {
            let short = act.abbreviations.iter().chain(&act.typed);
            act.names()
                .map(str::to_lowercase)
                .chain(short.map(|name| name.to_lowercase()))
        })
        .collect();
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(acts::acts().len() > 200);
}

#[test]
fn a_city_means_its_district_and_one_in_several_states_lists_them() {
    for (typed, codes) in [
        ("Miami", &["sdfl"][..]),
        ("miami, Florida", &["sdfl"]),
        ("Miami U.S. Attorney's Office", &["sdfl"]),
        ("Ft. Lauderdale", &["sdfl"]),
        ("Saint Louis", &["edmo"]),
        ("Winston-Salem", &["mdnc"]),
        ("New York City", &["edny", "sdny"]),
        ("Kansas City", &["ks", "wdmo"]),
        ("Kansas City, Mo.", &["wdmo"]),
        ("Portland", &["me", "or"]),
        ("Portland, OR", &["or"]),
        ("Washington", &["dc", "edwa", "wdwa"]),
        ("Florida", &["mdfl", "ndfl", "sdfl"]),
    ] {
        let mut paths: Vec<String> = codes
            .iter()
            .map(|code| format!("/doj/usao/{code}"))
            .collect();
        let expected = if paths.len() == 1 {
            Resolution::Unique(paths.remove(0))
        } else {
            Resolution::Ambiguous(paths)
        };
        assert_eq!(knowledge().resolve_district(typed), expected, "{typed}");
    }
    // A city is no agency.
    assert_eq!(knowledge().resolve_one("Miami"), None);
    for district in districts() {
        assert!(district.cities.is_sorted(), "{}", district.code);
        assert!(!district.cities.is_empty(), "{}", district.code);
    }
}

#[test]
fn an_unknown_name_gives_the_nearest_first() {
    let Resolution::Unknown(near) = knowledge().resolve("Drug Enforcment Administration") else {
        panic!("misspelled")
    };
    assert_eq!(near[0], "/doj/dea");
    let Resolution::Unknown(near) = knowledge().resolve("Bureau of Tobacco") else {
        panic!("part of a name")
    };
    assert!(near.contains(&"/doj/atf".to_owned()) && near.len() <= 5);
    assert_eq!(
        knowledge().resolve("zzzz qqqq"),
        Resolution::Unknown(Vec::new())
    );
}

#[test]
fn names_in_running_text_are_found_with_lost_apostrophes_and_broken_lines() {
    assert_eq!(
        named("the Criminal Divisions Fraud Section"),
        ["/doj/crm/fraud"]
    );
    assert_eq!(named("the Securities and\nExchange Commission"), ["/sec"]);
    assert_eq!(
        named(
            "Immigration and Customs Enforcement\u{2019}s (ICE) Homeland Security Investigations (HSI)"
        ),
        ["/dhs/ice/hsi"]
    );
    assert_eq!(
        named("IRS \u{2013} Criminal Investigation and the IRS"),
        ["/treasury/irs/ci", "/treasury/irs"]
    );
    assert_eq!(
        named("the Department of Labor (DOL), Office of Inspector General (OIG), and OIG agents"),
        ["/dol/oig", "/dol/oig"]
    );
    assert_eq!(
        named("Inspector General Ann B. Lee of the Department of Energy"),
        ["/doe/oig"]
    );
}

#[test]
fn an_abbreviation_that_is_a_word_is_no_mention() {
    assert_eq!(
        named("a man from Richmond, VA, said ED and DOC met on ice with Sec. 10 in a dot"),
        Vec::<String>::new()
    );
    assert_eq!(
        named("LARGE ICE CREAM MAKER PLEADS GUILTY TO FRAUD"),
        Vec::<String>::new()
    );
    assert_eq!(
        named("the Colorado Department of Justice"),
        Vec::<String>::new()
    );
}

#[test]
fn short_names_fit_a_hits_line() {
    for (path, short) in [
        ("/doj/fbi", "FBI"),
        ("/doj/usao/sdny", "SDNY"),
        ("/doj/crm", "Criminal Division"),
        ("/doj/crm/fraud", "Fraud Section"),
        ("/state/mn/ag", "Minnesota AG"),
        ("/local/tx/harris/da", "Harris County DA"),
        ("/nowhere", "/nowhere"),
    ] {
        assert_eq!(knowledge().short_name(path), short);
    }
}
